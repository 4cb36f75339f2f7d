"""Makes every single step of a writer fail, or be its last: the disk is asked through `os`, and that is where it is stopped.

A step is one call of `os` that changes the disk. A death is a real one: the writer runs in a copy of this process that ends there
and then, without any clean-up.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

STEPS = ("mkdir", "write", "fsync", "fchmod", "link", "replace", "unlink", "rmdir", "ftruncate", "pwrite")
_DIED = 87


class Stopwatch:
    """Counts steps; at the one called for, does what is to happen there."""

    def __init__(self, at: int, happens: Callable[[str], None], *, from_then_on: bool) -> None:
        self.count = 0
        self.at = at
        self.from_then_on = from_then_on
        self.happens = happens

    def wrapped(self, name: str, call: Callable[..., Any], *, after: bool) -> Callable[..., Any]:
        def step(*arguments: Any, **named: Any) -> Any:
            self.count += 1
            if self.count != self.at and not (self.from_then_on and self.count > self.at):
                return call(*arguments, **named)
            if not after:
                self.happens(name)
            try:
                return call(*arguments, **named)
            finally:
                if after:
                    self.happens(name)

        return step


@contextmanager
def stopped(at: int, happens: Callable[[str], None], *, after: bool = False, from_then_on: bool = False) -> Iterator[Stopwatch]:
    """Within, step number `at` (from 1), or each from then on, does what `happens` says before or after the call itself."""
    watch = Stopwatch(at, happens, from_then_on=from_then_on)
    calls = {name: getattr(os, name) for name in STEPS}
    for name, call in calls.items():
        setattr(os, name, watch.wrapped(name, call, after=after))
    try:
        yield watch
    finally:
        for name, call in calls.items():
            setattr(os, name, call)


def steps_of(work: Callable[[], object]) -> int:
    """How many steps `work` takes when nothing goes wrong. It is done."""
    with stopped(0, lambda _: None) as watch:
        work()
    return watch.count


def dies(work: Callable[[], object], at: int, *, after: bool) -> bool:
    """Does `work` in a copy of this process that dies at step `at`; whether it came so far."""

    def end(_: str) -> None:
        os._exit(_DIED)

    child = os.fork()
    if child == 0:
        try:
            with stopped(at, end, after=after):
                work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == _DIED


def full_disk(_: str) -> None:
    """What happens where there is no room."""
    raise OSError(errno.ENOSPC, "No space left on device")


def files_of(root: Path) -> dict[str, bytes]:
    """Every file below `root` but for the program's own ones, by path."""
    found = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not name.startswith((".uowgen/", ".git/")):
            found[name] = path.read_bytes()
    return found
