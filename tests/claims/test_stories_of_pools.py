"""Types that give things out, fill slices or count: sentences of what comes first, never twice, stays, or goes no further."""

from __future__ import annotations

import pytest

from tests.claims.test_pages import Page, judge

FRAMES = """
pub const FRAMES: usize = 40;
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FrameError { NotAllocated, OutOfRange }
pub struct FrameMap { words: [u32; 2], free: usize }
impl FrameMap {
    pub const fn new() -> Self { Self { words: [0; 2], free: FRAMES } }
    pub fn alloc(&mut self) -> Option<usize> {
        for i in 0..FRAMES {
            if self.words[i / 32] & (1 << (i % 32)) == 0 {
                self.words[i / 32] |= 1 << (i % 32);
                self.free -= 1;
                return Some(i);
            }
        }
        None
    }
    pub fn free(&mut self, frame: usize) -> Result<(), FrameError> {
        if frame >= FRAMES { return Err(FrameError::OutOfRange); }
        if self.words[frame / 32] & (1 << (frame % 32)) == 0 { return Err(FrameError::NotAllocated); }
        self.words[frame / 32] &= !(1 << (frame % 32));
        self.free += 1;
        Ok(())
    }
    pub fn is_allocated(&self, frame: usize) -> bool { frame < FRAMES && self.words[frame / 32] & (1 << (frame % 32)) != 0 }
    pub fn free_frames(&self) -> usize { self.free }
}
"""
SLOTS = """
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Handle { index: u16, generation: u16 }
pub struct SlotTable<const N: usize> { values: [Option<u32>; N], generations: [u16; N], used: usize }
impl<const N: usize> SlotTable<N> {
    pub const fn new() -> Self { Self { values: [None; N], generations: [0; N], used: 0 } }
    pub fn len(&self) -> usize { self.used }
    pub fn insert(&mut self, value: u32) -> Option<Handle> {
        for i in 0..N {
            if self.values[i].is_none() {
                self.values[i] = Some(value);
                self.used += 1;
                return Some(Handle { index: i as u16, generation: self.generations[i] });
            }
        }
        None
    }
    pub fn get(&self, handle: Handle) -> Option<u32> {
        let i = handle.index as usize;
        if i < N && self.generations[i] == handle.generation { self.values[i] } else { None }
    }
    pub fn remove(&mut self, handle: Handle) -> Option<u32> {
        let i = handle.index as usize;
        if i >= N || self.generations[i] != handle.generation { return None; }
        let value = self.values[i].take()?;
        self.generations[i] = self.generations[i].wrapping_add(1);
        self.used -= 1;
        Some(value)
    }
}
"""
LOG = """
pub struct RingLog<const N: usize> { bytes: [u8; N], head: usize, len: usize, dropped: u32 }
impl<const N: usize> RingLog<N> {
    pub const fn new() -> Self { assert!(N > 0); Self { bytes: [0; N], head: 0, len: 0, dropped: 0 } }
    pub fn len(&self) -> usize { self.len }
    pub fn dropped(&self) -> u32 { self.dropped }
    pub fn write(&mut self, byte: u8) {
        if self.len == N {
            self.head = (self.head + 1) % N;
            self.len -= 1;
            self.dropped = self.dropped.saturating_add(1);
        }
        self.bytes[(self.head + self.len) % N] = byte;
        self.len += 1;
    }
    pub fn read(&mut self, out: &mut [u8]) -> usize {
        let mut n = 0;
        while n < out.len() && self.len > 0 {
            out[n] = self.bytes[self.head];
            self.head = (self.head + 1) % N;
            self.len -= 1;
            n += 1;
        }
        n
    }
    pub fn clear(&mut self) { self.head = 0; self.len = 0; }
}
"""
BUCKET = """
pub struct TokenBucket { capacity: u32, tokens: u32 }
impl TokenBucket {
    pub const fn new(capacity: u32) -> Self { Self { capacity, tokens: capacity } }
    pub fn tokens(&self) -> u32 { self.tokens }
    pub fn capacity(&self) -> u32 { self.capacity }
    pub fn take(&mut self, n: u32) -> bool {
        if n > self.tokens { return false; }
        self.tokens -= n;
        true
    }
    pub fn refill(&mut self, n: u32) {
        self.tokens = self.tokens.saturating_add(n).min(self.capacity);
    }
    pub fn drain(&mut self) -> u32 { core::mem::replace(&mut self.tokens, 0) }
}
"""
WHEEL = """
pub const SLOTS: usize = 8;
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TimerId(u32);
pub struct TimerWheel { slots: [Option<TimerId>; SLOTS], now: usize, next: u32, pending: usize }
impl TimerWheel {
    pub const fn new() -> Self { Self { slots: [None; SLOTS], now: 0, next: 1, pending: 0 } }
    pub fn pending(&self) -> usize { self.pending }
    pub fn now(&self) -> usize { self.now }
    pub fn arm(&mut self, delay: usize) -> Option<TimerId> {
        if delay == 0 || delay >= SLOTS { return None; }
        let at = (self.now + delay) % SLOTS;
        if self.slots[at].is_some() { return None; }
        let id = TimerId(self.next);
        self.next += 1;
        self.slots[at] = Some(id);
        self.pending += 1;
        Some(id)
    }
    pub fn tick(&mut self) -> Option<TimerId> {
        self.now = (self.now + 1) % SLOTS;
        let fired = self.slots[self.now].take();
        if fired.is_some() { self.pending -= 1; }
        fired
    }
    pub fn cancel(&mut self, id: TimerId) -> bool {
        for i in 0..SLOTS {
            if self.slots[i] == Some(id) { self.slots[i] = None; self.pending -= 1; return true; }
        }
        false
    }
}
"""
CODES = {"frames": FRAMES, "slots": SLOTS, "ringlog": LOG, "bucket": BUCKET, "wheel": WHEEL}
FAULTS = {
    ("frames", "from the top"): ("for i in 0..FRAMES {", "for i in (0..FRAMES).rev() {"),
    ("frames", "double free counts"): (
        "if self.words[frame / 32] & (1 << (frame % 32)) == 0 { return Err(FrameError::NotAllocated); }",
        "if self.words[frame / 32] & (1 << (frame % 32)) == 0 { self.free += 1; return Err(FrameError::NotAllocated); }",
    ),
    ("frames", "no mark"): ("self.words[i / 32] |= 1 << (i % 32);", ""),
    ("frames", "last is left"): ("for i in 0..FRAMES {", "for i in 0..FRAMES - 1 {"),
    ("frames", "free keeps"): ("self.words[frame / 32] &= !(1 << (frame % 32));", ""),
    ("slots", "no generation"): ("self.generations[i] = self.generations[i].wrapping_add(1);", ""),
    ("slots", "N-1"): ("for i in 0..N {", "for i in 0..N - 1 {"),
    ("ringlog", "newest first"): (
        "out[n] = self.bytes[self.head];\n            self.head = (self.head + 1) % N;",
        "out[n] = self.bytes[(self.head + self.len - 1) % N];",
    ),
    ("ringlog", "peeks"): ("        n\n    }", "        self.head = (self.head + N - n % N) % N; self.len += n; n\n    }"),
    ("ringlog", "zero fill"): ("        n\n    }", "        for i in n..out.len() { out[i] = 0; } n\n    }"),
    ("ringlog", "loses all"): ("        n\n    }", "        self.len = 0; n\n    }"),
    ("ringlog", "wraps"): ("self.dropped.saturating_add(1)", "self.dropped.wrapping_add(1)"),
    ("bucket", "no cap"): (".min(self.capacity)", ""),
    ("bucket", "partial"): ("if n > self.tokens { return false; }", "if n > self.tokens { self.tokens = 0; return false; }"),
    ("bucket", "starts empty"): ("tokens: capacity }", "tokens: 0 }"),
    ("bucket", "one"): ("self.tokens -= n;", "self.tokens -= 1.min(n);"),
    ("wheel", "reuse"): ("self.next += 1;", "self.next = 1 + self.next % 2;"),
    ("wheel", "cancel keeps"): (
        "{ self.slots[i] = None; self.pending -= 1; return true; }",
        "{ self.pending = self.pending.saturating_sub(1); return true; }",
    ),
    ("wheel", "wrap"): ("self.now = (self.now + 1) % SLOTS;", "self.now = (self.now + 1) % (SLOTS - 1);"),
    ("wheel", "le"): ("delay >= SLOTS", "delay > SLOTS"),
}


