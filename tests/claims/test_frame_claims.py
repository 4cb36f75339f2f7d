"""Allocators that hand out frames of a range, one by one and in runs: what is said of them is tried with few frames and with many."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import rows, told

SHOWN = """
use crate::mm::{PhysAddr, PAGE_SIZE};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShelfError {
    Foreign,
    NotOut,
}

/// A shelf of pages.
pub struct PageShelf {
    start: PhysAddr,
    out: Vec<bool>,
    used: usize,
}

impl PageShelf {
    pub fn with(start: PhysAddr, pages: usize) -> Self {
        Self { start, out: vec![false; pages], used: 0 }
    }

    pub fn take_page(&mut self) -> Option<PhysAddr> {
        let at = self.out.iter().position(|out| !out)?;
        self.out[at] = true;
        self.used += 1;
        Some(self.address(at))
    }

    pub fn take_side_by_side(&mut self, count: usize) -> Option<PhysAddr> {
        if count == 0 || count > self.out.len() {
            return None;
        }
        for at in 0..=self.out.len() - count {
            if self.out[at..at + count].iter().all(|out| !out) {
                self.out[at..at + count].fill(true);
                self.used += count;
                return Some(self.address(at));
            }
        }
        None
    }

    pub fn give_back(&mut self, page: PhysAddr) -> Result<(), ShelfError> {
        let offset = page.as_u64().checked_sub(self.start.as_u64()).ok_or(ShelfError::Foreign)? as usize;
        let at = offset / PAGE_SIZE;
        if offset % PAGE_SIZE != 0 || at >= self.out.len() {
            return Err(ShelfError::Foreign);
        }
        if !self.out[at] {
            return Err(ShelfError::NotOut);
        }
        self.out[at] = false;
        self.used -= 1;
        Ok(())
    }

    pub fn pages_left(&self) -> usize {
        self.out.len() - self.used
    }

    pub fn pages_used(&self) -> usize {
        self.used
    }

    fn address(&self, at: usize) -> PhysAddr {
        PhysAddr::new(self.start.as_u64() + (at * PAGE_SIZE) as u64)
    }
}
"""
TRUE = """
`with()` leaves all pages free
A new `PageShelf` has all pages free
`take_page()` returns the lowest free page
The lowest free page is handed out first
`take_page()` returns `None` once all pages are used
`take_page()` gives `None` when no page is left
`take_side_by_side()` only returns runs of adjacent free pages and marks the whole run used
`take_side_by_side()` returns `None` if there is no free run long enough
Double free is refused with `ShelfError::NotOut`
`give_back()` rejects misaligned addresses
`give_back()` returns `Err(Foreign)` for addresses that are out of range
`pages_left()` tracks every allocation and every free
`pages_used()` is the number of used pages
"""
# Not so, or not to be told: never said to be so.
UNTRUE = """
`take_page()` returns the highest free page
`take_page()` returns the lowest used page
`take_side_by_side()` returns runs of not adjacent free pages
Double free is refused with `ShelfError::Foreign`
`give_back()` refuses addresses that are aligned
`pages_left()` is the number of used pages
`pages_left()` tracks every second allocation
"""
FAULTS = (
    ("position(", "rposition(", "`take_page()` returns the lowest free page"),
    ("vec![false; pages]", "vec![false; pages - 1]", "`with()` leaves all pages free"),
    (".all(|out| !out)", ".any(|out| !out)", "`take_side_by_side()` only returns runs of adjacent free pages"),
    ("..at + count].fill", "..at + 1].fill", "`take_side_by_side()` marks the whole run used"),
    ("        if !self.out[at] {\n            return Err(ShelfError::NotOut);\n        }\n", "", "Double free is reported as an error"),
    ("offset % PAGE_SIZE != 0 || ", "", "`give_back()` refuses addresses that are misaligned or out of range"),
    ("self.used += count", "self.used += 1", "`pages_left()` follows every allocation and every free"),
)  # fmt: skip


def outcomes(sentences: str, tree: str = SHOWN) -> dict[str, str]:
    """What becomes of each sentence in a tree that has the code as shown, or changed."""
    return told(rows(sentences), tree, SHOWN, "Shelf")


def test_what_is_true_holds() -> None:
    assert outcomes(TRUE) == dict.fromkeys(TRUE.strip().splitlines(), "holds")


def test_what_is_not_true_never_holds() -> None:
    assert "holds" not in outcomes(UNTRUE).values()


@pytest.mark.parametrize(("old", "new", "said"), FAULTS, ids=[row[2] for row in FAULTS])
def test_a_fault_fails_what_speaks_of_it(old: str, new: str, said: str) -> None:
    assert old in SHOWN
    assert outcomes(said, SHOWN.replace(old, new)) == {said: "fails"}


def test_what_another_fault_hides_is_no_failure_of_the_rest() -> None:
    """A page that is given back under a wrong address is free where nobody counts it; what comes then says nothing of the order."""
    tree = SHOWN.replace("offset % PAGE_SIZE != 0 || ", "")
    said = "`take_page()` returns the lowest free page\n`pages_used()` is the number of used pages"
    assert "fails" not in outcomes(said, tree).values()
