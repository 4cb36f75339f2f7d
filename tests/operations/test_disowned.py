"""Code that a document shows and does not ask for, and places that only look certain."""

from __future__ import annotations

import pytest

from tests.operations.planning import PATH, operations_of, plan_text, tree_of
from uowgen.spec.disowned import announced_otherwise, goes, not_to_be_written

BLOCK = "\n\n```rust\npub fn shown() {}\n```\n"
TREE = {PATH: "pub fn there() {}\n"}


def planned_under(words: str) -> list[str]:
    plan = plan_text(f"# UoW 1: One\n\n**File:** `{PATH}`\n\n{words}{BLOCK}", tree_of(TREE))
    assert plan.specs[0].spec.blocks[0].role == "code" or plan.specs[0].spec.blocks[0].note
    return [operation.status for operation in operations_of(plan)]


@pytest.mark.parametrize(
    "words",
    [
        "## Out of scope",
        "## Later (not in this task)",
        "## Phase 2 (future)\n\nAdd this function:",
        "## Rejected approach",
        "## What NOT to do",
        "## Option A: keep it",
        "## Future work\n\n### Caching",
        "Do not write it like this:",
        "❌ Wrong:",
        "Avoid this pattern:",
        "In a later task we will add:",
        "Instead of:",
        "For example:",
        "The generated code will look like:",
        "Previously this was written as:",
        "The compiler expands this to:",
        "The library already provides:",
        "Alternatively, add it at the end of the file:",
        "## Not needed\n\nThe manifest lists every folder already.",
        "## What we don't do\n\n### Registering by hand",
        "The table is built at start-up, so there is no call of this function and no:",
        "## Problem\n\n### Implementation as it stands",
        "Remove the old helpers. These lines stay and do the same:",
        "This part is left unchanged:",
        "The function next to it, for comparison:",
        "## Alternative that we decided against\n\nA static table would do as well:",
        "### Another idea (not taken)\n\nKeep the lock:",
        "A `Clone` impl was considered, and rejected: copies would drift apart. So *not* this:",
        "Two lines are too few, so we cannot simply write",
        "The lock can be held by an interrupt, and we couldn't just do this:",
        "(a `spin` lock would not help here, and a `mutex` cannot be had so early:)",
        "Do not be tempted to free the frame first and look afterwards, i.e.",
        "Today, `src/mm.rs:4-9`:",
        "`fill` already returns the frame in that case:",
        "Everything goes to `src/mm.rs`, which is nearly empty today:",
        "Before we can get rid of it we need our own. It all goes to `src/mm.rs`, which is short at present:",
        "## 2.0 Where we are\n\nThe callers reach into the table.",
    ],
)
def test_code_that_the_words_disown_is_not_written(words: str) -> None:
    assert planned_under(words) == []


@pytest.mark.parametrize(
    "words",
    [
        "Add this function:",
        "Do this, not that. The alternative was dropped, so add:",
        "(below `there`:)",
        "### Alternative stacks\n\nAdd a function for signals:",
        "✅ Correct:",
        "## Option A: keep it (recommended)",
        "## Step 2: never allocate in the loop",
        "Do not return early here, add this function instead:",
        "## Option handling\n\nAdd this function:",
        "The finished function should look like:",
        "This method remains public:",
        "The lock stays held until the end:",
        "Badge of the page:",
        "Don't forget this one:",
    ],
)
def test_code_that_the_words_ask_for_is_written_though_they_sound_alike(words: str) -> None:
    assert planned_under(words) == ["applies"]


def test_a_chosen_option_is_work_and_the_other_is_not() -> None:
    assert not_to_be_written("Option B")
    assert not not_to_be_written("Option B (Recommended)")
    assert announced_otherwise("Or (if memory is short):") == "example"


def test_the_title_of_a_document_is_its_subject_and_disowns_nothing() -> None:
    plan = plan_text(f"# Future work\n\nAdd this function to `{PATH}`:{BLOCK}", tree_of(TREE))
    assert [operation.status for operation in operations_of(plan)] == ["applies"]


