"""Descriptions of declarations of which a word is not understood, or that can be read in two ways: nothing is said of them."""

from __future__ import annotations

import pytest

from tests.claims.traps import Trap, judge

FILES = {
    "src/pages.rs": """
/// How far a page is shifted.
const SHIFT: u32 = 12;
#[derive(Debug)]
pub enum Access { Read, Write { from: u8, by: u8 }, Both(usize, usize) }
pub struct Span { start: usize, pub end: usize }
pub struct Frame(u64);
impl Frame {
    pub const NULL: Frame = Frame(0);
    pub fn split(&self, at: usize) -> (u64, u64) { (self.0, at as u64) }
}
"""
}


@pytest.mark.parametrize(
    "sentence",
    [
        "`SHIFT` is a private constant of type `u32`, counted in bits",
        "`SHIFT` is a private constant of type `u32`, value 12 or 13",
        "`Span` is a public struct with two `usize` fields, private",
        "`Span` is a struct with a field `start` which is public",
        "`Span` is a public struct with the fields `start` and `end`, documented",
        "`Access` is an enum with three variants that derives `Clone` beside others",
        "`Access` is an enum with the variants `Read` and `Write` that have two fields",
        "`Frame::split` is a public method of `Frame` that is fast",
        "`Frame::NULL` is a public associated constant with the page number 0",
        "`Frame::split` is a public method, unlike `join`",
        "`Frame` is a public struct with three methods",
        "`Access` is a public enum with three variants that implement `Debug`",
        "`Frame` is a public struct with a field that is private",
    ],
)
def test_it_says_that_it_does_not_know(sentence: str) -> None:
    assert judge(Trap(sentence, FILES, ())).outcome == "undecided"


def test_what_is_said_of_it_fails_where_it_is_not_there() -> None:
    from uowgen.claims.decide import decide
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Code
    from uowgen.model import Block, Criterion, FileMention, Spec
    from uowgen.text import Source, Span
    from uowgen.tree import MemoryTree

    block = Block(Span(0, 0), 1, 1, "rust", "rust", "impl Frame {\n    pub fn join(&self) {}\n}\n", "code")
    named = FileMention("src/pages.rs", 1, Span(0, 0), "metadata")
    spec = Spec("uow.md", "1", "Pages", 1, Span(0, 0), blocks=(block,), files=(named,))
    case = Case(spec, Source("uow.md", b""), Code(MemoryTree({p: t.encode() for p, t in FILES.items()})))
    assert decide(Criterion("`join` is a public method of `Frame` taking `&self`", 1, Span(0, 0)), case).outcome == "fails"
    assert decide(Criterion("It has a doc comment", 2, Span(0, 0)), case).outcome == "fails"
