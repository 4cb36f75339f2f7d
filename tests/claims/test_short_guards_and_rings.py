"""Short criteria of guards over stretches of frames, and of rings: true ones hold, faults of the code fail, rewrites hold."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, told

LEASE = """
/// Frames on loan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loan {
    /// Slot of the lender
    pub slot: u32,
    /// Where it begins
    pub base: usize,
    pub frames: usize,
}

/// Gives loans back unless they are handed on.
pub struct LoanGuard {
    loans: Vec<Loan>,
    armed: bool,
}

impl LoanGuard {
    pub fn new() -> Self { Self { loans: Vec::new(), armed: true } }
    pub fn note(&mut self, slot: u32, base: usize, frames: usize) { self.loans.push(Loan { slot, base, frames }); }
    pub fn extract(&mut self, slot: u32) -> Option<Loan> {
        let at = self.loans.iter().position(|l| l.slot == slot)?;
        Some(self.loans.remove(at))
    }
    pub fn hand_on(mut self) { self.armed = false; }
}

impl Drop for LoanGuard {
    fn drop(&mut self) {
        if !self.armed { return; }
        for loan in self.loans.iter().rev() {
            let _ = bank::unlist(loan.slot);
            for n in 0..loan.frames { POOL.restore(loan.base + n * UNIT); }
        }
    }
}
"""
GUARD = [
    "`new()` gives an armed guard without loans",
    "`note()` records slot, base address and frame count",
    "`extract()` takes out the loan with that slot, `None` if there is none",
    "`hand_on()` disarms the guard",
    "Dropping a disarmed guard has no effect",
    "Dropping an armed guard unlists and restores all loans, newest first",
    "Extracted loans are not restored on drop",
]
_LOOP = "for n in 0..loan.frames { POOL.restore(loan.base + n * UNIT); }"
GUARD_FAULTS = {
    "oldest first": ([("iter().rev()", "iter()")], GUARD[5]),
    "a frame is kept": ([("0..loan.frames", "1..loan.frames")], GUARD[5]),
    "skipped on failure": ([("let _ = bank::unlist(loan.slot);", "if bank::unlist(loan.slot).is_err() { continue; }")], GUARD[5]),
    "copied": ([("Some(self.loans.remove(at))", "self.loans.get(at).copied()")], GUARD[2]),
    "copied out": ([("Some(self.loans.remove(at))", "self.loans.get(at).copied()")], GUARD[6]),
    "still armed": ([("self.armed = false;", "let _ = &mut self.armed;")], GUARD[3]),
    "always": ([("if !self.armed { return; }", "")], GUARD[4]),
    "base lost": ([("Loan { slot, base, frames }", "Loan { slot, base: 0, frames }")], GUARD[1]),
    "disarmed": ([("Vec::new(), armed: true", "Vec::new(), armed: false")], GUARD[0]),
}
GUARD_REWRITES = [
    [(_LOOP, "for n in (0..loan.frames).rev() { POOL.restore(loan.base + n * UNIT); }")],
    [(_LOOP, "let mut n = 0; while n < loan.frames { POOL.restore(loan.base + n * UNIT); n += 1; }")],
    [("self.armed = false;", "self.loans.clear();")],
]

RING = """
pub const PLACES: usize = 6;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tick { pub at: u64, pub late: bool }

/// Ticks between a timer and those who wait.
pub struct TickQueue {
    places: [Tick; PLACES],
    front: usize,
    held: usize,
    missed: u32,
}

