"""What people write about a set of ranges in an array without a heap: what is put in is merged, the gaps between are looked for."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import rows, told

AROUND = """
pub const MOST: usize = 12;

/// Blocks `[start, end)` of a disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockRange { pub start: u32, pub end: u32 }

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoldError { Nothing, Full }

fn rounded_up(at: u32, align: u32) -> Option<u32> {
    Some(at.checked_add(align - 1)? & !(align - 1))
}
"""
OWN = """
/// Blocks that nobody may write to.
pub struct HeldBlocks {
    rows: [BlockRange; MOST],
    used: usize,
}

impl HeldBlocks {
    pub const fn new() -> Self {
        Self { rows: [BlockRange { start: 0, end: 0 }; MOST], used: 0 }
    }

    pub fn iter(&self) -> impl Iterator<Item = BlockRange> + '_ {
        self.rows[..self.used].iter().copied()
    }

    pub fn add(&mut self, start: u32, end: u32) -> Result<(), HoldError> {
        if end <= start { return Err(HoldError::Nothing); }
        let mut whole = BlockRange { start, end };
        let mut from = 0;
        while from < self.used && self.rows[from].end < start { from += 1; }
        let mut to = from;
        while to < self.used && self.rows[to].start <= end {
            whole.start = whole.start.min(self.rows[to].start);
            whole.end = whole.end.max(self.rows[to].end);
            to += 1;
        }
        if from == to && self.used == MOST { return Err(HoldError::Full); }
        self.rows.copy_within(to..self.used, from + 1);
        self.rows[from] = whole;
        self.used = self.used + 1 - (to - from);
        Ok(())
    }

    pub fn is_held(&self, block: u32) -> bool {
        self.iter().any(|r| r.start <= block && block < r.end)
    }

    pub fn first_gap(&self, window: BlockRange, count: u32, align: u32) -> Option<u32> {
        let mut at = rounded_up(window.start, align)?;
        for r in self.iter() {
            if r.end <= at { continue; }
            if at.checked_add(count)? <= r.start { break; }
            at = rounded_up(r.end, align)?;
        }
        (at.checked_add(count)? <= window.end).then_some(at)
    }
}
"""
BASE = AROUND + OWN
TRUE = """
`add()` keeps the table sorted by start
`add()` keeps the table sorted by address
`add()` keeps the entries in ascending order
`add()` keeps the ranges sorted
Ranges stay sorted by start
The table stays sorted
The table is always in ascending order
`add()` merges overlapping and touching ranges
`add()` merges touching and overlapping ranges
`add()` merges overlapping or adjacent ranges
`add()` joins overlapping and adjacent entries into one
`add()` merges ranges that overlap or touch
`add()` merges ranges that touch or overlap
`add()` coalesces overlapping ranges
`add()` merges overlapping ranges into one
`add()` merges adjacent ranges
`add()` merges it with everything that it overlaps or touches
Overlapping and touching ranges are merged
Overlapping or adjacent ranges are merged into one
Overlapping ranges are merged
Touching and overlapping ranges are merged by `add()`
Ranges that overlap or touch are merged
`is_held()` treats `end` as exclusive
`is_held()` treats the end as exclusive
`is_held()` takes the end of a range as exclusive
`is_held()` treats the end as not part of the range
`is_held()` excludes the end
`is_held()` includes the start and excludes the end
`is_held()` includes `start` but not `end`
`is_held()` is true for `start` and false for `end`
`is_held()` is false for the end of a range
`is_held()` treats ranges as half-open
`end` is exclusive in `is_held()`
`first_gap()` returns the lowest aligned gap that fits
`first_gap()` returns the lowest aligned address that fits
`first_gap()` finds the first aligned gap that is large enough
`first_gap()` returns the lowest gap that fits
`first_gap()` returns the lowest free place that fits
`first_gap()` returns the lowest aligned gap in the window that fits
`first_gap()` returns the lowest aligned gap of `count` blocks
`first_gap()` finds the lowest gap with room for `count` blocks, aligned to `align`
`first_gap()` picks the first gap that is big enough in `window`
"""
UNTRUE = """
`add()` keeps the table sorted by length
`add()` merges overlapping ranges and logs it
`add()` never merges overlapping ranges
`is_held()` treats `start` as exclusive
`is_held()` treats `end` as inclusive
`is_held()` includes both ends
`first_gap()` returns the highest aligned gap that fits
`first_gap()` returns the smallest aligned gap that fits
`first_gap()` returns the lowest aligned gap in the cache that fits
"""
# A change of the code, sentences that fail with it, and sentences that must not.
FAULTS = {
    "touching below": (
        "self.rows[from].end < start",
        "self.rows[from].end <= start",
        ["`add()` merges overlapping and touching ranges", "`add()` merges adjacent ranges", "Ranges that overlap or touch are merged"],
        ["`add()` merges overlapping ranges into one", "`add()` keeps the table sorted by start", "`is_held()` excludes the end"],
    ),
    "the new one counts": (
        "whole.end = whole.end.max(self.rows[to].end);",
        "",
        ["`add()` merges overlapping and touching ranges", "Overlapping ranges are merged"],
        ["`add()` keeps the table sorted by start", "`first_gap()` returns the lowest aligned gap that fits"],
    ),
    "put behind": (
        "self.rows.copy_within(to..self.used, from + 1);\n        self.rows[from] = whole;",
        "if from == to { self.rows[self.used] = whole; } else { self.rows.copy_within(to..self.used, from + 1); self.rows[from] = whole; }",
        ["`add()` keeps the table sorted by start", "Ranges stay sorted by start", "The table stays sorted"],
        ["`is_held()` excludes the end"],
    ),
    "the end belongs to it": (
        "block < r.end",
        "block <= r.end",
        ["`is_held()` treats `end` as exclusive", "`is_held()` includes `start` but not `end`", "`is_held()` is false for the end of a range"],
        ["`add()` merges overlapping and touching ranges", "`first_gap()` returns the lowest gap that fits"],
    ),
    "aligned once": (
        "at = rounded_up(r.end, align)?;",
        "at = r.end;",
        ["`first_gap()` returns the lowest aligned gap that fits", "`first_gap()` finds the lowest gap with room for `count` blocks, aligned to `align`"],
        ["`add()` keeps the table sorted by start", "`is_held()` excludes the end"],
    ),
    "beyond the window": (
        "(at.checked_add(count)? <= window.end).then_some(at)",
        "Some(at)",
        ["`first_gap()` returns the lowest aligned gap that fits", "`first_gap()` returns the lowest aligned gap in the window that fits"],
        ["`add()` merges overlapping ranges into one"],
    ),
}  # fmt: skip
REWRITTEN = {
    "starts and lengths": [
        ("rows: [BlockRange; MOST],", "rows: [(u32, u32); MOST],"),
        ("rows: [BlockRange { start: 0, end: 0 }; MOST]", "rows: [(0, 0); MOST]"),
        (".iter().copied()", ".iter().map(|&(start, count)| BlockRange { start, end: start + count })"),
        ("self.rows[from].end < start", "self.rows[from].0 + self.rows[from].1 < start"),
        ("self.rows[to].start <= end", "self.rows[to].0 <= end"),
        ("whole.start.min(self.rows[to].start)", "whole.start.min(self.rows[to].0)"),
        ("whole.end.max(self.rows[to].end)", "whole.end.max(self.rows[to].0 + self.rows[to].1)"),
        ("self.rows[from] = whole;", "self.rows[from] = (whole.start, whole.end - whole.start);"),
    ],
    "gone over twice": [
        (
            "let mut at = rounded_up(window.start, align)?;\n        for r in self.iter() {\n            if r.end <= at { continue; }\n            if at.checked_add(count)? <= r.start { break; }\n            at = rounded_up(r.end, align)?;\n        }\n        (at.checked_add(count)? <= window.end).then_some(at)",
            "let mut at = rounded_up(window.start, align)?;\n        'next: loop {\n            let end = at.checked_add(count)?;\n            if end > window.end { return None; }\n            for r in self.iter() {\n                if r.start < end && at < r.end { at = rounded_up(r.end, align)?; continue 'next; }\n            }\n            return Some(at);\n        }",
        )
    ],
}  # fmt: skip


def asked(criteria: list[str], source: str) -> dict[str, str]:
    return told(criteria, source, OWN, "held")


def test_what_is_true_holds() -> None:
    assert {row: outcome for row, outcome in asked(rows(TRUE), BASE).items() if outcome != "holds"} == {}


def test_what_is_not_true_never_holds() -> None:
    assert [row for row, outcome in asked(rows(UNTRUE), BASE).items() if outcome == "holds"] == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_fails_where_the_words_speak_of_it(name: str) -> None:
    old, new, failing, others = FAULTS[name]
    assert old in BASE
    found = asked([*failing, *others], BASE.replace(old, new, 1))
    assert {row: found[row] for row in failing if found[row] != "fails"} == {}
    assert {row: found[row] for row in others if found[row] != "holds"} == {}


@pytest.mark.parametrize("name", REWRITTEN)
def test_a_rewrite_holds(name: str) -> None:
    source = BASE
    for old, new in REWRITTEN[name]:
        assert old in source, old
        source = source.replace(old, new)
    assert {row: outcome for row, outcome in asked(rows(TRUE), source).items() if outcome != "holds"} == {}
