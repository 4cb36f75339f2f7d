"""What stands switched on or off outside: seen before and after each call, also of guards within others; lists that lose one end; what is left alone."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

HUSH = """
use crate::hw::{bells, post};

/// A mark that was posted on behalf of the hush.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Where the mark stands.
    pub spot: u32,
    /// The label behind it.
    pub label: u32,
}

/// Keeps the bells silent, and takes marks back at its end unless settled.
pub struct Hush {
    was_ringing_enabled: bool,
    marks: Vec<Mark>,
    settled: bool,
}

impl Hush {
    /// Save the bells' state and silence them.
    pub fn new() -> Self {
        let was_ringing_enabled = bells::are_enabled();
        bells::disable();
        Self { was_ringing_enabled, marks: Vec::new(), settled: false }
    }

    /// Remember a mark.
    pub fn put(&mut self, spot: u32, label: u32) { self.marks.push(Mark { spot, label }); }

    /// Were the bells on when it was made?
    pub fn was_enabled(&self) -> bool { self.was_ringing_enabled }

    /// The marks, oldest first.
    pub fn marks(&self) -> &[Mark] { &self.marks }

    /// Has it been settled?
    pub fn is_settled(&self) -> bool { self.settled }

    /// Let go of the oldest marks.
    pub fn let_go(&mut self, n: usize) { let n = n.min(self.marks.len()); self.marks.drain(..n); }

    /// Keep all marks.
    pub fn settle(&mut self) { self.settled = true; }
}

impl Drop for Hush {
    fn drop(&mut self) {
        if !self.settled {
            while let Some(mark) = self.marks.pop() {
                post::unmark_spot(mark.spot);
                post::free_label(mark.label);
            }
        }
        if self.was_ringing_enabled { bells::enable(); }
    }
}
"""
SO = rows("""
Bells are off after `new()`
`new()` saves whether the bells were enabled
`new()` remembers the previous bells state
`new()` creates a hush with no marks
`Drop` enables the bells again if they were enabled before
Dropping the hush turns the bells back on if they were on before
Dropping an inner hush leaves the bells disabled
`let_go()` drops the `n` oldest marks
`let_go()` forgets the oldest marks without freeing their labels
Drop of an unsettled hush unmarks each spot and frees its label, newest first
""")
NOT_SO = rows("""
After `new()` the bells are enabled
Bells are on after `new()`
`new()` enables the bells
Dropping an inner hush turns the bells on
`Drop` enables the bells again if they were disabled before
`let_go()` forgets the newest marks
Drop of an unsettled hush unmarks each spot and frees its label, oldest first
Drop of an unsettled hush leaves all marks in place
""")
FAULTS = [
    ("Bells are off after `new()`", "        bells::disable();\n", ""),
    (
        "`new()` saves whether the bells were enabled",
        "let was_ringing_enabled = bells::are_enabled();\n        bells::disable();",
        "bells::disable();\n        let was_ringing_enabled = bells::are_enabled();",
    ),
    (
        "`Drop` enables the bells again if they were enabled before",
        "if self.was_ringing_enabled {",
        "if !self.was_ringing_enabled {",
    ),
    ("Dropping an inner hush leaves the bells disabled", "if self.was_ringing_enabled { bells::enable(); }", "bells::enable();"),
    ("`let_go()` drops the `n` oldest marks", "self.marks.drain(..n);", "self.marks.truncate(self.marks.len() - n);"),
    (
        "`let_go()` forgets the oldest marks without freeing their labels",
        "self.marks.drain(..n);",
        "for m in self.marks.drain(..n) { post::free_label(m.label); }",
    ),
    (
        "Drop of an unsettled hush unmarks each spot and frees its label, newest first",
        "while let Some(mark) = self.marks.pop() {",
        "for mark in self.marks.drain(..) {",
    ),
]


def test_what_stands_switched_is_seen() -> None:
    outcome = told([*SO, *NOT_SO], HUSH, HUSH, "Hush")
    assert {s: outcome[s] for s in SO} == dict.fromkeys(SO, "holds")
    assert [s for s in NOT_SO if outcome[s] == "holds"] == []


@pytest.mark.parametrize(("sentence", "old", "new"), FAULTS, ids=[s for s, _, _ in FAULTS])
def test_code_that_does_otherwise_fails(sentence: str, old: str, new: str) -> None:
    assert told([sentence], changed(HUSH, [(old, new)]), HUSH, "Hush") == {sentence: "fails"}
