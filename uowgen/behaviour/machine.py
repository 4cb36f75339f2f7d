"""One run of a program: its statics, what it has left of steps and depth, and the ways in from Python.

What the Rust means is decided by the lowering; what it calls outside the program, by the bindings.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from uowgen.behaviour.bindings import Bindings, BindingTable, Static
from uowgen.behaviour.drops import drop_value
from uowgen.behaviour.outcomes import Leaving, LimitReached, RustPanic, UnboundCall, Undecidable, Unknown, Unsupported
from uowgen.behaviour.python_values import plain, rust_value
from uowgen.behaviour.types import coerce
from uowgen.behaviour.values import MOVED, PLAIN, Cells, Native, Pointer, Ref, Slice, Struct, make, strip
from uowgen.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from uowgen.behaviour.definitions import Const, Function
    from uowgen.behaviour.paths import Site
    from uowgen.behaviour.program import Program

T = TypeVar("T")
_PYTHON_DEPTH = 9_000  # Python frames that a run may take; a Rust call takes about fifteen
_NOWHERE = Span(0, 0)
_OWN_MISTAKES = (ImportError, TypeError, AttributeError, LookupError, ValueError, AssertionError, ArithmeticError, StopIteration)


class Limits(NamedTuple):
    """How far a run may go: loop rounds and calls, calls inside calls."""

    steps: int = 200_000
    depth: int = 128


class Traced(Protocol):
    """Who is told of each call of a function of the program."""

    def begins(self, function: Function, arguments: list[Any]) -> Callable[[Any], None] | None:
        """A call begins, with self first where there is one; what comes back is told of its result, unless it never ends."""


class Machine:
    """One run of `program`. Cheap to make: one for each scenario."""

    __slots__ = (
        "bindings",
        "constants",
        "deepest",
        "depth",
        "output",
        "program",
        "statics",
        "steps",
        "traced",
        "unwinding",
        "watch",
    )

    def __init__(self, program: Program, bindings: Bindings | None = None, limits: Limits | None = None) -> None:
        limits = limits or Limits()
        self.program = program
        self.bindings = bindings or _UNBOUND
        self.steps = limits.steps
        self.deepest = limits.depth
        self.depth = 0
        self.unwinding = 0  # how many panics are on their way
        self.output: list[str] = []  # what print macros wrote
        self.traced: Traced | None = None  # what is told of each call of a function of the program
        self.statics: dict[int, list[Any]] = {}
        self.constants: dict[int, Any] = {}
        self.watch: Callable[[Any], None] | None = None  # told of every value whose `Drop` begins

    # ------------------------------------------------------------------------------------------------ asked from Python

    def call(self, path: str, arguments: Sequence[Any] = ()) -> Any:
        """The result of the free function, associated function or method at `path`; a method takes self as its first argument."""
        function = self._function(path)
        given = list(arguments)
        types = list(function.types)
        first: list[Any] = []
        if function.takes:
            if not given:
                raise _unsupported(f"{path} needs a self")
            return self.call_method(given[0], function.name, given[1:])
        if len(given) != len(types):
            raise _unsupported(f"{path} takes {len(types)} arguments")
        first += [rust_value(value, ty) for value, ty in zip(given, types, strict=True)]
        return self._entered(lambda: self._finished(function.run(self, first, self._types(function, first))))

    def _finished(self, result: Any) -> Any:
        """What a caller outside of Rust gets: of an async function what it comes to, of a variant without fields a value of its own.

        The code has one value for all of these, and `*self = …` replaces what the caller has in place.
        """
        if type(result) is Struct and not result:
            return make(result.of, ())
        return result.finish(self) if getattr(result, "type_name", "") == "future" else result

    def call_method(self, value: Any, name: str, arguments: Sequence[Any] = ()) -> Any:
        """`value.name(arguments)`. Taken by value, `value` is consumed."""
        from uowgen.behaviour.calls import call_method

        box = [value]
        held = strip(value)
        found = self.program.methods_of(held.of.type, name) if type(held) is Struct else ()
        types = found[0].types if len(found) == 1 else ()
        given = [rust_value(a, types[n] if n < len(types) else None) for n, a in enumerate(arguments)]
        if len(found) == 1 and len(given) != len(types):
            raise _unsupported(f"{name} takes {len(types)} arguments")
        result = self._entered(lambda: call_method(self, _site(), box, 0, name, given))
        after = box[0]
        if after is not value and after is not MOVED and type(after) is Struct and type(value) is Struct:
            value[:] = after  # `*self = …` replaced the value as a whole
            value.of = after.of
        return result

    def field(self, value: Any, name: str) -> Any:
        """The field `name` of a struct or tuple, references followed."""
        held = strip(value)
        if type(held) is Struct and name in held.of.index:
            found = held[held.of.index[name]]
        elif isinstance(held, list) and name.isdigit() and int(name) < len(held):
            found = held[int(name)]
        elif isinstance(held, Native) and name in held.fields:
            found = getattr(held, name)
        else:
            raise _unsupported(f"field {name}")
        if found is MOVED:
            raise _unsupported("a value that was moved")
        return found

    def drop(self, value: Any) -> None:
        """What the end of its scope does to `value`: its `Drop`, then its fields."""
        self._entered(lambda: drop_value(self, value))

    def unwind_with(self, value: Any) -> None:
        """The same while a panic unwinds; a panic in it then ends the program, which is a RustPanic as well."""
        self.unwinding += 1
        try:
            self.drop(value)
        except RustPanic as second:
            raise RustPanic(f"{second.message} (while unwinding: aborts)") from second
        finally:
            self.unwinding -= 1

    # ----------------------------------------------------------------------------------------------- asked by what runs

    def constant(self, const: Const) -> Any:
        """The value of a constant: a fresh one each time it is named, as in Rust."""
        known = self.constants.get(id(const), MOVED)
        if known is not MOVED:
            return known
        bound = self.bindings.find(self.program.public_path(const.scope.module, const.name))
        value = self._bound(bound) if bound is not None else self._evaluated(const)
        if type(value) in PLAIN and type(value) not in (Ref, Slice, Pointer):
            self.constants[id(const)] = value
        return value

    def static(self, const: Const) -> list[Any]:
        """The place (a list of one) in which the static lives."""
        found = self.statics.get(id(const))
        if found is None:
            bound = self.bindings.find(self.program.public_path(const.scope.module, const.name))
            found = self.statics[id(const)] = [self._bound(bound) if bound is not None else self._evaluated(const)]
        return found

    def told(self, text: str, level: str) -> None:
        """A line that a macro prints or logs; `level` is the macro's name for one that logs."""
        self.output.append(text)

    def call_bound(self, path: str, arguments: list[Any], site: Site) -> Any:
        """Calls what `path` is bound to."""
        bound = self.bindings.find(path)
        if bound is None or not bound.is_function:
            raise site.unbound(path)
        value = bound.value(self.bindings.state, self, *arguments)
        try:
            return value if site.expect is None else coerce(value, site.expect)
        except Unknown as unknown:
            raise site.unsupported(unknown) from None

    def bound_value(self, path: str, site: Site) -> Any:
        """The value of the static, constant or function that `path` is bound to."""
        bound = self.bindings.find(path)
        if bound is None:
            raise site.unbound(path)
        if bound.is_function:
            from uowgen.behaviour.values import FnItem

            return FnItem(path, lambda machine, arguments: machine.call_bound(path, arguments, site))
        return self._bound(bound)

    def behind_pointer(self, pointer: Pointer, site: Site) -> tuple[Any, Any]:
        """The place that a raw pointer leads to."""
        if type(pointer.ref) is Ref:
            return pointer.ref.box, pointer.ref.key
        if pointer.ref is not None:
            if type(pointer.ref) is Slice and "[" in pointer.kind and isinstance(pointer.ref.items, Cells):
                return [pointer.ref], 0
            raise site.unsupported("access through this pointer")
        words = pointer.kind.removeprefix("*").strip()
        words = words.removeprefix("mut ").removeprefix("const ").strip()
        name = words.split("<")[0].rpartition("::")[2].strip()
        bound = self.bindings.table.entries.get(f"*{name}") or self.bindings.table.entries.get("*")
        found = bound.value(self.bindings.state, self, pointer.address, words) if bound is not None else None
        if found is None:
            raise site.unsupported(f"access through a pointer to {pointer.address:#x} as {words or 'an unknown type'}")
        return [found], 0

    # -------------------------------------------------------------------------------------------------------- the parts

    def _bound(self, bound: Any) -> Any:
        return bound.value.function(self.bindings.state) if isinstance(bound.value, Static) else bound.value

    def _evaluated(self, const: Const) -> Any:
        if const.lowered is None:
            from uowgen.behaviour.functions import lower_constant

            const.lowered = lower_constant(const)
        return const.lowered(self)

    def _function(self, path: str) -> Function:
        found = self.program.function(path) if path else None
        if found is not None:
            return found
        owner, _, name = path.rpartition("::")
        declared = self.program.type(owner) if owner else None
        methods = self.program.methods_of(declared, name) if declared is not None else ()
        if len(methods) == 1:
            return methods[0]
        if methods:
            raise _unsupported(f"which {path} of {len(methods)} is meant")
        raise UnboundCall(path, "", _NOWHERE)

    def _types(self, function: Function, arguments: list[Any]) -> Any:
        if not function.scope.generics:
            return None
        from uowgen.behaviour.calls import type_bindings

        return type_bindings(function, arguments, (), None, _site())

    @staticmethod
    def with_room(run: Callable[[], T]) -> T:
        """`run` with room for deep recursion, made once for many calls instead of at each."""
        before = sys.getrecursionlimit()
        sys.setrecursionlimit(max(before, _PYTHON_DEPTH))
        try:
            return run()
        finally:
            sys.setrecursionlimit(before)

    def _entered(self, run: Callable[[], Any]) -> Any:
        """Runs with room for deep recursion; whatever is no outcome of the Rust becomes Undecidable."""
        before = sys.getrecursionlimit()
        if before < _PYTHON_DEPTH:
            sys.setrecursionlimit(_PYTHON_DEPTH)
        try:
            return run()
        except (RustPanic, Undecidable):
            raise
        except Unknown as unknown:
            raise _unsupported(str(unknown)) from unknown
        except Leaving as leaving:
            raise _unsupported(f"{type(leaving).__name__.lower()} that nothing takes up") from leaving
        except (RecursionError, MemoryError) as full:
            raise LimitReached("depth" if isinstance(full, RecursionError) else "memory") from full
        except _OWN_MISTAKES as mistake:
            raise _unsupported(f"the interpreter failed: {type(mistake).__name__}: {mistake}") from mistake
        finally:
            if before < _PYTHON_DEPTH:
                sys.setrecursionlimit(before)


_UNBOUND = Bindings(BindingTable({}))


def _unsupported(kind: str) -> Unsupported:
    return Unsupported(kind, "", _NOWHERE)


def _site() -> Any:
    """A call that no source has: from Python."""
    from uowgen.behaviour.paths import Site

    made = Site.__new__(Site)
    made.expect = made.owner = made.cached = made.cached_for = None
    made.turbofish = ()
    made.failure = _unsupported("")
    return made


__all__ = ["BindingTable", "Bindings", "Limits", "Machine", "Static", "plain"]
