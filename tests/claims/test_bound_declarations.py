"""Sentences that bind several declarations, tell traces in the text, instructions in assembler, or bounds of arguments."""

from __future__ import annotations

import pytest

from tests.claims.test_pages import Page, judge

LAMP = r"""//! Lamps of the signal box.

use core::arch::asm;

const DIMMEST: u16 = 3;
const BRIGHTEST: u16 = 90;
pub const STEP: u16 = 5;
static NAMES: [&str; 3] = ["red", "amber", "green"];
static SIGNS: [&str; 2] = ["R", "amber"];

#[derive(Debug, Clone)]
pub struct Relay(());

pub struct Lamp { pub level: u16, hours: u64, pub lit: bool }
pub struct Row { hours: u64, lamps: Vec<Lamp> }
pub struct Shelf { hours: u32 }

pub trait Panel {
    fn lamps(&self) -> Vec<u16> { Vec::new() }
    fn first(&self) -> Option<u16> { Some(3) }
    fn on_press(&mut self, at: usize, force: u8, hold: u64);
}

impl Lamp {
    /// A lamp of that level.
    ///
    /// # Panics
    ///
    /// If the level is out of range.
    pub fn new(level: u16, lane: u8) -> Self {
        assert!(level >= DIMMEST && level <= BRIGHTEST);
        assert!(lane <= 4);
        Lamp { level, hours: 0, lit: false }
    }

    /// Gives `Err(())` where the fuse is gone.
    pub fn fuse(level: u16) -> Result<u16, ()> {
        if level > 40 { Err(()) } else { Ok(level) }
    }

    pub fn glow(&self) -> impl Iterator<Item = u16> + '_ { core::iter::once(self.level) }
    pub fn hours(&self) -> u64 { self.hours }
    pub fn sum(&self) -> u64 { self.hours() + Self::fuse(3).map_err(|()| 3).unwrap_or(0) as u64 }
}

impl Relay {
    #[inline]
    pub fn open(self) {
        unsafe { asm!("sti", options(nomem, nostack)) }
    }
    pub fn close(self) {
        unsafe { asm!("cli", "nop", options(nostack)) }
    }
    pub fn rest(self) { core::hint::spin_loop() }
    pub fn maybe(self, on: bool) { if on { unsafe { asm!("hlt") } } }
}

pub fn told(level: u16) -> u16 {
    match Lamp::fuse(level) {
        Ok(n) => n,
        Err(()) => 0,
    }
}
include!(concat!(env!("OUT_DIR"), "/lamps.rs"));
"""
BLOCK = """\
pub enum FuseError {
    Blown,
}

pub fn refuse(level: u16) -> Result<u16, FuseError> {
    Err(FuseError::Blown)
}
"""
FILES = {
    "src/box/lamp.rs": LAMP.encode(),
    "CHANGELOG.md": b"# Changelog\n\n## [Unreleased]\n\nNothing yet.\n\n## 1.0\n\n- A lamp\n",
}

