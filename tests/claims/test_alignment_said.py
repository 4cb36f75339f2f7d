"""What a method is said to refuse because it is not aligned, next to the spec's own code."""

from __future__ import annotations

import pytest

from tests.claims.test_pages import Page, judge

SHOWN = """
pub struct Stack {
    pages: Vec<usize>,
    closed: bool,
}

#[derive(Debug)]
pub enum StackError {
    Crooked,
    Closed,
}

impl Stack {
    pub fn new() -> Self {
        Self { pages: Vec::new(), closed: false }
    }

    pub fn put(&mut self, page: usize) -> Result<(), StackError> {
        if page % 4096 != 0 {
            return Err(StackError::Crooked);
        }
        if self.closed {
            return Err(StackError::Closed);
        }
        self.pages.push(page);
        Ok(())
    }

    pub fn close(&mut self) {
        self.closed = true;
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        for &page in &self.pages {
            crate::mm::free(page);
        }
    }
}
"""
SENTENCE = "`put()` stacks the page up; unaligned pages are refused with `Crooked`, and with `Closed` once nobody wants more"


@pytest.mark.parametrize(
    "change,text,outcome",
    [
        (("page % 4096 != 0", "page & 4095 != 0"), SENTENCE, "undecided"),
        (("page % 4096 != 0", "page & 2048 != 0"), SENTENCE, "fails"),
        (("page % 4096 != 0", "false"), SENTENCE, "fails"),
        (("page % 4096 != 0", "page & 2048 != 0"), SENTENCE.replace("unaligned", "not unaligned"), "undecided"),
        (("page % 4096 != 0", "page & 2048 != 0"), SENTENCE.replace("`Crooked`, and with `Closed`", "`Closed`"), "undecided"),
    ],
)
def test_what_is_not_aligned_and_taken_all_the_same(change: tuple[str, str], text: str, outcome: str) -> None:
    assert change[0] in SHOWN
    verdict = judge(Page({"src/it.rs": SHOWN.replace(*change).encode()}, [SHOWN], []), text)
    assert verdict.outcome == outcome, verdict.message
