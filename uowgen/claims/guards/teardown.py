"""Decides in which order tables of pages are taken apart, and what is given back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files, files_of
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.effects import observed
from uowgen.claims.runs.programs import PROBE
from uowgen.claims.runs.verdicts import gives_back, stuck
from uowgen.claims.subject import find_method, find_type
from uowgen.facts.members import carried, fields_of, variants_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_INTEGERS = ("usize", "u64", "u32")


class Shape(NamedTuple):
    """How tables are written: the struct with its frame and entries, and the variants of an entry: empty, page, next table."""

    name: str
    frame: str
    entries: str
    boxed: bool
    empty: str
    page: str
    next: str


def decide(reading: Reading, case: Case) -> Finding:
    """A few trees of up to three levels are built and taken apart; the frames given back are compared with those that are in the tree."""
    function = _function(reading, case)
    if isinstance(function, Finding):
        return function
    listed = function.item.node.child_by_field_name("parameters")
    children = listed.named_children if listed is not None else []
    types = [child.child_by_field_name("type") for child in children if child.type == "parameter"]
    texts = [function.file.rust.text(node) for node in types if node is not None]
    shape = _shape(case, bare_name(texts[0].lstrip("&").removeprefix("mut "))) if len(texts) == 1 else None
    if shape is None or function.owner:
        return undecided("unsupported-code", f"no tables can be made up for `{function.item.name}`", function)
    place = (Evidence(function.file.path, function.line, function.end_line, f"`{function.item.label}`"),)
    mark = "&mut " if texts[0].replace(" ", "").startswith("&mut") else "&" if texts[0].startswith("&") else ""
    met = 0
    for tree in _TREES:
        text, order = _written(shape, tree)
        code = f"fn {PROBE}() {{ let mut it = {text}; {function.item.name}({mark}it); }}"
        seen = observed(case, function.file.path, code, [])
        if seen.stuck is not None:
            return stuck(seen.stuck, place)
        if seen.panic:
            return Finding("fails", f"it panics: {seen.panic}", "behaviour", "behaves-differently", place, "proved", (text,))
        freed = [v for e in seen.effects if e.name == "free" or gives_back(e.name) for v in e.of[:1] if isinstance(v, int)]
        right, why = _judged(reading.get("asked"), tree, order, freed)
        if right is False:
            story = (f"tables: {text}", f"given back: {', '.join(map(hex, freed)) or 'nothing'}")
            return Finding("fails", f"not so: {why}", "behaviour", "behaves-differently", place, "proved", story)
        met += right is True
    if not met:
        return Finding("undecided", "no tree reaches the condition", None, "vacuous", place)
    return Finding("holds", f"so in {met} of {met} trees", "behaviour", None, place, "bounded")


# Trees as lists of entries: None is empty, a number a page, a list a table below.
_TREES: tuple[list[object], ...] = (
    [], [None], [1], [1, 2], [None, 1, None, 2], [[]], [[1]], [[1, 2], 3], [3, [1, 2]], [None, [None, 1], None, [2, None]], [[[1, 2], 3], [4, [None, 5]]],
)  # fmt: skip


def _written(shape: Shape, tree: list[object], name: str = "") -> tuple[str, dict[int, set[int]]]:
    """The tree as Rust, and for each table's frame the frames that lie below it (pages are below themselves alone)."""
    below: dict[int, set[int]] = {}
    frame = 0x10_0000 + 0x1000 * (int(name or "0", 8) + 1)
    entries = []
    inside: set[int] = set()
    for n, entry in enumerate(tree):
        if entry is None:
            entries.append(shape.empty)
        elif isinstance(entry, list):
            text, more = _written(shape, entry, f"{name}{n + 1}")
            entries.append(f"{shape.next}({f'Box::new({text})' if shape.boxed else text})")
            below |= more
            inside |= set(more)
        elif isinstance(entry, int):
            entries.append(f"{shape.page}({_page(entry)})")
            below[_page(entry)] = set()
            inside.add(_page(entry))
    below[frame] = inside
    return f"{shape.name} {{ {shape.frame}: {frame}, {shape.entries}: vec![{', '.join(entries)}] }}", below


def _page(number: int) -> int:
    return 0x90_0000 + 0x1000 * number


