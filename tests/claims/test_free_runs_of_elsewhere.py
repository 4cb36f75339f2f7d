"""A list of free runs whose element the tree does not have, types that hold a state with a stamp, and parts that are too large."""

from __future__ import annotations

from tests.claims.sentence_tables import changed, rows, told

RUNS = """
use crate::disk::run::Run;
use crate::disk::RunError;

/// The free clusters of a disk.
pub struct FreeRuns { runs: Vec<Run>, free_clusters: u32 }

impl FreeRuns {
    pub const fn new() -> Self { Self { runs: Vec::new(), free_clusters: 0 } }
    pub fn alloc(&mut self, count: u32) -> Option<u32> {
        if count == 0 { return None; }
        let at = self.runs.iter().position(|r| r.len >= count)?;
        let base = self.runs[at].base;
        self.runs[at].base += count;
        self.runs[at].len -= count;
        if self.runs[at].len == 0 { self.runs.remove(at); }
        self.free_clusters -= count;
        Some(base)
    }
    pub fn release(&mut self, base: u32, len: u32) -> Result<(), RunError> {
        if len == 0 { return Ok(()); }
        let end = base + len;
        if self.runs.iter().any(|r| r.base < end && base < r.end()) { return Err(RunError::Overlap); }
        self.free_clusters += len;
        let at = self.runs.iter().take_while(|r| r.base < base).count();
        let joins_next = at < self.runs.len() && self.runs[at].base == end;
        let joins_last = at > 0 && self.runs[at - 1].end() == base;
        if joins_last && joins_next {
            self.runs[at - 1].len += len + self.runs[at].len;
            self.runs.remove(at);
        } else if joins_last {
            self.runs[at - 1].len += len;
        } else if joins_next {
            self.runs[at].base = base;
            self.runs[at].len += len;
        } else {
            self.runs.insert(at, Run { base, len });
        }
        Ok(())
    }
}
"""
OF_RUNS = rows("""
`alloc()` takes the first run that fits
`alloc()` returns `None` when no run is large enough
Exhausted runs drop out of the list
`release()` refuses ranges overlapping free space
Neighbours on both sides are merged
Isolated ranges are added in cluster order
The number of free clusters follows takes and releases
Free cluster count is updated by every `alloc()` and `release()`
""")
UNTRUE_OF_RUNS = rows("""
`alloc()` takes the smallest run that fits
Exhausted runs stay in the list
Isolated ranges are merged
Free cluster count is the number of runs
""")
FAULTS = [
    ("r.len >= count", "r.len + 1 >= count", OF_RUNS[1]),
    ("if self.runs[at].len == 0 { self.runs.remove(at); }", "", OF_RUNS[2]),
    ("self.free_clusters -= count;", "", OF_RUNS[6]),
    ("self.runs.insert(at, ", "self.runs.insert(0, ", OF_RUNS[5]),
]
PUMP = """
pub const TRIES: u8 = 3;
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode { Off, Priming, Running, Dry }
/// A pump.
pub struct Pump { mode: Mode, misses: u8, since: u64 }
impl Pump {
    pub const fn new() -> Self { Self { mode: Mode::Off, misses: 0, since: 0 } }
    pub fn change(&mut self, to: Mode) -> Result<(), PumpError> {
        let ok = matches!((self.mode, to), (Mode::Off, Mode::Priming) | (Mode::Priming, Mode::Running | Mode::Dry) | (Mode::Running | Mode::Dry, Mode::Off));
        if !ok { return Err(PumpError::NotNow); }
        if to != Mode::Dry { self.misses = 0; }
        self.mode = to;
        self.since = clock::now();
        Ok(())
    }
    pub fn suction_fault(&mut self) -> Result<(), PumpError> {
        if self.mode != Mode::Priming { return Err(PumpError::NotNow); }
        self.misses += 1;
        if self.misses == TRIES { return self.change(Mode::Dry); }
        Ok(())
    }
    pub fn mode(&self) -> Mode { self.mode }
}
"""
OF_PUMPS = rows("""
`Dry` after exactly `TRIES` faults in a row
`Dry` after 3 `suction_fault()` calls
From `Dry` the only way is `Off`
`Running` only leads to `Off`
The miss count is zero once `Running`
`Running` has no misses
""")
UNTRUE_OF_PUMPS = rows("""
`Dry` after exactly 2 faults in a row
From `Priming` the only way is `Dry`
The miss count is zero once `Dry`
""")
TICKET = """
/// A numbered place: bits 0..6 hold the seat, bits 6..16 the round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticket(u16);
impl Ticket {
    pub const MAX_SEAT: u16 = 63;
    pub const MAX_ROUND: u16 = 1023;
    pub fn new(seat: u16, round: u16) -> Option<Self> {
        if seat > Self::MAX_SEAT || round == 0 || round > Self::MAX_ROUND { return None; }
        Some(Self(round << 6 | seat))
    }
    pub fn from_raw(raw: u16) -> Option<Self> { Self::new(raw & 63, raw >> 6) }
    pub const fn raw(self) -> u16 { self.0 }
    pub const fn seat(self) -> u16 { self.0 & 63 }
    pub const fn round(self) -> u16 { self.0 >> 6 }
    pub fn next_round(self) -> Self {
        let next = if self.round() == Self::MAX_ROUND { 1 } else { self.round() + 1 };
        Self(next << 6 | self.seat())
    }
}
"""
OF_TICKETS = rows("""
Zero and oversized rounds are rejected by `new()`
`new()` rejects seats that are too large
`next_round()` keeps the seat, wraps from max to 1
`next_round()` wraps from the maximum to 1
`from_raw()` gives back the ticket behind `raw()`
""")


