"""Sentences that are put together of formulas: what a method gives or leaves, and when, in names that are written as code."""

from __future__ import annotations

import random

import pytest

from tests.claims.sentence_tables import changed, rows, told

TANK = """
pub const DEPTH: usize = 6;

pub enum Spill { Over, Under }

/// Litres in a tank.
pub struct Tank {
    held: usize,
    room: usize,
    dry: bool,
    turns: u32,
}

impl Tank {
    pub fn new(room: usize) -> Option<Self> {
        if room == 0 || room > DEPTH {
            return None;
        }
        Some(Self { held: 0, room, dry: true, turns: 0 })
    }

    pub fn pour(&mut self, amount: usize) -> Result<usize, Spill> {
        if amount > self.room - self.held {
            return Err(Spill::Over);
        }
        self.held += amount;
        self.dry = self.held == 0;
        Ok(self.room - self.held)
    }

    pub fn drain(&mut self, amount: usize) -> Result<u32, Spill> {
        if amount > self.held {
            return Err(Spill::Under);
        }
        self.held -= amount;
        self.dry = self.held == 0;
        self.turns += 1;
        Ok(self.turns)
    }

    pub fn left(&self) -> usize {
        self.room - self.held
    }

    pub fn is_full(&self) -> bool {
        self.held == self.room
    }

    pub fn relabel(&mut self, turns: u32) -> u32 {
        let old = self.turns;
        self.turns = turns;
        old
    }
}
"""

TRUE = """
`left` returns `room` minus `held`
`left()` returns `room - held`
`left` is the difference of `room` and `held`
`is_full` is true exactly when `held` equals `room`
`is_full` returns true if and only if `left` is 0
`is_full` returns whether `held` is equal to `room`
`is_full` returns true if `held` equals `room`, false otherwise
`is_full` returns true when `left` is 0 and false otherwise
`is_full` is false unless `held` is `room`
`pour` leaves `held` unchanged when it fails
`held` stays unchanged when `drain` fails
A failed `drain` leaves `turns` unchanged
A successful `drain` increments `turns` by 1
`drain` adds 1 to `turns` on success
On success `pour` adds `amount` to `held`
A successful `drain` subtracts `amount` from `held` and increments `turns`
`drain` returns the updated `turns` count
`drain` returns the new value of `turns`
`relabel` returns the old `turns`
`relabel` returns the previous value of `turns`
`pour` fails with `Spill::Over` when `amount` exceeds `room - held`
`drain` returns `Err(Spill::Under)` when `amount` is greater than `held`
A new tank has `held` 0 and `dry` true
A fresh tank starts with `turns` 0
`held` never exceeds `room`
`held` is always at most `room`
`held` plus `left` is always `room`
"""

UNTRUE = """
`left` returns `room` plus `held`
`left` returns `held`
`left()` returns `room - held - 1`
`is_full` is true exactly when `held` is 0
`is_full` is true exactly when `held` is at least `room` minus 1
`is_full` returns true only when `held` is 0
`is_full` returns whether `held` is below `room`
`is_full` returns true if `left` is 1, false otherwise
`is_full` is true unless `held` is `room`
`pour` leaves `held` unchanged when it succeeds
`held` stays unchanged when `drain` succeeds
A successful `drain` increments `turns` by 2
A failed `drain` increments `turns`
On success `pour` subtracts `amount` from `held`
A successful `drain` subtracts `amount` from `held` and decrements `turns`
`drain` returns the old `turns` count
`drain` returns the previous value of `turns`
`relabel` returns the new `turns`
`relabel` returns the updated value of `turns`
`drain` returns `Err(Spill::Under)` when `amount` is greater than `held + 1`
`drain` returns `Err(Spill::Under)` when `amount` is at least `held`
`drain` clears `dry` when it fails
A new tank has `held` 1 and `dry` true
A new tank has `held` 0 and `dry` false
`held` is always below `room`
`held` never exceeds `left`
`held` plus `left` is always `DEPTH`
"""

