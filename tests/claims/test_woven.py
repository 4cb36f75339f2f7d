"""Sentences read as phrases in any order are held against the stories of the type: true ones hold, untrue ones fail, others are left open."""

from __future__ import annotations

import pytest

from tests.claims.test_pages import Page, judge

# Tickets wait in a ring; one that finds no room is turned away and counted, and the clerk is told of the first that waits.
RING = """
use crate::desk::{notify_clerk, Ticket};

pub const SEATS: usize = 4;

pub struct WaitingLine {
    seats: [Ticket; SEATS],
    /// Index of the ticket that waits the longest.
    first: usize,
    /// Number of waiting tickets.
    count: usize,
    /// Tickets that were turned away so far.
    missed: u16,
}

impl WaitingLine {
    pub const fn new() -> Self { Self { seats: [Ticket::BLANK; SEATS], first: 0, count: 0, missed: 0 } }
    pub fn is_empty(&self) -> bool { self.count == 0 }
    pub fn is_full(&self) -> bool { self.count == SEATS }
    pub fn missed(&self) -> u16 { self.missed }
    pub fn enqueue(&mut self, ticket: Ticket) -> bool {
        if self.is_full() { self.missed = self.missed.saturating_add(1); return false; }
        let was_empty = self.is_empty();
        self.seats[(self.first + self.count) % SEATS] = ticket;
        self.count += 1;
        if was_empty { notify_clerk(); }
        true
    }
    pub fn dequeue(&mut self) -> Option<Ticket> {
        if self.is_empty() { return None; }
        let ticket = self.seats[self.first];
        self.first = (self.first + 1) % SEATS;
        self.count -= 1;
        Some(ticket)
    }
    pub fn clear(&mut self) { self.first = 0; self.count = 0; }
}
"""
# Rows of a form that are taken by columns: sorted, apart from each other.
SPANS = """
use crate::form::{redraw_range, CELL};

pub enum SpanError { Malformed, Taken, Absent }

#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Span { pub start: usize, pub end: usize, pub style: u8 }

pub struct SpanList { spans: Vec<Span> }

impl SpanList {
    pub const fn new() -> Self { Self { spans: Vec::new() } }
    pub fn len(&self) -> usize { self.spans.len() }
    pub fn insert(&mut self, span: Span) -> Result<(), SpanError> {
        if span.start >= span.end { return Err(SpanError::Malformed); }
        if self.spans.iter().any(|s| s.start < span.end && span.start < s.end) { return Err(SpanError::Taken); }
        let at = self.spans.iter().position(|s| s.start > span.start).unwrap_or(self.spans.len());
        self.spans.insert(at, span);
        Ok(())
    }
    pub fn find(&self, column: usize) -> Option<&Span> { self.spans.iter().find(|s| s.start <= column && column < s.end) }
    pub fn remove(&mut self, start: usize, end: usize) -> Result<(), SpanError> {
        if start >= end { return Err(SpanError::Malformed); }
        if !self.spans.iter().any(|s| s.start < end && start < s.end) { return Err(SpanError::Absent); }
        let mut i = 0;
        while i < self.spans.len() {
            let span = self.spans[i];
            if !(span.start < end && start < span.end) { i += 1; continue; }
            self.spans.remove(i);
            if span.start < start { self.spans.insert(i, Span { end: start, ..span }); i += 1; }
            if span.end > end { self.spans.insert(i, Span { start: end, ..span }); i += 1; }
        }
        redraw_range(start, end);
        Ok(())
    }
}
"""
# Shelf space is lent out by the inch.
SHELF = """
use crate::util::align_up;

#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Gap { pub base: u64, pub len: u64 }

pub enum ShelfError { OffTheShelf, Unlent }

pub struct ShelfAllocator { shelf: Gap, gaps: Vec<Gap> }

impl ShelfAllocator {
    pub fn new(base: u64, len: u64) -> Self { let shelf = Gap { base, len }; Self { shelf, gaps: vec![shelf] } }
    pub fn alloc(&mut self, len: u64, align: u64) -> Option<u64> {
        if len == 0 || !align.is_power_of_two() { return None; }
        for i in 0..self.gaps.len() {
            let gap = self.gaps[i];
            let start = align_up(gap.base, align);
            let pad = start - gap.base;
            if pad + len > gap.len { continue; }
            let rest = gap.len - pad - len;
            self.gaps.remove(i);
            if rest > 0 { self.gaps.insert(i, Gap { base: start + len, len: rest }); }
            if pad > 0 { self.gaps.insert(i, Gap { base: gap.base, len: pad }); }
            return Some(start);
        }
        None
    }
    pub fn free(&mut self, base: u64, len: u64) -> Result<(), ShelfError> {
        if len == 0 { return Ok(()); }
        if base < self.shelf.base || base + len > self.shelf.base + self.shelf.len { return Err(ShelfError::OffTheShelf); }
        let i = self.gaps.partition_point(|g| g.base < base);
        if i > 0 && self.gaps[i - 1].base + self.gaps[i - 1].len > base { return Err(ShelfError::Unlent); }
        if i < self.gaps.len() && self.gaps[i].base < base + len { return Err(ShelfError::Unlent); }
        self.gaps.insert(i, Gap { base, len });
        if i + 1 < self.gaps.len() && self.gaps[i + 1].base == base + len {
            self.gaps[i].len += self.gaps[i + 1].len;
            self.gaps.remove(i + 1);
        }
        if i > 0 && self.gaps[i - 1].base + self.gaps[i - 1].len == base {
            self.gaps[i - 1].len += self.gaps[i].len;
            self.gaps.remove(i);
        }
        Ok(())
    }
    pub fn available(&self) -> u64 { self.gaps.iter().map(|g| g.len).sum() }
}
"""
CODE = {"ring": RING, "spans": SPANS, "shelf": SHELF}
FAULTS = {
    "": lambda code: code,
    "always tells the clerk": lambda code: code.replace("if was_empty { notify_clerk(); }", "notify_clerk();"),
    "tells too early": lambda code: code.replace("if was_empty { notify_clerk(); }", "").replace(
        "let was_empty = self.is_empty();", "if self.is_empty() { notify_clerk(); }"
    ),
    "forgets the missed": lambda code: code.replace(
        "self.first = 0; self.count = 0; }", "self.first = 0; self.count = 0; self.missed = 0; }"
    ),
    "takes the newest": lambda code: code.replace(
        "let ticket = self.seats[self.first];", "let ticket = self.seats[(self.first + self.count - 1) % SEATS];"
    ),
    "appends": lambda code: code.replace("self.spans.insert(at, span);", "self.spans.push(span);"),
    "end belongs to it": lambda code: code.replace("column < s.end", "column <= s.end"),
    "loses the tail": lambda code: code.replace("if span.end > end {", "if span.end > end && span.start >= start {"),
    "redraws each": lambda code: code.replace("self.spans.remove(i);", "self.spans.remove(i); redraw_range(start, end);"),
    "leaves an empty gap": lambda code: code.replace("if rest > 0 {", "if true {"),
    "joins above only": lambda code: code.replace(
        "if i > 0 && self.gaps[i - 1].base + self.gaps[i - 1].len == base {", "if false {"
    ),
    "loses the padding": lambda code: code.replace("if pad > 0 {", "if false {"),
}


