"""From node to meaning: the table of expressions. A kind that is not in it becomes code that raises `Unsupported` when it is reached.

This module decides which function lowers a node; the functions are in the files that the table names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.behaviour import blocks, calls, control, functions, literals, loops, making, operators, paths, reaching
from uowgen.behaviour.outcomes import Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.code import Code, Lowering
    from uowgen.behaviour.types import Ty
    from uowgen.grammar import Node

_DEEPEST = 300


def lower(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """The expression at `node`. `hint` is the type that the context expects, if it says one. Total: never raises for what it reads."""
    found = EXPRESSIONS.get(node.type)
    if found is None:
        return body.unknown(node)
    depth, blocks, loops, scope, made = body.depth, len(body.blocks), len(body.loops), body.scope, body.temporaries
    body.depth = depth + 1
    try:
        if depth >= _DEEPEST:
            return body.unknown(node, "nested too deep")
        code = found(body, node, hint)
        branches = body.scope.program.branches
        return code if branches is None else branches.marked(body, node, code)
    except Unknown as unknown:
        del body.blocks[blocks:], body.loops[loops:]
        body.scope, body.temporaries = scope, made
        return body.unknown(node, str(unknown))
    finally:
        body.depth = depth


def _macro(body: Lowering, node: Node, hint: Ty | None) -> Code:
    from uowgen.behaviour.macros import lower_macro

    return lower_macro(body, node, hint)


def _cast(body: Lowering, node: Node, hint: Ty | None) -> Code:
    from uowgen.behaviour.casts import cast

    return cast(body, node, hint)


def _await(body: Lowering, node: Node, hint: Ty | None) -> Code:
    from uowgen.behaviour.futures import awaited

    return awaited(body, node, hint)


EXPRESSIONS: dict[str, Callable[[Lowering, Node, Ty | None], Code]] = {
    "identifier": paths.lower_path,
    "self": paths.lower_path,
    "scoped_identifier": paths.lower_path,
    "generic_function": paths.lower_path,
    "integer_literal": literals.integer,
    "float_literal": literals.floating,
    "boolean_literal": literals.boolean,
    "string_literal": literals.string,
    "raw_string_literal": literals.string,
    "char_literal": literals.character,
    "negative_literal": literals.negative,
    "unit_expression": literals.unit,
    "block": blocks.lower_block,
    "unsafe_block": making.inner_block,
    "const_block": making.inner_block,
    "parenthesized_expression": making.parenthesized,
    "tuple_expression": making.tuple_of,
    "array_expression": making.array_of,
    "struct_expression": making.struct_of,
    "field_expression": reaching.field_of,
    "index_expression": reaching.element_of,
    "reference_expression": reaching.reference_to,
    "type_cast_expression": _cast,
    "range_expression": making.range_of,
    "try_expression": control.tried,
    "unary_expression": operators.unary,
    "binary_expression": operators.binary,
    "assignment_expression": operators.assign,
    "compound_assignment_expr": operators.compound_assign,
    "call_expression": calls.lower_call,
    "closure_expression": functions.lower_closure,
    "if_expression": control.conditional,
    "match_expression": control.match,
    "let_condition": control.let_condition,
    "let_chain": control.let_chain,
    "return_expression": control.returned,
    "loop_expression": loops.endless,
    "while_expression": loops.while_loop,
    "for_expression": loops.for_loop,
    "break_expression": loops.broken,
    "continue_expression": loops.continued,
    "macro_invocation": _macro,
    "await_expression": _await,
}
