"""What a request is about, and what it becomes: the object of its verb, and the new text behind `with`, `to`, `by`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.model import Anchor, Relation
from uowgen.spec.names import SKIPPED, named_at

if TYPE_CHECKING:
    from uowgen.spec.phrases import Phrase
    from uowgen.spec.verbs import Request

# The prepositions of places, and how what is put lies to what they govern.
RELATIONS: dict[str, Relation] = {
    "before": "before", "above": "before", "preceding": "before", "precede": "before", "after": "after", "below": "after", "beneath": "after",
    "following": "after",
    "under": "after", "in": "in", "into": "in", "inside": "in", "within": "in", "onto": "in", "on": "in", "to": "in",
    "near": "near",
    "alongside": "near", "beside": "near", "around": "near", "next": "near", "from": "in", "for": "near", "of": "in",
    "between": "after", "underneath": "after", "behind": "after",
}  # fmt: skip
# Landmarks that are only the kind of something named elsewhere.
_UNNAMED = frozenset({"struct", "enum", "impl", "trait", "fn", "method", "match", "loop", "body"})


def asked_of(phrase: Phrase, request: Request) -> tuple[Anchor, ...]:
    """What one request of a phrase is about, and what it becomes (`at`, `with`), without the places that the phrase names."""
    return tuple(objects_of(phrase, request))


def replacement(phrase: Phrase, request: Request) -> Anchor | None:
    """What a request without an object gives as the new text: `change to just x`, `replace with x`."""
    tokens = phrase.tokens
    at = request.object_at
    if at >= len(tokens) or tokens[at].low not in ("to", "with", "by"):
        return None
    named = named_at(tokens, at + 1)
    if not named.name or named.file or tokens[named.token].kind != "code":
        return None
    return Anchor("with", named.name, named.noun, phrase.span_of(tokens[named.token]))


def _becomes(phrase: Phrase, at: int, verb: str) -> list[Anchor]:
    """The new name or text after `to`, `with`, `by`; for a removal the further things that it lists."""
    tokens = phrase.tokens
    found: list[Anchor] = []
    if at < len(tokens) and tokens[at].low in ("to", "with", "by", "->", "→", "as", "into"):
        named = named_at(tokens, at + 1)
        # `to x`, not `to use x`: only articles may stand between.
        if named.name and not named.file and all(token.low in SKIPPED for token in tokens[at + 1 : named.token]):
            found.append(Anchor("with", named.name, named.noun, phrase.span_of(tokens[named.token])))
    while verb == "remove" and at + 1 < len(tokens) and tokens[at].low in (",", "and"):
        named = named_at(tokens, at + 1)
        if not named.name or named.file:
            break
        found.append(Anchor("at", named.name, named.noun, phrase.span_of(tokens[named.token])))
        at = named.end
    return found


def objects_of(phrase: Phrase, request: Request) -> list[Anchor]:
    """The thing that is changed, replaced, removed or renamed, and what it becomes; for what is added, its text."""
    tokens = phrase.tokens
    if request.file and request.verb not in ("replace", "remove"):
        return []
    if request.object_at < len(tokens) and tokens[request.object_at].low in RELATIONS:
        return []
    named = named_at(tokens, request.object_at)
    if request.verb in ("replace", "change", "remove", "rename", "initialise"):
        found = []
        if named.file:
            found.append(Anchor("at", named.name, "file", phrase.span_of(tokens[named.token])))
        elif named.name and (named.name not in _UNNAMED or tokens[named.token].kind == "code"):
            found.append(Anchor("at", named.name, named.noun, phrase.span_of(tokens[named.token])))
        if request.verb in ("remove", "rename", "initialise", "replace", "change") and named.name and not named.file:
            found += _becomes(phrase, named.end, request.verb)
        return found
    reached = any(token.low == "to" for token in tokens[request.object_at : named.token])
    if named.name and not named.file and tokens[named.token].kind == "code" and not reached:
        found = [Anchor("with", named.name, named.noun, phrase.span_of(tokens[named.token]))]
        at = named.end
        while at + 1 < len(tokens) and tokens[at].low in (",", "and") and (more := named_at(tokens, at + 1)).name and not more.file:
            if tokens[more.token].kind != "code":
                break
            found.append(Anchor("with", more.name, more.noun or named.noun, phrase.span_of(tokens[more.token])))
            at = more.end
        return found
    return []
