"""A sentence on what one function does as plain lower-case words, the code in it numbered: `§0`; and what it is said to come to."""

from __future__ import annotations

import re
from typing import NamedTuple

from uowgen.regex import when_used

_ARTICLES = when_used(
    r"\b(?:the|a|an|still|simply|just|always|then|will|should|must|shall|now|also|directly|already|whole|own|by itself|at once|right away|to the caller)\b ?",
    re.I,
)
_BARE_CODE = when_used(r"(?<![`\w:])((?:[A-Za-z]\w*::)+\w+(?:\(\))?|[A-Za-z]\w*_\w+(?:\(\))?)(?![`\w:])")
_SHORT = (
    ("doesn't", "does not"), ("don't", "do not"), ("isn't", "is not"), ("aren't", "are not"), ("can't", "cannot"), ("can not", "cannot"),
    ("couldn't", "could not"), ("didn't", "did not"), ("wasn't", "was not"), ("won't", "will not"), ("it's", "it is"), ("there's", "there is"),
)  # fmt: skip
# What a sentence may begin with and claim nothing by.
_PREFACES = when_used(r"^(?:nit|note|also|edge case|corner case|sanity|behaviou?r|check|error path|error handling)\s*[:,]\s*", re.I)

_GIVES = (
    "returns?(?: back)?|gives?(?: back)?|gives? out|reports?(?: back)?|yields?|answers?(?: with)?|is answering|are (?:both )?answering|responds? with|replies with|fails? with|"
    "is giving(?: back)?|is returning|ends? (?:call )?(?:with|in)|finishes with|comes? (?:back|out)(?: again)? (?:as|with)|is answered (?:with|by)|is rejected with|"
    "is refused with|is turned down with|is denied with|are rejected with|hands? back|produces?|results? in|evaluates? to|errors? (?:out )?with|bails? (?:out )?with|"
    "is reported as|is mapped to|maps to|turns? into|caller (?:sees|gets|receives)|callers? (?:see|get|receive)|we (?:get|obtain|see|have)|"
    "you (?:get|see)|leads? to|exits? with|propagates?|(?:makes|lets) (?:it )?return|->|→|=>"
)
_VALUE = r"(?:error |status |code |value |result )?§(?P<value>\d+)(?: error| status| code| value)?"
_OWN = r"(?: (?:that |which )?(?:it (?:was|is) (?:given|passed|handed|called with)|it (?:got|received|took)|(?:was )?passed in))"
_GENERIC = (
    (
        "panics",
        r"(?:does |do )?(?:panics?|asserts?|trips (?:an? )?assert\w*|hits (?:an? )?assert\w*|aborts?|blows up|ends in panic|is panic|causes panic|makes it panic)",
    ),
    ("success", r"(?:succeeds?|is success|works|gives success|returns success|reports success|is accepted|goes through fine)"),
    (
        "error",
        r"(?:fails|returns? error|gives? error|is error|comes back as error|yields? error|errors out|gets error|is refused|is rejected|reports error|ends in error)",
    ),
)
_NO_PANIC = when_used(
    r"[ ,]*\b(?:instead of|rather than|and does not|and not|without|not with|no) ?(?:panicking|panic|panics|crashing|crash|asserting)$"
)
_NO_ERROR = when_used(r"(?:,| and| but|;) ?(?:it is |that is )?not (?:error|failure|as error|treated as error)$|,? ?without error$")


_LOGGED = when_used(
    r"[ ,:]*\b(?:is |gets |are )?logged(?: (?:at|with|as|on) (?P<level>error|warn|warning|info|debug|trace)(?: level)?)?,? (?:and )?(?:then )?(?=§|returns|gives|is |->)"
)
# “is reported by `f` as …” is “`f` reports … as …”, told from behind.
_BY = when_used(r"\b(is|are) (reported|answered|rejected|refused|denied|turned down|mapped) by (§\d+) (as|with|to)\b")


