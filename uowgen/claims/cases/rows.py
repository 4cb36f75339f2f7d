"""What may be asked of one case: whether it was refused, which numbers it is about, whether it gives what it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.claims.cases.matching import differs_in_sign, leaves, numbers_in

if TYPE_CHECKING:
    from uowgen.claims.cases.atoms import Number
    from uowgen.claims.cases.wordings import Wordings
    from uowgen.claims.cases.worlds import Action, Row
    from uowgen.claims.valued.wanted import Pattern


_OPEN = ("<", "<=", ">", ">=")


def owners_in(value: object, words: Wordings) -> set[str]:
    """The enums that parts of a value are of."""
    return {o for h in leaves(value) for o in words.owners.get(str(h), ())}


def is_open(p: Pattern) -> bool:
    """Whether a written value stands for anything."""
    return p.head == "_" or (p.parts is None and p.head[:1].islower() and p.head not in ("true", "false"))


def may_refuse(action: Action) -> bool:
    """Whether what it gives may tell a refusal."""
    return action.gives.startswith(("Result<", "Option<")) or action.gives == "bool"


def refused(row: Row) -> bool:
    """Whether nothing was done, as far as what came back says."""
    return row.gave is False or (isinstance(row.gave, tuple) and row.gave[:1] in (("Err",), ("None",)))


def spoken_numbers(row: Row) -> list[int]:
    """The numbers of a case that a condition may speak of: what `Ok` carries, else those that are given."""
    for g in row.given:
        if isinstance(g, tuple) and g and g[0] in ("Ok", "Some"):
            return numbers_in(g)
        if isinstance(g, tuple) and g and g[0] in ("Err", "None"):
            return []
    texts = [len(g) for g in row.given if isinstance(g, str) and g != "()"]
    return texts or [n for g in row.given for n in numbers_in(g)]


def fits(n: int, want: Number, wider: int = 0) -> bool:
    """Whether a number meets a condition, its limit being so much further off.

    What is above half of the range is negative where zero is what it is held against.
    """
    want = want._replace(low=want.low + (wider if want.sign in ("<", "<=") else -wider)) if want.sign in _OPEN else want
    signed = n - (1 << 64) if n >= 1 << 63 else n
    if want.low >= 0 and want.sign in (">", ">=") and want.low > 0:
        signed = signed if signed == n else n
    v, low, high = signed, want.low, want.high
    return {"==": v == low, "!=": v != low, "<": v < low, "<=": v <= low, ">": v > low, ">=": v >= low, "in": low <= v <= high}[
        want.sign
    ]


def is_same(row: Row) -> bool | None:
    """Whether it gives a part of what it was given, as it was."""
    if row.panicked:
        return False
    parts: list[object] = []
    for g in row.given:
        parts += [g] if not isinstance(g, tuple) else parts_in(g)
    if isinstance(row.gave, tuple) and any(g in parts_in(row.gave) for g in row.given if isinstance(g, tuple)):
        return True
    if isinstance(row.gave, int) and not isinstance(row.gave, bool):
        wanted = [n for g in row.given if isinstance(g, tuple) for n in numbers_in(g)] or [
            n for g in row.given for n in numbers_in(g)
        ]
        return any(differs_in_sign(row.gave, n) for n in wanted)
    return row.gave in parts


def parts_in(value: tuple[Any, ...]) -> list[object]:
    found: list[object] = [value]
    for part in value[1:]:
        found += parts_in(part) if isinstance(part, tuple) else [part]
    return found


__all__ = ["fits", "is_open", "is_same", "may_refuse", "owners_in", "refused", "spoken_numbers"]
