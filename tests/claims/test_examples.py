"""What people write about functions that take texts: with the texts written out, or told in words."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

SHELF = """
use std::fmt;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagError { Unrooted, Blank, Climbs, Stray, Escape }

/// Where a crate stands: rack by rack, without detours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RackPath { racks: Vec<String> }

fn nibble(b: Option<u8>) -> Result<u8, TagError> {
    b.and_then(|b| (b as char).to_digit(16)).map(|d| d as u8).ok_or(TagError::Escape)
}

impl RackPath {
    pub fn parse(text: &str) -> Result<RackPath, TagError> {
        if text.is_empty() { return Err(TagError::Blank); }
        let Some(rest) = text.strip_prefix('/') else { return Err(TagError::Unrooted) };
        let mut racks: Vec<String> = Vec::new();
        for part in rest.split('/') {
            match part {
                "" | "." => {}
                ".." => { racks.pop().ok_or(TagError::Climbs)?; }
                other => {
                    let mut name = String::new();
                    let mut bytes = other.bytes();
                    while let Some(b) = bytes.next() {
                        if b == b'%' {
                            let high = nibble(bytes.next())?;
                            let low = nibble(bytes.next())?;
                            name.push((high << 4 | low) as char);
                        } else {
                            name.push(b as char);
                        }
                    }
                    if name.contains('/') { return Err(TagError::Stray); }
                    racks.push(name);
                }
            }
        }
        Ok(RackPath { racks })
    }

    pub fn depth(&self) -> usize { self.racks.len() }

    pub fn suffix(&self) -> Option<&str> {
        let (stem, end) = self.racks.last()?.rsplit_once('.')?;
        if stem.is_empty() { None } else { Some(end) }
    }
}

impl fmt::Display for RackPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "/{}", self.racks.join("/")) }
}
"""
TRUE = """
`/cold/../dry` becomes `/dry`
`/cold//dry` and `/cold/./dry` come out the same
Parsing `cold/dry` fails with `Unrooted`
Parsing `cold/dry` is an error, `TagError::Unrooted`
`parse("/cold%2fdry")` is refused with `Stray` rather than split
`/cold%2` is rejected
`/cold` is accepted
`depth()` of `/cold/dry` is 2
`suffix()` of `/cold/jam.raw.jar` is `jar`
`suffix()` of `/.label` is `None`
relative paths are rejected with `Unrooted`
`parse` rejects relative paths
An empty path is `Blank`
`..` above the root is an error
Empty segments are dropped
Empty and `.` segments are removed
A trailing slash is ignored
A truncated escape is an `Escape` error
An encoded slash is `Stray`
hidden files have no suffix
"""
UNTRUE = """
`/cold/../dry` becomes `/cold/dry`
`/cold/dry` and `/dry` come out the same
Parsing `cold/dry` fails with `Blank`
Parsing `cold/dry` gives `/cold/dry`
`/cold` is rejected
`depth()` of `/cold/dry` is 3
`suffix()` of `/cold/jam.raw.jar` is `raw.jar`
relative paths are accepted
`parse` rejects relative paths with `Blank`
`..` above the root is silently ignored
Empty segments are rejected
Empty segments are kept
A trailing slash is rejected as `Stray`
A truncated escape is copied literally
An encoded slash is `Escape`
`%2f` is accepted
`//` is rejected
"""
# Marks that may stand anywhere in an input, and what no word of the sentence tells.
OPEN = """
`..` is rejected
`/cold` is indexed
relative paths are slow
`/cold` becomes the default
"""


@pytest.fixture(scope="module")
def on_base() -> dict[str, str]:
    return told([*rows(TRUE), *rows(UNTRUE), *rows(OPEN)], SHELF, SHELF, "RackPath")


@pytest.mark.parametrize("sentence", rows(TRUE))
def test_what_an_example_shows_holds(on_base: dict[str, str], sentence: str) -> None:
    assert on_base[sentence] == "holds"


@pytest.mark.parametrize("sentence", rows(UNTRUE))
def test_what_an_example_shows_otherwise_fails(on_base: dict[str, str], sentence: str) -> None:
    assert on_base[sentence] == "fails"


@pytest.mark.parametrize("sentence", rows(OPEN))
def test_what_may_mean_something_else_is_undecided(on_base: dict[str, str], sentence: str) -> None:
    assert on_base[sentence] == "undecided"


def test_code_that_does_otherwise_fails() -> None:
    faulty = changed(SHELF, [("racks.pop().ok_or(TagError::Climbs)?;", "racks.pop();"), ('"" | "." => {}', '"." => {}')])
    outcomes = told(rows(TRUE), faulty, SHELF, "RackPath")
    assert outcomes["`..` above the root is an error"] == "fails"
    assert outcomes["Empty segments are dropped"] == "fails"
    assert outcomes["`/cold//dry` and `/cold/./dry` come out the same"] == "fails"
    assert outcomes["relative paths are rejected with `Unrooted`"] == "holds"


LEDGER = """
pub struct Ledger { names: Vec<String> }

impl Ledger {
    pub fn open(path: &str) -> Option<Ledger> {
        if path.starts_with('/') { Some(Ledger { names: Vec::new() }) } else { None }
    }

    pub fn enter(&mut self, name: &str) -> bool {
        if name.is_empty() { return false; }
        self.names.push(name.to_string());
        true
    }
}
"""


@pytest.mark.parametrize(
    "sentence", ["empty names are accepted", "empty names are rejected", "`ann` is accepted", "relative names are rejected"]
)
def test_what_may_be_said_of_what_goes_in_is_not_read_of_what_is_made(sentence: str) -> None:
    assert told([sentence], LEDGER, LEDGER, "Ledger")[sentence] == "undecided"
