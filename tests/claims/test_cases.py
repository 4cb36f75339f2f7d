"""What people write about errors that are turned into others, checked states, and what is told to the outside: held against every case."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told
from tests.claims.test_pages import PAGES, judge, read_page

FAULTS = """
use crate::journal;
use crate::probe::ProbeError;
use crate::valve::ValveError;

/// The widest reading that has a meaning.
pub const MOST: i64 = 900;
/// Longest label of a bed.
pub const LABEL_MAX: usize = 12;

/// What the panel is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Lamp { Amber = 3, Red = 4, Blue = 7 }

/// All that can go wrong with a bed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BedFault {
    Dry,
    Flooded,
    Valve(ValveError),
    Probe(ProbeError),
}

impl BedFault {
    pub fn is_urgent(&self) -> bool { matches!(self, BedFault::Flooded | BedFault::Valve(ValveError::Stuck)) }
}

impl From<ValveError> for BedFault {
    fn from(e: ValveError) -> Self { BedFault::Valve(e) }
}

impl From<ProbeError> for BedFault {
    fn from(e: ProbeError) -> Self {
        match e { ProbeError::NoWater => BedFault::Dry, other => BedFault::Probe(other) }
    }
}

impl From<&BedFault> for Lamp {
    fn from(fault: &BedFault) -> Lamp {
        match fault {
            BedFault::Dry | BedFault::Flooded => Lamp::Blue,
            BedFault::Valve(_) => Lamp::Red,
            BedFault::Probe(ProbeError::Unplugged(_)) => Lamp::Red,
            BedFault::Probe(_) => Lamp::Amber,
        }
    }
}

/// The number for the panel: the reading, or the lamp with its sign turned.
pub fn panel(bed: u32, outcome: Result<i64, BedFault>) -> i64 {
    match outcome {
        Ok(reading) => if reading > MOST { MOST } else { reading },
        Err(fault) => {
            if let BedFault::Probe(ProbeError::Unplugged(pin)) = fault { journal::note_pin(bed, pin); }
            -(Lamp::from(&fault) as i64)
        }
    }
}

pub fn check_label(label: &str) -> Result<(), BedFault> {
    if label.is_empty() || label.len() > LABEL_MAX { return Err(BedFault::Flooded); }
    Ok(())
}
"""
OF_FAULTS = """
A stuck valve is urgent
`Dry` isn't urgent
Errors other than `Flooded` and `Valve` are not urgent
A dry bed is shown as `Blue`
An unplugged probe is reported as `Red`
`Lamp::from(&BedFault::Flooded)` yields `Lamp::Blue`
`ProbeError::NoWater` turns into `BedFault::Dry`
Every `ProbeError` but `NoWater` ends up in `Probe`
`panel` gives -4 for `Err(Valve(Stuck))`
`panel()` writes one journal note for an unplugged probe
No journal note for `Dry`, `Flooded` or a valve
Only an unplugged probe is logged by `panel`
Unplugged probes call `journal::note_pin(bed, pin)`
An empty label is refused by `check_label`
`check_label` rejects labels longer than `LABEL_MAX` bytes
A label of exactly 12 bytes is accepted by `check_label`
`Dry` → `Blue`, `Flooded` → `Blue`, `Valve` → `Red`
Only `Flooded` and a stuck valve are urgent
"""
NOT_OF_FAULTS = """
A stuck valve is not urgent
`Dry` is urgent
A dry bed is shown as `Amber`
An unplugged probe is reported as `Amber`
`ProbeError::NoWater` turns into `Flooded`
`panel` gives 4 for `Err(Valve(Stuck))` and nothing else
`panel()` writes two journal notes for an unplugged probe
`panel` logs a valve error
Only a stuck valve is logged by `panel`
Unplugged probes call `journal::note_pin(pin, bed)`
An empty label is accepted by `check_label`
A label of exactly 12 bytes is refused by `check_label`
`Dry` → `Blue`, `Flooded` → `Red`, `Valve` → `Red`
Only `Dry` and a stuck valve are urgent
is_urgent is declared const
A stuck valve is urgent on Sundays
Nobody ever looks at the journal
"""
CHANGES = {
    "every valve": ("BedFault::Valve(ValveError::Stuck))", "BedFault::Valve(_))", set(), {3, 4, 6}),
    "no water is kept": ("ProbeError::NoWater => BedFault::Dry, other", "other", {6}, {0, 3, 8}),
    "flooded red": ("BedFault::Dry | BedFault::Flooded => Lamp::Blue", "BedFault::Dry => Lamp::Blue, BedFault::Flooded => Lamp::Red", {5}, {0, 3, 4}),
    "noted twice": ("journal::note_pin(bed, pin);", "journal::note_pin(bed, pin); journal::note_pin(bed, pin);", {9}, {3, 8, 10}),
    "turned": ("journal::note_pin(bed, pin)", "journal::note_pin(pin, bed)", {12}, {9, 10}),
    "shorter": ("label.len() > LABEL_MAX", "label.len() >= LABEL_MAX", {15}, {13, 14}),
    "empty": ("label.is_empty() || ", "", {13}, {14, 15}),
}  # fmt: skip

DOORS = """
use crate::hall::{bell, board};

