"""Where two fields, or two types, could be what a sentence speaks of, the one is meant that its words name; else nothing is said of it."""

from __future__ import annotations

from tests.claims.sentence_tables import changed, rows, told

TUBE = """
/// A tube between one pourer and one drinker.
pub struct Tube { filled: usize, pourer_open: bool, drinker_open: bool }
impl Tube {
    pub fn new() -> Self { Self { filled: 0, pourer_open: true, drinker_open: true } }
    /// Close the pour end; what was poured can still be drunk at the drink end.
    pub fn close_pourer(&mut self) { self.pourer_open = false; }
    /// Close the drink end and throw away what is left.
    pub fn close_drinker(&mut self) { self.drinker_open = false; self.filled = 0; }
    pub fn pour(&mut self) -> bool {
        if !self.pourer_open || !self.drinker_open { return false; }
        self.filled += 1;
        true
    }
    pub fn filled(&self) -> usize { self.filled }
    pub fn pourer_open(&self) -> bool { self.pourer_open }
    pub fn drinker_open(&self) -> bool { self.drinker_open }
}
"""
LIFT = """
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mood { Parked, Rising, Sinking, Halted }
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LiftError { NotNow }
pub struct Lift { mood_after: Mood, state: Mood }
impl Lift {
    pub fn new() -> Self { Self { mood_after: Mood::Parked, state: Mood::Parked } }
    pub fn rise(&mut self) -> Result<(), LiftError> {
        if !matches!(self.state, Mood::Parked | Mood::Rising) { return Err(LiftError::NotNow); }
        self.state = Mood::Rising;
        Ok(())
    }
    pub fn sink(&mut self) -> Result<(), LiftError> {
        if self.state != Mood::Parked { return Err(LiftError::NotNow); }
        self.state = Mood::Sinking;
        Ok(())
    }
    pub fn halt(&mut self) -> Result<(), LiftError> {
        if self.state == Mood::Halted { return Err(LiftError::NotNow); }
        self.mood_after = self.state;
        self.state = Mood::Halted;
        Ok(())
    }
    pub fn go_on(&mut self) -> Result<(), LiftError> {
        if self.state != Mood::Halted { return Err(LiftError::NotNow); }
        self.state = self.mood_after;
        Ok(())
    }
}
"""
ERRORS = """
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LampError { Burnt, Loose, Dim }
impl LampError {
    pub fn code(self) -> u16 {
        match self { Self::Burnt => 0x21, Self::Loose => 0x22, Self::Dim => 0x23 }
    }
}
impl From<WireFault> for LampError {
    fn from(f: WireFault) -> Self {
        match f { WireFault::Burnt => Self::Burnt, WireFault::Off => Self::Loose }
    }
}
impl From<LampError> for HouseCode {
    fn from(e: LampError) -> Self {
        match e { LampError::Burnt | LampError::Dim => HouseCode::EIO, LampError::Loose => HouseCode::EAGAIN }
    }
}
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WireFault { Burnt, Off }
"""


def test_of_two_ends_the_one_is_meant_that_is_named() -> None:
    so = rows("""
`close_pourer()` closes the pour end
`close_drinker()` closes the drink end
""")
    untrue = rows("""
`close_pourer()` closes the drink end
`close_pourer()` also closes the drink end
`close_drinker()` closes the pour end
""")
    outcome = told([*so, *untrue], TUBE, TUBE, "Tube")
    assert {s: outcome[s] for s in so} == dict.fromkeys(so, "holds")
    assert [s for s in untrue if outcome[s] == "holds"] == []


def test_the_state_that_a_value_is_in_is_meant_and_none_that_it_remembers() -> None:
    so = rows("""
`sink()` is refused when the lift is `Rising`
`rise()` is refused when the lift is `Halted`
`halt()` is refused when the lift is already `Halted`
""")
    untrue = rows("""
`rise()` is refused when the lift is already `Rising`
`halt()` is refused when the lift is `Sinking`
`go_on()` is refused when the lift is `Halted`
""")
    outcome = told([*so, *untrue], LIFT, LIFT, "Lift")
    assert {s: outcome[s] for s in so} == dict.fromkeys(so, "holds")
    assert [s for s in untrue if outcome[s] == "holds"] == []


def test_an_error_code_of_another_type_is_no_number_and_no_error_of_this_one() -> None:
    so = rows("""
`Burnt` maps to `EIO`
`Loose` maps to `EAGAIN`
`Loose` has errno EAGAIN
""")
    outcome = told(so, ERRORS, ERRORS, "LampError")
    assert [s for s in so if outcome[s] == "fails"] == []


