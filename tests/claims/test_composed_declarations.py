"""Sentences on declarations that are put together of several phrases: heads written out, places, clauses, what a thing has and was."""

from __future__ import annotations

import pytest

from tests.claims.test_pages import Page, judge

VALVE = r"""//! Valves of the boiler.

use crate::sync::Latch;
use core::fmt;

/// Steps of a full turn.
pub const TURN: u16 = 48;
pub const HALF: u16 = TURN / 2;
const SLOWEST: u64 = 900;

pub type Sensor = fn(u16) -> bool;
type Answer<T> = Result<T, ValveError>;

/// Why a valve does not turn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ValveError {
    Stuck,
    TooFar(u16),
    Slow { waited: u64 },
}

impl fmt::Display for ValveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "valve")
    }
}

static VALVES: Latch<[Option<Sensor>; 4]> = Latch::new([None; 4]);

lazy_static! {
    pub static ref LOG: Latch<Option<u32>> = Latch::new(None);
    static ref DEPTH: Latch<Gauge> = Latch::new(Gauge::start());
}

#[derive(Debug)]
pub struct Gauge {
    low: u16,
    high: u16,
}

impl Gauge {
    fn start() -> Self {
        Gauge { low: 0, high: 1 }
    }

    pub fn low(&self) -> u16 {
        self.low
    }

    pub fn high(&self) -> u16 {
        self.high
    }

    /// # Safety
    ///
    /// Nobody reads meanwhile.
    pub unsafe fn force(&mut self, to: u16) {
        self.low = to;
    }
}

#[repr(transparent)]
pub struct Step(u16);

pub struct Pipe<'a, T> {
    gauge: &'a Gauge,
    slots: [Option<T>; 3],
}

unsafe impl<T: Send> Sync for Pipe<'_, T> {}

pub fn turn(by: u16, sensor: Sensor) -> Result<(), ValveError> {
    Ok(())
}

pub(crate) fn reset(by: u16) -> Answer<()> {
    Ok(())
}

#[no_mangle]
pub extern "C" fn on_steam(at: u64) {}

fn boil() {
    turn(1, probe).unwrap();
}

#[cfg(test)]
mod tests {
    #[test]
    fn turns_back() {}
}
"""
SYNC = b"mod latch;\npub mod bell;\npub use latch::Latch;\npub use bell::{Bell, Ring};\n"
MAIN = b"mod valve;\nmod sync;\nfn main() { valve::turn(1, probe); }\n"
WIDGETS = b"pub fn draw(at: u16) -> bool { true }\nfn wipe() {}\n"
FILES = {
    "boiler/Cargo.toml": b'[package]\nname = "boiler"\n[dependencies]\nlazy_static = "1"\n',
    "boiler/src/main.rs": MAIN,
    "boiler/src/valve.rs": VALVE.encode(),
    "boiler/src/sync/mod.rs": SYNC,
    "boiler/src/sync/latch.rs": b"pub struct Latch<T> { value: T }\nimpl<T> Latch<T> { pub const fn new(value: T) -> Self { Latch { value } } }\n",
    "boiler/src/sync/bell.rs": b"pub struct Bell;\npub struct Ring;\n",
    "widgets/Cargo.toml": b'[package]\nname = "widgets"\n',
    "widgets/src/lib.rs": WIDGETS,
}
PAGE = Page(FILES, [], [])


def _outcome(text: str) -> str:
    return judge(PAGE, text).outcome


