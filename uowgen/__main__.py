"""The program's first instructions: answer from the cache when nothing changed, else load the command line.

Loads nothing but the interpreter's own start-up modules on the way to a cached answer.
"""

from __future__ import annotations

import os
import sys

_READER_GONE = 141  # as a shell tells of a program that a closed pipe ended


def main() -> None:
    """Runs the command of `sys.argv` and ends the process with its status (see `cli.main`)."""
    from uowgen import remembered

    arguments = sys.argv[1:]
    status = remembered.replay(arguments)
    if status is None and "--staged" in arguments:
        status = _judged_already(arguments)
    if status is None:
        from uowgen.cli import main as run

        try:
            status = run(arguments)
        except BrokenPipeError:
            status = _READER_GONE
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        # The reader has gone (`uowgen plan … | head`): nothing is left to say, and nobody to say it to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    # Taking a process's modules down again costs as much as a small command; everything is written and closed.
    os._exit(status)


def _judged_already(arguments: list[str]) -> int | None:
    """0 if no spec speaks of what is staged; None if that has to be looked at with all that belongs to it."""
    try:
        from uowgen.commands.staged import nothing_to_judge

        return 0 if nothing_to_judge(arguments) else None
    except Exception:  # a fault of ours: the whole command meets it again, and tells it as such
        return None


if __name__ == "__main__":
    main()
