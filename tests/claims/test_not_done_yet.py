"""What the spec's own code does by a name that the tree lacks: it is done nowhere yet, unless something else there may do it."""

from __future__ import annotations

import pytest

from tests.claims.test_pages import Page, judge

BLOCK = """
pub fn claim_lane(table: &mut Lanes, at: usize) -> Result<(), Fault> {
    if table.taken.contains(&at) { return Err(Fault::Taken); }
    table.taken.insert(at);
    Ok(())
}
pub fn start_pump(pump: &Pump, at: usize) {
    pump.detach_lane(at);
    pump.set_speed(at);
}
"""
BEFORE = b"""
pub enum Fault { Taken }
pub struct Lanes { taken: Set<usize> }
pub fn count(table: &Lanes) -> usize { table.taken.len() }
pub fn start_pump(pump: &Pump, at: usize) { pump.set_speed(at); }
"""
OTHERWISE = b"""
pub enum Fault { Taken }
pub struct Lanes { taken: Set<usize> }
pub fn occupy(table: &mut Lanes, lane: usize) -> Result<(), Fault> {
    if table.taken.contains(&lane) { return Err(Fault::Taken); }
    Ok(())
}
pub fn start_pump(pump: &Pump, at: usize) { pump.drop_lane(at); pump.set_speed(at); }
"""
SAID = [
    ("Claiming a lane that is already taken returns `Fault::Taken`", BEFORE, "fails"),
    ("Claiming a lane that is already taken returns `Fault::Taken`", OTHERWISE, "undecided"),
    ("`start_pump` detaches the lane before it sets the speed", BEFORE, "fails"),
    ("`start_pump` detaches the lane before it sets the speed", OTHERWISE, "undecided"),
]


@pytest.mark.parametrize(("said", "code", "outcome"), SAID)
def test_what_may_be_done_under_another_name_is_open(said: str, code: bytes, outcome: str) -> None:
    verdict = judge(Page({"src/lanes.rs": code}, [BLOCK], []), said)
    assert verdict.outcome == outcome, verdict.message


OWN = """
pub struct Hold<T> { at: *mut T }
impl<T> Drop for Hold<T> { fn drop(&mut self) { free(self.at) } }
impl<T> Clone for Hold<T> { fn clone(&self) -> Self { Hold { at: self.at } } }
"""


@pytest.mark.parametrize("said", ["`Drop` frees the block only when the last holder goes away", "`clone` increments the count"])
def test_a_trait_of_a_type_that_is_to_come_is_not_there(said: str) -> None:
    page = Page({"src/main.rs": b"pub struct Other;\nimpl Drop for Other { fn drop(&mut self) {} }\n"}, [OWN], [])
    assert judge(page, said).outcome == "fails"


def test_the_trait_of_a_named_type_is_that_of_it() -> None:
    page = Page({"src/main.rs": b"pub struct Other;\nimpl Clone for Other { fn clone(&self) -> Self { Other } }\n"}, [OWN], [])
    assert judge(page, "`clone` of `Other` copies the block").outcome != "fails"


def test_an_impl_for_a_type_that_is_there_says_nothing() -> None:
    page = Page({"src/main.rs": b"pub struct Hold<T> { at: *mut T }\n"}, [OWN.partition("\n")[2].partition("\n")[2]], [])
    assert judge(page, "`clone` increments the count").outcome != "holds"
