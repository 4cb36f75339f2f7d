"""Sentences of which a word was once passed over: what it says decides, so that without it nothing is said."""

from __future__ import annotations

from tests.claims.sentence_tables import rows, told

FENCE = """
use crate::boards::{BoardError, Boards, Flags};

/// Guard over the boards of one fence, nailed from the top downwards.
pub struct FenceGuard<'a> {
    field: &'a mut Boards,
    /// The board here is the guard page of the fence.
    base: usize,
    top: usize,
    nailed: Vec<usize>,
    armed: bool,
}
impl<'a> FenceGuard<'a> {
    pub fn new(field: &'a mut Boards, base: usize, boards: usize) -> Self {
        Self { field, base, top: base + (boards + 1) * 16, nailed: Vec::new(), armed: true }
    }
    /// Map the next page below those that are mapped.
    pub fn map_next(&mut self) -> Result<usize, BoardError> {
        let at = self.top - (self.nailed.len() + 1) * 16;
        if at <= self.base { return Err(BoardError::GuardPage); }
        self.field.map(at, Flags::SLOW | Flags::DEEP)?;
        self.nailed.push(at);
        Ok(at)
    }
    pub fn keep(mut self) { self.armed = false; }
}
impl Drop for FenceGuard<'_> {
    fn drop(&mut self) {
        if !self.armed { return; }
        for at in self.nailed.iter().rev() { self.field.unmap(*at); }
    }
}
"""
OF_FENCE = """
map_next() maps the guard page once all boards are mapped
`map_next()` maps the guard page
`map_next()` maps the guard region once
"""
TRAY = """
/// One plate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plate { pub wide: u16, pub deep: i32 }
impl Plate { pub const NONE: Plate = Plate { wide: 0, deep: 0 }; }

/// What a full tray does with one more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Full { Refuses, Forgets }

/// A tray of plates.
pub struct Tray<const N: usize> {
    plates: [Plate; N],
    first: usize,
    len: usize,
    full: Full,
    /// Plates lost since the counter was last read.
    lost: u32,
}
impl<const N: usize> Tray<N> {
    pub const fn new(full: Full) -> Self { Self { plates: [Plate::NONE; N], first: 0, len: 0, full, lost: 0 } }
    pub fn put(&mut self, plate: Plate) -> bool {
        if self.len == N {
            self.lost = self.lost.saturating_add(1);
            if self.full == Full::Refuses { return false; }
            self.plates[self.first] = plate;
            self.first = (self.first + 1) % N;
            return true;
        }
        self.plates[(self.first + self.len) % N] = plate;
        self.len += 1;
        true
    }
    pub fn get(&mut self) -> Option<Plate> {
        if self.len == 0 { return None; }
        let plate = self.plates[self.first];
        self.first = (self.first + 1) % N;
        self.len -= 1;
        Some(plate)
    }
    /// Read the lost counter and set it back to zero.
    pub fn take_lost(&mut self) -> u32 { core::mem::take(&mut self.lost) }
}
"""
SEEDS = """
/// What a bed is sown with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seeds(u32);
impl Seeds {
    pub const fn new(bits: u32) -> Self { Self(bits) }
    pub const fn is_within(self, other: Self) -> bool { self.0 & !other.0 == 0 }
}
"""
FAULT = """
use crate::valve::ValveError;
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BedFault { Dry, Flooded(u8), Other(u8) }
impl BedFault {
    pub const fn code(self) -> u32 {
        match self { BedFault::Dry => 4, BedFault::Flooded(_) => 5, BedFault::Other(n) => 0x40 + n as u32 }
    }
}
impl From<ValveError> for BedFault {
    fn from(e: ValveError) -> Self {
        match e { ValveError::Shut => BedFault::Dry, ValveError::Stuck(_) => BedFault::Other(9) }
    }
}
"""
OF_FAULT = """
`code()` starts at 4 with `Dry`
`ValveError::Stuck` becomes `Other(9)` and its value is dropped
"""


def test_a_guard_page_is_no_page_like_the_others() -> None:
    found = told(rows(OF_FENCE), FENCE, FENCE, "FenceGuard")
    assert "holds" not in found.values(), found


def test_flags_in_a_list_are_no_claim_by_themselves() -> None:
    found = told(
        ["Each page is mapped with the `SLOW` and `DEEP` flags"],
        FENCE.replace("Flags::SLOW | Flags::DEEP", "*RUSTIC"),
        FENCE,
        "FenceGuard",
    )
    assert "holds" not in found.values(), found
    found = told(["Each page is mapped with the `SLOW` and `LOW` flags"], FENCE, FENCE, "FenceGuard")
    assert "holds" not in found.values(), found
    assert told(["Each page is mapped with the `SLOW` and `DEEP` flags"], FENCE, FENCE, "FenceGuard").popitem()[1] != "fails"


def test_a_counter_that_was_nothing_at_every_call_is_not_shown_to_be_left() -> None:
    assert told(["`take_lost()` leaves the counter unchanged"], TRAY, TRAY, "Tray").popitem()[1] != "holds"


def test_a_condition_of_which_nothing_was_read_is_not_passed_over() -> None:
    sentence = "`is_within()` is true if every seed of `self` is in `other`"
    assert told([sentence], SEEDS, SEEDS, "Seeds").popitem()[1] != "fails"


def test_what_is_said_of_a_value_is_no_act_and_no_item() -> None:
    found = told(rows(OF_FAULT), FAULT, FAULT, "BedFault")
    assert "fails" not in found.values(), found


SPANS = """
use core::fmt;
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFault { Gone, Outside { row: u64, many: u32 } }
impl fmt::Display for RowFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RowFault::Gone => f.write_str("row is gone"),
            RowFault::Outside { row, many } => write!(f, "{many} beds from {row} on are outside"),
        }
    }
}
"""


def test_which_of_two_numbers_comes_first_is_not_passed_over() -> None:
    found = told(["The text of `Outside` names the row before the many"], SPANS, SPANS, "RowFault")
    assert "holds" not in found.values(), found