@pytest.mark.parametrize(
    "type_,fault,text,outcome",
    [
        ("frames", "", "`alloc()` always returns the lowest free frame", "holds"),
        ("frames", "", "The first frame handed out is 0", "holds"),
        ("frames", "", "A fresh map hands out 0, 1, 2 in order", "holds"),
        ("frames", "", "The same frame is never handed out twice without a free in between", "holds"),
        ("frames", "", "Double free leaves the free count unchanged", "holds"),
        ("frames", "", "`is_allocated()` is true for every frame handed out", "holds"),
        ("frames", "", "`is_allocated()` is false for all frames of a new map", "holds"),
        ("frames", "", "Up to `FRAMES` frames can be allocated", "holds"),
        ("frames", "", "After a free, a full map can allocate again", "holds"),
        ("frames", "", "alloc marks the frame as allocated", "holds"),
        ("slots", "", "`insert` uses the first free slot", "holds"),
        ("slots", "", "A stale handle returns `None` from `get`", "holds"),
        ("slots", "", "Removing a stale handle returns `None`", "holds"),
        ("slots", "", "Handles are never reused", "holds"),
        ("slots", "", "`N` values fit", "holds"),
        ("ringlog", "", "`read` copies the oldest bytes first", "holds"),
        ("ringlog", "", "`read` returns the number of bytes copied", "holds"),
        ("ringlog", "", "Reading removes the copied bytes", "holds"),
        ("ringlog", "", "`read()` leaves the rest of `out` untouched", "holds"),
        ("ringlog", "", "Bytes that do not fit in `out` stay in the log", "holds"),
        ("ringlog", "", "Writing to a full log drops the oldest byte", "holds"),
        ("ringlog", "", "Each dropped byte increments `dropped`", "holds"),
        ("ringlog", "", "`dropped` saturates", "holds"),
        ("bucket", "", "A new bucket is full", "holds"),
        ("bucket", "", "A refused take leaves the tokens alone", "holds"),
        ("bucket", "", "Taking more tokens than there are fails", "holds"),
        ("bucket", "", "`refill()` never goes above the capacity", "holds"),
        ("bucket", "", "Refilling saturates at the capacity", "holds"),
        ("bucket", "", "A successful `take(n)` reduces `tokens` by `n`", "holds"),
        ("bucket", "", "The capacity never changes", "holds"),
        ("wheel", "", "A delay of `SLOTS` or more is rejected", "holds"),
        ("wheel", "", "Ids start at 1", "holds"),
        ("wheel", "", "Timer ids are never reused", "holds"),
        ("wheel", "", "Ids are handed out in ascending order", "holds"),
        ("wheel", "", "`cancel` of a fired timer returns `false`", "holds"),
        ("wheel", "", "`now` wraps around after `SLOTS` ticks", "holds"),
        ("wheel", "", "`now()` stays below `SLOTS`", "holds"),
        ("wheel", "", "A cancelled timer never fires", "holds"),
        ("wheel", "", "A timer fires at most once", "holds"),
        ("frames", "", "A freed frame is handed out again by the next `alloc`", "undecided"),
        ("frames", "", "Exhaustion panics", "fails"),
        ("frames", "", "Exhaustion is reported as an `Err`", "fails"),
        ("ringlog", "", "`read` fills the whole buffer", "undecided"),
        ("ringlog", "", "`dropped` wraps around to 0 on overflow", "fails"),
        ("wheel", "", "`cancel` of an unknown timer panics", "fails"),
        ("frames", "", "`alloc()` always returns the prettiest free frame", "undecided"),
        ("frames", "", "The first frame handed out on Mondays is 0", "undecided"),
        ("ringlog", "", "`read` copies the oldest bytes to the printer", "undecided"),
        ("wheel", "", "A cancelled timer never sleeps", "undecided"),
        ("bucket", "", "Refilling saturates the listener", "undecided"),
        ("frames", "from the top", "`alloc()` always returns the lowest free frame", "fails"),
        ("frames", "double free counts", "Double free leaves the free count unchanged", "fails"),
        ("frames", "no mark", "The same frame is never handed out twice without a free in between", "fails"),
        ("frames", "last is left", "Up to `FRAMES` frames can be allocated", "fails"),
        ("frames", "free keeps", "After a free, a full map can allocate again", "fails"),
        ("slots", "no generation", "Handles are never reused", "fails"),
        ("slots", "N-1", "`N` values fit", "fails"),
        ("ringlog", "newest first", "`read` copies the oldest bytes first", "fails"),
        ("ringlog", "peeks", "Reading removes the copied bytes", "fails"),
        ("ringlog", "zero fill", "`read()` leaves the rest of `out` untouched", "fails"),
        ("ringlog", "loses all", "Bytes that do not fit in `out` stay in the log", "fails"),
        ("ringlog", "wraps", "`dropped` saturates", "fails"),
        ("bucket", "no cap", "Refilling saturates at the capacity", "fails"),
        ("bucket", "partial", "A refused take leaves the tokens alone", "fails"),
        ("bucket", "starts empty", "A new bucket is full", "fails"),
        ("bucket", "one", "A successful `take(n)` reduces `tokens` by `n`", "fails"),
        ("wheel", "reuse", "Timer ids are never reused", "fails"),
        ("wheel", "cancel keeps", "A cancelled timer never fires", "fails"),
        ("wheel", "wrap", "`now` wraps around after `SLOTS` ticks", "fails"),
        ("wheel", "le", "A delay of `SLOTS` or more is rejected", "fails"),
    ],
)
def test_a_sentence_is_held_against_the_stories_of_the_type(type_: str, fault: str, text: str, outcome: str) -> None:
    code = CODES[type_]
    old, new = FAULTS[type_, fault] if fault else ("", "")
    page = Page({"src/kept.rs": code.replace(old, new, 1).encode() if fault else code.encode()}, [code], [])
    verdict = judge(page, text)
    assert verdict.outcome == outcome, verdict.message
