"""Functions and closures: parameters into slots, the body, drops at the end. What the body's nodes mean is in `lower.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.code import FIRST, Code, Lowering, local_code
from uowgen.behaviour.drops import end_slots, end_temporaries, leave, leave_temporaries
from uowgen.behaviour.inference import Facts, settled
from uowgen.behaviour.outcomes import Leaving, LimitReached, Return, Unknown, Unsupported
from uowgen.behaviour.patterns import MOVE, lower_pattern
from uowgen.behaviour.types import UNKNOWN, Ty, coerce, parse_type
from uowgen.behaviour.values import MOVED, PLAIN, Boxed, Closure, Ref, Struct, copied, take
from uowgen.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.code import Frame
    from uowgen.behaviour.definitions import Const, Function
    from uowgen.behaviour.machine import Machine
    from uowgen.grammar import Node


def lower_function(function: Function) -> Callable[..., Any]:
    """`run(machine, arguments, types)` of a function."""
    body = Lowering(function.scope)
    body.whole = (function.scope, function.node)
    node = function.node.child_by_field_name("body")
    file, span = function.file, function.span
    if node is None:
        kind = "function without a body"
        function.unsupported.append((kind, span))

        def missing(machine: Machine, arguments: list[Any], types: Any = None) -> Any:
            raise Unsupported(kind, file, span)

        return missing
    types = list(function.types)
    patterns: list[Node | None] = [pattern for pattern, _ in function.patterns]
    if function.takes:
        owner = function.owner.of if function.owner is not None else None
        types.insert(0, owner or UNKNOWN if function.takes == "value" else Ty("&", (owner or UNKNOWN,)))
        patterns.insert(0, None)
    once = _called_once(function)
    bodies: list[tuple[Callable[[Frame], Any], Lowering]] = []

    def lowered(facts: Facts) -> Lowering:
        body = Lowering(function.scope)
        body.whole = (function.scope, function.node)
        body.returned = function.returned
        body.facts = facts
        body.once = once
        bodies[:] = [(_with_parameters(body, patterns, types, node, function.returned), body)]
        return body

    settled(lowered, node)
    run, body = bodies[0]
    function.unsupported = body.unsupported
    returned = function.returned if function.returned.ints else None

    def call(machine: Machine, arguments: list[Any], types: Any = None) -> Any:
        machine.steps -= 1
        if machine.steps < 0 or machine.depth >= machine.deepest:
            raise LimitReached("steps" if machine.steps < 0 else "depth")
        machine.depth += 1
        frame = [machine, [], None, types, *arguments]
        traced = machine.traced.begins(function, arguments) if machine.traced is not None else None
        try:
            value = run(frame)
        except Unknown as unknown:
            raise Unsupported(str(unknown), file, span) from unknown
        finally:
            machine.depth -= 1
        if traced is not None:
            traced(value)
        return value if returned is None else coerce(value, returned)

    if function.waits:
        from uowgen.behaviour.futures import Future

        return lambda machine, arguments, types=None: Future(call, arguments, types)
    return call


def _called_once(function: Function) -> frozenset[str]:
    """The type parameters that are bound by `FnOnce`."""
    found = set()
    for node, scope in (
        (function.node, function.scope),
        *(((function.owner.node, function.owner.scope),) if function.owner is not None else ()),
    ):
        for child in node.children:
            if child.type in ("type_parameters", "where_clause"):
                text = scope.text(child)
                found |= {
                    name
                    for name in function.scope.generics
                    if "FnOnce" in text.partition(f"{name}:")[2].partition("->")[0].partition(",")[0]
                }
    return frozenset(found)


def _with_parameters(
    body: Lowering, patterns: list[Node | None], types: list[Ty], node: Node, returned: Ty | None
) -> Callable[[Frame], Any]:
    """The body at `node` run on a frame that holds the arguments; ends with everything dropped that it owned."""
    count = len(patterns)
    first = FIRST
    body.size = first + count
    binds: list[tuple[int, Any]] = []
    simple: list[tuple[int, Ty]] = []
    for n, pattern in enumerate(patterns):
        ty = types[n]
        body.own(first + n, ty)
        if ty.ints:
            simple.append((first + n, ty))
        inner = pattern
        if inner is not None and inner.type == "mut_pattern":
            inner = inner.named_children[-1]
        if inner is None:
            body.blocks[-1].names["self"] = _parameter(first + n, ty)
        elif inner.type == "identifier" and not body.text(inner)[0].isupper():
            body.blocks[-1].names[body.text(inner).removeprefix("r#")] = _parameter(first + n, ty)
        elif inner.type != "_":
            lowered = lower_pattern(body, inner, ty)
            if lowered.bind is not None:
                binds.append((first + n, lowered.bind))
    code = body.lower(node, returned).value
    slots = tuple(reversed(body.blocks[0].slots))
    pads = body.size - first - count
    makes_temporaries = body.temporaries

    def run(frame: Frame) -> Any:
        if pads:
            frame += [MOVED] * pads
        for slot, ty in simple:
            value = frame[slot]
            frame[slot] = coerce(value, ty)
        try:
            for slot, bind in binds:
                bind(frame, frame, slot, MOVE)
            value = code(frame)
        except Return as back:
            value = back.value
        except Leaving as leaving:
            if makes_temporaries:
                leave_temporaries(frame, 0, leaving)
            leave(frame, slots, leaving)
            raise
        if slots:
            end_slots(frame, slots)
        if frame[1]:
            end_temporaries(frame, 0)
        return value

    return run


def lower_constant(const: Const) -> Callable[[Machine], Any]:
    """`run(machine)` that works out the value of a constant or static."""
    body = Lowering(const.scope)
    node = const.node.child_by_field_name("value")
    file, span = const.scope.file.source.path, Span(const.node.start_byte, const.node.end_byte)
    if node is None:
        raise Unsupported(f"constant {const.name} without a value", file, span)
    ty = const.ty
    code = body.lower(node, ty).value
    coerced = ty.ints

    def run(machine: Machine) -> Any:
        machine.depth += 1
        if machine.depth >= machine.deepest:
            raise LimitReached("depth")
        try:
            value = code([machine, [], None, None, *[MOVED] * (body.size - FIRST)])
            return coerce(value, ty) if coerced else value
        except Unknown as unknown:
            raise Unsupported(str(unknown), file, span) from unknown
        finally:
            machine.depth -= 1

    return run


def _parameter(slot: int, ty: Ty) -> Any:
    from uowgen.behaviour.code import Local

    return Local(slot, ty)


def lower_closure(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`|a, b| …`."""
    by_move = any(c.type == "move" for c in node.children)
    if any(c.type == "async" for c in node.children):
        return body.unknown(node, "async closure")
    inner = Lowering(body.scope, body, by_move)
    listed = node.child_by_field_name("parameters")
    patterns: list[Node | None] = []
    types: list[Ty] = []
    for child in listed.children if listed is not None else ():
        if child.type == "parameter":
            patterns.append(child.child_by_field_name("pattern"))
            types.append(parse_type(body.scope, child.child_by_field_name("type")))
        elif child.type not in ("|", ",", "line_comment", "block_comment"):
            patterns.append(child)
            types.append(UNKNOWN)
    result = node.child_by_field_name("return_type")
    returned = parse_type(body.scope, result) if result is not None else None
    inner.returned = returned
    code_node = node.child_by_field_name("body")
    if code_node is None:
        return body.unknown(node)
    run = _with_parameters(inner, patterns, types, code_node, returned)
    captures = [(local_code(body, local.outer).place, local) for local in inner.captures if local.outer is not None]
    part = body.failure(node, "closure that captures a part of a variable")
    count = len(patterns)
    failure = body.failure(node, "closure called with another number of arguments")

    def call(machine: Machine, env: list[Any], arguments: list[Any], types: Any) -> Any:
        machine.steps -= 1
        if machine.steps < 0 or machine.depth >= machine.deepest:
            raise LimitReached("steps" if machine.steps < 0 else "depth")
        if len(arguments) != count:
            raise failure
        machine.depth += 1
        try:
            return run([machine, [], env, types, *arguments])
        finally:
            machine.depth -= 1

    def value(frame: Frame) -> Any:
        env: list[Any] = []
        owned = by_move
        for place, local in captures:
            assert place is not None
            box, key = place(frame)
            if not by_move and not (local.moved and copied(box[key]) is None):
                env.append(Ref(box, key))
                continue
            if local.parts and type(box[key]) is Struct and (box[key].of.type.drop is not None or box[key].of.glue):
                raise part  # only the field is captured then, and copied if it is `Copy`
            owned = True
            env.append(take(box, key) if by_move else Boxed((take(box, key),)))
        around = frame[3]
        return Closure(lambda machine, env, arguments: call(machine, env, arguments, around), env, owned)

    return Code(value)


__all__ = ["PLAIN", "lower_closure", "lower_constant", "lower_function"]
