"""Formats with rustfmt what a plan inserts, and nothing else of a file.

The whole result is formatted in memory, and of the differences only those are taken that lie within inserted lines. rustfmt reads
and writes pipes here, never files.
"""

from __future__ import annotations

import os
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from uowgen.diagnostic import Diagnostic
from uowgen.text import Draft, Edit, Source, Span
from uowgen.toolchain.regions import inserted_spans

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.model import FileChange

    Format = Callable[[str, bytes], "bytes | str"]


def format_inserted(changes: tuple[FileChange, ...], formatted: Format) -> tuple[tuple[FileChange, ...], tuple[Diagnostic, ...]]:
    """`changes` with the inserted Rust formatted. `formatted(path, text)` gives the whole text formatted, or why it cannot.

    A change that cannot be formatted stays as it is, with a warning.
    """
    done: list[FileChange] = []
    problems: list[Diagnostic] = []
    for change in changes:
        result = formatted(change.path, change.result) if change.path.endswith(".rs") and inserted_spans(change) else change.result
        if isinstance(result, str):
            problems.append(
                Diagnostic("not-formatted", f"the inserted code stays as it is: {result}", change.path, severity="warning")
            )
            done.append(change)
        else:
            done.append(_taken(change, result))
    return tuple(done), tuple(problems)


def rustfmt(root: str, timeout: float = 60.0) -> Format:
    """A function that formats text as rustfmt does in the tree at `root`, with the file's rustfmt.toml and edition."""
    from uowgen.toolchain.environment import for_toolchain
    from uowgen.toolchain.packages import package_of

    def read(path: str) -> str | None:
        try:
            with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
                return file.read()
        except OSError:
            return None

    def formatted(path: str, text: bytes) -> bytes | str:
        import subprocess

        package = package_of(path, read)
        edition = package.edition if package is not None else "2021"
        folder = os.path.join(root, os.path.dirname(path))
        while not os.path.isdir(folder):
            folder = os.path.dirname(folder)
        words = ["rustfmt", "--edition", edition, "--emit", "stdout", "--quiet"]
        try:
            done = subprocess.run(  # noqa: S603
                words,
                cwd=folder,
                input=text,
                capture_output=True,
                timeout=timeout,
                check=False,
                env=for_toolchain(os.environ, folder),
            )
        except FileNotFoundError:
            return "rustfmt was not found on the PATH"
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"rustfmt: {error}"
        if done.returncode != 0:
            first = next((row for row in done.stderr.decode("utf-8", "replace").split("\n") if row.strip()), "")
            return f"rustfmt: {first or f'exit status {done.returncode}'}"
        return done.stdout

    return formatted


def _taken(change: FileChange, formatted: bytes) -> FileChange:
    """`change` with those differences between its result and `formatted` that lie within what it inserts."""
    source = Source(change.path, change.result)
    newline = source.newline()
    old, new = (
        _lines(change.result),
        [line.rstrip(b"\r\n") + newline if line.endswith(b"\n") else line for line in _lines(formatted)],
    )
    starts = source.line_starts()
    inserted = inserted_spans(change)
    edits = []
    for tag, first, last, low, high in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        end = starts[last] if last < len(starts) else len(change.result)
        span = Span(starts[first] if first < len(starts) else len(change.result), end)
        if tag != "equal" and span.end > span.start and any(within.contains(span) for within in inserted):
            edits.append(Edit(change.path, span, b"".join(new[low:high])))
    if not edits:
        return change
    draft = Draft(change.path, change.original).apply(change.edits).apply(tuple(edits))
    return change._replace(edits=draft.edits(), result=draft.data)


def _lines(data: bytes) -> list[bytes]:
    rows = data.split(b"\n")
    return [row + b"\n" for row in rows[:-1]] + ([rows[-1]] if rows[-1] else [])
