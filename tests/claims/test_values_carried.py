"""What people write about errors that carry texts, numbers and other errors: messages, sources, codes of what is not known."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

BREW = """
use std::error::Error;
use std::fmt;
use std::io;

/// Why the boiler gave up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaterFault { Scaled, Tripped, Cold }

impl fmt::Display for HeaterFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self { HeaterFault::Scaled => "scaled up", HeaterFault::Tripped => "fuse tripped", HeaterFault::Cold => "stays cold" })
    }
}

impl Error for HeaterFault {}

/// All that can go wrong with a brew.
#[derive(Debug)]
pub enum BrewError {
    NoBeans,
    UnknownBlend(String),
    Overfull { cups: u16, room: u16 },
    Heater { unit: u8, source: HeaterFault },
    Log(io::Error),
    Strange(u8),
}

impl BrewError {
    pub fn from_wire(byte: u8) -> Result<(), BrewError> {
        match byte { 0 => Ok(()), 4 => Err(BrewError::NoBeans), other => Err(BrewError::Strange(other)) }
    }

    pub fn code(&self) -> i16 {
        match self {
            BrewError::NoBeans => 4,
            BrewError::UnknownBlend(_) => 5,
            BrewError::Overfull { .. } => 6,
            BrewError::Heater { .. } | BrewError::Log(_) => 9,
            BrewError::Strange(b) => *b as i16,
        }
    }

    pub fn to_wire(&self) -> i16 { -self.code() }

    pub fn tag(&self) -> &'static str {
        match self {
            BrewError::NoBeans => "BEANS",
            BrewError::UnknownBlend(_) => "BLEND",
            BrewError::Overfull { .. } => "FULL",
            BrewError::Heater { .. } => "HEAT",
            BrewError::Log(_) => "LOG",
            BrewError::Strange(_) => "STRANGE",
        }
    }

    pub fn is_passing(&self) -> bool {
        match self {
            BrewError::NoBeans => true,
            BrewError::Heater { source, .. } => *source == HeaterFault::Cold,
            BrewError::Log(e) => e.kind() == io::ErrorKind::Interrupted,
            _ => false,
        }
    }
}

impl fmt::Display for BrewError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BrewError::NoBeans => f.write_str("no beans"),
            BrewError::UnknownBlend(blend) => write!(f, "no blend {blend}"),
            BrewError::Overfull { cups, room } => write!(f, "{cups} cups, room for {room}"),
            BrewError::Heater { unit, source } => write!(f, "heater {unit}: {source}"),
            BrewError::Log(_) => f.write_str("log not written"),
            BrewError::Strange(b) => write!(f, "strange byte {b:#04x}"),
        }
    }
}

