"""Types that events drive: how many of them lead where, which alone are heeded, what is told when a state begins and ends, what is given back."""

from __future__ import annotations

import pytest

from tests.claims.sentence_tables import changed, rows, told

PUMP = """
/// Dry strokes until a pump is given up.
const MAX_DRY: u8 = 4;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PumpState { Idle, Priming { strokes: u8 }, Running { rate: u16 }, Broken }

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal { Start, Halt, Flow(u16), DryStroke, Serviced }

/// One water pump.
pub struct Pump { line: u8, state: PumpState }

impl Pump {
    pub fn new(line: u8) -> Self { Self { line, state: PumpState::Idle } }
    pub fn state(&self) -> PumpState { self.state }
    fn flows(&self) -> bool { matches!(self.state, PumpState::Running { .. }) }
    /// Gives whether anything changed.
    pub fn feed(&mut self, signal: Signal) -> bool {
        use PumpState::*;
        let next = match (self.state, signal) {
            (_, Signal::Serviced) => Idle,
            (Broken, _) => Broken,
            (_, Signal::Halt) => Idle,
            (Idle, Signal::Start) => Priming { strokes: 0 },
            (Priming { .. }, Signal::Flow(rate)) => Running { rate },
            (Priming { strokes }, Signal::DryStroke) if strokes + 1 >= MAX_DRY => Broken,
            (Priming { strokes }, Signal::DryStroke) => Priming { strokes: strokes + 1 },
            (state, _) => state,
        };
        if next == self.state { return false; }
        let flowed = self.flows();
        self.state = next;
        if self.flows() != flowed { crate::valves::water_changed(self.line, !flowed); }
        true
    }
}

/// Drives a pump by its gauge.
pub fn drive(pump: &mut Pump, gauge: &mut Gauge) {
    if gauge.is_dry() { pump.feed(Signal::DryStroke); }
}
"""
TRUE = rows("""
`Flow` brings a priming pump to `Running` at the given rate
`Flow` takes a priming pump to `Running` with the rate it carries
`Start` puts an idle pump into `Priming` with zero strokes
`Start` leads from `Idle` to `Priming` with no strokes
`Serviced` leads to `Idle` from every state
`Serviced` takes a pump back to `Idle` from any state
`Broken` after `MAX_DRY` dry strokes, not earlier
After four dry strokes the pump is `Broken`
`MAX_DRY` dry strokes lead to `Broken`, not before
The fourth dry stroke makes the pump `Broken`
The pump becomes `Broken` on the fourth dry stroke
Four dry strokes put the pump in `Broken`
A broken pump ignores everything but `Serviced`
A broken pump only reacts to `Serviced`
In `Broken` everything except `Serviced` is ignored
While `Broken`, only `Serviced` has an effect
Only `Serviced` gets a pump out of `Broken`
`Serviced` is the only way out of `Broken`
`Broken` can only be left by `Serviced`
Water is reported when `Running` is entered and when it is left, never otherwise
The water change is announced on entering and leaving `Running`, and at no other time
`water_changed()` is called when the pump enters or leaves `Running`, only then
Water reported only when `Running` is entered or left
`feed()` returns whether the state changed
`feed()` returns `true` only if the state changed
`feed()` tells whether anything changed
`feed()` returns `false` if the event had no effect, `true` otherwise
""")
UNTRUE = rows("""
`Flow` brings an idle pump to `Running` at the given rate
`Start` puts an idle pump into `Priming` with one stroke
`Halt` leads to `Idle` from every state
`Broken` after three dry strokes, not earlier
After five dry strokes the pump is `Broken`
The third dry stroke makes the pump `Broken`
A broken pump ignores everything but `Halt`
A broken pump ignores everything but `Serviced` and `Halt`
A priming pump only reacts to `Flow`
Only `Halt` gets a pump out of `Broken`
`Flow` is the only way out of `Priming`
Water is reported when `Priming` is entered and when it is left, never otherwise
Water reported only when `Running` is entered
Water is reported when `Broken` is entered
`feed()` returns whether the state stayed the same
`feed()` returns `false` if the state changed
`feed()` works in every state
""")
FAULTS = [
    ("one too many", [("strokes + 1 >= MAX_DRY", "strokes + 1 > MAX_DRY")], 6),
    ("one too few", [("strokes + 1 >= MAX_DRY", "strokes + 2 >= MAX_DRY")], 7),
    ("another rate", [("=> Running { rate }", "=> Running { rate: rate.min(2) }")], 0),
    ("begins at one", [("Priming { strokes: 0 }", "Priming { strokes: 1 }")], 2),
    ("halts what is broken", [("(Broken, _) => Broken,", "")], 12),
    ("only its start is told", [("self.flows() != flowed", "self.flows() && !flowed")], 19),
    ("told at all times", [("if self.flows() != flowed {", "{")], 19),
    ("always says so", [("return false;", "return true;")], 23),
]
REWRITTEN = [
    ("kept in two steps", [("let next = match", "let old = self.state; let next = match"), ("next == self.state", "next == old")]),
    ("matched first", [("if next == self.state { return false; }", "match next { n if n == self.state => return false, _ => {} }")]),
]  # fmt: skip


def test_what_is_so_holds() -> None:
    found = told(TRUE, PUMP, PUMP, "Pump")
    assert {c: f for c, f in found.items() if f != "holds"} == {}


def test_what_is_not_so_never_holds() -> None:
    found = told(UNTRUE, PUMP, PUMP, "Pump")
    assert [c for c, f in found.items() if f == "holds"] == []


@pytest.mark.parametrize(("changes", "wrong"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_a_fault_fails_where_the_words_speak_of_it(changes: list[tuple[str, str]], wrong: int) -> None:
    found = told(TRUE, changed(PUMP, changes), PUMP, "Pump")
    assert found[TRUE[wrong]] == "fails"


@pytest.mark.parametrize("changes", [row[1] for row in REWRITTEN], ids=[row[0] for row in REWRITTEN])
def test_rewritten_code_does_not_fail(changes: list[tuple[str, str]]) -> None:
    found = told(TRUE, changed(PUMP, changes), PUMP, "Pump")
    assert "fails" not in found.values()
