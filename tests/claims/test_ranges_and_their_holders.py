"""Lists of ranges whose end belongs to them or does not, with the one who holds each: both ends are probed, and who may take out what."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import rows, told

# The number `to` belongs to a lease; nothing in the names says so.
LEASES = """
#[derive(Clone, Copy)]
pub struct SeatLease { pub from: u32, pub to: u32, pub tenant: u16 }
#[derive(Debug, PartialEq, Eq)]
pub enum LeaseError { Taken, Backwards, Foreign }
pub struct LeaseBook { leases: Vec<SeatLease> }
impl LeaseBook {
    pub fn new() -> Self { Self { leases: Vec::new() } }
    pub fn reserve(&mut self, from: u32, to: u32, tenant: u16) -> Result<(), LeaseError> {
        if from > to { return Err(LeaseError::Backwards); }
        if self.leases.iter().any(|l| from <= l.to && l.from <= to) { return Err(LeaseError::Taken); }
        self.insert(SeatLease { from, to, tenant });
        Ok(())
    }
    pub fn tenant_of(&self, seat: u32) -> Option<u16> {
        self.leases.iter().find(|l| l.from <= seat && seat <= l.to).map(|l| l.tenant)
    }
    pub fn withdraw(&mut self, from: u32, to: u32, tenant: u16) -> Result<(), LeaseError> {
        let Some(at) = self.leases.iter().position(|l| l.tenant == tenant && l.from <= from && to <= l.to) else {
            return Err(LeaseError::Foreign);
        };
        if from > to { return Err(LeaseError::Foreign); }
        let old = self.leases.remove(at);
        if old.from < from { self.insert(SeatLease { to: from - 1, ..old }); }
        if to < old.to { self.insert(SeatLease { from: to + 1, ..old }); }
        Ok(())
    }
    fn insert(&mut self, lease: SeatLease) {
        let at = self.leases.partition_point(|l| l.from < lease.from);
        self.leases.insert(at, lease);
    }
}
"""
# The same with an end behind the last seat.
OPEN = LEASES
for _old, _new in (
    ("if from > to { return Err(LeaseError::Backwards)", "if from >= to { return Err(LeaseError::Backwards)"),
    ("from <= l.to && l.from <= to)", "from < l.to && l.from < to)"),
    ("seat <= l.to", "seat < l.to"),
    ("if from > to { return Err(LeaseError::Foreign)", "if from >= to { return Err(LeaseError::Foreign)"),
    ("to: from - 1, ..old", "to: from, ..old"),
    ("from: to + 1, ..old", "from: to, ..old"),
):
    assert OPEN.count(_old) == 1
    OPEN = OPEN.replace(_old, _new)
BOTH = """
`reserve()` refuses overlapping leases with `Taken`
Overlapping leases give `LeaseError::Taken`
Neighbouring leases are accepted
Leases stay sorted by start
`LeaseError::Backwards` if the start is behind the end
`tenant_of()` returns who holds a seat
`tenant_of()` gives `None` outside of every lease
Withdrawing the middle of a lease leaves two leases
`withdraw()` fails with `Foreign` for seats the tenant does not hold
`withdraw()` of seats held by another tenant: `LeaseError::Foreign`
Only the tenant may withdraw a lease
"""
CLOSED_ONLY = "`tenant_of()` finds the tenant of a seat, both ends included"
OPEN_ONLY = "`tenant_of()` finds the tenant of a seat, the end is not included"
UNTRUE = """
Touching leases are refused with `Taken`
`LeaseError::Backwards` if the end is behind the start
`LeaseError::Taken` if the start is behind the end
`withdraw()` fails with `Foreign` for seats the tenant holds
`withdraw()` fails with `Taken` for seats the tenant does not hold
Withdrawing the middle of a lease drops it
`tenant_of()` gives `None` for seats of another tenant
"""
FAULTS = (
    (LEASES, "from <= l.to && l.from <= to)", "from < l.to && l.from <= to)", "`reserve()` refuses overlapping leases with `Taken`"),
    (LEASES, "from <= l.to && l.from <= to)", "from <= l.to && l.from < to)", "Overlapping leases give `LeaseError::Taken`"),
    (LEASES, "from <= l.to && l.from <= to)", "from <= l.to + 1 && l.from <= to + 1)", "Neighbouring leases are accepted"),
    (OPEN, "from < l.to && l.from < to)", "from + 1 < l.to && l.from < to)", "`reserve()` refuses overlapping leases with `Taken`"),
    (OPEN, "from < l.to && l.from < to)", "from < l.to && l.from + 1 < to)", "Overlapping leases give `LeaseError::Taken`"),
    (LEASES, "seat <= l.to", "seat < l.to", CLOSED_ONLY),
    (OPEN, "seat < l.to", "seat <= l.to", OPEN_ONLY),
    (LEASES, "map(|l| l.tenant)", "map(|l| l.tenant.max(2))", "`tenant_of()` returns who holds a seat"),
    (LEASES, "self.insert(SeatLease { from: to + 1, ..old });", "self.leases.push(SeatLease { from: to + 1, ..old });", "Leases stay sorted by start"),
    (LEASES, "from: to + 1, ..old", "from: to, ..old", "Withdrawing the middle of a lease leaves two leases"),
    (LEASES, "l.tenant == tenant && l.from", "l.from", "`withdraw()` of seats held by another tenant: `LeaseError::Foreign`"),
    (LEASES, "l.tenant == tenant && l.from", "l.from", "Only the tenant may withdraw a lease"),
    (LEASES, "&& to <= l.to) else", ") else", "`withdraw()` fails with `Foreign` for seats the tenant does not hold"),
)  # fmt: skip
REWRITTEN = (
    ("if self.leases.iter().any(|l| from <= l.to && l.from <= to) {", "if !self.leases.iter().all(|l| l.to < from || to < l.from) {"),
    ("self.leases.iter().find(|l| l.from <= seat && seat <= l.to).map(|l| l.tenant)", "for l in &self.leases { if (l.from..=l.to).contains(&seat) { return Some(l.tenant); } } None"),
    ("self.leases.insert(at, lease);", "let _ = at; self.leases.push(lease); self.leases.sort_by_key(|l| l.from);"),
)  # fmt: skip


def outcomes(sentences: str, shown: str, tree: str) -> dict[str, str]:
    """What becomes of each sentence in a tree that has the code as shown, or changed."""
    return told(rows(sentences), f"use alloc::vec::Vec;\n{tree}", shown, "It")


@pytest.mark.parametrize(("code", "own"), [(LEASES, CLOSED_ONLY), (OPEN, OPEN_ONLY)])
def test_as_shown(code: str, own: str) -> None:
    assert {t for t, o in outcomes(f"{BOTH}{own}", code, code).items() if o != "holds"} == set()


@pytest.mark.parametrize(("code", "other"), [(LEASES, OPEN_ONLY), (OPEN, CLOSED_ONLY)])
def test_untrue_ones_never_hold(code: str, other: str) -> None:
    assert {t for t, o in outcomes(f"{UNTRUE}{other}", code, code).items() if o == "holds"} == set()


@pytest.mark.parametrize(("shown", "old", "new", "sentence"), FAULTS)
def test_faults(shown: str, old: str, new: str, sentence: str) -> None:
    assert shown.count(old) == 1
    assert outcomes(sentence, shown, shown.replace(old, new)) == {sentence: "fails"}


def test_rewritten() -> None:
    code = LEASES
    for old, new in REWRITTEN:
        assert code.count(old) == 1
        code = code.replace(old, new)
    assert {t for t, o in outcomes(f"{BOTH}{CLOSED_ONLY}", LEASES, code).items() if o != "holds"} == set()
