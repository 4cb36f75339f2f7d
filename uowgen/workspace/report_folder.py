"""Writing a report's files into a folder: a new one, an empty one, or one that holds an earlier report.

A folder with anything else in it is refused. Nothing is replaced before all files are made, and of an earlier report only the
files that it names itself are removed.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from typing import TYPE_CHECKING

from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Iterable

_PAGE = when_used(r"(?:(?:specs|files)/)?[a-z0-9-]+\.(?:html|css|js|svg)")


class FolderTakenError(Exception):
    """The folder holds something that is no report."""


def write_report(folder: str, files: Iterable[tuple[str, bytes]], earlier: Iterable[str] | None) -> tuple[int, int]:
    """Writes `files`, each a path with `/` and its content, and gives how many they are and how many bytes.

    `earlier` are the paths that the report in `folder` names as its own; None if no report is there. Raises FolderTakenError, before
    anything is made, and OSError as the system gives it.
    """
    folder = os.path.abspath(folder)
    if earlier is None and os.path.lexists(folder) and (not os.path.isdir(folder) or os.listdir(folder)):
        raise FolderTakenError(folder)
    above = os.path.dirname(folder)
    os.makedirs(above, exist_ok=True)
    draft = tempfile.mkdtemp(prefix=f".{os.path.basename(folder)}-", dir=above)
    try:
        written, size = _made(draft, files)
        for path in written:
            os.makedirs(os.path.join(folder, os.path.dirname(path)), exist_ok=True)
            os.replace(os.path.join(draft, path), os.path.join(folder, path))
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    for path in set(earlier or ()) - set(written):
        # What a report says of itself is read from a file that anybody may have written: only pages go, and none outside.
        if _PAGE.fullmatch(path) and not os.path.islink(os.path.join(folder, os.path.dirname(path))):
            _remove(os.path.join(folder, path))
    return len(written), size


def _made(draft: str, files: Iterable[tuple[str, bytes]]) -> tuple[list[str], int]:
    written = []
    size = 0
    for path, content in files:
        place = os.path.join(draft, path)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "xb") as file:
            file.write(content)
        written.append(path)
        size += len(content)
    return written, size


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except FileNotFoundError:
        return
