"""Short sentences on lists of ranges, each a question of its own: true and untrue ones, on code as shown, with faults, and rewritten."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import rows, told

# With an enum of elsewhere in each range, ends, and a vector.
TRACKS = """
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strip { pub from: u32, pub to: u32, pub paint: Paint }
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StripError { Void, Clash }
pub struct StripSet { strips: Vec<Strip> }
impl StripSet {
    pub fn new() -> Self { Self { strips: Vec::new() } }
    pub fn add(&mut self, strip: Strip) -> Result<(), StripError> {
        if strip.from >= strip.to { return Err(StripError::Void); }
        if self.strips.iter().any(|s| s.from < strip.to && strip.from < s.to) { return Err(StripError::Clash); }
        let at = self.strips.iter().position(|s| s.from > strip.from).unwrap_or(self.strips.len());
        self.strips.insert(at, strip);
        Ok(())
    }
    pub fn lookup(&self, point: u32) -> Option<&Strip> { self.strips.iter().find(|s| s.from <= point && point < s.to) }
    pub fn erase(&mut self, from: u32, to: u32) -> u32 {
        if from >= to { return 0; }
        let mut left = Vec::new();
        let mut gone = 0;
        for s in &self.strips {
            if s.to <= from || to <= s.from { left.push(*s); continue; }
            if s.from < from { left.push(Strip { to: from, ..*s }); }
            if to < s.to { left.push(Strip { from: to, ..*s }); }
            gone += s.to.min(to) - s.from.max(from);
        }
        self.strips = left;
        gone
    }
}
"""
# With a length, flags of elsewhere, places in an array, and a result of the removal.
PLOTS = """
#[derive(Clone, Copy)]
pub struct Plot { pub base: usize, pub len: usize, pub soil: Soil }
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlotError { NoLength, Taken, Full, Nobody }
pub struct PlotMap { plots: [Option<Plot>; 8] }
impl PlotMap {
    pub fn new() -> Self { Self { plots: [None; 8] } }
    pub fn claim(&mut self, base: usize, len: usize, soil: Soil) -> Result<(), PlotError> {
        if len == 0 { return Err(PlotError::NoLength); }
        let end = base + len;
        if self.plots.iter().flatten().any(|p| base < p.base + p.len && p.base < end) { return Err(PlotError::Taken); }
        let free = self.plots.iter_mut().find(|p| p.is_none()).ok_or(PlotError::Full)?;
        *free = Some(Plot { base, len, soil });
        Ok(())
    }
    pub fn plot_at(&self, addr: usize) -> Option<&Plot> {
        self.plots.iter().flatten().find(|p| addr >= p.base && addr < p.base + p.len)
    }
    pub fn release(&mut self, base: usize, len: usize) -> Result<usize, PlotError> {
        let end = base + len;
        let mut bytes = 0;
        for n in 0..8 {
            let Some(p) = self.plots[n] else { continue };
            let (lo, hi) = (p.base.max(base), (p.base + p.len).min(end));
            if lo >= hi { continue; }
            bytes += hi - lo;
            self.plots[n] = None;
            if p.base < lo { self.plots[n] = Some(Plot { len: lo - p.base, ..p }); }
            if hi < p.base + p.len {
                let free = self.plots.iter_mut().find(|q| q.is_none()).ok_or(PlotError::Full)?;
                *free = Some(Plot { base: hi, len: p.base + p.len - hi, ..p });
            }
        }
        if bytes == 0 { Err(PlotError::Nobody) } else { Ok(bytes) }
    }
}
"""
# Pairs that become one where they meet.
ROWS = """
#[derive(Debug, PartialEq, Eq)]
pub enum RowError { NoSeats }
pub struct SeatRows { rows: Vec<(u64, u64)> }
impl SeatRows {
    pub fn new() -> Self { Self { rows: Vec::new() } }
    pub fn reserve(&mut self, lo: u64, hi: u64) -> Result<(), RowError> {
        if hi <= lo { return Err(RowError::NoSeats); }
        let (mut a, mut b) = (lo, hi);
        self.rows.retain(|&(s, e)| {
            if e < a || b < s { return true; }
            a = a.min(s);
            b = b.max(e);
            false
        });
        let at = self.rows.partition_point(|&(s, _)| s < a);
        self.rows.insert(at, (a, b));
        Ok(())
    }
    pub fn contains(&self, seat: u64) -> bool { self.rows.iter().any(|&(s, e)| s <= seat && seat < e) }
    pub fn free(&mut self, lo: u64, hi: u64) {
        let mut left = Vec::new();
        for &(s, e) in &self.rows {
            if s < lo { left.push((s, e.min(lo))); }
            if hi < e { left.push((s.max(hi), e)); }
        }
        self.rows = left;
    }
}
"""
TRUE = {
    ROWS: """
Empty and reversed ranges give `NoSeats`
Touching ranges are merged
Overlapping and adjacent ranges become one
Ranges stay sorted and disjoint
`contains()` is end-exclusive
Freeing the middle of a range leaves two ranges
`free()` trims partly covered ranges and drops covered ones
""",
    TRACKS: """
Reversed or empty strips: `StripError::Void`
`from >= to` → `Err(StripError::Void)`
A strip that overlaps another one is a `Clash`; neighbours are accepted
Strips that merely touch do not overlap
Inserting the same strip twice gives `StripError::Clash`
Strips are kept in ascending order of start address
`lookup()` yields the strip a point lies in, otherwise `None`
`lookup(to)` does not find the strip
The first byte of a strip is found, the byte at `to` is not
`erase()` clips partly covered strips, discards fully covered ones and splits a strip around the hole
Erasing the middle of a strip leaves two strips
Both halves keep their paint
`erase()` leaves no empty strips behind
Result of `erase()` is how many bytes were taken out
`erase()` over nothing returns 0
""",
    PLOTS: """
