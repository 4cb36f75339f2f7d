"""Decides criteria that no kind knows, or that one could not decide, from what a type does in made-up lives.

The type is the one that the spec's own block declares; the block is run beside the tree's code, and says what words such as “the frames” mean.
"""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.acts import alignment, between, partly, rollback, states, values, whole
from uowgen.claims.acts.reading import acts_of
from uowgen.claims.acts.sameness import same
from uowgen.claims.acts.verdicts import in_other_order, weighed
from uowgen.claims.acts.vocabulary import Vocabulary, parts_of_name
from uowgen.claims.acts.windows import Pair, Weighed, key_of
from uowgen.claims.acts.words import stem
from uowgen.claims.at_hand import block_files
from uowgen.claims.kind import Finding, shown
from uowgen.claims.runs.own_code import code_of_both
from uowgen.claims.runs.verdicts import stuck
from uowgen.claims.subject import find_type
from uowgen.facts.members import PLAIN_TYPES

if TYPE_CHECKING:
    from uowgen.behaviour.lives import Record, Roster
    from uowgen.behaviour.outcomes import Undecidable
    from uowgen.claims.acts.vocabulary import Act
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.sentence import Word
    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.model import Evidence

NAME = "does_as_said"
_CONDITIONED = frozenset({"if", "when", "whenever", "unless", "while", "once", "until"})
_BEING = frozenset({"is", "are", "be"})
_SWITCHED = frozenset({"on", "off", "enabled", "disabled", "masked", "unmasked"})


class Lives(NamedTuple):
    """A type of the spec, with what it does in every life, next to what the spec's own code does."""

    declaration: Declaration
    known: Vocabulary
    pairs: tuple[Pair, ...]
    enders: frozenset[str]
    changing: frozenset[str]
    gap: Undecidable | None
    own: whole.Known

    def does_several(self, act: Act) -> bool:
        """Whether the spec's own code ever does what an act says to more than one thing in one call; of what gives something back: yes."""
        if act.kind not in ("effect", "keeps") or act.negated:
            return True
        for shown_ in (pair.shown for pair in self.pairs):
            steps_ = [n for n, s in enumerate(shown_.steps) if not act.subjects or s.name in act.subjects]
            done = {(e.step, key_of(e), e.arguments) for e in shown_.events if key_of(e) in act.names and e.step in steps_}
            steps = [step for step, _, _ in done]
            if len(steps) > len(set(steps)):
                return True
        return not act.names or "*" in act.names

    def tells_apart(self, act: Act) -> bool:
        """Whether the numbers that a call is given are not always equal: else it would be seen from none of them if they were swapped."""
        if act.kind != "effect" or act.negated:
            return True
        rows: dict[str, list[tuple[object, ...]]] = {}
        for event in (e for pair in self.pairs for e in pair.shown.events):
            if key_of(event) in act.names:
                rows.setdefault(key_of(event), []).append(event.arguments)
        return not any(
            all(type(a) is int and a == b for a, b in zip(first, second, strict=False))
            for given in rows.values()
            for first, second in combinations(zip(*given, strict=False), 2)
        )


def _said_of_several(words: tuple[Word, ...]) -> bool:
    """“unpins all frames”, “each frame”: said of what it is done to, and not of calls."""
    return any(a.text in ("all", "every", "each") and not a.code and not b.code and n for n, (a, b) in enumerate(pairwise(words)))


def _of_handing_over(words: tuple[Word, ...]) -> bool:
    """“hands its pages over”: who is given them has them then, they are not given back."""
    said = [w.text for w in words if not w.code]
    return bool({"hands", "passes", "gives"} & set(said)) and "over" in said


