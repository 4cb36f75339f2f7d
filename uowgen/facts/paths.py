"""The ways through a function's body: what each does in order, what was so at each branch, and how it ends.

It follows the syntax, not values: a loop is gone through once or not at all, and both sides of a branch are gone. Where something is met
that cannot be followed (a macro that nobody knows, code that some builds lack) there is no answer at all.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from uowgen.facts.path_records import Choice, Deed, Path, resolved
from uowgen.facts.path_texts import LEAVES, REMARKS, STRINGS, awaited, condition_of_assertion, mapped_error, operator_of, squeezed
from uowgen.facts.signature import result_of

if TYPE_CHECKING:
    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.grammar import Node

_MOST = 400
_DEEPEST = 120
_COMMENTS = frozenset({"line_comment", "block_comment"})
_ITEMS = frozenset(
    "function_item struct_item enum_item impl_item trait_item const_item static_item mod_item use_declaration type_item empty_statement "
    "macro_definition union_item".split()
)
_PANICS = frozenset({"panic", "unreachable", "todo", "unimplemented"})
_ASSERTIONS = frozenset({"assert", "assert_eq", "assert_ne"})
_LOGS = frozenset({"trace", "debug", "info", "warn", "error"})
_QUIET = frozenset(
    "println print eprintln eprint debug_assert debug_assert_eq debug_assert_ne format concat stringify vec matches".split()
)


class _Open(NamedTuple):
    """A way that goes on: what happened so far, and the text of the value that was evaluated last."""

    events: tuple[Deed | Choice, ...]
    value: str = "()"


class _Lost(Exception):  # noqa: N818
    """Something was met that cannot be followed."""


def paths_of(function: Declaration) -> tuple[Path, ...] | None:
    """Every way through the function's body; None without a body, or where something in it cannot be followed."""
    body = function.item.node.child_by_field_name("body")
    if body is None or function.item.in_macro:
        return None
    walk = _Walk(function.file, of_option=result_of(function).startswith("Option<"))
    try:
        ends = walk.go(awaited(body), [_Open(())])
    except _Lost:
        return None
    line = function.file.rust.source.line_of(body.end_byte)
    return (*walk.closed, *(Path(o.events, "value", resolved(o.value, o.events), line) for o in ends))


