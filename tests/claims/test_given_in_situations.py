"""What a call comes to by what it was given, by room that is left, by rights that it asks for; lists kept sorted; errors that never come out."""

from __future__ import annotations

import pytest

from tests.claims.test_pages import Page, judge
from uowgen.claims.bodies.never_given import is_never_given
from uowgen.facts.code import Code
from uowgen.facts.given_out import given_out
from uowgen.facts.paths import paths_of
from uowgen.tree import MemoryTree

SEATS = rb"""
const SEATS_MAX: usize = 64;
pub enum Fault { NoSeat, Unknown, Beyond, Denied, Twice }
pub struct Seat { row: usize, name: u8 }
pub struct Hall { seats: Vec<Seat>, width: usize, count: AtomicUsize, bell: Option<Bell> }
impl Hall {
    pub fn reserve<const N: usize>(&mut self) -> Result<Held<'_, N>, Fault> {
        if self.seats.len() + N > SEATS_MAX { return Err(Fault::NoSeat); }
        Ok(Held(self))
    }
    pub fn make(size: usize) -> Result<*mut u8, Fault> {
        let block = unsafe { obtain_block(size) as *mut u8 };
        if block.is_null() { return Err(Fault::NoSeat); }
        Ok(block)
    }
    pub fn span(&self, at: usize, len: usize) -> Result<usize, Fault> {
        let end = at.checked_add(len).ok_or(Fault::Beyond)?;
        if end > self.width { return Err(Fault::Beyond); }
        Ok(end)
    }
    pub fn seat(&mut self, row: usize, name: u8) {
        let at = self.seats.partition_point(|s| s.row < row);
        self.seats.insert(at, Seat { row, name });
    }
    pub fn seat_last(&mut self, row: usize, name: u8) {
        self.seats.push(Seat { row, name });
    }
    pub fn seat_anyhow(&mut self, row: usize, name: u8) {
        self.seats.push(Seat { row, name });
        self.seats.sort_by_key(|s| s.row);
    }
    pub fn seat_wrong(&mut self, row: usize, name: u8) {
        let at = self.seats.partition_point(|s| s.row < row);
        self.seats.insert(0, Seat { row, name });
    }
    pub fn count_up(&self) { self.count.fetch_add(1, Ordering::Relaxed); }
    pub fn count_up_checked(&self) { assert!(self.count.fetch_add(1, Ordering::Relaxed) < 9); }
    pub fn close(&self) { let seats = self.seats.lock(); seats.tell(); }
}
pub trait Ring { fn hang(&self, bell: Bell) -> Result<(), Fault> { Err(Fault::Denied) } fn close(&self) {} }
impl Ring for Hall {
    fn hang(&self, bell: Bell) -> Result<(), Fault> {
        let mut mutable = self.mutable.lock();
        if mutable.bell.is_some() { return Err(Fault::Twice); }
        mutable.bell = Some(bell);
        Ok(())
    }
}
pub struct Foyer { bell: Option<Bell> }
impl Ring for Foyer {
    fn hang(&self, bell: Bell) -> Result<(), Fault> {
        if self.bell.is_some() { return Err(Fault::Twice); }
        Ok(())
    }
    fn close(&self) { let mut mutable = self.mutable.lock(); mutable.bell = None; }
}
pub struct Attic { horn: Option<Horn> }
impl Attic { fn swing(&self) { self.inner.lock().horn = None; } }
impl Ring for Attic { fn close(&self) { self.swing(); } }
pub struct Cellar { drum: Option<Drum> }
impl Ring for Cellar { fn close(&self) { tell(&self.drum); } }
pub struct Loft { owner: Option<u8>, lamp: Option<Lamp> }
impl Loft {
    pub fn light(&mut self, lamp: Lamp) -> Result<(), Fault> {
        if self.owner.is_none() { return Err(Fault::Unknown); }
        if self.lamp.is_some() { return Err(Fault::Twice); }
        Ok(())
    }
}
pub fn drop_ticket(ticket: TicketId) -> Result<(), Fault> {
    let code = call_kernel(ticket.raw());
    match Fault::of_code(code) { Some(fault) => Err(fault), None => Ok(()) }
}
pub fn find_ticket(desk: &Desk, id: usize) -> Result<usize, Fault> {
    let Some(ticket) = desk.tray.get(id) else { return Err(Fault::Unknown); };
    Ok(ticket)
}
pub fn sys_seat_free(current: &Task, a0: usize, a1: usize) -> Result<usize, Fault> {
    let guest_id = Id::from_raw(a0);
    let hall_id = Id::from_raw(a1);
    let table = current.table().lock();
    let guest = table.get_any(guest_id).ok_or(Fault::Unknown)?.authorize(Right::READ)?;
    table.get::<Hall>(hall_id)?.authorize(Right::WRITE)?.release(guest)?;
    Ok(0)
}
pub fn sys_ring(current: &Task, a0: usize) -> Result<usize, Fault> {
    if a0 == 1 { current.table().get_any(a0)?.authorize(Right::READ)?; }
    Ok(0)
}
pub static CALLS: Calls = Calls {
    hall_open: |hall, at| {
        let hall = Shared::<BigHall>::from_handle(hall, Right::OPEN)?;
        hall.open(at)
    },
};
"""
PAGE = Page({"src/seats.rs": SEATS}, [], [])
SAID = [
    ("`reserve` returns `NoSeat` if fewer than `N` seats are left", "holds"),
    ("`reserve` returns `NoSeat` if there are less than `N` slots free", "holds"),
    ("`reserve` returns `Beyond` if fewer than `N` seats are left", "fails"),
    ("`reserve` returns `NoSeat` if fewer than two seats are left", "undecided"),
    ("`Hall::make` returns `NoSeat` if `obtain_block` returns a null pointer", "holds"),
    ("`Hall::make` fails with `NoSeat` when `obtain_block` gives null", "holds"),
    ("`Hall::make` returns `Unknown` if `obtain_block` returns null", "fails"),
    ("`Hall::make` returns `NoSeat` if `find_block` returns null", "undecided"),
    ("`Hall::span` returns `Beyond` if `at + len` overflows", "holds"),
    ("`Hall::span` returns `Beyond` if `at + len` overflows or exceeds the width", "holds"),
    ("`Hall::span` returns `Beyond` if `len + at` overflows or if `at + len` exceeds the hall", "undecided"),
    ("`Hall::span` returns `Denied` if `at + len` overflows or exceeds the width", "fails"),
    ("`Hall::span` returns `Beyond` if `at` exceeds the width", "undecided"),
    ("`Hall::span` returns `Beyond` if the sum or product overflows", "undecided"),
    ("`Hall::span` refuses a length without a seat with `Denied`", "fails"),
    ("`hang` still rejects a second bell with `Twice`", "holds"),
    ("`hang` still rejects a second bell with `Denied`", "fails"),
    ("`Loft::light` rejects a second lamp with `Twice`", "holds"),
    ("`Loft::light` rejects a second lamp with `Unknown`", "fails"),
    ("`Loft::light` rejects a second owner with `Twice`", "undecided"),
    ("`drop_ticket` fails with `Fault::Unknown` for an unknown ticket", "undecided"),
    ("`find_ticket` fails with `Fault::Unknown` for an unknown ticket", "holds"),
    ("`find_ticket` fails with `Fault::Denied` for an unknown ticket", "fails"),
    ("`sys_seat_free` fails with `Unknown` for an unknown guest", "holds"),
    ("`sys_seat_free` fails with `Unknown` for an unknown guest and requires `READ` on it", "holds"),
    ("`sys_seat_free` fails with `Unknown` for an unknown hall", "undecided"),
    ("`sys_seat_free` requires `Right::WRITE` on the hall", "holds"),
    ("`sys_seat_free` requires `Right::WRITE` on the guest", "undecided"),
    ("`sys_ring` requires `Right::READ` on the table", "undecided"),
    ("`hall_open` requires `Right::OPEN` on the big hall handle", "holds"),
    ("`Hall::seat` keeps `seats` sorted by row", "holds"),
    ("`Hall::seat` keeps `seats` ordered by `row`", "holds"),
    ("`Hall::seat` keeps `seats` sorted by name", "undecided"),
    ("`Hall::seat_last` keeps `seats` sorted by row", "fails"),
    ("`Hall::seat_anyhow` keeps `seats` sorted by row", "holds"),
    ("`Hall::seat_wrong` keeps `seats` sorted by row", "undecided"),
    ("`Hall::count_up` adds one and panics if the count would overflow", "fails"),
    ("`Hall::count_up_checked` panics if the count would overflow", "undecided"),
    ("Closing a `Foyer` clears its own bell", "holds"),
    ("Closing an `Attic` clears its own horn, like `Foyer::close`", "undecided"),
    ("`Cellar::close` forgets its drum", "fails"),
]


