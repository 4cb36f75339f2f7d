"""Sentences about a call, a situation and an outcome are held against the stories of the type, beside the spec's own code."""

from __future__ import annotations

import pytest

from tests.claims.test_pages import Page, judge

# A table of short samples: what does not fit is turned away and counted.
CODE = """
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum LogError { Full, Negative }

pub struct SampleLog<const N: usize> { rows: [i32; N], used: usize, turned_away: u32 }

impl<const N: usize> SampleLog<N> {
    pub const fn new() -> Self { assert!(N > 0); Self { rows: [0; N], used: 0, turned_away: 0 } }
    pub fn len(&self) -> usize { self.used }
    pub fn capacity(&self) -> usize { N }
    pub fn is_empty(&self) -> bool { self.used == 0 }
    pub fn is_full(&self) -> bool { self.used == N }
    pub fn turned_away(&self) -> u32 { self.turned_away }
    pub fn append(&mut self, sample: i32) -> Result<(), LogError> {
        if sample < 0 { return Err(LogError::Negative); }
        if self.used == N { self.turned_away += 1; return Err(LogError::Full); }
        self.rows[self.used] = sample;
        self.used += 1;
        Ok(())
    }
    pub fn shift(&mut self) -> Option<i32> {
        if self.used == 0 { return None; }
        let first = self.rows[0];
        for i in 1..self.used { self.rows[i - 1] = self.rows[i]; }
        self.used -= 1;
        Some(first)
    }
    pub fn at(&self, n: usize) -> Option<i32> { if n < self.used { Some(self.rows[n]) } else { None } }
    pub fn forget(&mut self) { self.used = 0; self.turned_away = 0; }
}
"""
VERSIONS = {
    "as shown": CODE,
    "takes the newest": CODE.replace("let first = self.rows[0];", "let first = self.rows[self.used - 1];"),
    "counts all": CODE.replace("self.used += 1;", "self.used += 1; self.turned_away += 1;"),
    "keeps the count": CODE.replace("self.used = 0; self.turned_away = 0; }", "self.used = 0; }"),
    "panics when full": CODE.replace("self.turned_away += 1; return Err(LogError::Full);", 'panic!("full");'),
    "looks one too far": CODE.replace("if n < self.used {", "if n <= self.used && n < N {"),
}


@pytest.mark.parametrize(
    "version,text,outcome",
    [
        ("as shown", "Shifting an empty log gives `None`", "holds"),
        ("as shown", "`shift()` on an empty log → `None`", "holds"),
        ("as shown", "Appending to a full log leaves `len()` unchanged", "holds"),
        ("as shown", "A failed append does not change `len()`", "holds"),
        ("as shown", "`append` never panics", "holds"),
        ("panics when full", "`append` never panics", "fails"),
        ("as shown", "A refused append leaves the log unchanged", "undecided"),  # it is counted, so the words mean less
        ("as shown", "`len()` never exceeds the capacity", "holds"),
        ("as shown", "`capacity()` is always `N`", "holds"),
        ("as shown", "A successful shift decrements `len` by one", "holds"),
        ("as shown", "`len` is incremented when a sample is appended", "holds"),
        ("as shown", "`append(-1)` returns `Err(Negative)`", "holds"),
        ("as shown", "append then shift yields the same sample", "holds"),
        ("as shown", "`at(n)` with `n >= len()` returns `None`", "holds"),
        ("looks one too far", "`at(n)` with `n >= len()` returns `None`", "fails"),
        ("as shown", "`at()` does not consume the sample", "holds"),
        ("as shown", "`shift()` returns the oldest sample", "holds"),
        ("takes the newest", "`shift()` returns the oldest sample", "fails"),
        ("as shown", "`forget()` resets `turned_away`", "holds"),
        ("keeps the count", "`forget()` resets `turned_away`", "fails"),
        ("as shown", "When the log is full, `append` fails", "holds"),
        ("as shown", "`shift` returns `None` only when the log is empty", "holds"),
        ("as shown", "A refused append returns `Err`", "holds"),
        ("as shown", "Negative samples are rejected", "holds"),
        ("as shown", "Reject negative samples", "holds"),
        ("as shown", "Return `None` from `shift()` when the log is empty", "holds"),
        ("as shown", "`append(0)` returns `Err(Negative)`", "fails"),
        ("as shown", "Appending to a full log returns `Err(Full)`", "holds"),
        # What the spec's own code contradicts in so many words fails; what may be meant otherwise is left open.
        ("as shown", "`shift()` on an empty log panics", "fails"),
        ("as shown", "`shift()` returns the newest sample", "undecided"),
        ("as shown", "`append()` on a full log wakes the reader", "undecided"),
        ("as shown", "`len` drops when the moon is full", "undecided"),
    ],
)
def test_a_sentence_of_a_call_is_held_against_the_stories(version: str, text: str, outcome: str) -> None:
    page = Page({"src/log.rs": VERSIONS[version].encode()}, [CODE], [])
    verdict = judge(page, text)
    assert verdict.outcome == outcome, verdict.message


