"""What people write about a type that takes events and counts some of them in a field that no method tells."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import rows, told

BASE = """
/// Dry runs after which the pump is locked.
pub const MAX_DRY: u8 = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PumpState { Idle, Priming, Running, Locked }

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PumpEvent { Start, Primed, RanDry, Stop }

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Misplaced { pub state: PumpState, pub event: PumpEvent }

pub struct Pump {
    state: PumpState,
    dry_runs: u8,
}

impl Pump {
    pub const fn new() -> Self {
        Self { state: PumpState::Idle, dry_runs: 0 }
    }

    pub fn state(&self) -> PumpState { self.state }

    pub fn handle(&mut self, event: PumpEvent) -> Result<PumpState, Misplaced> {
        self.state = match (self.state, event) {
            (_, PumpEvent::Stop) => PumpState::Idle,
            (PumpState::Idle, PumpEvent::Start) => {
                self.dry_runs = 0;
                PumpState::Priming
            }
            (PumpState::Priming, PumpEvent::Primed) => PumpState::Running,
            (PumpState::Running, PumpEvent::RanDry) => {
                self.dry_runs += 1;
                if self.dry_runs >= MAX_DRY { PumpState::Locked } else { PumpState::Running }
            }
            (state, event) => return Err(Misplaced { state, event }),
        };
        Ok(self.state)
    }
}
"""
TRUE = """
`Pump::new()` is `Idle`
`new()` starts in `Idle`
A new pump is `Idle`
A new pump starts `Idle`
A new pump starts out in `Idle`
The initial state is `Idle`
`Stop` leads to `Idle` from any state
`Stop` leads to `Idle` from every state
`Stop` always leads to `Idle`, whatever the state
`Stop` in any state goes to `Idle`
From any state `Stop` leads to `Idle`
In every state `Stop` leads to `Idle`
From every state, `Stop` goes back to `Idle`
`Stop` returns the pump to `Idle` from any state
`Stop` brings the pump to `Idle` from everywhere
`Stop` takes any state to `Idle`
`Stop` leads to `Idle` regardless of the state
Any state -> `Idle` on `Stop`
Third `RanDry` leads to `Locked`
The third `RanDry` leads to `Locked`
The third `RanDry` goes to `Locked`
The third `RanDry` makes it `Locked`
The third `RanDry` in a row leads to `Locked`
After the third `RanDry` the state is `Locked`
After the third `RanDry` the pump is `Locked`
After three `RanDry` events the pump is `Locked`
After `MAX_DRY` `RanDry` events the pump is `Locked`
Three `RanDry` lead to `Locked`
`Locked` after three `RanDry` events
`Locked` is reached after `MAX_DRY` `RanDry` events
`Locked` is entered on the third `RanDry`
`RanDry` leads to `Locked` the third time
`Start` resets the dry run counter
`Start` clears the dry-run counter
`Start` resets the counter
`Start` clears `dry_runs`
`Start` resets `dry_runs` to 0
`Start` sets the number of dry runs back to zero
The dry run counter is reset by `Start`
The counter is reset on `Start`
The dry runs are counted from zero again after `Start`
The counter starts over on `Start`
`dry_runs` is cleared on each `Start`
After `Start` the dry runs are counted from zero again
Invalid events return `Misplaced` and do not change the state
Invalid events return `Misplaced` and leave the state unchanged
An invalid event returns `Misplaced` and changes nothing
Unexpected events return `Misplaced`, state unchanged
Unexpected events are refused with `Misplaced`
Illegal transitions are rejected with `Misplaced` and leave the pump as it was
Any other event is refused with `Misplaced` and the state stays the same
An event that makes no sense in the state returns `Misplaced`
`handle()` returns `Misplaced` for invalid events
`handle()` rejects invalid events with `Misplaced`
`handle()` returns `Misplaced` for invalid events and does not change the state
Events that are not expected give `Misplaced` and keep the state
"""
UNTRUE = """
`Pump::new()` is `Running`
`Start` leads to `Priming` from any state
Second `RanDry` leads to `Locked`
The fourth `RanDry` leads to `Locked`
`Primed` resets the dry run counter
`Stop` resets the dry run counter
`Start` resets the hour counter
`Stop` leads to `Idle` from any state after a second
Invalid events return `Misplaced` and lock the pump
Invalid events are logged
"""

# A change of the code, sentences that fail with it, and sentences that must not.
FAULTS = {
    "locked for good": (
        "(_, PumpEvent::Stop) =>",
        "(PumpState::Idle | PumpState::Priming | PumpState::Running, PumpEvent::Stop) =>",
        ["`Stop` leads to `Idle` from any state", "From any state `Stop` leads to `Idle`"],
        ["The third `RanDry` leads to `Locked`", "`Start` resets the dry run counter", "`Pump::new()` is `Idle`"],
    ),
    "one too many": (
        "self.dry_runs >= MAX_DRY",
        "self.dry_runs > MAX_DRY",
        ["The third `RanDry` leads to `Locked`", "After `MAX_DRY` `RanDry` events the pump is `Locked`"],
        ["`Pump::new()` is `Idle`", "`Start` resets the dry run counter"],
    ),
    "one too few": (
        "self.dry_runs >= MAX_DRY",
        "self.dry_runs + 1 >= MAX_DRY",
        ["The third `RanDry` leads to `Locked`"],
        ["`Pump::new()` is `Idle`", "`Start` resets the dry run counter"],
    ),
    "never set back": (
        "self.dry_runs = 0;\n",
        "",
        ["`Start` resets the dry run counter", "The counter starts over on `Start`", "`Start` clears `dry_runs`"],
        ["`Stop` leads to `Idle` from any state", "Invalid events return `Misplaced` and do not change the state"],
    ),
    "stops at what it does not know": (
        "(state, event) => return Err(Misplaced { state, event }),",
        "(state, event) => { self.state = PumpState::Idle; return Err(Misplaced { state, event }) }",
        [
            "Invalid events return `Misplaced` and do not change the state",
            "An invalid event returns `Misplaced` and changes nothing",
            "`handle()` returns `Misplaced` for invalid events and does not change the state",
        ],
        ["Unexpected events are refused with `Misplaced`", "`Stop` leads to `Idle` from any state"],
    ),
    "swallows what it does not know": (
        "(state, event) => return Err(Misplaced { state, event }),",
        "(state, _) => state,",
        ["Unexpected events are refused with `Misplaced`", "Invalid events return `Misplaced` and do not change the state"],
        ["The third `RanDry` leads to `Locked`"],
    ),
    "begins locked": ("Self { state: PumpState::Idle,", "Self { state: PumpState::Locked,", ["`Pump::new()` is `Idle`"], []),
}
# The same, written otherwise: the counter has another name, another meaning, or is set back elsewhere as well.
REWRITTEN = {
    "counts down": [
        ("dry_runs: u8", "tries_left: u8"),
        ("dry_runs: 0", "tries_left: MAX_DRY"),
        ("self.dry_runs = 0", "self.tries_left = MAX_DRY"),
        ("self.dry_runs += 1", "self.tries_left -= 1"),
        ("self.dry_runs >= MAX_DRY", "self.tries_left == 0"),
    ],
    "set back by the end": [
        ("self.dry_runs = 0;", ""),
        ("(_, PumpEvent::Stop) => PumpState::Idle", "(_, PumpEvent::Stop) => { self.dry_runs = 0; PumpState::Idle }"),
    ],
}
_OF_THE_FIELD = "`dry_runs`"  # sentences that name it are only for code that has it


def asked(criteria: list[str], source: str) -> dict[str, str]:
    return told(criteria, source, BASE, "pump")


def test_what_is_true_holds() -> None:
    assert {row: outcome for row, outcome in asked(rows(TRUE), BASE).items() if outcome != "holds"} == {}


def test_what_is_not_true_never_holds() -> None:
    assert [row for row, outcome in asked(rows(UNTRUE), BASE).items() if outcome == "holds"] == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_fails_where_the_words_speak_of_it(name: str) -> None:
    old, new, failing, others = FAULTS[name]
    assert old in BASE
    found = asked([*failing, *others], BASE.replace(old, new, 1))
    assert {row: found[row] for row in failing if found[row] != "fails"} == {}
    assert {row: found[row] for row in others if found[row] == "fails"} == {}


@pytest.mark.parametrize("name", REWRITTEN)
def test_a_rewrite_holds(name: str) -> None:
    source = BASE
    for old, new in REWRITTEN[name]:
        assert old in source
        source = source.replace(old, new)
    criteria = [row for row in rows(TRUE) if _OF_THE_FIELD not in row]
    assert {row: outcome for row, outcome in asked(criteria, source).items() if outcome != "holds"} == {}
