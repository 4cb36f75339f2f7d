"""Entries of a list of imports: into the braces that the words quote, or in place of the entry that they outgrow."""

from __future__ import annotations

import pytest

from tests.operations.planning import planned

FILE = """\
use crate::{
    ink::{Colour, Pen},
    paper::Sheet,
    press::roll
};
use std::{fmt, io};

fn print() {}
"""


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ("First entry of the `use crate::{ … }` group:", "    ink::{", "    glue::Pot,\n    ink::{"),
        ("In the `use crate::{…}` list, after `paper::Sheet`:", "Sheet,\n", "Sheet,\n    glue::Pot,\n"),
        ("In the `use crate::{ ... }` list, before `Sheet`:", "    paper", "    glue::Pot,\n    paper"),
        ("Add to the `crate::{…}` imports:", "roll\n", "roll,\n    glue::Pot,\n"),
    ],
)
def test_an_entry_goes_into_the_list_that_is_quoted(words: str, old: str, new: str) -> None:
    after, (operation,) = planned(words, FILE, "glue::Pot,")
    assert operation.kind == "add_import"
    assert after.decode() == FILE.replace(old, new, 1)


@pytest.mark.parametrize(
    "words",
    [
        "The line in the `crate::{…}` group changes from `paper::Sheet,` to:",
        "Import line in the `crate::{…}` group changes from `paper::Sheet,` to:",
        "Into the `use crate::{ … }` group:",
    ],
)
def test_an_entry_takes_the_place_of_the_one_that_it_outgrows(words: str) -> None:
    after, _ = planned(words, FILE, "paper::{Roll, Sheet},")
    assert after.decode() == FILE.replace("paper::Sheet", "paper::{Roll, Sheet}")


def test_what_is_in_the_list_already_is_applied() -> None:
    after, (operation,) = planned("Add to the `use crate::{ … }` group:", FILE, "ink::Pen,")
    assert (operation.status, after) == ("applied", FILE.encode())


@pytest.mark.parametrize(
    "words", ["In the `use super::{ … }` group:", "In the `use crate::{ … }` list, after `Stamp`:", "First entry:"]
)
def test_a_list_or_entry_that_is_not_there_is_refused(words: str) -> None:
    after, (operation,) = planned(words, FILE, "glue::Pot,")
    assert (operation.status, after) == ("refused", FILE.encode())


def test_two_lists_with_the_same_head_are_not_told_apart() -> None:
    text = FILE + "\nuse crate::{lead, tin};\n"
    after, (operation,) = planned("In the `use crate::{ … }` group:", text, "glue::Pot,")
    assert (operation.code, after) == ("anchor-ambiguous", text.encode())


def test_an_entry_of_a_list_on_one_line_stays_on_it() -> None:
    after, _ = planned("Last entry of the `use std::{…}` list:", FILE, "thread::spawn,")
    assert b"use std::{fmt, io, thread::spawn};" in after
