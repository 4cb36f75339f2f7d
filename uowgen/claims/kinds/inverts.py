"""Claim: one function undoes another: what is converted and back is what it was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, undecided
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.runs.programs import PROBE, parses, probed
from uowgen.claims.runs.verdicts import stuck
from uowgen.claims.subject import Subject, context_type, find_type
from uowgen.claims.trials import bit_places
from uowgen.claims.trials.newtypes import newtype_of
from uowgen.claims.values.made_up import Maker
from uowgen.facts.members import methods_of
from uowgen.facts.signature import parameters_of, receiver_of, result_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration


def decide(reading: Reading, case: Case) -> Finding:
    """Every value of the type that can be made up goes through the one that takes it, and back by the one that makes it."""
    if reading.get("call"):
        said = re.fullmatch(r"([\w:]+)\((\w+)\.(\w+)\(\)\)", reading.get("call"))
        if said is None or said[2] not in ("self", reading.get("back"), "it") or reading.get("back") not in (said[2], "it", "same"):
            return undecided("not-understood", f"`{reading.get('call')}` is not one function on what another gives")
        reading = reading._replace(slots={"one": said[1], "other": said[3]})
    names = [bare_name(reading.get("one")), bare_name(reading.get("other"))]
    owner = owner_name(reading.get("one")) or owner_name(reading.get("other"))
    subject = find_type(case, owner) if owner and owner != "Self" else _holder(case, names)
    if len(subject.found) != 1:
        return subject.none("of which type these functions are is not clear")
    holder = subject.found[0]
    methods = [d for d in methods_of(case.code, holder.item.name, (holder,)) if d.item.name in names]
    taking = [d for d in methods if receiver_of(d) and not parameters_of(d)]
    making = [d for d in methods if not receiver_of(d) and len(parameters_of(d)) == 1]
    if len(taking) != 1 or len(making) != 1 or len(set(names)) != 2:
        return undecided(
            "role-unclear", f"which of `{names[0]}` and `{names[1]}` makes a `{holder.item.name}` is not clear", *methods[:2]
        )
    if reading.get("way") == "made" and making[0].item.name != names[0]:
        return undecided("role-unclear", f"`{names[0]}` makes no `{holder.item.name}`", making[0])
    if newtype_of(case, holder) is not None:  # values are what its constructors make
        return bit_places.round_trip(case, taking[0], making[0])
    return _judged(case, holder, taking[0], making[0])


def _holder(case: Case, names: list[str]) -> Subject:
    owners = [
        {d.owner.rpartition(" for ")[2] for d in case.code.declared(name) if d.item.kind == "fn" and d.owner} for name in names
    ]
    both = owners[0] & owners[1]
    return find_type(case, both.pop()) if len(both) == 1 else context_type(case)


def _judged(case: Case, holder: Declaration, taking: Declaration, making: Declaration) -> Finding:
    name = holder.item.name
    domain = Maker(case, (7,), None).domain(name)
    if domain is None:
        return undecided("unsupported-code", f"no `{name}` can be made up here", holder)
    head = "".join(result_of(making).split()).split("<")[0].rpartition("::")[2]
    wrap = {"Result": "Ok(got)", "Option": "Some(got)"}.get(head, "got")
    arms = " ".join(f"{n} => {value}," for n, value in enumerate(domain.values))
    call = f"{name}::{making.item.name}({{}}.{taking.item.name}())"
    # Compared by what the one function says of both: equality of the type itself may not be there, or say something else.
    tests = " ".join(
        f"{n} => match {call.format(value)} {{ {wrap} => matches!(got, {value}), #[allow(unreachable_patterns)] _ => false }},"
        for n, value in enumerate(domain.values)
    )
    plain = all("(" not in v and "{" not in v for v in domain.values)
    code = (
        f"fn {PROBE}(n: u32) -> bool {{ match n {{ {tests} _ => true }} }}"
        if plain
        else f"fn uowgen_made(n: u32) -> {name} {{ match n {{ {arms} _ => panic!() }} }}\n"
        f"fn {PROBE}(n: u32) -> bool {{ match {call.format('uowgen_made(n)')} {{ {wrap} => got.{taking.item.name}() == "
        f"uowgen_made(n).{taking.item.name}(), #[allow(unreachable_patterns)] _ => false }} }}"
    )
    if not parses(code):
        return undecided("unsupported-code", f"`{name}` cannot be compared here", holder)
    place = tuple(Evidence(d.file.path, d.line, d.end_line, f"`{d.item.label}`") for d in (taking, making))
    wrong = ""
    for value, found in zip(
        domain.values, probed(case, making.file.path, code, [[n] for n in range(len(domain.values))]), strict=True
    ):
        if found.stuck is not None:
            return stuck(found.stuck, place)
        if found.panic or found.value is not True:
            wrong = wrong or f"`{call.format(value)}` {'panics' if found.panic else 'is something else'}"
            if domain.free:
                return Finding("fails", wrong, "behaviour", "behaves-differently", place, "proved", (wrong,))
    if wrong:
        return Finding("undecided", f"{wrong}; whether there can be such a value is not known", None, "maybe-not-reachable", place)
    told = f"`{making.item.name}` gives back each of {len(domain.values)} values that `{taking.item.name}` was asked for"
    return Finding("holds", told, "behaviour", None, place, "proved" if domain.whole and plain else "bounded")


_EVERY = "every|each|all|any"
_VALUE = "variant|variants|value|values|code|codes|error|errors"
_BACK = "gives|hands|brings|gets|restores|recovers|rebuilds|reconstructs|returns|yields back?"
_MADE = "id|value|handle|instance|object|original|newtype|one"

KIND = Kind(
    "inverts",
    "one function undoes another",
    (
        f"<call:roundtrip> gives|returns|yields <back:oneword> back|again for|of? {_EVERY}? {_VALUE}?",
        f"<call:roundtrip> gives|returns|yields|is <back:oneword> for|of {_EVERY} {_VALUE}",
        "<one:name> @be* inverse of <other:name>",
        "<one:name> inverts|undoes|reverses <other:name>",
        f"<one:name> {_BACK} same|very? {_MADE} behind|underlying <other:name> ; way=made",
        f"<one:name> {_BACK} same|very? {_MADE} that|which? <other:name> was called|asked|taken|read on|of|from ; way=made",
        f"<one:name> {_BACK} same|very? {_MADE} from|out of? what <other:name> returned|returns|gave|gives|yielded|yields ; way=made",
        "<one:name> and <other:name> @be* inverse|inverses|round-trip|round-trips|roundtrip|symmetric of|each|other*",
        "<one:name> round-trips|roundtrips|round-trip with|through|via <other:name>",
        "round-trip|roundtrip through|via|of|between <one:name> and <other:name> works|holds|succeeds|preserves|variant|value*",
    ),
    ("`number()` is the inverse of `try_from()`", "`code` and `from_code` round-trip"),
    decide,
    ("one", "other"),
)
