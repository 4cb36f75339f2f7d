"""Decides what is said of the methods of a type around one number: which numbers they take, keep, clear bits of, and for which they give nothing.

A method is called on values that the type's constructors make of numbers around every limit; what it gives is compared with the same in
wider numbers. Where a word may mean several things (which limit “overflow” passes), that is meant of which the spec's own code is true.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files, nothing_at_hand
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.learning import weakest_of
from uowgen.claims.subject import find_method, find_type
from uowgen.claims.trials.bounds import holder_of, numbers_around
from uowgen.claims.trials.newtypes import Newtype, newtype_of, unit_of
from uowgen.claims.trials.questions import Question, Trials, tried
from uowgen.claims.values.value_patterns import pattern_of
from uowgen.facts.signature import parameters_of, receiver_of, result_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_BITS = {"u8": 8, "u16": 16, "u32": 32, "u64": 64, "usize": 64}
_MOST = 1_500
_NO_UNITS = frozenset({"BITS", "SHIFT", "MASK", "COUNT", "MAX", "MIN", "NUM", "NR", "LIMIT", "BASE", "START", "END", "OFFSET"})


class _Asked(NamedTuple):
    """The method, its type, and how it is called on the value `uowgen_it` with the number `uowgen_v`."""

    case: Case
    function: Declaration
    owner: Declaration
    it: Newtype
    given: str  # the type of what it takes beside the value: a number, the type itself, or nothing
    got: str  # Rust that gives what it gives as `Option<u128>`
    plain: bool  # whether it always gives something
    own: str  # the text of the function as the spec has it

    @property
    def static(self) -> bool:
        """Whether it takes the number itself."""
        return not receiver_of(self.function)


def fits(reading: Reading, case: Case) -> bool:
    """Whether the sentence is about a method of a type around one number, or about such a type."""
    if reading.get("owner"):
        types = find_type(case, reading.get("owner")).found
        return nothing_at_hand(case) or (len(types) == 1 and newtype_of(case, types[0]) is not None)
    name = _called(reading)
    found = [d for d in find_method(case, name if name == "try_from" else reading.get("name")).found if d.owner]
    if nothing_at_hand(case):
        return not reading.get("said").startswith("rejects|==")
    return len(found) == 1 and newtype_of(case, holder_of(case, found[0])) is not None


def _called(reading: Reading) -> str:
    name = bare_name(reading.get("name").removesuffix("()"))
    return "try_from" if name.startswith("TryFrom<") else name


def decide(reading: Reading, case: Case) -> Finding:
    """Each claim of the sentence in turn; the weakest decides."""
    if reading.get("owner"):
        return _never(reading, case)
    asked = _asked_of(reading, case)
    if isinstance(asked, Finding):
        return asked
    findings = [_claim(asked, *claim.split("|", 1)) for claim in reading.list("said")]
    misread = next((f for f in findings if f.code == "not-understood"), None)
    if misread is not None:
        return misread
    for outcome in ("fails", "undecided"):
        for finding in findings:
            if finding.outcome == outcome:
                return finding
    return findings[0]


def _never(reading: Reading, case: Case) -> Finding:
    """“`Lane` is never 0”: no constructor of a type whose number is private makes one of it."""
    owner = find_type(case, reading.get("owner")).found
    it = newtype_of(case, owner[0]) if len(owner) == 1 else None
    if it is None or "pub" in owner[0].text.partition("struct")[2]:
        return undecided("unsupported-code", f"how a `{reading.get('owner')}` comes about is not known", *owner[:1])
    findings = []
    for name, _ in it.makers:
        slots = {"name": f"{it.name}::{name}", "said": f"rejects|==:{reading.get('number')}"}
        findings.append(decide(reading._replace(slots=slots), case))
    return weakest_of(findings)


def _asked_of(reading: Reading, case: Case) -> _Asked | Finding:
    name = _called(reading)
    subject = find_method(case, name if name == "try_from" else reading.get("name"))
    function = subject.methods().one(name)
    if isinstance(function, Finding):
        return function
    owner = holder_of(case, function)
    it = newtype_of(case, owner)
    if it is None:
        return undecided("unsupported-code", f"`{name}` is no method of a type around one number with a constructor", function)
    given = [p.type for p in parameters_of(function)]
    receiver = receiver_of(function)
    kinds = {**_BITS, "Self": 0, it.name: 0, "&Self": 0, f"&{it.name}": 0}
    if receiver.startswith("&mut") or len(given) > 1 or any(k not in kinds for k in given) or (not receiver and given != [it.kind]):
        return undecided("unsupported-code", f"`{name}` takes something else than numbers", function)
    kind = given[0] if given and receiver else ""
    call = (
        f"{it.name}::{name}(uowgen_n)"
        if not receiver
        else f"uowgen_it.{name}({('&' if kind.startswith('&') else '') + ('uowgen_o' if kinds[kind] == 0 else 'uowgen_c') if kind else ''})"
    )
    got = _got(call, "".join(result_of(function).split()), it, function)
    if not got:
        return undecided("unsupported-code", f"`{name}` does not give a number", function)
    own = [
        f.rust.text(d.item.node) for f in block_files(case) for d in f.declarations() if d.item.name == name and d.item.kind == "fn"
    ]
    return _Asked(case, function, owner, it, kind, got[0], got[1], own[0] if len(own) == 1 else "")


def _got(call: str, result: str, it: Newtype, function: Declaration) -> tuple[str, bool] | None:
    """A call as `Option<u128>`, and whether it always gives something."""
    found = re.fullmatch(r"(?:(Result|Option)<)?(\w+)(?:,[^<>]*)?>?", result)
    if found is None:
        return None
    inside = found[2]
    number = (
        f"uowgen_r.{it.field} as u128" if inside in ("Self", it.name)
        else "uowgen_r as u128" if inside in _BITS
        else "if uowgen_r { 1u128 } else { 0u128 }" if inside == "bool" else ""
    )  # fmt: skip
    if not number:
        return None
    if not found[1]:
        return f"{{ let uowgen_r = {call}; Some({number}) }}", True
    good = "Some" if found[1] == "Option" else "Ok"
    return f"match {call} {{ {good}(uowgen_r) => Some({number}), _ => None }}", False


# ------------------------------------------------------------------------------------------------------- the claims


def _claim(a: _Asked, sort: str, said: str) -> Finding:
    if sort == "error":
        return _error(a)
    if sort == "levels":
        return _levels(a, said)
    if sort == "stops":
        return _stops(a, said)
    if sort in ("value", "clears"):
        return _value(a, sort, said)
    error = ""
    if sort == "rejects" and "|" in said.replace(" || ", " "):
        said, _, error = said.rpartition("|")
    found = undecided("not-understood", f"what “{said}” asks of `{a.function.item.name}` is not clear", a.function)
    if (sort in ("accepts", "none", "rejects") and a.plain) or (sort == "true" and result_of(a.function) != "bool"):
        return undecided("unsupported-code", f"`{a.function.item.name}` cannot answer so", a.function)
    if sort in ("accepts", "rejects") and not a.static:
        return undecided("not-understood", f"`{a.function.item.name}` takes no number that could be refused", a.function)
    pattern = ""
    if error:
        kind = "".join(result_of(a.function).split()).removesuffix(">").rpartition(",")[2]
        pattern = pattern_of(a.case, a.function, error) or ("Err(_)" if bare_name(kind) == bare_name(error) else "")
        if not pattern:
            return undecided("not-understood", f"`{error}` is no error of `{a.function.item.name}`", a.function)
    # What is refused for no reason that was said is against the words if the spec's own code does not refuse it.
    found = undecided("not-understood", f"when `{a.function.item.name}` answers so is not clear", a.function)
    for more in ("2", "0") if a.own and (error or sort in ("rejects", "none")) else ("0",):
        for condition, limits in _conditions(a, said):
            body = {
                "accepts": f"let uowgen_if = {condition}; match {a.got} {{ Some(_) => if uowgen_if {{ 1 }} else {{ 2 }}, None => if uowgen_if {{ 2 }} else {{ 1 }} }}",
                "rejects": f"let uowgen_if = {condition}; match {a.got} {{ Some(_) => if uowgen_if {{ 2 }} else {{ 0 }}, None => if uowgen_if {{ 1 }} else {{ {more} }} }}",
                "none": f"let uowgen_if = {condition}; match {a.got} {{ Some(_) => if uowgen_if {{ 2 }} else {{ 0 }}, None => if uowgen_if {{ 1 }} else {{ {more} }} }}",
                "keeps": f"if !({condition}) {{ return 0; }} match {a.got} {{ Some(uowgen_r) => if uowgen_r == uowgen_v {{ 1 }} else {{ 2 }}, None => 2 }}",
                "true": f"let uowgen_if = {condition}; if {a.got} == Some(if uowgen_if {{ 1 }} else {{ 0 }}) {{ 1 }} else {{ 2 }}",
            }[sort]
            if error:
                call = f"{a.it.name}::{a.function.item.name}(uowgen_n)"
                body = f"let uowgen_if = {condition}; if matches!({call}, {pattern}) {{ if uowgen_if {{ 1 }} else {{ {more} }} }} else if uowgen_if {{ 2 }} else {{ 0 }}"
            found = _tried(a, body, limits)
            if found.code != "not-understood":
                return found
    return found


def _value(a: _Asked, sort: str, said: str) -> Finding:
    """“clears the page offset”, “is the low 12 bits”: some bits of the number, or the number without them."""
    mask, limit = _mask(a, said)
    if not mask or a.given or a.static:
        return undecided("not-understood", f"which bits `{a.function.item.name}` is said to take is not clear", a.function)
    wanted = f"uowgen_v - (uowgen_v & ({mask}))" if sort == "clears" else f"uowgen_v & ({mask})"
    if said.startswith("bits:"):
        first, last = map(int, said.split(":")[1:])
        wanted = f"(uowgen_v >> {first}u128) & {(1 << (last - first)) - 1}u128"
    body = f"match {a.got} {{ Some(uowgen_r) => if uowgen_r == {wanted} {{ 1 }} else {{ 2 }}, None => 0 }}"
    return _tried(a, body, [limit] if limit else [])


def _stops(a: _Asked, said: str) -> Finding:
    """“stops at `MAX`”, “stops at zero”: it goes on by what is given, and not past the limit."""
    if a.given not in _BITS or a.static:
        return undecided("not-understood", f"`{a.function.item.name}` does not go on by a number", a.function)
    limit = _limit(a, said)
    found = undecided("not-understood", f"what `{a.function.item.name}` stops at is not clear", a.function)
    for scale in ["1u128", *(u for u in [_unit(a, "")] if u)]:
        step = f"(uowgen_c as u128) * ({scale})"
        wanted = (
            f"(if {step} > uowgen_v || uowgen_v - {step} < {limit} {{ {limit} }} else {{ uowgen_v - {step} }})" if _way(a) == "down"
            else f"(if uowgen_v + {step} > {limit} {{ {limit} }} else {{ uowgen_v + {step} }})"
        )  # fmt: skip
        found = _tried(a, f"match {a.got} {{ Some(uowgen_r) => if uowgen_r == {wanted} {{ 1 }} else {{ 2 }}, None => 2 }}", [limit])
        if found.code != "not-understood":
            return found
    return found


def _way(a: _Asked) -> str:
    return "down" if re.search(r"sub|back|prev|down|minus", a.function.item.name) else "up"


def _mask(a: _Asked, said: str) -> tuple[str, str]:
    """A mask as Rust, and the constant that it rests on."""
    kind, _, rest = said.partition(":")
    if kind == "low":
        return f"{(1 << int(rest)) - 1}u128", ""
    if kind == "bits":
        first, last = map(int, rest.split(":"))
        return f"{((1 << (last - first)) - 1) << first}u128", ""
    unit = _unit(a, rest)
    return (f"({unit}) - 1", unit) if unit else ("", "")


def _levels(a: _Asked, said: str) -> Finding:
    """“takes 9 bits per level, level 0 from bit 12”."""
    width, zero, first = map(int, said.split(":"))
    if a.given not in ("u8", "u16", "u32", "u64", "usize") or a.static or not width:
        return undecided("not-understood", f"which level is meant is not what `{a.function.item.name}` takes", a.function)
    top = (_BITS[a.it.kind] - first) // width
    body = (
        f"if (uowgen_c as u128) < {zero}u128 || (uowgen_c as u128) >= {zero + max(top, 1)}u128 {{ return 0; }} "
        f"let uowgen_s = {first}u128 + ((uowgen_c as u128) - {zero}u128) * {width}u128; "
        f"match {a.got} {{ Some(uowgen_r) => if uowgen_r == (uowgen_v >> uowgen_s) & {(1 << width) - 1}u128 {{ 1 }} else {{ 2 }}, None => 0 }}"
    )
    edges = [first + width * n for n in range(top + 1)]
    bits = [1 << e for e in edges] + [(1 << e) - 1 for e in edges] + [(1 << e) | (1 << (e + width - 1)) for e in edges]
    reach = range(zero, zero + min(top, 6))
    return _tried(a, body, [], numbers=[b for b in bits if b < 1 << _BITS[a.it.kind]], second=list(reach))


def _error(a: _Asked) -> Finding:
    """“hands the rejected number back as error”."""
    result = "".join(result_of(a.function).split())
    text = a.function.file.rust.source.data.decode("utf-8", "replace")
    kind = result.removesuffix(">").rpartition(",")[2] if result.startswith("Result<") else ""
    if kind == "Self::Error":
        kinds = set(re.findall(rf"impl TryFrom<{a.it.kind}> for {a.it.name}\s*\{{\s*type Error = (\w+);", text))
        kind = kinds.pop() if len(kinds) == 1 else ""
    if kind != a.it.kind or not a.static:
        return undecided("unsupported-code", f"the error of `{a.function.item.name}` is no such number", a.function)
    call = f"{a.it.name}::{a.function.item.name}(uowgen_n)"
    body = f"match {call} {{ Ok(_) => 0, Err(uowgen_e) => if uowgen_e == uowgen_n {{ 1 }} else {{ 2 }} }}"
    return _tried(a, body, [_max(a)] if _max(a) else [])


# ---------------------------------------------------------------------------------------------------- conditions


def _conditions(a: _Asked, said: str) -> Iterator[tuple[str, list[str]]]:
    """The condition as Rust, in each sense that its words may have, with the limits that are named in it."""
    tops = [f"{(1 << _BITS[a.it.kind]) - 1}u128", *([_max(a)] if _max(a) else [])]
    way = _way(a)
    units = ["1u128"] if a.given in _BITS else [u for u in [_unit(a, "")] if u]
    scales = ["1u128", *(u for u in [_unit(a, "")] if u)] if a.given in _BITS else ["1u128"]
    for top in tops:
        for scale in scales:
            if a.given in _BITS:
                becomes = f"uowgen_v + (uowgen_c as u128) * ({scale})" if way == "up" else "uowgen_v"
            elif a.static or not units or "up" not in a.function.item.name:
                becomes = "uowgen_v"
            else:
                becomes = f"(uowgen_v + ({units[0]}) - 1) / ({units[0]}) * ({units[0]})"
            limits: list[str] = []
            parts = [[_condition(a, one, becomes, top, scale, limits) for one in part.split(" && ")] for part in said.split(" || ")]
            if all(all(part) for part in parts):
                yield " || ".join("(" + " && ".join(f"({p})" for p in part) + ")" for part in parts), limits


def _condition(a: _Asked, said: str, becomes: str, top: str, scale: str, limits: list[str]) -> str:
    negated, said = said.startswith("!"), said.removeprefix("!") if not said.startswith("!=") else said
    sort, _, rest = said.partition(":")
    found = ""
    if sort == "overflow":
        found = f"{becomes} > {top}" if becomes != "uowgen_v" else ""
    elif sort == "underflow":
        found = f"(uowgen_c as u128) * ({scale}) > uowgen_v" if a.given in _BITS else ""
    elif sort == "past":
        unit, most = _unit(a, rest), _max(a)
        if unit and most and not a.given:
            limits += [unit, most]
            found = f"{becomes} > {most}" if becomes != "uowgen_v" else ""
    elif sort == "aligned":
        unit = _unit(a, rest)
        if unit:
            limits.append(unit)
            found = f"uowgen_v % ({unit}) == 0"
    elif sort == "multiple":
        limit = _limit(a, rest)
        limits.append(limit)
        found = f"uowgen_v % ({limit}) == 0"
    elif sort == "in":
        low, _, high = rest.partition(":")
        ends = [_limit(a, low), _limit(a, high)]
        limits += ends
        found = f"{becomes} >= ({ends[0]}) && {becomes} <= ({ends[1]})"
    elif sort in ("above", "below"):
        names = [p.name for p in parameters_of(a.function)]
        other = "uowgen_w" if a.given and a.given not in _BITS else "(uowgen_c as u128)"
        if names == [rest] and not a.static:
            found = f"{other} {'>' if sort == 'above' else '<'} uowgen_v"
    else:
        limit = _limit(a, rest)
        limits.append(limit)
        found = f"{becomes} {sort} ({limit})"
    return f"!({found})" if negated and found else found


def _limit(a: _Asked, said: str) -> str:
    """A limit as Rust in wide numbers: `1 << 39`, `LIMIT - 1`, `Type::MAX`, which may be a value of the type."""

    def wide(found: re.Match[str]) -> str:
        name = found[0]
        if name[0].isdigit():
            return f"{int(name.replace('_', ''), 0)}u128"
        owner = name.rpartition("::")[0]
        if owner in (a.it.name, "Self"):
            return _constant(a, name.rpartition("::")[2]) or f"({a.it.name}::{name.rpartition('::')[2]} as u128)"
        return f"({name} as u128)"

    return re.sub(r"0x[0-9a-fA-F_]+|\d[\d_]*|(?:\w+::)*[A-Z_][A-Z0-9_]*\b", wide, said)


def _constant(a: _Asked, name: str) -> str:
    """A constant of the type itself as a wide number; empty if it has none of that name."""
    texts = [f.rust.source.data.decode("utf-8", "replace") for f in block_files(a.case)]
    texts.append(a.owner.file.rust.source.data.decode("utf-8", "replace"))
    kinds = {k for t in texts for k in re.findall(rf"\bconst {name}\s*:\s*(\w+)\s*=", t)}
    kind = kinds.pop() if len(kinds) == 1 else ""
    if kind in ("Self", a.it.name):
        return f"({a.it.name}::{name}.{a.it.field} as u128)"
    return (
        f"({a.it.name}::{name} as u128)" if kind in _BITS and re.search(rf"\b(Self|{a.it.name})::{name}\b", " ".join(texts)) else ""
    )


def _max(a: _Asked) -> str:
    return _constant(a, "MAX")


def _unit(a: _Asked, word: str) -> str:
    """How large a unit is, as Rust: the constant of that name; where none is said, the one that the spec's own function names."""
    texts = [f.rust.source.data.decode("utf-8", "replace") for f in block_files(a.case)]
    names = {n for t in texts for n in re.findall(r"\bconst ([A-Z][A-Z0-9_]+)\s*:", t)}
    names |= {n for t in texts for n in re.findall(r"(?<![:\w])[A-Z][A-Z0-9_]{2,}\b(?!::)", t)}
    sizes = {n for n in names if not set(n.split("_")) & _NO_UNITS}
    if word:
        fitting = [n for n in sizes if word.upper() in n.split("_")]
        if len(fitting) != 1:
            known = unit_of(a.case, a.owner, word)
            fitting = [known] if known else []
        if fitting:
            return f"({fitting[0]} as u128)"
        shifts = [n for n in names if n in (f"{word.upper()}_SHIFT", f"{word.upper()}_BITS")]
        return f"(1u128 << ({shifts[0]} as u128))" if len(shifts) == 1 else ""
    used = [n for n in sizes if re.search(rf"(?<![:\w]){n}\b", a.own)]
    return f"({used[0]} as u128)" if len(used) == 1 else ""


