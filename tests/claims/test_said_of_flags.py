"""Flags, conditions on a flag, registers of the outside and calls that try: what is so holds, what a method does against the words fails, and
what is not spoken of, or is in some builds only, is left open."""

from __future__ import annotations

import pytest

from tests.claims.test_versions import Page, outcomes

LEASE = """
use crate::bus;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeaseError { Taken, Many }

pub const MOST: usize = 5;

pub struct Lease {
    line: u16,
    saved_control: u16,
    channels: Vec<(u32, u8)>,
    live: bool,
}

impl Lease {
    pub fn take(line: u16) -> Result<Self, LeaseError> {
        if !bus::try_take(line) {
            return Err(LeaseError::Taken);
        }
        let saved_control = bus::read16(line, bus::CONTROL);
        Ok(Self { line, saved_control, channels: Vec::new(), live: true })
    }

    pub fn power_up(&mut self) {
        let control = bus::read16(self.line, bus::CONTROL);
        bus::write16(self.line, bus::CONTROL, control | bus::CONTROL_POWER);
    }

    pub fn open(&mut self, owner: u32) -> Result<u8, LeaseError> {
        if self.channels.len() >= MOST {
            return Err(LeaseError::Many);
        }
        let channel = bus::open_channel(owner).ok_or(LeaseError::Taken)?;
        self.channels.push((owner, channel));
        Ok(channel)
    }

    pub fn quiet(&mut self) {
        self.live = false;
    }

    pub fn revive(&mut self) {
        self.live = true;
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if !self.live {
            return;
        }
        for &(owner, channel) in self.channels.iter().rev() {
            bus::stop_channel(owner, channel);
            bus::close_channel(owner, channel);
        }
        bus::write16(self.line, bus::CONTROL, self.saved_control);
        bus::give_up(self.line);
        bus::note_end(self.line, self.channels.len());
    }
}
"""

TAKE = "`take()` returns a live lease"
FLAG = "`quiet()` clears the live flag and `revive()` sets it again"
REFUSED = "`take()` returns `Taken` when the bus refuses the line"
RESTORES = "`Drop` restores the saved control register if live"
IN_ORDER = "`Drop` stops and then closes every channel, newest first, if live"
NOTHING = "`Drop` does nothing if not live"
BITS = "`power_up()` sets the power bit and leaves the other control bits alone"
RECORDS = "`open()` records the owner/channel pair"
MANY = "`open()` returns `Many` once `MOST` channels are held, without opening another one"
NOTED = "`Drop` calls `note_end()` with the line and the number of channels"


def told(sentence: str, *changes: tuple[str, str]) -> str:
    code = LEASE
    for old, new in changes:
        assert old in code
        code = code.replace(old, new, 1)
    (outcome,) = outcomes(Page("Lease", LEASE, [sentence], "", "", []), code)
    return outcome


@pytest.mark.parametrize("sentence", [TAKE, FLAG, REFUSED, RESTORES, IN_ORDER, NOTHING])
def test_what_is_so_holds(sentence: str) -> None:
    assert told(sentence) == "holds"


@pytest.mark.parametrize("sentence", [BITS, RECORDS, MANY, NOTED])
def test_what_is_read_in_part_never_holds(sentence: str) -> None:
    assert told(sentence) == "undecided"


@pytest.mark.parametrize(
    ("sentence", "old", "new"),
    [
        (TAKE, "live: true }", "live: false }"),
        (FLAG, "self.live = false", "let mut live = self.live; live = false"),
        (REFUSED, "return Err(LeaseError::Taken);", "return Err(LeaseError::Many);"),
        (RESTORES, "= bus::read16(line, bus::CONTROL);\n        Ok", "= bus::read16(line, bus::STATUS);\n        Ok"),
        (RESTORES, "bus::CONTROL, self.saved_control);", "bus::CONTROL, bus::read16(self.line, bus::CONTROL));"),
        (IN_ORDER, ".iter().rev()", ".iter()"),
        (IN_ORDER, "bus::close_channel(owner, channel);", ""),
        (NOTHING, "            return;\n        }\n        for", "            bus::give_up(self.line);\n        }\n        for"),
        (BITS, "control | bus::CONTROL_POWER", "control & bus::CONTROL_POWER"),
        (RECORDS, "push((owner, channel))", "push((self.line as u32, channel))"),
        (MANY, ">= MOST", "> MOST"),
        (NOTED, "self.channels.len());", "0);"),
    ],
)
def test_what_a_method_does_against_the_words_fails(sentence: str, old: str, new: str) -> None:
    assert told(sentence, (old, new)) == "fails"