@pytest.mark.parametrize(
    ("title", "heading", "role"),
    [
        ("Issue 12: the page leaks", "## Required change\n\n### `src/mm.rs`\n\n", "code"),
        ("Analysis: who frees the page", "## Implementation\n\n", "code"),
        ("Analysis: who frees the page", "", "quote"),
        ("Analysis: who frees the page", "## Who calls it\n\n", "quote"),
        ("Paging", "## Tasks\n\n### T2. Recognise the broken pages\n\n", "code"),
        ("Paging", "## Tasks\n\n### T2. Broken pages\n\n#### Analysis\n\n", "quote"),
        ("Paging", "## Tasks\n\n### 2. Background\n\n", "quote"),
        ("Paging", "## Notes on pages\n\n### 2. How pages are broken\n\n", "quote"),
    ],
)
def test_the_subject_of_a_document_or_of_a_task_does_not_make_its_blocks_quotations(title: str, heading: str, role: str) -> None:
    plan = plan_text(f"# {title}\n\n{heading}A function at the end:{BLOCK}", tree_of(TREE))
    assert plan.specs[0].spec.blocks[0].role == role


def test_a_trait_that_is_shown_with_one_method_more_gets_that_method_and_not_itself() -> None:
    document = f"""
        # UoW 1: One

        **File:** `{PATH}`

        Add `fn len(&self) -> usize;` to the `Store` trait:

        ```rust
        pub trait Store {{
            fn get(&self);
            fn len(&self) -> usize;
        }}
        ```
        """
    plan = plan_text(document, tree_of({PATH: "pub trait Store {\n    fn get(&self);\n}\n"}))
    text = plan.changes[0].result.decode()
    assert text.split() == ["pub", "trait", "Store", "{", "fn", "get(&self);", "fn", "len(&self)", "->", "usize;", "}"]


def test_a_type_is_not_written_into_an_impl() -> None:
    document = f"# UoW 1: One\n\nAdd this to `impl A` in `{PATH}`:\n\n```rust\npub struct B;\n```\n"
    plan = plan_text(document, tree_of({PATH: "struct A;\n\nimpl A {\n    fn a() {}\n}\n"}))
    assert [(o.status, o.code) for o in operations_of(plan)] == [("refused", "would-not-parse")]


def test_a_step_whose_sentence_breaks_off_at_its_block_shows_what_gives_way() -> None:
    document = f"""
        # UoW 1: One

        **File:** `{PATH}`

        - [ ] In `b`, replace

          ```rust
          go();
          ```

          with

          ```rust
          stay();
          ```
        """
    plan = plan_text(document, tree_of({PATH: "fn a() {\n    go();\n}\n\nfn b() {\n    go();\n}\n"}))
    assert [(o.kind, o.status) for o in operations_of(plan)] == [("change_code", "applies")]
    assert plan.changes[0].result == b"fn a() {\n    go();\n}\n\nfn b() {\n    stay();\n}\n"


TWINS = "#[cfg(unix)]\npub fn home() -> u8 {\n    1\n}\n\n#[cfg(not(unix))]\npub fn home() -> u8 {\n    2\n}\n"


def replaced(code: str) -> tuple[str | None, bytes]:
    document = f"# UoW 1: One\n\nReplace `home` in `{PATH}` with:\n\n```rust\n{code}\n```\n"
    plan = plan_text(document, tree_of({PATH: TWINS}))
    return operations_of(plan)[0].code, plan.changes[0].result if plan.changes else b""


def test_of_two_functions_under_different_conditions_none_is_taken_by_chance() -> None:
    assert replaced("pub fn home() -> u8 {\n    3\n}") == ("anchor-ambiguous", b"")


def test_of_two_functions_under_different_conditions_the_one_shown_with_its_condition_is_replaced() -> None:
    code, text = replaced("#[cfg(unix)]\npub fn home() -> u8 {\n    3\n}")
    assert code is None
    assert text.decode() == TWINS.replace("    1\n", "    3\n")


def test_an_import_of_a_name_that_the_file_defines_is_refused() -> None:
    document = f"# UoW 1: One\n\nAdd this import to `{PATH}`:\n\n```rust\nuse crate::model::Item;\n```\n"
    plan = plan_text(document, tree_of({PATH: "pub struct Item;\n"}))
    assert [(o.status, o.code) for o in operations_of(plan)] == [("refused", "would-duplicate")]


