"""What Rust values are in Python, and how one is read out of its place. What happens at the end of a value's life is in `drops.py`.

A place is a pair (box, key): `box[key]` is the value. Locals live in frames, fields in their struct, elements in their vector, all of
them lists, so that a reference is a `Ref(box, key)` whatever it refers to.

    bool, str, float     bool, &str, f64          Char, F32      char, f32
    Int subclasses       integers                 ()             unit
    Tup, Array, Vec      tuple, [T; n], Vec<T>    Struct         structs, enum variants, Option, Result
    Ref, Slice           &T and &mut T, &[T]      Text           String
    Boxed, Shared        Box<T>, Rc<T> and Arc    Cell           Cell, RefCell, Mutex and their like
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.integers import INT_KINDS, Inverted
from uowgen.behaviour.outcomes import Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from uowgen.behaviour.definitions import Shape

UNIT = ()


class Moved:
    """Stands in a place whose value is gone, or not there yet."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "MOVED"


MOVED = Moved()


class Char(str):
    """One character."""

    __slots__ = ()


class F32(float):
    """A float that is rounded to 32 bits after every operation."""

    __slots__ = ()


class Tup(list[Any]):
    """A tuple of one element or more."""

    __slots__ = ()


class Array(list[Any]):
    """An array, which is as long as it is."""

    __slots__ = ()


class Cells(list[Any]):
    """Elements that are kept elsewhere: reading and writing one is an event there. Only a `Slice` refers to them."""

    __slots__ = ("table", "world")


class Vec(list[Any]):
    """A `Vec` or `VecDeque`; `room` is for how many places were asked, where that is known."""

    __slots__ = ("room",)
    room: int


class Deque(Vec):
    """A `VecDeque`."""

    __slots__ = ()


class Heap(list[Any]):
    """A `BinaryHeap`: its elements from the greatest down."""

    __slots__ = ()


class Boxed(list[Any]):
    """A `Box`: one element."""

    __slots__ = ()


class Struct(list[Any]):
    """A struct, union or enum variant: its fields in order, `of` which shape."""

    __slots__ = ("of",)
    of: Shape


class Text:
    """A `String`."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


class Ref:
    """A reference to the place `box[key]`."""

    __slots__ = ("box", "key")

    def __init__(self, box: Any, key: Any) -> None:
        self.box = box
        self.key = key


class Slice:
    """A reference to the elements `low..high` of a list."""

    __slots__ = ("high", "items", "low")

    def __init__(self, items: list[Any], low: int, high: int) -> None:
        self.items = items
        self.low = low
        self.high = high


class Pointer:
    """A raw pointer: to a place (`ref`), or an address that a kernel may know (`address`)."""

    __slots__ = ("address", "kind", "ref")

    def __init__(self, ref: Ref | Slice | None, address: int, kind: str) -> None:
        self.ref = ref
        self.address = address
        self.kind = kind


class Shared:
    """An `Rc` or `Arc`, or a weak reference to the same; `cell` holds the value and the counts."""

    __slots__ = ("cell", "weak")

    def __init__(self, cell: list[Any], weak: bool = False) -> None:
        self.cell = cell  # [value, strong count, weak count]
        self.weak = weak


class Cell(list[Any]):
    """A wrapper that gives access through a shared reference: `Cell`, `RefCell`, `Mutex`, atomics. One element."""

    __slots__ = ("kind", "lent")
    kind: str  # the type's name
    lent: int  # -1: mutably; n: shared n times


class Closure:
    """A closure: `run(machine, env, arguments)`; `env` holds what it captured, `owned` whether by value."""

    __slots__ = ("env", "owned", "run")

    def __init__(self, run: Callable[..., Any], env: list[Any], owned: bool) -> None:
        self.run = run
        self.env = env
        self.owned = owned


class FnItem:
    """A function by its name: `run(machine, arguments)`."""

    __slots__ = ("name", "run")

    def __init__(self, name: str, run: Callable[..., Any]) -> None:
        self.name = name
        self.run = run


# Reading a place of these leaves it as it is, and the end of their lives is never noticed.
PLAIN: frozenset[type] = INT_KINDS | {
    bool, int, Inverted, float, F32, str, Char, tuple, Ref, Slice, Pointer, FnItem, type(None),
}  # fmt: skip


def take(box: Any, key: Any) -> Any:
    """The value of a place as an expression uses it: copied if its type is `Copy`, else moved out."""
    value = box[key]
    if type(value) in PLAIN:
        return value
    copy = copied(value)
    if copy is None:
        box[key] = MOVED
        return value
    return copy


def copied(value: Any) -> Any:
    """A copy of `value`, or None if its type is not `Copy`."""
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind is Struct:
        shape = value.of
        if not shape.type.is_copy:
            return None
        fields = _copied(value)
        return None if fields is None else make(shape, fields)
    if kind is Tup or kind is Array:
        elements = _copied(value)
        return None if elements is None else kind(elements)
    if kind is Closure:
        if not value.owned:
            return value
        env = _copied(value.env)
        return None if env is None else Closure(value.run, env, True)
    if kind is Moved:
        raise Unknown("a value that was moved")
    return value if isinstance(value, Native) and value.copies else None


def _copied(values: Sequence[Any]) -> list[Any] | None:
    found = []
    for value in values:
        if type(value) not in PLAIN:
            value = copied(value)
            if value is None:
                return None
        found.append(value)
    return found


def make(shape: Shape, fields: Sequence[Any]) -> Struct:
    """A struct or variant of `shape`."""
    made = Struct(fields)
    made.of = shape
    return made


def cell(kind: str, value: Any) -> Cell:
    """A wrapper called `kind` around `value`."""
    made = Cell((value,))
    made.kind = kind
    made.lent = 0
    return made


def strip(value: Any) -> Any:
    """`value` with references and boxes followed to what they refer to."""
    while True:
        kind = type(value)
        if kind is Ref:
            value = value.box[value.key]
        elif kind is Boxed:
            value = value[0]
        elif kind is Shared and not value.weak:
            value = value.cell[0]
        else:
            return value


class Native:
    """A Python object in Rust's hands.

    Rust reaches `methods`, by name: `function(self, machine, *arguments)`, and the attributes that `fields` names. `copies` says whether
    it is `Copy`; `dropped` is called at the end of its life.
    """

    methods: dict[str, Callable[..., Any]] = {}  # noqa: RUF012
    fields: tuple[str, ...] = ()
    copies = True

    def dropped(self, machine: Any) -> None:
        """The end of its life."""


def plain_number(value: Any) -> int:
    """The integer that `value` is, or that it wraps alone (a newtype); `Unknown` for anything else."""
    held = strip(value)
    while type(held) is Struct and len(held) == 1:
        held = strip(held[0])
    if isinstance(held, int) and not isinstance(held, bool):
        return int(held)
    raise Unknown("something else than a number where an address or a frame is expected")
