"""Puts another text in the place of a document, whole or not at all.

A link stays and what it leads to is written; the mode is kept; a document that changed since it was read is left alone.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from uowgen.diagnostic import Diagnostic

if TYPE_CHECKING:
    from uowgen.text import Source


def rewrite(source: Source, text: bytes) -> Diagnostic | None:
    """Makes `text` the content of the document at `source.path`; why not, if it cannot be. Nothing is written for an equal text."""
    if text == source.data:
        return None
    place = os.path.realpath(source.path)
    draft = f"{place}.uowgen-{os.getpid()}"
    try:
        with open(place, "rb") as file:
            if file.read() != source.data:
                message = f"`{source.path}` was changed since it was read"
                return Diagnostic("changed-since-plan", message, source.path, None, "run the command again")
            mode = os.fstat(file.fileno()).st_mode & 0o7777
        if not os.access(place, os.W_OK):
            return Diagnostic("cannot-write", f"`{source.path}` is read-only", source.path, None, "make it writable")
        try:
            with open(draft, "xb") as file:
                os.fchmod(file.fileno(), mode)
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, place)
        except BaseException:
            if os.path.lexists(draft):
                os.unlink(draft)
            raise
    except OSError as error:
        return Diagnostic("cannot-write", f"cannot write it: {error.strerror}", source.path, None, "check the disk and permissions")
    return None
