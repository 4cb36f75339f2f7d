"""Values of the outside of a program: what it was given, what a call gave, constants; and how they show of what kind they are.

An answer that is used in a way that tells its kind raises `Learnt`: the run begins again with what is known now.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour import prelude
from uowgen.behaviour.integers import INT_KINDS
from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown
from uowgen.behaviour.values import MOVED, UNIT, Heap, Native, Shared, Struct, Text, strip

if TYPE_CHECKING:
    from uowgen.behaviour.outside import Outside

_OF_OPTION = frozenset("ok_or ok_or_else is_some is_none is_some_and is_none_or unwrap_or_default filter zip xor flatten".split())
_OF_RESULT = frozenset("map_err is_err is_ok ok err or_else unwrap_err expect_err is_ok_and is_err_and".split())
_OF_EITHER = frozenset("map unwrap expect and_then unwrap_or unwrap_or_else map_or map_or_else and or".split())
_OPERATORS = frozenset(
    (
        "add sub mul div rem shl shr bitand bitor bitxor neg add_assign sub_assign cmp partial_cmp lt le gt ge max min "
        "checked_add checked_sub wrapping_add wrapping_sub saturating_add saturating_sub abs pow"
    ).split()
)
_SAME = frozenset("clone as_ref as_mut borrow borrow_mut lock lock_irqsave deref deref_mut by_ref to_owned into".split())
_PROBED = frozenset("place plain as_shape as_tried as_number type_name items next cloned debug shown peek of run cell text".split())


class Learnt(Undecidable):
    """How an answer is used tells what kind of value the call gives; to be run again."""

    def __init__(self, key: str, kind: str) -> None:
        super().__init__(f"what `{key}` gives is used as {kind}")
        self.key = key
        self.kind = kind


class _Any(dict[str, Any]):
    """The methods of what any method can be called on."""

    def get(self, name: str, default: Any = None) -> Any:
        return lambda native, machine, *arguments: native.called(machine, name, list(arguments))


class _AnyField(tuple[str, ...]):
    __slots__ = ()

    def __contains__(self, name: object) -> bool:
        return True


class Thing(Native):
    """Something outside of the program that the program was given: `token` is what it is told apart by."""

    methods = _Any()
    fields = _AnyField()

    def __init__(self, world: Outside, path: str, token: str = "") -> None:
        self.world = world
        self.path = path
        self.token = token or path

    def called(self, machine: Any, name: str, arguments: list[Any]) -> Any:
        """A method call on it."""
        if name in _SAME and not arguments:
            return self
        if name in ("eq", "ne") and len(arguments) == 1:
            return self.same(strip(arguments[0])) is (name == "eq")
        return self.world.called(f"{self.path}.{name}", arguments, self.token if self.token != self.path else "")

    def same(self, other: Any) -> bool:
        """Whether the two are equal, as far as that can be known: what is not the same thing may be equal all the same."""
        if isinstance(other, Thing) and other.token == self.token:
            return True
        if isinstance(other, Thing) and type(other) is type(self) is Thing and ("::" in self.token) is ("::" in other.token):
            return False
        raise Unknown(f"whether {self.token} is equal to something else")

    def as_key(self) -> str:
        """What stands for it as the key of a map: things that were handed in are told apart by their names, and stand in their order."""
        if type(self) is not Thing:
            raise Unknown(f"{self.token} as a key")
        return self.token

    def shown(self) -> str:
        """What `Display` prints: that it is this thing."""
        return self.token

    def debug(self, machine: Any, spec: Any) -> str:
        """What `Debug` prints."""
        return self.token

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name in _PROBED:  # what the interpreter asks of any native object
            raise AttributeError(name)
        return self.world.attribute(self.path, self.token, name)


class Answer(Thing):
    """What a call to the outside gave, its kind not known yet."""

    def called(self, machine: Any, name: str, arguments: list[Any]) -> Any:
        """A method call on it: one of `Option`, of `Result`, of a number, or of something of its own."""
        if name in _OF_OPTION:
            raise Learnt(self.path, "option")
        if name in _OF_RESULT:
            raise Learnt(self.path, "result")
        if name in _OF_EITHER:
            raise Learnt(self.path, "option")
        if name == "not":
            raise Learnt(self.path, "bool")
        if name in _OPERATORS:
            raise Learnt(self.path, "int")
        return super().called(machine, name, arguments)

    def same(self, other: Any) -> bool:
        """Whether the two are equal."""
        if isinstance(other, bool):
            raise Learnt(self.path, "bool")
        if isinstance(other, int):
            raise Learnt(self.path, "int")
        return super().same(other)

    def as_shape(self, shape: Any) -> Any:
        """It is taken apart as `shape`."""
        if shape is not None and shape.type is prelude.OPTION:
            raise Learnt(self.path, "option")
        if shape is not None and shape.type is prelude.RESULT:
            raise Learnt(self.path, "result")
        raise Unknown(f"a pattern on {self.token}")

    def as_tried(self, head: object) -> Any:
        """`?` on it, in a function that returns an `Option` or a `Result`."""
        raise Learnt(self.path, "option" if head == "Option" else "result")

    def as_key(self) -> str:
        """It is the key of a map: a number that things are told apart by."""
        self.as_number()
        raise Unknown(f"{self.token} as a key")

    def as_number(self) -> None:
        """It is ordered or cast as a number."""
        raise Learnt(self.path, "int")

    def __bool__(self) -> bool:
        raise Learnt(self.path, "bool")


class Constant(Thing):
    """A constant of the outside, whose value is not known."""

    def called(self, machine: Any, name: str, arguments: list[Any]) -> Any:
        """A method call on it, or an operator."""
        if name in _OPERATORS or name == "not":
            self.as_number()
        return super().called(machine, name, arguments)

    def as_number(self) -> None:
        """It is reckoned with."""
        raise Learnt(f"const {self.token}", "int")


class Handed(Native):
    """A function that the program is handed: its calls are recorded."""

    copies = False

    def __init__(self, world: Outside, name: str) -> None:
        self.world = world
        self.name = name

    def __call__(self, machine: Any, *arguments: Any) -> Any:
        answer = self.world.called(self.name, list(arguments))
        if self.world.script.panics:
            raise RustPanic(f"`{self.name}` panics")
        return answer


class Lent(Thing):
    """Something that is lent for a while and whose type nobody has: a trait's own, or a function. What is done with it is done outside."""

    def __call__(self, machine: Any, *arguments: Any) -> Any:
        return self.world.called(self.path, list(arguments))


