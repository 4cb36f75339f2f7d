"""Calls that are told by what has become of their argument, or as a deed: it is that call which does what is said, no other."""

from __future__ import annotations

from tests.claims.sentence_tables import changed, rows, told

SHOWN = """
use alloc::vec::Vec;
use crate::bus::iotlb;

#[derive(Clone, Copy)]
pub struct Span { pub from: u64, pub to: u64 }

pub struct Windows { spans: Vec<Span> }

impl Windows {
    pub const fn new() -> Self { Self { spans: Vec::new() } }

    /// Opens a window.
    pub fn open(&mut self, span: Span) -> Result<(), ()> {
        if span.from >= span.to { return Err(()); }
        self.spans.push(span);
        Ok(())
    }

    /// Closes all windows that lie within the range.
    pub fn close(&mut self, from: u64, to: u64) -> Result<(), ()> {
        let before = self.spans.len();
        self.spans.retain(|s| s.from < from || s.to > to);
        if self.spans.len() == before { return Err(()); }
        iotlb::invalidate(from, to);
        Ok(())
    }
}
"""
TRUE = """
The IOTLB is invalidated for a closed range
The IOTLB is invalidated by `close()`
Closing a range invalidates the IOTLB
"""
UNTRUE = """
Opening a window invalidates the IOTLB
The IOTLB is invalidated by `open()`
The IOTLB is invalidated in `open()`
The IOTLB is invalidated after `open()`
The IOTLB is invalidated when a window is opened
The IOTLB is invalidated for an opened window
The IOTLB is never invalidated for a closed range
"""


def test_it_is_that_call_which_does_it() -> None:
    found = told([*rows(TRUE), *rows(UNTRUE)], SHOWN, SHOWN, "Windows")
    assert {c: found[c] for c in rows(TRUE)} == dict.fromkeys(rows(TRUE), "holds")
    assert "holds" not in {found[c] for c in rows(UNTRUE)}


def test_a_call_that_does_not_fails_the_sentence() -> None:
    tree = changed(SHOWN, [("        iotlb::invalidate(from, to);\n", "")])
    found = told(rows(TRUE), tree, SHOWN, "Windows")
    assert "holds" not in found.values()
    assert "fails" in found.values()
