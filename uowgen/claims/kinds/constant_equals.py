"""Claim: a constant has a certain value, as written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import KINDS_OF, find
from uowgen.facts.uses import integer

if TYPE_CHECKING:
    from uowgen.claims.frame import Reading
    from uowgen.claims.kind import Case


def decide(reading: Reading, case: Case) -> Finding:
    """Integers are compared by value, other literals by text; an expression that is no literal is undecided."""
    name = bare_name(reading.get("name"))
    subject = find(case, reading.get("name"), KINDS_OF["const"])
    if not subject.found and name != name.upper():
        return undecided("not-a-constant", f"`{name}` is no constant of the tree")
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


KIND = Kind(
    "constant_equals",
    "a constant has a value",
    (
        "<name> constant|const|static|value|flag|bit? @be* @equal @to|as|with? value? of? <value:value>",
        "<name> constant|const|static|flag|bit value? @to|as|with|of? <value:value>",
        "<name> <noun>? @have value of? <value:value>",
        "<name> = <value:value>",
        "value of <name> <noun>? @be* set|changed|equal? to? <value:value>",
        "set|change <name> <noun>? to <value:value>",
        "@make <name> <noun>? = <value:value>",
        "<owner:name> <name> variant @be* = <value:value>",
    ),
    (
        "`PAGE_SIZE` is 4096",
        "`MAX_VMAS` constant set to `64`",
        "`USER_TOP` = `0x8000_0000`",
    ),
    decide,
    ("name", "value"),
)
