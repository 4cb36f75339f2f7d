"""Decides where a method of a type around one number puts it among the bits of another number, and whether it is read from there again.

What is said is asked of the spec's own code as well. Of the bits that are not spoken of, the two must give the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import nothing_at_hand
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.runs.learning import weakest_of
from uowgen.claims.subject import find_method
from uowgen.claims.trials.bounds import holder_of, numbers_around
from uowgen.claims.trials.newtypes import Newtype, newtype_of
from uowgen.claims.trials.questions import Question, Trials, tried
from uowgen.facts.signature import parameters_of, receiver_of, result_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_BITS = {"u8": 8, "u16": 16, "u32": 32, "u64": 64, "usize": 64}
_MOST = 160


def fits(reading: Reading, case: Case) -> bool:
    """Whether every method that is named is one of a type around one number."""
    names = {row.partition("=")[2].partition(":")[0] for row in reading.list("claims") if not row.startswith("rest")}
    return nothing_at_hand(case) or all(_method(case, name) is not None for name in names)


def decide(reading: Reading, case: Case) -> Finding:
    """Each part of the sentence in turn; the weakest decides."""
    rows = [row.partition("=")[::2] for row in reading.list("claims")]
    rest = any(sort == "rest" for sort, _ in rows)
    findings = []
    put: tuple[Declaration, str] | None = None
    for sort, said in rows:
        name, _, place = said.partition(":")
        if sort == "rest":
            continue
        found = _method(case, name)
        if found is None:
            return undecided("no-subject", f"`{name}` is no method of a type around one number")
        function, it = found
        if sort == "puts" and not receiver_of(function):
            findings.append(_reads(case, function, it, place))
        elif sort == "puts":
            put = (function, place)
            findings.append(_puts(case, function, it, place, rest=rest))
        elif sort == "ignores":
            others = next((s.partition(":")[2] for k, s in rows if k in ("reads", "puts")), "")
            findings.append(_ignores(case, function, it, place, others))
        elif sort == "reads":
            findings.append(_reads(case, function, it, place))
        elif put is not None:
            findings.append(_back(case, put, function, it))
    return weakest_of(findings)


def round_trip(case: Case, taking: Declaration, making: Declaration) -> Finding:
    """Whether `making` gives back each value of a type around one number from what `taking` gives of it."""
    it = newtype_of(case, holder_of(case, making))
    assert it is not None
    return _back(case, (taking, ""), making, it)


def _method(case: Case, name: str) -> tuple[Declaration, Newtype] | None:
    found = [d for d in find_method(case, name).found if d.owner]
    it = newtype_of(case, holder_of(case, found[0])) if len(found) == 1 else None
    return (found[0], it) if it is not None else None


def _places(place: str, bits: int) -> Iterator[tuple[int, int]]:
    """The lowest bit and the one above the highest, in each sense that the words may have."""
    first, sign, last = next(place.partition(s) for s in ("~", ":") if s in place)
    if first == "top":
        yield bits - int(last), bits
    elif first == "from":
        if last.isdigit():
            yield int(last), bits
    else:
        yield int(first), int(last) + 1
        if sign == "~":
            yield int(first), int(last)


def _numbers(case: Case, owner: Declaration, function: Declaration, it: Newtype) -> list[int]:
    around = numbers_around(case, owner, function, []) or []
    bits = [1 << b for b in range(_BITS[it.kind])]
    return [
        n for n in dict.fromkeys([*bits, *around, *(b - 1 for b in bits), (1 << _BITS[it.kind]) - 1]) if n < 1 << _BITS[it.kind]
    ][:_MOST]


def _puts(case: Case, function: Declaration, it: Newtype, place: str, *, rest: bool) -> Finding:
    width = _BITS.get(result_of(function), 0)
    owner = holder_of(case, function)
    if not width or not receiver_of(function) or receiver_of(function).startswith("&mut") or parameters_of(function):
        return undecided("unsupported-code", f"`{function.item.name}` does not give a number", function)
    numbers = _numbers(case, owner, function, it)
    constant = place.removeprefix("from:")
    if constant != place and not constant.isdigit():
        values = set(Trials(case, owner, "").value(constant) or [])
        place = f"from:{values.pop()}" if len(values) == 1 else place
    found = undecided("not-understood", f"which bits `{function.item.name}` is said to use is not clear", function)
    for low, high in _places(place, width):
        if not 0 <= low < high <= width:
            continue
        mask = (1 << (high - low)) - 1
        test = f"(uowgen_r >> {low}u128) & {mask}u128 == uowgen_v & {mask}u128" + (
            f" && uowgen_r & !({mask << low}u128) == 0" if rest else ""
        )
        asked = [*_asked(function, it, numbers, f"if {test} {{ 1 }} else {{ 2 }}", "u8", alike=False)]
        found = tried(case, owner, asked, place=function)
        if found.code != "not-understood":
            break
    return _also_alike(case, owner, function, [*_asked(function, it, numbers, "uowgen_r", "u128", alike=True)], found)


def _also_alike(case: Case, owner: Declaration, function: Declaration, asked: list[Question], found: Finding) -> Finding:
    """`found`, unless the spec's own code gives something else in what was not spoken of."""
    if found.outcome != "holds":
        return found
    other = tried(case, owner, asked, place=function)
    if other.outcome == "fails":
        return undecided("not-observable", f"{other.message}; that it may not was not said", function)
    return found if other.outcome == "holds" or other.code == "not-understood" else other


