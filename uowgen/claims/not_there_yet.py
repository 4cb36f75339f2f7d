"""A sentence about something that the spec itself is to bring, and that is not there: whatever it says of it, it is not so yet.

It decides nothing about sentences that deny something, or that say what holds under a condition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.parts import leading
from uowgen.claims.subject import KINDS_OF, block_files, find, find_method
from uowgen.facts.code import counts

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.kind import Case, Finding
    from uowgen.claims.sentence import Word

# With one of these a sentence may be so although, or because, the thing is not there.
_DENIES = frozenset({
    "no", "not", "never", "none", "nobody", "nothing", "nor", "neither", "nowhere", "without", "gone", "removed", "deleted", "dropped",
    "longer", "instead", "rather", "unless", "if", "or", "replaced", "renamed", "absent", "missing", "except", "unlike", "before",
    "until", "remains", "remain", "stays", "stay", "keeps", "keep", "old", "former", "unchanged", "same", "cannot", "fails",
    "disappears", "disappeared", "vanishes", "obsolete", "superseded", "replaces", "stop", "stops", "ceases", "avoids", "lacks", "free",
    "hardly", "only",
})  # fmt: skip


def not_there(words: tuple[Word, ...], case: Case, is_name: Callable[[Word], bool]) -> Finding | None:
    """That there is no such thing as the sentence begins with; None where it is there, or is not the spec's to bring."""
    first = leading(words, is_name)
    if not first or any(not w.code and w.text in _DENIES for w in words):
        return None
    name = first[0].raw
    if not _is_to_be_written(case, name):
        return None
    bare = bare_name(name)
    if any(counts(d) for d in case.code.declared_anywhere(bare)):
        return None
    functional = name.endswith(")") or bare[:1].islower()
    subject = find_method(case, name) if functional else find(case, name, KINDS_OF["type"] | KINDS_OF["const"] | KINDS_OF["mod"])
    problem = subject.problem
    return problem if not subject.found and problem is not None and problem.code == "item-not-found" else None


def _is_to_be_written(case: Case, name: str) -> bool:
    """Whether a block of the spec declares it: a free item, or a function of the type that is named with it."""
    owner, bare = owner_name(name), bare_name(name)
    declared = [d for file in block_files(case) for d in file.named(bare) if d.item.kind in _KINDS]
    if not declared or any(d.item.in_macro for d in declared):
        return False
    if not owner or owner[:1].islower():
        return True
    return all(d.owner.rpartition(" for ")[2] == owner for d in declared)


_KINDS = frozenset({"fn", "struct", "enum", "union", "trait", "const", "static", "type"})
