"""Names that lead elsewhere: a method called like a module, twins in files of one name, members of types that are gone."""

from __future__ import annotations

import pytest

from tests.claims.traps import F, H, Trap, U, judge

SOCKET = {
    "src/lib.rs": "mod net;\nmod syscalls;\n",
    "src/net.rs": "pub struct Socket;\ntrait File { fn write(&self); }\nimpl File for Socket {\n    fn write(&self) { poll(); }\n}\nfn poll() {}\n",
    "src/syscalls/mod.rs": "mod write;\n",
    "src/syscalls/write.rs": "fn sys_write() {}\n",
}
POOL = {
    "src/lib.rs": "mod pool;\n",
    "src/pool.rs": "pub struct Pool;\nimpl Pool {\n    pub fn all(&self) -> Vec<u8> { filled!(3) }\n}\n",
}
EVENTS = {
    "src/lib.rs": "mod eventfd;\npub fn eventfd() { block_on(); }\nfn block_on() {}\n",
    "src/eventfd.rs": "pub struct EventFd;\n",
}
UARTS = {
    "src/lib.rs": "mod x86;\nmod arm;\n",
    "src/x86/serial.rs": "pub struct Uart;\nimpl Uart {\n    pub fn new() -> Self { Uart }\n}\n",
    "src/arm/serial.rs": "pub fn init() {}\n",
}
DRIVERS = {
    "src/lib.rs": 'pub struct Console;\n#[cfg(feature = "pci")]\nmod pci;\n#[cfg(not(feature = "pci"))]\nmod mmio;\n',
    "src/pci.rs": "use super::Console;\nimpl Console {\n    pub fn init() { told(); }\n}\nfn told() {}\n",
    "src/mmio.rs": "use super::Console;\nimpl Console {\n    pub fn init() {}\n}\n",
}
PAGES = {
    "src/lib.rs": "pub struct Pages;\nimpl core::ops::Deref for Pages {\n    type Target = u8;\n    fn deref(&self) -> &u8 { &0 }\n}\n"
    "pub fn deallocate() {}\nimpl Heap {\n    fn deallocate(&self) {}\n}\npub struct Heap;\n",
}
TESTED = {
    "src/lib.rs": "mod eventfd;\n",
    "src/eventfd.rs": "pub struct EventFd;\n",
    "tests/eventfd.rs": "#[test]\nfn eventfd() { wait(); }\nfn wait() {}\n",
}
BOTH = {
    "src/lib.rs": "pub struct Process { state: u8 }\nimpl Process {\n    pub fn state(&self) -> u8 { self.state }\n    fn own(&self) {}\n}\n",
}
TARGETS = {"src/lib.rs": "pub fn f() {}\n", "tests/basic.rs": "fn add(a: u8, b: u8) -> u8 { a + b }\nconst PATTERN: u8 = 171;\n"}
IMPORTS = {
    "src/lib.rs": "mod disk;\nmod net;\n",
    "src/disk.rs": "pub fn open() {}\n",
    "src/net.rs": 'use report::caution;\npub fn listen() { caution!("up"); }\n',
}
FOLDERS = {
    "src/lib.rs": "mod net;\n",
    "src/net/mod.rs": "mod tcp;\npub fn poll() {}\n",
    "src/net/tcp.rs": "pub fn send() { wait(); }\nfn wait() {}\n",
    "src/wait.rs": "fn wake() { wait(); gone(); }\nfn wait() {}\n",
}
CRATES = {"net/src/io/tcp.rs": "fn a() { wait(); }\n", "disk/src/io/raw.rs": "fn b() {}\n"}
TRAPS = (
    Trap("`wait` is not called in `src/net`", FOLDERS, (F,)),
    Trap("`gone()` does not occur in `src/net` any more", FOLDERS, (H,)),
    Trap("`gone()` does not occur in `src/disk` any more", FOLDERS, (U,)),
    Trap("`wait` is not called in `src/io`", CRATES, (U,)),
    Trap("`wait` is not called in `disk/src/io`", CRATES, (H,)),
    Trap("`report::caution` import dropped", IMPORTS, (H, U), ("src/disk.rs",)),
    Trap("`report::caution` import dropped", IMPORTS, (F,), ("src/net.rs",)),
    Trap("`add` takes 2 parameters", TARGETS, (H,), ("tests/basic.rs",)),
    Trap("`add` takes 3 parameters", TARGETS, (F,), ("tests/basic.rs",)),
    Trap("`PATTERN` equals `0xab`", TARGETS, (H,), ("tests/basic.rs",)),
    Trap("`add` takes 2 parameters", TARGETS, (F, U), ("src/lib.rs",)),
    Trap("`Process::state` is public", BOTH, (H,)),
    Trap("`state` is public", BOTH, (U,)),
    Trap("`Process::own` is public", BOTH, (F,)),
    Trap("`Socket` uses a fixed buffer", SOCKET, (U,), ("src/net.rs",)),  # what a type uses is not what a function does
    Trap("`Socket` uses the `vec!` macro", SOCKET, (F,), ("src/net.rs",)),
    Trap("`Pool` uses the `vec!` macro", POOL, (U,), ("src/pool.rs",)),  # another macro may write it
    Trap("`poll` is not called in `Socket::write`", SOCKET, (F,), ("src/net.rs",)),
    Trap("`Socket::write` no longer calls `poll`", SOCKET, (F,), ("src/net.rs",)),
    Trap("`sys_write` is not called in `Socket::write`", SOCKET, (H,), ("src/net.rs",)),
    Trap("`block_on` is not called in `eventfd`", EVENTS, (F, U), ("src/lib.rs",)),
    Trap("`block_on` is not called in `eventfd()`", EVENTS, (F,), ("src/lib.rs",)),
    Trap("`Uart::new` returns `Self`", UARTS, (U,), ("src/arm/serial.rs",)),
    Trap("`Uart::new` returns `Self`", UARTS, (H,), ("src/x86/serial.rs",)),
    Trap("`Console::init` calls `told`", DRIVERS, (H,), ("src/pci.rs",)),
    Trap("`Console::init` calls `told`", DRIVERS, (F,), ("src/mmio.rs",)),
    Trap("`Pages::Target` type alias exists", PAGES, (H,)),
    Trap("`Pages::Output` type alias exists", PAGES, (F, U)),
    Trap("`Multiboot::deallocate` no longer exists in `src/lib.rs`", PAGES, (H,)),
    Trap("`Foo::deallocate` method added to `src/lib.rs`", PAGES, (F,)),
    Trap("`Heap::deallocate` method added to `src/lib.rs`", PAGES, (H,)),
    Trap("`Socket::write` method added to `src/lib.rs`", SOCKET, (F, U)),
    Trap("`Socket::write` method added to `src/net.rs`", SOCKET, (H,)),
    Trap("`wait` is not called in `eventfd`", TESTED, (F, U), ("tests/eventfd.rs",)),
    Trap("`Heap::deallocate` no longer exists in `src/lib.rs`", PAGES, (F,)),
)


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: f"{trap.text} [{trap.named}]")
def test_a_name_leads_to_what_is_meant(trap: Trap) -> None:
    verdict = judge(trap)
    assert verdict.outcome in trap.honest, verdict.message
