"""In which orders the methods of a type are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.stories.kinds import inner
from uowgen.claims.stories.ranges import LENGTHS, places_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from uowgen.claims.stories.records import Part

_STORIES, _LONG, FILLING = 26, 9, 300
POKED = 10_000  # the first number of stories of values with a number near the end of its range


def plots(parts: Mapping[str, Part], makers: int) -> list[tuple[int, list[str]]]:
    """Which maker, then which methods in which order: each alone and often, pairs, then mixed."""
    names = [p.name for p in parts.values() if p.takes in ("mut", "ref") and (p.takes == "mut" or p.parameters)]
    acting = [n for n in names if parts[n].takes == "mut"]
    found: list[tuple[int, list[str]]] = [(m, []) for m in range(makers)]
    found += [(m, [a, *names]) for m in range(makers) for a in (*acting, "")]
    found += [(0, [a] * FILLING + names + [a, a]) for a in acting]
    found += [(0, [a, a, b, b, a, b]) for a in acting for b in names if a != b][:30]
    found += [(0, [a, b]) for a in acting for b in names][:40]
    found += [(0, [a, b, c]) for a in acting for b in acting for c in names if a != b][:60]
    found += [(0, [a] * 5 + [b, b]) for a in acting for b in names if a != b][:30]
    for giver in acting:  # what is given out comes back in another order
        kind = inner(parts[giver].returns)
        back = [a for a in acting if a != giver and [k.lstrip("& ") for _, k in parts[a].parameters] == [kind]]
        for a in (
            a for a in acting if a != giver and not parts[a].parameters and inner(parts[a].returns) == kind
        ):  # what comes back by itself
            found += [(0, [giver] * n + [b] + [a] * 10) for b in back for n in (1, 2, 3)]
            found += [(0, [giver] * n + [a] * 24) for n in (1, 3)]
        for a in back:
            rows = (
                [giver] * 3 + [a] + [giver] * 2,
                [giver] * 3 + [a, a] + [giver] * 2,
                [giver] * 4 + [a] * 3 + [giver] * 3,
                [giver] * 5 + [a, giver] * 2,
            )
            found += [(0, list(row)) for _ in range(2) for row in rows]
            found += [(0, [giver] * FILLING + [a, giver, giver, a, a, giver, giver, giver])]
    spans = [p.name for p in parts.values() if p.takes == "mut" and places_of(tuple(n for n, _ in p.parameters)) is not None]
    for giver in (
        p.name for p in parts.values() if p.takes == "mut" and p.name not in spans and {n for n, _ in p.parameters} & set(LENGTHS)
    ):  # ranges that are given out come back
        found += [
            (m, [*[giver] * often, *[back] * n, giver, giver, back, back])
            for m in range(makers)
            for often in (5, 3, 6, 9)
            for back in spans
            for n in (1, 2, 3, 4)
        ]
    number = 2025
    for _ in range(_STORIES if len(names) > 1 else 2):
        row = []
        for _ in range(_LONG):
            number = (number * 6364136223846793005 + 1442695040888963407) % (1 << 64)
            row.append(names[(number >> 33) % len(names)])
        found.append((number % makers, row))
    return [(m, [c for c in row if c]) for m, row in found]


def poked_plots(parts: Mapping[str, Part], makers: int) -> list[tuple[int, list[str]]]:
    """Stories of values with a number near the end of its range: each method often."""
    acting = [p.name for p in parts.values() if p.takes == "mut"]
    return [(m, [name] * often) for often in (8, FILLING) for m in range(makers) for name in acting]
