"""Sentences on methods in the words of names and comments: what the spec's own code keeps is what was meant, and the tree must keep it."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

TANK = """
pub const CEILING: u32 = 90;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TankError {
    /// The level would sink under the floor
    UnderFloor,
    /// More than the tank takes
    OverCeiling,
}

/// A tank with a floor that must not be reached.
pub struct Tank {
    /// What may never flow out
    floor: u32,
    /// Present level
    height: u32,
    /// Open inlets
    inlets: u32,
    log: Vec<u32>,
}

impl Tank {
    pub fn new(floor: u32) -> Self {
        Self { floor, height: floor, inlets: 1, log: Vec::new() }
    }

    /// Present level.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Lets out `amount`. Returns the former level.
    pub fn drain(&mut self, amount: u32) -> Result<u32, TankError> {
        let before = self.height;
        if amount > before || before - amount < self.floor {
            return Err(TankError::UnderFloor);
        }
        self.height = before - amount;
        self.log.push(amount);
        Ok(before)
    }

    /// Lets in `amount`. Returns false where no inlet is open.
    pub fn fill(&mut self, amount: u32) -> bool {
        if self.inlets == 0 {
            return false;
        }
        self.height = (self.height + amount).min(CEILING);
        true
    }

    pub fn shut(&mut self) {
        self.inlets = self.inlets.saturating_sub(1);
    }

    pub fn forget(&mut self) {
        self.log.clear();
    }

