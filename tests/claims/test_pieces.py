"""Sentences on what is left of a range that was cut."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import told

SPANS = """
#[derive(Clone, Copy)]
pub struct Span {
    pub start: usize,
    pub end: usize,
    pub flags: u32,
    pub origin: usize,
}

pub struct Spans {
    spans: Vec<Span>,
}

impl Spans {
    pub fn new() -> Self {
        Self { spans: Vec::new() }
    }

    pub fn add(&mut self, span: Span) -> bool {
        if span.start >= span.end || self.spans.iter().any(|s| s.start < span.end && span.start < s.end) {
            return false;
        }
        let at = self.spans.partition_point(|s| s.start < span.start);
        self.spans.insert(at, span);
        true
    }

    pub fn cut(&mut self, start: usize, end: usize) {
        if start >= end {
            return;
        }
        let mut kept = Vec::new();
        for s in self.spans.drain(..) {
            if s.end <= start || end <= s.start {
                kept.push(s);
                continue;
            }
            if s.start < start {
                kept.push(Span { end: start, ..s });
            }
            if end < s.end {
                kept.push(Span { start: end, origin: s.origin + (end - s.start), ..s });
            }
        }
        self.spans = kept;
    }
}
"""
TRUE = (
    "the upper piece keeps `flags` and its `origin` is advanced",
    "The right part keeps its `flags`",
    "The lower piece keeps `flags` and `origin`",
    "The left half retains its `origin`",
)
UNTRUE = ("The upper part keeps `flags` and `origin`",)
OPEN = ("The upper piece keeps its name", "The upper piece is advanced", "The lower piece is advanced")


def outcomes(shown: str, tree: str, sentences: list[str]) -> list[str]:
    """The outcomes of sentences on a spec that shows the one, in a tree that has the other."""
    return list(told(sentences, tree, shown, "Spans").values())


@pytest.mark.parametrize("text", TRUE)
def test_what_is_true_holds(text: str) -> None:
    assert outcomes(SPANS, SPANS, [text]) == ["holds"]


@pytest.mark.parametrize("text", OPEN)
def test_what_says_too_little_is_undecided(text: str) -> None:
    assert outcomes(SPANS, SPANS, [text]) == ["undecided"]


@pytest.mark.parametrize("text", UNTRUE)
def test_what_is_not_so_of_the_block_does_not_hold(text: str) -> None:
    assert outcomes(SPANS, SPANS, [text]) != ["holds"]


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("origin: s.origin + (end - s.start), ..s", "..s", TRUE[0]),
        ("origin: s.origin + (end - s.start), ..s", "origin: s.origin + (end - s.start), flags: 0, ..s", TRUE[1]),
        ("Span { end: start, ..s }", "Span { end: start, origin: 0, ..s }", TRUE[2]),
    ],
)
def test_a_fault_fails(old: str, new: str, text: str) -> None:
    assert old in SPANS
    assert outcomes(SPANS, SPANS.replace(old, new), [text]) == ["fails"]
