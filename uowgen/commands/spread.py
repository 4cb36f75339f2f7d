"""Work that falls into independent parts, over all cores of the machine where it is long enough to gain by it.

What the work is it does not know. Processes are forked, so that they have all that has been read without its being sent to them.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, TypeVar

from uowgen.commands.watched import Watched, each

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")
R = TypeVar("R")
A = TypeVar("A")

_PER_CORE = 6  # shares for each core, so that one slow share does not keep all the others waiting
# What forked processes work on; set before they are made.
_work: Callable[[int], object] | None = None
_aside: Callable[[], object] | None = None


def spread(
    work: Callable[[T], R], parts: Sequence[T], says: str, *, long: bool, aside: Callable[[], A] | None = None
) -> tuple[list[R], list[A]]:
    """`work` of each part, in the order of the parts; over several processes if the work is `long`.

    What `work` leaves behind in memory stays in its process; `aside` is called there after a share of the work, and what it gives comes
    back as well, one for each share (none if all was done here). Both results must be such that they can be pickled.
    """
    cores = _cores()
    if long and len(parts) > 1 and cores > 1 and hasattr(os, "fork"):
        found = _forked(work, parts, says, min(cores, len(parts)), aside)
        if found is not None:
            return found
    return [work(part) for part in each(parts, len(parts), says)], []


def _cores() -> int:
    """How many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def _forked(
    work: Callable[[T], R], parts: Sequence[T], says: str, cores: int, aside: Callable[[], A] | None
) -> tuple[list[R], list[A]] | None:
    """As `spread`, in `cores` processes; None if they cannot be made or one of them is lost."""
    global _work, _aside
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children, get_context

    count = min(len(parts), cores * _PER_CORE)
    shares = [range(n, len(parts), count) for n in range(count)]
    _work, _aside = (lambda n: work(parts[n])), aside
    results: dict[int, R] = {}
    asides: list[A] = []
    pool = ProcessPoolExecutor(cores, mp_context=get_context("fork"), initializer=_left_alone)
    try:
        waiting = {pool.submit(_share, share): share for share in shares}
        with Watched(len(parts), says) as watched:
            for future in as_completed(waiting):
                share = waiting[future]
                found, more = future.result()
                results.update(zip(share, found, strict=True))
                if aside is not None:
                    asides.append(more)
                watched.step(len(share))
    except (BrokenProcessPool, OSError):
        return None
    except KeyboardInterrupt:
        for child in active_children():
            child.terminate()
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        _work = _aside = None
    return [results[n] for n in range(len(parts))], asides


def _share(share: range) -> tuple[list[Any], Any]:
    assert _work is not None
    return [_work(n) for n in share], _aside() if _aside is not None else None


def _left_alone() -> None:
    """Ctrl-C reaches every process of the terminal; the one that waits for the others ends them."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
