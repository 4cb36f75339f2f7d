"""`Add` and `Sub` of a type of two numbers, such as seconds and nanoseconds, tried on values that are in order.

The lower number counts up to a limit that the operator's own code compares with; what exceeds it belongs to the higher one. Values whose
lower number is out of range are not tried: what an operator does with them is nobody's claim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files, files_of
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.programs import PROBE, parses, probed
from uowgen.claims.runs.verdicts import stuck
from uowgen.claims.subject import find, find_type
from uowgen.claims.values.made_up_calls import numbers_of
from uowgen.facts.members import fields_of
from uowgen.facts.signature import parameters_of
from uowgen.model import Evidence
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_SIGNS = {"Add": "+", "Sub": "-"}
_METHODS = {"Add": "add", "Sub": "sub"}
_INTEGERS = {f"{s}{n}" for s in "iu" for n in ("8", "16", "32", "64", "128", "size")}
_LIMITS = (256, 1000, 1 << 16, 1_000_000, 1_000_000_000)  # tried where the code has no limit of its own
_HIGH = (0, 1, 2, 7)
_LOWER = ("nano", "nsec", "micro", "usec", "milli", "msec", "frac", "low", "sub")  # names of numbers that count the smaller unit


_WIDE = when_used(r"carrying_|borrowing_|overflowing_|checked_|MAX|<<|>>")  # what may carry at the end of the lower number's range


class _Pair(NamedTuple):
    """The type, its two fields, the higher one first, and the limit of the lower one (0: the code has none)."""

    name: str
    high: str
    low: str
    kind: str  # of the higher number, aliases written out
    kinds: tuple[str, str]  # of both, as written
    limit: int


def decide(reading: Reading, case: Case) -> Finding:
    """Runs the operator on pairs of values in order; what is said must be so for all of them."""
    trait = bare_name(reading.get("op"))
    method = _method(case, trait)
    if isinstance(method, Finding):
        return method
    pair = _pair(reading, case, method)
    if isinstance(pair, Finding):
        return pair
    asked = reading.get("asked")
    if (asked in ("borrows", "later", "equal")) != (trait == "Sub") and asked != "fits":
        return undecided("not-understood", f"what `{trait}` has to do with it is not clear", method)
    if asked in ("carries", "borrows"):
        return _moves(case, method, pair, trait)
    if asked == "fits":
        return _fits(case, method, pair, reading.get("field"))
    return _zero(reading, case, method, pair)


def _method(case: Case, trait: str) -> Declaration | Finding:
    """The operator's function of the one type of the spec that has it for itself; of several, the one that a block shows."""

    def having(files: list[str]) -> list[Declaration]:
        found = []
        for path in files:
            file = case.code.file(path)
            for d in file.declarations() if file is not None else ():
                of, _, owner = d.owner.rpartition(" for ")
                own = of.partition("<")[0].strip() == trait and of.partition("<")[2].rstrip("> ") in ("", owner, "Self")
                if d.item.kind == "fn" and d.item.name == _METHODS[trait] and own:
                    found.append(d)
        return found

    found = having(list(files_of(case)))
    shown = {
        d.owner.rpartition(" for ")[2]
        for f in block_files(case)
        for d in f.declarations()
        if trait in d.owner.partition(" for ")[0]
    }
    shown = shown or {d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind in ("struct", "enum")}
    found = [d for d in found if d.owner.rpartition(" for ")[2] in shown] or found
    if len(found) != 1 or found[0].item.in_macro or any(p.startswith("mod ") for p in found[0].item.path):
        return undecided("subject-ambiguous" if found else "no-subject", f"whose `{trait}` is meant is not clear", *found[:3])
    return found[0]


def _pair(reading: Reading, case: Case, method: Declaration) -> _Pair | Finding:
    """The two numbers of the type: the one that is named as carried into or borrowed from is the higher; else the first, or as names tell."""
    name = bare_name(method.owner.rpartition(" for ")[2])
    found = find_type(case, name).found
    fields = fields_of(found[0]).all if len(found) == 1 and found[0].item.kind == "struct" and fields_of(found[0]).complete else ()
    kinds = [_integer(case, f.type) for f in fields]
    if len(fields) != 2 or not all(kinds) or not all(f.name.isidentifier() for f in fields) or len(parameters_of(method)) != 1:
        return undecided("unsupported-code", f"`{name}` is not made of two numbers", method)
    limits = {n for n in numbers_of(case, method) if n > 2}
    if len(limits) > 1:
        return undecided("role-unclear", "which number the lower field counts up to is not clear", method)
    names = [f.name for f in fields]
    high = 1 if any(names[0].rpartition("_")[2].startswith(low) for low in _LOWER) else 0
    if reading.get("asked") in ("carries", "borrows", "fits") and reading.get("field"):
        meant = [n for n, field in enumerate(names) if _is_called(field, reading.get("field"))]
        if len(meant) != 1:
            return undecided("no-subject", f"`{name}` has no `{reading.get('field')}` of its own", method)
        high = meant[0] if reading.get("asked") != "fits" else high
        low = reading.get("low")
        if low and not _is_called(names[1 - meant[0]], low):
            return undecided("no-subject", f"`{name}` has no other field `{low}`", method)
    written = (fields[high].type, fields[1 - high].type)
    return _Pair(name, names[high], names[1 - high], kinds[high], written, limits.pop() if limits else 0)