@pytest.mark.parametrize(("said", "outcome"), SAID, ids=[s for s, _ in SAID])
def test_what_a_call_comes_to(said: str, outcome: str) -> None:
    verdict = judge(PAGE, said)
    assert verdict.outcome == outcome, verdict.message


FREED = rb"""
pub enum Fault { Late, Torn }
pub fn tell(at: usize) -> Result<usize, Fault> { note(at); let end = reckon(at)?; log(slow(at)); Ok(end) }
pub fn reckon(at: usize) -> Result<usize, Fault> { if at > 9 { return Err(Fault::Torn); } Ok(at) }
pub fn note(at: usize) -> Result<(), Fault> { Err(Fault::Late) }
pub fn slow(at: usize) -> Result<(), Fault> { Err(Fault::Late) }
pub fn kept(at: usize) -> Result<(), Fault> { let told = slow(at); note(1); told }
pub fn moved(list: &mut Vec<u8>) -> Result<(), Fault> { reckon(1).map(|n| n + 1)?; Ok(()) }
pub struct Map;
impl Map { pub fn map(&self, at: usize, to: usize) -> Result<usize, Fault> { Err(Fault::Late) } }
"""


def function(name: str):
    file = Code(MemoryTree({"a.rs": FREED})).file("a.rs")
    return next(d for d in file.declarations() if d.item.name == name)


