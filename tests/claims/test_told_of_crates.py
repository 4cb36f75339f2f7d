"""What units of work say of methods, files and crates in words of their own: overrides, what is taken no longer, features, `unsafe` blocks."""

from __future__ import annotations

import pytest

from tests.claims.test_pages import Page, judge

ROOT = b"#![no_std]\n#![feature(let_chains)]\n#![feature(never_type, allocator_api)]\n#![cfg_attr(test, feature(test))]\nmod desk;\nmod lamp;\nmod pump;\n"
DESK = rb"""
use crate::lamp::Lamp;
pub struct Bell(usize);
pub trait Item {
    const RIGHTS: Rights;
    fn hook(&self, _bell: Bell) -> Result<(), Fault> { Err(Fault::Unable) }
    fn unhook(&self) {
        // Nothing to do here.
    }
    fn shut(&self) { log(1); }
    fn name(&self) -> &str;
}
pub struct Rights(u8);
impl Rights { pub const OPEN: Self = Self(1); pub const LOCK: Self = Self(2); pub const ALL: Self = Self::OPEN.or(Self::LOCK); }
pub struct Chest;
impl Item for Chest { const RIGHTS: Rights = Rights::ALL; fn name(&self) -> &str { "chest" } }
pub enum Fault { Unable, Taken, NoRoom }
pub struct Drawer { bell: Option<Bell>, width: usize }
pub struct Shelf { bell: Option<Bell> }
impl Item for Drawer {
    const RIGHTS: Rights = Rights::OPEN.or(Rights::LOCK);
    fn hook(&self, bell: Bell) -> Result<(), Fault> { Ok(()) }
    fn unhook(&self) { self.forget(); }
    fn name(&self) -> &str { "drawer" }
}
impl Item for Shelf {
    const RIGHTS: Rights = Rights::OPEN | Rights::LOCK;
    fn hook(&self, bell: Bell) -> Result<(), Fault> { Ok(()) }
    fn unhook(&self) { self.forget(); }
    fn shut(&self) {}
    fn name(&self) -> &str { "shelf" }
}
pub struct Failed<T> { request: T, fault: Fault, tries: usize }
impl<T> Failed<T> {
    pub fn fault(&self) -> Fault { self.fault }
    pub fn why(&self) -> Fault { Fault::Unable }
}
pub struct PutOrder { at: usize }
impl PutOrder { pub fn fetch(self) -> Result<usize, Failed<Self>> { todo!() } }
pub struct TakeOrder { at: usize }
impl TakeOrder { pub fn fetch(self) -> Result<(usize, usize), Failed<Self>> { todo!() } }
pub struct LookNote;
impl LookNote { pub fn fetch(self) -> Result<usize, Fault> { todo!() } }
pub struct SendNote;
impl SendNote { pub fn fetch(self) -> Result<u8, Fault> { todo!() } }
pub struct Place<'a, const N: usize>(&'a mut Drawer);
impl<'a> Place<'a, 1> { pub fn put(self, at: usize) -> usize { at } }
impl<'a> Place<'a, 2> { pub fn put_two(self, at: usize) -> usize { at } }
impl<'a, const N: usize> Place<'a, N> { pub fn width(&self) -> usize { N } }
pub fn swap(drawer: &mut Drawer, item: Shared<dyn Item>, id: usize) {}
fn do_put(at: usize) -> usize { at }
"""
LAMP = rb"""
use core::ptr::NonNull;
pub struct Lamp { queue: Vec<usize>, wires: Vec<usize>, lights: Mutex<Vec<usize>> }
impl Lamp {
    pub fn glow(&mut self) {
        // SAFETY: the register is ours.
        unsafe { write(self.queue.len()) };
        self.queue.remove(0);
        let got = self.wires.first().unwrap();
        let last = self.wires.last();
        let end = self.wires.iter().copied().next_back();
        let lit = last.expect("a wire");
    }
    pub fn dim(&self) -> usize {
        let mut lit = self.lights.lock();
        lit.remove(0);
        // SAFETY: likewise.
        let at = unsafe { read() };
        at
    }
}
"""
DARK = b"pub fn off(at: *mut u8) { unsafe { at.write(0) } }\n"
PAGE = Page(
    {
        "src/main.rs": ROOT,
        "src/desk.rs": DESK,
        "src/lamp.rs": LAMP,
        "src/dark.rs": DARK,
        "Cargo.toml": b'[package]\nname = "desk"\n[features]\ntest = []\n[dependencies]\nlamp = { version = "1", features = ["spin"] }\n',
        "src/pump/mod.rs": b"pub fn pump() {}\n",
    },
    [],
    [],
)
SAID = [
    ("`src/lamp.rs` exists and is declared as a module in `main.rs`", "holds"),
    ("`src/lamp.rs` is added, and `main.rs` declares it", "holds"),
    ("`src/dark.rs` exists and is declared as a module in `main.rs`", "fails"),
    ("`Bell` consists of one field, `0: usize`", "holds"),
    ("`Drawer` has two fields, `bell: Option<Bell>` and `width: usize`", "holds"),
    ("`Drawer` consists of a single field, `width: usize`", "fails"),
    ("The crate enables the `let_chains` and `never_type` features", "holds"),
    ("The nightly features `let_chains` and `allocator_api` are enabled in `main.rs`", "holds"),
    ("The crate enables the `unsize` feature", "fails"),
    ("The crate enables the `test` feature", "undecided"),
    ("Nothing in `src/` imports `core::ptr::NonNull`", "fails"),
    ("Nothing in `src/` imports `core::cell::Cell`", "holds"),
    ("`core::cell::Cell` is not imported anywhere in `src/`", "holds"),
    ("Every `unsafe` block in `lamp.rs` has a `// SAFETY:` comment", "holds"),
    ("Each `unsafe` block in `lamp.rs` is preceded by a `SAFETY` comment", "holds"),
    ("Every `unsafe` block in `dark.rs` has a `// SAFETY:` comment", "fails"),
    ("Every `unsafe` block in `desk.rs` has a `// SAFETY:` comment", "undecided"),
    ("`Item::hook` takes a `Bell`, no longer an `Option<Bell>`", "holds"),
    ("`Item::hook` takes an `Option<Bell>`, no longer a `Bell`", "fails"),
    ("`Item::hook` now takes a `usize` instead of an `Option<Bell>`", "fails"),
    ("`Item` has an `unhook(&self)` method whose default does nothing", "holds"),
    ("`Item::unhook` does nothing by default", "holds"),
    ("`Item` has a `shut(&self)` method whose default does nothing", "fails"),
    ("`Item` has a `name(&self)` method with an empty default body", "fails"),
    ("`Item` has an `unhook(&mut self)` method whose default does nothing", "fails"),
    ("`Drawer` and `Shelf` each override `unhook`", "holds"),
    ("`unhook` is overridden by `Drawer` and `Shelf`", "holds"),
    ("`Drawer` and `Shelf` both override `shut`", "fails"),
    ("`swap` takes the item as `Shared<dyn Item>` in addition to the id", "holds"),
    ("`swap` takes the item as `Shared<dyn Lamp>` in addition to the id", "fails"),
    ("`swap` takes the item as `Shared<dyn Item>` in addition to the colour", "undecided"),
    ("`do_put` is private and returns a plain `usize`", "holds"),
    ("`do_put` is private to the module", "holds"),
    ("`swap` is private to the module, so nobody else swaps", "fails"),
    ("`do_put` is private to the module, so drawers come from `swap` only", "undecided"),
    ("`fetch` of both order types (put, take) fails with `Failed<Self>`", "holds"),
    ("The `fetch` methods of the order types fail with `Failed<Self>`", "holds"),
    ("The `fetch` methods of the note types still fail with a plain `Fault`", "holds"),
    ("The `fetch` methods of the note types fail with `Failed<Self>`", "fails"),
    ("`fetch` of all three order types fails with `Failed<Self>`", "undecided"),
    ("`Failed::fault(&self)` returns the stored `Fault`", "holds"),
    ("`Failed::why` returns the stored `Fault`", "fails"),
    ("`put` is only available on `Place<'_, 1>`, `put_two` only on `Place<'_, 2>`", "holds"),
    ("`put` is only available on `Place<'_, 2>`", "fails"),
    ("`width` is only available on `Place<'_, 1>`", "fails"),
    ("No `queue.remove(..)` is left in `lamp.rs`", "fails"),
    ("No positional `queue.remove(..)` is left in `lamp.rs`", "fails"),
    ("No deferred `queue.remove(..)` is left in `lamp.rs`", "undecided"),
    ("No `queue.pop(..)` is left in `lamp.rs`", "holds"),
    ("`wires.first(..)` is not unwrapped anywhere in `src/`", "fails"),
    ("`wires.last(..)` is not unwrapped anywhere in `src/`", "fails"),
    ("`wires.iter(..)` is not unwrapped anywhere in `src/`", "holds"),
    ("No positional `wires.remove(..)` is left in `lamp.rs`", "holds"),
    ("No positional `queue.remove(..)` is left in `Lamp::glow`", "fails"),
    ("No positional `queue.remove(..)` is left in `Lamp::dim`", "holds"),
    ("`wires.first(..)` is not unwrapped in `Lamp::dim`", "holds"),
    ("No positional `lights.remove(..)` is left in `lamp.rs`", "undecided"),
    ("`cables.first(..)` is not unwrapped anywhere in `src/`", "undecided"),
    ("The `RIGHTS` of `Drawer` and `Shelf` stays open and lock", "holds"),
    ("The `RIGHTS` of `Drawer` is `Rights::OPEN`", "fails"),
    ("The `RIGHTS` of `Shelf` stays open", "fails"),
    ("The `RIGHTS` of `Chest` stays open and lock", "undecided"),
    ("The crate enables the `spin` feature", "undecided"),
    ("All callers of `Drawer::put` are migrated to `Place::put` and the method is gone", "undecided"),
    ("`src/pump/mod.rs` exists and is declared as a module in `main.rs`", "holds"),
    ("`desk.rs` defines `pub struct Place<'a, const N: usize>` around a `&'a mut Drawer`", "holds"),
    ("`desk.rs` defines `pub struct Place<'a, const N: usize>` around a `&'a mut Shelf`", "fails"),
    ("`desk.rs` defines `pub struct Place<'a, const M: usize>` around a `&'a mut Drawer`", "fails"),
    ("`desk.rs` defines `pub struct Bell`", "holds"),
    ("All callers of `Drawer::put` are migrated and the method is gone", "holds"),
    ("All callers of `Failed::why` are migrated and the method is gone", "fails"),
]


@pytest.mark.parametrize(("said", "outcome"), SAID, ids=[s for s, _ in SAID])
def test_what_is_told_of_methods_files_and_crates(said: str, outcome: str) -> None:
    verdict = judge(PAGE, said)
    assert verdict.outcome == outcome, verdict.message
