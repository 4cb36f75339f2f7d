"""Words that name a thing of another sort, or of another type, fail nothing: they are not what the criterion speaks of."""

from __future__ import annotations

import pytest

from tests.claims.test_pages import Page, judge

TABLE = b"""\
pub struct Handle {
    index: u16,
}

pub struct Table {
    objects: [u32; 4],
}

impl Table {
    pub fn new() -> Table {
        Table { objects: [0; 4] }
    }

    pub fn remove(&mut self, handle: Handle) -> u32 {
        core::mem::take(&mut self.objects[handle.index as usize])
    }
}
"""
RIGHTS = b"""\
pub struct Rights(u32);

impl Rights {
    pub const READ: Rights = Rights(1);

    pub fn contains(self, other: Rights) -> bool {
        self.0 & other.0 == other.0
    }
}
"""


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (TABLE, "`new()` has no objects"),
        (TABLE, "`remove()` returns the object, frees the slot, bumps the generation"),
        (RIGHTS, "`contains()` needs every bit of `other`"),
    ],
)
def test_what_may_be_meant_otherwise_does_not_fail(source: bytes, text: str) -> None:
    verdict = judge(Page({"src/table.rs": source}, [source.decode()], []), text)
    assert verdict.outcome != "fails", verdict.message


TWO_NUMBERS = """
#[derive(Clone, Copy, PartialEq)]
pub enum ValveError { Stuck, Leaking, Frozen }

impl ValveError {
    pub fn code(&self) -> u16 { match self { ValveError::Stuck => 1, ValveError::Leaking => 2, ValveError::Frozen => 3 } }
    pub fn errno(&self) -> u16 { match self { ValveError::Stuck => 5, ValveError::Leaking => 5, ValveError::Frozen => 11 } }
}
"""


@pytest.mark.parametrize(
    "text,outcome",
    [
        ("Every variant has a unique code", "holds"),
        ("every variant maps to a distinct errno", "fails"),
    ],
)
def test_of_two_numbers_the_one_that_is_named_is_meant(text: str, outcome: str) -> None:
    page = Page({"src/valve.rs": TWO_NUMBERS.encode()}, [TWO_NUMBERS.replace("Leaking => 5", "Leaking => 6")], [])
    assert judge(page, text).outcome == outcome
