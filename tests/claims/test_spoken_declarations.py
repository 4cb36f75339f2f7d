"""What units of work say of declarations in words of their own: defaults of parameters, heads of functions by role, licences, stubs, TOML."""

from __future__ import annotations

import pytest

from tests.claims.test_pages import Page, judge

HEADER = "// SPDX-License-Identifier: Apache-2.0\n// SPDX-FileCopyrightText: the authors\n\n"
LOCK = (
    HEADER
    + r"""
pub trait Watch {
    fn would_hang(owner: usize) -> bool;
    fn who() -> usize { 0 }
}
pub struct Never;
impl Watch for Never {
    fn would_hang(_owner: usize) -> bool { false }
}
pub struct Always;
impl Watch for Always {
    fn would_hang(_owner: usize) -> bool { true }
}
pub struct Gate<T: Send, W: Watch = Never, const N: usize = 4> { enter: bool, inner: T, watch: W }
impl<T: Send, W: Watch> Gate<T, W> {
    #[track_caller]
    pub fn enter(&self) { self.take() }
    #[track_caller]
    fn take(&self) {}
    fn leave(&self) {}
}
pub struct GateGuard<'a, T: Send, W: Watch> { gate: &'a Gate<T, W> }
pub struct Row<I: Iterator<Item = u8> = Bytes> { inner: I }
pub static SCREEN: Gate<u8> = Gate::new(0);
pub static CLOCK: Gate<u64, Always> = Gate::new(0);
pub static DEVICES: Gate<Option<u8>> = Gate::new(None);
static mut COUNT: usize = 0;
pub const LIMIT: usize = 64;
"""
)
CALLS = r"""
pub mod timers;
pub(crate) mod ports;
pub use crate::lock::Watch;
pub enum Call { Sleep = 1, Wake = 2, Port = 9 }
impl Call {
    pub fn from_usize(n: usize) -> Option<Self> {
        match n { 1 => Some(Self::Sleep), 9 => Some(Call::Port), _ => None }
    }
}
pub fn dispatch(call: Call, a: usize) -> usize {
    match call { Call::Sleep => timers::sleep(a), Call::Wake => todo!(), Call::Port => unimplemented!() }
}
pub fn later() { todo!() }
pub fn load(at: usize, name: &str) {}
pub fn boot(flag: &AtomicUsize) { load(1, "init"); unsafe { load(flag.load(Ordering::Relaxed), "shell") } }
"""
TOML = r"""
[env]
MACHINE = "virt"
BOOTARGS = ""

[tasks.run]
command = "qemu-system-riscv64"
args = ["-machine", "${MACHINE}", "-append", "${BOOTARGS}"]

[tasks.debug]
command = "qemu-system-riscv64"
args = ["-append", "${BOOTARGS}", "-s"]

[tasks.gdb]
command = "gdb"
args = ["kernel"]
"""
FILES = {
    "kernel/src/lib.rs": b"pub mod lock;\npub mod call;\n",
    "kernel/src/lock.rs": LOCK.encode(),
    "kernel/src/call/mod.rs": CALLS.encode(),
    "kernel/src/call/timers.rs": b"// SPDX-License-Identifier: MIT\npub fn sleep(a: usize) -> usize { a }\n",
    "kernel/src/call/ports.rs": b"pub fn open() {}\n",
    "abi/src/lib.rs": b"pub mod timers;\n",
    "abi/src/timers.rs": HEADER.encode() + b"pub unsafe fn sleep(ticks: u64) -> Result<(), Fault> { Ok(()) }\n",
    "Makefile.toml": TOML.encode(),
}

