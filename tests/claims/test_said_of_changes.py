"""What plans of changes say of real code: whose method it is, what is left of a name, what a function ignores, how variants are told."""

from __future__ import annotations

import pytest

from tests.claims.test_pages import Page, judge

OWNERS = r"""
pub static POOL: Pool = Pool::new();
pub static GUARDED: Mutex<Pool> = Mutex::new(Pool::new());
pub struct Pool { slots: [u8; 4] }
pub struct Shelf { slots: [u8; 4] }
pub struct Lent<T> { inner: T }
impl Pool {
    pub const fn new() -> Self { Self { slots: [0; 4] } }
    pub fn borrow_slot(&self, index: usize) -> Option<u8> { self.slots.get(index).copied() }
}
impl Shelf {
    fn dust(&self) {}
    pub fn fetch(&self, index: usize) -> Option<u8> { self.look_up(index) }
    fn look_up(&self, index: usize) -> Option<u8> { self.slots.get(index).copied() }
}
pub struct Desk { shelf: Shelf }
impl Deref for Desk { type Target = Shelf; fn deref(&self) -> &Shelf { &self.shelf } }
pub trait Peek { fn peek(&self) -> u8 { 3 } }
impl Peek for Pool {}
#[derive(Maker)]
pub struct Made { n: u8 }
pub fn make() -> u8 { 1 }
pub fn refill(pool: &Pool) -> usize { pool.slots.len() }
pub fn borrow_first() -> Option<u8> { POOL.borrow_slot(0) }
pub fn borrow_none() -> Option<u8> { None }
pub const LIMIT: usize = 8;
"""


@pytest.mark.parametrize(
    "text,outcome",
    [
        ("`Pool` has a public `refill` method", "fails"),
        ("`Pool::refill` is public", "fails"),
        ("`Pool::LIMIT` is public", "fails"),
        ("`Pool` has a public `borrow_slot` method", "holds"),
        ("`pool::refill` is public", "holds"),
        ("`Bucket::refill` is public", "undecided"),
        ("`Desk::fetch` is public", "undecided"),
        ("`Desk::refill` is public", "undecided"),
        ("`Pool::peek` is public", "undecided"),
        ("`Made` has a public `make` method", "undecided"),
        ("`dust` is private to `Shelf`", "holds"),
        ("`fetch` is private to `Shelf`", "fails"),
        ("`dust` is private to `Pool`", "fails"),
        ("`dust` is not part of the public API", "holds"),
        ("`dust` and `look_up` are not part of the public API", "holds"),
        ("`fetch` is not part of the public API", "undecided"),
        ("`borrow_first` goes through `POOL.borrow_slot`", "holds"),
        ("`borrow_none` goes through `POOL.borrow_slot`", "fails"),
        ("`borrow_first` goes through `POOL.lend`", "fails"),
        ("`borrow_first` goes through `GUARDED.lock`", "fails"),
        ("`fetch` finds slots with `self.look_up`", "undecided"),
        ("`fetch` looks it with `self.look_up`", "holds"),
        ("`dust` looks it with `self.look_up`", "fails"),
    ],
)
def test_a_free_function_is_no_method_of_a_type(text: str, outcome: str) -> None:
    verdict = judge(Page({"src/pool.rs": OWNERS.encode()}, [], []), text)
    assert verdict.outcome == outcome, verdict.message


LEFT = r"""
use codec::{Frame, decode};
use core::fmt;
pub const IO_PORT: u16 = BASE + 3;
const BASE: u16 = 0x40;
static TICKS: u32 = 0;
pub struct Speed;
impl Speed {
    pub const SLOW: u32 = 0;
    pub const FAST: u32 = 4;
}
pub enum Gear { Low = 1, High = 3 }
struct Serial;
impl Serial {
    fn settle(&self) { let x = 1 + 2; }
    fn open(&self, p: u16) -> u16 { p + 1 }
}
fn settle() {}
pub struct Tx<'a, T>(Ring<'a, T>);
#[repr(transparent)]
pub struct Rx<'a, T>(Ring<'a, T>);
pub struct Plain(Ring<'static, u8>, u32);
unsafe impl<'a, T: Send> Send for Tx<'a, T> {}
unsafe impl<'a, T: Sync> Sync for Tx<'a, T> {}
#[derive(Clone)]
pub struct Copied;
pub fn load(n: u8) -> Result<Frame, LoadError> { Err(LoadError::Missing) }
pub fn save(n: u8) -> Result<Frame, SaveError> { Err(SaveError::Full) }
fn warn_of() { log::warn!("PURGE is not supported here"); log::info!("ready"); }
"""


