"""What the runs of a guard mean for a criterion: which of them agree with the model, which do not, and on which nothing can rest."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from uowgen.claims.kind import Finding
from uowgen.claims.sentences.guard_words import verb_of
from uowgen.facts.members import fields_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from uowgen.behaviour.guard_runs import Run
    from uowgen.behaviour.outcomes import Undecidable
    from uowgen.claims.guards.guard import Guard
    from uowgen.reference.kernel import Effect

Judgement = Literal["as asked", "otherwise", "not seen"]
_OWN = frozenset({"clear", "flush", "free"})
# Verbs that people use for one another: what is released is freed or put back.
_PUTS = frozenset({"free", "put"})
# Verbs of which one may stand in the sentence and another in the call, if the spec's own code has that call.
_LIKE = frozenset({"free", "put", "remove", "destroy"})


class Judged(NamedTuple):
    """How one run stands to a criterion. `why` says what could not be seen."""

    run: Run
    judgement: Judgement
    why: str = ""


def finding(guard: Guard, judged: Iterable[Judged], what: str, method: str = "drop") -> Finding:
    """The verdict: fails with the first run that is otherwise, undecided if a run was not seen or there is none, else holds."""
    rows = list(judged)
    place = evidence_of(guard, method)
    bad = next((j for j in rows if j.judgement == "otherwise"), None)
    if bad is not None:
        from uowgen.behaviour.guard_runs import steps

        story = steps(guard.roles, bad.run)
        message = f"not so: {bad.why or '; '.join(story[-2:])}"
        return Finding("fails", message, "behaviour", "behaves-differently", place, "proved", story)
    unseen = next((j for j in rows if j.judgement == "not seen"), None)
    if unseen is not None:
        return stuck(unseen.run.stuck, place) if unseen.run.stuck is not None else _undecided("not-observable", unseen.why, place)
    if not rows:
        return _undecided("vacuous", "no scenario reaches the condition", place)
    return Finding("holds", f"{what} in {len(rows)} of {len(rows)} scenarios", "behaviour", None, place, "bounded")


def stuck(reason: Undecidable, place: tuple[Evidence, ...]) -> Finding:
    """Undecided because the interpreter could not go on; the message names what it met, and where."""
    from uowgen.behaviour.outcomes import LimitReached, UnboundCall, Unsupported

    if isinstance(reason, UnboundCall):
        return _undecided("unbound-call", f"what `{reason.path}` does is not known", place)
    if isinstance(reason, LimitReached):
        return _undecided("limit-reached", f"a run took too many {reason.limit}", place)
    if isinstance(reason, Unsupported):
        return _undecided("unsupported-code", f"the interpreter does not know this: {reason.kind}", place)
    return _undecided("unsupported-code", str(reason), place)


def _undecided(code: str, message: str, place: tuple[Evidence, ...]) -> Finding:
    return Finding("undecided", message, None, code, place)


def evidence_of(guard: Guard, method: str) -> tuple[Evidence, ...]:
    """The place of a method, else that of the type."""
    found = guard.program.method(guard.roles.type, method) if method else None
    if found is not None:
        for file in {guard.declaration.file.path: guard.declaration.file.rust}.values():
            if file.source.path == found.file:
                lines = file.source.line_of(found.span.start), file.source.line_of(max(found.span.start, found.span.end - 1))
                return (Evidence(found.file, *lines, f"`{guard.roles.type}::{method}`"),)
    d = guard.declaration
    return (Evidence(d.file.path, d.line, d.end_line, f"`{d.item.label}`"),)


# ------------------------------------------------------------------------------------------------------------- judging


def idle(run: Run) -> Judged:
    """Whether nothing happened in `run`."""
    if run.stuck is not None:
        return Judged(run, "not seen")
    if run.panic:
        return Judged(run, "otherwise", f"it panics: {run.panic}")
    if not run.after.effects and not run.after.misuse:
        return Judged(run, "as asked")
    if all(e.name not in _OWN and not gives_back(e.name) for e in run.after.effects) and not run.after.misuse:
        return Judged(run, "not seen", f"what `{run.after.effects[0].name}` does is not known")
    return Judged(run, "otherwise")


def as_model(verbs: frozenset[str], guard: Guard) -> Callable[[Run], Judged]:
    """A judge of whether what `verbs` speak of happened in a run as the model does it. No verbs: all of it.

    A call that the spec's own code shows is what it speaks of, also by another verb of giving back.
    """
    known, paged = guard.words, bool({"va", "pair"} & set(guard.roles.element))

    def judge(run: Run) -> Judged:
        if run.stuck is not None:
            return Judged(run, "not seen")
        if run.panic:
            return Judged(run, "otherwise", f"it panics: {run.panic}")
        calls = [e for e in run.after.effects if e.name not in _OWN]
        if calls:
            return _by_calls(run, calls, verbs, known)
        if not run.after.effects and not paged:
            return Judged(run, "otherwise")
        whole = (
            not verbs or bool(verbs & {"all"}) or (bool(verbs & {"free", "put", "destroy"}) and bool(verbs & {"unmap", "clear"}))
        )
        mine, theirs = run.after, run.model
        same = True
        if whole:
            same = mine.state() == theirs.state()
        else:
            if verbs & {"free", "put", "destroy", "remove"}:
                same = sorted(mine.freed) == sorted(theirs.freed) and not any("twice" in m for m in mine.misuse)
            if verbs & {"unmap", "clear", "flush"} and not paged:
                return Judged(run, "not seen", "it tracks no addresses of which could be seen whether they are mapped")
            if verbs & {"unmap", "clear", "remove"}:
                same = same and mine.mapped == theirs.mapped and not any(m.startswith("cleared") for m in mine.misuse)
            if verbs & {"flush"}:
                same = same and mine.cached == theirs.cached
            if not verbs & {"free", "put", "destroy", "remove", "unmap", "clear", "flush"}:
                return Judged(run, "not seen", f"nothing in it is known to {' or '.join(sorted(verbs))}")
        return Judged(run, "as asked" if same else "otherwise")

    return judge


def _by_calls(run: Run, calls: list[Effect], verbs: frozenset[str], known: frozenset[str]) -> Judged:
    """A guard that calls what the kernel has no meaning for: each element must be an argument of just one call that bears the verb's name."""
    wanted = [v for v in verbs if v != "all"] or sorted({verb_of(e.name) for e in calls} - {""})  # what is cleaned up is not said
    elements = [(va, frame) for va, frame in run.scenario.pages]
    for verb in wanted:
        mine = [
            e for e in calls if verb_of(e.name) == verb or verb_of(e.name) == "all" or (verb in _PUTS and verb_of(e.name) in _PUTS)
        ]
        if verb in _PUTS:
            mine += [e for e in run.after.effects if e.name == "free"]
        names = {e.name for e in mine}
        if not names and verb in _LIKE:
            names = {e.name for e in calls if verb_of(e.name) in _LIKE and last_segment(e.name) in known}
        mine = mine or [e for e in calls if e.name in names]
        if not names and elements:
            return Judged(run, "not seen", f"which call is to {verb} is not clear")
        for name in names:
            arguments = [e.of for e in mine if e.name == name]
            if any(not any(isinstance(v, int) for v in row) for row in arguments):
                if len(arguments) != min(1, len(elements)):
                    return Judged(run, "not seen", f"`{name}` is called {len(arguments)} times")
                continue
            # Pages of one address may be recorded twice; then a call by address comes twice for it, and a call by frame once for each.
            by = 1 if any(frame in row for row in arguments for _, frame in elements) else 0
            for pair in elements:
                hits = sum(pair[by] in row for row in arguments)
                if hits != sum(p[by] == pair[by] for p in elements):
                    return Judged(run, "otherwise", f"`{name}` is called {hits} times for {pair[by]:#x}")
            if len(arguments) != len(elements):
                return Judged(run, "otherwise", f"`{name}` is called {len(arguments)} times for {len(elements)} elements")
    if not wanted:
        return Judged(run, "not seen", f"what `{calls[0].name}` does is not known")
    return Judged(run, "as asked")