ROWS = (
    # parameters with a default
    ("`Gate` takes `W: Watch = Never`", "holds"),
    ("`Gate` takes `W: Watch = Always`", "fails"),
    ("`Gate` has a type parameter `W: Watch` that defaults to `Never`", "holds"),
    ("`Gate` is generic over `W: Watch = Never`", "holds"),
    ("`Gate` is generic over `W: Watch = Always`", "fails"),
    ("The `W` parameter of `Gate` defaults to `Never`", "holds"),
    ("`GateGuard` defaults its `W` parameter to `Never` as well", "fails"),
    ("`Gate` has a const parameter `N: usize = 4`", "holds"),
    ("`Gate` has a const parameter `N: usize = 5`", "fails"),
    ("`Row` is generic over `I: Iterator<Item = u8>`", "holds"),
    ("`Gate` takes `W: Watch = Never`, so `SCREEN` and `DEVICES` keep their declared types", "holds"),
    ("`Gate` takes `W: Watch = Never`, so `CLOCK` keeps its declared type", "undecided"),
    ("`Gate` takes `W: Watch = Always`, so `SCREEN` keeps its declared type", "fails"),
    # attributes of several functions, of which a field has the name of one
    ("`enter` and `take` are `#[track_caller]`", "holds"),
    ("`enter` and `leave` are `#[track_caller]`", "fails"),
    ("`#[track_caller]` stands on `enter` and `take`", "holds"),
    # a type and its method
    ("`Never` implements `Watch` and its `would_hang` always returns `false`", "holds"),
    ("`Always` implements `Watch` and its `would_hang` always returns `false`", "fails"),
    ("`Always` implements `Watch`, and its `would_hang` returns `true` for every owner", "holds"),
    # statics with all that is said of them
    ("`pub static DEVICES: Gate<Option<u8>>` exists in `lock.rs` and starts as `None`", "holds"),
    ("`pub static DEVICES: Gate<Option<u16>>` exists in `lock.rs` and starts as `None`", "fails"),
    ("`static mut COUNT: usize = 0` is in `lock.rs`", "holds"),
    ("`static COUNT: usize = 0` is in `lock.rs`", "undecided"),
    ("`lock.rs` has a public static `DEVICES` of type `Gate<Option<u8>>`", "holds"),
    ("`lock.rs` declares a public constant `LIMIT` of type `usize` with value 65", "fails"),
    ("`call` exports a public trait `Watch` with `would_hang(owner: usize) -> bool` and `who() -> usize`", "holds"),
    ("`call` exports a public trait `Watch` with `would_hang(owner: u8) -> bool` and `who() -> usize`", "fails"),
    # numbers of variants and the function that knows them
    ("`Call::Port = 9` is added and handled by `from_usize`", "holds"),
    ("`Call::Port = 8` is added and handled by `from_usize`", "fails"),
    ("`Call::Wake = 2` is added and handled by `from_usize`", "fails"),
    ("`Call` has a variant `Port = 9` and `Call::from_usize(9)` returns it", "holds"),
    ("`Call` has a variant `Port = 9` and `Call::from_usize(1)` returns it", "fails"),
    # places
    ("`pub mod timers;` is declared in both `call/mod.rs` (kernel) and `lib.rs` (abi)", "holds"),
    ("`pub mod ports;` is declared in both `call/mod.rs` (kernel) and `lib.rs` (abi)", "fails"),
    # heads by role
    ("The abi wrapper is `pub unsafe fn sleep(ticks: u64) -> Result<(), Fault>`", "holds"),
    ("The abi wrapper is `pub unsafe fn sleep(ticks: u32) -> Result<(), Fault>`", "fails"),
    ("The kernel handler is `pub unsafe fn sleep(a: usize) -> usize`", "fails"),
    ("The moon wrapper is `pub fn sleep(a: usize) -> usize`", "undecided"),
    # what is left to be written
    ("`Wake` is left as `todo!()`", "holds"),
    ("`Call::Port` is still `unimplemented!()`", "holds"),
    ("`Sleep` is left as `todo!()`", "fails"),
    ("`Wake` and `Sleep` are left as `todo!()`", "fails"),
    ("`later` remains `todo!()`", "holds"),
    ("`boot` is left as `todo!()`", "fails"),
    # licences
    ("`lock.rs` starts with the Apache-2.0 SPDX header", "holds"),
    ("`lock.rs` starts with the MIT SPDX header", "fails"),
    ("`call/ports.rs` begins with an SPDX line for `MIT`", "fails"),
    # what callers hand over; a method of atomics is another function
    ("All callers of `load` pass a name", "holds"),
    ("All callers of `load` pass 2 arguments", "holds"),
    ("All callers of `load` pass 3 arguments", "fails"),
    ("All callers of `load` pass a priority", "undecided"),
    # TOML
    ("`Makefile.toml` defines `BOOTARGS`", "holds"),
    ("`Makefile.toml` defines `KARGS`", "fails"),
    ("`Makefile.toml` defines `BOOTARGS`, and both QEMU tasks pass it with `-append`", "holds"),
    ("`Makefile.toml` defines `MACHINE`, and both QEMU tasks pass it with `-machine`", "fails"),
    ("All three QEMU tasks pass `BOOTARGS` with `-append`", "undecided"),
    ("`Makefile.toml` sets `MACHINE` to `sifive`", "fails"),
    ("The `gdb` task runs `gdb`", "holds"),
)  # fmt: skip


@pytest.mark.parametrize("text,outcome", ROWS)
def test_what_is_said_of_declarations(text: str, outcome: str) -> None:
    verdict = judge(Page(FILES, [], []), text)
    assert verdict.outcome == outcome, verdict.message


TEXTS = r"""
//! The tide is `moon::tide`.
pub fn name() -> &'static str { "sun::noon" }
pub fn log() { info!("the sun rises"); }
"""


@pytest.mark.parametrize(
    "text,outcome",
    [
        ("`sun::noon` no longer appears in `src/sky.rs`", "fails"),
        ("Neither `sun::noon` nor `rain::fall` appears in `src/sky.rs` any more", "fails"),
        ("The name `sun::noon` appears nowhere in `src/sky.rs`", "fails"),
        ("`moon::tide` does not appear in `src/sky.rs`", "undecided"),  # a comment has it
        ("`sun` no longer occurs in `src/sky.rs`", "undecided"),  # a word of a message need not be the name
        ("`rain::fall` no longer appears in `src/sky.rs`", "holds"),
        ("No use of `sun::noon` remains in `src/sky.rs`", "holds"),  # a string is no use
    ],
)
def test_what_appears_nowhere_is_in_no_string_either(text: str, outcome: str) -> None:
    verdict = judge(Page({"src/sky.rs": TEXTS.encode()}, [], []), text)
    assert verdict.outcome == outcome, verdict.message
