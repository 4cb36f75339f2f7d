"""Criteria in few words, as the plain sentences that they stand for."""

from __future__ import annotations

import pytest

from uowgen.claims.decide import decide
from uowgen.claims.kind import Case
from uowgen.claims.own import Own
from uowgen.facts.code import Code
from uowgen.model import Criterion, FileMention, Spec
from uowgen.text import Source, Span
from uowgen.tree import MemoryTree

TREE = {
    "src/lib.rs": b"#![no_std]\n#![deny(missing_docs)]\nmod tank;\n",
    "src/tank.rs": b"""
use crate::pipes::Valve;
pub const LIMIT: u32 = 0x40;
static TANKS: Mutex<Vec<Tank>> = Mutex::new(Vec::new());
#[non_exhaustive]
#[derive(Clone, Copy, PartialEq)]
pub enum Fluid { Water = 1, Oil = 2 }
pub struct Tank { level: u32, pub fluid: Fluid, pub size: u8 }
struct Pump;
impl Tank {
    pub fn new() -> Self { Tank { level: 0, fluid: Fluid::Water, size: 3 } }
    pub fn fill(&mut self, by: u32, from: Fluid) -> bool { drain(1); self.level += by; true }
}
trait Flow { type Unit; }
impl Flow for Pump { type Unit = u64; }
fn drain(by: u32) {}
fn open_all(count: usize, force: bool) {}
""",
    "crates/pump/Cargo.toml": b'[package]\nname = "pump"\n[dependencies]\nspin = "0.9"\n',
}


def outcome(sentence: str) -> str:
    spec = Spec("uow.md", "1", "Tanks", 1, Span(0, 0), files=(FileMention("src/tank.rs", 1, Span(0, 0), "metadata"),))
    case = Case(spec, Source("uow.md", b""), Code(MemoryTree(TREE)), own=Own({}, {}))
    return decide(Criterion(sentence, 1, Span(0, 0)), case).outcome


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("`LIMIT: u32 = 64`", "holds"),
        ("`LIMIT: u32 = 65`", "fails"),
        ("`LIMIT: u64 = 64`", "fails"),
        ("`LIMIT: u32` equals `0x40`", "holds"),
        ("`Fluid::Water = 1`, `Oil = 2`", "holds"),
        ("`Fluid::Water = 1`, `Oil = 3`", "fails"),
        ("`LIMIT = 64` in `Tank`", "undecided"),
        ("`Tank::size: u8`, default `3`", "holds"),
        ("`Tank::size: u8`, default `4`", "fails"),
        ("`Tank` gains `size: u8`, initially 3", "holds"),
        ("`Tank` gains `size: u16`, initially 3", "fails"),
        ("`Tank` holds `level` and `fluid`", "holds"),
        ("`Tank` holds `level` and `colour`", "fails"),
    ],
)
def test_a_declaration_in_one_piece(sentence: str, expected: str) -> None:
    assert outcome(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("`empty_tank` renamed to `drain`", "holds"),
        ("`drain` renamed to `empty_tank`", "fails"),
        ("`Tank::pour` renamed to `fill`", "holds"),
        ("`Tank::pour` renamed to `drain`", "fails"),
        ("`TANKS: Mutex<Vec<Tank>>` replaces `ALL_TANKS`", "holds"),
        ("`TANKS: Mutex<Vec<Tank>>` replaces `LIMIT`", "fails"),
    ],
)
def test_one_name_for_another(sentence: str, expected: str) -> None:
    assert outcome(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("`Fluid` is `#[non_exhaustive]` and `Copy`", "holds"),
        ("`Fluid` is `Copy` but `#[repr(C)]`", "fails"),
        ("`Fluid` keeps `Clone, Copy`", "holds"),
        ("`Fluid` keeps `Clone, Eq`", "fails"),
        ("`src/lib.rs` keeps `#![deny(missing_docs)]`", "holds"),
        ("`Tank` has public `fluid`, `size`", "holds"),
        ("`Tank` has public `fluid`, `level`", "fails"),
        ("`Pump` unit struct is private", "holds"),
        ("`Pump` unit struct is public", "fails"),
        ("All three `Tank` fields `pub`", "fails"),
    ],
)
def test_predicates_without_a_verb_of_their_own(sentence: str, expected: str) -> None:
    assert outcome(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("`open_all(count: usize, force: bool)` helper extracted", "holds"),
        ("`open_all(count: u8, force: bool)` helper extracted", "fails"),
        ("`fill(&mut self, by: u32, from: Fluid) -> bool`", "holds"),
        ("`fill(&mut self, by: u32, from: Fluid) -> u8`", "fails"),
        ("`Unit` for `Pump` is `u64`", "holds"),
        ("`impl Flow for Tank` removed", "holds"),
        ("`impl Flow for Pump` removed", "fails"),
        ("`use crate::pipes::*` glob import dropped", "holds"),
        ("`use crate::pipes::Valve` import dropped", "fails"),
        ('`spin = "0.9"` in dependencies', "holds"),
        ('`spin = "0.8"` in dependencies', "undecided"),
        ('`log = "0.4"` in dependencies', "fails"),
        ("`spin` gone from `crates/pump/Cargo.toml`", "fails"),
        ("Free constants `DEPTH` / `WIDTH` removed", "holds"),
        ("Free constants `DEPTH` / `LIMIT` removed", "fails"),
    ],
)
def test_items_impls_imports_and_dependencies(sentence: str, expected: str) -> None:
    assert outcome(sentence) == expected