def calls_each(called: str) -> Callable[[Run], Judged]:
    """A judge of whether the function `called` is called once for each thing that is tracked, with it among the arguments."""

    def judge(run: Run) -> Judged:
        if run.stuck is not None:
            return Judged(run, "not seen")
        if run.panic:
            return Judged(run, "otherwise", f"it panics: {run.panic}")
        if any(e.name in _OWN for e in run.after.effects):
            return Judged(run, "not seen", f"whether it was `{called}` that did this is not told")
        rows = [e.of for e in run.after.effects if last_segment(e.name) == called]
        left = list(run.scenario.pages)
        for row in rows:
            thing = next((page for page in left if any(v in page for v in row)), None)
            if thing is not None:
                left.remove(thing)
            elif len(rows) == len(run.scenario.pages) == 1 and not any(isinstance(v, int) for v in row):
                left = []
            else:
                return Judged(run, "otherwise")
        return Judged(run, "otherwise" if left else "as asked", f"`{called}` is called {len(rows)} times" if left else "")

    return judge


def last_segment(name: str) -> str:
    """The name of what is called, without what it is called on."""
    return name.replace(".", "::").rpartition("::")[2]


def in_order(run: Run, newest_first: bool) -> Judged:
    """Whether what a run gives back it gives back in the order asked for, as far as elements can be told apart."""
    if run.stuck is not None:
        return Judged(run, "not seen")
    if run.panic:
        return Judged(run, "otherwise", f"it panics: {run.panic}")
    pages = run.scenario.pages
    for which in (0, 1):
        places = {page[which]: n for n, page in enumerate(pages)}
        if len(places) < len(pages):
            continue
        effects = [e for e in run.after.effects[run.early :] if e.name in _OWN or gives_back(e.name)]
        for name in dict.fromkeys(e.name for e in effects):
            seen = [places[v] for e in effects if e.name == name for v in e.of if isinstance(v, int) and v in places]
            wanted = sorted(seen, reverse=newest_first)
            if seen != wanted:
                first, second = next((a, b) for a, b in pairwise(seen) if (a < b) is newest_first and a != b)
                return Judged(run, "otherwise", f"what came {_nth(first)} is given back before what came {_nth(second)}")
            if len(seen) >= 2:
                return Judged(run, "as asked")
    return Judged(run, "not seen", "not two things that can be told apart are given back")


