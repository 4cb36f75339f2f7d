"""Fences: where they begin and end, what their code is, and what their role is."""

from __future__ import annotations

import pytest

from tests.spec.reading import directive_of, only_block, roles, spec_of
from uowgen.spec.read import read_document
from uowgen.text import Source


def test_a_fence_knows_its_lines_and_its_code() -> None:
    block = only_block("# T\n\n```rust\nfn a() {}\n\nfn b() {}\n```\n")
    assert (block.line, block.end_line, block.code_line) == (3, 7, 4)
    assert block.code == "fn a() {}\n\nfn b() {}\n"


def test_a_fence_in_a_list_item_loses_the_indentation_of_the_fence_only() -> None:
    text = "# T\n\n- [ ] Do it:\n\n  ```rust\n  impl A {\n      fn a() {}\n  }\n  ```\n"
    block = only_block(text)
    assert block.line == 5
    assert block.code == "impl A {\n    fn a() {}\n}\n"


def test_a_fence_on_the_line_of_a_list_marker_is_read() -> None:
    assert only_block("# T\n\n- ```rust\n  fn a() {}\n  ```\n").code == "fn a() {}\n"


def test_a_fence_indented_by_a_tab_loses_the_tab() -> None:
    assert only_block("# T\n\n- a\n\n\t```rust\n\tfn a() {\n\t\tb();\n\t}\n\t```\n").code == "fn a() {\n\tb();\n}\n"


def test_rows_that_are_indented_less_than_their_fence_keep_what_they_have() -> None:
    assert only_block("# T\n\n  ```rust\nfn a() {}\n  ```\n").code == "fn a() {}\n"


def test_tildes_may_hold_backticks_and_longer_fences_shorter_ones() -> None:
    spec = spec_of("# T\n\n~~~text\n```\nx\n```\n~~~\n\n````md\n```rust\nfn a() {}\n```\n````\n")
    assert [(b.line, b.end_line, b.lang) for b in spec.blocks] == [(3, 7, "text"), (9, 13, "md")]


def test_a_fence_in_a_block_quote_loses_the_marks_of_the_quote() -> None:
    assert only_block("# T\n\n> ```rust\n> fn a() {\n>     b();\n> }\n> ```\n").code == "fn a() {\n    b();\n}\n"


def test_an_unclosed_fence_reaches_to_the_end_and_is_reported() -> None:
    specs, problems = read_document(Source("a.md", b"# T\n\n```rust\nfn a() {}\n"))
    assert specs[0].blocks[0].code == "fn a() {}\n"
    assert specs[0].blocks[0].end_line == 4
    assert [p.code for p in problems] == ["fence-not-closed"]


def test_a_document_with_crlf_gives_code_without_carriage_returns() -> None:
    block = only_block("# T\r\n\r\n```rust\r\nfn a() {}\r\n```\r\n")
    assert (block.line, block.end_line, block.code, block.lang) == (3, 5, "fn a() {}\n", "rust")


def test_lines_are_counted_by_newlines_whatever_else_a_row_holds() -> None:
    assert only_block("# T\n\nform\x0cfeed and \u2028 here\n\n```rust\nfn a() {}\n```\n").line == 5


def test_fences_between_tags_are_read_though_markdown_calls_it_html() -> None:
    block = only_block("# T\n\n<action>\nAdd to `src/a.rs`:\n```rust\nfn a() {}\n```\n</action>\n")
    assert (block.line, block.role) == (5, "code")


@pytest.mark.parametrize("info", ["rust", "Rust", "rust,ignore", 'rust title="src/a.rs"', "{.rust}", "rust:src/a.rs"])
def test_the_language_is_the_first_word_of_the_info_string(info: str) -> None:
    assert only_block(f"# T\n\n```{info}\nfn a() {{}}\n```\n").lang == "rust"


@pytest.mark.parametrize("lang", ["bash", "sh", "console", "zsh"])
def test_shell_blocks_are_commands(lang: str) -> None:
    assert roles(f"# T\n\nAdd this to `src/a.rs`:\n\n```{lang}\ncargo test\n```\n") == ["command"]


@pytest.mark.parametrize("lang", ["json", "text", "yaml", "mermaid"])
def test_blocks_of_other_languages_are_not_written(lang: str) -> None:
    assert roles(f"# T\n\nLooks like:\n\n```{lang}\nx\n```\n") == ["other"]


def test_a_block_of_any_language_is_written_when_it_is_a_file_to_be_created() -> None:
    assert roles("# T\n\nCreate `conf/a.json`:\n\n```json\n{}\n```\n") == ["code"]


def test_a_manifest_is_written() -> None:
    assert roles('# T\n\nAdd to `Cargo.toml`:\n\n```toml\n[dependencies]\na = "1"\n```\n') == ["code"]


def test_a_block_without_a_language_is_written_if_it_reads_as_rust() -> None:
    assert roles("# T\n\nAdd:\n\n```\npub fn a() {}\n```\n\nIt prints:\n\n```\nhello\n```\n") == ["code", "other"]


def test_a_diff_is_a_change() -> None:
    assert directive_of("# T\n\nIn `src/a.rs`:\n\n```diff\n-a\n+b\n```\n").verb == "change"


