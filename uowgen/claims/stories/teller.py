"""Tells the stories of a type in one program: makes it, calls its methods in turn, and looks at it after each call."""

# ruff: noqa: SIM905
from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from uowgen.claims.stories.contents import CONTENTS, Taker, drained, slice_of, taker_of
from uowgen.claims.stories.kinds import inner, shapes_of
from uowgen.claims.stories.plots import FILLING, POKED, plots, poked_plots
from uowgen.claims.stories.ranges import LENGTHS, STARTS, places_of
from uowgen.claims.stories.records import Beat, Did

if TYPE_CHECKING:
    from collections.abc import Mapping

    from uowgen.behaviour.outside import OutsideMachine
    from uowgen.behaviour.program import Program
    from uowgen.claims.stories.records import Part

_MOST_RESTARTS = 12
_STEPS = 60_000
_PAGE = 4096
_SMALL = 128  # what fits into any number
_RANGES = ((1, 3), (3, 5), (7, 10), (2, 4), (8, 9), (5, 7), (7, 8), (9, 10), (1, 12), (3, 4), (12, 13), (4, 8), (1, 2))  # in pages
_NUMBERS = frozenset("u8 u16 u32 u64 usize i8 i16 i32 i64".split())
_ALL_STEPS = 120_000  # of all stories of one program
_MOST_FIELDS = 24  # calls to the outside within one call at which the fields are looked at
_STEPS_OF_EVENT = 6  # a call to the outside counts as so many: all fields are looked at
_PLACES = frozenset(
    {
        "start",
        "base",
        "from",
        "begin",
        "lo",
        "low",
        "end",
        "to",
        "until",
        "hi",
        "high",
        "len",
        "length",
        "size",
        "addr",
        "va",
        "vaddr",
    }
)


def told_by(
    program: Program,
    name: str,
    parts: Mapping[str, Part],
    makers: list[str],
    domains: Mapping[tuple[str, int], list[str]],
    poked: list[str],
) -> tuple[tuple[Beat, ...], frozenset[int]]:
    """All stories, as far as the steps go, and which were told; one that comes to something that nobody knows ends there."""
    beats: list[Beat] = []
    begun: set[int] = set()
    learnt: dict[str, str] = {}
    left = _ALL_STEPS
    rows = [(story, makers[maker], calls) for story, (maker, calls) in enumerate(plots(parts, len(makers)))]
    rows += [(story, poked[maker], calls) for story, (maker, calls) in enumerate(poked_plots(parts, len(poked)), POKED)]
    for story, maker, calls in rows:
        if left < 0:
            break
        begun.add(story)
        for _ in range(_MOST_RESTARTS):
            teller = Teller(program, name, parts, domains, learnt)
            told = teller.tell(story, maker, calls)
            left -= teller.used + _STEPS_OF_EVENT * len(teller.machine.world.events)
            if told is not None:
                beats += told
                break
    return tuple(beats), frozenset(begun)