def test_every_literal_is_that_of_every_file_though_an_earlier_sentence_names_one() -> None:
    document = f"""
        # UoW 1: One

        Add a field to `Config` in `{PATH}`:

        ```rust
        pub tls: bool,
        ```

        Initialise `tls` to `false` in every `Config` literal:

        ```rust
        tls: false,
        ```
        """
    files = {
        PATH: "pub struct Config {\n    pub port: u16,\n}\n",
        "src/main.rs": "fn main() {\n    let c = Config { port: 1 };\n}\n",
    }
    plan = plan_text(document, tree_of(files))
    assert [(o.file, o.status) for o in operations_of(plan)] == [(PATH, "applies"), ("src/main.rs", "applies")]
    assert b"Config { port: 1, tls: false }" in {change.path: change.result for change in plan.changes}["src/main.rs"]


def test_an_enum_that_the_block_shows_beside_a_trait_stands_beside_it_and_not_in_it() -> None:
    document = f"""
        # UoW 1: One

        **File:** `{PATH}`

        Add `TabAction` and the method `act` to the `Tab` trait:

        ```rust
        pub enum TabAction {{
            Quit,
        }}

        pub trait Tab {{
            fn draw(&self);
            fn act(&self) -> TabAction;
        }}
        ```
        """
    plan = plan_text(document, tree_of({PATH: "pub trait Tab {\n    fn draw(&self);\n}\n"}))
    text = plan.changes[0].result.decode() if plan.changes else ""
    trait = text.partition("pub trait Tab {")[2].partition("\n}")[0]
    assert "enum" not in trait
    assert all(o.status == "applies" for o in operations_of(plan)) == ("enum TabAction" in text)


@pytest.mark.parametrize(
    "words",
    [
        "Rejected: let `open` take a flag. Others call it, too, and its form is fixed:",
        "Rejected alternative: a flag for `open`.",
        "Ruled out: a flag for `open`, since others call it:",
    ],
)
def test_a_paragraph_about_a_way_that_is_not_taken_shows_no_work(words: str) -> None:
    document = f"# UoW 1: One\n\n**File:** `{PATH}`\n\n## Design\n\n{words}\n\n```rust\npub fn open(flag: bool) -> u8\n```\n"
    plan = plan_text(document, tree_of({PATH: "pub fn open() -> u8 {\n    1\n}\n"}))
    assert operations_of(plan) == []


@pytest.mark.parametrize("words", ["The old limits go away:", "These two are removed:", "Two constants are deleted:"])
def test_what_the_words_say_goes_is_taken_out_and_never_added(words: str) -> None:
    assert goes(words)
    document = f"# UoW 1: One\n\n**File:** `{PATH}`\n\n{words}\n\n```rust\npub fn there() {{}}\n```\n"
    (operation,) = operations_of(plan_text(document, tree_of(TREE)))
    assert (operation.kind, operation.status) == ("remove_item", "applies")
    assert planned_under(words) in ([], ["refused"])


@pytest.mark.parametrize(
    "words",
    ["When a page is removed:", "This is how the guard is dropped:", "This is where the frames go:", "Pages that expire are removed:",
     "The limits stay, the check goes to:", "It is not removed:"],
)  # fmt: skip
def test_words_that_only_speak_of_going_take_nothing_out(words: str) -> None:
    assert not goes(words)


@pytest.mark.parametrize("said", ["today", "(as it is now)", "currently"])
def test_code_that_its_own_comment_calls_present_is_not_written(said: str) -> None:
    document = f"# UoW 1: One\n\n**File:** `{PATH}`\n\nThe table is global.\n\n```rust\n// {PATH} {said}\npub fn there() {{\n    lock();\n```\n"
    plan = plan_text(document, tree_of(TREE))
    assert plan.specs[0].spec.blocks[0].role == "quote"
    assert operations_of(plan) == []


def test_a_quotation_is_no_old_side_of_what_goes_beside_something() -> None:
    document = f"""
        # UoW 1: Bounded

        **File:** `{PATH}`

        ## Findings

        Current tail of the loop:

        ```rust
        let _ = again();
        ```

        ## Required code

        A constant below `there`:

        ```rust
        const MOST: u32 = 4;
        ```
        """
    plan = plan_text(document, tree_of({PATH: "pub fn there() {}\n\npub fn last() {\n    let _ = again();\n}\n"}))
    assert [(o.status, o.line) for o in operations_of(plan)] == [("applies", 2)]
