"""The calls that stand in a piece of code, and where a path of names is used at all.

Comments and strings never count, nor code under a `cfg` that no ordinary build satisfies. Whether a call is reached is not decided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.facts.condition import condition_of

if TYPE_CHECKING:
    from uowgen.facts.code import CodeFile
    from uowgen.grammar import Node

_COMMENTS = frozenset({"line_comment", "block_comment"})
_MOST_NODES = 400_000


class Call(NamedTuple):
    """One call: `path` as written without white space and generic arguments (`GPU.lock`, `mmu::flush`), and its 1-based line.

    `sure` is False for tokens inside a macro call, which look like a call but whose meaning the macro decides.
    """

    path: str
    file: str
    line: int
    sure: bool

    def matches(self, wanted: str) -> bool:
        """Whether this is a call of `wanted`, a name or the end of a path (`lock`, `GPU.lock`, `Guard::new`)."""
        return self.path == wanted or self.path.endswith((f".{wanted}", f"::{wanted}"))


def calls_in(file: CodeFile, root: Node) -> tuple[Call, ...]:
    """Every call below `root` that an ordinary build has, in document order."""
    found: list[Call] = []
    stack = [root]
    visited = 0
    while stack and visited < _MOST_NODES:
        node = stack.pop()
        visited += 1
        if node.type in _COMMENTS:
            continue
        if node.type == "call_expression":
            function = node.child_by_field_name("function")
            if function is not None:
                found.append(Call(path_of(file.rust.text(function)), file.path, file.rust.source.line_of(node.start_byte), True))
        elif node.type == "token_tree":
            found += _in_tokens(file, node)
            continue
        stack.extend(reversed(living(file, node)))
    return tuple(sorted(found, key=lambda c: c.line))


def macros_in(file: CodeFile, root: Node) -> tuple[Call, ...]:
    """Every macro call below `root` that an ordinary build has, in document order, with `!` behind its path; none inside another one."""
    found: list[Call] = []
    stack = [root]
    while stack:
        node = stack.pop()
        macro = node.child_by_field_name("macro") if node.type == "macro_invocation" else None
        if macro is not None:
            found.append(Call(path_of(file.rust.text(macro)) + "!", file.path, file.rust.source.line_of(node.start_byte), True))
        elif node.type not in _COMMENTS:
            stack.extend(reversed(living(file, node)))
    return tuple(found)


def call_nodes(file: CodeFile, root: Node, wanted: str) -> tuple[tuple[Node, Call], ...]:
    """The call expressions of `wanted` below `root` that an ordinary build has, each with its node; not those in macro calls."""
    lines = {c.line for c in calls_in(file, root) if c.sure and c.matches(wanted)}
    found: list[tuple[Node, Call]] = []
    stack = [root] if lines else []
    while stack:
        node = stack.pop()
        function = node.child_by_field_name("function") if node.type == "call_expression" else None
        if function is not None:
            call = Call(path_of(file.rust.text(function)), file.path, file.rust.source.line_of(node.start_byte), True)
            if call.matches(wanted) and call.line in lines:
                found.append((node, call))
        stack.extend(reversed(living(file, node)))
    return tuple(found)


def arguments_of(file: CodeFile, root: Node, call: Call) -> int | None:
    """How many arguments `call`, one of `calls_in(file, root)`, passes (self of a method not counted); None if it is not found."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type == "call_expression" and file.rust.source.line_of(node.start_byte) == call.line:
            function, given = node.child_by_field_name("function"), node.child_by_field_name("arguments")
            if function is not None and given is not None and path_of(file.rust.text(function)) == call.path:
                return sum(child.type not in _COMMENTS and child.type != "attribute_item" for child in given.named_children)
        stack.extend(node.named_children)
    return None


def living(file: CodeFile, node: Node) -> list[Node]:
    """The children of `node` but those behind an attribute that keeps them out of ordinary builds."""
    kept: list[Node] = []
    attributes: list[str] = []
    for child in node.named_children:
        if child.type == "attribute_item":
            attributes.append(file.rust.text(child))
            continue
        if child.type in _COMMENTS:
            continue
        if not attributes or condition_of(tuple(attributes)) in ("always", "sometimes"):
            kept.append(child)
        attributes = []
    return kept


def _in_tokens(file: CodeFile, tree: Node) -> list[Call]:
    """What looks like a call among the tokens of a macro call: a name directly before an opening parenthesis."""
    found: list[Call] = []
    stack = [tree]
    while stack:
        node = stack.pop()
        path, previous_ends = "", -1
        for child in node.children:
            text = file.rust.text(child)
            if child.type == "token_tree":
                if path and text.startswith("(") and child.start_byte == previous_ends:
                    found.append(Call(path.strip(".:"), file.path, file.rust.source.line_of(child.start_byte), False))
                stack.append(child)
                path = ""
            elif child.type in ("identifier", "self", "type_identifier") or text in (".", "::"):
                path = path + text if child.start_byte == previous_ends or not path else text
            else:
                path = ""
            previous_ends = child.end_byte
    return found


def path_of(text: str) -> str:
    """`a . b :: <T> :: c` as `a.b::c`; the arguments of calls in a chain (`a.b().c`) stay as `()`."""
    out: list[str] = []
    angle = round_ = 0
    squeezed = "".join(text.split())
    for at, ch in enumerate(squeezed):
        if ch == "(":
            if round_ == 0 and angle == 0:
                out.append("()")
            round_ += 1
        elif ch == ")":
            round_ -= 1
        elif ch == "<" and round_ == 0:
            angle += 1
        elif ch == ">" and round_ == 0 and squeezed[at - 1] != "-":
            angle -= 1
        elif angle == 0 and round_ == 0:
            out.append(ch)
    return "".join(out).replace("::::", "::").removesuffix("::")
