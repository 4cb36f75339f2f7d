"""What a sentence says that a constructor is given is what it is called with."""

from __future__ import annotations

import pytest

from uowgen.claims.decide import decide
from uowgen.claims.kind import Case
from uowgen.claims.names import literals_given
from uowgen.claims.own import Own
from uowgen.facts.code import Code
from uowgen.model import Criterion, FileMention, Spec
from uowgen.text import Source, Span
from uowgen.tree import MemoryTree

SHELF = """
pub struct Shelf { books: Vec<u32> }
impl Shelf {
    pub fn new() -> Self { Self::with_room(4) }
    pub fn with_room(size: usize) -> Self {
        assert!(size > 0, "no room at all");
        Shelf { books: Vec::with_capacity(size) }
    }
    pub fn push(&mut self, book: u32) -> bool { if self.books.len() == 4 { return false; } self.books.push(book); true }
    pub fn pop(&mut self) -> Option<u32> { self.books.pop() }
    pub fn len(&self) -> usize { self.books.len() }
    pub fn is_empty(&self) -> bool { self.books.is_empty() }
}
"""


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("`Shelf::with_room(3)` creates an empty list", "holds"),
        ("`Shelf::with_room(0)` yields an empty list", "fails"),
        ("`Shelf::with_room` creates an empty list", "holds"),
        ("`Shelf::new()` creates an empty list", "holds"),
    ],
)
def test_a_maker_is_called_as_the_sentence_says(sentence: str, outcome: str) -> None:
    spec = Spec("uow.md", "1", "Shelves", 1, Span(0, 0), files=(FileMention("src/lib.rs", 1, Span(0, 0), "metadata"),))
    case = Case(spec, Source("uow.md", b""), Code(MemoryTree({"src/lib.rs": SHELF.encode()})), own=Own({}, {}))
    verdict = decide(Criterion(sentence, 1, Span(0, 0)), case)
    assert verdict.outcome == outcome, f"{verdict.claim}: {verdict.message}"


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Shelf::with_room(0)", "0"),
        ("f(1, true)", "1, true"),
        ("f()", ""),
        ("f(x)", ""),
        ("Ok(0)", ""),
        ("f", ""),
        ('f("a")', '"a"'),
    ],
)
def test_literals_of_a_call(text: str, given: str) -> None:
    assert literals_given(text) == given
