"""What people write about an error's numbers, told by variant with the rest in one, and about the numbers that errors are made of."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import rows, told

AROUND = """
use crate::abi::codes::{E_BUSY, E_IO, E_RANGE, E_READONLY};

pub const FINE: u8 = 0;
pub const WORN_OUT: u8 = 4;
"""
OWN = """
/// What a flash chip may answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlashError {
    Busy,
    Beyond { block: u32 },
    Locked,
    Silent,
    Chip(u8),
}

impl FlashError {
    pub fn check(answer: u8) -> Result<(), Self> {
        if answer == FINE { Ok(()) } else { Err(FlashError::Chip(answer)) }
    }

    pub fn code(&self) -> i32 {
        match self {
            FlashError::Busy => -E_BUSY,
            FlashError::Beyond { .. } => -E_RANGE,
            FlashError::Locked => -E_READONLY,
            FlashError::Silent | FlashError::Chip(_) => -E_IO,
        }
    }

    pub fn is_passing(&self) -> bool {
        matches!(self, FlashError::Busy | FlashError::Silent)
    }
}
"""
BASE = AROUND + OWN
TRUE = """
`code()` gives `-E_BUSY`, `-E_RANGE`, `-E_READONLY` for `Busy`, `Beyond`, `Locked` and `-E_IO` for the rest
`code()` returns `-E_BUSY`, `-E_RANGE` and `-E_READONLY` for `Busy`, `Beyond` and `Locked`, respectively, and `-E_IO` for all others
`code()` returns `-E_BUSY` for `Busy` and `-E_RANGE` for `Beyond`
`code()` returns `-E_BUSY` for `Busy`, `-E_RANGE` for `Beyond`, `-E_READONLY` for `Locked`, otherwise `-E_IO`
`code()` returns `-E_BUSY` for `Busy`, `-E_RANGE` for `Beyond`, `-E_READONLY` for `Locked` and `-E_IO` for everything else
`code()` returns `-E_IO` for `Silent` and `Chip`, `-E_BUSY` for `Busy`
`code()` is `-E_IO` for `Silent` and `Chip` and `-E_READONLY` for `Locked`
`code()` maps `Busy` to `-E_BUSY` and `Beyond` to `-E_RANGE`
`code()` maps `Busy` to `-E_BUSY`, `Beyond` to `-E_RANGE`, `Locked` to `-E_READONLY` and the rest to `-E_IO`
`code()` maps `Busy` to `-E_BUSY`, `Beyond` to `-E_RANGE`, `Locked` to `-E_READONLY` and everything else to `-E_IO`
`code()`: `Busy` → `-E_BUSY`, `Beyond` → `-E_RANGE`, `Locked` → `-E_READONLY`, others → `-E_IO`
`code()` maps `Silent` and `Chip` to `-E_IO` and `Locked` to `-E_READONLY`
`is_passing()` only for `Busy` and `Silent`
`is_passing()` is true only for `Busy` and `Silent`
`is_passing()` holds only for `Busy` and `Silent`
`is_passing()` holds for `Busy` and `Silent` only
`is_passing()` applies only to `Busy` and `Silent`
`is_passing()`: only `Busy` and `Silent`
`is_passing()` true for `Busy` and `Silent` only
`check()` maps any nonzero answer to `Chip`
`check()` maps every nonzero answer to `Chip`
`check()` maps any nonzero answer to `Err(Chip)`
`check()` maps all nonzero answers to `Chip`
`check()` returns `Chip` for any nonzero answer
`check()` returns `Err(FlashError::Chip(_))` for every nonzero answer
`check()` turns any answer other than 0 into `Chip`
`check()` maps every answer but `FINE` to `Chip`
`check()` returns `Chip` for any answer other than `FINE`
`check()` fails with `Chip` for any nonzero answer
`check()` fails for any nonzero answer
For any nonzero answer `check()` returns `Chip`
Any nonzero answer is mapped to `Chip` by `check()`
Any nonzero answer becomes `Chip`
Any nonzero answer is refused with `Chip`
"""
UNTRUE = """
`code()` gives `-E_BUSY`, `-E_READONLY` for `Busy`, `Beyond` and `-E_IO` for the rest
`code()` gives `E_BUSY`, `E_RANGE` for `Busy`, `Beyond` and `E_IO` for the rest
`code()` gives `-E_BUSY`, `-E_RANGE` for `Busy`, `Beyond` and `-E_IO` for the rest
`code()` gives `-E_BUSY`, `-E_RANGE`, `-E_READONLY` for `Busy`, `Beyond` and `-E_IO` for the rest
`code()` maps `Busy` to `-E_BUSY` and the rest to `-E_IO`
`code()` maps `Busy` to `-E_BUSY` and logs the rest
`is_passing()` only for `Busy`
`is_passing()` only for `Busy`, `Locked` and `Silent`
`check()` maps any nonzero answer to `Busy`
`check()` maps any answer other than 4 to `Chip`
`check()` maps any nonzero length to `Chip`
`check()` maps any nonzero answer to `Chip` and resets the chip
"""
# A change of the code, sentences that fail with it, and sentences that must not.
FAULTS = {
    "positive": (
        "=> -E_IO",
        "=> E_IO",
        [
            "`code()` gives `-E_BUSY`, `-E_RANGE`, `-E_READONLY` for `Busy`, `Beyond`, `Locked` and `-E_IO` for the rest",
            "`code()` returns `-E_IO` for `Silent` and `Chip`, `-E_BUSY` for `Busy`",
            "`code()`: `Busy` → `-E_BUSY`, `Beyond` → `-E_RANGE`, `Locked` → `-E_READONLY`, others → `-E_IO`",
        ],
        ["`code()` maps `Busy` to `-E_BUSY` and `Beyond` to `-E_RANGE`", "`is_passing()` only for `Busy` and `Silent`"],
    ),
    "a third passes": (
        "FlashError::Busy | FlashError::Silent)",
        "FlashError::Busy | FlashError::Silent | FlashError::Chip(_))",
        ["`is_passing()` only for `Busy` and `Silent`", "`is_passing()`: only `Busy` and `Silent`", "`is_passing()` applies only to `Busy` and `Silent`"],
        ["`check()` maps any nonzero answer to `Chip`"],
    ),
    "one is let through": (
        "if answer == FINE {",
        "if answer == FINE || answer > WORN_OUT {",
        ["`check()` maps any nonzero answer to `Chip`", "`check()` returns `Chip` for any answer other than `FINE`", "Any nonzero answer becomes `Chip`"],
        ["`is_passing()` only for `Busy` and `Silent`", "`code()` maps `Busy` to `-E_BUSY` and `Beyond` to `-E_RANGE`"],
    ),
}  # fmt: skip
REWRITTEN = {
    "by comparison": [
        ("matches!(self, FlashError::Busy | FlashError::Silent)", "*self == FlashError::Busy || *self == FlashError::Silent"),
        ("if answer == FINE { Ok(()) } else { Err(FlashError::Chip(answer)) }", "match answer { 0 => Ok(()), other => Err(FlashError::Chip(other)) }"),
    ],
    "negated at the end": [
        ("match self {\n            FlashError::Busy => -E_BUSY", "-match *self {\n            FlashError::Busy => E_BUSY"),
        ("=> -E_RANGE", "=> E_RANGE"),
        ("=> -E_READONLY", "=> E_READONLY"),
        ("=> -E_IO", "=> E_IO"),
    ],
}  # fmt: skip


def asked(criteria: list[str], source: str) -> dict[str, str]:
    return told(criteria, source, OWN, "flash")


def test_what_is_true_holds() -> None:
    assert {row: outcome for row, outcome in asked(rows(TRUE), BASE).items() if outcome != "holds"} == {}


def test_what_is_not_true_never_holds() -> None:
    assert [row for row, outcome in asked(rows(UNTRUE), BASE).items() if outcome == "holds"] == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_fails_where_the_words_speak_of_it(name: str) -> None:
    old, new, failing, others = FAULTS[name]
    assert old in BASE
    found = asked([*failing, *others], BASE.replace(old, new, 1))
    assert {row: found[row] for row in failing if found[row] != "fails"} == {}
    assert {row: found[row] for row in others if found[row] != "holds"} == {}


@pytest.mark.parametrize("name", REWRITTEN)
def test_a_rewrite_holds(name: str) -> None:
    source = BASE
    for old, new in REWRITTEN[name]:
        assert old in source, old
        source = source.replace(old, new)
    assert {row: outcome for row, outcome in asked(rows(TRUE), source).items() if outcome != "holds"} == {}