@pytest.mark.parametrize(
    "text,outcome",
    [
        ("`pub enum ValveError` in `boiler/src/valve.rs` derives `Debug` and `Copy`", "holds"),
        ("`pub enum ValveError` in `boiler/src/valve.rs` derives `Hash`", "fails"),
        ("`pub struct ValveError` in `valve.rs` derives `Debug`", "fails"),
        ("`enum ValveError` in `sync/mod.rs` derives `Debug`", "fails"),
        ("`valve.rs` defines `enum ValveError` with the variants `Stuck`, `TooFar(u16)` and `Slow { waited: u64 }`", "holds"),
        ("`valve.rs` defines `enum ValveError` with the variants `Stuck`, `TooFar(u8)` and `Slow`", "fails"),
        ("`pub const TURN: u16 = 48;` in `valve.rs`, with `HALF` computed from it", "holds"),
        ("`pub const TURN: u16 = 50;` in `valve.rs`", "fails"),
        ("`pub type Sensor = fn(u16) -> bool;` is defined in `valve.rs`", "holds"),
        ("`pub type Sensor = fn(u8) -> bool;` is defined in `valve.rs`", "fails"),
        ("`valve.rs` has `pub static ref LOG: Latch<Option<u32>>`, initially `None`", "holds"),
        ("`valve.rs` has `pub static ref LOG: Latch<Option<u64>>`, initially `None`", "fails"),
        ("`valve.rs` has `pub static ref DEPTH: Latch<Gauge>`", "fails"),
        ("The sensor table is now `static VALVES: Latch<[Option<Sensor>; 4]>`", "holds"),
        ("The sensor table is now `pub static VALVES: Latch<[Option<Sensor>; 4]>`", "fails"),
        ("The sensor table is now `static mut VALVES: Latch<[Option<Sensor>; 4]>`", "undecided"),
        ("The widgets crate has `fn draw(at: u16) -> bool`", "holds"),
        ("Widgets has `fn draw(at: u8) -> bool` which asks the boiler", "fails"),
        ("Widgets has `fn draw(at: u16) -> bool` which asks the boiler", "undecided"),
        ("`unsafe impl<T: Send> Sync for Pipe<'_, T>` is in `valve.rs`", "holds"),
        ("`unsafe impl<T: Send> Send for Pipe<'_, T>` is in `valve.rs`", "fails"),
        ("`pub fn turn(by: u16, sensor: Sensor) -> Result<(), ValveError>` exists in `sync/mod.rs`", "undecided"),
        ("`turn(by: u16, sensor: Sensor)` returns `Result<(), ValveError>`", "holds"),
        ("`turn(by: u64, sensor: Sensor)` returns `Result<(), ValveError>`", "fails"),
        ("The signature of `turn` is now `fn(u16, Sensor) -> Result<(), ValveError>`", "holds"),
        ("The signature of `turn` is now `fn(u16) -> Result<(), ValveError>`", "fails"),
        ("`pub use bell::{Bell, Ring};` is in `sync/mod.rs`", "holds"),
        ("`sync/mod.rs` has `pub use bell::{Bell, Gong};`", "fails"),
        ("`sync/mod.rs` contains `pub mod bell;` and `pub use latch::Latch;`", "holds"),
        ("`on_steam` is a `#[no_mangle] pub extern \"C\" fn`", "holds"),
        ("`on_steam` is a `#[inline] pub extern \"C\" fn`", "fails"),
    ],
)  # fmt: skip
def test_heads_written_out_are_held_against_the_declaration(text: str, outcome: str) -> None:
    assert _outcome(text) == outcome


@pytest.mark.parametrize(
    "text,outcome",
    [
        ("`boiler/src/sync/bell.rs` exists and `boiler/src/sync/mod.rs` declares it as `pub mod bell;`", "holds"),
        ("`boiler/src/sync/latch.rs` exists and `boiler/src/sync/mod.rs` declares it as `pub mod latch;`", "fails"),
        ("`boiler/src/sync/gong.rs` exists and `boiler/src/sync/mod.rs` declares it as `pub mod gong;`", "fails"),
        ("`Gauge::low` and `Gauge::high` are public, `start` is private", "holds"),
        ("`Gauge::low` and `Gauge::start` are public, `high` is private", "fails"),
        ("`Step` is `#[repr(transparent)]` and wraps a `u16`", "holds"),
        ("`Step` is `#[repr(transparent)]` and wraps a `u32`", "fails"),
        ("The old `spin` function is gone and `boil` calls `turn` instead", "holds"),
        ("The old `turn` function is gone and `boil` calls `reset` instead", "fails"),
        ("The former `spin` function is gone and `main` calls `reset` instead", "fails"),
        ("`ValveError` is declared in `valve.rs`, `Latch` in `sync/latch.rs`", "holds"),
        ("`ValveError` is declared in `valve.rs`, `Latch` in `sync/bell.rs`", "fails"),
        ("`Gauge::force` is an `unsafe` method with a `# Safety` section in its docs", "holds"),
        ("`Gauge::force` is an `unsafe` method with a `# Panics` section in its docs", "fails"),
        ("`Gauge::low` is public and the boiler reads it each second", "undecided"),
        ("`Gauge::start` is public and the boiler reads it each second", "fails"),
        ("`turn` is private while the boiler is cold and is public afterwards", "undecided"),
        ("`Gauge` derives `Debug` and has no public fields", "holds"),
        ("`boil` is private and calls `turn`, which the sensor then stops", "undecided"),
    ],
)  # fmt: skip
def test_clauses_are_asked_each_with_its_subject(text: str, outcome: str) -> None:
    found = _outcome(text)
    assert found == outcome


