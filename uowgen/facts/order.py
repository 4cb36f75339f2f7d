"""The calls of a function in the order in which they are evaluated, with the branches and loops that they stand in.

It follows the syntax, not values: which branch is taken is not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.facts.calls import Call, path_of
from uowgen.facts.condition import condition_of

if TYPE_CHECKING:
    from uowgen.facts.code import Declaration
    from uowgen.grammar import Node

_LOOPS = frozenset({"while_expression", "for_expression", "loop_expression"})
# What is evaluated only on some paths: the field of the node, or all of its children.
_BRANCHES = {
    "if_expression": ("consequence", "alternative"),
    "match_expression": ("body",),
    "while_expression": ("body",),
    "for_expression": ("body",),
    "closure_expression": ("body",),
    "let_declaration": ("alternative",),
    "binary_expression": ("right",),
}
_APART = frozenset({"match_arm", "async_block", "else_clause"})
# Macros of the standard library that evaluate nothing but their arguments.
_QUIET = (
    "println print eprintln eprint log trace debug info warn error assert debug_assert assert_eq assert_ne debug_assert_eq "
    "debug_assert_ne panic format write writeln matches vec unreachable todo unimplemented concat stringify env line file"
)
_DEEPEST = 400


class Placed(NamedTuple):
    """A call: its position in the order of evaluation, the branches around it (outermost first, by their bytes), the loops.

    `certain` when it is evaluated whenever the function runs through; `leaves` when the function may end before this call.
    `later` when it stands in a closure or an async block, which may run at another time. `end` is the byte after the call.
    """

    call: Call
    at: int
    branches: tuple[int, ...]
    loops: tuple[int, ...]
    certain: bool
    leaves: bool
    later: bool = False
    start: int = 0
    end: int = 0


class Ordered(NamedTuple):
    """The calls of a body in order, and the macro calls in it that may call something: name, text and line."""

    calls: tuple[Placed, ...]
    macros: tuple[tuple[str, str, int], ...] = ()


def calls_in_order(declaration: Declaration) -> Ordered | None:
    """The calls of the function's body; None when it nests too deeply.

    Constructors of tuple structs and variants (`Some(x)`) are not calls here.
    """
    body = declaration.item.node.child_by_field_name("body")
    if body is None:
        return Ordered(())
    file = declaration.file
    found: list[Placed] = []
    macros: list[tuple[str, str, int]] = []
    apart_from: list[tuple[int, int]] = []  # the closures and async blocks seen
    left = False
    # Each entry: node, branches, loops, depth, and whether its children have been done (a call is evaluated after its arguments).
    stack: list[tuple[Node, tuple[int, ...], tuple[int, ...], bool]] = [(body, (), (), False)]
    while stack:
        node, branches, loops, done = stack.pop()
        if done:
            if node.type in ("return_expression", "try_expression", "break_expression"):
                left = True
                continue
            function = node.child_by_field_name("function")
            path = path_of(file.rust.text(function)) if function is not None else ""
            last = path.replace("::", ".").rpartition(".")[2]
            if last[:1].isupper():
                continue
            call = Call(path, file.path, file.rust.source.line_of(node.start_byte), True)
            later = any(start <= node.start_byte < end for start, end in apart_from)
            certain = not branches and not left
            found.append(Placed(call, len(found), branches, loops, certain, left, later, node.start_byte, node.end_byte))
            continue
        if node.type in ("function_item", "impl_item"):
            continue  # declared here, called elsewhere
        if node.type in ("closure_expression", "async_block"):
            apart_from.append((node.start_byte, node.end_byte))
        if node.type == "macro_invocation":
            name = node.child_by_field_name("macro")
            text = file.rust.text(node)
            last = file.rust.text(name).split("::")[-1] if name is not None else ""
            if last not in _QUIET.split() or "(" in text.partition("(")[2]:
                macros.append((last, text, file.rust.source.line_of(node.start_byte)))
            continue
        if len(branches) > _DEEPEST:
            return None
        if node.type in ("call_expression", "return_expression", "try_expression", "break_expression"):
            stack.append((node, branches, loops, True))
        apart = _BRANCHES.get(node.type, ())
        inner_loops = (*loops, node.start_byte) if node.type in _LOOPS else loops
        below: list[tuple[Node, tuple[int, ...], tuple[int, ...], bool]] = []
        chained = False  # a later part of `let Some(x) = a() && b(x)` is evaluated only if those before it were so
        attributes: list[str] = []
        for n, child in enumerate(node.children):
            if child.type == "attribute_item":
                attributes.append(file.rust.text(child))
                continue
            if not child.is_named or child.type in ("line_comment", "block_comment"):
                continue
            condition = condition_of(tuple(attributes)) if attributes else "always"
            attributes = []
            if condition in ("never", "tests"):
                continue
            field = node.field_name_for_child(n)
            divided = field in apart or child.type in _APART or condition == "sometimes" or chained
            chained = node.type == "let_chain"
            if node.type == "binary_expression" and not any(c.type in ("&&", "||") for c in node.children):
                divided = False
            below.append((child, (*branches, child.start_byte) if divided else branches, inner_loops, False))
        stack.extend(reversed(below))
    return Ordered(tuple(found), tuple(macros))