@pytest.mark.parametrize(
    "type_,fault,text,outcome",
    [
        # the ring: the same claim in several words, each true and untrue
        ("ring", "", "A ticket that finds the line full is refused: `enqueue` answers `false`", "holds"),
        ("ring", "", "With no room left, enqueue yields true", "fails"),
        ("ring", "", "dequeue on an empty line -> None", "holds"),
        ("ring", "", "Whenever a ticket is refused, `missed` goes up by one", "holds"),
        ("ring", "", "Each refused enqueue increments `missed` by two", "undecided"),
        ("ring", "", "`clear()` keeps the missed counter", "holds"),
        ("ring", "", "After clear, missed() reads zero", "fails"),
        ("ring", "forgets the missed", "`clear()` keeps the missed counter", "fails"),
        ("ring", "", "The oldest ticket is what dequeue hands back", "holds"),
        ("ring", "takes the newest", "The oldest ticket is what dequeue hands back", "fails"),
        ("ring", "", "dequeue gives the newest ticket", "fails"),
        ("ring", "", "enqueue on an empty line -> notify_clerk()", "holds"),
        ("ring", "", "The clerk is not notified by an enqueue when the line is not empty", "holds"),
        ("ring", "always tells the clerk", "The clerk is not notified by an enqueue when the line is not empty", "fails"),
        ("ring", "", "An enqueue always notifies the clerk, whether or not the line was empty", "undecided"),
        ("ring", "", "`enqueue` stores the ticket before it calls `notify_clerk`", "holds"),
        ("ring", "tells too early", "`enqueue` stores the ticket before it calls `notify_clerk`", "fails"),
        ("ring", "", "When the line is full, enqueue overwrites the oldest ticket", "fails"),
        ("ring", "", "is_full says true when 3 tickets are queued", "fails"),
        ("ring", "", "clear: zero out first as well as count", "holds"),
        ("ring", "", "The missed counter sticks at `u16::MAX`", "holds"),
        # what is not accounted for, or may be meant otherwise, is left open
        ("ring", "", "enqueue on a purple line yields false", "undecided"),
        ("ring", "", "When the clerk sleeps, enqueue wakes the manager", "undecided"),
        # ranges
        ("spans", "", "insert refuses overlapping spans with `Taken`", "holds"),
        ("spans", "", "An overlapping span gives `Absent` from insert", "fails"),
        ("spans", "", "Spans that only touch are accepted by insert", "holds"),
        ("spans", "", "Spans stay in ascending order after an insert", "holds"),
        ("spans", "appends", "Spans stay in ascending order after an insert", "fails"),
        ("spans", "", "find treats `end` as exclusive", "holds"),
        ("spans", "end belongs to it", "find treats `end` as exclusive", "fails"),
        ("spans", "", "find treats `end` as inclusive", "undecided"),
        ("spans", "", "`remove()` splits a span in two when the range lies in its middle", "holds"),
        ("spans", "loses the tail", "`remove()` splits a span in two when the range lies in its middle", "fails"),
        ("spans", "", "remove calls `redraw_range` once for the whole range", "holds"),
        ("spans", "redraws each", "remove calls `redraw_range` once for the whole range", "fails"),
        ("spans", "", "remove -> Err: redraw_range not called", "holds"),
        # what is lent out
        ("shelf", "", "alloc gives `None` for a length of zero", "holds"),
        ("shelf", "", "alloc answers `None` if the alignment is not a power of two", "holds"),
        ("shelf", "", "A range freed between two gaps is merged with both neighbours", "holds"),
        ("shelf", "joins above only", "A range freed between two gaps is merged with both neighbours", "fails"),
        ("shelf", "", "Bytes skipped for alignment remain free", "holds"),
        ("shelf", "loses the padding", "Bytes skipped for alignment remain free", "fails"),
        ("shelf", "", "Gaps are kept in ascending order and never have length zero", "holds"),
        ("shelf", "leaves an empty gap", "Gaps are kept in ascending order and never have length zero", "fails"),
        ("shelf", "", "Double frees are refused with `Unlent`", "holds"),
        ("shelf", "", "`alloc()` uses the first hole that fits", "holds"),
    ],
)  # fmt: skip
def test_phrases_in_any_order_are_held_against_the_stories(type_: str, fault: str, text: str, outcome: str) -> None:
    page = Page({"src/one.rs": FAULTS[fault](CODE[type_]).encode()}, [CODE[type_]], [])
    verdict = judge(page, text)
    assert verdict.outcome == outcome, verdict.message