FAULTS = [
    (
        "self.room - self.held\n    }\n\n    pub fn is_full",
        "self.room\n    }\n\n    pub fn is_full",
        "`left` returns `room` minus `held`",
    ),
    ("self.held == self.room\n", "self.held + 1 >= self.room\n", "`is_full` is true exactly when `held` equals `room`"),
    ("self.held == self.room\n", "self.held + 1 >= self.room\n", "`is_full` returns true if `held` equals `room`, false otherwise"),
    ("self.turns += 1;", "self.turns += 2;", "A successful `drain` increments `turns` by 1"),
    ("Ok(self.turns)", "Ok(self.turns - 1)", "`drain` returns the updated `turns` count"),
    ("        old\n", "        let _ = old;\n        turns\n", "`relabel` returns the old `turns`"),
    ("held: 0, room,", "held: 1, room,", "A new tank has `held` 0 and `dry` true"),
    (
        "self.room - self.held\n    }\n\n    pub fn is_full",
        "self.room\n    }\n\n    pub fn is_full",
        "`held` plus `left` is always `room`",
    ),
    ("amount > self.held", "amount > self.held + 1", "`drain` returns `Err(Spill::Under)` when `amount` is greater than `held`"),
]


def test_what_is_so_holds():
    found = told(rows(TRUE), TANK, TANK, "Tank")
    assert [text for text, outcome in found.items() if outcome != "holds"] == []


def test_what_is_not_so_never_holds():
    found = told(rows(UNTRUE), TANK, TANK, "Tank")
    assert [text for text, outcome in found.items() if outcome == "holds"] == []


@pytest.mark.parametrize(("old", "new", "text"), FAULTS)
def test_a_fault_fails_where_the_words_speak_of_it(old, new, text):
    source = changed(TANK, [(old, new)])
    assert told([text], source, TANK, "Tank") == {text: "fails"}


SIGNS = {"minus": lambda a, b: a - b, "plus": lambda a, b: a + b, "times": lambda a, b: a * b}
RELATIONS = {
    "is": lambda a, b: a == b,
    "is below": lambda a, b: a < b,
    "exceeds": lambda a, b: a > b,
    "is at least": lambda a, b: a >= b,
    "is not": lambda a, b: a != b,
}
BINDINGS = {
    "when": lambda so, full: full or not so,
    "only if": lambda so, full: so or not full,
    "exactly when": lambda so, full: so is full,
    "unless": lambda so, full: full or so,
}
STATES = [
    {"held": held, "room": room, "turns": turns, "DEPTH": 6, "0": 0, "1": 1}
    for room in range(1, 7)
    for held in range(room + 1)
    for turns in range(3)
]


def test_of_made_up_sentences_only_those_hold_that_are_so_in_every_state():
    pick = random.Random(7)
    names = ["held", "room", "turns", "DEPTH", "0", "1"]
    truth: dict[str, bool] = {}
    for _ in range(30):
        a, b, sign = pick.choice(names), pick.choice(names), pick.choice(list(SIGNS))
        truth[f"`left` returns `{a}` {sign} `{b}`"] = all(SIGNS[sign](s[a], s[b]) == s["room"] - s["held"] for s in STATES)
        a, b, relation, binding = pick.choice(names), pick.choice(names), pick.choice(list(RELATIONS)), pick.choice(list(BINDINGS))
        truth[f"`is_full` is true {binding} `{a}` {relation} `{b}`"] = all(
            BINDINGS[binding](RELATIONS[relation](s[a], s[b]), s["held"] == s["room"]) for s in STATES
        )
    found = told(list(truth), TANK, TANK, "Tank")
    assert [text for text, outcome in found.items() if outcome == "holds" and not truth[text]] == []
    assert [text for text, outcome in found.items() if outcome == "fails" and truth[text]] == []


def test_the_same_in_other_code_holds():
    source = changed(
        TANK,
        [
            ("        self.held == self.room\n", "        matches!(self.left(), 0)\n"),
            ("self.held -= amount;", "self.held = self.held - amount;"),
            ("let old = self.turns;\n        self.turns = turns;\n        old", "core::mem::replace(&mut self.turns, turns)"),
        ],
    )
    found = told(rows(TRUE), source, TANK, "Tank")
    assert [text for text, outcome in found.items() if outcome == "fails"] == []
    assert sum(outcome == "holds" for outcome in found.values()) > len(found) - 3
