"""Lives of types whose kernel nobody knows: what is recorded, what calls answer, what is learnt from how answers are used."""

from __future__ import annotations

from uowgen.behaviour.lives import Record, compared_lives, lived, lives, named_variants, roster
from uowgen.behaviour.machine import Limits
from uowgen.behaviour.program import Program
from uowgen.rust.syntax import RustFile
from uowgen.text import Source

LEASE = """
use crate::hw::{led, Board};

pub struct Blink<'b> { board: &'b Board, on: Vec<u8> }

impl<'b> Blink<'b> {
    pub fn new(board: &'b Board) -> Self { Self { board, on: Vec::new() } }
    pub fn light(&mut self, pin: u8) -> Result<(), u32> {
        let lamp = self.board.claim(pin)?;
        if led::is_dim(pin) { led::boost(pin); }
        self.on.push(pin);
        let Some(_) = led::strip(lamp) else { return Err(9) };
        Ok(())
    }
    pub fn stay(mut self) -> usize { let n = self.on.len(); self.on.clear(); n }
}

impl Drop for Blink<'_> {
    fn drop(&mut self) { for pin in self.on.drain(..).rev() { led::off(pin); } }
}
"""


def program(source: str) -> Program:
    return Program([RustFile(Source("src/it.rs", source.encode()))])


def records(source: str, name: str) -> tuple[list[Record], dict[str, str]]:
    it = program(source)
    listed = roster(it, name)
    assert listed is not None
    learnt: dict[str, str] = {}
    return [mine for _, mine in compared_lives(it, it, listed, listed, Limits(), learnt)], learnt


def test_what_calls_give_is_learnt_from_how_it_is_used() -> None:
    found, learnt = records(LEASE, "Blink")
    assert {key.rpartition("::")[2]: kind for key, kind in learnt.items()} == {
        "board.claim": "result",
        "is_dim": "bool",
        "strip": "option",
    }
    assert all(r.stuck is None for r in found)


def test_every_ending_and_every_failure_is_lived() -> None:
    found, _ = records(LEASE, "Blink")
    assert {r.life.end for r in found} == {"drop", "panic", "stay"}
    assert {f.partition("@")[0].rpartition("::")[2] for r in found for f in r.failed} == {"board.claim", "strip"}
    assert {e.name for r in found for e in r.events} >= {"claim", "is_dim", "boost", "strip", "off"}


def test_steps_tell_what_was_given_back() -> None:
    found, _ = records(LEASE, "Blink")
    kept = next(r for r in found if r.life.end == "stay" and r.life.calls == ("light", "light") and not r.failed)
    assert [s.name for s in kept.steps] == ["new", "light", "light", "stay"]
    assert [s.gave for s in kept.steps] == ["itself", ("Ok", "()"), ("Ok", "()"), 2]
    assert not [e for e in kept.events if e.name == "off"]


def test_the_same_calls_get_the_same_answers() -> None:
    other = LEASE.replace(
        "let lamp = self.board.claim(pin)?;", "let lamp = match self.board.claim(pin) { Ok(l) => l, Err(e) => return Err(e) };"
    )
    one, two = program(LEASE), program(other)
    first, second = roster(one, "Blink"), roster(two, "Blink", whole=True)
    assert first is not None
    assert second is not None
    for mine, theirs in compared_lives(two, one, second, first, Limits(), {}):
        assert (mine.steps, mine.events) == (theirs.steps, theirs.events), mine.life


def test_what_is_written_is_read_back_and_what_is_switched_on_is_on() -> None:
    source = """
    use crate::cpu::{mode, irq};
    pub struct Mode { before: u64, on: bool }
    impl Mode {
        pub fn enter(to: u64) -> Self { let on = irq::enabled(); irq::disable(); let before = mode::read(); mode::write(to); Self { before, on } }
        pub fn same(&self) -> bool { irq::enabled() == self.on }
        pub fn now(&self) -> u64 { mode::read() }
    }
    """
    found, _ = records(source, "Mode")
    for record in found:
        for step in record.steps:
            if step.name == "now":
                assert step.gave == record.steps[0].given[0]
            if step.name == "same":
                assert step.gave is not record.life.script.yes


def test_a_life_that_depends_on_what_nobody_knows_is_stuck() -> None:
    source = """
    use crate::x;
    pub struct S;
    impl S { pub fn new() -> Self { S } pub fn go(&self) -> u8 { if x::one() == x::two() { 1 } else { 2 } } }
    """
    it = program(source)
    listed = roster(it, "S")
    assert listed is not None
    life = next(one for one in lives(listed) if one.calls == ("go",))
    assert lived(it, listed, life, {}, Limits(), {}).stuck is not None


def test_helpers_are_not_called_from_outside() -> None:
    source = """
    struct S { n: u8 }
    impl S {
        fn new() -> Self { S { n: 0 } }
        fn go(&mut self) { self.step() }
        fn step(&mut self) { self.n += 1 }
    }
    """
    listed = roster(program(source), "S")
    assert listed is not None
    assert [f.name for f in listed.methods] == ["go"]


def test_modules_that_are_opened_on_the_way_disturb_nothing() -> None:
    """To look for a type asks for the trait of an impl, which may lie in a module above that the program has no file of."""
    source = "use crate::parts::*; struct Pin; impl Shown for Pin { } fn f() { Edge::Rising; Pin::Low; }"
    it = Program(
        [RustFile(Source("src/board/it.rs", source.encode())), RustFile(Source("src/board/other.rs", b"fn g() { Pull::Up; }"))]
    )
    before = len(it.modules)
    assert it.impls_of(it.type("Pin")) and len(it.modules) > before
    afresh = Program([m.file for m in it.modules.values()][:2])
    assert named_variants(afresh) == {"..": (), "Edge": ("Edge::Rising",), "Pull": ("Pull::Up",)}
