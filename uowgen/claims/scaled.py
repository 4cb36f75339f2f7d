"""The spec and its files with a large limit made small: what comes only after tens of thousands of calls is then met after a few.

A limit is a constant of a type's own, such as `pub const MAX: u32 = 32_768`. Code that says it by its name alone does the same with
another number; where a number stands beside it that may depend on it, there is no such other world.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files, files_of
from uowgen.claims.kind import Case
from uowgen.facts.code import Code
from uowgen.regex import when_used
from uowgen.tree import OverlayTree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.facts.code import CodeFile
    from uowgen.grammar import Node

_LARGE = 200  # what fixed stories come to without
_SIZES = (8, 128)  # the second for limits that are counted in words of 64 bits
_LIMITS = frozenset(
    {"max", "maximum", "limit", "capacity", "cap", "count", "num", "slots", "entries", "len", "length", "last", "highest"}
)
_NARROW = {"u8": 0xFF, "i8": 0x7F, "u16": 0xFFFF, "i16": 0x7FFF}
_SUM = when_used(r"[\s(]*[0-9][0-9A-Za-z_]*(?:[\s()]*(?:[*+-]|<<)[\s()]*[0-9][0-9A-Za-z_]*)*[\s)]*")
_NUMBER = when_used(r"(0x[0-9a-fA-F_]+|0b[01_]+|0o[0-7_]+|[0-9][0-9_]*)(?:[ui](?:8|16|32|64|128|size))?")


class _Limit(NamedTuple):
    """A constant that limits something: where its value stands, and what type it is of."""

    name: str
    type: str
    value: int
    node: Node


def scaled(case: Case) -> tuple[Case, str] | None:
    """The case with its limits made small, and how that is told; None where there are none, or where other numbers may depend on them."""
    return case.once("scaled", lambda: _scaled(case))


def has_large_limit(case: Case) -> bool:
    """Whether the spec's blocks or files have a limit that stories do not come to."""
    files = [*block_files(case), *(f for f in (case.code.file(p) for p in files_of(case)) if f is not None)]
    return case.once("large limit", lambda: any(True for f in files for _ in _limits(f)))


def fills_arrays(case: Case) -> bool:
    """Whether arrays are as long as a limit says, so that each look at a value costs much where the limit is not made small."""
    return case.once("limit fills arrays", lambda: _fills_arrays(case))


def _fills_arrays(case: Case) -> bool:
    files = [*block_files(case), *(f for f in (case.code.file(p) for p in files_of(case)) if f is not None)]
    text = "\n".join(f.rust.source.data.decode("utf-8", "replace") for f in files)
    names = {limit.name for f in files for limit in _limits(f)}
    names |= {n for n, value in re.findall(r"\bconst (\w+)\s*:[^=;]*=([^;]*);", text) if names & set(re.findall(r"\w+", value))}
    return any(names & set(re.findall(r"\w+", length)) for length in re.findall(r"\[[^\[\];]*;([^\[\];]*)\]", text))


def _scaled(case: Case) -> tuple[Case, str] | None:
    blocks = block_files(case)
    files = [f for f in (case.code.file(p) for p in files_of(case)) if f is not None]
    if not blocks or not files or any(f.rust.root.has_error for f in (*blocks, *files)):
        return None
    limits = [limit for f in (*blocks, *files) for limit in _limits(f)]
    values = {limit.name: limit.value for limit in limits}
    if not limits or any(values[limit.name] != limit.value for limit in limits) or len(values) > 1:
        return None
    small = _small(limits, [*blocks, *files])
    if not small:
        return None
    spec = case.spec._replace(
        blocks=tuple(
            b._replace(code=_replaced(b.code, next((f for f in blocks if f.rust.source.data == b.code.encode()), None), small))
            for b in case.spec.blocks
        )
    )
    tree = OverlayTree(
        case.code.tree, {f.path: _replaced(f.rust.source.data.decode("utf-8", "surrogateescape"), f, small).encode() for f in files}
    )
    other = Case(spec, case.document, Code(tree), case.random_scenarios, case.seed, case.more, case.own)
    other.kept["scaled"] = None
    return other, f"with `{limits[0].name}` made {small}"


