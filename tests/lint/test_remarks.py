"""What is remarked on, what is not, and where the caret stands."""

from __future__ import annotations

import pytest

from tests.lint.said import GOOD, lint, put_right, shown


def with_criterion(line: str) -> str:
    """The good spec with another criterion."""
    return GOOD.replace("`AreaFlags` is defined", line)


def test_a_spec_without_faults_gets_no_remark() -> None:
    assert lint(GOOD) == ()


def test_a_block_without_a_place_is_remarked_on() -> None:
    text = GOOD.replace("**File:** `kernel/src/vma.rs`", "").replace(" **before** `map`", "")
    codes = [r.diagnostic.code for r in lint(text)]
    assert codes == ["no-target-file"]


@pytest.mark.parametrize(
    ("line", "code", "meant"),
    [
        ("The flags work correctly", "criterion-vague", "work correctly"),
        ("Errors are handled gracefully", "criterion-vague", "handled gracefully"),
        (
            "`AreaFlags` is defined and `map` returns `usize`",
            "criterion-compound",
            "`AreaFlags` is defined and `map` returns `usize`",
        ),
        ("zorp the frobnicator", "not-understood", "zorp the frobnicator"),
        ("`AreaFlags` has the fields `bits`, `mask`", "unmet-by-plan", "`AreaFlags` has the fields `bits`, `mask`"),
        ("`AreaFlgas` is defined", "name-differs", "AreaFlgas"),
    ],
)
def test_a_criterion_that_nobody_can_tick_is_remarked_on_at_its_words(line: str, code: str, meant: str) -> None:
    text = with_criterion(line)
    assert (code, meant) in shown(lint(text), text)


def test_the_wording_that_is_proposed_can_be_decided() -> None:
    for vague in ("It works correctly", "`AreaFlags` behaves correctly", "`Other` works"):
        (remark, *_) = [r for r in lint(with_criterion(vague)) if r.diagnostic.code == "criterion-vague"]
        proposal = remark.diagnostic.help.partition("for instance: ")[2]
        again = [r.diagnostic.code for r in lint(with_criterion(proposal))]
        assert set(again) <= {"unmet-by-plan"}, (vague, proposal, again)


def test_the_parts_that_are_proposed_for_a_compound_criterion_are_clean() -> None:
    remark = lint(with_criterion("`AreaFlags` is defined and `map` returns `usize`"))[0]
    parts = [part.strip() for part in remark.diagnostic.help.partition(": ")[2].split(" / ")]
    assert parts == ["- [ ] `AreaFlags` is defined", "- [ ] `map` returns `usize`"]
    assert lint(GOOD.replace("- [ ] `AreaFlags` is defined", "\n".join(parts))) == ()


def test_a_list_is_no_compound_criterion() -> None:
    text = with_criterion("`Vma` has the fields `start` and `end`")
    assert lint(text) == ()


def test_a_spec_without_criteria_is_remarked_on() -> None:
    text = GOOD.partition("## Acceptance")[0]
    (remark,) = lint(text)
    assert remark.diagnostic.code == "no-criteria"
    assert "`AreaFlags` has the fields `bits`" in remark.diagnostic.help


@pytest.mark.parametrize("word", ["TEAM_XXX", "<your name>", "TBD", "TODO: your id", "[fill in the reason]"])
def test_placeholders_in_the_words_are_remarked_on(word: str) -> None:
    text = GOOD.replace("# UoW 1: Flags\n", f"# UoW 1: Flags\n\nWritten by {word}.\n")
    assert ("placeholder", word) in shown(lint(text), text)


def test_a_placeholder_that_is_filled_is_none() -> None:
    text = GOOD.replace("Flags of an area", "TEAM_XXX: flags")
    assert ("placeholder", "/// TEAM_XXX: flags.") in shown(lint(text), text)
    assert lint(text, TEAM_XXX="TEAM_7") == ()


@pytest.mark.parametrize(
    "words", ["`Vec<u8>` and `Option<T>`", "a list <https://example.org>", "see [the notes](notes.md)", "<br>"]
)
def test_types_and_links_are_no_placeholders(words: str) -> None:
    assert lint(GOOD.replace("# UoW 1: Flags\n", f"# UoW 1: Flags\n\nAbout {words}.\n")) == ()


def test_elided_code_without_a_place_is_remarked_on_at_the_elision() -> None:
    text = GOOD.replace(" **before** `map`", "").replace("`kernel/src/vma.rs`", "`kernel/src/none.rs`")
    text = text.replace("pub struct AreaFlags {\n    pub bits: u32,\n}", "fn f() {\n    // ... existing code ...\n}")
    assert ("elided-code", "// ... existing code ...") in shown(lint(text), text)


def test_code_that_is_no_rust_is_remarked_on_at_its_first_error() -> None:
    text = GOOD.replace("`kernel/src/vma.rs`", "`kernel/src/none.rs`").replace("pub struct AreaFlags {", ") struct AreaFlags {")
    assert "would-not-parse" in [r.diagnostic.code for r in lint(text)]