@pytest.mark.parametrize(
    "text,outcome",
    [
        ("`VALVES` is a `Latch<[Option<Sensor>; 4]>` private to `valve.rs`", "holds"),
        ("`LOG` is a `Latch<Option<u32>>` private to `valve.rs`", "fails"),
        ("`VALVES` is a `Latch<[Option<Sensor>; 4]>` private to `sync/mod.rs`", "fails"),
        ("`VALVES` is now a `Latch` instead of a `static mut`", "holds"),
        ("`VALVES` is no longer `static mut`", "holds"),
        ("No `static mut` is left in `valve.rs`", "holds"),
        ("`TURN` is now 48 instead of 24", "holds"),
        ("`TURN` was raised from 24 to 64", "fails"),
        ("`TURN` (48) and `HALF` are public constants", "holds"),
        ("`TURN` (48) and `SLOWEST` are public constants", "fails"),
        ("`SLOWEST: u64 = 900` is private", "holds"),
        ("`SLOWEST: u64 = 800` is private", "fails"),
        ("`Gauge` has private fields `low: u16` and `high: u16`, each with a public getter of the same name", "holds"),
        ("`Pipe` has private fields `gauge: &'a Gauge` and `slots: [Option<T>; 3]`, each with a getter of the same name", "fails"),
        ("`Gauge`'s fields are no longer public", "holds"),
        ("`Gauge` keeps both its fields private", "holds"),
        ("`Step(u16)` is a tuple struct whose field is private", "holds"),
        ("`Step(u8)` is a tuple struct whose field is private", "fails"),
        ("`ValveError::TooFar` carries the angle as a `u16`", "holds"),
        ("`ValveError::TooFar` carries the angle as a `u32`", "fails"),
        ("`ValveError` has a `Slow` variant with a `waited: u64` field", "holds"),
        ("`ValveError` has a `Slow` variant with a `waited: u32` field", "fails"),
        ("`ValveError::Stuck` carries nothing", "holds"),
        ("`ValveError::TooFar` carries nothing", "fails"),
        ("`ValveError` implements neither `Default` nor `Ord`", "holds"),
        ("`ValveError` implements neither `Default` nor `Debug`", "fails"),
        ("`turn` no longer returns a `bool`", "holds"),
        ("`turn` no longer returns `Result<(), ValveError>`", "fails"),
        ("`reset` no longer returns `Result<(), ValveError>`", "undecided"),
        ("`Pipe<'a, T>` stores its elements in `slots: [Option<T>; 3]`", "holds"),
        ("`Pipe<'a, T>` stores its elements in `slots: [Option<T>; 4]`", "fails"),
        ("`Gauge` exposes `low()` and `high()`, both returning `u16`", "holds"),
        ("`Gauge` exposes `low()` and `high()`, both returning `u32`", "fails"),
        ("`LOG` is `None` at the start", "holds"),
        ("`LOG` is declared with `lazy_static!` and has the type `Latch<Option<u32>>`", "holds"),
        ("`VALVES` is declared with `lazy_static!`", "fails"),
        ("`LOG`, `DEPTH` and `VALVES` are all behind a `Latch`", "holds"),
        ("`valve.rs` starts with a module doc comment", "holds"),
        ("`bell.rs` starts with a module doc comment", "fails"),
        ("`valve.rs` imports `Latch` from `crate::sync`", "holds"),
        ("`valve.rs` imports `Bell` from `crate::sync`", "fails"),
        ("`valve.rs` imports `Latch` from `crate::sync::latch`", "fails"),
        ("`valve.rs` has unit tests `turns_back` and `turns_on`", "fails"),
        ("No use of the old `spin` function is left in the boiler", "holds"),
        ("No use of `turn` is left in the boiler", "fails"),
        ("No use of `turn` is left in the kernel", "undecided"),
        ("`lazy_static` stays a dependency of the boiler", "holds"),
        ("`lazy_static` is no longer a dependency", "fails"),
        ("The widgets crate exports `draw`", "holds"),
        ("The widgets crate exports `draw` and `wipe`", "fails"),
        ("`Gauge` has a private inner field", "undecided"),
        ("`Gauge.limit` became `Gauge.high`", "undecided"),
    ],
)  # fmt: skip
def test_phrases_are_taken_for_what_they_say_of_the_declaration(text: str, outcome: str) -> None:
    assert _outcome(text) == outcome