impl Error for BrewError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self { BrewError::Heater { source, .. } => Some(source), BrewError::Log(e) => Some(e), _ => None }
    }
}
"""
TRUE = """
`Display` of `Overfull` names the cups and the room
The message of `UnknownBlend` includes the blend
The blend shows up in the message of `UnknownBlend`
The message of `Log` does not repeat the inner error
`Display` of `Heater` appends the source after a colon
`Display` of `NoBeans` prints only `no beans`
formatting `Overfull { cups: 9, room: 4 }` prints "9 cups, room for 4"
Formatting `UnknownBlend("mild")` gives "no blend mild"
`code()` of `Strange(77)` is 77
`source()` returns the inner error for `Heater` and `Log` and `None` otherwise
`source()` is `Some` for `Heater` and `Log` and `None` for everything else
`source()` of `Strange` is `None`
The inner error of `Log` is reachable through `source()`
unknown bytes become `Strange` with the byte kept
Any byte above 4 becomes `Strange`
byte 0 means success
`NoBeans` is numbered 4, `UnknownBlend` 5 and `Overfull` 6
BEANS is numbered 4
`Heater` and `Log` share the code 9
`to_wire()` is the negated code
`to_wire()` equals minus `code()`
`is_passing()` holds for `NoBeans`
`is_passing()` is true for `Heater` whose source is `Cold`
`is_passing()` is false for `Heater` whose source is `Tripped`
`is_passing()` is true for a `Log` error of kind `Interrupted`
`NoBeans.code()` is four
"""
UNTRUE = """
`Display` of `Overfull` names only the cups
The message of `UnknownBlend` does not include the blend
The message of `Log` includes the inner error
`Display` of `UnknownBlend` prints only `no blend`
formatting `Overfull { cups: 9, room: 4 }` prints "4 cups, room for 9"
`code()` of `Strange(77)` is 7
`source()` returns the inner error for `Log` only
`source()` is always `None`
`source()` returns `None` for every variant
unknown bytes become `NoBeans`
byte 4 means success
`NoBeans` is numbered 5, `UnknownBlend` 4
`Heater` and `Log` share the code 8
`Display` puts the code in front of every message
`to_wire()` is the code
`is_passing()` is true for `Heater` whose source is `Scaled`
`is_passing()` is true for a `Log` error of kind `PermissionDenied`
`Overfull` formats with the code in front
`NoBeans.code()` is fourteen
"""
# What is changed in the code, and what fails of it that was so.
FAULTS = {
    "a part left out": (
        ('"{cups} cups, room for {room}"', '"{cups} cups"'),
        {"`Display` of `Overfull` names the cups and the room"},
    ),
    "the cause repeated": (
        ('BrewError::Log(_) => f.write_str("log not written")', 'BrewError::Log(e) => write!(f, "log not written: {e}")'),
        {"The message of `Log` does not repeat the inner error"},
    ),
    "no source": (
        (", BrewError::Log(e) => Some(e), _ => None", ", _ => None"),
        {
            "`source()` is `Some` for `Heater` and `Log` and `None` for everything else",
            "The inner error of `Log` is reachable through `source()`",
        },
    ),
    "the byte lost": (
        ("Err(BrewError::Strange(other))", "Err(BrewError::Strange(0))"),
        {"unknown bytes become `Strange` with the byte kept"},
    ),
    "the sign kept": (
        ("{ -self.code() }", "{ self.code() }"),
        {"`to_wire()` is the negated code", "`to_wire()` equals minus `code()`"},
    ),
    "another kind": (
        ("io::ErrorKind::Interrupted", "io::ErrorKind::TimedOut"),
        {"`is_passing()` is true for a `Log` error of kind `Interrupted`"},
    ),
}


NEVER_TOUCHED = [
    "`code()` of `Strange(77)` is 77",
    "BEANS is numbered 4",
    'Formatting `UnknownBlend("mild")` gives "no blend mild"',
]


@pytest.fixture(scope="module")
def on_base() -> dict[str, str]:
    return told([*rows(TRUE), *rows(UNTRUE)], BREW, BREW, "BrewError")


@pytest.mark.parametrize("sentence", rows(TRUE))
def test_what_is_so_of_an_error_holds(on_base: dict[str, str], sentence: str) -> None:
    assert on_base[sentence] == "holds"


@pytest.mark.parametrize("sentence", rows(UNTRUE))
def test_what_is_not_so_of_an_error_fails(on_base: dict[str, str], sentence: str) -> None:
    assert on_base[sentence] == "fails"


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_fails_where_the_words_speak_of_it(name: str) -> None:
    change, broken = FAULTS[name]
    outcomes = told(rows(TRUE), changed(BREW, [change]), BREW, "BrewError")
    assert {s for s, outcome in outcomes.items() if outcome == "fails"} >= broken
    assert {s for s in NEVER_TOUCHED if outcomes[s] == "fails"} <= broken


@pytest.mark.parametrize(
    "sentence",
    [
        "The message of `Heater` says when it happened",
        "`Display` of `Overfull` is short",
        "The message of `UnknownBlend` includes the cause",
        "The message of `Overfull` includes the rooms of the house",
        "The bean hopper shows up in the message of `NoBeans`",
        "`source()` of `Log` is logged",
        "unknown bytes become `Strange` in the log",
    ],
)
def test_what_no_value_tells_is_undecided(sentence: str) -> None:
    assert told([sentence], BREW, BREW, "BrewError") == {sentence: "undecided"}


PLANT = """
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PumpFault { Stuck, Dry }

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault { Leak(u32), Pump { line: u16, fault: PumpFault }, Off }

impl Fault {
    pub fn is_temporary(self) -> bool { matches!(self, Fault::Leak(_) | Fault::Pump { .. }) }
}

impl From<PumpFault> for Fault {
    fn from(fault: PumpFault) -> Self { Fault::Pump { line: 3, fault } }
}
"""
MADE = {
    "converting a pump fault gives a `Pump` whose line is 3": "holds",
    "A `PumpFault` becomes `Fault::Pump { line: 3, .. }` by `into()`": "holds",
    "`From<PumpFault>` sets the line to three": "holds",
    "converting a pump fault gives a `Pump` whose line is 0": "fails",
    "A `PumpFault` becomes `Fault::Pump { line: 0, .. }`": "fails",
    "`From<PumpFault>` sets the line to `u16::MAX`": "fails",
    "`Off` is permanent": "holds",
    "A leak is reported as permanent": "fails",
    "`From<PumpFault>` sets the line to the one that leaks": "undecided",
}


def test_what_a_conversion_puts_in_is_seen() -> None:
    assert told(list(MADE), PLANT, PLANT, "Fault") == MADE


BERTHS = """
use crate::harbour;

pub const MOST: usize = 4;

/// Berths that were taken for a fleet.
pub struct Berths { taken: [u16; MOST], count: usize }

impl Berths {
    pub fn new() -> Self { Self { taken: [0; MOST], count: 0 } }

    /// Take the next berth of the harbour.
    pub fn take(&mut self) -> Option<u16> {
        if self.count >= MOST { return None; }
        let berth = harbour::next_berth()?;
        self.taken[self.count] = berth;
        self.count += 1;
        Some(berth)
    }

    /// The berths, oldest first.
    pub fn taken(&self) -> &[u16] { &self.taken[..self.count] }
}
"""
HANDED_OUT = "`take()` records the berth handed out by the harbour"


def test_what_a_call_gives_back_is_what_it_records() -> None:
    other = "`take()` records the crane handed out by the fleet"
    assert told([HANDED_OUT, other], BERTHS, BERTHS, "Berths") == {HANDED_OUT: "holds", other: "undecided"}
    lost = changed(BERTHS, [("        self.taken[self.count] = berth;\n", "")])
    assert told([HANDED_OUT], lost, BERTHS, "Berths") == {HANDED_OUT: "fails"}
