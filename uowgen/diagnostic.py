"""Messages that point: what is wrong, where, and what to do.

A diagnostic is a value; it is rendered where a person reads it (`render`), and no earlier. This module does not decide anything and
does not print.
"""

from typing import TYPE_CHECKING, Literal, NamedTuple

from uowgen.text import Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable

# Longer lines are cut around what is meant: a minified line would fill the screen.
_WIDEST = 240

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


def render(diagnostic: Diagnostic, source_of: "Callable[[str], Source | None]") -> str:
    """The message as plain text in the manner of rustc: place, line, caret, related places, help.

    `source_of` gives the source of a path, or None when there is none to show. Ends without a newline.
    """
    head = f"{diagnostic.severity}[{diagnostic.code}]: {diagnostic.message}"
    rows = [head]
    source = source_of(diagnostic.path)
    shown = [(source, diagnostic.span), *((source_of(label.path), label.span) for label in diagnostic.related)]
    # One margin for all the lines of a message, so that they stand below each other.
    width = max((len(str(s.line_of(span.start))) for s, span in shown if s is not None and span is not None), default=1)
    if diagnostic.span is None or source is None:
        rows.append(f"{' ' * width} --> {diagnostic.path}")
    else:
        rows += excerpt(source, diagnostic.span, width=width)
    for label in diagnostic.related:
        there = source_of(label.path)
        if there is None:
            rows.append(f"{' ' * width} ::: {label.path}: {label.text}")
        else:
            rows += excerpt(there, label.span, label.text, ":::", width)
    if diagnostic.help:
        rows.append(f"{' ' * width} = help: {diagnostic.help}")
    return visible("\n".join(rows))


def place(source: Source, span: Span) -> str:
    """`path:line:column` of the start of `span`."""
    return f"{source.path}:{source.line_of(span.start)}:{source.column_of(span.start)}"


def excerpt(source: Source, span: Span, text: str = "", arrow: str = "-->", width: int = 0) -> list[str]:
    """The rows that show the start of `span`: its place, its line, and a caret below with `text` beside it.

    The margin is as wide as the line's number, and at least `width` columns.
    """
    line = source.line_of(span.start)
    column = source.column_of(span.start)
    row = source.line_span(line)
    shown = source.slice(row).removeprefix("\ufeff")
    length = max(1, len(source.slice(Span(span.start, max(span.start, min(span.end, row.end))))))
    before, meant, rest = shown[: column - 1], shown[column - 1 : column - 1 + length], shown[column - 1 + length :]
    if len(shown) > _WIDEST:
        before, meant, rest = _shortened(before, meant, rest)
    # Tabs are kept in the margin so that the caret stands under what it points at, whatever the terminal's tab width.
    margin = "".join("\t" if ch == "\t" else " " * columns(ch) for ch in before)
    caret = "^" * max(1, sum(map(columns, meant))) + (f" {text}" if text else "")
    number = str(line).rjust(width)
    pad = " " * len(number)
    return [
        f"{pad} {arrow} {source.path}:{line}:{column}",
        f"{pad} |",
        f"{number} | {before}{meant}{rest}",
        f"{pad} | {margin}{caret}",
    ]


def _shortened(before: str, meant: str, rest: str) -> tuple[str, str, str]:
    """A long line cut down to what is meant and some text around it."""
    if len(before) > _WIDEST // 2:
        before = "…" + before[-_WIDEST // 4 :]
    if len(meant) > _WIDEST // 2:
        return before, meant[: _WIDEST // 2] + "…", ""
    room = max(0, _WIDEST - len(before) - len(meant))
    return before, meant, rest if len(rest) <= room else rest[:room] + "…"


def columns(ch: str) -> int:
    """How many columns of a terminal a character takes."""
    if ch < "\u0300":
        return 1
    from unicodedata import category, east_asian_width

    if category(ch) in ("Mn", "Me"):
        return 0
    return 2 if east_asian_width(ch) in ("W", "F") else 1


def visible(text: str) -> str:
    """`text`, which is untrusted, with a sign for each character that would steer the terminal or reorder the line."""
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text
    return "".join(_sign(ch) for ch in text)


def _sign(ch: str) -> str:
    if ch in "\t\n" or " " <= ch <= "~":
        return ch
    if ch < " ":
        return chr(0x2400 + ord(ch))
    if ch == "\x7f":
        return "\u2421"
    steers = "\x80" <= ch <= "\x9f" or "\u200e" <= ch <= "\u200f" or "\u2028" <= ch <= "\u202e" or "\u2066" <= ch <= "\u2069"
    # One sign for one character, of one column each, so that carets stay true.
    return "\ufffd" if steers else ch
