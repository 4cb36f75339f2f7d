"""That one thing is done and then another is not shown by both being done: the order, and to what, must be that of the spec's own code."""

from __future__ import annotations

from tests.claims.sentence_tables import changed, told

BOOTH = """
use crate::hall::{lamps, seats};

/// A booth that takes a lamp and a seat.
pub struct Booth {
    lamp: Option<usize>,
    seat: Option<usize>,
    kept: bool,
}

impl Booth {
    pub fn new() -> Self {
        Self { lamp: None, seat: None, kept: false }
    }

    pub fn light(&mut self) {
        self.lamp = Some(lamps::take());
    }

    pub fn sit(&mut self) {
        self.seat = Some(seats::take());
    }

    pub fn keep(mut self) {
        self.kept = true;
    }
}

impl Drop for Booth {
    fn drop(&mut self) {
        if self.kept {
            return;
        }
        if let Some(seat) = self.seat.take() {
            seats::give(seat);
        }
        if let Some(lamp) = self.lamp.take() {
            lamps::give(lamp);
        }
    }
}
"""
FIRST = "if let Some(seat) = self.seat.take() {\n            seats::give(seat);\n        }\n"
SECOND = "if let Some(lamp) = self.lamp.take() {\n            lamps::give(lamp);\n        }\n"
SAID = ["Unkept booth gives back seat, then lamp, on drop", "`Drop` gives the seat, then the lamp back"]


def test_in_the_other_order_it_never_holds():
    other = changed(BOOTH, [(f"{FIRST}        {SECOND}", f"{SECOND}        {FIRST}")])
    assert "holds" not in told(SAID, other, BOOTH, "Booth").values()


def test_as_it_is_it_does_not_fail():
    assert "fails" not in told(SAID, BOOTH, BOOTH, "Booth").values()
