"""What people say of kernel code that cannot all be run: results by the signature, arms of a `match`, functions named by what they do."""

from __future__ import annotations

import pytest

from tests.claims.test_pages import Page, judge

RESULTS = r"""
pub struct Pool { last: Option<Frame>, free: List }
impl Pool {
    pub fn release(&mut self, frame: Frame) { self.free.push(frame); }
    pub fn read(&self, out: &mut u32) { *out = 3; }
    pub fn store(&mut self, frame: Frame) { self.last = Some(frame); }
    pub fn notify(&self, done: impl Fn(u32)) { done(3); }
}
#[test]
fn drains() {}
"""


@pytest.mark.parametrize(
    "text,outcome",
    [
        ("`store` returns the previous frame, if any", "fails"),
        ("`store` returns the frame to the pool", "undecided"),
        ("`release` returns the old frame", "undecided"),
        ("`read` returns the value", "undecided"),
        ("`notify` returns the result", "undecided"),
        ("`store` returns early if the pool is full", "fails"),
        ("`store` returns once the frame is stored", "undecided"),
        ("`frame.order()` is ignored", "undecided"),
        ("`frame` is ignored", "undecided"),
        ("`drains` is ignored", "fails"),
    ],
)
def test_what_a_function_gives_back_is_held_against_its_signature(text: str, outcome: str) -> None:
    verdict = judge(Page({"src/pool.rs": RESULTS.encode()}, [], []), text)
    assert verdict.outcome == outcome, verdict.message
