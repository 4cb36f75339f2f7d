"""Old text that a sentence points at: the lines that the document shows under another heading, or the code that the sentence quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.narrowing import change_where_meant
from uowgen.regex import when_used
from uowgen.rust.matching import lex

if TYPE_CHECKING:
    from uowgen.model import Directive, Spec
    from uowgen.rust.syntax import RustFile


def said_before(file: RustFile, directive: Directive, code: str) -> tuple[str, str] | None:
    """The code that a sentence quotes right before it says that it becomes what the block shows: ``In `f`, `a: b.a,` becomes:``.

    None if the file does not have the quoted code, which may then be anything.
    """
    head, becomes, rest = directive.words.rstrip(" :*_").rpartition("`")
    if not becomes or rest.strip().lower() not in _BECOMES:
        return None
    quoted = head.rpartition("`")[2]
    if len(lex(quoted.encode())) < _QUOTED or change_where_meant(file, directive, quoted, code) is None:
        return None
    return (quoted, code)


_BECOMES = frozenset(
    ("becomes", "become", "is now", "turns into", "changes to", "should become", "should be", "should read", "is to be")
)
_QUOTED = 3  # tokens


def shown_under(spec: Spec, directive: Directive, code: str) -> tuple[str, str] | None:
    """The code that the document quotes under the heading which a sentence has replaced: `Replacing the two lines shown under *Findings*:`.

    None unless exactly one quotation there has as many lines as are said.
    """
    said = _SHOWN.search(directive.words)
    if said is None:
        return None
    wanted = _NUMBERS.get(said["count"].lower(), 0) if said["count"] else 0
    title = said["title"].strip(" *_`:.").lower()
    found = [
        block
        for block in spec.blocks
        if block.role in ("quote", "before")
        and block.line < spec.blocks[directive.block or 0].line
        and block.headings
        and _plain(block.headings[-1]) == title
        and (not wanted or len([row for row in block.code.split("\n") if row.strip()]) == wanted)
    ]
    return (found[0].code, code) if len(found) == 1 else None


_SHOWN = when_used(
    r"\b(?:[Rr]eplac(?:e|es|ing)|[Ii]nstead of|[Ii]n place of|[Ii]n the place of) the (?:(?P<count>\w+) )?(?:lines?|statements?|code|snippet) "
    r"(?:that (?:is|are) )?(?:shown|quoted|cited) (?:under|in|below) (?:the heading )?(?P<title>[*_`]*\w[^,:.]*)"
)
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def _plain(heading: str) -> str:
    return heading.strip().lstrip("0123456789.) ").strip(" *_`:").lower()
