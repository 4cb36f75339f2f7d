"""Sentences in whatever order, held against the facts that the spec's own code keeps: every word taken up, those that turn the sense exactly."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

FERRY = """
pub const DECK: usize = 3;

/// The deck of a ferry.
pub struct Ferry { cars: Vec<u32>, sailing: bool, tolls: u64, trips: u32 }

impl Ferry {
    pub fn new() -> Self { Self { cars: Vec::new(), sailing: false, tolls: 0, trips: 0 } }

    /// Lets a car on board, in the harbour only.
    pub fn board(&mut self, car: u32) -> bool {
        if self.sailing || self.cars.len() == DECK || self.cars.contains(&car) { return false; }
        self.cars.push(car);
        true
    }

    pub fn charge(&mut self, fare: u32) -> u64 {
        let before = self.tolls;
        self.tolls = self.tolls + u64::from(fare);
        before
    }

    pub fn sail(&mut self) -> Option<usize> {
        if self.sailing || self.cars.is_empty() { return None; }
        self.sailing = true;
        self.trips += 1;
        Some(self.cars.len())
    }

    pub fn land(&mut self) { self.sailing = false; self.cars.clear(); }

    pub fn cars(&self) -> usize { self.cars.len() }
    pub fn sailing(&self) -> bool { self.sailing }
    pub fn tolls(&self) -> u64 { self.tolls }
    pub fn trips(&self) -> u32 { self.trips }
}
"""
TRUE = rows("""
With no cars on the ferry, `sail` is answered by `None`
If the ferry has no cars left, nothing is changed by `sail`
`board` is not possible while the ferry is already sailing
when the deck is full, `board` answers the caller false, and nothing changes
the tolls are raised by the fare in `charge()`
By each call of `charge`, tolls go up by the fare
the old tolls come back out of `charge`
the caller of `charge()` is told the previous tolls
`land` makes the cars empty and the sailing flag unset
Every car is forgotten in `land`
trips remain untouched by `land()`
The number of trips is not affected by `land`
A successful `sail` adds 1 to the trips count
""")
UNTRUE = rows("""
With no cars on the ferry, `sail` is answered by `Some(0)`
If the ferry has no cars left, `sail` panics
with cars on the ferry, `sail()` turns out `None`
`board` is not possible while the ferry is not sailing
when the deck is full, `board` answers the caller true
when the deck is not full, `board` answers the caller false, and nothing changes
the tolls are lowered by the fare in `charge()`
the tolls are set to the fare by `charge()`
the new tolls come back out of `charge`
the caller of `charge()` is told the number of trips
`land` makes the cars empty and the sailing flag set
trips are cleared by `land()`
The number of trips is affected by `land`
A successful `sail` adds 2 to the trips count
A successful `sail` takes 1 from the trips count
no car is forgotten in `land`
the first car is forgotten in `land`
only the tolls are raised by the fare in `charge()`
""")


LOCK = """
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate { Shut, Filling, Open }

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockError { Jammed, Moving }

/// One passage through a lock on a canal.
pub struct Passage<'a> { canal: &'a Canal, gate: Gate, boats: Vec<u32>, paid: bool }

