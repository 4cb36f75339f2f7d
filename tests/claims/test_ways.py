"""Sentences on what one function comes to: true ones hold, untrue ones fail, and what is not sure is undecided."""

from __future__ import annotations

import pytest

from uowgen.claims.decide import decide
from uowgen.claims.kind import Case
from uowgen.claims.own import Own
from uowgen.facts.code import Code
from uowgen.model import Block, Criterion, FileMention, Spec
from uowgen.text import Source, Span
from uowgen.tree import MemoryTree

RUST = """
pub enum Fault { Jammed, Range, Absent, Busy, Unsupported }
pub const MODE_OPEN: u8 = 1;
pub const MODE_SHUT: u8 = 2;
pub const MODE_VENT: u8 = 3;
pub struct Reading { pub flow: u32, pub heat: u32, pub age: u32 }
pub struct Log { latest: Fault }
pub struct Valve { select: Port, data: Port, limits: Option<Limits> }

impl Valve {
    fn fetch(&mut self, line: u8) -> u8 {
        assert!(line < 64);
        self.select.write(line);
        self.data.read()
    }

    fn steady(&mut self, line: u8) -> Result<u8, ()> {
        if wait_for(3, || self.is_moving()) {
            return Err(());
        }
        Ok(self.fetch(line))
    }

    pub fn read_levels(&mut self) -> Result<(u8, u8, u8), ()> {
        let inlet = self.steady(0x10)?;
        let outlet = self.steady(0x12)?;
        let drain = self.steady(0x14)?;
        Ok((inlet, outlet, drain))
    }

    pub fn turn(&mut self, mode: u8) -> Result<(), Fault> {
        match mode {
            MODE_OPEN | MODE_SHUT => Ok(()),
            MODE_VENT => Err(Fault::Busy),
            other => {
                warn!("no such mode {other}");
                Err(Fault::Range)
            }
        }
    }

    pub fn limit(&mut self) -> u32 {
        self.limits.as_ref().expect("limits are not initialized").top()
    }

    pub fn position(&mut self) -> Result<u16, Fault> {
        let reply = self.ask(1).ok_or(Fault::Absent)?;
        Ok(reply.steps)
    }

    pub fn boost(&mut self) -> Result<(), Fault> {
        Err(Fault::Unsupported)
    }
}

pub fn report(out: *mut Reading, _: *mut u8) -> Status {
    if out.is_null() {
        return Status::BAD_POINTER;
    }
    let flow = match gauges::read_flow() {
        Ok(n) => n,
        Err(_) => return Status::DEVICE_FAULT,
    };
    let heat = match gauges::read_heat() {
        Ok(n) => n,
        Err(_) => return Status::DEVICE_FAULT,
    };
    unsafe {
        (*out).flow = flow;
        (*out).heat = heat;
        (*out).age = 0;
    }
    Status::FINE
}

pub fn soak(ticks: u64) -> Status {
    clock::idle(ticks as u64);
    Status::SUCCESS
}

pub fn idle(ticks: u64) {
    for _ in 0..ticks { spin(10); }
}

pub fn rest(ticks: u64) {
    for _ in 0..ticks { idle(10); }
}

fn spin(n: u64) {}

pub struct Rack { rows: Vec<u8>, spare: usize, used: usize }

impl Rack {
    pub fn place(&mut self, one: u8) -> Result<usize, Fault> {
        if self.spare != 99 {
            self.rows[self.spare] = one;
            Ok(self.spare)
        } else {
            self.rows.push(one);
            Ok(self.used - 1)
        }
    }
    pub fn sort_of(&self, sort: Sort) -> u8 {
        if self.kind != Sort::Tank { panic!("no tank"); }
        4
    }
}

pub fn guarded(mode: u8, late: bool) -> Result<(), Fault> {
    match mode {
        _ if late => Err(Fault::Busy),
        MODE_OPEN => Ok(()),
        _ => Err(Fault::Range),
    }
}

pub fn last_fault(log: &Log) -> Result<(), Fault> { Err(log.latest) }

pub fn settle(valve: &mut Valve, step: u32) -> Status {
    if step % 8 != 0 {
        return Status::BAD_STEP;
    }
    match valve.settle_now() {
        Ok(()) => Status::SUCCESS,
        Err(_) => Status::DEVICE_FAULT,
    }
}
"""

