"""Conditions, `match`, `?` and `return`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour import prelude
from uowgen.behaviour.code import Block, Code, place_of, with_temporaries
from uowgen.behaviour.drops import drop_value, end_slots, leave
from uowgen.behaviour.outcomes import Leaving, Return, Unknown
from uowgen.behaviour.patterns import MOVE, SHOW, lower_pattern
from uowgen.behaviour.types import BOOL, NEVER, Ty, coerce, is_never
from uowgen.behaviour.values import MOVED, UNIT, Struct

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.code import Frame, Lowering
    from uowgen.grammar import Node


def condition(body: Lowering, node: Node) -> Callable[[Frame], Any]:
    """A condition of `if` or `while`: true or false. Its temporaries end with it unless a `let` in it refers to them."""
    if node.type in ("let_condition", "let_chain"):
        return body.lower(node, BOOL).value
    before, body.temporaries = body.temporaries, False
    return with_temporaries(body, before, body.lower(node, BOOL).value)


def conditional(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`if … { } else { }`, with `let` or without."""
    asked = node.child_by_field_name("condition")
    consequence, alternative = node.child_by_field_name("consequence"), node.child_by_field_name("alternative")
    assert asked is not None and consequence is not None
    outer_temporaries, body.temporaries = body.temporaries, False
    body.blocks.append(Block())
    test = condition(body, asked)
    scrutinee_temporaries, body.temporaries = body.temporaries, False
    then = with_temporaries(body, False, body.lower(consequence, hint).value)
    then_ty = lowered_ty(body, consequence, hint)
    block = body.blocks.pop()
    slots = tuple(reversed(block.slots))
    other: Callable[[Frame], Any] | None = None
    if alternative is not None:
        inner = next(c for c in alternative.named_children if c.type in ("block", "if_expression"))
        code = body.lower(inner, hint)
        other = with_temporaries(body, False, code.value)
        then_ty = then_ty or (code.ty if not is_never(code.ty) else None)
    early = body.scope.program.edition >= "2024" and scrutinee_temporaries
    body.temporaries = outer_temporaries or (scrutinee_temporaries and not early)

    if not slots and not early:

        def plain(frame: Frame) -> Any:
            if test(frame):
                return then(frame)
            return UNIT if other is None else other(frame)

        return Code(plain, then_ty if other is not None else None)

    def matched(frame: Frame) -> tuple[bool, Any]:
        try:
            if not test(frame):
                return False, UNIT
            value = then(frame)
        except Leaving as leaving:
            leave(frame, slots, leaving)
            raise
        end_slots(frame, slots)
        return True, value

    asked_and_done: Callable[[Frame], Any] = matched
    if early:
        body.temporaries = True
        asked_and_done = with_temporaries(body, outer_temporaries, matched)

    def owning(frame: Frame) -> Any:
        done, value = asked_and_done(frame)
        if done:
            return value
        end_slots(frame, slots)  # what an earlier part of a chain has bound
        return UNIT if other is None else other(frame)

    return Code(owning)


def lowered_ty(body: Lowering, node: Node, hint: Ty | None) -> Ty | None:
    """The type of a branch where the context says it."""
    return hint