def decided(words: tuple[Word, ...], case: Case) -> Finding | None:
    """What the lives of the spec's type say of a criterion; None if it is not understood, or there is no such type."""
    if _of_a_state(words) or _of_handing_over(words):
        return None
    lives = lives_of(words, case)
    if lives is None:
        return values.decided(words, case)
    left = states.judged(words, lives.known, lives.pairs)
    if left is not None and not (left.outcome == "holds" and lives.gap is not None):
        return _told_as(left, (shown(lives.declaration),))
    undone = rollback.judged(words, lives.known, lives.pairs)
    if undone is not None and not (undone.outcome == "holds" and lives.gap is not None):
        return _told_as(undone, (shown(lives.declaration),))
    paired = between.judged(words, lives.known, lives.pairs)
    if paired is not None:
        return _told_as(paired, (shown(lives.declaration),)) if lives.gap is None or paired.outcome == "fails" else None
    acts, complete = acts_of(words, lives.known)
    rows = [weighed(act, lives.pairs, lives.enders, lives.changing) for act in acts]
    place = (shown(lives.declaration),)
    for row in rows:
        if row.outcome == "fails":
            story = _story(row.life) if row.life is not None else ()
            return Finding("fails", f"not so: {row.why}", "behaviour", "behaves-differently", place, "proved", story)
    apart = partly.judged(words, lives.known, lives.pairs, lives.own.bodies)
    if apart is not None:
        return _told_as(apart, place)
    if (taken := alignment.judged(words, lives.known, lives.pairs)) is not None:
        return _told_as(taken, place)
    if not complete or not rows:
        return _by_word(words, lives, place)
    for row in rows:
        if row.outcome == "undecided":
            return Finding(
                "undecided", row.why, None, "not-observable", place, scenario=_story(row.life) if row.life is not None else ()
            )
    if lives.gap is not None:
        return stuck(lives.gap, place)
    if (turned := in_other_order(acts, lives.pairs)) is not None:
        return Finding(
            "undecided",
            "it does so in another order than the spec's own code",
            None,
            "not-observable",
            place,
            scenario=_story(turned),
        )
    if any(act.vague for act in acts):
        told = "it does as the spec's own code, but which are meant is said by words that no life was asked about"
        return Finding("undecided", told, None, "not-understood", place)
    if _said_of_several(words) and not any(map(lives.does_several, acts)):
        told = "it does as the spec's own code, but never to several things in one call"
        return Finding("undecided", told, None, "not-observable", place)
    if not all(map(lives.tells_apart, acts)):
        told = "it does as the spec's own code, but never with numbers that are told apart"
        return Finding("undecided", told, None, "not-observable", place)
    count = sum(row.runs for row in rows)
    return Finding("holds", f"so in {count} of {count} runs, as in the spec's own code", "behaviour", None, place, "bounded")


def _of_a_state(words: tuple[Word, ...]) -> bool:
    """“after `new()` interrupts are enabled”: how things stand then, which is no act that comes at some time after it."""
    said = ["" if w.code else w.text for w in words]
    stands = any(a in _BEING and b in _SWITCHED for a, b in pairwise(said))
    return stands and any(w in ("after", "once") for w in said)


def _by_word(words: tuple[Word, ...], lives: Lives, place: tuple[Evidence, ...]) -> Finding | None:
    """The same where no act could be read, and each word has something in the spec's own code that it speaks of."""
    row = whole.judged(words, lives.own, lives.pairs)
    if row is None:
        return None
    if row.outcome == "fails" and any(not w.code and w.text in _CONDITIONED for w in words):
        return None  # it parts from the spec's own code, but whether there is not known
    if row.outcome != "holds":
        return _told_as(row, place)
    # That it does the same as far as it was tried is no proof of words that were not read as a statement.
    told = f"it does as the spec's own code in {row.runs} lives; what the words ask for beyond that was not checked"
    return Finding("undecided", told, None, "not-understood", place)


def _told_as(row: Weighed, place: tuple[Evidence, ...]) -> Finding:
    """An outcome as a finding."""
    story = _story(row.life) if row.life is not None else ()
    if row.outcome == "fails":
        return Finding("fails", f"not so: {row.why}", "behaviour", "behaves-differently", place, "proved", story)
    if row.outcome == "undecided":
        return Finding("undecided", row.why, None, "not-observable", place, scenario=story)
    told = f"so in {row.runs} of {row.runs} runs, as in the spec's own code"
    return Finding("holds", told, "behaviour", None, place, "bounded")


