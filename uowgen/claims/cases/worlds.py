"""All cases of the functions of small types, run on the tree's code and on the spec's own: what came in, what came out, what was called outside."""

from __future__ import annotations

import re
from itertools import islice, product
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.claims.cases.planted import Planted, planted
from uowgen.claims.cases.samples import Samples
from uowgen.claims.runs.own_code import source_of_spec
from uowgen.claims.runs.programs import parses
from uowgen.claims.runs.standins import without_imports
from uowgen.claims.subject import find_type
from uowgen.facts.code import counts
from uowgen.facts.members import fields_of
from uowgen.facts.signature import modifiers_of, parameters_of, receiver_of, result_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.behaviour.program import Program
    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile, Declaration

_STEPS = 40_000
_MOST_ROWS = 260  # of one function
_MOST_STATES = 60  # of one type
_DEPTH = 6
_RESTARTS = 12
_MOST_RUNS = 9_000  # of one side: what is not known then stays so
_MOST_EVENTS = 8_000  # of all rows of one function; where each has many, there are fewer rows
_FEWEST_ROWS = 8
_FEW_ROWS = 24  # so many show what a function calls and holds
_EVENTS_OF_FEW = 1_000
_EVENTS_TO_FIND = 20_000  # of all calls that lead to the states of one type


class Action(NamedTuple):
    """Something that can be done: `of` is the type of the receiver, `changes` whether it may be changed; types as they are written, resolved."""

    name: str
    of: str
    call: str  # of the wrapper
    takes: tuple[tuple[str, str], ...]
    gives: str
    changes: bool = False
    trait: str = ""
    public: bool = True


class Event(NamedTuple):
    """A call to the outside: its path, what it was given, and what the receiver held just then."""

    path: str
    given: tuple[object, ...]
    state: tuple[tuple[str, object], ...] = ()


class Row(NamedTuple):
    """One case, as one side has it. `before` is what the receiver held, `at` tells the case apart on both sides."""

    at: tuple[object, ...]
    given: tuple[object, ...]
    before: dict[str, object] | None
    gave: object
    after: dict[str, object] | None
    events: tuple[Event, ...]
    panicked: bool = False
    wider: int = 0  # by how much what is said of the numbers that went in is taken wider than it is said


