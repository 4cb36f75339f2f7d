"""What people write about machines that answer each event with a value of another type."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

FERRY = """
/// What the bridge calls down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call { Board, Load, Depart, Moor, Scuttle }

impl Call {
    pub fn heard(word: &str) -> Option<Call> {
        Some(match word { "BRD" => Call::Board, "LOAD" | "LD" => Call::Load, "GO" => Call::Depart, "TIE" => Call::Moor, "END" => Call::Scuttle, _ => return None })
    }
}

/// What is called back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer { Aye = 10, Wait = 20, Never = 40 }

/// Where the ferry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ferry { Moored, Boarding { riders: u8 }, Crossing, Sunk }

impl Default for Ferry {
    fn default() -> Self { Ferry::Moored }
}

impl Ferry {
    pub fn hear(&mut self, call: Call) -> Answer {
        let (next, answer) = match (*self, call) {
            (Ferry::Sunk, _) => (Ferry::Sunk, Answer::Never),
            (_, Call::Scuttle) => (Ferry::Sunk, Answer::Aye),
            (Ferry::Moored, Call::Board) => (Ferry::Boarding { riders: 0 }, Answer::Aye),
            (Ferry::Boarding { riders }, Call::Load) => (Ferry::Boarding { riders: riders.saturating_add(1) }, Answer::Aye),
            (Ferry::Boarding { riders }, Call::Depart) if riders > 0 => (Ferry::Crossing, Answer::Aye),
            (Ferry::Crossing | Ferry::Boarding { .. }, Call::Moor) => (Ferry::Moored, Answer::Aye),
            (state, _) => (state, Answer::Wait),
        };
        *self = next;
        answer
    }
}
"""
TRUE = """
`Load` in `Moored` is answered with `Wait`
`Load` in `Moored` gets 20 and does not change the state
LOAD in `Moored` is answered with 20; the ferry remains `Moored`
`Moor` while `Crossing` goes back to `Moored` with 10
`Depart` in `Boarding` with no riders returns `Wait`
GO with no riders is answered with 20
LD before BRD gets 20
`Sunk` answers `Board` with `Never`
`Sunk` is terminal: no call brings the ferry back
"""
UNTRUE = """
`Load` in `Moored` is answered with `Never`
`Load` in `Moored` gets 10
`Moor` while `Crossing` goes back to `Sunk` with 10
GO with no riders is answered with 10
LD before BRD gets 10 and does not change the state
`Board` reopens a sunk ferry
`Crossing` is terminal: no call brings the ferry back
"""
OPEN = """
`Load` in `Moored` is accepted
`Load` in `Moored` is answered with 20 within a second
GO with no fuel is answered with 20
"""


@pytest.fixture(scope="module")
def on_base() -> dict[str, str]:
    return told([*rows(TRUE), *rows(UNTRUE), *rows(OPEN)], FERRY, FERRY, "Ferry")


@pytest.mark.parametrize("sentence", rows(TRUE))
def test_what_is_answered_holds(on_base: dict[str, str], sentence: str) -> None:
    assert on_base[sentence] == "holds"


@pytest.mark.parametrize("sentence", rows(UNTRUE))
def test_what_is_answered_otherwise_fails(on_base: dict[str, str], sentence: str) -> None:
    assert on_base[sentence] == "fails"


@pytest.mark.parametrize("sentence", rows(OPEN))
def test_what_no_answer_tells_is_undecided(on_base: dict[str, str], sentence: str) -> None:
    assert on_base[sentence] == "undecided"


def test_another_answer_fails() -> None:
    faulty = changed(FERRY, [("(state, _) => (state, Answer::Wait)", "(_, _) => (Ferry::Moored, Answer::Never)")])
    outcomes = told(rows(TRUE), faulty, FERRY, "Ferry")
    assert outcomes["`Load` in `Moored` is answered with `Wait`"] == "fails"
    assert outcomes["GO with no riders is answered with 20"] == "fails"
    assert outcomes["`Moor` while `Crossing` goes back to `Moored` with 10"] == "holds"