class Said(NamedTuple):
    """The words, and the pieces of code that they refer to."""

    words: str
    codes: tuple[str, ...]

    def code(self, sign: str) -> str:
        """What `§3` or `3` stands for."""
        return self.codes[int(sign.lstrip("§"))]


class Outcome(NamedTuple):
    """What a call is said to come to: `value` (with what), `panics`, `success` or `error`; what was said besides."""

    sort: str
    value: str = ""
    no_panic: bool = False
    no_error: bool = False
    act: str = ""  # what is done before, by its verb: “pushes and gives back …”
    own: bool = False  # what it was given itself: “returns the `token` that it was handed”
    logged: str = ""  # at which level a line is logged on the way, `any` where that is not said


def said_in(text: str) -> Said:
    """The words of a criterion."""
    codes: list[str] = []

    def kept(code: str) -> str:
        codes.append(code.strip())
        return f" §{len(codes) - 1} "

    pieces = text.strip().lstrip("•·–—-* \t").replace("**", "").replace("*", "").split("`")
    if len(pieces) % 2 == 0:
        return Said("", ())
    found = ""
    for n, piece in enumerate(pieces):
        found += kept(piece) if n % 2 else _BARE_CODE.sub(lambda m: kept(m.group(1)), piece.removeprefix("'s"))
    found = found.replace("’", "'").lower()
    for short, long in _SHORT:
        found = found.replace(short, long)
    found = _PREFACES.sub("", found.strip())
    found = _ARTICLES.sub("", found)
    found = re.sub(r"\s+([,;:.)])", r"\1", re.sub(r"\s+", " ", found)).strip(" .;,")
    return Said(found, tuple(codes))


def outcomes_of(said: Said) -> list[tuple[Outcome, str]]:
    """Each way to read what is said to come of it, with the words that are left."""
    words, no_panic, no_error = said.words, False, False
    if _NO_PANIC.search(words):
        words, no_panic = _NO_PANIC.sub("", words), True
    if _NO_ERROR.search(words):
        words, no_error = _NO_ERROR.sub("", words), True
    words = _BY.sub(r"by \3 \1 \2 \4", words)
    line = _LOGGED.search(words)
    words = _LOGGED.sub(" : ", words, count=1) if line is not None else words
    logged = (line["level"] or "any").replace("warning", "warn") if line is not None else ""
    found: list[tuple[Outcome, str]] = []
    for match in re.finditer(rf"(?:^|(?<=[\s,:]))(?:(?P<act>[a-z]+s) and )?(?:{_GIVES}) {_VALUE}(?P<own>{_OWN})?(?!\w)", words):
        outcome = Outcome(
            "value", said.code(match["value"]), no_panic, no_error, match["act"] or "", own=match["own"] is not None, logged=logged
        )
        found.append((outcome, _left(words, match)))
    for match in re.finditer(rf"(?:[:,]) {_VALUE}$", words):
        found.append((Outcome("value", said.code(match["value"]), no_panic, no_error, "", logged=logged), _left(words, match)))
    for match in re.finditer(
        r"(?:^|(?<=[\s,:]))(?:returns?|gives?|yields?|reports?|is) (?P<value>-?\d\w*|true|false|none|zero)(?!\w)", words
    ):
        value = {"none": "None", "zero": "0"}.get(match["value"], match["value"])
        found.append((Outcome("value", value, no_panic, no_error, "", logged=logged), _left(words, match)))
    for sort, pattern in _GENERIC:
        for match in re.finditer(rf"(?:^|(?<=[\s,:])){pattern}(?!\w)(?! §)", words):
            found.append((Outcome(sort, "", no_panic, no_error, "", logged=logged), _left(words, match)))
    return found


def _left(words: str, match: re.Match[str]) -> str:
    left = f"{words[: match.start()].rstrip()} ¦ {words[match.end() :].lstrip()}"
    return re.sub(r"\s+", " ", left).strip()