def _is_called(field: str, said: str) -> bool:
    """Whether `said` is the field, or a word for what it counts: “seconds” of `tv_sec`."""
    word, last = said.lower(), field.rpartition("_")[2]
    return said == field or (len(last) > 2 and word.startswith(last.removesuffix("s")) and "_" not in said and word.isalpha())


def _integer(case: Case, kind: str) -> str:
    """The type of numbers that `kind` is, aliases written out; empty for another type."""
    text = kind.strip()
    for _ in range(4):
        if text in _INTEGERS:
            return text
        found = find(case, bare_name(text), frozenset({"type"})).found
        target = found[0].item.node.child_by_field_name("type") if len(found) == 1 and not found[0].item.path else None
        if target is None:
            return {"c_long": "i32", "c_ulong": "u32", "c_int": "i32", "c_uint": "u32"}.get(bare_name(text), "")  # at the least
        text = found[0].file.rust.text(target).strip()
    return ""


def _values(limit: int) -> list[tuple[int, int]]:
    lows = sorted({0, 1, limit // 2, limit - limit // 4, limit - 1})
    return [(high, low) for high in _HIGH for low in lows]


def _run(
    case: Case, method: Declaration, pair: _Pair, rows: list[tuple[int, int, int, int]], tests: dict[str, str]
) -> dict[str, list[tuple[int, int, int, int]]] | Finding:
    """The rows for which each of the tests is true; a panic counts under `panics`. The tests speak of `a`, `b` and `r`."""
    literal = f"{pair.name} {{{{ {pair.high}: {{}} as {pair.kinds[0]}, {pair.low}: {{}} as {pair.kinds[1]} }}}}"
    sign = "+" if method.item.name == "add" else "-"
    arms = " ".join(f"if {test} {{ out |= {1 << n}; }}" for n, test in enumerate(tests.values()))
    code = (
        f"fn {PROBE}(ah: u64, al: u64, bh: u64, bl: u64) -> u32 {{ let a = {literal.format('ah', 'al')}; "
        f"let b = {literal.format('bh', 'bl')}; let r = {literal.format('ah', 'al')} {sign} {literal.format('bh', 'bl')}; "
        f"let mut out = 0u32; {arms} out }}"
    )
    if not parses(code):
        return undecided("unsupported-code", f"`{pair.name}` cannot be made here", method)
    found: dict[str, list[tuple[int, int, int, int]]] = {name: [] for name in (*tests, "panics")}
    for row, result in zip(rows, probed(case, method.file.path, code, rows), strict=True):
        if result.stuck is not None:
            return stuck(result.stuck, _place(method))
        if result.panic or not isinstance(result.value, int):
            found["panics"].append(row)
            continue
        for n, name in enumerate(tests):
            if result.value >> n & 1:
                found[name].append(row)
    return found


def _place(method: Declaration) -> tuple[Evidence, ...]:
    return (Evidence(method.file.path, method.line, method.end_line, f"`{method.item.label}`"),)


def _told(pair: _Pair, sign: str, row: tuple[int, int, int, int]) -> str:
    return f"{pair.name}({row[0]}, {row[1]}) {sign} {pair.name}({row[2]}, {row[3]})"


def _verdict(method: Declaration, outcome: str, message: str, scenario: tuple[str, ...] = ()) -> Finding:
    if outcome == "holds":
        return Finding("holds", message, "behaviour", None, _place(method), "bounded")
    return Finding("fails", message, "behaviour", "behaves-differently", _place(method), "proved", scenario or (message,))


def _moves(case: Case, method: Declaration, pair: _Pair, trait: str) -> Finding:
    """Carrying and borrowing: one goes from or to the higher number where the lower one leaves its range, and never else."""
    adds = trait == "Add"
    sign = _SIGNS[trait]
    limits = (pair.limit,) if pair.limit else _LIMITS
    rows: list[tuple[int, int, int, int]] = []
    for limit in limits:
        for a in _values(limit):
            rows += [(*a, *b) for b in _values(limit) if adds or a >= b]
    named, other = pair.high, pair.low
    swapped = [(r[1], r[0], r[3], r[2]) for r in rows if adds or r[1] >= r[3]]  # the other number may be the higher one
    one = f"a.{named} {sign} b.{named}"
    limit_ = pair.limit or 1
    tests = {
        "moved": f"r.{named} == ({one} {sign} 1)"
        if adds
        else f"a.{named} > b.{named} && r.{named} == (a.{named} - b.{named} - 1) && !(r.{named} == 0 && r.{other} == 0)",
        "plain": f"r.{named} == {one}" if adds else f"a.{named} >= b.{named} && r.{named} == a.{named} - b.{named}",
        "rest": f"r.{other} == a.{other} {sign} b.{other}"
        if adds
        else f"a.{other} >= b.{other} && r.{other} == a.{other} - b.{other}",
        "turned": f"r.{other} + {limit_} == a.{other} + b.{other}" if adds else f"r.{other} + b.{other} == a.{other} + {limit_}",
    }
    tests["beyond"] = (
        f"r.{named} > a.{named} + b.{named}"
        if adds
        else f"(a.{named} < b.{named} || r.{named} < a.{named} - b.{named}) && !(r.{named} == 0 && r.{other} == 0)"
    )
    found = _run(case, method, pair, [*rows, *swapped], tests)
    if isinstance(found, Finding):
        return found
    if not found["beyond"] and not found["panics"] and (pair.limit or not _WIDE.search(method.text)):
        what = "carries" if adds else "borrows"
        return _verdict(method, "fails", f"in {len(rows)} calls `{trait}` {what} nothing {'into' if adds else 'from'} `{named}`")
    if not pair.limit:
        return undecided("role-unclear", "what the lower number counts up to cannot be seen in the code", method)
    over = [r for r in rows if (r[1] + r[3] >= pair.limit if adds else r[1] < r[3])]
    moved, turned = set(found["moved"]), set(found["turned"])
    plain, rest = set(found["plain"]), set(found["rest"])
    if all(r in moved and r in turned for r in over) and all(r in plain and r in rest for r in rows if r not in set(over)):
        what = "carried into" if adds else "borrowed from"
        return _verdict(method, "holds", f"one is {what} `{named}` in {len(over)} of {len(rows)} calls, just where it must be")
    return undecided("depends-on-the-path", f"`{trait}` does so in some calls only", method)


def _zero(reading: Reading, case: Case, method: Declaration, pair: _Pair) -> Finding:
    """“returns zero if `rhs` is later”, “of equal values is zero”."""
    limit = pair.limit or 1000
    parameter = parameters_of(method)[0].name
    said = reading.get("arg")
    second = (parameter, "rhs", "other", "right", "subtrahend")
    if reading.get("asked") == "later" and said and (said not in second or reading.get("other") not in ("", "self", "lhs", "it")):
        return undecided("not-understood", f"“{said}” is not what `{method.item.name}` takes away", method)
    values = _values(limit)
    equal = reading.get("asked") == "equal"
    rows = [(*a, *b) for a in values for b in values if (a == b if equal else a < b)]
    zero = f"r.{pair.high} == 0 && r.{pair.low} == 0"
    found = _run(case, method, pair, rows, {"zero": zero})
    if isinstance(found, Finding):
        return found
    wrong = [r for r in rows if r not in set(found["zero"])]
    if not wrong:
        return _verdict(method, "holds", f"so in {len(rows)} of {len(rows)} calls")
    if not equal:  # which number is the higher plays no part where both are less
        plain = [r for r in wrong if r[0] <= r[2] and r[1] <= r[3]]
        if not plain:
            return undecided(
                "role-unclear", f"{_told(pair, '-', wrong[0])} is not zero; which number is the higher is not clear", method
            )
        wrong = plain
    panics = wrong[0] in set(found["panics"])
    return _verdict(method, "fails", f"{_told(pair, '-', wrong[0])} {'panics' if panics else 'is not zero'}")


def _fits(case: Case, method: Declaration, pair: _Pair, field: str) -> Finding:
    """“never overflows”: at the end of what the higher number can hold it neither panics nor goes round."""
    if method.item.name != "add" or (field and not _is_called(pair.high, field)):
        return undecided("not-understood", f"of what `{method.item.name}` is not to leave the range is not clear", method)
    bits = {"size": 64}.get(pair.kind[1:]) or int(pair.kind[1:])
    if bits > 64:
        return undecided("unsupported-code", f"`{pair.high}` is wider than what can be tried", method)
    top = 2**bits - 1 if pair.kind[0] == "u" else 2 ** (bits - 1) - 1
    limit = pair.limit or 1000
    lows = (0, 1, limit - 1)
    rows = [
        (ah, al, bh, bl) for ah in (top, top - 1, top // 2 + 1) for bh in (0, 1, top // 2 + 1, top) for al in lows for bl in lows
    ]
    found = _run(case, method, pair, rows, {"less": f"r.{pair.high} < a.{pair.high} || r.{pair.high} < b.{pair.high}"})
    if isinstance(found, Finding):
        return found
    wrong = [*found["panics"], *found["less"]]
    if not wrong:
        return _verdict(method, "holds", f"`{pair.high}` stays in its range in {len(rows)} of {len(rows)} calls at its end")
    return _verdict(method, "fails", f"{_told(pair, '+', wrong[0])} {'panics' if found['panics'] else 'goes round'}")