PAIRS = [
    ("**Current:**", "**Required:**"),
    ("**Current code:**", "**Required change:**"),
    ("**Before:**", "**After:**"),
    ("**Before** (line 3):", "**After:**"),
    ("Change from:", "To:"),
    ("Change line 7 from:", "to:"),
    ("Old:", "New:"),
    ("**Current (BUGGY):**", "**Fixed (CORRECT):**"),
    ("Replace this code:", "With:"),
    ("Replace:", "With:"),
    ("In `src/a.rs`, replace:", "with:"),
    ("Find:", "Replace with:"),
    ("Find the handling of `b`:", "Change to:"),
]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_two_blocks_that_are_announced_as_two_sides_are_a_change(first: str, second: str) -> None:
    spec = spec_of(f"# T\n\n{first}\n```rust\na();\n```\n\n{second}\n```rust\nb();\n```\n")
    assert [block.role for block in spec.blocks] == ["before", "after"]
    (directive,) = spec.directives
    assert (directive.block, directive.before) == (1, 0)
    assert directive.verb in ("change", "replace")


def test_headings_can_announce_the_two_sides() -> None:
    assert roles("# T\n\n## Step 1\n\n### Current\n```rust\na();\n```\n\n### Required\n```rust\nb();\n```\n") == ["before", "after"]


@pytest.mark.parametrize(
    "words",
    ["**Problem location:**", "**Current code:**", "- **MIRROR**: `src/a.rs:1-3`", "**SOURCE**:", "**Existing:**",
     "**Pattern to follow:**",
     "// From `src/a.rs` (lines 3-8):"[3:], "Currently the code is:"],
)  # fmt: skip
def test_what_is_shown_without_a_counterpart_is_a_quotation_with_a_reason(words: str) -> None:
    block = only_block(f"# T\n\n{words}\n\n```rust\nfn a() {{}}\n```\n")
    assert block.role == "quote"
    assert block.note


@pytest.mark.parametrize(
    "heading",
    ["Current State", "Problem location", "Patterns to Mirror", "Background", "References", "Code Analysis", "What NOT to Change"],
)
def test_blocks_under_headings_that_describe_are_quotations(heading: str) -> None:
    assert roles(f"# T\n\n## {heading}\n\nSome words.\n\n```rust\nfn a() {{}}\n```\n") == ["quote"]


@pytest.mark.parametrize("heading", ["Example usage", "Usage", "Conceptual Design"])
def test_blocks_under_headings_of_examples_are_examples(heading: str) -> None:
    assert roles(f"# T\n\n## {heading}\n\n```rust\na();\n```\n") == ["example"]


def test_a_request_under_a_heading_that_describes_is_still_a_request() -> None:
    assert roles("# T\n\n## Context\n\nAdd this to `src/a.rs`:\n\n```rust\nfn a() {}\n```\n") == ["code"]


@pytest.mark.parametrize("words", ["Replace the `a` function:", "Replace `src/a.rs`:", "Change `a` to:", "Update `a`:"])
def test_a_replacement_without_the_old_text_is_code(words: str) -> None:
    assert roles(f"# T\n\n{words}\n\n```rust\nfn a() {{}}\n```\n") == ["code"]


def test_what_is_to_be_found_before_an_addition_is_what_it_goes_beside() -> None:
    text = "# T\n\n- [ ] **Step 1: Add**\n\nFind:\n\n```rust\na();\n```\n\nAdd after it:\n\n```rust\nb();\n```\n"
    assert roles(text) == ["before", "after"]


def test_a_block_under_delete_shows_what_is_removed() -> None:
    spec = spec_of("# T\n\nIn `src/a.rs`, delete this line:\n\n```rust\nuse a::b;\n```\n")
    assert spec.blocks[0].role == "before"
    (directive,) = spec.directives
    assert (directive.verb, directive.block, directive.before) == ("remove", None, 0)


def test_one_block_can_show_both_sides_of_several_changes() -> None:
    code = "// Change:\na();\n// To:\nb();\n\n// Before:\nc();\n// After:\nd();\n"
    spec = spec_of(f"# T\n\nIn `src/a.rs`:\n\n```rust\n{code}```\n")
    assert [d.sides for d in spec.directives] == [("a();\n", "b();\n"), ("c();\n", "d();\n")]
    assert {d.block for d in spec.directives} == {0}


def test_a_comment_that_says_before_in_the_midst_of_code_makes_no_pair() -> None:
    code = "fn a() {\n    // Before: this\n    b();\n    // After: that\n}\n"
    (directive,) = spec_of(f"# T\n\nAdd to `src/a.rs`:\n\n```rust\n{code}```\n").directives
    assert directive.sides is None


@pytest.mark.parametrize("heading", ["Task 3: Pattern matching", "Step 2: Fix the problem", "Implementation of the analysis"])
def test_a_heading_that_gives_work_does_not_describe(heading: str) -> None:
    assert roles(f"# T\n\n### {heading}\n\nSome words.\n\n```rust\nfn a() {{}}\n```\n") == ["code"]
