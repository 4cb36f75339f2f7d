"""Sentences on methods in other orders and words, and those that ask for lives of their own: orders, likeness, handles, ranges."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

GATE = """
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GateError {
    Locked,
    Inside,
    Crowded,
}

/// A gate that lets badges in.
pub struct Gate {
    badges: Vec<u32>,
    locked: bool,
    places: usize,
    turned_away: u32,
}

impl Gate {
    pub fn new() -> Self {
        Self { badges: Vec::new(), locked: false, places: 3, turned_away: 0 }
    }

    /// Lets a badge in.
    pub fn admit(&mut self, badge: u32) -> Result<usize, GateError> {
        if self.locked {
            self.turned_away += 1;
            return Err(GateError::Locked);
        }
        if self.badges.contains(&badge) {
            return Err(GateError::Inside);
        }
        if self.badges.len() >= self.places {
            return Err(GateError::Crowded);
        }
        self.badges.push(badge);
        Ok(self.badges.len())
    }

    /// Lets a badge out.
    pub fn leave(&mut self, badge: u32) -> bool {
        match self.badges.iter().position(|b| *b == badge) {
            Some(at) => {
                self.badges.remove(at);
                true
            }
            None => false,
        }
    }

    pub fn lock(&mut self) -> bool {
        if self.badges.len() != 0 {
            return false;
        }
        !core::mem::replace(&mut self.locked, true)
    }

    pub fn evacuate(&mut self) {
        self.badges.clear();
        self.turned_away = 0;
    }

    pub fn len(&self) -> usize {
        self.badges.len()
    }

    pub fn turned_away(&self) -> u32 {
        self.turned_away
    }
}
"""
GATE_TRUE = rows("""
after `lock()`, `admit()` fails with `Locked`
once locked, every further `admit` is refused with `GateError::Locked`
`admit()` returns `Err(Locked)` while the gate is locked
a badge already inside the gate gets `Inside`
`leave()` returns `false` for a badge that is not held
`leave()` gives `false` for an unknown badge
`lock()` fails if any badge is held
a second `lock()` returns `false`
after `evacuate()`, `len()` and `turned_away()` are both zero
""")
GATE_UNTRUE = rows("""
after `lock()`, `admit()` fails with `Crowded`
once locked, every further `leave` is refused with `Locked`
`admit()` returns `Ok(1)` while the gate is locked
a badge already inside the gate gets `Locked`
`leave()` returns `true` for an unknown badge
`lock()` succeeds as long as no more than one badge is held
`lock()` fails only if more than one badge is held
a second `lock()` returns `true`
after `lock()`, `len()` and `turned_away()` are both one
`evacuate()` keeps the badges
""")
GATE_FAULTS = [
    ([("return Err(GateError::Locked)", "return Err(GateError::Crowded)")], GATE_TRUE[0]),
    ([("if self.locked {", "if false {")], GATE_TRUE[1]),
    ([("Err(GateError::Inside)", "Err(GateError::Crowded)")], GATE_TRUE[3]),
    ([("self.badges.len() != 0", "self.badges.len() > 1")], GATE_TRUE[6]),
    ([("        self.badges.clear();\n        self.turned_away = 0;", "        self.badges.clear();")], GATE_TRUE[8]),
]

SPOOL = """
use std::collections::VecDeque;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job(pub u32);

pub const TRAYS: usize = 8;

/// Jobs waiting for a printer; tray 0 is printed first.
pub struct Spool {
    trays: [VecDeque<Job>; TRAYS],
    len: usize,
}

impl Spool {
    pub fn new() -> Self {
        Spool { trays: Default::default(), len: 0 }
    }

    /// Behind the others of its tray.
    pub fn submit(&mut self, job: Job, tray: u8) {
        self.trays[usize::from(tray).min(TRAYS - 1)].push_back(job);
        self.len += 1;
    }

    /// A job that jammed is printed again first.
    pub fn resubmit(&mut self, job: Job, tray: u8) {
        self.trays[usize::from(tray).min(TRAYS - 1)].push_front(job);
        self.len += 1;
    }

    pub fn print(&mut self) -> Option<Job> {
        for tray in 0..TRAYS {
            if let Some(job) = self.trays[tray].pop_front() {
                self.len -= 1;
                return Some(job);
            }
        }
        None
    }

