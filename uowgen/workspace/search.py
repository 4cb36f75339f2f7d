"""Asks a question of very many files on all cores, or searches their texts laid end to end.

It knows nothing of the question. A search of bytes waits half of its time for the system to hand the bytes over, so processes gain; once
the texts are at hand, one search of all of them together costs a tenth of one search in each.
"""

from __future__ import annotations

import os
import sys
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Below this, starting a process costs more than it saves.
_WORTH_IT = 2000
_MOST_PROCESSES = 8


def those_that(paths: tuple[str, ...], hold: Callable[[str], bool]) -> tuple[str, ...]:
    """The `paths` for which `hold` is true, in order. Called in copies of this process when there are many: it must only read."""
    count = min(os.cpu_count() or 1, _MOST_PROCESSES, len(paths) // (_WORTH_IT // 2))
    if count < 2 or _has_threads():
        return tuple(path for path in paths if hold(path))
    size = -(-len(paths) // count)
    parts = [paths[start : start + size] for start in range(0, len(paths), size)]
    others = [_start(part, hold) for part in parts[1:]]
    found = [path for path in parts[0] if hold(path)]
    for part, started in zip(parts[1:], others, strict=True):
        told = _finish(started)
        # A copy that could not start or died (no memory) told nothing: its part is done here.
        found += [path for path in part if hold(path)] if told is None else [part[index] for index in told]
    return tuple(found)


class Joined:
    """Texts by path, laid end to end. `holding` gives the paths of those that hold any of some bytes, in order."""

    __slots__ = ("_all", "_paths", "_starts")

    def __init__(self, texts: list[tuple[str, bytes]]) -> None:
        self._paths = [path for path, _ in texts]
        self._starts: list[int] = []
        at = 0
        for _, text in texts:
            self._starts.append(at)
            at += len(text) + 1
        self._starts.append(at)
        self._all = b"\0".join(text for _, text in texts) + b"\0"

    def holding(self, needles: tuple[bytes, ...]) -> tuple[str, ...]:
        """The paths of the texts that hold one of `needles`, none of which has a zero byte."""
        found: set[int] = set()
        for needle in needles:
            at = self._all.find(needle)
            while 0 <= at < self._starts[-1]:
                number = bisect_right(self._starts, at) - 1
                found.add(number)
                at = self._all.find(needle, self._starts[number + 1])
        return tuple(self._paths[number] for number in sorted(found))


def _has_threads() -> bool:
    threading = sys.modules.get("threading")
    return threading is not None and threading.active_count() > 1


def _start(paths: tuple[str, ...], hold: Callable[[str], bool]) -> tuple[int, int] | None:
    """A copy of this process that writes the indices of the paths that hold into a pipe: its id, and the end to read from."""
    reading, writing = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        return None
    if process:
        os.close(writing)
        return process, reading
    status = 1
    try:
        told = b"".join(b"%d\n" % index for index, path in enumerate(paths) if hold(path))
        with open(writing, "wb") as answer:
            answer.write(told)
        status = 0
    finally:
        os._exit(status)  # without what the copied process meant to do at its end


def _finish(started: tuple[int, int] | None) -> list[int] | None:
    if started is None:
        return None
    process, reading = started
    with open(reading, "rb") as answer:
        told = answer.read()
    _, status = os.waitpid(process, 0)
    return [int(row) for row in told.split()] if status == 0 else None
