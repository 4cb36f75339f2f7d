"""Takes out what a spec would have put in where nothing was recorded: another machine wrote it, or a fresh clone has it.

Only what was added: what a replacement stood for is not in the tree. The proof of a removal is that planning the spec on the tree
without it gives the tree as it is, in every byte.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.diagnostic import Diagnostic, Label
from uowgen.patch import change_between
from uowgen.revert.find import known_alone
from uowgen.text import Span
from uowgen.tree import OverlayTree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.model import FileChange, Operation, SpecPlan
    from uowgen.text import Source
    from uowgen.tree import Tree

    Replan = Callable[[Tree], tuple[FileChange, ...]]
    Texts = dict[str, bytes | None]


def revert_unrecorded(
    plan: SpecPlan, tree: Tree, replan: Callable[[Tree], tuple[FileChange, ...]]
) -> tuple[tuple[FileChange, ...], tuple[Diagnostic, ...]]:
    """The changes that take out what `plan`, made on `tree`, finds `applied`; or why they cannot be; never both.

    `replan` gives the changes of the same spec on another tree. A blank line beside what is taken out goes with it, where the spec
    would put it there. Problems: `changed-since-apply`, `not-recorded`, `ambiguous-place`, or why the plan refuses.
    """
    now: Texts = {}  # what becomes of the files so far
    problems: list[Diagnostic] = []
    for operations in reversed(_by_block(plan)):
        missing = [operation for operation in operations if operation.status != "applied"]
        if any(operation.status == "refused" for operation in missing) or 0 < len(missing) < len(operations):
            problems.append(_incomplete(missing[0]))
        elif not missing:
            wrong = _take_out(plan, operations, tree, now, replan)
            problems += [wrong] if wrong is not None else []
    return ((), tuple(reversed(problems))) if problems else (tuple(_changes(tree, now)), ())


def _by_block(plan: SpecPlan) -> list[list[Operation]]:
    """The operations of each block together: one block may be several items, each found where it stands."""
    found: dict[int, list[Operation]] = {}
    for number, operation in enumerate(plan.operations):
        found.setdefault(-1 - number if operation.block is None else operation.block, []).append(operation)
    return list(found.values())


def _take_out(plan: SpecPlan, operations: list[Operation], tree: Tree, now: Texts, replan: Replan) -> Diagnostic | None:
    """Adds to `now` the file without the block that `operations` put in."""
    first = operations[0]
    path = first.file
    code = "" if first.block is None else plan.spec.blocks[first.block].code
    source = OverlayTree(tree, now).read(path)
    if source is None or any(other.file != path for other in operations) or not _surely_the_specs(operations, code):
        return _not_recorded(first)
    places = _places(source, code)
    if len(places) > 1:
        message = f"the code of `{first.target}` stands in more than one place"
        related = tuple(Label(path, span, "or here") for span in places[1:])
        return Diagnostic("ambiguous-place", message, path, places[0], "take out by hand the one that is meant", related=related)
    if places:
        for text in _without(source, places[0], whole=first.kind == "create_file"):
            if _gives_back(tree, {**now, path: text}, replan):
                now[path] = text
                return None
    return _not_recorded(first)


def _surely_the_specs(operations: list[Operation], code: str) -> bool:
    """Whether code is what the spec brings rather than a line that may have been there before, as an import may."""
    if all(operation.kind.startswith("insert_") or operation.kind == "create_file" for operation in operations):
        return bool(code.strip())
    return known_alone(code.encode())


def _places(source: Source, code: str) -> list[Span]:
    """Where the lines of `code` stand in the file, whatever their indentation; spans of whole lines."""
    wanted = [line.strip() for line in code.strip().split("\n")]
    count = len(source.line_starts())
    lines = [source.line_text(number).strip() for number in range(1, count + 1)]
    starts = (*source.line_starts(), len(source.data))
    return [
        Span(starts[at], starts[at + len(wanted)])
        for at in range(count - len(wanted) + 1)
        if lines[at] == wanted[0] and lines[at : at + len(wanted)] == wanted
    ]


def _without(source: Source, span: Span, *, whole: bool) -> Iterator[bytes | None]:
    """The text without `span`, in each way in which blank lines may belong to it; None for no file."""
    data = source.data
    if whole:
        yield None
        return
    before = _blank_before(data, span.start)
    after = _blank_after(data, span.end)
    for start, end in ((span.start, after), (before, span.end), (span.start, span.end), (before, after)):
        yield data[:start] + data[end:]
    if span.end == len(data) and not data.endswith(b"\n"):
        yield data[:before].removesuffix(b"\n").removesuffix(b"\r")


def _blank_before(data: bytes, at: int) -> int:
    """The start of the blank line that ends at `at`, or `at`."""
    start = data.rfind(b"\n", 0, max(0, at - 1)) + 1
    return start if at and not data[start:at].strip() else at


def _blank_after(data: bytes, at: int) -> int:
    end = data.find(b"\n", at) + 1
    return end if end and not data[at:end].strip() else at


def _gives_back(tree: Tree, now: Texts, replan: Replan) -> bool:
    """Whether the spec, planned on `tree` with `now`, puts back exactly what `tree` has."""
    changes = {change.path: change for change in replan(OverlayTree(tree, now))}
    if not set(changes) <= set(now):
        return False
    for path, text in now.items():
        after = changes[path].result if path in changes else text
        source = tree.read(path)
        if source is None or after != source.data:
            return False
    return True


def _changes(tree: Tree, now: Texts) -> Iterator[FileChange]:
    for path, text in sorted(now.items()):
        source = tree.read(path)
        yield change_between(path, None if source is None else source.data, text)


def _incomplete(operation: Operation) -> Diagnostic:
    what = f"`{operation.target}`" if operation.target else f"what `{operation.kind}` puts in"
    message = f"{what} is not there as the spec has it: {operation.message}"
    differs = operation.code in (None, "item-exists-differently")
    code = "changed-since-apply" if differs or operation.code is None else operation.code
    return Diagnostic(code, message, operation.file, None, operation.help or "take out by hand what the spec put in")


def _not_recorded(operation: Operation) -> Diagnostic:
    message = f"nothing records what `{operation.kind}` of `{operation.target}` put in, and the tree alone does not tell"
    return Diagnostic("not-recorded", message, operation.file, None, "take it out by hand, or revert it in git")