@pytest.mark.parametrize(
    "text,outcome",
    [
        ("Variants of `ValveError`: `Stuck`, `TooFar(u16)`, `Slow { waited: u64 }`", "holds"),
        ("Variants of `ValveError`: `Stuck`, `TooFar(u16)`, `Frozen`", "fails"),
        ("Derives on `ValveError`: `Debug, Clone, Copy, PartialEq`", "holds"),
        ("Derives on `ValveError`: `Debug, Eq`", "fails"),
        ("`VALVES`'s type is `Latch<[Option<Sensor>; 4]>`", "holds"),
        ("`VALVES`'s type is `Latch<Vec<Sensor>>`", "fails"),
        ("`Step` wraps a private `u16`", "holds"),
        ("`Step` wraps a public `u16`", "fails"),
        ("`Gauge` has two `u16` fields, both private", "holds"),
        ("A private `boil` helper exists in `valve.rs`", "holds"),
        ("A public `boil` helper exists in `valve.rs`", "fails"),
        ("`main.rs` and `valve.rs` import `Latch`", "fails"),
        ("`turns_back` is a `#[test]` function", "holds"),
        ("`Gauge::force` is marked `unsafe`", "holds"),
        ("`Gauge::low` is marked `unsafe`", "fails"),
        ("`VALVES` is initialised with `[None; 4]`", "holds"),
        ("`Gauge`'s constructor `start` is private", "holds"),
        ("`Gauge`'s constructor `start` is public", "fails"),
        ("`turn` is documented, and the boiler has no say in it", "fails"),
        ("New error enum `ValveError` with three variants in `valve.rs`", "holds"),
        ("New error enum `ValveError` with two variants in `valve.rs`", "fails"),
        ("`Gauge` has a `pub fn low(&self) -> u16` and a `pub fn wide(&self) -> u16`", "fails"),
        ("`From<u8>` is implemented", "undecided"),
        ("`Gauge` has `low` and `high`, both `u16`", "holds"),
        ("`Gauge` has `low` and `high`, both `u32`", "fails"),
        ("`Gauge` has both `low` and `high`", "holds"),
        ("The `Stuck` variant of `ValveError` carries a `u8`", "fails"),
    ],
)  # fmt: skip
def test_listings_and_short_forms(text: str, outcome: str) -> None:
    assert _outcome(text) == outcome


def test_a_type_that_is_gone_is_no_longer_told_by_what_only_reads_like_it() -> None:
    page = Page({"src/wheel.rs": b"static mut WHEELS: [u8; 4] = [0; 4];\nstatic AXLES: [u8; 2] = [0; 2];\n"}, [], [])
    for text, outcome in (
        ("The `static mut WHEELS` is gone", "fails"),
        ("No `static mut` is left in `wheel.rs`", "fails"),
        ("`AXLES` is no longer `static mut`", "holds"),
        ("`WHEELS` is no longer `static mut`", "fails"),
    ):
        assert judge(page, text).outcome == outcome, text


def test_a_function_that_takes_fewer_arguments_than_the_block_shows_does_not_stop_the_run() -> None:
    block = "pub fn open(gate: u8, by: u8) -> bool { gate < by }\npub fn shut(gate: u8) -> bool { gate == 0 }\n"
    tree = {"src/gate.rs": b"pub fn open(gate: u8) -> bool { gate > 0 }\npub fn shut(gate: u8) -> bool { gate == 0 }\n"}
    verdict = judge(Page(tree, [block], []), "`shut` opens nothing whenever the gate is a strange one")
    assert verdict.outcome == "undecided"


def test_what_a_lazy_static_mentions_gets_no_impls_by_it() -> None:
    code = b"lazy_static! { static ref OVEN: Lock<Oven> = Lock::new(Oven::cold()); }\npub struct Oven { heat: u8 }\n"
    assert judge(Page({"src/oven.rs": code}, [], []), "`Oven` does not implement `Clone`").outcome == "holds"
    other = code.replace(b"lazy_static", b"kitchen")
    assert judge(Page({"src/oven.rs": other}, [], []), "`Oven` does not implement `Clone`").outcome == "undecided"


def test_a_test_in_a_file_must_name_what_it_is_about() -> None:
    tests = b"#[test_case]\nfn empties() { let tank = filled(); drop(tank); }\n"
    code = b"pub struct Tank;\npub struct Pump;\npub fn filled() -> Tank { Tank }\nmod tests;\n"
    page = Page({"src/tank.rs": code, "src/tests.rs": tests}, [], [])
    assert judge(page, "`tests.rs` has a `#[test_case]` that fills and drops a `Tank`").outcome == "undecided"
    assert judge(page, "`tests.rs` has a `#[test_case]` that starts and drops a `Pump`").outcome == "fails"
