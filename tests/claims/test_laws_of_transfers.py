"""Sentences on what moves between a guard and what it borrows, on values given to each other, and on how many may live at once."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, told

SEATS = """
use core::cell::Cell;

/// Seats of one show that nobody has asked for yet.
pub struct OpenSeats {
    open: Cell<u32>,
}

impl OpenSeats {
    pub const fn new(open: u32) -> Self { Self { open: Cell::new(open) } }
    pub fn open(&self) -> u32 { self.open.get() }
}

/// Seats held at the counter.
pub struct SeatHold<'s> {
    seats: &'s OpenSeats,
    rest: u32,
    issued: u32,
}

impl<'s> SeatHold<'s> {
    /// Holds so many seats.
    pub fn hold(seats: &'s OpenSeats, count: u32) -> Option<Self> {
        let open = seats.open.get().checked_sub(count)?;
        seats.open.set(open);
        Some(Self { seats, rest: count, issued: 0 })
    }

    /// Issues up to `wanted` of the seats; returns how many.
    pub fn issue(&mut self, wanted: u32) -> u32 {
        let n = if wanted < self.rest { wanted } else { self.rest };
        self.rest -= n;
        self.issued += n;
        n
    }

    /// Takes over what `other` has; both must be of one show.
    pub fn merge(&mut self, mut other: SeatHold<'s>) {
        assert!(core::ptr::eq(self.seats, other.seats), "holds of two shows");
        self.rest += core::mem::take(&mut other.rest);
    }

    /// The seats are gone for good.
    pub fn keep(mut self) { self.rest = 0; }

    pub fn rest(&self) -> u32 { self.rest }
    pub fn issued(&self) -> u32 { self.issued }
}

impl Drop for SeatHold<'_> {
    fn drop(&mut self) {
        if self.rest > 0 {
            self.seats.open.set(self.seats.open.get() + self.rest);
        }
    }
}
"""
SEAT_ROWS = """
holds: `hold()` subtracts the count from the open seats
holds: `Drop` returns only unissued seats
holds: dropping a hold adds what is left back to `open`
holds: on drop, `rest` goes back to `open`
holds: `merge()` moves the other hold's rest over
holds: `merge()` adds `other.rest` to `self.rest`
holds: `merge()` panics on holds of different shows
holds: after `keep()` the drop does nothing
holds: once `keep()` was called, dropping the hold has no effect
undecided: `Drop` returns the issued seats
undecided: `hold()` adds the count to the open seats
fails: `merge()` adds `other.issued` to `self.rest`
undecided: `merge()` returns the other's rest to the show
undecided: dropping a hold returns the issued seats and keeps the rest
"""
SEAT_FAULTS = [
    ([("pub fn keep(mut self) { self.rest = 0; }", "pub fn keep(self) {}")], "after `keep()` the drop does nothing"),
    ([("self.seats.open.get() + self.rest", "self.seats.open.get() + self.issued")], "`Drop` returns only unissued seats"),
    (
        [("self.rest += core::mem::take(&mut other.rest);", "core::mem::take(&mut other.rest);")],
        "`merge()` moves the other hold's rest over",
    ),
    (
        [('assert!(core::ptr::eq(self.seats, other.seats), "holds of two shows");', "")],
        "`merge()` panics on holds of different shows",
    ),
]

SILENCE = """
use core::cell::Cell;

/// A loudspeaker; it is mute while somebody has asked for quiet.
pub struct Speaker {
    muted: Cell<bool>,
    depth: Cell<u8>,
}

pub const DEEPEST: u8 = 5;

impl Speaker {
    pub const fn new() -> Self { Self { muted: Cell::new(false), depth: Cell::new(0) } }
    pub fn muted(&self) -> bool { self.muted.get() }
    pub fn depth(&self) -> u8 { self.depth.get() }
    /// Past everybody who asked for quiet.
    pub fn set_muted(&self, so: bool) { self.muted.set(so); }

    /// Quiet until the silence is dropped.
    pub fn quiet(&self) -> Silence<'_> {
        assert!(self.depth.get() < DEEPEST, "too much quiet");
        self.muted.set(true);
        self.depth.set(self.depth.get() + 1);
        Silence { speaker: self }
    }
}

/// Keeps a speaker mute.
pub struct Silence<'s> {
    speaker: &'s Speaker,
}

impl Drop for Silence<'_> {
    fn drop(&mut self) {
        let d = self.speaker.depth.get() - 1;
        self.speaker.depth.set(d);
        if d == 0 {
            self.speaker.muted.set(false);
        }
    }
}
"""
SILENCE_ROWS = """
holds: dropping an inner silence keeps the speaker muted
holds: panics when a sixth silence is taken
holds: the 6th silence panics
holds: at most 5 silences may be held at once
holds: `quiet()` mutes the speaker and increments depth by one
holds: each call to `quiet()` increments the depth
undecided: panics when a fifth silence is taken
undecided: at most 4 silences may be held at once
undecided: at most 6 silences may be held at once
"""
SILENCE_FAULTS = [
    ([("if d == 0 {", "if d <= 1 {")], "dropping an inner silence keeps the speaker muted"),
    ([("pub const DEEPEST: u8 = 5;", "pub const DEEPEST: u8 = 6;")], "panics when a sixth silence is taken"),
    ([("pub const DEEPEST: u8 = 5;", "pub const DEEPEST: u8 = 6;")], "at most 5 silences may be held at once"),
]


def _asked(table: str) -> dict[str, str]:
    """What a table wants of each sentence."""
    return {sentence: verdict for verdict, _, sentence in (row.partition(": ") for row in table.strip().splitlines())}


@pytest.mark.parametrize(
    ("code", "name", "table"), [(SEATS, "SeatHold", SEAT_ROWS), (SILENCE, "Silence", SILENCE_ROWS)], ids=["seats", "silence"]
)
def test_what_is_said_of_it(code: str, name: str, table: str) -> None:
    wanted = _asked(table)
    assert told([*wanted], code, code, name) == wanted


@pytest.mark.parametrize(
    ("code", "name", "changes", "sentence"),
    [*((SEATS, "SeatHold", c, s) for c, s in SEAT_FAULTS), *((SILENCE, "Silence", c, s) for c, s in SILENCE_FAULTS)],
    ids=[s for _, s in (*SEAT_FAULTS, *SILENCE_FAULTS)],
)
def test_a_fault_fails(code: str, name: str, changes: list[tuple[str, str]], sentence: str) -> None:
    assert told([sentence], changed(code, changes), code, name) == {sentence: "fails"}
