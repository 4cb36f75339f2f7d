"""Types that hold a state: who may go where, what calls do in which state, what refusals leave and tell, what a new one is like."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

FEEDER = """
/// What a paper feeder is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feed { Parked, Loaded, Feeding, Jammed, Retired }

impl Feed {
    pub fn leads_to(self, next: Feed) -> bool {
        use Feed::*;
        matches!((self, next), (Parked, Loaded) | (Loaded, Feeding) | (Feeding, Loaded) | (Feeding, Jammed) | (Loaded, Parked))
            || (next == Retired && self != Retired && self != Feeding)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoSuchMove { pub from: Feed, pub to: Feed }

/// One feeder of a printer.
pub struct Feeder { tray: u8, feed: Feed, sheets: Option<u16>, jams: u32 }

impl Feeder {
    pub fn new(tray: u8) -> Self { Self { tray, feed: Feed::Parked, sheets: None, jams: 0 } }
    pub fn feed(&self) -> Feed { self.feed }
    pub fn sheets(&self) -> Option<u16> { self.sheets }
    pub fn jams(&self) -> u32 { self.jams }
    pub fn go(&mut self, next: Feed) -> Result<(), NoSuchMove> {
        if !self.feed.leads_to(next) { return Err(NoSuchMove { from: self.feed, to: next }); }
        self.feed = next;
        Ok(())
    }
    pub fn load(&mut self, sheets: u16) -> Result<(), NoSuchMove> {
        self.go(Feed::Loaded)?;
        self.sheets = Some(sheets);
        Ok(())
    }
    /// A sheet is stuck. Returns whether one could be.
    pub fn jam(&mut self) -> bool {
        if self.feed != Feed::Feeding { return false; }
        self.feed = Feed::Jammed;
        self.jams += 1;
        crate::panel::alarm(self.tray);
        true
    }
    /// Parks a feeder that has just so many sheets.
    pub fn match_up(&mut self, sheets: u16) -> bool {
        if self.feed != Feed::Loaded || self.sheets != Some(sheets) { return false; }
        self.feed = Feed::Parked;
        true
    }
    pub fn clear(&mut self) {
        if self.feed != Feed::Jammed { return; }
        self.sheets = None;
        self.feed = Feed::Parked;
        crate::motor::rewind(self.tray);
    }
}
"""
TRUE = rows("""
Feeders start `Parked` and without sheets
A fresh feeder is parked, has no sheets and zero jams
`new()` makes a feeder that is parked
A loaded feeder may feed, be parked or retire
A feeding one can go to `Loaded` or `Jammed`, nothing else
A parked feeder cannot jam
A retired feeder stays retired
Nothing leaves `Retired`
The only way into `Feeding` is from `Loaded`
Only a feeding feeder can jam
Rejected moves name both states and leave the feeder as it was
A refused `go()` tells from and to; the state is kept
`jam()` makes a feeding feeder jammed and raises an alarm; ignored in any other state
`jam()` counts the jam
`jam()` raises an alarm only if the feeder was feeding
`jam()` returns `false` unless the feeder is feeding
`clear()` takes a jammed feeder back to `Parked` and rewinds the motor
`clear()` forgets the sheets and rewinds the motor
`clear()` does nothing unless the feeder is jammed
`clear()` on a loaded feeder does not touch the motor
`load()` ends in `Loaded` and stores the sheets
A failed `load()` stores no sheets
`jam()` works in `Feeding` only
`match_up()` returns `false` unless the feeder is loaded
""")
UNTRUE = rows("""
Feeders start `Loaded` and without sheets
A fresh feeder is parked and has one jam
A loaded feeder may feed or jam
A parked feeder may feed or be loaded
A feeding one can go to `Loaded`, nothing else
A loaded feeder cannot feed
A jammed feeder stays jammed
Nothing leaves `Jammed`
The only way into `Loaded` is from `Parked`
Only a parked feeder can jam
Rejected moves park the feeder
`jam()` makes a feeding feeder parked and raises an alarm; ignored in any other state
`jam()` makes a loaded feeder jammed and raises an alarm; ignored in any other state
`jam()` makes a feeding feeder jammed and rewinds the motor; ignored in any other state
`jam()` works in every state
`jam()` raises an alarm only if the feeder was loaded
`clear()` takes a feeding feeder back to `Parked` and rewinds the motor
`clear()` forgets the jams and rewinds the motor
`clear()` does nothing unless the feeder is parked
`clear()` on a jammed feeder does not touch the motor
`load()` ends in `Feeding` and stores the sheets
`load()` returns the old state
`match_up()` is a no-op
""")
FAULTS = [
    ([("feed: Feed::Parked, sheets: None", "feed: Feed::Loaded, sheets: None")], TRUE[0]),
    ([("feed: Feed::Parked, sheets: None", "feed: Feed::Parked, sheets: Some(1)")], TRUE[1]),
    ([(" | (Loaded, Parked)", ""), ("self.feed = Feed::Parked;\n        true", "true")], TRUE[3]),
    ([("(Feeding, Jammed) |", "(Feeding, Jammed) | (Feeding, Parked) |")], TRUE[4]),
    ([("next == Retired && self != Retired && self != Feeding", "next == Retired && self != Feeding || self == Retired && next == Parked")], TRUE[6]),
    ([("(Parked, Loaded) |", "(Parked, Loaded) | (Parked, Feeding) |")], TRUE[8]),
    ([("NoSuchMove { from: self.feed, to: next }", "NoSuchMove { from: next, to: self.feed }")], TRUE[10]),
    ([("if !self.feed.leads_to(next)", "let held = core::mem::replace(&mut self.feed, next); if !held.leads_to(next)")], TRUE[10]),
    ([("if self.feed != Feed::Feeding { return false; }", "")], TRUE[12]),
    ([("crate::panel::alarm(self.tray);", "")], TRUE[12]),
    ([("self.jams += 1;", "")], TRUE[13]),
    ([("if self.feed != Feed::Feeding { return false; }", "crate::panel::alarm(self.tray); if self.feed != Feed::Feeding { return false; }"), ("self.jams += 1;\n        crate::panel::alarm(self.tray);", "self.jams += 1;")], TRUE[14]),
    ([("if self.feed != Feed::Jammed { return; }", "if self.feed == Feed::Retired { return; }")], TRUE[18]),
    ([("self.sheets = None;\n", "")], TRUE[17]),
    ([("Some(sheets)", "Some(sheets & 0xff)")], TRUE[20]),
    ([("self.go(Feed::Loaded)?;\n        self.sheets = Some(sheets);", "self.sheets = Some(sheets);\n        self.go(Feed::Loaded)?;")], TRUE[21]),
]  # fmt: skip
REWRITTEN = [
    ("if self.feed != Feed::Feeding { return false; }", "match self.feed { Feed::Feeding => {} _ => return false }"),
    ("if !self.feed.leads_to(next) { return Err(NoSuchMove { from: self.feed, to: next }); }\n        self.feed = next;\n        Ok(())",
     "let from = self.feed;\n        if from.leads_to(next) { self.feed = next; return Ok(()); }\n        Err(NoSuchMove { to: next, from })"),
    ("self.go(Feed::Loaded)?;\n        self.sheets = Some(sheets);\n        Ok(())", "self.go(Feed::Loaded).map(|()| self.sheets = Some(sheets))"),
]  # fmt: skip


def test_what_is_so_in_each_state_holds_and_what_is_not_never_does() -> None:
    outcome = told([*TRUE, *UNTRUE], FEEDER, FEEDER, "Feeder")
    assert {s: outcome[s] for s in TRUE} == dict.fromkeys(TRUE, "holds")
    assert [s for s in UNTRUE if outcome[s] == "holds"] == []


def test_code_that_does_the_same_in_other_ways_holds_too() -> None:
    assert told(TRUE, changed(FEEDER, REWRITTEN), FEEDER, "Feeder") == dict.fromkeys(TRUE, "holds")


@pytest.mark.parametrize(("changes", "sentence"), FAULTS)
def test_a_fault_fails_where_the_words_speak_of_it(changes: list[tuple[str, str]], sentence: str) -> None:
    assert told([sentence], changed(FEEDER, changes), FEEDER, "Feeder") == {sentence: "fails"}


QUIET = """
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase { Waiting, Busy, Done, Failed }
/// One print job.
pub struct Job { phase: Phase }
impl Job {
    pub fn new() -> Self { Self { phase: Phase::Waiting } }
    pub fn phase(&self) -> Phase { self.phase }
    pub fn start(&mut self) { if self.phase == Phase::Waiting { self.phase = Phase::Busy; } }
    pub fn fail(&mut self) { if self.phase != Phase::Done { self.phase = Phase::Failed; } }
    pub fn finish(&mut self) { if self.phase == Phase::Busy { self.phase = Phase::Done; } }
}
"""


def test_a_call_that_cannot_refuse_does_not_work_where_it_does_nothing() -> None:
    found = told(
        ["`fail()` works from every state", "`start()` succeeds in every state", "`start()` works in `Waiting` only"],
        QUIET,
        QUIET,
        "Job",
    )
    assert list(found.values()) == ["undecided", "undecided", "holds"]
