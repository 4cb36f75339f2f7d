"""Guards over an atomic word that says who has a lock: who is in it, how long it is waited for, what the end writes and before what."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

CLAIM = """
use core::sync::atomic::{AtomicU64, AtomicU8, Ordering};
use crate::{bus, clock, cpu};

/// Nobody drives the line.
pub const IDLE: u8 = 0xff;

pub struct Line {
    pub number: u32,
    pub driver: AtomicU8,
    pub level: AtomicU8,
    pub changed_at: AtomicU64,
}

/// Drives a line for as long as it lives.
pub struct Claim<'a> {
    line: &'a Line,
    switched: bool,
}

impl<'a> Claim<'a> {
    /// Drive the line as `node`; relaxes while another node does.
    pub fn acquire(line: &'a Line, node: u8) -> Self {
        while line.driver.compare_exchange(IDLE, node, Ordering::AcqRel, Ordering::Relaxed).is_err() {
            cpu::relax();
        }
        Claim { line, switched: false }
    }
    pub fn try_acquire(line: &'a Line, node: u8) -> Option<Self> {
        line.driver.compare_exchange(IDLE, node, Ordering::AcqRel, Ordering::Relaxed).ok()?;
        Some(Claim { line, switched: false })
    }
    pub fn drive(&mut self, level: u8) {
        self.line.level.store(level, Ordering::Relaxed);
        self.switched = true;
    }
}

impl Drop for Claim<'_> {
    fn drop(&mut self) {
        if self.switched {
            self.line.changed_at.store(clock::ticks(), Ordering::Relaxed);
        }
        self.line.driver.store(IDLE, Ordering::Release);
        bus::notify_one(self.line.number);
    }
}
"""
TRUE = rows("""
The lock word holds the node after `acquire()`
After `acquire()`, `driver` holds `node`
`acquire()` stores `node` in `driver`
`acquire()` relaxes until the lock is free
`acquire()` relaxes while somebody else has the lock
`try_acquire()` is `None` while another owner has the lock
`try_acquire()` returns `None` if `driver` is taken
`try_acquire()` leaves `driver` alone if it is taken
`try_acquire()` never waits
`drive()` marks the line switched
`Drop` updates `changed_at` only if switched
`Drop` leaves `changed_at` alone unless `switched` is set
`changed_at` is written before the lock is released
`Drop` notifies one waiter
`Drop` notifies one waiter after the lock is released
`Drop` sets `driver` back to `IDLE`
""")
UNTRUE = rows("""
The lock word holds the number after `acquire()`
`acquire()` sleeps until the lock is free
`acquire()` is `None` while another owner has the lock
`try_acquire()` is `None` if the lock is free
`try_acquire()` relaxes until the lock is free
`Drop` updates `changed_at` only if not switched
`Drop` updates `level` only if switched
`Drop` leaves `changed_at` alone if `switched` is set
`changed_at` is written after the lock is released
The lock is released before `changed_at` is written
`Drop` notifies one waiter before the lock is released
`Drop` sets `driver` back to 0
""")
ALIKE = [
    (
        "while line.driver.compare_exchange(IDLE, node, Ordering::AcqRel, Ordering::Relaxed).is_err() {\n            cpu::relax();\n        }\n"
        "        Claim { line, switched: false }",
        "loop {\n            match Self::try_acquire(line, node) {\n                Some(claim) => return claim,\n                None => cpu::relax(),\n"
        "            }\n        }",
    ),
    ("self.line.driver.store(IDLE, Ordering::Release);", "self.line.driver.swap(IDLE, Ordering::AcqRel);"),
]
# Several faults at once, each with the sentence that speaks of it.
FAULTS = [
    (
        [
            ("while line.driver.compare_exchange(IDLE, node,", "while line.driver.compare_exchange(IDLE, 1,"),
            ("if self.switched {", "if !self.switched {"),
            ("bus::notify_one(", "bus::notify_all("),
        ],
        [
            "The lock word holds the node after `acquire()`",
            "`Drop` updates `changed_at` only if switched",
            "`Drop` notifies one waiter",
        ],
    ),
    (
        [
            (".is_err() {\n            cpu::relax();\n        }", ".is_err() {\n            cpu::relax();\n            line.driver.store(node, Ordering::Relaxed);\n            break;\n        }"),
            ("AcqRel, Ordering::Relaxed).ok()?;", "AcqRel, Ordering::Relaxed).ok();"),
            ("self.switched = true;", ""),
            ("self.line.driver.store(IDLE, Ordering::Release);\n        bus::notify_one(self.line.number);", "bus::notify_one(self.line.number);\n        self.line.driver.store(IDLE, Ordering::Release);"),
        ],
        [
            "`acquire()` relaxes until the lock is free",
            "`try_acquire()` is `None` while another owner has the lock",
            "`drive()` marks the line switched",
            "`Drop` notifies one waiter after the lock is released",
        ],
    ),
    (
        [
            ("if self.switched {\n            self.line.changed_at.store(clock::ticks(), Ordering::Relaxed);\n        }\n        self.line.driver.store(IDLE, Ordering::Release);",
             "self.line.driver.store(IDLE, Ordering::Release);\n        if self.switched {\n            self.line.changed_at.store(clock::ticks(), Ordering::Relaxed);\n        }"),
        ],
        ["`changed_at` is written before the lock is released"],
    ),
]  # fmt: skip


def test_what_is_so_of_a_guard_over_a_word_holds_and_what_is_not_does_not() -> None:
    found = told([*TRUE, *UNTRUE], CLAIM, CLAIM, "Claim")
    assert [s for s in TRUE if found[s] != "holds"] == []
    assert [s for s in UNTRUE if found[s] == "holds"] == []


def test_the_same_in_other_code_holds() -> None:
    assert [s for s, o in told(TRUE[::2], changed(CLAIM, ALIKE), CLAIM, "Claim").items() if o != "holds"] == []


@pytest.mark.parametrize(("faults", "said"), FAULTS)
def test_a_fault_of_a_guard_over_a_word_fails_where_the_words_speak_of_it(faults: list[tuple[str, str]], said: list[str]) -> None:
    assert told(said, changed(CLAIM, faults), CLAIM, "Claim") == dict.fromkeys(said, "fails")


DOOR = """
use core::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use crate::stats;

