"""Page tables taken apart through a trait that is lent, in short sentences: true ones, faults, and the same written otherwise."""

from __future__ import annotations

import pytest

from tests.claims.said_of_types import Told, lines

IT = Told(
    """
pub trait Frames {
    fn load(&self, table: u64, slot: usize) -> u64;
    fn store(&mut self, table: u64, slot: usize, entry: u64);
    fn release(&mut self, frame: u64);
    fn flush_all(&mut self);
}
""",
    """
const SLOTS: usize = 8;
const USER_SLOTS: usize = 4;
const TOP: u8 = 2;
const PRESENT: u64 = 1;
const BORROWED: u64 = 1 << 9;
const ADDRESS: u64 = 0x000f_ffff_ffff_f000;

/// Gives the lower half of an address space back.
pub struct Undertaker<'f, F: Frames> { frames: &'f mut F, pages: usize, tables: usize }

impl<'f, F: Frames> Undertaker<'f, F> {
    pub fn new(frames: &'f mut F) -> Self { Self { frames, pages: 0, tables: 0 } }

    pub fn bury(&mut self, root: u64) -> usize {
        self.descend(root, TOP);
        self.frames.flush_all();
        self.frames.release(root);
        self.tables += 1;
        self.pages + self.tables
    }

    fn descend(&mut self, table: u64, level: u8) {
        let many = if level == TOP { USER_SLOTS } else { SLOTS };
        for slot in 0..many {
            let entry = self.frames.load(table, slot);
            if entry & PRESENT == 0 { continue; }
            let frame = entry & ADDRESS;
            if level > 0 {
                self.descend(frame, level - 1);
                self.frames.release(frame);
                self.tables += 1;
            } else if entry & BORROWED == 0 {
                self.frames.release(frame);
                self.pages += 1;
            }
            self.frames.store(table, slot, 0);
        }
    }
}
""",
)
TRUE = lines("""
`new()` starts both counters at zero
Entries without `PRESENT` are skipped
Invalid entries are ignored
Only present entries are followed
Pages marked `BORROWED` are kept
The entry of a borrowed page is cleared
Upper half of the root is untouched
Only the user half is walked
A table is freed after everything in it
Lower tables are freed before upper ones
Entries are cleared once their frame is freed
No frame is freed twice
TLB flushed before the root goes back
`bury()` flushes the TLB after the walk
`bury()` returns pages plus tables freed
`tables` counts the root too
`pages` counts freed pages only
Borrowed pages are not counted
An empty table frees only the root
""")
FAULTS = (
    ("if entry & PRESENT == 0 { continue; }", "if entry & (PRESENT | ADDRESS) == 0 { continue; }", "Invalid entries are ignored"),
    ("if level == TOP { USER_SLOTS } else { SLOTS }", "SLOTS", "Upper half of the root is untouched"),
    ("if level == TOP { USER_SLOTS } else { SLOTS }", "SLOTS", "Only the user half is walked"),
    ("else if entry & BORROWED == 0 {", "else {", "Pages marked `BORROWED` are kept"),
    ("else if entry & BORROWED == 0 {\n                self.frames.release(frame);", "else {\n                self.frames.release(frame);\n                if entry & BORROWED != 0 { continue; }", "The entry of a borrowed page is cleared"),
    ("self.descend(frame, level - 1);\n                self.frames.release(frame);", "self.frames.release(frame);\n                self.descend(frame, level - 1);", "A table is freed after everything in it"),
    ("self.frames.flush_all();\n        self.frames.release(root);", "self.frames.release(root);\n        self.frames.flush_all();", "TLB flushed before the root goes back"),
    ("self.descend(root, TOP);\n        self.frames.flush_all();", "self.frames.flush_all();\n        self.descend(root, TOP);", "`bury()` flushes the TLB after the walk"),
    ("        self.tables += 1;\n        self.pages", "        self.pages", "`bury()` returns pages plus tables freed"),
    ("        self.tables += 1;\n        self.pages", "        self.pages", "`tables` counts the root too"),
    ("                self.pages += 1;\n            }", "            }\n            if level == 0 { self.pages += 1; }", "`pages` counts freed pages only"),
    ("                self.pages += 1;\n            }", "            }\n            if level == 0 { self.pages += 1; }", "Borrowed pages are not counted"),
    ("            self.frames.store(table, slot, 0);\n", "", "Entries are cleared once their frame is freed"),
    ("self.frames.release(root);\n", "if self.pages > 0 { self.frames.release(root); }\n", "An empty table frees only the root"),
    ("pages: 0, tables: 0", "pages: 0, tables: 1", "`new()` starts both counters at zero"),
)  # fmt: skip
REWRITTEN = (
    ("if entry & PRESENT == 0 { continue; }\n", "let there = entry & PRESENT != 0;\n            if !there { continue; }\n"),
    (
        "for slot in 0..many {",
        "let mut next = 0;\n        while next < many {\n            let slot = next;\n            next += 1;",
    ),
    ("self.pages + self.tables\n", "let Self { pages, tables, .. } = self;\n        *tables + *pages\n"),
)


def test_true_sentences_hold() -> None:
    assert IT.outcomes(TRUE) == dict.fromkeys(TRUE, "holds")


@pytest.mark.parametrize(("old", "new", "said"), FAULTS)
def test_faults_fail_what_speaks_of_them(old: str, new: str, said: str) -> None:
    assert IT.of(said, old, new) == "fails"


@pytest.mark.parametrize(("old", "new"), REWRITTEN)
def test_written_otherwise_nothing_fails(old: str, new: str) -> None:
    some = TRUE[::3]
    assert IT.outcomes(some, old, new) == dict.fromkeys(some, "holds")


def test_untrue_sentences_never_hold() -> None:
    untrue = lines("""
Invalid entries are cleared
Pages marked `BORROWED` are freed
Present entries are kept
TLB flushed after the root is freed
`bury()` returns pages freed
`tables` does not count the root
An empty table frees nothing
Entries are cleared before their frame is freed
""")
    assert "holds" not in IT.outcomes(untrue).values()