def _asked(function: Declaration, it: Newtype, numbers: list[int], told: str, kind: str, *, alike: bool) -> Iterator[Question]:
    for n in range(len(it.makers)):
        name = f"uowgen_{'whole' if alike else 'put'}_{n}"
        none = it.made(n, "uowgen_n")
        items = it.first(n, f"uowgen_n: {it.kind}") + (
            f"fn {name}(uowgen_n: {it.kind}) -> {kind} {{ let uowgen_it = {none}; let uowgen_v = uowgen_it.{it.field} as u128; "
            f"let uowgen_r = uowgen_it.{function.item.name}() as u128; {told} }}"
        )
        said = f"{it.name}::{it.makers[n][0]}({{}}), then {function.item.name}()"
        yield Question(said, name, items, [(x,) for x in numbers], alike=alike, first=f"uowgen_first_{n}")


def _opened(function: Declaration, it: Newtype) -> str:
    """A pattern for what a function gives where it gives one of the type, with the number of it as `uowgen_r.field`; empty if it gives none."""
    found = re.fullmatch(r"(?:(Result|Option)<)?(\w+)(?:,[^<>]*)?>?", "".join(result_of(function).split()))
    if found is None or found[2] not in ("Self", it.name):
        return ""
    return {"Result": "Ok(uowgen_r)", "Option": "Some(uowgen_r)"}.get(found[1] or "", "uowgen_r")


def _back(case: Case, put: tuple[Declaration, str], function: Declaration, it: Newtype) -> Finding:
    """“… and `from_word()` reads it back”: from what the first gives; with other bits set beside it, as the spec's own code does."""
    taking, place = put
    kind = result_of(taking)
    given = parameters_of(function)
    pattern = _opened(function, it)
    owner = holder_of(case, function)
    if receiver_of(function) or len(given) != 1 or given[0].type != kind or kind not in _BITS or not pattern:
        return undecided("unsupported-code", f"`{function.item.name}` does not take what `{taking.item.name}` gives", function)
    other = "" if pattern == "uowgen_r" else ", _ => 2"
    numbers = _numbers(case, owner, taking, it)
    asked = []
    for n in range(len(it.makers)):
        items = it.first(n, f"uowgen_n: {it.kind}") + (
            f"fn uowgen_back_{n}(uowgen_n: {it.kind}) -> u8 {{ let uowgen_it = {it.made(n, 'uowgen_n')}; let uowgen_v = uowgen_it.{it.field}; "
            f"match {it.name}::{function.item.name}(uowgen_it.{taking.item.name}()) {{ {pattern} => if uowgen_r.{it.field} == uowgen_v {{ 1 }} else {{ 2 }}{other} }} }}"
        )
        said = f"{function.item.name}() of {taking.item.name}() of {{}}"
        asked.append(Question(said, f"uowgen_back_{n}", items, [(x,) for x in numbers], first=f"uowgen_first_{n}"))
    found = tried(case, owner, asked, place=function)
    return _also_alike(case, owner, function, _any_word(function, it, kind, place), found) if place else found