/// A door that one at a time goes through.
pub struct Door { pub busy: AtomicBool, pub passes: AtomicU32 }

/// Keeps a door for as long as it lives.
pub struct DoorGuard<'a> { door: &'a Door, counted: bool }

impl<'a> DoorGuard<'a> {
    /// Waits for the door, spinning.
    pub fn enter(door: &'a Door) -> Self {
        while door.busy.swap(true, Ordering::Acquire) {
            core::hint::spin_loop();
        }
        Self { door, counted: false }
    }
    pub fn try_enter(door: &'a Door) -> Option<Self> {
        if door.busy.swap(true, Ordering::Acquire) { None } else { Some(Self { door, counted: false }) }
    }
    pub fn count(&mut self) { self.counted = true; }
}

impl Drop for DoorGuard<'_> {
    fn drop(&mut self) {
        if self.counted { stats::passed(); }
        self.door.busy.store(false, Ordering::Release);
    }
}
"""
OF_A_DOOR = rows("""
`enter()` spins until the door is free
`enter()` waits while somebody else has the door
`try_enter()` is `None` when `busy` is set
`busy` is set after `enter()`
`Drop` clears `busy`
""")


def test_a_word_that_is_swapped_is_waited_for_as_well() -> None:
    once = changed(
        DOOR, [("while door.busy.swap", "if door.busy.swap"), ("store(false, Ordering::Release)", "store(true, Ordering::Release)")]
    )
    assert told([*OF_A_DOOR, "`Drop` sets `busy`"], DOOR, DOOR, "DoorGuard") == {
        **dict.fromkeys(OF_A_DOOR, "holds"),
        "`Drop` sets `busy`": "undecided",
    }
    found = told(OF_A_DOOR, once, DOOR, "DoorGuard")
    assert [s for s, o in found.items() if o == "fails"] == [OF_A_DOOR[0], OF_A_DOOR[1], OF_A_DOOR[4]]
