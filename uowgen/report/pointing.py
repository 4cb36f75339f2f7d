"""What a message about a sentence points at: the name that it is about, where that stands in the sentence.

It narrows a span and never moves it elsewhere; what is written into files does not depend on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.text import Span

if TYPE_CHECKING:
    from uowgen.model import Operation
    from uowgen.text import Source

# The refusals that are about one name of the sentence; the others are about all of it.
_ABOUT_A_NAME = frozenset({"anchor-not-found", "anchor-ambiguous", "file-not-found", "file-ambiguous", "outside-root"})


def pointed(operation: Operation, source: Source | None) -> Span:
    """Where in `source`, the document, the reader is to look: the last name of the message that stands in the operation's span."""
    span = operation.span
    if source is None or operation.code not in _ABOUT_A_NAME:
        return span
    for name in reversed(operation.message.split("`")[1::2]):
        written = name.encode("utf-8", "surrogateescape")
        at = source.data.find(written, span.start, span.end) if written else -1
        if at >= 0:
            return Span(at, at + len(written))
    return span