/// Where a door is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaf { Shut, Opening, Open, Removed }

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoWay { pub from: Leaf, pub to: Leaf }

impl Leaf {
    pub fn may_follow(self, to: Leaf) -> bool {
        matches!((self, to), (Leaf::Shut, Leaf::Opening) | (Leaf::Opening, Leaf::Open) | (Leaf::Open, Leaf::Shut) | (Leaf::Shut, Leaf::Removed))
    }
}

pub struct Door { number: u32, leaf: Leaf, ring_due: bool }

impl Door {
    pub const fn new(number: u32) -> Self { Self { number, leaf: Leaf::Shut, ring_due: false } }

    fn step(&mut self, to: Leaf) -> Result<(), NoWay> {
        if !self.leaf.may_follow(to) { return Err(NoWay { from: self.leaf, to }); }
        self.leaf = to;
        Ok(())
    }

    pub fn swing(&mut self) -> Result<(), NoWay> {
        self.step(Leaf::Opening)?;
        board::enqueue(self.number);
        Ok(())
    }

    pub fn latch(&mut self) -> Result<bool, NoWay> {
        if self.leaf == Leaf::Opening && self.ring_due {
            self.ring_due = false;
            return Ok(false);
        }
        self.step(Leaf::Open)?;
        Ok(true)
    }

    pub fn press(&mut self) -> bool {
        if self.leaf == Leaf::Opening { self.ring_due = true; }
        self.leaf == Leaf::Opening
    }

    pub fn unhinge(&mut self) -> Result<(), NoWay> {
        self.step(Leaf::Removed)?;
        bell::notify(self.number);
        Ok(())
    }
}

