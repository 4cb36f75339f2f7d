"""Who waits in a line: who is woken first, that nobody waits twice, what becomes of a wake-up that finds nobody. With faults, and written anew."""

from __future__ import annotations

import pytest

from tests.claims.said_of_types import Told, lines

IT = Told(
    """
use alloc::collections::VecDeque;
use crate::sched::{unpark, ThreadRef};
""",
    """
/// Threads that sleep until something comes.
pub struct Dormitory { sleepers: VecDeque<ThreadRef>, saved: usize, rung: u64 }

impl Dormitory {
    pub const fn new() -> Self { Self { sleepers: VecDeque::new(), saved: 0, rung: 0 } }

    pub fn lie_down(&mut self, thread: ThreadRef) -> bool {
        if self.saved > 0 {
            self.saved -= 1;
            return false;
        }
        if !self.sleepers.contains(&thread) { self.sleepers.push_back(thread); }
        true
    }

    pub fn ring(&mut self) -> bool {
        match self.sleepers.pop_front() {
            Some(thread) => { unpark(thread); self.rung += 1; true }
            None => { self.saved += 1; false }
        }
    }

    pub fn leave(&mut self, thread: ThreadRef) -> bool {
        match self.sleepers.iter().position(|t| *t == thread) {
            Some(at) => { self.sleepers.remove(at); true }
            None => false,
        }
    }

    pub fn count(&self) -> usize { self.sleepers.len() }
}
""",
)
TRUE = lines("""
`lie_down()` does not queue a thread twice
A thread is queued only once
`lie_down()` ignores duplicates
`lie_down()` uses up one saved token
`lie_down()` returns false when there is a saved token
`ring()` wakes the oldest sleeper
`ring()` wakes the thread that has waited longest
`ring()` wakes threads in FIFO order
`ring()` on an empty list is remembered
`ring()` remembers the wake-up when nobody waits
`leave()` keeps the order of the others
`count()` counts sleeping threads
""")
FAULTS = (
    ("if !self.sleepers.contains(&thread) { self.sleepers.push_back(thread); }", "self.sleepers.push_back(thread);", "`lie_down()` does not queue a thread twice"),
    ("if !self.sleepers.contains(&thread) { self.sleepers.push_back(thread); }", "self.sleepers.push_back(thread);", "A thread is queued only once"),
    ("self.saved -= 1", "self.saved = 0", "`lie_down()` uses up one saved token"),
    ("self.sleepers.pop_front()", "self.sleepers.pop_back()", "`ring()` wakes the oldest sleeper"),
    ("self.sleepers.pop_front()", "self.sleepers.pop_back()", "`ring()` wakes threads in FIFO order"),
    ("None => { self.saved += 1; false }", "None => false", "`ring()` on an empty list is remembered"),
    ("None => { self.saved += 1; false }", "None => { self.saved = 1; false }", "`ring()` remembers the wake-up when nobody waits"),
    ("{ self.sleepers.remove(at); true }", "{ let last = self.sleepers.len() - 1; self.sleepers.swap(at, last); self.sleepers.pop_back(); true }", "`leave()` keeps the order of the others"),
    ("self.sleepers.len() }", "self.sleepers.len() + self.saved }", "`count()` counts sleeping threads"),
)  # fmt: skip
REWRITTEN = (
    ("match self.sleepers.pop_front() {\n            Some(thread) => { unpark(thread); self.rung += 1; true }\n            None => { self.saved += 1; false }\n        }", "if self.sleepers.is_empty() {\n            self.saved += 1;\n            return false;\n        }\n        let thread = self.sleepers.remove(0).unwrap();\n        self.rung += 1;\n        unpark(thread);\n        true"),
    ("match self.sleepers.iter().position(|t| *t == thread) {\n            Some(at) => { self.sleepers.remove(at); true }\n            None => false,\n        }", "let before = self.sleepers.len();\n        self.sleepers.retain(|t| *t != thread);\n        self.sleepers.len() < before"),
)  # fmt: skip


def test_true_sentences_hold() -> None:
    assert IT.outcomes(TRUE) == dict.fromkeys(TRUE, "holds")


@pytest.mark.parametrize(("old", "new", "said"), FAULTS)
def test_faults_fail_what_speaks_of_them(old: str, new: str, said: str) -> None:
    assert IT.of(said, old, new) == "fails"


@pytest.mark.parametrize(("old", "new"), REWRITTEN)
def test_written_otherwise_all_holds(old: str, new: str) -> None:
    assert IT.outcomes(TRUE, old, new) == dict.fromkeys(TRUE, "holds")


def test_untrue_sentences_never_hold() -> None:
    untrue = lines("""
`ring()` wakes the newest sleeper
`ring()` wakes threads in LIFO order
`leave()` uses up one saved token
`ring()` returns true when there is a saved token
`leave()` on an empty list is remembered
`leave()` ignores duplicates
""")
    assert "holds" not in IT.outcomes(untrue).values()


def test_a_field_that_is_named_is_the_one_that_is_forgotten() -> None:
    """“pending” may be an idle word, and is the field where there is one of that name."""
    it = Told(
        "use alloc::vec::Vec;\n",
        """
pub struct Bell {
    waiters: Vec<u32>,
    /// Wake-ups that found nobody
    pending: usize,
    woken: u64,
}

impl Bell {
    pub fn new() -> Self { Self { waiters: Vec::new(), pending: 0, woken: 0 } }
    pub fn wait(&mut self, id: u32) { self.waiters.push(id); }
    pub fn wake_one(&mut self) -> Option<u32> {
        if self.waiters.is_empty() { self.pending += 1; return None; }
        self.woken += 1;
        Some(self.waiters.remove(0))
    }
    pub fn wake_all(&mut self) -> usize {
        let count = self.waiters.len();
        self.waiters.clear();
        self.woken += count as u64;
        self.pending = 0;
        count
    }
}
""",
    )
    said = "`wake_all()` forgets pending wake-ups"
    assert it.of(said) == "holds"
    assert it.of(said, "        self.pending = 0;\n", "") != "holds"
