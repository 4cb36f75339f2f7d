"""`array::from_fn(f)` as the value of a field: how long the array is, the field's own type says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.code import Code
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.paths import Site
from uowgen.behaviour.values import Array

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.code import Frame, Lowering
    from uowgen.behaviour.definitions import Shape
    from uowgen.behaviour.machine import Machine
    from uowgen.behaviour.modules import Scope
    from uowgen.behaviour.types import Ty
    from uowgen.grammar import Node

_NAMES = frozenset({"array::from_fn", "core::array::from_fn", "std::array::from_fn"})


def made_for_field(body: Lowering, node: Node, shape: Shape, index: int, ty: Ty | None) -> Code | None:
    """The code of `array::from_fn(f)` at `node` for the field `index` of `shape`; None if it is something else, or the length is not known."""
    from uowgen.behaviour.calls import evaluated, invoke
    from uowgen.behaviour.definitions import field_nodes
    from uowgen.behaviour.drops import drop_value
    from uowgen.behaviour.outcomes import Leaving

    called, given = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if node.type != "call_expression" or called is None or given is None or body.text(called) not in _NAMES:
        return None
    declared = field_nodes(shape.node, shape.style)[index].child_by_field_name("type")
    length = declared.child_by_field_name("length") if declared is not None and declared.type == "array_type" else None
    text = (length.text or b"").decode("utf-8", "replace") if length is not None else ""
    digits = text.removesuffix("usize").replace("_", "")
    functions = [child for child in given.named_children if child.type not in ("line_comment", "block_comment")]
    own = text in shape.lengths and _is_own(body, node, shape)
    scope = shape.type.scope
    if len(functions) != 1 or length is None or scope is None:
        return None
    reckoned = _reckoned(scope, length) if not digits.isdigit() and not own and text.rpartition("::")[2].isupper() else None
    if not (digits.isdigit() or own or reckoned is not None):
        return None
    code = evaluated([body.lower(functions[0], None).value])
    site = Site(body, node, ty)

    def count(frame: Frame) -> int:
        if digits.isdigit():
            return int(digits)
        if reckoned is not None:
            return reckoned(frame[0])
        bound = (frame[3] or {}).get(text)
        if bound is not None and isinstance(bound.head, str) and bound.head.startswith("const "):
            return int(bound.head[6:])
        known: dict[str, int] = frame[0].program.only_arguments
        if shape.type.name not in known:
            raise site.unsupported(f"const parameter {text} is not known")
        return known[shape.type.name]

    def run(frame: Frame) -> Any:
        (function,) = code(frame)
        made: list[Any] = []
        try:
            for n in range(count(frame)):
                made.append(invoke(frame[0], function, [INTS["usize"](n)]))
        except Leaving:
            for value in made:
                drop_value(frame[0], value)
            raise
        return Array(made)

    return Code(run, ty)


def _reckoned(scope: Scope, length: Node) -> Callable[[Machine], int]:
    """What gives the length that a constant has."""
    from uowgen.behaviour.code import FIRST, Lowering
    from uowgen.behaviour.types import USIZE
    from uowgen.behaviour.values import MOVED

    body = Lowering(scope)
    code = body.lower(length, USIZE).value
    return lambda machine: int(code([machine, [], None, None, *[MOVED] * (body.size - FIRST)]))


def _is_own(body: Lowering, node: Node, shape: Shape) -> bool:
    """Whether it stands in an impl of that very type, whose parameters have the same names."""
    around: Node | None = node
    while around is not None and around.type != "impl_item":
        around = around.parent
    of = around.child_by_field_name("type") if around is not None else None
    listed = around.child_by_field_name("type_parameters") if around is not None else None
    if of is None or listed is None:
        return False
    names = [
        body.text(name)
        for child in listed.named_children
        if child.type == "const_parameter" and (name := child.child_by_field_name("name")) is not None
    ]
    head, _, arguments = body.text(of).partition("<")
    last = arguments.rstrip("> ").rpartition(",")[2].strip()
    return head.rpartition("::")[2].strip() == shape.type.name and names == [last] and last in shape.lengths
