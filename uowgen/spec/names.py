"""The thing that words name from some place on: `the Stop variant`, `fn x`, `SnowflakeType enum`, `the imports`.

It reads a noun and a name, and nothing of what stands before them. Whether such a thing exists, the tree has to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.spec.paths import path_of
from uowgen.spec.verbs import NOUNS, noun_of_code

if TYPE_CHECKING:
    from uowgen.spec.phrases import Token


class Named(NamedTuple):
    """What a preposition governs: `name` (empty: nothing that can be found), `noun`, the index after it, whether it is a file."""

    name: str
    noun: str
    end: int
    file: bool = False
    token: int = 0


_BINDING = frozenset(
    "reading loading fetching parsing computing calculating creating declaring defining binding initialising initializing assigning obtaining getting setting".split()
)
_CALLING = frozenset("calling invoking returning it we calls invokes".split())
SKIPPED = frozenset(
    "the a an its it's existing current all other new same this that these those old respective just right immediately directly "
    "and last first final one tail your our both each every any main whole entire corresponding relevant either public private inline "
    "closing opening brace braces bracket end inherent two three four doc row rows entry entries".split()
)
# What an item owns above itself: before its documentation is before it.
OWNED_PARTS = frozenset(["documentation", "docs", "doc", "docstring", "attribute", "attributes", "derive", "derives"])
# Nouns that can be found in a file without a name.
LANDMARKS: dict[str, str] = {
    "imports": "imports", "import": "imports", "use": "imports", "uses": "imports", "file": "file", "module": "module",
    "tests": "tests",
    "test": "tests", "re-exports": "re-exports", "exports": "re-exports", "constants": "constants", "struct": "struct",
    "enum": "enum",
    "impl": "impl", "trait": "trait", "function": "fn", "method": "method", "match": "match", "loop": "loop",
    "variants": "variants",
    "fields": "fields", "mod": "module declarations", "modules": "module declarations", "derives": "derives", "body": "body",
}  # fmt: skip


def named_at(tokens: tuple[Token, ...], start: int) -> Named:
    """The thing that is named from `start` on: `the Stop variant`, `fn x`, `SnowflakeType enum`, `the imports`."""
    at, noun, landmark, word_at = start, "", "", 0
    while at < len(tokens) and at < start + 8:
        token = tokens[at]
        if (token.kind == "code" and not any(c.isalnum() for c in token.text)) or (at > start and _leads_on(tokens, at)):
            at += 1
            continue
        if token.kind == "mark" and token.text not in "{}":
            break
        if token.kind in ("code", "link") or is_name(tokens, at) or ("." in token.text and path_of(token.text, True)[0]):
            path = path_of(token.text, bare=token.kind == "word")[0]
            if path:
                return Named(path, "file", at + 1, True, at)
            if token.kind == "link":
                break
            end = at + 1
            while end + 1 < len(tokens) and tokens[end].text == "(" and tokens[end + 1].text == ")":
                end += 2
            whose = _impl_of(tokens, end) if token.kind == "code" else None
            if whose is not None:  # `X`'s `Display` impl
                return whose._replace(name=f"impl {whose.name} for {token.text}")
            after, end = _noun_after(tokens, end)
            if token.text == "use" and after in ("line", "statement", "declaration", "block", "import", "section"):
                return Named("imports", "import", end, False, at)
            if not after and end + 1 < len(tokens) and tokens[end].low in ("is", "has", "gets", "was", "had"):
                after, end = _happens(tokens, end)
            return Named(token.text, after or noun or noun_of_code(token.text), end, False, at)
        if _describes(tokens, at, start) or (token.low == "documentation" and at + 1 < len(tokens) and tokens[at + 1].low == "of"):
            at += 1
            continue
        if token.low in SKIPPED or token.low == "to" or (token.kind == "mark" and token.text in "{}"):
            at += 1
            continue
        if at == start and token.kind == "word" and (token.low in _BINDING or token.low in _CALLING):
            noun = "binding" if token.low in _BINDING else "statement"
            at += 1
            continue
        if at == start + 1 and token.low in _CALLING and tokens[start].low in ("it", "we"):
            at += 1
            continue
        if token.low in ("module", "mod") and at + 1 < len(tokens) and tokens[at + 1].low in ("declarations", "lines"):
            return Named("module declarations", "", at + 2, False, at)
        if token.low in NOUNS or token.low in LANDMARKS:
            noun = NOUNS.get(token.low, noun)
            if not landmark:
                landmark, word_at = LANDMARKS.get(token.low, ""), at
            at += 1
            continue
        break
    if landmark:
        return Named(landmark, noun, at, False, word_at)
    return Named("", "", at)


def _impl_of(tokens: tuple[Token, ...], at: int) -> Named | None:
    """The trait behind a possessive at `at`, if an impl of it is spoken of."""
    if at + 2 >= len(tokens) or tokens[at].text not in ("'", "’") or tokens[at + 1].low != "s" or tokens[at + 2].kind != "code":
        return None
    named = named_at(tokens, at + 2)
    return named if named.noun == "impl" and named.name == tokens[at + 2].text and named.name.isidentifier() else None


def _describes(tokens: tuple[Token, ...], at: int, start: int) -> bool:
    """Whether one word stands between an article and a name in inline code: `the positional `range``."""
    token = tokens[at]
    if at == start or token.kind != "word" or not token.low.isalpha() or token.low in _NO_ADJECTIVE or token.low in NOUNS:
        return False
    return tokens[at - 1].low in ("the", "a", "an", "its") and at + 1 < len(tokens) and tokens[at + 1].kind == "code"


_NO_ADJECTIVE = frozenset("to of in on for from with by at and or that which who as than is are was be".split())


def _happens(tokens: tuple[Token, ...], at: int) -> tuple[str, int]:
    """What `is called`, `has been computed` after a name make of it, and the index after that."""
    end = at + (2 if tokens[at + 1].low == "been" else 1)
    said = tokens[end].low if end < len(tokens) else ""
    if said in ("called", "invoked", "run", "executed"):
        return "statement", end + 1
    if said in (
        "computed",
        "read",
        "loaded",
        "fetched",
        "parsed",
        "calculated",
        "created",
        "bound",
        "initialised",
        "initialized",
        "assigned",
        "obtained",
        "declared",
        "defined",
        "known",
        "set",
        "there",
        "available",
    ):
        return "binding", end + 1
    return "", at


def _leads_on(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a name follows that belongs to what was begun: `the end of x`, `the arm for x`, `the one for x`."""
    return tokens[at].low == "of" or (
        tokens[at].low in ("for", "with")
        and (
            tokens[at - 1].low in (_ROWS if tokens[at].low == "with" else _LEADING)
            or [t.low for t in tokens[max(0, at - 2) : at]] == ["impl", "block"]
        )
        and at + 1 < len(tokens)
        and is_name(tokens, at + 1)
    )


