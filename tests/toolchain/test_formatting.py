"""Formatting only what a plan inserts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.toolchain.trees import SMALL, needs_rustfmt, write
from uowgen.model import Operation, Plan, Spec, SpecPlan
from uowgen.patch import make_change
from uowgen.revert import written_by
from uowgen.text import Draft, Edit, Span
from uowgen.toolchain.formatting import format_plan
from uowgen.toolchain.rustfmt import rustfmt

if TYPE_CHECKING:
    from pathlib import Path

UGLY = "fn   old( )  { }\n\nfn last() {}\n"


def plan_of(original: str, *insertions: tuple[int, str], path: str = "src/lib.rs") -> Plan:
    """A plan that inserts each text before the n-th byte of the text as the insertions before it leave it."""
    draft = Draft(path, original.encode())
    operations = []
    for at, text in insertions:
        edits = (Edit(path, Span(at, at), text.encode()),)
        draft = draft.apply(edits)
        operations.append(
            Operation("insert_before", 1, Span(0, 0), path, "x", "applies", edits=edits, lines_added=text.count("\n"))
        )
    spec = SpecPlan(Spec("s.md", "1", "t", 1, Span(0, 0)), tuple(operations))
    return Plan((spec,), (make_change(path, draft),))


def result(plan: Plan) -> str:
    """The planned text, after checking that the operations still add up to it."""
    assert written_by(plan)
    return plan.changes[0].result.decode()


def squeezed(path: str, text: bytes) -> bytes:
    """A formatter for tests without rustfmt: no double spaces, no blank before a bracket."""
    while b"  " in text:
        text = text.replace(b"  ", b" ")
    return text.replace(b" (", b"(")


@needs_rustfmt
def test_only_inserted_lines_are_formatted_as_the_tree_wants_it(tmp_path: Path) -> None:
    root = write(tmp_path, {**SMALL, "src/lib.rs": UGLY, "rustfmt.toml": "tab_spaces = 2\n"})
    plan = plan_of(UGLY, (UGLY.index("fn last"), "fn   new( a:u32 )->u32{\n        a+1\n}\n\n"))
    done, problems = format_plan(plan, rustfmt(str(root)))
    assert problems == ()
    assert result(done) == "fn   old( )  { }\n\nfn new(a: u32) -> u32 {\n  a + 1\n}\n\nfn last() {}\n"
    assert (root / "src/lib.rs").read_text() == UGLY


@needs_rustfmt
def test_code_that_is_formatted_already_stays_and_line_endings_are_kept(tmp_path: Path) -> None:
    root = write(tmp_path, SMALL)
    fine = plan_of(UGLY, (len(UGLY), "\nfn new() {}\n"))
    assert format_plan(fine, rustfmt(str(root))) == (fine, ())
    windows = UGLY.replace("\n", "\r\n")
    done, _ = format_plan(plan_of(windows, (len(windows), "\r\nfn  new( ) {}\r\n")), rustfmt(str(root)))
    assert result(done) == windows + "\r\nfn new() {}\r\n"


@needs_rustfmt
def test_code_that_cannot_be_formatted_stays_with_a_warning(tmp_path: Path) -> None:
    root = write(tmp_path, SMALL)
    plan = plan_of(UGLY, (0, "fn  broken( {\n"))
    done, [problem] = format_plan(plan, rustfmt(str(root)))
    assert done == plan
    assert (problem.code, problem.severity) == ("not-formatted", "warning")


def test_later_operations_move_with_what_earlier_ones_shrank() -> None:
    first = "fn   one ()   {}\n\n"
    last = len(first) + len(UGLY)
    plan = plan_of(UGLY, (0, first), (last, "\nfn   two ()  {}\n"), (len(first) + UGLY.index("fn last"), "fn   three ()  {}\n"))
    done, problems = format_plan(plan, squeezed)
    assert problems == ()
    assert result(done) == "fn one() {}\n\nfn   old( )  { }\n\nfn three() {}\nfn last() {}\n\nfn two() {}\n"


def test_an_operation_inside_what_another_inserted_leaves_the_file_as_it_is() -> None:
    plan = plan_of(UGLY, (0, "fn   one ()   {}\n\n"), (5, "x"))
    done, [problem] = format_plan(plan, squeezed)
    assert done == plan
    assert problem.code == "not-formatted"


def test_other_files_and_a_missing_formatter_change_nothing() -> None:
    text = plan_of("a\n", (0, "b  \n"), path="notes.md")
    assert format_plan(text, squeezed) == (text, ())
    rust = plan_of(UGLY, (0, "fn  a( ) {}\n"))
    done, [problem] = format_plan(rust, lambda path, data: "rustfmt was not found on the PATH")
    assert done == rust
    assert "rustfmt was not found" in problem.message