def test_what_is_done_without_is_not_done() -> None:
    check = "        if self.channels.len() >= MOST {\n            return Err(LeaseError::Many);\n        }\n"
    opened = "        let channel = bus::open_channel(owner).ok_or(LeaseError::Taken)?;\n"
    assert told(MANY, (check + opened, opened + check)) == "fails"


@pytest.mark.parametrize(
    ("sentence", "old", "new"),
    [
        (RECORDS, ">= MOST", "> MOST"),  # what is recorded is as it was
        (NOTED, "bus::close_channel(owner, channel);", ""),
        (BITS, "        bus::write16(self.line, bus::CONTROL, control | bus::CONTROL_POWER);", "        if control & bus::CONTROL_POWER == 0 { bus::write16(self.line, bus::CONTROL, control | bus::CONTROL_POWER); }"),
        ("`open()` records the channel", "push((owner, channel))", "push((0, channel))"),
    ],
)  # fmt: skip
def test_what_is_not_spoken_of_does_not_fail(sentence: str, old: str, new: str) -> None:
    assert told(sentence, (old, new)) != "fails"


def test_of_several_reasons_another_may_be_meant() -> None:
    shown = LEASE.replace("if self.channels.len() >= MOST {", "if self.channels.len() >= MOST || owner == 0 {")
    code = LEASE.replace("if self.channels.len() >= MOST {", "if owner == 0 {")
    (outcome,) = outcomes(Page("Lease", shown, ["`open()` returns `Many` for owner zero"], "", "", []), code)
    assert outcome != "fails"


@pytest.mark.parametrize("sentence", [IN_ORDER, NOTHING, TAKE])
def test_code_of_some_builds_only_holds_nothing(sentence: str) -> None:
    assert told(sentence, ("impl Drop for Lease", '#[cfg(feature = "undo")]\nimpl Drop for Lease')) == "undecided"


@pytest.mark.parametrize(
    "sentence",
    ["The line is given up last, after the stop of the channels", "Spare channels are closed with the owner of their line"],
)
def test_words_that_no_life_was_asked_about_hold_nothing(sentence: str) -> None:
    assert told(sentence) != "holds"


def test_the_type_whose_methods_are_named_is_meant() -> None:
    one = "pub struct A { live: bool }\nimpl A { pub fn start() -> Self { Self { live: true } } pub fn seen(&self) -> bool { self.live } }\n"
    both = one + one.replace("A", "B").replace("start", "begin")
    page = Page("x", both, ["`begin()` sets the live flag", "`start()` sets the live flag"], "", "", [])
    assert outcomes(page, both) == ["holds", "holds"]
    wrong = both.replace("begin() -> Self { Self { live: true", "begin() -> Self { Self { live: false")
    assert outcomes(page, wrong) == ["fails", "holds"]


def test_numbers_that_are_not_zero() -> None:
    source = """
use core::num::NonZeroU32;
pub struct Ids { next: u32, first: bool }
impl Ids {
    pub fn new() -> Self { Self { next: 0, first: true } }
    pub fn take(&mut self) -> Option<u32> { self.first = NonZeroU32::new(self.next)?.get() == 1; Some(self.next) }
}
"""
    (outcome,) = outcomes(Page("Ids", source, ["`new()` sets the first flag"], "", "", []), source)
    assert outcome == "holds"
