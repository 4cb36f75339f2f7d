"""A constant that the file has as a static of the same type and value takes its place; one that says something else does not."""

from __future__ import annotations

import pytest

from tests.operations.planning import planned

FILE = "/// The way in.\nstatic GATE: u16 = 0x20;\n\nstatic WALL: u16 = 7;\n\nfn enter() {}\n"


def test_a_constant_takes_the_place_of_the_static() -> None:
    after, (operation,) = planned("There is no reason for these to be statics:", FILE, "const WALL: u16 = 7;")
    assert operation.kind == "replace_item"
    assert after.decode() == FILE.replace("static WALL", "const WALL")


def test_what_the_block_has_besides_stands_below_it() -> None:
    code = "pub const GATE: u16 = 0x20;\n\n/// The way out.\npub const EXIT: u16 = GATE + 1;"
    after, _ = planned("Constants:", FILE, code)
    shown = "/// The way in.\npub const GATE: u16 = 0x20;\n\n/// The way out.\npub const EXIT: u16 = GATE + 1;\n"
    assert after.decode() == FILE.replace("/// The way in.\nstatic GATE: u16 = 0x20;\n", shown)


@pytest.mark.parametrize("code", ["const WALL: u16 = 8;", "const WALL: u32 = 7;", "static mut WALL: u16 = 7;"])
def test_another_type_or_value_is_another_thing(code: str) -> None:
    after, (operation,) = planned("Add this constant:", FILE, code)
    assert (operation.status, after) == ("refused", FILE.encode())


def test_what_can_change_is_no_constant() -> None:
    text = FILE.replace("static WALL", "static mut WALL")
    after, (operation,) = planned("Add this constant:", text, "const WALL: u16 = 7;")
    assert (operation.status, after) == ("refused", text.encode())
