"""Lives of a value of any type: made, its methods called, ended in one of the ways that there are, with all calls to the outside recorded.

Arguments are made up from the types of the parameters, anew for each run, so that two programs with the same type go through the same
lives. What the records mean for a criterion is not decided here.
"""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.behaviour import prelude
from uowgen.behaviour.counted import COUNTED, counted_in
from uowgen.behaviour.foreign import Handed, Learnt, Thing, shown
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.outcomes import LimitReached, RustPanic, Undecidable, Unknown
from uowgen.behaviour.outside import Event, Outside, OutsideMachine, Script
from uowgen.behaviour.types import Ty
from uowgen.behaviour.values import Ref, Shared, Struct, make, strip

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from uowgen.behaviour.definitions import Function, Shape
    from uowgen.behaviour.machine import Limits
    from uowgen.behaviour.program import Program

_PALETTES = 4
_WIDE = 6  # as the first, but each fourth call is given a range that covers all that were given before
_MOST_LIVES, _MOST_FAILING = 110, 90
_LONG = 60
_MOST_EVENTS = 40_000  # of all lives together
_MOST_RESTARTS = 24
_PAGE = 0x1000
_STARTS, _ENDS = frozenset({"start", "base", "from", "begin", "lo", "low"}), frozenset({"end", "to", "until", "hi", "high"})

_LENGTHS = frozenset({"len", "length", "size", "bytes"})
_MANY = 280  # calls of one method in a row: more than small pools and tables have room for
_INSTEAD = (1, 2, 8, 64, _PAGE, 16 * _PAGE)  # numbers that types which refuse some are likely to take
_SOME = 72  # the same of a method that is given numbers: its tables may grow with each


class Life(NamedTuple):
    """One life: by what it is made, what is called on it, how it ends (`drop`, `panic`, or a method that takes the value).

    `palette` says how arguments are chosen, `script` how the outside behaves. Without a maker, `calls` has one associated function.
    """

    maker: str
    calls: tuple[str, ...]
    end: str
    palette: int
    script: Script


class Step(NamedTuple):
    """One call of a life: the method, what it was given, what it gave back, and whether it panicked."""

    name: str
    given: tuple[object, ...]
    gave: object
    panicked: bool = False

    @property
    def refused(self) -> bool:
        """Whether it said that it did nothing: an error, `None` or `false`."""
        return self.gave is False or (isinstance(self.gave, tuple) and self.gave[:1] in (("Err",), ("None",)))


class Record(NamedTuple):
    """What happened in a life: the steps (made, called, ended), the calls to the outside with their step, which of them failed."""

    life: Life
    steps: tuple[Step, ...]
    events: tuple[Event, ...]
    failed: tuple[str, ...]
    fallible: tuple[tuple[str, int], ...]
    stuck: Undecidable | None = None
    states: tuple[object, ...] = ()  # the fields of the value after each step, None where there is no value or it cannot be told


class Roster(NamedTuple):
    """The functions of a type by their part: makers, methods that leave the value, those that end it, associated functions."""

    type: str
    makers: tuple[Function, ...]
    methods: tuple[Function, ...]
    enders: tuple[Function, ...]
    others: tuple[Function, ...]
    drops: bool

    def function(self, name: str) -> Function | None:
        """The function of that name."""
        return next((f for f in (*self.makers, *self.methods, *self.enders, *self.others) if f.name == name), None)


def roster(program: Program, name: str, *, whole: bool = False) -> Roster | None:
    """The functions of the type `name` that others can call (`whole`: all); None if there is no such type."""
    declared = program.type(name)
    if declared is None:
        return None
    own = [f for f in program.methods(name) if f.owner is not None and not f.owner.trait]
    public = [f for f in own if f.scope.text(f.node).startswith("pub")]
    called = {n for f in own for n in _called_within(f)}
    shown_ = own if whole else public or [f for f in own if f.name not in called or not f.takes]
    makers = [f for f in shown_ if not f.takes and _makes(f, name)]
    enders = [f for f in shown_ if f.takes == "value" and not declared.is_copy]
    methods = [f for f in shown_ if f.takes and f not in enders]
    return Roster(
        name,
        tuple(makers),
        (*methods, *(f for f in enders if _makes(f, name))),
        tuple(f for f in enders if not _makes(f, name)),
        tuple(f for f in shown_ if not f.takes and f not in makers),
        declared.drop is not None,
    )