@pytest.mark.parametrize("pair", [("sys_read", "sys_mmap"), ("area_one", "area_two"), ("Areas", "Area"), ("flag1", "flag2")])
def test_names_of_one_family_are_not_taken_for_slips(pair: tuple[str, str]) -> None:
    text = GOOD.replace("AreaFlags", pair[0]).replace("Flags\n\n**", f"Flags\n\nLater comes `{pair[1]}`.\n\n**")
    assert "name-differs" not in [r.diagnostic.code for r in lint(text)]


def test_a_quote_that_the_tree_has_at_other_lines_gets_its_numbers_put_right() -> None:
    quoted = "## Current State\n\n```rust\n// kernel/src/vma.rs:2-3\n    let size = vma.end - vma.start;\n    size\n```\n\n"
    text = GOOD.replace("## Implementation", quoted + "## Implementation")
    assert shown(lint(text), text) == [("line-stale", "2-3")]
    assert put_right(text) == text.replace(":2-3", ":11-12")
    assert lint(put_right(text)) == ()


def test_a_quote_that_the_tree_does_not_have_is_remarked_on_with_the_nearest_line() -> None:
    quoted = "## Current State\n\n```rust\n    let size = vma.end - vma.begin;\n```\n\n"
    text = GOOD.replace("## Implementation", quoted + "## Implementation")
    (remark,) = lint(text)
    assert remark.diagnostic.code == "quote-stale"
    assert "line 11" in remark.diagnostic.help
    assert remark.fix is None


def test_a_quote_with_gaps_and_remarks_of_the_author_is_found() -> None:
    quoted = "## Current State\n\n```rust\n// here is the fault\npub fn map(vma: &Vma) -> usize {\n    // ...\n    size\n}\n```\n\n"
    assert lint(GOOD.replace("## Implementation", quoted + "## Implementation")) == ()


def test_cited_lines_of_a_named_item_are_put_right() -> None:
    text = GOOD.replace("## Implementation", "See `map` in `kernel/src/vma.rs:3`.\n\n## Implementation")
    assert put_right(text) == text.replace(".rs:3`", ".rs:10-13`").replace("10-13", "10")
    assert lint(put_right(text)) == ()


def test_cited_lines_that_speak_of_a_use_are_let_be() -> None:
    text = GOOD.replace("## Implementation", "`Vma` is used in `kernel/src/vma.rs:10`.\n\n## Implementation")
    assert lint(text) == ()


def test_lines_past_the_end_of_a_file_are_remarked_on_and_not_guessed() -> None:
    text = GOOD.replace("## Implementation", "See `kernel/src/vma.rs:400`.\n\n## Implementation")
    (remark,) = lint(text)
    assert (remark.diagnostic.code, remark.fix) == ("line-stale", None)


def test_a_path_that_moved_is_put_right_where_one_file_bears_the_name() -> None:
    text = GOOD.replace("kernel/src/vma.rs", "kernel/old/vma.rs")
    assert [r.diagnostic.code for r in lint(text)] == ["path-moved"]
    assert put_right(text) == GOOD


def depending(name: str, on: str) -> str:
    """A second spec of the id `name` that depends on the one called `on`."""
    return GOOD.replace("UoW 1: Flags\n\n", f"UoW {name}: More\n\n**Depends On:** UoW {on}\n").replace("AreaFlags", f"More{name}")


def test_ids_and_dependencies_are_looked_at_together() -> None:
    assert lint(GOOD, depending("2", on="1")) == ()
    (missing,) = lint(GOOD, depending("2", on="7"))
    assert (missing.diagnostic.code, missing.diagnostic.path, missing.fix) == ("dependency-missing", "b.md", None)
    (itself,) = lint(GOOD, depending("2", on="2"))
    assert itself.diagnostic.code == "dependency-cycle"
    assert [r.diagnostic.code for r in lint(depending("1", on="2"), depending("2", on="1"))] == ["dependency-cycle"]
    (twice,) = lint(GOOD, GOOD.replace("AreaFlags", "OtherFlags"))
    assert (twice.diagnostic.code, twice.diagnostic.path) == ("id-twice", "b.md")


def test_fixes_leave_every_other_byte_alone() -> None:
    text = "\ufeff" + GOOD.replace("kernel/src/vma.rs", "kernel/old/vma.rs").replace("\n", "\r\n") + "  \r\n\x0c"
    assert put_right(text) == text.replace("kernel/old/vma.rs", "kernel/src/vma.rs")


def test_an_applied_spec_may_quote_what_was() -> None:
    quoted = "## Current State\n\n```rust\nlet gone = 1;\n```\n\n"
    text = GOOD.replace("## Implementation", quoted + "## Implementation")
    text = text.replace(
        "pub struct AreaFlags {\n    pub bits: u32,\n}", "pub struct Vma {\n    pub start: usize,\n    pub end: usize,\n}"
    )
    text = text.replace("/// Flags of an area.", "/// An area.").replace("AreaFlags", "Vma")
    assert lint(text) == ()
