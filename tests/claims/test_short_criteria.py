"""Short criteria that once were taken for others: what is so must not fail, what is not must not hold."""

from __future__ import annotations

from tests.claims.sentence_tables import changed, told

BERTHS = """
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Berth { Free, Held }
pub struct Quay { berths: Vec<Berth> }
impl Quay {
    pub fn new(count: usize) -> Self { Self { berths: vec![Berth::Free; count] } }
    fn put(&mut self, at: usize, what: Berth) { self.berths[at] = what; }
    fn first_free(&self) -> Option<usize> { self.berths.iter().position(|b| *b == Berth::Free) }
}
/// Berths that are held until the ship has moored.
pub struct Mooring<'a> { quay: &'a mut Quay, berths: Vec<usize>, moored: bool }
impl<'a> Mooring<'a> {
    pub fn new(quay: &'a mut Quay) -> Self { Self { quay, berths: Vec::new(), moored: false } }
    pub fn hold(&mut self) -> Option<usize> {
        let at = self.quay.first_free()?;
        self.quay.put(at, Berth::Held);
        self.berths.push(at);
        Some(at)
    }
    pub fn commit(mut self) { self.moored = true; }
}
impl Drop for Mooring<'_> {
    fn drop(&mut self) {
        if self.moored { return; }
        for &at in self.berths.iter() { self.quay.put(at, Berth::Free); }
    }
}
"""


def test_a_model_that_the_specs_own_code_goes_against_does_not_fit() -> None:
    sentence = "`Drop` frees every held berth if not committed"
    assert told([sentence], BERTHS, BERTHS, "Mooring")[sentence] != "fails"


NAILS = """
fn nail_down(plank: u32) -> Result<(), ()> { if plank > 900 { Err(()) } else { Ok(()) } }
fn pull_out(_plank: u32) {}
pub struct Nailer { planks: Vec<u32>, armed: bool }
impl Nailer {
    pub fn new() -> Self { Self { planks: Vec::new(), armed: true } }
    pub fn nail(&mut self, plank: u32) -> Result<(), ()> { nail_down(plank)?; self.planks.push(plank); Ok(()) }
    pub fn disarm(mut self) { self.armed = false; }
}
impl Drop for Nailer {
    fn drop(&mut self) {
        if self.armed { for plank in self.planks.drain(..).rev() { pull_out(plank); } }
    }
}
"""


def test_where_nothing_outside_is_ever_called_nothing_done_is_not_seen() -> None:
    sentence = "`Drop` does nothing if disarmed"
    careless = changed(NAILS, [("if self.armed { for", "{ for")])
    assert told([sentence], careless, NAILS, "Nailer")[sentence] != "holds"


FAULTS = """
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault { Again, Gone }
impl Fault {
    pub fn name(&self) -> &'static str { match self { Fault::Again => "EAGAIN", Fault::Gone => "EPIPE" } }
    pub fn code(&self) -> i32 { match self { Fault::Again => 11, Fault::Gone => 32 } }
}
"""


def test_of_a_function_that_gives_texts_the_name_of_a_number_is_meant() -> None:
    asked = [
        "`name()` returns `EAGAIN` for `Again`",
        "`name()` returns `EPIPE` for `Again`",
        "`code()` returns `EAGAIN` for `Again`",
    ]
    assert list(told(asked, FAULTS, FAULTS, "Fault").values()) == ["holds", "fails", "holds"]


LINK = """
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase { Down, Asked, Up }
#[derive(Debug, PartialEq, Eq)]
pub struct WrongPhase;
pub struct Link { phase: Phase, rate: u64 }
impl Link {
    pub fn new() -> Self { Self { phase: Phase::Down, rate: 0 } }
    pub fn phase(&self) -> Phase { self.phase }
    pub fn ask(&mut self) -> Result<(), WrongPhase> {
        if self.phase != Phase::Down { return Err(WrongPhase); }
        self.phase = Phase::Asked;
        Ok(())
    }
    pub fn agree(&mut self, offered: u64, wanted: u64) -> Result<u64, WrongPhase> {
        if self.phase != Phase::Asked { return Err(WrongPhase); }
        self.rate = offered & wanted;
        Ok(self.rate)
    }
    pub fn start(&mut self) -> Result<(), WrongPhase> {
        if self.phase != Phase::Asked { return Err(WrongPhase); }
        self.phase = Phase::Up;
        Ok(())
    }
}
"""


def test_what_is_accepted_need_not_change_the_state() -> None:
    sentence = "`agree()` is only accepted in `Asked`"
    assert told([sentence], LINK, LINK, "Link")[sentence] != "fails"
    careless = changed(LINK, [("if self.phase != Phase::Asked { return Err(WrongPhase); }\n        self.rate", "self.rate")])
    assert told([sentence], careless, LINK, "Link")[sentence] != "holds"


TAG = """
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tag(u16);
impl Tag {
    pub const LAST: u16 = 2047;
    pub fn new(raw: u16) -> Option<Tag> { if raw > Self::LAST { None } else { Some(Tag(raw)) } }
}
"""


def test_a_bound_behind_a_result_is_the_situation() -> None:
    sentence = "`new()` returns `None` above `LAST`"
    assert told([sentence], TAG, TAG, "Tag")[sentence] == "holds"
    assert told([sentence], changed(TAG, [("raw > Self::LAST", "raw > Self::LAST + 1")]), TAG, "Tag")[sentence] == "fails"
