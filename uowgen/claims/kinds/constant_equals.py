"""Claim: a constant has a certain value, as written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.frame import bare_name
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.subject import KINDS_OF, find

if TYPE_CHECKING:
    from uowgen.claims.frame import Reading
    from uowgen.claims.kind import Case


def decide(reading: Reading, case: Case) -> Finding:
    """Integers are compared by value, other literals by text; an expression that is no literal is undecided."""
    name = bare_name(reading.get("name"))
    subject = find(case, reading.get("name"), KINDS_OF["const"])
    if not subject.found:
        return subject.problem or undecided("no-subject", f"no constant `{name}`")
    wanted = reading.get("value") or reading.get("number")
    for declaration in subject.found:
        node = declaration.item.node.child_by_field_name("value")
        if declaration.item.in_macro or node is None:
            return undecided("inside-macro", f"the value of `{name}` is not written plainly", declaration)
        written = declaration.file.rust.text(node)
        if " ".join(written.split()) == " ".join(wanted.split()):
            continue
        left, right = integer(written), integer(wanted)
        if left is None or right is None:
            return undecided("not-a-literal", f"`{name}` is `{written}`, which is not compared by value", declaration)
        if left != right:
            return fails("other-value", f"`{name}` is `{written}`", declaration)
    return holds(f"`{name}` is `{wanted}`", *subject.found)


def integer(text: str) -> int | None:
    """The value of an integer literal in any base, with or without a type behind it; None for anything else."""
    plain = text.strip().replace("_", "")
    for suffix in ("usize", "isize", "u8", "u16", "u32", "u64", "u128", "i8", "i16", "i32", "i64", "i128"):
        if plain.endswith(suffix) and not plain.lower().startswith("0x" + suffix):
            plain = plain.removesuffix(suffix)
            break
    try:
        return int(plain, 0)
    except ValueError:
        return None


KIND = Kind(
    "constant_equals",
    "a constant has a value",
    (),
    (),
    decide,
)
