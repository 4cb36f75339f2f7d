"""Asking git: one question with one answer, and the contents of many objects from one process.

It changes nothing in a repository. Not by `subprocess`: importing it costs more than git does.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from uowgen.workspace.places import find_root

if TYPE_CHECKING:
    from collections.abc import Sequence
    from io import BufferedReader
    from types import TracebackType

# A work tree's own settings may name a program that watches files for git: it is not to be run for this.
_COMMAND = ("git", "-c", "core.fsmonitor=false", "--no-optional-locks", "-C")

# So many names of 64 digits even the smallest pipe takes whole: with more, both sides could wait for each other to read.
_AT_ONCE = 60


def ask(folder: str, *arguments: str) -> bytes | None:
    """What `git ARGUMENTS` in `folder` writes to standard output; None if it cannot be run or fails."""
    reading, writing = os.pipe()
    with open(reading, "rb") as answer:
        try:
            process = _started(folder, arguments, ((os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),), writing)
        finally:
            os.close(writing)
        said = answer.read()
    if process is None:
        return None
    _, status = os.waitpid(process, 0)
    return said if status == 0 else None


class Objects:
    """The contents of objects, from one `git cat-file --batch` that is started with the first question."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._process: int | None = None
        self._asks = -1
        self._answers: BufferedReader | None = None
        self._owner = os.getpid()

    def __enter__(self) -> Objects:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def content(self, name: str) -> bytes | None:
        """The bytes of the object called `name`; None if there is none, or git cannot be run."""
        return self.contents([name])[0]

    def contents(self, names: Sequence[str]) -> list[bytes | None]:
        """As `content` for each of `names`, in one conversation."""
        # A copy of this process must not talk into its parent's conversation.
        if os.getpid() != self._owner or (self._process is None and not self._start()):
            return [None] * len(names)
        found: list[bytes | None] = []
        for start in range(0, len(names), _AT_ONCE):
            asked = names[start : start + _AT_ONCE]
            try:
                os.write(self._asks, "".join(f"{name}\n" for name in asked).encode("utf-8", "surrogateescape"))
            except BrokenPipeError:
                return [*found, *[None] * (len(names) - start)]
            found += [self._answer() for _ in asked]
        return found

    def _answer(self) -> bytes | None:
        assert self._answers is not None
        head = self._answers.readline().split()
        return self._answers.read(int(head[2]) + 1)[:-1] if len(head) == 3 and head[2].isdigit() else None

    def close(self) -> None:
        """Ends the process."""
        if self._process is not None and self._answers is not None:
            os.close(self._asks)
            self._answers.close()
            os.waitpid(self._process, 0)
            self._process = None

    def _start(self) -> bool:
        asked, self._asks = os.pipe()
        answers, answering = os.pipe()
        try:
            self._process = _started(self._folder, ("cat-file", "--batch"), ((os.POSIX_SPAWN_DUP2, asked, 0),), answering)
        finally:
            os.close(asked)
            os.close(answering)
        if self._process is None:
            os.close(self._asks)
            os.close(answers)
        else:
            self._answers = open(answers, "rb")  # noqa: SIM115
        return self._process is not None


def _started(folder: str, arguments: tuple[str, ...], streams: tuple[tuple[object, ...], ...], output: int) -> int | None:
    silent = (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)
    actions = [*streams, (os.POSIX_SPAWN_DUP2, output, 1), silent]
    try:
        return os.posix_spawnp("git", [*_COMMAND, folder, *arguments], _environment(folder), file_actions=actions)
    except OSError:
        return None


def _environment(folder: str) -> dict[str, str]:
    """This process's, but that git finds the repository of `folder` by itself.

    A hook's own index is kept: in a commit of some files only, it is another one than the repository's.
    """
    found = {name: value for name, value in os.environ.items() if name not in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")}
    index = os.environ.get("GIT_INDEX_FILE")
    if index and os.path.realpath(find_root(folder)) == os.path.realpath(find_root(os.getcwd())):
        found["GIT_INDEX_FILE"] = os.path.abspath(index)
    return found
