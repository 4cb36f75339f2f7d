"""Loops, `break` and `continue`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.code import Block, Code, with_temporaries
from uowgen.behaviour.control import condition
from uowgen.behaviour.drops import drop_value, end_slots, end_temporaries, leave
from uowgen.behaviour.outcomes import Break, Continue, Leaving, LimitReached, Unknown
from uowgen.behaviour.patterns import MOVE, lower_pattern
from uowgen.behaviour.types import NEVER, UNIT_TY, Ty, peeled
from uowgen.behaviour.values import MOVED, PLAIN, UNIT

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.code import Frame, Lowering
    from uowgen.grammar import Node


def _enter(body: Lowering, node: Node) -> int:
    label = next((c for c in node.children[:1] if c.type == "label"), None)
    number = body.label()
    body.loops.append((body.text(label) if label is not None else "", number, True))
    return number


def _round(body: Lowering, node: Node, number: int) -> Callable[[Frame], Any]:
    """One round of a loop's block: `continue` ends it."""
    block = node.child_by_field_name("body")
    assert block is not None
    before, body.temporaries = body.temporaries, False
    inner = with_temporaries(body, before, body.lower(block, None).value)
    if b"continue" not in body.scope.file.source.data[block.start_byte : block.end_byte]:
        return inner

    def run(frame: Frame) -> Any:
        try:
            return inner(frame)
        except Continue as next_round:
            if next_round.label != number:
                raise
            return UNIT

    return run


def _count(frame: Frame) -> None:
    machine = frame[0]
    machine.steps -= 1
    if machine.steps < 0:
        raise LimitReached("steps")


def endless(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`loop { … }`."""
    number = _enter(body, node)
    run = _round(body, node, number)
    body.loops.pop()

    def value(frame: Frame) -> Any:
        try:
            while True:
                _count(frame)
                run(frame)
        except Break as left:
            if left.label != number:
                raise
            return left.value

    return Code(value, hint)


def while_loop(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`while … { }`, with `let` or without."""
    asked = node.child_by_field_name("condition")
    assert asked is not None
    number = _enter(body, node)
    outer, body.temporaries = body.temporaries, False
    body.blocks.append(Block())
    test = condition(body, asked)
    scrutinee = body.temporaries
    run = _round(body, node, number)
    slots = tuple(reversed(body.blocks.pop().slots))
    body.loops.pop()

    def round_of(frame: Frame) -> bool:
        try:
            if not test(frame):
                end_slots(frame, slots)
                return False
            run(frame)
        except Leaving as leaving:
            leave(frame, slots, leaving)
            raise
        end_slots(frame, slots)
        return True

    body.temporaries = scrutinee
    once = with_temporaries(body, outer, round_of)

    def value(frame: Frame) -> Any:
        try:
            while once(frame):
                _count(frame)
        except Break as left:
            if left.label != number:
                raise
        return UNIT

    return Code(value, UNIT_TY)


def for_loop(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`for pattern in values { … }`."""
    from uowgen.behaviour.library import iterate
    from uowgen.behaviour.paths import Site

    pattern, values = node.child_by_field_name("pattern"), node.child_by_field_name("value")
    assert pattern is not None and values is not None
    number = _enter(body, node)
    outer, body.temporaries = body.temporaries, False
    code = body.lower(values, None)
    made = body.temporaries
    source = code.value
    item_ty = _item(code.ty)
    body.blocks.append(Block())
    lowered = lower_pattern(body, pattern, item_ty)
    test, bind = lowered.test, lowered.bind
    run = _round(body, node, number)
    slots = tuple(reversed(body.blocks.pop().slots))
    body.loops.pop()
    failure = body.failure(node, "pattern that does not match")
    site = Site(body, node, None)

    def once(frame: Frame, item: Any) -> None:
        box = [item]
        if test is not None and not test(frame, box, 0):
            raise failure
        if bind is not None:
            bind(frame, box, 0, MOVE)
        if slots:
            try:
                run(frame)
            except Leaving as leaving:
                leave(frame, slots, leaving)
                raise
            end_slots(frame, slots)
        else:
            run(frame)
        if type(box[0]) not in PLAIN and box[0] is not MOVED:
            drop_value(frame[0], box[0])

    def value(frame: Frame) -> Any:
        machine = frame[0]
        mark = len(frame[1])
        items: Any = None
        try:
            try:
                items = iterate(machine, site, source(frame))
            except Unknown as unknown:
                raise site.unsupported(unknown) from None
            for item in items:
                machine.steps -= 1
                if machine.steps < 0:
                    raise LimitReached("steps")
                once(frame, item)
        except Break as left:
            if left.label != number:
                _end(frame, items, mark)
                raise
        except Leaving:
            _end(frame, items, mark)
            raise
        _end(frame, items, mark)
        return UNIT

    body.temporaries = outer
    del made
    return Code(value, UNIT_TY)


def _end(frame: Frame, items: Any, mark: int) -> None:
    """Drops what the iterator still holds, then the temporaries that it was made from."""
    rest = getattr(items, "dropped", None)
    if rest is not None:
        rest(frame[0])
    end_temporaries(frame, mark)


def _item(ty: Ty | None) -> Ty | None:
    """The type of the items of a collection of type `ty`, where that is plain."""
    refers = ty is not None and ty.head == "&"
    seen = peeled(ty)
    if seen is None or not isinstance(seen.head, str) or not seen.args:
        return None
    if seen.head in ("Vec", "[", "[;", "VecDeque", "Option"):
        return Ty("&", (seen.args[0],)) if refers else seen.args[0]
    if seen.head in ("Range", "RangeInclusive", "RangeFrom"):
        return seen.args[0]
    return None


def broken(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`break`, `break value`, `break 'label value`."""
    label, inner = _parts(node)
    number = _target(body, body.text(label) if label is not None else "")
    if number is None:
        return body.unknown(node, "break without a loop")
    if inner is None:

        def bare(frame: Frame) -> Any:
            raise Break(number, UNIT)

        return Code(bare, NEVER)
    before, body.temporaries = body.temporaries, False
    value = with_temporaries(body, before, body.lower(inner, None).value)

    def leaving(frame: Frame) -> Any:
        raise Break(number, value(frame))

    return Code(leaving, NEVER)


def continued(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`continue`, `continue 'label`."""
    label, _ = _parts(node)
    number = _target(body, body.text(label) if label is not None else "")
    if number is None:
        return body.unknown(node, "continue without a loop")

    def leaving(frame: Frame) -> Any:
        raise Continue(number)

    return Code(leaving, NEVER)


def _parts(node: Node) -> tuple[Node | None, Node | None]:
    inner = [c for c in node.named_children if c.type not in ("line_comment", "block_comment")]
    label = next((c for c in inner if c.type == "label"), None)
    return label, next((c for c in inner if c.type != "label"), None)


def _target(body: Lowering, label: str) -> int | None:
    for name, number, is_loop in reversed(body.loops):
        if name == label if label else is_loop:
            return number
    return None
