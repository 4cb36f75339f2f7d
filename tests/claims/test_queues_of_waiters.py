"""Queues of those who wait: who is woken, in which order, how many, who sleeps on, is moved or taken out; true, untrue, with faults, rewritten."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import rows, told

# Keyed by a port, in one list, with an outside that is told whom to stop and to run.
HARBOUR = """
struct Moored { pier: u64, boat: BoatId }
pub struct Harbour { moored: VecDeque<Moored> }
#[derive(Debug, PartialEq, Eq)]
pub enum HarbourError { TideTurned, NoSuchPier }
impl Harbour {
    pub fn new() -> Self { Self { moored: VecDeque::new() } }
    pub fn park(&mut self, pier: u64, boat: BoatId, expected: u32) -> Result<(), HarbourError> {
        let tide = gauge::read(pier).ok_or(HarbourError::NoSuchPier)?;
        if tide != expected { return Err(HarbourError::TideTurned); }
        self.moored.push_back(Moored { pier, boat });
        engine::stop(boat);
        Ok(())
    }
    pub fn release(&mut self, pier: u64, max: usize) -> usize {
        let mut gone = 0;
        let mut n = 0;
        while n < self.moored.len() {
            if gone == max { break; }
            if self.moored[n].pier == pier {
                if let Some(one) = self.moored.remove(n) { engine::start(one.boat); }
                gone += 1;
            } else { n += 1; }
        }
        gone
    }
    pub fn transfer(&mut self, from: u64, to: u64, max: usize) -> usize {
        self.release(from, max);
        let mut moved = 0;
        for one in self.moored.iter_mut().filter(|one| one.pier == from) { one.pier = to; moved += 1; }
        moved
    }
    pub fn forget(&mut self, boat: BoatId) -> bool {
        let before = self.moored.len();
        self.moored.retain(|one| one.boat != boat);
        before != self.moored.len()
    }
}
"""
# Keyed as well, in a map of lists; who is woken comes back.
BELLS = """
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guest(pub u32);
pub struct Bells { asleep: BTreeMap<u32, Vec<Guest>> }
impl Bells {
    pub fn new() -> Self { Self { asleep: BTreeMap::new() } }
    pub fn sleep(&mut self, line: u32, guest: Guest) { self.asleep.entry(line).or_insert_with(Vec::new).push(guest); }
    pub fn wake_one(&mut self, line: u32) -> Option<Guest> {
        let list = self.asleep.get_mut(&line)?;
        if list.is_empty() { return None; }
        Some(list.remove(0))
    }
    pub fn leave(&mut self, line: u32, guest: Guest) -> bool {
        let Some(list) = self.asleep.get_mut(&line) else { return false };
        let Some(at) = list.iter().position(|g| *g == guest) else { return false };
        list.remove(at);
        true
    }
}
"""
# Without a key: in an array, with two ways of waking.
BENCH = """
pub struct Bench { seats: [Option<u32>; 6], taken: usize }
impl Bench {
    pub const fn new() -> Self { Self { seats: [None; 6], taken: 0 } }
    pub fn wait(&mut self, tid: u32) -> bool {
        if self.taken == 6 { return false; }
        self.seats[self.taken] = Some(tid);
        self.taken += 1;
        engine::suspend(tid);
        true
    }
    pub fn notify_one(&mut self) -> bool {
        if self.taken == 0 { return false; }
        if let Some(tid) = self.seats[0] { engine::resume(tid); }
        for n in 1..self.taken { self.seats[n - 1] = self.seats[n]; }
        self.taken -= 1;
        self.seats[self.taken] = None;
        true
    }
    pub fn notify_all(&mut self) -> usize {
        let mut woken = 0;
        while self.notify_one() { woken += 1; }
        woken
    }
}
"""
TRUE = {
    BENCH: """
`wait()` queues the thread and suspends it
`notify_one()` wakes the longest waiting thread
`notify_one()` wakes exactly one thread
`notify_one()` returns `false` if nobody is waiting
`notify_all()` wakes every thread
`notify_all()` returns the number of threads woken
Threads are woken in FIFO order
""",
    HARBOUR: """
`park()` fails with `TideTurned` if the value differs from the expected one
`park()` enqueues the boat and puts it to sleep
`release()` wakes no more than `max` boats
`release()` returns how many boats it woke
The boat that has waited longest is woken first
Boats are woken in the order in which they came
Boats at other piers stay where they are
`release()` does not wake boats at other piers
`transfer()` moves the remaining boats to the other pier
`transfer()` wakes at most `max` boats
`forget()` takes a boat out of the queue without waking it
`forget()` returns whether the boat was queued
A forgotten boat is never woken
""",
    BELLS: """
`sleep()` queues the guest
The oldest guest is woken first
`wake_one()` wakes at most one guest
Guests sleeping on other lines are not woken
`leave()` removes the guest without waking it
`leave()` returns true if the guest was waiting, false otherwise
""",
}
UNTRUE = {
    BENCH: """
`notify_one()` wakes every thread
`notify_all()` wakes exactly one thread
`notify_one()` wakes the newest thread
""",
    HARBOUR: """
