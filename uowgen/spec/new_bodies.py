"""Words that give the whole body of a function: `the body of x becomes`, `Its new body:`, `body of x:`, `x (signature unchanged) becomes`.

It reads words alone; which function it is, and whether the block can be a body, others find out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.spec.phrases import Token

_ARTICLES = frozenset(
    {"the", "a", "an", "this", "its", "new", "whole", "entire", "full", "and", "then", "so", "give", "has", "gets", "also"}
)
_SIDES = frozenset({"required", "updated", "fixed", "final", "after", "proposed", "complete"})
_KINDS = frozenset({"fn", "function", "method"})
_BECOMES = frozenset(
    {"becomes", "become", "is", "now", "should", "then", "be", "reads", "read", "turns", "into", "shrinks", "to", "changes", "simply", "just", "as",
     "follows", "comes", "down", "reduced", "simplified", "instead", "replaced", "by", "with", "gets", "will", "must"}
)  # fmt: skip
_SAID = frozenset(
    {"becomes", "become", "now", "should", "shrinks", "reduced", "simplified", "replaced", "turns", "changes", "comes"}
)


def new_body(tokens: Sequence[Token]) -> int | None:
    """The index of the function in `tokens` whose body the block is, as `_body` tells it; of a sentence that breaks off at the block also where
    its last clause alone says so: `so until then the body of that method is just`.
    """
    found = _body(tokens)
    if found is not None or not tokens or tokens[-1].kind != "word":
        return found
    at = next((n for n in range(len(tokens) - 1, 0, -1) if tokens[n].low == "body"), 0)
    if not at or tokens[at - 1].low not in ("the", "its"):
        return None
    told = _body(tokens[at:])
    return told if told is None else told + at


def _body(tokens: Sequence[Token]) -> int | None:
    """The index of the inline code that is the function whose body the block is; `len(tokens)` if it is named elsewhere; None if no
    body is spoken of in this way.
    """
    bare = [n for n, token in enumerate(tokens) if not (token.kind == "word" and token.low in _ARTICLES)]
    bare = _without_remarks(tokens, bare)
    ends = bool(bare) and tokens[bare[-1]].text == ":"
    if ends:
        bare.pop()
    while len(bare) > 2 and tokens[bare[0]].low in _SIDES and tokens[bare[0]].kind == "word":  # `Required, body of x:`
        bare = bare[2:] if tokens[bare[1]].text in (",", ":", "—", "–", "-") else bare[1:]
    unchanged = _keeps_signature(tokens)
    if bare and tokens[bare[0]].low == "in" and tokens[bare[0]].kind == "word":  # `In x.rs, the body of …`
        comma = next((k for k, n in enumerate(bare) if tokens[n].text == ","), 0)
        bare = bare[comma + 1 :] if comma else bare
    owner: int | None = None
    if [tokens[n].low for n in bare[:1]] == ["body"]:
        rest = bare[1:]
        if len(rest) > 1 and tokens[rest[0]].low in ("of", "for"):
            pointed = tokens[rest[0] + 1].low in ("that", "this", "the") and any(tokens[n].low in _KINDS for n in rest[1:3])
            rest = [n for n in rest[1:] if tokens[n].low not in _KINDS]
            if rest and tokens[rest[0]].kind == "code":
                owner, rest = rest[0], rest[1:]
            elif pointed:  # `the body of that method is just`
                rest = [n for n in rest if tokens[n].low != "that"]
            else:
                return None
    elif bare and tokens[bare[0]].kind == "code":
        owner = bare[0]
        rest = [n for n in bare[1:] if tokens[n].text not in ("'s", "’s", "'", "’", "s")]
        if [tokens[n].low for n in rest[:1]] == ["body"]:
            rest = rest[1:]
        elif not unchanged:
            return None
    else:
        return None
    said = [tokens[n].low for n in rest]
    if not all(tokens[n].kind == "word" and tokens[n].low in _BECOMES for n in rest):
        return None
    ends = ends or (said[-1:] in (["just"], ["simply"], ["now"]) and "is" in said)
    if not (ends or _SAID.intersection(said)) or (not said and not ends):
        return None
    if owner is None and not said and not any(token.low in ("new", "its") for token in tokens):
        return None
    return len(tokens) if owner is None else owner


def _without_remarks(tokens: Sequence[Token], bare: list[int]) -> list[int]:
    """`bare` without what stands in parentheses."""
    kept, depth = [], 0
    for n in bare:
        depth += tokens[n].text == "("
        if not depth:
            kept.append(n)
        depth -= tokens[n].text == ")" and depth > 0
    return kept


def _keeps_signature(tokens: Sequence[Token]) -> bool:
    """Whether the words say that the signature stays as it is."""
    low = [token.low for token in tokens]
    return "signature" in low and any(word in low for word in ("unchanged", "same", "stays", "untouched"))
