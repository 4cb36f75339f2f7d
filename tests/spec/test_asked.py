"""A sentence that asks for a change and says too little of it is told; one that a block, a directive or a criterion answers is not."""

from __future__ import annotations

import pytest

from tests.operations.planning import plan_text, tree_of

TREE = tree_of({"src/lib.rs": "mod pool;\n\npub struct Stats;\n\nfn log(n: u32) {\n    print(n);\n}\n"})
HEAD = "# UoW 1: x\n\n**File:** `src/lib.rs`\n\n## {}\n\n{}\n"


def told(words: str, section: str = "Changes") -> list[str]:
    """The sentences of `words` that a plan says it has not carried out."""
    text = HEAD.format(section, words)
    (spec,) = plan_text(text, TREE).specs
    return [text[p.span.start : p.span.end] for p in spec.problems if p.code == "asked-in-words" and p.span is not None]


@pytest.mark.parametrize(
    "sentence",
    [
        "Wrap the counter of `Stats` in a lock.",
        "Mark `log` as `#[inline]`.",
        "Make `Stats` public.",
        "Bump the limit in `log` from `3` to `4`.",
        "Move `log` into a module of its own.",
        "`mod pool;` becomes `pub mod pool;`.",
        "Update all users of `Stats`.",
    ],
)
def test_a_change_in_words_that_nothing_carries_out_is_told(sentence: str):
    assert told(sentence) == [sentence]


@pytest.mark.parametrize(
    "words",
    [
        "Remove the `log` function.",  # is carried out
        "- [ ] Update all users of `Stats`.",  # is judged
        "Run `cargo test` and commit.",
        "The type `Stats` counts what is freed.",
        "**Goal:** Replace `Stats` by something better.",
        "Add this function:\n\n```rust\nfn twice(n: u32) -> u32 {\n    2 * n\n}\n```",
        "**ACTION**: add a function beside `log`\n\n**IMPLEMENT**:\n\n```rust\nfn twice(n: u32) -> u32 {\n    2 * n\n}\n```",
    ],
)
def test_what_is_done_judged_or_no_change_is_not_told(words: str):
    assert told(words) == []


def test_what_a_section_describes_is_not_told():
    assert told("Wrap the counter of `Stats` in a lock.", "Context") == []
