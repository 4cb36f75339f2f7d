"""What people write about the functions of an enum, each value of which can be asked: next to the spec's own code, and as the words have it."""

from __future__ import annotations

import pytest

from tests.claims.test_versions import outcomes

BASE = """
use crate::bus::LinkFault;

/// Why a transfer stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop { Parity, Timeout, Stalled, Unplugged }

impl Stop {
    pub fn status(self) -> i32 {
        match self { Stop::Parity => -5, Stop::Timeout => -7, Stop::Stalled => -8, Stop::Unplugged => -9 }
    }
    pub fn from_status(status: i32) -> Option<Self> {
        match status {
            -5 => Some(Stop::Parity), -7 => Some(Stop::Timeout), -8 => Some(Stop::Stalled), -9 => Some(Stop::Unplugged), _ => None,
        }
    }
    pub fn label(self) -> &'static str {
        match self { Stop::Parity => "PARITY", Stop::Timeout => "TIMEOUT", Stop::Stalled => "STALL", Stop::Unplugged => "GONE" }
    }
    pub fn is_final(self) -> bool { matches!(self, Stop::Unplugged | Stop::Stalled) }
}

impl core::fmt::Display for Stop {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { write!(f, "{}: {}", self.label(), self.status()) }
}

impl From<LinkFault> for Stop {
    fn from(fault: LinkFault) -> Self {
        match fault { LinkFault::BadParity => Stop::Parity, LinkFault::NoReply | LinkFault::Slow => Stop::Timeout, LinkFault::Lost => Stop::Unplugged }
    }
}

impl From<Stop> for i32 {
    fn from(stop: Stop) -> i32 { stop.status() }
}
"""
TRUE = """
Each variant has its own status, negative
`status()` returns a distinct negative number for each variant
`from_status()` inverts `status()`
`from_status()` inverts `status()`; other numbers → `None`
`label()` returns the label, e.g. `"STALL"`
`Display` prints label and status: `GONE: -9`
Only `Unplugged` and `Stalled` are `is_final()`
`From<Stop> for i32` equals `status()`
`From<LinkFault>` keeps parity, timeout and unplugged apart
"""
UNTRUE = """
`status()` returns a positive number for each variant
`label()` inverts `status()`
`label()` returns the label, e.g. `"EIO"`
`Display` prints label and status: `GONE: 9`
Only `Unplugged` is `is_final()`
Only `Unplugged`, `Timeout` and `Stalled` are `is_final()`
`From<LinkFault>` gives each fault its own variant
`status()` never returns a negative number
`status()` is lock-free
`from_status()` panics on unknown numbers
"""
# A change of the code, the sentences that fail with it, and those that must not.
FAULTS = {
    "two alike": ("Stop::Stalled => -8", "Stop::Stalled => -7", {0, 1, 2, 3}, {5, 6, 7, 8}),
    "positive": ("Stop::Parity => -5", "Stop::Parity => 5", {0, 1}, {7, 8, 6}),
    "another label": ('=> "STALL"', '=> "STALLED"', {4}, {0, 5, 6, 7}),
    "only the number": ('"{}: {}", self.label(), self.status()', '"{}", self.status()', {5}, {0, 2, 4, 6, 7}),
    "one more": ("matches!(self, Stop::Unplugged |", "matches!(self, Stop::Timeout | Stop::Unplugged |", {6}, {0, 5, 8}),
    "merged": ("LinkFault::Lost => Stop::Unplugged", "LinkFault::Lost => Stop::Timeout", {8}, {0, 6, 7}),
    "something for anything": ("_ => None", "_ => Some(Stop::Parity)", {3}, {0, 2, 4}),
    "negated": ("{ stop.status() }", "{ -stop.status() }", {7}, {0, 2, 3, 5}),
}
REWRITTEN = {
    "discriminants": ("match self { Stop::Parity => -5, Stop::Timeout => -7, Stop::Stalled => -8, Stop::Unplugged => -9 }",
                      "-[5, 7, 8, 9][self as usize]"),
    "the other way round": ("matches!(self, Stop::Unplugged | Stop::Stalled)", "!matches!(self, Stop::Parity | Stop::Timeout)"),
    "by hand": ('write!(f, "{}: {}", self.label(), self.status())', 'f.write_str(self.label())?; write!(f, ": {}", i32::from(*self))'),
}  # fmt: skip


class Spec:
    """What `outcomes` asks of a page."""

    def __init__(self, criteria: list[str]) -> None:
        self.name, self.base, self.criteria, self.around, self.run = "stop", BASE, criteria, "", ""


def rows(text: str) -> list[str]:
    return text.strip().splitlines()


def asked(criteria: list[str], source: str) -> list[str]:
    return outcomes(Spec(criteria), source)  # type: ignore[arg-type]


def test_what_is_true_holds() -> None:
    assert asked(rows(TRUE), BASE) == ["holds"] * len(rows(TRUE))


def test_what_is_not_true_never_holds() -> None:
    told = asked(rows(UNTRUE), BASE)
    assert "holds" not in told, list(zip(rows(UNTRUE), told, strict=True))


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_fails_where_the_words_speak_of_it(name: str) -> None:
    old, new, failing, others = FAULTS[name]
    assert old in BASE
    told = asked(rows(TRUE), BASE.replace(old, new, 1))
    assert {n for n in failing if told[n] == "fails"} == failing
    assert not {n for n in others if told[n] == "fails"}
    assert not {n for n in failing if told[n] == "holds"}


@pytest.mark.parametrize("name", REWRITTEN)
def test_a_rewrite_never_fails(name: str) -> None:
    old, new = REWRITTEN[name]
    assert old in BASE
    assert "fails" not in asked(rows(TRUE), BASE.replace(old, new, 1))


def test_what_only_looks_like_a_number_stops_nothing() -> None:
    assert asked(rows(TRUE)[:1], BASE.replace("/// Why", "/// Since 2024-05-03: why")) == ["holds"]