@pytest.mark.parametrize(
    "text,outcome",
    [
        ("`IO_PORT` is public and has the value 67", "holds"),
        ("`IO_PORT` is public and has the value 68", "fails"),
        ("`IO_PORT` and `BASE` are `const`", "holds"),
        ("`IO_PORT` and `TICKS` are `const`", "fails"),
        ("`load` is `const`", "fails"),
        ("`Serial::open` is `const`", "fails"),
        ("`TICKS` is `static`", "holds"),
        ("`Speed` has `SLOW`/`FAST` with the usual values 0, 4", "holds"),
        ("`Speed` has `SLOW` and `FAST` with values 0, 5", "fails"),
        ("`Speed` has `SLOW` and `FAST` with values 0, 4, 5", "undecided"),
        ("`Gear` has variants `Low`, `High` with values 1, 3", "holds"),
        ("no bare `p + 1` in `Serial::open`", "fails"),
        ("no bare `p + 1` in `Serial::settle`", "holds"),
        ("no bare `Result` in `left.rs`", "undecided"),
        ("No free `settle` function remains in `left.rs`", "fails"),
        ("No free `open` function remains in `left.rs`", "holds"),
        ("no standalone function `drain` left in `left.rs`", "holds"),
        ("free `settle` function removed", "fails"),
        ("`settle()` stub removed", "undecided"),
        ("`Tx` and `Rx` are wrappers around `Ring`", "holds"),
        ("`Rx` is a transparent wrapper around `Ring`", "holds"),
        ("`Tx` is a transparent wrapper around `Ring`", "undecided"),
        ("`Plain` is a wrapper around `Ring`", "fails"),
        ("`Tx` has explicit `Send` and `Sync` impls", "holds"),
        ("`Rx` has explicit `Send` and `Sync` impls", "fails"),
        ("`Copied` explicitly implements `Clone`", "undecided"),
        ("`left.rs` keeps importing from `codec`", "holds"),
        ("`left.rs` still imports from `codec`", "holds"),
        ("`left.rs` keeps importing from `wire`", "fails"),
        ("`left.rs` keeps importing from `log`", "undecided"),
        ("`load` returns `LoadError`", "holds"),
        ("`save` returns `LoadError`", "fails"),
        ('no "not supported" warning left in `left.rs` for `PURGE`', "fails"),
        ('no "not supported" message left in `left.rs`', "fails"),
        ('no "not implemented" warning left in `left.rs`', "holds"),
        ('no "not supported" warning left in `left.rs` for `DRAIN`', "holds"),
        ("`Serial` talks quickly, no `LoadError::Missing`", "undecided"),
        ("Failures are passed on with `?`, no `LoadError::Missing`", "fails"),
        ("Failures are passed on with `?`, no `settle()`", "undecided"),
        ("`Serial` talks quickly, no `linger()`", "undecided"),
    ],
)
def test_what_is_left_of_a_name_is_read_off_the_declarations(text: str, outcome: str) -> None:
    verdict = judge(Page({"src/left.rs": LEFT.encode()}, [], []), text)
    assert verdict.outcome == outcome, verdict.message


