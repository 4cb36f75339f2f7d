"""What people write about a pool of numbers whose type refuses some of them."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

BASE = """
pub const LAST_LANE: u8 = 99;
const LANE_SHIFT: u32 = 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lane(u8);

impl Lane {
    /// `None` for 0, which is the trunk, and for what there is not.
    pub const fn new(raw: u8) -> Option<Self> {
        if raw == 0 || raw > LAST_LANE { return None; }
        Some(Self(raw))
    }
    pub const fn raw(self) -> u8 { self.0 }
    pub const fn field(self) -> u32 { (self.0 as u32) << LANE_SHIFT }
    pub const fn from_field(word: u32) -> Option<Self> { Self::new((word >> LANE_SHIFT) as u8) }
}

/// Hands out lanes.
pub struct LanePool { taken: [u32; 4] }

impl LanePool {
    pub const fn new() -> Self { Self { taken: [1, 0, 0, 0] } }

    pub fn alloc(&mut self) -> Option<Lane> {
        for raw in 1..=LAST_LANE {
            let (word, mask) = (raw as usize / 32, 1u32 << (raw % 32));
            if self.taken[word] & mask == 0 {
                self.taken[word] |= mask;
                return Some(Lane(raw));
            }
        }
        None
    }

    pub fn free(&mut self, lane: Lane) {
        self.taken[lane.0 as usize / 32] &= !(1 << (lane.0 % 32));
    }

