"""Guards that reserve numbers in a table outside: what they hand out, what they refuse, what is handed on, what comes back at the end."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

LANES = """
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LaneError { NoLane, NotOurs }

/// Lanes of a DMA engine that have been claimed, but have no job yet.
pub struct LaneClaims<'e> { engine: &'e Engine, claimed: Vec<u32> }

impl<'e> LaneClaims<'e> {
    pub fn new(engine: &'e Engine) -> Self { Self { engine, claimed: Vec::new() } }
    /// Claim the lowest free lane.
    pub fn claim(&mut self) -> Result<u32, LaneError> {
        let lane = self.engine.take_lane().ok_or(LaneError::NoLane)?;
        self.claimed.push(lane);
        Ok(lane)
    }
    /// Bind `job` to a claimed lane.
    pub fn bind(&mut self, lane: u32, job: Box<Job>) -> Result<(), LaneError> {
        let at = self.claimed.iter().position(|&l| l == lane).ok_or(LaneError::NotOurs)?;
        self.claimed.swap_remove(at);
        self.engine.start_job(lane, job);
        Ok(())
    }
}

impl Drop for LaneClaims<'_> {
    fn drop(&mut self) {
        for lane in self.claimed.drain(..) { self.engine.free_lane(lane); }
    }
}
"""
TRUE = rows("""
`claim()` hands out the lowest free lane
`claim()` returns the engine's lowest free lane
`NoLane` when the engine has no lane left
`claim()` returns `NoLane` if no lane is free
Foreign lane: `bind()` returns `NotOurs` and touches nothing
`bind()` of a lane that was never reserved returns `NotOurs`
`bind()` fails with `NotOurs` for a foreign lane, and leaves the engine alone
`NotOurs` for a lane that is not one of the guard's
`bind()` puts the job on the lane
A bound lane is not released on drop
Bound lanes survive the drop
Drop does not release bound lanes
""")
UNTRUE = rows("""
`NotOurs` when the engine has no lane left
`claim()` returns `NoLane` for a foreign lane
Foreign lane: `bind()` returns `NoLane` and touches nothing
Foreign lane: `bind()` returns `NotOurs` and frees the lane
`bind()` returns `NotOurs` if the lane is reserved
A claimed lane is not released on drop
`claim()` hands out the highest free lane
Bound lanes are released on drop
""")
FAULTS = [
    ("another error", [("ok_or(LaneError::NoLane)", "ok_or(LaneError::NotOurs)")], [2, 3]),
    ("another number", [("        Ok(lane)", "        Ok(lane + 1)")], [0, 1]),
    ("begun before it is looked at", [("        let at = self.claimed", "        self.engine.start_job(lane, job);\n        let at = self.claimed"), ("swap_remove(at);\n        self.engine.start_job(lane, job);", "swap_remove(at);")], [4, 6]),
    ("another refusal", [("ok_or(LaneError::NotOurs)", "ok_or(LaneError::NoLane)")], [4, 5, 6, 7]),
    ("kept among the claimed", [("self.claimed.swap_remove(at);", "let _ = at;")], [9, 10, 11]),
    ("no job", [("self.engine.start_job(lane, job);", "let _ = job;")], [8]),
    ("another one goes", [("self.claimed.swap_remove(at);", "let _ = at; self.claimed.pop();")], [9, 10, 11]),
]  # fmt: skip
REWRITTEN = [
    ("matched", [("let lane = self.engine.take_lane().ok_or(LaneError::NoLane)?;", "let lane = match self.engine.take_lane() { Some(l) => l, None => return Err(LaneError::NoLane) };")]),
    ("kept by a test", [("let at = self.claimed.iter().position(|&l| l == lane).ok_or(LaneError::NotOurs)?;\n        self.claimed.swap_remove(at);", "if !self.claimed.contains(&lane) { return Err(LaneError::NotOurs); }\n        self.claimed.retain(|&l| l != lane);")]),
    ("popped", [("for lane in self.claimed.drain(..) {", "while let Some(lane) = self.claimed.pop() {")]),
]  # fmt: skip


def test_what_is_so_holds() -> None:
    found = told(TRUE, LANES, LANES, "LaneClaims")
    assert {c: f for c, f in found.items() if f != "holds"} == {}


def test_what_is_not_so_never_holds() -> None:
    found = told(UNTRUE, LANES, LANES, "LaneClaims")
    assert [c for c, f in found.items() if f == "holds"] == []


@pytest.mark.parametrize(("changes", "wrong"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_a_fault_fails_where_the_words_speak_of_it(changes: list[tuple[str, str]], wrong: list[int]) -> None:
    found = told(TRUE, changed(LANES, changes), LANES, "LaneClaims")
    assert {TRUE[n]: found[TRUE[n]] for n in wrong if found[TRUE[n]] != "fails"} == {}


@pytest.mark.parametrize("changes", [row[1] for row in REWRITTEN], ids=[row[0] for row in REWRITTEN])
def test_rewritten_code_does_not_fail(changes: list[tuple[str, str]]) -> None:
    found = told(TRUE, changed(LANES, changes), LANES, "LaneClaims")
    assert {c for c, f in found.items() if f == "fails"} == set()
