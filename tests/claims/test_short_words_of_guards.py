"""Short sentences on guards, ids and errors: with what pages are mapped, what is given back, which errors carry others."""

from __future__ import annotations

from tests.claims.said_of_types import Told

RIG = Told(
    "use crate::hw::{Attr, frame};\n",
    """/// Rows of a screen that are lent to one client.
pub struct RowLease {
    base: usize,
    rows: usize,
    kept: bool,
}
impl RowLease {
    pub fn lend(base: usize, count: u8) -> Result<Self, Refused> {
        let mut lease = Self { base, rows: 0, kept: false };
        for n in 0..count as usize {
            frame::map_row(base + n * ROW, Attr::SHARED).map_err(|_| Refused::NoRoom)?;
            lease.rows += 1;
        }
        Ok(lease)
    }
    pub fn keep(mut self) -> usize {
        self.kept = true;
        self.base
    }
}
impl Drop for RowLease {
    fn drop(&mut self) {
        if self.kept {
            return;
        }
        for n in 0..self.rows {
            frame::unmap_row(self.base + n * ROW);
        }
    }
}
""",
)


def test_what_something_is_done_with_is_no_member() -> None:
    for said in (
        "`lend()` maps every row with shared flags",
        "`lend()` maps every row with `SHARED` flags",
        "Maps each row with shared bits",
    ):
        assert RIG.of(said) != "fails", said
    assert RIG.of("`lend()` maps every row with shared flags", "Attr::SHARED", "Attr::OWNED") != "holds"
    assert RIG.of("`lend()` maps every row with base flags") != "holds"
    assert RIG.of("`RowLease` struct with `base` and `rows` fields") == "holds"
    assert RIG.of("`RowLease` struct with `base` and `width` fields") == "fails"


SEAT = Told(
    "use crate::hall::{HallError, Row, door};\n",
    """/// Seats that a booking has just taken.
///
/// Seats still in the booking are vacated when it is dropped.
pub struct Booking<'a> {
    row: &'a Row,
    taken: alloc::vec::Vec<usize>,
}
impl<'a> Booking<'a> {
    pub fn new(row: &'a Row) -> Self {
        Self { row, taken: alloc::vec::Vec::new() }
    }
    /// Take a free seat for `guest`.
    pub fn take(&mut self, guest: u32) -> Result<usize, i64> {
        let seat = self.row.chart.lock().alloc(guest).ok_or(EFULL)?;
        self.taken.push(seat);
        Ok(seat)
    }
    /// Let go of one seat; `false` if the booking does not have it.
    pub fn keep(&mut self, seat: usize) -> bool {
        match self.taken.iter().position(|&one| one == seat) {
            Some(at) => { self.taken.remove(at); true }
            None => false,
        }
    }
    /// How many seats would be vacated.
    pub fn taken(&self) -> usize { self.taken.len() }
    /// All seats stay.
    pub fn settle(mut self) { self.taken.clear(); }
}
impl Drop for Booking<'_> {
    fn drop(&mut self) {
        let mut chart = self.row.chart.lock();
        for &seat in self.taken.iter().rev() { chart.close(seat); }
    }
}
pub const EFULL: i64 = -24;
""",
)
SEAT_TRUE = [
    "`take()` returns the new seat and holds it",
    "A full chart makes `take()` fail with `EFULL`",
    "`keep()` lets go of that one seat, which stays open",
    "`keep()` drops the seat without closing it",
    "`keep()` is `false` for a seat the booking does not hold",
    "After `settle()` all seats remain open",
    "`Drop` closes whatever is left, newest first",
]
SEAT_FAULTS = [
    ("Ok(seat)\n", "Ok(self.taken.len())\n", SEAT_TRUE[0]),
    ("ok_or(EFULL)", "ok_or(-12)", SEAT_TRUE[1]),
    ("self.taken.remove(at); true", "self.taken.pop(); true", SEAT_TRUE[2]),
    ("self.taken.remove(at); true", "self.taken.remove(at); self.row.chart.lock().close(seat); true", SEAT_TRUE[3]),
    ("None => false", "None => true", SEAT_TRUE[4]),
    ("self.taken.clear()", "self.taken.pop()", SEAT_TRUE[5]),
    (".iter().rev()", ".iter()", SEAT_TRUE[6]),
]


def test_short_words_of_what_a_guard_holds() -> None:
    assert [s for s, o in SEAT.outcomes(SEAT_TRUE).items() if o != "holds"] == []
    untrue = [
        "`take()` returns the new guest",
        "A full row makes `take()` fail with `EOTHER`",
        "`keep()` is `true` for a seat the booking does not hold",
        "`Drop` closes whatever is left, oldest first",
    ]
    assert [s for s, o in SEAT.outcomes(untrue).items() if o == "holds"] == []


def test_a_fault_goes_against_the_words_that_speak_of_it() -> None:
    assert [said for old, new, said in SEAT_FAULTS if SEAT.of(said, old, new) != "fails"] == []


