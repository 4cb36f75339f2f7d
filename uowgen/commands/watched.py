"""A progress bar on standard error for whoever waits at a terminal. A run that is short, or that nobody watches, shows and loads nothing.

It counts steps; what they are it is told in a word.
"""

from __future__ import annotations

import os
import sys
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Self, TypeVar

    from rich.progress import Progress

    T = TypeVar("T")

_PATIENCE = 0.7  # seconds after which somebody begins to wonder


class Watched:
    """Steps out of `total` done so far, in a `with` statement; the bar is gone when it ends. `says` stands before the bar."""

    def __init__(self, total: int, says: str) -> None:
        self._total = total
        self._says = says
        self._done = 0
        self._began = monotonic()
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        return self

    def step(self, count: int = 1) -> None:
        """Says that `count` more steps are done."""
        self._done += count
        if self._bar is None:
            if monotonic() - self._began < _PATIENCE or self._done >= self._total or not _seen():
                return
            self._bar = _bar(self._says, self._total)
        self._bar.update(self._bar.task_ids[0], completed=self._done, refresh=True)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()


def each(rows: Iterable[T], total: int, says: str) -> Iterator[T]:
    """`rows`, with a bar that goes on at each of them."""
    with Watched(total, says) as watched:
        for row in rows:
            yield row
            watched.step()


def _seen() -> bool:
    return sys.stderr.isatty() and os.environ.get("TERM", "") != "dumb"


def _bar(says: str, total: int) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # No thread of its own: other processes may be forked while it is shown.
    bar = Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
    bar.add_task(says, total=total)
    bar.start()
    return bar
