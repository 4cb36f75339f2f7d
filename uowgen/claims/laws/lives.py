"""Short lives that a sentence asks for, written as Rust and told by the tree's code and by the spec's own: what each call gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.bodies.words import form

if TYPE_CHECKING:
    from uowgen.behaviour.program import Program
    from uowgen.claims.kind import Case
    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.stories.records import Part

_STEPS, _MOST_RESTARTS = 200_000, 8
NUMBERS = frozenset("u8 u16 u32 u64 usize i8 i16 i32 i64".split())  # noqa: SIM905
Gave = tuple[object, ...]


class Told(NamedTuple):
    """What the calls of one life gave in the spec's own code and in the tree's; None where that cannot be told."""

    own: Gave | None
    ours: Gave | None


def told(case: Case, lexicon: Lexicon, lives: list[list[str]], maker: str = "") -> list[Told]:
    """What lives come to. A call is written as Rust on `v`, the value; `r0`, `r1` are what calls before it gave. `maker` makes the value."""
    from uowgen.claims.runs.own_code import code_of_both
    from uowgen.claims.runs.programs import parses

    maker = maker or lexicon.journal.maker
    items = []
    for n, calls in enumerate(lives):
        steps = "".join(f"let r{k} = {call}{_owned(call, lexicon)}; " for k, call in enumerate(calls))
        # What is given out may be given back, so it is told as a copy of it.
        items.append(f"fn __life{n}() -> _ {{ let mut v = {maker}; {steps}({', '.join(f'r{k}' for k in range(len(calls)))},) }}")
    more = "\n" + "\n".join(items)
    if not parses(more) or any(_lends(call, lexicon) for calls in lives for call in calls):
        return [Told(None, None)] * len(lives)

    def run() -> list[Told]:
        ours, theirs = code_of_both(case, lexicon.journal.declaration, more)
        gave = [_called(ours, f"__life{n}") for n in range(len(lives))]
        own = gave if theirs is ours else [_called(theirs, f"__life{n}") for n in range(len(lives))]
        return [Told(one, other) for one, other in zip(own, gave, strict=True)]

    return case.once(f"lives {lexicon.type} {more}", run)


def _owned(call: str, lexicon: Lexicon) -> str:
    """What makes of something lent that a call gives a thing of its own, which later calls leave alone."""
    part = lexicon.journal.parts.get(call.partition("(")[0].removeprefix("v."))
    returns = "".join(part.returns.split()) if part is not None else ""
    return ".cloned()" if returns.startswith("Option<&") else ".clone()" if returns.startswith("&") else ""


def _lends(call: str, lexicon: Lexicon) -> bool:
    """Whether a call gives something that is lent in another way."""
    part = lexicon.journal.parts.get(call.partition("(")[0].removeprefix("v."))
    return part is not None and ("&" in part.returns or "'" in part.returns) and not _owned(call, lexicon)


def _called(program: Program | None, name: str) -> Gave | None:
    from uowgen.behaviour.foreign import Learnt, shown
    from uowgen.behaviour.machine import Limits
    from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown
    from uowgen.behaviour.outside import Outside, OutsideMachine, Script

    if program is None:
        return None
    learnt: dict[str, str] = {}
    for _ in range(_MOST_RESTARTS):
        machine = OutsideMachine(program, Outside(Script(), learnt), Limits(steps=_STEPS))
        try:
            found = shown(machine.call(name))
        except Learnt as lesson:
            learnt[lesson.key] = lesson.kind
            continue
        except RustPanic:
            return ("panics",)
        except (Undecidable, Unknown):
            return None
        return found if isinstance(found, tuple) else None
    return None


class Roles(NamedTuple):
    """What a method that takes something in is given: the place of the thing itself, and the places of numbers beside it."""

    thing: int
    beside: tuple[int, ...]
    truths: tuple[int, ...]


_THINGS = frozenset(
    form(w)
    for w in [
        "tid",
        "token",
        "id",
        "task",
        "item",
        "value",
        "thread",
        "job",
        "entry",
        "name",
        "payload",
        "data",
        "cookie",
        "pid",
        "thing",
        "element",
    ]
)


def roles_of(part: Part) -> Roles | None:
    """The roles of what a method is given; None where what is the thing is not clear."""
    kinds = [kind.lstrip("& ") for _, kind in part.parameters]
    if not kinds or part.takes != "mut":
        return None
    truths = tuple(n for n, k in enumerate(kinds) if k == "bool")
    numbers = [n for n, k in enumerate(kinds) if k in NUMBERS]
    others = [n for n in range(len(kinds)) if n not in numbers and n not in truths]
    named = [n for n in numbers if form(part.parameters[n][0].split("_")[-1]) in _THINGS]
    if len(others) == 1:
        thing = others[0]
    elif not others and len(named) == 1:
        thing = named[0]
    elif not others and len(numbers) == 1:
        thing = numbers[0]
    else:
        return None
    return Roles(thing, tuple(n for n in numbers if n != thing), truths)


def written(lexicon: Lexicon, kind: str, number: int) -> str:
    """A value of a type, told apart by a number; empty where none can be written."""
    bare = kind.lstrip("& ")
    if bare in NUMBERS:
        return str(number)
    if bare in ("str", "String") or bare == "'static str":
        return f'"n{number}"' if bare != "String" else f'String::from("n{number}")'
    journal = lexicon.journal
    if (made := _struct(bare, lexicon.fields_of.get(bare, {}), number)) != "":
        return f"{'&' if kind.startswith('&') else ''}{made}"
    rows = [b.given for b in journal.theirs or ()]
    for given in rows:
        for value in given:
            if isinstance(value, tuple) and len(value) == 2 and value[0] == bare and type(value[1]) is int:
                return f"{'&' if kind.startswith('&') else ''}{bare}({number})"
    return ""


_WIDEST = ("u64", "usize", "i64", "u32", "i32", "u16", "i16", "u8")


def _struct(name: str, fields: dict[str, str], number: int) -> str:
    """A struct of numbers and truths that bears the number in its first widest field; empty for other types."""
    widths = [_WIDEST.index(kind) for kind in fields.values() if kind in _WIDEST]
    if not widths or not all(kind in (*_WIDEST, "i8", "bool") for kind in fields.values()) or (min(widths) > 6 and number > 255):
        return ""
    bears = next(n for n, kind in fields.items() if kind == _WIDEST[min(widths)])
    rows = [f"{n}: {number if n == bears else 'false' if kind == 'bool' else 0}" for n, kind in fields.items()]
    return f"{name} {{ {', '.join(rows)} }}"


def has(gave: object, thing: int) -> bool:
    """Whether a thing that was written with that number is in what was given."""
    return places(gave, thing) > 0


def places(gave: object, thing: int) -> int:
    """How often it is."""
    if isinstance(gave, tuple):
        return sum(places(one, thing) for one in gave)
    return int(gave == thing if type(gave) is int else gave == f"n{thing}")


def things_in(gave: object, known: frozenset[int]) -> list[int]:
    """The known things in what was given, in their order."""
    if isinstance(gave, tuple):
        return [t for one in gave for t in things_in(one, known)]
    if type(gave) is int:
        return [gave] if gave in known else []
    if isinstance(gave, str) and gave[:1] == "n" and gave[1:].isdigit():
        return [int(gave[1:])] if int(gave[1:]) in known else []
    return []
