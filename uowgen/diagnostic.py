"""Messages that point: what is wrong, where, and what to do.

A diagnostic is a value; it is rendered where a person reads it (`render`), and no earlier. This module does not decide anything and
does not print.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from uowgen.text import Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable

Severity = Literal["error", "warning", "note"]


class Label(NamedTuple):
    """A place that belongs to a diagnostic, in whatever file, with what is to be said of it."""

    path: str
    span: Span
    text: str


class Diagnostic(NamedTuple):
    """One message.

    `code` is kebab-case and says what is wrong (`anchor-not-found`). `path` and `span` (bytes) are the primary place; span is
    None when the whole file is meant. `help` is what the reader can do about it.
    """

    code: str
    message: str
    path: str
    span: Span | None = None
    help: str = ""
    severity: Severity = "error"
    related: tuple[Label, ...] = ()


def render(diagnostic: Diagnostic, source_of: Callable[[str], Source | None]) -> str:
    """The message as plain text in the manner of rustc: place, line, caret, related places, help.

    `source_of` gives the source of a path, or None when there is none to show. Ends without a newline.
    """
    head = f"{diagnostic.severity}[{diagnostic.code}]: {diagnostic.message}"
    rows = [head]
    source = source_of(diagnostic.path)
    if diagnostic.span is None or source is None:
        rows.append(f"  --> {diagnostic.path}")
    else:
        rows += _excerpt(source, diagnostic.span, "", "-->")
    for label in diagnostic.related:
        there = source_of(label.path)
        if there is None:
            rows.append(f"  ::: {label.path}: {label.text}")
        else:
            rows += _excerpt(there, label.span, label.text, ":::")
    if diagnostic.help:
        rows.append(f"  = help: {diagnostic.help}")
    return "\n".join(rows)


def place(source: Source, span: Span) -> str:
    """`path:line:column` of the start of `span`."""
    return f"{source.path}:{source.line_of(span.start)}:{source.column_of(span.start)}"


def _excerpt(source: Source, span: Span, text: str, arrow: str) -> list[str]:
    line = source.line_of(span.start)
    shown = source.line_text(line)
    column = source.column_of(span.start)
    row = source.line_span(line)
    width = max(1, len(source.slice(Span(span.start, max(span.start, min(span.end, row.end))))))
    number = str(line)
    pad = " " * len(number)
    # Tabs are kept in the margin so that the caret stands under what it points at, whatever the terminal's tab width.
    margin = "".join("\t" if ch == "\t" else " " for ch in shown[: column - 1])
    caret = "^" * width + (f" {text}" if text else "")
    return [
        f"{pad} {arrow} {source.path}:{line}:{column}",
        f"{pad} |",
        f"{number} | {shown}",
        f"{pad} | {margin}{caret}",
    ]
