"""Which ways runs have gone: each condition both ways, each arm, each early return, each comparison at its limit."""

from __future__ import annotations

import pytest

from uowgen.behaviour.branches import Branches
from uowgen.behaviour.machine import Machine
from uowgen.behaviour.program import Program
from uowgen.rust.syntax import RustFile
from uowgen.text import Source

CODE = """
fn early(a: u32, b: bool) -> Option<u32> {
    let n = half(a)?;
    if b && n > 2 { return Some(n); }
    match n { 0 => None, 1 | 2 => Some(9), _ => Some(0) }
}
fn half(a: u32) -> Option<u32> { if a % 2 == 0 { Some(a / 2) } else { None } }
"""
ALL = [(1, True), (0, True), (2, True), (4, True), (6, True), (6, False)]


def gone_with(calls: list[tuple[int, bool]]) -> Branches:
    program = Program([RustFile(Source("src/lib.rs", CODE.encode()))])
    program.branches = Branches()
    for a, b in calls:
        Machine(program).call("early", [a, b])
    return program.branches


def test_every_way_is_gone_when_each_has_been_met() -> None:
    assert gone_with(ALL).open_ways("src/lib.rs", 0, len(CODE)) == []
    assert gone_with(ALL).all_gone("src/lib.rs", 0, len(CODE))


@pytest.mark.parametrize(
    ("left_out", "words", "way"),
    [
        ((1, True), "half(a)?", "leaves"),
        ((0, True), "None, 1", "is reached"),
        ((4, True), "n > 2", "is at its limit"),
        ((6, False), "b &&", "is not so"),
    ],
)
def test_a_way_that_is_not_gone_is_told(left_out: tuple[int, bool], words: str, way: str) -> None:
    found = gone_with([c for c in ALL if c != left_out])
    assert (CODE.index(words), way) in found.open_ways("src/lib.rs", 0, len(CODE))
    assert not found.all_gone("src/lib.rs", 0, len(CODE))


def test_what_never_ran_was_not_gone() -> None:
    assert not gone_with([]).all_gone("src/lib.rs", 0, len(CODE))


def test_a_program_that_keeps_none_runs_as_before() -> None:
    program = Program([RustFile(Source("src/lib.rs", CODE.encode()))])
    assert [Machine(program).call("early", [a, b]) for a, b in ALL] == [
        Machine(p).call("early", [a, b]) for a, b in ALL for p in [_keeping()]
    ]


def _keeping() -> Program:
    program = Program([RustFile(Source("src/lib.rs", CODE.encode()))])
    program.branches = Branches()
    return program
