"""The types of variables whose declaration does not say them, learnt from how the body uses them. No expression is typed here.

A body is lowered, and each place where a variable of no known integer type meets a known one is noted; then it is lowered again with
what was noted, until nothing new is found. A variable of which every use is known to leave its type open is an `i32`, as in Rust.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.behaviour.integers import INTS
from uowgen.behaviour.types import LITERAL, Ty

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.code import Lowering
    from uowgen.grammar import Node

MOST_ROUNDS = 6
_I32 = Ty("i32")
_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})
_OPERATORS = frozenset({"+", "-", "*", "/", "%", "&", "|", "^"})


class Facts:
    """What is known of the variables of one body, by the byte at which each is declared."""

    def __init__(self) -> None:
        self.known: dict[int, Ty] = {}
        self.links: dict[int, set[int]] = {}
        self.open: dict[int, Node] = {}  # variables of an integer type that is not known yet: the names as declared
        self.changed = False

    def learn(self, at: int, ty: Ty) -> None:
        """The variable declared at `at` is a `ty`, and so are those that it shares its type with."""
        waiting = [at]
        while waiting:
            one = waiting.pop()
            if one not in self.known:
                self.known[one] = ty
                self.changed = True
                waiting += self.links.get(one, ())

    def link(self, at: int, other: int) -> None:
        """The two variables have one type."""
        self.links.setdefault(at, set()).add(other)
        self.links.setdefault(other, set()).add(at)
        for one, two in ((at, other), (other, at)):
            if one in self.known:
                self.learn(two, self.known[one])


def settled(body: Callable[[Facts], Lowering], node: Node) -> None:
    """Lowers with `body(facts)` again and again until nothing new is learnt of the variables in `node`."""
    facts = Facts()
    for _ in range(MOST_ROUNDS):
        facts.changed = False
        facts.links.clear()
        facts.open.clear()
        lowering = body(facts)
        if not facts.changed and facts.open:
            _default(facts, lowering, node)
        if not facts.changed:
            return


def is_number(ty: Ty | None) -> bool:
    """Whether `ty` is an integer type that is known."""
    return ty is not None and isinstance(ty.head, str) and ty.head in INTS


def is_open(ty: Ty | None) -> bool:
    """Whether `ty` is an integer type that is not known yet."""
    return ty is not None and ty.head == LITERAL.head


# ------------------------------------------------------------------------------------------------------------ the default


def _default(facts: Facts, body: Lowering, node: Node) -> None:
    """Makes an i32 of the variables that nothing in the body can give another type."""
    names: dict[str, list[int]] = {}
    for at, declared in facts.open.items():
        names.setdefault(body.text(declared).removeprefix("r#"), []).append(at)
    free = dict.fromkeys(names, True)
    stack = [node]
    while stack:
        one = stack.pop()
        if one.type in ("identifier", "shorthand_field_identifier"):
            name = body.text(one).removeprefix("r#")
            if free.get(name) and one.start_byte not in facts.open and not _is_open_use(body, one, names):
                free[name] = False
        stack += one.children
    groups = [(at, name) for name, places in names.items() for at in places]
    tied = {at for at, name in groups if not free[name]}
    waiting = list(tied)
    while waiting:
        for other in facts.links.get(waiting.pop(), ()):
            if other not in tied:
                tied.add(other)
                waiting.append(other)
    for at, _ in groups:
        if at not in tied:
            facts.learn(at, _I32)


def _is_open_use(body: Lowering, node: Node, names: dict[str, list[int]]) -> bool:
    """Whether this use of a variable says nothing of its type."""
    while True:
        around = node.parent
        if around is None:
            return False
        kind = around.type
        if kind == "parenthesized_expression" or (kind == "unary_expression" and around.children[0].type in ("-", "!")):
            node = around
            continue
        if kind in ("expression_statement", "type_cast_expression"):
            return True
        if kind == "binary_expression":
            sign = body.text(around.child_by_field_name("operator"))
            left, right = around.child_by_field_name("left"), around.child_by_field_name("right")
            if sign in ("<<", ">>") and node == right:
                return True
            other = right if node == left else left
            if sign not in ("<<", ">>") and (other is None or not _is_open_value(body, other, names)):
                return False
            if sign in _COMPARISONS:
                return True
            if sign not in _OPERATORS and sign not in ("<<", ">>"):
                return False
            node = around
            continue
        if kind == "compound_assignment_expr":
            left, right = around.child_by_field_name("left"), around.child_by_field_name("right")
            if body.text(around.child_by_field_name("operator")) in ("<<=", ">>="):
                return True
            other = right if node == left else left
            return other is not None and _is_open_value(body, other, names)
        if kind == "assignment_expression":
            other = around.child_by_field_name("right" if node == around.child_by_field_name("left") else "left")
            return other is not None and _is_open_value(body, other, names)
        if kind == "let_declaration":
            pattern = around.child_by_field_name("pattern")
            if pattern is not None and pattern.type == "mut_pattern":
                pattern = pattern.named_children[-1]
            return pattern is not None and body.text(pattern).removeprefix("r#") in names
        if kind == "token_tree":
            return _is_printed(body, node, around, names)
        if kind == "range_expression":
            loop = around.parent
            others = [c for c in around.named_children if c != node]
            return (
                loop is not None
                and loop.type == "for_expression"
                and body.text(loop.child_by_field_name("pattern")) in {*names, "_"}
                and all(_is_open_value(body, c, names) for c in others)
            )
        return False


def _is_open_value(body: Lowering, node: Node, names: dict[str, list[int]]) -> bool:
    """Whether the value is made of literals without suffix and variables of open types alone."""
    kind = node.type
    if kind == "integer_literal":
        return not any(body.text(node).endswith(name) for name in INTS)
    if kind == "identifier":
        return body.text(node).removeprefix("r#") in names
    if kind == "parenthesized_expression" or kind == "unary_expression":
        return bool(node.named_children) and _is_open_value(body, node.named_children[-1], names)
    if kind == "binary_expression":
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        sign = body.text(node.child_by_field_name("operator"))
        if left is None or right is None or not (sign in _OPERATORS or sign in ("<<", ">>")):
            return False
        return _is_open_value(body, left, names) and (sign in ("<<", ">>") or _is_open_value(body, right, names))
    return False


_PRINTING = frozenset(
    {"print", "println", "eprint", "eprintln", "format", "write", "writeln", "panic", "trace", "debug", "info", "warn"}
)


def _is_printed(body: Lowering, node: Node, tokens: Node, names: dict[str, list[int]]) -> bool:
    """Whether the token stands in an argument of a macro that only prints it, alone or in a sum of open values."""
    call = tokens.parent
    name = body.text(call.child_by_field_name("macro")) if call is not None and call.type == "macro_invocation" else ""
    if name not in _PRINTING:
        return False
    inside: list[Node] = []
    for child in tokens.children[1:-1]:
        if child.type != ",":
            inside.append(child)
        elif node in inside:
            break
        else:
            inside = []
    return all(
        (one.type == "identifier" and body.text(one).removeprefix("r#") in names)
        or (one.type == "integer_literal" and not any(body.text(one).endswith(suffix) for suffix in INTS))
        or body.text(one) in _OPERATORS
        for one in inside
    )
