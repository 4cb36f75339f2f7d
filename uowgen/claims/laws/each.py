"""What a call does to each thing that a list has: one call for each, or as many as a number in it says (a page after the other of a stretch)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from uowgen.claims.laws.outcomes import Outcome, held_before, is_variant

if TYPE_CHECKING:
    from uowgen.claims.laws.moments import Moment
    from uowgen.claims.stories.records import Beat, Did

    Given = tuple[str, tuple[object, ...]]


def of_each(key: str, meant: frozenset[str], order: int, moments: tuple[Moment, ...]) -> Outcome:
    """For each thing that a list has, calls that are given it, or a part of it; in the order of the list (1), or the other way round (-1).

    Only where calls of the spec's own code (`moments`) are not one for each thing are they counted by a number in it.
    """
    held = [(m, held_before(m, key)) for m in moments]
    single = all(len(calls_in(m.own, meant)) in (0, len(rows)) for m, rows in held if isinstance(rows, tuple))

    def right(m: Moment, order: int = order) -> bool | None:
        rows = held_before(m, key)
        if not isinstance(rows, tuple) or is_variant(rows):
            return None
        calls = [d for d in m.own.did if d.path in meant]
        if not rows:
            return not calls
        return _shares(calls, rows, order, single=single) is not None

    def tree(m: Moment) -> bool | None:
        if m.ours is None or (m.ours.panicked and not m.own.panicked):
            return None
        rows, mine = held_before(m, key), (m.ours.before or {}).get(key)
        calls = [d for d in m.own.did if d.path in meant]
        shares = _shares(calls, rows, order, single=single) if isinstance(rows, tuple) and rows else None
        if shares is None or (mine is not None and mine != rows):  # what was lost before is not there to be done
            return True if calls_in(m.ours, meant) == calls_in(m.own, meant) else None
        return _in_shares(calls_in(m.ours, meant), shares, ordered=bool(order))

    def telling(m: Moment) -> bool:
        rows = held_before(m, key)
        many = isinstance(rows, tuple) and len(rows) > (1 if order else 0) and bool(calls_in(m.own, meant))
        return many and (not order or right(m, -order) is False)

    return Outcome(right, tree, telling=telling)


def calls_in(beat: Beat, meant: frozenset[str]) -> list[Given]:
    """The calls of these paths, each with what it was given."""
    return [(d.path, d.given) for d in beat.did if d.path in meant]


def _shares(calls: list[Did], rows: tuple[object, ...], order: int, *, single: bool) -> list[list[Given]] | None:
    """The calls for each thing in turn; None where they are not just one for each, or as many as a number in it says."""
    for way in (order,) if order else (1, -1):
        turned = rows[::-1] if way < 0 else rows
        if len(calls) == len(rows) and (found := _matched(calls, turned, any_order=not order)) is not None:
            return found
        for sizes in _sizes(turned, len(calls)) if not single else ():
            pieces: list[list[Did]] = []
            at = 0
            for size in sizes:
                pieces.append(calls[at : at + size])
                at += size
            if all(not part or any(is_given(d, row) for d in part) for part, row in zip(pieces, turned, strict=True)):
                return [[(d.path, d.given) for d in part] for part in pieces]
    return None


def _matched(calls: list[Did], rows: tuple[object, ...], *, any_order: bool) -> list[list[Given]] | None:
    """One call for each thing: in their order, or in any."""
    left, found = list(rows), []
    for d in calls:
        at = next((n for n, row in enumerate(left) if is_given(d, row)), None)
        if at is None or (at and not any_order):
            return None
        del left[at]
        found.append([(d.path, d.given)])
    return found


def _sizes(rows: tuple[object, ...], total: int) -> list[list[int]]:
    """The numbers that stand at one place of each thing and are as many together as there are calls."""
    inside = [leaves(row) for row in rows]
    found = []
    for column in zip(*inside, strict=False):
        numbers = [n for n in column if type(n) is int and n >= 0]
        if len(numbers) == len(rows) and sum(numbers) == total:
            found.append(numbers)
    return found


def _in_shares(calls: list[Given], shares: list[list[Given]], *, ordered: bool) -> bool | None:
    """Whether just the calls of all shares are made; where the order counts, those of one share before those of the next."""
    if Counter(map(repr, calls)) != Counter(repr(c) for share in shares for c in share):
        return False
    at = 0
    for share in shares if ordered else ():
        if Counter(map(repr, calls[at : at + len(share)])) != Counter(map(repr, share)):
            return False
        at += len(share)
    return True


def is_given(did: Did, row: object) -> bool:
    """Whether what a call was given is the thing, or part of it."""
    inside = leaves(row)
    return any(g == row or (isinstance(row, tuple) and g in row) or set(leaves(g)) & set(inside) for g in did.given)


def leaves(value: object) -> list[object]:
    """All that a value has in it, without the names of types."""
    if isinstance(value, tuple):
        return [leaf for part in value for leaf in leaves(part) if not (isinstance(leaf, str) and leaf[:1].isupper())]
    return [value]


__all__ = ["calls_in", "is_given", "leaves", "of_each"]
