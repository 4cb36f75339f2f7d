"""Whether what is said to be seen is seen in a story that was told: yes, no, or that it does not show it (None)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from uowgen.behaviour.enacting import Deed
from uowgen.claims.acts.answers import is_value
from uowgen.claims.acts.vocabulary import parts_of_name
from uowgen.claims.acts.windows import key_of
from uowgen.claims.acts.words import meanings, stem
from uowgen.claims.enacted.cast import different
from uowgen.claims.enacted.held import plain
from uowgen.claims.enacted.matching import of_each

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.enacting import Teller, Told
    from uowgen.behaviour.outside import Event
    from uowgen.claims.enacted.cast import Cast
    from uowgen.claims.enacted.saying import Seen
    from uowgen.claims.enacted.scenes import Scene

_SWEEP = 64


class Sight:
    """What there is to look at: the story, where to look, and the teller, who may tell it on."""

    def __init__(self, cast: Cast, teller: Teller, scene: Scene, told: Told) -> None:
        self.cast = cast
        self.teller = teller
        self.scene = scene
        self.told = told
        self.step = told.steps[scene.last]
        self.events = [e for e in told.events if e.step in scene.focus]
        self.lines = [line for line in told.lines if line.step in scene.focus]
        self.before = told.states[scene.last - 1] if scene.last else {}

    def held(self) -> tuple[object, ...] | None:
        """What was held before the step that is looked at; None where that cannot be told."""
        return self.cast.elements(self.before, self.teller)

    def after(self) -> tuple[object, ...] | None:
        """What is held behind that step."""
        return self.cast.elements(self.told.states[self.scene.last], self.teller)

    def element(self) -> object:
        """What the value stands for: what it was made for, or what it got from the outside when it was made."""
        return self.cast.got(self.told) if self.cast.gets else self.scene.element

    def meets(self) -> bool:
        """Whether the conditions that only show in the telling are met."""
        steps, told = self.told.steps, self.told
        if any(n >= len(steps) or not steps[n].refused for n in self.scene.checks):
            return False
        kinds = {w.kind: w.what for w in self.scene.whens}
        if "fails" in kinds and not any(f"@{n}#" in f for f in told.failed for n in self.scene.focus):
            return False
        asked = kinds.get("zero") or kinds.get("nonzero")
        if asked and not any(
            key_of(e) in asked and e.number is not None and (e.number == 0) is ("zero" in kinds) for e in self.events
        ):
            return False
        explained = {*self.scene.checks}
        if self.scene.loose:
            return True
        # What is refused on the way was not done: only the step that is looked at may be.
        return (
            not any(s.refused and n != self.scene.last and n not in explained for n, s in enumerate(steps))
            or "held" in kinds
            or "all held" in kinds
        )


def is_seen(seen: Seen, sight: Sight) -> bool | None:
    """Whether it is so; None where the story does not show it."""
    found = _LOOKS[seen.kind](seen, sight)
    turned = seen.negated and seen.kind not in ("calls",)
    return found if found is None else found is not turned


def _calls(seen: Seen, sight: Sight) -> bool | None:
    made = [e for e in sight.events if key_of(e) in seen.names]
    if seen.value == "given":
        return _of_refused(seen, sight, made)
    if seen.numbers:
        got = tuple(e.arguments[0] if e.arguments else None for e in made)
        return (not set(got) & set(seen.numbers)) if seen.negated else got == seen.numbers
    if seen.negated and seen.count is not None:
        often = Counter(e.arguments for e in sight.told.events if key_of(e) in seen.names)
        return max(often.values(), default=0) < seen.count
    if seen.negated:
        return not made
    if sight.step.panicked:
        return None
    held = sight.held()
    if held is not None and sight.cast.recorder:
        return of_each(seen, made, held, shown=sight.teller is sight.cast.shown)
    if seen.count is not None:
        return len(made) <= seen.count if seen.most else len(made) == seen.count
    return bool(made)


def _of_refused(seen: Seen, sight: Sight, made: list[Event]) -> bool | None:
    """Whether it is done to what was refused, and is not held for another reason."""
    given = [g for n in sight.scene.checks for g in sight.told.steps[n].given if isinstance(g, int)]
    held = sight.held()
    if len(given) != 1 or held is None or given[0] in held:
        return None
    return any(given[0] in e.arguments for e in made) is not seen.negated


def _before(seen: Seen, sight: Sight) -> bool | None:
    first, second = _places(seen.names, sight), _places(seen.beside, sight)
    if not first or not second:
        return None
    if max(first) < min(second):
        return True
    return False if min(first) > max(second) else None


def _places(names: frozenset[str], sight: Sight) -> list[float]:
    """Where in the order of calls something is done; `=` is a change of the file's own statics."""
    told = sight.told
    if "=" not in names:
        return [float(n) for n, e in enumerate(told.events) if e.step in sight.scene.focus and key_of(e) in names]
    found: list[float] = []
    for step in sight.scene.focus:
        rows = [(n, told.between[n]) for n, e in enumerate(told.events) if e.step == step]
        at = told.statics[step - 1] if step else {}
        for n, statics in rows:
            if statics != at:
                found.append(n - 0.5)
            at = statics
        if step < len(told.statics) and told.statics[step] != at:
            found.append((rows[-1][0] if rows else len(told.events)) + 0.5)
    return found