# -------------------------------------------------------------------------------------------------------- asking


def _tried(
    a: _Asked, body: str, limits: list[str], *, numbers: list[int] | None = None, second: list[int] | None = None
) -> Finding:
    """The question on every value that a constructor makes, with what is given beside it."""
    trials = Trials(a.case, a.owner, "")
    known: list[int] = []
    for limit in dict.fromkeys([*limits, *([_max(a)] if _max(a) else [])]):
        values = trials.value(limit)
        if values is None:
            return undecided("unsupported-code", f"what `{limit}` is is not known", a.function)
        known += values
    top = (1 << _BITS[a.it.kind]) - 1
    around = numbers_around(a.case, a.owner, a.function, [], more=tuple(n for n in known if n <= top + 1)) or []
    powers = [m for b in range(_BITS[a.it.kind]) for m in (1 << b, 3 << b)] if not a.given else []
    patterns = [top, top // 3, top // 3 * 2, *powers]
    rows_ = [n for n in dict.fromkeys([*(numbers or []), *around, *patterns]) if n <= top]
    it, name = a.it, a.function.item.name
    if a.static:
        items = f"fn uowgen_said(uowgen_n: {it.kind}) -> u8 {{ let uowgen_v = uowgen_n as u128; {body} }}"
        return tried(
            a.case, a.owner, [Question(f"{name}({{}})", "uowgen_said", items, [(n,) for n in rows_[:_MOST]])], place=a.function
        )
    questions = []
    for n in range(len(it.makers)):
        head, lets, told = f"uowgen_n: {it.kind}", "", f"{name}()"
        rows: list[tuple[int, ...]] = [(x,) for x in rows_[:_MOST]]
        some = rows_[:36]
        if a.given in _BITS:
            head += f", uowgen_c: {a.given}"
            high = (1 << _BITS[a.given]) - 1
            steps = (
                second
                if second is not None
                else [c for c in dict.fromkeys([*rows_[:24], *_distances(known, some, top), high, high - 1]) if c <= high]
            )
            rows, told = [(x, c) for x in (rows_ if second is not None else some) for c in steps], f"{name}({{}})"
            rows = rows[:_MOST]
        elif a.given:
            head, lets = (
                f"{head}, uowgen_m: {it.kind}",
                f"let uowgen_o = {it.made(n, 'uowgen_m')}; let uowgen_w = uowgen_o.{it.field} as u128; ",
            )
            rows, told = [(x, y) for x in some for y in some], f"{name} of {{}}"
        items = it.first(n, head) + (
            f"fn uowgen_said_{n}({head}) -> u8 {{ let uowgen_it = {it.made(n, 'uowgen_n')}; {lets}let uowgen_v = uowgen_it.{it.field} as u128; {body} }}"
        )
        said = f"{it.name}::{it.makers[n][0]}({{}}), then {told}"
        questions.append(Question(said, f"uowgen_said_{n}", items, rows, first=f"uowgen_first_{n}"))
    return tried(a.case, a.owner, questions, place=a.function)


def _distances(known: list[int], starts: list[int], top: int) -> list[int]:
    """What brings the numbers of `starts` to a limit, and just past it."""
    ends = [*dict.fromkeys([*known[:4], top])]
    return [end - s + d for end in ends for s in starts[:8] for d in (-1, 0, 1) if end - s + d >= 0]


__all__ = ["decide"]
