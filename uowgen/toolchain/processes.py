"""Starting a process so that it can be ended with everything it started: time limit, own process group, bounded output.

It decides nothing about what the output means. Unix only, as the rest of the outer layer is.
"""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import threading
import time
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from uowgen.toolchain.watcher import Watcher

GRACE = 2.0
MARK = "UOWGEN_RUN"
MOST_BYTES = 64_000_000


class Finished(NamedTuple):
    """How a process ended. `status` is None when it could not start (`why` says so) or was ended at the time limit."""

    status: int | None
    output: str
    errors: str
    why: str = ""
    timed_out: bool = False


def run(
    arguments: Sequence[str],
    folder: str,
    environment: Mapping[str, str],
    timeout: float,
    *,
    merged: bool = False,
    watcher: Watcher | None = None,
    on_error_line: Callable[[str], None] | None = None,
) -> Finished:
    """Runs `arguments` in `folder` and waits. `merged` puts standard error into the output, in order.

    Whatever ends this call (the process, the time limit in seconds, an exception such as KeyboardInterrupt): nothing that
    the process started is left, in whatever group or session it is, unless it hid its environment. That needs /proc.
    """
    # The program is looked up in the environment that it gets, not in ours.
    program = which(arguments[0], environment.get("PATH", ""), folder)
    if program is None:
        return Finished(None, "", "", f"`{arguments[0]}` was not found on the PATH")
    try:
        process = subprocess.Popen(  # noqa: S603
            arguments,
            executable=program,
            cwd=folder,
            env={**environment, MARK: mark()},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if merged else subprocess.PIPE,
            process_group=0,
        )
    except OSError as error:
        return Finished(None, "", "", f"`{arguments[0]}` could not be started: {error.strerror}")
    try:
        if watcher is not None:
            watcher.started(process.pid)
        output, errors, timed_out = _collect(process, timeout, on_error_line)
    finally:
        end(process.pid, mark(), process)
        if watcher is not None:
            watcher.ended(process.pid)
    status = None if timed_out else process.returncode
    why = f"not done after {timeout:g} s" if timed_out else ""
    return Finished(status, output, errors, why, timed_out)


def which(program: str, path: str, folder: str = ".") -> str | None:
    """The file that `program` means with the search path `path`; None when there is none. Paths count from `folder`."""
    if "/" in program:
        found = os.path.join(folder, program)
        return found if os.access(found, os.X_OK) and os.path.isfile(found) else None
    for place in path.split(os.pathsep):
        found = os.path.join(place, program)
        if place and os.access(found, os.X_OK) and os.path.isfile(found):
            return found
    return None


def mark() -> str:
    """What stands in the environment of every process that this one starts, and of all that those start."""
    return f"{os.getpid()}-{_birth(os.getpid())}"


def end(pid: int, marked: str, process: subprocess.Popen[bytes] | None = None) -> None:
    """Ends the process group `pid` and everything with the mark `marked`: politely if it runs, for certain after `GRACE`."""
    if process is not None and process.poll() is None:
        _signal_group(pid, signal.SIGTERM)
        limit = time.monotonic() + GRACE
        while process.poll() is None and time.monotonic() < limit:
            time.sleep(0.01)
    _signal_group(pid, signal.SIGKILL)
    for member in bearers(marked):
        with suppress(ProcessLookupError, PermissionError):
            os.kill(member, signal.SIGKILL)
    if process is not None:
        process.wait()
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()


def bearers(marked: str) -> list[int]:
    """Every process that bears the mark `marked`. Empty without /proc."""
    wanted = f"{MARK}={marked}".encode()
    found = []
    try:
        numbers = [int(name) for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        return []
    for number in numbers:
        try:
            with open(f"/proc/{number}/environ", "rb") as file:
                if wanted in file.read().split(b"\0"):
                    found.append(number)
        except OSError:
            continue
    return found


@contextmanager
def interruptible() -> Iterator[None]:
    """Makes the signals that ask a program to stop raise KeyboardInterrupt, so that what was started is ended and removed."""

    if threading.current_thread() is not threading.main_thread():  # only there may handlers be set
        yield
        return

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Ignores further requests to stop while things are being put in order."""
    main = threading.current_thread() is threading.main_thread()
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) if main else ()
    before = {number: signal.signal(number, signal.SIG_IGN) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _collect(
    process: subprocess.Popen[bytes], timeout: float, on_error_line: Callable[[str], None] | None
) -> tuple[str, str, bool]:
    """Reads both pipes until the process has ended and they are dry, or the time is over."""
    limit = time.monotonic() + timeout
    kept: dict[str, bytearray] = {"output": bytearray(), "errors": bytearray()}
    said = 0
    timed_out = False
    with selectors.DefaultSelector() as selector:
        pipes: list[tuple[str, IO[bytes] | None]] = [("output", process.stdout), ("errors", process.stderr)]
        for name, pipe in pipes:
            if pipe is not None:
                selector.register(pipe, selectors.EVENT_READ, name)
        while selector.get_map():
            left = limit - time.monotonic()
            if left <= 0:
                timed_out = process.poll() is None
                break
            ended = process.poll() is not None
            # After the end only what is in the pipes already: a child left in the background may keep them open for ever.
            ready = selector.select(0.05 if ended else min(left, 0.25))
            if ended and not ready:
                break
            for key, _ in ready:
                part = os.read(key.fd, 65536)
                if not part:
                    selector.unregister(key.fileobj)
                elif len(kept[key.data]) < MOST_BYTES:
                    kept[key.data] += part
            if on_error_line is not None:
                *lines, _ = bytes(kept["errors"][said:]).split(b"\n")
                for line in lines:
                    said += len(line) + 1
                    on_error_line(line.decode("utf-8", "replace"))
    if not timed_out:
        try:
            process.wait(max(0.0, limit - time.monotonic()))
        except subprocess.TimeoutExpired:
            timed_out = True
    return kept["output"].decode("utf-8", "replace"), kept["errors"].decode("utf-8", "replace"), timed_out


def _signal_group(pid: int, number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)


def _birth(pid: int) -> str:
    """The time at which the process began, by which a reused number is told from the earlier one."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return file.read().rpartition(b")")[2].decode().split()[19]
    except OSError:
        return "0"
