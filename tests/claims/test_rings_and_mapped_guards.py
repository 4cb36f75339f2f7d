"""Short sentences on rings of descriptors and on guards over addresses: true and untrue ones, on code as shown, with faults, and rewritten."""

from __future__ import annotations

import pytest

from tests.claims.test_range_questions import outcomes

RING = """
use crate::hal::{io, sync};
use crate::pool;
pub const SLOTS: usize = 4;
const BUSY: u16 = 1 << 3;
#[derive(Clone, Copy)]
struct Slot { status: u16, size: u32, base: u64 }
#[derive(Debug, PartialEq, Eq)]
pub enum RingError { NoSlot }
pub struct SendRing { slots: [Slot; SLOTS], oldest: usize, next: usize, port: u64 }
impl SendRing {
    pub const fn new(port: u64) -> Self {
        Self { slots: [Slot { status: 0, size: 0, base: 0 }; SLOTS], oldest: 0, next: 0, port }
    }
    pub fn submit(&mut self, base: u64, size: u32) -> Result<(), RingError> {
        let following = (self.next + 1) % SLOTS;
        if following == self.oldest { return Err(RingError::NoSlot); }
        self.slots[self.next].base = base;
        self.slots[self.next].size = size;
        sync::store_barrier();
        self.slots[self.next].status = BUSY;
        self.next = following;
        io::write(self.port, self.next as u64);
        Ok(())
    }
    pub fn collect(&mut self) -> usize {
        let mut done = 0;
        while self.oldest != self.next {
            let slot = self.slots[self.oldest];
            if slot.status & BUSY != 0 { break; }
            pool::release(slot.base);
            self.oldest = (self.oldest + 1) % SLOTS;
            done += 1;
        }
        done
    }
}
"""
GUARD = """
use crate::{frames, table, window};
pub const MOST: usize = 6;
#[derive(Debug, PartialEq, Eq)]
pub enum BufferError { Size, NoWindow, NoFrame }
pub struct BufferGuard { start: usize, count: usize, frames: Vec<usize>, leaked: bool }
impl BufferGuard {
    pub fn map(count: usize) -> Result<Self, BufferError> {
        if !(1..=MOST).contains(&count) { return Err(BufferError::Size); }
        let start = window::reserve(count + 1).ok_or(BufferError::NoWindow)?;
        let mut it = Self { start, count, frames: Vec::new(), leaked: false };
        while it.frames.len() < count {
            let Some(frame) = frames::alloc() else { return Err(BufferError::NoFrame); };
            if table::map(it.at(it.frames.len()), frame).is_err() {
                frames::free(frame);
                return Err(BufferError::NoFrame);
            }
            it.frames.push(frame);
        }
        Ok(it)
    }
    fn at(&self, n: usize) -> usize { self.start + PAGE_SIZE * (n + 1) }
    pub fn end(&self) -> usize { self.at(self.count) }
    pub fn leak(mut self) -> usize { self.leaked = true; self.end() }
}
impl Drop for BufferGuard {
    fn drop(&mut self) {
        if self.leaked { return; }
        for n in (0..self.frames.len()).rev() {
            table::unmap(self.at(n));
            frames::free(self.frames[n]);
        }
        window::release(self.start, self.count + 1);
    }
}
"""
TRUE = {
    RING: """
A new ring is empty
`submit()` fails with `NoSlot` once `SLOTS - 1` frames are queued, not before
`submit()` returns `RingError::NoSlot` when the ring is full
Room for 3 frames
One slot always stays free
`BUSY` is set last, after a barrier
A memory barrier stands before `BUSY` is set
`submit()` issues a write barrier before setting `BUSY`
Both indices wrap around at `SLOTS`
The doorbell is written with the new tail
The doorbell is rung only after `BUSY` is set
`collect()` never frees a slot that is still owned by the device
`collect()` frees each buffer exactly once
No buffer is freed twice
Buffers are freed oldest first
`collect()` returns how many buffers were freed
A refused submit changes nothing
`collect()` stops at a busy slot
""",
    GUARD: """
`Size` for 0 pages or more than `MOST`
`map()` refuses 0 pages and more than `MOST` with `BufferError::Size`
`map(0)` returns `Size`
The guard page is never mapped
The guard page at `start` stays unmapped
Nothing is mapped at `start`
The pages are mapped directly above the guard page
A failure halfway through `map()` leaks nothing
If `map()` fails halfway, everything mapped so far is undone
No frame is lost when `map()` fails
`end()` is the address right above the last page
Leaked buffers stay mapped
After `leak()`, drop does nothing
`leak()` keeps the mapping alive
A partial allocation is rolled back on error
Drop unmaps all pages, frees the frames and releases the address range
Pages are unmapped and frames freed on drop
""",
}
UNTRUE = {
    RING: """
`submit()` returns `NoSlot` with `SLOTS` frames queued
Room for 4 frames
`submit()` returns `NoFrame` when the ring is full
`BUSY` is set before the barrier
`BUSY` is set first
Indices wrap at 3
The doorbell receives the old tail
The doorbell is rung before `BUSY` is set
`collect()` skips slots that are still owned by the device
Buffers are freed newest first
Each buffer is freed twice
`Other::submit()` returns `NoSlot` when the ring is full
""",
    GUARD: """
`NoFrame` for 0 pages or more than `MOST`
`Size` for 1 page or more than `MOST`
The guard page is mapped
The guard page is never unmapped
The pages are mapped below the guard page
A failure halfway through `map()` leaks frames
`end()` is the start of the last page
Leaked buffers are unmapped on drop
Drop unmaps nothing
Drop does not release the address range
""",
}
FAULTS = (
    (RING, "(self.next + 1) % SLOTS;\n        if following == self.oldest", "(self.next + 1) % SLOTS;\n        if (following + 1) % SLOTS == self.oldest", "`NoSlot` with `SLOTS - 1` frames queued"),
    (RING, "        sync::store_barrier();\n        self.slots[self.next].status = BUSY;", "        self.slots[self.next].status = BUSY;\n        sync::store_barrier();", "`BUSY` is set last, behind a barrier"),
    (RING, "        self.slots[self.next].size = size;\n        sync::store_barrier();", "        sync::store_barrier();\n        self.slots[self.next].size = size;", "`BUSY` is set last, behind a barrier"),
    (RING, "% SLOTS;", "% (SLOTS - 1);", "Indices wrap at `SLOTS`"),
    (RING, "io::write(self.port, self.next as u64);", "io::write(self.port, self.oldest as u64);", "The doorbell receives the new tail"),
    (RING, "if slot.status & BUSY != 0 { break; }", "", "`collect()` stops at the first slot still owned by the hardware"),
    (RING, "pool::release(slot.base);", "pool::release(slot.base); pool::release(slot.base);", "Each collected buffer is freed once"),
    (GUARD, "(1..=MOST)", "(0..=MOST)", "`Size` for 0 pages or more than `MOST`"),
    (GUARD, "(1..=MOST)", "(1..=MOST + 1)", "`Size` for 0 pages or more than `MOST`"),
    (GUARD, "PAGE_SIZE * (n + 1)", "PAGE_SIZE * n", "The guard page is never mapped"),
    (GUARD, "                frames::free(frame);\n", "", "A failure halfway through `map()` leaks nothing"),
    (GUARD, "leaked: false", "leaked: true", "A failed `map()` gives back everything"),
    (GUARD, "self.leaked = true; ", "", "Leaked buffers survive the drop"),
    (GUARD, "window::release(self.start, self.count + 1)", "window::release(self.start, self.count)", "Drop releases the whole address range"),
    (GUARD, "frames::free(self.frames[n]);", "frames::free(self.frames[0]);", "Drop: pages unmapped, frames freed"),
)  # fmt: skip
REWRITTEN = {
    RING: (
        ("(self.next + 1) % SLOTS;\n", "if self.next + 1 == SLOTS { 0 } else { self.next + 1 };\n"),
        ("self.next = following;\n        io::write(self.port, self.next as u64);", "io::write(self.port, following as u64);\n        self.next = following;"),
        ("while self.oldest != self.next {", "loop {\n            if self.oldest == self.next { break; }"),
    ),
    GUARD: (
        ("for n in (0..self.frames.len()).rev() {\n            table::unmap(self.at(n));\n            frames::free(self.frames[n]);", "while let Some(frame) = self.frames.pop() {\n            table::unmap(self.at(self.frames.len()));\n            frames::free(frame);"),
        ("if !(1..=MOST).contains(&count) {", "if count == 0 || count > MOST {"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("shown", [RING, GUARD], ids=["ring", "guard"])
def test_true_sentences_hold(shown: str) -> None:
    assert outcomes(TRUE[shown], shown, shown) == dict.fromkeys(TRUE[shown].strip().splitlines(), "holds")


@pytest.mark.parametrize("shown", [RING, GUARD], ids=["ring", "guard"])
def test_untrue_sentences_never_hold(shown: str) -> None:
    assert [text for text, outcome in outcomes(UNTRUE[shown], shown, shown).items() if outcome == "holds"] == []


@pytest.mark.parametrize(("shown", "old", "new", "said"), FAULTS, ids=[f"{row[3]} {n}" for n, row in enumerate(FAULTS)])
def test_a_fault_fails_what_speaks_of_it(shown: str, old: str, new: str, said: str) -> None:
    assert old in shown
    assert outcomes(said, shown, shown) == {said: "holds"}
    assert outcomes(said, shown, shown.replace(old, new)) == {said: "fails"}


@pytest.mark.parametrize("shown", [RING, GUARD], ids=["ring", "guard"])
def test_rewritten_code_holds(shown: str) -> None:
    tree = shown
    for old, new in REWRITTEN[shown]:
        assert old in tree
        tree = tree.replace(old, new)
    assert outcomes(TRUE[shown], shown, tree) == dict.fromkeys(TRUE[shown].strip().splitlines(), "holds")