def _gives(seen: Seen, sight: Sight) -> bool | None:
    step = sight.step
    if step.panicked:
        return None if seen.value[:1] != "=" else False
    if seen.value.startswith("="):
        return _is_code(seen.value[1:], step.gave) and (seen.carries < 0 or _carries(step.gave, step.given[seen.carries]))
    if step.refused:
        return None
    gave = _unwrapped(step.gave)
    if seen.value == "element":
        wanted = seen.numbers[0] if seen.numbers else sight.element()
        if gave == "itself":
            state = sight.told.states[sight.scene.last]
            numbers = [v for v in state.values() if isinstance(v, int) and not isinstance(v, bool)]
            return numbers == [wanted] if len(numbers) == 1 else None
        return gave == wanted if isinstance(gave, (int, str)) and isinstance(wanted, type(gave)) else None
    if seen.value == "whether":
        return _tells_whether(seen, sight, gave)
    if seen.value == "answer":
        answers = [(e.number, e.answer) for e in sight.events if key_of(e) in seen.names]
        if not answers:
            return False if gave == sight.scene.element else None
        return gave in answers[-1]
    held = sight.held()
    if held is None:
        return None
    if seen.value == "size":
        return gave == len(held)
    if seen.value in ("last", "first"):
        if len(set(held)) < 2 or held[0] == held[-1]:
            return None
        return gave == (held[-1] if seen.value == "last" else held[0])
    if not isinstance(gave, tuple):
        return False if held else None
    gave = plain(gave)
    assert isinstance(gave, tuple)
    if seen.order:
        return None if len(set(held)) < 2 or held == held[::-1] else gave == (held if seen.order == "forward" else held[::-1])
    return Counter(gave) == Counter(held)


def _carries(gave: object, given: object) -> bool:
    """Whether an error or another value has just what was given within it."""
    while isinstance(gave, tuple) and gave and gave[0] in ("Ok", "Some", "Err") and len(gave) == 2:
        gave = gave[1]
    if isinstance(gave, str):  # of a type outside
        return f"{given}" in gave.partition("(")[2].removesuffix(")").split(", ")
    return isinstance(gave, tuple) and given in gave[1:]


def _tells_whether(seen: Seen, sight: Sight, gave: object) -> bool | None:
    """Whether what is given back is what one of `names` answered; where it was asked of another before, that may be the same."""
    places = [n for n, e in enumerate(sight.events) if key_of(e) in seen.names]
    if not places or not isinstance(gave, (bool, str)):
        return None
    if isinstance(gave, str):  # an answer that was handed on as it came
        if any(sight.events[n].answer == gave for n in places):
            return True
        others = [n for n, e in enumerate(sight.events) if e.answer == gave]
        return False if others and min(others) > max(places) else None  # what was asked before may be the same
    before = [e for e in sight.events[: places[0]] if e.yes is not None]
    after = [e for e in sight.events[places[0] :] if e.yes is not None and key_of(e) not in seen.names]
    yes = sight.events[places[-1]].yes
    if before or after:
        return None
    return None if yes is None else gave is yes