class Teller:
    """Tells one story of one program."""

    def __init__(
        self,
        program: Program,
        name: str,
        parts: Mapping[str, Part],
        domains: Mapping[tuple[str, int], list[str]],
        learnt: dict[str, str],
    ) -> None:
        from uowgen.behaviour.machine import Limits
        from uowgen.behaviour.outside import Outside, OutsideMachine, Script

        self.machine: OutsideMachine = OutsideMachine(program, Outside(Script(), learnt), Limits(steps=_STEPS))
        self.program, self.name, self.parts, self.domains, self.learnt = program, name, parts, domains, learnt
        self.handed: dict[object, list[Any]] = {}
        self.recent: dict[str, tuple[str, Any]] = {}  # what was given last, by its type
        self.granted: list[tuple[Any, Any]] = []  # ranges that were given out: where, and how long
        self.used = 0  # steps
        self.taker: Taker | None = taker_of(parts)
        self.shapes = shapes_of(program, [k for p in parts.values() for _, k in p.parameters])

    def tell(self, story: int, maker: str, calls: list[str]) -> list[Beat] | None:
        """The beats as far as the story can be told; None if it is to be told again, with what has been learnt."""
        from uowgen.behaviour.foreign import Learnt, shown
        from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown

        beats: list[Beat] = []
        try:
            value = self._made(maker)
            look = self._look(value)
            if look.get(CONTENTS) != ():  # what is new and holds something is no queue
                self.taker = None
                look.pop(CONTENTS, None)
            beats.append(Beat("", (), "itself", False, None, look, story, 0))
            idle = 0
            for at, name in enumerate(calls, 1):
                filling = at > 2 and len(calls) >= FILLING and calls[at - 2] == name == calls[min(at, len(calls) - 1)]
                if filling and idle > 1:
                    continue
                given = self._given(name, story + at if len(calls) < FILLING else at, look)
                if given is None:
                    continue
                seen = tuple(shown(g) for g in given)
                told_of = self._told_of(value, name, given)
                before, self.machine.steps = look, _STEPS
                again = [one for one in map(_copy, given) if one is not None]
                try:
                    back, did = self._done(value, name, given)
                except RustPanic as panic:
                    beats.append(Beat(name, seen, panic.message, True, before, None, story, at))
                    break
                self.used += _STEPS - self.machine.steps
                gave = self._gave(back)
                left = tuple(shown(g) for g in given if type(g).__name__ == "Slice")
                thing = self._keep(back, name)
                self._grant(thing, name, given)
                look = self._look(value) if self.parts[name].takes == "mut" else before
                of_left: Mapping[str, object] = told_of
                if self.parts[name].takes == "mut":
                    of_left = self._told_of(value, name, again or [thing])
                beats.append(Beat(name, seen, gave, False, before, look, story, at, told_of, left, did=did, of_left=of_left))
                idle = idle + 1 if look == before or (look.get("is_full") is True and before.get("is_full") is True) else 0
        except Learnt as lesson:
            if self.learnt.get(lesson.key) not in (None, lesson.kind):
                return beats
            self.learnt[lesson.key] = lesson.kind
            return None
        except (Undecidable, Unknown, RustPanic):
            return beats
        return beats

    def _made(self, maker: str) -> Any:
        """A new value: by a function that was written for it, or by the type's own with arguments of the outside."""
        from uowgen.behaviour.lives import inside, made_up
        from uowgen.behaviour.outcomes import Unknown

        if maker.startswith("__story"):
            return self.machine.call(maker)
        function = self.program.methods_of(self.program.type(self.name), maker)[0]
        names = [n for n, _ in function.parameters]
        given = [made_up(self.machine, ty, 0, 0, n, one) for n, (ty, one) in enumerate(zip(function.types, names, strict=True))]
        value = inside(self.machine.call(f"{self.name}::{maker}", given), self.name)
        if value is None:
            raise Unknown(f"what `{maker}` refuses")
        return value

    def _given(self, name: str, turn: int, look: Mapping[str, object]) -> list[Any] | None:
        """Arguments for a call: what was handed out before where there is such a value, else one that was made up; None if none can be."""
        from uowgen.behaviour.lives import made_up

        rows: list[Any] = []
        for n, ty in enumerate(self._types(name)):
            held = self.handed.get(ty.head, ()) or self.handed.get(
                (self.parts[name].parameters[n][1], bool(self.parts[name].returns)), ()
            )
            if held and turn % 3:
                rows.append(_copy(held[turn * 7 % len(held)]))
                continue
            last, value = self.recent.get(self.parts[name].parameters[n][1], ("", None))
            if last and (turn % 2 if last != name else self.taker is None and turn % 7 == 3):
                rows.append(_copy(value))  # what another call was about just before
                continue
            if turn % 5 == 4 and (edge := _told(look, turn // 5)) is not None and ty.head in _NUMBERS:
                rows.append(type(made_up(self.machine, ty, 0, 0, n, ""))(edge))  # just what a method tells: limits lie there
                continue
            values = self.domains.get((name, n), ())
            wide = ty.head in ("usize", "u64", "u32") and self.parts[name].parameters[n][0] in _PLACES
            if not values or (wide and turn % 4):
                parameter = self.parts[name].parameters[n][0]
                step = self._step(ty, turn)
                palette = (0, 2, 3, 0, 1)[turn % 5] if step == turn % 7 else 0
                rows.append(made_up(self.machine, ty, palette, step, n, parameter))
                continue
            rows.append(self._slice(self.machine.call(values[(turn + n * (turn // 3)) % len(values)]), name, n))
        self._as_range(name, rows, turn)
        for value, (_, kind) in zip(rows, self.parts[name].parameters, strict=True):
            if _copy(value) is not None and not slice_of(kind):
                self.recent[kind] = (name, _copy(value))
        return rows

    def _types(self, name: str) -> tuple[Any, ...]:
        """The types of what a method is given."""
        from uowgen.behaviour.outcomes import Unknown

        found = self.program.methods_of(self.program.type(self.name), name)
        if not found:  # the two programs need not have the same functions
            raise Unknown(f"`{name}`")
        return tuple(found[0].types)

    def _called(self, value: Any, name: str, given: list[Any]) -> Any:
        """What a call gives back."""
        return self.machine.call_method(value, name, given)

    def _step(self, ty: Any, turn: int) -> int:
        """By what a made-up value is told apart from others: things that only stand for themselves are all different."""
        number = isinstance(ty.head, str) and (ty.head in _NUMBERS or ty.head == "bool")
        return turn % 7 if number or not isinstance(ty.head, str) else turn

    def _slice(self, value: Any, name: str, place: int) -> Any:
        """What was made up, as a slice of it where the parameter is one."""
        from uowgen.behaviour.values import Slice

        return Slice(value, 0, len(value)) if slice_of(self.parts[name].parameters[place][1]) else value

    def _as_range(self, name: str, rows: list[Any], turn: int) -> None:
        """Puts telling ranges (apart, touching, overlapping, one in the other) in the place of most that were made up; points beside them."""
        from uowgen.behaviour.values import Struct

        if turn % 6 == 5:
            return
        low, high = _RANGES[turn * 5 % len(_RANGES)]
        names = tuple(one for one, _ in self.parts[name].parameters)
        places = places_of(names)
        target: list[Any] = rows
        if places is None:
            for value, (_, kind) in zip(rows, self.parts[name].parameters, strict=True):
                fields = self.shapes.get(kind.lstrip("& ").rpartition("::")[2], ())
                if type(value) is Struct and places_of(fields) is not None:
                    places, target = places_of(fields), value
        if places is None:
            if (
                len(rows) == 1 and isinstance(rows[0], int) and names[0] in STARTS and turn % 7
            ):  # at the ends of ranges, and beside them
                unit = 16 if getattr(type(rows[0]), "name", "") in ("u8", "u16", "i16") else _PAGE
                rows[0] = type(rows[0])((turn * 5 % 12 + 1) * unit + (0, 0, 1, -1)[turn // 2 % 4])
            return
        if self.granted and places.by_length and turn % 3:  # what was given out comes back, whole or in part
            start, length = self.granted.pop(turn * 3 % len(self.granted))
            target[places.start], target[places.end] = type(start)(start), type(start)(length // 2 if turn % 5 == 4 else length)
            if turn % 4 == 3:  # and may come back twice
                self.granted.append((start, length))
            return
        if turn % 7 == 6:
            low = high
        unit = 16 if getattr(type(target[places.start]), "name", "") in ("u8", "u16", "i16") else _PAGE
        target[places.start] = type(target[places.start])(low * unit)
        target[places.end] = type(target[places.end])((high - low if places.by_length else high) * unit)

    def _told_of(self, value: Any, name: str, given: list[Any]) -> Mapping[str, object]:
        """What the methods that are asked about one thing, with a truth or a number for an answer, say of the one given to `name`."""
        from uowgen.behaviour.foreign import Learnt, shown
        from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown

        found: dict[str, object] = {}
        if len(given) != 1 or given[0] is None:
            return found
        own = self.parts[name].parameters
        kind = own[0][1].lstrip("& ") if len(own) == 1 else inner(self.parts[name].returns)
        for part in self.parts.values():
            plain = part.returns == "bool" or part.returns in _NUMBERS
            if part.takes != "ref" or not plain or [k.lstrip("& ") for _, k in part.parameters] != [kind]:
                continue
            try:
                self.machine.steps = _STEPS
                found[part.name] = shown(self.machine.call_method(value, part.name, [_copy(given[0])]))
                self.used += _STEPS - self.machine.steps
            except Learnt:
                raise
            except (Unknown, Undecidable, RustPanic):
                continue
        return found

    def _done(self, value: Any, name: str, given: list[Any]) -> tuple[Any, tuple[Did, ...]]:
        """What a call gives back, and what it calls outside, with what the fields hold then."""
        world = self.machine.world
        begin = len(world.events)
        seen: list[tuple[int, dict[str, object]]] = []

        def watch() -> None:
            seen.append((len(world.events) - 1, self._fields(value) if len(seen) < _MOST_FIELDS else {}))

        world.watch = watch
        try:
            back = self._called(value, name, given)
        finally:
            world.watch = None
        rows = [(world.events[n], fields) for n, fields in seen if n >= begin and not world.events[n].asks]
        return back, tuple(Did(e.name, e.path, e.arguments, fields) for e, fields in rows)

    def _fields(self, value: Any) -> dict[str, object]:
        """What the fields hold, as far as it can be shown."""
        from uowgen.behaviour.foreign import shown
        from uowgen.behaviour.outcomes import Undecidable, Unknown
        from uowgen.behaviour.values import Cell, Struct

        seen: dict[str, object] = {}
        if value.of.type.kind == "enum":  # whatever its variant bears: else one that was changed would look like itself
            with contextlib.suppress(Unknown, Undecidable):
                seen["."] = shown(value)
        for name, part in zip(value.of.names, value, strict=True):
            try:
                seen[f".{name}"] = shown(part[0] if type(part) is Cell else part)
                inner = part[0] if type(part) is Cell else None
                if type(inner) is Struct and inner.of.type.scope is not None and inner.of.type.kind == "struct":
                    seen |= {f".{name}.{n}": shown(one) for n, one in zip(inner.of.names, inner, strict=True)}  # what a lock holds
            except (Unknown, Undecidable):
                continue
        return seen

    def _gave(self, back: Any) -> object:
        from uowgen.behaviour.foreign import shown

        return shown(back)

    def _keep(self, back: Any, name: str) -> Any:
        """A plain value that came out may be given back later; returns what came out, None if it cannot be copied."""
        from uowgen.behaviour import prelude
        from uowgen.behaviour.values import Struct, strip

        held = strip(back)
        while type(held) is Struct and held.of.type in (prelude.OPTION, prelude.RESULT) and held and held.of.name != "Err":
            held = strip(held[0])
        if type(held) is Struct and held.of.type.is_copy and held.of.type.scope is not None:
            self.handed.setdefault(held.of.type, []).append(_copy(held))
        part = self.parts[name]
        kind = inner(part.returns)
        given = {k for _, k in part.parameters}
        # By the type's name too, so that what stands in for an error is not taken.
        if part.takes == "mut" and "<" in part.returns and kind not in given and kind in _NUMBERS and type(held).__name__ == kind:
            self.handed.setdefault((kind, True), []).append(held)
            self.handed.setdefault((kind, False), []).append(held)
        return _copy(held)

    def _grant(self, thing: Any, name: str, given: list[Any]) -> None:
        """Notes a range that was given out: a number, for a length that was asked for."""
        lengths = [g for g, (one, _) in zip(given, self.parts[name].parameters, strict=True) if one in LENGTHS]
        if self.parts[name].takes == "mut" and len(lengths) == 1 and thing is not None and type(thing) is type(lengths[0]):
            self.granted.append((thing, lengths[0]))

    def _look(self, value: Any) -> dict[str, object]:
        """What the fields hold and what the methods that only ask tell; what cannot be shown is left out."""
        from uowgen.behaviour.foreign import Learnt, shown
        from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown
        from uowgen.behaviour.values import Struct

        if type(value) is not Struct:
            raise Unknown("a value that the outside made")
        seen = self._fields(value)
        for part_ in self.parts.values():
            if part_.takes == "ref" and not part_.parameters and part_.returns:
                self.machine.steps = _STEPS
                try:
                    seen[part_.name] = shown(self.machine.call_method(value, part_.name, []))
                    self.used += _STEPS - self.machine.steps
                except Learnt:
                    raise
                except (Unknown, Undecidable, RustPanic):
                    continue
        if self.taker is not None:
            rows = drained(self.machine, value, self.taker, lambda row: self.machine.call(self.domains[row, 0][2]))
            if rows is not None:
                seen[CONTENTS] = rows
        return seen


def _told(look: Mapping[str, object], turn: int) -> int | None:
    """One of the numbers that methods tell; what is private is left out, as code that does the same may keep other numbers."""
    told = [v for k, v in look.items() if not k.startswith(".") and type(v) is int and 0 <= v < _SMALL]
    return told[turn % len(told)] if told else None


def _copy(value: Any) -> Any:
    from uowgen.behaviour.values import copied

    return copied(value)
