"""Slices that are given to be filled: what lies behind what was handed over, and how many were."""

from __future__ import annotations

from tests.claims.sentence_tables import changed, rows, told

TRACE = """
/// Events that the trace keeps.
pub const DEPTH: usize = 4;
/// Marks a place without an event.
pub const BLANK: u32 = 0xffff;

/// Events in the order in which they came.
pub struct Trace { events: [u32; DEPTH], first: usize, len: usize }

impl Trace {
    pub const fn new() -> Self { Self { events: [0; DEPTH], first: 0, len: 0 } }
    pub fn len(&self) -> usize { self.len }
    pub fn note(&mut self, event: u32) -> bool {
        if self.len == DEPTH { return false; }
        self.events[(self.first + self.len) % DEPTH] = event;
        self.len += 1;
        true
    }
    /// Takes the oldest event.
    pub fn take(&mut self) -> Option<u32> {
        if self.len == 0 { return None; }
        let event = self.events[self.first];
        self.first = (self.first + 1) % DEPTH;
        self.len -= 1;
        Some(event)
    }
    /// Moves events to a reader; tells how many events there were.
    pub fn dump(&mut self, out: &mut [u32]) -> usize {
        let mut moved = 0;
        for place in out.iter_mut() {
            *place = match self.take() { Some(event) => { moved += 1; event } None => BLANK };
        }
        moved
    }
    /// Moves events to a reader as far as there are any.
    pub fn copy(&mut self, out: &mut [u32]) -> usize {
        let mut moved = 0;
        while moved < out.len() {
            let Some(event) = self.take() else { break };
            out[moved] = event;
            moved += 1;
        }
        moved
    }
}
"""
TRUE = rows("""
`dump()` pads with `BLANK`
`dump()` pads the buffer with blanks
`dump()` fills the rest of the buffer with `BLANK`
`copy()` leaves the rest of the buffer untouched
`dump()` returns number of real events
`dump()` returns the number of actual events
""")
UNTRUE = rows("""
`dump()` pads with zeros
`dump()` fills the buffer with `BLANK`
`copy()` pads with `BLANK`
`dump()` leaves the rest of the buffer untouched
`dump()` returns the number of events in the buffer
""")


def test_what_is_so_of_slices_holds_and_what_is_not_does_not() -> None:
    found = told([*TRUE, *UNTRUE], TRACE, TRACE, "Trace")
    assert [s for s in TRUE if found[s] != "holds"] == []
    assert [s for s in UNTRUE if found[s] == "holds"] == []


def test_faults_fail_where_the_words_speak_of_them() -> None:
    said = [
        "`dump()` pads with `BLANK`",
        "`copy()` leaves the rest of the buffer untouched",
        "`dump()` returns number of real events",
    ]
    faults = [
        ("None => BLANK };\n        }\n        moved", "None => 0 };\n        }\n        out.len()"),
        ("let Some(event) = self.take() else { break };", "let Some(event) = self.take() else { out[moved..].fill(0); break };"),
    ]
    assert told(said, changed(TRACE, faults), TRACE, "Trace") == dict.fromkeys(said, "fails")