def _is_code(raw: str, gave: object) -> bool:
    text = raw.replace(" ", "").removeprefix("vec!")
    if text.startswith("[") and text.endswith("]"):
        inner = [t for t in text[1:-1].split(",") if t]
        return isinstance(gave, tuple) and len(gave) == len(inner) and all(is_value(t, g) for t, g in zip(inner, gave, strict=True))
    return is_value(raw, gave)


def _unwrapped(gave: object) -> object:
    while isinstance(gave, tuple) and len(gave) == 2 and gave[0] in ("Ok", "Some"):
        gave = gave[1]
    return gave


def _refused(seen: Seen, sight: Sight) -> bool | None:
    return None if sight.step.panicked else sight.step.refused


def _taken(seen: Seen, sight: Sight) -> bool | None:
    return None if sight.step.panicked else not sight.step.refused


def _logs(seen: Seen, sight: Sight) -> bool | None:
    return bool(sight.lines)


def _panics(seen: Seen, sight: Sight) -> bool | None:
    return any(s.panicked for n, s in enumerate(sight.told.steps) if n in sight.scene.focus)


def _quiet(seen: Seen, sight: Sight) -> bool | None:
    if any(not e.asks for e in sight.events):
        return False
    after = sight.told.states[sight.scene.last]
    if after and sight.before and after != sight.before:
        return False if sight.after() != sight.held() else None  # what is held has changed, or a field
    return None if sight.lines else True


def _kept(seen: Seen, sight: Sight) -> bool | None:
    after, before = sight.after(), sight.held() if sight.before else ()
    if after is None or before is None:
        return None
    return after == before and not any(key_of(e) in seen.names for e in sight.events)


def _grows(seen: Seen, sight: Sight) -> bool | None:
    held, before = sight.after(), sight.held()
    if held is None or before is None or (sight.step.refused and not sight.scene.checks):
        return None
    if len(held) != len(before) + 1 or held[:-1] != before:
        return False
    if not _is_part(held[-1], sight.step.given):
        return None  # another thing may be meant than what is given
    parts = held[-1] if isinstance(held[-1], tuple) else (held[-1],)
    return all(plain(sight.step.given[n]) in parts or sight.step.given[n] in parts for n in seen.parts)


def _is_part(element: object, given: tuple[object, ...]) -> bool:
    return element in given or (isinstance(element, tuple) and all(g in element for g in given))


def _tells(seen: Seen, sight: Sight) -> bool | None:
    rows = [s.gave for s in sight.told.steps if s.name == sight.cast.counts]
    numbers = [r for r in rows if isinstance(r, int)]
    return numbers[-1] - numbers[-2] == (seen.count or 0) if len(numbers) == len(rows) > 1 else None


def _free(seen: Seen, sight: Sight) -> bool | None:
    """Whether what the value stood for can be claimed by another now."""
    element = sight.scene.element
    if element is None:
        return None
    given = tuple(element if g is not None else None for g in sight.cast.given(sight.cast.maker))
    told = sight.teller.told((*sight.scene.deeds, Deed("make", sight.cast.maker, given)), sight.scene.script)
    if told.stuck is not None or len(told.steps) != len(sight.scene.deeds) + 1:
        return None
    return not told.steps[-1].refused


def _stops(seen: Seen, sight: Sight) -> bool | None:
    """Whether nothing is done behind the call that fails, where something would be left to do."""
    names = frozenset().union(*(w.what for w in sight.scene.whens if w.kind == "fails"))
    made = [e for e in sight.events if key_of(e) in names]
    held = sight.held()
    which = sight.scene.script.fails[1]
    if held is None or not made or len(held) <= which + 1 or which < 0:
        return None
    return len(made) == which + 1


def _waits(seen: Seen, sight: Sight) -> bool | None:
    return False  # it was told to its end


def _extreme(highest: bool) -> Callable[[Seen, Sight], bool | None]:
    def look(seen: Seen, sight: Sight) -> bool | None:
        if sight.step.refused or _unwrapped(sight.step.gave) != "itself":
            return None
        state = sight.told.states[sight.scene.last]
        numbers = [v for v in state.values() if isinstance(v, int) and not isinstance(v, bool)]
        free = free_numbers(sight)
        if len(numbers) != 1 or len(free) < 2:
            return None
        return numbers[0] == (max(free) if highest else min(free))

    return look


