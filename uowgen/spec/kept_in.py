"""Sentences that tell where the things of a kind are kept, so that one more of them goes there: `The parser tests are at the end of x.rs.`"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.regex import when_used
from uowgen.spec.paths import path_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.model import FileMention
    from uowgen.spec.phrases import Phrase, Token

# What a kind is called in words, and how a row of code of that kind begins.
_KINDS = (
    (r"tests?|test cases|cases", r"#\[(?:\w+::)?test\b"),
    (r"constants|consts|limits|defaults", r"(?:pub(?:\([^)]*\))? )?(?:const|static) "),
    (r"helpers?|functions", r"(?:pub(?:\([^)]*\))? )?(?:const |async |unsafe )*fn "),
    (r"types|structs|enums|errors", r"(?:pub(?:\([^)]*\))? )?(?:struct|enum|union|type) "),
    (r"macros", r"macro_rules!"),
    (r"imports|`use` lines", r"(?:pub(?:\([^)]*\))? )?use "),
    (r"re-?exports", r"pub(?:\([^)]*\))? use "),
)
_STAND = r"(?:lives?|sits?|stands?|belongs?|goes|go|are|is|resides?)"
_PLACE = r"(?:in|into|inside|of|within)"
# What may stand between the verb and the preposition: `are plain functions at the end of`; no other verb, no denial.
_BETWEEN = (
    r"(?:,? (?:plain|free|loose|simple|small|private|inline|unit|ordinary|top-level|functions|ones|all|both|still|already|currently|together"
    r"|kept|collected|gathered|found|located|placed|at|the|very|end|bottom|top|head|outside|of|any|module|modules|there)\b)*"
)
_HOLDS = r"(?:has|keeps|holds|contains|collects)"


def keeps_such(phrase: Phrase, mention: FileMention, code: str, *, headed: bool) -> bool:
    """Whether `phrase` says that what `code` is one of is kept in the file of `mention`.

    Under a heading that names a file (`headed`) what another one `has` does not say where the code goes.
    """
    text = " ".join(phrase.text.split())
    path = re.escape(mention.path.rpartition("/")[2])
    if path not in re.escape(text) or _OF_HERE.search(text):
        return False
    for words, begin in _KINDS:
        if re.search(rf"(?m)^\s*{begin}", code) is None:
            continue
        kind = rf"\b(?:{words})\b"
        stands = rf"{kind}[^.;:]*? {_STAND}{_BETWEEN} {_PLACE}(?: the)? `?[^` ]*{path}`?"
        holds = rf"^\W*`[^`]*{path}`(?: (?:itself|already|still))? {_HOLDS}\b[^.;:`]*{kind}"
        labelled = rf"^[^`.;]*{kind}\W*:\W*`[^`]*{path}`"
        if any(re.search(one, text, re.IGNORECASE) for one in (stands, labelled, *(() if headed else (holds,)))):
            return True
    return False


# `x.rs has its own tests; here …`: the file is told apart from the one that the block is for.
_OF_HERE = when_used(r"\b(?:here|unlike|instead|whereas|by contrast|too many|not in|they stay|and stay)\b", re.IGNORECASE)


def is_told_from_here(phrase: Phrase) -> bool:
    """Whether a phrase tells what a file has apart from what is done `here`, in another: ``x.rs` has some already, so here is one:``."""
    return _BUT_HERE.search(" ".join(phrase.text.split())) is not None


_BUT_HERE = when_used(
    r"^\W*`[^`]+` (?:already |itself |still )?(?:has|have|keeps|holds|contains)\b[^.]*[,;] (?:so |and |but |while |which is why )?here\b",
    re.IGNORECASE,
)


def tells_of(tokens: Sequence[Token]) -> bool:
    """Whether words only tell what something in a file does: ``parse` in `a.rs` calls it.`` They ask for nothing there."""
    if len(tokens) < 5 or tokens[0].kind != "code" or tokens[1].low not in ("in", "of", "from") or tokens[-1].text == ":":
        return False
    if not path_of(tokens[2].text, bare=True)[0]:
        return False
    return tokens[3].low in _TELLS or (tokens[3].low in ("is", "are") and tokens[4].low in _TELLS)


_TELLS = frozenset("calls uses shows defines stays keeps remains already called used tested unchanged untouched fine".split())
