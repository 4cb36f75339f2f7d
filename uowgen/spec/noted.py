"""Places noted beside the path in a list of files: `- Modify: src/mm.rs (struct Area, between start and end)`.

They speak of the whole step, so they count only for what nearer words leave open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.model import Anchor
from uowgen.spec.anchors import anchors_of
from uowgen.spec.paths import split_path
from uowgen.spec.verbs import noun_of_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.model import FileMention
    from uowgen.spec.phrases import Phrase
    from uowgen.spec.surroundings import Section

_BESIDE = ("before", "after")
# Places of other steps that such a note speaks of as well: `(imports and fn open)`.
_OTHER_PLACES = frozenset(["import", "imports", "use", "uses", "test", "tests", "re-exports", "exports"])
# What stands right before a name that the step itself brings.
_BRINGS = frozenset(["new", "add", "adds", "create", "define"])


def noted_beside(mention: FileMention, section: Section, nearer: Sequence[Anchor]) -> list[Anchor]:
    """The places that the list of `section` notes for the file; beside a statement that `nearer` words name only its function.

    Nothing if it notes several items: which of them a step is about, only its own words could say.
    """
    items = [
        p for p in (*section.listed, *section.phrases) if p.span.start <= mention.span.start and mention.span.end <= p.span.end
    ]
    if len(items) != 1:
        return []
    inside = _items_noted(items[0], mention)
    if not nearer:
        if any(token.low in _OTHER_PLACES for token in items[0].tokens):
            return []
        beside = [a for a in anchors_of(items[0]) if a.relation in _BESIDE]
        members = {a.name for a in beside}
        inside = [a for a in inside if a.name not in members]
        within = inside[0].name if len(inside) == 1 else ""
        return [*(a._replace(within=a.within or within) for a in beside), *inside] if len(inside) == 1 else []
    beside_names = [a for a in nearer if a.relation != "near" or a.name.isidentifier()]  # `next to "Ctrl d"` is no place
    if any(a.relation not in _BESIDE or a.name.isidentifier() for a in beside_names):
        return []
    functions = [a for a in inside if a.name.rpartition("::")[2].removeprefix("fn ").rstrip("()").replace("_", "a").islower()]
    return functions if len(inside) == 1 else []


def _items_noted(phrase: Phrase, mention: FileMention) -> list[Anchor]:
    """The names in inline code behind the path, as places inside of what they name."""
    found = []
    before = ""
    for token in phrase.tokens:
        span = phrase.span_of(token)
        brought, before = before in _BRINGS, token.low
        if token.kind == "code" and span.start > mention.span.start and not split_path(token)[0] and not brought:
            found.append(Anchor("in", token.text, noun_of_code(token.text), span))
    return found
