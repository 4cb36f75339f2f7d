"""Rust text as tokens and groups in brackets, for macros. It knows nothing of what the tokens mean."""

from __future__ import annotations

from typing import NamedTuple

from uowgen.behaviour.outcomes import Unknown

_PAIRS = {"(": ")", "[": "]", "{": "}"}
_LONG = (
    "<<=",
    ">>=",
    "...",
    "..=",
    "::",
    "->",
    "=>",
    "==",
    "!=",
    "<=",
    ">=",
    "&&",
    "||",
    "+=",
    "-=",
    "*=",
    "/=",
    "%=",
    "^=",
    "&=",
    "|=",
    "<<",
    ">>",
    "..",
)
_PREFIXES = ("b", "c", "r", "br", "cr")


class Token(NamedTuple):
    """`kind` is `name`, `literal`, `lifetime`, `sign` or, for a group with what is `inside` it, its opening bracket."""

    kind: str
    text: str
    inside: tuple[Token, ...] = ()


def read(text: str) -> tuple[Token, ...]:
    """The tokens of `text` without comments; raises Unknown where brackets do not match."""
    stack: list[tuple[str, list[Token]]] = [("", [])]
    at = 0
    while at < len(text):
        ch = text[at]
        if ch.isspace():
            at += 1
            continue
        if ch in _PAIRS:
            stack.append((ch, []))
            at += 1
            continue
        if ch in ")]}":
            opening, inside = stack.pop()
            if not stack or _PAIRS.get(opening) != ch:
                raise Unknown("brackets of a macro")
            stack[-1][1].append(Token(opening, "", tuple(inside)))
            at += 1
            continue
        end, token = _one(text, at)
        if token is not None:
            stack[-1][1].append(token)
        at = end
    if len(stack) != 1:
        raise Unknown("brackets of a macro")
    return tuple(stack[0][1])


def write(tokens: tuple[Token, ...] | list[Token]) -> str:
    """Text that reads as `tokens`."""
    out: list[str] = []
    waiting: list[Token | str] = list(reversed(tokens))
    while waiting:
        token = waiting.pop()
        if isinstance(token, str):
            out.append(token)
        elif token.kind in _PAIRS:
            out.append(token.kind)
            waiting.append(_PAIRS[token.kind])
            waiting += reversed(token.inside)
        elif token.kind == "none":
            waiting += reversed(token.inside)
        else:
            out.append(token.text)
    return " ".join(out)


def _one(text: str, at: int) -> tuple[int, Token | None]:
    """The token at `at` and where it ends; None for a comment."""
    ch = text[at]
    if text.startswith("//", at):
        end = text.find("\n", at)
        return (len(text) if end < 0 else end), None
    if text.startswith("/*", at):
        return _comment(text, at), None
    if ch.isalpha() or ch == "_":
        end = at
        while end < len(text) and (text[end].isalnum() or text[end] == "_"):
            end += 1
        word = text[at:end]
        if word in _PREFIXES and end < len(text) and (text[end] == '"' or (text[end] == "#" and "r" in word)):
            if word == "r" and text[end] == "#" and text[end + 1 : end + 2] not in ('"', "#"):
                return _name(text, end + 1, at)
            return _string(text, at, end)
        if word == "b" and text[end : end + 1] == "'":
            return _character(text, at, end)
        return end, Token("name", word)
    if ch.isdigit():
        return _number(text, at)
    if ch == '"':
        return _string(text, at, at)
    if ch == "'":
        is_lifetime = (text[at + 1 : at + 2].isalpha() or text[at + 1 : at + 2] == "_") and text[at + 2 : at + 3] != "'"
        if is_lifetime:
            end, token = _name(text, at + 1, at)
            return end, Token("lifetime", token.text)
        return _character(text, at, at)
    for sign in _LONG:
        if text.startswith(sign, at):
            return at + len(sign), Token("sign", sign)
    return at + 1, Token("sign", ch)


def _name(text: str, at: int, start: int) -> tuple[int, Token]:
    while at < len(text) and (text[at].isalnum() or text[at] == "_"):
        at += 1
    return at, Token("name", text[start:at])


def _number(text: str, at: int) -> tuple[int, Token]:
    end = at
    while end < len(text) and (text[end].isalnum() or text[end] in "_."):
        if text[end] == "." and not text[end + 1 : end + 2].isdigit():
            break
        if text[end] in "eE" and text[end + 1 : end + 2] in ("+", "-") and text[at : at + 2] != "0x":
            end += 1
        end += 1
    return end, Token("literal", text[at:end])


def _string(text: str, at: int, quote: int) -> tuple[int, Token]:
    hashes = 0
    while text[quote : quote + 1] == "#":
        hashes, quote = hashes + 1, quote + 1
    if "r" in text[at:quote]:
        end = text.find('"' + "#" * hashes, quote + 1)
        if end < 0:
            raise Unknown("string in a macro")
        return end + 1 + hashes, Token("literal", text[at : end + 1 + hashes])
    end = quote + 1
    while end < len(text) and text[end] != '"':
        end += 2 if text[end] == "\\" else 1
    return end + 1, Token("literal", text[at : end + 1])


def _character(text: str, at: int, quote: int) -> tuple[int, Token]:
    end = quote + 1
    while end < len(text) and text[end] != "'":
        end += 2 if text[end] == "\\" else 1
    return end + 1, Token("literal", text[at : end + 1])


def _comment(text: str, at: int) -> int:
    depth = 0
    while at < len(text):
        if text.startswith("/*", at):
            depth, at = depth + 1, at + 2
        elif text.startswith("*/", at):
            depth, at = depth - 1, at + 2
            if depth == 0:
                return at
        else:
            at += 1
    return at
