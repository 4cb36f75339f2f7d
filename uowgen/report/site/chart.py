"""How many criteria held, failed and were open over the last reports, as stacked areas. It gives curves; colours are the page's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH, _HEIGHT = 600, 100
_STACK = ("holds", "undecided", "fails")


class Chart(NamedTuple):
    """The areas from the bottom up, each an outcome and an SVG path, and the size of the drawing."""

    areas: tuple[tuple[str, str], ...]
    width: int
    height: int


def chart_of(history: Sequence[dict[str, Any]]) -> Chart | None:
    """The chart of `history`, the totals of each report, oldest first; None if it shows no course: all alike."""
    highest = max((sum(row[word] for word in _STACK) for row in history), default=0)
    if highest <= 0 or len({tuple(row[word] for word in _STACK) for row in history}) < 2:
        return None
    floor = [0] * len(history)
    areas = []
    for word in _STACK:
        top = [low + row[word] for low, row in zip(floor, history, strict=True)]
        if any(row[word] for row in history):
            points = [*_points(top, highest), *reversed(_points(floor, highest))]
            areas.append((word, "M" + "L".join(points) + "z"))
        floor = top
    return Chart(tuple(areas), _WIDTH, _HEIGHT)


def _points(values: list[int], highest: int) -> list[str]:
    step = _WIDTH / (len(values) - 1)
    return [f"{n * step:.1f} {_HEIGHT - value * _HEIGHT / highest:.1f}" for n, value in enumerate(values)]
