"""Criteria about declarations in forms of speech, as the plain sentences that they stand for."""

from __future__ import annotations

import pytest

from uowgen.claims.decide import decide
from uowgen.claims.kind import Case
from uowgen.claims.own import Own
from uowgen.facts.code import Code
from uowgen.model import Criterion, FileMention, Spec
from uowgen.text import Source, Span
from uowgen.tree import MemoryTree

TREE = {
    "src/lib.rs": b"mod frames;\n",
    "src/frames.rs": b"""// Frames of memory, handed out by number.
//
// A guard gives its frame back; see `FrameGuard`.
#![allow(dead_code)]

mod order;
pub mod zone;

const SHIFT: u32 = 12;
/// Bytes.
pub const FRAME_SIZE: usize = 1 << SHIFT;
const LAST: usize = FRAME_SIZE - 1;
const RIGHTS: u32 = READ | WRITE;
const READ: u32 = 1;
const WRITE: u32 = 2;
const MAGIC: [u8; 4] = *b"fram";
pub(crate) static COUNT: AtomicUsize = AtomicUsize::new(0);

/// What can go wrong.
#[derive(Debug, Clone, PartialEq)]
pub enum FrameError {
    /// None left.
    Empty = -12,
    /// Not of this zone.
    Foreign = -22,
}

#[derive(Clone, Copy)]
pub enum Origin {
    Boot,
    Named(&'static str),
    Zone { id: u8, name: &'static str },
}

impl FrameError {
    pub fn text(&self) -> &'static str {
        match self {
            FrameError::Empty => "no frame left",
            FrameError::Foreign => "foreign frame",
        }
    }
}

impl Origin {
    fn same(&self, other: &Origin) -> bool { true }
}

#[derive(Clone, Copy, PartialEq, Hash)]
#[repr(transparent)]
pub struct Frame(u64);

#[repr(C)]
pub struct FrameGuard<'a, const N: usize> {
    frame: Frame,
    order: &'a [u8; N],
}

impl fmt::Debug for FrameGuard<'_, 4> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { Ok(()) }
}

impl<'a, const N: usize> FrameGuard<'a, N> {
    fn new(frame: Frame, order: &'a [u8; N]) -> Self { Self { frame, order } }
    pub fn skip(&mut self, by: usize) -> usize { by }
    pub fn frame(&self) -> Frame { self.frame }
    pub(crate) const fn size(self) -> u64 { 4 }
}

pub trait Source: Sync {
    fn take(&self) -> Option<Frame>;
    fn give(&self, frame: Frame);
}

#[cfg(test)]
mod tests {
    // TODO drop twice
    #[test]
    fn takes() {}
    #[test]
    #[should_panic]
    fn gives_twice() {}
    #[test]
    fn skips() {}
}
""",
    "src/frames/order.rs": b"",
    "src/frames/zone.rs": b"",
}