def _nth(number: int) -> str:
    return ("first", "second", "third")[number] if number < 3 else f"{number + 1}th"


def gives_back(name: str) -> bool:
    """Whether a call's name says that it gives something back."""
    return bool(verb_of(name))


def recorded_as_given(guard: Guard, run: Run) -> bool | None:
    """Whether the tracked field held what was given, in the order of the parameters; None when there is no field to look at."""
    if not guard.roles.tracked or not isinstance(run.recorded, list):
        return None
    wanted: list[object] = []
    for va, frame in run.scenario.pages:
        row = tuple({"va": va, "frame": frame}[e] for e in guard.roles.element if e in ("va", "frame"))
        if not row and guard.roles.element != ("pair",):
            return None
        wanted.append((va, frame) if guard.roles.element == ("pair",) else row if len(row) > 1 else row[0])
    held = run.recorded[: len(wanted)] if tracks_places(guard) else run.recorded
    seen = [_as_written(row) for row in held]
    return None if any(row is None for row in seen) else seen == wanted


def tracks_places(guard: Guard) -> bool:
    """Whether what is tracked stands in an array, which has all its places from the start."""
    return any(m.name == guard.roles.tracked and m.type.lstrip().startswith("[") for m in fields_of(guard.declaration).all)


def _as_written(row: object) -> object:
    """An element of the tracked list as the model has it: a struct of an address and a frame as a pair; None if it is not clear which is which."""
    if not (isinstance(row, tuple) and len(row) == 2 and isinstance(row[1], dict)):
        return row
    from uowgen.claims.sentences.address_words import sort_of_name

    sorts = {sort_of_name(name): value for name, value in row[1].items()}
    if len(row[1]) == 1:
        return next(iter(row[1].values()))
    return (sorts["va"], sorts["frame"]) if set(sorts) == {"va", "frame"} and len(row[1]) == 2 else None


def sound(run: Run) -> bool:
    """Whether the model came through without misuse: a scenario in which it does not is nobody's fault."""
    return not run.model.misuse
