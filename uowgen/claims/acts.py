"""Decides criteria that no kind knows, or that one could not decide, from what a type does in made-up lives.

The type is the one that the spec's own block declares; the block is run beside the tree's code, and says what words such as “the frames” mean.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims import act_values, act_whole
from uowgen.claims.act_reading import acts_of
from uowgen.claims.act_verdicts import in_other_order, weighed
from uowgen.claims.act_vocabulary import Vocabulary, parts_of_name
from uowgen.claims.act_windows import Pair, key_of
from uowgen.claims.guard_verdicts import stuck
from uowgen.claims.kind import Finding, shown
from uowgen.claims.own_code import code_of_spec, code_of_tree
from uowgen.claims.sameness import same
from uowgen.claims.subject import block_files, find_type
from uowgen.facts.members import PLAIN_TYPES

if TYPE_CHECKING:
    from uowgen.behaviour.lives import Record, Roster
    from uowgen.behaviour.outcomes import Undecidable
    from uowgen.claims.kind import Case
    from uowgen.claims.sentence import Word
    from uowgen.facts.code import Declaration
    from uowgen.model import Evidence

NAME = "does_as_said"


class Lives(NamedTuple):
    """A type of the spec, with what it does in every life, next to what the spec's own code does."""

    declaration: Declaration
    known: Vocabulary
    pairs: tuple[Pair, ...]
    enders: frozenset[str]
    changing: frozenset[str]
    gap: Undecidable | None
    own: act_whole.Known


def decided(words: tuple[Word, ...], case: Case) -> Finding | None:
    """What the lives of the spec's type say of a criterion; None if it is not understood, or there is no such type."""
    lives = case.once("lives", lambda: _lives(case))
    if lives is None:
        return act_values.decided(words, case)
    acts, whole = acts_of(words, lives.known)
    rows = [weighed(act, lives.pairs, lives.enders, lives.changing) for act in acts]
    place = (shown(lives.declaration),)
    for row in rows:
        if row.outcome == "fails":
            story = _story(row.life) if row.life is not None else ()
            return Finding("fails", f"not so: {row.why}", "behaviour", "behaves-differently", place, "proved", story)
    if not whole or not rows:
        return _by_word(words, lives, place)
    for row in rows:
        if row.outcome == "undecided":
            return Finding(
                "undecided", row.why, None, "not-observable", place, scenario=_story(row.life) if row.life is not None else ()
            )
    if lives.gap is not None:
        return stuck(lives.gap, place)
    if (apart := in_other_order(acts, lives.pairs)) is not None:
        return Finding(
            "undecided",
            "it does so in another order than the spec's own code",
            None,
            "not-observable",
            place,
            scenario=_story(apart),
        )
    if any(act.vague for act in acts):
        told = "it does as the spec's own code, but which are meant is said by words that no life was asked about"
        return Finding("undecided", told, None, "not-understood", place)
    count = sum(row.runs for row in rows)
    return Finding("holds", f"so in {count} of {count} runs, as in the spec's own code", "behaviour", None, place, "bounded")


def _by_word(words: tuple[Word, ...], lives: Lives, place: tuple[Evidence, ...]) -> Finding | None:
    """The same where no act could be read, and each word has something in the spec's own code that it speaks of."""
    row = act_whole.judged(words, lives.own, lives.pairs)
    if row is None:
        return None
    story = _story(row.life) if row.life is not None else ()
    if row.outcome == "fails":
        return Finding("fails", f"not so: {row.why}", "behaviour", "behaves-differently", place, "proved", story)
    if row.outcome == "undecided":
        return Finding("undecided", row.why, None, "not-observable", place, scenario=story)
    # That it does the same as far as it was tried is no proof of words that were not read as a statement.
    told = f"it does as the spec's own code in {row.runs} lives; what the words ask for beyond that was not checked"
    return Finding("undecided", told, None, "not-understood", place)


def _own_code(case: Case, declaration: Declaration, listed: Roster, pairs: tuple[Pair, ...]) -> act_whole.Known:
    files = block_files(case)
    rows = [(d.item.name, f.rust.text(d.item.node)) for f in files for d in f.declarations() if d.item.kind == "fn"]
    text = " ".join(f.rust.source.data.decode("utf-8", "replace") for f in files)
    whole = declaration.file.rust.source.data.decode("utf-8", "replace")
    numbers = {n: int(v) for n, v in re.findall(r"\bconst ([A-Z_0-9]+)\s*:\s*\w+\s*=\s*(-?\d+)\s*;", whole)}
    fallible = frozenset(path.replace(".", "::").rpartition("::")[2] for pair in pairs for path, _ in pair.shown.fallible)
    return act_whole.Known(listed, act_whole.bodies_of(iter(rows)), numbers, text, fallible)


