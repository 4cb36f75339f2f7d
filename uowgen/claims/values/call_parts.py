"""“`Order::of(5)` has exponent 3”, “`Frames::between(0, 4)` yields four frames”: a call with what is asked of its result, run as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.runs.programs import leaves_open
from uowgen.claims.subject import find, find_type, one_function
from uowgen.claims.values.result_types import ends_of
from uowgen.claims.values.variants import tested
from uowgen.facts.members import fields_of, methods_of
from uowgen.facts.signature import parameters_of, receiver_of, result_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration


def decide(reading: Reading, case: Case) -> Finding:
    """Asks the type that the call gives for the method or field that is named, and runs the call with it."""
    given = _given(case, reading.get("call"))
    if isinstance(given, Finding):
        return given
    expression, holder, place = given
    asked = reading.get("asked")
    if asked in ("is", "isnot"):
        ending = _method(case, holder, f"is_{reading.get('adjective').replace('-', '_')}", "bool")
        wanted = "true" if asked == "is" else "false"
    elif asked == "method":
        ending, wanted = _method(case, holder, bare_name(reading.get("method"))), reading.get("value")
    elif asked == "part":
        ending, wanted = _part(case, holder, reading.get("part")), reading.get("value")
    else:
        ending, wanted = _counting(case, holder), reading.get("count")
    if not ending:
        return undecided("no-subject", f"what is asked of `{holder.item.name}` cannot be seen", holder)
    if leaves_open(wanted):
        return undecided("not-understood", f"`{wanted}` is not a value but leaves something open", holder)
    whole = f"{expression}{ending}"
    return tested(case, place, f"matches!({whole}, {wanted})", whole, f"`{whole}` is `{wanted}`")


def _given(case: Case, call: str) -> tuple[str, Declaration, Declaration] | Finding:
    """The call with its type in front, the type of the tree that it gives, and the declaration in whose file it is understood."""
    head = call.partition("(")[0]
    if not head.replace("::", "").replace("_", "").isalnum():
        return undecided("not-understood", f"`{call}` is no call that stands alone")
    if "(" not in call:
        found = [d for d in find(case, call, frozenset({"const"})).found if d.owner]
        owner = find_type(case, owner_name(call)).found
        kind = found[0].item.node.child_by_field_name("type") if len(found) == 1 else None
        written = found[0].file.rust.text(kind) if kind is not None else ""
        if len(owner) != 1 or written not in ("Self", owner[0].item.name):
            return undecided("no-subject", f"`{call}` is no value of its own type")
        return call, owner[0], found[0]
    function = one_function(case, head)
    if isinstance(function, Finding):
        return function
    owner_text = bare_name(function.owner.rpartition(" for ")[2])
    if receiver_of(function) or any(p.startswith("mod ") for p in function.item.path):
        return undecided("not-understood", f"what `{function.item.name}` is called on is not said", function)
    wrap, good, _ = ends_of(case, function)
    kind_ = owner_text if good == "Self" else bare_name(good)
    holders = find_type(case, kind_).found if kind_[:1].isupper() and not wrap and "<" not in good else ()
    if len(holders) != 1:
        return undecided("unsupported-code", f"what `{function.item.name}` gives cannot be asked", function)
    return f"{owner_text}::{call}" if owner_text and "::" not in head else call, holders[0], function


def _method(case: Case, holder: Declaration, name: str, result: str = "") -> str:
    methods = [d for d in methods_of(case.code, holder.item.name, (holder,)) if d.item.name == name and receiver_of(d)]
    plain = len(methods) == 1 and not parameters_of(methods[0]) and (not result or result_of(methods[0]) == result)
    return f".{name}()" if plain else ""


def _part(case: Case, holder: Declaration, part: str) -> str:
    """A method of that name without arguments, else the field."""
    for name in (part, {"length": "len"}.get(part, part)):
        called = _method(case, holder, name)
        if called:
            return called
        if holder.item.kind == "struct" and any(f.name == name for f in fields_of(holder).all):
            return f".{name}"
    return ""


def _counting(case: Case, holder: Declaration) -> str:
    """How the things that it gives are counted: it is an iterator itself."""
    iterates = any(
        d.item.name == "next" and d.owner == f"Iterator for {holder.item.name}"
        for d in case.code.declared("next", (holder.file.path,))
    )
    return ".count()" if iterates else ""
