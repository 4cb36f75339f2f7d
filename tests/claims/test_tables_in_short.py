"""Short criteria on page tables taken apart through pointers to a type of elsewhere: true and untrue ones, with faults, and rewritten."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import rows, told

HEAD = """
use alloc::vec::Vec;
use crate::frames::FRAMES;
use crate::arch::{Directory, phys_to_virt, current_cr3, tlb_flush_pcid, SLOTS};

/// The one that holds pages of 4 KiB.
const DEEPEST: usize = 3;
"""
SHOWN = """
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReapError { InUse }

/// The tables of a process that has gone.
pub struct Grave { top: usize, pcid: u16 }

impl Grave {
    pub const fn new(top: usize, pcid: u16) -> Self { Self { top, pcid } }

    /// Returns how many tables there were.
    pub unsafe fn reap(&mut self) -> Result<usize, ReapError> {
        if self.top == 0 { return Ok(0); }
        if current_cr3() == self.top { return Err(ReapError::InUse); }
        let mut found = Vec::new();
        unsafe { Self::sever(self.top, 0, &mut found) };
        tlb_flush_pcid(self.pcid);
        for &one in &found { FRAMES.free_frame(one); }
        self.top = 0;
        Ok(found.len())
    }

    unsafe fn sever(at: usize, level: usize, found: &mut Vec<usize>) {
        let table = unsafe { &mut *(phys_to_virt(at) as *mut Directory) };
        for n in 0..SLOTS {
            let slot = table.entry_mut(n);
            if !slot.is_present() { continue; }
            if level < DEEPEST && slot.is_table() { unsafe { Self::sever(slot.address(), level + 1, found) }; }
            slot.clear();
        }
        found.push(at);
    }
}
"""
TRUE = """
`reap()` on the active table fails with `ReapError::InUse`
`ReapError::InUse` if the table is loaded in CR3
The current table is refused with `InUse` and left untouched
All tables freed, children before their parents, the root last
Every table is freed exactly once, leaves first
No table is freed before its children
Leaf and block entries are cleared, the frames they map are not freed
Only tables are freed, not the frames they map
Mapped frames stay allocated
All present entries are cleared
TLB flush happens after the entries are cleared and before the first table is freed
`reap()` returns the number of freed tables, root included
`Ok` holds the number of tables freed
An empty address space returns `Ok(1)`
Reaping twice is harmless: the second call returns `Ok(0)` and frees nothing
`reap()` is idempotent
"""
UNTRUE = """
`reap()` on the active table fails with `ReapError::Busy`
The active table is freed
All tables freed, parents before their children, the root last
All tables freed, root first
Leaf entries are cleared, the frames they map are freed
Leaf entries are kept
TLB is flushed after the tables are freed
`reap()` returns the number of freed tables without the root
An empty address space returns `Ok(0)`
The second call returns `Ok(1)` and frees the root
The second call fails with `ReapError::InUse`
Only the root is freed
"""
FAULTS = (
    ("if current_cr3() == self.top { return Err(ReapError::InUse); }", "", "`reap()` on the active table fails with `InUse`"),
    ("level < DEEPEST &&", "level + 1 < DEEPEST &&", "All tables are freed, the root last"),
    ("level < DEEPEST &&", "level + 1 < DEEPEST &&", "Leaf and block entries are cleared"),
    ("for &one in &found", "for &one in found.iter().rev()", "Tables are freed bottom-up"),
    ("        self.top = 0;\n", "", "A second call returns `Ok(0)`"),
    ("        self.top = 0;\n", "", "Reaping twice is harmless"),
    ("Ok(found.len())", "Ok(found.len() - 1)", "Result is the number of tables, including the root"),
    ("        tlb_flush_pcid(self.pcid);\n        for &one in &found { FRAMES.free_frame(one); }\n", "        for &one in &found { FRAMES.free_frame(one); }\n        tlb_flush_pcid(self.pcid);\n", "TLB flushed before the first table is freed"),
    ("            slot.clear();", "            if level == DEEPEST { FRAMES.free_frame(slot.address()); }\n            slot.clear();", "The frames they map are not freed"),
)  # fmt: skip
REWRITTEN = (
    ("if !slot.is_present() { continue; }\n", "if slot.is_unused() { continue; }\n"),
    ("if level < DEEPEST && slot.is_table() { unsafe", "let inner = slot.is_table() && level != DEEPEST;\n            if inner { unsafe"),
    ("for &one in &found { FRAMES.free_frame(one); }\n        self.top = 0;\n        Ok(found.len())", "self.top = 0;\n        let mut count = 0;\n        for one in found { FRAMES.free_frame(one); count += 1; }\n        Ok(count)"),
)  # fmt: skip


def outcomes(sentences: str, tree: str = SHOWN) -> dict[str, str]:
    """What becomes of each sentence in a tree that has the code as shown, or changed."""
    return told(rows(sentences), HEAD + tree, SHOWN, "Reap")


def test_true_sentences_hold() -> None:
    assert outcomes(TRUE) == dict.fromkeys(TRUE.strip().splitlines(), "holds")


def test_what_faults_fail_holds_without_them() -> None:
    said = "\n".join(dict.fromkeys(row[2] for row in FAULTS))
    assert set(outcomes(said).values()) == {"holds"}


def test_untrue_sentences_never_hold() -> None:
    assert "holds" not in outcomes(UNTRUE).values()


@pytest.mark.parametrize(("old", "new", "said"), FAULTS, ids=[row[2] for row in FAULTS])
def test_a_fault_fails_what_speaks_of_it(old: str, new: str, said: str) -> None:
    assert old in SHOWN
    assert outcomes(said, SHOWN.replace(old, new)) == {said: "fails"}


def test_frames_that_go_before_the_flush_say_nothing_of_tables() -> None:
    freed_early = SHOWN.replace(
        "            slot.clear();",
        "            if level == DEEPEST { FRAMES.free_frame(slot.address()); }\n            slot.clear();",
    )
    said = "TLB flushed before the first table is freed"
    assert outcomes(said, freed_early)[said] != "fails"


def test_rewritten_code_holds() -> None:
    tree = SHOWN
    for old, new in REWRITTEN:
        assert old in tree
        tree = tree.replace(old, new)
    assert outcomes(TRUE, tree) == dict.fromkeys(TRUE.strip().splitlines(), "holds")


def test_entries_that_are_gone_over_as_a_field() -> None:
    old = "        for n in 0..SLOTS {\n            let slot = table.entry_mut(n);\n"
    assert old in SHOWN
    tree = SHOWN.replace(old, "        for slot in table.entries.iter_mut() {\n")
    assert outcomes(TRUE, tree) == dict.fromkeys(TRUE.strip().splitlines(), "holds")
