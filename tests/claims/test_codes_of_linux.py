"""Codes and names that are those of Linux, texts with places in them that stand for what functions give, and errors of elsewhere that are shown."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

NAMED = """
use core::fmt;
use crate::nic::NicFault;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SockError { Refused, Reset, Again, Device(NicFault) }

impl SockError {
    /// Negative, as system calls give it back.
    pub const fn number(self) -> i32 {
        match self {
            Self::Refused => -111,
            Self::Reset => -104,
            Self::Again => -11,
            Self::Device(_) => -5,
        }
    }

    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Refused => "ECONNREFUSED",
            Self::Reset => "ECONNRESET",
            Self::Again => "EAGAIN",
            Self::Device(_) => "EIO",
        }
    }
}

impl fmt::Display for SockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] {}", self.number(), self.symbol())?;
        match self {
            Self::Device(fault) => write!(f, " ({fault})"),
            _ => Ok(()),
        }
    }
}
"""
TRUE = """
`number()` values match Linux
`number()` returns negative Linux errno values
`symbol()` gives the matching errno name for every variant
`symbol()` returns the right POSIX name
`symbol()` matches `number()` for every variant
`Display` starts with `[N] SYMBOL`
`Display` begins with "[{number}] {symbol}"
Each message starts with `[<number>] <symbol>`
Displaying `Device` also prints the inner error
Formatting `Device` shows the underlying error
"""
UNTRUE = """
`number()` returns positive Linux errno values
`number()` values never match Linux
`number()` values match Windows
`Display` starts with `SYMBOL [N]`
`Display` starts with `(N) SYMBOL`
Displaying `Device` omits the inner error
Displaying `Reset` also prints the inner error
"""
FAULTS = (
    ("-104", "-105", "`number()` values match Linux"),
    ("-104", "-105", "`symbol()` matches `number()` for every variant"),
    ('"ECONNRESET"', '"ECONNABORTED"', "`symbol()` gives the matching errno name for every variant"),
    ("[{}] {}", "<{}> {}", "`Display` starts with `[N] SYMBOL`"),
    ('Self::Device(fault) => write!(f, " ({fault})"),', "Self::Device(_) => Ok(()),", "Displaying `Device` also prints the inner error"),
)  # fmt: skip
REMARKED = """
pub enum LoadError {
    /// There is no such file (ENOENT).
    Missing,
    NotADirectory,
    Format, // ENOEXEC
    Odd,
}
impl LoadError {
    pub fn errno(&self) -> u16 {
        match self { Self::Missing => 2, Self::NotADirectory => 20, Self::Format => 8, Self::Odd => 99 }
    }
}
"""


def test_what_is_known_of_linux_decides() -> None:
    true = rows(TRUE)
    found = told([*true, *rows(UNTRUE)], NAMED, NAMED, "SockError")
    assert {c: found[c] for c in true} == dict.fromkeys(true, "holds")
    assert "holds" not in {found[c] for c in rows(UNTRUE)}


@pytest.mark.parametrize(("old", "new", "said"), FAULTS, ids=[row[2] for row in FAULTS])
def test_a_fault_fails_what_speaks_of_it(old: str, new: str, said: str) -> None:
    assert told([said], changed(NAMED, [(old, new)]), NAMED, "SockError") == {said: "fails"}


def test_whether_the_name_or_the_number_is_wrong_is_not_guessed() -> None:
    said = "`symbol()` gives the matching errno name for every variant"
    assert told([said], changed(NAMED, [("-104", "-105")]), NAMED, "SockError") == {said: "undecided"}


def test_a_variant_without_a_name_of_linux_leaves_it_open() -> None:
    said = "`errno()` values match Linux"
    assert told([said], REMARKED, REMARKED, "LoadError") == {said: "undecided"}
    whole = changed(REMARKED, [("    Odd,\n", ""), (", Self::Odd => 99", "")])
    assert told([said], whole, whole, "LoadError") == {said: "holds"}
    assert told([said], changed(whole, [("=> 8", "=> 9")]), whole, "LoadError") == {said: "fails"}