def shown(value: Any) -> object:
    """A value as plain Python that can be compared and put into a set; what is outside by its token."""
    kind = type(value)  # the usual ones first: this is asked more often than anything else here
    if kind in INT_KINDS:
        return int(value)
    if kind is Struct:
        return (value.of.name, *[shown(part) for part in value])
    held = strip(value)
    if isinstance(held, Thing):
        return held.token
    if isinstance(held, Handed):
        return f"the function {held.name}"
    if held is MOVED:
        raise Unknown("a value that was moved")
    if isinstance(held, bool) or held is None:
        return held
    if isinstance(held, int):
        return int(held)
    if held == UNIT and isinstance(held, tuple):
        return "()"
    if isinstance(held, str):
        return str(held)
    if isinstance(held, Text):
        return held.text
    if type(held) is Struct:
        return (held.of.name, *[shown(part) for part in held])
    if isinstance(held, Shared):
        raise Unknown("a weak reference")
    if type(held) is Heap:  # in one order, but in none that means something
        return tuple(sorted(map(shown, held), key=repr))
    if isinstance(held, list):
        if INT_KINDS.issuperset(map(type, held)):  # long arrays of numbers are the usual ones
            return tuple(map(int, held))
        return tuple([shown(part) for part in held])
    if getattr(held, "is_set", None) is not None and getattr(held, "ordered", False):  # a map or set whose order is known
        return tuple(shown(k) if held.is_set else (shown(k), shown(v)) for k, v in held.entries())
    items = getattr(held, "items", None)
    if type(held).__name__ == "Slice" and items is not None:
        return tuple(shown(part) for part in held.items[held.low : held.high])
    raise Unknown(f"a {type(held).__name__} given to the outside")


__all__ = ["Answer", "Constant", "Handed", "Learnt", "Lent", "Thing", "shown"]
