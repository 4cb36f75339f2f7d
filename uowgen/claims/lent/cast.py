"""Who and what stands in sentences on a guard: its functions, what it borrows with its fields, variants, constants, calls to the outside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.claims.lent.plots import Callable, callables, constants_of, lent_types, plots
from uowgen.claims.runs.own_code import code_of_both
from uowgen.claims.subject import find_type

if TYPE_CHECKING:
    from uowgen.behaviour.lending import Act, Beat, Lender
    from uowgen.behaviour.outcomes import Undecidable
    from uowgen.behaviour.outside import Script
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_MOST = 260  # stories


class Cast(NamedTuple):
    """A guard's type with all that was seen of it in the spec's own code (`shown`) and in the tree's (`actual`)."""

    declaration: Declaration
    type: str
    lent: tuple[str, ...]
    callables: tuple[Callable, ...]
    constants: dict[str, int]
    shown: tuple[Beat, ...]
    actual: tuple[Beat, ...]
    gaps: tuple[Undecidable, ...]
    fields: dict[str, object]  # of what is lent, as it is at first
    own: frozenset[str]  # the guard's own fields
    events: tuple[str, ...]
    variants: dict[str, tuple[str, ...]]  # of enums of the file, by the enum's name
    text: str
    marks: frozenset[str]  # of the guard's own fields those that are true while it lives

    def list_field(self) -> str:
        """The one list of what is lent; empty if there is none, or several."""
        found = [n for n, v in self.fields.items() if isinstance(v, tuple) and v and all(isinstance(x, tuple) for x in v)]
        return found[0] if len(found) == 1 else ""

    def numbers(self) -> tuple[str, ...]:
        """The fields of what is lent that are numbers."""
        return tuple(n for n, v in self.fields.items() if isinstance(v, int) and not isinstance(v, bool))

    def flags(self) -> tuple[str, ...]:
        """Those that are true or false."""
        return tuple(n for n, v in self.fields.items() if isinstance(v, bool))

    def named(self, name: str) -> Callable | None:
        """What is called so."""
        found = [c for c in self.callables if c.name == name]
        return found[0] if len(found) == 1 else None

    def errors(self) -> set[str]:
        """The names of the errors that calls gave."""
        return {n for b in self.shown if (n := error_of(b.gave))}

    def free(self) -> object:
        """What an element of the list is at first."""
        rows = self.fields.get(self.list_field())
        return rows[0] if isinstance(rows, tuple) and len(set(rows)) == 1 else None


def error_of(gave: object) -> str:
    """The last name of the error that a call gave; empty if it gave none."""
    held = gave[1] if isinstance(gave, tuple) and len(gave) == 2 and gave[0] == "Err" else ""
    name = held[0] if isinstance(held, tuple) and held else held
    return str(name).rpartition("::")[2] if isinstance(name, str) else ""


def cast_of(case: Case) -> Cast | None:
    """The guard that the spec's blocks bring; None if there is none, or it borrows nothing that can be seen."""
    from uowgen.behaviour.machine import Machine

    names = [d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind == "struct" and not d.owner]
    for name in dict.fromkeys(names):
        found = find_type(case, name).found
        if len(found) != 1 or not any(f"Drop for {name}" in d.owner for f in block_files(case) for d in f.declarations()):
            continue
        cast = Machine.with_room(lambda d=found[0]: _cast(case, d))  # type: ignore[misc]
        if cast is not None:
            return cast
    return None


def _cast(case: Case, declaration: Declaration) -> Cast | None:
    from uowgen.behaviour.lending import Lender
    from uowgen.behaviour.lives import named_variants, roster
    from uowgen.behaviour.machine import Limits

    ours, theirs = code_of_both(case, declaration)
    name = declaration.item.name
    if theirs is None or ours is None:
        return None
    listed, other = roster(theirs, name), roster(ours, name, whole=True)
    text = declaration.file.rust.source.data.decode("utf-8", "replace")
    if listed is None or other is None or not listed.makers:
        return None
    lent = lent_types(theirs, listed, text)
    if not lent:
        return None
    found = callables(theirs, listed, text)
    if any(other.function(c.name) is None for c in found if c.do in ("make", "call")):
        return None
    learnt: dict[str, str] = {}
    variants, limits = named_variants(ours, theirs), Limits(steps=20_000)
    constants = constants_of(text)
    tellers = (Lender(theirs, listed, learnt, limits, variants), Lender(ours, other, learnt, limits, variants))
    for teller in tellers:
        teller.lent = tuple(sorted(lent))
    rows = [row for n, row in enumerate(plots(found, list(constants.values()))) if n < _MOST]
    known = -1
    for _ in range(3):
        if known == len(learnt):
            break
        known = len(learnt)
        beats, gaps = _told(tellers, rows)
    first = next((b for b in beats[0] if b.act.do == "make"), None)
    if first is None or not first.after:
        return None
    own = frozenset(n for b in beats[0] if b.guard is not None for n in b.guard.fields)
    marks = frozenset(n for n in own if all(b.guard.fields.get(n) is True for b in beats[0] if b.guard is not None))
    events = tuple(dict.fromkeys(e.path for side in beats for b in side for e in b.events))
    enums = {
        e: tuple(re.findall(r"\b([A-Z]\w*)\b(?=\s*(?:[,({]|$))", body))
        for e, body in re.findall(r"\benum (\w+)[^{]*\{(.*?)\n\}", text, re.S)
    }
    return Cast(
        declaration, name, tuple(sorted(lent)), found, constants, tuple(beats[0]), tuple(beats[1]), tuple(gaps), _begun(beats[0]), own, events, enums, text, marks,
    )  # fmt: skip


def _begun(beats: list[Beat]) -> dict[str, object]:
    """What is lent as it is before anything is done."""
    first = next(b for b in beats if b.act.do == "make")
    return dict(first.before or first.after)


def _told(tellers: tuple[Lender, Lender], rows: list[tuple[tuple[Act, ...], Script]]) -> tuple[list[list[Beat]], list[Undecidable]]:
    from uowgen.behaviour.lending import Story

    beats: list[list[Beat]] = [[], []]
    gaps: list[Undecidable] = []
    for acts, script in rows:
        story = Story(())
        for side, teller in enumerate(tellers):
            story = story if side and teller.program is tellers[0].program else teller.told(acts, script)
            beats[side] += story.beats
            if story.stuck is not None:
                gaps.append(story.stuck)
    return beats, gaps


__all__ = ["Cast", "cast_of"]
