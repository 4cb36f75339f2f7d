"""What people write about the codes, names and texts of an error enum whose variants carry something, also errors of elsewhere."""

from __future__ import annotations

import pytest

from tests.claims.test_versions import outcomes

BASE = """
use core::fmt;
use crate::bus::{Bus, WireFault};

/// Why a sensor gave no reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProbeError {
    Missing,
    WrongModel(u16),
    Overheated { limit: u32, seen: u32 },
    Wire(WireFault),
}

impl ProbeError {
    pub const fn code(&self) -> u16 {
        match self {
            Self::Missing => 0x0310,
            Self::WrongModel(_) => 0x0311,
            Self::Overheated { .. } => 0x0312,
            Self::Wire(_) => 0x0313,
        }
    }

    pub const fn name(&self) -> &'static str {
        match self {
            Self::Missing => "Missing",
            Self::WrongModel(_) => "WrongModel",
            Self::Overheated { .. } => "Overheated",
            Self::Wire(_) => "Wire",
        }
    }
}

impl fmt::Display for ProbeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "E{:04x} {}", self.code(), self.name())?;
        match self {
            Self::Missing => Ok(()),
            Self::WrongModel(model) => write!(f, ": model {}", model),
            Self::Overheated { limit, seen } => write!(f, ": {} over {}", seen, limit),
            Self::Wire(fault) => write!(f, ": {}", fault),
        }
    }
}

impl From<WireFault> for ProbeError {
    fn from(fault: WireFault) -> Self { Self::Wire(fault) }
}

impl core::error::Error for ProbeError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self { Self::Wire(fault) => Some(fault), _ => None }
    }
}
"""
TRUE = """
Every variant has a unique code in 0x03xx
Each variant has its own code in the range 0x0300..=0x03ff
All codes lie between 0x0300 and 0x03ff
`code()` returns a distinct value in `0x0300..0x0400` for each variant
The codes of all variants are unique and within 0x03xx
All codes start with 0x03
`code()` is in the 0x031x range for every variant
`name()` matches the variant name
`name()` returns the name of the variant
`name()` is the variant's name as written
`name()` returns the variant name for every variant
`Display` starts with code and name, e.g. `E0310 Missing`
`Display` begins with the code and the name (e.g. `E0313 Wire`)
`Display` prints the code followed by the name: `E0310 Missing`
`Display` shows `E0311 WrongModel`, i.e. code and name
`Display` starts with the code, e.g. `E0312`
`Display` of `Wire` includes the inner error
`Display` shows the inner error for `Wire`
`Display` for `Wire` also prints the wrapped error
`Display` of `Wire` ends with the inner error's text
`Wire` includes the inner error in its `Display` output
`From<WireFault>` preserves the inner error
`From<WireFault>` keeps the original fault
`From<WireFault>` wraps the error in `Wire`
`source()` returns the inner error for `Wire`, `None` otherwise
`source()` returns the wrapped error for `Wire` and `None` for all others
`source()` gives the inner error for `Wire` only
"""
UNTRUE = """
Every variant has a unique code in 0x04xx
All codes lie between 0x0300 and 0x0312
`code()` is in the 0x032x range for every variant
All codes start with 0x32
`name()` returns the variant name in lower case
`Display` starts with code and name, e.g. `[0x0310] Missing`
`Display` starts with name and code, e.g. `Missing E0310`
`Display` of `Missing` includes the inner error
`source()` returns the inner error for `WrongModel`, `None` otherwise
`name()` matches the variant name and nothing else in the kernel
No variant has a code in 0x03xx
Every variant has a unique code in 0x03xx but one
"""
FAULTS = {
    "two alike": ("Self::Overheated { .. } => 0x0312", "Self::Overheated { .. } => 0x0311", {0, 1, 3, 4}, {2, 5, 6, 7, 11, 16}),
    "out of range": ("Self::Wire(_) => 0x0313", "Self::Wire(_) => 0x0403", {0, 1, 2, 3, 4, 5, 6}, {7, 16, 21}),
    "another name": ('=> "Overheated"', '=> "TooHot"', {7, 8, 9, 10}, {0, 2, 16}),
    "not padded": ('"E{:04x} {}"', '"E{:x} {}"', {11, 12, 13, 14, 15}, {0, 7, 16}),
    "inner lost": (
        'Self::Wire(fault) => write!(f, ": {}", fault),',
        "Self::Wire(_) => Ok(()),",
        {16, 17, 18, 19, 20},
        {11, 13, 21, 24},
    ),
    "turned": (
        "{ Self::Wire(fault) }",
        "{ match fault { WireFault::Unplugged => Self::Missing, other => Self::Wire(other) } }",
        {21, 22, 23},
        {0, 7, 16, 24},
    ),
    "no source": ("Some(fault), _ => None", "None, _ => None", {24, 25, 26}, {0, 7, 16, 21}),
    "a source for all": ("_ => None }", "_ => Some(self) }", {24, 25, 26}, {0, 7, 16, 21}),
}
REWRITTEN = {
    "one table": ("match self {\n            Self::Missing => 0x0310,", "match self {\n            Self::Missing => 0x0300 | 16,"),
    "in pieces": ('write!(f, "E{:04x} {}", self.code(), self.name())?;', 'f.write_str("E0")?; write!(f, "{:x} ", self.code())?; f.write_str(self.name())?;'),
    "if let": ("match self { Self::Wire(fault) => Some(fault), _ => None }", "if let Self::Wire(inner) = self { return Some(inner); } None"),
}  # fmt: skip


class Spec:
    """What `outcomes` asks of a page."""

    def __init__(self, criteria: list[str]) -> None:
        self.name, self.base, self.criteria, self.around, self.run = "probe", BASE, criteria, "", ""


def rows(text: str) -> list[str]:
    return text.strip().splitlines()


def asked(criteria: list[str], source: str) -> list[str]:
    return outcomes(Spec(criteria), source)  # type: ignore[arg-type]


def test_what_is_true_holds() -> None:
    told = asked(rows(TRUE), BASE)
    assert [row for row, outcome in zip(rows(TRUE), told, strict=True) if outcome != "holds"] == []


def test_what_is_not_true_never_holds() -> None:
    told = asked(rows(UNTRUE), BASE)
    assert "holds" not in told, list(zip(rows(UNTRUE), told, strict=True))


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_fails_where_the_words_speak_of_it(name: str) -> None:
    old, new, failing, others = FAULTS[name]
    assert old in BASE
    told = asked(rows(TRUE), BASE.replace(old, new, 1))
    assert {n for n in failing if told[n] != "fails"} == set(), [(rows(TRUE)[n], told[n]) for n in failing]
    assert {n for n in others if told[n] == "fails"} == set()


@pytest.mark.parametrize("name", REWRITTEN)
def test_a_rewrite_holds(name: str) -> None:
    old, new = REWRITTEN[name]
    assert old in BASE
    told = asked(rows(TRUE), BASE.replace(old, new, 1))
    assert [row for row, outcome in zip(rows(TRUE), told, strict=True) if outcome != "holds"] == []