class _Walk:
    def __init__(self, file: CodeFile, *, of_option: bool = False) -> None:
        self.file = file
        self.of_option = of_option  # then what `?` tries is there or not, and it gives `None`
        self.closed: list[Path] = []
        self.jumps: list[
            tuple[list[_Open], list[_Open], str]
        ] = []  # of each loop around: what breaks off, what goes on with the next turn, its label
        self.later = False
        self.depth = 0

    def go(self, node: Node, ways: list[_Open]) -> list[_Open]:
        """The ways that go on behind `node`, each with its value."""
        if len(ways) + len(self.closed) > _MOST or self.depth > _DEEPEST:
            raise _Lost
        if not ways or node.type in _COMMENTS or node.type in _ITEMS:
            return ways
        self.depth += 1
        try:
            step = getattr(self, f"_{node.type}", None)
            return step(node, ways) if step is not None else self._plain(node, ways)
        finally:
            self.depth -= 1

    # ------------------------------------------------------------------------------------------------------ straight on

    def _plain(self, node: Node, ways: list[_Open]) -> list[_Open]:
        for child in node.named_children:
            ways = self.go(child, ways)
        text = self._text(node)
        return [o._replace(value=text) for o in ways]

    def _block(self, node: Node, ways: list[_Open]) -> list[_Open]:
        children = [c for c in node.named_children if c.type not in _COMMENTS and c.type not in _ITEMS and not self._is_remark(c)]
        if any(c.type in ("attribute_item", "label") for c in children):
            raise _Lost
        for n, child in enumerate(children):
            ways = self.go(child, ways)
            ends = child.type == "let_declaration" or (
                child.type == "expression_statement" and self.file.rust.text(child).rstrip().endswith(";")
            )
            if ends or n < len(children) - 1:
                ways = [o._replace(value="()") for o in ways]
        return ways if children else [o._replace(value="()") for o in ways]

    def _expression_statement(self, node: Node, ways: list[_Open]) -> list[_Open]:
        return self.go(node.named_children[0], ways) if node.named_children else ways

    def _unsafe_block(self, node: Node, ways: list[_Open]) -> list[_Open]:
        return self.go(node.named_children[-1], ways)

    _else_clause = _unsafe_block

    def _parenthesized_expression(self, node: Node, ways: list[_Open]) -> list[_Open]:
        return self.go(node.named_children[0], ways)

    def _is_remark(self, node: Node) -> bool:
        """Whether an attribute tells the compiler or a formatter something that changes nothing of what is done."""
        return node.type == "attribute_item" and REMARKS.match(self._text(node)) is not None

    def _closure_expression(self, node: Node, ways: list[_Open]) -> list[_Open]:
        """What a closure does is done later, if at all; how it ends is no end of the function."""
        if self._calls_out(node):
            inner = _Walk(self.file)
            inner.later, inner.depth = True, self.depth
            body = node.named_children[-1] if node.type == "async_block" else node.child_by_field_name("body")
            ends = inner.go(body, [_Open(())]) if body is not None else []
            rows = [o.events for o in ends] + [p.events for p in inner.closed]
            deeds = tuple(dict.fromkeys(d for row in rows for d in row if isinstance(d, Deed)))
            ways = [o._replace(events=(*o.events, *(d._replace(later=True) for d in deeds))) for o in ways]
        return [o._replace(value=self._text(node)) for o in ways]

    _async_block = _closure_expression

    def _calls_out(self, node: Node) -> bool:
        stack = [node]
        while stack:
            one = stack.pop()
            if one.type in ("call_expression", "assignment_expression", "compound_assignment_expr", "macro_invocation"):
                return True
            stack.extend(one.named_children)
        return False

    def _let_declaration(self, node: Node, ways: list[_Open]) -> list[_Open]:
        pattern, value = node.child_by_field_name("pattern"), node.child_by_field_name("value")
        other = node.child_by_field_name("alternative")
        if pattern is None or value is None:
            return ways
        ways = self.go(value, ways)
        said = re.sub(r"^mut ", "", self._text(pattern))
        if other is not None:
            failed = [self._chosen(o, o.value, False, node, said) for o in ways]
            if self.go(other, failed):
                raise _Lost
            ways = [self._chosen(o, o.value, True, node, said) for o in ways]
        return [self._did(o, Deed("let", said, "", (o.value,), self._line(node), len(self.jumps), self.later)) for o in ways]

    def _assignment_expression(self, node: Node, ways: list[_Open]) -> list[_Open]:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            raise _Lost
        ways = self.go(right, ways)
        values = [o.value for o in ways]
        sign = operator_of(node) if node.type == "compound_assignment_expr" else ""
        ways = self.go(left, ways)
        if len(ways) != len(values):
            values = [self._text(right)] * len(ways)
        return [
            self._did(o, Deed("assign", self._text(left), sign, (v,), self._line(node), len(self.jumps), self.later))._replace(
                value="()"
            )
            for o, v in zip(ways, values, strict=True)
        ]

    _compound_assignment_expr = _assignment_expression

    # ------------------------------------------------------------------------------------------------------------ calls

    def _call_expression(self, node: Node, ways: list[_Open]) -> list[_Open]:
        function, given = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        if function is None or given is None or function.type == "parenthesized_expression":
            raise _Lost
        named = function.child_by_field_name("function") if function.type == "generic_function" else function
        named = named if named is not None else function
        receiver = ""
        if named.type == "field_expression":
            value, field = named.child_by_field_name("value"), named.child_by_field_name("field")
            if value is None or field is None:
                raise _Lost
            ways = self.go(value, ways)
            receiver, name = self._text(value), self._text(field)
        else:
            path, _, name = self._text(named).rpartition("::")
            receiver = path
        for argument in given.named_children:
            ways = self.go(argument, ways)
        text = self._text(node)
        arguments = tuple(self._text(a) for a in given.named_children if a.type not in _COMMENTS)
        if name in ("unwrap", "expect") and named.type == "field_expression" and not self.later:
            for o in ways:
                failed = self._chosen(o, receiver, False, node, "Some")
                self._close(failed, "panic", arguments[0] if arguments else receiver, node)
            return [self._chosen(o, receiver, True, node, "Some")._replace(value=text) for o in ways]
        if not name[:1].isupper():
            deed = Deed("call", name, receiver, arguments, self._line(node), len(self.jumps), self.later)
            ways = [self._did(o, deed) for o in ways]
        return [o._replace(value=text) for o in ways]

    def _try_expression(self, node: Node, ways: list[_Open]) -> list[_Open]:
        inner = node.named_children[0]
        ways = self.go(inner, ways)
        found: list[_Open] = []
        for o in ways:
            subject, error = mapped_error(o.value)
            pattern = "Some" if self.of_option else "Ok"
            failed = self._chosen(o, subject, False, node, pattern)
            given = "None" if self.of_option else f"Err({error})" if error else subject
            self._close(failed, "value" if error or self.of_option else "error", given, node)
            found.append(self._chosen(o, subject, True, node, pattern)._replace(value=f"{subject}?"))
        return found

    def _macro_invocation(self, node: Node, ways: list[_Open]) -> list[_Open]:
        macro = node.child_by_field_name("macro")
        name = self._text(macro).rpartition("::")[2] if macro is not None else ""
        text = self._text(node)
        if name in _PANICS:
            for o in ways:
                self._close(o, "panic", text, node)
            return []
        if name in _ASSERTIONS:
            condition = condition_of_assertion(self.file, node, name)
            for o in ways:
                self._close(self._chosen(o, condition, False, node), "panic", text, node)
            return [self._chosen(o, condition, True, node)._replace(value="()") for o in ways]
        if name in _LOGS:
            deed = Deed("log", name, "", (text,), self._line(node), len(self.jumps), self.later)
            return [self._did(o, deed)._replace(value="()") for o in ways]
        if name in _QUIET or name == "container_of":
            return [o._replace(value=text) for o in ways]
        if LEAVES.search(STRINGS.sub('""', text)):
            raise _Lost
        deed = Deed("call", f"{name}!", "", (text.partition("!")[2][1:-1],), self._line(node), len(self.jumps), self.later)
        return [self._did(o, deed)._replace(value=text) for o in ways]

    # --------------------------------------------------------------------------------------------------------- branches

    def _if_expression(self, node: Node, ways: list[_Open]) -> list[_Open]:
        condition, then = node.child_by_field_name("condition"), node.child_by_field_name("consequence")
        other = node.child_by_field_name("alternative")
        if condition is None or then is None:
            raise _Lost
        yes, no = self.asked(condition, ways)
        found = self.go(then, yes)
        return found + (self.go(other, no) if other is not None else [o._replace(value="()") for o in no])

    def asked(self, node: Node, ways: list[_Open]) -> tuple[list[_Open], list[_Open]]:
        """The ways on which the condition is so, and those on which it is not."""
        if node.type == "parenthesized_expression":
            return self.asked(node.named_children[0], ways)
        if node.type == "unary_expression" and self._text(node).startswith("!"):
            yes, no = self.asked(node.named_children[0], ways)
            return no, yes
        sign = operator_of(node) if node.type == "binary_expression" else ""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if sign in ("&&", "||") and left is not None and right is not None:
            yes, no = self.asked(left, ways)
            further, not_further = self.asked(right, yes if sign == "&&" else no)
            return (further, no + not_further) if sign == "&&" else (yes + further, not_further)
        if node.type == "let_chain":
            yes, no = ways, []
            for part in node.named_children:
                yes, more = self.asked(part, yes)
                no = no + more
            return yes, no
        if node.type == "let_condition":
            pattern, value = node.child_by_field_name("pattern"), node.child_by_field_name("value")
            if pattern is None or value is None:
                raise _Lost
            ways = self.go(value, ways)
            said = self._text(pattern)
            return (
                [self._chosen(o, o.value, True, node, said) for o in ways],
                [self._chosen(o, o.value, False, node, said) for o in ways],
            )
        ways = self.go(node, ways)
        text = self._text(node)
        return [self._chosen(o, text, True, node) for o in ways], [self._chosen(o, text, False, node) for o in ways]

    def _binary_expression(self, node: Node, ways: list[_Open]) -> list[_Open]:
        if operator_of(node) in ("&&", "||"):
            yes, no = self.asked(node, ways)
            return [o._replace(value="true") for o in yes] + [o._replace(value="false") for o in no]
        return self._plain(node, ways)

    def _match_expression(self, node: Node, ways: list[_Open]) -> list[_Open]:
        value, body = node.child_by_field_name("value"), node.child_by_field_name("body")
        if value is None or body is None:
            raise _Lost
        ways = self.go(value, ways)
        found: list[_Open] = []
        before: list[str] = []
        left = ways
        for arm in body.named_children:
            if arm.type in _COMMENTS:
                continue
            pattern, result = arm.child_by_field_name("pattern"), arm.child_by_field_name("value")
            if (
                arm.type != "match_arm"
                or pattern is None
                or result is None
                or any(c.type == "attribute_item" and not self._is_remark(c) for c in arm.named_children)
            ):
                raise _Lost
            guard = pattern.child_by_field_name("condition")
            # With a guard the arms below may be taken for the same pattern: it is told apart by the “if” behind it.
            said = f"{self._text(pattern.named_children[0])} if" if guard is not None else self._text(pattern)
            taken = [self._chosen(o, o.value, True, arm, said, tuple(before)) for o in left]
            if guard is not None:
                taken, _ = self.asked(guard, taken)
            else:
                before.append(said)
            found += self.go(result, taken)
        return found

    # ------------------------------------------------------------------------------------------------ loops and leaving

    def _for_expression(self, node: Node, ways: list[_Open]) -> list[_Open]:
        value, body = node.child_by_field_name("value"), node.child_by_field_name("body")
        if value is None or body is None:
            raise _Lost
        ways = self.go(value, ways)
        over, pattern = self._text(value), node.child_by_field_name("pattern")
        turns = self._turn(body, ways, over, node, self._text(pattern) if pattern is not None else "")
        return [o._replace(value="()") for o in ways] + turns

    def _while_expression(self, node: Node, ways: list[_Open]) -> list[_Open]:
        condition, body = node.child_by_field_name("condition"), node.child_by_field_name("body")
        if condition is None or body is None:
            raise _Lost
        yes, no = self.asked(condition, ways)
        return [o._replace(value="()") for o in no] + self._turn(body, yes, self._text(condition), node)

    def _loop_expression(self, node: Node, ways: list[_Open]) -> list[_Open]:
        body = node.child_by_field_name("body")
        if body is None:
            raise _Lost
        return self._turn(body, ways, "", node)

    def _turn(self, body: Node, ways: list[_Open], over: str, node: Node, each: str = "") -> list[_Open]:
        deed = Deed("turn", over, each, (over,), self._line(node), len(self.jumps) + 1, self.later)
        label = next((self._text(c) for c in node.children if c.type == "label"), "")
        self.jumps.append(([], [], label))
        ends = self.go(body, [self._did(o, deed) for o in ways])
        broken, gone_on, _ = self.jumps.pop()
        return [o._replace(value="()") for o in (*ends, *gone_on)] + broken

    def _break_expression(self, node: Node, ways: list[_Open]) -> list[_Open]:
        around = self._left(node)
        for child in node.named_children:
            ways = self.go(child, ways) if child.type != "label" else ways
        around[0].extend(ways)
        return []

    def _continue_expression(self, node: Node, ways: list[_Open]) -> list[_Open]:
        self._left(node)[1].extend(ways)
        return []

    def _left(self, node: Node) -> tuple[list[_Open], list[_Open], str]:
        """The loop that is left, or gone on with: the innermost, or the one of that label."""
        label = next((self._text(c) for c in node.named_children if c.type == "label"), "")
        around = [j for j in self.jumps if not label or j[2] == label]
        if not around:
            raise _Lost
        return around[-1]

    def _return_expression(self, node: Node, ways: list[_Open]) -> list[_Open]:
        ways = self.go(node.named_children[0], ways) if node.named_children else [o._replace(value="()") for o in ways]
        for o in ways:
            self._close(o, "value", resolved(o.value, o.events), node)
        return []

    # -------------------------------------------------------------------------------------------------------- the parts

    def _close(self, way: _Open, end: Literal["value", "panic", "error"], value: str, node: Node) -> None:
        self.closed.append(Path(way.events, end, value, self._line(node)))

    def _did(self, way: _Open, deed: Deed) -> _Open:
        return way._replace(events=(*way.events, deed))

    def _chosen(self, way: _Open, text: str, truth: bool, node: Node, pattern: str = "", before: tuple[str, ...] = ()) -> _Open:
        return way._replace(events=(*way.events, Choice(text, truth, pattern, before, self._line(node))))

    def _text(self, node: Node) -> str:
        return squeezed(self.file, node)

    def _line(self, node: Node) -> int:
        return self.file.rust.source.line_of(node.start_byte)
