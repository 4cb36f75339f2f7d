"""Sentences on the shape of declarations, on what macros, casts and messages are given, and on the means by which things are done: true,
untrue, said otherwise, and those that must stay open.
"""

from __future__ import annotations

import pytest

from tests.claims.traps import F, H, Trap, U, judge

FILES = {
    "Cargo.toml": '[package]\nname = "boat"\n[dependencies]\n[dev-dependencies]\nrand = "0.8"\nserde = { package = "miniserde", version = "1" }\n',
    "hull/Cargo.toml": '[package]\nname = "hull"\n[dependencies]\nwire = "2"\n[target."cfg(unix)".dependencies]\nnix = "1"\n',
    "src/lib.rs": """
pub mod config;
pub mod deck;
pub use config::Config;
pub use deck::{Deck, Mast};
""",
    "src/config.rs": """
use wire::Depth;
use crate::deck::Mast;
pub const LIMIT: usize = 64;
pub struct Config { pub level: Level, depth: Depth, mast: Mast, pub(crate) knots: u16, span: Option<u32> }
#[repr(u8)]
pub enum Level { Off, Low, Mid, High }
impl Config {
    pub fn encode(&self) -> [u8; 2] { [(self.level as u8), self.knots as u8] }
    pub fn rated(&self) -> u8 { match self.level { Level::Off => 0, _ => 1 } }
    pub fn narrow(&self) -> u8 { let k = self.knots; k as u8 }
    pub fn open(name: &str, mode: u8, level: Level) -> Result<Config, wire::Error> { wire::load(name, mode, level) }
    pub fn level_of(&self) -> wire::Level { wire::Level::from(self.knots) }
}
""",
    "src/deck.rs": """
pub struct Mast { pub height: usize }
pub struct Deck { slots: Vec<usize>, stern: usize }
impl Deck {
    pub fn put(&mut self, at: usize, align: usize) -> Result<usize, usize> {
        let spot = match self.slots.first() { Some(n) => *n + at, None => at };
        if spot.is_aligned(align) { Ok(spot) } else { Err(spot) }
    }
    pub fn grow(&mut self, by: usize) -> Result<(), Fault> { self.stern += by; Ok(()) }
    pub fn check(&self, magic: u32) -> Result<(), Fault> {
        if magic != MAGIC { return Err(Fault::BadMagic); }
        if self.stern == 0 { return Err(Fault::Empty); }
        Ok(())
    }
    pub fn clear(&mut self, from: usize) {
        assert!(self.is_open(), "deck is shut");
        let shut = self.is_open();
        self.slots.truncate(from);
    }
    pub fn drop_to(&mut self, from: usize) { let free = self.is_open(); assert!(free); self.slots.truncate(from); }
    pub fn lower(&mut self, rope: &str, weight: usize) {
        if weight > 9 { panic!("{rope} cannot carry {}", weight); }
    }
    pub fn find(&self, name: &Name, from: &Scope) -> Option<usize> {
        from.ensure()?;
        if name.is_short() { return None; }
        self.lookup(name)
    }
    pub fn seek(&self, name: &Name, from: &Scope) -> Option<usize> {
        if name.is_short() { return Some(0); }
        from.ensure()?;
        self.lookup(name)
    }
    pub fn turn(&mut self, rope: Rope, mast: &Mast) -> Result<(), Fault> {
        if rope.is_tied(mast) { return Err(Fault::Tied(rope)); }
        Ok(())
    }
    pub fn haul(&self, rope: Rope) -> usize { debug_assert!(rope.is_dry()); if self.stern > 1 { 2 } else { 3 } }
    pub fn tow(&self, rope: Rope) -> usize { self.steer(); if rope.is_dry() { self.stern } else { 0 } }
    fn steer(&self) { log(self.stern); }
    pub fn first_of(&self) -> usize { self.slots.first().unwrap() + self.last().unwrap() }
}
fn rig(boat: &mut Boat) {
    map_aligned(boat.plan.anchor, 4);
    map_aligned(boat.plan.main_sail, 8);
    map_any(boat.plan.rudder, 8, 1);
}
fn map_any(at: usize, len: usize, by: usize) {}
fn map_aligned(at: usize, len: usize) { map_any(at, len, 4) }
""",
    "src/bin/tool.rs": "fn start(n: u8) { arm(n); fire(n); }\nfn main() { start(1); }\n",
    "hull/src/start.rs": "pub fn start(n: u8) { fire(n); arm(n); }\n",
}
ROWS = """
holds | `Config::open` takes `name`, `mode` and `level` in that order
fails | `Config::open` takes `mode`, `name` and `level` in that order
undecided | `Config::open` takes `name` and `level` in that order
fails | `Config::open` takes `name`, `speed` and `level` in this order
holds | the parameters of `Deck::put` are, in order, `&mut self`, `at: usize` and `align: usize`
holds | The variants of `Level` are `Off`, `Low`, `Mid` and `High` in that order
fails | The variants of `Level` are `Off`, `Mid`, `Low` and `High` in that order
holds | `Level` has four variants, `Off` through `High`
holds | enum `Level` in `src/config.rs` has 4 variants: `Off` to `High`
fails | `Level` has five variants, `Off` through `High`
fails | `Level` has four variants, `Off` through `Mid`
fails | `Level` in `src/deck.rs` has four variants, `Off` through `High`
holds | No `sail` field, parameter or local remains in `src/deck.rs`
fails | No `stern` field or local is left in `src/deck.rs`
fails | No local or parameter called `from` remains in `src/deck.rs`
holds | No `stern` parameter remains in `src/deck.rs`
holds | No `rope` field is left in `src/deck.rs`
holds | `Config::mast` is a `Mast` of this crate, not of `wire`
fails | `Config::depth` is a `Depth` of this crate, not of `wire`
fails | `Config::level_of` returns the crate's own `Level`, not `wire::Level`
holds | `Config::level` is our own `Level`
holds | `Config` has a public `level: Level` and a private `depth: Depth`
fails | `Config` has a private `level: Level` and a private `depth: Depth`
fails | `Config::span` changes from `Option<u32>` to `Option<Mast>`
holds | `Config::span` changes from `Option<u8>` to `Option<u32>`
undecided | `Config::depth` changes from `wire::Depth` to `Depth`
fails | The return type of `Deck::put` changes from `usize` to `Option<usize>`
fails | `LIMIT` changes from 16 to 32
holds | `Deck` is re-exported at the crate root next to `Mast`
fails | `Level` is re-exported at the crate root next to `Config`
holds | `wire` is gone from `[dependencies]` in `Cargo.toml`
fails | `rand` is gone from the `[dev-dependencies]` section of `Cargo.toml`
holds | `rand` is listed under `[dev-dependencies]` in `Cargo.toml`
fails | `rand` moves from `[dev-dependencies]` to `[dependencies]` in `Cargo.toml`
fails | `wire` is gone from `[dependencies]` in `hull/Cargo.toml`
undecided | `miniserde` is gone from `[dev-dependencies]` in `Cargo.toml`
undecided | `nix` is gone from `[dependencies]` in `hull/Cargo.toml`
holds | `start` in `hull` calls `fire` before `arm`
fails | `start` in `src/bin/tool.rs` calls `fire` before `arm`
fails | No `assert!` on `is_open()` is left in `Deck::clear`
undecided | The separate `assert!` on `is_open()` is removed from `Deck::drop_to`
holds | The old `assert!` on `is_open()` is gone from `Deck::lower`
undecided | The redundant `assert!` on `is_open()` is gone from `Deck::clear`
holds | `Deck::clear` still has an `assert!` on `is_open()`
fails | `Deck::lower` has an `assert!` on `weight`
fails | No `unwrap()` on `first()` is left in `Deck::first_of`
holds | No `unwrap()` on `next()` is left in `Deck::first_of`
holds | `encode` casts `level` to `u8` instead of matching on each variant
fails | `rated` casts `level` to `u8` instead of matching on it
undecided | `narrow` casts `knots` to `u8`
fails | `encode` casts `knots` to `u32`
holds | `Config::rated` matches on `level`
fails | `Config::rated` no longer matches on `level`
holds | `Deck::lower` panics with a message that names `rope` and the weight
fails | `Deck::lower` panics with a message that names `stern`
undecided | `Deck::lower` panics with a message that names `rope` and the colour
holds | `Deck::put` returns `Err(spot)` when the spot is not aligned to `align`
fails | `Deck::put` returns `Ok(spot)` when the spot is not aligned to `align`
holds | `Deck::put` returns `Ok(spot)` if `spot` is aligned to `align`
undecided | `Deck::put` returns `Err(spot)` when the stern is not aligned to `align`
fails | `Deck::lower` returns `Err(rope)` if the rope is too thin
fails | `Deck::grow` returns an error if `by` is neither 2 nor 4
holds | `Deck::check` returns `Fault::BadMagic` if the magic is wrong
fails | `Deck::check` returns `Fault::Empty` if the magic is wrong
holds | A deck with a wrong magic is rejected with `Fault::BadMagic`
holds | `find` checks `from` before consulting `is_short`
undecided | `find` checks `rigging` before consulting `is_short`
fails | `seek` checks `from` before consulting `is_short`
fails | `find` and `seek` check `from` before calling `is_short`
undecided | `haul` checks `rope` before reading `stern`
undecided | `tow` checks `rope` before reading `stern`
undecided | `first_of` checks `slots` before calling `last`
holds | `first_of` reads `slots` before calling `last`
fails | `find` checks `name` before calling `ensure`
fails | `find` returns early for a short name, without looking at `from`
undecided | `seek` returns early for a short name, without looking at `from`
holds | Anchor and main sail mappings all use `map_aligned`
fails | The rudder mapping goes through `map_aligned` as well
undecided | The mast mapping uses `map_aligned`
undecided | Anchor and main sail orders all use `map_aligned`
fails | Masts are made with `Mast::try_tall`, so nothing breaks
undecided | Masts are made with `Sail::try_tall`
undecided | The check of masts with `Mast::try_tall` is gone
undecided | All masts that are made with `Mast::try_tall` are sound
undecided | Builds with `Mast::try_tall` enabled
fails | Masts are made with `Mast::try_tall` instead of `Mast::tall`
holds | `start` in `hull` calls `arm`
fails | `start` in `src/bin/tool.rs` calls `boil`
undecided | Masts are not made with `Mast::try_tall`
fails | `tests/sailing.rs` covers calm and storm
undecided | `src/deck.rs` covers calm and storm
undecided | `tests/sailing.rs` no longer covers calm and storm
holds | `Level::Mid` is encoded as 2
holds | The wire encoding stays the same: `Off` is encoded as 0 and `High` as 3
fails | `Off` encodes to 0 and `Low` to 3
undecided | `Low` is serialized as 1
holds | `Deck::put` returns an error if the spot is misaligned for `align`
fails | `Deck::turn` returns `Fault::Stuck(rope)` if `rope` is tied to `mast`
holds | `Deck::turn` returns `Fault::Tied(rope)` if `rope` is tied to `mast`
undecided | `Deck::turn` returns `Fault::Tied(rope)` if `rope` is wet
"""


