"""Stories of a type: it is made, its methods are called one after the other, and after each call everything that can be asked is asked.

The same stories are told of the tree's code and of the spec's own code. What the beats mean for a sentence is said elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.claims.stories.contents import CONTENTS, Taker, drained, slice_of, taker_of
from uowgen.claims.stories.kinds import inner
from uowgen.claims.stories.plots import FILLING, POKED, plots, poked_plots

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from uowgen.behaviour.outside import OutsideMachine
    from uowgen.behaviour.program import Program
    from uowgen.claims.kind import Case
    from uowgen.claims.values.made_up import Maker
    from uowgen.facts.code import Declaration

_MOST_VALUES = 9
_SHORT = 2
_SLICES = (2, 0, 5, 1, 3)  # how many elements there are in the slices that are given, one after the other
_MOST_RESTARTS = 12
_STEPS = 60_000
_EDGES = {
    **dict.fromkeys(("i8", "i16", "i32", "i64", "isize"), ("-1",)),
    **{kind: (f"{kind}::MAX",) for kind in ("u8", "u16")},
    **{kind: (f"{kind}::MAX - 4095",) for kind in ("u32", "u64", "usize")},
}  # what is made up besides: below zero, and at the end of the range
_PAGE = 4096
_RANGES = ((1, 3), (3, 5), (7, 10), (2, 4), (8, 9), (5, 7), (7, 8), (9, 10), (1, 12), (3, 4), (12, 13), (4, 8), (1, 2))  # in pages
_NUMBERS = frozenset("u8 u16 u32 u64 usize i8 i16 i32 i64".split())  # noqa: SIM905
_ALL_STEPS = 250_000  # of all stories of one program
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


class Beat(NamedTuple):
    """One call: what was called with what, what came back, and what the value told and held before and after it.

    Values are as `behaviour.outside.shown` gives them: `("Some", 3)`, `("Err", ("Busy",))`, `"()"`. `before` is None for a call on
    no value; `after` is None where the value is gone. `story` and `at` (from 0) tell the beats apart; the maker's call is beat 0.
    """

    name: str
    given: tuple[object, ...]
    gave: object
    panicked: bool
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None
    story: int
    at: int
    of_given: Mapping[str, object] = {}  # what methods that are asked about the one thing given told before the call
    left: tuple[object, ...] = ()  # what was given, as the call left it: a slice may have been filled
    declines: bool = False  # whether the spec's own code never does anything when it gives this
    of_left: Mapping[str, object] = {}  # what these methods tell of the one thing given, or else given out, after the call

    @property
    def refused(self) -> bool:
        """Whether it did nothing and says so: by an error, `None`, `false` or a panic. `None` beside a change is no refusal."""
        if self.panicked or (isinstance(self.gave, tuple) and self.gave[:1] == ("Err",)):
            return True
        return (self.gave is False or self.gave == ("None",)) and (self.declines or self.before == self.after)


class Part(NamedTuple):
    """A method of the type: its name, how it takes self (empty: not at all), names and types of its parameters, its result type."""

    name: str
    takes: str
    parameters: tuple[tuple[str, str], ...]
    returns: str


class Journal(NamedTuple):
    """The stories of one type: its parts, which of them ask (`&self`, nothing given), its fields with their types, and all beats in order."""

    declaration: Declaration
    parts: Mapping[str, Part]
    askers: tuple[str, ...]
    fields: Mapping[str, str]
    maker: str
    ours: tuple[Beat, ...]
    theirs: tuple[Beat, ...] | None
    number: Callable[[str], int | None]  # the value of a constant
    shapes: Mapping[str, tuple[str, ...]] = {}  # the fields of the structs that it holds or is given
    notes: dict[object, object] = {}  # what readers have worked out of the beats and may need again  # noqa: RUF012


def journals_of(case: Case) -> tuple[Journal, ...]:
    """The journals of the types that the spec's blocks declare, worked out once for all criteria of the spec."""
    return case.once("journals", lambda: tuple(_journals(case)))


def _journals(case: Case) -> list[Journal]:
    from uowgen.claims.at_hand import block_files
    from uowgen.claims.subject import find_type

    found = []
    names = dict.fromkeys(
        d.item.name
        for f in block_files(case)
        if not f.rust.root.has_error
        for d in f.declarations()
        if d.item.kind in ("struct", "enum") and not d.item.path
    )
    for name in names:
        subject = find_type(case, name).found
        journal = _journal(case, subject[0]) if len(subject) == 1 else None
        if journal is not None:
            found.append(journal)
    return found