    pub fn is_above(&self, mark: u32) -> bool {
        self.height > mark
    }
}
"""
TRUE = rows("""
`new()` sets level to floor
`drain()` returns the old level
`drain()` rejects a level below the floor
`drain()` rejects a level below the floor with `UnderFloor`
Failed `drain()` leaves the level unchanged
`fill()` returns false if there are no inlets
`fill()` returns false when no inlets are open
If there are no inlets, `fill()` returns false
`forget()` clears the log
`is_above()` returns true only if the mark is below the level
`is_above()` is true only for a mark below the level
""")
UNTRUE = rows("""
`new()` sets inlets to floor
`drain()` returns the new level
`drain()` rejects a level above the floor
`drain()` rejects a level below the floor with `OverCeiling`
Failed `drain()` leaves the inlets empty
`fill()` returns true if there are no inlets
`fill()` returns false when the level is zero
If there are no inlets, `drain()` returns false
`forget()` clears the level
`is_above()` is true only for a mark above the level
`shut()` returns the old level
""")
# Each change with the sentence that it makes untrue.
FAULTS = [
    ([("height: floor, inlets", "height: 0, inlets")], TRUE[0]),
    ([("Ok(before)", "Ok(self.height)")], TRUE[1]),
    ([("amount > before || before - amount < self.floor", "amount > before")], TRUE[2]),
    ([("Err(TankError::UnderFloor)", "Err(TankError::OverCeiling)")], TRUE[3]),
    ([("let before = self.height;\n        if amount", "let before = self.height;\n        self.height = before.saturating_sub(amount);\n        if amount")],
     TRUE[4]),
    ([("return false;", "return true;")], TRUE[5]),
    ([("self.height > mark", "self.height >= mark")], TRUE[9]),
]  # fmt: skip
# What behaves the same, written another way.
REWRITES = [
    [("if amount > before || before - amount < self.floor {\n            return Err(TankError::UnderFloor);\n        }",
      "match before.checked_sub(amount) {\n            Some(left) if left >= self.floor => {}\n            _ => return Err(TankError::UnderFloor),\n        }")],
    [("floor: u32,\n    /// Present", "low: u32,\n    /// Present"), ("Self { floor, height", "Self { low: floor, height"), ("self.floor", "self.low")],
    [("self.height > mark", "!(self.height <= mark)")],
]  # fmt: skip


def test_what_is_so_holds_and_what_is_not_never_does() -> None:
    outcome = told([*TRUE, *UNTRUE], TANK, TANK, "Tank")
    assert {s: outcome[s] for s in TRUE} == dict.fromkeys(TRUE, "holds")
    assert [s for s in UNTRUE if outcome[s] == "holds"] == []


@pytest.mark.parametrize(("changes", "sentence"), FAULTS, ids=[s for _, s in FAULTS])
def test_a_fault_fails_where_the_words_speak_of_it(changes: list[tuple[str, str]], sentence: str) -> None:
    assert told([sentence], changed(TANK, changes), TANK, "Tank") == {sentence: "fails"}


@pytest.mark.parametrize("changes", REWRITES)
def test_what_does_the_same_never_fails(changes: list[tuple[str, str]]) -> None:
    outcome = told(TRUE, changed(TANK, changes), TANK, "Tank")
    assert [s for s in TRUE if outcome[s] == "fails"] == []
    assert sum(o == "holds" for o in outcome.values()) >= len(TRUE) - 1


FLAGS = """
use core::sync::atomic::{AtomicU32, Ordering};
/// Bits that are set by anybody.
pub struct Flags {
    /// Bits that are up
    raised: AtomicU32,
}
impl Flags {
    pub const fn new() -> Self { Self { raised: AtomicU32::new(0) } }
    /// The bits that are up.
    pub fn raised(&self) -> u32 { self.raised.load(Ordering::Acquire) }
    /// Puts in a mask. Returns the former bits.
    pub fn swap(&self, mask: u32) -> u32 { self.raised.swap(mask, Ordering::AcqRel) }
    /// Raises one bit. Returns false for an invalid bit.
    pub fn raise(&self, bit: u32) -> bool {
        if bit > 30 { return false; }
        self.raised.fetch_or(1 << bit, Ordering::AcqRel);
        true
    }
}
"""


def test_what_is_held_in_an_atomic_is_seen() -> None:
    asked = ["`swap()` returns the previous raised bits", "`raise()` rejects invalid bits", "`raise()` accepts invalid bits"]
    assert list(told(asked, FLAGS, FLAGS, "Flags").values())[:2] == ["holds", "holds"]
    assert told(asked, FLAGS, FLAGS, "Flags")[asked[2]] != "holds"
    late = changed(
        FLAGS, [("self.raised.swap(mask, Ordering::AcqRel)", "{ self.raised.store(mask, Ordering::Release); self.raised() }")]
    )
    assert told(asked[:1], late, FLAGS, "Flags") == {asked[0]: "fails"}


PLACES = """
/// Seats by their number.
pub struct Seats {
    /// Who sits where
    taken: [Option<u8>; 6],
}
impl Seats {
    pub const fn new() -> Self { Self { taken: [None; 6] } }
    /// Seats somebody.
    pub fn seat(&mut self, guest: u8) -> Option<usize> {
        for n in 0..6 {
            if self.taken[n].is_none() { self.taken[n] = Some(guest); return Some(n); }
        }
        None
    }
    pub fn leave(&mut self, seat: usize) -> bool {
        if seat >= 6 || self.taken[seat].is_none() { return false; }
        self.taken[seat] = None;
        true
    }
}
"""


def test_places_of_lists_that_are_free() -> None:
    asked = [
        "`seat()` returns the lowest free seat",
        "`leave()` returns false if not taken",
        "`leave()` of a free seat returns false",
    ]
    assert set(told(asked, PLACES, PLACES, "Seats").values()) == {"holds"}
    wrong = [
        "`seat()` returns the highest free seat",
        "`leave()` returns false if taken",
        "`leave()` of a taken seat returns false",
    ]
    assert "holds" not in told(wrong, PLACES, PLACES, "Seats").values()
    backwards = changed(PLACES, [("for n in 0..6", "for n in (0..6).rev()")])
    assert told(asked[:1], backwards, PLACES, "Seats") == {asked[0]: "fails"}
    careless = changed(PLACES, [("seat >= 6 || self.taken[seat].is_none()", "seat >= 6")])
    assert told(asked[1:2], careless, PLACES, "Seats") == {asked[1]: "fails"}


DESK = """
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeskError {
    /// The number is out of range
    BadNumber,
    /// Somebody waits under it
    Taken,
}
/// People who wait, by their ticket.
pub struct Desk {
    /// Who waits for a ticket
    seats: [Option<u16>; 8],
    /// Tickets called out, oldest in front
    calls: Vec<usize>,
    /// Visitors who were turned away
    sent_away: u32,
}
impl Desk {
    pub const fn new() -> Self { Self { seats: [None; 8], calls: Vec::new(), sent_away: 0 } }
    /// Lets a visitor wait under a ticket.
    pub fn wait(&mut self, ticket: usize, visitor: u16) -> Result<(), DeskError> {
        if ticket >= 8 { return Err(DeskError::BadNumber); }
        if self.seats[ticket].is_some() {
            self.sent_away += 1;
            return Err(DeskError::Taken);
        }
        self.seats[ticket] = Some(visitor);
        Ok(())
    }
    /// Calls a ticket out.
    pub fn call(&mut self, ticket: usize) -> bool {
        if self.calls.contains(&ticket) { return false; }
        self.calls.push(ticket);
        true
    }
    /// The next ticket.
    pub fn next(&mut self) -> Option<usize> {
        if self.calls.is_empty() { return None; }
        Some(self.calls.remove(0))
    }
    /// Frees a seat, gives back who sat there.
    pub fn leave(&mut self, ticket: usize) -> Option<u16> {
        if ticket >= 8 { return None; }
        self.seats[ticket].take()
    }
    pub fn sent_away(&self) -> u32 { self.sent_away }
    pub fn take_sent_away(&mut self) -> u32 {
        let n = self.sent_away;
        self.sent_away = 0;
        n
    }
}
"""
OF_DESKS = rows("""
`new()` creates an empty desk
`wait()` rejects out-of-range tickets
`wait()` rejects tickets already in use
`wait()` checks the number
`call()` adds the ticket at the end
`call()` ignores tickets already known
`next()` returns the oldest ticket
`leave()` clears the seat
`leave()` clears the slot and returns the visitor
`take_sent_away()` resets the counter
""")
NOT_OF_DESKS = rows("""
`wait()` rejects tickets not in use
`call()` adds the ticket at the front
`call()` ignores tickets not known
`next()` returns the newest ticket
`leave()` clears the calls
`take_sent_away()` leaves the counter unchanged
""")
FAULTS_OF_DESKS = [
    ([("if ticket >= 8 { return Err(DeskError::BadNumber); }", "if ticket >= 8 { return Ok(()); }")], OF_DESKS[1]),
    ([("return Err(DeskError::Taken);", "return Ok(());")], OF_DESKS[2]),
    ([("self.calls.push(ticket);", "self.calls.insert(0, ticket);")], OF_DESKS[4]),
    ([("if self.calls.contains(&ticket) { return false; }", "")], OF_DESKS[5]),
    ([("self.calls.remove(0)", "self.calls.pop().unwrap()")], OF_DESKS[6]),
    ([("self.sent_away = 0;\n        n", "n")], OF_DESKS[9]),
]


def test_places_ends_and_things_that_are_there_already() -> None:
    outcome = told([*OF_DESKS, *NOT_OF_DESKS], DESK, DESK, "Desk")
    undecided = [s for s in OF_DESKS if outcome[s] != "holds"]
    assert undecided == []
    assert [s for s in NOT_OF_DESKS if outcome[s] == "holds"] == []


@pytest.mark.parametrize(("changes", "sentence"), FAULTS_OF_DESKS, ids=[s for _, s in FAULTS_OF_DESKS])
def test_a_fault_of_desks_fails_where_the_words_speak_of_it(changes: list[tuple[str, str]], sentence: str) -> None:
    outcome = told(OF_DESKS, changed(DESK, changes), DESK, "Desk")
    assert outcome[sentence] == "fails"


STATES = """
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal { Green, Amber(u8), Red }
impl Signal {
    /// Goes to amber for some ticks. Returns false unless it was green.
    pub fn warn(&mut self, ticks: u8) -> bool {
        if *self != Signal::Green { return false; }
        *self = Signal::Amber(ticks);
        true
    }
    pub fn stop(&mut self) -> bool { *self = Signal::Red; true }
}
"""
FUNCTIONS = """
pub const EINVAL: i64 = -22;
const PAGE: usize = 4096;
/// Pins the page at an address.
pub fn pin_page(addr: usize) -> i64 {
    if addr % PAGE != 0 { return EINVAL; }
    pinner::pin(addr);
    0
}
"""


def test_enums_that_are_states_and_functions_without_a_type() -> None:
    asked = ["`warn()` only works in the `Green` state", "`warn()` only works in the `Red` state"]
    seen = told(asked, STATES, STATES, "Signal")
    assert seen[asked[0]] == "holds"
    assert seen[asked[1]] != "holds"
    careless = changed(STATES, [("*self != Signal::Green", "*self == Signal::Red")])
    assert told(asked[:1], careless, STATES, "Signal") == {asked[0]: "fails"}
    of_pages = ["`pin_page()` returns `EINVAL` for an unaligned address", "`pin_page()` returns `EINVAL` for an aligned address"]
    assert told(of_pages, FUNCTIONS, FUNCTIONS, "pin_page")[of_pages[0]] == "holds"
    assert told(of_pages, FUNCTIONS, FUNCTIONS, "pin_page")[of_pages[1]] != "holds"


STACK = """
/// Plates, one on the other.
pub struct Plates {
    stack: [u16; 8],
    count: usize,
}
impl Plates {
    pub const fn new() -> Self { Self { stack: [0; 8], count: 0 } }
    pub fn put(&mut self, plate: u16) -> bool {
        if self.count == 8 { return false; }
        self.stack[self.count] = plate;
        self.count += 1;
        true
    }
    pub fn take(&mut self) -> Option<u16> {
        if self.count == 0 { return None; }
        self.count -= 1;
        Some(self.stack[self.count])
    }
}
"""


def test_what_comes_out_next_is_not_called_the_oldest_for_that() -> None:
    assert told(["`take()` returns the oldest plate"], STACK, STACK, "Plates") != {"`take()` returns the oldest plate": "holds"}


def test_only_says_what_else_is_not_done() -> None:
    more = changed(TANK, [("self.log.clear();", "self.log.clear();\n        self.inlets = 0;")])
    assert told(["`forget()` only clears the log"], more, TANK, "Tank") != {"`forget()` only clears the log": "holds"}
    outcome = told(["`warn()` works only in the `Green` state", "`warn()` works in the `Green` state"], STATES, STATES, "Signal")
    assert next(iter(outcome.values())) == "holds"
