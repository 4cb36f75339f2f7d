"""What a declaration is said to consist of: “two variants”, “named `u8` fields `a` and `b`”, “a single variant `Page` with two fields”.

It reads words into marks; what they ask of the code is for `kinds/is_declared.py`. A mark with several values has `MANY` between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import PRIMITIVES, bare_name, is_path
from uowgen.claims.sentences.code_forms import is_type_like
from uowgen.claims.sentences.noun_words import NUMBERS

if TYPE_CHECKING:
    from uowgen.claims.sentences.sentence import Word

    Words = tuple[Word, ...]

MANY = "\x1f"
_SORTS = {"field": "field", "fields": "field", "variant": "variant", "variants": "variant", "method": "fn", "methods": "fn"}
# Of what a thing of each noun can consist.
_OF = {
    "struct": ("field",), "union": ("field",), "newtype": ("field",), "enum": ("variant",), "trait": ("fn",), "variant": ("field",),
    "type": ("field", "variant"), "": ("field", "variant"),
}  # fmt: skip
_PARAMETERS = frozenset({"parameter", "parameters", "argument", "arguments"})
_SELF = frozenset({"self", "&self", "&mut self", "mut self"})
_SEEN = {"public": "pub", "pub": "pub", "private": "private"}


def _plain(words: Words, at: int) -> str:
    return words[at].text if at < len(words) and not words[at].code else ""


def _number(words: Words, at: int) -> str:
    text = _plain(words, at)
    return text if text.isdigit() else str(NUMBERS[text]) if text in NUMBERS else ""


def members_at(words: Words, at: int, noun: str) -> tuple[tuple[str, ...], int] | None:
    """The marks of what is had from `at` on, by a thing of `noun` (empty: any), and where that ends."""
    only = _plain(words, at) in ("exactly", "only", "just")
    at += only
    number = _number(words, at)
    at += bool(number)
    seen = how = typed = ""
    while True:
        text = _plain(words, at)
        if text in _SEEN and not seen:
            seen = _SEEN[text]
        elif text in ("named", "required", "provided", "default", "unit") and not how:
            how = text
        elif text not in ("following",):
            break
        at += 1
    if at < len(words) and _plain(words, at) not in _SORTS and (words[at].code or words[at].raw in PRIMITIVES):
        if not is_type_like(words[at].raw) or _plain(words, at + 1) not in _SORTS:
            return None
        typed, at = words[at].raw, at + 1
    plural, sort = _plain(words, at), _SORTS.get(_plain(words, at), "")
    if not sort or sort not in _OF.get(noun, ()):
        return None
    at += 1
    names, at = _names(words, at)
    if not typed and sort == "field" and _plain(words, at) == "of" and _plain(words, at + 1) == "type" and at + 2 < len(words):
        typed, at = words[at + 2].raw, at + 3
    if not number and not names and sort == "field" and not plural.endswith("s") and (seen or typed) and noun != "variant":
        number = "1" if noun == "newtype" else "some"
    if (not number and not names) or (number.isdigit() and names and int(number) != len(names)):
        return None
    if (how == "named") > (sort == "field") or (seen and sort != "field") or (how == "unit" and (sort != "variant" or not number)):
        return None
    if names and any(":" in n.replace("::", "") for n in names) and typed:
        return None
    singular = not plural.endswith("s")
    if number.isdigit() and (int(number) == 1) is not singular:
        return None
    mark = "has=" + MANY.join((sort, "exactly" if only or number else "", number, seen, how, typed, *names))
    if sort == "variant" and len(names) == 1 and _plain(words, at) in ("with", "carrying", "holding", "of", "that"):
        inner = members_at(words, at + 1 + (_plain(words, at + 1) in ("has", "carries", "holds")), "variant")
        return ((mark, f"carried={names[0]}{MANY}{inner[0][0].removeprefix('has=')}"), inner[1]) if inner is not None else None
    return (mark,), at


def _names(words: Words, at: int) -> tuple[list[str], int]:
    """Names in backticks behind a noun, with their types if these are told: “`a` (`u8`) and `b` (`u16`)”."""
    start = at
    while _plain(words, at) in (":", "called", "named", "(", ","):
        at += 1
    if at < len(words) and not words[at].code:
        return [], start
    opened = any(_plain(words, n) == "(" for n in range(start, at))
    found: list[str] = []
    end = at
    while at < len(words) and words[at].code and not is_path(words[at].raw) and words[at].raw[:2] != "#[":
        name = words[at].raw
        at += 1
        if _plain(words, at) == "(" and not opened and at + 2 < len(words) and _plain(words, at + 2) == ")":
            name, at = f"{name}: {words[at + 1].raw}", at + 3
        found.append(name)
        end = at
        while _plain(words, at) in (",", "and", "&"):
            at += 1
        if at == end:
            break
    if opened:
        return (found, end + 1) if _plain(words, end) == ")" else ([], start)
    return (found, end) if found else ([], start)


def parameters_at(words: Words, at: int, *, noun_needed: bool = False) -> tuple[tuple[str, ...], int] | None:
    """What a function takes from `at` on: “`&self`”, “two `u32` arguments”, “no arguments”, “`self` by value”."""
    only = _plain(words, at) in ("only", "just", "exactly")
    at += only
    number = _number(words, at)
    if number:
        end, typed = at + 1, ""
        if end < len(words) and (words[end].code or words[end].raw in PRIMITIVES):
            typed, end = words[end].raw, end + 1
        if _plain(words, end) not in _PARAMETERS:
            return None
        names, end = _names(words, end + 1)
        return (MANY.join((f"takes.number={number}", typed, *names)) if typed or names else f"takes.number={number}",), end
    lead = _plain(words, at) in _PARAMETERS
    names, end = _names(words, at + lead)
    if not names and at < len(words) and words[at].raw in PRIMITIVES:
        names, end = [words[at].raw], at + 1
    if not names or any(not is_type_like(n) and ": " not in n for n in names):
        return None
    behind = _plain(words, end) in _PARAMETERS
    end += behind
    if noun_needed and not (lead or behind):
        return None
    if lead and len(names) == 1 and _plain(words, end) == "of" and _plain(words, end + 1) == "type" and end + 2 < len(words):
        names, end = [f"{names[0]}: {words[end + 2].raw}"], end + 3
    marks = [f"takes={MANY.join(names)}"]
    if _plain(words, end) == "by" and _plain(words, end + 1) == "value":
        if names not in (["self"], ["mut self"]):
            return None
        marks, end = ["receiver=self"], end + 2
    if only:
        marks.append(f"takes.number={sum(bare_name(n) != 'self' and n not in _SELF for n in names)}")
    return tuple(marks), end
