"""Whether a method does the same to the outside as the spec's own code does, with all that it is given where a type is explored.

Lives that are made up give a method few numbers; that each of several things is done was seen there for as many as those come to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.containers.container import is_integer
from uowgen.claims.laws.moments import moments_of
from uowgen.claims.laws.quiet import journals_for
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find_method
from uowgen.facts.signature import parameters_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.records import Beat

_EACH = frozenset({"every", "each", "all"})


def does_otherwise(words: tuple[Word, ...], case: Case) -> str:
    """Of a sentence on each of several things: the call in which the method that it begins with does something else; empty where none does."""
    name = bare_name(words[0].raw).removesuffix("()") if words and words[0].code else ""
    if not name or not any(w.text in _EACH for w in words if not w.code):
        return ""
    found = find_method(case, words[0].raw).found
    if not any(is_integer(p.type) for d in found for p in parameters_of(d)):
        return ""  # how many there are is not told by what it is given; and to explore a type takes long
    for journal in journals_for(case, words):
        part = journal.parts.get(name)
        if part is None or not part.parameters or journal.theirs is None:
            continue
        for m in moments_of(journal).by_method.get(name, ()):
            if m.clean and m.ours is not None and not m.own.panicked and _done(m.own) != _done(m.ours):
                return f"{name}({', '.join(map(str, m.own.given))})"
    return ""


def _done(beat: Beat) -> list[tuple[str, str]]:
    return sorted((d.path.rpartition("::")[2], repr(d.given)) for d in beat.did if not d.helper)


__all__ = ["does_otherwise"]
