"""Decides sentences on taking page tables apart, by walks through made-up trees in the spec's own code and in the tree's."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from uowgen.behaviour.page_tables import ROOT, TAKEN
from uowgen.claims.at_hand import block_files
from uowgen.claims.kind import Finding, shown
from uowgen.claims.runs.own_code import code_of_spec, code_of_tree
from uowgen.claims.runs.verdicts import stuck
from uowgen.claims.subject import find_type
from uowgen.claims.tables.alone import dropped_reading, made_reading
from uowgen.claims.tables.choices import said_of_choices
from uowgen.claims.tables.composed import reading_of as composed
from uowgen.claims.tables.given import Entrance, can_be_given
from uowgen.claims.tables.looks import Look, Meant
from uowgen.claims.tables.plainly import ways_of
from uowgen.claims.tables.reading import reading_of
from uowgen.claims.tables.short import readings_of
from uowgen.claims.tables.tallies import reading_of as tallied
from uowgen.claims.tables.terse import reading_of as terse
from uowgen.claims.tables.walks import layout_of, trees, walked, with_stale
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.behaviour.page_tables import Layout
    from uowgen.behaviour.program import Program
    from uowgen.claims.kind import Case
    from uowgen.claims.tables.looks import Seen
    from uowgen.claims.tables.plainly import Way
    from uowgen.claims.tables.walks import Walk
    from uowgen.facts.code import Declaration

NAME = "takes_tables_apart"
NOT_SO = "the spec's own code is not so"
_NOT_SHOWN = "no walk of the spec's own code shows it"
_MOST_CHOICES = 2
_ABOUT = when_used(
    r"\b(?:tables?|twice|again|second|children|parents?|idempotent|repeated|active|tlb|entry|entries|ptes?|frames?|flush\w*|pages?|leaf|leaves|superpages?|kernel|pcid|asid|count|clears|free[sd]|slots?|half|user|walk\w*|visit\w*|clear\w*|returns|large|huge|address space|root|pml4|pgd)\b",
    re.I,
)
_OF_TABLES = when_used(r"\b(?:table|entries|pte|page_table)\w*", re.I)
_FROM = when_used(
    r"(\b(?:entr(?:y|ies)|slots?|ind(?:ex|ices)) (?:from )?)(\d+)( ?(?:\.\.|-|and\b|or\b|to\b|up\b|onwards?\b))", re.I
)


class Walks(NamedTuple):
    """All walks, in the spec's own code and in the tree's, tree by tree."""

    declaration: Declaration
    entrance: Entrance
    layout: Layout
    pairs: tuple[tuple[Walk, Walk], ...]
    names: frozenset[str]
    programs: tuple[Program, Program]

    choices: tuple[str, ...] = ()  # methods that give the value back with something chosen otherwise

    def dropped(self) -> tuple[tuple[Walk, Walk], ...]:
        """The same trees where the value is dropped at once."""
        return self.through(self.entrance._replace(function="drop"))

    def chosen(self, choice: str) -> tuple[tuple[Walk, Walk], ...]:
        """The same trees after such a method."""
        return self.through(self.entrance._replace(choice=choice))

    def past_invalid(self) -> tuple[tuple[Walk, Walk], ...]:
        """A tree with entries that are invalid and not empty, each walk beside that through the tree without them."""
        from uowgen.behaviour.machine import Machine

        def told() -> tuple[tuple[Walk, Walk], ...]:
            rows = [[walked(p, self.entrance, tree, self.layout, {}) for tree in with_stale(self.layout)] for p in self.programs]
            a, b = (there._replace(beside=without) for there, without in rows)
            return ((a, b),)

        return Machine.with_room(told)

    def through(self, entrance: Entrance) -> tuple[tuple[Walk, Walk], ...]:
        """The same trees, walked in another way."""
        from uowgen.behaviour.machine import Machine

        def told() -> tuple[tuple[Walk, Walk], ...]:
            rows = ([walked(program, entrance, one.tree, self.layout, {}) for program in self.programs] for one, _ in self.pairs)
            return tuple((a, b) for a, b in rows)

        return Machine.with_room(told)


def decided(text: str, case: Case, *, surely: bool = False) -> Finding | None:
    """What the walks say of a criterion; None if it is not understood, or nothing is walked. `surely`: what the spec's own code is not
    so in was not meant so.
    """
    if not _ABOUT.search(text):
        return None
    found = case.once("walks through tables", lambda: _walks(case))
    said = _of_this_half(text, found.layout) if found is not None else ""
    if found is None or not said:
        return None
    stale = [way for way in _ways(said, found) if way.stale]
    if stale:  # the other trees have no entries that are invalid and not empty
        return _first_meant(stale, found, case)
    called = frozenset({found.entrance.function, found.entrance.owner, *(one.of for one, _ in found.pairs)})
    tally = tallied(said, called, (one for one, _ in found.pairs), found.layout)
    if tally is not None:
        return _weighed([(tally, found.pairs, False)], found)
    short = readings_of(said, found.entrance.function, found.entrance.owner) or []
    if short:
        finding = _weighed([(seen, found.pairs, False) for seen in short], found, surely=surely)
        return finding if finding.message != NOT_SO else _first_meant(_ways(said, found), found, case) or finding
    clauses = said_of_choices(said, found.entrance.maker, found.entrance.owner, found.choices)
    rows: list[tuple[Seen, tuple[tuple[Walk, Walk], ...], bool]] = []
    for clause in clauses:
        seen, pairs = _read(clause.said, found)
        if seen is None:
            return _first_meant(_ways(said, found), found, case)
        for choice in ("", *found.choices):
            if clause.choice in (None, choice):
                walks = pairs if not choice else case.once(f"walks after {choice}", partial(found.chosen, choice))
                rows.append((seen, walks, clause.choice is None and bool(choice)))
    return _weighed(rows, found, surely=surely)


def _ways(text: str, found: Walks) -> list[Way]:
    numbers = frozenset(n for pair in found.pairs for n in pair[0].numbers)
    return ways_of(text, found.entrance.function, found.declaration.item.name, numbers)


def _first_meant(ways: list[Way], found: Walks, case: Case) -> Finding | None:
    """The finding in the first way in which the spec's own code is so; None where there is no way."""
    last = None
    for way in ways:
        pairs = case.once("walks past invalid entries", found.past_invalid) if way.stale else found.pairs
        last = _weighed([(way.seen if isinstance(way.seen, Meant) else Meant(way.seen), pairs, False)], found)
        if last.message not in (NOT_SO, _NOT_SHOWN):
            break
    return last


