"""What a function's body does, step by step: calls, assignments, macro calls, awaits and refusals in the order of evaluation.

Each step knows the branches that lead to it and which of them every run has passed that comes to it, so that “whenever this is reached,
that has been done” can be told from the syntax alone. Which branch is taken is not known.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from uowgen.facts.condition import condition_of

if TYPE_CHECKING:
    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.grammar import Node

Sort = Literal["call", "assign", "macro", "await", "refusal", "exit", "make", "end"]

_COMMENTS = frozenset({"line_comment", "block_comment"})
_ITEMS = frozenset(
    "function_item struct_item enum_item impl_item trait_item const_item static_item mod_item use_declaration type_item "
    "macro_definition union_item".split()
)
_LOOPS = frozenset({"while_expression", "for_expression", "loop_expression"})
_LEAVING = frozenset({"return_expression", "break_expression", "continue_expression"})
_PANICS = frozenset({"panic", "unreachable", "todo", "unimplemented"})
_STRAIGHT = frozenset({"block", "expression_statement", "unsafe_block", "parenthesized_expression", "else_clause"})
_DEEPEST = 220

Passed = frozenset[int]


class Step(NamedTuple):
    """One step: its `sort` and node, its place `at` in the order of evaluation.

    `passed` are the branches that a run has gone through when it comes here; `arms` the branching nodes around it with the branch taken
    at each; `loops` those around it. `later` in a closure or async block. A `refusal` is an `if` that leaves the function with an error, an
    `exit` one that leaves it with something else: both stand where the condition has been evaluated. `make` is a struct literal. `end`
    is the end of the block that a `let` stands in: there the value that its one name has kept is dropped, if it is still there.
    """

    sort: Sort
    node: Node
    at: int
    passed: Passed
    arms: tuple[tuple[int, int], ...]
    loops: tuple[int, ...]
    later: bool

    def dominates(self, other: Step) -> bool:
        """Whether this step has been done whenever `other` is come to, in the same turn of every loop around both."""
        return self.at < other.at and self.passed <= other.passed

    def may_follow(self, other: Step) -> bool:
        """Whether one run can make both steps: they do not stand in two branches of one branching."""
        mine = dict(self.arms)
        return all(mine.get(node, arm) == arm for node, arm in other.arms)


class _Place(NamedTuple):
    """What surrounds the node that the walk stands at."""

    passed: Passed
    arms: tuple[tuple[int, int], ...]
    loops: tuple[int, ...]
    later: bool
    depth: int

    def into(self, branching: Node, arm: Node, more: Passed = frozenset()) -> _Place:
        return self._replace(
            passed=self.passed | {arm.start_byte} | more,
            arms=(*self.arms, (branching.start_byte, arm.start_byte)),
            depth=self.depth + 1,
        )


def steps_of(declaration: Declaration) -> tuple[Step, ...] | None:
    """The steps of the function's body in the order of evaluation; None without a body or where it nests too deeply."""
    body = declaration.item.node.child_by_field_name("body")
    return None if body is None else steps_in(declaration.file, body)


def steps_in(file: CodeFile, root: Node) -> tuple[Step, ...] | None:
    """The steps below `root`, a block or an expression; None where it nests too deeply."""
    walk = _Walk(file)
    walk.go(root, _Place(frozenset(), (), (), False, 0))
    return None if walk.too_deep else tuple(walk.found)


