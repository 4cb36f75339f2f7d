"""Blocks without a place, code that is elided or does not parse, paths that lead nowhere: what the plan refuses, said to the author.

It adds what a refusal hides: code whose place is not known is looked at as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.diagnostic import Diagnostic, Label
from uowgen.lint.remark import Remark, row_span, warning
from uowgen.rust.fragment import read_fragment
from uowgen.rust.syntax import RustFile, errors
from uowgen.text import Edit, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.lint.remark import Unit
    from uowgen.model import Block, Operation

# Refused before the code itself was looked at.
_PLACELESS = frozenset({"no-target-file", "directive-not-understood", "file-not-found", "file-ambiguous", "anchor-not-found"})

_FAR = 12


def block_remarks(unit: Unit) -> Iterator[Remark]:
    """A remark for each refusal of the plan, for code that would be refused next, and for a spec that asks for nothing."""
    seen: set[tuple[str, int | None]] = set()
    for operation in unit.planned.operations:
        if operation.status != "refused" or operation.code is None:
            continue
        seen.add((operation.code, operation.block))
        yield _refused(operation, unit)
    for n, block in enumerate(unit.spec.blocks):
        codes = {code for code, index in seen if index == n}
        if block.role == "code" and block.lang in ("rust", "rs", "") and codes & _PLACELESS:
            yield from _code(block, unit)


def _refused(operation: Operation, unit: Unit) -> Remark:
    source = unit.source
    span = operation.span
    if not span.end or source.line_of(span.start) < operation.source_line - _FAR:  # no words speak of the block
        span = row_span(source, operation.source_line)
    code = operation.code or "refused"
    if operation.block is not None and code in ("elided-code", "placeholder"):
        span = _meant(unit.spec.blocks[operation.block], code, operation.message, source) or span
    related = tuple(
        Label(c.file, there.line_span(c.line) if (there := unit.patched.read(c.file)) is not None else Span(0, 0), c.text)
        for c in operation.candidates
    )
    moved = _moved(operation, unit)
    if moved is not None:
        return moved
    help_ = operation.help or "see `uowgen explain " + code + "`"
    return Remark(Diagnostic(code, operation.message, source.path, span, help_, "error", related))


def _meant(block: Block, code: str, message: str, source: Source) -> Span | None:
    """The row of `block` that the refusal is about."""
    if code == "elided-code":
        gap = read_fragment(block.code).elided
        if gap is None:
            return None
        return row_span(source, block.code_line + block.code.encode("utf-8", "surrogatepass").count(b"\n", 0, gap.start))
    name = message.split("`")[1] if message.count("`") > 1 else ""
    row = next((n for n, text in enumerate(block.code.split("\n")) if name and name in text), None)
    return None if row is None else row_span(source, block.code_line + row)


def _moved(operation: Operation, unit: Unit) -> Remark | None:
    """The remark on a path that the tree does not have, with its fix if exactly one file of the tree bears the name."""
    if operation.code != "file-not-found" or not operation.file:
        return None
    path = operation.file
    name = path.rpartition("/")[2]
    bearing = [p for p in unit.tree.paths() if p.rpartition("/")[2] == name]
    if len(bearing) != 1 or name in ("mod.rs", "lib.rs", "main.rs", "Cargo.toml"):
        return None
    written = path.encode()
    at = _path_at(unit, written)
    if at is None:
        return None
    message = f"the tree has no `{path}`; the one file of that name is `{bearing[0]}`"
    said = Diagnostic("path-moved", message, unit.source.path, at, f"write `{bearing[0]}`")
    return Remark(said, Edit(unit.source.path, at, bearing[0].encode()))


def _path_at(unit: Unit, written: bytes) -> Span | None:
    """Where the spec first writes the path that its mentions name, not as a part of a longer one."""
    data, at = unit.source.data, unit.source.data.find(written, unit.spec.span.start)
    while 0 <= at < unit.spec.span.end:
        around = data[at - 1 : at] + data[at + len(written) : at + len(written) + 1]
        if not any(chr(b).isalnum() or b in b"/_-" for b in around):
            return Span(at, at + len(written))
        at = data.find(written, at + 1)
    return None


def _code(block: Block, unit: Unit) -> Iterator[Remark]:
    """What is wrong with the code of a block that has no place yet."""
    fragment = read_fragment(block.code)
    if fragment.elided is not None and "fields" not in fragment.shapes:
        span = _meant(block, "elided-code", "", unit.source) or block.span
        yield Remark(
            Diagnostic(
                "elided-code", "the block leaves something out", unit.source.path, span, "write the code in full, or as a change"
            )
        )
    elif fragment.shape == "unknown":
        wrong = errors(RustFile(Source("", fragment.code)).root)
        row = fragment.code.count(b"\n", 0, wrong[0].start) if wrong else 0
        span = row_span(unit.source, block.code_line + row)
        advice = "complete the code; if it belongs inside something, say into what"
        yield Remark(warning(unit, "would-not-parse", "this is no Rust by itself, nor inside an item or a body", span, advice))