impl TickQueue {
    pub const fn new() -> Self { Self { places: [Tick { at: 0, late: false }; PLACES], front: 0, held: 0, missed: 0 } }
    pub const fn is_empty(&self) -> bool { self.held == 0 }
    pub const fn is_full(&self) -> bool { self.held == PLACES }
    pub const fn missed(&self) -> u32 { self.missed }
    pub fn push(&mut self, tick: Tick) -> bool {
        if self.is_full() {
            self.missed = self.missed.saturating_add(1);
            return false;
        }
        let idle = self.is_empty();
        self.places[(self.front + self.held) % PLACES] = tick;
        self.held += 1;
        if idle { waiters::wake_all(Source::Timer); }
        true
    }
    pub fn pop(&mut self) -> Option<Tick> {
        if self.is_empty() { return None; }
        let tick = self.places[self.front];
        self.front = (self.front + 1) % PLACES;
        self.held -= 1;
        Some(tick)
    }
}
"""
QUEUE = [
    "Room for `PLACES` (6) ticks",
    "First in, first out, also across the wrap-around",
    "A push into a full queue drops the new tick, counts it and returns `false`",
    "Waiters are woken when the queue stops being empty",
    "Waiters are woken only on the transition from empty to non-empty",
    "Lost ticks are counted",
    "Nothing queued is overwritten when full",
]
QUEUE_FAULTS = {
    "one place unused": ([("self.held == PLACES }", "self.held + 1 == PLACES }")], QUEUE[0]),
    "no turn": ([("(self.front + self.held) % PLACES", "(self.front + self.held).min(PLACES - 1)")], QUEUE[1]),
    "not counted": ([("self.missed = self.missed.saturating_add(1);", "")], QUEUE[2]),
    "not counted at all": ([("self.missed = self.missed.saturating_add(1);", "")], QUEUE[5]),
    "says true": ([("return false;", "return true;")], QUEUE[2]),
    "nobody woken": ([("if idle {", "if idle && self.is_empty() {")], QUEUE[3]),
    "oldest lost": ([("return false;", "self.front = (self.front + 1) % PLACES; self.held -= 1;")], QUEUE[6]),
}
QUEUE_UNTRUE = ["Room for 5 ticks", "Room for `PLACES` (7) ticks", "Last in, first out"]


def test_short_criteria_of_a_guard_hold() -> None:
    assert told(GUARD, LEASE, LEASE, "LoanGuard") == dict.fromkeys(GUARD, "holds")


@pytest.mark.parametrize("name", GUARD_FAULTS)
def test_a_fault_of_the_guard_fails(name: str) -> None:
    changes, sentence = GUARD_FAULTS[name]
    assert told([sentence], changed(LEASE, changes), LEASE, "LoanGuard") == {sentence: "fails"}


@pytest.mark.parametrize("changes", GUARD_REWRITES, ids=lambda c: c[0][1][:30])
def test_a_guard_written_otherwise_fails_nothing(changes: list[tuple[str, str]]) -> None:
    assert told(GUARD, changed(LEASE, changes), LEASE, "LoanGuard") == dict.fromkeys(GUARD, "holds")


def test_who_is_at_fault_is_told_apart() -> None:
    found = told(GUARD[3:5], changed(LEASE, [("self.armed = false;", "let _ = &mut self.armed;")]), LEASE, "LoanGuard")
    assert found == {GUARD[3]: "fails", GUARD[4]: "undecided"}


def test_short_criteria_of_a_ring_hold() -> None:
    assert told(QUEUE, RING, RING, "TickQueue") == dict.fromkeys(QUEUE, "holds")


@pytest.mark.parametrize("name", QUEUE_FAULTS)
def test_a_fault_of_the_ring_fails(name: str) -> None:
    changes, sentence = QUEUE_FAULTS[name]
    assert told([sentence], changed(RING, changes), RING, "TickQueue") == {sentence: "fails"}


def test_untrue_sentences_never_hold() -> None:
    more = ["A push into a full queue drops the oldest tick and counts it", "Waiters are woken when the queue becomes full"]
    found = told([*QUEUE_UNTRUE, *more], RING, RING, "TickQueue")
    assert "holds" not in found.values()
    assert found["Room for 5 ticks"] == found["Last in, first out"] == "fails"


def test_waking_at_other_times_is_not_only_then() -> None:
    tree = changed(RING, [("if idle {", "if idle || self.held > 0 {")])
    assert told(QUEUE[4:5], tree, RING, "TickQueue") != {QUEUE[4]: "holds"}


def test_taken_without_looking_is_no_fault_of_the_room() -> None:
    tree = changed(RING, [("if self.is_empty() { return None; }", "if self.is_empty() { return Some(self.places[self.front]); }")])
    assert told(QUEUE[:1], tree, RING, "TickQueue") == {QUEUE[0]: "holds"}
