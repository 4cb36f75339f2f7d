"""The spec and its files with a large limit made small: what comes only after tens of thousands of calls is then met after a few.

A limit is a constant of a type's own, such as `pub const MAX: u32 = 32_768`. Code that says it by its name alone does the same with
another number; where a number stands beside it that may depend on it, there is no such other world. Constants that are how long arrays
within arrays are make each look at a value cost much: they are limits as well. Several limits keep their order, and which divides which.
"""

from __future__ import annotations

import re
from itertools import combinations_with_replacement, permutations, product
from math import prod
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
_MUCH = 2048  # elements of arrays in arrays
_LONG = 16  # arrays that are shorter are gone through at no cost
_SIZES = (8, 128)  # the second for limits that are counted in words of 64 bits
_SIZES_OF_SEVERAL = ((8, 16, 32, 64), (6, 12, 24, 36, 48, 60), (7, 15, 21, 27, 45))  # powers of two, other even ones, odd ones
_LIMITS = frozenset(
    {"max", "maximum", "limit", "capacity", "cap", "count", "num", "slots", "entries", "len", "length", "last", "highest"}
)
_PLACES = frozenset(
    {
        "head", "tail", "first", "last", "next", "start", "end", "front", "back", "read", "write", "pos", "index", "idx", "cursor", "top",
        "count", "len", "used", "size", "free", "held", "total", "lost", "dropped", "seq", "serial", "n",
    }
)  # fmt: skip
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
    text = _text(files)
    names = {limit.name for f in files for limit in _limits(f, _filling(files))}
    names |= {n for n, value in re.findall(r"\bconst (\w+)\s*:[^=;]*=([^;]*);", text) if names & set(re.findall(r"\w+", value))}
    return any(names & set(re.findall(r"\w+", length)) for length in _lengths(text))


def _text(files: list[CodeFile]) -> str:
    return "\n".join(f.rust.source.data.decode("utf-8", "replace") for f in files)


def _lengths(text: str) -> list[str]:
    """How long the arrays are that a text has, as it is written."""
    return re.findall(r"\[[^\[\];]*;([^\[\];]*)\]", text)


def _filling(files: list[CodeFile]) -> frozenset[str]:
    """The constants that are how long arrays are, where arrays that stand in each other have very many elements."""
    names = {length.strip() for length in _lengths(_text(files))}
    found = {c.name: c.value for f in files for c in _constants(f) if c.name in names and c.value >= _LONG}
    return frozenset(found) if len(found) > 1 and prod(found.values()) >= _MUCH else frozenset()


def _scaled(case: Case) -> tuple[Case, str] | None:
    blocks = block_files(case)
    files = [f for f in (case.code.file(p) for p in files_of(case)) if f is not None]
    if not blocks or not files or any(f.rust.root.has_error for f in (*blocks, *files)):
        return None
    filling = _filling([*blocks, *files])
    limits = [limit for f in (*blocks, *files) for limit in _limits(f, filling)]
    values = {limit.name: limit.value for limit in limits}
    if not limits or any(values[limit.name] != limit.value for limit in limits):
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
    return other, f"with {', '.join(f'`{name}` made {size}' for name, size in small.items())}"


def _constants(file: CodeFile) -> Iterator[_Limit]:
    """The constants of a file that are numbers."""
    for node in _walk(file.rust.root):
        if node.type != "const_item":
            continue
        name, kind, value = (node.child_by_field_name(part) for part in ("name", "type", "value"))
        if name is None or kind is None or value is None:
            continue
        number = _value(file.rust.text(value))
        if number is not None:
            yield _Limit(file.rust.text(name), file.rust.text(kind), number, value)


def _limits(file: CodeFile, filling: frozenset[str] = frozenset()) -> Iterator[_Limit]:
    for const in _constants(file):
        if const.name in filling or (const.value >= _LARGE and set(const.name.lower().split("_")) & _LIMITS):
            yield const


def _small(limits: list[_Limit], files: list[CodeFile]) -> dict[str, int]:
    """The number to put for each limit, which no other number of the files comes near; none where there are no such numbers."""
    own = {limit.node.id for limit in limits}
    text = _text(files)
    if any(_is_narrow(limit, text) for limit in limits):
        return {}  # what is cut off only from large numbers
    kinds = {limit.type for limit in limits}
    numbers = {0}
    for file in files:
        for node in _walk(file.rust.root, own):
            if node.type == "const_item" and all(_apart(file, node, kind, text) for kind in kinds):
                continue
            if node.type == "integer_literal" and not all(_inside_apart(file, node, kind, text) for kind in kinds):
                number = _value(file.rust.text(node))
                if number is None:
                    return {}
                numbers.add(number)
            elif node.type == "binary_expression" and ">>" in file.rust.text(node):
                return {}
    values = {limit.name: limit.value for limit in limits}
    if len(values) > 1:
        return _small_ones(values, numbers)
    return next(({limits[0].name: size} for size in _SIZES if max(numbers) < size), {})


def _is_narrow(limit: _Limit, text: str) -> bool:
    """Whether something is cut to a type, or a place or a count is kept in a field of one, that numbers about the limit do not fit in."""
    for kind, most in _NARROW.items():
        if limit.value > most and re.search(rf"\bas {kind}\b|\b{kind}::", text):
            return True
        fields = re.findall(rf"\b(\w+)\s*:\s*(?:Atomic{kind.upper()}|{kind})\s*[,}}]", text) if limit.value * 2 > most else []
        if any(set(name.split("_")) & _PLACES for name in fields):
            return True
    return False


def _small_ones(values: dict[str, int], others: set[int]) -> dict[str, int]:
    """Small numbers for several limits that are to each other, and to the other numbers, as the limits are: which is more, which divides which."""
    told = sorted(values, key=values.__getitem__)
    numbers = set(values.values())
    if len(told) > 3 or any(a + b in numbers or a * b in numbers for a, b in combinations_with_replacement(numbers, 2)):
        return {}
    choices = [_SIZES_OF_SEVERAL[0 if n & (n - 1) == 0 else 1 if n % 2 == 0 else 2] for n in map(values.__getitem__, told)]
    for sizes in product(*choices):
        small = dict(zip(told, sizes, strict=True))
        alike = all(
            (values[a] < values[b]) == (small[a] < small[b]) and (values[a] % values[b] == 0) == (small[a] % small[b] == 0)
            for a, b in permutations(told, 2)
        ) and all((values[name] % n == 0) == (small[name] % n == 0) for name in told for n in others if n)
        if alike and max(others) < min(sizes):
            return small
    return {}


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


def _replaced(text: str, file: CodeFile | None, small: dict[str, int]) -> str:
    """`text` with each limit's value put so that every line keeps its place."""
    data = text.encode("utf-8", "surrogateescape")
    for limit in [c for c in _constants(file) if c.name in small] if file is not None else ():
        start, end = limit.node.start_byte, limit.node.end_byte
        data = data[:start] + str(small[limit.name]).encode().ljust(end - start) + data[end:]
    return data.decode("utf-8", "surrogateescape")


__all__ = ["fills_arrays", "has_large_limit", "scaled"]
