"""Sentences that compare fields of what is given, as laws."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

ROSTER = """
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    pub from: u32,
    pub until: u32,
    pub crew: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RosterError {
    Backwards,
    Crowded,
}

/// The shifts of a ward.
#[derive(Debug, Default)]
pub struct Roster {
    shifts: Vec<Shift>,
}

impl Roster {
    pub const fn new() -> Self {
        Self { shifts: Vec::new() }
    }

    pub fn shifts(&self) -> &[Shift] {
        &self.shifts
    }

    /// Writes a shift down.
    pub fn note(&mut self, shift: Shift) -> Result<(), RosterError> {
        if shift.from >= shift.until {
            return Err(RosterError::Backwards);
        }
        self.shifts.push(shift);
        Ok(())
    }
}
"""

HOLDS = rows("""
`note()` returns `Err(Backwards)` if from is not below until
`note()` returns `Err(Backwards)` when from is at least `until`
`note()` fails with `Backwards` if `from` is not below `until`
""")
NEVER = rows("""
`note()` returns `Err(Backwards)` if from is below until
`note()` returns `Err(Backwards)` if from is not above until
`note()` returns `Err(Backwards)` if until is not above crew
`note()` returns `Err(Crowded)` if from is not below until
""")


def test_what_is_given_is_compared_by_its_fields() -> None:
    outcomes = told([*HOLDS, *NEVER], ROSTER, ROSTER, "Roster")
    assert [s for s in HOLDS if outcomes[s] != "holds"] == []
    assert [s for s in NEVER if outcomes[s] == "holds"] == []


@pytest.mark.parametrize("sentence", HOLDS[:1])
def test_a_limit_that_is_off_by_one_fails(sentence: str) -> None:
    broken = changed(ROSTER, [("from >= shift.until", "from > shift.until")])
    assert told([sentence], broken, ROSTER, "Roster") == {sentence: "fails"}
