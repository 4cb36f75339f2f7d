"""How long things are held, for which state of a type a method is there, with which rights pages are mapped, what becomes of unknown words."""

from __future__ import annotations

import pytest

from tests.claims.test_pages import Page, judge

PINS = r"""
pub struct Input; pub struct Output;
pub struct Pin<M> { at: usize, mode: PhantomData<M> }
impl<M> Pin<M> { pub fn id(&self) -> usize { self.at } }
impl Pin<Output> { pub fn set(&mut self, high: bool) {} }
impl Pin<Input> { pub fn read(&self) -> bool { false } }
impl Pin<Output> { pub fn read(&self) -> bool { true } }
pub struct IrqOff(bool);
pub struct Cell { v: u8 }
impl Cell {
    pub fn with<R>(&self, f: impl FnOnce(&u8) -> R) -> R { let _off = IrqOff::new(); f(&self.v) }
    pub fn lazy<R, F: FnOnce(&u8) -> R>(&self, f: F) -> R { let _ = IrqOff::new(); f(&self.v) }
    pub fn early<R>(&self, f: impl FnOnce(&u8) -> R) -> R { let off = IrqOff::new(); drop(off); f(&self.v) }
    pub fn late<R>(&self, f: impl FnOnce(&u8) -> R) -> R { let r = f(&self.v); let _off = IrqOff::new(); r }
    pub fn given<R>(&self, f: impl FnOnce(&u8) -> R) -> R { let off = IrqOff::new(); keep(off); f(&self.v) }
}
pub fn held() -> bool { match TABLE.read().is_some() { true => { TABLE.write().take(); true } false => false } }
pub fn let_go() -> bool { let there = TABLE.read().is_some(); if there { TABLE.write().take(); } there }
pub fn in_if() -> bool { if TABLE.read().is_some() { TABLE.write().take(); return true; } false }
pub fn named() -> bool { let t = TABLE.read(); let there = t.is_some(); drop(t); if there { TABLE.write().take(); } there }
pub fn kept() -> bool { let t = TABLE.read(); let there = t.is_some(); if there { TABLE.write().take(); } there }
pub fn other() -> bool { match LIST.read().is_some() { true => { TABLE.write().take(); true } false => false } }
pub enum Backing { Owned(usize), Borrowed(usize), Lent(usize) }
pub struct Window { kind: Backing }
impl Drop for Window {
    fn drop(&mut self) {
        match &self.kind {
            Backing::Borrowed(_) => {}
            Backing::Owned(at) => { let mut pool = POOL.lock(); pool.free(*at); }
            Backing::Lent(at) => give(*at),
        }
    }
}
pub struct Flags(u64);
impl Flags {
    pub const READ: u64 = 1; pub const WRITE: u64 = 2; pub const EXEC: u64 = 4; pub const USER: u64 = 8; pub const VALID: u64 = 16;
}
pub fn map_window(table: &mut Table, at: usize, n: usize) {
    for i in 0..n { table.map(at + i, Flags::READ | Flags::WRITE | Flags::USER | Flags::VALID, 4096); }
}
pub fn map_text(table: &mut Table, at: usize) { table.map_page(at, Flags::READ | Flags::EXEC); }
pub fn map_any(table: &mut Table, at: usize, flags: u64) { table.map_page(at, flags); }
pub fn parse(line: &str) {
    for word in line.split(' ') {
        let (option, value) = split(word);
        match option {
            "quiet" => set_quiet(value),
            "" => {}
            _ => log::warn!("Unknown boot option: '{}'", option),
        }
    }
}
pub fn levels(line: &str) {
    for word in line.split(',') {
        let level = match word {
            "debug" => 1,
            "info" => 2,
            other => { log::warn!("Bad severity '{}'", other); return; }
        };
        push(level);
    }
}
pub fn colours(line: &str) {
    for word in line.split(',') {
        let colour = match word {
            "red" => 1,
            other => { log::warn!("Bad colour '{}'", other); 7 }
        };
        push(colour);
    }
}
"""

ROWS = (
    ("`set` is available on `Output` pins only, not on `Input` pins", "holds"),
    ("`set` is available on `Input` pins only", "fails"),
    ("`read` is available on `Input` pins only, not on `Output` pins", "fails"),
    ("`id` is only available on `Output` pins", "fails"),
    ("`set` is available on `Output` clocks only", "undecided"),
    ("`Cell::with` holds the irq off for the duration of the closure and drops it afterwards", "holds"),
    ("`lazy` keeps `IrqOff` for the duration of the closure", "fails"),
    ("`early` keeps `IrqOff` for the duration of the closure", "fails"),
    ("`late` keeps `IrqOff` for the duration of the closure", "fails"),
    ("`given` keeps `IrqOff` for the duration of the closure", "undecided"),
    ("`Cell::with` holds the moon off for the duration of the closure", "undecided"),
    ("`held` releases the read lock on the table before it takes the write lock", "fails"),
    ("`let_go` releases the read lock before it takes the write lock", "holds"),
    ("`in_if` releases the read lock before it takes the write lock", "holds"),
    ("`named` releases the read lock before taking the write lock", "holds"),
    ("`kept` releases the read lock before taking the write lock", "fails"),
    ("`other` releases the read lock before taking the write lock", "undecided"),  # of another table
    ("Dropping a borrowed `Window` does not return frames to `POOL`", "holds"),
    ("Dropping an owned `Window` does not return frames to `POOL`", "fails"),
    ("Dropping a lent `Window` does not return frames to `POOL`", "undecided"),
    ("`map_window` maps its pages readable, writable and user accessible, but not executable", "holds"),
    ("`map_window` maps its pages readable and executable", "fails"),
    ("`map_text` maps the page readable, but not executable", "fails"),
    ("`map_any` maps the page readable", "undecided"),
    ("`map_window` maps its pages global", "undecided"),  # the tree has no such right
    ("Unknown boot options are warned about, empty ones are ignored silently", "holds"),
    ("Unknown options are ignored silently", "fails"),
    ("A word with an unknown option is skipped with a warning; the remaining words still take effect", "holds"),
    ("A word with an unknown severity is skipped with a warning; the remaining words still take effect", "fails"),
    ("An unknown colour is skipped with a warning", "undecided"),  # another is taken in its place
    ("Unknown planets are warned about", "undecided"),
)  # fmt: skip


@pytest.mark.parametrize("text,outcome", ROWS)
def test_what_is_held_and_given_and_passed_over(text: str, outcome: str) -> None:
    verdict = judge(Page({"kernel/src/pins.rs": PINS.encode()}, [], []), text)
    assert verdict.outcome == outcome, verdict.message
