"""Blocks and their statements: items first, `let`, temporaries to the end of each statement, drops at the end of the block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.code import Block, Code, with_temporaries
from uowgen.behaviour.drops import drop_value, end_slots, leave
from uowgen.behaviour.inference import is_open
from uowgen.behaviour.modules import ITEMS, Module, in_this_build
from uowgen.behaviour.outcomes import Break, Leaving, Unknown
from uowgen.behaviour.patterns import MOVE, lower_pattern
from uowgen.behaviour.types import UNIT_TY, coerce, is_idle, parse_type
from uowgen.behaviour.values import PLAIN, UNIT

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.code import Frame, Lowering
    from uowgen.behaviour.types import Ty
    from uowgen.grammar import Node

_SKIPPED = frozenset({"line_comment", "block_comment", "label", "inner_attribute_item"})
# What may stand before a block that has a value of its own.
_DEEPEST = 200


def lower_block(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`{ … }`, with a label or without."""
    label = next((c for c in node.children[:2] if c.type == "label"), None)
    if label is None:
        return _block(body, node, hint)
    number = body.label()
    body.loops.append((body.text(label), number, False))
    code = _block(body, node, hint)
    body.loops.pop()
    inner = code.value

    def value(frame: Frame) -> Any:
        try:
            return inner(frame)
        except Break as left:
            if left.label != number:
                raise
            return left.value

    return Code(value, code.ty)


def _block(body: Lowering, node: Node, hint: Ty | None) -> Code:
    children = [c for c in node.named_children if c.type not in _SKIPPED]
    outer = body.scope
    if any(c.type in ITEMS for c in children):
        module = Module(outer.program, outer.file, outer.module.path, outer.module, True)
        module.read(children)
        body.scope = outer.inside(module)
    body.blocks.append(Block())
    body.depth += 1
    if body.depth > _DEEPEST:
        raise Unknown("nested too deep")
    steps, tail = _statements(body, children, hint)
    body.depth -= 1
    block = body.blocks.pop()
    body.scope = outer
    slots = tuple(reversed(block.slots))
    ty = tail.ty if tail is not None else UNIT_TY
    told = [c for c in children if c.type != "empty_statement"]
    if tail is None and steps and told and _diverges(told[-1]):
        ty = None
    return Code(_run(steps, tail.value if tail is not None else None, slots), ty)


def _diverges(node: Node) -> bool:
    inner = node.named_children[0] if node.type == "expression_statement" and node.named_children else node
    return inner.type in ("return_expression", "break_expression", "continue_expression", "loop_expression", "macro_invocation")


def _run(
    steps: list[Callable[[Frame], Any]], tail: Callable[[Frame], Any] | None, slots: tuple[int, ...]
) -> Callable[[Frame], Any]:
    """The block as one function, in the cheapest form that its parts allow."""
    if not slots:
        if not steps:
            return tail or (lambda frame: UNIT)
        if len(steps) == 1 and tail is None:
            only = steps[0]

            def single(frame: Frame) -> Any:
                only(frame)
                return UNIT

            return single

        def plain(frame: Frame) -> Any:
            for step in steps:
                step(frame)
            return UNIT if tail is None else tail(frame)

        return plain

    def owning(frame: Frame) -> Any:
        try:
            for step in steps:
                step(frame)
            value = UNIT if tail is None else tail(frame)
        except Leaving as leaving:
            leave(frame, slots, leaving)
            raise
        try:
            end_slots(frame, slots)
        except Leaving:
            drop_value(frame[0], value)
            raise
        return value

    return owning


def _statements(body: Lowering, children: list[Node], hint: Ty | None) -> tuple[list[Callable[[Frame], Any]], Code | None]:
    steps: list[Callable[[Frame], Any]] = []
    tail: Code | None = None
    attributes: list[str] = []
    for n, child in enumerate(children):
        kind = child.type
        if kind == "empty_statement":  # after `{ … };` it says that the block is not the value of what is around it
            continue
        if kind == "attribute_item":
            attributes.append(body.text(child))
            continue
        condition = in_this_build(attributes)
        attributes = []
        if kind in ITEMS or condition is False:
            continue
        if condition is None:
            steps.append(body.unknown(child, "cfg that depends on the build").value)
            continue
        before, body.temporaries = body.temporaries, False
        if kind == "let_declaration":
            steps.append(with_temporaries(body, before, _let(body, child)))
            continue
        inner, ended = child, False
        if kind == "expression_statement":
            inner = child.named_children[0] if child.named_children else child
            ended = child.children[-1].type == ";"
            if inner.type in _SKIPPED or inner.type == "attribute_item":
                parts = [c for c in child.named_children if c.type not in _SKIPPED]
                if any(c.type == "attribute_item" for c in parts):
                    steps.append(body.unknown(child, "attribute inside a statement").value)
                    body.temporaries = before
                    continue
                inner = parts[0] if parts else child
        if n == len(children) - 1 and not ended:
            tail = body.lower(inner, hint)
            if body.scope.program.edition >= "2024":
                tail = Code(with_temporaries(body, before, tail.value), tail.ty)
            else:
                body.temporaries = before or body.temporaries
            continue
        steps.append(with_temporaries(body, before, _effect(body.lower(inner, None))))
    return steps, tail


