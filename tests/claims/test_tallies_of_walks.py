"""What a walk through page tables counts, passes over and clears: told of trees with tables on every level, true, untrue, with faults, rewritten."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import rows, told

HEAD = """
use crate::frames::POOL;
use crate::arch::{Directory, to_virtual, tlb_flush_all, SLOTS};
const LOWER_SLOTS: usize = SLOTS / 2;
const DEEPEST: usize = 3;
"""
SHOWN = """
#[derive(Debug, Clone, Copy, Default)]
pub struct Toll { pub pages: usize, pub tables: usize, pub spared: usize }

pub struct Orchard { root: usize }

impl Orchard {
    pub const fn new(root: usize) -> Self { Self { root } }

    pub fn fell(&mut self) -> Toll {
        let mut toll = Toll::default();
        let top = Self::at(self.root);
        for n in 0..LOWER_SLOTS {
            let slot = top.entry(n);
            if !slot.is_present() { continue; }
            Self::fell_below(slot.address(), 1, &mut toll);
            top.entry_mut(n).clear();
        }
        tlb_flush_all();
        toll
    }

    fn fell_below(node: usize, depth: usize, toll: &mut Toll) {
        let table = Self::at(node);
        for n in 0..SLOTS {
            let slot = table.entry(n);
            if !slot.is_present() { continue; }
            if depth < DEEPEST {
                if slot.is_huge() { toll.spared += 1; continue; }
                Self::fell_below(slot.address(), depth + 1, toll);
            } else if slot.is_shared() {
                toll.spared += 1;
            } else {
                POOL.free_page(slot.address());
                toll.pages += 1;
            }
        }
        POOL.free_page(node);
        toll.tables += 1;
    }

    fn at(node: usize) -> &'static mut Directory { unsafe { &mut *(to_virtual(node) as *mut Directory) } }
}
"""
TRUE = """
`Toll` counts the pages and tables freed
`fell()` returns the numbers of pages and tables freed
Freed tables are counted in `tables`, without the root
`tables` does not count the root
`spared` counts the entries left alone
Huge pages are skipped, not walked into
Large mappings are left alone and never followed
Used root entries are cleared, the root frame is kept
"""
UNTRUE = """
`Toll` counts the tables and entries freed
`pages` counts the tables freed
`spared` counts the pages freed
Huge pages are followed, not skipped
Root entries are not cleared
Used root entries are cleared, the root frame is freed
"""
FAULTS = (
    ("        toll.tables += 1;\n    }", "        if depth == DEEPEST { toll.tables += 1; }\n    }", "`Toll` counts the pages and tables freed"),
    ("        toll.tables += 1;\n    }", "        if depth == DEEPEST { toll.tables += 1; }\n    }", "`tables` is how many tables were freed"),
    ("                toll.pages += 1;\n", "                toll.pages = 1;\n", "`pages` counts the pages freed"),
    ("        tlb_flush_all();\n", "        toll.tables += 1;\n        tlb_flush_all();\n", "Freed tables are counted in `tables`, without the root"),
    ("if slot.is_huge() { toll.spared += 1; continue; }", "", "Huge pages are skipped, not walked into"),
    ("            top.entry_mut(n).clear();\n", "", "Used root entries are cleared, the root frame is kept"),
    ("        tlb_flush_all();\n", "        POOL.free_page(self.root);\n        tlb_flush_all();\n", "Used root entries are cleared, the root frame is kept"),
)  # fmt: skip
REWRITTEN = (
    ("            if !slot.is_present() { continue; }\n            if depth < DEEPEST {", "            if slot.is_present() == false { continue; }\n            if DEEPEST > depth {"),
    ("        let mut toll = Toll::default();", "        let mut toll = Toll { pages: 0, tables: 0, spared: 0 };"),
)  # fmt: skip


def outcomes(sentences: str, code: str) -> dict[str, str]:
    """What becomes of each sentence in a tree that has the code as shown, or changed."""
    return told(rows(sentences), f"{HEAD}{code}", SHOWN, "It")


def test_as_shown() -> None:
    assert {t for t, o in outcomes(TRUE, SHOWN).items() if o != "holds"} == set()


def test_untrue_ones_never_hold() -> None:
    assert {t for t, o in outcomes(UNTRUE, SHOWN).items() if o == "holds"} == set()


@pytest.mark.parametrize(("old", "new", "sentence"), FAULTS)
def test_faults(old: str, new: str, sentence: str) -> None:
    assert SHOWN.count(old) == 1
    assert outcomes(sentence, SHOWN.replace(old, new)) == {sentence: "fails"}


def test_rewritten() -> None:
    code = SHOWN
    for old, new in REWRITTEN:
        assert code.count(old) == 1
        code = code.replace(old, new)
    assert {t for t, o in outcomes(TRUE, code).items() if o != "holds"} == set()
