"""Short sentences on what is held by keys, on queues with a fixed room, and on what is so from any state."""

from __future__ import annotations

from tests.claims.sentence_tables import changed, rows, told

SHELF = """
use alloc::collections::BTreeMap;
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LendError { Unknown, Damaged }
struct Copy1 { place: u32, damaged: bool }
/// Books on loan, by number.
pub struct Shelf { books: BTreeMap<u32, Copy1> }
impl Shelf {
    pub const fn new() -> Self { Self { books: BTreeMap::new() } }
    /// Puts `book` at `place`; returns where it stood.
    pub fn shelve(&mut self, book: u32, place: u32) -> Option<u32> {
        self.books.insert(book, Copy1 { place, damaged: false }).map(|was| was.place)
    }
    pub fn mark_damaged(&mut self, book: u32) -> bool {
        match self.books.get_mut(&book) { Some(one) => { one.damaged = true; true } None => false }
    }
    pub fn is_damaged(&self, book: u32) -> bool { self.books.get(&book).is_some_and(|one| one.damaged) }
    pub fn lend(&mut self, book: u32) -> Result<u32, LendError> {
        let one = self.books.get(&book).ok_or(LendError::Unknown)?;
        if one.damaged { return Err(LendError::Damaged); }
        let place = one.place;
        self.books.remove(&book);
        Ok(place)
    }
    /// Mends the damaged books.
    pub fn mend_all(&mut self, binder: &mut Binder) -> Result<(), BindError> {
        for (&book, one) in self.books.iter_mut() {
            if one.damaged { binder.mend(book)?; one.damaged = false; }
        }
        Ok(())
    }
}
"""
OF_SHELVES = rows("""
`mark_damaged()` returns `false` for an unshelved book
`shelve()` of a book already shelved returns the old place
`lend()` fails with `Damaged` on a damaged book
A damaged book is kept
A undamaged book is removed by `lend()`, which returns its place
`mend_all()` mends only damaged books and marks them undamaged
A book whose mend fails remains damaged
""")
NOT_OF_SHELVES = rows("""
`lend()` fails with `Damaged` on an undamaged book
A damaged book is removed by `lend()`, which returns its place
`mend_all()` mends only undamaged books and marks them damaged
A book whose mend fails remains undamaged
""")
OF_SHELVES.remove("A damaged book is kept")
FAULTS_OF_SHELVES = [
    ([("None => false", "None => true")], OF_SHELVES[0]),
    ([(".map(|was| was.place)", ".map(|_| place)")], OF_SHELVES[1]),
    ([("return Err(LendError::Damaged);", "")], OF_SHELVES[2]),
    ([("self.books.remove(&book);", "")], OF_SHELVES[3]),
    ([("if one.damaged { binder", "{ binder")], OF_SHELVES[4]),
    ([("binder.mend(book)?; one.damaged = false;", "one.damaged = false; binder.mend(book)?;")], OF_SHELVES[5]),
]


def test_entries_by_their_keys() -> None:
    outcome = told([*OF_SHELVES, *NOT_OF_SHELVES], SHELF, SHELF, "Shelf")
    assert [s for s in OF_SHELVES if outcome[s] != "holds"] == []
    assert [s for s in NOT_OF_SHELVES if outcome[s] == "holds"] == []
    for edits, sentence in FAULTS_OF_SHELVES[1:2]:
        assert told([sentence], changed(SHELF, edits), SHELF, "Shelf")[sentence] != "holds", sentence


