"""Conditions in words on receivers that are made up: what is decided, and that rustc agrees on every call that was tried."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tests.behaviour.both_ways import RUSTC
from uowgen.claims.decide import decide
from uowgen.claims.kind import Case
from uowgen.claims.own import Own
from uowgen.claims.values import made_up_calls
from uowgen.facts.code import Code
from uowgen.model import Criterion, FileMention, Spec
from uowgen.text import Source, Span
from uowgen.tree import MemoryTree

if TYPE_CHECKING:
    from pathlib import Path

RUST = """
pub enum Error { Busy { id: u32 }, Gone }
pub const EBUSY: i32 = 16;
#[derive(Clone, Copy, PartialEq)]
pub enum State { Idle, Ready, Running(u32), Done { code: i32 } }
pub struct Task { pub state: State, pub name: Option<u32>, hidden: u32 }
pub struct Span(pub i8, pub i8);
pub struct Door { pub open: bool, pub locked: bool, pub keys: Vec<u8> }
impl State {
    pub fn is_live(&self) -> bool { matches!(self, State::Ready | State::Running(_)) }
    pub fn code(&self) -> i32 { match self { State::Done { code } => *code, _ => 0 } }
    pub fn next(self) -> Option<State> { match self { State::Idle => Some(State::Ready), State::Done { .. } => None, s => Some(s) } }
}
impl Task {
    pub fn is_ready(&self) -> bool { self.state == State::Ready }
    pub fn start(&mut self) -> Result<u32, Error> {
        if self.state.is_live() { return Err(Error::Busy { id: 1 }); }
        if self.hidden > 5 { return Err(Error::Gone); }
        self.state = State::Running(1);
        Ok(self.hidden)
    }
    pub fn label(&self) -> Result<u32, i32> { match self.name { Some(n) => Ok(n), None => Err(EBUSY) } }
    pub fn named(&self) -> bool { if self.name.is_none() { return false; } true }
    pub fn last(&self) -> u32 { 10 - self.hidden }
}
impl Span {
    pub fn width(&self) -> i8 { self.1 - self.0 }
    pub fn is_flat(&self) -> bool { self.0 == self.1 }
}
impl Door {
    pub fn enter(&self) -> Result<(), &'static str> {
        if self.locked && self.keys.is_empty() { return Err("locked"); }
        if !self.open { return Err("closed"); }
        Ok(())
    }
    pub fn slam(&mut self) { assert!(self.open, "shut already"); self.open = false; }
}
pub fn place(at: *const u8, n: u32) -> u32 { assert!(!at.is_null(), "no place"); assert!(n > 0); n }
pub fn pick(task: &Task, n: u32) -> u32 { if n > 3 { 0 } else { task.hidden + 1 } }
"""
CASES = (
    ("`State::is_live` returns true for `Ready` and `Running`", "holds"),
    ("`State::is_live` returns true for `Ready` and `Done`", "fails"),
    ("`is_live()` returns `false` for `State::Done`", "holds"),
    ("`start` fails with `Error::Busy` when the state is `State::Ready`", "holds"),
    ("`start` returns `Err(Error::Busy)` if the task is ready", "holds"),
    ("`start` returns `Err(Error::Gone)` if the task is ready", "fails"),
    # No field of `Task` is hidden from the claim, and yet nobody may be able to make such a task.
    ("`start` returns `Err(Error::Gone)` when `hidden` is 6", "undecided"),
    ("`start` returns `Err(Error::Gone)` if `hidden > 5 && !self.state.is_live()`", "holds"),
    ("`start` returns `Err(Nope)` when the state is `State::Ready`", "undecided"),
    ("`label` returns `EBUSY` when there is no `name`", "holds"),
    ("`label` returns `Ok(0)` when `name` is `None`", "fails"),
    ("`named` returns `false` when `name` is not set", "holds"),
    ("`next()` returns `None` for `State::Done`", "holds"),
    ("`place` panics if `at` is null", "holds"),
    ("`place` panics if `at.is_null()`", "holds"),
    ("`place` panics if `n > 0`", "undecided"),
    ("`pick` returns 0 when `n > 3`", "holds"),
    ("`pick` returns 1 when `n > 3`", "fails"),
    ("`code()` returns 0 for `Done`", "fails"),
    ("`width` returns 0 if `self.is_flat()`", "holds"),
    ("`width` returns 1 if `self.is_flat()`", "fails"),
    ('`enter` returns `Err("closed")` when the door is not open', "fails"),
    ("`enter` returns `Ok(())` when `open && !locked`", "holds"),
    ("`enter` returns `Ok(())` if the door is open", "fails"),
    ("`slam` panics if the door is not open", "holds"),
    ("`slam` panics if the door is locked", "fails"),
    ("`slam` does not panic when the door is open", "holds"),
    ("`last` panics if `hidden > 10`", "holds"),
    ("`start` returns early if the state is live", "undecided"),
    ("`named` returns early if `name` is not set", "undecided"),
    ("`named` returns early if `self.name.is_none()`", "holds"),
    ("`enter` returns `Ok(())` on success", "holds"),
)


def case_over(text: str) -> Case:
    spec = Spec("uow.md", "1", "A unit of work", 1, Span(0, 0), files=(FileMention("src/lib.rs", 1, Span(0, 0), "metadata"),))
    return Case(spec, Source("uow.md", b""), Code(MemoryTree({"src/lib.rs": text.encode()})), own=Own({}, {}))


@pytest.mark.parametrize(("sentence", "outcome"), CASES)
def test_a_condition_in_words_is_decided(sentence: str, outcome: str) -> None:
    verdict = decide(Criterion(sentence, 1, Span(0, 0)), case_over(RUST))
    assert verdict.outcome == outcome, verdict.message


@pytest.mark.skipif(RUSTC is None, reason="rustc is not there: what was interpreted is not held against it")
def test_rustc_agrees_on_every_call_that_was_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[tuple[str, list[Any], list[Any]]] = []
    probed = made_up_calls.probed

    def noted(case: Case, path: str, code: str, rows: Any) -> list[Any]:
        found = probed(case, path, code, rows)
        tried.append((code, rows, ["stuck" if r.stuck is not None else "panic" if r.panic else str(r.value) for r in found]))
        return found

    monkeypatch.setattr(made_up_calls, "probed", noted)
    for sentence, _ in CASES:
        decide(Criterion(sentence, 1, Span(0, 0)), case_over(RUST))
    assert sum(len(rows) for _, rows, _ in tried) > 1_000
    parts = []
    for number, (code, rows, _) in enumerate(tried):
        calls = "".join(f"p(|| uowgen_probe({', '.join(map(str, row))}));" for row in rows)
        parts.append(f"mod m{number} {{ {RUST}\n{code}\n use super::p; pub fn run() {{ {calls} }} }}")
    main = "".join(f'm{n}::run(); println!(".");' for n in range(len(tried)))
    shown = (
        "fn p(f: impl FnOnce() -> u8 + std::panic::UnwindSafe) "
        '{ match std::panic::catch_unwind(f) { Ok(n) => println!("{n}"), Err(_) => println!("panic") } }'
    )
    text = (
        f"#![allow(warnings)]\n{shown}\n" + "\n".join(parts) + f"\nfn main() {{ std::panic::set_hook(Box::new(|_| {{}})); {main} }}"
    )
    (tmp_path / "main.rs").write_text(text, encoding="utf-8")
    built = subprocess.run(
        [str(RUSTC), "--edition", "2021", "-Cdebug-assertions=on", "-Coverflow-checks=on", "-Cdebuginfo=0", "-o", tmp_path / "main", tmp_path / "main.rs"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr[:3000]
    printed = subprocess.run([tmp_path / "main"], capture_output=True, text=True, check=True).stdout.split(".\n")
    for (code, _, results), output in zip(tried, printed, strict=False):
        assert output.split() == results, code
