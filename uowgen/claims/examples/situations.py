"""What people say of texts without writing them out: “an empty segment”, “a truncated escape”, as inputs beside others that lack just that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from uowgen.claims.valued.tokens import Token


class Pair(NamedTuple):
    """An input of which it is so, and one that is the same without it."""

    text: str
    without: str


_SEGMENT = "(?:segments?|components?|parts?|names?|elements?|entries|entry|directory|directories)"
_PATH = "(?:paths?|inputs?|targets?|strings?|arguments?|names?|texts?|urls?|values?|keys?|lines?)"
_UP = f"(?:`\\.\\.`(?: {_SEGMENT})?|dot-dot(?: {_SEGMENT})?|dot dot|parent {_SEGMENT}|going up|climbing|stepping up|popping)"
_ROOT = "(?:root(?: directory)?|`/`|top)"
_ESCAPE = "(?:percent |url |%-)?(?:escape|encoding|escape sequence|percent-escape|percent sequence)s?"
# What is dropped before escapes are read may have bad ones.
BAD_IN_QUERY = (Pair("/a?b=%zz", "/a"), Pair("/a?%2", "/a"))
_SITUATIONS: tuple[tuple[str, tuple[Pair, ...]], ...] = (
    (f"relative {_PATH}|{_PATH} without (?:leading|initial) slash|{_PATH} (?:that|which) (?:does|do) not (?:start|begin) with (?:slash|`/`)|{_PATH} not (?:starting|beginning) with (?:slash|`/`)|missing leading slash",
     (Pair("a", "/a"), Pair("etc/x", "/etc/x"), Pair("a/b", "/a/b"))),
    (f"empty {_PATH}|{_PATH} of length (?:0|zero)", (Pair("", "a"), Pair("", "/a"))),
    (f"{_UP}(?: that (?:would )?(?:go|goes|climb|climbs|lead|leads|escape|escapes))? (?:above|past|beyond|out of|over|from|at|in|under) {_ROOT}|{_UP} with nothing (?:left )?to pop|{_UP} when (?:nothing is|there is nothing) (?:left )?to pop|escaping {_ROOT}|leaving {_ROOT}|{_PATH} (?:that escapes|that leaves|escaping|above|leaving|that climbs above) {_ROOT}",
     (Pair("/..", "/"), Pair("/../a", "/a"), Pair("/a/../..", "/a/.."), Pair("/a/../../b", "/a/../b"))),
    (f"empty {_SEGMENT}|double slash(?:es)?|doubled slash(?:es)?|repeated slash(?:es)?|consecutive slash(?:es)?|duplicate slash(?:es)?|multiple slash(?:es)?|`//`",
     (Pair("/a//b", "/a/b"), Pair("//a", "/a"), Pair("/a///b", "/a/b"))),
    (f"`\\.` {_SEGMENT}|single dots?|dot {_SEGMENT}|`\\.`", (Pair("/a/./b", "/a/b"), Pair("/./a", "/a"))),
    ("trailing slash(?:es)?|slash at end|final slash|slash at its end", (Pair("/a/b/", "/a/b"), Pair("/a/", "/a"))),
    (f"(?:truncated|incomplete|unfinished|cut-off|short|partial) {_ESCAPE}|{_ESCAPE} (?:that is|that are) (?:cut off|truncated|incomplete)",
     (Pair("/a%", "/a"), Pair("/a%2", "/a"), Pair("/a/%4", "/a/"))),
    (f"(?:bad|invalid|malformed|illegal|broken) {_ESCAPE}|`%` without (?:2|two) hex digits(?: behind it| after it| following)?|`%` not followed by (?:2|two) hex digits",
     (Pair("/a%", "/a"), Pair("/a%2", "/a"), Pair("/a%zz", "/a"), Pair("/%4g", "/x"))),
    ("encoded slash(?:es)?|percent-encoded slash(?:es)?|escaped slash(?:es)?|`%2f`(?: within| in| inside)?(?: segment| name| component)?|`%2F`(?: within| in| inside)?(?: segment| name| component)?",
     (Pair("/a%2fb", "/ab"), Pair("/a/x%2Fy", "/a/xy"))),
    (f"query strings?|queries|query|`\\?`(?: in {_PATH})?|everything from `\\?`(?: on| onwards| onward)?", (Pair("/a?b=c", "/a"), Pair("/a/b?x", "/a/b"))),
    ("everything from `\\?` or `#`(?: on| onwards| onward)?|queries and fragments|query and fragment", (Pair("/a?b=c", "/a"), Pair("/a#b", "/a"))),
    (f"fragments?|`#`(?: in {_PATH})?|everything from `#`(?: on| onwards| onward)?", (Pair("/a#b", "/a"), Pair("/a/b#c", "/a/b"))),
    (f"(?:bad|invalid|malformed) {_ESCAPE} in query(?: string)?", BAD_IN_QUERY),
    (f"nul(?: bytes?| characters?)?|`\\\\0`|{_PATH} with nul(?: bytes?)?", (Pair("/a\\0b", "/ab"),)),
    ("backslash(?:es)?", (Pair("/a\\\\b", "/ab"),)),
    ("hidden files?|dotfiles?|dot files?|(?:files?|names?) whose only dot comes first|(?:files?|names?) (?:that|which) (?:start|starts|begin|begins) with dot", (Pair("/.profile", "/x.profile"), Pair("/a/.env", "/a/x.env"))),
    ("(?:leading|surrounding|outer) (?:whitespace|spaces|blanks)", (Pair("  ab", "ab"), Pair(" 12", "12"))),
    ("(?:trailing|surrounding|outer) (?:whitespace|spaces|blanks)", (Pair("ab  ", "ab"), Pair("12 ", "12"))),
    ("(?:upper-case|uppercase|capital|upper case) (?:letters?|input|hex digits|names?|text)", (Pair("AB", "ab"), Pair("/AB", "/ab"))),
    ("leading zeros?|leading zeroes", (Pair("007", "7"), Pair("0012", "12"))),
    ("leading plus(?: sign)?|plus sign|`\\+`", (Pair("+7", "7"), Pair("+12", "12"))),
    ("letters|non-digits?|non-digit characters?|trailing garbage|trailing letters|garbage behind number", (Pair("12x", "12"), Pair("7abc", "7"))),
)  # fmt: skip
_COMPILED = tuple((when_used(f"(?:{rx})(?= |$)"), pairs) for rx, pairs in _SITUATIONS)


class Words:
    """The words of a sentence as one line, in which each word's place is known."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.starts: list[int] = []
        line = ""
        for t in tokens:
            self.starts.append(len(line))
            line += (f"`{t.raw}`" if t.sort in ("code", "text") else t.low or t.raw) + " "
        self.line = line.rstrip()
        self.starts.append(len(line))

    def situation(self, i: int) -> Iterator[tuple[tuple[Pair, ...], int]]:
        """What is said of texts at a place; also two of them, joined by “and”."""
        for pairs, j in self._single(i):
            yield pairs, j
            if re.match(r"(?:and|or) ", self.line[self.starts[j] :] if j < len(self.starts) - 1 else ""):
                for more, k in self._single(j + 1):
                    yield (*pairs, *more), k
        m = re.compile(rf"empty and `\.` {_SEGMENT}(?= |$)").match(self.line, self.starts[i])
        if m is not None:
            yield (*_SITUATIONS[3][1], *_SITUATIONS[4][1]), self.starts.index(m.end() + 1)

    def _single(self, i: int) -> Iterator[tuple[tuple[Pair, ...], int]]:
        if i >= len(self.starts) - 1:
            return
        for rx, pairs in _COMPILED:
            m = rx.match(self.line, self.starts[i])
            if m is not None and m.end() + 1 in self.starts:
                yield pairs, self.starts.index(m.end() + 1)


__all__ = ["BAD_IN_QUERY", "Pair", "Words"]
