"""Types that hold things, and single changes to them: what each variant still does is known from running it, compiled by rustc."""

from __future__ import annotations

RING = """
pub struct Ring<T, const N: usize> { slots: [Option<T>; N], head: usize, len: usize }
impl<T: Copy, const N: usize> Ring<T, N> {
    pub const fn new() -> Self { Self { slots: [None; N], head: 0, len: 0 } }
    pub fn is_empty(&self) -> bool { self.len == 0 }
    pub fn push(&mut self, value: T) -> Result<(), T> {
        if self.len == N { return Err(value); }
        let at = (self.head + self.len) % N;
        self.slots[at] = Some(value);
        self.len += 1;
        Ok(())
    }
    pub fn pop(&mut self) -> Option<T> {
        if self.len == 0 { return None; }
        let value = self.slots[self.head].take();
        self.head = (self.head + 1) % N;
        self.len -= 1;
        value
    }
}
"""
# (what is changed, into what): one change a variant
RING_CHANGES = (
    ("self.len == N", "self.len >= N"), ("self.len == N", "self.len + 1 == N"), ("self.len == N", "self.len > N"),
    ("self.len == N", "false"), ("return Err(value);", "return Ok(());"), ("(self.head + self.len) % N", "(self.len + self.head) % N"),
    ("(self.head + self.len) % N", "self.len % N"), ("(self.head + 1) % N", "self.head"), ("self.len -= 1;", ""), ("self.len += 1;", ""),
    ("self.slots[self.head].take()", "self.slots[self.head]"), ("if self.len == 0 { return None; }", ""),
    ("self.slots[self.head].take()", "self.slots[(self.head + self.len - 1) % N].take()"),
    ("self.head = (self.head + 1) % N;", "self.head += 1; if self.head == N { self.head = 0; }"), ("self.len == 0 {", "self.is_empty() {"),
)  # fmt: skip
RING_CRITERIA = (
    "`Ring::pop` returns elements in FIFO order",
    "`Ring::push` returns `Err(value)` when full",
    "`Ring::pop` returns `None` when empty",
)

