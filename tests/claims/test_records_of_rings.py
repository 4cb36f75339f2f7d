"""Rings of records put together from what a push is given: numbered in turn, cut, passed on, with long arrays made small; true, untrue, with faults."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told
from uowgen.claims.scaled import _is_narrow, _Limit, _small_ones

# Arrays in an array, of which the longer one is how many there is room for; a text of bytes, a function as a parameter.
LINES = """
pub const ROOM: usize = 64;
pub const WIDTH: usize = 40;
#[derive(Clone, Copy)]
pub struct Line { pub serial: u32, pub kind: u8, pub used: usize, pub bytes: [u8; WIDTH] }
impl Line {
    pub const BLANK: Self = Self { serial: 0, kind: 0, used: 0, bytes: [0; WIDTH] };
    pub fn text(&self) -> &[u8] { &self.bytes[..self.used] }
}
pub struct Trace { lines: [Line; ROOM], first: usize, len: usize, lost: u64, serial: u32 }
impl Trace {
    pub const fn new() -> Self { Self { lines: [Line::BLANK; ROOM], first: 0, len: 0, lost: 0, serial: 1 } }
    pub fn put(&mut self, kind: u8, what: &[u8]) {
        let used = what.len().min(WIDTH);
        let mut line = Line { serial: self.serial, kind, used, bytes: [0; WIDTH] };
        line.bytes[..used].copy_from_slice(&what[..used]);
        if self.len == ROOM {
            self.first = (self.first + 1) % ROOM;
            self.len -= 1;
            self.lost += 1;
        }
        self.lines[(self.first + self.len) % ROOM] = line;
        self.len += 1;
        self.serial += 1;
    }
    pub fn take(&mut self) -> Option<Line> {
        if self.len == 0 { return None; }
        let line = self.lines[self.first];
        self.first = (self.first + 1) % ROOM;
        self.len -= 1;
        Some(line)
    }
    pub fn flush<F: FnMut(Line)>(&mut self, mut out: F) {
        while let Some(line) = self.take() { out(line); }
    }
    pub fn take_lost(&mut self) -> u64 { core::mem::take(&mut self.lost) }
}
"""

TRUE = rows(
    """
Every put gets the next serial number
Each line is given the next serial number
Serial numbers go up by one per line
Text longer than `WIDTH` is cut to `WIDTH` bytes
`put()` truncates long texts to `WIDTH` bytes
`flush()` hands all lines to `out`, oldest first
`flush()` passes every record on and clears the ring
Full ring overwrites its oldest line
`lost` is incremented by one per overwritten record
`take_lost()` returns the count and resets it
"""
)
UNTRUE = rows(
    """
Text longer than `ROOM` is cut to `ROOM` bytes
Text longer than `WIDTH` is cut to `ROOM` bytes
`take()` returns the newest record first
`flush()` passes all lines on to `kind`
"""
)
FAULTS = [
    ("        self.serial += 1;", "        if self.len < ROOM { self.serial += 1; }", "Every put gets the next serial number"),
    ("what.len().min(WIDTH)", "what.len().min(WIDTH - 1)", "Text longer than `WIDTH` is cut to `WIDTH` bytes"),
    ("let used = what.len().min(WIDTH);", "let used = what.len();", "Text longer than `WIDTH` is cut to `WIDTH` bytes"),
    ("{ out(line); }", "{ out(line); return; }", "`flush()` passes every record on and clears the ring"),
    ("{ out(line); }", "{ if self.len > 0 { out(line); } }", "`flush()` hands all lines to `out`, oldest first"),
    ("core::mem::take(&mut self.lost)", "self.lost", "`take_lost()` returns the count and resets it"),
    ("            self.lost += 1;\n", "", "`lost` is incremented by one per overwritten record"),
    ("            self.first = (self.first + 1) % ROOM;\n            self.len -= 1;", "            self.len -= 1;", "Full ring overwrites its oldest line"),
]  # fmt: skip


def test_as_shown() -> None:
    assert {t: o for t, o in told(TRUE, LINES, LINES, "Trace").items() if o != "holds"} == {}


def test_untrue_ones_never_hold() -> None:
    assert {t for t, o in told(UNTRUE, LINES, LINES, "Trace").items() if o == "holds"} == set()


@pytest.mark.parametrize(("old", "new", "sentence"), FAULTS)
def test_faults(old: str, new: str, sentence: str) -> None:
    assert told([sentence], changed(LINES, [(old, new)]), LINES, "Trace") == {sentence: "fails"}


def test_rewritten() -> None:
    other = changed(LINES, [("what.len().min(WIDTH)", "if what.len() > WIDTH { WIDTH } else { what.len() }"),
                            ("while let Some(line) = self.take() { out(line); }", "for at in 0..self.len { out(self.lines[(self.first + at) % ROOM]); }\n        self.first = 0;\n        self.len = 0;")])  # fmt: skip
    assert {t: o for t, o in told(TRUE, other, LINES, "Trace").items() if o != "holds"} == {}


def test_what_the_large_limit_alone_would_show_is_not_asked_of_a_small_one() -> None:
    limit = _Limit("ROOM", "usize", 200, None)  # type: ignore[arg-type]
    assert _is_narrow(limit, "struct A { head: u8, kind: u8 }")  # `head + count` does not fit
    assert _is_narrow(limit, "struct A {\n    pub lost: AtomicU8,\n}")
    assert not _is_narrow(limit, "struct A { kind: u8, head: u16, bytes: [u8; ROOM] }")


def test_small_limits_are_to_each_other_as_the_large_ones() -> None:
    assert _small_ones({"A": 96, "B": 128}, {0, 1}) == {"A": 6, "B": 8}
    assert _small_ones({"A": 32, "B": 96}, {0, 1}) == {"A": 8, "B": 24}
    assert _small_ones({"A": 40, "B": 64}, {0, 1, 8}) == {"A": 24, "B": 32}
    assert _small_ones({"A": 64, "B": 40, "C": 2560}, {0, 1}) == {}  # one is the product of the others
    assert _small_ones({"A": 64, "B": 40}, {0, 63}) == {}
