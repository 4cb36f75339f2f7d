"""Which files a document names, what is to be done with them, and which is nearest."""

from __future__ import annotations

import pytest

from tests.spec.reading import directive_of, spec_of
from uowgen.spec.paths import line_range, path_of

CODE = "\n\n```rust\nfn a() {}\n```\n"


@pytest.mark.parametrize(
    "header",
    [
        "**File:** `src/mm.rs`",
        "**file**: `src/mm.rs`",
        "File: src/mm.rs",
        "**Target File:** `src/mm.rs`",
        "**Location**: `src/mm.rs`",
        "**Files:**\n- `src/mm.rs`",
        "## Target File(s)\n\n- `src/mm.rs`",
        "## Affected Files\n\n| File | Action |\n|---|---|\n| `src/mm.rs` | Modify |",
        "**File**: [`mm.rs`](src/mm.rs)",
        "**File**: [mm.rs](../../src/mm.rs)",
        "**File:** `./src/mm.rs`",
    ],
)
def test_the_file_of_a_spec_is_read_in_many_dialects(header: str) -> None:
    spec = spec_of(f"# UoW 1: A\n\n{header}\n\n## Task\n\nAdd:{CODE}")
    assert [f.path for f in spec.files] == ["src/mm.rs"]
    assert spec.directives[0].files[0].path == "src/mm.rs"


@pytest.mark.parametrize(
    ("row", "path", "use", "cited"),
    [
        ("Create: `src/a.rs`", "src/a.rs", "create", None),
        ("Modify: `src/a.rs:120-140`", "src/a.rs", "modify", (120, 140)),
        ("Modify: `src/a.rs` (lines 8-15)", "src/a.rs", "modify", (8, 15)),
        ("Test: `tests/a.rs`", "tests/a.rs", "test", None),
        ("Delete: `src/a.rs`", "src/a.rs", "delete", None),
        ("`src/a.rs` (NEW FILE)", "src/a.rs", "create", None),
    ],
)
def test_a_list_of_files_says_what_is_done_with_each(row: str, path: str, use: str, cited: tuple[int, int] | None) -> None:
    spec = spec_of(f"# Plan\n\n### Task 1: X\n\n**Files:**\n- {row}\n\nAdd:{CODE}")
    (found,) = spec.directives[0].files
    assert (found.path, found.use, found.cited, found.where) == (path, use, cited, "list")


def test_a_table_of_files_says_what_is_done_with_each() -> None:
    spec = spec_of(
        "# P\n\n## Files\n\n| Path | Purpose | Action |\n|--|--|--|\n| `a/b.rs` | x | NEW |\n| `a/c.rs` | y | Modify |\n"
    )
    assert [(f.path, f.use) for f in spec.files] == [("a/b.rs", "create"), ("a/c.rs", "modify")]


def test_a_bar_in_inline_code_divides_no_cell() -> None:
    spec = spec_of("# P\n\n## Files\n\n| Note | File |\n|--|--|\n| `a | b` | `src/x.rs` |\n")
    assert [f.path for f in spec.files] == ["src/x.rs"]


@pytest.mark.parametrize(
    ("near", "where"),
    [
        ('```rust title="src/near.rs"\nfn a() {}\n```', "info"),
        ("```rust,filename=src/near.rs\nfn a() {}\n```", "info"),
        ("```rust src/near.rs\nfn a() {}\n```", "info"),
        ("```rust\n// src/near.rs\nfn a() {}\n```", "comment"),
        ("```rust\n// in src/near.rs\nfn a() {}\n```", "comment"),
        ("Add to `src/near.rs`:\n\n```rust\nfn a() {}\n```", "sentence"),
        ("- [ ] **Step 1: Add it to `src/near.rs`**\n\n```rust\nfn a() {}\n```", "heading"),
        ("#### Change `src/near.rs`\n\n```rust\nfn a() {}\n```", "heading"),
    ],
)
def test_the_nearest_file_comes_before_that_of_the_document(near: str, where: str) -> None:
    spec = spec_of(f"# UoW 1: A\n\n**File:** `src/far.rs`\n\n### Task\n\n{near}\n")
    files = spec.directives[0].files
    assert [f.path for f in files] == ["src/near.rs", "src/far.rs"]
    assert files[0].where == where


def test_a_path_deep_in_a_comment_explains_and_names_no_place() -> None:
    text = (
        "# P\n\nAdd to `src/a.rs`:\n\n```rust\n// The same bound as the one that is kept in src/b.rs for clients.\nfn a() {}\n```\n"
    )
    assert [f.path for f in directive_of(text).files] == ["src/a.rs"]


def test_a_short_path_is_written_out_when_one_longer_path_ends_with_it() -> None:
    listed = "**Files:**\n- Modify: `crates/a/src/main.rs`\n- Modify: `crates/a/src/server.rs`"
    text = f"# P\n\n### Task 1: X\n\n{listed}\n\n- [ ] **Step 1: Update server.rs**{CODE}"
    assert directive_of(text).files[0].path == "crates/a/src/server.rs"


def test_a_short_path_stays_when_several_longer_ones_end_with_it() -> None:
    text = (
        f"# P\n\n### Task 1: X\n\n**Files:**\n- Modify: `a/mod.rs`\n- Modify: `b/mod.rs`\n\n- [ ] **Step 1: Update mod.rs**{CODE}"
    )
    assert directive_of(text).files[0].path == "mod.rs"


def test_what_is_worked_on_comes_before_what_is_only_mentioned() -> None:
    text = f"# P\n\nLike the one that `src/b.rs` has, add this to `src/a.rs`:{CODE}"
    assert [f.path for f in directive_of(text).files] == ["src/a.rs", "src/b.rs"]


def test_the_second_block_of_a_step_has_the_file_of_the_first() -> None:
    spec = spec_of("# P\n\n- [ ] **Step 1: X**\n\nIn `src/a.rs`, change:\n\n```rust\na();\n```\n\nto:\n\n```rust\nb();\n```\n")
    assert spec.directives[0].files[0].path == "src/a.rs"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("src/a.rs", ("src/a.rs", None)),
        ("src/a.rs:12", ("src/a.rs", (12, 12))),
        ("src/a.rs:12-40", ("src/a.rs", (12, 40))),
        ("src/a.rs#L12-L40", ("src/a.rs", (12, 40))),
        ("src/a.rs:mod tests", ("src/a.rs", None)),
        ("src/a.rs::name", ("src/a.rs", None)),
        ("Cargo.toml", ("Cargo.toml", None)),
        ("../a.rs", ("../a.rs", None)),
        ("/etc/a.rs", ("/etc/a.rs", None)),
        ("self.rs()", ("", None)),
        ("a.b", ("", None)),
        ("https://x.y/a.rs", ("", None)),
        ("...", ("", None)),
        ("", ("", None)),
    ],
)
def test_a_path_is_told_from_other_code(text: str, found: tuple[str, tuple[int, int] | None]) -> None:
    assert path_of(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12", (12, 12)),
        ("12-40", (12, 40)),
        ("L12-L40", (12, 40)),
        ("~90", (90, 90)),
        ("12 to 40", (12, 40)),
        ("40-12", (40, 40)),
        ("x", None),
        ("0", None),
    ],
)
def test_line_ranges_are_read(text: str, found: tuple[int, int] | None) -> None:
    assert line_range(text) == found


def test_a_path_out_of_the_tree_is_kept_as_written_to_be_refused_later() -> None:
    assert directive_of(f"# P\n\nAdd to `../secret.rs`:{CODE}").files[0].path == "../secret.rs"
