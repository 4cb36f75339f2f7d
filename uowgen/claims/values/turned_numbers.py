"""“`round_up` rounds 22 up to 24”, “a length of 20 packs into `0x45`”: the function is called with the number and must give the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files, files_of
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find_method
from uowgen.facts.signature import parameters_of, receiver_of, result_of
from uowgen.facts.uses import integer

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_INTEGERS = frozenset(f"{s}{n}" for s in "iu" for n in ("8", "16", "32", "64", "128", "size"))
_ALIGNMENTS = ("align", "alignment", "granularity", "multiple", "granule", "to")


def decide(reading: Reading, case: Case) -> Finding:
    """As `evaluates_to` of the call that the words mean."""
    function = _named(reading, case) if reading.get("name") else _by_verb(reading, case)
    if isinstance(function, Finding):
        return function
    name = function.item.name
    numbers = [_number(reading.get(slot)) for slot in ("from", "second", "value")]
    parameters = parameters_of(function)
    second = reading.get("second")
    if numbers[0] is None or numbers[2] is None or receiver_of(function) or any(p.type not in _INTEGERS for p in parameters):
        return undecided("not-understood", f"`{name}` does not turn one number into another", function)
    if len(parameters) != (2 if second else 1) or (second and parameters[1].name not in _ALIGNMENTS):
        return undecided("not-understood", f"what else `{name}` takes is not said", function)
    if result_of(function) not in _INTEGERS:
        return undecided("not-understood", f"`{name}` does not give a number", function)
    from uowgen.claims import kind_called

    called = reading.get("name") or (f"{bare_name(function.owner)}::{name}" if function.owner else name)
    arguments = f"{numbers[0]}, {numbers[1]}" if second else f"{numbers[0]}"
    if reading.get("multiple"):
        return _multiples(reading, case, function)
    slots = {"call": f"{called.removesuffix('()')}({arguments})", "value": str(numbers[2])}
    return kind_called("evaluates_to").decide(reading._replace(slots=slots), case)


def _multiples(reading: Reading, case: Case, function: Declaration) -> Finding:
    """“leaves multiples of 4 alone”: small and large multiples are given back as they are."""
    from uowgen.claims.values.made_up_calls import tried

    unit, parameter = _number(reading.get("multiple")), parameters_of(function)[0]
    if not unit or result_of(function) != parameter.type:
        return undecided("not-understood", f"`{function.item.name}` does not give such a number back", function)
    top = 2 ** (7 if parameter.type.endswith("8") else 15 if parameter.type.endswith("16") else 31) - 1
    numbers = dict.fromkeys(n * unit for n in (0, 1, 2, 3, 4, 5, 7, 16, 1000, top // unit) if n * unit <= top)
    given = {parameter.name: tuple(f"{n}{parameter.type}" for n in numbers)}
    return tried(case, function, f"got if got == {parameter.name}", "true", given=given)


def _number(text: str) -> int | None:
    return 0 if text.lower().rpartition("::")[2] in ("zero", "") and text else integer(text) if text else None


def _named(reading: Reading, case: Case) -> Declaration | Finding:
    found = find_method(case, reading.get("name")).found
    if len(found) != 1 or found[0].item.kind != "fn":
        what = "subject-ambiguous" if found else "no-subject"
        return undecided(what, f"which `{bare_name(reading.get('name'))}` is meant is not clear", *found[:3])
    return found[0]


def _by_verb(reading: Reading, case: Case) -> Declaration | Finding:
    """The one function of the spec's blocks whose name says the verb, and that turns one number into another."""
    verb = reading.get("verb").lower()
    stems = {verb, verb.removesuffix("s"), verb.removesuffix("es"), verb.removesuffix("ed"), verb.removesuffix("d")}
    shown = {d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind == "fn"}
    files = [f for f in (case.code.file(p) for p in files_of(case)) if f is not None]
    said = [d for f in files for d in f.declarations() if d.item.kind == "fn" and stems & set(d.item.name.split("_"))]
    said = [d for d in said if d.item.name in shown] or said
    if len(said) != 1 or any(p.startswith("mod ") for p in said[0].item.path):
        return undecided(
            "subject-ambiguous" if said else "no-subject", f"which function “{verb}” speaks of is not clear", *said[:3]
        )
    return said[0]
