"""Errors that are only text: `Err("…")`, `.ok_or("…")`, `Result<T, &str>`, and what macros may make of a text.

It goes by how the code is written: a variable that holds a text is not followed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.facts.uses import nodes_in

if TYPE_CHECKING:
    from uowgen.facts.code import CodeFile
    from uowgen.grammar import Node

_TEXTS = frozenset({"string_literal", "raw_string_literal"})
_GIVING = ("into", "to_string", "to_owned", "as_str", "clone")
_MAKING = ("format", "concat", "stringify")
_RAISING = ("bail", "anyhow", "ensure", "eyre")


class StringError(NamedTuple):
    """One place: its text, file and 1-based line; `sure` is False inside of macro calls."""

    text: str
    file: str
    line: int
    sure: bool


def string_errors(file: CodeFile, root: Node) -> tuple[StringError, ...]:
    """Every error below `root`, in code that ordinary builds have, that is only a text."""
    found: list[StringError] = []
    for node, live in nodes_in(file, root):
        if not live:
            continue
        sure = True
        if node.type == "call_expression":
            wrong = _call_of_text(file, node)
        elif node.type == "generic_type":
            wrong = _result_of_text(file, node)
        elif node.type == "macro_invocation":
            name = node.child_by_field_name("macro")
            wrong = name is not None and file.rust.text(name).split("::")[-1] in _RAISING
            sure = False
        elif node.type == "token_tree":
            wrong, sure = _raised_in_tokens(file, node), False
        else:
            continue
        if wrong:
            text = " ".join(file.rust.text(node).split())[:60]
            found.append(StringError(text, file.path, file.rust.source.line_of(node.start_byte), sure))
    return tuple(found)


def _call_of_text(file: CodeFile, node: Node) -> bool:
    function, given = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if function is None or given is None:
        return False
    name = file.rust.text(function).replace("::", ".").split(".")[-1].strip()
    arguments = [a for a in given.named_children if "comment" not in a.type]
    if not arguments:
        return False
    if name in ("Err", "ok_or", "err"):
        return _is_text(file, arguments[0])
    if name in ("ok_or_else", "map_err", "or_else") and arguments[0].type == "closure_expression":
        body = arguments[0].child_by_field_name("body")
        while body is not None and body.type == "block" and len(body.named_children) == 1:
            body = body.named_children[0]
        return body is not None and _is_text(file, body)
    return False


def _is_text(file: CodeFile, node: Node) -> bool:
    for _ in range(20):
        if node.type in _TEXTS:
            return True
        if node.type == "macro_invocation":
            name = node.child_by_field_name("macro")
            return name is not None and file.rust.text(name).split("::")[-1] in _MAKING
        if node.type in ("reference_expression", "parenthesized_expression") and node.named_children:
            node = node.named_children[-1]
            continue
        if node.type != "call_expression":
            return False
        function, given = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        if function is None:
            return False
        if function.type == "field_expression":
            field, value = function.child_by_field_name("field"), function.child_by_field_name("value")
            if field is None or value is None or file.rust.text(field) not in _GIVING:
                return False
            node = value
        elif file.rust.text(function).split("::")[-1] in ("from", "new") and given is not None and given.named_children:
            if file.rust.text(function).split("::")[0] not in ("String", "Box", "Cow"):
                return False
            node = given.named_children[0]
        else:
            return False
    return False


def _result_of_text(file: CodeFile, node: Node) -> bool:
    named, given = node.child_by_field_name("type"), node.child_by_field_name("type_arguments")
    if named is None or given is None or file.rust.text(named).split("::")[-1] != "Result":
        return False
    types = [t for t in given.named_children if "comment" not in t.type and t.type != "lifetime"]
    if len(types) < 2:
        return False
    written = file.rust.text(types[1]).split()
    return "".join(w for w in written if not w.startswith("&'")).lstrip("&").split("::")[-1] in ("str", "String")


def _raised_in_tokens(file: CodeFile, tree: Node) -> bool:
    """Whether `Err("…")` stands directly among the tokens of a macro call."""
    before = ""
    for child in tree.children:
        if child.type == "token_tree" and before in ("Err", "ok_or"):
            inner = [c for c in child.named_children if "comment" not in c.type]
            if inner and inner[0].type in _TEXTS:
                return True
        before = file.rust.text(child)
    return False
