"""What gets something more, as labels announce it behind its name: ``struct `Area`, new last field:``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.model import Anchor, Relation
from uowgen.spec.names import named_at
from uowgen.spec.paths import path_of

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


def labelled_by_name(phrase: Phrase) -> list[Anchor]:
    """The function or impl that a sentence begins with before it says where in it: ``run()`: after the `lock` call, …``."""
    tokens = phrase.tokens
    at = next((n for n, token in enumerate(tokens[:4]) if token.text == ":"), 0)
    if not at or tokens[0].kind != "code" or len(tokens) < at + 3 or path_of(tokens[0].text, bare=False)[0]:
        return []
    if any(t.text not in ("(", ")") for t in tokens[1:at]) or tokens[at + 1].low not in _PLACING:
        return []
    name = tokens[0].text
    if not (name.endswith("()") or at > 1 or name.startswith(("impl ", "impl<"))):
        return []
    named = named_at(tokens[:1], 0)
    return [Anchor("in", named.name, named.noun, phrase.span_of(tokens[0]))]


_PLACING = frozenset("after before behind below above under right directly just immediately at as first last between".split())


def headed_by_name(phrase: Phrase) -> list[Anchor]:
    """The function of which a heading says nothing but its file and its name: ``### `src/a.rs`, `read_all` ``."""
    said = [token for token in phrase.tokens if token.kind != "mark"]
    names = [token for token in said if token.kind == "code" and not path_of(token.text, bare=False)[0]]
    if len(said) != 2 or len(names) != 1 or any(token.kind != "code" for token in said):
        return []
    bare = names[0].text.removesuffix("()").rpartition("::")[2]
    called = bare.isidentifier() and bare == bare.lower()
    return [Anchor("in", names[0].text, "fn", phrase.span_of(names[0]))] if called else []
