"""Lowers a function's syntax tree, once, into Python closures `f(frame) -> value`. Total: what is unknown raises when reached.

A frame is a list: the machine, the temporaries of the running statement, the type arguments, then one slot for each variable.
`TABLE` maps each node kind to the function that lowers it; the modules beside this one fill it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.interpreter.definitions import Function, kept, kept_items, text_of
from uowgen.interpreter.drops import drop_slots, drop_temporaries
from uowgen.interpreter.outcomes import LimitReached, Return, Unsupported, Unwind
from uowgen.interpreter.types import UNIT_TYPE, UNKNOWN, Ty, coercer, parse_type
from uowgen.interpreter.values import MOVED, PLAIN, Pending
from uowgen.rust.syntax import span_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.grammar import Node
    from uowgen.interpreter.machine import Machine
    from uowgen.interpreter.modules import Module
    from uowgen.interpreter.program import Program
    from uowgen.text import Span

    Run = Callable[[list[Any]], Any]

TABLE: dict[str, Callable[[Any, Any, Any], Any]] = {}
FIRST_SLOT = 3
DEEPEST = 150  # nested nodes of one function


def lowers(*kinds: str) -> Callable[[Any], Any]:
    """Enters a lowering function `f(scope, node, want)` for node kinds."""

    def enter(function: Any) -> Any:
        for kind in kinds:
            TABLE[kind] = function
        return function

    return enter


class Lowering:
    """What is known while one function body is lowered: names in scope, slots, loops, types."""

    def __init__(self, program: Program, module: Module, generics: frozenset[str], self_type: Ty | None, outer: Lowering | None) -> None:
        self.program = program
        self.module = module
        self.generics = generics
        self.self_type = self_type
        self.outer = outer  # of a closure: the function around it
        self.names: list[dict[str, int]] = [{}]
        self.held: list[list[int]] = [[]]  # slots declared by each open scope
        self.slots = FIRST_SLOT
        self.types: dict[int, Ty] = {}
        self.captured: dict[int, int] = {}  # own slot -> slot of the function around
        self.loops: list[tuple[str, Any]] = []
        self.returns = UNKNOWN
        self.unsupported: list[tuple[str, Span]] = []
        self.temporaries = 0  # counts places where a temporary may be kept
        self.depth = 0
        self.alternatives: dict[str, int] | None = None  # names that an or-pattern has bound already
        self.span: Span | None = None  # of the macro call whose text is being lowered

    def value(self, node: Node | None, want: Ty | None = None) -> Run:
        """The closure that evaluates an expression, moving out of places."""
        if node is None:
            return lambda frame: ()
        self.depth += 1
        made = TABLE.get(node.type)
        if made is None or self.depth > DEEPEST:
            self.depth -= 1
            return self.unknown(node)
        run: Run = made(self, node, want)
        self.depth -= 1
        return run

    def coerced(self, node: Node | None, want: Ty | None) -> Run:
        """The same, with the value given the type `want`."""
        run = self.value(node, want)
        return converted(run, want)

    def unknown(self, node: Node, kind: str = "") -> Run:
        """What raises `Unsupported` when it is reached."""
        span = self.span or span_of(node)
        name = kind or node.type
        path = self.module.file.source.path
        self.unsupported.append((name, span))

        def run(frame: list[Any]) -> Any:
            raise Unsupported(name, path, span)

        return run

    def where(self, node: Node) -> tuple[str, Span]:
        """File and span for messages about `node`."""
        return self.module.file.source.path, self.span or span_of(node)

    def type(self, node: Node | None) -> Ty:
        """The type that `node` writes, seen from here."""
        return parse_type(node, self.module, self.generics, self.self_type)

    def declare(self, name: str, ty: Ty | None = None) -> int:
        """A new slot for a variable, visible from now on."""
        slot = self.slots
        self.slots += 1
        self.names[-1][name] = slot
        self.held[-1].append(slot)
        if ty is not None:
            self.types[slot] = ty
        return slot

    def variable(self, name: str) -> int | None:
        """The slot of a variable; a variable of the function around is captured."""
        for scope in reversed(self.names):
            if name in scope:
                return scope[name]
        if self.outer is not None:
            around = self.outer.variable(name)
            if around is not None:
                slot = self.slots
                self.slots += 1
                self.names[0][name] = slot
                self.captured[slot] = around
                if around in self.outer.types:
                    self.types[slot] = self.outer.types[around]
                return slot
        return None

    def open(self) -> None:
        """Begins a scope of names."""
        self.names.append({})
        self.held.append([])

    def close(self) -> tuple[int, ...]:
        """Ends the innermost scope: its slots, the last declared first."""
        self.names.pop()
        return tuple(reversed(self.held.pop()))


def converted(run: Run, want: Ty | None) -> Run:
    """`run` with its value given the type `want`."""
    convert = coercer(want) if want is not None else None
    if convert is None:
        return run

    def result(frame: list[Any]) -> Any:
        return convert(frame[0], run(frame))

    return result


def statement_scope(run: Run, used: bool) -> Run:
    """`run` with its temporaries dropped at its end, if it keeps any."""
    if not used:
        return run

    def result(frame: list[Any]) -> Any:
        outer = frame[1]
        frame[1] = None
        try:
            value = run(frame)
        except Unwind:
            if frame[1]:
                drop_temporaries(frame[0], frame[1])
            frame[1] = outer
            raise
        if frame[1]:
            drop_temporaries(frame[0], frame[1])
        frame[1] = outer
        return value

    return result


class Code:
    """A lowered function."""

    __slots__ = ("body", "convert", "generic", "name", "parameters", "size", "slots", "unsupported")

    def __init__(self, name: str) -> None:
        self.name = name
        self.parameters: tuple[tuple[int, Any, Any, Ty], ...] = ()  # slot, convert, bind, type
        self.size = FIRST_SLOT
        self.slots: tuple[int, ...] = ()
        self.body: Run = lambda frame: ()
        self.convert: Any = None
        self.generic: tuple[str, ...] = ()
        self.unsupported: tuple[tuple[str, Span], ...] = ()

    def run(self, machine: Machine, arguments: list[Any], env: dict[str, Ty] | None) -> Any:
        """Calls the function; `arguments` with self first."""
        machine.steps -= 1
        if machine.steps < 0:
            raise LimitReached("steps")
        if machine.depth >= machine.limits.depth:
            raise LimitReached("depth")
        frame: list[Any] = [MOVED] * self.size
        frame[0] = machine
        frame[1] = None
        frame[2] = env
        bindings = None
        for (slot, convert, bind, _), argument in zip(self.parameters, arguments, strict=True):
            frame[slot] = argument if convert is None else convert(machine, argument)
            if bind is not None:
                bindings = True
        machine.depth += 1
        try:
            if bindings:
                for slot, _, bind, _ in self.parameters:
                    if bind is not None:
                        bind(frame, slot)
            value = self.body(frame)
        except Return as signal:
            value = signal.value
        except Unwind:
            drop_slots(machine, frame, self.slots)
            raise
        finally:
            machine.depth -= 1
        for slot in self.slots:
            if type(frame[slot]) not in PLAIN:
                drop_slots(machine, frame, self.slots)
                break
        if self.convert is not None:
            value = self.convert(machine, value)
        elif type(value) is Pending and env:
            value = machine.resolve(value, self, env)
        return value


def code_of(program: Program, function: Function) -> Code:
    """The lowered form of a function, made at its first use."""
    code: Code | None = function.code
    if code is None:
        code = function.code = Code(function.name)
        _fill(program, function, code)
    return code


def _fill(program: Program, function: Function, code: Code) -> None:
    from uowgen.interpreter import table  # noqa: F401  fills TABLE

    impl = function.impl
    self_type = None
    if impl is not None:
        for_type = impl.node.child_by_field_name("type")
        if impl.node.type == "impl_item":
            self_type = parse_type(for_type, impl.module, impl.generics, None)
    generics = frozenset((*function.generics, *(impl.generics if impl is not None else ())))
    scope = Lowering(program, function.module, generics, self_type, None)
    code.generic = tuple(generics)
    if impl is not None and impl.node.type == "trait_item":
        code.generic = (*code.generic, "Self")
    node = function.node
    scope.returns = scope.type(node.child_by_field_name("return_type")) if node.child_by_field_name("return_type") else UNIT_TYPE
    code.parameters = tuple(_parameters(scope, node))
    body = node.child_by_field_name("body")
    body_run = scope.unknown(node, "function without a body") if body is None else scope.value(body, scope.returns)
    code.body = statement_scope(body_run, scope.temporaries > 0)
    code.slots = scope.close()
    code.size = scope.slots
    code.convert = coercer(scope.returns)
    code.unsupported = tuple(scope.unsupported)


def _parameters(scope: Lowering, node: Node) -> list[tuple[int, Any, Any, Ty]]:
    from uowgen.interpreter.patterns import binder

    found: list[tuple[int, Any, Any, Ty]] = []
    for child in kept_items(node.child_by_field_name("parameters")):
        if child.type == "self_parameter":
            found.append((scope.declare("self"), None, None, Ty("param", (), None, "Self")))
            continue
        pattern = child.child_by_field_name("pattern") if child.type == "parameter" else None
        if pattern is None:
            found.append((scope.declare("?"), scope.unknown(child), None, UNKNOWN))
            continue
        ty = scope.type(child.child_by_field_name("type"))
        if pattern.type in ("identifier", "self"):
            found.append((scope.declare(text_of(pattern).removeprefix("r#"), ty), coercer(ty), None, ty))
        else:
            slot = scope.declare("")
            found.append((slot, coercer(ty), binder(scope, pattern, ty), ty))
    return found


__all__ = ["TABLE", "Code", "Lowering", "code_of", "converted", "kept", "lowers", "statement_scope"]