`claim()` of length zero: `NoLength`
Claiming over an existing plot returns `PlotError::Taken`
Adjacent plots may both be claimed
`plot_at()` finds the plot that holds the address, the end is not included
Addresses outside every plot give `None`
`release()` cuts partly covered plots short and removes covered ones
A plot that reaches over both ends of the hole is split
Plots outside the hole stay untouched
`Ok` value of `release()` is the number of bytes released
`release()` of a gap: `PlotError::Nobody`
A refused plot leaves the map unchanged
""",
}
UNTRUE = """
Reversed or empty strips: `StripError::Clash`
Touching strips are refused with `StripError::Clash`
Overlapping strips are accepted
`lookup()` yields the strip a point lies in, the end included
`lookup()` returns `None` if a strip contains the point
`lookup()` returns `None` unless no strip contains the point
`add()` returns `StripError::Void` unless the strip is empty
`erase()` drops partly covered strips
`erase()` clips fully covered strips
Result of `erase()` is the length of the hole
Result of `erase()` is the number of bytes that are left
`Other::erase()` returns the number of bytes taken out
Strips are kept in descending order of start address
Both halves lose their paint
"""
FAULTS = (
    (TRACKS, "s.from < strip.to && strip.from < s.to", "s.from <= strip.to && strip.from <= s.to", "Overlap gives `Clash`, touching strips are fine"),
    (TRACKS, "strip.from >= strip.to", "strip.from > strip.to", "Zero-length strips are refused with `StripError::Void`"),
    (TRACKS, "strip.from >= strip.to", "strip.from == strip.to", "Reversed strips are `Void`"),
    (TRACKS, "unwrap_or(self.strips.len())", "unwrap_or_default()", "`add()` keeps the set sorted by start, whatever the order of insertion"),
    (TRACKS, "point < s.to", "point <= s.to", "`lookup()` treats the end as exclusive"),
    (TRACKS, "if to < s.to {", "else if to < s.to {", "A hole in the middle splits a strip in two"),
    (TRACKS, "if s.from < from {", "if s.from <= from {", "`erase()` drops covered strips"),
    (TRACKS, "s.to.min(to) - s.from.max(from)", "s.to - s.from", "`erase()` counts only bytes that were in the set"),
    (ROWS, "if e < a || b < s {", "if e <= a || b <= s {", "Touching ranges are merged"),
    (ROWS, "            b = b.max(e);\n", "", "Overlapping ranges are merged into one"),
    (PLOTS, "len: lo - p.base, ..p", "len: p.len, ..p", "`release()` trims partly covered plots"),
    (PLOTS, "Err(PlotError::Nobody) } else", "Ok(0) } else", "`release()` fails with `Nobody` if nothing was hit"),
)  # fmt: skip
REWRITTEN = (
    ("if self.strips.iter().any(|s| s.from < strip.to && strip.from < s.to) {", "if !self.strips.iter().all(|s| s.to <= strip.from || strip.to <= s.from) {"),
    ("if strip.from >= strip.to { return Err(StripError::Void); }", "if !(strip.from < strip.to) { return Err(StripError::Void); }"),
    ("gone += s.to.min(to) - s.from.max(from);", "gone += core::cmp::min(s.to, to) - core::cmp::max(s.from, from);"),
    ("self.strips.insert(at, strip);", "let _ = at; self.strips.push(strip); self.strips.sort_by_key(|s| s.from);"),
)  # fmt: skip


def outcomes(sentences: str, shown: str, tree: str) -> dict[str, str]:
    """What becomes of each sentence in a tree that has the code as shown, or changed."""
    tree = f"use alloc::vec::Vec;\nuse crate::ground::{{Paint, Soil}};\n{tree}\npub fn first() -> Paint {{ Paint::Red }}\n"
    return told(rows(sentences), tree, shown, "It")


@pytest.mark.parametrize("shown", [TRACKS, PLOTS, ROWS], ids=["ends", "lengths", "pairs"])
def test_true_sentences_hold(shown: str) -> None:
    assert outcomes(TRUE[shown], shown, shown) == dict.fromkeys(TRUE[shown].strip().splitlines(), "holds")


@pytest.mark.parametrize("shown", [TRACKS, PLOTS, ROWS], ids=["ends", "lengths", "pairs"])
def test_what_faults_fail_holds_without_them(shown: str) -> None:
    said = "\n".join(row[3] for row in FAULTS if row[0] == shown)
    assert set(outcomes(said, shown, shown).values()) == {"holds"}


def test_untrue_sentences_never_hold() -> None:
    assert "holds" not in outcomes(UNTRUE, TRACKS, TRACKS).values()


@pytest.mark.parametrize(("shown", "old", "new", "said"), FAULTS, ids=[row[3] for row in FAULTS])
def test_a_fault_fails_what_speaks_of_it(shown: str, old: str, new: str, said: str) -> None:
    assert old in shown
    assert outcomes(said, shown, shown.replace(old, new)) == {said: "fails"}


def test_rewritten_code_holds() -> None:
    tree = TRACKS
    for old, new in REWRITTEN:
        assert old in tree
        tree = tree.replace(old, new)
    assert outcomes(TRUE[TRACKS], TRACKS, tree) == dict.fromkeys(TRUE[TRACKS].strip().splitlines(), "holds")
