"""Text for people as a terminal shows it: coloured, and wrapped to its width. Nowhere else is anything changed.

It works on finished text line by line, so that what is printed elsewhere stays the same in every byte.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

_RESET = "\x1b[0m"
_RED, _GREEN, _YELLOW, _BLUE, _BOLD, _DIM = "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[34m", "\x1b[1m", "\x1b[2m"
_WORDS = {
    "applies": _GREEN, "applied": _GREEN, "holds": _GREEN, "refused": _RED, "fails": _RED, "undecided": _YELLOW,
    "quote": _DIM, "command": _DIM, "example": _DIM, "other": _DIM, "before": _DIM,
}  # fmt: skip
_SEVERITIES = {"error[": _RED, "warning[": _YELLOW, "note[": _BLUE}
_NARROWEST = 40


def for_stream(text: bytes, stream: TextIO) -> bytes:
    """UTF-8 `text` as it is to be written to `stream`: unchanged unless that is a terminal, or FORCE_COLOR asks for colour."""
    terminal = stream.isatty()
    colour = wants_colour(os.environ, terminal)
    width = _width(stream) if terminal else 0
    if not colour and not width:
        return text
    return styled(text.decode("utf-8", "surrogateescape"), width, colour=colour).encode("utf-8", "surrogateescape")


def wants_colour(environment: os._Environ[str] | dict[str, str], terminal: bool) -> bool:
    """NO_COLOR (not empty) forbids it, FORCE_COLOR (not empty, not 0) asks for it, else a terminal that is not `dumb` has it."""
    if environment.get("NO_COLOR"):
        return False
    forced = environment.get("FORCE_COLOR", "")
    if forced:
        return forced != "0"
    return terminal and environment.get("TERM", "") != "dumb"


def styled(text: str, width: int = 0, *, colour: bool = True) -> str:
    """`text` wrapped to `width` columns (0: not at all) and coloured. Without the colours and at width 0 it is `text`."""
    rows = text.split("\n")
    if width >= _NARROWEST:
        wrapped: list[str] = []
        for n, row in enumerate(rows):
            following = rows[n + 1] if n + 1 < len(rows) else ""
            wrapped += _fitted(row, following, width)
        rows = wrapped
    return "\n".join(map(_coloured, rows) if colour else rows)


def _coloured(row: str) -> str:
    stripped = row.lstrip(" ")
    lead = row[: len(row) - len(stripped)]
    for start, colour in _SEVERITIES.items():
        if stripped.startswith(start) and "]" in stripped:
            head, _, rest = stripped.partition("]")
            return f"{lead}{_BOLD}{colour}{head}]{_RESET}{rest}"
    word, blank, rest = stripped.partition(" ")
    if word in _WORDS and blank and len(lead) == 2:
        return f"{lead}{_BOLD if _WORDS[word] != _DIM else ''}{_WORDS[word]}{word}{_RESET} {rest}"
    if word in ("-->", ":::") or stripped.startswith("= "):
        return f"{lead}{_BLUE}{word}{_RESET}{blank}{rest}"
    margin = _margin(row)
    if margin:
        code = row[margin:]
        if not row[:margin].strip(" |") and code.lstrip(" \t").startswith("^"):
            return f"{_BLUE}{row[:margin]}{_RESET}{_YELLOW}{code}{_RESET}"
        return f"{_BLUE}{row[:margin]}{_RESET}{code}"
    return row


def _margin(row: str) -> int:
    """Where the code of a line with a `12 | ` margin begins; 0 if it is no such line."""
    bar = row.find("|")
    return bar + 1 if bar >= 0 and (not row[:bar].strip() or row[:bar].strip().isdigit()) else 0


def _fitted(row: str, following: str, width: int) -> list[str]:
    if len(row) <= width and row.isascii() and "\t" not in row:
        return [row]
    if _columns(row) <= width:
        return [row]
    if _margin(row):
        # Cut only if what the caret points at stays to be seen.
        pointed = _margin(following) and _columns(following) <= width
        return [_cut(row, width)] if pointed else [row]
    return _wrapped(row, width)


def _wrapped(row: str, width: int) -> list[str]:
    """Broken at blanks; the lines after the first stand below its text, as deep as it does. A long word stays whole."""
    indent = " " * min(len(row) - len(row.lstrip(" ")) + 2, width // 2)
    rows: list[str] = []
    line = ""
    lead = row[: len(row) - len(row.lstrip(" "))]
    for word in row.strip(" ").split(" "):
        grown = f"{line} {word}" if line else (lead if not rows else indent) + word
        if line and _columns(grown) > width:
            rows.append(line)
            grown = indent + word
        line = grown
    return [*rows, line]


def _cut(row: str, width: int) -> str:
    taken, columns = 0, 0
    for ch in row:
        columns += 8 - columns % 8 if ch == "\t" else _columns(ch)
        if columns > width - 1:
            break
        taken += 1
    return row[:taken] + "…"


def _columns(text: str) -> int:
    if text.isascii() and "\t" not in text:
        return len(text)
    from uowgen.diagnostic import columns

    count = 0
    for ch in text:
        count += 8 - count % 8 if ch == "\t" else columns(ch)
    return count


def _width(stream: TextIO) -> int:
    """COLUMNS if it is a number, else what the terminal says; 0 when neither tells."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal():
        return int(given)
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 0
