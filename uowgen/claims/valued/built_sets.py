"""Numbers that a sentence calls by a name: “exception vectors”, “privileged ports”, “addresses that are not mapped”.

What the name means is told by the type's own methods that say yes or no, and by constants, by their names and comments: “First vector that is
no exception” has exceptions below it and vectors from it on.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.claims.valued.built import words_of
from uowgen.claims.valued.shapes import INTS
from uowgen.claims.valued.tokens import root
from uowgen.facts.documentation import comment_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.valued.built import Ask, Built, Maker
    from uowgen.claims.valued.matcher import Matcher
    from uowgen.facts.code import Declaration

_CONST = re.compile(
    r"((?:[ \t]*///[^\n]*\n)*)[ \t]*(?:pub(?:\([^)]*\))? )?const ([A-Z][A-Z0-9_]*)\s*:\s*[iu](?:8|16|32|64|128|size)\b"
)
_FIRST = re.compile(r"(?:the )?(?:first|lowest|smallest|start of|base of|beginning of|bottom of)\s+(.*)")
_LAST = re.compile(r"(?:the )?(?:last|highest|largest|top|greatest)\s+(.*)")
_BEYOND = re.compile(
    r"(?:the )?(?:first \w+ |one |just )?(?:past|above|after|beyond|behind)\s+(?:the )?(?:end of |last |highest )?(.*)"
)
_NOT = re.compile(r"(.*?)\b(?:that|which) (?:is|are) (?:not|no)\s+(?:an? |the )?(.*)")
_LOW = frozenset("base start first min lowest begin from".split())
_HIGH = frozenset("max last top highest".split())
_END = frozenset("end limit count num".split())
_BY_ZERO: dict[str, Callable[[int], bool]] = {
    "negative": lambda v: v < 0, "positive": lambda v: v > 0, "non-zero|nonzero": lambda v: v != 0,
}  # fmt: skip
_BESIDE = frozenset("that which is are ones it they every each any all".split())
_IDLE = frozenset(
    root(w) for w in "the and for not with from into that this number value address index which its are is may can only".split()
)


class Named(NamedTuple):
    """The roots of the words of a name, and which numbers are called so."""

    words: frozenset[str]
    test: Callable[[int], bool]
    top: bool = False  # whether all above them are others: then something may lie beyond them


def sets_of(built: Built, maker: Maker) -> tuple[Named, ...]:
    """All numbers of a constructor that have a name."""
    return built.case.once(f"named numbers {built.key}::{maker.name}", lambda: tuple(_sets(built, maker)))


def _sets(built: Built, maker: Maker) -> Iterator[Named]:
    if len(maker.takes) != 1:
        return
    for ask in built.asks:
        if ask.gives == "bool" and not ask.takes and (words := words_of(ask.name)):
            yield Named(words, _says(built, maker, ask))
    text = built.shape.declaration.file.rust.source.data.decode("utf-8", "replace")
    shown = [f.rust.source.data.decode("utf-8", "replace") for f in block_files(built.case)]
    seen: set[str] = set()
    for one in (text, *shown):
        for doc, name in _CONST.findall(one):
            n = built.constant(name) if name not in seen else None
            seen.add(name)
            if n is not None:
                yield from _by_constant(name, " ".join(re.sub(r"^\s*///\s*", "", line) for line in doc.splitlines()), n)


def _says(built: Built, maker: Maker, ask: Ask) -> Callable[[int], bool]:
    """What a method says of the value, in the spec's own code: that is what the word means."""
    return lambda v: built.gave((maker.name, ask.name), (v,), own=True).value is True


def _by_constant(name: str, doc: str, n: int) -> Iterator[Named]:
    parts = [p.lower() for p in name.split("_")]
    rest = frozenset(root(p) for p in parts if p not in _LOW | _HIGH | _END) - _IDLE
    if rest and _LOW & set(parts):
        yield Named(rest, lambda v: v >= n)
    if rest and _HIGH & set(parts):
        yield Named(rest, lambda v: v <= n, top=True)
    if rest and _END & set(parts):
        yield Named(rest, lambda v: v < n, top=True)
    said = re.split(r"[.;:(]", doc.lower())[0].strip()
    if (m := _BEYOND.match(said)) is not None:
        yield from (one._replace(top=True) for one in _named(m[1], lambda v: v < n))
    elif (m := _FIRST.match(said)) is not None:
        no = _NOT.match(m[1])
        yield from _named(no[1] if no is not None else m[1], lambda v: v >= n)
        yield from (one._replace(top=True) for one in _named(no[2] if no is not None else "", lambda v: v < n))
    elif (m := _LAST.match(said)) is not None:
        no = _NOT.match(m[1])
        yield from (one._replace(top=True) for one in _named(no[1] if no is not None else m[1], lambda v: v <= n))
        yield from _named(no[2] if no is not None else "", lambda v: v > n)