IGNORING = r"""
pub enum Why { Fuse, Switch, Odd }
pub enum Told { Broken, Off }
pub struct Lamps { map: Vec<u32>, size: usize, lit: Cell<bool> }
impl Lamps {
    pub fn light(&self, index: usize) {
        if index >= self.size {
            // nothing there
            return;
        }
        self.put(index, true);
    }
    pub fn dim(&self, index: usize) {
        self.count();
        if index >= self.size {
            return;
        }
        self.put(index, false);
    }
    pub fn blink(&self, index: usize) -> bool {
        if index >= self.size {
            return false;
        }
        true
    }
    pub fn late(&self, index: usize) {
        if index >= self.first {
            return;
        }
        self.put(index, false);
    }
    fn fill(&self, start: usize, length: usize, on: bool) {
        if length == 0 {
            return;
        }
        self.put(start, on);
    }
    pub fn fill_on(&self, start: usize, length: usize) {
        self.fill(start, length, true);
    }
    pub fn fill_off(&self, start: usize, length: usize) {
        self.count();
        self.fill(start, length, false);
    }
    pub fn rest(&self) {
        unsafe { current().sleep(self.lit.as_ptr() as usize, 3) }
    }
    pub fn doze(&self) {
        current().sleep();
    }
    pub fn wait_value(&self) {
        current().sleep(self.lit.get() as usize);
    }
    fn put(&self, index: usize, on: bool) {}
    fn count(&self) {}
    pub fn try_light(&self, lamp: Lamp) -> bool { self.put(lamp.index, true); true }
    pub fn swap_lamp(&self, lamp: Lamp) -> Option<Lamp> { Some(lamp) }
    pub fn release(&self, lamp: Lamp) -> bool { true }
    pub fn off(&self) {
        disable_all_lamps();
        main_loop(3);
    }
    pub fn off_late(&self) {
        main_loop(3);
        disable_all_lamps();
    }
    fn boot(&self) {
        power_up();
        crate::lamps::start_lamps();
    }
    pub fn told(&self, why: Why) -> Option<Told> {
        match why {
            Why::Fuse => Some(Told::Broken),
            Why::Switch => Some(Told::Off),
            Why::Odd => { self.count(); None }
        }
    }
}
"""


@pytest.mark.parametrize(
    "text,outcome",
    [
        ("`light()` ignores out-of-range index", "holds"),
        ("`light()` skips an out-of-bounds index", "holds"),
        ("`dim()` ignores out-of-range index", "undecided"),
        ("`blink()` ignores out-of-range index", "undecided"),
        ("`late()` ignores out-of-range index", "undecided"),
        ("`fill()` with zero length does nothing", "holds"),
        ("`fill_on()` with zero length does nothing", "holds"),
        ("`fill_on()` does nothing for zero length", "holds"),
        ("`fill_off()` with zero length does nothing", "undecided"),
        ("`light()` with zero length does nothing", "undecided"),
        ("`rest()` sleeps on the address of `lit`", "holds"),
        ("`rest()` sleeps on the address of `map`", "undecided"),
        ("`doze()` sleeps on the address of `lit`", "fails"),
        ("`wait_value()` sleeps on the address of `lit`", "undecided"),
        ("`light()` sleeps on the address of `lit`", "undecided"),
        ("`try_light` hands the lamp back if the row is full", "fails"),
        ("`try_light` hands the lamp back", "undecided"),
        ("`swap_lamp` hands the lamp back if none is free", "undecided"),
        ("`release` hands the lamp back if none is free", "undecided"),
        ("`try_light` hands the status back", "undecided"),
        ("`off` disables all lamps before `main_loop`", "holds"),
        ("`off_late` disables all lamps before `main_loop`", "fails"),
        ("`start_lamps()` runs after `power_up()`", "holds"),
        ("`start_lamps()` runs before `power_up()`", "fails"),
        ("`start_lamps()` runs after `main_loop()`", "undecided"),
        ("`Fuse` is reported as `Broken`", "holds"),
        ("`Why::Fuse` is reported as `Told::Off`", "fails"),
        ("`Odd` is reported as `Broken`", "undecided"),
    ],
)
def test_what_a_function_ignores_or_waits_for_is_read_off_its_body(text: str, outcome: str) -> None:
    verdict = judge(Page({"src/lamps.rs": IGNORING.encode()}, [], []), text)
    assert verdict.outcome == outcome, verdict.message