pub fn scrap(door: &mut Door) -> bool { door.unhinge().is_ok() }
"""
OF_DOORS = """
`swing()` on a shut door makes it `Opening`
`swing()` in `Open` is refused
A refused `swing()` leaves the state unchanged
`swing` enqueues the door after the state change
In `swing()` the state becomes `Opening` before `board::enqueue`
`unhinge()` notifies the bell
`press()` gives true for `Opening`
`press()` sets `ring_due` in `Opening`
`Shut` -> `Opening` is allowed
The transition from `Opening` to `Removed` is illegal
`scrap()` returns false for a removed door
`latch()` gives `Ok(false)` when a ring is due
`swing()` in state `Removed` queues nothing
"""
NOT_OF_DOORS = """
`swing()` on a shut door makes it `Open`
`swing()` in `Shut` is refused
`swing` enqueues the door before the state change
`press()` gives true for `Shut`
`Shut` -> `Open` is allowed
The transition from `Opening` to `Open` is illegal
`scrap()` returns true for a removed door
`latch()` gives `Ok(true)` when a ring is due
`unhinge()` notifies the bell twice
If a door is `Shut`, `latch` makes it `Open`
`unhinge()` notifies the bell on Sundays
"""
CHANGES_OF_DOORS = {
    "told too early": ("self.step(Leaf::Opening)?;\n        board::enqueue(self.number);", "board::enqueue(self.number);\n        self.step(Leaf::Opening)?;", {3, 4}, {0, 5, 6}),
    "not told": ("        bell::notify(self.number);\n", "", {5}, {0, 3, 8}),
    "forgets to ask": ("if !self.leaf.may_follow(to) { return", "self.leaf = to;\n        if !self.leaf.may_follow(to) { return", {2}, {6}),
    "one more way": ("| (Leaf::Open, Leaf::Shut)", "| (Leaf::Open, Leaf::Shut) | (Leaf::Opening, Leaf::Removed)", {9}, {0, 6, 8}),
}  # fmt: skip


def outcomes(text: str, source: str, base: str) -> dict[str, str]:
    return told(rows(text), source, base, "cases")


@pytest.mark.parametrize(("text", "base"), [(OF_FAULTS, FAULTS), (OF_DOORS, DOORS)], ids=["faults", "doors"])
def test_what_is_true_holds(text: str, base: str) -> None:
    found = outcomes(text, base, base)
    assert set(found.values()) == {"holds"}, {s: v for s, v in found.items() if v != "holds"}


@pytest.mark.parametrize(("text", "base"), [(NOT_OF_FAULTS, FAULTS), (NOT_OF_DOORS, DOORS)], ids=["faults", "doors"])
def test_what_is_not_true_never_holds(text: str, base: str) -> None:
    found = outcomes(text, base, base)
    assert "holds" not in found.values(), found


def test_what_not_even_the_specs_own_code_does_may_have_been_misread() -> None:
    found = outcomes(NOT_OF_FAULTS, FAULTS, FAULTS)
    assert "holds" not in found.values(), found


@pytest.mark.parametrize("name", CHANGES)
def test_a_fault_fails_where_the_words_speak_of_it(name: str) -> None:
    old, new, failing, others = CHANGES[name]
    found = list(outcomes(OF_FAULTS, changed(FAULTS, [(old, new)]), FAULTS).values())
    assert {n for n in failing if found[n] == "fails"} == failing, found
    assert not {n for n in others if found[n] == "fails"}, found


@pytest.mark.parametrize("name", CHANGES_OF_DOORS)
def test_a_wrong_step_fails_where_the_words_speak_of_it(name: str) -> None:
    old, new, failing, others = CHANGES_OF_DOORS[name]
    found = list(outcomes(OF_DOORS, changed(DOORS, [(old, new)]), DOORS).values())
    assert {n for n in failing if found[n] == "fails"} == failing, found
    assert not {n for n in others if found[n] == "fails"}, found


def test_code_written_otherwise_holds() -> None:
    rewritten = changed(FAULTS, [
        ("if reading > MOST { MOST } else { reading }", "reading.min(MOST)"),
        ("match e { ProbeError::NoWater => BedFault::Dry, other => BedFault::Probe(other) }",
         "if e == ProbeError::NoWater { return BedFault::Dry; }\n        BedFault::Probe(e)"),
    ])  # fmt: skip
    found = outcomes(OF_FAULTS, rewritten, FAULTS)
    assert "fails" not in found.values(), found
    assert list(found.values()).count("holds") == len(found), found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("`Plug` in `Open` moves to `Shut`", "undecided"),
        ("`Plug` in `Up` moves to `Training`", "undecided"),
        ("`Pull` goes to `Open` from every state", "undecided"),  # in `Open` it is refused, so that nothing goes anywhere
        ("`Trained` in `Training` goes to `Up`", "holds"),
    ],
)
def test_what_refuses_goes_nowhere(text: str, wanted: str) -> None:
    verdict = judge(read_page(PAGES / "handles_event.md"), text)
    assert verdict.outcome == wanted, verdict.message


PUMPS = """
/// How a pump runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run { Off, Priming, Full }

/// Why it was told no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Denied;

pub struct Pump { run: Run }

