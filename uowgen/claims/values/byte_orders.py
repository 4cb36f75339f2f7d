"""“`total_length` is in network byte order”: all that a field is set to, in the files of the spec, is converted so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files, files_of
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.facts.members import fields_of
from uowgen.facts.uses import integer
from uowgen.model import Evidence
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import CodeFile
    from uowgen.grammar import Node

_BIG = when_used(r"(\.to_be\(\)|^\w+::to_be\([^()]*\)|^hton[sl]\([^()]*\)|\.to_be_bytes\(\))$")
_LITTLE = when_used(r"(\.to_le\(\)|^\w+::to_le\([^()]*\)|\.to_le_bytes\(\))$")


def decide(reading: Reading, case: Case) -> Finding:
    """Fails where it is set to a sum, a cast or what is converted otherwise; what a name stands for is left open."""
    field, order = reading.get("field"), reading.get("order")
    files = [f for f in (case.code.file(p) for p in files_of(case)) if f is not None] or list(block_files(case))
    having = [
        d for f in files for d in f.declarations() if d.item.kind == "struct" and any(m.name == field for m in fields_of(d).all)
    ]
    if len(having) != 1:
        return undecided("subject-ambiguous" if having else "no-subject", f"which `{field}` is meant is not clear", *having[:3])
    wanted, other = (_BIG, _LITTLE) if order == "big" else (_LITTLE, _BIG)
    right: list[Evidence] = []
    open_ = ""
    name = having[0].item.name
    others = [f for p in case.code.paths_with_word(name) if (f := case.code.file(p)) is not None and f not in files]
    for file in [*files, *others]:
        for value, line in _set(file, field, name):
            text = "".join(file.rust.text(value).split()) if value is not None else field
            place = Evidence(file.path, line, line, f"`{field}: {text}`")
            if wanted.search(text):
                right.append(place)
            elif other.search(text) or (
                value is not None and value.type in ("binary_expression", "type_cast_expression") and "_be" not in text
            ):
                return fails("other-value", f"`{field}` is set to `{text}`", evidence=(place,))
            elif integer(text) != 0:
                open_ = open_ or f"`{field}` is set to `{text}`, of which the order is not told"
    if open_ or not right:
        return undecided("depends-on-the-path", open_ or f"nothing sets `{field}`", having[0])
    return holds(f"all that sets `{field}` converts it", evidence=tuple(right[:4]))


def _is_of(file: CodeFile, node: Node, struct: str) -> bool:
    """Whether a field of a literal stands in one of `struct`."""
    literal = node.parent.parent if node.parent is not None else None
    name = literal.child_by_field_name("name") if literal is not None else None
    return name is None or bare_name(file.rust.text(name)) in (struct, "Self")


def _set(file: CodeFile, field: str, struct: str) -> list[tuple[Node | None, int]]:
    """What the field is set to, in literals of the struct and assignments, with the lines; None where only a name says what."""
    found: list[tuple[Node | None, int]] = []
    text = file.rust.text
    stack = [file.rust.root]
    while stack:
        node = stack.pop()
        if node.type == "field_initializer":
            name, value = node.child_by_field_name("field"), node.child_by_field_name("value")
            if name is not None and text(name) == field and value is not None and _is_of(file, node, struct):
                found.append((value, node.start_point[0] + 1))
        elif node.type == "shorthand_field_initializer" and text(node) == field and _is_of(file, node, struct):
            found.append((None, node.start_point[0] + 1))
        elif node.type in ("assignment_expression", "compound_assignment_expr"):
            left, value = node.child_by_field_name("left"), node.child_by_field_name("right")
            name = left.child_by_field_name("field") if left is not None and left.type == "field_expression" else None
            if name is not None and text(name) == field:
                found.append((value if node.type == "assignment_expression" else None, node.start_point[0] + 1))
        stack.extend(node.named_children)
    return found