_ROWS = ("one", "line", "row", "entry", "arm")
_LEADING = (*_ROWS, "case", "impl", "branch", "call", "check")


def _noun_after(tokens: tuple[Token, ...], at: int) -> tuple[str, int]:
    """The noun that follows a name (`\\`X\\` match block` is a match), and the index after it."""
    noun, start = "", at
    while at < len(tokens) and at < start + 3 and tokens[at].kind == "word" and tokens[at].low in NOUNS:
        if not noun or (noun == "match" and NOUNS[tokens[at].low] == "match arm"):
            noun = NOUNS[tokens[at].low]
        at += 1
    return noun, at


def is_name(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a word outside of inline code is an identifier: `sys_mmap`, `SnowflakeType`, `execute()`, `Type::name`."""
    token = tokens[at]
    if token.kind == "code":
        return True
    if token.kind != "word" or "/" in token.text or "-" in token.text or "'" in token.text or "’" in token.text:
        return False
    text = token.text
    if "_" in text.strip("_") or "::" in text:
        return True
    if at + 2 < len(tokens) and tokens[at + 1].text == "(" and tokens[at + 2].text == ")" and tokens[at + 1].start == token.end:
        return True
    inner = text[1:]
    return text[:1].isupper() and any(c.isupper() for c in inner) and any(c.islower() for c in inner) and text.isalnum()