@pytest.mark.parametrize("row", ROWS.strip().splitlines())
def test_what_is_said_of_a_small_tree(row: str) -> None:
    outcome, _, text = row.partition(" | ")
    assert judge(Trap(text, FILES, (outcome.strip(),))).outcome == outcome.strip()


OWN = {
    "src/a.rs": "pub enum Tone { Low }\npub fn f(t: Tone) -> Tone { Tone::Low }\n",
    "src/b.rs": "use dep::Tone;\npub fn g(t: Tone) {}\n",
    "src/c.rs": "use crate::a::Tone as Own;\nuse dep as other;\npub fn h() { other::Tone::Low; }\n",
}


@pytest.mark.parametrize(("path", "honest"), [("src/a.rs", (H,)), ("src/b.rs", (F,)), ("src/c.rs", (F, U))])
def test_a_name_that_a_file_declares_is_none_of_another_crate(path: str, honest: tuple[str, ...]) -> None:
    assert judge(Trap(f"No `dep::Tone` is left in `{path}`", OWN, honest)).outcome in honest


def test_an_alias_within_a_type_may_be_the_same() -> None:
    files = {"src/a.rs": "type Spot = u32;\npub struct Deck { at: Option<u32>, to: usize }\nfn f(n: u8) -> u32 { n as u32 }\n"}
    assert judge(Trap("`Deck::at` is of type `Option<Spot>`", files, (U,))).outcome == U
    assert judge(Trap("`Deck::at` is of type `Option<u8>`", files, (F,))).outcome == F