def alike(case: Case) -> bool:
    """Whether the tree's type does and gives back the same as the spec's own in every life."""
    lives = case.once("lives", lambda: _lives(case))
    return lives is not None and lives.gap is None and same(lives.pairs)


def _story(record: Record) -> tuple[str, ...]:
    """A life as a person would write it down."""
    rows = []
    for n, step in enumerate(record.steps):
        given = ", ".join(f"{g:#x}" if isinstance(g, int) and not isinstance(g, bool) and g > 9 else str(g) for g in step.given)
        rows.append(f"{step.name}({given})" + (" panics" if step.panicked else ""))
        rows += [f"  {e.name}({', '.join(map(str, e.arguments))})" for e in record.events if e.step == n]
    where, which = record.life.script.fails
    return (*rows, *((f"call {which + 1} of {where} fails",) if where else ()))


def _lives(case: Case) -> Lives | None:
    from uowgen.behaviour.lives import compared_lives, roster
    from uowgen.behaviour.machine import Limits, Machine

    declaration = _declaration(case)
    if declaration is None:
        return None
    name = declaration.item.name
    ours, theirs = code_of_tree(case, declaration), code_of_spec(case, declaration)
    if ours is None or theirs is None:
        return None
    listed, other = roster(ours, name, whole=True), roster(theirs, name)
    if listed is None or other is None or not _alike(listed, other):
        return None
    learnt: dict[str, str] = {}
    pairs = Machine.with_room(lambda: compared_lives(ours, theirs, listed, other, Limits(steps=20_000), learnt))
    gap = next((r.stuck for row in pairs for r in row if r.stuck is not None), None)
    rows = tuple(Pair(a, b) for a, b in pairs if a.stuck is None and b.stuck is None)
    if not rows:
        return None
    enders, changing = frozenset(f.name for f in other.enders), frozenset(f.name for f in other.methods if f.takes != "ref")
    own = _own_code(case, declaration, other, rows)
    return Lives(declaration, _vocabulary(case, other, rows), rows, enders, changing, gap, own)


def _declaration(case: Case) -> Declaration | None:
    """The one type of the spec's blocks that has methods and is no plain enum: the one with a `Drop`, else with the most methods."""
    counts: dict[str, int] = {}
    structs = {
        d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind in PLAIN_TYPES and d.item.kind == "struct"
    }
    for file in block_files(case):
        for d in file.declarations():
            owner = d.owner.rpartition(" for ")[2].partition("<")[0]
            if d.item.kind == "fn" and owner in structs:
                counts[owner] = counts.get(owner, 0) + (10 if d.item.name == "drop" else 1)
    best = [n for n in counts if counts[n] == max(counts.values())]
    found = find_type(case, best[0]).found if len(best) == 1 else ()
    return found[0] if len(found) == 1 and not found[0].item.in_macro else None


def _alike(ours: Roster, theirs: Roster) -> bool:
    """Whether both have the functions that the spec's code shows, with the same parameters."""
    for f in (*theirs.makers, *theirs.methods, *theirs.enders, *theirs.others):
        mine = ours.function(f.name)
        if mine is None or mine.takes != f.takes or [repr(t) for t in mine.types] != [repr(t) for t in f.types]:
            return False
    return theirs.drops is ours.drops


def _vocabulary(case: Case, listed: Roster, pairs: tuple[Pair, ...]) -> Vocabulary:
    calls: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    asks: set[str] = set()
    from uowgen.behaviour.outside import Event

    made: dict[str, set[str]] = {}
    for pair in pairs:
        for event in pair.shown.events:
            if event.step < len(pair.shown.steps):
                made.setdefault(pair.shown.steps[event.step].name, set()).add(key_of(event))
        for event in (*pair.shown.events, *pair.actual.events):
            key = key_of(event)
            if key not in calls:
                calls[key] = (frozenset(parts_of_name(event.name)), frozenset(parts_of_name(event.path)))
                if event.asks:
                    asks.add(key)
    fallible = frozenset(key_of(Event(path, "", (), 0, "")) for pair in pairs for path, _ in pair.shown.fallible)
    verbs = frozenset(key.replace(".", "::").rpartition("::")[2].split("_")[0] for key in calls if key not in asks)
    text = " ".join(f.rust.source.data.decode("utf-8", "replace") for f in block_files(case))
    names = {p for word in "".join(c if c.isalnum() or c == "_" else " " for c in text).split() for p in parts_of_name(word)}
    return Vocabulary(
        listed, calls, frozenset(names), frozenset(asks), {m: frozenset(keys) for m, keys in made.items()}, fallible, verbs
    )