_COUNTS = when_used(
    r"(?i)\b(?:count\w*|numbers?|how many|total\w*|amounts?|stat\w*|sums?|tall(?:y|ies)|returns?|tells?|reports?)\b"
)


_DENIED = when_used(r"(?i)\b(?:not|never|no|nor|none|nothing|without)\b|n't\b")
_COUNTED = when_used(r"(?i)\b(?:count(?:s|ed|ing)?|how many|numbers? of|totals?)\b")


def told_apart(text: str, case: Case) -> str:
    """Why what a sentence says is not shown by lives without tables in tables; empty where it may be.

    It says of numbers that come back, and a walk gives something else than in the spec's own code, or it gives counts with names, of
    which each is another; or it says that something is not done, and in such lives there is nothing to do it to.
    """
    denies = bool(_ABOUT.search(text) and _DENIED.search(text))
    found = case.once("walks through tables", lambda: _walks(case)) if denies or _COUNTS.search(text) else None
    if found is not None and denies:
        return "without tables in tables there is nothing that it could be done to"
    for theirs, ours in found.pairs if found is not None else ():
        if not (theirs.stuck or ours.stuck) and (theirs.panicked, theirs.result) != (ours.panicked, ours.result):
            return f"with {_tree_of(ours)} a walk gives something else than in the spec's own code"
    if found is not None and _COUNTED.search(text) and any(len(theirs.told) > 1 for theirs, _ in found.pairs):
        return "which of the numbers that come back is meant is not known"
    return ""


