"""Code that stands in a file as a comment, and is to stand there as code: ``Un-comment:`` with the rows that are commented out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.operations.work import Done, applied, applies, refused
from uowgen.regex import when_used
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.rust.syntax import RustFile

KIND = "change_code"
_ASKED = when_used(
    r"\bun-?comment\w*\b|\bcomment(?:ed)? (?:it|this|them|these|that) (?:back in\b|in(?=\s*[:.]?\s*$))|\bremove the (?:leading )?`//`",
    re.IGNORECASE,
)
# ``The commented-out flags become real``, `bring the commented constant back`: said of a comment, these make code of it.
_OF_COMMENT = when_used(r"\bcommented(?:[- ]out)?\b", re.IGNORECASE)
_TO_CODE = when_used(
    r"\b(?:becom\w+|turn(?:s|ed)?|mak\w+|is|are|get|gets|comes?|brought|bring|put) (?:\w+ ){0,2}?(?:real|live|active|alive|code|effective|proper|ordinary|back)\b|"
    r"\b(?:(?:re-?)?activat\w+|(?:re-?)?enabl\w+|reviv\w+|reinstat\w+|restor\w+|resurrect\w+|bring\w* (?:\w+ )*?(?:back|to life))\b",
    re.IGNORECASE,
)
# What is said so is there already, as a comment: ``Bring both to life:``.
_ALIVE = when_used(
    r"\bto life\b|\b(?:becom\w+|made?|makes?) (?:\w+ ){0,2}?(?:real|live)\b|\bbrings? (?:it|them|both|that|these|those) back\b",
    re.I,
)
_COMMENT = when_used(r"^(\s*)//(?![/!]) ?")


def stands_commented(file: RustFile, directive: Directive, code: str) -> bool:
    """Whether words that speak of no comment ask for what is there only as a comment to be live: ``Bring both to life:``."""
    if _ALIVE.search(f"{directive.words} {directive.lead}") is None:
        return False
    places, there = commented(file.source.data, code)
    return bool(places) and not there


def asks_to_uncomment(directive: Directive) -> bool:
    """Whether the words ask to make code of a comment."""
    words = f"{directive.words} {directive.lead}"
    if _ASKED.search(words) is not None:
        return True
    return _OF_COMMENT.search(words) is not None and _TO_CODE.search(words) is not None


def uncommented(file: RustFile, code: str) -> Done:
    """The commented rows that are the rows of `code`, as code; refused unless they stand once in the file."""
    places, there = commented(file.source.data, code)
    label = file.source.path
    if not places and there:
        return applied(KIND, label, "it is code already")
    if len(places) != 1:
        why = "anchor-ambiguous" if places else "anchor-not-found"
        said = f"the rows are commented out {len(places)} times in the file"
        return refused(KIND, label, why, said, "show the rows as they stand behind the `//`")
    place = places[0]
    rows = file.source.data[place.start : place.end].decode("utf-8", "surrogateescape").splitlines(keepends=True)
    text = "".join(_COMMENT.sub(r"\1", row, count=1) for row in rows).encode("utf-8", "surrogateescape")
    return applies(KIND, label, "no longer commented out", place, Edit(file.source.path, place, text))


def commented(data: bytes, code: str) -> tuple[list[Span], bool]:
    """Where the rows of `code` stand commented out, one after the other, and whether they stand there as code."""
    wanted = [row.strip() for row in code.strip().split("\n") if row.strip()]
    rows = data.decode("utf-8", "surrogateescape").splitlines(keepends=True)
    starts, at = [], 0
    for row in rows:
        starts.append(at)
        at += len(row.encode("utf-8", "surrogateescape"))
    starts.append(at)
    bare = [_COMMENT.sub("", row).strip() if _COMMENT.match(row) else None for row in rows]
    plain = [row.strip() for row in rows]
    size = len(wanted)
    found = [Span(starts[n], starts[n + size]) for n in range(len(rows) - size + 1) if wanted and bare[n : n + size] == wanted]
    return found, any(plain[n : n + size] == wanted for n in range(len(rows) - size + 1))
