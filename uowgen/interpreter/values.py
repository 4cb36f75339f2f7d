"""The values of a running program. It runs nothing.

Copied freely and never changed in place: integers, bool, float, `str` (for `&str`), `Char`, tuples, `Array`, `Adt` (structs and
enum variants). With identity: `Vec`, `Text` (`String`), `Box`, `Shared` (`Rc`, `Arc`), `Table` (maps and sets), `Cell`
(`RefCell`, `Mutex`, …), closures, natives. A reference is a place with `get` and `set`; changing a field of an `Adt` sets its
place to a changed copy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.interpreter.integers import TYPED, Mask

if TYPE_CHECKING:
    from collections.abc import Callable

UNIT = ()


class Moved:
    """What is left where a value was moved away, or not yet put."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<moved>"


MOVED = Moved()


class Char(str):
    """A `char`."""

    __slots__ = ()


class Array(tuple[Any, ...]):
    """`[T; N]`."""

    __slots__ = ()


class Kind:
    """What a struct or a variant is: `name` as written, `owner` (the enum's or struct's name), `fields` in order.

    `tuple_like` when fields have no names; `number` of the variant; `copy` and `drops` as declared; `declared` is the program's
    definition or None for those of the standard library.
    """

    __slots__ = ("copy", "declared", "fields", "index", "name", "number", "owner", "tuple_like", "types", "value")

    def __init__(self, owner: str, name: str, fields: tuple[str, ...], tuple_like: bool, number: int = 0) -> None:
        self.owner = owner
        self.name = name
        self.fields = fields
        self.index = {field: n for n, field in enumerate(fields)}
        self.tuple_like = tuple_like
        self.number = number
        self.copy = False
        self.declared: Any = None
        self.types: Any = None
        self.value: Any = None  # a variant's discriminant, once known

    def __repr__(self) -> str:
        return self.name if self.owner == self.name else f"{self.owner}::{self.name}"


class Adt:
    """A struct or an enum variant with its field values in declaration order."""

    __slots__ = ("fields", "kind")

    def __init__(self, kind: Kind, fields: tuple[Any, ...]) -> None:
        self.kind = kind
        self.fields = fields

    def __eq__(self, other: object) -> bool:
        return type(other) is Adt and self.kind is other.kind and self.fields == other.fields

    def __hash__(self) -> int:
        return hash((id(self.kind), self.fields))

    def __repr__(self) -> str:
        return f"{self.kind!r}{self.fields!r}" if self.fields else repr(self.kind)


SOME_KIND = Kind("Option", "Some", ("0",), True, 1)
NONE_KIND = Kind("Option", "None", (), False, 0)
OK_KIND = Kind("Result", "Ok", ("0",), True, 0)
ERR_KIND = Kind("Result", "Err", ("0",), True, 1)
LESS_KIND = Kind("Ordering", "Less", (), False, 0)
EQUAL_KIND = Kind("Ordering", "Equal", (), False, 1)
GREATER_KIND = Kind("Ordering", "Greater", (), False, 2)
NONE = Adt(NONE_KIND, ())
LESS, EQUAL, GREATER = Adt(LESS_KIND, ()), Adt(EQUAL_KIND, ()), Adt(GREATER_KIND, ())
ORDERS = (EQUAL, GREATER, LESS)  # by a Python comparison's sign: 0, 1, -1


def SOME(value: Any) -> Adt:  # noqa: N802
    """`Some(value)`."""
    return Adt(SOME_KIND, (value,))


def OK(value: Any = UNIT) -> Adt:  # noqa: N802
    """`Ok(value)`."""
    return Adt(OK_KIND, (value,))


def ERR(value: Any = UNIT) -> Adt:  # noqa: N802
    """`Err(value)`."""
    return Adt(ERR_KIND, (value,))