OUTER = r"""
use crate::limits::NAME_MAX;
use crate::limits::DEPTH;
use crate::lock::Held;
use crate::lock::Free;
mod node;
mod table;
fn depth() -> usize { 3 }
"""
NODE = (
    "use super::DEPTH;\nuse crate::lock::{Held, Free};\npub struct Node { held: Held, depth: usize }\nfn of() -> usize { DEPTH }\n"
)
LIMITS = "pub const NAME_MAX: usize = 8;\npub const DEPTH: usize = 3;\n"
LOCK = "pub struct Held;\npub struct Free;\n"


@pytest.mark.parametrize(
    "outer,table,outcome",
    [
        (OUTER, "fn table() {}", "fails"),
        (OUTER, "use super::*;\nfn table() {}", "undecided"),
        (OUTER, "use crate::tree::{Held, Free, NAME_MAX};\nfn table() {}", "undecided"),
        ("use crate::limits::DEPTH;\nmod node;\nmod table;\n", "fn table() {}", "undecided"),
    ],
)
def test_what_modules_below_may_use_of_an_import_is_looked_for_in_them(outer: str, table: str, outcome: str) -> None:
    files = {
        "src/tree/mod.rs": outer,
        "src/tree/node.rs": NODE,
        "src/tree/table.rs": table,
        "src/limits.rs": LIMITS,
        "src/lock.rs": LOCK,
    }
    verdict = judge(Page({path: text.encode() for path, text in files.items()}, [], []), "No unused imports in `tree/mod.rs`")
    assert verdict.outcome == outcome, verdict.message


WORK = r"""
pub enum Command { Run, Write, Test, Update }
pub struct Pool;
"""


@pytest.mark.parametrize(
    "text",
    [
        "**Step 4: Write tests**",
        "Write tests",
        "**Step 2: Test functions**",
        "Update methods",
        "Step 3 - Write module",
        "**Step 5: Run**",
    ],
)
def test_a_line_that_tells_what_to_do_is_not_held_against_variants(text: str) -> None:
    assert judge(Page({"src/command.rs": WORK.encode()}, [], []), text).outcome == "undecided"


@pytest.mark.parametrize(
    "text,outcome",
    [("Write variant exists", "holds"), ("**Step 4: `Write` variant exists**", "holds"), ("Remove Pool struct", "fails")],
)
def test_a_line_that_says_what_is_so_is_decided_though_it_is_called_a_step(text: str, outcome: str) -> None:
    verdict = judge(Page({"src/command.rs": WORK.encode()}, [], []), text)
    assert verdict.outcome == outcome, verdict.message


GUARD = """
pub struct LineGuard<'a> { bus: &'a Bus, line: u8, armed: bool }
impl<'a> LineGuard<'a> {
    pub fn new(bus: &'a Bus, line: u8) -> Self { Self { bus, line, armed: true } }
    pub fn line(&self) -> u8 { self.line }
    pub fn keep(mut self) -> u8 { self.armed = false; self.line }
}
impl Drop for LineGuard<'_> {
    fn drop(&mut self) { if self.armed { self.bus.release_line(self.line); } }
}
"""


@pytest.mark.parametrize(
    "changed,text,outcome",
    [
        ("", "`Drop` releases the line if still armed", "holds"),
        ("", "`line()` returns the held line", "holds"),
        ("", "`Drop` does nothing after `keep()`", "holds"),
        ("if self.armed {", "`Drop` does nothing after `keep()`", "fails"),
        ("self.armed = false;", "`Drop` does nothing after `keep()`", "fails"),
    ],
)
def test_a_guard_of_a_narrow_number_is_run(changed: str, text: str, outcome: str) -> None:
    code = GUARD.replace(changed, "{" if changed.endswith("{") else "") if changed else GUARD
    verdict = judge(Page({"src/bus.rs": code.encode()}, [GUARD], []), text)
    assert verdict.outcome == outcome, verdict.message


