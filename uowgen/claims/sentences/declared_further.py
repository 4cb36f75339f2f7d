"""What else is said in a description of a declaration: “from `usize` to `u64`”, “none of which carries data”, “made of `A` and `B`”.

Each reader gives the marks and where it ends, or None where the words are not of its form. What the marks ask is decided in
`said_initialisers.py` and `carried.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import PRIMITIVES, bare_name
from uowgen.claims.sentences.code_forms import is_type_like
from uowgen.claims.sentences.declared_parts import MANY
from uowgen.claims.sentences.noun_words import NUMBERS

if TYPE_CHECKING:
    from uowgen.claims.sentences.sentence import Word

    Words = tuple[Word, ...]
    Found = tuple[tuple[str, ...], int] | None

_FUNCTIONS = frozenset({"fn", "method", "constructor"})
_SELF = frozenset({"self", "&self", "&mut self", "mut self"})
_CARRIES = frozenset({"carries", "carry", "holds", "hold", "contains", "contain", "wraps", "has", "have"})
_NOTHING = (("data",), ("fields",), ("field",), ("payload",), ("any", "data"), ("any", "payload"), ("anything",))
_MADE = (
    ("made", "of"), ("made", "from"), ("made", "up", "of"), ("built", "from"), ("built", "of"), ("built", "out", "of"), ("composed", "of"),
    ("computed", "from"), ("calculated", "from"), ("derived", "from"), ("in", "terms", "of"), ("defined", "in", "terms", "of"),
    ("expressed", "in", "terms", "of"), ("expressed", "through"), ("defined", "through"), ("combined", "from"), ("consisting", "of"),
)  # fmt: skip


def _plain(words: Words, at: int) -> str:
    return words[at].text if at < len(words) and not words[at].code else ""


def _says(words: Words, at: int, form: tuple[str, ...]) -> bool:
    return tuple(_plain(words, at + n) for n in range(len(form))) == form


def further(words: Words, at: int, noun: str) -> Found:
    """The marks of what is said from `at` on of a thing of `noun`."""
    if noun in _FUNCTIONS:
        return _from_to(words, at)
    if noun == "enum":
        return _of_which(words, at)
    if noun == "trait":
        return _supertrait(words, at)
    if noun in ("const", "static", "value"):
        return _made_of(words, at) or _array_of(words, at)
    return None


def _is_type(words: Words, at: int) -> bool:
    return at < len(words) and (words[at].code or words[at].raw in PRIMITIVES) and is_type_like(words[at].raw)


def _from_to(words: Words, at: int) -> Found:
    """“from `usize` to `Option<u8>`”: the one parameter, or the receiver, and the result."""
    if _plain(words, at) not in ("from", "mapping") or _plain(words, at + 2) not in ("to", "into") or not _is_type(words, at + 3):
        return None
    taken = words[at + 1].raw
    if taken in _SELF:
        return (f"takes={taken}", "takes.number=0", f"returns={words[at + 3].raw}"), at + 4
    if not _is_type(words, at + 1):
        return None
    return (f"takes={taken}", "takes.number=1", f"returns={words[at + 3].raw}"), at + 4


def _of_which(words: Words, at: int) -> Found:
    """“none of which carries data”, “one of which holds a `&'static str`”, behind the variants."""
    if _plain(words, at) not in ("none", "one") or _plain(words, at + 1) != "of" or _plain(words, at + 2) not in ("which", "them"):
        return None
    if _plain(words, at + 3) not in _CARRIES:
        return None
    if _plain(words, at) == "none":
        form = next((f for f in _NOTHING if _says(words, at + 4, f)), None)
        return (("fieldless",), at + 4 + len(form)) if form is not None else None
    return ((f"one.carries={words[at + 4].raw}",), at + 5) if _is_type(words, at + 4) else None


def _supertrait(words: Words, at: int) -> Found:
    """“with `Sync` as supertrait”; the “with” may stand before other things that it has."""
    at += _plain(words, at) in ("with", "has", "having")
    named: list[str] = []
    while at < len(words) and words[at].code and bare_name(words[at].raw)[:1].isupper():
        named.append(words[at].raw)
        at += 1
        while _plain(words, at) in (",", "and", "&") and at + 1 < len(words) and (words[at + 1].code or _plain(words, at) == ","):
            at += 1
    if not named or _plain(words, at) != "as":
        return None
    end = at + 1 + (_plain(words, at + 1) == "its")
    noun = "supertrait" if len(named) == 1 else "supertraits"
    return ((f"super={MANY.join(named)}",), end + 1) if _plain(words, end) == noun else None


def _made_of(words: Words, at: int) -> Found:
    """“made of `A` and `B`”, “in terms of `PAGE_SHIFT`”: constants that the value is written with."""
    form = next((f for f in _MADE if _says(words, at, f)), None)
    if form is None:
        return None
    named: list[str] = []
    at += len(form)
    while at < len(words) and words[at].code and bare_name(words[at].raw).isupper():
        named.append(words[at].raw)
        at += 1
        joined = 0
        while _plain(words, at + joined) in (",", "and", "&", "|"):
            joined += 1
        if at + joined < len(words) and words[at + joined].code and joined:
            at += joined
    return ((f"made={MANY.join(named)}",), at) if named else None


def _array_of(words: Words, at: int) -> Found:
    """“an array of nine `KernelError`”."""
    if _plain(words, at) != "array" or _plain(words, at + 1) != "of":
        return None
    number = _plain(words, at + 2)
    count = number if number.isdigit() else str(NUMBERS[number]) if number in NUMBERS else ""
    if not count or not _is_type(words, at + 3):
        return None
    end = at + 4 + (_plain(words, at + 4) in ("values", "elements", "entries"))
    return ((f"type=[{words[at + 3].raw}; {count}]",), end)