def never(name: str, error: str) -> bool:
    page = Page({"a.rs": FREED}, [], [])
    from tests.claims.test_pages import Case, Source, Span, Spec  # type: ignore[attr-defined]

    case = Case(Spec("u.md", "1", "A unit", 1, Span(0, 0)), Source("u.md", b""), Code(MemoryTree(page.files)))
    one = next(d for d in case.code.file("a.rs").declarations() if d.item.name == name)
    return is_never_given(case, one, error)


def test_an_error_that_is_dropped_is_never_given() -> None:
    assert never("tell", "Late")
    assert not never("tell", "Torn")
    assert not never("kept", "Late")
    assert never("moved", "Late")  # a method of two arguments is no call with a closure


def test_what_is_bound_and_given_back_is_given_out() -> None:
    assert "slow" in given_out(function("kept"))
    assert "note" not in given_out(function("kept"))


def test_a_name_that_begins_like_a_keyword_is_kept_whole() -> None:
    file = Code(MemoryTree({"a.rs": b"fn f(l: Lock) { let mut mutable = l.lock(); mutable.go(); }\n"})).file("a.rs")
    paths = paths_of(file.declarations()[0])
    assert paths is not None
    assert [d.name for d in paths[0].deeds if d.sort == "let"] == ["mutable"]


