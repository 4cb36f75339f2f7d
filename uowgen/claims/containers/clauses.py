"""What readers of short sentences on one sort of list share: which list is meant, and how a sentence is asked clause by clause."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from uowgen.claims.at_hand import block_files
from uowgen.claims.kind import weakest
from uowgen.claims.names import bare_name
from uowgen.claims.sentences.sentence import words_of
from uowgen.facts.signature import receiver_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.kind import Case, Finding
    from uowgen.facts.code import Declaration

BE = r"(?:is|are|gets?|be|was|were|has been|have been|must be|will be)"
List = TypeVar("List")
Said = TypeVar("Said")
Ask = TypeVar("Ask")


def decided_by_clauses(
    text: str,
    case: Case,
    list_at_hand: Callable[[Case, frozenset[str]], List | None],
    plainer: Callable[[str, List], Said | None],
    asked_in: Callable[[Said, List], list[Ask] | None],
    finding_of: Callable[[Case, List, Ask], Finding],
) -> Finding | None:
    """What a list does, of what a sentence says of it; None if a word is not understood, or there is no such list."""
    named = frozenset(bare_name(w.raw.partition("(")[0]) for w in words_of(text) if w.code or w.raw.endswith(")"))
    held = list_at_hand(case, named)
    said = plainer(text, held) if held is not None else None
    asks = asked_in(said, held) if held is not None and said is not None else None
    return weakest([finding_of(case, held, ask) for ask in asks]) if held is not None and asks else None


def the_one_list(case: Case, as_list: Callable[[str], List | None]) -> List | None:
    """The one struct of the spec's blocks that is such a list, by its name; None if there is none, or several are."""
    names = dict.fromkeys(d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind == "struct")
    rows = [row for name in names if (row := as_list(name)) is not None]
    return rows[0] if len(rows) == 1 else None


def changes(declaration: Declaration) -> bool:
    """Whether a method takes `&mut self`."""
    receiver = receiver_of(declaration)
    return receiver.startswith("&") and receiver.endswith("mut self")


__all__ = ["BE", "changes", "decided_by_clauses", "the_one_list"]
