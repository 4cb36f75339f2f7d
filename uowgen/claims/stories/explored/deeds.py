"""What can be done to a type and to what it borrows, and which arguments are tried."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.behaviour.counted import COUNTED
from uowgen.behaviour.integers import INTS
from uowgen.claims.stories.contents import slice_of
from uowgen.claims.stories.inner import holds_inner
from uowgen.claims.stories.ranges import places_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from uowgen.behaviour.definitions import Function
    from uowgen.behaviour.program import Program
    from uowgen.behaviour.types import Ty

_PAGE = 4096
_MOST_CHOICES, _MOST_ROWS = 14, 16
_SPANS = (
    (1, 3),
    (3, 5),
    (7, 10),
    (2, 4),
    (8, 9),
    (5, 7),
    (1, 12),
    (2, 2),
    (4, 3),
    (0, 1),
)  # in units: apart, touching, overlapping, odd
_MADE = ((0, 0), (0, 1), (1, 1), (0, 2), (2, 0), (0, 3))


class Choice(NamedTuple):
    """One argument: a number or a truth as it is (`is`), a number in a type of its own (`in`), what a function written for it gives (`of`),
    what is lent (`lent`), what was given out (`out`: the first, the last), another living value (`other`), or one that is made up (`made`: by which palette, at which step).
    """

    how: str
    what: object
    step: int = 0


class Deed(NamedTuple):
    """One thing done: `make` a value, `call` a method of a living one, `drop` it, call a method of what is `lent`.

    `on` counts from the value that was made last.
    """

    do: str
    name: str
    owner: str
    given: tuple[Choice, ...] = ()
    on: int = 0


class Callable(NamedTuple):
    """What can be called, and with which arguments in turn."""

    do: str
    name: str
    owner: str
    function: Function
    rows: tuple[tuple[Choice, ...], ...]
    acts: bool  # whether it may change something

    def deed(self, turn: int, on: int = 0) -> Deed:
        """One call, with the arguments whose turn it is."""
        return Deed(self.do, self.name, self.owner, self.rows[turn % len(self.rows)], on)


class Means(NamedTuple):
    """What arguments are made of: numbers that the code is about, functions written for parameters, types that are lent; `counting` are the
    names of what the code counts up to, `steps` the numbers in whose multiples it goes, `aligned` what it asks to be a multiple of a
    number of the outside.
    """

    numbers: tuple[int, ...]
    domains: Mapping[tuple[str, int], list[str]]
    lent: tuple[str, ...]
    counting: frozenset[str] = frozenset()
    steps: tuple[int, ...] = ()
    aligned: frozenset[str] = frozenset()


def lent_types(program: Program, name: str, functions: Iterable[Function]) -> tuple[str, ...]:
    """The types of the program that values of type `name` or calls of their functions borrow or share, and that calls may change."""
    declared = program.type(name)
    shapes = declared.shapes.values() if declared is not None else ()
    rows = [t for shape in shapes for t in shape.field_types] + [t for f in functions for t in f.types]
    found = dict.fromkeys(n for t in rows for n in borrowed(t))
    return tuple(n for n in found if n != name and _can_change(program, n))


def borrowed(ty: Ty, *, behind: bool = False) -> list[str]:
    """The program's own structs behind a reference or a counted pointer."""
    if not isinstance(ty.head, str):
        return [ty.head.name] if behind and ty.head.kind == "struct" and not ty.head.is_copy else []
    return [n for a in ty.args for n in borrowed(a, behind=behind or ty.head in ("&", "Arc", "Rc"))]


def _can_change(program: Program, name: str) -> bool:
    methods = [f for f in program.methods(name) if f.takes]
    return any(f.takes == "mut" for f in methods) or holds_inner(program, name)


def rows_of(function: Function, means: Means) -> tuple[tuple[Choice, ...], ...]:
    """Argument lists that are tried for a function, telling ones first; none where an argument cannot be made."""
    names = tuple(n for n, _ in function.parameters)
    places = places_of(names)
    heads = [t.head for t in function.types]
    if places is not None and all(heads[n] in INTS for n in (places.start, places.end)):
        rows = _ranged(function, means, places.start, places.end, by_length=places.by_length)
        odd = _aligned_rows(names, heads, means)[3:7]
        return (*rows[:3], *odd, *rows[3:])
    columns = [_choices(function, n, means) for n in range(len(function.types))]
    if not all(columns):
        return ()
    return (*_aligned_rows(names, heads, means), *_combined(columns))