def _effect(code: Code) -> Callable[[Frame], Any]:
    """An expression statement: its value is dropped; a place is only looked at."""
    if code.place is not None:
        value = code.value  # `x;` moves x out, and drops it

        def moved(frame: Frame) -> Any:
            drop_value(frame[0], value(frame))

        return moved
    if is_idle(code.ty):
        return code.value
    value = code.value

    def dropped(frame: Frame) -> Any:
        held = value(frame)
        if type(held) not in PLAIN:
            drop_value(frame[0], held)

    return dropped


# ------------------------------------------------------------------------------------------------------------------ let


def _let(body: Lowering, node: Node) -> Callable[[Frame], Any]:
    pattern, written = node.child_by_field_name("pattern"), node.child_by_field_name("type")
    value_node, otherwise = node.child_by_field_name("value"), node.child_by_field_name("alternative")
    assert pattern is not None
    declared = parse_type(body.scope, written) if written is not None else None
    if declared is None or declared.head == "_":
        declared = body.facts.known.get(
            body.base + (pattern.named_children[-1] if pattern.type == "mut_pattern" else pattern).start_byte
        )
    if value_node is None:
        return _uninitialised(body, pattern, declared)
    _extend(body, value_node, pattern)
    code = body.lower(value_node, declared)
    ty = declared if declared is not None and declared.head != "_" else code.ty
    other = body.lower(otherwise, None).value if otherwise is not None else None
    if pattern.type == "mut_pattern":
        pattern = pattern.named_children[-1]
    if pattern.type == "identifier" and other is None:
        text = body.text(pattern)
        if not text[0].isupper():
            _link(body, value_node, pattern, ty)
            return _simple(code, body.declare(text.removeprefix("r#"), ty, pattern), declared)
    if pattern.type == "_" and not pattern.is_named:
        return code.place if code.place is not None else _effect(code)
    return _destructured(body, node, pattern, code, ty, other)


def _link(body: Lowering, value: Node, pattern: Node, ty: Ty | None) -> None:
    """`let a = b;` of numbers: the two have one type; so have `a` and every variable in a sum."""
    waiting = [value] if is_open(ty) else []
    while waiting:
        node = waiting.pop()
        if node.type == "identifier":
            local = body.find(body.text(node).removeprefix("r#"))
            if local is not None and is_open(local.ty):
                body.facts.link(body.base + pattern.start_byte, local.at)
        elif node.type in ("parenthesized_expression", "unary_expression", "binary_expression"):
            waiting += node.named_children


def _simple(code: Code, slot: int, declared: Ty | None) -> Callable[[Frame], Any]:
    value = code.value
    if declared is not None and declared.ints:

        def coerced(frame: Frame) -> None:
            frame[slot] = coerce(value(frame), declared)

        return coerced

    def plain(frame: Frame) -> None:
        frame[slot] = value(frame)

    return plain


def _uninitialised(body: Lowering, pattern: Node, declared: Ty | None) -> Callable[[Frame], Any]:
    if pattern.type == "mut_pattern":
        pattern = pattern.named_children[-1]
    if pattern.type != "identifier":
        return body.unknown(pattern, "declaration of several variables without values").value
    body.declare(body.text(pattern), declared, pattern)
    return lambda frame: None


def _destructured(body: Lowering, node: Node, pattern: Node, code: Code, ty: Ty | None, other: Any) -> Callable[[Frame], Any]:
    """`let pattern = value else { … };`: what the pattern leaves of a value that is no place goes at the end of the statement."""
    failure = body.failure(node, "pattern that does not match")
    try:
        lowered = lower_pattern(body, pattern, ty)
    except Unknown as unknown:
        return body.unknown(pattern, str(unknown)).value
    test, bind = lowered.test, lowered.bind
    place, value = code.place, code.value
    if place is None and not is_idle(code.ty):
        body.temporaries = True
    if "ref" in body.text(pattern).split() and place is None:
        slot = body.slot()
        body.own(slot, code.ty)
    else:
        slot = 0

    def run(frame: Frame) -> Any:
        if place is not None:
            box, key = place(frame)
        elif slot:
            frame[slot] = value(frame)
            box, key = frame, slot
        else:
            box, key = [value(frame)], 0
            if type(box[0]) not in PLAIN:
                frame[1].append(box)
        if test is not None and not test(frame, box, key):
            if other is None:
                raise failure
            return other(frame)
        if bind is not None:
            bind(frame, box, key, MOVE)
        return None

    return run


def _extend(body: Lowering, node: Node, pattern: Node | None = None) -> None:
    """Marks the temporaries of an initialiser that live as long as the variable: operands of `&` that end up in it."""
    kind = node.type
    if kind == "reference_expression":
        operand = node.child_by_field_name("value")
        while operand is not None:
            body.extended.add(operand.id)
            if operand.type not in ("field_expression", "index_expression", "parenthesized_expression"):
                break
            operand = operand.child_by_field_name("value") or operand.named_children[0]
        if operand is not None:
            _extend(body, operand)
    elif kind in ("tuple_expression", "array_expression", "parenthesized_expression"):
        for child in node.named_children:
            _extend(body, child)
    elif kind == "struct_expression":
        inner = node.child_by_field_name("body")
        for child in inner.named_children if inner is not None else ():
            value = child.child_by_field_name("value")
            if value is not None:
                _extend(body, value)
    elif kind == "type_cast_expression":
        value = node.child_by_field_name("value")
        if value is not None:
            _extend(body, value)
    elif kind == "block" and node.named_children:
        _extend(body, node.named_children[-1])


__all__ = ["lower_block"]