ORDERS = rb"""
pub struct Berth(usize);
pub struct HeldBerth<'a>(&'a Dock);
pub struct Dock { free: usize }
impl Dock { pub fn reserve(&mut self) -> Result<HeldBerth<'_>, Fault> { Err(Fault::Full) } }
pub struct Ship { dock: Lock<Dock>, name: u8 }
impl Ship {
    pub fn new(name: u8) -> Result<Ship, Fault> { Err(Fault::Full) }
    pub fn leave(&self, flag: &Flag) { flag.remove_pennant(); let mut mutable = self.dock.lock(); mutable.free = 1; }
    pub fn leave_late(&self, flag: &Flag) { let mut mutable = self.dock.lock(); flag.remove_pennant(); mutable.free = 1; }
    pub fn leave_other(&self, flag: &Flag) { flag.remove_pennant(); let mut mutable = flag.dock.lock(); mutable.free = 1; }
}
pub fn sys_ship_create(dock: &mut Dock) -> Result<usize, Fault> {
    let held = dock.reserve()?;
    let ship = Ship::new(1)?;
    let kept = Handle::new(ship, 3);
    Ok(held.put(kept))
}
pub fn sys_ship_lend(dock: &mut Dock) -> Result<usize, Fault> {
    let mut ships = SHIPS.lock();
    let ship = Ship::new(1)?;
    ships[2] = Some(ship.clone());
    let held = dock.reserve()?;
    Ok(held.put(ship))
}
"""
IN_ORDER = [
    ("`sys_ship_create` reserves a berth before the ship is created", "holds"),
    ("`sys_ship_create` creates the ship before it reserves a berth", "fails"),
    ("`sys_ship_create` reserves two berths before the ship is created", "undecided"),
    ("`sys_ship_lend` reserves its berth before the ship is recorded in `SHIPS`", "fails"),
    ("`sys_ship_lend` reserves its anchor before the ship is recorded in `SHIPS`", "undecided"),
    ("`Ship::leave` detaches the pennant before it locks the ship's own state", "holds"),
    ("`Ship::leave` detaches the pennant before it locks its state", "holds"),
    ("`Ship::leave_late` detaches the pennant before it locks the ship's own state", "fails"),
    ("`Ship::leave` detaches the pennant before it locks the dock's own state", "undecided"),
    ("`Ship::leave_other` detaches the pennant before it locks the ship's own state", "undecided"),
]


@pytest.mark.parametrize(("said", "outcome"), IN_ORDER, ids=[s for s, _ in IN_ORDER])
def test_the_order_of_two_things(said: str, outcome: str) -> None:
    verdict = judge(Page({"src/ships.rs": ORDERS}, [], []), said)
    assert verdict.outcome == outcome, verdict.message


COUNTED = rb"""
pub struct Kept<T> { at: NonNull<Held<T>> }
pub struct Held<T> { uses: AtomicUsize, value: T }
impl<T> Drop for Kept<T> {
    fn drop(&mut self) {
        BODY
    }
}
"""
WHOLE = b"""if self.held().uses.fetch_sub(1, Ordering::Release) != 1 { return; }
        fence(Ordering::Acquire);
        mem::drop(unsafe { Box::from_raw(self.at.as_ptr()) });"""
UNFENCED = b"""let before = self.held().uses.fetch_sub(1, Ordering::Release);
        if before == 1 { unsafe { dealloc(self.at.as_ptr(), LAYOUT) } }"""
ALWAYS = b"""if self.held().uses.fetch_sub(1, Ordering::Release) == 1 { note(); }
        unsafe { dealloc(self.at.as_ptr(), LAYOUT) }"""
LEAKED = b"""if self.held().uses.fetch_sub(1, Ordering::Release) == 1 { let b = unsafe { Box::from_raw(self.at.as_ptr()) }; mem::forget(b); }"""
FENCED = "`Drop` frees the memory only when the last reference goes away, after an `Acquire` fence"
PLAIN = "Dropping a `Kept` frees the block only once the count reaches zero"


@pytest.mark.parametrize(
    ("said", "body", "outcome"),
    [
        (FENCED, WHOLE, "holds"),
        (PLAIN, WHOLE, "holds"),
        (FENCED, UNFENCED, "fails"),
        (PLAIN, UNFENCED, "holds"),
        (PLAIN, ALWAYS, "fails"),
        (PLAIN, LEAKED, "undecided"),
        (FENCED.replace("memory", "lock"), WHOLE, "undecided"),
    ],
)
def test_the_last_reference_frees(said: str, body: bytes, outcome: str) -> None:
    verdict = judge(Page({"src/kept.rs": COUNTED.replace(b"BODY", body)}, [], []), said)
    assert verdict.outcome == outcome, verdict.message