def _read(text: str, found: Walks) -> tuple[Seen | None, tuple[tuple[Walk, Walk], ...]]:
    bare = re.sub(rf"^`?{found.entrance.function}(?:\(\))?`? (?=\w)", "", text)
    seen = reading_of(text, found.entrance.function, found.names) or made_reading(text, found.entrance.maker)
    seen = seen or composed(text, found.declaration.item.name) or terse(bare, found.declaration.item.name)
    if seen is None and found.entrance.owner:
        seen = dropped_reading(text, found.entrance.owner, found.entrance.function)
        return seen, found.dropped() if seen is not None else found.pairs
    return seen, found.pairs


def _of_this_half(text: str, layout: Layout) -> str:
    """The sentence with the entries that it gives to the kernel counted as in tables of 512; empty if they do not begin where the user's end."""
    said = list(_FROM.finditer(text))
    if any(int(m[2]) not in (layout.user, 0, 1) for m in said):
        return ""
    return _FROM.sub(lambda m: f"{m[1]}256{m[3]}" if int(m[2]) == layout.user else m[0], text)


def _weighed(rows: list[tuple[Seen, tuple[tuple[Walk, Walk], ...], bool]], found: Walks, *, surely: bool = False) -> Finding:
    """The finding on all that is said. What is said without a choice counts after one only where the spec's own code is so."""
    place = (shown(found.declaration),)
    met, gap, apart, told = 0, None, False, False
    for seen, pairs, aside in rows:
        shown_here = 0
        for theirs, ours in pairs:
            gap = gap or theirs.stuck or ours.stuck
            if theirs.stuck or ours.stuck or theirs.panicked:
                continue
            if ours.panicked:
                return Finding("undecided", "it panics in a walk", None, "not-observable", place)
            if theirs.refused and not (isinstance(seen, Meant) and seen.of_refusals):
                continue
            meant = seen.own if isinstance(seen, Meant) else seen
            one, two = meant(Look(theirs, found.layout)), seen(Look(ours, found.layout))
            if aside and one is False:
                continue
            told = told or one is not None
            if (surely or isinstance(seen, Meant)) and one is False:
                return Finding("undecided", NOT_SO, None, "not-observable", place)
            if two is False:
                why = f"not so with {_tree_of(ours)}"
                return Finding("fails", why, "behaviour", "behaves-differently", place, "proved", _story(ours))
            if one is None or two is None:
                apart = apart or one is not two
                continue
            apart = apart or one is False
            shown_here += 1
        met += shown_here
        apart = apart or (not shown_here and not aside)
    if gap is not None:
        return stuck(gap, place)
    if apart or not met:
        return Finding("undecided", "no walk shows it" if told else _NOT_SHOWN, None, "not-observable", place)
    return Finding("holds", f"so in {met} of {met} walks, as in the spec's own code", "behaviour", None, place, "bounded")


def _walks(case: Case) -> Walks | None:
    from uowgen.behaviour.machine import Machine

    text = " ".join(f.rust.source.data.decode("utf-8", "replace") for f in block_files(case))
    if not _OF_TABLES.search(text) or not re.search(r"free|release|dealloc|reclaim", text):
        return None
    return Machine.with_room(lambda: _found(case, text))