SHELVES = """
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span { pub start: usize, pub end: usize }
pub struct Shelves { spans: Vec<Span> }
impl Shelves {
    pub fn new() -> Self { Self { spans: Vec::new() } }
    pub fn put(&mut self, start: usize, end: usize) -> bool {
        if start >= end || self.spans.iter().any(|s| s.start < end && start < s.end) { return false; }
        self.spans.push(Span { start, end });
        true
    }
    pub fn holding(&self, at: usize) -> Option<Span> {
        self.spans.iter().find(|s| s.start <= at && at < s.end).copied()
    }
}
"""
FAULTS = """
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Jam { Paper, Ink }
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PrintFault { Off, Stuck(Jam) }
impl PrintFault {
    pub fn code(self) -> i32 {
        match self { Self::Off => -3, Self::Stuck(Jam::Ink) => -40, Self::Stuck(_) => -4 }
    }
    pub fn new() -> Self { Self::Off }
}
"""


def test_a_part_of_one_thing_is_not_how_many_there_are() -> None:
    so = "`holding()` returns `None` if nothing is held"
    untrue = [
        "`holding()` returns `None` if `at` is the start of a span",
        "`holding()` returns `None` if `at` is the start of one of the spans",
    ]
    outcome = told([so, *untrue], SHELVES, SHELVES, "Shelves")
    assert [s for s in untrue if outcome[s] == "holds"] == []


def test_a_variant_with_just_this_in_it_is_that_value_alone() -> None:
    so = rows("""
`PrintFault::Stuck(Jam::Ink)` maps to -40
`PrintFault::Stuck(Jam::Paper)` maps to -4
""")
    untrue = ["`PrintFault::Stuck(Jam::Paper)` maps to -40"]
    outcome = told([*so, *untrue], FAULTS, FAULTS, "PrintFault")
    assert {s: outcome[s] for s in so} == dict.fromkeys(so, "holds")
    assert outcome[untrue[0]] == "fails"


def test_what_is_called_on_a_new_value_is_not_what_makes_it() -> None:
    chained = FAULTS + "pub fn later() -> PrintFault { unknown::place() }\n"
    criteria = ["`PrintFault::new().code()` returns `Some(-3)`", "`later().code()` returns `-3`"]
    outcome = told(criteria, chained, chained, "PrintFault")
    assert outcome[criteria[1]] == "undecided"


FERRY = """
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Berth { Docked, Loading, Away, Sunk }
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotNow;
pub struct Ferry { berth: Berth, pier: Option<u8>, trips: u32 }
impl Ferry {
    pub fn new() -> Self { Self { berth: Berth::Docked, pier: None, trips: 0 } }
    pub fn berth(&self) -> Berth { self.berth }
    pub fn trips(&self) -> u32 { self.trips }
    pub fn load(&mut self, pier: u8) -> Result<(), NotNow> {
        if self.berth != Berth::Docked { return Err(NotNow); }
        self.berth = Berth::Loading;
        self.pier = Some(pier);
        Ok(())
    }
    pub fn cast_off(&mut self) -> Result<(), NotNow> {
        if self.berth != Berth::Loading { return Err(NotNow); }
        self.trips += 1;
        self.berth = Berth::Away;
        Ok(())
    }
    pub fn call_back(&mut self, pier: u8) -> bool {
        if self.berth != Berth::Away || self.pier != Some(pier) { return false; }
        self.pier = None;
        self.berth = Berth::Docked;
        true
    }
    pub fn sink(&mut self) {
        self.berth = Berth::Sunk;
        self.pier = None;
    }
}
"""


def test_what_is_counted_is_not_counted_where_it_is_refused() -> None:
    so = "`cast_off()` counts trips"
    assert told([so], FERRY, FERRY, "Ferry") == {so: "holds"}
    early = changed(
        FERRY,
        [
            ("        self.trips += 1;\n", ""),
            ("        if self.berth != Berth::Loading", "        self.trips += 1;\n        if self.berth != Berth::Loading"),
        ],
    )
    assert told([so], early, FERRY, "Ferry") == {so: "fails"}


def test_a_way_out_of_a_state_that_leads_through_what_is_remembered_is_found() -> None:
    so = "Nothing leaves `Sunk`"
    assert told([so], FERRY, FERRY, "Ferry") == {so: "holds"}
    risen = changed(
        FERRY,
        [
            (
                "if self.berth != Berth::Away || self.pier != Some(pier) { return false; }",
                "if self.pier != Some(pier) { return false; }",
            ),
            ("        self.berth = Berth::Sunk;\n        self.pier = None;\n", "        self.berth = Berth::Sunk;\n"),
        ],
    )
    assert told([so], risen, FERRY, "Ferry") == {so: "fails"}


def test_a_local_of_the_same_name_is_not_the_field() -> None:
    latch = """
pub struct Latch { shut: bool }
impl Latch {
    pub fn new() -> Self { Self { shut: false } }
    pub fn close(mut self) { self.shut = true; }
}
impl Drop for Latch {
    fn drop(&mut self) { if self.shut { return; } crate::door::swing(); }
}
"""
    so = "`close()` sets `shut`"
    assert told([so], latch, latch, "Latch") == {so: "holds"}
    copied = changed(
        latch,
        [
            (
                "pub fn close(mut self) { self.shut = true; }",
                "pub fn close(self) { let mut shut = self.shut; shut = true; let _ = shut; }",
            )
        ],
    )
    assert told([so], copied, latch, "Latch")[so] != "holds"