def test_runs_of_elsewhere() -> None:
    seen = told([*OF_RUNS, *UNTRUE_OF_RUNS], RUNS, RUNS, "FreeRuns")
    assert [s for s in OF_RUNS if seen[s] != "holds"] == []
    assert [s for s in UNTRUE_OF_RUNS if seen[s] == "holds"] == []
    for old, new, said in FAULTS:  # each of another part of the code
        assert told([said], changed(RUNS, [(old, new)]), RUNS, "FreeRuns")[said] == "fails", said


def test_states_with_a_stamp() -> None:
    seen = told([*OF_PUMPS, *UNTRUE_OF_PUMPS], PUMP, PUMP, "Pump")
    assert [s for s in OF_PUMPS if seen[s] != "holds"] == []
    assert [s for s in UNTRUE_OF_PUMPS if seen[s] == "holds"] == []
    late = told([OF_PUMPS[0], OF_PUMPS[4]], changed(PUMP, [("self.misses == TRIES", "self.misses > TRIES")]), PUMP, "Pump")
    assert late[OF_PUMPS[0]] == "fails"
    kept = changed(PUMP, [("if to != Mode::Dry {", "if to == Mode::Off {")])
    assert told([OF_PUMPS[4]], kept, PUMP, "Pump")[OF_PUMPS[4]] == "fails"


def test_parts_of_numbers() -> None:
    seen = told(OF_TICKETS, TICKET, TICKET, "Ticket")
    assert [s for s in OF_TICKETS if seen[s] not in ("holds", "undecided")] == []
    assert [s for s in OF_TICKETS[:4] if seen[s] != "holds"] == []
    assert told([OF_TICKETS[0]], changed(TICKET, [(" || round == 0", "")]), TICKET, "Ticket")[OF_TICKETS[0]] == "fails"
    # Where what tells the seat is at fault, the step is not.
    blind = changed(TICKET, [("u16 { self.0 & 63 }", "u16 { self.0 >> 6 }"), ("| self.seat()", "| self.0 & 63")])
    assert told([OF_TICKETS[2]], blind, TICKET, "Ticket")[OF_TICKETS[2]] == "undecided"
