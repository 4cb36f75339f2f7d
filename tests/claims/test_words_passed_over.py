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


ROWS = """
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bed { pub start: usize, pub end: usize }
#[derive(Debug, PartialEq, Eq)]
pub enum BedError { Empty, Overlap }
/// The beds that are sown, by where they begin.
pub struct Beds { beds: Vec<Bed> }
impl Beds {
    pub const fn new() -> Self { Self { beds: Vec::new() } }
    pub fn insert(&mut self, start: usize, end: usize) -> Result<(), BedError> {
        if start >= end { return Err(BedError::Empty); }
        if self.beds.iter().any(|b| start < b.end && b.start < end) { return Err(BedError::Overlap); }
        let at = self.beds.partition_point(|b| b.start < start);
        self.beds.insert(at, Bed { start, end });
        Ok(())
    }
    pub fn find(&self, at: usize) -> Option<&Bed> { self.beds.iter().find(|b| b.start <= at && at < b.end) }
    pub fn remove(&mut self, start: usize) -> Option<Bed> {
        let at = self.beds.iter().position(|b| b.start == start)?;
        Some(self.beds.remove(at))
    }
}
"""
PUMP = """
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PumpError { Busy, Unplugged }
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pump { Off, Running, Jammed }
impl Pump {
    pub fn start(&mut self) -> Result<(), PumpError> {
        if *self != Pump::Off { return Err(PumpError::Busy); }
        *self = Pump::Running;
        Ok(())
    }
    pub fn jam(&mut self) { *self = Pump::Jammed; }
    pub fn free(&mut self) -> Result<(), PumpError> {
        match self {
            Pump::Jammed => { *self = Pump::Off; Ok(()) }
            Pump::Off => Err(PumpError::Unplugged),
            _ => Err(PumpError::Busy),
        }
    }
}
"""
SHELF = """
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Jar { page: u64, frame: usize, dirty: bool }
/// Jars by page.
pub struct Shelf { jars: Vec<Jar>, room: usize }
impl Shelf {
    pub fn new(room: usize) -> Self { Self { jars: Vec::new(), room } }
    pub fn insert(&mut self, page: u64, frame: usize) -> bool {
        if self.jars.len() >= self.room || self.jars.iter().any(|j| j.page == page) { return false; }
        self.jars.push(Jar { page, frame, dirty: false });
        true
    }
    pub fn soil(&mut self, page: u64) -> bool {
        match self.jars.iter_mut().find(|j| j.page == page) { Some(j) => { j.dirty = true; true } None => false }
    }
    pub fn flush<E>(&mut self, mut write: impl FnMut(u64, usize) -> Result<(), E>) -> Result<usize, E> {
        let mut written = 0;
        for jar in self.jars.iter_mut().filter(|j| j.dirty) { write(jar.page, jar.frame)?; jar.dirty = false; written += 1; }
        Ok(written)
    }
}
"""
HAIL = """
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HailError { ColdStart, WetLine, LoneWire }
impl HailError {
    pub const fn from_bits(bits: u32) -> Option<Self> {
        if bits & (1 << 0) != 0 { Some(Self::ColdStart) } else if bits & (1 << 3) != 0 { Some(Self::WetLine) } else { None }
    }
    pub const fn may_pass(self) -> bool { matches!(self, Self::ColdStart | Self::WetLine) }
}
"""
QUEUE = """
use alloc::collections::VecDeque;
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guest(pub u32);
/// Guests at the door, and a call that came when there were none.
pub struct Door { guests: VecDeque<Guest>, pending: bool }
impl Door {
    pub const fn new() -> Self { Self { guests: VecDeque::new(), pending: false } }
    pub fn wait(&mut self, guest: Guest) -> bool {
        if self.pending { self.pending = false; return false; }
        self.guests.push_back(guest);
        true
    }
    /// Call the oldest guest, or remember the call.
    pub fn call_one(&mut self) -> Option<Guest> {
        match self.guests.pop_front() { Some(g) => Some(g), None => { self.pending = true; None } }
    }
}
"""


def test_the_order_of_arrival_is_not_the_one_they_are_sorted_in() -> None:
    found = told(["Beds are kept in the order in which they were inserted"], ROWS, ROWS, "Beds")
    assert "holds" not in found.values(), found


def test_what_comes_of_a_call_is_not_where_it_is_called() -> None:
    assert told(["After a successful free the pump is off"], PUMP, PUMP, "Pump").popitem()[1] != "fails"


def test_of_how_many_something_was_done_to_is_not_how_many_there_are() -> None:
    assert told(["`flush()` returns the number of pages written"], SHELF, SHELF, "Shelf").popitem()[1] != "fails"


def test_a_way_that_one_number_goes_is_not_gone_by_that_alone() -> None:
    assert told(["`from_bits()` returns `None` only if the bits are zero"], HAIL, HAIL, "HailError").popitem()[1] != "holds"


def test_but_not_tells_that_it_is_otherwise() -> None:
    assert told(["`may_pass()` is true for cold starts but not for wet lines"], HAIL, HAIL, "HailError").popitem()[1] != "holds"


def test_nothing_is_lost_by_a_call_that_is_given_nothing() -> None:
    assert told(["`call_one()` on an empty door loses the call"], QUEUE, QUEUE, "Door").popitem()[1] != "holds"


def test_what_the_specs_own_code_goes_against_is_not_told_to_fail() -> None:
    """Cases in which the words were not read in full: with the state it is in, jammed, running or off."""
    found = told(["`start()` refuses with `PumpError::Busy` while buckets are pending"], PUMP, PUMP, "Pump")
    assert "fails" not in found.values(), found
