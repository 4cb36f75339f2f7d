"""Page tables of which code tells by their level alone that they are tables: no large pages, two numbers that come back."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import rows, told

HEAD = """
use crate::mm::{frames, pt, tlb};
use crate::mm::pt::{Pfn, LOWER_SLOTS};
"""
SHOWN = """
/// Gives the tables of a dead process back.
pub struct Undertaker { top: Pfn, pages: usize, tables: usize }

impl Undertaker {
    pub const fn new(top: Pfn) -> Self { Self { top, pages: 0, tables: 0 } }

    /// Pages and tables that were given back.
    pub fn bury(mut self) -> (usize, usize) {
        let slots = unsafe { pt::table_at(self.top) };
        for n in 0..LOWER_SLOTS {
            if !slots[n].is_valid() { continue; }
            self.dig(slots[n].target(), 2);
            slots[n].clear();
        }
        tlb::flush_all();
        frames::release(self.top);
        self.tables += 1;
        (self.pages, self.tables)
    }

    fn dig(&mut self, at: Pfn, depth: u8) {
        for slot in unsafe { pt::table_at(at) }.iter_mut() {
            if !slot.is_valid() { continue; }
            if depth > 1 {
                self.dig(slot.target(), depth - 1);
            } else if !slot.is_shared() {
                frames::release(slot.target());
                self.pages += 1;
            }
            slot.clear();
        }
        frames::release(at);
        self.tables += 1;
    }
}
"""
TRUE = """
The kernel half of the root is left alone
Child tables are freed before their parents
Leaf frames of shared mappings are not freed
Each private leaf frame is freed exactly once
Invalid entries are skipped and the walk continues
Non-present entries do not stop the walk
The walk goes on behind invalid entries
The table count includes the root
The root is counted in the number of tables
The TLB is flushed before the root is freed
"""
UNTRUE = """
The kernel half of the root is freed
Parent tables are freed before their children
Leaf frames of shared mappings are freed
Each private leaf frame is freed twice
Invalid entries end the walk
Invalid entries are skipped and the walk stops
The table count does not include the root
The page count includes the root
The root is not counted in the number of tables
The TLB is flushed after the root is freed
"""
FAULTS = (
    ("for n in 0..LOWER_SLOTS", "for n in 0..slots.len()", "The kernel half of the root is left alone"),
    ("if !slot.is_valid() { continue; }", "if !slot.is_valid() { break; }", "Invalid entries are skipped and the walk continues"),
    ("if !slot.is_valid() { continue; }", "if !slot.is_valid() { break; }", "Invalid entries are skipped"),
    ("if !slot.is_valid() { continue; }", "if !slot.is_valid() { break; }", "Child tables are freed before their parents"),
    ("            slot.clear();", "            if depth == 1 { frames::release(slot.target()); }\n            slot.clear();", "Each private leaf frame is freed exactly once"),
    ("        frames::release(self.top);\n        self.tables += 1;", "        frames::release(self.top);", "The table count includes the root"),
    ("        tlb::flush_all();\n        frames::release(self.top);", "        frames::release(self.top);\n        tlb::flush_all();", "The TLB is flushed before the root is freed"),
)  # fmt: skip


def outcomes(criteria: list[str], tree: str = SHOWN) -> dict[str, str]:
    """What becomes of each sentence in a tree that has the code as shown, or changed."""
    return told(criteria, HEAD + tree, SHOWN, "Bury")


def test_true_sentences_hold_and_untrue_ones_never_do() -> None:
    assert "holds" not in outcomes(rows(UNTRUE)).values()
    assert outcomes(rows(TRUE)) == dict.fromkeys(rows(TRUE), "holds")


@pytest.mark.parametrize(("old", "new", "said"), FAULTS, ids=[f"{row[1][:12]} {row[2]}" for row in FAULTS])
def test_a_fault_fails_what_speaks_of_it(old: str, new: str, said: str) -> None:
    assert old in SHOWN
    assert outcomes([said], SHOWN.replace(old, new)) == {said: "fails"}


def test_tables_that_are_not_counted_say_nothing_of_the_root() -> None:
    tree = SHOWN.replace("        frames::release(at);\n        self.tables += 1;", "        frames::release(at);")
    assert tree != SHOWN
    assert outcomes(["The table count includes the root"], tree) != {"The table count includes the root": "fails"}