def _own_code(case: Case, declaration: Declaration, listed: Roster, pairs: tuple[Pair, ...]) -> whole.Known:
    files = block_files(case)
    rows = [(d.item.name, f.rust.text(d.item.node)) for f in files for d in f.declarations() if d.item.kind == "fn"]
    text = " ".join(f.rust.source.data.decode("utf-8", "replace") for f in files)
    written = declaration.file.rust.source.data.decode("utf-8", "replace")
    numbers = {n: int(v) for n, v in re.findall(r"\bconst ([A-Z_0-9]+)\s*:\s*\w+\s*=\s*(-?\d+)\s*;", written)}
    fallible = frozenset(path.replace(".", "::").rpartition("::")[2] for pair in pairs for path, _ in pair.shown.fallible)
    return whole.Known(listed, whole.bodies_of(iter(rows)), numbers, text, fallible)


def alike(words: tuple[Word, ...], case: Case) -> bool:
    """Whether the tree's type does and gives back the same as the spec's own in every life."""
    return _same_in_all(words, case) is True


def does_otherwise(words: tuple[Word, ...], case: Case) -> bool:
    """Whether the tree's type is seen to do something else than the spec's own, or the same in another order or to other things."""
    return _same_in_all(words, case) is False


def _same_in_all(words: tuple[Word, ...], case: Case) -> bool | None:
    """Whether the two do the same in every life; None where no life tells."""
    lives = lives_of(words, case)
    return None if lives is None or lives.gap is not None else same(lives.pairs)


def _story(record: Record) -> tuple[str, ...]:
    """A life as a person would write it down."""
    rows = []
    for n, step in enumerate(record.steps):
        given = ", ".join(f"{g:#x}" if isinstance(g, int) and not isinstance(g, bool) and g > 9 else str(g) for g in step.given)
        rows.append(f"{step.name}({given})" + (" panics" if step.panicked else ""))
        rows += [f"  {e.name}({', '.join(map(str, e.arguments))})" for e in record.events if e.step == n]
    where, which = record.life.script.fails
    return (*rows, *((f"call {which + 1} of {where} fails",) if where else ()))


def lives_of(words: tuple[Word, ...], case: Case) -> Lives | None:
    """The lives of the type that a sentence speaks of."""
    declaration = _declaration(words, case)
    return case.once(f"lives of {declaration.item.name}", lambda: _lives(case, declaration)) if declaration is not None else None


def _lives(case: Case, declaration: Declaration) -> Lives | None:
    from uowgen.behaviour.lives import compared_lives, roster
    from uowgen.behaviour.machine import Limits, Machine

    name = declaration.item.name
    ours, theirs = code_of_both(case, declaration)
    if ours is None or theirs is None:
        return None
    listed, other = roster(ours, name, whole=True), roster(theirs, name)
    if listed is None or other is None or not _alike(listed, other):
        return None
    learnt: dict[str, str] = {}
    pairs = Machine.with_room(lambda: compared_lives(ours, theirs, listed, other, Limits(steps=20_000), learnt))
    gap = next((r.stuck for row in pairs for r in row if r.stuck is not None), None) or only_sometimes(case, declaration)
    rows = tuple(Pair(a, b) for a, b in pairs if a.stuck is None and b.stuck is None)
    if not rows:
        return None
    enders, changing = frozenset(f.name for f in other.enders), frozenset(f.name for f in other.methods if f.takes != "ref")
    own = _own_code(case, declaration, other, rows)
    return Lives(declaration, _vocabulary(case, other, rows), rows, enders, changing, gap, own)


def _declaration(words: tuple[Word, ...], case: Case) -> Declaration | None:
    """The one type of the spec's blocks that has methods and is no plain enum: the one whose methods the words name, else the one with a
    `Drop`, else with the most methods.
    """
    methods: dict[str, set[str]] = {}
    structs = {
        d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind in PLAIN_TYPES and d.item.kind == "struct"
    }
    for file in block_files(case):
        for d in file.declarations():
            owner = d.owner.rpartition(" for ")[2].partition("<")[0]
            if d.item.kind == "fn" and owner in structs:
                methods.setdefault(owner, set()).add(d.item.name)
    best = _spoken_of(words, methods)
    if not best:
        counts = {owner: len(names) + (9 if "drop" in names else 0) for owner, names in methods.items()}
        best = [n for n in counts if counts[n] == max(counts.values())]
    found = find_type(case, best[0]).found if len(best) == 1 else ()
    return found[0] if len(found) == 1 and not found[0].item.in_macro else None


