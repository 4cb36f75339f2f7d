"""From what a sentence says is done to stories that can be told: with what came before, in which world, and at which step to look."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from uowgen.behaviour.enacting import Again, Deed
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.outside import Script
from uowgen.claims.enacted.cast import different, numbered
from uowgen.claims.enacted.saying import DROP, PANIC, Said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.enacted.cast import Cast
    from uowgen.claims.enacted.saying import Saying, When

_NEGATIVE = (-1, -2, -100)
_MOST = 600  # calls in a row
_SWEEP = 64  # numbers tried for what all of is held
_WORLDS = (Script(), Script(first=0), Script(first=5, yes=True))
_BAD = (-1, -7, 0, 1, 15, 16, 17, 63, 64, 255, 4097, 1 << 20, 1 << 40)


class Scene(NamedTuple):
    """One story to be told: where to look (`focus`, numbers of steps), the step of the last deed, the number its value stands for."""

    deeds: tuple[Deed, ...]
    script: Script
    focus: tuple[int, ...]
    last: int
    element: int | None = None
    checks: tuple[int, ...] = ()  # steps that must have been refused
    whens: tuple[When, ...] = ()
    loose: bool = False  # whether other steps may be refused
    extra: bool = False  # whether it only counts where the spec's own code is as it is said


class _Script:
    """A story while it is put together."""

    def __init__(self, cast: Cast, script: Script) -> None:
        self.cast = cast
        self.script = script
        self.deeds: list[Deed] = []
        self.values = 0
        self.alive = False
        self.recorded = 0
        self.previous: tuple[int | Again | None, ...] = ()
        self.element: int | None = None
        self.checks: list[int] = []

    def make(self, name: str, given: tuple[int | None, ...]) -> None:
        self.deeds.append(Deed("make", name, given))
        self.values += 1
        self.alive = True
        self.element = next((g for g in given if g is not None), self.element)

    def call(self, name: str, given: tuple[int | Again | None, ...] = ()) -> None:
        self.deeds.append(Deed("call", name, given, self.values - 1))
        if name in self.cast.enders():
            self.alive = False

    def record(self, numbers: tuple[int, ...] = (), how: str = "") -> None:
        """One call of the recorder."""
        given: tuple[int | Again | None, ...] = different(self.cast, self.recorded)
        if numbers:
            given = tuple(numbers[0] if g is not None else None for g in given)
        elif how == "same" and self.previous:
            given = self.previous
        elif how.startswith("alike") and self.previous:
            place = int(how[5:])
            given = (*given[:place], self.previous[place], *given[place + 1 :])
        self.recorded += 1
        self.previous = tuple(Again(len(self.deeds)) if g is None else g for g in given)
        self.call(self.cast.recorder, given)

    def end(self, how: str) -> None:
        if self.alive:
            self.deeds.append(Deed("unwind" if how == PANIC else "drop", on=self.values - 1))
            self.alive = False


def scenes_of(saying: Saying, cast: Cast) -> Iterator[Scene]:
    """The stories that a sentence speaks of; none where they cannot be told."""
    kinds = {w.kind for w in saying.whens}
    deeds = saying.deeds
    if any(s.kind == "room" for s in saying.seen):
        deeds = (
            *saying.deeds,
            Said(cast.recorder, times=min(_MOST, 2 * (seen_room(saying) + 1))),
        )
    if not deeds:
        calls = any(s.kind in ("calls", "before", "logs", "panics", "stops") and not s.negated for s in saying.seen)
        deeds = (Said(DROP),) if calls and saying.focus == "last" else ()
    every = [w._replace(granted=cast.gates) for w in _WORLDS]
    if cast.gates and not kinds & {"fails", "well"}:
        every += [_WORLDS[0], _WORLDS[2]]  # and those in which they are not granted, or some are
    worlds = [w for w in every if not ("zero" in kinds and w.first) and not ("nonzero" in kinds and not w.first)]
    endings = [DROP, PANIC] if any(d.name == DROP for d in deeds) else [DROP]
    for world in worlds:
        for ending in endings:
            for prior in _priors(saying, deeds, cast):
                for numbers in _numbers(deeds, cast, "refused" in kinds):
                    for enders in _enders(saying, deeds, cast):
                        for named in _as_named(next((d for d in deeds if d.named), Said(""))):
                            yield from _scene(saying, deeds, cast, world, ending, prior, numbers, enders, named)


def seen_room(saying: Saying) -> int:
    """How many things are said to be held at most."""
    return next((s.count or 0 for s in saying.seen if s.kind == "room"), 0)


def _priors(saying: Saying, deeds: tuple[Said, ...], cast: Cast) -> list[str]:
    """What was recorded before: `3` different ones, `same` twice, `taken` one less than there were."""
    kinds = {w.kind: w.number for w in saying.whens}
    if not cast.recorder or "fresh" in kinds:
        return ["0"]
    if "full" in kinds:
        return [str(cast.room or 0)]
    if "count" in kinds:
        return [str(kinds["count"])]
    told = [d for d in deeds if d.name == cast.recorder]
    if any(d.named or d.numbers or d.times > 1 or d.how in ("same", "other") for d in told) or len(told) > 1:
        return ["0"]
    makes = any(cast.function(d.name) in cast.roster.makers for d in deeds)
    if makes:
        return ["0"]
    needed = len(told)
    room = (cast.room if cast.room is not None else 99) - needed
    rows = [str(n) for n in ((0, 2) if "refused" in kinds else (0, 1, 2, 3)) if n <= room]
    if "some" in kinds:
        rows.remove("0")
    rows += ["same"] if room > 1 else []
    function = cast.function(cast.recorder)
    if room > 1 and function is not None and len(function.types) > 1:
        rows += [f"alike{n}" for n in range(len(function.types))]
    rows += ["taken"] if room > 2 and cast.taker else []
    if "refused" in kinds and needed and cast.room is not None:
        rows.append(str(cast.room))
    return rows


def _numbers(deeds: tuple[Said, ...], cast: Cast, bad: bool) -> list[int | None]:
    """A number for what is given where only its sort is said."""
    for deed in deeds:
        if deed.how == "negative":
            return list(_NEGATIVE)
        if deed.how.startswith("from:"):
            first = int(deed.how.partition(":")[2])
            return [first, first + 1, first + 7, first + 100]
    function = cast.function(deeds[0].name) if deeds else None
    plain = bool(deeds) and not deeds[0].numbers and function is not None and bool(function.types)
    if not bad or not plain or function is None:
        return [None]
    kind = next((INTS[t.head] for t in function.types if isinstance(t.head, str) and t.head in INTS), None)
    return [None, *(n for n in _BAD if kind is not None and kind.low <= n <= kind.high)]


def _enders(saying: Saying, deeds: tuple[Said, ...], cast: Cast) -> list[str]:
    """The method that ends the value where one is said to have been called; empty for none."""
    mine = cast.enders()
    if any(d.name in mine for d in deeds):
        return [""]
    ended = next((w.what for w in saying.whens if w.kind == "ended"), None)
    if ended is not None:
        return sorted(ended)
    if not deeds and saying.focus != "alive" and not any(w.kind == "unended" for w in saying.whens):
        return ["", *mine]
    return [""]


def _scene(
    saying: Saying,
    deeds: tuple[Said, ...],
    cast: Cast,
    world: Script,
    ending: str,
    prior: str,
    number: int | None,
    ender: str,
    named: tuple[tuple[int, int], ...],
) -> Iterator[Scene]:
    kinds = {w.kind for w in saying.whens}
    story = _Script(cast, world)
    makers = {f.name for f in cast.roster.makers}
    first = deeds[0].name if deeds else ""
    if "all held" in kinds:
        for n in range(_SWEEP):
            story.make(cast.maker, tuple(n if g is not None else None for g in cast.given(cast.maker)))
    if first not in makers:
        story.make(cast.maker, cast.given(cast.maker))
    elif "held" in kinds:
        story.make(cast.maker, _given(cast, cast.maker, deeds[0].numbers, number))
    before(story, prior)
    last = len(story.deeds) - 1
    checks: list[int] = []
    for said in deeds:
        if said.name == DROP and ender and story.alive:
            story.call(ender)
        if said.name in (DROP, PANIC):
            story.end(PANIC if said.name == PANIC or ending == PANIC else DROP)
        elif said.name in makers:
            for n in range(said.times):
                numbers = said.numbers[n : n + 1] or said.numbers
                same = said.how == "same" and story.element is not None and not said.named
                given = _given(cast, said.name, numbers, number, named if said.named else ())
                story.make(said.name, _of(cast, said.name, story.element) if same and story.element is not None else given)
        elif said.name == cast.recorder:
            times = max(said.times, len(said.numbers))
            for n in range(times):
                row = said.numbers[n : n + 1] or ((number,) if number is not None else ())
                if said.named:
                    story.call(said.name, _given(cast, said.name, (), None, named))
                else:
                    alike = prior if prior.startswith("alike") and not row else ""
                    story.record(row, "same" if said.how == "same" and (n or story.previous) else alike)
        else:
            for _ in range(said.times):
                story.call(said.name, _given(cast, said.name, said.numbers, number, named if said.named else ()))
        last = len(story.deeds) - 1
        if "refused" in kinds and said.name != DROP and not checks and said.name != cast.counts:
            checks.append(last)
    if ender and not any(d.name == DROP for d in deeds):
        story.call(ender)
        last = len(story.deeds) - 1
    if not deeds or saying.focus == "alive":
        start = len(story.deeds)
        story.end(ending)
        focus = tuple(range(start if saying.focus == "alive" else len(story.deeds)))
        last = len(story.deeds) - 1
    else:
        focus = tuple(range(len(story.deeds))) if saying.focus == "all" else (last,)
    scene = Scene(
        tuple(story.deeds),
        world,
        focus,
        last,
        story.element,
        tuple(checks),
        saying.whens,
        any(s.kind == "room" for s in saying.seen),
        extra=prior.startswith("alike"),  # what is alike in a part may be taken as the same
    )
    fails = next((w.what for w in saying.whens if w.kind == "fails"), None)
    if fails is None and deeds and deeds[-1].name == DROP and any(s.kind == "calls" and not s.negated for s in saying.seen):
        # Calls that can fail in the tree's code alone: what depends on them there is told as well.
        of_sentence = frozenset().union(*(s.names for s in saying.seen))
        for path, _ in cast.actual.told(scene.deeds, scene.script).fallible:
            if "::".join(path.split("::")[-2:]) not in of_sentence and path not in dict(cast.gates):
                yield scene._replace(script=world._replace(fails=(path, -1)), extra=True)
    if fails is None:
        yield scene
        return
    for path in failing_paths(cast, scene, fails):
        for which in (0, 1, -1):
            yield scene._replace(script=world._replace(fails=(path, which)))


def before(story: _Script, prior: str) -> None:
    """What was recorded before."""
    if prior == "same":
        story.record()
        story.record((), "same")
    elif prior.startswith("alike"):
        story.record()
        story.record((), prior)
    elif prior == "taken":
        for _ in range(3):
            story.record()
        story.call(story.cast.taker)
    else:
        for _ in range(int(prior)):
            story.record()


def _given(
    cast: Cast, name: str, numbers: tuple[int, ...], number: int | None, named: tuple[tuple[int, int], ...] = ()
) -> tuple[int | None, ...]:
    """What a function is called with: what is said, and for the rest what it takes."""
    function = cast.function(name)
    given = list(cast.given(name) or (None for _ in (function.types if function is not None else ())))
    places = numbered(function)
    chosen = numbers[0] if numbers else number
    if chosen is not None and places:
        given[places[0]] = chosen
    for place, value in named:
        given[place] = value
    return tuple(given)


def _as_named(said: Said) -> list[tuple[tuple[int, int], ...]]:
    """Each way to choose the numbers of which only the sort is said."""
    return [tuple(zip((place for place, _ in said.named), row, strict=True)) for row in product(*(rows for _, rows in said.named))]


def _of(cast: Cast, name: str, element: int) -> tuple[int | None, ...]:
    return _given(cast, name, (element,), None)


def failing_paths(cast: Cast, scene: Scene, names: frozenset[str]) -> list[str]:
    """The paths of the calls `names` that can fail in the story."""
    told = cast.shown.told(scene.deeds, scene.script)
    return [path for path, _ in told.fallible if "::".join(path.split("::")[-2:]) in names]


__all__ = ["Scene", "scenes_of"]