def let_condition(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`let pattern = value` as a condition; the names live in the innermost block."""
    pattern, value = node.child_by_field_name("pattern"), node.child_by_field_name("value")
    assert pattern is not None and value is not None
    code = body.lower(value, None)
    place = place_of(body, code)
    lowered = lower_pattern(body, pattern, code.ty)
    test, bind = lowered.test, lowered.bind

    def holds(frame: Frame) -> bool:
        box, key = place(frame)
        if test is not None and not test(frame, box, key):
            return False
        if bind is not None:
            bind(frame, box, key, MOVE)
        return True

    return Code(holds, BOOL)


def let_chain(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`let … && condition && …`."""
    parts = [condition(body, c) for c in node.named_children if c.type not in ("line_comment", "block_comment")]
    return Code(lambda frame: all(part(frame) for part in parts), BOOL)


def match(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`match value { … }`."""
    value, listed = node.child_by_field_name("value"), node.child_by_field_name("body")
    assert value is not None and listed is not None
    code = body.lower(value, None)
    place = place_of(body, code)
    failure = body.failure(node, "match without a matching arm")
    arms: list[Callable[[Frame, Any, Any], Any]] = []
    ty: Ty | None = None
    attributes: list[str] = []
    for child in listed.named_children:
        if child.type == "attribute_item":
            attributes.append(body.text(child))
            continue
        if child.type not in ("match_arm", "last_match_arm"):
            continue
        from uowgen.behaviour.modules import in_this_build

        inside = [body.text(c) for c in child.named_children if c.type == "attribute_item"]
        there = in_this_build(attributes + inside)
        attributes = []
        if there is False:
            continue
        if there is None:
            return body.unknown(child, "cfg that depends on the build")
        arm, arm_ty = lower_arm(body, child, code.ty, hint)
        ty = ty or arm_ty
        arms.append(arm)

    def run(frame: Frame) -> Any:
        box, key = place(frame)
        for arm in arms:
            value = arm(frame, box, key)
            if value is not MOVED:
                return value
        raise failure

    return Code(run, ty)


def lower_arm(
    body: Lowering, node: Node, ty: Ty | None, hint: Ty | None, looking: bool = False
) -> tuple[Callable[[Frame, Any, Any], Any], Ty | None]:
    """One arm: gives MOVED, which is no value, if it does not match. `looking`: names show the value, and do not move out of it."""
    pattern, value = node.child_by_field_name("pattern"), node.child_by_field_name("value")
    assert pattern is not None and value is not None
    guard_node = pattern.child_by_field_name("condition")
    body.blocks.append(Block())
    inner = next(c for c in pattern.children if c.type not in ("line_comment", "block_comment", "attribute_item"))
    try:
        lowered = lower_pattern(body, inner, ty)
    except Unknown as unknown:
        body.blocks.pop()
        return _raising(body.unknown(inner, str(unknown))), None
    guard = condition(body, guard_node) if guard_node is not None else None
    before, body.temporaries = body.temporaries, False
    code = body.lower(value, hint)
    run = with_temporaries(body, before, code.value)
    slots = tuple(reversed(body.blocks.pop().slots))
    test, bind, names = lowered.test, lowered.bind, lowered.slots
    if looking:

        def looked(frame: Frame, box: Any, key: Any) -> Any:
            if test is not None and not test(frame, box, key):
                return MOVED
            if guard is None:
                return UNIT
            if bind is not None:
                bind(frame, box, key, SHOW)
            allowed = guard(frame)
            for slot in names:
                frame[slot] = MOVED
            return UNIT if allowed else MOVED

        return looked, None

    def arm(frame: Frame, box: Any, key: Any) -> Any:
        if test is not None and not test(frame, box, key):
            return MOVED
        if guard is not None:
            if bind is not None:
                bind(frame, box, key, SHOW)
            allowed = guard(frame)
            for slot in names:
                frame[slot] = MOVED
            if not allowed:
                end_slots(frame, slots)
                return MOVED
        if bind is not None:
            bind(frame, box, key, MOVE)
        if not slots:
            return run(frame)
        try:
            value = run(frame)
        except Leaving as leaving:
            leave(frame, slots, leaving)
            raise
        end_slots(frame, slots)
        return value

    return arm, code.ty if not is_never(code.ty) else None


def _raising(code: Code) -> Callable[[Frame, Any, Any], Any]:
    return lambda frame, box, key: code.value(frame)


def returned(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`return value`."""
    inner = [c for c in node.named_children if c.type not in ("line_comment", "block_comment")]
    if not inner:

        def bare(frame: Frame) -> Any:
            raise Return(UNIT)

        return Code(bare, NEVER)
    before, body.temporaries = body.temporaries, False
    value = with_temporaries(body, before, body.lower(inner[0], body.returned).value)

    def leaving(frame: Frame) -> Any:
        raise Return(value(frame))

    return Code(leaving, NEVER)


def tried(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`value?`."""
    code = body.lower(node.named_children[0], None)
    value = code.value
    ty = code.ty.args[0] if code.ty is not None and code.ty.head in ("Option", "Result") and code.ty.args else None
    target = body.returned
    wanted = target.args[1] if target is not None and target.head == "Result" and len(target.args) > 1 else None
    failure = body.failure(node, "`?` on a value that is neither Option nor Result")

    def run(frame: Frame) -> Any:
        held = value(frame)
        if type(held) is not Struct:
            asked = getattr(held, "as_tried", None)  # a value of the outside, which learns from it what it is
            if asked is not None and target is not None:
                asked(target.head)
            raise failure
        shape = held.of
        if shape is prelude.OK or shape is prelude.SOME:
            return held[0]
        if shape is prelude.ERR:
            raise Return(prelude.err(converted(frame, held[0], wanted)))
        if shape is prelude.NONE.of:
            raise Return(prelude.NONE)
        drop_value(frame[0], held)
        raise failure

    from uowgen.behaviour.library import convert

    def converted(frame: Frame, error: Any, wanted: Ty | None) -> Any:
        if wanted is None:
            raise failure
        try:
            return convert(frame[0], error, wanted, node_site)
        except Unknown as unknown:
            raise node_site.unsupported(unknown) from None

    from uowgen.behaviour.paths import Site

    node_site = Site(body, node, hint)
    return Code(run, ty)


__all__ = ["coerce", "conditional", "let_chain", "let_condition", "match", "returned", "tried"]