    pub fn len(&self) -> usize {
        self.len
    }
}
"""
SPOOL_TRUE = rows("""
jobs of the same tray are printed in FIFO order
jobs in one tray come out in the order they were submitted
`print()` takes from the numerically lowest tray
`print` picks the lowest tray first
a job at tray 2 is printed before one at tray 5
`resubmit()` puts the job ahead of its peers
trays above 7 are clamped to 7
`submit()` clamps trays above 7 to 7
any tray of 8 or more is treated as 7
`submit(job, 9)` behaves like `submit(job, 7)`
""")
SPOOL_UNTRUE = rows("""
jobs of the same tray are printed in LIFO order
`print()` takes from the numerically highest tray
a job at tray 5 is printed before one at tray 2
`submit()` puts the job ahead of its peers
trays above 6 are clamped to 6
trays above 7 are clamped to 6
`submit(job, 9)` behaves like `submit(job, 1)`
jobs are printed in the order they were submitted, whatever their tray
""")
SPOOL_FAULTS = [
    ([("push_back(job)", "push_front(job)")], SPOOL_TRUE[0]),
    ([("for tray in 0..TRAYS {", "for tray in (0..TRAYS).rev() {")], SPOOL_TRUE[2]),
    ([("self.trays[usize::from(tray).min(TRAYS - 1)].push_front(job)", "self.trays[usize::from(tray).min(TRAYS - 1)].push_back(job)")],
     SPOOL_TRUE[5]),
    ([("self.trays[usize::from(tray).min(TRAYS - 1)].push_back", "self.trays[usize::from(tray) % TRAYS].push_back")], SPOOL_TRUE[7]),
]  # fmt: skip

ALARMS = """
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlarmId(u32);

struct Alarm {
    id: AlarmId,
    left: u64,
    cookie: u32,
}

/// Alarms that ring after so many steps.
pub struct Alarms {
    set: Vec<Alarm>,
    next: u32,
}

impl Alarms {
    pub fn new() -> Self {
        Alarms { set: Vec::new(), next: 1 }
    }

    pub fn arm(&mut self, delay: u64, cookie: u32) -> AlarmId {
        let id = AlarmId(self.next);
        self.next += 1;
        self.set.push(Alarm { id, left: delay.max(1), cookie });
        id
    }

    pub fn disarm(&mut self, id: AlarmId) -> Option<u32> {
        let at = self.set.iter().position(|a| a.id == id)?;
        Some(self.set.remove(at).cookie)
    }

    /// One step on: the cookies of all that ring.
    pub fn step(&mut self) -> Vec<u32> {
        let mut rung = Vec::new();
        self.set.retain_mut(|a| {
            a.left -= 1;
            if a.left == 0 {
                rung.push(a.cookie);
            }
            a.left > 0
        });
        rung
    }
}
"""
ALARMS_TRUE = rows("""
a delay of 3 expires on the 3rd `step()`
a delay of zero fires on the next `step()`
`arm(0, c)` behaves like `arm(1, c)`
`step()` returns cookies in the order they were armed
`disarm()` gives back the cookie
`disarm()` returns the cookie of a pending timer
`disarm()` returns `None` once the timer has fired
ids start at 1 and are never reused
""")
ALARMS_UNTRUE = rows("""
a delay of 3 expires on the 4th `step()`
`arm(0, c)` behaves like `arm(2, c)`
`step()` returns the newest first
`disarm()` returns the delay of a pending timer
`disarm()` returns `Some(0)` once the timer has fired
ids start at 0 and are never reused
""")
ALARMS_FAULTS = [
    ([("left: delay.max(1)", "left: delay.max(1) + 1")], ALARMS_TRUE[0]),
    ([("left: delay.max(1)", "left: delay.max(2)")], ALARMS_TRUE[2 - 1]),
    ([("rung.push(a.cookie)", "rung.insert(0, a.cookie)")], ALARMS_TRUE[3]),
    ([("self.next += 1;", "self.next = 1;")], ALARMS_TRUE[7]),
]

LEASES = """
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tenant(pub u8);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeaseError {
    Nothing,
    Taken,
}

#[derive(Clone, Copy, Debug)]
struct Lease {
    end: u64,
    tenant: Tenant,
}

/// Stretches of road that are let.
#[derive(Default)]
pub struct Leases {
    map: BTreeMap<u64, Lease>,
}

