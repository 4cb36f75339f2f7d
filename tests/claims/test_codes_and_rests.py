"""Codes by their first digits, and what conversions make of all that they do not name: true sentences, faults, and written otherwise."""

from __future__ import annotations

import pytest

from tests.claims.said_of_types import Told, lines

OF_ELSEWHERE = Told(
    """
use crate::sensors::bus::BusFault;
""",
    """
/// What a reading fails with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadError { Absent, Saturated, Stuck, Bus(BusFault) }

impl ReadError {
    pub const fn code(&self) -> u16 {
        match self {
            ReadError::Absent => 0x0c01,
            ReadError::Saturated => 0x0c02,
            ReadError::Stuck => 0x0c03,
            ReadError::Bus(_) => 0x0c04,
        }
    }
}

impl From<BusFault> for ReadError {
    fn from(fault: BusFault) -> Self {
        match fault {
            BusFault::NoAck => ReadError::Absent,
            BusFault::Held => ReadError::Stuck,
            rest => ReadError::Bus(rest),
        }
    }
}
""",
)
TRUE = lines("""
Codes are in subsystem `0x0c`
All codes are in class 0x0c
Codes are unique and in subsystem `0x0c`
High byte of every code is `0x0c`
Every code has `0x0c` in its high byte
Codes start at `0x0c01`
Codes are distinct and start at `0x0c01`
`code()` is unique per variant and in the `0x0c` range
Unknown bus faults are wrapped in `Bus`
Other sensor faults are wrapped in `Bus`
Unmapped bus errors are kept in `Bus`
All other faults become `Bus`
Everything else becomes `Bus`
Any other `BusFault` becomes `Bus`
`From<BusFault>` wraps the rest in `Bus`
`From<BusFault>` keeps the original fault in `Bus`
`Bus` keeps the inner fault
`From<BusFault>` maps everything else to `Bus`
Bus faults without a mapping end up in `Bus`
Remaining bus faults keep their cause in `Bus`
Each code fits the `0x0cxx` range
""")
FAULTS = (
    ("0x0c03", "0x0b03", "Codes are in subsystem `0x0c`"),
    ("0x0c03", "0x0c02", "Codes are unique and in subsystem `0x0c`"),
    ("0x0c03", "0xc003", "High byte of every code is `0x0c`"),
    ("0x0c01", "0x0c05", "Codes start at `0x0c01`"),
    ("            rest =>", "            BusFault::Arbitration => ReadError::Stuck,\n            rest =>", "Unknown bus faults are wrapped in `Bus`"),
    ("            rest =>", "            BusFault::Arbitration => ReadError::Stuck,\n            rest =>", "Everything else becomes `Bus`"),
    ("rest => ReadError::Bus(rest)", "_ => ReadError::Absent", "All other faults become `Bus`"),
    ("rest => ReadError::Bus(rest)", "_ => ReadError::Bus(BusFault::Held)", "`From<BusFault>` keeps the original fault in `Bus`"),
    ("rest => ReadError::Bus(rest)", "_ => ReadError::Bus(BusFault::Held)", "`From<BusFault>` wraps the rest in `Bus`"),
)  # fmt: skip
REWRITTEN = (
    ("        match fault {\n            BusFault::NoAck => ReadError::Absent,\n            BusFault::Held => ReadError::Stuck,\n            rest => ReadError::Bus(rest),\n        }", "        if fault == BusFault::NoAck { return Self::Absent; }\n        if fault == BusFault::Held { return Self::Stuck; }\n        Self::Bus(fault)"),
    ("            ReadError::Absent => 0x0c01,\n            ReadError::Saturated => 0x0c02,\n            ReadError::Stuck => 0x0c03,\n            ReadError::Bus(_) => 0x0c04,\n        }", "            ReadError::Absent => (0x0c << 8) | 1,\n            ReadError::Saturated => (0x0c << 8) | 2,\n            ReadError::Stuck => (0x0c << 8) | 3,\n            ReadError::Bus(_) => (0x0c << 8) | 4,\n        }"),
)  # fmt: skip
OF_HERE = Told(
    """
pub enum Fault { Stall, Slow, Noise, Short }
""",
    """
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineError { Halted = 0x0700_0001, Late = 0x0700_0002, Broken = 0x0700_0003 }

impl LineError {
    pub fn from_code(code: u32) -> Option<Self> {
        match code { 0x0700_0001 => Some(Self::Halted), 0x0700_0002 => Some(Self::Late), 0x0700_0003 => Some(Self::Broken), _ => None }
    }
}

impl From<Fault> for LineError {
    fn from(fault: Fault) -> Self {
        match fault { Fault::Stall => Self::Halted, Fault::Slow => Self::Late, _ => Self::Broken }
    }
}
""",
)


def test_true_sentences_hold() -> None:
    assert OF_ELSEWHERE.outcomes(TRUE) == dict.fromkeys(TRUE, "holds")


@pytest.mark.parametrize(("old", "new", "said"), FAULTS)
def test_faults_fail_what_speaks_of_them(old: str, new: str, said: str) -> None:
    assert OF_ELSEWHERE.of(said, old, new) == "fails"


@pytest.mark.parametrize(("old", "new"), REWRITTEN)
def test_written_otherwise_all_holds(old: str, new: str) -> None:
    assert OF_ELSEWHERE.outcomes(TRUE[::2], old, new) == dict.fromkeys(TRUE[::2], "holds")


def test_other_faults_are_those_that_are_not_named() -> None:
    """The numbers that another function does not know are not meant, nor are faults that have arms of their own."""
    for said in ("Other faults become `Broken`", "Unknown faults map to `Broken`", "Everything else becomes `Broken`"):
        assert OF_HERE.of(said) == "holds"
        assert (
            OF_HERE.of(said, "Fault::Slow => Self::Late, _ => Self::Broken", "Fault::Noise => Self::Late, _ => Self::Broken")
            == "fails"
        )


def test_untrue_sentences_never_hold() -> None:
    untrue = lines("""
Codes are in subsystem `0x0d`
Codes start at `0x0c00`
Low byte of every code is `0x0c`
Unknown bus faults are wrapped in `Stuck`
Everything else becomes `Absent`
`Absent` keeps the inner fault
`From<BusFault>` keeps the original fault in `Stuck`
All bus faults are wrapped in `Bus`
""")
    assert "holds" not in OF_ELSEWHERE.outcomes(untrue).values()


def test_a_value_is_not_held_against_the_wrong_function() -> None:
    """Where there are a `code()` and an `errno()`, `ENOSPC` is not said of the code."""
    it = Told(
        "pub const ENOSPC: i32 = 28;\npub const EIO: i32 = 5;\n",
        """
#[derive(Debug, Clone, Copy)]
pub enum PoolError { Full, Broken }

impl PoolError {
    pub const fn code(&self) -> u16 {
        match self { Self::Full => 0x0901, Self::Broken => 0x0902 }
    }

    pub const fn errno(&self) -> i32 {
        match self { Self::Full => -ENOSPC, Self::Broken => -EIO }
    }
}
""",
    )
    assert it.of("`Full` maps to `ENOSPC`") != "fails"
    assert it.of("`Full` maps to `-28`") == "holds"
    assert it.of("`Full` has code `0x0901`") == "holds"
    assert it.of("`code()` is `0x0902` for `Full`") == "fails"
