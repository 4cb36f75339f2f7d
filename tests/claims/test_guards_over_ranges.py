"""Guards that take hold of what lies in a range: addresses rounded to a step, each step of a range, lookups that find nothing, flags that
spare all, and what “otherwise” stands for.
"""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

LEASE = """
use crate::store::{directory, LEASES};

/// Bytes of one sector.
pub const SECTOR: usize = 2048;
pub const ENXIO: i32 = 6;

/// Leases on the sectors of a transfer, given back when it ends early.
pub struct SectorLease {
    /// The volume
    volume: usize,
    /// (sector address, block) in the order of leasing
    held: alloc::vec::Vec<(usize, usize)>,
    /// The controller gives the leases back
    detached: bool,
}

impl SectorLease {
    pub fn new(volume: usize) -> Self { Self { volume, held: alloc::vec::Vec::new(), detached: false } }

    /// Lease the sector that contains `offset`.
    pub fn lease(&mut self, offset: usize) -> Result<usize, i32> {
        let sector = offset / SECTOR * SECTOR;
        let Some(block) = directory::locate(self.volume, sector) else { return Err(ENXIO) };
        LEASES.acquire(block);
        self.held.push((sector, block));
        Ok(block)
    }

    /// Lease all sectors of `start..start + len`.
    pub fn lease_span(&mut self, start: usize, len: usize) -> Result<(), i32> {
        let mut at = start / SECTOR * SECTOR;
        while at < start + len {
            self.lease(at)?;
            at += SECTOR;
        }
        Ok(())
    }

    pub fn count(&self) -> usize { self.held.len() }

    pub fn detach(mut self) { self.detached = true; }
}

impl Drop for SectorLease {
    fn drop(&mut self) {
        if self.detached { return; }
        for &(_, block) in self.held.iter().rev() { LEASES.release(block); }
    }
}
"""
TRUE = rows("""
`lease()` rounds the offset down to its sector
`lease()` aligns the offset down to `SECTOR`
`lease()` truncates `offset` to a multiple of 2048 bytes
`lease()` ignores the offset within the sector
`lease()` of an unknown sector gives `ENXIO` and takes no lease
`lease()` on a missing sector returns `ENXIO`
`lease()` returns `ENXIO` if the sector is not present
`lease()` makes no acquire if the sector is unknown
`lease_span()` leases every sector that the range touches
`lease_span()` leases each sector the transfer overlaps, even partly
`lease_span()` leases all sectors of `start..start + len`
`detach()` sets `detached`
`detach()` raises the `detached` flag
`Drop` leaves the leases alone when `detached` is set
`Drop` leaves all sectors in place if `detached` is true
`Drop` releases in reverse order otherwise
""")
UNTRUE = rows("""
`lease()` rounds the offset up to its sector
`lease()` rounds the offset down to its page
`lease()` aligns the offset down to 4096 bytes
`lease()` on a missing sector returns `None`
`lease()` on a known sector gives `ENXIO` and takes no lease
`lease()` on a known sector takes no lease
`lease_span()` leases every page that the range touches
`lease_span()` releases every sector that the range touches
`Drop` leaves the leases alone when `volume` is set
`Drop` leaves the leases alone unless `detached` is set
`Drop` releases in order otherwise
`count()` sets `detached`
""")
ALIKE = [
    (
        "let sector = offset / SECTOR * SECTOR;\n        let Some(block) = directory::locate(self.volume, sector) else { return Err(ENXIO) };",
        "let sector = offset & !(SECTOR - 1);\n        let block = directory::locate(self.volume, sector).ok_or(ENXIO)?;",
    ),
    (
        "while at < start + len {\n            self.lease(at)?;\n            at += SECTOR;\n        }\n        Ok(())",
        "let first = at;\n        at = start + len;\n        (first..at).step_by(SECTOR).try_for_each(|one| self.lease(one).map(drop))",
    ),
    (
        "if self.detached { return; }\n        for &(_, block) in self.held.iter().rev() { LEASES.release(block); }",
        "while let (false, Some((_, block))) = (self.detached, self.held.last().copied()) { LEASES.release(block); self.held.pop(); }",
    ),
]  # fmt: skip
# Several faults at once, and what is to be said of sentences that speak of them, or of something beside them.
FAULTS = [
    (
        [
            ("let sector = offset / SECTOR * SECTOR;", "let sector = offset;"),
            (
                "let Some(block) = directory::locate(self.volume, sector) else { return Err(ENXIO) };",
                "let found = directory::locate(self.volume, sector); let block = found.unwrap_or(0);\n        LEASES.acquire(block);\n"
                "        if found.is_none() { return Err(ENXIO); }",
            ),
            ("while at < start + len {", "let end = at + (len + SECTOR - 1) / SECTOR * SECTOR;\n        while at < end {"),
            ("self.detached = true;", "let _ = &mut self;"),
        ],
        {
            "`lease()` rounds the offset down to its sector": "fails",
            "`lease()` of an unknown sector gives `ENXIO` and takes no lease": "fails",
            "`lease_span()` leases every sector that the range touches": "fails",
            "`detach()` sets `detached`": "fails",
            "`Drop` leaves the leases alone when `detached` is set": "undecided",  # the end does so; the flag is forgotten
            "`count()` tells the leases": "undecided",
            "`Drop` releases in reverse order otherwise": "undecided",  # the sentence before sets no condition
        },
    ),
    (
        [
            ("let sector = offset / SECTOR * SECTOR;", "let sector = (offset + SECTOR - 1) / SECTOR * SECTOR;"),
            ("if self.detached { return; }", "if !self.detached { return; }"),
        ],
        {
            "`lease()` aligns the offset down to `SECTOR`": "fails",
            "`Drop` leaves the leases alone when `detached` is set": "fails",
            "`Drop` releases in reverse order otherwise": "fails",
        },
    ),
]


def test_what_is_so_of_a_guard_over_a_range_holds_and_what_is_not_does_not() -> None:
    found = told([*UNTRUE, *TRUE], LEASE, LEASE, "SectorLease")
    assert [s for s in TRUE if found[s] != "holds"] == []
    assert [s for s in UNTRUE if found[s] == "holds"] == []


def test_the_same_in_other_code_holds() -> None:
    some = [s for s in TRUE if s.startswith("`Drop`") or "offset down" in s or "every sector" in s or "unknown" in s]
    assert [s for s, o in told(some, changed(LEASE, ALIKE), LEASE, "SectorLease").items() if o != "holds"] == []


@pytest.mark.parametrize(("faults", "said"), FAULTS)
def test_a_fault_fails_where_the_words_speak_of_it(faults: list[tuple[str, str]], said: dict[str, str]) -> None:
    assert told([*said], changed(LEASE, faults), LEASE, "SectorLease") == said
