"""Sentences whose words all stand for something in the spec's own code: the situation of a named result, what a method does."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

WARD = """
use crate::ward::BedBook;
use core::sync::atomic::{AtomicUsize, Ordering};

/// Beds that one admission can take.
pub const MOST_BEDS: usize = 3;

/// Admissions that are open on this floor.
static OPEN: AtomicUsize = AtomicUsize::new(0);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WardError {
    /// The admission already holds `MOST_BEDS` beds.
    TooMany,
    /// The ward has no vacant bed.
    WardFull,
    /// The patient has no bed.
    NotAdmitted,
}

/// Takes beds and vacates them unless confirmed.
pub struct Admission<'a> {
    book: &'a BedBook,
    beds: Vec<u32>,
    confirmed: bool,
}

impl<'a> Admission<'a> {
    pub fn open(book: &'a BedBook) -> Self {
        OPEN.fetch_add(1, Ordering::Relaxed);
        Self { book, beds: Vec::new(), confirmed: false }
    }

    /// Admissions that are open now.
    pub fn count() -> usize { OPEN.load(Ordering::Relaxed) }

    /// Takes the next vacant bed.
    pub fn take(&mut self) -> Result<u32, WardError> {
        if self.beds.len() >= MOST_BEDS { return Err(WardError::TooMany); }
        let bed = self.book.next_vacant().ok_or(WardError::WardFull)?;
        self.beds.push(bed);
        Ok(bed)
    }

    pub fn leave(&mut self, bed: u32) -> Result<(), WardError> {
        let at = self.beds.iter().position(|b| *b == bed).ok_or(WardError::NotAdmitted)?;
        self.beds.remove(at);
        self.book.strip_linen(bed);
        Ok(())
    }

    pub fn beds(&self) -> &[u32] { &self.beds }

    pub fn confirm(&mut self) { self.confirmed = true; }
}

impl Drop for Admission<'_> {
    fn drop(&mut self) {
        OPEN.fetch_sub(1, Ordering::Relaxed);
        if self.confirmed { return; }
        for bed in &self.beds { self.book.vacate(*bed); }
    }
}
"""
TRUE = rows("""
`take()` returns `Err(TooMany)` when 3 beds are held
`take()` returns `Err(WardFull)` if the ward has no vacant bed
`leave()` returns `Err(NotAdmitted)` for a patient without a bed
`leave()` strips the linen of the bed
`open()` increments the number of open admissions
""")
UNTRUE = rows("""
`take()` returns `Err(TooMany)` when 2 beds are held
`take()` returns `Err(TooMany)` when more than 3 beds are held
`take()` returns `Err(TooMany)` if the ward has no vacant bed
`take()` returns `Err(WardFull)` when 3 beds are held
`take()` returns `Err(WardFull)` if the ward has a vacant bed
`take()` returns `Err(TooMany)` when the admission is confirmed
`leave()` returns `Err(NotAdmitted)` for a patient with a bed
`leave()` vacates the bed
`leave()` never strips the linen
`take()` strips the linen of the bed
`open()` decrements the number of open admissions
`leave()` strips the linen of all beds
""")
FAULTS = [
    ([("self.beds.len() >= MOST_BEDS", "self.beds.len() > MOST_BEDS")], TRUE[0]),
    ([(".ok_or(WardError::WardFull)", ".ok_or(WardError::TooMany)")], TRUE[1]),
    ([(".ok_or(WardError::NotAdmitted)?", ".unwrap_or(0)"), ("self.beds.remove(at);", "if at < self.beds.len() { self.beds.remove(at); }")], TRUE[2]),
    ([("        self.book.strip_linen(bed);\n", "")], TRUE[3]),
    ([("        OPEN.fetch_add(1, Ordering::Relaxed);\n", "")], TRUE[4]),
]  # fmt: skip
REWRITES = [
    [("if self.beds.len() >= MOST_BEDS { return Err(WardError::TooMany); }", "if !(self.beds.len() < MOST_BEDS) { return Err(WardError::TooMany); }")],
    [
        ("let bed = self.book.next_vacant().ok_or(WardError::WardFull)?;",
         "let bed = match self.book.next_vacant() { Some(bed) => bed, None => return Err(WardError::WardFull) };"),
        ("    confirmed: bool,\n", "    kept: bool,\n"), ("confirmed: false", "kept: false"), ("self.confirmed = true", "self.kept = true"),
        ("if self.confirmed", "if self.kept"),
    ],
]  # fmt: skip


def test_each_word_is_found_in_what_leads_to_the_result() -> None:
    outcome = told([*TRUE, *UNTRUE], WARD, WARD, "Admission")
    assert {s: outcome[s] for s in TRUE} == dict.fromkeys(TRUE, "holds")
    assert [s for s in UNTRUE if outcome[s] == "holds"] == []


@pytest.mark.parametrize(("changes", "sentence"), FAULTS, ids=[s for _, s in FAULTS])
def test_a_fault_fails_in_what_is_told(changes: list[tuple[str, str]], sentence: str) -> None:
    assert told([sentence], changed(WARD, changes), WARD, "Admission") == {sentence: "fails"}


@pytest.mark.parametrize("changes", REWRITES)
def test_a_rewrite_holds_all_the_same(changes: list[tuple[str, str]]) -> None:
    assert told(TRUE, changed(WARD, changes), WARD, "Admission") == dict.fromkeys(TRUE, "holds")


def test_a_way_that_no_run_went_leaves_it_undecided() -> None:
    """What is done where no run comes may be anything."""
    start = "        let bed = self.book.next_vacant()"
    hidden = changed(WARD, [(start, "        if self.beds.contains(&918_273) { return Ok(0); }\n" + start)])
    assert told([TRUE[1]], hidden, WARD, "Admission") == {TRUE[1]: "undecided"}
