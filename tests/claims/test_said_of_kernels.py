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


PORTS = r"""
pub struct Ports { table: Lock<Table> }
pub struct Pipes;
impl Ports {
    pub fn open_port(&self, port: u16, owner: Owner) -> Result<(), SysError> {
        if port == 0 || port > 0xff00 {
            return Err(SysError::EINVAL);
        }
        if owner.is_gone() {
            return Err(SysError::ESRCH);
        }
        self.table.lock().insert(port, owner)
    }
    pub fn raw_port(&self, port: u16) -> i32 {
        if port == 0 {
            return -22;
        }
        self.table.lock().raw(port)
    }
    pub fn close_port(&self, port: u16) { self.table.lock().remove(port); }
    pub fn close_all(&self) { self.table.lock().clear(); }
    pub fn drain(&mut self, owner: Owner) { self.table.lock().drain(owner); }
}
"""


@pytest.mark.parametrize(
    "text,outcome",
    [
        ("`open_port` returns `EINVAL` for port 0", "holds"),
        ("`open_port` with port 0 → `EINVAL`", "holds"),
        ("`open_port` rejects port 0xff01 with `EINVAL`", "holds"),
        ("`open_port` rejects port 0", "holds"),
        ("`open_port` returns `ENOMEM` for port 0", "fails"),
        ("`open_port` with port 0 → `ESRCH`", "fails"),
        ("`open_port` returns `EINVAL` for port 7", "undecided"),
        ("`open_port` returns `ESRCH` for port 7", "undecided"),
        ("`raw_port` returns `EINVAL` for port 0", "undecided"),
        ("`raw_port` returns `-5` for port 0", "fails"),
        ("`raw_port` returns `-22` for port 0", "holds"),
        ("Opening port 0 returns `EINVAL`", "holds"),
        ("Opening port 0 fails with `ENOMEM`", "fails"),
        ("Opening port 0 → `EINVAL`", "holds"),
        ("Draining takes `&mut self`", "holds"),
        ("Draining takes `&self`", "fails"),
        ("Closing takes `&mut self`", "undecided"),
        ("Closing port takes `&self`", "holds"),
        ("Draining the pool takes `&self`", "undecided"),
        ("Nothing takes `&self`", "undecided"),
        ("Warning returns `EINVAL`", "undecided"),
    ],
)
def test_a_function_is_found_by_what_it_does_and_decided_by_its_guards(text: str, outcome: str) -> None:
    verdict = judge(Page({"src/ports.rs": PORTS.encode()}, [PORTS], []), text)
    assert verdict.outcome == outcome, verdict.message
