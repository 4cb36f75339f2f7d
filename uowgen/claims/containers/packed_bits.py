"""Criteria on numbers that hold several things in their bits: a handle with an index below and a generation above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.acts.vocabulary import parts_of_name
from uowgen.claims.containers.container import is_integer, signature
from uowgen.claims.kind import Finding, shown, undecided
from uowgen.claims.runs.programs import PROBE, probed
from uowgen.claims.runs.verdicts import stuck
from uowgen.claims.subject import find_type
from uowgen.facts.members import fields_of, methods_of

if TYPE_CHECKING:
    from uowgen.claims.containers.container import Signature
    from uowgen.claims.kind import Case

_BITS = {"u8": 8, "u16": 16, "u32": 32, "u64": 64, "usize": 64}


class _Part:
    """One thing that is held: its words, its lowest bit, how many bits it has."""

    def __init__(self, words: set[str], low: int, bits: int) -> None:
        self.words = words
        self.low = low
        self.bits = bits

    def is_named(self, name: str) -> bool:
        """Whether a method or parameter is called as it is."""
        return bool(parts_of_name(name) & self.words) and parts_of_name(name) <= self.words | {"get", "new"}


def packed_finding(case: Case, name: str, said: list[tuple[str, str, str]]) -> Finding:
    """Decides that the type `name` holds what is `said`: rows of words, `low` or `high`, number of bits."""
    subject = find_type(case, name)
    if len(subject.found) != 1 or subject.found[0].item.kind != "struct":
        return subject.none(f"`{name}` is no struct that is there")
    declaration = subject.found[0]
    fields = fields_of(declaration).all
    kind = fields[0].type if len(fields) == 1 else ""
    if kind not in _BITS:
        return undecided("unsupported-code", f"`{name}` is not one number without sign", declaration)
    width = _BITS[kind]
    parts = [
        _Part({w for word in words.split() for w in parts_of_name(word)}, 0 if end == "low" else width - int(bits), int(bits))
        for words, end, bits in said
        if bits.isdigit()
    ]
    if len(parts) != len(said) or any(not 0 < p.bits <= width for p in parts) or sum(p.bits for p in parts) > width:
        return undecided("not-understood", f"so many bits are not in a `{kind}`", declaration)
    methods = {d.item.name: signature(d) for d in methods_of(case.code, name, (declaration,)) if d.item.kind == "fn"}
    telling = [_teller(methods, part) for part in parts]
    if not all(telling):
        return undecided("role-unclear", f"which methods of `{name}` tell its parts is not clear", declaration)
    inner = f"v.{fields[0].name}"
    made = name + (f"(n as {kind})" if fields[0].name == "0" else f" {{ {fields[0].name}: n as {kind} }}")
    look = " ".join(f"out.push(v.{t}() as u64);" for t in telling)
    makers = _makers(methods, name, parts)
    numbers = sorted({n for p in parts for n in _around(p.low, p.bits, width)} | {0, (1 << width) - 1})
    arguments = [[n, 0, 0] for n in numbers]
    arms = [f"{{ let v = {made}; {look} }}"]
    for maker in makers:
        rows = [(a, b) for a in _values(parts[0].bits) for b in (_values(parts[1].bits) if len(parts) > 1 else (0,))]
        arguments += [[len(arms), a, b] for a, b in rows]
        arms.append(f"{{ let v = {maker}; out.push({inner} as u64); {look} }}")
    listed = " ".join(f"{n} => {arm}," for n, arm in enumerate(arms[1:], 1))
    code = (
        f"fn {PROBE}(which: u64, n: u64, m: u64) -> Vec<u64> {{ let mut out: Vec<u64> = Vec::new(); "
        f"match which {{ {listed} _ => {arms[0]} }} out }}"
    )
    calls = [[0, n, 0] for n in numbers] + arguments[len(numbers) :]
    place = (shown(declaration),)
    for (which, first, second), result in zip(calls, probed(case, declaration.file.path, code, calls), strict=True):
        if result.stuck is not None:
            return stuck(result.stuck, place)
        if which:
            wanted = [sum(v << p.low for v, p in zip((first, second), parts, strict=False)), first, second][: 1 + len(parts)]
            story = f"of {first:#x}" + (f" and {second:#x}" if len(parts) > 1 else "")
        else:
            wanted = [(first >> p.low) & ((1 << p.bits) - 1) for p in parts]
            story = f"of the number {first:#x}"
        seen = list(result.value) if isinstance(result.value, list | tuple) else []
        if seen != wanted:
            told = f"{story}: {', '.join(map(hex, seen)) or 'a panic'}, not {', '.join(map(hex, wanted))}"
            return Finding("fails", f"not so: {told}", "behaviour", "behaves-differently", place, "proved", (told,))
    return Finding("holds", f"so for {len(calls)} of {len(calls)} numbers", "behaviour", None, place, "bounded")


def _teller(methods: dict[str, Signature], part: _Part) -> str:
    found = [s.name for s in methods.values() if not s.parameters and is_integer(s.returns) and part.is_named(s.name)]
    return found[0] if len(found) == 1 else ""


def _makers(methods: dict[str, Signature], name: str, parts: list[_Part]) -> list[str]:
    """What makes a value of the parts, whose values are `n` and `m`."""
    found = []
    for one in methods.values():
        if one.returns not in ("Self", name) or len(one.parameters) != len(parts):
            continue
        which = [next((k for k, p in enumerate(parts) if p.is_named(n)), None) for n, _ in one.parameters]
        if None in which or len(set(which)) != len(parts) or not all(t in _BITS for _, t in one.parameters):
            continue
        given = ", ".join(f"{'nm'[k or 0]} as {t}" for k, (_, t) in zip(which, one.parameters, strict=True))
        found.append(f"{name}::{one.name}({given})")
    return found


def _values(bits: int) -> list[int]:
    """Numbers of so many bits: each bit alone, all, and what lies beside."""
    return sorted({0, (1 << bits) - 1, *(1 << n for n in range(bits)), *((1 << n) - 1 for n in range(1, bits))})


def _around(low: int, bits: int, width: int) -> list[int]:
    """Numbers that have something in the bits of a part, and those beside."""
    rows = [1 << n for n in range(width)]
    filled = ((1 << bits) - 1) << low
    return [*rows, filled, filled ^ ((1 << width) - 1), *(filled ^ r for r in rows)]
