"""Calls of which a sentence says a part: some arguments, a test on one, what they are made on. What it leaves open is made up.

It holds if every call that could be meant gives the value, fails if none does; between these it is open which are meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files, files_of
from uowgen.claims.kind import Finding, fails, undecided
from uowgen.claims.names import PRIMITIVES, bare_name
from uowgen.claims.sentences.code_forms import cut_at_commas
from uowgen.claims.sentences.made_up_words import ME
from uowgen.claims.subject import find, find_method, find_type
from uowgen.claims.values.guard_clauses import by_argument
from uowgen.claims.values.made_up_calls import tried
from uowgen.claims.values.result_types import ends_of
from uowgen.claims.values.said_arguments import argument_of, condition_of, parameter_of
from uowgen.claims.values.value_patterns import wanted_of
from uowgen.facts.code import counts
from uowgen.facts.members import fields_of
from uowgen.facts.signature import parameters_of, receiver_of
from uowgen.facts.uses import integer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_SAYS = {"accepted": "accept", "refused": "refuse", "error": "fail"}


def decide(reading: Reading, case: Case) -> Finding:
    """The verdict on “`f` returns V for X”, “`n == 3` is rejected”, “`f` on a fresh `T` gives V”."""
    function = _function(reading, case)
    if isinstance(function, Finding):
        return function
    name = function.item.name
    if any(p.startswith("mod ") for p in function.item.path):
        return undecided("unsupported-code", f"`{name}` stands in a module of its own", function)
    said = reading.get("value")
    if said.isalnum() and said[:1].isupper() and said != said.upper() and find_type(case, said).found:
        return undecided("not-understood", f"`{said}` is a type, not a value that `{name}` could give", function)
    value = said if said == "survives" else wanted_of(case, function, said)
    if (guarded := _by_guard(function, said, reading)) is not None:
        return guarded
    if not value:
        why = (
            f"whether `{name}` {_SAYS[said]}s cannot be told from its result"
            if said in _SAYS
            else f"`{said}` is not a value that `{name}` could give"
        )
        return undecided("not-understood", why, function)
    owner = bare_name(function.owner.rpartition(" for ")[2])
    other = _other_type(case, function, value)
    if other:
        return fails("other-value", f"`{name}` gives back `{other}`, which is never `{said}`", function)
    if owner and len(find_type(case, owner).found) != 1:
        return undecided("subject-ambiguous", f"which `{owner}` is meant is not clear", function)
    given: dict[str, tuple[str, ...]] = {}
    condition = "true"
    receivers: tuple[str, ...] = ()
    if reading.get("given"):
        noun, how, text = reading.get("given").split("|", 2)
        parameter = parameter_of(function, noun, how)
        expression = argument_of(case, parameter.type, how, text) if parameter is not None else ""
        if parameter is None or not expression:
            return undecided("not-understood", f"which argument of `{name}` is meant is not clear", function)
        given[parameter.name] = (expression,)
    elif reading.get("test"):
        condition = condition_of(case, function, reading.get("test"))
        own = "" if condition else _own_field(case, function, reading.get("test"))
        if own:
            return _by_field(case, function, value, own, said)
        if not condition:
            return undecided("not-understood", f"`{reading.get('test')}` is no condition on what `{name}` takes", function)
    elif reading.get("state"):
        from uowgen.claims.values.said_receivers import receivers_of

        made = receivers_of(case, function, reading.get("state"))
        if isinstance(made, Finding):
            return _on_condition(reading, case, made)
        receivers, condition = made
    return judged(case, function, value, condition, given, receivers, refused=said in ("refused", "error"))


def _by_guard(function: Declaration, said: str, reading: Reading) -> Finding | None:
    """What a guard at the start says of the one number that is given; None where it says nothing."""
    noun, how, text = reading.get("given").split("|", 2) if reading.get("given") else ("", "", "")
    parameter = parameter_of(function, noun, how) if how == "code" else None
    number = integer(text) if parameter is not None else None
    return by_argument(function, said, parameter.name, number) if parameter is not None and number is not None else None


def for_variant(reading: Reading, case: Case) -> Finding | None:
    """“`f` returns V for `Variant`” of a function that takes the enum; None where it is not plain that it does."""
    found = find_method(case, reading.get("name")).found if reading.get("name") and not reading.get("asked") else ()
    if len(found) != 1 or receiver_of(found[0]):
        return None
    variant = bare_name(reading.get("variant"))
    having = [p for p in parameters_of(found[0]) if argument_of(case, p.type, "code", variant)]
    value = wanted_of(case, found[0], reading.get("value"))
    if len(having) != 1 or not value or any(p.startswith("mod ") for p in found[0].item.path):
        return None
    return judged(case, found[0], value, "true", {having[0].name: (argument_of(case, having[0].type, "code", variant),)})


def judged(
    case: Case,
    function: Declaration,
    value: str,
    condition: str,
    given: Mapping[str, tuple[str, ...]],
    receivers: tuple[str, ...] = (),
    *,
    refused: bool = False,
) -> Finding:
    """As `tried`, where the words may have left open what the function takes.

    Then another value than the one that is said fails the claim only where an error is said and all calls succeed: else what was made up
    for the rest may be to blame.
    """
    words = set("".join(c if c.isalnum() or c == "_" else " " for c in condition).split())
    unsaid = [p for p in parameters_of(function) if p.name not in given and p.name not in words]
    open_receiver = receiver_of(function) != "" and not receivers
    is_open = bool(unsaid) or open_receiver or any(p.name in words and f"{p.name}." in condition for p in parameters_of(function))
    finding = tried(case, function, value, condition, given=given, receivers=receivers, agreed=is_open or len(receivers) > 1)
    if finding.outcome != "fails":
        return finding
    if refused and " panics: " in finding.message:
        return undecided("depends-on-the-path", f"{finding.message}, which refuses it as well", function)
    if is_open:
        well = "Ok(_)" if value.startswith("Err(") else "Some(_)" if value == "None" else ""
        all_well = well and tried(case, function, well, condition, given=given, receivers=receivers, agreed=True).outcome == "holds"
        if not all_well or (open_receiver and not condition.startswith(ME) and not _is_open_to_all(case, function)):
            return undecided("depends-on-the-path", f"{finding.message}; what else it takes is not said", function)
    return finding


def _own_field(case: Case, function: Declaration, test: str) -> str:
    """`nanos == 3` as a condition on the field of that name of what the method is called on; empty where there is none."""
    name = test.split()[0].removeprefix("self.")
    found = find_type(case, bare_name(function.owner.rpartition(" for ")[2])).found if receiver_of(function) else ()
    has = len(found) == 1 and found[0].item.kind == "struct" and any(f.name == name for f in fields_of(found[0]).all)
    return f"{ME}.{test.removeprefix('self.')}" if has else ""


def _by_field(case: Case, function: Declaration, value: str, condition: str, said: str) -> Finding:
    """“`is_valid()` rejects `nanos == LIMIT`”: whatever the other fields are; “accepts” it: if they are as they should be."""
    found = tried(case, function, value, condition, agreed=said == "accepted")
    if (
        said == "accepted"
        and found.code == "depends-on-the-path"
        and found.message.startswith("so in ")
        and " panics" not in found.message
    ):
        count = found.message.split()[2]
        place = found.evidence
        return Finding(
            "holds", f"so in {count} calls; in the others, something else is refused", "behaviour", None, place, "bounded"
        )
    return found


def _is_open_to_all(case: Case, function: Declaration) -> bool:
    """Whether anyone can make any value of the type that the function is called on."""
    found = find_type(case, bare_name(function.owner.rpartition(" for ")[2])).found
    return len(found) == 1 and found[0].item.kind == "struct" and all(f.visibility == "pub" for f in fields_of(found[0]).all)


def _other_type(case: Case, function: Declaration, value: str) -> str:
    """The result type, if it is plain that it has no `Ok`, `Err`, `Some` or `None`, which `value` begins with."""
    head, good, _ = ends_of(case, function)
    wrap = value.partition("(")[0]
    wanted = {"Ok": "Result", "Err": "Result", "Some": "Option", "None": "Option"}.get(wrap, "")
    if not wanted or wanted == head:
        return ""
    plain = good in ("()", "Self", function.owner.rpartition(" for ")[2]) or good in PRIMITIVES
    return good if head == "" and plain else ""


def _on_condition(reading: Reading, case: Case, otherwise: Finding) -> Finding:
    """“returns V for an invalid number” speaks of what is given, not of a receiver: as a condition in words."""
    from uowgen.claims import kind_called

    states, noun, field, _ = reading.get("state").split("|")
    if field:
        return otherwise
    slots = {"name": reading.get("name"), "value": reading.get("value"), "condition": f"{states} {noun}"}
    found = kind_called("returns_when").decide(reading._replace(slots=slots), case)
    return otherwise if found.code == "not-understood" else found


def with_open_arguments(case: Case, function: Declaration, arguments: list[str], value: str) -> Finding:
    """The verdict on “`f(2, ..)` gives V”: `..` is what is left, `_` one argument, whatever they are."""
    parameters = parameters_of(function)
    rest = arguments.index("..") if ".." in arguments else len(arguments)
    behind = arguments[rest + 1 :]
    if ".." in behind or (rest == len(arguments) and len(arguments) != len(parameters)) or len(arguments) - 1 > len(parameters):
        return undecided("not-understood", f"`{function.item.name}` takes {len(parameters)} arguments", function)
    said = dict(zip([p.name for p in parameters], arguments[:rest], strict=False))
    said |= dict(zip([p.name for p in parameters][len(parameters) - len(behind) :], behind, strict=True)) if behind else {}
    wanted = value if value == "panics" else wanted_of(case, function, value)
    if not wanted:
        return undecided("not-understood", f"`{value}` is not a value that `{function.item.name}` could give", function)
    given = {name: (text,) for name, text in said.items() if text != "_"}
    if receiver_of(function) or wanted == "panics":
        return judged(case, function, wanted, "true", given)
    return tried(case, function, wanted, "true", given=given, agreed=True)


def arguments_in(call: str) -> list[str]:
    """The arguments of a call as written, as far as its first brackets go."""
    inner = call.partition("(")[2].rpartition(")")[0]
    return cut_at_commas(inner) if inner.strip() else []


def _function(reading: Reading, case: Case) -> Declaration | Finding:
    """The function that is named, or the one function of the spec that has a parameter of the name that is said."""
    if reading.get("name"):
        subject = find_method(case, reading.get("name"))
        name = bare_name(reading.get("name"))
        if not subject.found and find(case, name).found:
            return undecided("no-subject", f"`{name}` is no function", *find(case, name).found[:2])
        return subject.found[0] if len(subject.found) == 1 else subject.not_one_function(name)
    noun = reading.get("given").partition("|")[0] if reading.get("given") else reading.get("test").split()[0]
    noun = noun.rpartition(".")[0].rpartition(".")[2] or noun
    shown = {d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind == "fn"}
    files = [f for f in (case.code.file(path) for path in files_of(case)) if f is not None]
    having = [d for f in files for d in f.declarations() if d.item.kind == "fn" and counts(d) and _speaks_of(case, d, noun)]
    having = [d for d in having if d.item.name in shown] or having
    if len(having) != 1:
        return undecided(
            "no-subject" if not having else "subject-ambiguous", f"which function takes `{noun}` is not clear", *having[:3]
        )
    return having[0]


def _speaks_of(case: Case, function: Declaration, noun: str) -> bool:
    """Whether `noun` is a parameter of `function`, or a field of one that its body reads."""
    if any(p.name == noun for p in parameters_of(function)):
        return True
    return bool(condition_of(case, function, f"{noun} == 0")) and f".{noun}" in function.text and not receiver_of(function)