def _spoken_of(words: tuple[Word, ...], methods: dict[str, set[str]]) -> list[str]:
    """The types that a sentence names, else those that have the methods that it names."""
    paths = [w.raw.split("(")[0].strip().split("::") for w in words if w.code]
    named = list(dict.fromkeys(path[0] for path in paths if path[0] in methods))
    if named:
        return named
    wanted = {path[-1] for path in paths} - {"Drop"}
    return [owner for owner, names in methods.items() if wanted & names]


def only_sometimes(case: Case, declaration: Declaration) -> Undecidable | None:
    """That a function of the type is in some builds only, where the spec's own code does not say so: the lives are those of builds with it."""
    from uowgen.behaviour.outcomes import Undecidable

    def parts(file: CodeFile) -> dict[tuple[str, str], str]:
        rows = [d for d in file.declarations() if declaration.item.name in d.owner.replace("<", " ").split()]
        return {(d.owner, d.item.name): d.condition for d in rows}

    shown_ = {key: condition for file in block_files(case) for key, condition in parts(file).items()}
    for (owner, name), condition in parts(declaration.file).items():
        if condition == "sometimes" and shown_.get((owner, name)) == "always":
            return Undecidable(f"`{name}` of `{owner}` is in some builds only")
    return None


def _alike(ours: Roster, theirs: Roster) -> bool:
    """Whether both have the functions that the spec's code shows, with the same parameters."""
    for f in (*theirs.makers, *theirs.methods, *theirs.enders, *theirs.others):
        mine = ours.function(f.name)
        if mine is None or mine.takes != f.takes or [repr(t) for t in mine.types] != [repr(t) for t in f.types]:
            return False
    return theirs.drops is ours.drops


def _parts(name: str) -> frozenset[str]:
    """The words of a call's name, those that end in a width without it as well: `write16` writes."""
    parts = parts_of_name(name)
    return frozenset(parts | {p.rstrip("0123456789") for p in parts} - {""})


def _always_given(pairs: tuple[Pair, ...]) -> dict[str, frozenset[str]]:
    """The words of what the spec's own code gives a call each time: a constant that tells what it is done to."""
    found: dict[str, set[object]] = {}
    for event in (e for pair in pairs for e in pair.shown.events):
        given: set[object] = {a for a in event.arguments if isinstance(a, str) and a.isupper()}
        found[key_of(event)] = found.get(key_of(event), given) & given
    return {key: frozenset(p for a in given for p in parts_of_name(str(a))) for key, given in found.items() if given}


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
                calls[key] = (_parts(event.name), _parts(event.path))
                if event.asks:
                    asks.add(key)
    for key, shared in _always_given(pairs).items():
        calls[key] = (calls[key][0], calls[key][1] | shared)
    fallible = frozenset(key_of(Event(path, "", (), 0, "")) for pair in pairs for path, _ in pair.shown.fallible)
    verbs = frozenset(key.replace(".", "::").rpartition("::")[2].split("_")[0] for key in calls if key not in asks)
    text = " ".join(f.rust.source.data.decode("utf-8", "replace") for f in block_files(case))
    names = {p for word in "".join(c if c.isalnum() or c == "_" else " " for c in text).split() for p in parts_of_name(word)}
    seen = [dict(row) for pair in pairs for row in pair.shown.states if isinstance(row, tuple)]
    flags = frozenset(n for n in (seen[0] if seen else ()) if all(isinstance(row.get(n), bool) for row in seen))
    lists = [n for n in (seen[0] if seen else ()) if all(isinstance(row.get(n), tuple) for row in seen)]
    things = parts_of_name(lists[0]) if len(lists) == 1 else set()
    return Vocabulary(
        listed,
        calls,
        frozenset(names),
        frozenset(asks),
        {m: frozenset(keys) for m, keys in made.items()},
        fallible,
        verbs,
        flags,
        frozenset(things | {stem(t) for t in things}),
    )
