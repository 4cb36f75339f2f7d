"""Sentences that make several plain claims in one form; what is counted as one of them decides nothing else."""

from __future__ import annotations

import pytest

from tests.claims.traps import F, H, Trap, U, judge

LIB = """\
pub mod pool;
mod area;
pub use area::Area;
static FLOOR: u64 = 0x4000;
pub struct Idle;
struct Busy;
pub trait Mode {
    fn enter(&self);
    fn leave(&self);
}
impl Mode for Idle {
    fn enter(&self) {}
    fn leave(&self) {}
}
pub struct Page { base: usize, size: usize, pub free: bool }
impl Page {
    /// Makes one.
    ///
    /// # Safety
    ///
    /// `base` is mapped.
    pub unsafe fn at(base: usize, size: usize) -> Self { Self { base, size, free: false } }
    pub fn end(&self) -> usize { self.base + self.size }
}
pub enum Access { Read = 1, Write = 2, Run = 4 }
pub fn stem(name: &str) -> &str {
    match name.rfind('.') { Some(at) => &name[0..at], None => "" }
}
pub fn refill() { take(); }
fn take() {}
"""
POOL = "pub fn refill(count: usize) -> bool { count > 0 }\npub mod area;\n"
FILES = {"src/lib.rs": LIB, "src/area.rs": "pub struct Area;\n", "src/pool/mod.rs": POOL, "src/pool/area.rs": "pub struct Free;\n"}

SENTENCES = (
    ("`FLOOR` is a private static of type `u64` with the value `0x4000`", H),
    ("`FLOOR` is a public static of type `u64` with the value `0x4000`", F),
    ("`FLOOR` is a private static of type `u32` with the value `0x4000`", F),
    ("`FLOOR` is a private static of type `u64` with the value `0x8000`", F),
    ("`FLOOR: u64` is `0x4000` and private to its module", H),
    ("`FLOOR: u32` is `0x4000`", F),
    ("`FLOOR: u64` is `0x8000`", F),
    ("`Page` is private to its module", F),
    ("`Busy` and `FLOOR` are private to their modules", H),
    ("`Idle` is a unit struct that implements `Mode`", H),
    ("`Busy` is a unit struct that implements the trait `Mode`", F),
    ("`Page` has three fields, `base`, `size` and `free`", H),
    ("`Page` has two fields, `base` and `size`", F),
    ("`Page` has private `usize` fields, `base` and `size`", H),
    ("`Page` has private `usize` fields, `base` and `free`", F),
    ("`Page` has public `usize` fields, `base` and `size`", F),
    ("`Page` has `end()` next to `at()`", H),
    ("`Page` has `end()` next to `start()`", F),
    ("`Page` has `size()`", F),  # it is a field
    ("`Page` has `size`", H),
    ("`Access::Run` has the value 4", H),
    ("`Access::Write` has the value 4", F),
    ('`stem("a")` returns an empty string', H),
    ('`stem("a.b")` returns an empty string', F),
    ("`Page::at` is `unsafe` and documents its safety conditions", H),
    ("`Page::end` documents its safety conditions", F),
    ("`Area` can be imported from `crate`", H),
    ("`Free` can be imported from `crate::pool::area`", H),
    ("`Area` can be imported from `crate::pool::area`", F),
    ("`Free` can be imported from `crate::area`", F),
    ("`Mode` has exactly two functions: `enter` and `leave`", H),
    ("`Mode` has exactly the methods `enter`", F),
    ("`Mode` has exactly two functions: `enter` and `exit`", F),
    ("`Page` has exactly two functions: `at` and `end`", U),  # its impls may stand anywhere
    ("`refill` calls `take`, no `grow` call is left in it", U),  # two are called so
    ("`pub fn refill(count: usize) -> bool` exists in `src/pool/mod.rs`", H),
    ("`pub fn refill(count: usize) -> bool` exists in `src/lib.rs`", F),
)


@pytest.mark.parametrize(("text", "honest"), SENTENCES, ids=[text for text, _ in SENTENCES])
def test_each_part_of_a_sentence_counts(text: str, honest: str) -> None:
    verdict = judge(Trap(text, FILES, (honest,)))
    assert verdict.outcome == honest, verdict.message


def test_a_noun_that_the_subject_cannot_be_is_something_else() -> None:
    verdict = judge(
        Trap("`area` is a private module, the trait is re-exported from `crate::pool`", {**FILES}, (U,), ("src/lib.rs",))
    )
    assert verdict.outcome == "undecided"


def test_it_at_the_end_is_what_the_sentence_began_with() -> None:
    files = {"src/lib.rs": LIB.replace("pub mod pool;\n", "")}
    assert judge(Trap("`refill` calls `take`, no `grow` call is left in it", files, (H,))).outcome == "holds"
    assert judge(Trap("`refill` exists, no `take` call is left in it", files, (F,))).outcome == "fails"
