"""Ids and dependencies: those that are missing, stand twice, or go round in a circle.

Which specs there are is told by the caller; it looks for none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.diagnostic import Diagnostic, Label
from uowgen.lint.remark import Remark, row_span
from uowgen.order import order_specs
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from uowgen.model import Spec
    from uowgen.text import Source

    Specs = Sequence[tuple[Spec, Source]]

_KEYS = ("depends on", "dependencies", "dependency", "requires", "prerequisites")


def dependency_remarks(specs: Specs, everything: Specs) -> Iterator[Remark]:
    """Remarks on the ids of `specs` and on what they depend on; `everything` is all that can be depended on, `specs` included."""
    known = {spec.id: (spec, source) for spec, source in reversed(everything) if spec.id}
    for spec, source in specs:
        yield from _id(spec, source, known)
        for name in spec.depends_on:
            if name == spec.id:
                message, advice = f"the spec depends on itself, {name}", "drop it"
                yield Remark(Diagnostic("dependency-cycle", message, source.path, _line(spec, source, name), advice))
            elif name not in known:
                yield _missing(name, spec, source, list(known))
    for problem in order_specs(everything)[1]:
        mine = next(((spec, source) for spec, source in specs if spec.path == problem.path), None)
        if problem.code == "dependency-cycle" and mine is not None:
            yield Remark(problem._replace(span=_line(*mine, *mine[0].depends_on)))


def _missing(name: str, spec: Spec, source: Source, known: list[str]) -> Remark:
    from difflib import get_close_matches

    near = get_close_matches(name, known, 1, 0.5)
    same = [k for k in known if k.replace("-", ".").lstrip("0") == name.replace("-", ".").lstrip("0")]
    advice = f"did you mean {(same or near)[0]}?" if same or near else "give its spec as well, or drop the dependency"
    span = _line(spec, source, name)
    message = f"the spec depends on {name}, and there is no spec of that id"
    said = Diagnostic("dependency-missing", message, source.path, span, advice, "warning")
    exact = source.data[span.start : span.end] == name.encode()
    return Remark(said, Edit(source.path, span, same[0].encode()) if len(same) == 1 and exact else None)


def _id(spec: Spec, source: Source, known: dict[str, tuple[Spec, Source]]) -> Iterator[Remark]:
    title = row_span(source, spec.line)
    if spec.id:
        first, where = known[spec.id]
        if (first.path, first.line) != (spec.path, spec.line):
            message = f"another spec has the id {spec.id} as well"
            related = (Label(first.path, row_span(where, first.line), "the other one"),)
            yield Remark(Diagnostic("id-twice", message, source.path, title, "give one of them another id", "warning", related))
        return
    name = _id_of_file(source.path)
    marker = source.data.find(b"UoW", title.start, title.end)
    if name and name not in known and marker >= 0 and source.data[marker + 3 : marker + 4] == b":":
        message = f"the title has no id, and the file is called after {name}"
        said = Diagnostic("id-missing", message, source.path, title, f"begin the title with `UoW {name}:`", "warning")
        yield Remark(said, Edit(source.path, Span(marker + 3, marker + 3), f" {name}".encode()))


def _id_of_file(path: str) -> str:
    """The number in a name such as `uow-2.1-guard.md`; empty if there is none."""
    name = path.replace("\\", "/").rpartition("/")[2].lower()
    rest = name.removeprefix("uow").lstrip("-_ ") if name.startswith("uow") else ""
    number = rest.removesuffix(".md").replace("_", "-").split("-")[0]
    return number if number and all(part.isdecimal() for part in number.split(".")) else ""


def _line(spec: Spec, source: Source, *names: str) -> Span:
    """Where the spec's head says what it depends on: the id itself if it is there, else the line, else the title."""
    data = source.data
    first, last = source.line_of(spec.span.start), source.line_of(max(spec.span.start, spec.span.end - 1))
    for line in range(first, min(last, first + 60) + 1):
        row = source.line_span(line)
        low = source.slice(row).lower().lstrip("*_#- >")
        if not any(low.startswith(key) for key in _KEYS):
            continue
        for name in names:
            at = data.find(name.encode(), row.start, row.end)
            if at >= 0:
                return Span(at, at + len(name.encode()))
        return row_span(source, line)
    return row_span(source, spec.line)