# Extents of a disk, sorted, with what is cut out of them.
EXTENTS = """
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ExtentError { Empty, Taken }

#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Extent { pub start: u64, pub end: u64, pub tag: u8 }

pub struct ExtentMap { extents: Vec<Extent> }

impl ExtentMap {
    pub fn new() -> Self { Self { extents: Vec::new() } }
    pub fn len(&self) -> usize { self.extents.len() }
    pub fn claim(&mut self, extent: Extent) -> Result<(), ExtentError> {
        if extent.start >= extent.end { return Err(ExtentError::Empty); }
        let mut at = 0;
        while at < self.extents.len() && self.extents[at].end <= extent.start { at += 1; }
        if at < self.extents.len() && self.extents[at].start < extent.end { return Err(ExtentError::Taken); }
        self.extents.insert(at, extent);
        Ok(())
    }
    pub fn find(&self, addr: u64) -> Option<Extent> {
        for e in &self.extents { if e.start <= addr && addr < e.end { return Some(*e); } }
        None
    }
    pub fn cut(&mut self, start: u64, end: u64) -> u64 {
        let mut gone = 0;
        let mut kept = Vec::new();
        for e in &self.extents {
            let (lo, hi) = (if e.start > start { e.start } else { start }, if e.end < end { e.end } else { end });
            if lo >= hi { kept.push(*e); continue; }
            gone += hi - lo;
            if e.start < lo { kept.push(Extent { start: e.start, end: lo, tag: e.tag }); }
            if hi < e.end { kept.push(Extent { start: hi, end: e.end, tag: e.tag }); }
        }
        self.extents = kept;
        gone
    }
}
"""
OTHER_EXTENTS = {
    "as shown": EXTENTS,
    "end included": EXTENTS.replace("addr < e.end", "addr <= e.end"),
    "touching refused": EXTENTS.replace("self.extents[at].end <= extent.start", "self.extents[at].end < extent.start"),
    "put at the end": EXTENTS.replace("self.extents.insert(at, extent)", "self.extents.push(extent)"),
    "one piece": EXTENTS.replace("if hi < e.end {", "if hi < e.end && e.start >= lo {"),
    "counts extents": EXTENTS.replace("gone += hi - lo", "gone += 1"),
}


@pytest.mark.parametrize(
    "version,text,outcome",
    [
        ("as shown", "`claim()` rejects empty and overlapping extents", "holds"),
        ("touching refused", "`claim()` accepts adjacent extents and keeps the map sorted", "fails"),
        ("as shown", "`claim()` accepts adjacent extents and keeps the list sorted", "holds"),
        ("put at the end", "`claim()` accepts adjacent extents and keeps the list sorted", "fails"),
        ("as shown", "`claim()` over an existing extent returns `Err(Taken)`", "holds"),
        ("as shown", "`find()` returns the extent containing the address, `end` is exclusive", "holds"),
        ("end included", "`find()` returns the extent containing the address, `end` is exclusive", "fails"),
        ("as shown", "`find()` on an unmapped address returns `None`", "holds"),
        ("as shown", "`cut()` in the middle of an extent leaves both ends", "holds"),
        ("one piece", "`cut()` in the middle of an extent leaves both ends", "fails"),
        ("as shown", "`cut()` works across several extents", "holds"),
        ("as shown", "`cut()` returns the number of bytes removed", "holds"),
        ("counts extents", "`cut()` returns the number of bytes removed", "fails"),
        ("as shown", "A rejected claim leaves the map unchanged", "holds"),
        ("as shown", "Cutting an unmapped extent fails", "fails"),
        ("as shown", "`claim()` merges adjacent extents", "undecided"),
        ("as shown", "`cut()` in the middle of the night leaves both ends", "undecided"),
    ],
)
def test_ranges_lie_to_each_other_as_the_words_say(version: str, text: str, outcome: str) -> None:
    page = Page({"src/extents.rs": OTHER_EXTENTS[version].encode()}, [EXTENTS], [])
    verdict = judge(page, text)
    assert verdict.outcome == outcome, verdict.message
