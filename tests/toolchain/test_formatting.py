"""Formatting only what a plan inserts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.toolchain.trees import SMALL, needs_rustfmt, write
from uowgen.model import FileChange
from uowgen.text import Edit, Span, apply_edits
from uowgen.toolchain.formatting import format_inserted, rustfmt

if TYPE_CHECKING:
    from pathlib import Path

UGLY = "fn   old( )  { }\n\nfn last() {}\n"


def insertion(original: str, at: int, text: str, path: str = "src/lib.rs") -> FileChange:
    edits = (Edit(path, Span(at, at), text.encode()),)
    return FileChange(path, original.encode(), edits, apply_edits(original.encode(), edits), "digest")


@needs_rustfmt
def test_only_inserted_lines_are_formatted_as_the_tree_wants_it(tmp_path: Path) -> None:
    root = write(tmp_path, {**SMALL, "src/lib.rs": UGLY, "rustfmt.toml": "tab_spaces = 2\n"})
    change = insertion(UGLY, UGLY.index("fn last"), "fn   new( a:u32 )->u32{\n        a+1\n}\n\n")
    [done], problems = format_inserted((change,), rustfmt(str(root)))
    assert problems == ()
    assert done.result.decode() == "fn   old( )  { }\n\nfn new(a: u32) -> u32 {\n  a + 1\n}\n\nfn last() {}\n"
    assert apply_edits(UGLY.encode(), done.edits) == done.result
    assert (root / "src/lib.rs").read_text() == UGLY


@needs_rustfmt
def test_code_that_is_formatted_already_stays_and_line_endings_are_kept(tmp_path: Path) -> None:
    root = write(tmp_path, SMALL)
    fine = insertion(UGLY, len(UGLY), "\nfn new() {}\n")
    assert format_inserted((fine,), rustfmt(str(root))) == ((fine,), ())
    windows = UGLY.replace("\n", "\r\n")
    [done], _ = format_inserted((insertion(windows, len(windows), "\r\nfn  new( ) {}\r\n"),), rustfmt(str(root)))
    assert done.result.decode() == windows + "\r\nfn new() {}\r\n"


@needs_rustfmt
def test_code_that_cannot_be_formatted_stays_with_a_warning(tmp_path: Path) -> None:
    root = write(tmp_path, SMALL)
    change = insertion(UGLY, 0, "fn  broken( {\n")
    done, [problem] = format_inserted((change,), rustfmt(str(root)))
    assert done == (change,)
    assert (problem.code, problem.severity) == ("not-formatted", "warning")


def test_other_files_and_a_missing_formatter_change_nothing(tmp_path: Path, monkeypatch: object) -> None:
    text = insertion("a\n", 0, "b  \n", "notes.md")
    assert format_inserted((text,), lambda path, data: b"never asked") == ((text,), ())
    rust = insertion(UGLY, 0, "fn  a( ) {}\n")
    done, [problem] = format_inserted((rust,), lambda path, data: "rustfmt was not found on the PATH")
    assert done == (rust,)
    assert "rustfmt was not found" in problem.message
