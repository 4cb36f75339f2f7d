"""What many people write about taking page tables apart: decided by walks, in code that reads numbers and in code that asks entries."""

from __future__ import annotations

import pytest

from uowgen.spec.read import read_document
from uowgen.text import Source
from uowgen.tree import MemoryTree
from uowgen.verify import VerifyOptions, verify_specs

NUMBERS = """
use super::{phys, shootdown};
use crate::pool::POOL;

const SLOTS: usize = 16;
const USER_SLOTS: usize = 8;
const VALID: u64 = 1 << 0;
const LARGE: u64 = 1 << 7;
const SHARED: u64 = 1 << 10;
const MASK: u64 = 0x000f_ffff_ffff_f000;

/// Gives the tables of a dead space back.
pub struct SpaceReaper {
    top: usize,
    vmid: u16,
    found: usize,
    data: Vec<usize>,
    nodes: Vec<usize>,
}

impl SpaceReaper {
    pub fn begin(top: usize, vmid: u16) -> Self {
        Self { top, vmid, found: 0, data: Vec::new(), nodes: Vec::new() }
    }

    /// Returns how many frames were freed.
    pub fn reap(mut self) -> usize {
        self.cut(self.top, 3, USER_SLOTS);
        if self.found > 0 {
            shootdown::flush_vmid(self.vmid);
        }
        for page in &self.data {
            POOL.free_frame(*page);
        }
        for node in &self.nodes {
            POOL.free_frame(*node);
        }
        POOL.free_frame(self.top);
        self.data.len() + self.nodes.len() + 1
    }

    fn cut(&mut self, table: usize, level: u8, count: usize) {
        for slot in 0..count {
            let pte = phys::load(table, slot);
            if pte & VALID == 0 {
                continue;
            }
            phys::store(table, slot, 0);
            self.found += 1;
            let below = (pte & MASK) as usize;
            if level == 1 {
                if pte & SHARED == 0 {
                    self.data.push(below);
                }
            } else if pte & LARGE == 0 {
                self.cut(below, level - 1, SLOTS);
                self.nodes.push(below);
            }
        }
    }
}
"""
THINGS = """
use crate::paging::{entries_of, tlb, ENTRIES, TOP_LEVEL, USER_ENTRIES};
use crate::mm::PAGES;

/// What was cut out and waits.
struct Waiting {
    data: Vec<(usize, u8)>,
    tables: Vec<usize>,
}

impl Waiting {
    unsafe fn cut(&mut self, table: usize, level: u8, count: usize) {
        for n in 0..count {
            let entry = unsafe { entries_of(table) }.entry(n);
            if !entry.is_present() {
                continue;
            }
            unsafe { entries_of(table) }.clear(n);
            if entry.is_leaf() {
                if !entry.is_foreign() {
                    self.data.push((entry.address(), level * 9));
                }
            } else {
                unsafe { self.cut(entry.address(), level - 1, ENTRIES) };
                self.tables.push(entry.address());
            }
        }
    }
}

/// Takes the user half below `root` apart. Returns the frames freed.
pub unsafe fn destroy_space(root: usize, asid: u16) -> usize {
    let mut waiting = Waiting { data: Vec::new(), tables: Vec::new() };
    unsafe { waiting.cut(root, TOP_LEVEL, USER_ENTRIES) };
    waiting.tables.push(root);
    tlb::flush_asid(asid);
    let mut freed = 0;
    for (frame, order) in waiting.data {
        PAGES.free(frame, order);
        freed += 1usize << order;
    }
    for table in waiting.tables {
        PAGES.free(table, 0);
        freed += 1;
    }
    freed
}
"""
CODE = {"numbers": NUMBERS, "things": THINGS}
TRUE = {
    "numbers": """
`begin()` frees nothing
Every entry is cleared before the TLB is flushed
The flush comes before the first `free_frame`
No frame is freed before the flush
No page is freed until the TLB is flushed
At most one flush per teardown
Flush by VMID
No flush if nothing was cleared
Absent entries are left alone
Only the first 8 entries of the root table are scanned
The kernel half of the root table is never touched
Kernel entries stay untouched
Lower tables are scanned over all 16 entries
Free pages first, then tables, then the root
Lower tables are freed before their parent
The root table is freed last
Shared pages are unmapped but never freed
Large pages are cleared, not freed
Large entries are not followed as tables
Shared pages do not count towards the returned number
`reap()` returns the number of freed frames
The result includes tables and the root
An empty table is freed as well
""",
    "things": """
All present user entries are unmapped
The TLB is flushed exactly once, after the last entry is cleared and before the first page is freed
Foreign leaves are cleared but not freed
Large pages are freed with the order of their level
Data frames are freed before the tables
Child tables are freed before their parents
The kernel half of the root is not walked
`destroy_space()` returns the number of pages freed
""",
}
UNTRUE = {
    "numbers": """
Tables are freed before the pages they map
The flush comes after the root is freed
The TLB is flushed even if no entry was present
Absent entries are set to zero
Each entry is flushed as it is cleared
Shared pages stay mapped
Large entries are left in place
`reap()` returns the number of cleared entries
A parent table is freed before its children
Empty address space → `reap()` returns 0
Dropping a `SpaceReaper` without `reap()` frees the tables
""",
    "things": """
Foreign leaves stay mapped
The root is freed before its children
""",
}
OPEN = """
The flush comes after the first page is freed
Some entries are cleared
Frames are counted before they are freed
"""
CHANGED = (
    ("numbers", "if self.found > 0 {", "if true {", "No flush if nothing was cleared"),
    ("numbers", "self.cut(self.top, 3, USER_SLOTS)", "self.cut(self.top, 3, SLOTS)", "Kernel entries stay untouched"),
    ("numbers", "if pte & SHARED == 0 {", "if true {", "Shared pages are unmapped but never freed"),
    ("numbers", "(pte & MASK) as usize", "pte as usize", "Attribute bits are masked off before a frame is freed"),
    ("numbers", "self.cut(below, level - 1, SLOTS)", "self.cut(below, level - 1, SLOTS - 1)", "Lower tables are scanned over all 16 entries"),
    ("things", "level * 9", "0", "Large pages are freed with the order of their level"),
    ("things", "waiting.tables {", "waiting.tables.into_iter().rev() {", "Child tables are freed before their parents"),
)  # fmt: skip


