"""What people write about a ring that loses its oldest elements, with words of its own for itself and for what is in it."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

BASE = """
/// Samples of a probe, the latest ones.
pub struct Track<const N: usize> {
    data: [u16; N],
    start: usize,
    held: usize,
    missed: u32,
}

impl<const N: usize> Track<N> {
    pub const fn new() -> Self { Self { data: [0; N], start: 0, held: 0, missed: 0 } }

    pub fn push(&mut self, sample: u16) {
        if self.held == N {
            self.start = (self.start + 1) % N;
            self.held -= 1;
            self.missed = self.missed.saturating_add(1);
        }
        let end = (self.start + self.held) % N;
        self.data[end] = sample;
        self.held += 1;
    }

    pub fn pop(&mut self) -> Option<u16> {
        if self.held == 0 { return None; }
        let sample = self.data[self.start];
        self.start = (self.start + 1) % N;
        self.held -= 1;
        Some(sample)
    }

    pub fn drain_into(&mut self, out: &mut [u16]) -> usize {
        let mut n = 0;
        while n < out.len() {
            match self.pop() { Some(sample) => out[n] = sample, None => break }
            n += 1;
        }
        n
    }

    pub fn clear(&mut self) { self.start = 0; self.held = 0; }
    pub const fn len(&self) -> usize { self.held }
    pub const fn is_empty(&self) -> bool { self.held == 0 }
    pub const fn is_full(&self) -> bool { self.held == N }
    pub const fn capacity(&self) -> usize { N }
    pub const fn missed(&self) -> u32 { self.missed }
}
"""
TRUE = """
`push()` overwrites the oldest sample when full and counts the miss
`push()` overwrites the oldest sample when full and counts each miss
`push()` overwrites the oldest sample if the ring is full
`push()` replaces the oldest sample once full
`push()` drops the oldest sample when the track is full
When full, `push()` overwrites the oldest sample
When full, `push()` drops the oldest sample and increments `missed`
A full ring loses its oldest sample on `push()`
`push()` on a full ring evicts the oldest sample and bumps `missed()`
`push()` counts overwritten samples in `missed`
`missed()` counts overwritten samples
`missed()` tells how many samples were overwritten
`missed()` returns the number of lost samples
`missed()` counts replaced samples
`missed()` counts how many samples were replaced before anyone read them
`missed()` goes up by one for every overwritten sample
Overwritten samples are counted in `missed`
`new()` creates an empty ring
`pop()` returns samples in FIFO order
`pop()` returns the oldest sample first
`pop()` returns the oldest sample
`pop()` returns samples in the order they were pushed
`pop()` returns `None` when the ring is empty
`pop()` returns `None` if empty
`pop()` on an empty ring returns `None`
`drain_into()` returns the number of samples copied
`drain_into()` returns how many samples were moved
`drain_into()` returns the number of samples it wrote
`drain_into()` copies at most `out.len()` samples
`drain_into()` copies as many samples as fit and returns the number copied
`drain_into()` moves the oldest samples first
`drain_into()` fills the buffer with the oldest samples first and returns how many
`clear()` removes all samples but keeps the miss count
`clear()` empties the ring
`clear()` empties the ring and keeps `missed`
`clear()` does not reset `missed`
`clear()` leaves the miss count alone
`len()` returns the number of stored samples
`is_empty()` is true only when no samples are stored
`capacity()` returns `N`
All `N` slots are usable
"""
UNTRUE = """
`push()` overwrites the newest sample when full
`pop()` returns the newest sample first
`capacity()` returns `N` minus one
`drain_into()` returns the number of free slots
`clear()` empties the ring and resets `missed`
`push()` drops the oldest sample when the probe is full
`missed()` counts stored samples
"""
# A change of the code, sentences that fail with it, and sentences that must not.
FAULTS = {
    "the new one is lost": (
        [("self.start = (self.start + 1) % N;\n            self.held -= 1;\n            self.missed = self.missed.saturating_add(1);", "self.missed = self.missed.saturating_add(1);\n            return;")],
        ["`push()` overwrites the oldest sample if the ring is full", "`push()` drops the oldest sample when the track is full", "`push()` overwrites the oldest sample when full and counts the miss"],
        ["`missed()` returns the number of lost samples", "`pop()` returns samples in FIFO order", "`clear()` empties the ring"],
    ),
    "not counted": (
        [("self.missed = self.missed.saturating_add(1);", "")],
        ["`push()` overwrites the oldest sample when full and counts the miss", "`missed()` counts overwritten samples", "Overwritten samples are counted in `missed`", "`missed()` tells how many samples were overwritten"],
        ["`push()` overwrites the oldest sample if the ring is full", "`pop()` returns samples in FIFO order"],
    ),
    "counted twice": (
        [("saturating_add(1)", "saturating_add(2)")],
        ["`push()` overwrites the oldest sample when full and counts each miss", "`missed()` goes up by one for every overwritten sample"],
        ["`push()` overwrites the oldest sample if the ring is full"],
    ),
    "cleared as well": (
        [("{ self.start = 0; self.held = 0; }", "{ self.start = 0; self.held = 0; self.missed = 0; }")],
        ["`clear()` removes all samples but keeps the miss count", "`clear()` leaves the miss count alone"],
        ["`clear()` empties the ring", "`missed()` counts overwritten samples"],
    ),
    "tells the room": (
        [("        n\n    }", "        out.len()\n    }")],
        ["`drain_into()` returns the number of samples copied", "`drain_into()` returns how many samples were moved", "`drain_into()` copies as many samples as fit and returns the number copied"],
        ["`drain_into()` copies at most `out.len()` samples", "`pop()` returns samples in FIFO order"],
    ),
    "another capacity": (
        [("pub const fn capacity(&self) -> usize { N }", "pub const fn capacity(&self) -> usize { N - 1 }")],
        ["`capacity()` returns `N`"],
        ["`pop()` returns samples in FIFO order"],
    ),
}  # fmt: skip
REWRITTEN = {
    "pops when full": [("self.start = (self.start + 1) % N;\n            self.held -= 1;\n            self.missed", "let _ = self.pop();\n            self.missed")],
    "counts down": [("let mut n = 0;\n        while n < out.len() {\n            match self.pop() { Some(sample) => out[n] = sample, None => break }\n            n += 1;\n        }\n        n",
                     "let n = self.held.min(out.len());\n        for place in out[..n].iter_mut() { if let Some(sample) = self.pop() { *place = sample; } }\n        n")],
}  # fmt: skip


def asked(criteria: list[str], source: str, base: str = BASE) -> dict[str, str]:
    return told(criteria, source, base, "track")


def test_what_is_true_holds() -> None:
    assert {row: outcome for row, outcome in asked(rows(TRUE), BASE).items() if outcome != "holds"} == {}


def test_what_is_not_true_never_holds() -> None:
    assert [row for row, outcome in asked(rows(UNTRUE), BASE).items() if outcome == "holds"] == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_fails_where_the_words_speak_of_it(name: str) -> None:
    changes, failing, others = FAULTS[name]
    found = asked([*failing, *others], changed(BASE, changes))
    assert {row: found[row] for row in failing if found[row] != "fails"} == {}
    assert {row: found[row] for row in others if found[row] != "holds"} == {}


@pytest.mark.parametrize("name", REWRITTEN)
def test_a_rewrite_holds(name: str) -> None:
    assert {row: outcome for row, outcome in asked(rows(TRUE), changed(BASE, REWRITTEN[name])).items() if outcome != "holds"} == {}


def of_elsewhere(source: str) -> str:
    """The same with samples of a type that the tree does not have: they are only stored, handed on, and one of them fills the slots."""
    return source.replace("u16", "Reading").replace("[0; N]", "[Reading::BLANK; N]")


_IMPORT = "use crate::probe::Reading;\n"


def test_elements_of_elsewhere_are_made_up() -> None:
    found = asked(rows(TRUE), _IMPORT + of_elsewhere(BASE), of_elsewhere(BASE))
    assert {row: one for row, one in found.items() if one != "holds"} == {}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_fails_with_elements_of_elsewhere(name: str) -> None:
    changes, failing, others = FAULTS[name]
    found = asked([*failing, *others], _IMPORT + of_elsewhere(changed(BASE, changes)), of_elsewhere(BASE))
    assert {row: found[row] for row in failing if found[row] != "fails"} == {}
    assert {row: found[row] for row in others if found[row] != "holds"} == {}


def test_elements_that_code_looks_into_are_not_made_up() -> None:
    source = of_elsewhere(BASE).replace("self.data[end] = sample;", "self.data[end] = Reading { raw: sample.raw };")
    found = asked(["`pop()` returns samples in FIFO order"], _IMPORT + source, source)
    assert set(found.values()) == {"undecided"}


def test_what_is_refused_is_not_overwritten() -> None:
    changes, _, _ = FAULTS["the new one is lost"]
    assert asked(["`missed()` counts overwritten samples"], changed(BASE, changes)) == {
        "`missed()` counts overwritten samples": "undecided"
    }


@pytest.mark.parametrize("slots", [4, 16])
def test_a_constant_tells_how_much_an_array_holds(slots: int) -> None:
    around = f"pub const SLOTS: usize = {slots};\n"
    own = (
        BASE.replace("<const N: usize> ", " ").replace("Track<N>", "Track").replace("<const N: usize>", "").replace("N]", "SLOTS]")
    )
    own = own.replace("N }", "SLOTS }").replace("% N", "% SLOTS").replace("== N", "== SLOTS")
    criteria = ["`push()` overwrites the oldest sample if the ring is full", "`missed()` counts overwritten samples"]
    assert set(asked(criteria, around + own, own).values()) == {"holds"}
    late = own.replace("self.start = (self.start + 1) % SLOTS;\n            self.held -= 1;", "return;")
    assert asked(criteria[:1], around + late, own) == {criteria[0]: "fails"}
    one_less = own.replace("if self.held == SLOTS {", "if self.held == SLOTS - 1 {")
    assert asked(criteria[:1], around + one_less, one_less) == {criteria[0]: "undecided"}