def _judged(asked: str, tree: list[object], below: dict[int, set[int]], freed: list[int]) -> tuple[bool | None, str]:
    pages = {f for f in below if f >= 0x90_0000}
    tables = set(below) - pages
    root = max(tables, key=lambda f: len(below[f])) if len(tables) > 1 else next(iter(tables))
    if asked == "leaves":
        wrong = next((f for f in sorted(pages) if freed.count(f) != 1), None)
        return (wrong is None if pages else None), f"{wrong or 0:#x} is given back {freed.count(wrong or 0)} times"
    if asked == "all":
        wrong = next((f for f in sorted(below) if freed.count(f) != 1), None)
        strange = next((f for f in freed if f not in below), None)
        return (
            wrong is None and strange is None,
            f"{wrong or strange or 0:#x} is given back {freed.count(wrong or strange or 0)} times",
        )
    if asked == "once":
        wrong = next((f for f in sorted(below) if freed.count(f) > 1), None)
        return wrong is None, f"{wrong or 0:#x} is given back twice"
    if asked == "last":
        return bool(freed) and freed[-1] == root and freed.count(root) == 1, "the root is not given back last"
    if asked == "empty":
        return (sorted(set(freed)) == sorted(below) if _has_empty(tree) else None), "what follows an empty entry is not given back"
    places = {f: n for n, f in enumerate(freed)}
    pairs = [(inner, outer) for outer in tables for inner in below[outer] if inner in places and outer in places]
    wrong_pair = next(((i, o) for i, o in pairs if places[i] > places[o]), None)
    missing = any(f not in places for f in below)
    if wrong_pair is not None:
        return False, f"{wrong_pair[1]:#x} is given back before {wrong_pair[0]:#x}, which lies below it"
    return (None if missing or not pairs else True), ""


def _has_empty(tree: list[object]) -> bool:
    return any(e is None or (isinstance(e, list) and _has_empty(e)) for e in tree)


def _function(reading: Reading, case: Case) -> Declaration | Finding:
    name = reading.get("name")
    if name:
        named = find_method(case, name)
        if len(named.found) != 1:
            return named.none(f"no one function `{bare_name(name)}`")
        return named.found[0]
    files = [f for f in (case.code.file(p) for p in files_of(case)) if f is not None] or list(block_files(case))
    words = ("destroy", "teardown", "tear_down", "free", "drop", "release")
    shown = {d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind == "fn"}
    found = [
        d for f in files for d in f.declarations()
        if d.item.kind == "fn" and not d.owner and d.item.name in shown and d.item.name.startswith(words)
    ]  # fmt: skip
    return (
        found[0] if len(found) == 1 else undecided("no-subject", "which function takes the tables apart is not clear", *found[:3])
    )


def _shape(case: Case, name: str) -> Shape | None:
    subject = find_type(case, name)
    if len(subject.found) != 1 or subject.found[0].item.kind != "struct":
        return None
    members = fields_of(subject.found[0])
    frames = [m.name for m in members.all if m.type in _INTEGERS]
    lists = [
        (m.name, m.type.partition("<")[2].rstrip("> "))
        for m in members.all
        if m.type.rpartition("::")[2].startswith("Vec<") or m.type.startswith("Vec<")
    ]
    if len(frames) != 1 or len(lists) != 1 or len(members.all) != 2:
        return None
    entries = find_type(case, lists[0][1])
    if len(entries.found) != 1 or entries.found[0].item.kind != "enum":
        return None
    enum = entries.found[0].item.name
    kinds = {v.name: carried(v).strip("( ),").replace(" ", "") for v in variants_of(entries.found[0]).all}
    empty = [v for v, k in kinds.items() if not k]
    pages = [v for v, k in kinds.items() if k in _INTEGERS]
    nexts = [v for v, k in kinds.items() if k in (name, f"Box<{name}>")]
    if (len(empty), len(pages), len(nexts), len(kinds)) != (1, 1, 1, 3):
        return None
    boxed = kinds[nexts[0]].startswith("Box<")
    return Shape(name, frames[0], lists[0][0], boxed, f"{enum}::{empty[0]}", f"{enum}::{pages[0]}", f"{enum}::{nexts[0]}")
