"""Types that hold a state and make its moves, beside an enum that only says which moves are allowed."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

VALVE = """
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage { Fitted, Shut, Open, Stuck, Scrapped }

impl Stage {
    pub fn may_become(self, next: Stage) -> bool {
        use Stage::*;
        matches!((self, next), (Fitted, Shut) | (Shut, Open) | (Open, Shut) | (Open, Stuck) | (Stuck, Scrapped) | (Shut, Scrapped))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MoveError { pub from: Stage, pub to: Stage }

/// One valve of a plant.
pub struct Valve { stage: Stage, batch: Option<u32> }

impl Valve {
    pub fn new() -> Self { Self { stage: Stage::Fitted, batch: None } }
    /// The stage that it is in.
    pub fn stage(&self) -> Stage { self.stage }
    /// The batch that it was scrapped with.
    pub fn batch(&self) -> Option<u32> { self.batch }
    pub fn turn(&mut self, next: Stage) -> Result<(), MoveError> {
        let from = self.stage;
        if !from.may_become(next) { return Err(MoveError { from, to: next }); }
        self.stage = next;
        Ok(())
    }
    /// Loosens a valve that is stuck.
    pub fn scrap_stuck(&mut self) -> bool {
        if self.stage != Stage::Stuck { return false; }
        self.turn(Stage::Scrapped).is_ok()
    }
    pub fn scrap(&mut self, batch: u32) -> Result<(), MoveError> {
        self.turn(Stage::Scrapped)?;
        self.batch = Some(batch);
        Ok(())
    }
}
"""
TRUE = rows("""
A new valve is in `Fitted`
`turn()` fails with the current and the requested stage if the move is illegal
`turn()` fails with the old and the new stage for an invalid transition
A refused transition does not change the state
No transition leads out of `Scrapped`
`Fitted` valves cannot go straight to `Open`
`scrap_stuck()` only affects stuck valves
`scrap()` records the batch
`scrap()` stores the batch and turns the valve into `Scrapped`
""")
UNTRUE = rows("""
A new valve is in `Shut`
No transition leads out of `Stuck`
No transition leads out of `Open`
`Shut` valves cannot go straight to `Open`
`scrap_stuck()` only affects open valves
`scrap()` records the stage
`scrap()` stores the batch and turns the valve into `Stuck`
`turn()` stores the batch
""")
FAULTS = [
    ([("stage: Stage::Fitted, batch", "stage: Stage::Shut, batch")], TRUE[0]),
    ([("MoveError { from, to: next }", "MoveError { from: next, to: from }")], TRUE[1]),
    ([("let from = self.stage;", "let from = core::mem::replace(&mut self.stage, next);")], TRUE[3]),
    ([("let from = self.stage;", "let from = core::mem::replace(&mut self.stage, next);")], TRUE[4]),
    ([("let from = self.stage;", "let from = core::mem::replace(&mut self.stage, next);")], TRUE[5]),
    ([("if self.stage != Stage::Stuck { return false; }", "")], TRUE[6]),
    ([("self.batch = Some(batch);", "let _ = batch;")], TRUE[7]),
    ([("self.turn(Stage::Scrapped)?;\n        self.batch", "self.batch")], TRUE[8]),
]


def test_what_a_holder_does_is_asked_of_it_and_not_of_the_enum() -> None:
    outcome = told([*TRUE, *UNTRUE], VALVE, VALVE, "Valve")
    assert {s: outcome[s] for s in TRUE} == dict.fromkeys(TRUE, "holds")
    assert [s for s in UNTRUE if outcome[s] == "holds"] == []


@pytest.mark.parametrize(("changes", "sentence"), FAULTS, ids=[f"{n}: {s}" for n, (_, s) in enumerate(FAULTS)])
def test_a_fault_of_the_holder_fails(changes: list[tuple[str, str]], sentence: str) -> None:
    assert told([sentence], changed(VALVE, changes), VALVE, "Valve") == {sentence: "fails"}
