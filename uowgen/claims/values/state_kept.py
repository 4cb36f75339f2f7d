"""Decides that a call leaves a value as it is: duplicates that are ignored, a call under a condition, what is empty and stays so.

The type is made by its constructors and filled by the method itself, so that whatever is seen can be. Two values go the same way; one is
called once more, and their fields are compared.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.programs import PROBE, parses, probed
from uowgen.claims.runs.verdicts import stuck
from uowgen.claims.sentences.made_up_words import condition_of_words
from uowgen.claims.subject import find_type, one_function
from uowgen.claims.values.made_up import Maker, constructors_of
from uowgen.claims.values.made_up_calls import known_of, numbers_of
from uowgen.facts.members import derives_of, fields_of, methods_of
from uowgen.facts.signature import parameters_of, receiver_of
from uowgen.model import Evidence
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_MOST_VALUES = 7
_MANY = "10..90"  # of a plain number: what has room for few is full then
_INTEGERS = when_used(r"(?:[ui](?:8|16|32|64|128|size)|Atomic[UI]\w+)")
_SIZES = ("len", "size", "count", "length", "used", "n")
_ANY_ARGUMENT = frozenset({"item", "value", "element", "key", "entry", "it", "argument", "number", "id"})
_ORDER = {
    "smaller": "<", "less": "<", "lower": "<", "below": "<", "greater": ">", "larger": ">", "bigger": ">", "higher": ">", "above": ">",
}  # fmt: skip
_SAME, _OTHER, _COUNTED = 1, 2, 3  # nothing changed; more than numbers did; only numbers did


def decide(reading: Reading, case: Case) -> Finding:
    """`how` says what is asked: `duplicates`, `empty`, or a condition in words."""
    name = bare_name(reading.get("name"))
    function = one_function(case, reading.get("name"))
    if isinstance(function, Finding):
        return function
    owner = function.owner.rpartition(" for ")[2]
    types = find_type(case, owner).found if owner else ()
    if len(types) != 1 or types[0].item.kind != "struct" or not receiver_of(function).startswith("&mut"):
        return undecided("not-understood", f"`{name}` is no method that changes a struct", function)
    fields = [f for f in fields_of(types[0]).all if "PhantomData" not in f.type]
    if (
        not fields_of(types[0]).complete
        or any(f.sometimes for f in fields)
        or any(p.startswith("mod ") for p in function.item.path)
    ):
        return undecided("unsupported-code", f"`{owner}` is not plainly declared", function)
    condition = ""
    if reading.get("condition"):
        condition = _condition(reading.get("condition"), case, function, types[0])
        if not condition:
            return undecided("not-understood", f"“{reading.get('condition')}” is no condition on what `{name}` takes", function)
    values = _arguments(case, function)
    fresh = _fresh(case, types[0], function)
    if values is None or not fresh or (reading.get("how") == "duplicates" and len(parameters_of(function)) != 1):
        return undecided("unsupported-code", f"what `{name}` is called with cannot be made up here", function)
    fills: list[tuple[str, ...]] = [()] if reading.get("how") == "empty" else _fills(values)
    if condition and [bool(_INTEGERS.fullmatch(p.type)) for p in parameters_of(function)] == [True]:
        fills.append((_MANY,))
    if reading.get("how") == "empty" and _grows(case, function, fresh[0], types[0]):
        scenario = f"{fresh[0]}, {name}()"
        place = (Evidence(function.file.path, function.line, function.end_line, f"`{function.item.label}`"),)
        return Finding(
            "fails", f"{scenario}: it is not empty any more", "behaviour", "behaves-differently", place, "proved", (scenario,)
        )
    lasts = [*values, *_far(function)]
    rows = [(one, fill, last) for one in fresh for fill in fills for last in _lasts(reading, fill, lasts)]
    found = _run(
        case, function, rows, [f.name for f in fields], [f.name for f in fields if not _INTEGERS.fullmatch(f.type)], condition
    )
    if isinstance(found, Finding):
        return found
    return _judged(reading, function, rows, found)


def _lasts(reading: Reading, fill: tuple[str, ...], values: list[str]) -> tuple[str, ...]:
    if reading.get("how") == "duplicates":
        return tuple(dict.fromkeys(fill))
    return ("",) if reading.get("how") == "empty" else tuple(values)


def _far(function: Declaration) -> list[str]:
    """Numbers beyond those that a value is filled with, for a method that takes one."""
    kinds = [p.type for p in parameters_of(function)]
    return ["120", f"{kinds[0]}::MAX"] if len(kinds) == 1 and _INTEGERS.fullmatch(kinds[0]) else []


def _arguments(case: Case, function: Declaration) -> list[str] | None:
    """Lists of arguments, each as they stand between the brackets; one empty list for a method without any."""
    maker = Maker(case, (3, *numbers_of(case, function)), None, function.file.path)
    rows = [""]
    for parameter in parameters_of(function):
        domain = maker.domain(parameter.type)
        if domain is None:
            return None
        rows = [f"{row}, {value}" if row else value for row in rows for value in domain.values][:64]
    return list(islice(dict.fromkeys(rows), _MOST_VALUES))


def _fresh(case: Case, declaration: Declaration, function: Declaration) -> list[str]:
    name = declaration.item.name
    maker = Maker(case, (3,), None, function.file.path)
    made = [call for one in constructors_of(case, declaration) for call in maker.calls(name, one)]
    made += [f"{name}::default()"] if "Default" in derives_of(declaration) else []
    return list(dict.fromkeys(made))[:3]


def _fills(values: list[str]) -> list[tuple[str, ...]]:
    """What goes in before: each value alone, a few together, up and down."""
    some = values[:4]
    return list(dict.fromkeys([*((v,) for v in values), tuple(some[:2]), tuple(reversed(some)), tuple(some), tuple(values)]))


def _run(
    case: Case,
    function: Declaration,
    rows: list[tuple[str, tuple[str, ...], str]],
    fields: list[str],
    others: list[str],
    condition: str,
) -> list[int] | Finding:
    """For each row 0 where the condition is not met, else what became of the value; or why that is not known."""
    method = function.item.name
    names = [p.name for p in parameters_of(function)]
    arms = []
    for n, (fresh, fill, last) in enumerate(rows):
        filled = " ".join(_filling(method, v) for v in fill)
        bound = f"let {names[0]} = {last};" if condition and len(names) == 1 else ""
        asked = f"{bound} if !({condition.replace('uowgen_self', 'one')}) {{ return 0; }}" if condition else ""
        arms.append(
            f"if row == {n} {{ let mut one = {fresh}; let mut other = {fresh}; {filled} {asked} let _ = other.{method}({last});"
            f" {_compared(fields, others)} }}"
        )
    code = f"fn {PROBE}(row: u32) -> u8 {{ {' '.join(arms)} 0 }}"
    if not parses(code):
        return undecided("not-understood", f"`{condition}` is no expression", function)
    found: list[int] = []
    for result in probed(case, function.file.path, code, [[n] for n in range(len(rows))]):
        place = (Evidence(function.file.path, function.line, function.end_line, f"`{function.item.label}`"),)
        if result.stuck is not None:
            return stuck(result.stuck, place)
        if result.panic and rows[len(found)][1] == (_MANY,):  # so many it need not take
            found.append(0)
            continue
        if result.panic or not isinstance(result.value, int):
            return undecided("depends-on-the-path", f"it panics where that was tried: {result.panic}", function)
        found.append(result.value)
    return found


def _filling(method: str, value: str) -> str:
    if value == _MANY:
        return f"for many in {_MANY} {{ one.{method}(many); other.{method}(many); }}"
    return f"one.{method}({value}); other.{method}({value});"


def _compared(fields: list[str], others: list[str]) -> str:
    same = " && ".join(f"one.{f} == other.{f}" for f in fields) or "true"
    but_numbers = " && ".join(f"one.{f} == other.{f}" for f in others) or "true"
    return f"return if {same} {{ {_SAME} }} else if {but_numbers} {{ {_COUNTED} }} else {{ {_OTHER} }};"


def _judged(reading: Reading, function: Declaration, rows: list[tuple[str, tuple[str, ...], str]], found: list[int]) -> Finding:
    name = function.item.name
    place = (Evidence(function.file.path, function.line, function.end_line, f"`{function.item.label}`"),)
    met = [(row, one) for row, one in zip(rows, found, strict=True) if one]
    if not met:
        return Finding("undecided", "no call that was tried meets the condition", None, "vacuous", place)
    told = [f"{row[0]}, {', '.join(f'{name}({v})' for v in (*row[1], row[2]))}" for row, _ in met]
    if all(one == _SAME for _, one in met):
        return Finding("holds", f"nothing changes in any of {len(met)} calls", "behaviour", None, place, "bounded")
    wrong = [n for n, (row, one) in enumerate(met) if one == _OTHER and (reading.get("how") != "duplicates" or len(row[1]) == 1)]
    if reading.get("how") == "empty":
        wrong = []
    if wrong:
        scenario = told[wrong[0]]
        return Finding(
            "fails", f"{scenario}: the last call changes it", "behaviour", "behaves-differently", place, "proved", (scenario,)
        )
    return Finding("undecided", "whether what changes is what is spoken of is not known", None, "depends-on-the-path", place)


def _grows(case: Case, function: Declaration, fresh: str, of: Declaration) -> bool:
    """Whether a call on a fresh value makes what counts its entries more than none."""
    sized = [f.name for f in fields_of(of).all if f.name in _SIZES and _INTEGERS.fullmatch(f.type)]
    if len(sized) != 1:
        return False
    code = f"fn {PROBE}() -> bool {{ let mut one = {fresh}; let none = one.{sized[0]} == 0; one.{function.item.name}(); none && one.{sized[0]} != 0 }}"
    return parses(code) and probed(case, function.file.path, code, [[]])[0].value is True


def _condition(text: str, case: Case, function: Declaration, of: Declaration) -> str:
    """The condition as Rust on the arguments and `uowgen_self`: “the item is not smaller than `max()`”; empty if it is not understood."""
    known = known_of(case, function, (of,))
    made = condition_of_words(text, known)
    if made:
        return made
    lead, _, code = text.rstrip().removesuffix("`").rpartition("`")
    if not code or not text.rstrip().endswith("`"):
        return ""
    words = [w for w in lead.replace("`", " ").split() if w not in ("the", "a", "an", "is", "are", "given", "new", "than", "or")]
    turned = "not" in words
    words = [w for w in words if w not in ("not", "already")]
    parameters = parameters_of(function)
    if len(parameters) != 1 or not words or (words[0] not in _ANY_ARGUMENT and words[0] != parameters[0].name):
        return ""
    equal = {"equal to": "==", "at least": ">=", "at most": "<="}.get(" ".join(words[1:]), "")
    order = equal or (_ORDER.get(words[1], "") if len(words) == 2 else "")
    if len(words) == 4 and words[1] in _ORDER and words[2:] == ["equal", "to"]:
        order = f"{_ORDER[words[1]]}="
    limit = _limit(code, case, of, frozenset(known.fields))
    if not order or not limit:
        return ""
    made = f"{parameters[0].name} {order} {limit}"
    return f"!({made})" if turned else made


def _limit(code: str, case: Case, of: Declaration, fields: frozenset[str]) -> str:
    name = bare_name(code)
    if code.endswith("()") and any(
        d.item.name == name and receiver_of(d) == "&self" and not parameters_of(d)
        for d in methods_of(case.code, of.item.name, (of,))
    ):
        return f"uowgen_self.{name}()"
    if code.removeprefix("self.") in fields:
        return f"uowgen_self.{name}"
    return code if code.isdigit() or (code.isupper() and code.isidentifier()) else ""
