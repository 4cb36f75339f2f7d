"""Blocks that go beside what the block above them has just shown, called by its kind or `it`; ends that are something's own."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.operations.planning import PATH, operations_of, plan_text, tree_of

FILE = """\
pub struct Gauge {
    level: u32,
}

impl Gauge {
    pub fn raise(&mut self, by: u32) {
        self.level += by;
    }

    pub fn level(&self) -> u32 {
        self.level
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_empty() {}
}
"""


def after(document: str) -> tuple[str, list[tuple[str, str]]]:
    """The file after `document`, and status (or code) and message of each operation."""
    plan = plan_text(f"# UoW 1: x\n\n**File:** `{PATH}`\n\n{dedent(document)}", tree_of({PATH: FILE}))
    text = next((c.result for c in plan.changes), FILE.encode()).decode()
    return text, [(o.code or o.status, o.message) for o in operations_of(plan)]


TWO = """
    The body of `raise` moves into a private helper that follows it:

    ```rust
        pub fn raise(&mut self, by: u32) {
            self.turn(by, true);
        }

        fn turn(&mut self, by: u32, up: bool) {
            self.level = if up { self.level + by } else { self.level - by };
        }
    ```

    {words}

    ```rust
        pub fn lower(&mut self, by: u32) {
            self.turn(by, false);
        }
    ```
    """


@pytest.mark.parametrize(
    "words",
    ["Directly below the helper, add its counterpart:", "And straight after it the other direction:", "Right below it:"],
)
def test_what_goes_below_the_helper_goes_below_what_was_shown_last(words: str) -> None:
    text, done = after(TWO.replace("{words}", words))
    assert [status for status, _ in done] == ["applies", "applies"]
    assert text.index("fn turn") < text.index("fn lower") < text.index("fn level")


@pytest.mark.parametrize(
    "words", ["After that, the other direction:", "Below the trait, add its counterpart:", "After it in `Gauge`:"]
)
def test_other_words_mean_nothing_that_was_shown(words: str) -> None:
    text, _ = after(TWO.replace("{words}", words))
    assert "fn lower" not in text or text.index("fn level") < text.index("fn lower")


MACRO = """
    Above the tests, a macro:

    ```rust
    macro_rules! gauged {
        ($($kind:ty),+) => { $(impl Gauged for $kind {})+ };
    }
    ```

    {words}

    ```rust
    gauged!(u8, u16);
    ```
    """


def test_a_call_of_the_macro_shown_above_goes_below_it() -> None:
    text, done = after(MACRO.replace("{words}", "And straight below it the types we want. Others can follow, signed ones first:"))
    assert [status for status, _ in done] == ["applies", "applies"]
    assert "}\n\ngauged!(u8, u16);\n\n#[cfg(test)]" in text


def test_a_call_without_a_place_is_not_written() -> None:
    _, done = after(MACRO.replace("{words}", "The types we want:"))
    assert done[1][0] == "directive-not-understood"


def test_its_top_is_that_of_what_the_sentence_names() -> None:
    words = "All of them in `mod tests`, at its top. The first:\n\n```rust\n#[test]\nfn rises() {}\n```\n"
    text, done = after(words)
    assert done[0][0] == "applies"
    assert text.index("use super::*") < text.index("fn rises") < text.index("fn starts_empty")