def _limits(file: CodeFile) -> Iterator[_Limit]:
    for node in _walk(file.rust.root):
        if node.type != "const_item":
            continue
        name, kind, value = (node.child_by_field_name(part) for part in ("name", "type", "value"))
        if name is None or kind is None or value is None:
            continue
        told, text = file.rust.text(name), file.rust.text(value)
        number = _value(text)
        if number is not None and number >= _LARGE and set(told.lower().split("_")) & _LIMITS:
            yield _Limit(told, file.rust.text(kind), number, value)


def _small(limits: list[_Limit], files: list[CodeFile]) -> int:
    """The number to put for the limit, which no other number of the files comes near; 0 where there is none."""
    limit = limits[0]
    own = {limit.node.id for limit in limits}
    text = "\n".join(f.rust.source.data.decode("utf-8", "replace") for f in files)
    if any(limit.value > most and re.search(rf"\bas {kind}\b|\b{kind}::", text) for kind, most in _NARROW.items()):
        return 0  # what is cut off only from large numbers
    most = 0
    for file in files:
        for node in _walk(file.rust.root, own):
            if node.type == "const_item" and _apart(file, node, limit.type, text):
                continue
            if node.type == "integer_literal" and not _inside_apart(file, node, limit.type, text):
                number = _value(file.rust.text(node))
                if number is None:
                    return 0
                most = max(most, number)
            elif node.type == "binary_expression" and ">>" in file.rust.text(node):
                return 0
    return next((size for size in _SIZES if most < size), 0)


def _apart(file: CodeFile, const: Node, kind: str, text: str) -> bool:
    """Whether a constant is of another type than the limit, and is nowhere made one of that type: it limits something else."""
    name, other = const.child_by_field_name("name"), const.child_by_field_name("type")
    if name is None or other is None or file.rust.text(other) == kind:
        return False
    return re.search(rf"\b{re.escape(file.rust.text(name))}\s+as\b", text) is None


def _inside_apart(file: CodeFile, node: Node, kind: str, text: str) -> bool:
    at: Node | None = node
    while at is not None and at.type != "const_item":
        at = at.parent
    return at is not None and _apart(file, at, kind, text)


def _walk(root: Node, left_out: set[int] | frozenset[int] = frozenset()) -> Iterator[Node]:
    todo = [root]
    while todo:
        node = todo.pop()
        if node.id in left_out:
            continue
        yield node
        todo.extend(reversed(node.named_children))


def _value(text: str) -> int | None:
    """The number that an expression of literals comes to."""
    if not _SUM.fullmatch(text):
        return None
    plain = re.sub(r"[0-9][0-9A-Za-z_]*", lambda m: _plain(m[0]), text)
    if "?" in plain or len(plain) > 60:
        return None
    total = 1
    for part in re.split(r"\*", plain.replace("(", "").replace(")", "")):
        if "<<" in part and re.fullmatch(r"\s*\d+\s*<<\s*\d{1,2}\s*", part) and plain == part:
            low, _, high = part.partition("<<")
            total *= int(low) << int(high)
        elif part.strip().isdigit():
            total *= int(part)
        else:
            return None
    return total


def _plain(literal: str) -> str:
    found = _NUMBER.fullmatch(literal)
    return str(int(found[1].replace("_", ""), 0 if literal[:2] in ("0x", "0b", "0o") else 10)) if found else "?"


def _replaced(text: str, file: CodeFile | None, small: int) -> str:
    """`text` with each limit's value put so that every line keeps its place."""
    data = text.encode("utf-8", "surrogateescape")
    for limit in _limits(file) if file is not None else ():
        start, end = limit.node.start_byte, limit.node.end_byte
        data = data[:start] + str(small).encode().ljust(end - start) + data[end:]
    return data.decode("utf-8", "surrogateescape")


__all__ = ["fills_arrays", "has_large_limit", "scaled"]
