"""Ids in short words: their constants, the one bit of each, texts with a place for the number, parts of an argument that are refused."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

LANE = """
/// Lanes that the link has.
pub const LANES: u32 = 12;
const SPARE: u64 = 0xff00_0000_0000;

/// One lane of the link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lane(u16);

impl Lane {
    /// The lane that is up after reset.
    pub const RESET: Lane = Lane(0);
    /// The lane that training uses.
    pub const TRAINING: Lane = Lane(5);
    pub const TOP: Lane = Lane(11);

    pub fn new(lane: u32) -> Option<Lane> {
        if lane < LANES { Some(Lane(lane as u16)) } else { None }
    }
    /// Of a status word; the port stands above the lane.
    pub fn from_status(raw: u64) -> Option<Lane> {
        let port = (raw >> 16) & 0xff;
        if port != 0 || raw & SPARE != 0 { return None; }
        Lane::new((raw & 0xffff) as u32)
    }
    pub fn number(self) -> u32 { self.0 as u32 }
    pub fn following(self) -> Lane { if self.0 + 1 == LANES as u16 { Lane::RESET } else { Lane(self.0 + 1) } }
    pub fn bit(self) -> u32 { 1 << self.0 }
    pub fn up_to(self) -> u32 { (2 << self.0) - 1 }
}

impl core::fmt::Display for Lane {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { write!(f, "lane:{}", self.0) }
}
"""
TRUE = rows("""
`RESET` is lane 0
`TRAINING` is lane 5
`Lane::TRAINING` has number 5
`RESET` is the first lane
`TOP` is the last valid lane
`following()` wraps to `RESET` after the last lane
`following()` wraps around to lane 0 after `TOP`
`following()` of the last lane is `RESET`
The last lane is followed by `RESET`
`bit()` is a single bit, at the lane's position
`bit()` has exactly one bit set, at the lane's number
`bit()` sets only the bit of the lane
`bit()` is `1 << lane.0`
Displays as `lane:N`
`Display` prints `lane:<number>`
Lanes are displayed as `lane:{}`
Lane 3 displays as `lane:3`
`from_status()` rejects other ports
`from_status()` only accepts port 0
`from_status()` returns `None` for ports other than 0
A nonzero port gives `None`
`from_status()` rejects spare bits
""")
UNTRUE = rows("""
`RESET` is lane 1
`TRAINING` has number 4
`TOP` is the first lane
`TRAINING` is the last lane
`following()` wraps to `TRAINING` after the last lane
`following()` wraps to `RESET` after lane 5
`up_to()` is a single bit, at the lane's position
`up_to()` sets only the bit of the lane
Displays as `lane-N`
Displays as `Lane:N`
Lane 3 displays as `lane:4`
`from_status()` rejects other lanes' ports
`from_status()` only accepts port 1
`from_status()` accepts other ports
`new()` rejects other ports
""")
# The same in other code, and one fault each.
ALIKE = [
    ("if lane < LANES { Some(Lane(lane as u16)) } else { None }", "(0..LANES).contains(&lane).then(|| Lane(lane as u16))"),
    ("let port = (raw >> 16) & 0xff;\n        if port != 0 || raw & SPARE != 0 { return None; }", "if raw & (0xff_0000 | SPARE) != 0 { return None; }"),
    ("if self.0 + 1 == LANES as u16 { Lane::RESET } else { Lane(self.0 + 1) }", "Lane((self.0 + 1) % LANES as u16)"),
    ("1 << self.0 }\n    pub fn up", "1u32.rotate_left(self.number()) }\n    pub fn up"),
    ('write!(f, "lane:{}", self.0)', 'f.write_str("lane:")?; core::fmt::Display::fmt(&self.0, f)'),
]  # fmt: skip
FAULTS = [
    ("RESET: Lane = Lane(0)", "RESET: Lane = Lane(1)", "`RESET` is lane 0"),
    ("TOP: Lane = Lane(11)", "TOP: Lane = Lane(10)", "`TOP` is the last valid lane"),
    ("self.0 + 1 == LANES as u16", "self.0 == LANES as u16", "`following()` wraps to `RESET` after the last lane"),
    ("1 << self.0 }\n    pub fn up", "1 << (self.0 + 1) }\n    pub fn up", "`bit()` is a single bit, at the lane's position"),
    ("1 << self.0 }\n    pub fn up", "(2 << self.0) - 1 }\n    pub fn up", "`bit()` sets only the bit of the lane"),
    ('"lane:{}", self.0', '"lane:{}", self.0 + 1', "Displays as `lane:N`"),
    ("(raw >> 16) & 0xff", "(raw >> 16) & 0x7f", "`from_status()` rejects other ports"),
    ("port != 0 ||", "port > 1 ||", "A nonzero port gives `None`"),
    ("|| raw & SPARE != 0", "", "`from_status()` rejects spare bits"),
]


def test_what_is_so_of_ids_holds() -> None:
    assert [s for s, o in told(TRUE, LANE, LANE, "Lane").items() if o != "holds"] == []
    assert [s for s, o in told(TRUE, changed(LANE, ALIKE), LANE, "Lane").items() if o != "holds"] == []


def test_what_is_not_so_of_ids_never_holds() -> None:
    assert [s for s, o in told(UNTRUE, LANE, LANE, "Lane").items() if o == "holds"] == []


@pytest.mark.parametrize(("old", "new", "said"), FAULTS)
def test_a_fault_of_ids_fails_where_the_words_speak_of_it(old: str, new: str, said: str) -> None:
    found = told([*TRUE], changed(LANE, [(old, new)]), LANE, "Lane")
    assert found[said] == "fails"


def test_a_constructor_that_takes_more_does_not_move_the_last_one() -> None:
    more = changed(LANE, [("if lane < LANES", "if lane <= LANES")])
    found = told(["`following()` wraps to `RESET` after the last lane", "Displays as `lane:N`"], more, LANE, "Lane")
    assert list(found.values()) == ["holds", "holds"]


def test_a_number_that_the_constructor_keeps_in_another_form_is_the_one_that_was_given() -> None:
    shifted = changed(LANE, [("Some(Lane(lane as u16))", "Some(Lane(lane as u16 + 1))"), ("Lane = Lane(0)", "Lane = Lane(1)")])
    assert told(["`RESET` is lane 0", "`RESET` is lane 1"], shifted, shifted, "Lane")["`RESET` is lane 0"] == "holds"
