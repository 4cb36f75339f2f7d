"""What runs of the tree's code and of the spec's own have in common: the one type that is meant, what the outside gives, the weakest of findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from uowgen.claims.at_hand import block_files
from uowgen.claims.kind import weakest
from uowgen.claims.subject import find_type

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from uowgen.behaviour.outcomes import Undecidable
    from uowgen.claims.kind import Case, Finding
    from uowgen.facts.code import Declaration

T = TypeVar("T")


def one_shown(case: Case, shape_of: Callable[[Case, Declaration], T | None]) -> T | None:
    """What `shape_of` says of the one struct of the spec's blocks of which it says anything; None for none or several."""
    names = dict.fromkeys(
        d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind == "struct" and not d.owner
    )
    found = [row for name in names for d in find_type(case, name).found[:1] for row in [shape_of(case, d)] if row is not None]
    return found[0] if len(found) == 1 else None


def with_lessons(run: Callable[[dict[str, str]], T], restarts: int) -> T | Undecidable:
    """What `run` gives, begun again with what it was found to need of the outside (by call: what kind of answer); at most `restarts` times."""
    from uowgen.behaviour.foreign import Learnt
    from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown

    learnt: dict[str, str] = {}
    for _ in range(restarts):
        try:
            return run(learnt)
        except Learnt as lesson:
            if learnt.setdefault(lesson.key, lesson.kind) != lesson.kind:
                return lesson
        except Undecidable as reason:
            return reason
        except (Unknown, RustPanic) as reason:
            return Undecidable(str(reason))
    return Undecidable("the outside is used in too many ways")


def weakest_of(findings: Sequence[Finding]) -> Finding:
    """The finding that decides for all: one that was misread, else one that fails, else one that is undecided, else the first."""
    misread = next((f for f in findings if f.code == "not-understood"), None)
    return misread or weakest(findings)