class _Walk:
    def __init__(self, file: CodeFile) -> None:
        self.file = file
        self.found: list[Step] = []
        self.too_deep = False

    def go(self, node: Node, place: _Place) -> Passed:
        """Takes up the steps below `node`. Gives the branches that a run has passed that goes on behind it."""
        if place.depth > _DEEPEST:
            self.too_deep = True
        if self.too_deep or node.type in _COMMENTS or node.type in _ITEMS:
            return frozenset()
        inner = place._replace(depth=place.depth + 1)
        if node.type == "if_expression":
            return self._if(node, inner)
        if node.type == "match_expression":
            return self._match(node, inner)
        if node.type in _LOOPS:
            self._loop(node, inner)
            return frozenset()
        if node.type in ("closure_expression", "async_block"):
            body = node.child_by_field_name("body") or node.named_children[-1]
            self.go(body, inner.into(node, body)._replace(later=True))
            return frozenset()
        if node.type == "macro_invocation":
            self._note("macro", node, place)
            return frozenset()
        if node.type == "let_declaration":
            return self._let(node, inner)
        if node.type == "binary_expression" and _operator(node) in ("&&", "||"):
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            if left is not None and right is not None:
                gone = self.go(left, inner)
                self.go(right, _with(inner, gone).into(node, right))
            return frozenset()
        if node.type == "let_chain":
            self._chain(node, inner)
            return frozenset()
        if node.type in ("assignment_expression", "compound_assignment_expr"):
            for field in ("right", "left"):
                side = node.child_by_field_name(field)
                if side is not None:
                    self.go(side, inner)
            self._note("assign", node, place)
            return frozenset()
        if node.type == "try_block" or (node.type == "block" and any(c.type == "label" for c in node.children)):
            inner = inner.into(node, node)  # what stands in it may be left for what stands behind it
        passed: Passed = frozenset()
        for child, condition in _alive(self.file, node):
            here = _with(inner, passed)
            if condition == "sometimes":
                self.go(child, here.into(child, child))
                continue
            gone = self.go(child, here)
            passed |= gone
        if node.type == "call_expression" and not _is_constructor(self.file, node):
            self._note("call", node, _with(place, passed))
        elif node.type == "await_expression":
            self._note("await", node, place)
        elif node.type == "struct_expression":
            self._note("make", node, place)
        elif node.type == "block":
            for let in reversed([c for c in node.named_children if kept_by(self.file, c)]):
                self._note("end", let, _with(place, passed))
        # Only what surely runs through hands on what it has passed: a block of statements, and what merely wraps one.
        return passed if node.type in _STRAIGHT and not any(c.type == "label" for c in node.children) else frozenset()

    def _if(self, node: Node, place: _Place) -> Passed:
        condition, then, other = (node.child_by_field_name(f) for f in ("condition", "consequence", "alternative"))
        if condition is None or then is None:
            return frozenset()
        self.go(condition, place)
        all_of = _joined(condition, "&&")
        none_of = _joined(condition, "||")
        if other is None and (refuses(self.file, then) or _only_returns(then)):
            self._note("refusal" if refuses(self.file, then) else "exit", node, place)
        gone = self.go(then, place.into(node, then, all_of))
        if other is None:
            return none_of if leaves(self.file, then) else frozenset()
        passed = self.go(other, place.into(node, other, none_of))
        if leaves(self.file, then):
            return frozenset({other.start_byte}) | none_of | passed
        if leaves(self.file, other):
            return frozenset({then.start_byte}) | all_of | gone
        return frozenset()

    def _match(self, node: Node, place: _Place) -> Passed:
        value, body = node.child_by_field_name("value"), node.child_by_field_name("body")
        if value is not None:
            self.go(value, place)
        staying: list[Passed] = []
        for arm, condition in _alive(self.file, body) if body is not None else ():
            pattern, chosen = arm.child_by_field_name("pattern"), arm.child_by_field_name("value")
            there = place.into(node, arm)
            guard = pattern.child_by_field_name("condition") if pattern is not None else None
            if guard is not None:
                self.go(guard, there)
            gone = self.go(chosen, there) if chosen is not None else frozenset()
            if chosen is None or condition == "sometimes" or not leaves(self.file, chosen):
                staying.append(frozenset({arm.start_byte}) | gone)
        return staying[0] if len(staying) == 1 else frozenset()

    def _loop(self, node: Node, place: _Place) -> None:
        asked = node.child_by_field_name("condition") or node.child_by_field_name("value")
        body = node.child_by_field_name("body")
        inside = place._replace(loops=(*place.loops, node.start_byte))
        if asked is not None:
            self.go(asked, place if node.type == "for_expression" else inside)
        if body is not None:
            self.go(body, inside.into(node, body, _joined(asked, "&&") if asked is not None else frozenset()))

    def _let(self, node: Node, place: _Place) -> Passed:
        value, other = node.child_by_field_name("value"), node.child_by_field_name("alternative")
        gone = self.go(value, place) if value is not None else frozenset()
        if other is not None:
            self.go(other, place.into(node, other))
        return gone

    def _chain(self, node: Node, place: _Place) -> None:
        """`let Some(x) = a() && b(x)`: each part is evaluated only if those before it were so."""
        passed: Passed = frozenset()
        for n, part in enumerate(c for c in node.named_children if c.type not in _COMMENTS):
            if n:
                passed |= {part.start_byte}
            self.go(part, place._replace(passed=place.passed | passed))

    def _note(self, sort: Sort, node: Node, place: _Place) -> None:
        self.found.append(Step(sort, node, len(self.found), place.passed, place.arms, place.loops, place.later))