def _aligned_rows(names: tuple[str, ...], heads: Sequence[object], means: Means) -> list[tuple[Choice, ...]]:
    """Rows in which what has to be a multiple of a page is one, and in which one of them is not: few others would be let through."""
    places = [n for n, name in enumerate(names) if name in means.aligned]
    if not places or not all(isinstance(h, str) and h in INTS for h in heads):
        return []
    narrow = [
        n for n, h in enumerate(heads) if isinstance(h, str) and INTS[h].high < 64 * _PAGE
    ]  # the number of a device, of a domain
    if set(places) & set(narrow):
        return []
    sizes = (2 * _PAGE, _PAGE, _PAGE + 1, 0, 3 * _PAGE, 1)
    good = [
        tuple((3 + 5 * n + at) * _PAGE if n in places else 2 + at if n in narrow else size for n in range(len(names)))
        for at, size in enumerate(sizes)
    ]
    odd = [tuple(v + off if n == place else v for n, v in enumerate(good[0])) for off in (8, _PAGE - 1) for place in places]
    every = tuple(v + 8 if n in places else v for n, v in enumerate(good[0]))
    few = len(places)
    rows = dict.fromkeys((*good[:3], *odd[:few], good[3], every, *good[4:], *odd[few:]))
    return [tuple(Choice("is", v) for v in row) for row in rows]


def _combined(columns: list[list[Choice]]) -> tuple[tuple[Choice, ...], ...]:
    """Rows of choices in which each of the longest column comes soon, beside others each time round."""
    longest = max((len(c) for c in columns), default=1)
    most = _MOST_ROWS if columns else 1
    found: dict[tuple[Choice, ...], None] = {}
    for turn in range(most * 2):
        found[tuple(c[(turn + (turn // longest + 1) * n) % len(c)] for n, c in enumerate(columns))] = None
        if len(found) >= most:
            break
    return tuple(found)


def _ranged(function: Function, means: Means, start: int, end: int, *, by_length: bool) -> tuple[tuple[Choice, ...], ...]:
    unit = 16 if function.types[start].head in ("u8", "u16", "i16") else next((s for s in means.steps if s < _PAGE), _PAGE)
    others = [_choices(function, n, means) if n not in (start, end) else [Choice("is", 0)] for n in range(len(function.types))]
    if not all(others):
        return ()
    spans = [(low * unit, (high - low if by_length else high) * unit) for low, high in _SPANS if not by_length or high >= low]
    spans += [(unit + 1, 2 * unit if by_length else 3 * unit), (unit, unit // 2 if by_length else unit + unit // 2)]
    rows = []
    for turn, (low, high) in enumerate(spans):
        row = [column[turn % len(column)] for column in others]
        row[start], row[end] = Choice("is", low), Choice("is", high)
        rows.append(tuple(row))
    return tuple(rows)


def _choices(function: Function, place: int, means: Means) -> list[Choice]:
    ty, (name, kind) = function.types[place], function.parameters[place]
    inner = ty.args[0] if ty.head in ("&", "Arc", "Rc") and ty.args else ty
    if not isinstance(inner.head, str) and inner.head.name in means.lent:
        return [Choice("lent", inner.head.name)]
    owner = function.owner.of.head if function.takes and function.owner is not None and function.owner.of is not None else None
    if not isinstance(inner.head, str) and inner.head is owner and not inner.head.is_copy and ty.head not in ("Arc", "Rc"):
        return [Choice("other", "another"), *[Choice("made", p, s) for p, s in _MADE[:2]]]
    if isinstance(ty.head, str) and ty.head in INTS:
        low, high = INTS[ty.head].low, INTS[ty.head].high
        counts = any(n in means.counting for n, _ in function.parameters)
        if name in means.counting:
            return [Choice("is", n) for n in (*COUNTED, 0)]
        return [
            Choice("out", ty.head, -1),
            *[Choice("is", n) for n in means.numbers if low <= n <= high][:_MOST_CHOICES],
            *([Choice("is", high)] if not counts else []),  # what is reckoned from it and a count would be beyond its range
            Choice("out", ty.head, 0),
        ]
    if ty.head == "bool":
        return [Choice("is", True), Choice("is", False)]
    given = [Choice("of", one) for one in means.domains.get((function.name, place), ())][:_MOST_CHOICES]
    bare = _number_within(inner)
    if bare is not None:
        low, high = INTS[bare].low, INTS[bare].high
        numbers = [Choice("in", n) for n in means.numbers if low <= n <= high][:_MOST_CHOICES]
        return [Choice("out", inner.head.name, -1), *numbers, Choice("out", inner.head.name, 0)]  # type: ignore[union-attr]
    if not isinstance(ty.head, str):
        return [
            Choice("out", ty.head.name, -1),
            *(given or [Choice("made", p, s) for p, s in _MADE]),
            Choice("out", ty.head.name, 0),
        ]
    if given or slice_of(kind):
        return given
    return [Choice("made", palette, step) for palette, step in _MADE]


def _number_within(ty: Ty) -> str | None:
    """The type of the number that a type of its own has as its only part; None for other types."""
    shapes = list(ty.head.shapes.values()) if not isinstance(ty.head, str) and ty.head.kind == "struct" else []
    types = shapes[0].field_types if len(shapes) == 1 else ()
    head = types[0].head if len(types) == 1 else None
    return head if isinstance(head, str) and head in INTS else None


__all__ = ["Callable", "Choice", "Deed", "Means", "borrowed", "lent_types", "rows_of"]
