"""Places told by words that stand for what was named just before: `At its start:`, `put this behind it:`, `the body of that method is`.

What they stand for is told by the sentence itself or by the one before it, where that leaves no choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.model import Anchor, Relation
from uowgen.spec.edges import FIRST_LAST
from uowgen.spec.new_bodies import new_body
from uowgen.spec.paths import path_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.spec.phrases import Phrase, Token

_SIDES: dict[str, Relation] = {
    "below": "after", "after": "after", "behind": "after", "beneath": "after", "under": "after", "underneath": "after",
    "before": "before", "above": "before",
}  # fmt: skip
_POINTING = frozenset({"it", "that", "this"})
_HAS = frozenset({"has", "have", "contains", "holds", "owns", "offers", "provides", "with"})
_EDGES: dict[str, Relation] = {
    "start": "start_of", "beginning": "start_of", "top": "start_of", "head": "start_of", "end": "end_of", "bottom": "end_of",
}  # fmt: skip
_FUNCTIONS = frozenset({"function", "method", "fn"})
# What says no more than that the block goes there.
_EMPTY = frozenset(
    "at the very its it's of that this same add insert put place do goes go comes it function method fn body right then and so to a check "
    "statement line code following".split()
)


def referred(run: Sequence[Phrase]) -> Anchor | None:
    """The place of a block of which `run`, the phrases above it, nearest first, say it by a word that stands for a name; None for others."""
    if not run:
        return None
    return _beside_named(run[0]) or _edge_of_last(run) or _body_of_last(run)


def _body_of_last(run: Sequence[Phrase]) -> Anchor | None:
    """`The body of that method is just` is about the function that the sentence before is about."""
    if len(run) < 2 or new_body(run[0].tokens) != len(run[0].tokens):
        return None
    name = subject_of(run[1])
    return Anchor("at", name.text, "fn", run[1].span_of(name)) if name is not None else None


def _beside_named(phrase: Phrase) -> Anchor | None:
    """``X` has `add`; put this behind it:`` is after `add`, in X."""
    tokens = phrase.tokens
    for at, token in enumerate(tokens[:-1]):
        if token.low not in _SIDES or token.kind != "word" or tokens[at + 1].low not in _POINTING:
            continue
        if at + 2 < len(tokens) and tokens[at + 2].kind != "mark":
            continue  # `after that call`
        names = [n for n, earlier in enumerate(tokens[:at]) if earlier.kind == "code" and not path_of(earlier.text, bare=False)[0]]
        if not names or not any(t.text in (";", ",", "—", "–") or t.low == "and" for t in tokens[names[-1] + 1 : at]):
            return None
        last = names[-1]
        had = tokens[last - 1].low in _HAS or (last > 1 and tokens[last - 2].low in _HAS)
        if not had and len(names) > 1:
            return None
        within = tokens[names[0]].text if len(names) == 2 and names[0] == 0 else ""
        if len(names) > 2:
            return None
        return Anchor(_SIDES[token.low], tokens[last].text, "", phrase.span_of(tokens[last]), within)
    return None


def _edge_of_last(run: Sequence[Phrase]) -> Anchor | None:
    """`At its start:`, `Make it the first thing the function does:` are about the function that the sentence before is about."""
    phrase = run[0]
    low = [token.low for token in phrase.tokens if token.kind == "word"]
    if any(token.kind == "code" for token in phrase.tokens) or len(run) < 2 or not phrase.leads_in:
        return None
    edges = [word for word in low if word in _EDGES]
    if len(edges) == 1 and {"its", "it", "that", "this", *_FUNCTIONS} & set(low) and {*low} - {*edges} <= _EMPTY:
        relation = _EDGES[edges[0]]
    else:
        told = _first_thing(low)
        if told is None:
            return None
        relation = told
    name = subject_of(run[1])
    return Anchor(relation, name.text, "fn", run[1].span_of(name)) if name is not None else None


def _first_thing(low: list[str]) -> Relation | None:
    """Which end `the first thing the function does`, `its last statement` means; None for other words."""
    for n, word in enumerate(low[:-1]):
        if word not in FIRST_LAST or low[n + 1] not in ("thing", "statement", "statements", "check", "line"):
            continue
        rest = low[n + 2 :]
        while rest[:1] in (["that"], ["the"], ["this"]):
            rest = rest[1:]
        if (rest[:1] and rest[0] in (*_FUNCTIONS, "it") and rest[1:2] in (["does"], ["do"])) or "its" in low[max(0, n - 2) : n]:
            return FIRST_LAST[word]
    return None


def subject_of(phrase: Phrase) -> Token | None:
    """What a sentence is about: the one name in it."""
    names = [token for token in phrase.tokens if _is_name(token)]
    return names[0] if len(names) == 1 else None


def _is_name(token: Token) -> bool:
    """Whether a token is the name of something in code, and no file."""
    bare = token.text.removesuffix("()").replace("::", "_")
    return token.kind == "code" and bare.isidentifier() and not path_of(token.text, bare=False)[0]
