"""Macro calls that define something in the file at hand; methods told by what they call; imports and several items shown with gaps."""

from __future__ import annotations

import pytest

from tests.operations.planning import planned

CHECKS = """\
use crate::check;

check!(first, |dir| {
    dir.make("a");
});

check!(second, |dir| {
    dir.make("b");
});

fn shared() {}
"""

THIRD = 'check!(third, |dir| {\n    dir.make("c");\n});'

FILE = """\
use std::fmt;
use std::io;

pub struct Tank {
    level: u32,
}

impl Tank {
    fn is_low(&self) -> bool {
        true
    }
}

pub struct Gauge;

impl Gauge {
    fn reads(&self) -> u32 {
        0
    }
}

pub fn pump(n: u32) -> u32 {
    let one = first(n);
    let two = second(one);
    two
}

pub fn drain(n: u32) -> u32 {
    let three = third(n);
    let four = fourth(three);
    four
}
"""


def test_a_test_made_by_a_macro_goes_behind_the_last_of_its_kind() -> None:
    after, (operation,) = planned("Write a failing test:", CHECKS, THIRD)
    assert operation.status == "applies"
    assert after.decode() == CHECKS.replace("\nfn shared", f"\n{THIRD}\n\nfn shared")


def test_it_is_there_already_the_second_time() -> None:
    once, _ = planned("Write a failing test:", CHECKS, THIRD)
    again, (operation,) = planned("Write a failing test:", once, THIRD)
    assert (operation.status, again) == ("applied", once)


def test_a_test_stands_beside_the_one_that_the_words_name() -> None:
    after, _ = planned("Add a test before `second`:", CHECKS, THIRD)
    assert after.index(b"check!(first") < after.index(b"check!(third") < after.index(b"check!(second")


@pytest.mark.parametrize(
    ("words", "text", "code"),
    [
        # Another one of that name, one beside something that is none, and calls that stand in functions as well.
        ("Write a failing test:", CHECKS, 'check!(first, |dir| {\n    dir.make("c");\n});'),
        ("Add a test after `fifth`:", CHECKS, THIRD),
        ("Write a failing test:", CHECKS.replace("fn shared() {}", "fn shared() {\n    check!(own, 1);\n}"), THIRD),
        ("Call it:", FILE, THIRD),
    ],
)
def test_a_macro_call_that_need_not_be_an_item_is_refused(words: str, text: str, code: str) -> None:
    after, (operation,) = planned(words, text, code)
    assert (operation.status, after.decode()) == ("refused", text)


def test_a_method_belongs_to_the_type_whose_methods_it_calls() -> None:
    _, (operation,) = planned("Predicate:", FILE, "fn is_usable(&self) -> bool {\n    !self.is_low()\n}")
    assert (operation.status, operation.target) == ("applies", "impl Tank")


def test_a_method_that_calls_what_no_type_has_is_refused() -> None:
    after, (operation,) = planned("Predicate:", FILE, "fn is_usable(&self) -> bool {\n    !self.is_high()\n}")
    assert (operation.status, after.decode()) == ("refused", FILE)


def test_a_gap_between_imports_stands_for_other_imports() -> None:
    after, _ = planned("Imports:", FILE, "use std::fmt;\n// ...\nuse std::mem;")
    assert after.decode() == FILE.replace("use std::io;\n", "use std::io;\nuse std::mem;\n")


PARTS = (
    "pub fn pump(n: u32) -> u32 {\n    let one = first(n);\n    note(one);\n    // ...\n}\n\n"
    "pub fn drain(n: u32) -> u32 {\n    let three = third(n);\n    note(three);\n    // ...\n}"
)


def test_several_functions_with_gaps_are_filled_together() -> None:
    after, _ = planned("Both take a note:", FILE, PARTS)
    assert after.decode() == FILE.replace("first(n);\n", "first(n);\n    note(one);\n").replace(
        "third(n);\n", "third(n);\n    note(three);\n"
    )


def test_several_items_with_gaps_are_refused_together() -> None:
    after, (operation,) = planned("Both take a note:", FILE, PARTS.replace("fn drain", "fn empty"))
    assert (operation.code, after.decode()) == ("elided-code", FILE)