HOLDS = """
`Lamp` and `Row` each have an `hours: u64` field
`Lamp` and `Row` each carry a non-public `hours: u64` field
`DIMMEST` is 3 and `BRIGHTEST` is 90, both private constants of `lamp.rs`
`Relay` is a tuple struct with a private unit field and derives `Debug` and `Clone`
`Lamp` has a public field `lit: bool`, initially false
`Siren` and its impls are deleted
`Lamp::wail` is removed in favour of `told`
The `Panel` trait no longer has an `on_release` method, and `on_release` appears nowhere under `src/`
`Panel::on_press` takes a `force: u8` argument between `at` and `hold`
`Panel::on_press` takes an `at: usize` parameter before `force`
No mention of `dim_all` is left in `src/`
No `Err(7) =>` arms remain in the box modules
No `map_err(|_| …)` closures and no `Err(7) =>` arms remain in `lamp.rs`
No call of `hours` passes an argument any more, tests included
The doc comment of `Lamp::new` has a `# Panics` section
The docs of `Lamp::new` no longer say that `Err(())` is returned
`NAMES` holds lowercase entries only
`Panel::lamps` returns an empty list by default
`glow` returns `impl Iterator<Item = u16>`
`Relay::open` executes `sti` and `Relay::close` executes `cli`
`Relay::close` issues the `nop` instruction
The `cli` asm block omits `nomem`
`Lamp::new` panics for a level below 3 or above 90 or a lane above 4
`Lamp::new` panics for a level outside 3–90
`Lamp::fuse` rejects `level` above 40
"""
FAILS = """
`Lamp` and `Shelf` each have an `hours: u64` field
`DIMMEST` is 3 and `BRIGHTEST` is 91, both private constants of `lamp.rs`
`DIMMEST` is 3 and `STEP` is 5, both private constants of `lamp.rs`
`Relay` is a tuple struct with a private unit field and derives `Debug` and `Copy`
`Lamp` has a public field `lit: bool`, initially true
`Lamp` and its impls are deleted
`Lamp::wail` is removed in favour of `howl_louder`
`Panel::on_press` takes a `force: u8` argument between `hold` and `at`
`Panel::on_press` takes an `at: usize` parameter after `force`
No mention of `spin_loop` is left in `src/`
No `Err(()) =>` arms remain in the box modules
No `map_err(|()| …)` closures and no `Err(7) =>` arms remain in `lamp.rs`
No call of `fuse` passes an argument any more
The doc comment of `Lamp::fuse` has a `# Panics` section
The docs of `Lamp::fuse` no longer say that `Err(())` is returned
`SIGNS` holds lowercase entries only
`Panel::first` returns `None` by default
`Relay::open` executes `cli` and `Relay::close` executes `cli`
`Relay::close` executes `sti`
The `sti`/`cli` asm blocks omit `nomem`
The `cli` asm block has `nomem`
`Lamp::new` panics for a level outside 3–89
`Lamp::new` rejects `lane` above 3
`Lamp::fuse` returns `Err` if `level` above 39
`CHANGELOG.md` lists the new lamp under Unreleased
`Lamp::fuse` returns `Result<Self, FuseError>`
`told` returns `FuseError` when no lamp is lit
"""
OPEN = """
`Relay::rest` executes `pause`
`Relay::maybe` executes `hlt`
`Lamp` and `Row` each have an `hours: u64` field if needed
`Lamp::new` panics for a lane beside 4
`Lamp::new` panics for a colour above 4
The `cli` asm block omits `nomem`, like all the others do
`Panel::on_press` takes a `hold: u64` argument after `at`
`Lamp::new` is documented like its neighbours, in one `# Panics` section
"""


def _rows(text: str) -> list[str]:
    return [row for row in text.strip().splitlines() if row]


@pytest.mark.parametrize(
    "outcome,text",
    [*(("holds", t) for t in _rows(HOLDS)), *(("fails", t) for t in _rows(FAILS)), *(("undecided", t) for t in _rows(OPEN))],
)
def test_a_sentence_on_lamps_is_decided(outcome: str, text: str) -> None:
    verdict = judge(Page(FILES, [BLOCK], []), text)
    assert verdict.outcome == outcome, verdict.message


WIRES = """
pub struct Packet { n: u8 }
impl Packet {
    pub fn check(&self) -> bool { true }
    pub fn read(&self) -> u8 { self.check(); self.n }
}
pub struct Frame { n: u8 }
pub mod inner {
    pub struct Packet { kind: u8 }
    impl Packet {
        fn length(&self) -> u8 { 1 }
        #[inline]
        pub fn weigh(&self) -> u8 { 1 }
        pub fn read(&self) -> u8 { self.length(); self.kind() }
        fn kind(&self) -> u8 { self.kind }
    }
}
"""