def _takes_range(function: Function | None) -> bool:
    names = {name for name, _ in function.parameters} if function is not None else set()
    return bool(names & _STARTS and names & (_ENDS | _LENGTHS))


def _called_within(function: Function) -> set[str]:
    body = function.node.child_by_field_name("body")
    text = function.scope.text(body) if body is not None else ""
    return {part.rpartition(".")[2].strip() for part in text.split("(") if part.rstrip().rpartition(".")[0].endswith("self")}


def _makes(function: Function, name: str) -> bool:
    words = "".join(c if c.isalnum() or c == "_" else " " for c in function.returns).split()
    return bool({"Self", name} & set(words[:2])) and "Vec" not in words


def lives(listed: Roster, budget: int = _MOST_LIVES) -> Iterator[Life]:
    """Lives without failures, the shortest first: every order of up to three calls, as far as the budget goes."""
    names = [f.name for f in listed.methods]
    # By palette: numbers of the outside are far from those that are given, the same as these, or small.
    scripts = (Script(), Script(yes=True, first=_PAGE), Script(first=0), Script(yes=True, first=2))
    for other in listed.others:
        for palette, panics in product(range(_PALETTES), (False, True)):
            yield Life("", (other.name,), "", palette, scripts[palette]._replace(panics=panics))
    count = 0
    number = 2025

    def below(limit: int) -> int:
        nonlocal number
        number = (number * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return (number >> 33) % limit

    for length in range(4):
        rows = list(product(names, repeat=length)) if len(names) ** length <= budget else []
        ends = ["drop", "panic", *(f.name for f in listed.enders)] if listed.drops else ["drop", *(f.name for f in listed.enders)]
        for palette in (0, 2, 1, 3):
            cost = len(rows) * len(ends) * len(listed.makers)
            if count and (count + cost > budget or not rows):
                break
            for row, maker, end in product(rows, listed.makers, ends):
                if end == "panic" and palette:
                    continue
                count += 1
                yield Life(maker.name, row, end, palette, scripts[palette])
    for palette, maker in product((_PALETTES, _PALETTES + 1), listed.makers):  # the largest numbers, and none but zero
        for row in ((), *((n,) for n in names)):
            yield Life(maker.name, row, "drop", palette, scripts[0])
    ranged = [n for n in names if _takes_range(listed.function(n))]
    for maker, put, take in product(listed.makers[:1], names, ranged):  # what takes in several ranges at once
        yield Life(maker.name, (put, put, put, take, *names), "drop", _WIDE, scripts[0])
    for name in names:
        function = listed.function(name)
        often = (
            function is not None and function.takes == "mut" and function.returns and all(t.head in INTS for t in function.types)
        )
        if function is not None and often and listed.makers:
            times = _SOME if function.types else _MANY
            yield Life(listed.makers[0].name, (*(name,) * times, *names, *names), "drop", 0, scripts[0])
    for _ in range(_LONG // 2 if len(names) > 1 else 0):  # what is seen only after some calls
        row = tuple(names[below(len(names))] for _ in range(4 + below(4)))
        palette = (0, 2, 2, 3)[below(4)]
        end = "drop" if not listed.enders or below(2) else listed.enders[below(len(listed.enders))].name
        for maker in listed.makers[:1]:
            yield Life(maker.name, row, end, palette, scripts[palette])


def further(
    program: Program, listed: Roster, learnt: dict[str, str], limits: Limits, variants: Mapping[str, tuple[str, ...]]
) -> Iterator[Life]:
    """Longer lives, each step of which does something: what refuses or only looks is not followed further."""
    names = [f.name for f in listed.methods]
    waiting: list[tuple[str, tuple[str, ...]]] = [(maker.name, (n,)) for maker in listed.makers[:1] for n in names]
    script = Script(first=0)
    tried = 0
    while waiting and tried < _LONG:
        maker, row = waiting.pop(0)
        tried += 1
        life = Life(maker, row, "drop", 2, script)
        record = lived(program, listed, life, learnt, limits, variants)
        if len(row) > 2:
            yield life
        reached = len(record.steps) > len(row) and not record.steps[len(row)].refused and record.stuck is None
        function = listed.function(row[-1])
        if reached and len(row) < 6 and function is not None and function.takes != "ref":
            waiting += [(maker, (*row, n)) for n in sorted(names, key=row.count)]


def again(record: Record) -> Iterator[Life]:
    """The same life with each of the calls failing that can fail, and with the numbers of the outside equal to what is given."""
    for path, times in record.fallible:
        for which in range(min(times, 3)):
            yield record.life._replace(script=record.life.script._replace(fails=(path, which)))


def lived(
    program: Program, listed: Roster, life: Life, learnt: dict[str, str], limits: Limits, variants: Mapping[str, tuple[str, ...]]
) -> Record:
    """What happens in `life`; what the run teaches of the outside is put into `learnt`."""
    for _ in range(_MOST_RESTARTS):
        world = Outside(life.script, learnt, variants)
        machine = OutsideMachine(program, world, limits)
        steps: list[Step] = []
        states: list[object] = []
        stuck: Undecidable | None = None
        try:
            _live(machine, listed, life, world, steps, states)
        except Learnt as lesson:
            if learnt.get(lesson.key) not in (None, lesson.kind):
                stuck = lesson
            else:
                learnt[lesson.key] = lesson.kind
                continue
        except Undecidable as reason:
            stuck = reason
        except Unknown as reason:
            stuck = _undecidable(str(reason))
        return Record(
            life, tuple(steps), tuple(world.events), tuple(world.failed), tuple(world.fallible.items()), stuck, tuple(states)
        )
    return Record(life, (), (), (), (), _undecidable("the outside is used in too many ways"))


def _undecidable(text: str) -> Undecidable:
    return Undecidable(text)


def _live(machine: OutsideMachine, listed: Roster, life: Life, world: Outside, steps: list[Step], states: list[object]) -> None:
    if not life.maker:
        function = listed.function(life.calls[0])
        assert function is not None
        _stepped(machine, world, steps, function, lambda given: machine.call(f"{listed.type}::{function.name}", given), life)
        return
    maker = listed.function(life.maker)
    assert maker is not None
    made = _stepped(machine, world, steps, maker, lambda given: machine.call(f"{listed.type}::{maker.name}", given), life)
    value = inside(made, listed.type)
    if value is None:
        return
    states.append(state(value))
    for name in life.calls:
        function = listed.function(name)
        assert function is not None
        again_ = _stepped(machine, world, steps, function, lambda given, n=name, v=value: machine.call_method(v, n, given), life)
        if steps[-1].panicked:
            _ended(machine, world, steps, value, unwinds=True)
            return
        if function.takes == "value":
            value = inside(again_, listed.type)
            if value is None:
                return
        states.append(state(value))
    ender = listed.function(life.end)
    if ender is not None:
        _stepped(machine, world, steps, ender, lambda given: machine.call_method(value, ender.name, given), life)
    else:
        _ended(machine, world, steps, value, unwinds=life.end == "panic")


def state(value: Any) -> object:
    """The fields of a value by name, None if one of them cannot be shown; what is of no size is left out."""
    try:
        rows = [(n, shown(part)) for n, part in zip(value.of.names, value, strict=True) if not n.startswith("_")]
    except (Unknown, Undecidable):
        return None
    return tuple(sorted(rows, key=lambda row: row[0]))


def _ended(machine: OutsideMachine, world: Outside, steps: list[Step], value: Any, *, unwinds: bool) -> None:
    world.step = len(steps)
    try:
        (machine.unwind_with if unwinds else machine.drop)(value)
        steps.append(Step("drop", (), "()"))
    except RustPanic as panic:
        steps.append(Step("drop", (), panic.message, True))


def _stepped(machine: OutsideMachine, world: Outside, steps: list[Step], function: Function, call: Any, life: Life) -> Any:
    """One call, noted as a step; gives the value, None when it panicked."""
    number = len(steps)
    world.step = number
    given = [
        made_up(machine, ty, life.palette, number, n, name)
        for n, (ty, (name, _)) in enumerate(zip(function.types, function.parameters, strict=True))
    ]
    seen = tuple(shown(g) for g in given)
    try:
        value = call(given)
    except RustPanic as panic:
        steps.append(Step(function.name, seen, panic.message, True))
        return None
    if type(value) is Struct and value.of.type.is_copy and value.of.type.kind == "struct":
        world.handed.append(make(value.of, list(value)))
    owner = function.owner.of.head if function.owner is not None and function.owner.of is not None else None
    steps.append(Step(function.name, seen, gave(machine, value, function.returned, owner)))
    return value


def gave(machine: OutsideMachine, value: Any, ty: Ty, owner: object) -> object:
    """What a call gave back, as it can be compared; the type itself counts for no more than that it is there."""
    held = strip(value)
    if type(held) is Struct and held.of.type is owner and held.of.type.kind == "struct":
        return "itself"
    if type(held) is Struct and held.of.type in (prelude.OPTION, prelude.RESULT):
        place = 1 if held.of.name == "Err" else 0
        inner = ty.args[place] if len(ty.args) > place else None
        if held and inner is not None and inner.head == "()":
            return (held.of.name, "()")
        return (held.of.name, *(gave(machine, part, inner if inner is not None else ty, owner) for part in held))
    if ty.head == "()":
        return "()"
    if type(held) is Struct or isinstance(held, (Thing, bool, int, str, list, tuple)):
        return shown(held)
    if getattr(held, "type_name", "") == "future":
        raise Unknown("a future")
    if hasattr(held, "methods") or callable(getattr(held, "next", None)):
        from uowgen.behaviour.library import iterate
        from uowgen.behaviour.machine import _site

        return tuple(shown(part) for part in iterate(machine, _site(), held))
    return shown(held)


def inside(value: Any, name: str) -> Any:
    """The value of the type `name` that a maker gave, behind `Ok` and `Some`; None if there is none."""
    held = value
    while type(held) is Struct and held.of.type in (prelude.OPTION, prelude.RESULT):
        if not held or held.of.name == "Err":
            return None
        held = held[0]
    return held if type(held) is Struct and held.of.type.name == name else None


# ----------------------------------------------------------------------------------------------------------- arguments


def made_up(machine: OutsideMachine, ty: Ty, palette: int, step: int, place: int, name: str, depth: int = 0) -> Any:
    """A value of type `ty` for the parameter `name` at `place` of the call that is step `step`."""
    head, world = ty.head, machine.world
    if depth > 4:
        raise Unknown("values nested too deep")
    if isinstance(head, str):
        if head.startswith("NonZero") and integer_of(ty):
            plain = integer_of(ty)
            return INTS[plain](max(1, made_up(machine, Ty(plain), palette, step, place, name, depth + 1)))
        if head in INTS and name in world.variants.get("..", ()):
            return INTS[head](COUNTED[(step + palette) % len(COUNTED)])
        if palette == _WIDE:
            if head in INTS and step % 4 == 0 and step and name in _STARTS | _ENDS | _LENGTHS:
                return INTS[head](0 if name in _STARTS else min(_PAGE * 0x100, INTS[head].high))
            palette = 0
        if head in INTS and palette >= _PALETTES:
            return INTS[head](INTS[head].high if palette == _PALETTES else 0)
        palette %= _PALETTES
        if head in INTS:
            return INTS[head](_number(palette, step, place, head, name))
        if head == "bool":
            return (False, True, step % 2 == 1, step % 2 == 0)[palette]
        if head == "&" and ty.args:
            if ty.args[0].head == "str":
                return name  # a text that nothing is known of
            if ty.args[0].head == "[":
                raise Unknown(f"a made-up {ty!r}")
            return Ref([made_up(machine, ty.args[0], palette, step, place, name, depth + 1)], 0)
        if head == "Option" and ty.args:
            if palette == 1:
                return prelude.NONE
            return prelude.some(made_up(machine, ty.args[0], palette, step, place, name, depth + 1))
        if head in ("Rc", "Arc") and ty.args:
            return Shared([made_up(machine, ty.args[0], palette, step, place, name, depth + 1), 1, 0])
        if head in ("fn", "impl", "dyn") or head.startswith("param"):
            return Handed(world, name)
        if head in ("Vec", "str", "String", "*", "[", "[;", "(", "_", "char", "f32", "f64", "Box") or not head[:1].isalpha():
            raise Unknown(f"a made-up {ty!r}")
        named = world.variants.get(head.rpartition("::")[2], ())
        if named:
            variant = named[(palette + step) % len(named)]
            return Thing(world, variant, variant)
        token = f"{name}{step if palette != 1 else ''}"
        return Thing(world, name, token if step else name)
    varied = palette if palette == _WIDE else palette % _PALETTES
    palette = varied % _WIDE
    given_out = [value for value in world.handed if value.of.type is head] if palette in (0, 2) else []
    if given_out:  # what it gave out before is given back
        return make(given_out[0].of, list(given_out[-1 if palette else step % len(given_out)]))
    shapes = list(head.shapes.values())
    if not shapes:
        raise Unknown(f"a made-up {head.name}")
    shape = shapes[(palette + step) % len(shapes)]
    parts = [
        made_up(machine, t, varied, step, place + n, field, depth + 1)
        for n, (t, field) in enumerate(zip(shape.field_types, shape.names, strict=True))
    ]
    numbers = _INSTEAD if len(parts) == 1 and type(parts[0]) in INTS.values() else ()
    rows = [parts, *([type(parts[0])(number)] for number in numbers if number <= type(parts[0]).high)]
    value = next((v for row in rows for v in [as_checked(machine, shape, row)] if v is not None), None)
    if value is None:
        raise Unknown(f"a made-up {head.name}")
    return value


def integer_of(ty: Ty) -> str:
    """The integer type that values of a type are kept in: its own name, or that of which it is `NonZero…`; empty for other types."""
    head = ty.head if isinstance(ty.head, str) else ""
    plain = head[7:].lower() if head.startswith("NonZero") else head
    return plain if plain in INTS else ""


def as_checked(machine: OutsideMachine, shape: Shape, parts: list[Any]) -> Any:
    """The value with these parts; None if the one constructor that takes just such parts, and refuses some, refuses them."""
    name, kinds = shape.type.name, [integer_of(t) or repr(t) for t in shape.field_types]
    makers = [
        f
        for f in machine.program.methods(name)
        if shape.type.kind == "struct" and not f.takes and f.returned.head in ("Option", "Result") and _makes(f, name)
        and [integer_of(t) or repr(t) for t in f.types] == kinds
    ]  # fmt: skip
    if len(makers) != 1 or not kinds:
        return make(shape, parts)
    noted = len(machine.world.events)
    value = inside(machine.call(f"{name}::{makers[0].name}", parts), name)
    del machine.world.events[noted:]
    return value


def _number(palette: int, step: int, place: int, head: str, name: str) -> int:
    small = (3 + place, 2 + place)[palette % 2] if step == 0 else ((step - 1) // 2 + place, place)[palette % 2]
    if head in ("u8", "i8"):
        return (step + 1 + 16 * place, 1 + place, small, small)[palette] % 120
    wide = head in ("usize", "u64", "i64", "isize", "u128", "i128", "u32", "i32")
    if not wide:
        return (step + 1 + 256 * place, 1 + place, small, small)[palette]
    far = 0x10_0000 * place
    if name in _ENDS and place:  # where a range ends: near its start, so that ranges overlap, meet, or lie apart
        return (_PAGE * (step + 2), 3 * _PAGE, _PAGE * (step + 3), _odd_end(step))[palette]
    if name in _LENGTHS:
        return (2 * _PAGE, 3 * _PAGE, _PAGE + 2 * (step + 1), 0)[palette]
    if name in _STARTS:
        return (_PAGE * (step + 1), _PAGE, _PAGE * (step + 1), _PAGE * (2 * step + 1))[palette]
    return (_PAGE * (step + 1) + far, _PAGE + far, small, small)[palette]


def _odd_end(step: int) -> int:
    """The end of a range that is one page long, or has nothing in it, or ends within a page."""
    return (_PAGE * (2 * step + 2), _PAGE * (2 * step + 1), _PAGE * (2 * step + 2) + 1)[step % 3]


def named_variants(*programs: Program) -> dict[str, tuple[str, ...]]:
    """What the programs name of enums outside, as `Type::Variant` by `Type`; under `..` what they count up to."""
    found: dict[str, set[str]] = {}
    for program in programs:
        for module in list(program.modules.values()):  # to ask for a type may open others
            text = module.file.source.data.decode("utf-8", "replace")
            found.setdefault("..", set()).update(counted_in(text))
            for word in "".join(c if c.isalnum() or c in "_:" else " " for c in text).split():
                owner, _, variant = word.strip(":").rpartition("::")
                owner = owner.rpartition("::")[2]
                if owner[:1].isupper() and variant[:1].isupper() and not variant.isupper() and program.type(owner) is None:
                    found.setdefault(owner, set()).add(f"{owner}::{variant}")
    return {owner: tuple(sorted(rows)) for owner, rows in found.items()}


def compared_lives(
    ours: Program, theirs: Program, listed: Roster, other: Roster, limits: Limits, learnt: dict[str, str]
) -> tuple[tuple[Record, Record], ...]:
    """Every life as the two programs live it, then those in which something fails, as they live them.

    Where they come to too many calls to the outside (long loops), the last that is told is stuck, and there are no more.
    """
    rows: list[tuple[Record, Record]] = []
    variants = named_variants(ours, theirs)
    spent = 0

    def both(life: Life) -> tuple[Record, Record]:
        nonlocal spent
        while True:
            known = len(learnt)
            if spent > _MOST_EVENTS:
                short = Record(life, (), (), (), (), LimitReached("calls to the outside"))
                return short, short
            first = lived(theirs, other, life, learnt, limits, variants)
            second = first if ours is theirs else lived(ours, listed, life, learnt, limits, variants)
            spent += len(first.events) + (0 if second is first else len(second.events))
            if len(learnt) == known:
                return first, second

    for life in islice(lives(other), 0, None, 5):  # to learn from
        both(life)
    known = -1
    while known != len(learnt):  # what is learnt late changes what happened before
        known = len(learnt)
        rows = [both(life) for life in lives(other)]
        if spent <= _MOST_EVENTS:
            rows += [both(life) for life in further(theirs, other, learnt, limits, variants)]
    failing: dict[Life, None] = {}
    for first, second in rows:
        for record in (first, second):
            failing.update(dict.fromkeys(again(record)))
    most = sorted(failing, key=lambda life: len(life.calls))[:_MOST_FAILING]
    rows += [both(life) for life in most]
    return tuple(rows)


__all__ = ["Life", "Record", "Roster", "Step", "again", "compared_lives", "inside", "lived", "lives", "made_up", "roster"]
