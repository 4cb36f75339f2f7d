"""Guards over what they borrow, and sentences about them, for `test_lent.py`."""

from __future__ import annotations

LOCKER = """
use crate::sync::SpinLock;
use alloc::sync::Arc;

pub const LOCKERS: usize = 6;

pub enum Door {
    Vacant,
    Held,
    Rented { bag: Arc<Bag>, heavy: bool },
}

pub struct RoomInner {
    pub doors: [Door; LOCKERS],
    pub occupied: usize,
}

pub struct Room {
    inner: SpinLock<RoomInner>,
}

impl Room {
    pub const fn new() -> Self {
        Self { inner: SpinLock::new(RoomInner { doors: [const { Door::Vacant }; LOCKERS], occupied: 0 }) }
    }

    pub fn peek(&self, key: usize) -> Result<Arc<Bag>, Fault> {
        match self.inner.lock().doors.get(key) {
            Some(Door::Rented { bag, .. }) => Ok(bag.clone()),
            _ => Err(Fault::Shut),
        }
    }
}

pub struct LockerHold<'r> {
    room: &'r Room,
    key: usize,
    live: bool,
}

impl<'r> LockerHold<'r> {
    pub fn hold(room: &'r Room, from: usize) -> Result<Self, Fault> {
        if from >= LOCKERS {
            return Err(Fault::TooHigh);
        }
        let mut inner = room.inner.lock();
        for key in from..LOCKERS {
            if matches!(inner.doors[key], Door::Vacant) {
                inner.doors[key] = Door::Held;
                inner.occupied += 1;
                return Ok(Self { room, key, live: true });
            }
        }
        Err(Fault::Crowded)
    }

    pub fn rent(mut self, bag: Arc<Bag>, heavy: bool) -> usize {
        let mut inner = self.room.inner.lock();
        inner.doors[self.key] = Door::Rented { bag, heavy };
        drop(inner);
        self.live = false;
        self.key
    }
}

impl Drop for LockerHold<'_> {
    fn drop(&mut self) {
        if self.live {
            let mut inner = self.room.inner.lock();
            inner.doors[self.key] = Door::Vacant;
            inner.occupied -= 1;
        }
    }
}
"""

QUIET = """
use core::marker::PhantomData;
use core::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use hal::preempt;
use crate::local;

pub struct QuietCount {
    level: AtomicUsize,
    resume: AtomicBool,
}

impl QuietCount {
    pub const fn new() -> Self {
        Self { level: AtomicUsize::new(0), resume: AtomicBool::new(false) }
    }

    pub fn level(&self) -> usize {
        self.level.load(Ordering::Relaxed)
    }
}

pub struct QuietSection {
    count: &'static QuietCount,
    _here: PhantomData<*mut ()>,
}

impl QuietSection {
    pub fn begin() -> Self {
        let was = preempt::enabled();
        preempt::disable();
        let count = &local::mine().quiet_count;
        if count.level.fetch_add(1, Ordering::Relaxed) == 0 {
            count.resume.store(was, Ordering::Relaxed);
        }
        QuietSection { count, _here: PhantomData }
    }

    pub fn alone(&self) -> bool {
        self.count.level() == 1
    }
}

impl Drop for QuietSection {
    fn drop(&mut self) {
        let left = self.count.level.fetch_sub(1, Ordering::Relaxed) - 1;
        if left == 0 && self.count.resume.load(Ordering::Relaxed) {
            preempt::enable();
        }
    }
}
"""

MAPPING = """
use alloc::sync::Arc;
use crate::hw::{tlb, satp};
use crate::mem::{frames, paging};
use crate::mem::paging::{Pte, PteFlags};

const ENTRIES: usize = 512;
const USER_ENTRIES: usize = 256;

pub struct Context {
    root: PhysAddr,
    asid: Asid,
    budget: Arc<Budget>,
}

impl Context {
    fn free_level(table: PhysAddr, level: usize) {
        let most = if level == 2 { USER_ENTRIES } else { ENTRIES };
        for n in 0..most {
            let entry = paging::read(table, n);
            if entry.is_valid() {
                paging::write(table, n, Pte::EMPTY);
                if !entry.is_leaf() {
                    Self::free_level(entry.addr(), level - 1);
                } else if !entry.has(PteFlags::SHARED) {
                    frames::free(entry.addr(), 9 * level);
                }
            }
        }
        frames::free(table, 0);
    }
}

impl Drop for Context {
    fn drop(&mut self) {
        if satp::root() == self.root {
            satp::switch(paging::kernel_root());
        }
        tlb::flush_asid(self.asid);
        Self::free_level(self.root, 2);
        asid::release(self.asid);
    }
}
"""

TYPES = {"LockerHold": LOCKER, "QuietSection": QUIET, "Context": MAPPING}

