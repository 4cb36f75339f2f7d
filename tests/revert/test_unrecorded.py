"""Without a record, an insertion is taken out if the spec, planned again on what is left, puts back just what is there."""

from __future__ import annotations

from uowgen.model import Block, FileChange, Operation, Spec, SpecPlan
from uowgen.patch import make_change
from uowgen.revert import revert_unrecorded
from uowgen.text import Draft, Edit, Span
from uowgen.tree import MemoryTree, Tree

PATH = "mm.rs"
CODE = "struct Guard {\n    pages: usize,\n}\n"


def planned(*operations: tuple[str, str, str], code: str = CODE) -> SpecPlan:
    """A plan with one operation for each kind, file and status; all have the one block."""
    block = Block(Span(0, 0), 1, 2, "rust", "", code, "code")
    rows = tuple(Operation(kind, 1, Span(0, 0), file, "fn sys_mmap", status, block=0) for kind, file, status in operations)  # type: ignore[arg-type]
    return SpecPlan(Spec("a.md", "1", "", 1, Span(0, 0), (block,)), rows)


def puts_before(anchor: bytes, code: bytes) -> object:
    """A planner of one insertion, with a blank line after it: what it changes on a tree."""

    def replan(tree: Tree) -> tuple[FileChange, ...]:
        source = tree.read(PATH)
        if source is None or anchor not in source.data or code.strip() in source.data:
            return ()
        at = source.data.index(anchor)
        return (make_change(PATH, Draft(PATH, source.data).apply((Edit(PATH, Span(at, at), code + b"\n"),))),)

    return replan


def reverted(now: bytes, replan: object, plan: SpecPlan) -> tuple[list[tuple[bytes, bool]], list[str]]:
    files, problems = revert_unrecorded(plan, MemoryTree({PATH: now}), replan)  # type: ignore[arg-type]
    return [(f.result, f.removed) for f in files], [p.code for p in problems]


def test_the_inserted_code_goes_with_its_blank_line() -> None:
    before = b"use a;\n\nfn sys_mmap() {}\n"
    now = b"use a;\n\n" + CODE.encode() + b"\nfn sys_mmap() {}\n"
    replan = puts_before(b"fn sys_mmap", CODE.encode())
    assert reverted(now, replan, planned(("insert_before", PATH, "applied"))) == ([(before, False)], [])


def test_an_indented_insertion_goes_too() -> None:
    code = b"    struct Guard {\n        pages: usize,\n    }\n"
    now = b"mod a {\n" + code + b"\n    fn sys_mmap() {}\n}\n"
    replan = puts_before(b"    fn sys_mmap", code)
    assert reverted(now, replan, planned(("insert_before", PATH, "applied"))) == (
        [(b"mod a {\n    fn sys_mmap() {}\n}\n", False)],
        [],
    )


def test_where_planning_again_gives_another_text_nothing_is_taken_out() -> None:
    now = b"fn sys_mmap() {}\n\n" + CODE.encode()  # somebody put it behind the function
    replan = puts_before(b"fn sys_mmap", CODE.encode())
    assert reverted(now, replan, planned(("insert_before", PATH, "applied"))) == ([], ["not-recorded"])


def test_a_block_that_several_operations_put_in_goes_as_one() -> None:
    code = CODE + "\nimpl Guard {\n    fn new() -> Self { Guard { pages: 0 } }\n}\n"
    before = b"fn sys_mmap() {}\n"
    replan = puts_before(b"fn sys_mmap", code.encode())
    plan = planned(("insert_before", PATH, "applied"), ("add_method", PATH, "applied"), code=code)
    assert reverted(code.encode() + b"\n" + before, replan, plan) == ([(before, False)], [])


def test_a_block_of_which_a_part_is_there_is_refused() -> None:
    plan = planned(("insert_before", PATH, "applied"), ("insert_before", PATH, "applies"))
    assert reverted(CODE.encode(), lambda tree: (), plan) == ([], ["changed-since-apply"])


def test_a_line_that_may_have_been_there_before_is_left() -> None:
    now = b"use a;\n\nfn sys_mmap() {}\n"
    replan = puts_before(b"fn sys_mmap", b"use a;\n")
    plan = planned(("add_import", PATH, "applied"), code="use a;\n")
    assert reverted(now, replan, plan) == ([], ["not-recorded"])


def test_what_a_replacement_stood_for_is_not_guessed() -> None:
    assert reverted(CODE.encode(), lambda tree: (), planned(("replace_item", PATH, "applied"))) == ([], ["not-recorded"])


def test_code_that_stands_there_twice_is_refused() -> None:
    now = CODE.encode() + b"\nmod b {\n" + CODE.encode() + b"}\n"
    assert reverted(now, lambda tree: (), planned(("insert_before", PATH, "applied"))) == ([], ["ambiguous-place"])


def test_what_the_plan_refuses_is_refused() -> None:
    assert reverted(b"", lambda tree: (), planned(("insert_before", PATH, "refused"))) == ([], ["changed-since-apply"])


def test_what_is_not_there_is_passed_over() -> None:
    assert reverted(b"fn sys_mmap() {}\n", lambda tree: (), planned(("insert_before", PATH, "applies"))) == ([], [])


def test_a_created_file_goes() -> None:
    def replan(tree: Tree) -> tuple[FileChange, ...]:
        if tree.read(PATH) is not None:
            return ()
        return (make_change(PATH, Draft(PATH, None).apply((Edit(PATH, Span(0, 0), CODE.encode()),))),)

    assert reverted(CODE.encode(), replan, planned(("create_file", PATH, "applied"))) == ([(b"", True)], [])
    changed = CODE.encode() + b"\nfn more() {}\n"
    assert reverted(changed, replan, planned(("create_file", PATH, "applied"))) == ([], ["not-recorded"])