WINDOW = Told(
    "use crate::arch::{PAGE_SIZE, mmu};\n",
    """/// A pane of device memory that is mapped page by page.
pub struct Pane {
    /// First address of the pane
    base: usize,
    pages: usize,
    kept: bool,
}
impl Pane {
    /// Map `len` bytes at `base`.
    pub fn open(base: usize, len: usize) -> Result<Self, PaneError> {
        if len == 0 { return Err(PaneError::Empty); }
        if base % PAGE_SIZE != 0 { return Err(PaneError::Unaligned); }
        let mut pane = Self { base, pages: 0, kept: false };
        for n in 0..len.div_ceil(PAGE_SIZE) {
            mmu::map_page(base + n * PAGE_SIZE, Attr::DEVICE).map_err(|_| PaneError::Failed)?;
            pane.pages += 1;
        }
        Ok(pane)
    }
    /// Address of the word at `offset` of the pane.
    pub fn at(&self, offset: usize) -> Option<usize> {
        if offset >= self.pages * PAGE_SIZE { return None; }
        Some(self.base + offset)
    }
    /// Keep the pane mapped; gives its address.
    pub fn keep(mut self) -> usize { self.kept = true; self.base }
}
impl Drop for Pane {
    fn drop(&mut self) {
        if self.kept { return; }
        for n in 0..self.pages { mmu::unmap_page(self.base + n * PAGE_SIZE); }
    }
}
pub enum PaneError { Empty, Unaligned, Failed }
""",
)
WINDOW_TRUE = [
    "`open()` rejects zero length and unaligned addresses",
    "`open()` maps every page with device flags",
    "Failure midway through `open()` unmaps the earlier pages",
    "`at()` returns `None` past the end of the pane",
    "`at()` is `None` beyond the pane",
    "`keep()` returns the address and the pane stays mapped",
]
WINDOW_FAULTS = [
    ("base % PAGE_SIZE != 0", "base % 2 != 0", WINDOW_TRUE[0], {"fails"}),
    ("len.div_ceil(PAGE_SIZE)", "len / PAGE_SIZE", WINDOW_TRUE[1], {"fails", "undecided"}),
    ("pages: 0, kept: false }", "pages: 0, kept: true }", WINDOW_TRUE[2], {"fails"}),
    ("offset >= self.pages", "offset > self.pages", WINDOW_TRUE[3], {"fails"}),
    ("offset >= self.pages", "offset > self.pages", WINDOW_TRUE[4], {"fails"}),
    ("self.kept = true; self.base", "self.kept = true; self.pages", WINDOW_TRUE[5], {"fails"}),
]


def test_short_words_of_what_is_mapped() -> None:
    assert [s for s, o in WINDOW.outcomes(WINDOW_TRUE).items() if o != "holds"] == []
    assert WINDOW.of("`at()` returns `None` past the end of the ring") != "holds"


def test_a_fault_in_what_is_mapped_never_passes() -> None:
    assert [said for old, new, said, right in WINDOW_FAULTS if WINDOW.of(said, old, new) not in right] == []


TICKET = Told(
    "",
    """use core::sync::atomic::{AtomicU32, Ordering};
static NEXT_TICKET: AtomicU32 = AtomicU32::new(1);
/// Number of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticket(u32);
impl Ticket {
    pub const LAST: u32 = 900;
    pub const fn new(n: u32) -> Option<Self> { if n == 0 || n > Self::LAST { None } else { Some(Self(n)) } }
    pub fn issue() -> Option<Self> {
        NEXT_TICKET
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| if n > Self::LAST { None } else { Some(n + 1) })
            .ok()
            .map(Self)
    }
}
impl From<Ticket> for u32 { fn from(t: Ticket) -> u32 { t.0 } }
impl From<Ticket> for u64 { fn from(t: Ticket) -> u64 { t.0 as u64 } }
""",
)
TICKET_TRUE = [
    "First issued ticket is 1, then ascending without gaps",
    "`issue()` gives out `LAST` last, then returns `None`",
    "Tickets are handed out in ascending order",
    "Conversion to `u32` and `u64` yields the raw number",
]
TICKET_FAULTS = [
    ("AtomicU32::new(1)", "AtomicU32::new(0)", TICKET_TRUE[0]),
    ("Some(n + 1)", "Some(n + 2)", TICKET_TRUE[0]),
    ("|n| if n > Self::LAST { None }", "|n| if n > Self::LAST { Some(1) }", TICKET_TRUE[1]),
    ("|n| if n > Self::LAST", "|n| if n >= Self::LAST", TICKET_TRUE[1]),
    ("t.0 as u64", "(t.0 as u64) - 1", TICKET_TRUE[3]),
]


def test_what_is_handed_out_call_after_call() -> None:
    assert [s for s, o in TICKET.outcomes(TICKET_TRUE).items() if o != "holds"] == []
    assert TICKET.of("First issued ticket is 2, then ascending without gaps") != "holds"
    assert [said for old, new, said in TICKET_FAULTS if TICKET.of(said, old, new) != "fails"] == []


FAULT = Told(
    "",
    """use core::fmt;
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkFault { Lost, Slow }
impl fmt::Display for LinkFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self { Self::Lost => "carrier lost", Self::Slow => "too slow" })
    }
}
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendFault { Full, Link(LinkFault) }
impl fmt::Display for SendFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self { Self::Full => f.write_str("queue full"), Self::Link(inner) => write!(f, "link ({inner})") }
    }
}
impl From<LinkFault> for SendFault { fn from(inner: LinkFault) -> Self { Self::Link(inner) } }
""",
)


def test_how_an_inner_error_is_shown_and_kept() -> None:
    marks, kept = (
        "`Display` of `Link` also shows the inner error in parentheses",
        "`From<LinkFault>` wraps the error without losing it",
    )
    assert FAULT.outcomes([marks, kept]) == {marks: "holds", kept: "holds"}
    assert FAULT.of("`Display` of `Link` also shows the inner error in square brackets") == "fails"
    assert FAULT.of(marks, "link ({inner})", "link: {inner}") == "fails"
    assert FAULT.of(kept, "{ Self::Link(inner) } }\n", "{ let _ = inner; Self::Link(LinkFault::Lost) } }\n") == "fails"
