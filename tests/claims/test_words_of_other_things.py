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
