"""One run in which deeds are done, one after the other: values are made, called and dropped, and looked at with what they borrow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.behaviour.copying import Copies
from uowgen.behaviour.foreign import Learnt, shown
from uowgen.behaviour.lives import inside
from uowgen.behaviour.machine import Limits
from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown
from uowgen.behaviour.outside import Event, OutsideMachine
from uowgen.behaviour.values import Cell, Ref, Struct, copied, make, strip
from uowgen.claims.stories.explored.about import told_of
from uowgen.claims.stories.explored.deeds import borrowed
from uowgen.claims.stories.explored.giving import built, given_to, keep
from uowgen.claims.stories.explored.looks import Look, flat, given_back, is_refusal, plain, snake, unwrapped
from uowgen.claims.stories.explored.outdoors import Outdoors
from uowgen.claims.stories.inner import acting_behind_shared, changes_something
from uowgen.claims.stories.records import Did

if TYPE_CHECKING:
    from collections.abc import Callable as Function_of
    from collections.abc import Mapping

    from uowgen.behaviour.definitions import Function
    from uowgen.behaviour.outside import Script
    from uowgen.behaviour.program import Program
    from uowgen.claims.stories.explored.deeds import Deed, Means

_STEPS = 12_000
_EVENT = 12  # steps that a call to the outside costs
_MOST_FIELDS = 24  # calls within one deed at which the fields are looked at
_SHOWN = 8  # characters of a look that cost as much as a step
# What every type may have, and says nothing of what is done.
_USUAL = frozenset(
    {"fmt", "eq", "ne", "cmp", "partial_cmp", "hash", "clone", "default", "from", "into", "deref", "deref_mut", "index"}
)
LIVE = ".live_values"  # the key of a look under which it says how many values live, where several may


class Seen(NamedTuple):
    """What was seen of one deed: what was given and came back, looks before and after, the calls in it, and the state (`key`) that came of it."""

    given: tuple[object, ...]
    gave: object
    panicked: bool
    before: Look
    after: Look | None
    did: tuple[Did, ...]
    key: object
    moved: bool  # whether anything is another than it was
    who: int = 0  # which of the values that were made it was done to, from 1; 0 for none
    of_other: Mapping[str, object] = {}  # what another value that was given held and told, or what is told of the one thing given
    of_left: Mapping[str, object] = {}  # what is told of the one thing given after the deed


class Troupe(NamedTuple):
    """A program with the type that is explored: its functions by (how it is done, name), and what arguments are made of."""

    program: Program
    name: str
    functions: Mapping[tuple[str, str], Function]
    means: Means
    variants: Mapping[str, tuple[str, ...]]
    lenders: Mapping[str, tuple[str, ...]]  # functions that were written to make what is lent, by its type
    askers: Mapping[str, tuple[str, ...]]  # methods that only tell something, by the type
    several: bool  # whether several values may live at once


def askers_of(program: Program, name: str) -> tuple[str, ...]:
    """The methods of a type that take nothing and tell something that is no guard."""
    acting = acting_behind_shared(program, name)
    found = []
    for function in program.methods(name):
        returns = function.returns.strip()
        if function.takes != "ref" or function.types or returns in ("", "()") or "'_" in returns or function.name in acting:
            continue
        gives = [program.type(w) for w in re.findall(r"\w+", returns) if w[:1].isupper()]
        trait = function.owner is not None and function.owner.trait
        if not trait and function.name not in _USUAL and not any(g is not None and g.drop is not None for g in gives):
            found.append(function.name)
    return tuple(found)


def tellers_of(program: Program, name: str) -> tuple[str, ...]:
    """The functions of a type that take nothing at all and tell what stands in a static, which they leave alone."""
    named = {c.name for c in program.statics()}
    found = []
    for function in program.methods(name) if named else ():
        text = function.scope.text(function.node)
        plain = not function.takes and not function.types and function.returns.strip() not in ("", "()")
        if (
            plain
            and named & set(re.findall(r"\w+", text))
            and not changes_something(text)
            and not inside_words(function.returns, name)
        ):
            found.append(function.name)
    return tuple(found)


def inside_words(returns: str, name: str) -> bool:
    """Whether a result type speaks of the type itself."""
    return bool({"Self", name} & set(re.findall(r"\w+", returns)))


class Stage:
    """One run of one program."""

    def __init__(self, troupe: Troupe, script: Script, learnt: dict[str, str]) -> None:
        self.troupe = troupe
        self.world = Outdoors(script, learnt, troupe.variants)
        self.machine = OutsideMachine(troupe.program, self.world, Limits(steps=_STEPS))
        self.world.machine = self.machine
        self.living: list[Any] = []
        self.numbers: list[int] = []  # of those that live: the how-manieth each is
        self.made = 0
        self.out: dict[str, list[Any]] = {}
        self.used = 0
        self._did: list[Did] | None = None
        self.called: Any = None  # the value that a deed is done to
        self.of_other: Look = {}  # what another value that is given holds and tells
        self._last: tuple[Any, Look] | None = None  # what was looked at last, and what was seen
        self._acting: dict[str, frozenset[str]] = {}
        self._names: dict[int, str] = {}
        self.boxes: dict[str, list[Any]] = {}
        self._tellers = tellers_of(troupe.program, troupe.name)
        for name in troupe.means.lent:
            value = built(self, name)
            self.world.lent[name] = value
            self.boxes[name] = [value]
            self._names[id(value)] = self._field_of(name)
        del self.world.events[:]

    def copied(self) -> Stage:
        """The same run once more, to be gone on with in another way; raises `NotCopied`."""
        copies = Copies((self.troupe, self.world.variants, self.world.learnt))
        made = Stage.__new__(Stage)
        made.__dict__.update(self.__dict__)
        made.machine, made.world = copies.of(self.machine), copies.of(self.world)
        made.living, made.out, made.boxes = copies.of(self.living), copies.of(self.out), copies.of(self.boxes)
        made.numbers, made.used = list(self.numbers), 0
        made._names = {id(made.boxes[k][0]): self._names[id(b[0])] for k, b in self.boxes.items() if id(b[0]) in self._names}
        made._last = (copies.of(self._last[0]), self._last[1]) if self._last is not None else None
        made.called = made._target = None
        return made

    def _field_of(self, lent: str) -> str:
        """The field by which values hold what is lent, so that it has one name before they live and after."""
        declared = self.troupe.program.type(self.troupe.name)
        shape = next(iter(declared.shapes.values()), None) if declared is not None and declared.kind == "struct" else None
        rows = zip(shape.names, shape.field_types, strict=False) if shape is not None else ()
        found = [n for n, t in rows if lent in borrowed(t)]
        return found[0] if len(found) == 1 else snake(lent)

    # ------------------------------------------------------------------------------------------------------------ deeds

    def done(self, deed: Deed, *, looking: bool = True) -> Seen | None:
        """Does one deed; None if it cannot be done here. What nobody knows raises `Undecidable`, what is learnt `Learnt`."""
        if deed.do in ("call", "drop") and deed.on >= len(self.living):
            return None
        function = self.troupe.functions.get((deed.do, deed.name))
        on = len(self.living) - 1 - deed.on
        value = self.living[on] if deed.do in ("call", "drop") else None
        target = value if value is not None else self.living[-1] if deed.do == "lent" and self.living else None
        self.machine.steps = _STEPS
        self.called, self.of_other = value, {}
        given = given_to(self, function, deed) if function is not None else []
        if given is None:
            return None
        on = next((n for n, one in enumerate(self.living) if one is value), on)
        told = tuple(
            snake(str(c.what)) if c.how in ("lent", "other") else plain(g) for g, c in zip(given, deed.given, strict=False)
        )
        who = self.numbers[on] if value is not None else 0
        before: Look = {}
        if looking:
            before = self._last[1] if self._last is not None and self._last[0] is target else self.look(target)
        self._last = None
        thing = (
            copied(given[0]) if deed.do == "call" and len(given) == 1 and deed.given[0].how in ("is", "in", "out", "made") else None
        )
        if thing is not None and value is not None and function is not None:
            self.of_other = self._unseen(lambda: told_of(self, value, function, thing))
        if deed.do == "drop" or (deed.do == "call" and function is not None and function.takes == "value"):
            del self.living[on]
            who = self.numbers.pop(on)
        self._did = []
        self._watch(target)
        self.machine.steps = _STEPS
        try:
            back = self._performed(deed, function, value, given)
        except RustPanic as panic:
            return Seen(told, panic.message, True, before, None, tuple(self._did), None, True, who, self.of_other)
        finally:
            self._unwatch()
            self.used += _STEPS - self.machine.steps + _EVENT * len(self.world.events)
        did, self._did = tuple(self._did or ()), None
        if did and deed.do in ("lent", "make") and did[0].name == deed.name and "::" in did[0].path:
            did = did[1:]  # the deed itself
        made = inside(back, self.troupe.name)
        if made is not None and made.of.type.kind == "enum":  # a variant without parts is one value for all who name it
            made = make(made.of, list(made))
        if made is not None and (function is None or deed.do == "make" or function.takes == "value"):
            self.living.append(made)
            self.made += 1
            self.numbers.append(self.made)
            who = who or self.made
            target = made
        elif deed.do == "drop" or (function is not None and function.takes == "value" and deed.do == "call"):
            target = None
        keep(self, back)
        gave = given_back(back, self.troupe.name)
        after = self.look(target) if looking else {}
        self._last = (target, after) if looking else None
        left = (
            self._unseen(lambda: told_of(self, value, function, thing))
            if function is not None and thing is not None and self.of_other and target is value
            else {}
        )
        asks = any(not e.asks for e in self.world.events)
        del self.world.events[:]
        self.used += (len(repr(before)) + len(repr(after))) // _SHOWN
        moved = deed.do in ("make", "drop") or bool(did) or asks or before != after
        return Seen(told, gave, False, before, after, did, self._key(after) if looking else None, moved, who, self.of_other, left)

    def _performed(self, deed: Deed, function: Function | None, value: Any, given: list[Any]) -> Any:
        machine, name = self.machine, self.troupe.name
        if deed.do == "drop":
            machine.drop(value)
            return None
        if function is None:
            return machine.call(deed.name)
        if deed.do == "call":
            return machine.call_method(value, deed.name, given)
        if deed.do == "lent" or (deed.do == "make" and function.takes):
            return machine.call_method(Ref(self.boxes[deed.owner], 0), deed.name, given)
        return machine.call(f"{name}::{deed.name}" if deed.owner else deed.name, given)

    def _watch(self, target: Any) -> None:
        self.machine.traced, self.world.watch = self, lambda: self._noted(target)
        self._target = target

    def _unwatch(self) -> None:
        self.machine.traced = self.world.watch = None

    def _noted(self, target: Any) -> None:
        event: Event = self.world.events[-1]
        if self._did is not None and not event.asks:
            failed = any(
                f.startswith(f"{event.path}@") and f.endswith(f"#{event.answer.rpartition('#')[2]}") for f in self.world.failed
            )
            left = event.number if event.number is not None else event.yes
            self._did.append(Did(event.name, event.path, event.arguments, self._fields_now(target), failed, left))

    def begins(self, function: Function, arguments: list[Any]) -> Function_of[[Any], None] | None:
        """See `Traced`: calls of other types' functions that do something."""
        owner = function.owner.of.head if function.owner is not None and function.owner.of is not None else None
        of = str(getattr(owner, "name", owner) or "")
        if self._did is None or of == self.troupe.name or function.name in _USUAL or "__story" in function.name:
            return None
        tells = function.takes == "ref" and of and function.returns.strip() not in ("", "()")
        if tells and function.name not in self.acting_of(of):
            return None
        rows, at = self._did, len(self._did)
        given = tuple(plain(a) for a in (arguments[1:] if function.takes else arguments))
        path = f"{of}::{function.name}" if of else function.name
        rows.append(Did(function.name, path, given, self._fields_now(self._target), helper=not of))

        def ends(back: Any) -> None:
            rows[at] = rows[at]._replace(failed=is_refusal(plain(back)))

        return ends

    def _fields_now(self, target: Any) -> Look:
        """What the fields hold at a call; only of the first, as there may be many."""
        return self._fields(target) if self._did is not None and len(self._did) < _MOST_FIELDS else {}

    # ------------------------------------------------------------------------------------------------------------ looks

    def look(self, value: Any) -> Look:
        """What a value holds and tells, with what is lent; what cannot be shown is left out."""
        return self._unseen(lambda: self._with_lent(value))

    def look_at(self, value: Any) -> Look:
        """What a value holds and tells by itself."""
        return self._unseen(lambda: self._fields(value) | self._asked(value, self.troupe.name))

    def _with_lent(self, value: Any) -> Look:
        seen = self._fields(value) if value is not None else {}
        for name, box in self.boxes.items():
            held = self._names.get(id(box[0])) or snake(name)
            seen |= flat(f".{held}", box[0], 1)
        seen |= self.world.switches() | self._asked(value, self.troupe.name) | self._statics()
        if self.troupe.several:
            seen[LIVE] = len(self.living)
        for name, box in self.boxes.items():
            seen = {**self._asked(box[0], name), **seen}
        return seen

    def _unseen(self, look: Function_of[[], Look]) -> Look:
        """What a look gives; the calls that it makes are none of the story's."""
        watched = self.machine.traced, self.world.watch, self._did
        self._unwatch()
        self._did = None
        noted = len(self.world.events)
        seen = look()
        del self.world.events[noted:]
        self.machine.traced, self.world.watch, self._did = watched
        return seen

    def _asked(self, value: Any, name: str) -> Look:
        found: Look = {}
        for asker in self.troupe.askers.get(name, ()) if value is not None else ():
            self.machine.steps = _STEPS
            try:
                found[asker] = shown(self.machine.call_method(value, asker, []))
            except Learnt:
                raise
            except (Unknown, Undecidable, RustPanic):
                continue
        return found

    def acting_of(self, name: str) -> frozenset[str]:
        """The `&self` methods of a type that change what it holds, looked for once."""
        if name not in self._acting:
            self._acting[name] = acting_behind_shared(self.troupe.program, name)
        return self._acting[name]

    def refreshed(self) -> int:
        """How many steps there are for what is asked next."""
        self.machine.steps = _STEPS
        return _STEPS

    def _statics(self) -> Look:
        """What stands in the statics of the files, and what functions tell that take nothing."""
        found: Look = {}
        for const in self.troupe.program.statics():
            try:
                told = plain(self.machine.static(const)[0])
            except Learnt:
                raise
            except (Unknown, Undecidable, RustPanic):
                continue
            if told is not None:
                found[f".{const.name.lower()}"] = told
        for name in self._tellers:
            self.machine.steps = _STEPS
            try:
                found[name] = shown(self.machine.call(f"{self.troupe.name}::{name}"))
            except Learnt:
                raise
            except (Unknown, Undecidable, RustPanic):
                continue
        return found

    def _fields(self, value: Any) -> Look:
        held = strip(value)
        if type(held) is not Struct:
            return {}
        if held.of.type.kind == "enum":
            return {".": plain(held)}
        seen: Look = {}
        for name, part in zip(held.of.names, held, strict=True):
            inner = unwrapped(part)
            lent = next((box for box in self.boxes.values() if box[0] is inner), None)
            if lent is not None:
                self._names[id(inner)] = name
                continue
            told = plain(inner)
            if told is not None:
                seen[f".{name}"] = told
            if type(part) is Cell:
                seen |= flat(f".{name}", inner, 1)
        return seen

    def _key(self, after: Look) -> object:
        return repr((after, [self._fields(one) for one in self.living[:-1]], len(self.living)))


__all__ = ["LIVE", "Look", "Seen", "Stage", "Troupe", "askers_of"]
