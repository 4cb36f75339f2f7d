"""Sentences on guards, as laws: what they borrow, their end, nesting, what is called and in which order; states explored one after the other."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

STAGE = """
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RigError { Crooked, Taken }

/// The rig of a stage: which cues hang where.
#[derive(Default)]
pub struct Rig {
    hung: Vec<(u32, u32)>,
    spare: Vec<u32>,
}

impl Rig {
    pub fn hang(&mut self, bar: u32, lamp: u32) -> Result<(), RigError> {
        if self.hung.iter().any(|h| h.0 == bar) { return Err(RigError::Taken); }
        self.hung.push((bar, lamp));
        Ok(())
    }
    pub fn strike(&mut self, bar: u32) { self.hung.retain(|h| h.0 != bar); }
    pub fn stow(&mut self, lamp: u32) { self.spare.push(lamp); }
    pub fn hung(&self) -> usize { self.hung.len() }
}

/// Takes down what was hung, unless the scene is approved.
pub struct Scene<'a> {
    rig: &'a mut Rig,
    /// Lamps that were hung
    lamps: Vec<(u32, u32)>,
    approved: bool,
}

impl<'a> Scene<'a> {
    pub fn new(rig: &'a mut Rig) -> Self { Self { rig, lamps: Vec::new(), approved: false } }

    /// Hangs a lamp on a bar; bars are even.
    pub fn hang(&mut self, bar: u32, lamp: u32) -> Result<(), RigError> {
        if bar % 2 != 0 { return Err(RigError::Crooked); }
        self.rig.hang(bar, lamp)?;
        self.lamps.push((bar, lamp));
        Ok(())
    }

    pub fn approve(mut self) { self.approved = true; }
}

impl Drop for Scene<'_> {
    fn drop(&mut self) {
        if self.approved { return; }
        while let Some((bar, lamp)) = self.lamps.pop() {
            self.rig.strike(bar);
            self.rig.stow(lamp);
        }
    }
}
"""
SCENE = rows("""
`new()` creates an empty, unapproved scene
A new scene has no lamps and is not approved
`approve()` consumes the scene
Dropping an unapproved scene strikes and stows its lamps newest first
An unapproved scene dropped strikes every lamp
Unapproved lamps are struck newest first
A failed `hang()` leaves the lamps unchanged
""")
SCENE_UNTRUE = rows("""
`new()` creates an approved scene
Dropping an unapproved scene strikes its lamps oldest first
Dropping an unapproved scene does nothing
`hang()` consumes the scene
Dropping an approved scene strikes its lamps
`hang()` strikes every lamp
""")
SCENE_FAULTS = [
    ([("lamps: Vec::new(), approved: false", "lamps: Vec::new(), approved: true")], SCENE[0]),
    ([("while let Some((bar, lamp)) = self.lamps.pop() {", "for (bar, lamp) in core::mem::take(&mut self.lamps) {")], SCENE[3]),
    ([("            self.rig.strike(bar);\n", "")], SCENE[4]),
    ([("        self.rig.hang(bar, lamp)?;\n        self.lamps.push((bar, lamp));\n",
       "        self.lamps.push((bar, lamp));\n        self.rig.hang(bar, lamp)?;\n")], SCENE[6]),
]  # fmt: skip
SCENE_REWRITES = [
    [("while let Some((bar, lamp)) = self.lamps.pop() {", "for (bar, lamp) in core::mem::take(&mut self.lamps).into_iter().rev() {")],
    [("        if self.approved { return; }\n        while", "        while !self.approved && !self.lamps.is_empty() {\n            self.lamps.len();\n            break;\n        }\n        if self.approved { return; }\n        while")],
]  # fmt: skip


def test_what_is_said_of_a_guard_over_what_it_borrows() -> None:
    outcome = told([*SCENE, *SCENE_UNTRUE], STAGE, STAGE, "Scene")
    assert {s: outcome[s] for s in SCENE} == dict.fromkeys(SCENE, "holds")
    assert [s for s in SCENE_UNTRUE if outcome[s] == "holds"] == []


@pytest.mark.parametrize(("changes", "sentence"), SCENE_FAULTS, ids=[s for _, s in SCENE_FAULTS])
def test_a_fault_of_a_guard_fails(changes: list[tuple[str, str]], sentence: str) -> None:
    assert told([sentence], changed(STAGE, changes), STAGE, "Scene") == {sentence: "fails"}


@pytest.mark.parametrize("changes", SCENE_REWRITES)
def test_a_guard_that_does_the_same_never_fails(changes: list[tuple[str, str]]) -> None:
    outcome = told(SCENE, changed(STAGE, changes), STAGE, "Scene")
    assert [s for s in SCENE if outcome[s] == "fails"] == []


GATES = """
use core::cell::Cell;
pub const GATES: usize = 6;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GateError { NoSuchGate }

pub trait Motor {
    fn bar(&self, gate: u8);
    fn unbar(&self, gate: u8);
    fn ring(&self, gate: u8);
}

/// How often each gate is held shut.
pub struct Gates<M: Motor> { motor: M, depth: [Cell<u8>; GATES] }

impl<M: Motor> Gates<M> {
    pub fn new(motor: M) -> Self { Self { motor, depth: core::array::from_fn(|_| Cell::new(0)) } }
}

/// Holds a gate shut while it lives.
pub struct Shut<'a, M: Motor> { gates: &'a Gates<M>, gate: u8, armed: bool }