def _found(case: Case, text: str) -> Walks | None:
    for declaration in _declared(case):
        ours, theirs = code_of_tree(case, declaration), code_of_spec(case, declaration)
        if ours is None or theirs is None:
            continue
        whole = f"{declaration.file.rust.source.data.decode('utf-8', 'replace')} {text}"
        layout = layout_of(whole)
        if layout is None:
            continue
        for entrance in _entrances(theirs, declaration):
            learnt: dict[str, str] = {}
            depths = (4, 3, 5, 2) if layout.bits else (3, 4, 2)
            for alike, levels in [*((True, n) for n in depths if not layout.bits), *((False, n) for n in depths)]:
                fitting = layout._replace(levels=levels, alike=alike)
                one = trees(fitting)[1]
                first = walked(theirs, entrance, one, fitting, learnt)
                tables = {d.at[0] for d in first.done if d.what == "read"}
                if any(d.what == "read" and d.at[0] == ROOT and d.at[1] >= fitting.user for d in first.done):
                    fitting = fitting._replace(user=fitting.entries)  # tables without a kernel's half
                    one = trees(fitting)[1]
                    first = walked(theirs, entrance, one, fitting, learnt)
                if (
                    first.stuck
                    or first.panicked
                    or len(tables) != levels
                    or not any(d.what in ("clear", "free") for d in first.done)
                ):
                    continue
                own = [walked(theirs, entrance, tree, fitting, learnt) for tree in trees(fitting)]
                if any(TAKEN in str(walk.stuck) for walk in own):  # it tells tables by their level alone: there are no large pages
                    fitting = fitting._replace(huge=False)
                    own = [walked(theirs, entrance, tree, fitting, learnt) for tree in trees(fitting)]
                pairs = tuple((walk, walked(ours, entrance, walk.tree, fitting, learnt)) for walk in own)
                names = {p for pair in pairs for walk in pair for d in walk.done if d.what == "other" for p in d.name.split("_")}
                paths = set(re.findall(r"\b(\w+)::(?=\w+\()", whole))
                return Walks(
                    declaration, entrance, fitting, pairs, frozenset(names | paths), (theirs, ours), _choices(theirs, entrance)
                )
    return None


def _declared(case: Case) -> Iterator[Declaration]:
    """The types and free functions of the spec's blocks, as the tree has them."""
    for file in block_files(case):
        for owner in dict.fromkeys(d.owner.rpartition(" for ")[2] for d in file.declarations() if d.owner):
            found = find_type(case, owner.partition("<")[0]).found
            if len(found) == 1:
                yield found[0]
        for d in file.declarations():
            if d.owner:
                continue
            if d.item.kind == "struct":
                found = find_type(case, d.item.name).found
                if len(found) == 1:
                    yield found[0]
            elif d.item.kind == "fn":
                rows = [
                    t
                    for path in case.code.paths_with(f"fn {d.item.name}")
                    if (f := case.code.file(path)) is not None
                    for t in f.declarations()
                    if t.item.kind == "fn" and t.item.name == d.item.name and not t.owner
                ]
                if len(rows) == 1:
                    yield rows[0]


def _entrances(program: Program, declaration: Declaration) -> Iterator[Entrance]:
    from uowgen.behaviour.lives import roster

    name = declaration.item.name
    if declaration.item.kind == "fn":
        function = program.function(name)
        if function is not None and function.types and can_be_given(function):
            yield Entrance("", "", name)
        return
    listed = roster(program, name)
    if listed is None:
        return
    if listed.drops and not any(can_be_given(maker) for maker in listed.makers):
        yield Entrance(name, "", "drop")
    for maker in listed.makers:
        if not can_be_given(maker):
            continue
        for f in (*listed.enders, *listed.methods):
            if can_be_given(f) and f.takes in ("value", "mut"):
                yield Entrance(name, maker.name, f.name)
        if listed.drops:
            yield Entrance(name, maker.name, "drop")


def _choices(program: Program, entrance: Entrance) -> tuple[str, ...]:
    """The methods that take the value and give it back."""
    from uowgen.behaviour.lives import roster

    listed = roster(program, entrance.owner) if entrance.owner and entrance.maker else None
    return tuple(
        f.name for f in (listed.methods if listed is not None else ())
        if f.takes == "value" and can_be_given(f) and f.name != entrance.function
    )[:_MOST_CHOICES]  # fmt: skip


def _tree_of(walk: Walk) -> str:
    return {"empty": "an empty address space", "mixed": "some of everything mapped"}.get(
        walk.tree.name, f"a tree of the sort “{walk.tree.name}”"
    )


def _story(walk: Walk) -> tuple[str, ...]:
    rows = [f"{d.what} {', '.join(f'{n:#x}' for n in d.at)}{' ' + d.name if d.name else ''}" for d in walk.done if d.what != "read"]
    return tuple(rows[:40])


__all__ = ["NAME", "decided", "told_apart"]