def _named(said: str, test: Callable[[int], bool]) -> Iterator[Named]:
    if re.search(r"\b(?:not|no|never|without|but|except|unless)\b", said):
        return
    words = frozenset(root(w) for w in re.findall(r"[a-z]{3,}", said)) - _IDLE
    if words:
        yield Named(words, test)


def called_so(
    r: Matcher, i: int, sets: tuple[Named, ...], beside: Callable[[int], bool]
) -> Iterator[tuple[Callable[[int], bool], int]]:
    """The numbers that a phrase calls by one of the names; `beside` tells words that stand with a name and say nothing of their own."""
    for words, test, top in sets:
        seen, turned, k = False, False, i
        for _, j in r.one(i, "past|beyond|outside|outside of|after|behind") if top else ():
            turned, k = True, max([j, *(e for _, e in r.one(j, "end of|last|end of last"))])
        while k < r.end and k < i + 6 and r.tokens[k].sort == "word":
            low = r.low(k)
            if low in ("not", "no"):
                turned = not turned
            elif root(low) in words:
                seen = True
            elif root(re.sub("^(?:un|non-?)", "", low)) in words:
                seen, turned = True, not turned
            elif not (low in _BESIDE or beside(k)):
                break
            k += 1
            if seen:
                yield ((lambda v, t=test: not t(v)) if turned else test), k  # type: ignore[misc]


def special_of(r: Matcher, i: int, behind: Callable[[int], list[int]]) -> Iterator[tuple[Callable[[int], bool], int | None, int]]:
    """“negative numbers”, “what does not fit into `u16`”: numbers of a sort; `behind` tells where a noun for them ends."""
    lead, misfit = (
        "what|anything that|all that|numbers that|values that*",
        "does not fit|do not fit|not fit|is too large for|is too big for",
    )
    for _, k in r.seq(i, lead, misfit, "in|into?"):
        kind = r.tokens[k].raw.strip() if k < r.end else ""
        if kind in INTS:
            top = (1 << (INTS[kind] - (kind[0] == "i"))) - 1
            yield (lambda v, t=top, low=-top - 1 if kind[0] == "i" else 0: not low <= v <= t), None, k + 1  # type: ignore[misc]
    for words, test in _BY_ZERO.items():
        for _, k in r.one(i, words):
            for end in (k, *behind(k)):
                yield test, None, end


def refused_in_words(declaration: Declaration | None, refuses: Callable[[int], bool]) -> Iterator[Named]:
    """What a function's own comment says that it gives `None` for: “The line of a vector; `None` for exceptions.”"""
    doc = comment_of(declaration) if declaration is not None else ""
    for said in re.findall(r"`(?:None|Err(?:\([^`]*\))?)` (?:for|if|when|of|in case of) ([^.;,]+)", doc):
        yield from _named(said.lower(), refuses)


_TOO_LARGE = "oversized|over-sized|oversize|too large|too big|too high|excessive|overlarge|overly large|too-large"


def adjectives_of(r: Matcher, i: int, taken: list[int]) -> Iterator[tuple[Callable[[int], bool], int | None, int]]:
    """“zero”, “zero and oversized”, in front of a part: what is too large is more than all that the constructor takes there."""
    for one, words in ((0, "zero|zeroed|null"), (None, _TOO_LARGE)):
        for _, k in r.one(i, words) if one == 0 or taken else ():
            test = (lambda v: v == 0) if one == 0 else (lambda v: v > max(taken))
            yield test, one, k
            for _, start in r.one(k, ", and|, or|and|or|,|as well as|nor"):
                for more, _, end in adjectives_of(r, start, taken):
                    yield (lambda v, a=test, b=more: a(v) or b(v)), None, end  # type: ignore[misc]


__all__ = ["Named", "adjectives_of", "called_so", "refused_in_words", "sets_of", "special_of"]