def test_a_name_is_no_longer_exported_where_the_root_of_the_crate_does_not_bring_it() -> None:
    files = {
        "Cargo.toml": b'[package]\nname = "wire-lib"\n',
        "src/lib.rs": b'compile_error!("x");\nmod frame;\npub use frame::Frame;\n#[cfg(feature = "std")]\npub use frame::Reader;\n',
        "src/frame.rs": b"pub struct Frame;\npub struct Error;\npub struct Reader;\n",
    }
    page = Page(files, [], [])
    assert judge(page, "`wire_lib::Error` is no longer exported").outcome == "holds"
    assert judge(page, "`wire_lib::Frame` is no longer exported").outcome == "fails"
    assert judge(page, "`Error` is no longer exported").outcome == "undecided"
    assert judge(page, "`Error` is re-exported at the crate root under `std`").outcome == "fails"
    assert judge(page, "`Reader` is re-exported at the crate root under `std`").outcome == "holds"
    assert judge(page, "`Frame` is re-exported at the crate root under `std`").outcome == "undecided"


def test_both_stands_for_the_two_names_that_the_criterion_before_begins_with() -> None:
    from tests.claims.test_pages import Case, Code, Criterion, FileMention, MemoryTree, Source, Span, Spec, decide

    spec = Spec("uow.md", "1", "A unit of work", 1, Span(0, 0), files=(FileMention("src/left.rs", 1, Span(0, 0), "metadata"),))
    case = Case(spec, Source("uow.md", b""), Code(MemoryTree({"src/left.rs": LEFT.encode()})))

    def said(text: str) -> str:
        return decide(Criterion(text, 1, Span(0, 0)), case).outcome

    assert said("`Tx` and `Rx` are wrappers around `Ring`") == "holds"
    assert said("both have explicit `Send` impls") == "fails"
    assert said("both are wrappers around `Ring`") == "holds"
    assert said("`Tx` is a wrapper around `Ring`") == "holds"
    assert said("both have explicit `Send` impls") == "undecided"


UART = r"""
pub struct Uart { queue: Lock<VecDeque<Arc<Job>>>, waiting: WaitList }
pub struct Job { run: Box<dyn Fn() + Send> }
impl Job {
    pub fn new<F>(run: F) -> Arc<Self> where F: Fn() + Send + 'static { Arc::new(Self { run: Box::new(run) }) }
    pub fn once<F: FnOnce() + Send>(run: F) -> Self { todo!() }
}
impl Uart {
    pub fn submit(&self, job: Arc<Job>) {
        self.queue.lock().push_back(job);
        self.waiting.wake(None);
    }
    pub fn hurry(&self, job: Arc<Job>) {
        self.queue.lock().push_front(job);
    }
    pub fn read(&mut self) -> Result<u8, UartError> {
        let sr = regs().sr().read();
        if sr.ovrn() {
            regs().icr().write(1);
            return Err(UartError::Overrun);
        } else if sr.parity() || sr.noise() {
            return Err(UartError::Noise);
        } else if !sr.rxne() {
            return Err(UartError::Empty);
        }
        Ok(regs().dr().read())
    }
}
"""


@pytest.mark.parametrize(
    "text,outcome",
    [
        ("`submit` appends to the tail", "holds"),
        ("`hurry` appends to the tail", "undecided"),
        ("`hurry` adds to the front", "holds"),
        ("`read` reports `UartError::Overrun` on OVRN", "holds"),
        ("`read` still reports `UartError::Overrun` on OVRN", "holds"),
        ("`read` returns `Err(UartError::Overrun)` on OVRN", "holds"),
        ("`read` reports `UartError::Noise` on NOISE", "undecided"),
        ("`read` reports `UartError::Empty` on RXNE", "undecided"),
        ("`read` reports `UartError::Empty` on OVRN", "undecided"),
        ("`Job::new()` accepts any `Fn() + Send + 'static` and hands back an `Arc`", "holds"),
        ("`Job::new()` hands back a `Box`", "fails"),
        ("`Job::once` accepts any `Fn() + Send + 'static`", "undecided"),
    ],
)
def test_signs_ends_of_lists_and_bounds_are_found_in_words(text: str, outcome: str) -> None:
    verdict = judge(Page({"src/uart.rs": UART.encode()}, [], []), text)
    assert verdict.outcome == outcome, verdict.message