impl<'a> Passage<'a> {
    pub fn new(canal: &'a Canal) -> Self { Self { canal, gate: Gate::Shut, boats: Vec::new(), paid: false } }

    pub fn fill(&mut self) -> Result<(), LockError> {
        if self.gate != Gate::Shut { return Err(LockError::Moving); }
        self.canal.pump_in(7)?;
        self.gate = Gate::Filling;
        Ok(())
    }

    pub fn swing(&mut self) -> bool {
        if self.gate != Gate::Filling { return false; }
        self.gate = Gate::Open;
        true
    }

    pub fn admit(&mut self, boat: u32) -> Result<usize, LockError> {
        if self.gate != Gate::Open { return Err(LockError::Jammed); }
        self.boats.push(boat);
        Ok(self.boats.len())
    }

    pub fn pay(mut self) { self.paid = true; }
}

impl Drop for Passage<'_> {
    fn drop(&mut self) {
        if self.paid { return; }
        self.canal.ring_bell();
        for boat in self.boats.drain(..) { self.canal.turn_back(boat); }
    }
}
"""
PASSAGE = rows("""
The gate turns to Filling after a successful `fill`
with a gate that is not shut, `fill` is an error
`fill` pumps nothing unless the gate is shut
While the gate is open, no pumping is done by `fill`
unless the gate is filling, `swing` answers the caller false
The gate state becomes open if `swing` succeeds
boats remain unaffected by `swing`
`admit` reports back `Jammed` to the caller unless the gate is open
the boats count is the number that comes back from `admit`
Once, the bell rings on `Drop` without a `pay`
without a `pay`, a passage that is dropped rings the bell
""")
PASSAGE_UNTRUE = rows("""
The gate turns to Open after a successful `fill`
with a gate that is shut, `fill` is an error
`fill` pumps nothing if the gate is shut
When pumping fails, the gate turns to Filling by `fill`
unless the gate is filling, `swing` answers the caller true
if the gate is filling, `swing` answers the caller false
boats are cleared by `swing`
the boats are turned back by `pay`
`admit` reports back `Moving` to the caller unless the gate is open
`admit` reports back `Jammed` to the caller when the gate is open
The bell does not ring on `Drop` without a `pay`
The bell rings twice on `Drop` without a `pay`
the bell rings in each `admit`
without a `pay`, a passage that is dropped pumps
""")

FERRY_FAULTS = [
    ([("self.sailing || self.cars.len() == DECK ||", "self.sailing ||")], TRUE[3]),
    ([("if self.sailing || self.cars.is_empty() {", "if self.sailing {")], TRUE[0]),
    ([("let before = self.tolls;\n        self.tolls = self.tolls + u64::from(fare);", "self.tolls = self.tolls + u64::from(fare);\n        let before = self.tolls;")], TRUE[6]),
    ([("self.tolls + u64::from(fare)", "self.tolls + 2 * u64::from(fare)")], TRUE[4]),
    ([("self.cars.clear(); }", "self.cars.pop(); }")], TRUE[9]),
    ([("self.cars.clear(); }", "self.cars.clear(); self.trips = 0; }")], TRUE[11]),
    ([("self.trips += 1;", "self.trips += 2;")], TRUE[12]),
]  # fmt: skip
FERRY_REWRITES = [
    [("self.cars.contains(&car)", "self.cars.iter().any(|c| *c == car)")],
    [("self.sailing = false; self.cars.clear(); }", "while self.cars.pop().is_some() {} self.sailing = false; }")],
    [("if self.sailing || self.cars.is_empty() { return None; }", "if self.sailing { return None; }\n        if self.cars.len() < 1 { return None; }")],
]  # fmt: skip
LOCK_FAULTS = [
    ([("        self.gate = Gate::Filling;\n", "        self.gate = Gate::Open;\n")], PASSAGE[0]),
    ([("if self.gate != Gate::Filling { return false; }", "if self.gate == Gate::Open { return false; }")], PASSAGE[4]),
    ([("Err(LockError::Jammed)", "Err(LockError::Moving)")], PASSAGE[7]),
    ([("        self.canal.ring_bell();\n", "")], PASSAGE[-1]),
]  # fmt: skip
LOCK_REWRITES = [
    [("        self.canal.ring_bell();\n        for boat in self.boats.drain(..) { self.canal.turn_back(boat); }",
      "        let canal = self.canal;\n        canal.ring_bell();\n        for boat in core::mem::take(&mut self.boats) { canal.turn_back(boat); }")],
    [("        if self.gate != Gate::Filling { return false; }\n        self.gate = Gate::Open;\n        true\n",
      "        let filling = matches!(self.gate, Gate::Filling);\n        if filling { self.gate = Gate::Open; }\n        filling\n")],
]  # fmt: skip


@pytest.mark.parametrize(("changes", "sentence"), FERRY_FAULTS, ids=[s for _, s in FERRY_FAULTS])
def test_a_fault_fails_however_it_is_put(changes: list[tuple[str, str]], sentence: str) -> None:
    assert told([sentence], changed(FERRY, changes), FERRY, "Ferry") == {sentence: "fails"}


@pytest.mark.parametrize("changes", FERRY_REWRITES)
def test_what_does_the_same_never_fails(changes: list[tuple[str, str]]) -> None:
    outcome = told(TRUE, changed(FERRY, changes), FERRY, "Ferry")
    assert [s for s in TRUE if outcome[s] == "fails"] == []


@pytest.mark.parametrize(("changes", "sentence"), LOCK_FAULTS, ids=[s for _, s in LOCK_FAULTS])
def test_a_fault_of_a_passage_fails(changes: list[tuple[str, str]], sentence: str) -> None:
    assert told([sentence], changed(LOCK, changes), LOCK, "Passage") == {sentence: "fails"}


@pytest.mark.parametrize("changes", LOCK_REWRITES)
def test_a_passage_that_does_the_same_never_fails(changes: list[tuple[str, str]]) -> None:
    outcome = told(PASSAGE, changed(LOCK, changes), LOCK, "Passage")
    assert [s for s in PASSAGE if outcome[s] == "fails"] == []


def test_what_is_so_holds_in_whatever_order_it_is_put() -> None:
    outcome = told([*TRUE, *UNTRUE], FERRY, FERRY, "Ferry")
    assert {s: outcome[s] for s in TRUE} == dict.fromkeys(TRUE, "holds")
    assert [s for s in UNTRUE if outcome[s] == "holds"] == []


def test_what_is_so_of_states_and_calls_holds_in_whatever_order_it_is_put() -> None:
    outcome = told([*PASSAGE, *PASSAGE_UNTRUE], LOCK, LOCK, "Passage")
    assert {s: outcome[s] for s in PASSAGE} == dict.fromkeys(PASSAGE, "holds")
    assert [s for s in PASSAGE_UNTRUE if outcome[s] == "holds"] == []
