"""The ends of things in words: `first statement of x`, `Begin x with:`, `the last constant in y`.

It reads which end is meant and of what; whether the thing has such an end, the tree has to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.model import Anchor, Relation
from uowgen.spec.announced import MEMBERS
from uowgen.spec.names import named_at
from uowgen.spec.paths import path_of

if TYPE_CHECKING:
    from uowgen.spec.phrases import Phrase, Token

FIRST_LAST: dict[str, Relation] = {"first": "start_of", "last": "end_of", "final": "end_of"}
EDGE_WORDS = 4  # `in x, last line`


def begun(phrase: Phrase, at: int) -> Anchor | None:
    """The start of a function in other words: `Begin x with:`, `On entry to x`, `Before anything else in x`; None for other words."""
    tokens = phrase.tokens
    low = tokens[at].low
    named = None
    if low in FIRST_LAST and at + 1 < len(tokens) and tokens[at + 1].low in ("statement", "statements", "line", "thing"):
        subject = tokens[0]  # `x gets this as its first statement`
        own = [token.low for token in tokens[:at]]
        if subject.kind == "code" and own[-1:] == ["its"] and {"gets", "takes", "has", "needs", "gains"} & set(own):
            return Anchor(FIRST_LAST[low], subject.text, "", phrase.span_of(subject))
        doing = tokens[at + 2 : at + 4]  # `as the last thing x does`
        if len(doing) > 1 and doing[0].kind == "code" and doing[1].low in ("does", "do"):
            return Anchor(FIRST_LAST[low], doing[0].text, "fn", phrase.span_of(doing[0]))
    if at == 1 and low == "first" and tokens[0].kind == "code" and len(tokens) > EDGE_WORDS and tokens[-1].text == ":":
        verb = tokens[2]  # ``handle` first checks the state:``
        if verb.kind == "word" and verb.low.endswith("s") and not verb.low.endswith("ss") and verb.low not in _NO_ACT:
            return Anchor("start_of", tokens[0].text, "", phrase.span_of(tokens[0]))
    if low in ("begin", "start", "open") and at == 0 and tokens[-1].text == ":":
        if len(tokens) > 2 and tokens[-2].low == "with":
            named = named_at(tokens, at + 1)
    elif low in ("entry", "entering") and at and tokens[at - 1].low in ("on", "at", "upon"):
        named = named_at(tokens, at + (2 if at + 1 < len(tokens) and tokens[at + 1].low in ("to", "of", "into") else 1))
    elif low == "before" and _anything_else_in(tokens, at + 1):
        named = named_at(tokens, at + 4)
    elif low == "before" and [t.low for t in tokens[at + 1 : at + 4]] in (["anything", "else", ":"], ["everything", "else", ":"]):
        subject = tokens[0]
        if subject.kind == "code" and not path_of(subject.text, bare=False)[0]:  # ``run` does this before anything else:``
            return Anchor("start_of", subject.text, "", phrase.span_of(subject))
        return Anchor("start_of", "file", "file", phrase.span_of(tokens[at]))
    if named is None or not named.name or named.file:
        return None
    return Anchor("start_of", named.name, named.noun, phrase.span_of(tokens[named.token]))


_NO_ACT = frozenset("has is was needs appears comes goes occurs stands shows gets takes becomes".split())


def _anything_else_in(tokens: tuple[Token, ...], at: int) -> bool:
    rest = [token.low for token in tokens[at : at + 3]]
    return len(rest) == 3 and rest[0] in ("anything", "everything") and rest[1] == "else" and rest[2] in ("in", "inside", "within")


def thing_in(tokens: tuple[Token, ...], at: int, *, members: bool = False) -> bool:
    """Whether `statement of`, `line in` stands here, after `first` or `last`; with `members` also `constant of`, `method in`."""
    if at + 1 >= len(tokens) or tokens[at + 1].low not in ("of", "in", "inside"):
        return False
    return tokens[at].low in _THINGS or (members and tokens[at].low in _MEMBERS)


_THINGS = frozenset(["statement", "line", "thing", "entry", "one"])
_MEMBERS = MEMBERS | {"const", "function", "fn", "item", "static"}
