"""The names in a call, an assignment or a condition, and which of them name the thing itself that it is about."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form, parts
from uowgen.facts.calls import path_of

if TYPE_CHECKING:
    from uowgen.facts.code import CodeFile
    from uowgen.grammar import Node

_NAMES = frozenset({"identifier", "field_identifier", "type_identifier", "shorthand_field_identifier"})
_HOLDING = frozenset("lock lock_irq lock_irqsave borrow_mut write as_mut get_mut as_ref unwrap expect".split())
HANDLES = _HOLDING | frozenset(
    "iter iter_mut into_iter clone into as_slice as_mut_slice to_vec to_owned deref deref_mut inner 0".split()
)
_STANDING_FOR = frozenset(
    form(w) for w in "address addr start base id index idx ptr pointer number key handle descriptor pid usize u64 slice".split()
)


def split_call(file: CodeFile, call: Node) -> tuple[str, str]:
    """The receiver or path before the name of what is called, with dots only, and the name: `self.pages.lock` and `clear`."""
    function = call.child_by_field_name("function")
    path = path_of(file.rust.text(function)).replace("::", ".").replace("()", "").replace("?", "") if function is not None else ""
    receiver, _, name = path.rpartition(".")
    while receiver.rpartition(".")[2] in _HOLDING and "." in receiver:  # `self.list.lock().remove(x)` removes from `list`
        receiver = receiver.rpartition(".")[0]
    return receiver, name


def last_of(path: str) -> str:
    return path.replace("::", ".").rpartition(".")[2]


def squeezed(file: CodeFile, node: Node) -> str:
    return "".join(file.rust.text(node).split())


def names_below(file: CodeFile, node: Node) -> list[str]:
    """The identifiers below `node`, but those in the bodies of closures."""
    found: list[str] = []
    stack = [node]
    while stack:
        one = stack.pop()
        if one.type in _NAMES:
            found.append(file.rust.text(one).removeprefix("r#"))
        if one.type != "closure_expression":
            stack.extend(reversed(one.named_children))
    return found


def heads_below(file: CodeFile, node: Node) -> list[str]:
    """The identifiers below `node` that name a thing itself, not one of which a part is taken: of `page.table` the `table`.

    What only stands for the thing is passed over: `page.start_address()` is the page.
    """
    found: list[str] = []
    stack = [node]
    while stack:
        one = stack.pop()
        if one.type in _NAMES and not _is_taken_apart(file, one):
            found.append(file.rust.text(one).removeprefix("r#"))
        if one.type != "closure_expression":
            stack.extend(reversed(one.named_children))
    return found


def _is_taken_apart(file: CodeFile, name: Node) -> bool:
    at = name
    if at.parent is not None and at.parent.type == "field_expression" and at.parent.child_by_field_name("field") == at:
        at = at.parent
    while at.parent is not None and at.parent.type == "field_expression" and at.parent.child_by_field_name("value") == at:
        field = at.parent.child_by_field_name("field")
        last = parts(file.rust.text(field))[-1:] if field is not None else ()
        if field is None or (last and last[0] not in _STANDING_FOR and file.rust.text(field) not in HANDLES):
            return True
        at = at.parent
        if at.parent is not None and at.parent.type == "call_expression" and at.parent.child_by_field_name("function") == at:
            at = at.parent
    return False


def words_below(file: CodeFile, node: Node) -> list[str]:
    return [p for name in names_below(file, node) for p in parts(name)]


def bound_to(file: CodeFile, call: Node) -> list[str]:
    """The names that a `let` gives to the value that `call`, or a chain that begins with it, makes."""
    at = call
    while at.parent is not None and at.parent.type in ("call_expression", "field_expression", "try_expression", "await_expression"):
        if at.parent.type == "call_expression" and at.parent.child_by_field_name("function") != at:
            return []
        at = at.parent
    if at.parent is None or at.parent.type not in ("let_declaration", "let_condition"):
        return []
    pattern = at.parent.child_by_field_name("pattern")
    return names_below(file, pattern) if pattern is not None else []