    pub fn is_taken(&self, lane: Lane) -> bool { self.taken[lane.0 as usize / 32] & 1 << (lane.0 % 32) != 0 }
    pub fn taken(&self) -> usize { self.taken.iter().map(|w| w.count_ones() as usize).sum::<usize>() - 1 }
}
"""
TRUE = """
`alloc()` never returns lane 0
`alloc()` never hands out lane 0
Lane 0 is never handed out
Lane 0 is never allocated
Lane 0 is reserved
`alloc()` returns the lowest free lane
`alloc()` gives out the lowest free lane
`alloc()` always takes the lowest free lane
`alloc()` picks the smallest unused lane
The lowest free lane is given out first
Lanes are given out lowest first
The first lane is 1
`alloc()` starts at lane 1
`alloc()` returns lane 1 first
`alloc()` returns `None` when all 99 lanes are in use
`alloc()` returns `None` once all lanes are taken
`alloc()` returns `None` when no lane is free
`alloc()` returns `None` when the pool is exhausted
`alloc()` returns `None` if none is free
An exhausted pool returns `None`
99 lanes can be allocated
All 99 lanes can be allocated
`alloc()` hands out all 99 lanes before it returns `None`
`alloc()` never returns the same lane twice
`alloc()` never returns a lane that is in use
No lane is handed out twice
`alloc()` returns distinct lanes
`free()` makes the lane available again
`free()` makes the lane allocatable again
`free()` returns the lane to the pool
`free()` allows the lane to be reused
A freed lane can be allocated again
A freed lane is reused
Freed lanes are reused
`free()` of a lane that is not in use does nothing
`free()` only affects the given lane
`free()` leaves other lanes alone
`taken()` returns the number of lanes in use
`taken()` counts the lanes in use
`taken()` does not count lane 0
`new()` has only lane 0 in use
`new()` reserves lane 0
`new()` starts with all lanes free except 0
All lanes except 0 are free in a new pool
A `Lane` is never 0
`Lane::new()` rejects 0 and values above `LAST_LANE`
`Lane::new()` accepts 1 to `LAST_LANE` only
`field()` puts the lane in bits 27:20 and `from_field()` reads it back
"""
UNTRUE = """
`alloc()` returns the highest free lane
`alloc()` never returns lane 1
98 lanes can be allocated
`alloc()` returns `None` when all 64 lanes are in use
`new()` reserves lane 1
`Lane::new()` rejects 1 and values above `LAST_LANE`
A `Lane` is never 1
`field()` puts the lane in bits 31:24
`alloc()` returns the lowest free lane of the caller's floor
`free()` makes the lane available again after a second
"""
# A change of the code, sentences that fail with it, and sentences that must not.
FAULTS = {
    "trunk not reserved": (
        [("taken: [1, 0, 0, 0]", "taken: [0, 0, 0, 0]"), ("for raw in 1..=LAST_LANE", "for raw in 0..=LAST_LANE")],
        ["`alloc()` never returns lane 0", "`alloc()` returns the lowest free lane", "`alloc()` never hands out lane 0"],
        ["`Lane::new()` rejects 0 and values above `LAST_LANE`", "`free()` makes the lane available again"],
    ),
    "last one lost": (
        [("for raw in 1..=LAST_LANE", "for raw in 1..LAST_LANE")],
        ["99 lanes can be allocated"],
        ["`alloc()` never returns lane 0", "`free()` makes the lane available again"],
    ),
    "highest first": (
        [("for raw in 1..=LAST_LANE", "for raw in (1..=LAST_LANE).rev()")],
        ["`alloc()` returns the lowest free lane", "The lowest free lane is given out first", "`alloc()` starts at lane 1"],
        ["`alloc()` never returns lane 0", "99 lanes can be allocated", "`free()` makes the lane available again", "`alloc()` returns distinct lanes"],
    ),
    "not given back": (
        [("&= !(1 << (lane.0 % 32))", "|= 1 << (lane.0 % 32)")],
        ["`free()` makes the lane available again", "A freed lane can be allocated again"],
        ["`alloc()` never returns lane 0", "99 lanes can be allocated"],
    ),
    "the whole word given back": (
        [("&= !(1 << (lane.0 % 32))", "&= 1 << (lane.0 % 32)")],
        ["`alloc()` never returns a lane that is in use", "`free()` leaves other lanes alone"],
        ["`Lane::new()` accepts 1 to `LAST_LANE` only"],
    ),
    "accepts 0": (
        [("raw == 0 || raw > LAST_LANE", "raw > LAST_LANE")],
        ["`Lane::new()` rejects 0 and values above `LAST_LANE`", "`Lane::new()` accepts 1 to `LAST_LANE` only", "A `Lane` is never 0"],
        ["`alloc()` never returns lane 0", "`alloc()` returns the lowest free lane"],
    ),
    "accepts one too many": (
        [("raw > LAST_LANE", "raw > LAST_LANE + 1")],
        ["`Lane::new()` rejects 0 and values above `LAST_LANE`", "`Lane::new()` accepts 1 to `LAST_LANE` only"],
        ["`alloc()` never returns lane 0", "A `Lane` is never 0"],
    ),
    "read from elsewhere": (
        [("(word >> LANE_SHIFT) as u8", "(word >> (LANE_SHIFT + 4)) as u8")],
        ["`field()` puts the lane in bits 27:20 and `from_field()` reads it back"],
        ["`Lane::new()` rejects 0 and values above `LAST_LANE`"],
    ),
    "put elsewhere": (
        [("(self.0 as u32) << LANE_SHIFT", "(self.0 as u32) << 16")],
        ["`field()` puts the lane in bits 27:20 and `from_field()` reads it back"],
        ["`Lane::new()` rejects 0 and values above `LAST_LANE`"],
    ),
}  # fmt: skip
REWRITTEN = {
    "bools": [
        ("taken: [u32; 4] }", "taken: [bool; LAST_LANE as usize] }"),
        ("taken: [1, 0, 0, 0]", "taken: [false; LAST_LANE as usize]"),
        ("let (word, mask) = (raw as usize / 32, 1u32 << (raw % 32));", "let at = raw as usize - 1;"),
        ("self.taken[word] & mask == 0", "!self.taken[at]"),
        ("self.taken[word] |= mask", "self.taken[at] = true"),
        ("self.taken[lane.0 as usize / 32] &= !(1 << (lane.0 % 32))", "self.taken[lane.0 as usize - 1] = false"),
        ("self.taken[lane.0 as usize / 32] & 1 << (lane.0 % 32) != 0", "self.taken[lane.0 as usize - 1]"),
        ("self.taken.iter().map(|w| w.count_ones() as usize).sum::<usize>() - 1", "self.taken.iter().filter(|t| **t).count()"),
    ],
    "by words": [
        ("for raw in 1..=LAST_LANE {\n            let (word, mask) = (raw as usize / 32, 1u32 << (raw % 32));",
         "for raw in 0..=LAST_LANE {\n            let (word, mask) = ((raw >> 5) as usize, 1u32 << (raw & 31));"),
        ("return Some(Lane(raw));", "return Lane::new(raw);"),
    ],
    "a match": [
        ("if raw == 0 || raw > LAST_LANE { return None; }\n        Some(Self(raw))", "match raw { 1..=LAST_LANE => Some(Lane(raw)), _ => None }"),
    ],
}  # fmt: skip


def asked(criteria: list[str], source: str) -> dict[str, str]:
    return told(criteria, source, BASE, "lanes")


def test_what_is_true_holds() -> None:
    assert {row: outcome for row, outcome in asked(rows(TRUE), BASE).items() if outcome != "holds"} == {}


def test_what_is_not_true_never_holds() -> None:
    assert [row for row, outcome in asked(rows(UNTRUE), BASE).items() if outcome == "holds"] == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_fails_where_the_words_speak_of_it(name: str) -> None:
    changes, failing, others = FAULTS[name]
    found = asked([*failing, *others], changed(BASE, changes))
    assert {row: found[row] for row in failing if found[row] != "fails"} == {}
    assert {row: found[row] for row in others if found[row] != "holds"} == {}


@pytest.mark.parametrize("name", REWRITTEN)
def test_a_rewrite_holds(name: str) -> None:
    assert {row: outcome for row, outcome in asked(rows(TRUE), changed(BASE, REWRITTEN[name])).items() if outcome != "holds"} == {}
