"""What gets something more, as labels announce it behind its name: ``struct `Area`, new last field:``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.model import Anchor, Relation

if TYPE_CHECKING:
    from uowgen.spec.phrases import Phrase

MEMBERS = frozenset("field variant method arm member constant bit flag".split())
HOLDERS = frozenset("enum struct union trait".split())
_EDGES: dict[str, Relation] = {"first": "start_of", "last": "end_of", "final": "end_of"}
_MORE = frozenset({"new", "another", "more", "additional", "extra", "further"})


def announced_holder(phrase: Phrase) -> Anchor | None:
    """The type that a label names with what it gets: ``(2) enum `Kind`, one more variant:``; None for other phrases."""
    tokens = phrase.tokens
    for at, token in enumerate(tokens[:-2]):
        if token.low not in HOLDERS or tokens[at + 1].kind != "code" or tokens[at + 2].text not in (",", ":", "—", "–"):
            continue
        rest = [later.low for later in tokens[at + 3 :] if later.kind != "mark"]
        if rest and rest[-1].removesuffix("s") in MEMBERS and not _MORE.isdisjoint(rest):
            edge: Relation = next((_EDGES[word] for word in rest if word in _EDGES), "in")
            return Anchor(edge, tokens[at + 1].text, token.low, phrase.span_of(tokens[at + 1]))
    return None
