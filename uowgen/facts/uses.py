"""Where a name, a macro, a literal, an attribute or a comment occurs in a piece of code.

Code that ordinary builds do not have is told apart (`live` False). Tokens of macro calls count: a name there is a use of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.facts.condition import condition_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.facts.code import CodeFile
    from uowgen.grammar import Node

_COMMENTS = frozenset({"line_comment", "block_comment"})
_NAMES = frozenset({"identifier", "type_identifier", "field_identifier", "shorthand_field_identifier", "primitive_type"})
_LITERALS = frozenset(
    {"string_literal", "raw_string_literal", "integer_literal", "float_literal", "char_literal", "boolean_literal"}
)
_MOST_NODES = 400_000


class Use(NamedTuple):
    """One occurrence: its text, file and 1-based line; `live` when some ordinary build has it."""

    text: str
    file: str
    line: int
    live: bool


def names_in(file: CodeFile, root: Node, path: tuple[str, ...]) -> tuple[Use, ...]:
    """Where the names of `path` stand one after another, joined by `::` or `.` (a single name: wherever it stands)."""
    found: list[Use] = []
    run: list[str] = []
    for node, live in _leaves(file, root):
        text = file.rust.text(node).removeprefix("r#")
        if node.type in _NAMES or text in ("self", "Self", "super", "crate"):
            run.append(text)
            if tuple(run[-len(path) :]) == path:
                found.append(_use(file, node, text, live))
        elif text not in ("::", "."):
            run = []
            if path == (text,):  # a keyword: `unsafe`
                found.append(_use(file, node, text, live))
    return tuple(found)


def numbered_in(file: CodeFile, root: Node, name: str) -> tuple[Use, ...]:
    """Where names stand that are `name` with a number behind it, or anything behind it if it ends with `_`: `EI_MAG` may mean `EI_MAG0`."""
    found: list[Use] = []
    for node, live in _leaves(file, root):
        text = file.rust.text(node)
        rest = text.removeprefix(name)
        if node.type in _NAMES and rest and rest != text and (rest.isdigit() or name.endswith("_")):
            found.append(_use(file, node, text, live))
    return tuple(found)


def code_in(file: CodeFile, root: Node, wanted: tuple[str, ...]) -> tuple[Use, ...]:
    """Where the tokens `wanted` stand one after another, comments and white space aside; reported at the last of them.

    Integers are compared by value: `32`, `32usize` and `0x20` are one.
    """
    found: list[Use] = []
    apart = [_valued(part) for text in wanted for part in _apart(text)]  # out of its place a closing `>>` is read as a shift
    run: list[str] = []
    for node, live in _leaves(file, root):
        run = [*run, *(_valued(part) for part in _apart(file.rust.text(node)))][-len(apart) :]
        if run == apart:
            found.append(_use(file, node, "".join(wanted), live))
    return tuple(found)


def _valued(token: str) -> str:
    value = integer(token) if token[:1].isdigit() else None
    return token if value is None else str(value)


def _apart(text: str) -> tuple[str, ...]:
    return (">", ">") if text == ">>" else (text,)


def macros_in(file: CodeFile, root: Node, name: str) -> tuple[Use, ...]:
    """The calls of the macro `name`, those inside other macro calls included."""
    found: list[Use] = []
    before: Node | None = None
    for node, live in _leaves(file, root):
        text = file.rust.text(node)
        if text == "!" and before is not None and before.end_byte == node.start_byte and file.rust.text(before) == name:
            found.append(_use(file, before, f"{name}!", live))
        before = node
    return tuple(found)


def literals_in(file: CodeFile, root: Node, literal: str) -> tuple[Use, ...]:
    """The literals written as `literal`; integers by value, `-` before them included."""
    wanted = literal.strip()
    value = integer(wanted.removeprefix("-"))
    found: list[Use] = []
    sign = ""
    for node, live in _leaves(file, root):
        text = file.rust.text(node)
        if node.type in _LITERALS:
            same = text == wanted
            if value is not None and node.type == "integer_literal":
                same = integer(text) == value and (wanted.startswith("-") == (sign == "-") or not wanted.startswith("-"))
            if same:
                found.append(_use(file, node, text, live))
        sign = text
    return tuple(found)


def attributes_in(file: CodeFile, root: Node, attribute: str) -> tuple[Use, ...]:
    """The attributes, outer and inner, that say `attribute` (`allow(dead_code)`; a bare name fits with any arguments)."""
    wanted = bare_attribute(attribute)
    return tuple(
        _use(file, node, file.rust.text(node), live)
        for node, live in nodes_in(file, root)
        if node.type in ("attribute_item", "inner_attribute_item") and says(file.rust.text(node), wanted)
    )


def says(attribute: str, wanted: str) -> bool:
    """Whether an attribute is the bare one `wanted`: the same text, or its name with any arguments or reason."""
    bare = bare_attribute(attribute)
    return wanted in (bare, bare.partition("(")[0].partition("=")[0])


def comments_in(file: CodeFile, root: Node, text: str) -> tuple[Use, ...]:
    """The comments of any kind that contain `text`."""
    return tuple(
        _use(file, node, file.rust.text(node).strip(), True)
        for node, _ in nodes_in(file, root)
        if node.type in _COMMENTS and text in file.rust.text(node)
    )


def bare_attribute(text: str) -> str:
    """`#![allow( dead_code )]` as `allow(dead_code)`."""
    inner = "".join(text.split()).removeprefix("#").removeprefix("!")
    return inner.removeprefix("[").removesuffix("]")


def integer(text: str) -> int | None:
    """The value of an integer literal in any base, with or without a type behind it; None for anything else."""
    plain = text.strip().replace("_", "")
    for suffix in ("usize", "isize", "u8", "u16", "u32", "u64", "u128", "i8", "i16", "i32", "i64", "i128"):
        if plain.endswith(suffix):
            plain = plain.removesuffix(suffix)
            break
    try:
        return int(plain, 0)
    except ValueError:
        return None


def _use(file: CodeFile, node: Node, text: str, live: bool) -> Use:
    return Use(text, file.path, file.rust.source.line_of(node.start_byte), live)


def _leaves(file: CodeFile, root: Node) -> Iterator[tuple[Node, bool]]:
    """Every token but comments, in order; literals are one token."""
    for node, live in nodes_in(file, root):
        if node.type not in _COMMENTS and (node.child_count == 0 or node.type in _LITERALS):
            yield node, live


def nodes_in(file: CodeFile, root: Node) -> Iterator[tuple[Node, bool]]:
    """Every node below `root` in document order, with whether ordinary builds have it. Literals are not entered."""
    stack: list[tuple[Node, bool]] = [(root, file.condition in ("always", "sometimes"))]
    visited = 0
    while stack and visited < _MOST_NODES:
        node, live = stack.pop()
        visited += 1
        yield node, live
        if node.type in _LITERALS or node.type in _COMMENTS:
            continue
        attributes: list[str] = []
        below: list[tuple[Node, bool]] = []
        for child in node.children:
            if child.type == "attribute_item":
                attributes.append(file.rust.text(child))
                below.append((child, live))
            elif child.type in _COMMENTS:
                below.append((child, live))
            else:
                kept = live and (not attributes or condition_of(tuple(attributes)) in ("always", "sometimes"))
                below.append((child, kept))
                if child.is_named:
                    attributes = []
        stack.extend(reversed(below))
