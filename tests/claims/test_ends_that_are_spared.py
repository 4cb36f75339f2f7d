"""Ends that do nothing after a method: one that takes the value, one that sets a flag; what there is to do must have been there."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

TAB = """
use crate::bar::Till;

/// Runs up a tab, which is paid back unless it is settled.
pub struct Tab<'t> { till: &'t Till, owed: usize, settled: bool }

impl<'t> Tab<'t> {
    pub fn new(till: &'t Till) -> Self { Self { till, owed: 0, settled: false } }
    pub fn add(&mut self, sum: usize) { self.till.book(sum); self.owed += sum; }
    pub fn owed(&self) -> usize { self.owed }
    /// Settles the tab and gives the sum that stays booked.
    pub fn settle(mut self) -> usize { self.settled = true; self.owed }
}

impl Drop for Tab<'_> {
    fn drop(&mut self) {
        if self.settled { return; }
        if self.owed > 0 { self.till.refund(self.owed); }
    }
}
"""
TRUE = rows("""
`Drop` does nothing if settled
The drop is a no-op after `settle()`
Dropping a settled tab refunds nothing
""")
OWED = rows("""
`Drop` refunds the owed total
Dropping the tab refunds the whole owed amount
""")
UNTRUE = rows("""
`Drop` does nothing after `add()`
`settle()` refunds the sum
""")
FAULTS = [[("self.settled = true; self.owed", "self.owed")], [("if self.settled { return; }", "if !self.settled { return; }")]]

STALL = """
use crate::market::Pitches;

/// Pitches that were taken, given up on drop unless kept.
pub struct Stall<'m> { market: &'m Pitches, pitches: Vec<u32>, kept: bool }

impl<'m> Stall<'m> {
    pub fn new(market: &'m Pitches) -> Self { Self { market, pitches: Vec::new(), kept: false } }
    pub fn take(&mut self, pitch: u32) { self.pitches.push(pitch); }
    pub fn pitches(&self) -> &[u32] { &self.pitches }
    pub fn keep(&mut self) { self.kept = true; }
}

impl Drop for Stall<'_> {
    fn drop(&mut self) {
        if self.kept { return; }
        for pitch in &self.pitches { self.market.vacate(*pitch); }
    }
}
"""
KEPT = rows("""
Dropping a kept stall vacates nothing
Dropping without `keep()` vacates every pitch
""")
NEVER = rows("""
Dropping without `take()` vacates every pitch
Dropping a kept stall vacates every pitch
""")


def test_an_end_is_spared_by_the_method_that_takes_the_value() -> None:
    outcome = told([*TRUE, *UNTRUE], TAB, TAB, "Tab")
    assert {s: outcome[s] for s in TRUE[:2]} == dict.fromkeys(TRUE[:2], "holds")
    assert outcome[TRUE[2]] != "fails"
    assert [s for s in UNTRUE if outcome[s] == "holds"] == []


def test_a_number_that_is_held_is_what_taking_the_value_gives() -> None:
    said = "`settle()` returns the number of sums booked"
    assert told([said], TAB, TAB, "Tab") == {said: "holds"}
    assert told([said], changed(TAB, [("self.settled = true; self.owed", "self.settled = true; 0")]), TAB, "Tab") == {said: "fails"}


def test_an_amount_that_is_held_is_given_back() -> None:
    assert told(OWED, TAB, TAB, "Tab") == dict.fromkeys(OWED, "holds")
    short = changed(TAB, [("self.till.refund(self.owed);", "self.till.refund(self.owed - 1);")])
    assert told(OWED, short, TAB, "Tab") == dict.fromkeys(OWED, "fails")


@pytest.mark.parametrize("changes", FAULTS)
def test_an_end_that_is_not_spared_fails(changes: list[tuple[str, str]]) -> None:
    assert told(TRUE[:1], changed(TAB, changes), TAB, "Tab") == {TRUE[0]: "fails"}


def test_an_end_is_spared_by_a_flag() -> None:
    outcome = told([*KEPT, *NEVER], STALL, STALL, "Stall")
    assert {s: outcome[s] for s in KEPT} == dict.fromkeys(KEPT, "holds")
    assert [s for s in NEVER if outcome[s] == "holds"] == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ([("if self.kept { return; }", "")], KEPT[0]),
        ([("for pitch in &self.pitches {", "for pitch in self.pitches.iter().skip(1) {")], KEPT[1]),
    ],
)
def test_a_flag_that_is_not_heeded_fails(changes: list[tuple[str, str]], sentence: str) -> None:
    assert told([sentence], changed(STALL, changes), STALL, "Stall") == {sentence: "fails"}


TENT = """
use crate::camp::{PEGS, SITES};

/// Takes a tent down again unless it stays.
pub struct Tent { site: u32, pegs: Vec<u32>, stays: bool }

impl Tent {
    pub fn new(site: u32) -> Self { Self { site, pegs: Vec::new(), stays: false } }
    pub fn drive(&mut self, peg: u32) { self.pegs.push(peg); }
    pub fn stay(mut self) { self.stays = true; }
}

impl Drop for Tent {
    fn drop(&mut self) {
        if self.stays { return; }
        for peg in self.pegs.iter() { PEGS.lock().free(*peg); }
        SITES.lock().release(self.site);
    }
}
"""


def test_of_two_things_that_are_given_back_each_must_be() -> None:
    said = "`Drop` frees the pegs and releases the site if it does not stay"
    assert told([said], TENT, TENT, "Tent")[said] != "fails"
    assert told([said], changed(TENT, [("        SITES.lock().release(self.site);\n", "")]), TENT, "Tent")[said] != "holds"