@pytest.mark.parametrize(
    "text,outcome",
    [
        ("`inner::Packet::read` calls `length` before `kind`", "holds"),
        ("`inner::Packet::read` calls `kind` before `length`", "fails"),
        ("`inner::Packet::read` calls `check`", "fails"),
        ("`inner::Packet::read` calls `length`", "holds"),
        ("`inner::Packet::kind` is private", "holds"),
        ("`inner::Packet::read` is private", "fails"),
        ("`inner::Packet::check` is public", "undecided"),
        ("`inner::Packet::weigh` is marked `#[inline]`", "holds"),
        ("`Frame::weigh` is marked `#[inline]`", "fails"),
        ("`Packet::read` calls `check`", "holds"),
        ("`crate::Packet::read` calls `check`", "holds"),
    ],
)
def test_a_module_before_a_type_tells_types_of_one_name_apart(text: str, outcome: str) -> None:
    verdict = judge(Page({"src/wire.rs": WIRES.encode()}, [], []), text)
    assert verdict.outcome == outcome, verdict.message


PARCELS = """
pub struct Parcel { weight: u32, label: [u8; 4], sealed: bool }
impl Parcel {
    pub fn relabelled(&self, label: [u8; 4]) -> Self {
        let mut other = self.clone();
        other.label = label;
        other
    }
    pub fn opened(&self) -> Self { Parcel { sealed: false, ..self.clone() } }
    pub fn mixed(&self) -> Self {
        let mut other = self.clone();
        other.weight = 0;
        other.label = [0; 4];
        other
    }
    fn weigh(&self) -> Result<(), u8> { if self.weight > 9 { Err(1) } else { Ok(()) } }
    fn kind_of(&self) -> u8 { 0 }
    pub fn checked(self) -> Result<Self, u8> {
        self.weigh()?;
        let parcel = self;
        Ok(parcel)
    }
    pub fn sometimes(self, strict: bool) -> Result<Self, u8> {
        if strict { self.weigh()?; }
        Ok(self)
    }
    pub fn never(self) -> Result<Self, u8> { Ok(self) }
    pub fn sort(&self) -> u8 { let _ = self.weigh(); self.kind_of() }
}
fn seal_all() {}
fn seal_one() {}
"""
NEW = """
impl Parcel {
    pub fn stamp_twice(&self) -> u8 { 2 }
}
"""


@pytest.mark.parametrize(
    "text,outcome",
    [
        ("`Parcel::relabelled` returns a copy in which only the label differs", "holds"),
        ("`Parcel::relabelled` is public and returns a copy in which only the label differs", "holds"),
        ("`Parcel::relabelled` returns a copy in which only the weight differs", "fails"),
        ("`Parcel::opened` returns a copy with only `sealed` changed", "holds"),
        ("`Parcel::mixed` returns a copy in which only the label differs", "fails"),
        ("`Parcel::checked` returns the parcel only if `weigh` succeeds", "holds"),
        ("`Parcel::sometimes` returns the parcel only if `weigh` succeeds", "undecided"),
        ("`Parcel::never` returns the parcel only if `weigh` succeeds", "fails"),
        ("`Parcel::checked` returns the crate only if `weigh` succeeds", "undecided"),
        ("`Parcel::sort` calls `weigh` before it looks at the kind of", "holds"),
        ("`Parcel::sort` calls `weigh` before it looks at the weather", "undecided"),
        ("`seal` no longer exists; it is split into the private functions `seal_all` and `seal_one`", "holds"),
        ("`sort` no longer exists; it is split into the private functions `seal_all` and `seal_one`", "fails"),
        ("`seal` no longer exists; it is split into the public functions `seal_all` and `seal_one`", "fails"),
        ("`Parcel::sort` uses `Parcel::stamp_twice` instead of reckoning the stamps itself", "fails"),
        ("`Parcel::stamp_twice` rejects `weight` above 9", "fails"),
        ("`Parcel::sort` never uses `Parcel::stamp_twice` on stamps of old", "undecided"),
    ],
)
def test_what_a_function_makes_and_what_is_not_there_yet(text: str, outcome: str) -> None:
    verdict = judge(Page({"src/parcel.rs": PARCELS.encode()}, [NEW], []), text)
    assert verdict.outcome == outcome, verdict.message
