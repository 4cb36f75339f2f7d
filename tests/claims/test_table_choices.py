"""Page tables that are memory behind a pointer, taken apart in one of two ways that the caller chooses."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import rows, told

SHOWN = """
use crate::mm::{phys_to_virt, PhysAddr, POOL};
use crate::arch::tlb;

const VALID: u64 = 1 << 0;
const LARGE: u64 = 1 << 7;
const MASK: u64 = 0x000f_ffff_ffff_f000;
const SLOTS: usize = 8;
const USER_SLOTS: usize = 4;

pub struct SpaceEraser {
    top: PhysAddr,
    with_data: bool,
    count: usize,
}

impl SpaceEraser {
    pub fn of(top: PhysAddr) -> Self {
        Self { top, with_data: true, count: 0 }
    }

    pub fn spare_data(mut self) -> Self {
        self.with_data = false;
        self
    }

    /// Gives back how many tables were freed.
    pub unsafe fn erase(mut self) -> usize {
        let top = self.top;
        self.below(top, 3, USER_SLOTS);
        tlb::flush_all();
        self.count
    }

    unsafe fn below(&mut self, at: PhysAddr, level: usize, slots: usize) {
        let table = table_at(at);
        for slot in table[..slots].iter_mut() {
            let pte = *slot;
            if pte & VALID == 0 {
                continue;
            }
            let next = PhysAddr::new(pte & MASK);
            if level > 0 && pte & LARGE == 0 {
                self.below(next, level - 1, SLOTS);
            } else if self.with_data {
                POOL.free_frames(next, 9 * level);
            }
            *slot = 0;
        }
        POOL.free_frame(at);
        self.count += 1;
    }
}

unsafe fn table_at(at: PhysAddr) -> &'static mut [u64; 8] {
    &mut *(phys_to_virt(at) as *mut [u64; 8])
}
"""
TRUE = """
`of()` defaults to freeing mapped frames
Leaf frames are freed by default
Leaf frames are freed unless `spare_data()` was called
`spare_data()` frees only tables, no mapped frames
After `spare_data()` leaf frames are not freed
After `spare_data()`, `erase()` frees the tables but no leaf frames
With `spare_data()`, large pages are treated as leaves, not as tables
The kernel half of the root (entries 4 and up) is left alone
Huge pages are never descended into
`erase()` flushes the TLB once everything is freed
`erase()` returns the number of freed tables, including the root
"""
UNTRUE = """
`of()` defaults to keeping leaf frames
`spare_data()` frees tables and leaf frames
Leaf frames are freed if `spare_data()` was called
The root is freed before its children
"""
OPEN = """
The kernel half of the root (entries 6 and up) is left alone
`spare_data()` frees only tables, and most mapped frames
Leaf frames are sometimes freed by default
Huge pages are treated as leaves, not as kernel pages
"""
FAULTS = (
    ("with_data: true", "with_data: false", "`of()` defaults to freeing leaf frames"),
    ("self.with_data {", "self.with_data || level > 0 {", "`spare_data()` frees only tables, no mapped frames"),
    ("self.with_data {", "self.with_data || level > 0 {", "Leaf frames are freed unless `spare_data()` was called"),
    (" && pte & LARGE == 0", "", "Large pages are treated as leaves, not as tables"),
    ("3, USER_SLOTS)", "3, SLOTS)", "The kernel half of the root (entries 4 and up) is left alone"),
    ("        tlb::flush_all();\n", "", "`erase()` flushes the TLB after everything has been freed"),
    ("self.count\n", "self.count - 1\n", "`erase()` returns the number of freed tables, root included"),
)  # fmt: skip
# Other ways to the same memory.
POINTERS = (
    "core::slice::from_raw_parts_mut(phys_to_virt(at) as *mut u64, 8)",
    "&mut *(phys_to_virt(at).as_mut_ptr() as *mut [u64; 8])",
    "&mut *phys_to_virt(at).as_mut_ptr()",
)


def outcomes(sentences: str, tree: str = SHOWN) -> dict[str, str]:
    """What becomes of each sentence in a tree that has the code as shown, or changed."""
    return told(rows(sentences), tree, SHOWN, "Erase")


@pytest.mark.parametrize(("sentences", "outcome"), [(TRUE, "holds"), (UNTRUE, "fails"), (OPEN, "undecided")])
def test_sentences_on_code_as_shown(sentences: str, outcome: str) -> None:
    assert outcomes(sentences) == dict.fromkeys(sentences.strip().splitlines(), outcome)


@pytest.mark.parametrize(("old", "new", "said"), FAULTS, ids=[row[2] for row in FAULTS])
def test_a_fault_fails_what_speaks_of_it(old: str, new: str, said: str) -> None:
    assert old in SHOWN
    assert outcomes(said, SHOWN.replace(old, new)) == {said: "fails"}


@pytest.mark.parametrize("written", POINTERS)
def test_the_same_memory_is_reached_in_other_ways(written: str) -> None:
    tree = SHOWN.replace("&mut *(phys_to_virt(at) as *mut [u64; 8])", written)
    assert tree != SHOWN
    said = "`erase()` returns the number of freed tables, root included"
    assert outcomes(said, tree) == {said: "holds"}