def _journal(case: Case, declaration: Declaration) -> Journal | None:
    from uowgen.claims.containers.driver import as_container, declared_parameters
    from uowgen.claims.kind import Finding
    from uowgen.claims.runs.own_code import code_of_spec, code_of_tree

    name = declaration.item.name
    numbered = any(kind != "lifetime" for kind, _ in declared_parameters(declaration))
    made = as_container(case, declaration)
    numbers = _numbers_of(case, declaration)
    from uowgen.claims.values.made_up import Maker, constructors_of

    maker_of = Maker(case, numbers, None, declaration.file.path)
    makers: list[str] = []
    if not isinstance(made, Finding):
        makers = [_with_type(made.maker, name, made.text)]
    elif not numbered:
        makers = [c for one in constructors_of(case, declaration)[:2] for c in maker_of.calls(name, one)[:2]]
    text = made.text if not isinstance(made, Finding) else name
    plain = code_of_tree(case, declaration)
    parts = _parts(plain, name) if plain is not None else {}
    outside = [p.name for p in parts.values() if not p.takes and _gives(p.returns, name)][:2] if not makers and not numbered else []
    if not makers and not outside:
        return None
    if not any(p.takes == "mut" for p in parts.values()):
        return None
    items = [f"fn __story_make{n}() -> {text} {{ {maker} }}" for n, maker in enumerate(makers[:2])]
    poked = [
        f"fn __story_poke{n}() -> {text} {{ let mut made = {maker}; made.{field} = {kind}::MAX - 1; made }}"
        for maker in makers[:1]
        for n, (field, kind) in enumerate(_spoken_of_at_their_end(case, declaration))
    ]
    items += poked
    domains: dict[tuple[str, int], list[str]] = {}
    for part in parts.values():
        for n, (_, kind) in enumerate(part.parameters):
            rows = []
            element = slice_of(kind)
            if element:
                values = [v for v in _values(case, maker_of, _bound(element, made)) if v not in ("0", "false")]
                for at, length in enumerate(_SLICES if values else ()):
                    rows.append(f"__story_{part.name}_{n}_{at}")
                    inner = ", ".join(values[(i * 3 + 1) % len(values)] for i in range(length))
                    items.append(f"fn {rows[-1]}() -> [{_bound(element, made)}; {length}] {{ [{inner}] }}")
                domains[part.name, n] = rows
                continue
            values = _values(case, maker_of, _bound(kind, made))
            step = next(
                n for n in range(max(1, len(values) // _MOST_VALUES), len(values) + 7) if n % 2 and n % 3
            )  # of each column something
            said = [*_said_of(case, part.name, n, len(part.parameters)), *_EDGES.get(kind, ())]
            for at, value in enumerate([*said, *values[::step][:_MOST_VALUES]]):
                rows.append(f"__story_{part.name}_{n}_{at}")
                items.append(f"fn {rows[-1]}() -> {_bound(kind, made)} {{ {value} }}")
            domains[part.name, n] = rows
    from uowgen.claims.runs.programs import parses

    more = "\n" + "\n".join(item for item in items if parses(item))
    ours = code_of_tree(case, declaration, more)
    theirs = code_of_spec(case, declaration, more)
    if ours is None:
        return None
    calls = [f"__story_make{n}" for n in range(len(makers[:2]))] or outside
    ends = [f"__story_poke{n}" for n in range(len(poked))]
    told = _told(ours, name, parts, calls, domains, ends)
    if not told:
        return None
    own = _told(theirs, name, parts, calls, domains, ends) if theirs is not None else None
    told, own = _with_declines(told, own)
    shape = ours.type(name)
    fields = dict(zip(shape.fields, shape.field_types(), strict=False)) if shape is not None else {}
    askers = tuple(p.name for p in parts.values() if p.takes == "ref" and not p.parameters and p.returns)
    return Journal(
        declaration,
        parts,
        askers,
        fields,
        (makers or outside)[0],
        told,
        own,
        lambda text: _constant(case, declaration, text),
        _shapes(ours, [*fields.values(), *(k for p in parts.values() for _, k in p.parameters)]),
        {},
    )


def _with_declines(told: tuple[Beat, ...], own: tuple[Beat, ...] | None) -> tuple[tuple[Beat, ...], tuple[Beat, ...] | None]:
    """The beats with what is known of `None` and `false`: whether they mean that nothing was done, as far as the spec's own code goes."""
    of_nothing = (False, ("None",))
    idle = {(b.name, b.gave) for b in own or () if b.gave in of_nothing and b.before == b.after}
    idle -= {(b.name, b.gave) for b in own or () if b.gave in of_nothing and b.before != b.after}

    def marked(beats: tuple[Beat, ...]) -> tuple[Beat, ...]:
        return tuple(b._replace(declines=True) if b.gave in of_nothing and (b.name, b.gave) in idle else b for b in beats)

    return marked(told), marked(own) if own is not None else None


def _shapes(program: Program, kinds: list[str]) -> dict[str, tuple[str, ...]]:
    """The field names of the structs that some types are about."""
    words = {w for kind in kinds for w in "".join(c if c.isalnum() or c == "_" else " " for c in kind).split()}
    found = {w: program.type(w) for w in words if w[:1].isupper()}
    return {w: tuple(t.fields) for w, t in found.items() if t is not None and t.kind == "struct"}


def _gives(returns: str, name: str) -> bool:
    """Whether a function gives such a value, maybe in an `Option` or a `Result`."""
    text = "".join(returns.split())
    for head in ("Option<", "Result<"):
        text = text.removeprefix(head)
    return text.partition(",")[0].rstrip(">") in ("Self", name)


def _constant(case: Case, declaration: Declaration, text: str) -> int | None:
    """The value of a constant, of one of the type's own parameters, or of such a one with something added."""
    from uowgen.claims.containers.driver import CAPACITY, declared_parameters
    from uowgen.claims.names import bare_name
    from uowgen.claims.subject import find
    from uowgen.facts.constants import value_of

    name, sign, rest = text.partition(" - ") if " - " in text else text.partition(" + ")
    if sign:
        one, more = _constant(case, declaration, name.strip()), rest.strip()
        return one + (int(more) if "+" in sign else -int(more)) if one is not None and more.isdigit() else None
    if ("const", bare_name(text)) in declared_parameters(declaration):
        return CAPACITY
    named = find(case, text, frozenset({"const"})).found
    if len(named) != 1:
        return None
    value = value_of(case.code, named[0])
    if value is None:  # what only a run can tell
        from uowgen.claims.runs.programs import PROBE, probed

        kind = named[0].item.node.child_by_field_name("type")
        written = named[0].file.rust.text(kind) if kind is not None else "_"
        (found,) = probed(case, named[0].file.path, f"fn {PROBE}() -> {written} {{ {bare_name(text)} }}", [[]])
        value = found.value if found.stuck is None and not found.panic and type(found.value) is int else None
    return value


def _values(case: Case, maker: Maker, kind: str) -> list[str]:
    """Expressions for a type: by its constructors where not anyone can make each of its values."""
    from uowgen.claims.subject import find_type
    from uowgen.facts.members import methods_of
    from uowgen.facts.signature import parameters_of, receiver_of, result_of

    found = maker.domain(kind)
    if found is None:
        return []
    named = find_type(case, kind.lstrip("& ")).found if not found.free else ()
    made: list[str] = []
    for d in methods_of(case.code, named[0].item.name, named) if len(named) == 1 else ():
        result = "".join(result_of(d).split())
        if receiver_of(d) or d.owner != named[0].item.name or result.removeprefix("Option<").rstrip(">") not in ("Self", d.owner):
            continue
        for parameter in parameters_of(d)[:1]:
            given = maker.domain(parameter.type)
            rows = given.values if given is not None and len(parameters_of(d)) == 1 else ()
            made += [f"{d.owner}::{d.item.name}({v})" + (".unwrap()" if result.startswith("Option") else "") for v in rows]
    return [("&" if kind.startswith("&") else "") + v for v in made] or list(found.values)


def _said_of(case: Case, method: str, place: int, count: int) -> list[str]:
    """What the spec's criteria give to a method in so many words: `-1` of `append(-1)`."""
    import re

    found: dict[str, None] = {}
    for criterion in (*case.spec.criteria, *((case.criterion,) if case.criterion is not None else ())):
        for arguments in re.findall(rf"\b{method}\(([^()]*)\)", criterion.text):
            row = [one.strip() for one in arguments.split(",")]
            if len(row) == count and re.fullmatch(r"-?(0x[0-9A-Fa-f_]+|[0-9_]+)(u8|u16|u32|u64|usize|i32|i64)?", row[place]):
                found[row[place]] = None
    return list(found)[:4]


def _spoken_of_at_their_end(case: Case, declaration: Declaration) -> list[tuple[str, str]]:
    """The fields with numbers of which criteria say what happens at the end of their range, with their types."""
    from uowgen.claims.acts.vocabulary import parts_of_name
    from uowgen.facts.members import fields_of

    rows = (*case.spec.criteria, *((case.criterion,) if case.criterion is not None else ()))
    text = " ".join(c.text.lower() for c in rows if any(w in c.text.lower() for w in ("saturat", "wrap", "overflow", "rolls over")))
    found = []
    for field in fields_of(declaration).all if text else ():
        parts = [p for p in parts_of_name(field.name) if len(p) > _SHORT]
        if field.type in ("u8", "u16", "u32", "u64", "usize") and any(p in text for p in parts):
            found.append((field.name, field.type))
    return found[:2]


def _with_type(maker: str, name: str, text: str) -> str:
    """`Ring::new()` as `Ring::<3>::new()`, so that what a constructor makes needs no guess."""
    arguments = text.removeprefix(name)
    return maker.replace(f"{name}::", f"{name}::{arguments}::", 1) if arguments else maker


def _bound(kind: str, made: Any) -> str:
    """A parameter's type with what stands for the type's own parameters."""
    generics = getattr(made, "generics", ())
    return "u32" if kind in generics else kind


def _numbers_of(case: Case, declaration: Declaration) -> tuple[int, ...]:
    """The numbers that the code of a type is about: literals in it, constants that it names; the telling ones first."""
    import re

    from uowgen.claims.subject import find
    from uowgen.facts.constants import value_of

    text = " ".join(
        d.file.rust.text(d.item.node)
        for d in (declaration, *(i for i in case.code.impls_of(declaration.item.name)))
        if d.file.path == declaration.file.path
    )
    found: dict[int, None] = {}
    for word in dict.fromkeys(re.findall(r"\b[A-Z][A-Z0-9_]+\b", text)):
        named = find(case, word, frozenset({"const"})).found
        value = value_of(case.code, named[0]) if len(named) == 1 else None
        if value is not None:
            found[value] = None
    for literal in re.findall(r"(?<![\w.])(0x[0-9A-Fa-f_]+|\d[\d_]*)(?![\w.])", text):
        value = int(literal.replace("_", ""), 0) if not literal.startswith("0") or literal.startswith("0x") or literal == "0" else 0
        if value > 1:
            found.setdefault(value, None)
    return (*list(found)[:3], 3)


def _parts(program: Program, name: str) -> dict[str, Part]:
    """What others can call; all that no other of them calls where nothing is public."""
    from uowgen.behaviour.lives import roster

    listed = roster(program, name)
    if listed is None:
        return {}
    rows = (*listed.makers, *listed.methods, *listed.enders, *listed.others)
    return {f.name: Part(f.name, f.takes, f.parameters, f.returns) for f in rows}


def _told(
    program: Program,
    name: str,
    parts: Mapping[str, Part],
    makers: list[str],
    domains: Mapping[tuple[str, int], list[str]],
    poked: list[str],
) -> tuple[Beat, ...]:
    """All stories; one that comes to something that nobody knows ends there."""
    beats: list[Beat] = []
    learnt: dict[str, str] = {}
    left = _ALL_STEPS
    rows = [(story, makers[maker], calls) for story, (maker, calls) in enumerate(plots(parts, len(makers)))]
    rows += [(story, poked[maker], calls) for story, (maker, calls) in enumerate(poked_plots(parts, len(poked)), POKED)]
    for story, maker, calls in rows:
        if left < 0:
            break
        for _ in range(_MOST_RESTARTS):
            teller = _Teller(program, name, parts, domains, learnt)
            told = teller.tell(story, maker, calls)
            left -= teller.used
            if told is not None:
                beats += told
                break
    return tuple(beats)


class _Teller:
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
        self.used = 0  # steps
        self.taker: Taker | None = taker_of(parts)
        self.shapes = _shapes(program, [k for p in parts.values() for _, k in p.parameters])

    def tell(self, story: int, maker: str, calls: list[str]) -> list[Beat] | None:
        """The beats as far as the story can be told; None if it is to be told again, with what has been learnt."""
        from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown
        from uowgen.behaviour.outside import Learnt, shown

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
                given = self._given(name, story + at if len(calls) < FILLING else at)
                if given is None:
                    continue
                seen = tuple(shown(g) for g in given)
                told_of = self._told_of(value, name, given)
                before, self.machine.steps = look, _STEPS
                again = [one for one in map(_copy, given) if one is not None]
                try:
                    back = self.machine.call_method(value, name, given)
                except RustPanic as panic:
                    beats.append(Beat(name, seen, panic.message, True, before, None, story, at))
                    break
                self.used += _STEPS - self.machine.steps
                gave = self._gave(back)
                left = tuple(shown(g) for g in given if type(g).__name__ == "Slice")
                thing = self._keep(back, name)
                look = self._look(value) if self.parts[name].takes == "mut" else before
                of_left: Mapping[str, object] = told_of
                if self.parts[name].takes == "mut":
                    of_left = self._told_of(value, name, again or [thing])
                beats.append(Beat(name, seen, gave, False, before, look, story, at, told_of, left, of_left=of_left))
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

    def _given(self, name: str, turn: int) -> list[Any] | None:
        """Arguments for a call: what was handed out before where there is such a value, else one that was made up; None if none can be."""
        from uowgen.behaviour.lives import made_up

        rows: list[Any] = []
        function = self.program.methods_of(self.program.type(self.name), name)[0]
        for n, ty in enumerate(function.types):
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
            values = self.domains.get((name, n), ())
            wide = ty.head in ("usize", "u64", "u32") and self.parts[name].parameters[n][0] in _PLACES
            if not values or (wide and turn % 4):
                parameter = self.parts[name].parameters[n][0]
                rows.append(made_up(self.machine, ty, (0, 2, 3, 0, 1)[turn % 5], turn % 7, n, parameter))
                continue
            rows.append(self._slice(self.machine.call(values[(turn + n * (turn // 3)) % len(values)]), name, n))
        self._as_range(name, rows, turn)
        for value, (_, kind) in zip(rows, self.parts[name].parameters, strict=True):
            if _copy(value) is not None and not slice_of(kind):
                self.recent[kind] = (name, _copy(value))
        return rows

    def _slice(self, value: Any, name: str, place: int) -> Any:
        """What was made up, as a slice of it where the parameter is one."""
        from uowgen.behaviour.values import Slice

        return Slice(value, 0, len(value)) if slice_of(self.parts[name].parameters[place][1]) else value

    def _as_range(self, name: str, rows: list[Any], turn: int) -> None:
        """Puts telling ranges (apart, touching, overlapping, one in the other) in the place of most that were made up; points beside them."""
        from uowgen.behaviour.values import Struct
        from uowgen.claims.stories.ranges import STARTS, places_of

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
            if len(rows) == 1 and names[0] in STARTS and turn % 7:  # at the ends of ranges, and beside them
                unit = 16 if getattr(type(rows[0]), "name", "") in ("u8", "u16", "i16") else _PAGE
                rows[0] = type(rows[0])((turn * 5 % 12 + 1) * unit + (0, 0, 1, -1)[turn // 2 % 4])
            return
        if turn % 7 == 6:
            low = high
        unit = 16 if getattr(type(target[places.start]), "name", "") in ("u8", "u16", "i16") else _PAGE
        target[places.start] = type(target[places.start])(low * unit)
        target[places.end] = type(target[places.end])((high - low if places.by_length else high) * unit)

    def _told_of(self, value: Any, name: str, given: list[Any]) -> Mapping[str, object]:
        """What the methods that are asked about one thing, with a truth or a number for an answer, say of the one given to `name`."""
        from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown
        from uowgen.behaviour.outside import Learnt, shown

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

    def _gave(self, back: Any) -> object:
        from uowgen.behaviour.outside import shown

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

    def _look(self, value: Any) -> dict[str, object]:
        """What the fields hold and what the methods that only ask tell; what cannot be shown is left out."""
        from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown
        from uowgen.behaviour.outside import Learnt, shown
        from uowgen.behaviour.values import Struct

        seen: dict[str, object] = {}
        held = value
        if type(held) is not Struct:
            raise Unknown("a value that the outside made")
        for name, part in zip(held.of.names, held, strict=True):
            try:
                seen[f".{name}"] = shown(part)
            except (Unknown, Undecidable):
                continue
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


def _copy(value: Any) -> Any:
    from uowgen.behaviour.values import copied

    return copied(value)
