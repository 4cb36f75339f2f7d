"""A process that notices when this one is killed, and then ends its children and removes its scratch copy.

It is forked from this one and does nothing as long as this one lives; a kill that hits both is made good by the next run.
"""

from __future__ import annotations

import os
import shutil
import signal
from contextlib import suppress

from uowgen.toolchain.processes import end, mark


class Watcher:
    """Watches over the processes told to it, and over `folder`, until `close`."""

    def __init__(self, folder: str, keep_open: int) -> None:
        """Starts watching. The file descriptor `keep_open` (the lock) stays open in the watcher until it is done."""
        read, self._write = os.pipe()
        ours = mark()
        self._pid = os.fork()
        if self._pid == 0:
            try:
                _watch(read, folder, keep_open, ours)
            finally:
                os._exit(0)
        os.close(read)

    def started(self, pid: int) -> None:
        """From now on the process group `pid` is to be ended if this process dies."""
        os.write(self._write, f"+{pid}\n".encode())

    def ended(self, pid: int) -> None:
        """The process group `pid` is no more."""
        os.write(self._write, f"-{pid}\n".encode())

    def close(self) -> None:
        """Ends the watch: everything is in order."""
        os.write(self._write, b"done\n")
        os.close(self._write)
        os.waitpid(self._pid, 0)


def _watch(read: int, folder: str, keep_open: int, marked: str) -> None:
    os.setsid()  # not in the group that a terminal interrupts
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):  # whoever reads our output must not wait for the watcher
        os.dup2(nowhere, descriptor)
    for descriptor in range(3, 256):
        if descriptor not in (read, keep_open):
            with suppress(OSError):
                os.close(descriptor)
    with os.fdopen(read) as words:
        running: set[int] = set()
        for line in words:
            word = line.strip()
            if word == "done":
                return
            (running.add if word[0] == "+" else running.discard)(int(word[1:]))
    for pid in running:
        end(pid, marked)
    shutil.rmtree(folder, ignore_errors=True)