LIST = """
#[derive(Clone, Copy)]
pub struct Area { pub start: usize, pub end: usize, pub flags: u32 }
pub enum ListError { Empty, Overlap }
pub struct AreaList { areas: Vec<Area> }
impl AreaList {
    pub fn new() -> Self { AreaList { areas: Vec::new() } }
    pub fn insert(&mut self, area: Area) -> Result<(), ListError> {
        if area.start >= area.end { return Err(ListError::Empty); }
        for other in &self.areas {
            if area.start < other.end && other.start < area.end { return Err(ListError::Overlap); }
        }
        let at = self.areas.iter().position(|other| other.start > area.start).unwrap_or(self.areas.len());
        self.areas.insert(at, area);
        Ok(())
    }
    pub fn find(&self, addr: usize) -> Option<&Area> {
        self.areas.iter().find(|area| area.start <= addr && addr < area.end)
    }
    pub fn remove(&mut self, start: usize, end: usize) {
        let mut kept = Vec::new();
        for area in self.areas.drain(..) {
            if area.end <= start || end <= area.start { kept.push(area); continue; }
            if area.start < start { kept.push(Area { end: start, ..area }); }
            if area.end > end { kept.push(Area { start: end, ..area }); }
        }
        self.areas = kept;
    }
}
"""
LIST_CHANGES = (
    ("area.start < other.end && other.start < area.end", "other.start < area.end && area.start < other.end"),
    ("area.start < other.end && other.start < area.end", "area.start <= other.end && other.start < area.end"),
    ("area.start < other.end && other.start < area.end", "area.start == other.start"),
    ("area.start < other.end && other.start < area.end", "area.start < other.end && other.start < area.start"),
    ("area.start < other.end && other.start < area.end", "other.start <= area.start && area.end <= other.end"),
    ("return Err(ListError::Overlap);", "continue;"), ("return Err(ListError::Overlap);", "return Ok(());"),
    ("area.start <= addr", "area.start < addr"), ("addr < area.end)", "addr <= area.end)"), ("addr < area.end)", "true)"),
    (".find(|area|", ".rev().find(|area|"), ("if area.start < start { kept.push(Area { end: start, ..area }); }", ""),
    ("if area.end > end { kept.push(Area { start: end, ..area }); }", ""), ("Area { start: end, ..area }", "Area { end, ..area }"),
    ("kept.push(area); continue;", "continue;"), ("end <= area.start { kept", "area.start >= end { kept"),
)  # fmt: skip
LIST_CRITERIA = (
    "`AreaList::insert` rejects overlapping areas", "`AreaList::insert` returns `Err(ListError::Overlap)` when the area overlaps",
    "`AreaList::find` returns the area containing the address", "`AreaList::remove` splits an area when its middle is removed",
)  # fmt: skip
STACK = """
pub struct Stack { items: Vec<u16>, limit: usize }
impl Stack {
    pub fn new(limit: usize) -> Self { Stack { items: Vec::new(), limit } }
    pub fn push(&mut self, item: u16) -> bool {
        if self.items.len() >= self.limit { return false; }
        self.items.push(item);
        true
    }
    pub fn pop(&mut self) -> Option<u16> { self.items.pop() }
}
"""
STACK_CHANGES = (
    ("self.items.len() >= self.limit", "self.limit <= self.items.len()"), ("self.items.len() >= self.limit", "self.items.len() > self.limit"),
    ("return false;", "return true;"), ("self.items.pop()", "if self.items.is_empty() { None } else { Some(self.items.remove(0)) }"),
    ("self.items.push(item);", "self.items.insert(0, item);"), ("self.items.pop()", "self.items.last().copied()"),
    ("self.items.pop()", "{ let last = self.items.len().checked_sub(1)?; Some(self.items.swap_remove(last)) }"),
)  # fmt: skip
STACK_CRITERIA = (
    "`Stack::pop` yields items in LIFO order",
    "`Stack::push` returns `false` when full",
    "`Stack::pop` returns `None` when empty",
)
BELT = """
pub struct Belt<const N: usize> { boxes: [u16; N], first: usize, held: usize, lost: u32 }
impl<const N: usize> Belt<N> {
    pub const fn new() -> Self { Self { boxes: [0; N], first: 0, held: 0, lost: 0 } }
    pub fn put(&mut self, weight: u16) -> Result<(), u16> {
        if self.held == N {
            self.lost += 1;
            return Err(weight);
        }
        let at = (self.first + self.held) % N;
        self.boxes[at] = weight;
        self.held += 1;
        Ok(())
    }
    pub fn take(&mut self) -> Option<u16> {
        if self.held == 0 { return None; }
        let weight = self.boxes[self.first];
        self.first = (self.first + 1) % N;
        self.held -= 1;
        Some(weight)
    }
    pub fn front(&self) -> Option<u16> { if self.held > 0 { Some(self.boxes[self.first]) } else { None } }
    pub fn unload(&mut self, lorry: &mut [u16]) -> usize {
        let mut moved = 0;
        while moved < lorry.len() {
            match self.take() {
                Some(weight) => lorry[moved] = weight,
                None => break,
            }
            moved += 1;
        }
        moved
    }
    pub fn clear(&mut self) { self.first = 0; self.held = 0; }
    pub fn lost(&self) -> u32 { self.lost }
}
"""
BELT_CHANGES = (
    ("self.held == N", "self.held + 1 == N"), ("self.lost += 1;", ""), ("self.lost += 1;", "self.lost = 1;"), ("self.held == 0", "self.held <= 1"),
    ("self.held > 0", "self.first > 0"), ("Some(self.boxes[self.first]) }", "Some(self.boxes[(self.first + self.held - 1) % N]) }"),
    ("moved < lorry.len()", "moved + 1 < lorry.len()"), ("        moved\n", "        lorry.len()\n"), ("self.held = 0; }", "}"),
    ("self.held = 0; }", "self.held = 0; self.lost = 0; }"), ("self.first = 0; self", "self"), ("Some(weight) => lorry[moved] = weight", "Some(_) => {}"),
    ("(self.first + 1) % N", "(self.first + 1) % (N - 1)"), ("lorry[moved] = weight", "{ let last = lorry.len() - 1 - moved; lorry[last] = weight }"),
)  # fmt: skip
BELT_CRITERIA = (
    "`take()` returns values in the order they were added, also after wrapping around",
    "`put()` uses all `N` slots",
    "`put()` on a full ring returns the value as `Err`, counts it as lost and leaves the stored values alone",
    "`take()` and `front()` return `None` on an empty ring",
    "`front()` returns the oldest value without removing it",
    "`unload()` moves at most `lorry.len()` values, oldest first, and returns the number moved",
    "`clear()` empties the ring but keeps the lost counter",
)

TYPES = (
    ("belt", BELT, BELT_CHANGES, BELT_CRITERIA),
    ("ring", RING, RING_CHANGES, RING_CRITERIA), ("list", LIST, LIST_CHANGES, LIST_CRITERIA), ("stack", STACK, STACK_CHANGES, STACK_CRITERIA),
)  # fmt: skip