def verdicts(name: str, sentences: list[str], tree: str = "") -> dict[str, str]:
    """The outcomes of sentences on one of the two, in a tree that has it as the spec shows it, or changed."""
    listed = "".join(f"- [ ] {text}\n" for text in sentences)
    shown = CODE[name]
    text = f"# UoW 1: Teardown\n\n**File:** `src/it.rs`\n\nAdd this to `src/it.rs`:\n\n```rust\n{shown}```\n\n## Acceptance criteria\n\n{listed}"
    document = Source("spec.md", text.encode())
    specs, _ = read_document(document)
    ((_, found),) = verify_specs(
        [(s, document) for s in specs], MemoryTree({"src/it.rs": (tree or shown).encode()}), VerifyOptions()
    )
    return {v.criterion.text: v.outcome for v in found}


@pytest.mark.parametrize("name", CODE)
def test_what_is_true_holds(name: str) -> None:
    texts = TRUE[name].strip().splitlines()
    assert verdicts(name, texts) == dict.fromkeys(texts, "holds")


@pytest.mark.parametrize("name", CODE)
def test_what_is_not_true_fails(name: str) -> None:
    texts = UNTRUE[name].strip().splitlines()
    assert verdicts(name, texts) == dict.fromkeys(texts, "fails")


def test_what_says_too_little_is_undecided() -> None:
    texts = OPEN.strip().splitlines()
    assert verdicts("numbers", texts) == dict.fromkeys(texts, "undecided")


@pytest.mark.parametrize(("name", "old", "new", "said"), CHANGED, ids=lambda value: str(value)[:40])
def test_a_fault_fails_what_speaks_of_it(name: str, old: str, new: str, said: str) -> None:
    assert old in CODE[name]
    assert verdicts(name, [said], CODE[name].replace(old, new)) == {said: "fails"}
    assert verdicts(name, [said]) == {said: "holds"}