def outcome(sentence: str, before: str = "") -> str:
    spec = Spec("uow.md", "1", "Frames", 1, Span(0, 0), files=(FileMention("src/frames.rs", 1, Span(0, 0), "metadata"),))
    case = Case(spec, Source("uow.md", b""), Code(MemoryTree(TREE)), own=Own({}, {}))
    if before:
        decide(Criterion(before, 1, Span(0, 0)), case)
    return decide(Criterion(sentence, 1, Span(0, 0)), case).outcome


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # what can be done to a type
        ("`FrameError` can be cloned and compared", "holds"),
        ("`FrameError` can be copied", "undecided"),
        ("`FrameError` can be cloned and hashed", "fails"),
        ("`FrameError` is clonable and can be printed with `{:?}`", "holds"),
        ("`Frame` can be copied, hashed and compared with `==`", "holds"),
        ("`Origin` can be copied", "holds"),
        ("`Origin` can be compared", "undecided"),
        ("`Origin` can be hashed", "fails"),
        ("`Frame` can be printed with `{:?}`", "fails"),
        ("`Frame` can be compared with `<`", "fails"),
        ("`Frame` cannot be printed with `{}`", "holds"),
        ("`Frame` can be cloned and moved into a queue", "undecided"),
        ("`Frame` can be copied to user space", "undecided"),
        ("`FrameGuard` cannot be cloned", "holds"),
        ("`FrameGuard` has a hand-written `Debug`", "holds"),
        ("`FrameError` has a derived `Debug`", "holds"),
        ("`FrameError` has a hand-written `Debug`", "fails"),
        # there is
        ("There is a private `u32` constant `SHIFT` with value 12", "holds"),
        ("There is a private `u32` constant `SHIFT`, 13", "fails"),
        ("There is a public `u32` constant `SHIFT`, 12", "fails"),
        ("There is a private constant `SHIFT` for the sake of speed", "undecided"),
        ("There is a private `u32` constant for the shift, 12", "holds"),
        ("There is a private `u32` constant for the order, 12", "undecided"),
        ("An enum `FrameError` with two variants is there", "holds"),
        ("An enum `FrameError` with three variants is there", "fails"),
        ("An enum `FrameError` with two variants exists, none of which carries data", "holds"),
        ("An enum `Origin` with three variants is there, none of which carries data", "fails"),
        ("An enum `Origin` with three variants is there, one of which holds a `&'static str`", "undecided"),
        ("An enum `Origin` with three variants is there, one of which holds a `u64`", "fails"),
        ("A struct `Frame` is there, and so is its allocator", "undecided"),
        # what a type offers
        ("`FrameGuard` has a public method `skip` from `usize` to `usize`", "holds"),
        ("`FrameGuard` has a public method `skip` from `usize` to `u64`", "fails"),
        ("`FrameGuard` has a private method `skip` from `usize` to `usize`", "fails"),
        ("`FrameGuard` has a public method `jump` from `usize` to `usize`", "fails"),
        ("`FrameGuard` offers a public `frame` returning `Frame`", "holds"),
        ("`FrameGuard` offers a public `frame` returning `Option<Frame>`", "fails"),
        ("`FrameGuard` offers a public `frame` returning the frame", "undecided"),
        ("`size()` is a `const fn` from `self` to `u64`", "holds"),
        ("`size()` is a `const fn` from `&self` to `u64`", "fails"),
        ("`FrameError` gets a documented variant `Foreign`", "holds"),
        ("`Origin` gets a documented variant `Boot`", "fails"),
        ("`FrameGuard` has a `frame` field instead of the `number` field", "holds"),
        ("`FrameGuard` has a `number` field instead of the `frame` field", "fails"),
        # contrasts
        ("`skip()` is public, the constructor is not", "holds"),
        ("`skip()` is public, `frame()` is not", "fails"),
        ("`Frame` is `Copy`, `FrameGuard` is not", "holds"),
        ("`Frame` is `Copy`, `Origin` is not", "fails"),
        ("`Frame` implements `Clone`, but not `Debug`", "holds"),
        ("`Frame` implements `Clone`, but not `Hash`", "fails"),
        ("`Frame` is `Copy`, but not in the way that `Origin` is", "undecided"),
        # attributes
        ("`Frame` keeps `#[repr(transparent)]`", "holds"),
        ("`Frame` and `FrameGuard` keep their `#[repr(transparent)]`", "fails"),
        ("Keep `#[repr(C)]` on `FrameGuard`", "holds"),
        # values and types without a noun
        ("`LAST` is a module-private `usize`", "holds"),
        ("`LAST` is a module-private `u64`", "fails"),
        ("`FRAME_SIZE` is a public `usize`, 4096", "holds"),
        ("`FRAME_SIZE` is a private `usize`, 4096", "fails"),
        ("`MAGIC` is a `[u8; 4]`", "holds"),
        ("`MAGIC` is a `[u8; 8]`", "fails"),
        ("`order` is a private `Frame`", "undecided"),
        ("`LAST` is a private constant made of `FRAME_SIZE`", "holds"),
        ("`RIGHTS` is made of `READ` and `WRITE`", "holds"),
        ("`SHIFT` is made of `FRAME_SIZE`", "fails"),
        ("`LAST` is made of `SHIFT`", "undecided"),
        ("`RIGHTS` is made of `READ` and something else", "undecided"),
        ("`SHIFT` (12) and `READ` (1) are private constants", "holds"),
        ("`SHIFT` (12) and `READ` (2) are private constants", "fails"),
        ("`Foreign` variant has discriminant `-22`", "holds"),
        ("`Foreign` variant has discriminant `-23`", "fails"),
        ("`Timeout` variant has discriminant `-22`", "fails"),
        ('`text()` returns "foreign frame" for `Foreign`', "holds"),
        ('`text()` returns "no frame" for `Empty`', "fails"),
        # modules, generics, traits
        ("The module `order` is private", "holds"),
        ("The modules `order` and `zone` are private", "fails"),
        ("`N` is a `usize` const parameter of `FrameGuard`", "holds"),
        ("`N` is a `u8` const parameter of `FrameGuard`", "fails"),
        ("`Source` is a trait with two required methods and `Sync` as its supertrait", "holds"),
        ("`Source` is a trait with two required methods and `Send` as its supertrait", "fails"),
        ("`FrameGuard` has two private fields and no public one", "holds"),
        ("`FrameGuard` has three private fields and no public one", "fails"),
        # tests and comments
        ("There are tests named `takes` and `skips`", "holds"),
        ("There are tests named `takes` and `leaps`", "fails"),
        ("Two tests, `takes` and `skips`, are there", "holds"),
        ("Three `#[test]` functions in `mod tests`", "holds"),
        ("Four `#[test]` functions in `mod tests`", "fails"),
        ("One of the tests is `#[should_panic]`", "holds"),
        ("Two of the tests are `#[should_panic]`", "fails"),
        ("Three tests, all in `mod tests`", "holds"),
        ("The comment at the top of the file tells about frames of memory", "holds"),
        ("The comment at the top of the file tells about the zones", "undecided"),
        ("The comment at the top of the file says nothing of the zones", "undecided"),
        ("The `TODO drop twice` remark is gone", "fails"),
        ("The `TODO drop thrice` remark is gone", "holds"),
    ],
)
def test_a_declaration_spoken_of(sentence: str, expected: str) -> None:
    assert outcome(sentence) == expected


def test_it_is_the_type_of_the_line_before() -> None:
    first = "An enum `FrameError` with two variants is there"
    assert outcome("It can be cloned and compared", first) == "holds"
    assert outcome("It can be hashed", first) == "fails"
    assert outcome("It can be put into a queue", first) == "undecided"
