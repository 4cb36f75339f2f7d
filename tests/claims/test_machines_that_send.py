"""Types that hold a state, send messages and are given some: who sends what, what is answered, which message leads where; true, untrue, with faults."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import rows, told

HEAD = """
use crate::wire;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note { Hello, HelloAck, Ack, Bye, Rst }
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CordError { InUse, NotUp }
"""
SHOWN = """
/// Where a cord is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CordState { Slack, Awaiting, Calling, Joined, Parting, Loose }

/// One side of a cord between two machines.
pub struct Cord { line: u16, state: CordState }

impl Cord {
    pub fn new(line: u16) -> Self { Self { line, state: CordState::Slack } }

    pub fn dial(&mut self) -> Result<(), CordError> {
        if self.state != CordState::Slack { return Err(CordError::InUse); }
        wire::put(self.line, Note::Hello);
        self.state = CordState::Calling;
        Ok(())
    }

    pub fn hang_up(&mut self) -> Result<(), CordError> {
        self.state = match self.state {
            CordState::Joined => CordState::Parting,
            CordState::Loose => CordState::Slack,
            _ => return Err(CordError::NotUp),
        };
        wire::put(self.line, Note::Bye);
        Ok(())
    }

    pub fn heard(&mut self, note: Note) {
        if note == Note::Rst { self.state = CordState::Slack; return; }
        match (self.state, note) {
            (CordState::Awaiting, Note::Hello) => { self.state = CordState::Joined; wire::put(self.line, Note::HelloAck); }
            (CordState::Calling, Note::HelloAck) => { self.state = CordState::Joined; wire::put(self.line, Note::Ack); }
            (CordState::Joined, Note::Bye) => { self.state = CordState::Loose; wire::put(self.line, Note::Ack); }
            (CordState::Parting, Note::Ack) => self.state = CordState::Slack,
            _ => {}
        }
    }
}
"""
TRUE = """
`dial()` sends a hello and enters `Calling`
`dial()` goes to `Calling` and sends `Note::Hello`
`hang_up()` sends BYE
`hang_up()` enters `Parting` from `Joined`, `Slack` from `Loose`
`hang_up()` moves from `Joined` to `Parting` and from `Loose` to `Slack`
HELLO-ACK in `Calling` is acknowledged and leads to `Joined`
A `HelloAck` in `Calling` is answered with an ACK
Hello in `Awaiting` is answered with HELLO-ACK
BYE in `Joined` is acknowledged
RST leads to `Slack` from any state
On RST the cord goes to `Slack`
RST sends nothing
`heard(Note::Rst)` always ends in `Slack`
"""
UNTRUE = """
`dial()` sends a bye and enters `Calling`
`dial()` sends a hello and enters `Joined`
`hang_up()` enters `Parting` from `Loose`, `Slack` from `Joined`
`hang_up()` sends HELLO
HELLO-ACK in `Calling` is answered with HELLO
BYE in `Calling` is acknowledged
RST is acknowledged
RST leads to `Loose` from any state
BYE leads to `Slack` from any state
"""
FAULTS = (
    ("wire::put(self.line, Note::Hello);\n", "wire::put(self.line, Note::Ack);\n", "`dial()` sends a hello and enters `Calling`"),
    ("        self.state = CordState::Calling;\n", "", "`dial()` sends a hello and enters `Calling`"),
    ("CordState::Joined => CordState::Parting", "CordState::Joined => CordState::Slack", "`hang_up()` enters `Parting` from `Joined`, `Slack` from `Loose`"),
    ("{ self.state = CordState::Joined; wire::put(self.line, Note::Ack); }", "self.state = CordState::Joined,", "HELLO-ACK in `Calling` is acknowledged and leads to `Joined`"),
    ("wire::put(self.line, Note::HelloAck);", "wire::put(self.line, Note::Ack);", "Hello in `Awaiting` is answered with HELLO-ACK"),
    # A state that no call leads to.
    ("if note == Note::Rst {", "if note == Note::Rst && self.state != CordState::Awaiting {", "RST leads to `Slack` from any state"),
    ("if note == Note::Rst {", "if note == Note::Rst && self.state != CordState::Awaiting {", "On RST the cord goes to `Slack`"),
    ("if note == Note::Rst {", "if note == Note::Rst && self.state != CordState::Awaiting {", "The cord goes to `Slack` on RST"),
    ("if note == Note::Rst {", "if note == Note::Rst && self.state != CordState::Parting {", "RST leads to `Slack` from any state"),
    ("self.state = CordState::Slack; return; }", "self.state = CordState::Slack; wire::put(self.line, Note::Rst); return; }", "RST sends nothing"),
)  # fmt: skip
REWRITTEN = (
    ("        if self.state != CordState::Slack { return Err(CordError::InUse); }\n", "        match self.state { CordState::Slack => (), _ => return Err(CordError::InUse) }\n"),
    ("        if note == Note::Rst { self.state = CordState::Slack; return; }\n        match", "        match"),
    ("            _ => {}\n", "            (_, Note::Rst) => self.state = CordState::Slack,\n            _ => {}\n"),
)  # fmt: skip


def outcomes(sentences: str, code: str) -> dict[str, str]:
    """What becomes of each sentence in a tree that has the code as shown, or changed."""
    return told(rows(sentences), f"{HEAD}{code}", SHOWN, "It")


def test_as_shown() -> None:
    assert {t for t, o in outcomes(TRUE, SHOWN).items() if o != "holds"} == set()


def test_untrue_ones_never_hold() -> None:
    assert {t for t, o in outcomes(UNTRUE, SHOWN).items() if o == "holds"} == set()


@pytest.mark.parametrize(("old", "new", "sentence"), FAULTS)
def test_faults(old: str, new: str, sentence: str) -> None:
    assert SHOWN.count(old) == 1
    assert outcomes(sentence, SHOWN.replace(old, new)) == {sentence: "fails"}


def test_what_is_said_of_all_states_does_not_hold_where_one_that_no_call_leads_to_is_otherwise() -> None:
    code = SHOWN.replace("if note == Note::Rst {", "if note == Note::Rst && self.state != CordState::Awaiting {")
    sentence = "`heard(Note::Rst)` always ends in `Slack`"
    assert outcomes(sentence, SHOWN) == {sentence: "holds"}
    assert outcomes(sentence, code)[sentence] != "holds"


def test_rewritten() -> None:
    code = SHOWN
    for old, new in REWRITTEN:
        assert code.count(old) == 1
        code = code.replace(old, new)
    assert {t for t, o in outcomes(TRUE, code).items() if o != "holds"} == set()
