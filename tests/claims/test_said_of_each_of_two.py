"""What is said of two functions is said of each: that it is so of what comes of both is not enough."""

from __future__ import annotations

from tests.claims.sentence_tables import told

GATE = """
pub struct Gate {
    sheep: u32,
    goats: u32,
}

impl Gate {
    pub fn new() -> Self {
        Self { sheep: 0, goats: 0 }
    }

    pub fn let_sheep(&mut self) {
        self.sheep += 1;
    }

    pub fn let_goat(&mut self) {
        self.goats += 1;
    }

    pub fn close(&mut self) -> bool {
        self.sheep = 0;
        true
    }

    pub fn clear(&mut self) -> bool {
        self.sheep = 0;
        self.goats = 0;
        true
    }
}
"""


def test_it_must_be_so_of_each():
    found = told(
        [
            "`close()` and `clear()` both return true",
            "`let_sheep()` and `let_goat()` both raise the goat count",
            "`let_goat()` and `let_sheep()` raise the sheep count",
            "`close()` and `clear()` both clear `goats`",
        ],
        GATE,
        GATE,
        "Gate",
    )
    assert list(found.values()).count("holds") <= 1
    assert "holds" not in list(found.values())[1:]
