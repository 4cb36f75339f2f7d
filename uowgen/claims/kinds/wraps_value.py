"""Claim: a type is a newtype over another one, and a method of it gives what it wraps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.declarations.types import without_paths
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.runs.programs import PROBE, probed
from uowgen.claims.runs.verdicts import stuck
from uowgen.claims.subject import find_method, find_type
from uowgen.facts.members import attributes_of, fields_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading

_INTEGERS = {"u8": 8, "u16": 16, "u32": 32, "u64": 64, "usize": 64, "i32": 31, "i64": 63}


def decide(reading: Reading, case: Case) -> Finding:
    """The field is looked at; a method is run on a few values, the smallest and largest among them."""
    if reading.get("type"):
        subject = find_type(case, reading.get("owner"))
        if len(subject.found) != 1:
            return subject.none(f"no one type `{reading.get('owner')}`")
        members = fields_of(subject.found[0])
        if subject.found[0].item.kind == "struct" and members.complete:
            wanted = without_paths(reading.get("type"))
            if reading.get("type") and not members.all:
                return fails("other-type", f"`{subject.found[0].item.name}` holds nothing", subject.found[0])
            if len(members.all) == 1 and _is_head_of(wanted, without_paths(members.all[0].type)):
                if _is_said_transparent(case) and not any("transparent" in a for a in attributes_of(subject.found[0])):
                    return undecided(
                        "not-understood", "it has no `repr(transparent)`, and may be called so otherwise", *subject.found
                    )
                return holds(f"its one field is a `{wanted}`", subject.found[0])
            types = ", ".join(m.type for m in members.all)
            return fails("other-type", f"`{subject.found[0].item.name}` holds ({types})", subject.found[0])
        return undecided("inside-macro", "its fields are not written plainly", *subject.found)
    name = reading.get("name")
    named = find_method(case, name)
    owners = [owner_name(name)] if owner_name(name) else sorted({d.owner.rpartition(" for ")[2] for d in named.found if d.owner})
    structs = [d for o in owners for d in find_type(case, o).found if d.item.kind == "struct" and len(fields_of(d).all) == 1]
    if len(structs) != 1:
        return undecided("no-subject", f"which newtype has `{bare_name(name)}` is not clear", *structs[:3])
    field = fields_of(structs[0]).all[0]
    if field.type not in _INTEGERS:
        return undecided("unsupported-code", f"no `{field.type}` can be made up here", structs[0])
    most = (1 << _INTEGERS[field.type]) - 1
    place = (Evidence(structs[0].file.path, structs[0].line, structs[0].end_line, f"`{structs[0].item.label}`"),)
    made = f"{structs[0].item.name} {{ {field.name}: n }}"
    code = f"fn {PROBE}(n: {field.type}) -> bool {{ let it = {made}; it.{bare_name(name)}() as {field.type} == n }}"
    values = (0, 1, 2, 7, 4096, most // 2 + 1, most)
    rows = [[n] for n in values if n <= most]
    for (n,), found in zip(rows, probed(case, structs[0].file.path, code, rows), strict=True):
        if found.stuck is not None:
            return stuck(found.stuck, place)
        if found.panic or found.value is not True:
            return Finding(
                "fails",
                f"it does not give {n} for {n}",
                "behaviour",
                "behaves-differently",
                place,
                "proved",
                (made.replace("n }", f"{n} }}"),),
            )
    return Finding("holds", f"so for {len(rows)} values", "behaviour", None, place, "bounded")


def _is_head_of(wanted: str, written: str) -> bool:
    """Whether `written` is the type `wanted`, which may be said without its arguments."""
    return written == wanted or ("<" not in wanted and written.partition("<")[0] == wanted)


def _is_said_transparent(case: Case) -> bool:
    return case.criterion is not None and "transparent" in case.criterion.text.lower()


_GIVES = "returns|gives|yields|exposes|unwraps"

KIND = Kind(
    "wraps_value",
    "a newtype wraps a value and gives it back",
    (
        "<owner:name> @be? newtype|wrapper|new-type|newtype-wrapper|wraps struct? over|around|of|for|wrapping <type:type>",
        "<owner:name> wraps <type:type>",
        "<owner:name> @be newtypes|wrappers over|around|of|for|wrapping <type:type>",
        "<owner:name> @be thin|transparent|simple* newtypes|wrappers around|over|of|for|wrapping <type:type>",
        "<owner:name> @be? newtype|new-type|thin|transparent|simple* wrapper|struct|newtype around|over|of|for|wrapping <type:type>",
        "<owner:name> @be? tuple struct wrapping|around|over|of|with|holding|containing <type:type>",
        "<owner:name> @be? transparent? newtype|wrapper|new-type struct? wrapping|around|over|of|for <type:type>",
        f"<name:method> {_GIVES} inner|wrapped|raw|underlying|contained value|number|id|integer|{'|'.join(_INTEGERS)}",
        f"<name:method> {_GIVES} value it wraps",
    ),
    ("`Pid` is a newtype over `u32`", "`as_u32()` returns the inner value"),
    decide,
)
