"""Short sentences about one small file, said as people say them: what is so holds, what is not so fails, each for its own reason."""

from __future__ import annotations

import pytest

from tests.claims.traps import Trap, judge

RING = """\
//! A ring.
use core::fmt;
use alloc::sync::Arc;

/// How many slots there are.
pub const SLOTS: usize = 64;
const LIMIT: u32 = 16 * 1024;
pub(crate) static READY: AtomicBool = AtomicBool::new(false);
static TABLE: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// A ring.
#[derive(Debug, Clone)]
#[repr(C)]
pub struct Ring<T> {
    /// Where to read.
    pub head: usize,
    tail: usize,
    pub(crate) slots: Vec<T>,
    owner: Option<Arc<Task>>,
}

pub struct Token(u64);
pub struct Pair(pub u32, pub u32);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RingError {
    Full,
    Empty,
    Bad(u32),
    Io { code: i32 },
}

pub type Handle = Arc<Ring<u8>>;

pub trait Source: Send {
    const KIND: u32;
    fn next(&mut self) -> Option<u8>;
    fn skip(&mut self, n: usize) { for _ in 0..n { self.next(); } }
}

impl Source for Ring<u8> {
    const KIND: u32 = 7;
    fn next(&mut self) -> Option<u8> { self.pop().ok() }
}

impl<T> Ring<T> {
    pub const CAP: usize = 32;
    /// Makes one.
    pub const fn new() -> Self { Ring { head: 0, tail: 0, slots: Vec::new(), owner: None } }
    pub fn push(&mut self, value: T) -> Result<(), RingError> {
        check(self.tail);
        if self.slots.len() == SLOTS { return Err(RingError::Full); }
        self.slots.push(value);
        notify();
        Ok(())
    }
    pub fn pop(&mut self) -> Result<T, RingError> { self.slots.pop().ok_or(RingError::Empty) }
    fn count(&self) -> usize { self.slots.len() }
    pub fn into_inner(mut self) -> Vec<T> { self.slots }
    pub unsafe fn raw(&self) -> *const T { self.slots.as_ptr() }
    pub fn with<F: FnOnce(&T) -> u32>(&self, f: F) -> u32 where T: Copy { f(&self.slots[0]) }
}

impl<T> Drop for Ring<T> { fn drop(&mut self) { notify(); } }
impl fmt::Display for RingError { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { write!(f, "ring") } }
impl From<u32> for RingError { fn from(v: u32) -> Self { RingError::Bad(v) } }

pub fn check(n: usize) { assert!(n < SLOTS); }
fn notify() {}
#[inline]
#[must_use]
pub(crate) fn align(addr: usize, to: usize) -> usize { addr & !(to - 1) }
pub async fn wait(id: u64) -> u8 { 0 }
#[cfg(feature = "log")]
pub fn log_all() {}
#[deprecated]
pub fn old(a: &Ring<u8>) {}
pub struct Task { pub id: u32 }
"""
FILES = {"src/ring.rs": RING, "src/lib.rs": "mod ring;\npub use ring::Ring;\npub(crate) mod util { pub fn helper() {} }\n"}
TRUE = (
    "`Ring` has field `head: usize`",
    "`Ring` has a field `tail: usize`",
    "`Ring` has a `tail` field of type `usize`",
    "`Ring.tail` is `usize`",
    "`Ring::tail` is `usize`",
    "`Ring::head` is public",
    "`Ring::tail` is private",
    "`head` is `pub`, `tail` is private",
    "Field `slots` of `Ring` is `pub(crate)`",
    "`slots` is a `Vec<T>`",
    "`Ring` has no field `size`",
    "`Ring` no longer has a `size` field",
    "`size` field is gone from `Ring`",
    "`Ring` does not have a `size` field",
    "`Ring` is a public struct",
    "`Ring` is `pub`",
    "`Ring` derives `Debug` and `Clone`",
    "`Ring` does not derive `Copy`",
    "`Ring` is not `Copy`",
    "`RingError` is `Copy`",
    "`RingError` derives `Debug`, `Clone`, `Copy`, `PartialEq` and `Eq`",
    "`Ring` is `#[repr(C)]`",
    "`Ring` has `#[repr(C)]`",
    "`#[repr(C)]` is kept on `Ring`",
    "`RingError` has a variant `Bad(u32)`",
    "`RingError::Bad` carries a `u32`",
    "`RingError::Io` has a field `code: i32`",
    "`RingError` has four variants",
    "`RingError` has exactly the variants `Full`, `Empty`, `Bad` and `Io`",
    "`RingError` has no `Timeout` variant",
    "`RingError::Timeout` is gone",
    "`RingError` implements `Display`",
    "`Display` is implemented for `RingError`",
    "`RingError` implements `From<u32>`",
    "`RingError` implements `fmt::Display` and `From<u32>`",
    "`Handle` is an alias for `Arc<Ring<u8>>`",
    "`Handle` = `Arc<Ring<u8>>`",
    "`SLOTS` is 64",
    "`SLOTS` is a `usize`",
    "`SLOTS` is `pub` and equals 64",
    "`LIMIT` is 16 KiB",
    "`LIMIT` is a private constant",
    "`LIMIT` is not public",
    "`Ring::CAP` is 32",
    "`READY` is a `pub(crate)` static",
    "`READY` is an `AtomicBool`",
    "`TABLE` is a `Mutex<Vec<u8>>`",
    "`Source` is a public trait",
    "`Source: Send`",
    "`Source` requires `Send`",
    "`Source` has an associated constant `KIND: u32`",
    "`Source` has a default method `skip`",
    "`skip` has a default implementation in `Source`",
    "`Source::next` takes `&mut self` and returns `Option<u8>`",
    "`Ring<u8>` implements `Source`",
    "`Ring::new` is a `const fn`",
    "`Ring::new` is `const`",
    "`Ring::push` is not `const`",
    "`Ring::new` takes no arguments",
    "`Ring::new` returns `Self`",
    "`Ring::push` takes `&mut self`",
    "`Ring::push` has the signature `fn push(&mut self, value: T) -> Result<(), RingError>`",
    "`Ring::push` takes `value: T` and returns `Result<(), RingError>`",
    "`Ring::count` is private",
    "`Ring::count` is not exported",
    "`Ring::into_inner` consumes `self`",
    "`Ring::into_inner` takes `self` by value",
    "`Ring::raw` is unsafe",
    "`Ring::raw` is an `unsafe fn`",
    "`Ring::raw` returns `*const T`",
    "`Ring::with` is generic over `F: FnOnce(&T) -> u32`",
    "`Ring` is generic over `T`",
    "`Ring::with` requires `T: Copy`",
    "`Ring::pop` returns `Result<T, RingError>`",
    "`pop` returns `Result<T, RingError>`, not `Option<T>`",
    "`push` and `pop` both return a `Result`",
    "`Ring` has methods `push`, `pop` and `count`",
    "`Ring` implements `Drop`",
    "`drop` calls `notify`",
    "`Ring::drop` calls `notify()`",
    "`Drop` for `Ring` calls `notify`",
    "`push` calls `check` before `notify`",
    "`push` calls `check`, then `notify`",
    "`push` calls `check` first",
    "`push` calls `notify` exactly once",
    "`check` is called in `push`",
    "`pop` does not call `notify`",
    "`pop` never calls `notify`",
    "`notify` is private",
    "`notify` takes no parameters",
    "`align` is marked `#[inline]`",
    "`align` is `#[inline]` and `#[must_use]`",
    "`align` is `pub(crate)`",
    "`align` takes two `usize` parameters",
    "`align(addr: usize, to: usize) -> usize` exists",
    "`align` is a free function",
    "`wait` is `async`",
    "`wait` is a `pub async fn`",
    "`log_all` is gated behind the `log` feature",
    '`log_all` is only compiled with `feature = "log"`',
    "`old` is deprecated",
    "`old` takes a `&Ring<u8>`",
    "`Token` is a tuple struct",
    "`Token` wraps a `u64`",
    "`Token` is a newtype around `u64`",
    "`Token`'s field is private",
    "All fields of `Pair` are public",
    "`SLOTS` is documented",
    "`SLOTS` has a doc comment",
    "`Ring::new` is documented",
    "`Ring::head` has a doc comment",
    "`Ring` is re-exported from `lib.rs`",
    "`lib.rs` re-exports `Ring`",
    "`pub use ring::Ring;` in `lib.rs`",
    "`ring` is a private module",
    "`mod ring;` is declared in `lib.rs`",
    "`util` is `pub(crate)`",
    "`helper` lives in `util`",
    "`old_ring` is gone",
    "`old_ring` no longer exists",
    "There is no `old_ring` any more",
    "`old_ring` is not used anywhere",
    "`old_ring` has been removed",
    "No `old_ring` left in `ring.rs`",
    "No `unwrap()` left in `push`",
    "No `unwrap()` in `ring.rs`",
    "`push` no longer uses `unwrap()`",
    "`ring.rs` contains no `unsafe` block",
    "There is a `pub` function `check`",
    "A public function `check` exists",
    "The function `check` is public",
    "The struct `Token` has one field",
    "`Ring` has four fields",
    "`Ring` has only the fields `head`, `tail`, `slots` and `owner`",
    "Neither `Token` nor `Pair` derives `Clone`",
    "`Token` is neither `Clone` nor `Copy`",
    "`Token` and `Pair` are public",
    "Both `Token` and `Pair` are tuple structs",
    "`push()` and `pop()` take `&mut self`",
    "`count` takes only `&self`",
    "`check` takes `usize`",
    "`check` takes one parameter",
    "`check` has a single parameter `n: usize`",
    "`check` returns nothing",
    "`align` returns a `usize`",
    "`owner` is an `Option<Arc<Task>>`",
    "`owner` is optional",
    "`Task::id` is a public `u32`",
    "`Task` has a single public field `id`",
    "`Task` has exactly one field",
    "`Source` declares `next` and `skip`",
    "`impl Source for Ring<u8>` exists",
    "`TABLE` is behind a `Mutex`",
    "The constant `LIMIT` remains private",
    "`SLOTS` stays at 64",
    "`Ring` keeps `#[repr(C)]`",
    "`Ring` now has `owner`",
    "`push` now returns a `Result`",
    "`check` is no longer private",
    "`Ring` is still generic over `T`",
    "The return type of `pop` is `Result<T, RingError>`",
    "`Ring::pop`'s return type is `Result<T, RingError>`",
    "the type of `Ring::tail` is `usize`",
    "`Ring::tail` has type `usize`",
)
FALSE = (
    "`Ring` has field `tail: u32`",
    "`Ring::tail` is `u64`",
    "`Ring::tail` is public",
    "`Ring` has no field `tail`",
    "`Ring` no longer has a `tail` field",
    "`Ring` derives `Copy`",
    "`RingError` is `#[repr(u8)]`",
    "`RingError` has a variant `Bad(u64)`",
    "`RingError` has exactly the variants `Full`, `Empty` and `Bad`",
    "`RingError` implements `From<u64>`",
    "`LIMIT` is 32 KiB",
    "`Ring::count` is unsafe",
    "`push` does not call `notify`",
    "`LIMIT` has a doc comment",
    "`Ring::tail` has a doc comment",
    "`Ring::grow` exists",
    "There is a function `grow`",
    "`Ring` has three fields",
    "`Ring` has exactly the fields `head` and `tail`",
    "`Ring` has `head`, `tail`, nothing else",
    "`Ring` and `Token` both derive `Debug`",
    "`Token` and `Pair` are public and derive `Copy`",
    "`Ring` is public and derives `Copy`",
    "`Ring` is a public tuple struct",
    "`Ring` has a documented field `tail: usize`",
    "`Ring` has a public field `tail`",
    "`check` is a private function",
    "`check` is a free `const fn`",
    "`Ring::new` is not `const`",
    "`notify` is public; `check` is public",
    "`SLOTS` and `LIMIT` are both public",
    "`SLOTS` and `LIMIT` are 64 and 32 respectively",
    "`SLOTS`, `LIMIT` are 64 and 32",
    "Neither `Ring` nor `Token` derives `Clone`",
    "`RingError` is neither `Copy` nor `Send`",
    "`push` returns `Option<()>`, not a `Result`",
    "`push` takes `&self`, `pop` takes `&mut self`",
    "`push` and `count` take `&mut self`",
    "`align` takes `usize` as its third parameter",
    "`align` takes three parameters",
    "`wait` takes `u32` as its first parameter",
    "The only variants of `RingError` are `Full` and `Empty`",
    "`Ring::head` is no longer public",
    "`head` field of `Ring` is private",
    "`RingError` has no variant `Full`",
    "Nobody calls `notify`",
    "`notify` has no callers left",
    "`ring.rs` has no `unsafe`",
    "`Source: Send + Sync`",
    "`push` starts with a call to `notify`",
    "`pop` is fallible and public and `const`",
    "There is a private struct `Ring`",
    "A public trait `Token` exists",
    "`Ring` is generic over `U`",
    "`Ring` keeps `#[repr(u8)]`",
    "`Ring`: derives `Copy`; `Token` is public",
    "`Token` is public, documented",
    "`Ring` no longer has a `head` field",
    "`SLOTS` stays at 32",
    "`Pair` has private fields",
    "`Pair` has private fields only",
    "`Ring` has no `pub`",
    "`align` is not exported",
    "`RingError` derives `Debug` on top of `Hash`",
    "`Ring::into_inner` takes no `self`",
    "`Ring::new` receiver is `&self`",
    "`Handle` is an alias for `Arc<Ring<u16>>`, not a `Box`",
    "`Ring::tail` is private and documented",
    "`Token` has the fields `a` and `b`",
    "`Ring` has three private fields",
)
FALSE_AND_HARD = (
    "`Ring::pop(&mut self) -> Option<T>`",
    "`log_all` exists only with the `trace` feature",
    "`Ring` is visible only in its parent module",
    "`check` is called from `push` and `pop`",
    "`Ring` has a field `tail`, which is public",
    "`Ring` has a field `tail` that is documented",
    "`Ring` consists of `head: usize` and `tail: usize`",
    "`Ring` has `head: usize` only",
    "`owner` is not optional",
    "`Ring` has a field `tail`, documented and private",
    "`Ring` has a field `tail` with a doc comment",
    "`Ring` has a field `tail: usize`, public",
    "`push` calls `notify`, which is public",
    "`push` calls `notify`, documented",
)


@pytest.mark.parametrize("text", TRUE)
def test_what_is_so_holds(text: str) -> None:
    verdict = judge(Trap(text, FILES, (), ("src/ring.rs", "src/lib.rs")))
    assert verdict.outcome == "holds", verdict.message


@pytest.mark.parametrize("text", FALSE_AND_HARD)
def test_what_is_not_so_never_holds(text: str) -> None:
    assert judge(Trap(text, FILES, (), ("src/ring.rs", "src/lib.rs"))).outcome != "holds"


@pytest.mark.parametrize("text", FALSE)
def test_what_is_not_so_fails(text: str) -> None:
    verdict = judge(Trap(text, FILES, (), ("src/ring.rs", "src/lib.rs")))
    assert verdict.outcome == "fails", verdict.message