impl Leases {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn add(&mut self, start: u64, end: u64, tenant: Tenant) -> Result<(), LeaseError> {
        if start >= end {
            return Err(LeaseError::Nothing);
        }
        if let Some((_, last)) = self.map.range(..end).next_back() {
            if last.end > start {
                return Err(LeaseError::Taken);
            }
        }
        let (mut start, mut end) = (start, end);
        if let Some((&s, left)) = self.map.range(..start).next_back() {
            if left.end == start && left.tenant == tenant {
                start = s;
                self.map.remove(&s);
            }
        }
        if let Some(right) = self.map.get(&end).copied() {
            if right.tenant == tenant {
                self.map.remove(&end);
                end = right.end;
            }
        }
        self.map.insert(start, Lease { end, tenant });
        Ok(())
    }

    pub fn remove(&mut self, start: u64, end: u64) -> u64 {
        let hit: Vec<(u64, Lease)> = self.map.range(..end).filter(|(_, v)| v.end > start).map(|(s, v)| (*s, *v)).collect();
        let mut bytes = 0;
        for (s, v) in hit {
            self.map.remove(&s);
            if s < start {
                self.map.insert(s, Lease { end: start, tenant: v.tenant });
            }
            if v.end > end {
                self.map.insert(end, Lease { end: v.end, tenant: v.tenant });
            }
            bytes += v.end.min(end) - s.max(start);
        }
        bytes
    }

    pub fn find(&self, at: u64) -> Option<Tenant> {
        let (_, lease) = self.map.range(..=at).next_back()?;
        (at < lease.end).then_some(lease.tenant)
    }

    pub fn len(&self) -> usize {
        self.map.len()
    }
}
"""
LEASES_TRUE = rows("""
rejects overlapping ranges with `Taken`
refuses a range that overlaps an existing one
`add` returns `LeaseError::Taken` when the new range overlaps an existing one
adjacent ranges with the same tenant are merged
`find()` treats the end as exclusive
`remove()` in the middle of a range splits it in two
`remove()` returns the number of bytes that were mapped
""")
LEASES_UNTRUE = rows("""
rejects overlapping ranges with `Nothing`
rejects touching ranges with `Taken`
adjacent ranges are never merged
`find()` treats the end as inclusive
`remove()` returns the number of ranges it removed
`remove()` in the middle of a range is refused
""")
LEASES_FAULTS = [
    ([("last.end > start", "last.end >= start")], LEASES_TRUE[3]),
    ([("Err(LeaseError::Taken)", "Err(LeaseError::Nothing)")], LEASES_TRUE[0]),
    ([("left.end == start && left.tenant == tenant", "false")], LEASES_TRUE[3]),
    ([("at < lease.end", "at <= lease.end")], LEASES_TRUE[4]),
    ([("if v.end > end {", "if false {")], LEASES_TRUE[5]),
    ([("bytes += v.end.min(end) - s.max(start)", "bytes += 1")], LEASES_TRUE[6]),
]
TYPES = {
    "Gate": (GATE, GATE_TRUE, GATE_UNTRUE, GATE_FAULTS), "Spool": (SPOOL, SPOOL_TRUE, SPOOL_UNTRUE, SPOOL_FAULTS),
    "Alarms": (ALARMS, ALARMS_TRUE, ALARMS_UNTRUE, ALARMS_FAULTS), "Leases": (LEASES, LEASES_TRUE, LEASES_UNTRUE, LEASES_FAULTS),
}  # fmt: skip


@pytest.mark.parametrize("name", TYPES)
def test_what_is_so_holds_and_what_is_not_never_does(name: str) -> None:
    base, true, untrue, _ = TYPES[name]
    outcome = told([*true, *untrue], base, base, name)
    assert {s: outcome[s] for s in true} == dict.fromkeys(true, "holds")
    assert [s for s in untrue if outcome[s] == "holds"] == []


FAULTY = [(name, changes, sentence) for name, (_, _, _, faults) in TYPES.items() for changes, sentence in faults]


@pytest.mark.parametrize(("name", "changes", "sentence"), FAULTY, ids=[f"{n}: {s}" for n, _, s in FAULTY])
def test_a_fault_fails_where_the_words_speak_of_it(name: str, changes: list[tuple[str, str]], sentence: str) -> None:
    base = TYPES[name][0]
    assert told([sentence], changed(base, changes), base, name) == {sentence: "fails"}
