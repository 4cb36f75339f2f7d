"""The words of a sentence for readers that look for phrases in it: idle words left out, code taken apart, each word by its stem."""

from __future__ import annotations

import re
from typing import NamedTuple

from uowgen.claims.sentences.senses import APART, IDLE, number_of, stem
from uowgen.regex import when_used

_TOKEN = when_used(
    r"(?P<tick>`)"
    r"|(?P<range>\b[a-z_][\w.]*\.\.=?[a-z_][\w.]*)"
    r"|(?P<word>&?(?:\w+(?:<[^<>]*>)?::)*[A-Za-z_]\w*(?:\.[a-z_]\w*)*(?:['’]\w+)?(?:-[A-Za-z]\w*)*)"
    r"|(?P<number>0[xX][0-9a-fA-F_]+|\d[\d_]*(?:st|nd|rd|th)?(?:[iu](?:8|16|32|64|size))?)"
    r"|(?P<op>->|=>|→|⇒|==|!=|>=|<=|≥|≤|&&|\|\||[-+*/%<>=])"
    r"|(?P<mark>[,;:().!?—–…\[\]{}])"
)
_EMPTIES = when_used(r"\bempties\b")
_OPS = {"→": "->", "⇒": "->", "=>": "->", "≥": ">=", "≤": "<="}


class Token(NamedTuple):
    """One word: `stem` is empty for what can only be code; `code` when it stood in backticks, or is written as only code is."""

    raw: str
    stem: str = ""
    code: bool = False
    mark: str = ""  # an operator or a punctuation mark
    call: str | None = None  # what stands between the brackets behind a name


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of a sentence without idle words and without what ends it."""
    found: list[Token] = []
    plain = _EMPTIES.sub("clears", text.replace("**", "").replace("’", "'")).strip()  # it is done, and no state
    at, ticked = 0, False
    while at < len(plain):
        m = _TOKEN.match(plain, at)
        if m is None:
            at += 1
            continue
        at = m.end()
        raw = m[0]
        if m.lastgroup == "tick":
            ticked = not ticked
        elif m.lastgroup == "word":
            call, at = _call(plain, at)
            braces = re.match(r" ?\{[^{}]*\}", plain[at:]) if raw[:1].isupper() and call is None else None
            if braces:
                call, at = braces[0].strip(), at + braces.end()
            found += _words(raw, call, ticked)
        elif m.lastgroup == "range":
            found.append(Token(raw, "", True))
        elif m.lastgroup == "number":
            found.append(Token(raw, raw.lower(), ticked))
        else:
            found.append(Token(raw, "", ticked, _OPS.get(raw, raw)))
    while found and found[-1].mark in (".", ";", "!", ":", ","):
        found.pop()
    return tuple(found)


def _call(plain: str, at: int) -> tuple[str | None, int]:
    """What stands in brackets directly behind a name, and where it ends."""
    if plain[at : at + 1] != "(":
        return None, at
    depth = 0
    for end in range(at, len(plain)):
        depth += {"(": 1, ")": -1}.get(plain[end], 0)
        if depth == 0:
            return plain[at + 1 : end].strip(), end + 1
    return None, at


def _words(raw: str, call: str | None, ticked: bool) -> list[Token]:
    written = ticked or call is not None or "_" in raw or "::" in raw or "." in raw or bool(re.search(r"[a-z][A-Z]", raw))
    if written or raw.startswith("&"):
        return [Token(raw, stem(raw.lstrip("&")) if call is None and raw.lstrip("&").isalpha() else "", True, "", call)]
    low = raw.lower()
    if low in APART:
        return [t for w in APART[low].split() for t in _words(w, None, False)]
    if low in IDLE:
        return []
    if low.endswith("'s"):
        low = low[:-2]
    if (
        "-" in low
        and number_of(low) is None
        and low.split("-")[0] in ("non", "un", "already", "newly", "brand", "zero", "half", "first", "in", "page", "lowest")
    ):
        return [t for w in low.split("-") for t in _words({"non": "not", "un": "not"}.get(w, w), None, False)]
    return [Token(raw, stem(low))]


__all__ = ["Token", "tokens_of"]
