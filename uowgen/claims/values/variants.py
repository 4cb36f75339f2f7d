"""Variants of an enum, made with samples of what they carry, and expressions about them that are run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files, files_of
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.programs import PROBE, parses, probed
from uowgen.claims.runs.standins import stand_in
from uowgen.claims.runs.verdicts import stuck
from uowgen.claims.subject import find_type
from uowgen.facts.members import carried, variants_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_SAMPLES = {"bool": "true", "String": 'String::from("x")', "&'static str": '"x"', "&str": '"x"', "()": "()"}


def tested(case: Case, enum: Declaration, test: str, seen: str, what: str, home: str = "") -> Finding:
    """The verdict of running `test` in the file `home`, else in that of `enum`; `seen` is the expression whose value is told."""
    home = home or enum.file.path
    code = f"fn {PROBE}() -> bool {{ {test} }}"
    if not parses(code):
        return undecided("not-understood", f"`{test}` is no expression", enum)
    (found,) = probed(case, home, code, [[]])
    place = place_of(enum)
    if found.stuck is not None:
        return stuck(found.stuck, place)
    if found.panic:
        return Finding("fails", f"it panics: {found.panic}", "behaviour", "behaves-differently", place, "proved", (seen,))
    if found.value is True:
        return Finding("holds", f"{what}, which was run", "behaviour", None, place, "proved")
    other = probed(case, home, f"fn {PROBE}() -> _ {{ {seen} }}", [[]])[0] if seen else None
    told = f"`{seen}` is {other.value!r}" if other is not None and other.stuck is None and not other.panic else f"not so: {what}"
    return Finding("fails", told, "behaviour", "behaves-differently", place, "proved", (seen or test,))


def place_of(enum: Declaration) -> tuple[Evidence, ...]:
    return (Evidence(enum.file.path, enum.line, enum.end_line, f"`{enum.item.label}`"),)


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def samples_of(case: Case, enum: Declaration, variant: str, parts: str) -> list[str]:
    """Expressions that make the variant: by `made`, else from the declarations of what it carries. Empty if it cannot be made."""
    simple = made(case, enum, variant, parts)
    if simple:
        return simple
    from uowgen.claims.values.made_up import Maker

    domain = Maker(case, (7,), None).variant(enum.item.name, variant, parts)
    return list(domain.values[:12]) if domain is not None else []


def made(case: Case, enum: Declaration, variant: str, parts: str) -> list[str]:
    """Expressions that make the variant: one for each sample of what it carries. Empty if it cannot be made."""
    head = f"{enum.item.name}::{variant}"
    inner = parts.strip()
    if not inner:
        return [head]
    if inner.startswith("("):
        kinds = [k.strip() for k in inner.strip("()").split(",") if k.strip()]
        samples = [samples_of_type(case, k) for k in kinds]
        if not all(samples) or "<" in inner:
            return []
        return [f"{head}({', '.join(row)})" for row in _rows(samples)]
    return []


def _rows(samples: list[list[str]]) -> list[tuple[str, ...]]:
    longest = max(len(s) for s in samples)
    return [tuple(s[n % len(s)] for s in samples) for n in range(longest)]


def samples_of_type(case: Case, kind: str) -> list[str]:
    if kind in _SAMPLES:
        return [_SAMPLES[kind]]
    if kind.lstrip("iu").isdigit() or kind in ("usize", "isize"):
        return ["1", "0", "7"]
    found = [d for d in find_type(case, kind).found if d.item.kind == "enum"] if bare_name(kind).isidentifier() else []
    if len(found) != 1:
        other = stand_in(case, kind) if not found else None
        return [value for values in other.values.values() for value in values] if other is not None else []
    return [f"{bare_name(kind)}::{v.name}" for v in variants_of(found[0]).all if not carried(v)]


def converting(case: Case, inner: str, owner: str) -> list[Declaration]:
    if owner:
        return [d for d in find_type(case, owner).found if d.item.kind == "enum"]
    files = [f for f in (case.code.file(p) for p in files_of(case)) if f is not None] or list(block_files(case))
    names = set()
    for f in files:
        for d in f.declarations():
            trait = d.item.node.child_by_field_name("trait") if d.item.kind == "impl" else None
            text = "".join(f.rust.text(trait).split()) if trait is not None else ""
            if text.rpartition("From<")[0] in ("", "core::convert::", "std::convert::") and text.endswith(
                ("<" + inner + ">", f"::{inner}>")
            ):
                names.add(d.item.name.rpartition(" for ")[2])
    return [d for n in sorted(names) for d in find_type(case, n).found if d.item.kind == "enum"]