class Ref:
    """A place; this one is a cell of its own (a temporary)."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def get(self) -> Any:
        """What is in the place."""
        return self.value

    def set(self, value: Any) -> None:
        """Puts a value there; what was there is not dropped."""
        self.value = value


class SlotRef(Ref):
    """A place in a list: a local variable or an element of a vector."""

    __slots__ = ("at", "items")

    def __init__(self, items: list[Any], at: int) -> None:
        self.items = items
        self.at = at

    def get(self) -> Any:
        return self.items[self.at]

    def set(self, value: Any) -> None:
        self.items[self.at] = value


class PartRef(Ref):
    """A field of the `Adt`, or an element of the tuple or array, in the place `base`."""

    __slots__ = ("at", "base")

    def __init__(self, base: Ref, at: int) -> None:
        self.base = base
        self.at = at

    def get(self) -> Any:
        whole = self.base.get()
        return whole.fields[self.at] if type(whole) is Adt else whole[self.at]

    def set(self, value: Any) -> None:
        whole = self.base.get()
        at = self.at
        if type(whole) is Adt:
            fields = whole.fields
            self.base.set(Adt(whole.kind, (*fields[:at], value, *fields[at + 1 :])))
        else:
            self.base.set(type(whole)((*whole[:at], value, *whole[at + 1 :])))


class SliceRef(Ref):
    """`&[T]`: the elements `low..high` of a vector's list, or of the array in the place `base`."""

    __slots__ = ("base", "high", "low")

    def __init__(self, base: Any, low: int, high: int) -> None:
        self.base = base
        self.low = low
        self.high = high

    def items(self) -> Any:
        """The elements, as a list or tuple."""
        whole = self.base if type(self.base) is list else self.base.get()
        return whole[self.low : self.high]

    def element(self, at: int) -> Ref:
        """The place of one element, counted from the slice's start."""
        if type(self.base) is list:
            return SlotRef(self.base, self.low + at)
        return PartRef(self.base, self.low + at)

    def replace(self, items: list[Any]) -> None:
        """Puts as many elements as there are."""
        if type(self.base) is list:
            self.base[self.low : self.high] = items
            return
        whole = self.base.get()
        self.base.set(Array((*whole[: self.low], *items, *whole[self.high :])))

    def get(self) -> Any:
        return Array(self.items())

    def set(self, value: Any) -> None:
        self.replace(list(value))


class Raw(Ref):
    """A raw pointer: to `place`, or only an address (`place` None), cast to the type named `to`."""

    __slots__ = ("address", "place", "to")

    def __init__(self, address: Any, place: Ref | None, to: Any) -> None:
        self.address = address
        self.place = place
        self.to = to


class Vec:
    """`Vec<T>`, `VecDeque<T>`, `BinaryHeap`: `name` says which; `element` is the declared element type once known."""

    __slots__ = ("element", "items", "name")

    def __init__(self, items: list[Any], name: str = "Vec") -> None:
        self.items = items
        self.name = name
        self.element: Any = None


class Text:
    """`String`."""

    __slots__ = ("value",)

    def __init__(self, value: str) -> None:
        self.value = value


class Box(Ref):
    """`Box<T>`, `ManuallyDrop<T>`: an owned place; `name` says which."""

    __slots__ = ("name",)

    def __init__(self, value: Any, name: str = "Box") -> None:
        self.value = value
        self.name = name


class Counted:
    """What all `Rc` of one value share."""

    __slots__ = ("strong", "value", "weak")

    def __init__(self, value: Any) -> None:
        self.value = value
        self.strong = 1
        self.weak = 0


class Shared(Ref):
    """`Rc<T>`, `Arc<T>`, and their `Weak` (`name`)."""

    __slots__ = ("name", "shared")

    def __init__(self, shared: Counted, name: str = "Rc") -> None:
        self.shared = shared
        self.name = name

    def get(self) -> Any:
        return self.shared.value

    def set(self, value: Any) -> None:
        self.shared.value = value


class Cell(Ref):
    """`Cell`, `RefCell`, `Mutex`, `RwLock`, `UnsafeCell`, `Once`, atomics: `name` says which."""

    __slots__ = ("kind", "name")

    def __init__(self, value: Any, name: str) -> None:
        self.value = value
        self.name = name
        self.kind: Any = None


class Table:
    """Maps and sets by frozen key: `rows` maps it to `[key, value]`."""

    __slots__ = ("name", "rows", "types")

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows: dict[Any, list[Any]] = {}
        self.types: Any = None


class Range:
    """`a..b` and its relatives; bounds are None where open."""

    __slots__ = ("closed", "high", "low")

    def __init__(self, low: Any, high: Any, closed: bool) -> None:
        self.low = low
        self.high = high
        self.closed = closed


class Closure:
    """A closure or a function as a value: `run(machine, arguments)`; `held` are the slots that it owns."""

    __slots__ = ("held", "run")

    def __init__(self, run: Callable[[Any, list[Any]], Any], held: list[Any]) -> None:
        self.run = run
        self.held = held


class Pending:
    """A value whose type only its destination tells: `collect()`, `into()`, `default()`; `make(machine, type)` gives it."""

    __slots__ = ("make", "what")

    def __init__(self, what: str, make: Callable[[Any, Any], Any]) -> None:
        self.what = what
        self.make = make


REFS = frozenset({Ref, SlotRef, PartRef, SliceRef, Raw})
FOLLOWED = REFS | {Box, Shared}
PLAIN = TYPED | REFS | {int, Mask, bool, float, str, Char, Moved, Range, Pending}


def follow(value: Any) -> Any:
    """`value` without references around it."""
    while type(value) in REFS and type(value) is not SliceRef:
        value = value.get()
    return value