TRUE = {
    "LockerHold": """
`hold()` takes the lowest vacant door not below `from`
`from >= LOCKERS` -> `Err(Fault::TooHigh)`
`hold()` gives `TooHigh` if `from` is `LOCKERS` or more
A successful `hold()` increments `occupied`
`rent()` does not touch `occupied`
`peek()` returns `Fault::Shut` while the door is `Door::Held`
`occupied` goes down by one if the hold is dropped without `rent()`
A failed `hold()` leaves the room as it was
`LockerHold` borrows the room, does not own it
`rent()` takes the guard by value
full room: `Crowded`
No vacant door at or above `from` -> `Crowded`
`hold()` returns `Err(TooHigh)` unless `from < LOCKERS`
Holding a door changes it from `Vacant` to `Held`
`occupied += 1` per hold
When `hold()` returns an error, neither doors nor `occupied` change
`rent()` returns the key
The door becomes `Rented`, with `bag` and `heavy` as passed
A guard that was rented does nothing on drop
If not rented, drop frees the door
`peek()` on a held door gives `Shut`
The room outlives the hold
""",
    "QuietSection": """
`begin()` disables preemption
A nested `begin()` leaves `resume` alone
`level()` returns the number of living guards
`alone()` returns `false` when another guard is alive
`alone()` returns `false` when another guard is alive or when a nested guard exists
The last drop enables preemption if `resume` is set
`QuietSection` is not `Send`
`resume` holds whether preemption was on when the first guard was made
`alone()` returns true iff exactly one guard is alive
`resume` is written by the outermost `begin()` only
`begin()` reads the state before it disables preemption
drop decrements `level`
An inner guard's drop leaves preemption off
If preemption was off to begin with, it stays off after the last drop
`preempt::enable()` comes after `level` has been decremented
`QuietCount::new()` sets `level` to 0 and `resume` to false
`resume` starts as `false`
Only the last drop enables preemption
""",
    "Context": """
If the space is active, the kernel's root is switched to before anything is freed
Dropping a space that is not active leaves satp alone
The ASID is flushed before the first frame is freed
Frames of shared leaves are not freed, their entries are cleared
The ASID is released last
Ordinary leaves are freed with the order of their level
The upper half of the root is neither read nor changed
A table is freed after all that hangs below it
The last step is the release of the ASID
No frame is freed before the flush
When the space is in use, the hart is switched to the kernel root first
satp is switched to the kernel root only if the space is active
All 512 entries of lower tables are visited
Shared leaves keep their frames
Entries are cleared before what they point to is freed
A 2 MiB page is freed with order 9, a 1 GiB page with order 18
The walk goes on after an invalid entry
The constant for the user entries is set to 256
""",
}

UNTRUE = {
    "LockerHold": """
`hold()` gives `Crowded` for `from == LOCKERS`
`rent()` increments `occupied`
`LockerHold` owns the room by value
`rent()` takes `&mut self`
`hold()` returns `Crowded` if `from >= LOCKERS`
`hold()` takes the highest vacant door
Dropping an unrented hold leaves `occupied` unchanged
`peek()` on a held door gives `Crowded`
`TooHigh` only for `from > LOCKERS`
every call of `hold()` increments `occupied`
""",
    "QuietSection": """
`alone()` returns `true` when another guard is alive
`QuietSection` can be moved to another thread
`resume` starts as `true`
Nested `begin()` calls overwrite `resume`
`begin()` disables preemption before it reads the state
The last drop always enables preemption
Only a nested drop enables preemption
""",
    "Context": """
The TLB is flushed only if the space is active
The ASID is released before any frame is freed
Ordinary leaves are always freed with order 0
The frame of a shared leaf is freed
The TLB is flushed after the frames are freed
All 512 entries of the root are walked
The walk stops at the first invalid entry
`USER_ENTRIES` has the value twelve
""",
}

OPEN = {
    "LockerHold": """
`hold()` picks a nice door
`rent()` increments `occupied` on Tuesdays
`hold()` fails before it counts
""",
    "QuietSection": """
`begin()` is polite to others
The last drop enables preemption before lunch
""",
    "Context": """
Frames are freed gently
The ASID is released before the cat is fed
""",
}

# Type, what stands in the code, what stands instead, a sentence that then fails, one that holds still.
CHANGED = (
    ("LockerHold", "inner.occupied -= 1;", "", "`occupied` goes down by one if the hold is dropped without `rent()`", "`rent()` does not touch `occupied`"),
    ("LockerHold", "for key in from..LOCKERS {", "for key in (from..LOCKERS).rev() {", "`hold()` takes the lowest vacant door not below `from`", "A successful `hold()` increments `occupied`"),
    ("LockerHold", "bag, heavy };", "bag, heavy: false };", "`rent()` stores bag and heavy", "`rent()` does not touch `occupied`"),
    ("QuietSection", "fetch_add(1, Ordering::Relaxed) == 0", "fetch_add(1, Ordering::Relaxed) < 9", "A nested `begin()` leaves `resume` alone", "`level()` returns the number of living guards"),
    ("QuietSection", "- 1;", ";", "The last drop enables preemption if `resume` is set", "`begin()` disables preemption"),
    ("Context", "9 * level", "0", "Ordinary leaves are freed with the order of their level", "The ASID is released last"),
    ("Context", "{ USER_ENTRIES }", "{ ENTRIES }", "The upper half of the root is neither read nor changed", "The ASID is flushed before the first frame is freed"),
)  # fmt: skip