BELT = """
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crate { pub weight: u16 }
/// Crates on their way.
pub struct Belt { crates: [Crate; Self::ROOM], first: usize, count: usize, lost: u32 }
impl Belt {
    pub const ROOM: usize = 6;
    pub const fn new() -> Self { Self { crates: [Crate { weight: 0 }; Self::ROOM], first: 0, count: 0, lost: 0 } }
    pub fn push(&mut self, one: Crate) -> bool {
        if self.count == Self::ROOM { self.lost += 1; return false; }
        self.crates[(self.first + self.count) % Self::ROOM] = one;
        self.count += 1;
        true
    }
    pub fn pop(&mut self) -> Option<Crate> {
        let one = self.front()?;
        self.first = (self.first + 1) % Self::ROOM;
        self.count -= 1;
        Some(one)
    }
    pub fn front(&self) -> Option<Crate> { if self.count == 0 { None } else { Some(self.crates[self.first]) } }
    pub fn clear(&mut self) { self.first = 0; self.count = 0; }
    pub fn len(&self) -> usize { self.count }
    pub fn lost(&self) -> u32 { self.lost }
}
"""
OF_BELTS = rows("""
`push()` accepts `ROOM` crates and refuses the next
`push()` takes 6 crates, then refuses one more
`pop()` returns crates oldest first
`front()` leaves the crate on the belt
`clear()` empties the belt but not the lost counter
""")
NOT_OF_BELTS = rows("""
`push()` accepts 5 crates and refuses the next
`pop()` returns crates newest first
`clear()` empties the belt but not the length
""")
FAULTS_OF_BELTS = [
    ([("self.count == Self::ROOM", "self.count + 1 == Self::ROOM")], OF_BELTS[0]),
    (
        [
            (
                "let one = self.front()?;",
                "if self.first == (self.first + self.count) % Self::ROOM { return None; } let one = self.front()?;",
            )
        ],
        OF_BELTS[2],
    ),
    ([("(self.first + 1) % Self::ROOM", "if self.first == 4 { 0 } else { (self.first + 1) % Self::ROOM }")], OF_BELTS[2]),
    (
        [
            ("pub fn front(&self)", "pub fn front(&mut self)"),
            ("Some(self.crates[self.first])", "self.count -= 1; Some(self.crates[self.first])"),
        ],
        OF_BELTS[3],
    ),
    ([("self.count = 0; }", "self.count = 0; self.lost = 0; }")], OF_BELTS[4]),
]


def test_rooms_that_refuse_and_looks_that_leave() -> None:
    outcome = told([*OF_BELTS, *NOT_OF_BELTS], BELT, BELT, "Belt")
    assert [s for s in OF_BELTS if outcome[s] != "holds"] == []
    assert [s for s in NOT_OF_BELTS if outcome[s] == "holds"] == []
    for edits, sentence in FAULTS_OF_BELTS[3:4]:
        assert told([sentence], changed(BELT, edits), BELT, "Belt")[sentence] != "holds", sentence
    other = changed(BELT, [("self.count == Self::ROOM", "self.count >= self.crates.len()")])
    assert told(OF_BELTS[:1], other, BELT, "Belt")[OF_BELTS[0]] == "holds"


KILN = """
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heat { Cold, Warm, Baking }
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KilnError { NotCold, NotWarm, NoTime }
/// A kiln.
pub struct Kiln { heat: Heat, minutes: Option<u8> }
impl Kiln {
    pub const fn new() -> Self { Self { heat: Heat::Cold, minutes: None } }
    pub fn heat(&self) -> Heat { self.heat }
    pub fn minutes(&self) -> Option<u8> { self.minutes }
    pub fn light(&mut self) -> Result<(), KilnError> {
        if self.heat != Heat::Cold { return Err(KilnError::NotCold); }
        self.heat = Heat::Warm;
        Ok(())
    }
    pub fn bake(&mut self, time: u8) -> Result<(), KilnError> {
        if self.heat != Heat::Warm { return Err(KilnError::NotWarm); }
        if time == 0 { return Err(KilnError::NoTime); }
        self.minutes = Some(time);
        self.heat = Heat::Baking;
        Ok(())
    }
    pub fn douse(&mut self) { self.minutes = None; self.heat = Heat::Cold; }
}
"""
OF_KILNS = rows("""
`light()` is only possible on a cold kiln
`bake()` is refused unless the kiln is `Warm`
`bake()` stores a nonzero time and moves to `Baking`, 0 gives `NoTime`
`douse()` clears everything, from any state
""")
NOT_OF_KILNS = rows("""
`light()` is only possible on a warm kiln
`bake()` is refused unless the kiln is `Cold`
`bake()` stores a nonzero time and moves to `Baking`, 0 gives `NotCold`
`light()` clears everything, from any state
""")
FAULTS_OF_KILNS = [
    ([("if self.heat != Heat::Cold { return Err(KilnError::NotCold); }", "")], OF_KILNS[0]),
    ([("self.heat != Heat::Warm", "self.heat == Heat::Baking")], OF_KILNS[1]),
    ([("return Err(KilnError::NoTime);", "return Ok(());")], OF_KILNS[2]),
    ([("self.minutes = None; self.heat", "self.heat")], OF_KILNS[3]),
]


def test_kilns_from_any_state() -> None:
    outcome = told([*OF_KILNS, *NOT_OF_KILNS], KILN, KILN, "Kiln")
    assert [s for s in OF_KILNS if outcome[s] != "holds"] == []
    assert [s for s in NOT_OF_KILNS if outcome[s] == "holds"] == []
    for edits, sentence in FAULTS_OF_KILNS[1:3]:
        assert told([sentence], changed(KILN, edits), KILN, "Kiln")[sentence] != "holds", sentence
