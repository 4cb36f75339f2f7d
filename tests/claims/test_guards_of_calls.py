"""Guards that call outside: calls that say by yes or no whether they did something, calls in the order of their numbers, ends unless a flag is set."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

MOORING = """
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoorError { QuayFull, Crowded }

/// Ropes that were tied while a boat comes in.
pub struct Mooring<'a> {
    quay: &'a Quay,
    tied: Vec<(u32, u64)>,
    fast: bool,
}

impl<'a> Mooring<'a> {
    pub fn new(quay: &'a Quay) -> Self { Mooring { quay, tied: Vec::new(), fast: false } }

    /// Takes a rope for `cleat` and ties it.
    pub fn tie(&mut self, cleat: u32) -> Result<(), MoorError> {
        let rope = locker::fetch_rope(cleat);
        if !self.quay.fasten(cleat, rope) {
            locker::stow_rope(rope);
            return Err(MoorError::QuayFull);
        }
        self.tied.push((cleat, rope));
        Ok(())
    }

    /// Leaves all ropes tied.
    pub fn moor(mut self) -> usize {
        self.fast = true;
        log::moored(self.tied.len());
        self.tied.len()
    }
}

impl Drop for Mooring<'_> {
    fn drop(&mut self) {
        if self.fast { return; }
        while let Some((cleat, rope)) = self.tied.pop() {
            self.quay.loosen(cleat);
            locker::stow_rope(rope);
        }
    }
}
"""
GATES = """
/// Gates of a canal that are shut together.
pub struct Gates<'a> {
    canal: &'a Canal,
    shut: Vec<usize>,
}

impl<'a> Gates<'a> {
    /// Shuts all of `gates`.
    pub fn shut(canal: &'a Canal, gates: &[usize]) -> Self {
        let mut rows = gates.to_vec();
        rows.sort_unstable_by(|a, b| b.cmp(a));
        rows.dedup();
        let mut held = Gates { canal, shut: Vec::new() };
        for gate in rows {
            held.canal.close(gate);
            held.shut.push(gate);
        }
        held
    }

    /// Whether `gate` is shut.
    pub fn keeps(&self, gate: usize) -> bool { self.shut.contains(&gate) }

    pub fn release(&mut self, gate: usize) -> bool {
        match self.shut.iter().position(|&g| g == gate) {
            Some(at) => { self.shut.remove(at); self.canal.open(gate); true }
            None => false,
        }
    }
}

impl Drop for Gates<'_> {
    fn drop(&mut self) {
        while let Some(gate) = self.shut.pop() { self.canal.open(gate); }
    }
}
"""
TRUE_OF_MOORING = rows("""
`tie()` stows the rope when the quay is full
`tie()` records an entry only after a successful fasten
Only fastened ropes are pushed to `tied`
`moor()` disables the cleanup
`Drop` loosens and stows every recorded entry unless `fast` is set
""")
OTHERS_OF_MOORING = rows("""
`Drop` loosens and stows every recorded entry unless `fast` is clear
`tie()` records an entry only after a successful loosen
Only fastened ropes are pushed to `fast`
""")
TRUE_OF_GATES = rows("""
`shut()` closes gates in descending order
`Drop` opens all gates left in `shut`, lowest first
`keeps()` tells whether `gate` is in `shut`
`release()` returns true exactly when `shut` contains `gate`
""")
OTHERS_OF_GATES = rows("""
`shut()` closes gates in ascending order
`Drop` opens all gates left in `shut`, highest first
`Drop` opens gates left, lowest first
`keeps()` tells whether `gate` is not in `shut`
""")


def test_what_is_said_of_calls_that_may_say_no() -> None:
    outcome = told([*TRUE_OF_MOORING, *OTHERS_OF_MOORING], MOORING, MOORING, "Mooring")
    assert {s: outcome[s] for s in TRUE_OF_MOORING} == dict.fromkeys(TRUE_OF_MOORING, "holds")
    assert [s for s in OTHERS_OF_MOORING if outcome[s] == "holds"] == []


def test_what_is_said_of_the_order_of_numbers() -> None:
    outcome = told([*TRUE_OF_GATES, *OTHERS_OF_GATES], GATES, GATES, "Gates")
    assert {s: outcome[s] for s in TRUE_OF_GATES} == dict.fromkeys(TRUE_OF_GATES, "holds")
    assert [s for s in OTHERS_OF_GATES if outcome[s] == "holds"] == []


@pytest.mark.parametrize(
    ("at", "old", "new"),
    [
        (0, "            locker::stow_rope(rope);\n            return", "            return"),
        (1, "        if !self", "        self.tied.push((cleat, rope));\n        if !self"),
        (3, "        self.fast = true;\n", ""),
        (4, "if self.fast {", "if !self.fast {"),
    ],
)
def test_code_that_does_not_heed_what_a_call_says(at: int, old: str, new: str) -> None:
    sentence = TRUE_OF_MOORING[at]
    assert told([sentence], changed(MOORING, [(old, new)]), MOORING, "Mooring") == {sentence: "fails"}


@pytest.mark.parametrize(
    ("at", "old", "new"),
    [
        (0, "b.cmp(a)", "a.cmp(b)"),
        (1, "while let Some(gate) = self.shut.pop()", "for gate in self.shut.drain(..)"),
        (2, "self.shut.contains", "!self.shut.contains"),
    ],
)
def test_code_that_goes_another_way(at: int, old: str, new: str) -> None:
    sentence = TRUE_OF_GATES[at]
    assert told([sentence], changed(GATES, [(old, new)]), GATES, "Gates") == {sentence: "fails"}
