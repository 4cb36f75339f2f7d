"""Errors around errors of elsewhere: lists of codes, what is wrapped in what, which alone are so, and what is shown of what is inside."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

BASE = """
use core::fmt;
use crate::phy::PhyError;

/// What can go wrong when a frame is sent. Only some are worth another try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendError {
    LinkDown,
    TooLong,
    NoBuffer,
    /// Every other fault of the transceiver
    Phy(PhyError),
}

impl SendError {
    pub const fn code(self) -> i32 {
        match self {
            Self::LinkDown => 100,
            Self::TooLong => 90,
            Self::NoBuffer => 105,
            Self::Phy(_) => 5,
        }
    }
    /// Only these may be tried again.
    pub fn is_retryable(self) -> bool { matches!(self, Self::NoBuffer | Self::Phy(PhyError::Collision) | Self::Phy(PhyError::Busy)) }
}

impl From<PhyError> for SendError {
    fn from(e: PhyError) -> Self {
        match e {
            PhyError::NoCarrier => Self::LinkDown,
            e => Self::Phy(e),
        }
    }
}

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Phy(e) => write!(f, "transceiver: {:?}", e),
            other => write!(f, "{:?}", other),
        }
    }
}
"""
TRUE = rows("""
`code()` returns Linux errnos: ENETDOWN 100, EMSGSIZE 90, ENOBUFS 105, EIO 5
`code()` returns the POSIX errnos ENETDOWN, EMSGSIZE, ENOBUFS and EIO
Codes: ENETDOWN (100), EMSGSIZE (90), ENOBUFS (105), EIO (5)
A missing carrier becomes `LinkDown`
`PhyError::NoCarrier` becomes `LinkDown`
All other PHY errors are carried in `Phy` with their reason
Every other `PhyError` is wrapped in `Phy`
Everything else becomes `Phy`, unchanged
The rest is carried in `Phy` with its cause
All remaining PHY errors end up in `Phy` with the original error
Only `NoBuffer`, collision and busy are retryable
Only no buffer, collisions and busy count as retryable
`is_retryable()` is true only for `NoBuffer`, `Phy(Collision)` and `Phy(Busy)`
`Display` shows the reason of a PHY error
The cause of a `Phy` error is shown in its message
A `Phy` error prints its cause
`Display` of `Phy` includes the inner error
`TooLong` is never retryable
""")
UNTRUE = rows("""
`code()` returns Linux errnos: ENETDOWN 100, EMSGSIZE 90, ENOBUFS 105, EPERM 1
All other PHY errors are wrapped in `NoBuffer` with their cause
Every PHY error is wrapped in `Phy`
Everything else becomes `LinkDown`
Only collision and busy are retryable
Only `NoBuffer` is retryable
`Display` names the cause of `TooLong`
`is_retryable()` is true only for `NoBuffer` and `Phy(Busy)`
""")
REWRITTEN = [
    (
        "        match e {\n            PhyError::NoCarrier => Self::LinkDown,\n            e => Self::Phy(e),\n        }",
        "        use PhyError::*;\n        if e == NoCarrier { return SendError::LinkDown; }\n        SendError::Phy(e)",
    ),
    (
        "        match e {\n            PhyError::NoCarrier => Self::LinkDown,",
        "        use PhyError::*;\n        match e {\n            NoCarrier => Self::LinkDown,\n            Busy | Collision | Jammed => Self::Phy(e),",
    ),
    (
        "fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {",
        'fmt(&self, f: &mut fmt::Formatter<\'_>) -> fmt::Result {\n        if let Self::Phy(e) = self { return f.write_fmt(format_args!("at the wire: {e:?}")); }',
    ),
]
FAULTS = [
    (
        ("Self::LinkDown => 100", "Self::LinkDown => 90"),
        [
            "`code()` returns Linux errnos: ENETDOWN 100, EMSGSIZE 90, ENOBUFS 105, EIO 5",
            "Codes: ENETDOWN (100), EMSGSIZE (90), ENOBUFS (105), EIO (5)",
        ],
    ),
    (
        ("Self::Phy(PhyError::Collision) | Self::Phy(PhyError::Busy)", "Self::Phy(_)"),
        [
            "Only `NoBuffer`, collision and busy are retryable",
            "`is_retryable()` is true only for `NoBuffer`, `Phy(Collision)` and `Phy(Busy)`",
        ],
    ),
    (("Self::NoBuffer | ", ""), ["Only no buffer, collisions and busy count as retryable"]),
    (
        ("e => Self::Phy(e)", "_ => Self::Phy(PhyError::Busy)"),
        [
            "All other PHY errors are carried in `Phy` with their reason",
            "Everything else becomes `Phy`, unchanged",
            "The rest is carried in `Phy` with its cause",
        ],
    ),
    (("PhyError::NoCarrier => Self::LinkDown", "PhyError::NoCarrier => Self::NoBuffer"), ["A missing carrier becomes `LinkDown`"]),
    (
        ('write!(f, "transceiver: {:?}", e)', 'write!(f, "transceiver: {}", self.code())'),
        ["`Display` shows the reason of a PHY error", "A `Phy` error prints its cause"],
    ),
]


def test_what_is_true_holds_and_what_is_not_never_does() -> None:
    found = told([*TRUE, *UNTRUE], BASE, BASE, "SendError")
    assert [c for c in TRUE if found[c] != "holds"] == []
    assert [c for c in UNTRUE if found[c] == "holds"] == []


@pytest.mark.parametrize("change", REWRITTEN, ids=range(len(REWRITTEN)))
def test_other_code_that_does_the_same_holds(change: tuple[str, str]) -> None:
    found = told(TRUE, changed(BASE, [change]), BASE, "SendError")
    assert [c for c in TRUE if found[c] != "holds"] == []


@pytest.mark.parametrize(("fault", "spoken"), FAULTS)
def test_a_fault_fails_where_the_words_speak_of_it(fault: tuple[str, str], spoken: list[str]) -> None:
    found = told(
        [*spoken, *TRUE[3:4]], changed(BASE, [fault]), BASE, "SendError"
    )  # what is “other” is told beside another criterion
    assert {c: found[c] for c in spoken} == dict.fromkeys(spoken, "fails")