`park()` fails with `NoSuchPier` if the value differs from the expected one
`park()` fails with `TideTurned` if the value is the expected one
The newest boat is woken first
`transfer()` moves the remaining boats to the first pier
`forget()` wakes the boat
Boats at other piers are woken
`forget()` returns false if the boat was queued
""",
    BELLS: """
`sleep()` blocks the guest
The oldest guest is woken last
`leave()` wakes the guest
""",
}
FAULTS = (
    (HARBOUR, "if tide != expected {", "if tide == expected {", "`park()` fails with `TideTurned` if the value differs from the expected one"),
    (HARBOUR, "        engine::stop(boat);\n", "", "`park()` enqueues the boat and puts it to sleep"),
    (HARBOUR, "if gone == max { break; }", "if gone > max { break; }", "`release()` wakes no more than `max` boats"),
    (HARBOUR, "gone += 1;\n            } else", "gone += 1;\n                n += 1;\n            } else", "`park()` enqueues the boat and puts it to sleep"),
    (HARBOUR, "self.moored.remove(n)", "{ let last = self.moored.len() - 1; self.moored.swap(n, last); self.moored.pop_back() }", "The boat that has waited longest is woken first"),
    (HARBOUR, "push_back(Moored", "push_front(Moored", "Boats are woken in the order in which they came"),
    (HARBOUR, "if self.moored[n].pier == pier {", "if self.moored[n].pier <= pier {", "Boats at other piers stay where they are"),
    (HARBOUR, "moved += 1; }", "moved += 1; break; }", "`transfer()` moves the remaining boats to the other pier"),
    (HARBOUR, "one.pier = to;", "", "`transfer()` moves the remaining boats to the other pier"),
    (HARBOUR, "        before != self", "        engine::start(boat);\n        before != self", "`forget()` takes a boat out of the queue without waking it"),
    (HARBOUR, "retain(|one| one.boat != boat)", "retain(|one| one.boat == boat)", "A forgotten boat is never woken"),
    (HARBOUR, "before != self", "before == self", "`forget()` returns whether the boat was queued"),
    (BENCH, "self.seats[0] {", "self.seats[self.taken - 1] {", "`notify_one()` wakes the longest waiting thread"),
    (BENCH, "while self.notify_one() { woken += 1; }", "if self.notify_one() { woken += 1; }", "`notify_all()` wakes every thread"),
    (BENCH, "        engine::suspend(tid);\n", "", "`wait()` queues the thread and suspends it"),
    (BELLS, "Some(list.remove(0))", "list.pop()", "The oldest guest is woken first"),
    (BELLS, "get_mut(&line)?;", "values_mut().next()?;", "Guests sleeping on other lines are not woken"),
    (BELLS, "        list.remove(at);\n", "", "`leave()` removes the guest without waking it"),
)  # fmt: skip
REWRITTEN = (
    ("        self.moored.retain(|one| one.boat != boat);\n", "        let mut n = 0;\n        while n < self.moored.len() { if self.moored[n].boat == boat { self.moored.remove(n); } else { n += 1; } }\n"),
    ("        if tide != expected { return Err(HarbourError::TideTurned); }\n        self.moored.push_back(Moored { pier, boat });\n        engine::stop(boat);\n        Ok(())", "        if tide == expected {\n            engine::stop(boat);\n            self.moored.push_back(Moored { boat, pier });\n            return Ok(());\n        }\n        Err(HarbourError::TideTurned)"),
    ("            if gone == max { break; }\n", "            if gone >= max { return gone; }\n"),
)  # fmt: skip


def outcomes(sentences: str, shown: str, tree: str) -> dict[str, str]:
    """What becomes of each sentence in a tree that has the code as shown, or changed."""
    head = "use alloc::collections::{BTreeMap, VecDeque};\nuse alloc::vec::Vec;\nuse crate::sea::{engine, gauge, BoatId};\n"
    return told(rows(sentences), f"{head}{tree}", shown, "It")


@pytest.mark.parametrize("code", [HARBOUR, BELLS, BENCH])
def test_as_shown(code: str) -> None:
    assert {t for t, o in outcomes(TRUE[code], code, code).items() if o != "holds"} == set()


@pytest.mark.parametrize("code", [HARBOUR, BELLS, BENCH])
def test_untrue_ones_never_hold(code: str) -> None:
    assert {t for t, o in outcomes(UNTRUE[code], code, code).items() if o == "holds"} == set()


@pytest.mark.parametrize(("shown", "old", "new", "sentence"), FAULTS)
def test_faults(shown: str, old: str, new: str, sentence: str) -> None:
    assert shown.count(old) == 1
    assert outcomes(sentence, shown, shown.replace(old, new)) == {sentence: "fails"}


def test_rewritten() -> None:
    code = HARBOUR
    for old, new in REWRITTEN:
        assert code.count(old) == 1
        code = code.replace(old, new)
    assert {t for t, o in outcomes(TRUE[HARBOUR], HARBOUR, code).items() if o != "holds"} == set()
