"""Permits that are taken from something of elsewhere, split and merged: true, untrue, with faults, rewritten."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

QUOTA = """
use crate::mem::FramePool;
#[derive(Debug, PartialEq, Eq)]
pub enum QuotaError { Nothing, PoolEmpty }
pub struct FrameQuota<'p> { pool: &'p FramePool, frames: usize }
impl<'p> FrameQuota<'p> {
    pub fn reserve(pool: &'p FramePool, frames: usize) -> Result<FrameQuota<'p>, QuotaError> {
        if frames == 0 { return Err(QuotaError::Nothing); }
        if pool.reserve(frames) { Ok(Self { pool, frames }) } else { Err(QuotaError::PoolEmpty) }
    }
    pub fn carve(&mut self, wanted: usize) -> Option<Self> {
        if wanted == 0 || wanted > self.frames { return None; }
        self.frames -= wanted;
        Some(Self { pool: self.pool, frames: wanted })
    }
    pub fn join(&mut self, mut rest: FrameQuota<'p>) -> Result<(), FrameQuota<'p>> {
        if !core::ptr::eq(self.pool, rest.pool) { return Err(rest); }
        self.frames += core::mem::take(&mut rest.frames);
        Ok(())
    }
}
impl Drop for FrameQuota<'_> {
    fn drop(&mut self) { if self.frames != 0 { self.pool.unreserve(self.frames); } }
}
"""
TRUE = rows(
    """
Reserving zero frames is an error
Reserving no frames fails with `Nothing`
`reserve()` of zero frames is refused
`reserve()` returns `Err(PoolEmpty)` when the pool refuses
Reserving fails with `QuotaError::PoolEmpty` when the pool has too few left
`carve()` moves `wanted` frames into the new quota
`carve()` transfers that many frames to the returned quota
`carve()` returns `None` if `wanted` is zero or more than `frames`
`join()` hands back a quota of another pool
`join()` rejects quotas from a different pool
`join()` empties the absorbed quota
The merged quota gives nothing back
"""
)
UNTRUE = rows(
    """
Reserving zero frames fails with `PoolEmpty`
`reserve()` fails with `Nothing` when the pool refuses
`carve()` moves `wanted` quotas into the new frame
`carve()` returns `None` if `wanted` is zero or not below `frames`
`join()` hands back a pool of another quota
"""
)
FAULTS = [
    ("        self.frames -= wanted;\n", "", "`carve()` moves `wanted` frames into the new quota"),
    ("frames: wanted }", "frames: 1 }", "`carve()` moves `wanted` frames into the new quota"),
    ("wanted > self.frames", "wanted >= self.frames", "`carve()` returns `None` if `wanted` is zero or more than `frames`"),
    ("wanted == 0 || ", "", "`carve()` returns `None` if `wanted` is zero or more than `frames`"),
    ("if !core", "if core", "`join()` hands back a quota of another pool"),
    ("core::mem::take(&mut rest.frames)", "rest.frames", "`join()` empties the absorbed quota"),
    ("Err(QuotaError::PoolEmpty)", "Err(QuotaError::Nothing)", "`reserve()` returns `Err(PoolEmpty)` when the pool refuses"),
    ("        if frames == 0 { return Err(QuotaError::Nothing); }\n", "", "Reserving zero frames is an error"),
]


def test_as_shown() -> None:
    assert {t: o for t, o in told(TRUE, QUOTA, QUOTA, "FrameQuota").items() if o != "holds"} == {}


def test_untrue_ones_never_hold() -> None:
    assert {t for t, o in told(UNTRUE, QUOTA, QUOTA, "FrameQuota").items() if o == "holds"} == set()


@pytest.mark.parametrize(("old", "new", "sentence"), FAULTS)
def test_faults(old: str, new: str, sentence: str) -> None:
    assert told([sentence], changed(QUOTA, [(old, new)]), QUOTA, "FrameQuota") == {sentence: "fails"}


def test_rewritten() -> None:
    other = changed(QUOTA, [("if wanted == 0 || wanted > self.frames { return None; }\n        self.frames -= wanted;",
                             "let left = self.frames.checked_sub(wanted)?;\n        if wanted == 0 { return None; }\n        self.frames = left;"),
                            ("self.frames += core::mem::take(&mut rest.frames);", "let more = rest.frames;\n        rest.frames = 0;\n        self.frames += more;")])  # fmt: skip
    assert {t: o for t, o in told(TRUE, other, QUOTA, "FrameQuota").items() if o != "holds"} == {}
