"""The dependency graph of specs laid out in columns: what is depended on stands left of what depends on it.

It gives places and curves; how they look is the page's affair.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.model import Spec

WIDTH, HEIGHT, _ACROSS, _DOWN, _MARGIN = 200, 40, 290, 54, 12
_MOST_PLACES = 5000


class Node(NamedTuple):
    """A box with its upper left corner. `spec` is the index of its spec, None for a dependency that no spec of the run is."""

    spec: int | None
    name: str
    x: int
    y: int


class Edge(NamedTuple):
    """A curve from the box of a dependency to that of its dependent, as SVG path text."""

    path: str
    circular: bool


class Graph(NamedTuple):
    """The drawing and its size. `alone` counts the specs that are not drawn, since nothing connects them."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: int
    height: int
    alone: int


def graph_of(specs: Sequence[Spec]) -> Graph:
    """The specs that depend on one another, dependencies left of dependents but for circular ones; missing ones are drawn too."""
    needs, missing = dependencies(specs)
    pairs = [(need, n) for n, found in enumerate(needs) for need in found]
    names = {len(specs) + n: name for n, name in enumerate(dict.fromkeys(name for found in missing for name in found))}
    ghosts = {name: n for n, name in names.items()}
    pairs += [(ghosts[name], n) for n, found in enumerate(missing) for name in found]
    drawn = sorted({n for pair in pairs for n in pair})
    back = _circular(drawn, pairs)
    ranks = _ranks(drawn, [p for p in pairs if p not in back])
    ways = _ways(pairs, back, ranks, len(specs) + len(names))
    columns: dict[int, list[int]] = {}
    for n in sorted(ranks):
        columns.setdefault(ranks[n], []).append(n)
    rows = _rows(columns, [link for way in ways for link in pairwise(way)])
    at = {n: (_MARGIN + ranks[n] * _ACROSS, _MARGIN + rows[n] * _DOWN) for n in ranks}
    nodes = tuple(Node(n if n < len(specs) else None, names.get(n, ""), *at[n]) for n in drawn)
    edges = tuple(Edge(_curve([at[n] for n in way]), pair in back) for pair, way in zip(pairs, ways, strict=True))
    width = max((x for x, _ in at.values()), default=0) + WIDTH + _MARGIN
    height = max((y for _, y in at.values()), default=0) + HEIGHT + _MARGIN
    return Graph(nodes, edges, width, height, len(specs) - sum(n < len(specs) for n in drawn))


def dependencies(specs: Sequence[Spec]) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[str, ...], ...]]:
    """For each spec the indices of the specs that it depends on, and the names of those that are not among `specs`."""
    at: dict[str, int] = {}
    for n, spec in enumerate(specs):
        if spec.id:
            at.setdefault(spec.id, n)
    found = tuple(tuple(dict.fromkeys(at[name] for name in spec.depends_on if name in at)) for spec in specs)
    missing = tuple(tuple(dict.fromkeys(name for name in spec.depends_on if name not in at)) for spec in specs)
    return found, missing


def _circular(drawn: list[int], pairs: list[tuple[int, int]]) -> set[tuple[int, int]]:
    """The pairs that close a circle, found by walking from dependencies to dependents."""
    onward: dict[int, list[int]] = {n: [] for n in drawn}
    for a, b in pairs:
        onward[a].append(b)
    state = dict.fromkeys(drawn, 0)
    back: set[tuple[int, int]] = set()
    for start in drawn:
        stack = [(start, iter(onward[start]))] if state[start] == 0 else []
        state[start] = max(state[start], 1)
        while stack:
            n, rest = stack[-1]
            step = next(rest, None)
            if step is None:
                state[n] = 2
                stack.pop()
            elif state[step] == 1:
                back.add((n, step))
            elif state[step] == 0:
                state[step] = 1
                stack.append((step, iter(onward[step])))
    return back


def _ranks(drawn: list[int], pairs: list[tuple[int, int]]) -> dict[int, int]:
    """The column of each node: the length of the longest way that leads to it. `pairs` hold no circle."""
    onward: dict[int, list[int]] = {n: [] for n in drawn}
    left = dict.fromkeys(drawn, 0)
    for a, b in pairs:
        onward[a].append(b)
        left[b] += 1
    ranks = dict.fromkeys(drawn, 0)
    ready = [n for n in drawn if left[n] == 0]
    while ready:
        n = ready.pop()
        for m in onward[n]:
            ranks[m] = max(ranks[m], ranks[n] + 1)
            left[m] -= 1
            if left[m] == 0:
                ready.append(m)
    led_to = {b for _, b in pairs}
    # What depends on nothing stands beside the first that needs it: a curve across other columns would run under their boxes.
    return {n: ranks[n] if n in led_to or not onward[n] else min(ranks[m] for m in onward[n]) - 1 for n in drawn}


def _ways(pairs: list[tuple[int, int]], back: set[tuple[int, int]], ranks: dict[int, int], free: int) -> list[tuple[int, ...]]:
    """For each pair what its curve goes through: an empty place in each column between, numbered from `free` and put into `ranks`.

    Where that would be very many places, curves run behind the boxes.
    """
    between = {(a, b): range(ranks[a] + 1, ranks[b]) for a, b in pairs if (a, b) not in back}
    if sum(map(len, between.values())) > _MOST_PLACES:
        return list(pairs)
    ways: list[tuple[int, ...]] = []
    for a, b in pairs:
        places = range(free, free + len(between.get((a, b), ())))
        ranks.update(zip(places, between.get((a, b), ()), strict=True))
        ways.append((a, *places, b))
        free = places.stop
    return ways


def _rows(columns: dict[int, list[int]], pairs: list[tuple[int, int]]) -> dict[int, int]:
    """The row of each node in its column: near the middle of its neighbours, swept left to right and back."""
    beside: dict[int, list[int]] = {}
    for a, b in pairs:
        beside.setdefault(a, []).append(b)
        beside.setdefault(b, []).append(a)
    rows = {n: row for column in columns.values() for row, n in enumerate(column)}
    order = sorted(columns)
    for sweep in (order, order[::-1], order):
        for rank in sweep:
            ranked = sorted(columns[rank], key=lambda n: (sum(rows[m] for m in beside[n]) / len(beside[n]), n))
            rows.update((n, row) for row, n in enumerate(ranked))
    return rows


def _curve(corners: list[tuple[int, int]]) -> str:
    """From the right side of the first box to the left side of the last, straight through the places between."""
    x, y = corners[0][0] + WIDTH, corners[0][1] + HEIGHT // 2
    path = f"M{x} {y}"
    for n, (left, top) in enumerate(corners[1:], 2):
        middle = top + HEIGHT // 2
        bend = max(40, (left - x) // 2)
        path += f"C{x + bend} {y} {left - bend} {middle} {left} {middle}"
        if n < len(corners):
            path += f"H{left + WIDTH}"
        x, y = left + WIDTH, middle
    return path
