"""Which numbers and ranges a function refuses, and with what: run on numbers around every limit that the sentence and the code name."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find, find_type, one_function
from uowgen.claims.trials.questions import Question, Trials, tried
from uowgen.claims.values.value_patterns import pattern_of
from uowgen.facts.members import carried, variants_of
from uowgen.facts.signature import parameters_of, receiver_of, result_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_BITS = {"u8": 8, "u16": 16, "u32": 32, "u64": 64, "usize": 64}
_MOST = 700
_MOST_MASKS = 5


def decide(reading: Reading, case: Case) -> Finding:
    """The function is called with every combination of the numbers, and must refuse what is said, with what is said."""
    name = bare_name(reading.get("name"))
    function = one_function(case, reading.get("name"))
    if isinstance(function, Finding):
        return function
    if receiver_of(function) or any(p.type not in _BITS for p in parameters_of(function)) or not parameters_of(function):
        return undecided("unsupported-code", f"`{name}` does not take numbers alone", function)
    if result_of(function).split("<")[0].rpartition("::")[2] not in ("Result", "Option"):
        return undecided("unsupported-code", f"`{name}` cannot refuse anything", function)
    return _ends_at(reading, case, function) if reading.get("asked") == "range" else _refused(reading, case, function)


def holder_of(case: Case, function: Declaration) -> Declaration:
    """The type of a method; the function itself if it is free."""
    owner = bare_name(function.owner.rpartition(" for ")[2])
    found = find_type(case, owner).found if owner else ()
    return found[0] if len(found) == 1 else function


def call_of(function: Declaration, given: list[str]) -> str:
    owner = bare_name(function.owner.rpartition(" for ")[2])
    return f"{owner + '::' if owner else ''}{function.item.name}({', '.join(given)})"


# ------------------------------------------------------------------------------------------- ranges up to a limit


def _ends_at(reading: Reading, case: Case, function: Declaration) -> Finding:
    """`accepts a request that ends exactly at the last sector and returns `V` otherwise`: start, length and limit are its parameters."""
    name, given = function.item.name, [p.name for p in parameters_of(function)]
    kinds = {p.type for p in parameters_of(function)}
    sum_ = re.fullmatch(r"\s*(\w+)\s*\+\s*(\w+)\s*", reading.get("sum"))
    summed = (
        [sum_[1], sum_[2]]
        if sum_ is not None
        else [n for n in given if n in ("start", "base", "lba", "addr", "offset", "first", "len", "length", "count", "size")]
    )
    rest = [n for n in given if n not in summed]
    if len(kinds) != 1 or len(given) != 3 or len(summed) != 2 or len(rest) != 1 or not set(summed) <= set(given):
        return undecided("not-understood", f"which of what `{name}` takes is the limit is not clear", function)
    error = pattern_of(case, function, reading.get("value"))
    if not error:
        return undecided("not-understood", f"`{reading.get('value')}` is no error that `{name}` could give", function)
    if reading.get("carried"):
        with_ = _with_parameters(case, function, reading.get("value"), given, reading.get("carried"))
        if not with_:
            return undecided("not-understood", f"what `{reading.get('value')}` is to carry is not clear", function)
        error = with_
    kind = kinds.pop()
    head = ", ".join(f"{n}: {kind}" for n in given)
    inside = f"({summed[0]} as u128) + ({summed[1]} as u128) <= ({rest[0]} as u128)"
    call = call_of(function, given)
    items = (
        f"fn uowgen_within({head}) -> u8 {{ if !({inside}) {{ return 0; }} if matches!({call}, Ok(..)) {{ 1 }} else {{ 2 }} }} "
        f"fn uowgen_beyond({head}) -> u8 {{ if {inside} {{ return 0; }} if {_is(call, error)} {{ 1 }} else {{ 2 }} }}"
    )
    top = (1 << _BITS[kind]) - 1
    few = [0, 1, 2, 7, 8, 9, 16, top // 2, top - 8, top - 1, top]
    # Whether a request of nothing is taken is not said.
    lengths = [given.index(n) for n in summed if n == summed[1] or n in ("len", "length", "count", "size")]
    rows = [row for row in product(few, repeat=3) if all(row[n] for n in lengths)]
    shown = f"{name}({', '.join(['{}'] * 3)})"
    return tried(case, holder_of(case, function), [Question(shown, "uowgen_within", items, rows), Question(shown, "uowgen_beyond", items, rows)], place=function)  # fmt: skip


def _is(call: str, pattern: str) -> str:
    """Whether a call gives what a pattern with equations (`;;` between them) says."""
    head, _, tests = pattern.partition(";;")
    return f"match {call} {{ {head} => {tests or 'true'}, _ => false }}"


def _with_parameters(case: Case, function: Declaration, value: str, given: list[str], said: str) -> str:
    """The variant with each of its fields equal to the parameter of the same name, where as many are spoken of."""
    found = [
        (d, v)
        for kind in re.findall(r"\w+", result_of(function))
        for d in find_type(case, kind if kind != "Self" else bare_name(function.owner)).found
        if d.item.kind == "enum"
        for v in variants_of(d).all
        if v.name == bare_name(value)
    ]
    if len(found) != 1 or not carried(found[0][1]).startswith("{"):
        return ""
    fields = [p.partition(":")[0].strip() for p in carried(found[0][1]).strip("{} ").split(",") if p.strip()]
    phrases = said.split("+")
    left = [f for f in fields if not any(set(p.lower().split()) & set(f.lower().split("_")) for p in phrases)]
    if len(phrases) != len(fields) or len(left) > 1 or not set(fields) <= set(given):
        return ""
    bound = ", ".join(f"{f}: uowgen_{f}" for f in fields)
    tests = " && ".join(f"uowgen_{f} == {f}" for f in fields)
    return f"Err({found[0][0].item.name}::{bare_name(value)} {{ {bound} }});;{tests}"


# --------------------------------------------------------------------------------------- several reasons, each by itself


def _refused(reading: Reading, case: Case, function: Declaration) -> Finding:
    """``V` for an address that is no multiple of `C` and `W` for one at or above `D``: of an address that is both either may be told."""
    name, parameters = function.item.name, parameters_of(function)
    if len(parameters) != 1:
        return undecided("unsupported-code", f"`{name}` does not take one number", function)
    given, kind = parameters[0]
    rows: list[tuple[str, str]] = []
    for row in reading.list("refusals"):
        value, _, said = row.partition("=")
        error, condition = pattern_of(case, function, value), _condition(case, function, said, given)
        if not error or not condition:
            return undecided("not-understood", f"“{said}” or `{value}` is nothing that `{name}` could mean", function)
        rows.append((error, condition))
    flags = any(said.partition("=")[2].startswith(("all:", "unknown")) for said in reading.list("refusals"))
    owner = holder_of(case, function)
    functions: list[str] = []
    questions: list[Question] = []
    numbers = bits_of_numbers(case, function) if flags else numbers_around(case, owner, function, [c for _, c in rows])
    if numbers is None:
        return undecided("unsupported-code", f"what the constants of `{name}` are is not known", function)
    for n, (_, condition) in enumerate(rows):
        either = " || ".join(f"(({c}) && matches!(uowgen_it, {e}))" for e, c in rows)
        functions.append(
            f"fn uowgen_reason_{n}({given}: {kind}) -> u8 {{ if !({condition}) {{ return 0; }} "
            f"let uowgen_it = {call_of(function, [given])}; if {either} {{ 1 }} else {{ 2 }} }}"
        )
    for n in range(len(rows)):
        questions.append(Question(f"{name}({{}})", f"uowgen_reason_{n}", "\n".join(functions), [(x,) for x in numbers]))
    # What is refused for a reason is refused for that one only: none of these errors for anything else.
    others = " && ".join(f"!({c})" for _, c in rows)
    none = " || ".join(f"matches!(uowgen_it, {e})" for e, _ in rows)
    spared = (
        f"fn uowgen_no_reason({given}: {kind}) -> u8 {{ if !({others}) {{ return 0; }} "
        f"let uowgen_it = {call_of(function, [given])}; if {none} {{ 2 }} else {{ 1 }} }}"
    )
    found = tried(case, owner, questions, place=function)
    rest = tried(case, owner, [Question(f"{name}({{}})", "uowgen_no_reason", spared, [(x,) for x in numbers])], place=function)
    if found.outcome == "holds" and rest.outcome == "fails":  # more is refused than is said, which nothing forbids
        return undecided("not-observable", f"{rest.message}: it is refused for another reason than those", function)
    return found


def _condition(case: Case, function: Declaration, said: str, given: str) -> str:
    if said == "unknown":
        masks = masks_of(case, function)
        return f"{given} & !({' | '.join(masks)}) != 0" if masks else ""
    if said.startswith("all:"):
        found = [flag_named(word, masks_of(case, function)) for word in said[4:].split(",")]
        return " && ".join(f"{given} & {mask} != 0" for mask in found) if all(found) else ""
    return said.format(given)


def masks_of(case: Case, function: Declaration) -> list[str]:
    """The constants that stand free in the spec's own code of a function, or in the tree's: what its argument is tested with."""
    texts = [
        f.rust.text(d.item.node)
        for f in block_files(case)
        for d in f.declarations()
        if d.item.name == function.item.name and d.item.kind == "fn"
    ]
    text = (texts or [function.text])[0]
    found = re.findall(r"(?<![:\w])[A-Z][A-Z0-9_]+\b(?!::)", text)
    return list(dict.fromkeys(n for n in found if "_" in n))


def flag_named(word: str, masks: list[str]) -> str:
    """The one constant that a word names by a part of its name: `write` for `PROT_WRITE`."""
    bare = word.rpartition("::")[2].upper()
    fitting = [m for m in masks if bare in (m, *m.split("_"))]
    longer = [m for m in masks if any(p.startswith(bare) or bare.startswith(p) for p in m.split("_")[1:]) and len(bare) > 2]
    return fitting[0] if len(fitting) == 1 else longer[0] if not fitting and len(longer) == 1 else ""


def bits_of_numbers(case: Case, function: Declaration) -> list[int]:
    """Every set of the flags that a function tests its argument with, in any world, alone and with other bits; and the lowest numbers."""
    bits = _BITS[parameters_of(function)[0].type]
    trials = Trials(case, holder_of(case, function), "")
    known = [v for v in (trials.value(m) for m in masks_of(case, function)[:_MOST_MASKS]) if v is not None]
    found: dict[int, None] = dict.fromkeys(range(64))
    for flags in zip(*known, strict=True):
        sets = [0]
        for flag in flags:
            sets += [s | flag for s in sets]
        every = sets[-1]
        others = [1 << n for n in range(bits) if not every >> n & 1]
        found |= dict.fromkeys(
            s | more for s in dict.fromkeys(sets) for more in (0, *others[:2], *others[-2:], others[0] | others[-1])
        )
        found |= dict.fromkeys(one | more for one in others for more in (0, flags[0]))
    return [n for n in found if n < 1 << bits]


def numbers_around(
    case: Case, owner: Declaration, function: Declaration, conditions: list[str], *, more: tuple[int, ...] = ()
) -> list[int] | None:
    """Numbers around what the constants of the conditions and of the function are in any world, and their multiples; None if one is not known."""
    texts = [*conditions, function.text]
    texts += [f.rust.text(d.item.node) for f in block_files(case) for d in f.declarations() if d.item.name == function.item.name]
    names = dict.fromkeys(n for t in texts for n in re.findall(r"(?<![:\w.])[A-Z][A-Z0-9_]{2,}\b(?!::|\()", t))
    trials = Trials(case, owner, "")
    values: list[int] = [*more]
    for name in names:
        found = trials.value(name)
        if found is None:
            if any(name in c for c in conditions):
                return None
            continue
        values += found
    values += [int(n) for t in conditions for n in re.findall(r"\b\d+\b", t)]
    kinds = [p.type for p in parameters_of(function) if p.type in _BITS] or ["usize"]
    top = (1 << _BITS[kinds[0]]) - 1
    steps = [v for v in dict.fromkeys(values) if 1 < v <= 1 << 16][:3] or [1]
    wanted = [0, 1, 2, 5, 6, 3, 1 << 12, 1 << 13]
    for value in dict.fromkeys(values):
        for step in (0, 1, *steps):
            wanted += [value, value - step, value + step, value - 2 * step, value + 2 * step]
    for step in steps:
        wanted += [3 * step, 3 * step + 1, 4 * step - 1, 5 * step, 7 * step + step // 2, 64 * step]
    wanted += [
        top,
        top - 1,
        top // 2,
        *(top - top % s for s in steps),
        *(top // s for s in steps),
        *(top // s + 1 for s in steps),
        *(top // s + 2 for s in steps),
    ]
    return [n for n in dict.fromkeys(wanted) if 0 <= n <= top][:_MOST]


__all__ = ["bits_of_numbers", "call_of", "decide", "find", "flag_named", "holder_of", "masks_of", "numbers_around"]
