"""An inclusive range that was gone through by reference is empty, and no fault."""

from __future__ import annotations

import pytest

from uowgen.behaviour.machine import Machine
from uowgen.behaviour.outcomes import Undecidable
from uowgen.behaviour.program import Program
from uowgen.rust.syntax import RustFile
from uowgen.text import Source

CODE = """
pub fn found(wanted: usize) -> Option<usize> { (0..=4).find(|&n| n == wanted) }
pub fn left(wanted: usize) -> usize { let mut rows = 0..=4; rows.find(|&n| n == wanted); rows.count() }
pub fn last() -> u8 { let mut rows = 250..=255u8; rows.find(|&n| n == 1); rows.count() as u8 }
"""


def given(name: str, *arguments: int) -> object:
    program = Program([RustFile(Source("it.rs", CODE.encode()))])
    return Machine(program).call(name, list(arguments))


@pytest.mark.parametrize(("wanted", "left"), [(0, 4), (3, 1), (4, 0), (9, 0)])
def test_what_is_left_of_it(wanted: int, left: int) -> None:
    assert given("left", wanted) == left


def test_nothing_is_found_in_it() -> None:
    assert given("found", 9) == given("found", 7) != given("found", 3)


def test_what_has_no_number_behind_its_end_is_not_told() -> None:
    with pytest.raises(Undecidable):
        given("last")
