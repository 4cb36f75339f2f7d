"""Which lines of the tree are a spec's own: the items that its blocks define, and the text that the plan inserts for it.

Errors are attributed by these. It reads syntax only; whether a region was compiled is asked of `conditions`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.rust.items import items_of
from uowgen.rust.syntax import RustFile
from uowgen.text import Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from uowgen.model import FileChange, Operation, Spec, SpecPlan
    from uowgen.rust.items import Item
    from uowgen.tree import Tree

_OPENED = frozenset({"impl", "mod", "trait"})


class Region(NamedTuple):
    """Lines `line` to `end_line` (1-based, inclusive) of `file`, their name, and the `cfg` predicates that they stand under."""

    file: str
    line: int
    end_line: int
    label: str
    conditions: tuple[str, ...] = ()


class Own(NamedTuple):
    """What of the tree belongs to a spec. `missing` says, operation by operation, what it asks for and the tree does not have."""

    regions: tuple[Region, ...] = ()
    missing: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def own_of(planned: SpecPlan, patched: bool, changes: tuple[FileChange, ...], text_of: Callable[[str], Source | None]) -> Own:
    """What belongs to the spec of `planned` in the tree whose files `text_of` gives: the patched one, or the one on disk."""
    regions: list[Region] = []
    missing: list[str] = []
    files: list[str] = []
    for operation in planned.operations:
        made = operation.status == "applied" or (patched and operation.status == "applies")
        source = text_of(operation.file)
        if source is None:  # a file that is removed is there by not being there
            missing += () if made else (_unmade(operation),)
            continue
        files.append(operation.file)
        found, complete = _of_operation(planned.spec, operation, source)
        # Text without items of its own (statements, fields) is known by what was inserted alone.
        regions += found or (_inserted(operation, source) if made else [])
        if not made and (operation.status == "applies" or not (found and complete)):
            missing.append(_unmade(operation))
    if patched and not regions:
        regions += [region for change in changes if change.path in files for region in _changed(change)]
    return Own(tuple(dict.fromkeys(regions)), tuple(missing), tuple(dict.fromkeys(files)))


def within(file: str, line: int, end_line: int, regions: Iterable[Region]) -> Region | None:
    """The region that the lines touch, if any."""
    return next((r for r in regions if r.file == file and r.line <= end_line and line <= r.end_line), None)


def named(regions: Iterable[Region], name: str) -> bool:
    """Whether some region is an item called `name` or has one around it."""
    return any(name in part.replace(" for ", " ").split(" ") for r in regions for part in r.label.split(" > "))


def regions_called(name: str, tree: Tree) -> tuple[Region, ...]:
    """Every item of the tree that is called `name`."""
    found = []
    for path in tree.containing((name.encode("utf-8"),)):
        source = tree.read(path)
        if source is not None:
            items = items_of(RustFile(source))
            found += [
                _region(source, item, items) for item in items if item.name == name and item.kind not in ("use", "impl", "field")
            ]
    return tuple(found)


def inserted_spans(change: FileChange) -> tuple[Span, ...]:
    """Where the texts that `change` inserts stand in its result, in bytes."""
    found, shift = [], 0
    for edit in sorted(set(change.edits)):
        start = edit.span.start + shift
        found.append(Span(start, start + len(edit.text)))
        shift += len(edit.text) - (edit.span.end - edit.span.start)
    return tuple(span for span in found if span.end > span.start)


def _unmade(operation: Operation) -> str:
    return f"{operation.kind} at line {operation.source_line} of the spec ({operation.code or operation.status})"


def _of_operation(spec: Spec, operation: Operation, source: Source) -> tuple[list[Region], bool]:
    """The regions of the items that the operation's block defines, and whether all of them are there."""
    if operation.block is None or not operation.file.endswith(".rs"):
        return [], True
    block = RustFile(Source(spec.path, spec.blocks[operation.block].code.encode("utf-8")))
    wanted = _units(items_of(block))
    if not wanted:
        return [], False
    there: dict[str, list[Item]] = {}
    items = items_of(RustFile(source))
    for item in items:
        there.setdefault(item.full_label, []).append(item)
    found: list[Region] = []
    complete = True
    for item in wanted:
        # A block shows its items at top level, or inside the module or impl that they go to.
        same = there.get(item.full_label) or [i for i in items if i.label == item.label and item.full_label in i.full_label]
        complete = complete and bool(same)
        found += [_region(source, i, items) for i in same]
    return found, complete


def _units(items: tuple[Item, ...]) -> list[Item]:
    """Methods instead of the impl around them, whole types and functions else: the smallest that can be told apart by name."""
    opened = {i.full_label for i in items if i.kind in _OPENED}
    held = {" > ".join(i.path) for i in items if i.path}
    chosen = []
    for item in items:
        holder = " > ".join(item.path)
        if item.kind in ("use", "extern crate", "macro call") and not item.path:
            continue
        if item.full_label in opened and item.full_label in held:
            continue
        if not item.path or holder in opened:
            chosen.append(item)
    return chosen


def _region(source: Source, item: Item, items: tuple[Item, ...]) -> Region:
    around = [i for i in items if i.span.contains(item.span) and i.span != item.span]
    conditions = tuple(c for i in (*around, item) for c in map(_condition, i.attributes) if c)
    end = max(item.whole.start, item.whole.end - 1)
    return Region(source.path, source.line_of(item.whole.start), source.line_of(end), item.full_label, conditions)


def _condition(attribute: str) -> str:
    inner = attribute.strip().removeprefix("#").strip().removeprefix("[").removesuffix("]").strip()
    if inner == "test":
        return "test"
    return inner[3:].strip()[1:-1].strip() if inner.startswith("cfg") and inner[3:].strip().startswith("(") else ""


def _inserted(operation: Operation, source: Source) -> list[Region]:
    """The lines of the texts that the operation inserts, where such a text stands once in the result."""
    found = []
    for edit in operation.edits:
        text = edit.text.strip()
        at = source.data.find(text) if text else -1
        if at >= 0 and source.data.find(text, at + 1) < 0:
            found.append(Region(source.path, source.line_of(at), source.line_of(at + len(text) - 1), "inserted text"))
    return found


def _changed(change: FileChange) -> list[Region]:
    result = Source(change.path, change.result)
    return [
        Region(change.path, result.line_of(s.start), result.line_of(s.end - 1), "inserted text") for s in inserted_spans(change)
    ]
