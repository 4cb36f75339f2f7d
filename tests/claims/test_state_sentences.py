"""What people write about an enum that is a state machine itself: where each state leads, how it is reached, what a refused move leaves and tells."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import rows, told

BASE = """
/// Where a valve stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValveState { Closed, Opening, Open, Draining, Jammed }

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IllegalMove { pub from: ValveState, pub to: ValveState }

impl ValveState {
    pub const fn can_move_to(self, next: ValveState) -> bool {
        match self {
            ValveState::Closed => matches!(next, ValveState::Opening),
            ValveState::Opening => matches!(next, ValveState::Open | ValveState::Jammed),
            ValveState::Open => matches!(next, ValveState::Draining),
            ValveState::Draining => matches!(next, ValveState::Open | ValveState::Closed),
            ValveState::Jammed => false,
        }
    }

    pub fn move_to(&mut self, next: ValveState) -> Result<ValveState, IllegalMove> {
        if !self.can_move_to(next) {
            return Err(IllegalMove { from: *self, to: next });
        }
        Ok(core::mem::replace(self, next))
    }

    pub const fn is_flowing(self) -> bool { matches!(self, ValveState::Open | ValveState::Draining) }
}

impl Default for ValveState {
    fn default() -> Self { ValveState::Closed }
}
"""
TRUE = """
Default state is `Closed`
The default is `Closed`
`ValveState::default()` is `Closed`
`ValveState::default()` returns `ValveState::Closed`
`Closed` is the default
`Closed` is the initial state
The initial state is `Closed`
A new valve starts `Closed`
`Default` gives `Closed`
`Opening` goes to `Open` or `Jammed`, nowhere else
`Opening` leads only to `Open` or `Jammed`
`Opening` can only go to `Open` or `Jammed`
`Opening` can only become `Open` or `Jammed`
From `Opening` only `Open` and `Jammed` can be reached
From `Opening`, only `Open` and `Jammed` are allowed
`Opening` may become `Open` or `Jammed` and nothing else
`Opening` -> `Open` | `Jammed` only
`Closed` only leads to `Opening`
`Closed` goes to `Opening` only
`Draining` goes back to `Open` or on to `Closed`
`Open` can go to `Draining`
`Open` -> `Draining` is allowed
`Open` moves to `Draining`
A valve must be `Draining` before it can go `Closed`
It must be `Draining` before it can become `Closed`
`Closed` is only reachable from `Draining`
`Closed` can only be reached from `Draining`
`Closed` can be entered only from `Draining`
Only `Draining` leads to `Closed`
Only `Draining` can become `Closed`
Only an `Opening` valve can become `Jammed`
`Jammed` is only reached from `Opening`
`Open` is reached from `Opening` or `Draining` only
No way to `Closed` except through `Draining`
`Open` cannot go straight to `Closed`
`Open` can not go to `Closed`
`Open` never goes to `Closed`
`Open` does not lead to `Closed`
No transition from `Open` to `Closed`
There is no transition from `Jammed` to `Closed`
`Open` -> `Closed` is rejected
`Open` -> `Closed` is not allowed
`move_to()` rejects `Open` -> `Closed`
`move_to()` refuses moves from `Jammed` to `Closed`
`Jammed` is final
`Jammed` is final: no transition leaves it
`Jammed` is a terminal state
`Jammed` is terminal (no way out)
`Jammed` is a dead end
`Jammed` has no successors
`Jammed` has no outgoing transitions
No transition leaves `Jammed`
Nothing leaves `Jammed`
There is no way out of `Jammed`
Once `Jammed`, always `Jammed`
`Jammed` cannot be left
`Jammed` never leaves
`Open` and `Draining` can switch back and forth
`move_to()` leaves the state unchanged on error and reports `from` and `to`
`move_to()` leaves the state unchanged on error
`move_to()` leaves the state unchanged when it fails
`move_to()` changes nothing on error
`move_to()` does not change the state when it returns `Err`
On error `move_to()` leaves the state alone
On error the state is unchanged
A rejected move leaves the state unchanged
A refused move changes nothing and reports both states
`move_to()` reports `from` and `to` on error
The error carries `from` and `to`
`IllegalMove` carries `from` and `to`
`IllegalMove` reports the old and the requested state
`move_to()` returns the previous state
`move_to()` returns the state left behind
`can_move_to()` and `move_to()` agree
`move_to()` succeeds exactly when `can_move_to()` is true
`is_flowing()` is true only for `Open` and `Draining`
No state can go to itself
A state never moves to itself
`Closed` cannot become `Closed`
"""
UNTRUE = """
Default state is `Open`
`Opening` goes to `Open`, nowhere else
`Opening` can only go to `Open` or `Draining`
`Open` goes to `Closed`
A valve must be `Open` before it can go `Closed`
`Open` is only reachable from `Opening`
`Open` cannot go to `Draining`
`Draining` is final
No transition leaves `Draining`
`Open` and `Jammed` can switch back and forth
`move_to()` returns the new state
`is_flowing()` and `move_to()` agree
A valve must be `Draining` before it can be painted
`Jammed` is final for the operator
`Opening` goes to `Open` or `Jammed` after ten seconds
`Closed` is only reachable from `Draining` with the pump off
"""
# A change of the code, sentences that fail with it, and sentences that must not.
FAULTS = {
    "open closes at once": (
        "ValveState::Open => matches!(next, ValveState::Draining)",
        "ValveState::Open => matches!(next, ValveState::Draining | ValveState::Closed)",
        [
            "A valve must be `Draining` before it can go `Closed`",
            "`Closed` is only reachable from `Draining`",
            "Only `Draining` leads to `Closed`",
            "No way to `Closed` except through `Draining`",
            "`Open` cannot go straight to `Closed`",
            "No transition from `Open` to `Closed`",
            "`Open` -> `Closed` is rejected",
        ],
        [
            "Default state is `Closed`",
            "`Jammed` is final",
            "`Opening` goes to `Open` or `Jammed`, nowhere else",
            "`move_to()` leaves the state unchanged on error",
        ],
    ),
    "jammed retries": (
        "ValveState::Jammed => false",
        "ValveState::Jammed => matches!(next, ValveState::Opening)",
        [
            "`Jammed` is final",
            "`Jammed` is final: no transition leaves it",
            "No transition leaves `Jammed`",
            "There is no way out of `Jammed`",
            "`Jammed` has no successors",
        ],
        [
            "Default state is `Closed`",
            "`Opening` goes to `Open` or `Jammed`, nowhere else",
            "`Closed` is only reachable from `Draining`",
            "`Open` -> `Closed` is rejected",
        ],
    ),
    "opening falls back": (
        "matches!(next, ValveState::Open | ValveState::Jammed)",
        "matches!(next, ValveState::Open | ValveState::Jammed | ValveState::Closed)",
        [
            "`Opening` goes to `Open` or `Jammed`, nowhere else",
            "`Opening` can only become `Open` or `Jammed`",
            "From `Opening` only `Open` and `Jammed` can be reached",
            "A valve must be `Draining` before it can go `Closed`",
        ],
        ["`Jammed` is final", "`Open` cannot go straight to `Closed`", "Default state is `Closed`"],
    ),
    "set before the check": (
        "if !self.can_move_to(next) {\n            return Err(IllegalMove { from: *self, to: next });\n        }\n        Ok(core::mem::replace(self, next))",
        "let was = core::mem::replace(self, next);\n        if !was.can_move_to(next) {\n            return Err(IllegalMove { from: was, to: next });\n        }\n        Ok(was)",
        [
            "`move_to()` leaves the state unchanged on error and reports `from` and `to`",
            "A rejected move leaves the state unchanged",
            "On error the state is unchanged",
        ],
        ["Default state is `Closed`", "`move_to()` returns the previous state", "The error carries `from` and `to`"],
    ),
    "swapped": (
        "IllegalMove { from: *self, to: next }",
        "IllegalMove { from: next, to: *self }",
        [
            "`move_to()` leaves the state unchanged on error and reports `from` and `to`",
            "The error carries `from` and `to`",
            "A refused move changes nothing and reports both states",
        ],
        ["`move_to()` leaves the state unchanged on error", "`Jammed` is final"],
    ),
    "another beginning": (
        "fn default() -> Self { ValveState::Closed }",
        "fn default() -> Self { ValveState::Draining }",
        ["Default state is `Closed`", "`Closed` is the default", "A new valve starts `Closed`"],
        ["`Jammed` is final"],
    ),
    "gives the new one": (
        "Ok(core::mem::replace(self, next))",
        "*self = next; Ok(next)",
        ["`move_to()` returns the previous state", "`move_to()` returns the state left behind"],
        ["`Jammed` is final", "`move_to()` leaves the state unchanged on error"],
    ),
    "says less than it does": (
        "if !self.can_move_to(next) {",
        "if !self.can_move_to(next) && next != ValveState::Jammed {",
        ["`can_move_to()` and `move_to()` agree", "`Jammed` is only reached from `Opening`"],
        ["Default state is `Closed`"],
    ),
}
REWRITTEN = {
    "one table": (
        "if !self.can_move_to(next) {",
        "if !MOVES.contains(&(*self, next)) {",
        "const MOVES: [(ValveState, ValveState); 6] = [(ValveState::Closed, ValveState::Opening), (ValveState::Opening, ValveState::Open), "
        "(ValveState::Opening, ValveState::Jammed), (ValveState::Open, ValveState::Draining), (ValveState::Draining, ValveState::Open), "
        "(ValveState::Draining, ValveState::Closed)];\n",
    ),
    "the other way round": (
        "if !self.can_move_to(next) {\n            return Err(IllegalMove { from: *self, to: next });\n        }\n        Ok(core::mem::replace(self, next))",
        "let from = *self;\n        match from.can_move_to(next) {\n            true => { *self = next; Ok(from) }\n            false => Err(IllegalMove { from, to: next }),\n        }",
        "",
    ),
}  # fmt: skip


def asked(criteria: list[str], source: str) -> dict[str, str]:
    return told(criteria, source, BASE, "valve")


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
    assert {row: found[row] for row in others if found[row] != "holds"} == {}


@pytest.mark.parametrize("name", REWRITTEN)
def test_a_rewrite_holds(name: str) -> None:
    old, new, more = REWRITTEN[name]
    assert old in BASE
    assert {
        row: outcome for row, outcome in asked(rows(TRUE), BASE.replace(old, new, 1) + more).items() if outcome != "holds"
    } == {}
