"""What is said of several things at once, with its reasons and labels around it, and what its parts must not be taken for.

A false “holds” is the worst outcome, a false “fails” the next: every row names the outcomes that are honest.
"""

from __future__ import annotations

import pytest

from tests.claims.traps import F, H, Trap, U, judge

TREE = {
    "src/lib.rs": """
#[derive(Clone, Copy)]
#[repr(C)]
pub struct A(pub u32);
#[derive(Clone)]
pub struct Pair;
#[derive(Clone)]
pub struct B { pub at: fmt::Result, size: u8 }
pub enum State { Ready, Asleep(u64), File { at: usize, len: usize }, Code = 7, Next }
pub static LOCK: Spin<B> = Spin::new();
pub extern "C" fn boot(a: u32, b: u32) {}
pub type Signal = c_int;
pub const SIGINT: Signal = 2;
pub fn every() -> impl Iterator<Item = u32> { todo!() }
pub trait Source { fn take(&self); fn give(&self); }
flags! { pub struct Bits: u32 { const X = 1; const Y = 2; } }
fn made(a: A) { check(); let _ = B { at: go(), size: 1 }; }
fn kept() { check(); go(); }
fn late() { go(); check(); }
fn tested() { go(); }
#[cfg(test)] mod tests { fn t() { go().unwrap(); } }
impl B { fn sized(self, at: fmt::Result) -> Self { Self { at, ..self } } }
pub const fn two() -> u32 { 2 }
pub fn one(x: usize) -> u32 { if x == 0 || x > 9 { return EINVAL; } let y = x; 1 }
""",
    "hal/Cargo.toml": '[package]\nname = "my-hal"\n[lib]\nname = "los_hal"\n',
    "hal/src/lib.rs": "pub mod mmu;\nmod inner;\n",
}

ROWS = [
    ("`A` and `B` derive `Clone`", (H,)),
    ("`A` and `B` derive `Copy`", (F,)),
    ("`A`, `B` are public", (H,)),
    ("`A` is public, so that others can use it", (H,)),
    ("`A` derives `Hash` because maps need it", (F,)),
    ("`A` is public, so a table can hold it", (H,)),
    ("`boot` is public, so a table cannot hold it and it returns `u8`", (F, U)),
    ("`A` derives `Hash` so clippy stays quiet", (F,)),
    ("`A` derives `Clone` for callers who want two of them", (H,)),
    ("**Pair**: derives `Clone`", (H,)),
    ("**Pair**: derives `Hash`", (F,)),
    ("`A` is `Copy`", (H,)),
    ("`B` is `Copy`", (F,)),
    ("`A` is `#[repr(C)]`", (H,)),
    ("`A` is declared `#[repr(C)]`", (H,)),
    ("`B` is declared `#[repr(C)]`", (F,)),
    ("`B` is `#[repr(C)]`", (F,)),
    ("`size` is a `u8`", (H,)),
    ("`size` is a `u16`", (F,)),
    ("`B` has a field `at: io::Result`", (U,)),
    ("`at` field of `B` is of type `io::Result`", (U, F)),
    ("`LOCK` is a static of type `Spin<B>`", (H,)),
    ("`LOCK` is a static of type `Mutex<B>`", (F,)),
    ("`State` has a `Asleep(u64)` variant", (H,)),
    ("`State` has a `Asleep(u32)` variant", (F,)),
    ("`State` has a `Ready(u32)` variant", (F,)),
    ("`State` has a `File { at, len }` variant", (H,)),
    ("`State` has a `File { at: u8, len }` variant", (F,)),
    ("`State` has a `File { at, size }` variant", (F,)),
    ("`State::Code` = 7", (H,)),
    ("`State::Next` = 8", (H,)),
    ("`State::Next` = 7", (F,)),
    ("`boot` has 2 parameters", (H,)),
    ("`boot` has 3 parameters", (F,)),
    ("`two` is a `const fn` returning `u32`", (H,)),
    ("`two` is a `const fn` returning `u64`", (F,)),
    ("`two` is `pub const fn two() -> u32`", (H,)),
    ("`two` is `pub unsafe fn two() -> u32`", (F,)),
    ('`boot` is `extern "C"`', (H,)),
    ('`two` is `extern "C"`', (F,)),
    ("`hal` exposes `mmu` module", (H,)),
    ("`los_hal` exposes `mmu` module", (H,)),
    ("`hal` exposes `inner` module", (F,)),
    ("`two` with `Ordering::Acquire`", (U,)),
    ("`State::Ready` is converted to `State::Next`", (U,)),
    ("`sized` is a private method of `B`", (H,)),
    ("`sized` is a public method of `B`", (F,)),
    ("`sized` is a private method of `A`", (F, U)),
    ("`sized` takes `self` by value", (H,)),
    ("`Source::take` takes `self` by value", (F,)),
    ("`SIGINT` is 2", (H,)),
    ("`SIGINT` is 3", (F,)),
    ("`every` returns `impl Iterator<Item = u32>`", (H,)),
    ("`every` returns `impl Iterator<Item = u64>`", (F, U)),
    ("`Source` trait has 2 methods", (H,)),
    ("`Source` trait has 3 methods", (F,)),
    ("`Bits` has 2 flags", (H,)),
    ("`Bits` has 3 flags", (F,)),
    ("`check` is called first in `made` and `kept`", (H,)),
    ("`check` is called first in `kept`, `late`", (F, U)),
    ("`B` does not derive `Copy`", (H,)),
    ("`A` does not derive `Copy`", (F,)),
    ("`A` does not implement `Debug` or `Copy`", (F, U)),
    ("No `unwrap()` in `src/lib.rs` outside of tests", (H,)),
    ("All constructors of `B` initialise `size`", (H,)),
    ("All constructors of `B` initialise `other`", (F, U)),
    ("`kept` is a private function", (H,)),
    ("`kept` is a private struct", (F, U)),
    ("`two` is a private function", (F,)),
    ("`LOCK` is a `static` of type `Spin<B>`", (H,)),
    ("`State` has 5 variants: Ready, Asleep(u64), File, Code, Next", (H,)),
    ("`State` has 5 variants: Ready, Asleep(u32), File, Code, Next", (F,)),
    ("`State` has 5 variants: Ready, Asleep(u64), File, Code, Last", (F,)),
    ("`one` returns `EINVAL` if `x == 0`", (H,)),
    ("`one` returns `ENOMEM` if `x == 0`", (F,)),
]