def _any_word(function: Declaration, it: Newtype, kind: str, place: str) -> list[Question]:
    """What is read of any number, with bits set in and beside the place."""
    pattern = _opened(function, it)
    width = _BITS[kind]
    low, high = next(_places(place, width), (0, width))
    words = (
        [(1 << b) | (5 << low) for b in range(width)]
        + [1 << b for b in range(width)]
        + [((1 << (high - low)) - 1) << low, (1 << width) - 1, 0]
    )
    rows = [(w,) for w in dict.fromkeys(words) if w < 1 << width]
    none = "" if pattern == "uowgen_r" else ", _ => 1u128 << 100"
    items = f"fn uowgen_word(uowgen_w: {kind}) -> u128 {{ match {it.name}::{function.item.name}(uowgen_w) {{ {pattern} => uowgen_r.{it.field} as u128{none} }} }}"
    return [Question(f"{function.item.name}({{}})", "uowgen_word", items, rows, alike=True)]


def _reads(case: Case, function: Declaration, it: Newtype, place: str) -> Finding:
    """“reads the lane from bits 31:20”: where it gives one, its number is what these bits are."""
    given = parameters_of(function)
    pattern = _opened(function, it)
    owner = holder_of(case, function)
    if receiver_of(function) or len(given) != 1 or given[0].type not in _BITS or not pattern:
        return undecided("unsupported-code", f"`{function.item.name}` does not make a `{it.name}` of a number", function)
    kind, width = given[0].type, _BITS[given[0].type]
    none = "" if pattern == "uowgen_r" else ", _ => 0"
    found = undecided("not-understood", f"which bits `{function.item.name}` is said to read is not clear", function)
    for low, high in _places(place, width):
        if not 0 <= low < high <= width:
            continue
        mask = (1 << (high - low)) - 1
        words = [
            (v << low) | more
            for v in (1, 2, 3, 5, mask, mask >> 1)
            for more in (0, (1 << low) - 1, ((1 << width) - 1) ^ (mask << low))
        ]
        rows = [(w,) for w in dict.fromkeys([*words, *(1 << b for b in range(width))]) if w < 1 << width]
        items = (
            f"fn uowgen_reads(uowgen_w: {kind}) -> u8 {{ match {it.name}::{function.item.name}(uowgen_w) {{ "
            f"{pattern} => if uowgen_r.{it.field} as u128 == ((uowgen_w as u128) >> {low}u128) & {mask}u128 {{ 1 }} else {{ 2 }}{none} }} }}"
        )
        found = tried(case, owner, [Question(f"{function.item.name}({{}})", "uowgen_reads", items, rows)], place=function)
        if found.code != "not-understood":
            break
    return _also_alike(case, owner, function, _any_word(function, it, kind, place), found)


def _ignores(case: Case, function: Declaration, it: Newtype, place: str, others: str) -> Finding:
    """“ignores the low 20 bits”, “ignores the other bits”: what it gives is the same without them."""
    given = parameters_of(function)
    pattern = _opened(function, it)
    owner = holder_of(case, function)
    if receiver_of(function) or len(given) != 1 or given[0].type not in _BITS or not pattern or (place == "*" and not others):
        return undecided("unsupported-code", f"`{function.item.name}` does not make a `{it.name}` of a number", function)
    kind, width = given[0].type, _BITS[given[0].type]
    low, high = next(_places(others if place == "*" else place, width), (0, 0))
    mask = ((1 << (high - low)) - 1) << low
    kept = mask if place == "*" else ((1 << width) - 1) ^ mask
    none = "" if pattern == "uowgen_r" else ", _ => 1u128 << 100"
    items = (
        f"fn uowgen_kept(uowgen_w: {kind}) -> u128 {{ match {it.name}::{function.item.name}(uowgen_w) {{ {pattern} => uowgen_r.{it.field} as u128{none} }} }} "
        f"fn uowgen_ignores(uowgen_w: {kind}) -> u8 {{ if uowgen_kept(uowgen_w) == uowgen_kept(uowgen_w & {kept}) {{ 1 }} else {{ 2 }} }}"
    )
    bits = [1 << b for b in range(width)]
    words = [*bits, *(b | bits[k] for b in bits[::3] for k in range(0, width, 5)), (1 << width) - 1, (1 << width) - 1 - kept]
    return tried(
        case,
        owner,
        [Question(f"{function.item.name}({{}})", "uowgen_ignores", items, [(w,) for w in dict.fromkeys(words)])],
        place=function,
    )


__all__ = ["decide", "fits", "round_trip"]