impl Pump {
    pub fn new() -> Self { Self { run: Run::Off } }
    pub fn prime(&mut self) -> Result<(), Denied> {
        if self.run != Run::Off { return Err(Denied); }
        self.run = Run::Priming;
        Ok(())
    }
    pub fn open(&mut self) -> Result<(), Denied> {
        if self.run != Run::Priming { return Err(Denied); }
        self.run = Run::Full;
        Ok(())
    }
}
"""
OF_PUMPS = """
`open()` is refused while the pump is `Full`
`open()` in `Priming` makes it `Full`
"""


def test_a_case_to_which_the_tree_never_comes_tells_nothing() -> None:
    found = outcomes(OF_PUMPS, PUMPS, PUMPS)
    assert set(found.values()) == {"holds"}, found
    stays = changed(PUMPS, [("self.run = Run::Priming;", "")])
    assert "fails" not in list(outcomes(OF_PUMPS, stays, PUMPS).values())[:2]
    skips = changed(PUMPS, [("self.run = Run::Priming;", "self.run = Run::Full;")])
    assert list(outcomes(OF_PUMPS, skips, PUMPS).values())[1] != "fails"


def test_the_state_in_which_a_call_is_refused_is_not_what_it_gives() -> None:
    assert outcomes("`prime()` is refused in `Priming`", PUMPS, PUMPS).popitem()[1] != "fails"


CODES = """
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone { Low, High }

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape { Round, Flat }

impl Tone {
    pub fn of_code(code: u8) -> Option<Tone> { match code { 0 => Some(Tone::Low), 1 => Some(Tone::High), _ => None } }
    pub fn hertz(self) -> u32 { match self { Tone::Low => 110, Tone::High => 880 } }
}
impl Shape {
    pub fn of_code(code: u8) -> Option<Shape> { match code { 0 => Some(Shape::Round), 1 | 2 => Some(Shape::Flat), _ => None } }
}
"""


@pytest.mark.parametrize(
    ("text", "change", "wanted"),
    [
        ("Codes above 1 are rejected", ("", ""), {"undecided"}),  # so of one of two types
        ("`hertz()` is positive for every variant", ("", ""), {"holds"}),
        ("`hertz()` is positive for every variant", ("Tone::High => 880", "Tone::High => crate::tuning::top()"), {"undecided"}),
        ("`hertz()` is positive for every variant", ("Tone { Low, High }", "Tone { Low, High, Odd(Foreign) }"), {"undecided"}),
        ("`hertz()` is positive for every variant", ("Tone::High => 880", "Tone::High => 0"), {"fails"}),
    ],
)
def test_what_is_not_known_is_not_told(text: str, change: tuple[str, str], wanted: set[str]) -> None:
    found = outcomes(text, changed(CODES, [change]), CODES)
    assert set(found.values()) == wanted, found


SWEEPS = """
/// How a bank of lamps is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bank { Dark, Lit }

pub struct Sweep { bank: Bank, base: usize }

impl Sweep {
    pub fn new(base: usize) -> Self { Self { bank: Bank::Dark, base } }
    pub fn light(&mut self, bright: u8, slow: usize) -> usize {
        let mut burnt = slow;
        for n in 0..90 {
            lamps::dim(n, bright);
            if lamps::is_burnt(self.base, n) { burnt += 1; } else { lamps::switch_on(self.base, n); }
        }
        self.bank = Bank::Lit;
        burnt
    }
    pub fn darken(&mut self) {
        for n in (0..90).rev() { lamps::switch_off(self.base, n); }
        self.bank = Bank::Dark;
    }
    pub fn burnt(&self, from: usize) -> usize { (from..90).filter(|n| lamps::is_burnt(self.base, *n)).count() }
}
"""


def test_long_loops_are_gone_through_in_fewer_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    from uowgen.behaviour.outside import Outside

    calls = 0
    real = Outside.called

    def counted(self: Outside, path: str, arguments: list[object], owner: str = "") -> object:
        nonlocal calls
        calls += 1
        return real(self, path, arguments, owner)

    monkeypatch.setattr(Outside, "called", counted)
    found = outcomes("`darken()` in `Lit` makes it `Dark`", SWEEPS, SWEEPS)
    assert "fails" not in found.values(), found
    assert 0 < calls < 300_000, calls
