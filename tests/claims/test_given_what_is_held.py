"""Calls that must be given what is held already, and what is stored or given once: true sentences, faults, and the same written otherwise."""

from __future__ import annotations

import pytest

from tests.claims.said_of_types import Told, lines

IT = Told(
    """
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeaseState { Free, Held, Expired }

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeaseError { Busy, Idle, NotHolder }
""",
    """
/// A lease of a buffer.
pub struct Lease { state: LeaseState, holder: Option<u16>, verdict: Option<u8>, grants: u32 }

impl Lease {
    pub const fn new() -> Self { Self { state: LeaseState::Free, holder: None, verdict: None, grants: 0 } }

    pub fn grant(&mut self, holder: u16) -> Result<(), LeaseError> {
        if self.state != LeaseState::Free { return Err(LeaseError::Busy); }
        self.state = LeaseState::Held;
        self.holder = Some(holder);
        self.grants += 1;
        Ok(())
    }

    pub fn give_up(&mut self, holder: u16) -> Result<(), LeaseError> {
        if self.state != LeaseState::Held { return Err(LeaseError::Idle); }
        if self.holder != Some(holder) { return Err(LeaseError::NotHolder); }
        self.holder = None;
        self.state = LeaseState::Free;
        Ok(())
    }

    pub fn renew(&mut self, holder: u16) -> bool {
        if self.state != LeaseState::Expired || self.holder != Some(holder) { return false; }
        self.state = LeaseState::Held;
        true
    }

    pub fn expire(&mut self) {
        if self.state == LeaseState::Held { self.state = LeaseState::Expired; }
    }

    pub fn judge(&mut self, verdict: u8) -> bool {
        if self.verdict.is_some() { return false; }
        self.verdict = Some(verdict);
        true
    }

    pub fn collect(&mut self) -> Option<u8> {
        self.verdict.take()
    }
}
""",
)
TRUE = lines("""
Starts `Free`, without a holder
`renew()` ignores another holder
`renew()` ignores leases with a different holder
`renew()` ignores leases expired under another holder
`renew()` by somebody else does nothing
`renew()` returns false for the wrong holder
`renew()` only accepts the holder
`give_up()` by another holder gives `NotHolder`
`give_up()` by a stranger leaves the lease held
`give_up()` with a wrong holder is refused
Only the holder can renew
`grant()` only from `Free`
A wrong holder changes nothing
`judge()` stores the verdict once
`collect()` returns the verdict once
""")
MATCHED = "self.state != LeaseState::Expired || self.holder != Some(holder)"
FAULTS = (
    (MATCHED, "self.state != LeaseState::Expired", "`renew()` ignores another holder"),
    (MATCHED, "self.state != LeaseState::Expired", "`renew()` by somebody else does nothing"),
    (MATCHED, "self.state != LeaseState::Expired", "Only the holder can renew"),
    (f"if {MATCHED} {{ return false; }}\n        self.state", "if self.state != LeaseState::Expired { return false; }\n        if self.holder.take() != Some(holder) { return false; }\n        self.state", "`renew()` ignores leases with a different holder"),
    ("return Err(LeaseError::NotHolder)", "return Err(LeaseError::Idle)", "`give_up()` by another holder gives `NotHolder`"),
    ("if self.holder != Some(holder) { return Err(LeaseError::NotHolder); }\n", "", "`give_up()` by a stranger leaves the lease held"),
    ("if self.verdict.is_some() { return false; }\n", "", "`judge()` stores the verdict once"),
    ("if self.state != LeaseState::Free { return Err(LeaseError::Busy); }", "if self.state == LeaseState::Held { return Err(LeaseError::Busy); }", "`grant()` only from `Free`"),
    ("self.verdict.take()", "self.verdict", "`collect()` returns the verdict once"),
    ("state: LeaseState::Free, holder: None", "state: LeaseState::Free, holder: Some(0)", "Starts `Free`, without a holder"),
)  # fmt: skip
REWRITTEN = (
    (f"if {MATCHED} {{ return false; }}\n        self.state = LeaseState::Held;\n        true", "let fits = self.is_expired() && self.holder == Some(holder);\n        if fits { self.state = LeaseState::Held; }\n        fits\n    }\n\n    fn is_expired(&self) -> bool {\n        self.state == LeaseState::Expired"),
    ("if self.verdict.is_some() { return false; }\n        self.verdict = Some(verdict);\n        true", "match self.verdict {\n            None => { self.verdict.replace(verdict); true }\n            Some(_) => false,\n        }"),
)  # fmt: skip
UNTRUE = lines("""
`renew()` accepts another holder
`renew()` returns true for the wrong holder
`give_up()` by another holder gives `Busy`
`give_up()` by a stranger leaves the lease free
Only the holder can grant
`grant()` ignores another holder
`judge()` stores the grants once
`give_up()` returns the verdict once
""")


def test_true_sentences_hold() -> None:
    assert IT.outcomes(TRUE) == dict.fromkeys(TRUE, "holds")


@pytest.mark.parametrize(("old", "new", "said"), FAULTS)
def test_faults_fail_what_speaks_of_them(old: str, new: str, said: str) -> None:
    assert IT.of(said, old, new) == "fails"


@pytest.mark.parametrize(("old", "new"), REWRITTEN)
def test_written_otherwise_all_holds(old: str, new: str) -> None:
    assert IT.outcomes(TRUE, old, new) == dict.fromkeys(TRUE, "holds")


def test_untrue_sentences_never_hold() -> None:
    assert "holds" not in IT.outcomes(UNTRUE).values()
