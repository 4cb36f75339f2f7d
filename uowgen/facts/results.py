"""The expressions that a function gives back: at its end, by `return`, by `?`; and the guards `if … { return …; }` at its start.

It follows the syntax only. What an expression evaluates to is not decided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.facts.condition import condition_of

if TYPE_CHECKING:
    from uowgen.facts.code import Declaration
    from uowgen.grammar import Node

_DEEPEST = 60


class Results(NamedTuple):
    """The results of a function: nodes; `open` when others may come about by `?`, macros or code that some builds lack."""

    nodes: tuple[Node, ...]
    open: bool


class Guard(NamedTuple):
    """`if condition { return result; }` that every call reaches; `after` are the names bound or assigned before it.

    `result` is None for a plain `return;`.
    Of `let pattern = value else { return result; }` the condition is `value`, and `pattern` what does not hold.
    """

    condition: str
    result: Node | None
    line: int
    after: frozenset[str]
    pattern: str = ""


def results_of(declaration: Declaration) -> Results:
    """Every expression that the function can give back, those of closures and inner functions not included."""
    body = declaration.item.node.child_by_field_name("body")
    if body is None:
        return Results((), True)
    found: list[Node] = []
    hidden = False
    stack: list[Node] = [body]
    while stack:
        node = stack.pop()
        if node.type in ("closure_expression", "function_item", "async_block", "impl_item", "line_comment", "block_comment"):
            continue
        if node.type == "try_expression" or (node.type == "attribute_item" and b"cfg" in (node.text or b"")):
            hidden = True
        if node.type == "return_expression":
            found += node.named_children[:1]
        stack.extend(node.named_children)
    hidden = _ends(body, found, 0) or hidden
    kept = {n.id: n for n in found}
    return Results(tuple(kept.values()), hidden)


def _ends(node: Node, found: list[Node], depth: int) -> bool:
    """Collects what `node` evaluates to at its ends; whether something could not be followed."""
    if depth > _DEEPEST:
        return True
    children = [c for c in node.named_children if c.type not in ("line_comment", "block_comment", "attribute_item")]
    if node.type in ("block", "unsafe_block", "else_clause", "expression_statement", "parenthesized_expression", "const_block"):
        if not children:
            return node.type == "block" and depth == 0
        last = children[-1]
        if last.type in ("let_declaration", "empty_statement", "macro_invocation") or (
            last.type == "expression_statement" and (last.text or b"").rstrip().endswith(b";")
        ):
            return not _leaves(last)
        return _ends(last, found, depth + 1)
    if node.type == "if_expression":
        then, other = node.child_by_field_name("consequence"), node.child_by_field_name("alternative")
        if then is None or other is None:
            return True
        first = _ends(then, found, depth + 1)
        return _ends(other, found, depth + 1) or first
    if node.type == "match_expression":
        body = node.child_by_field_name("body")
        values = [a.child_by_field_name("value") for a in body.named_children if a.type == "match_arm"] if body is not None else []
        unseen = [v for v in values if v is None or _ends(v, found, depth + 1)]  # every arm is looked at
        return bool(unseen) or not values
    if node.type in ("while_expression", "for_expression", "loop_expression", "macro_invocation"):
        return True
    if node.type == "return_expression":
        return False
    found.append(node)
    return False


def _leaves(node: Node) -> bool:
    inner = node.named_children[:1] if node.type == "expression_statement" else []
    return bool(inner) and inner[0].type == "return_expression"


def guards_of(declaration: Declaration) -> tuple[Guard, ...]:
    """The guards at the start of the body: nothing before them leaves the function, by `return`, `?`, a loop or a macro that panics."""
    body = declaration.item.node.child_by_field_name("body")
    found: list[Guard] = []
    changed: set[str] = set()
    text = declaration.file.rust.text
    for statement in body.named_children if body is not None else ():
        if statement.type in ("line_comment", "block_comment"):
            continue
        if statement.type == "attribute_item":
            if condition_of((text(statement),)) != "always":
                break
            continue
        inner = statement.named_children[0] if statement.type == "expression_statement" and statement.named_children else statement
        if inner.type == "if_expression" and inner.child_by_field_name("alternative") is None:
            condition, then = inner.child_by_field_name("condition"), inner.child_by_field_name("consequence")
            result = returned(then) if then is not None else None
            if result is None and not _plainly_returns(then) and not _may_leave(inner):  # it goes on behind this `if` in any case
                changed |= _bound(declaration, inner)
                continue
            if (
                condition is None
                or (result is None and not _plainly_returns(then))
                or condition.type in ("let_condition", "let_chain")
            ):
                break
            line = declaration.file.rust.source.line_of(inner.start_byte)
            found.append(Guard(" ".join(text(condition).split()), result, line, frozenset(changed)))
            continue
        otherwise = inner.child_by_field_name("alternative") if inner.type == "let_declaration" else None
        if otherwise is not None:
            pattern, value = inner.child_by_field_name("pattern"), inner.child_by_field_name("value")
            result = returned(otherwise)
            if pattern is None or value is None or (result is None and not _plainly_returns(otherwise)) or _may_leave(value):
                break
            line = declaration.file.rust.source.line_of(inner.start_byte)
            found.append(Guard(" ".join(text(value).split()), result, line, frozenset(changed), " ".join(text(pattern).split())))
            changed |= _bound(declaration, pattern) | _names(text(pattern))
            continue
        if _may_leave(inner):
            break
        changed |= _bound(declaration, inner)
    return tuple(found)


def returned(block: Node) -> Node | None:
    """What a block of plain statements ends in returning."""
    children = [c for c in block.named_children if c.type not in ("line_comment", "block_comment")]
    if not children or any(_may_leave(c) for c in children[:-1]):
        return None
    last = children[-1]
    inner = last.named_children[0] if last.type == "expression_statement" and last.named_children else last
    return inner.named_children[0] if inner.type == "return_expression" and inner.named_children else None


def _plainly_returns(block: Node | None) -> bool:
    """Whether a block of plain statements ends in `return;`."""
    children = [c for c in block.named_children if c.type not in ("line_comment", "block_comment")] if block is not None else []
    if not children or any(_may_leave(c) for c in children[:-1]):
        return False
    last = children[-1]
    inner = last.named_children[0] if last.type == "expression_statement" and last.named_children else last
    return inner.type == "return_expression" and not inner.named_children


def _may_leave(node: Node) -> bool:
    stack = [node]
    while stack:
        one = stack.pop()
        if one.type in ("return_expression", "try_expression", "loop_expression", "while_expression", "for_expression"):
            return True
        if one.type == "macro_invocation" and not (one.text or b"").startswith(_QUIET):
            return True
        if one.type == "attribute_item":
            return True
        stack.extend(one.named_children)
    return False


_QUIET = (
    b"trace!",
    b"debug!",
    b"info!",
    b"warn!",
    b"error!",
    b"log::",
    b"println!",
    b"debug_assert",
    b"klog!",
    b"vec!",
    b"format!",
)


def _bound(declaration: Declaration, node: Node) -> set[str]:
    """The names that a statement binds, assigns, or borrows to be changed."""
    found: set[str] = set()
    stack = [node]
    while stack:
        one = stack.pop()
        part = one.child_by_field_name("pattern" if one.type == "let_declaration" else "left")
        if part is not None and one.type in ("let_declaration", "assignment_expression", "compound_assignment_expr"):
            found |= _names(declaration.file.rust.text(part))
        if one.type == "reference_expression" and "mut " in declaration.file.rust.text(one)[:6]:
            found |= _names(declaration.file.rust.text(one))
        if one.type == "call_expression":
            function = one.child_by_field_name("function")
            if function is not None and function.type == "field_expression":
                found.add(declaration.file.rust.text(function).split(".")[0].strip())  # a method may change what it is called on
        stack.extend(one.named_children)
    return found


def _names(text: str) -> set[str]:
    return set("".join(c if c.isalnum() or c == "_" else " " for c in text).split()) - {"mut", "ref", "let"}


def asserts_of(declaration: Declaration) -> tuple[tuple[str, int, frozenset[str]], ...]:
    """The conditions of the `assert!`s at the start of the body, without white space, with their lines and the names changed before each.

    Nothing but other assertions and statements that cannot leave the function stands before them.
    """
    body = declaration.item.node.child_by_field_name("body")
    found: list[tuple[str, int, frozenset[str]]] = []
    changed: set[str] = set()
    for statement in body.named_children if body is not None else ():
        if statement.type in ("line_comment", "block_comment"):
            continue
        inner = statement.named_children[0] if statement.type == "expression_statement" and statement.named_children else statement
        macro = inner.child_by_field_name("macro") if inner.type == "macro_invocation" else None
        if macro is not None and declaration.file.rust.text(macro).rpartition("::")[2] == "assert":
            tokens = next((c for c in inner.named_children if c.type == "token_tree"), None)
            asked = _first_argument("".join(declaration.file.rust.text(tokens)[1:-1].split())) if tokens is not None else ""
            found.append((asked, declaration.file.rust.source.line_of(inner.start_byte), frozenset(changed)))
            continue
        if _may_leave(inner):
            break
        changed |= _bound(declaration, inner)
    return tuple(found)


def _first_argument(text: str) -> str:
    """`text` up to its first comma outside of brackets and texts."""
    depth, quoted = 0, False
    for at, ch in enumerate(text):
        quoted = quoted is not (ch == '"')
        depth += 0 if quoted else {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(ch, 0)
        if ch == "," and depth == 0 and not quoted:
            return text[:at]
    return text