def free_numbers(sight: Sight) -> list[int]:
    """The numbers that could be claimed when the last step began."""
    found = []
    for n in range(_SWEEP):
        given = tuple(n if g is not None else None for g in sight.cast.given(sight.cast.maker))
        told = sight.teller.told(
            (*sight.scene.deeds[: sight.scene.last], Deed("make", sight.cast.maker, given)), sight.scene.script
        )
        if told.stuck is None and told.steps and not told.steps[-1].refused and not told.steps[-1].panicked:
            found.append(n)
    return found


def _bit(seen: Seen, sight: Sight) -> bool | None:
    element, statics = sight.scene.element, sight.told.statics[sight.scene.last]
    numbers = [v for v in statics.values() if isinstance(v, int) and not isinstance(v, bool)]
    if element is None or len(numbers) != 1 or sight.step.refused:
        return None
    return bool(numbers[0] >> element & 1) is (seen.value == "set")


def _removes(seen: Seen, sight: Sight) -> bool | None:
    held, after = sight.held(), sight.after()
    if not held or after is None or len(set(held)) < max(2, len(held)):
        return None
    return after == (held[:-1] if seen.value == "last" else held[1:])


def _twice(seen: Seen, sight: Sight) -> bool | None:
    made = Counter((key_of(e), e.arguments) for e in sight.events if not e.asks)
    return any(n > 1 for n in made.values()) or len(_places(frozenset({"="}), sight)) > 1


def _flag(seen: Seen, sight: Sight) -> bool | None:
    held = sight.told.states[sight.scene.last].get(seen.value)
    if isinstance(held, bool):
        return held
    if not _is_armed(sight):
        return None
    theirs = sight.cast.shown.told(sight.scene.deeds, sight.scene.script).states  # the tree's does the same without the flag
    value = theirs[sight.scene.last].get(seen.value) if len(theirs) > sight.scene.last else None
    return value if isinstance(value, bool) else True if seen.value == "armed" else None


def _is_armed(sight: Sight) -> bool | None:
    """Of a flag that the tree's code does without: whether the end of the value does what that in the spec's own code does."""
    cast, last = sight.cast, sight.scene.last
    if sight.scene.deeds[last].do == "drop" or any(d.name in cast.enders() for d in sight.scene.deeds):
        return None
    more = tuple(Deed("call", cast.recorder, different(cast, n)) for n in range(2)) if cast.recorder else ()
    rows = [t.told((*sight.scene.deeds, *more, Deed("drop")), sight.scene.script) for t in (cast.shown, cast.actual)]
    done = [[(key_of(e), e.arguments) for e in told.events if e.step == len(told.steps) - 1] for told in rows]
    return True if done[0] and done[0] == done[1] and not any(told.stuck for told in rows) else None


def _never(seen: Seen, sight: Sight) -> bool | None:
    wanted = set(seen.value.split())
    for event in sight.told.events:
        parts = {stem(p) for p in parts_of_name(event.name)}
        meant = set().union(*(meanings(p) for p in parts))
        if not meant or parts & wanted or meant & wanted:
            return None
    return True


def _room(seen: Seen, sight: Sight) -> bool | None:
    held = [sight.cast.elements(state, sight.teller) for state in sight.told.states]
    most = max((len(h) for h in held if h is not None), default=0)
    if most > (seen.count or 0):
        return False
    return True if sight.step.refused else None


_LOOKS: dict[str, Callable[[Seen, Sight], bool | None]] = {
    "calls": _calls, "before": _before, "gives": _gives, "refused": _refused, "taken": _taken, "logs": _logs, "panics": _panics, "quiet": _quiet,
    "kept": _kept, "grows": _grows, "tells": _tells, "free": _free, "stops": _stops, "waits": _waits, "lowest": _extreme(False),
    "highest": _extreme(True), "bit": _bit, "removes": _removes, "twice": _twice, "flag": _flag, "never": _never, "room": _room,
}  # fmt: skip

__all__ = ["Sight", "is_seen"]