def _with(place: _Place, passed: Passed) -> _Place:
    return place._replace(passed=place.passed | passed) if passed else place


def _operator(node: Node) -> str:
    operator = node.child_by_field_name("operator")
    return (operator.text or b"").decode() if operator is not None else ""


def _joined(condition: Node, operator: str) -> Passed:
    """The right sides of a condition joined by `operator` only: all have been evaluated where it is true (`&&`) or false (`||`)."""
    found: set[int] = set()
    at: Node | None = condition
    while at is not None and at.type == "parenthesized_expression":
        at = at.named_children[0] if at.named_children else None
    if at is not None and at.type == "let_chain" and operator == "&&":
        return frozenset(c.start_byte for c in [c for c in at.named_children if c.type not in _COMMENTS][1:])
    while at is not None and at.type == "binary_expression" and _operator(at) == operator:
        right = at.child_by_field_name("right")
        if right is not None:
            found.add(right.start_byte)
        at = at.child_by_field_name("left")
    return frozenset(found)


def leaves(file: CodeFile, node: Node) -> bool:
    """Whether no run goes on behind `node`: it ends with a `return`, a jump or a panic."""
    at: Node | None = node
    for _ in range(_DEEPEST):
        if at is None:
            return False
        if at.type in _LEAVING:
            return True
        if at.type == "macro_invocation":
            name = at.child_by_field_name("macro")
            return name is not None and file.rust.text(name).split("::")[-1] in _PANICS
        if at.type == "if_expression":
            then, other = at.child_by_field_name("consequence"), at.child_by_field_name("alternative")
            return then is not None and other is not None and leaves(file, then) and leaves(file, other)
        if at.type not in ("block", "expression_statement", "else_clause", "unsafe_block"):
            return False
        below = [c for c in at.named_children if c.type not in _COMMENTS]
        at = below[-1] if below else None
    return False


def refuses(file: CodeFile, block: Node) -> bool:
    """Whether `block` only leaves the function with an `Err`, with nothing but macro calls (a log line) before."""
    below = [c for c in block.named_children if c.type not in _COMMENTS]
    if not below:
        return False
    text = "".join(file.rust.text(below[-1]).split()).rstrip(";")
    for one in below[:-1]:
        inner = one.named_children[0] if one.type == "expression_statement" and one.named_children else one
        if inner.type != "macro_invocation":
            return False
    return text.startswith(("returnErr(", "bail!(")) and text.endswith(")")


def _only_returns(block: Node) -> bool:
    below = [c for c in block.named_children if c.type not in _COMMENTS]
    last = below[0] if len(below) == 1 else None
    last = last.named_children[0] if last is not None and last.type == "expression_statement" and last.named_children else last
    return last is not None and last.type == "return_expression"


def kept_by(file: CodeFile, let: Node) -> str:
    """The one name that a `let` keeps the value of a call under; empty for patterns, plain values and `_`."""
    pattern, value = let.child_by_field_name("pattern"), let.child_by_field_name("value")
    if let.type != "let_declaration" or pattern is None or value is None or pattern.type != "identifier":
        return ""
    return file.rust.text(pattern) if value.type in ("call_expression", "try_expression", "await_expression") else ""


def _is_constructor(file: CodeFile, call: Node) -> bool:
    function = call.child_by_field_name("function")
    path = file.rust.text(function).replace("::", ".") if function is not None else ""
    return path.rpartition(".")[2][:1].isupper()


def _alive(file: CodeFile, node: Node) -> list[tuple[Node, str]]:
    """The children of `node` with the condition under which a build has each, but those that no ordinary build has."""
    kept: list[tuple[Node, str]] = []
    attributes: list[str] = []
    for child in node.named_children:
        if child.type == "attribute_item":
            attributes.append(file.rust.text(child))
            continue
        if child.type in _COMMENTS:
            continue
        own = [file.rust.text(c) for c in child.named_children if c.type == "attribute_item"] if child.type == "match_arm" else []
        condition = condition_of((*attributes, *own)) if attributes or own else "always"
        attributes = []
        if condition in ("always", "sometimes"):
            kept.append((child, condition))
    return kept