@pytest.mark.parametrize("text,honest", ROWS, ids=[text for text, _ in ROWS])
def test_a_sentence_is_taken_apart_honestly(text: str, honest: tuple[str, ...]) -> None:
    verdict = judge(Trap(text, TREE, honest, named=("src/lib.rs",)))
    assert verdict.outcome in honest, f"{verdict.outcome}: {verdict.claim}: {verdict.message}"


GUARDED = {
    "src/lib.rs": """
pub fn minus() -> i32 { -22 }
pub fn again() -> Result<(), KernelError> { Err(KernelError::Again) }
pub fn opened(file: &File, len: usize, at: *mut u8) -> Result<u32> {
    debug!("opening");
    if at.is_null() || len > 9 {
        return Err(Errno::Inval.into());
    }
    let Some(size) = round_up(len) else {
        return Err(Errno::Nomem.into());
    };
    let len = size;
    if len == 0 {
        return Err(Errno::Io.into());
    }
    let inner = file.next()?;
    if inner == 3 {
        return Err(Errno::Perm.into());
    }
    Ok(1)
}
""",
}

GUARD_ROWS = [
    ("`minus` returns `22`", (F, U)),
    ("`minus` returns `-22`", (H,)),
    ("`again` returns `KernelError::Again`", (H,)),
    ("`again` returns `Other::Again`", (F, U)),
    ("`again` returns `EAGAIN`", (H,)),
    ("`opened` returns `EINVAL` if `len > 9`", (H,)),
    ("`opened` returns `-EINVAL` if `len > 9`", (U, F)),
    ("`opened` returns `Errno::Inval` when `at` is null", (H,)),
    ("`opened` returns `EIO` if `len > 9`", (F,)),
    ("`opened` returns `EINVAL` if `len > 8`", (U, F)),
    ("`opened` returns `ENOMEM` if `round_up` returns `None`", (H,)),
    ("`opened` returns `EIO` if `round_up` fails", (F,)),
    ("`opened` returns `ENOMEM` if `round_down` fails", (U, F)),
    ("`opened` returns `EIO` if `len == 0`", (U, F)),
    ("`opened` returns `EPERM` if `inner == 3`", (U,)),
    ("`opened` returns `EINVAL` if `at` is not null", (U, F)),
]


@pytest.mark.parametrize("text,honest", GUARD_ROWS, ids=[text for text, _ in GUARD_ROWS])
def test_a_guard_at_the_start_is_read_for_what_it_says(text: str, honest: tuple[str, ...]) -> None:
    verdict = judge(Trap(text, GUARDED, honest))
    assert verdict.outcome in honest, f"{verdict.outcome}: {verdict.claim}: {verdict.message}"
