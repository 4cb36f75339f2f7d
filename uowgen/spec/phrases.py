"""The words of a text: tokens (words, inline code, links, marks), sentences, and the labels that lines begin with.

It knows Markdown's inline marks and English punctuation, and nothing of code or of what a sentence asks for.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from uowgen.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.spec.outline import Element

TokenKind = Literal["word", "code", "link", "mark"]


class Token(NamedTuple):
    """One token. `text` is without backticks; for a link it is what the link leads to. `low` is the text in lower
    case; of a link what it shows, as written.

    `start` and `end` are character offsets into the text that was read, marks included.
    """

    kind: TokenKind
    text: str
    low: str
    start: int
    end: int


class Phrase(NamedTuple):
    """One sentence, or one labelled line.

    `label` is the bold or leading label in lower case without its colon (`current code`), empty if there is none; `tokens` are
    those of the text after it. `text` is as written, `span` in bytes of the document.
    """

    text: str
    span: Span
    line: int
    label: str
    tokens: tuple[Token, ...]

    @property
    def leads_in(self) -> bool:
        """Whether the phrase announces what follows: it ends with a colon, or is nothing but a label."""
        bare = self.text.rstrip(" *_\n")
        return bare.endswith(":") or (bool(self.label) and not self.tokens)

    def span_of(self, token: Token) -> Span:
        """The bytes of `token` in the document."""
        return Span(self.span.start + _bytes(self.text[: token.start]), self.span.start + _bytes(self.text[: token.end]))


def tokens_of(text: str, start: int = 0) -> tuple[Token, ...]:
    """The tokens of `text` from `start` on. White space, emphasis marks and HTML comments are no tokens."""
    found = []
    for match in _token_pattern().finditer(text, start):
        kind = match.lastgroup
        if kind == "word":
            found.append(Token("word", match[0], match[0].lower(), match.start(), match.end()))
        elif kind == "code":
            inner = match[0].strip("`").strip()
            found.append(Token("code", inner, inner.lower(), match.start(), match.end()))
        elif kind == "link":
            shown, _, target = match[0].partition("](")
            found.append(
                Token("link", _led_to(shown[1:].strip("`* "), target[:-1]), shown[1:].strip("`* "), match.start(), match.end())
            )
        elif kind == "mark":
            found.append(Token("mark", match[0], match[0], match.start(), match.end()))
    return tuple(found)


def _led_to(shown: str, target: str) -> str:
    """What a link names: the path that it shows, or where it leads. A target is relative to the document, which may lie in any
    folder.
    """
    to = target.split(" ")[0]
    while to.startswith("../"):
        to = to[3:]
    to = to.removeprefix("/")  # of the repository, not of the machine
    return shown if "/" in shown and ("://" in to or " " not in shown) else to


@cache
def _token_pattern() -> re.Pattern[str]:
    # Alternatives in this order: a code span may hold anything, a word may hold the marks of paths, types and versions.
    return re.compile(
        r"(?P<note><!--.*?-->)|(?P<code>(`+)[^`]+?\3(?!`)|`[^`]*?``[^`]*?`)|(?P<link>\[[^\[\]\n]*\]\([^()\s]+(?: [^()]*)?\))"
        r"|(?P<word>\w+(?:[./:+\-'’]+\w+)*)|(?P<mark>->|=>|::|[^\w\s*`])",
        re.DOTALL,
    )


def phrases_of(element: "Element") -> tuple[Phrase, ...]:
    """The sentences of `element` in order; every line that begins with a label begins a phrase of its own."""
    text, start = element.text, element.span.start
    found: list[Phrase] = []
    at = 0
    for part, offset in _labelled(text):
        start += _bytes(text[at:offset])
        line = element.line + text.count("\n", 0, offset)
        at = offset
        found += _sentences(part, start, line)
    return tuple(found)


def _labelled(text: str) -> "Iterator[tuple[str, int]]":
    """`text` cut before each line that begins in bold, with the character offset of each part."""
    cut = 0
    at = text.find("\n")
    while at >= 0:
        rest = text[at + 1 : at + 80].lstrip()
        if rest.startswith(("**", "__")) or _plain_label(rest):
            yield text[cut : at + 1], cut
            cut = at + 1
        at = text.find("\n", at + 1)
    yield text[cut:], cut


def _plain_label(row: str) -> bool:
    head, colon, _ = row.partition(": ")
    return bool(colon) and len(head) <= 24 and head[:1].isupper() and head.replace(" ", "").isalpha() and head.count(" ") <= 2


def _sentences(text: str, start: int, line: int) -> "Iterator[Phrase]":
    label, rest = label_of(text)
    tokens = tokens_of(text, 0 if _wordy(text[:rest]) else rest)
    cut, first = 0, 0
    for at, token in enumerate(tokens[:-1]):
        if token.kind == "mark" and _ends_sentence(text, token, tokens[at - 1] if at else None, tokens[at + 1]):
            piece = tuple(t._replace(start=t.start - cut, end=t.end - cut) for t in tokens[first : at + 1])
            span = Span(start + _bytes(text[:cut]), start + _bytes(text[: token.end]))
            yield Phrase(text[cut : token.end], span, line + text.count("\n", 0, cut), label, piece)
            label, first = "", at + 1
            cut = tokens[at + 1].start
    piece = tuple(t._replace(start=t.start - cut, end=t.end - cut) for t in tokens[first:])
    end = len(text.rstrip())
    if end > cut:
        span = Span(start + _bytes(text[:cut]), start + _bytes(text[:end]))
        yield Phrase(text[cut:end], span, line + text.count("\n", 0, cut), label, piece)


def _wordy(label: str) -> bool:
    """Whether a label says more than what kind of thing follows: `**In run, replace:**`, `**IMPLEMENT in commands.rs**:`."""
    inner = label.strip(" *_:\n")
    if inner.lower().split(" ")[0] in _SAYS_WHAT_TO_DO:
        return True
    return inner.count(" ") > 1 or any(c in inner for c in "`_/") or ".rs" in inner


_SAYS_WHAT_TO_DO = frozenset(
    "add insert append replace change update modify remove delete create rename import find locate edit move write "
    "implement".split()
)


def _ends_sentence(text: str, token: Token, previous: Token | None, following: Token) -> bool:
    between = text[token.end : following.start]
    if token.text in (".", "!", "?"):
        if previous is not None and previous.low in ("e.g", "i.e", "etc", "vs", "cf", "approx"):
            return False
        return between.strip("*_") != "" and (text[following.start].isupper() or following.kind in ("code", "link"))
    # A colon at the end of a row announces; what comes on the next row is something else.
    return token.text == ":" and "\n" in between


def label_of(text: str) -> tuple[str, int]:
    """The label that `text` begins with, in lower case, and the offset of what follows it; ("", 0) if there is none.

    `**Label:** …`, `**Label**: …`, `**Label** (note): …`, `Label: …` of up to three words. Bold words without a colon are a label
    only when nothing else follows on their line.
    """
    lead = len(text) - len(text.lstrip(" \t>"))
    for mark in ("**", "__"):
        if text.startswith(mark, lead):
            end = text.find(mark, lead + 2)
            if end < 0 or end - lead > 160:
                return "", 0
            inner = text[lead + 2 : end].strip()
            rest = text[end + 2 :]
            after = rest.lstrip(" ")
            if inner.endswith(":"):
                return _label(inner[:-1]), end + 2
            if after.startswith(":"):
                return _label(inner), len(text) - len(after) + 1
            if after.startswith("("):
                close = after.find(")")
                if close > 0 and after[close + 1 :].lstrip(" *").startswith(":"):
                    return _label(inner), end + 2
            if not after.strip(" .:\n") and ":" not in inner and inner.count(" ") < 5 and "`" not in inner:
                return _label(inner), end + 2
            return "", 0
    row = text[lead:].partition("\n")[0]
    if _plain_label(row + " "):
        colon = row.index(":")
        return _label(row[:colon]), lead + colon + 1
    return "", 0


def _label(text: str) -> str:
    return " ".join(text.replace("`", "").strip(" *_:").lower().split())


def one_line(text: str) -> str:
    """`text` as written, on one line and without HTML comments."""
    while (start := text.find("<!--")) >= 0:
        end = text.find("-->", start)
        text = text[:start] + (text[end + 3 :] if end >= 0 else "")
    return " ".join(text.split())


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "replace"))