impl<'a, M: Motor> Shut<'a, M> {
    pub fn new(gates: &'a Gates<M>, gate: u8) -> Result<Self, GateError> {
        let cell = gates.depth.get(gate as usize).ok_or(GateError::NoSuchGate)?;
        if cell.get() == 0 { gates.motor.bar(gate); }
        cell.set(cell.get() + 1);
        Ok(Self { gates, gate, armed: true })
    }
    /// How many hold this gate.
    pub fn depth(&self) -> u8 { self.gates.depth[self.gate as usize].get() }
    pub fn leave_shut(mut self) { self.armed = false; }
}

impl<M: Motor> Drop for Shut<'_, M> {
    fn drop(&mut self) {
        if !self.armed { return; }
        let cell = &self.gates.depth[self.gate as usize];
        cell.set(cell.get() - 1);
        if cell.get() == 0 {
            self.gates.motor.ring(self.gate);
            self.gates.motor.unbar(self.gate);
        }
    }
}
"""
SHUT = rows("""
Dropping an inner guard leaves the gate barred
The last drop rings the gate before unbarring it
On the final drop, the guard rings and then unbars
Dropping an inner guard does not unbar
`leave_shut()` does not unbar
""")
SHUT_UNTRUE = rows("""
The last drop unbars the gate before ringing it
The last drop leaves the gate barred
`new()` does not bar
Dropping an inner guard rings the gate
""")
SHUT_FAULTS = [
    ([("            self.gates.motor.ring(self.gate);\n            self.gates.motor.unbar(self.gate);\n",
       "            self.gates.motor.unbar(self.gate);\n            self.gates.motor.ring(self.gate);\n")], SHUT[1]),
    ([("if cell.get() == 0 {\n            self.gates.motor.ring", "if cell.get() < 2 {\n            self.gates.motor.ring")], SHUT[3]),
    ([("pub fn leave_shut(mut self) { self.armed = false; }", "pub fn leave_shut(self) {}")], SHUT[4]),
]  # fmt: skip


def test_what_is_said_of_guards_that_live_side_by_side() -> None:
    outcome = told([*SHUT, *SHUT_UNTRUE], GATES, GATES, "Shut")
    assert {s: outcome[s] for s in SHUT} == dict.fromkeys(SHUT, "holds")
    assert [s for s in SHUT_UNTRUE if outcome[s] == "holds"] == []


@pytest.mark.parametrize(("changes", "sentence"), SHUT_FAULTS, ids=[s for _, s in SHUT_FAULTS])
def test_a_fault_of_nested_guards_fails(changes: list[tuple[str, str]], sentence: str) -> None:
    assert told([sentence], changed(GATES, changes), GATES, "Shut") == {sentence: "fails"}


TAPE = """
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TapeError { Running }

/// A tape that can be read while it stands still.
pub struct Tape { running: bool, marks: Vec<u32>, turns: u32 }

impl Tape {
    pub fn new() -> Self { Self { running: false, marks: Vec::new(), turns: 0 } }
    pub fn roll(&mut self) { self.running = true; }
    pub fn halt(&mut self) { self.running = false; }
    pub fn mark(&mut self, at: u32) { self.marks.push(at); }
    pub fn count(&self) -> Result<usize, TapeError> {
        if self.running { Err(TapeError::Running) } else { Ok(self.marks.len()) }
    }
    /// Turns the tape over. Returns whether it had any marks.
    pub fn turn(&mut self) -> bool {
        if self.marks.is_empty() { return false; }
        self.marks.clear();
        self.turns += 1;
        true
    }
}
"""
WOUND = rows("""
`count()` fails with `Running` between `roll()` and `halt()`
After `roll()`, `count()` fails
`turn()` bumps the turns only if the marks are not empty
`turn()` of an empty tape returns false and marks nothing
An empty tape turns without changing the turns
""")
WOUND_UNTRUE = rows("""
`count()` fails with `Running` between `halt()` and `roll()`
After `halt()`, `count()` fails
`turn()` bumps the turns only if the marks are empty
""")


def test_what_is_said_of_what_came_before_and_of_what_stays() -> None:
    outcome = told([*WOUND, *WOUND_UNTRUE], TAPE, TAPE, "Tape")
    assert {s: outcome[s] for s in WOUND} == dict.fromkeys(WOUND, "holds")
    assert [s for s in WOUND_UNTRUE if outcome[s] == "holds"] == []


def test_a_question_to_the_outside_is_no_deed() -> None:
    source = """
pub struct Bays { rows: Vec<u32> }
pub struct Booking<'a> { dock: &'a Dock, bays: Vec<u32>, kept: bool }
impl<'a> Booking<'a> {
    pub fn new(dock: &'a Dock) -> Self { Self { dock, bays: Vec::new(), kept: false } }
    pub fn book(&mut self, bay: u32) -> bool {
        if !self.dock.is_free(bay) { return false; }
        self.dock.put(bay, State::Held);
        self.bays.push(bay);
        true
    }
    pub fn keep(mut self) { self.kept = true; }
}
impl Drop for Booking<'_> {
    fn drop(&mut self) {
        if self.kept { return; }
        for &bay in &self.bays { self.dock.put(bay, State::Free); }
    }
}
"""
    sentence = "Dropping a booking that was not kept frees all of its bays"
    assert told([sentence], source, source, "Booking")[sentence] != "fails"
