"""Renames a variable or parameter inside one function: every use of it there, and nothing outside.

It refuses wherever one name could stand for two things; the name of an item itself is used elsewhere, and is not renamed here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.targets import hits_of
from uowgen.operations.work import Done, applied, applies, candidate, refused
from uowgen.rust.syntax import span_of, walk
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Directive
    from uowgen.rust.syntax import RustFile

KIND = "rename_in_item"
_STRINGS = frozenset({"string_literal", "raw_string_literal"})


def rename_in_item(file: RustFile, directive: Directive) -> Done:
    """`old` to `new` in the function that the words name."""
    old = next((a.name for a in directive.anchors if a.relation == "at"), "")
    new = next((a.name for a in directive.anchors if a.relation == "with"), "")
    if not (_is_name(old) and _is_name(new)):
        return refused(
            KIND, old, "directive-not-understood", "the words do not give two plain names", "write: Rename `a` to `b` in `f`"
        )
    functions = {
        i.span: i
        for h in hits_of(file, directive)
        if h.anchor.relation in ("in", "start_of", "end_of") and h.anchor.name != old
        for i in h.items
        if i.kind == "fn" and not i.in_macro
    }
    if len(functions) != 1:
        reason = "anchor-ambiguous" if functions else "directive-not-understood"
        said = "the words do not name the one function in which it is renamed"
        return refused(KIND, old, reason, said, "write: Rename `a` to `b` in `f`", [candidate(file, i) for i in functions.values()])
    function = next(iter(functions.values()))
    uses: list[Node] = []
    taken = False
    declared = False
    for node in walk(function.node):
        if node.type in _STRINGS and _formats(file.text(node), old):
            line = node.start_point[0] + 1
            return refused(
                KIND, function.label, "anchor-ambiguous", f"the text in line {line} may name it in braces", "change that line"
            )
        if node.type not in ("identifier", "shorthand_field_identifier") or node.child_count:
            continue
        text = file.text(node)
        taken = taken or text == new
        if text == old and not _is_other(node):
            if node.type == "shorthand_field_identifier" or _is_shorthand(node):
                return refused(
                    KIND, function.label, "anchor-ambiguous", f"`{old}` stands for a field as well, in line {node.start_point[0] + 1}",
                    "write the field out first: `field: value`",
                )  # fmt: skip
            declared = declared or _declares(node)
            uses.append(node)
    if not uses:
        if taken:
            return applied(KIND, function.label, f"`{function.label}` has `{new}` already, and no `{old}`", function.span)
        return refused(KIND, function.label, "anchor-not-found", f"`{function.label}` has no `{old}`", "name it as it stands")
    if taken or not declared:
        reason = "would-duplicate" if taken else "anchor-not-found"
        said = f"`{function.label}` uses `{new}` already" if taken else f"`{old}` is not declared in `{function.label}`"
        return refused(KIND, function.label, reason, said, "choose another name" if taken else "name a variable or parameter of it")
    edits = [Edit(file.source.path, span_of(n), new.encode()) for n in uses]
    place = Span(edits[0].span.start, edits[-1].span.end)
    return applies(KIND, function.label, f"{len(edits)} uses of `{old}` in `{function.label}`", place, *edits)


def _is_name(text: str) -> bool:
    return text.isidentifier() and text not in ("self", "Self", "crate", "super")


def _formats(text: str, name: str) -> bool:
    """Whether a string literal names `name` in braces, as the format macros read it."""
    at = text.find("{" + name)
    while at >= 0:
        follow = text[at + 1 + len(name) : at + 2 + len(name)]
        if follow in ("}", ":", "?"):
            return True
        at = text.find("{" + name, at + 1)
    return False


def _is_other(node: Node) -> bool:
    """Whether the name is no variable here: a part of a path, a field in a macro call, a label, the name of a macro or function."""
    parent = node.parent
    if parent is None:
        return False
    if parent.type in ("scoped_identifier", "scoped_type_identifier", "macro_invocation", "function_item", "label", "lifetime"):
        return parent.type != "macro_invocation" or node == parent.child_by_field_name("macro")
    if parent.type == "token_tree":
        before, after = node.prev_sibling, node.next_sibling
        return (before is not None and before.type in (".", "::")) or (after is not None and after.type in ("::", "!"))
    return False


def _is_shorthand(node: Node) -> bool:
    return node.parent is not None and node.parent.type in ("shorthand_field_initializer", "field_pattern")


def _declares(node: Node) -> bool:
    """Whether the name is bound here: in a pattern of a `let`, a parameter, a loop, an arm or a closure."""
    inner, outer = node, node.parent
    while outer is not None and outer.type not in ("block", "function_item", "match_block"):
        pattern = outer.child_by_field_name("pattern")
        if outer.type == "closure_parameters" or (pattern is not None and pattern == inner):
            return True
        inner, outer = outer, outer.parent
    return False
