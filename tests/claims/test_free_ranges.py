"""Short sentences on lists of free ranges: true and untrue ones, on code as shown, with faults, and rewritten."""

from __future__ import annotations

import pytest

from tests.claims.test_range_questions import outcomes

# Structs with ends in a vector; a refusal has a reason.
EXTENTS = """
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent { pub start: u64, pub end: u64 }
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiskError { NoSpace, NotInUse }
#[derive(Default)]
pub struct ExtentPool { extents: Vec<Extent> }
impl ExtentPool {
    pub fn new() -> Self { Self { extents: Vec::new() } }
    pub fn allocate(&mut self, blocks: u64) -> Result<u64, DiskError> {
        if blocks == 0 { return Err(DiskError::NoSpace); }
        for n in 0..self.extents.len() {
            let e = self.extents[n];
            if e.end - e.start < blocks { continue; }
            self.extents[n].start += blocks;
            if self.extents[n].start == e.end { self.extents.remove(n); }
            return Ok(e.start);
        }
        Err(DiskError::NoSpace)
    }
    pub fn free(&mut self, block: u64, count: u64) -> Result<(), DiskError> {
        let (mut start, mut end) = (block, block + count);
        if self.extents.iter().any(|e| e.start < end && start < e.end) { return Err(DiskError::NotInUse); }
        self.extents.retain(|e| {
            if e.end == start { start = e.start; return false; }
            if e.start == end { end = e.end; return false; }
            true
        });
        let at = self.extents.iter().position(|e| e.start > start).unwrap_or(self.extents.len());
        self.extents.insert(at, Extent { start, end });
        Ok(())
    }
    pub fn blocks_free(&self) -> u64 { self.extents.iter().map(|e| e.end - e.start).sum() }
    pub fn pieces(&self) -> usize { self.extents.len() }
}
"""
# A map from start to length, the best fit, from the end; it begins with one gap.
GAPS = """
use alloc::collections::BTreeMap;
pub struct GapMap { gaps: BTreeMap<usize, usize> }
impl GapMap {
    pub fn new(base: usize, len: usize) -> Self {
        let mut gaps = BTreeMap::new();
        gaps.insert(base, len);
        Self { gaps }
    }
    pub fn carve(&mut self, bytes: usize) -> Option<usize> {
        if bytes == 0 { return None; }
        let (&base, &len) = self.gaps.iter().filter(|(_, &len)| len >= bytes).min_by_key(|(_, &len)| len)?;
        if len == bytes { self.gaps.remove(&base); } else { self.gaps.insert(base, len - bytes); }
        Some(base + len - bytes)
    }
    pub fn release(&mut self, base: usize, bytes: usize) -> bool {
        if bytes == 0 { return true; }
        if self.gaps.iter().any(|(&s, &l)| s < base + bytes && base < s + l) { return false; }
        let (mut start, mut len) = (base, bytes);
        if let Some(above) = self.gaps.remove(&(base + bytes)) { len += above; }
        let below = self.gaps.iter().find(|(&s, &l)| s + l == base).map(|(&s, &l)| (s, l));
        if let Some((s, l)) = below { start = s; len += l; }
        self.gaps.insert(start, len);
        true
    }
}
"""
TRUE = {
    EXTENTS: """
`allocate()` is first fit
First fit: the lowest extent that is large enough is used
`allocate()` picks the first extent with enough room
`allocate()` takes from the front of an extent
An extent that fits exactly is removed from the pool
Exact fits leave no empty extent behind
The remainder of a larger extent stays free
What is left of an extent remains in the pool
`allocate()` leaves other extents untouched
`NoSpace` if no extent is large enough
`allocate(0)` returns `Err(NoSpace)`
A request that is too large gives `DiskError::NoSpace`, pool unchanged
`free()` merges with neighbours on both sides
Adjacent extents are coalesced into one
Freed blocks join the extents below and above
Filling the gap between two extents leaves a single extent
Freed ranges that touch nothing stay separate
Extents stay sorted by start, whatever the order of frees
Freeing a range twice returns `NotInUse`
A double free is refused with `DiskError::NotInUse`
Freeing blocks that are already free fails with `NotInUse` and changes nothing
Overlapping frees are rejected
Extents never overlap or touch
`blocks_free()` is the sum of all extent lengths
`pieces()` is the number of extents
No block is handed out twice
A new pool is empty
Freed blocks can be allocated again
Leftover blocks go back to the pool
A partially used extent keeps its remainder
`free()` of an already free range is rejected
""",
    GAPS: """
`carve()` takes the smallest gap that fits
Best fit
`carve()` cuts from the end of the gap
A gap that is used up disappears
The rest of the gap stays in the map
`carve(0)` is `None`
`None` when nothing fits
`release()` joins adjacent gaps
Releasing the range between two gaps leaves one gap
Double release returns `false`, map unchanged
`release()` returns `false` for a range that overlaps a gap
Releasing nothing is ignored
There is never an empty gap in the map
""",
}
UNTRUE = """
`allocate()` is best fit
`allocate()` uses the smallest extent that fits
`allocate()` picks the largest extent
`allocate()` takes from the end of an extent
An extent that fits exactly stays in the pool
An exact fit leaves an empty extent behind
The rest of an extent is lost
The rest of an extent is removed
`NotInUse` if no extent is large enough
`allocate(0)` returns `Err(NotInUse)`
Adjacent extents stay separate
Adjacent extents are never merged
Adjacent extents are merged unless they are equal
A double free is accepted
`free()` of a range is rejected
A double free gives `NoSpace`
Freeing a range twice is `Ok`
Overlapping frees are not rejected
`free()` merges extents that overlap
Extents are sorted by length
`blocks_free()` is the number of extents
`pieces()` is the sum of all extent lengths
A new pool holds one extent
`Other::allocate()` is first fit
"""
FAULTS = (
    (EXTENTS, "for n in 0..self.extents.len() {", "for n in (0..self.extents.len()).rev() {", "`allocate()` takes the first extent that is large enough"),
    (EXTENTS, "if self.extents[n].start == e.end {", "if self.extents[n].start > e.end {", "An exact fit removes the extent"),
    (EXTENTS, "e.end - e.start < blocks {", "e.end - e.start <= blocks {", "Exactly fitting extents disappear"),
    (EXTENTS, "self.extents[n].start += blocks;", "self.extents[n].start = e.end;", "The remainder stays in the pool"),
    (EXTENTS, "if e.start == end { end = e.end; return false; }", "", "Touching extents are merged"),
    (EXTENTS, "if e.end == start { start = e.start; return false; }", "", "`free()` merges with the extent below"),
    (EXTENTS, "end = e.end; return false;", "return false;", "Closing the gap between two extents makes one extent"),
    (EXTENTS, "unwrap_or(self.extents.len())", "unwrap_or(0)", "The extents stay in order, whatever the order of frees"),
    (EXTENTS, "e.start < end && start < e.end", "e.start == start && start < end", "Double frees are caught"),
    (EXTENTS, "e.start < end && start < e.end", "e.start <= start && end <= e.end", "Freeing a range that overlaps an extent gives `NotInUse`"),
    (EXTENTS, "map(|e| e.end - e.start)", "map(|e| e.end - 1)", "`blocks_free()` counts the blocks of all extents"),
    (GAPS, "min_by_key(|(_, &len)| len)", "min_by_key(|(&base, _)| base)", "`carve()` takes from the smallest gap that is large enough"),
    (GAPS, "if len == bytes {", "if len < bytes {", "Gaps are never empty"),
    (GAPS, "if bytes == 0 { return true; }", "", "Releasing nothing adds no gap"),
    (GAPS, "{ return false; }", "{ self.gaps.remove(&base); return false; }", "A refused release leaves the map unchanged"),
)  # fmt: skip
REWRITTEN = (
    ("self.extents[n].start += blocks;\n            if self.extents[n].start == e.end { self.extents.remove(n); }", "match e.end - e.start - blocks {\n 0 => { self.extents.remove(n); }\n left => self.extents[n] = Extent { start: e.end - left, ..e },\n }"),
    ("self.extents.insert(at, Extent { start, end });", "let _ = at; self.extents.push(Extent { start, end }); self.extents.sort_by_key(|e| e.start);"),
    ("self.extents.iter().any(|e| e.start < end && start < e.end)", "!self.extents.iter().all(|e| end <= e.start || e.end <= start)"),
)  # fmt: skip


@pytest.mark.parametrize("shown", [EXTENTS, GAPS], ids=["ends", "map"])
def test_true_sentences_hold(shown: str) -> None:
    assert outcomes(TRUE[shown], shown, shown) == dict.fromkeys(TRUE[shown].strip().splitlines(), "holds")


def test_untrue_sentences_never_hold() -> None:
    assert "holds" not in outcomes(UNTRUE, EXTENTS, EXTENTS).values()


@pytest.mark.parametrize(("shown", "old", "new", "said"), FAULTS, ids=[row[3] for row in FAULTS])
def test_a_fault_fails_what_speaks_of_it(shown: str, old: str, new: str, said: str) -> None:
    assert old in shown
    assert outcomes(said, shown, shown) == {said: "holds"}
    assert outcomes(said, shown, shown.replace(old, new)) == {said: "fails"}


def test_rewritten_code_holds() -> None:
    tree = EXTENTS
    for old, new in REWRITTEN:
        assert old in tree
        tree = tree.replace(old, new)
    assert outcomes(TRUE[EXTENTS], EXTENTS, tree) == dict.fromkeys(TRUE[EXTENTS].strip().splitlines(), "holds")
