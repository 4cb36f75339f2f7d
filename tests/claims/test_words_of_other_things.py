"""Words that name a thing of another sort, or of another type, fail nothing: they are not what the criterion speaks of."""

from __future__ import annotations

import pytest

from tests.claims.test_pages import Page, judge
from uowgen.spec.read import read_document
from uowgen.text import Source
from uowgen.tree import MemoryTree
from uowgen.verify import VerifyOptions, verify_specs

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


TALLY = """
pub struct Tally { rows: [u8; 4], used: usize, skipped: u32 }

impl Tally {
    pub const fn new() -> Self { Self { rows: [0; 4], used: 0, skipped: 0 } }
    pub fn skipped(&self) -> u32 { self.skipped }
    pub fn put(&mut self, row: u8) { if self.used == 4 { self.skipped += 1; } else { self.rows[self.used] = row; self.used += 1; } }
    pub fn clear(&mut self) { self.used = 0; self.skipped = 0; }
}
"""


def test_what_stays_beside_an_act_is_a_value_and_no_declaration() -> None:
    page = Page({"src/tally.rs": TALLY.encode()}, [TALLY.replace("self.used = 0; self.skipped = 0; }", "self.used = 0; }")], [])
    assert judge(page, "`clear()` empties the tally, `skipped()` stays").outcome != "holds"


def test_a_test_that_another_runner_runs_is_not_missing() -> None:
    document = Source(
        "spec.md",
        b"# UoW 1: Limits\n\n**File:** `src/tally.rs`\n\n## Acceptance criteria\n\n- [ ] `limit_test` passes\n- [ ] `other_test` passes\n\n"
        b"## Testing\n\n```bash\n./run-suite limit_test\ncargo test other_test\n```\n",
    )
    specs, _ = read_document(document)
    ((_, found),) = verify_specs([(s, document) for s in specs], MemoryTree({"src/tally.rs": TALLY.encode()}), VerifyOptions())
    assert [v.outcome for v in found] == ["undecided", "fails"]