SENTENCES = [
    ("Calling `report` with a null `out` pointer gives `Status::BAD_POINTER`", "holds"),
    ("Calling `report` with a null `out` pointer gives `Status::BAD_POINTER` and nothing is read", "holds"),
    ("Calling `report` with a null `out` pointer gives `Status::DEVICE_FAULT`", "fails"),
    ("`report` returns `Status::DEVICE_FAULT` when the flow cannot be read", "holds"),
    ("When the heat cannot be read, `report` answers with `Status::FINE`", "fails"),
    ("When the colour cannot be read, `report` answers with `Status::DEVICE_FAULT`", "undecided"),
    ("In `report` the age is set to zero", "holds"),
    ("In `report` the age is set to 5", "undecided"),
    ("In `report` the age is set to `5`", "fails"),
    ("`report` reads the flow before the heat", "holds"),
    ("`report` reads the heat before the flow", "fails"),
    ("The second parameter of `report` is ignored", "holds"),
    ("The first parameter of `report` is ignored", "fails"),
    ("Asking `fetch` for line 64 panics", "holds"),
    ("Asking `fetch` for colour 64 panics", "undecided"),
    ("`fetch` with `line` 64 panics", "holds"),
    ("`fetch` with `line` 63 panics", "undecided"),
    ("`fetch` with `line` 64 returns 0 instead of panicking", "fails"),
    ("`fetch` writes first, then reads", "holds"),
    ("`fetch` reads first, then writes", "fails"),
    ("`read_levels` gives the tuple in the order inlet, outlet, drain", "holds"),
    ("`read_levels` gives the tuple in the order drain, outlet, inlet", "fails"),
    ("inlet, outlet and drain each go through `self.steady`", "holds"),
    ("inlet, outlet and drain each go through `self.fetch`", "fails"),
    ("inlet, outlet and drain each go through `self.steady`, so the valve never moves", "undecided"),
    ("outlet is read from register 0x12", "holds"),
    ("outlet is read from pump register 0x12", "undecided"),
    ("outlet is read from line register 0x14", "fails"),
    ("unknown mode in `turn`: logged at warn level, then `Fault::Range`", "holds"),
    ("unknown mode in `turn`: logged at error level, then `Fault::Range`", "fails"),
    ("An unknown mode is reported by `turn` as `Fault::Busy`", "fails"),
    ("`turn` fails with `Fault::Busy` for mode `MODE_VENT`", "holds"),
    ("`turn` fails with `Fault::Range` for mode `MODE_VENT`", "fails"),
    ("`turn` fails with `Fault::Busy` for mode `MODE_OPEN`", "fails"),
    ("`turn` never fails with `Fault::Busy` for mode `MODE_VENT`", "undecided"),
    ("`limit` panics if the limits were never initialised", "holds"),
    ("`limit` panics if the port was never initialised", "undecided"),
    ("When asking fails, `position` reports `Fault::Jammed`", "fails"),
    ("`position` hands out `steps` exactly as it stands in the reply", "holds"),
    ("`position` hands out `speed` exactly as it stands in the reply", "fails"),
    ("`boost` is still unsupported", "holds"),
    ("`turn` is still unsupported", "fails"),
    ("`soak` hands its argument to `clock::idle` and reports `Status::SUCCESS`", "holds"),
    ("`soak` hands its argument to `clock::idle` and reports `Status::FINE`", "fails"),
    ("`soak(0)` succeeds right away", "holds"),
    ("`rest` is built on `idle`, and `idle` on `spin`", "holds"),
    ("`rest` is built on `spin`", "undecided"),  # by way of `idle`
    ("`idle` is built on `rest`", "fails"),
    ("A `step` that is no multiple of 8 is answered with `BAD_STEP`", "holds"),
    ("A `step` that is no multiple of 4 is answered with `BAD_STEP`", "holds"),
    ("A `step` that is no multiple of 16 is answered with `BAD_STEP`", "undecided"),
    ("A `step` that is no multiple of 8 is answered with `DEVICE_FAULT`", "fails"),
    ("`settle` returns `Status::TOO_LATE` when the pump is off", "fails"),
    ("`settle` returns `ETIME` when the pump is off", "undecided"),  # which status that is nobody says
    ("`settle` never returns `Status::TOO_LATE` when the pump is off", "undecided"),
    ("`last_fault` returns `Fault::Jammed` when the log has it", "undecided"),  # what is kept there may be that
    ("when `spare` is `99`, `Rack::place` pushes and hands back `self.used - 1`", "holds"),
    ("when `spare` is `99`, `Rack::place` drains and hands back `self.used - 1`", "undecided"),
    ("calling `sort_of` on something that is not a tank panics", "holds"),
    ("calling `sort_of` on something that is a tank panics", "fails"),
    ("`guarded` gives `Ok(())` for mode `MODE_OPEN`", "undecided"),
]


def _case() -> Case:
    mention = FileMention("src/valve.rs", 1, Span(0, 0), "metadata")
    block = Block(Span(0, 0), 5, 99, "rust", "", RUST, "code")
    spec = Spec("uow.md", "1", "Valves", 1, Span(0, 0), (block,), files=(mention,))
    return Case(spec, Source("uow.md", b""), Code(MemoryTree({"src/valve.rs": RUST.encode()})), own=Own({}, {}))


@pytest.mark.parametrize(("sentence", "outcome"), SENTENCES)
def test_a_sentence_on_what_a_function_comes_to(sentence: str, outcome: str) -> None:
    verdict = decide(Criterion(sentence, 1, Span(0, 0)), _case())
    assert verdict.outcome == outcome, f"{verdict.claim}: {verdict.message}"