class World:
    """The actions of one file, and for each its cases on both sides (`ours`, `theirs`) by what tells them apart."""

    def __init__(self, case: Case, file: CodeFile, declaration: Declaration) -> None:
        self.case, self.file, self.declaration = case, file, declaration
        self.samples = Samples(case, file)
        self.actions, items = _actions(self)
        foreign = [e.foreign for e in self.samples.enums.values() if e is not None and e.foreign]
        spoken = [
            *(a.gives for a in self.actions),
            *(k for a in self.actions for _, k in a.takes),
            *re.findall(r"enum (\w+)", self.samples.blocks),
        ]
        for name in dict.fromkeys(re.findall(r"\b[A-Z]\w*[a-z]\w*\b", " ".join(spoken))):
            if name not in ("Option", "Result", "Self", "String", "Vec", "Box"):
                self.samples.enum(name)
        values: list[str] = []
        self.values: dict[str, list[str]] = {}
        for kind in dict.fromkeys(k for a in self.actions for _, k in a.takes):
            for at, text in enumerate(self.samples.of(kind)):
                values.append(f"fn uowgen_value_{len(values)}() -> {kind} {{ {text} }}")
                self.values.setdefault(kind, []).append(f"uowgen_value_{len(values) - 1}")
                if at > 200:
                    break
        foreign = [e.foreign for e in self.samples.enums.values() if e is not None and e.foreign]
        self.more = "\n".join([*foreign, *items, *values])
        self.theirs = self.ours = None
        if parses(self.more):
            own = source_of_spec(case, declaration)
            self.ours = _Side(self, file.rust.source.data.decode("utf-8", "replace"))
            self.theirs = _Side(self, own) if own is not None else None
        self._paths: dict[str, list[tuple[Any, ...]]] = {}
        self._few: dict[tuple[str, bool], list[Row]] = {}

    def rows(self, action: Action, *, own: bool) -> dict[tuple[object, ...], Row]:
        """The cases of an action on one side."""
        side = self.theirs if own else self.ours
        return side.rows(action) if side is not None else {}

    def few(self, action: Action, *, own: bool) -> list[Row]:
        """Some cases of an action on one side, spread over all: enough to know what it calls and holds."""
        side = self.theirs if own else self.ours
        if side is None:
            return []
        if (action.call, own) not in self._few:
            rows, events = self._few.setdefault((action.call, own), []), 0
            for row in side.rows_of(action, _FEW_ROWS):
                rows.append(row)
                events += len(row.events)
                if events > _EVENTS_OF_FEW:
                    break
        return self._few[action.call, own]

    def most_rows(self, action: Action) -> int:
        """How many cases of an action are tried: fewer where each is long, by the events of the spec's own code so that both sides have the same."""
        few = self.few(action, own=self.theirs is not None)
        events = sum(len(row.events) for row in few) // max(1, len(few))
        return max(_FEWEST_ROWS, min(_MOST_ROWS, _MOST_EVENTS // max(1, events)))

    def paths(self, of: str) -> list[tuple[Any, ...]]:
        """How to come to the states of a type: rows of a maker's expression and of calls; worked out by the spec's own code."""
        if of not in self._paths:
            side = self.theirs or self.ours
            self._paths[of] = side.reached(of) if side is not None else []
        return self._paths[of]


class _Side:
    def __init__(self, world: World, text: str) -> None:
        from uowgen.behaviour.program import Program
        from uowgen.rust.syntax import RustFile
        from uowgen.text import Source

        path = world.file.rust.source.path
        whole = without_imports(text, world.more) + "\n" + world.more
        self.world = world
        said = re.findall(r"\bconst (\w+): ?[ui](?:size|\d+) = (\d[\d_]*|0x[\da-fA-F_]+);", text)
        self.numbers = {name: int(value.replace("_", ""), 0) for name, value in said}
        self.program: Program = Program([RustFile(Source(path, whole.encode()))])
        self.learnt: dict[str, str] = {}
        self.runs = 0
        self.kept: dict[str, dict[tuple[object, ...], Row]] = {}

    def rows(self, action: Action) -> dict[tuple[object, ...], Row]:
        if action.call not in self.kept:
            self.kept[action.call] = {row.at: row for row in self.rows_of(action, self.world.most_rows(action))}
        return self.kept[action.call]

    def rows_of(self, action: Action, most: int) -> Iterator[Row]:
        """Some `most` cases of an action, spread over all that there are."""
        domains = [self.world.values.get(kind, []) for _, kind in action.takes]
        starts: list[tuple[Any, ...]] = self.world.paths(action.of) if action.of else [()]
        combos = list(islice(product(*domains), 4000))
        step = max(1, len(starts) * len(combos) // most) if len(domains) > 1 or len(starts) > 1 else 1
        while step > 1 and any(step % p == 0 and len(combos) % p == 0 for p in (2, 3, 5, 7)):
            step += 1  # so that each column meets each row
        scripts = (False, True)
        for n, (start, combo) in enumerate(product(starts, combos)):
            if n % step:
                continue
            for missing in scripts:
                row = self._row(action, start, combo, missing)
                if row is None:
                    continue
                yield row
                if not any(e.path for e in row.events if self.learnt.get(e.path) in ("option", "result", "bool")):
                    break

    def _row(self, action: Action, start: tuple[Any, ...], combo: tuple[str, ...], missing: bool) -> Row | None:
        """One case; None where it depends on what nobody knows."""
        from uowgen.behaviour.foreign import Learnt, shown
        from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown
        from uowgen.behaviour.values import Ref

        for _ in range(_RESTARTS):
            self.runs += 1
            if self.runs > _MOST_RUNS:
                return None
            machine = self.machine(missing)
            try:
                value = self.started(machine, start) if start else None
                before = state_of(value) if start else None
                given = [machine.call(name, []) for name in combo]
                seen = tuple(shown(g) for g in given)
                machine.world.watched, machine.world.seen = value, []
                machine.steps = _STEPS
                at = (start, combo, missing)
                try:
                    if action.trait or not action.of:
                        back = machine.call(action.call, ([Ref([value], 0)] if action.of else []) + given)
                    else:
                        back = machine.call_method(value, action.name, given)
                except RustPanic:
                    return Row(at, seen, before, "", state_of(value) if start else None, tuple(machine.world.seen), panicked=True)
                if action.trait and action.trait == action.gives:  # what is new is what comes after
                    return Row(at, seen, None, shown(back), state_of(back), tuple(machine.world.seen))
                gone = value is not None and not action.changes
                return Row(
                    at, seen, before, shown(back), before if gone else state_of(value) if start else None, tuple(machine.world.seen)
                )
            except Learnt as lesson:
                if self.learnt.get(lesson.key) not in (None, lesson.kind):
                    return None
                self.learnt[lesson.key] = lesson.kind
            except (Undecidable, Unknown, RustPanic):
                return None
        return None

    def machine(self, missing: bool) -> Any:
        from uowgen.behaviour.machine import Limits
        from uowgen.behaviour.outside import Script
        from uowgen.claims.cases.watched import Watched, WatchingMachine

        world = Watched(Script(fails=("*", -1)) if missing else Script(), self.learnt, missing=missing)
        return WatchingMachine(self.program, world, Limits(steps=_STEPS))

    def started(self, machine: Any, start: tuple[Any, ...]) -> Any:
        from uowgen.behaviour.values import Ref

        maker, *calls = start
        value = machine.call(maker, [])
        for step in calls:
            if isinstance(step, Planted):
                step.set_in(value, machine.program)
                continue
            action, combo = step
            given = [machine.call(name, []) for name in combo]
            if action.trait or not action.of:
                machine.call(action.call, [Ref([value], 0), *given])
            else:
                machine.call_method(value, action.name, given)
        return value

    def reached(self, of: str) -> list[tuple[Any, ...]]:
        from uowgen.behaviour.foreign import Learnt
        from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown

        makers = self.world.values.get(of, [])
        moves = [a for a in self.world.actions if a.of == of and a.changes]
        moves = [a for a in moves if a.public] or moves
        found: list[tuple[Any, ...]] = []
        known: dict[object, str] = {}  # by which maker
        waiting: list[tuple[Any, ...]] = [(m,) for m in makers[:3]]
        events = 0
        while waiting and len(found) < _MOST_STATES and events < _EVENTS_TO_FIND:
            start = waiting.pop(0)
            state: object = None
            for _ in range(_RESTARTS):
                machine = self.machine(False)
                try:
                    state = tuple(sorted(state_of(self.started(machine, start)).items()))
                    break
                except Learnt as lesson:
                    self.learnt[lesson.key] = lesson.kind
                except (Undecidable, Unknown, RustPanic):
                    break
                finally:
                    events += len(machine.world.events)
            if state is None or state in known:
                continue
            known[state] = start[0]
            found.append(start)
            if len(start) <= _DEPTH:
                for move in moves:
                    domains = [self.world.values.get(k, [])[:4] for _, k in move.takes]
                    waiting += [(*start, (move, combo)) for combo in islice(product(*domains), 8)]
        own = [dict(state) for state, maker in known.items() if maker == makers[0] and isinstance(state, tuple)]
        return [*found, *planted(self.world, of, makers[0], own)] if own and len(found) < _MOST_STATES else found


def state_of(value: Any) -> dict[str, object]:
    from uowgen.behaviour.foreign import shown
    from uowgen.behaviour.values import Struct, strip

    held = strip(value)
    if type(held) is Struct and held.of.names and not held.of.names[0].isdigit() and held.of.type.kind == "struct":
        return {name: shown(part) for name, part in zip(held.of.names, held, strict=True)}
    return {"": shown(held)}


def _actions(world: World) -> tuple[list[Action], list[str]]:
    """What can be done with the types that the blocks declare, as wrappers that stand in the file."""
    resolved = world.samples.resolved
    shown_ = {d.item.name for f in block_files(world.case) for d in f.declarations()}
    actions: list[Action] = []
    items: list[str] = []
    for d in world.file.declarations():
        if (
            d.item.kind != "fn"
            or not counts(d)
            or {"unsafe", "async"} & set(modifiers_of(d))
            or re.search(rf"fn {d.item.name}\s*<", d.text)
        ):
            continue
        trait, _, of = d.owner.rpartition(" for ")
        of = re.sub(r"<.*", "", of.strip())
        own = receiver_of(d)
        takes = tuple((p.name, _self(p.type, of)) for p in parameters_of(d))
        gives = _self(result_of(d), of)
        name, call = d.item.name, f"uowgen_do_{len(actions)}"
        if of and of not in shown_ and not any(k in shown_ for _, k in takes):
            continue
        if not of:
            if d.item.path or not any(re.search(rf"\b{s}\b", d.text) for s in shown_):
                continue
            first = takes[0] if takes else ("", "")
            if first[1].startswith("&mut "):
                kind = resolved(first[1])
                items.append(_wrapper(call, f"it: &mut {kind}", takes[1:], gives, f"{name}(it{_passed(takes[1:])})"))
                actions.append(Action(name, kind, call, _plain(world, takes[1:]), resolved(gives), changes=True, trait="free"))
            else:
                items.append(_wrapper(call, "", takes, gives, f"{name}({_passed(takes).lstrip(', ')})"))
                actions.append(Action(name, "", call, _plain(world, takes), resolved(gives)))
            continue
        bare = re.sub(r"<.*", "", trait.strip()).rpartition("::")[2].strip()
        if bare in ("Display",):
            items.append(f'fn {call}(it: {of}) -> String {{ format!("{{}}", it) }}')
            actions.append(Action("Display", "", call, (("self", of),), "String", trait=bare))
        elif trait and bare not in ("From", "TryFrom", "Default"):
            continue
        elif not own:
            items.append(
                _wrapper(call, "", takes, gives, f"<{of}{' as ' + trait if trait else ''}>::{name}({_passed(takes).lstrip(', ')})")
            )
            actions.append(Action(name, "", call, _plain(world, takes), resolved(gives), trait=bare or of))
        elif own.startswith("&mut"):
            seen = d.text.lstrip().startswith("pub")
            actions.append(Action(name, of, call, _plain(world, takes), resolved(gives), changes=True, public=seen))
            items.append(_wrapper(call, f"it: &mut {of}", takes, gives, f"it.{name}({_passed(takes).lstrip(', ')})"))
        else:
            held = world.samples.enum(of) is not None or not world.samples.makers(of)
            if held:
                items.append(_wrapper(call, f"it: {of}", takes, gives, f"it.{name}({_passed(takes).lstrip(', ')})"))
                actions.append(Action(name, "", call, (("self", of), *_plain(world, takes)), resolved(gives)))
            else:
                actions.append(Action(name, of, call, _plain(world, takes), resolved(gives)))
    made = [a for a in actions if all(world.samples.of(k) for _, k in a.takes) and (not a.of or world.samples.of(a.of))]
    for kind in dict.fromkeys(a.of for a in made if a.of):  # so that values of it are made
        made.append(Action("", "", f"uowgen_none_{kind}", (("", kind),), "()", trait="none"))
    return made, items


def _self(kind: str, of: str) -> str:
    return re.sub(r"\bSelf\b(?!::)", of, kind) if of else kind


def _plain(world: World, takes: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The parameters, with the types of the values that are made for them: texts stay behind their reference."""
    rows = []
    for name, kind in takes:
        text = world.samples.resolved(kind)
        rows.append((name, "&'static str" if text == "str" else text))
    return tuple(rows)


def _wrapper(call: str, first: str, takes: tuple[tuple[str, str], ...], gives: str, body: str) -> str:
    heads = [first] if first else []
    for n, (_, kind) in enumerate(takes):
        bare = kind.strip()
        changed = bare.startswith("&mut ")
        plain = bare if bare.lstrip("& ").endswith("str") else bare.removeprefix("&mut " if changed else "&").strip()
        heads.append(f"{'mut ' if changed else ''}a{n}: {plain}")
    return f"fn {call}({', '.join(heads)}) -> {gives} {{ {body} }}"


def _passed(takes: tuple[tuple[str, str], ...]) -> str:
    rows = ""
    for n, (_, kind) in enumerate(takes):
        by_ref = kind.strip().startswith("&") and not kind.strip().lstrip("& ").endswith("str")
        rows += f", {('&mut ' if kind.strip().startswith('&mut ') else '&') if by_ref else ''}a{n}"
    return rows


def world_of(case: Case) -> World | None:
    """The world of the file that has what the spec's blocks declare; None if there is no such file, or the types are of another sort."""
    return case.once("world of cases", lambda: _world(case))


def _holds_many(case: Case, declaration: Declaration) -> bool:
    """Whether a type holds many things, or ends with an effect: its states are too many to be gone through, and others read of it."""
    name = declaration.item.name
    if any(re.match(r"(\w+::)*Drop\b", i.item.name) for i in case.code.impls_of(name)):
        return True
    kinds = [f.type for f in fields_of(declaration).all] if declaration.item.kind == "struct" else []
    return any(re.search(r"\[|\bVec\b|&|\*|<(?!\w+>)|\b(?:Vec|Box|Arc|Rc|Mutex|Map|Set|List)\w*<", k) for k in kinds)


def _world(case: Case) -> World | None:
    names = [
        d.item.name
        for f in block_files(case)
        if not f.rust.root.has_error
        for d in f.declarations()
        if d.item.kind in ("enum", "struct") and not d.item.path
    ]
    found = [t[0] for n in dict.fromkeys(names) if len(t := find_type(case, n).found) == 1]
    if not found or len({d.file.path for d in found}) != 1:
        return None
    if any(_holds_many(case, d) for d in found):
        return None
    world = World(case, found[0].file, found[0])
    return world if world.theirs is not None and world.actions else None


__all__ = ["Action", "Event", "Row", "World", "world_of"]
