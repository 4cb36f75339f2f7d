"""Places that the words tell without quoting them whole: what a step is about, a statement with a gap, arms by their last name."""

from __future__ import annotations

import pytest

from tests.operations.planning import planned

QUEUE = """const SMALL: u32 = 1;
const LARGE: u32 = 9;

pub struct Queue {
    items: Vec<u32>,
}

impl Queue {
    pub fn push(&mut self, x: u32) {
        trace("enter");
        self.items.push(x);
    }

    pub fn pop(&mut self) -> Option<u32> {
        trace("enter");
        let last = self.items.pop();
        for _ in 0..2 {
            turn(1);
        }
        last
    }
}

pub enum Lamp {
    Red,
    Green,
    Blue,
}

pub fn code(lamp: Lamp) -> u8 {
    match lamp {
        Lamp::Red => 1,
        Lamp::Green => 2,
        Lamp::Blue => 3,
    }
}

impl From<u8> for Queue {
    fn from(one: u8) -> Self {
        Self { items: vec![one.into()] }
    }
}

impl From<u16> for Queue {
    fn from(one: u16) -> Self {
        Self { items: vec![one.into()] }
    }
}
"""


def above(words: str, code: str) -> str:
    """The row above the first one of `code` in the result; the code of the refusal if there is one."""
    after, operations = planned(words, QUEUE, code)
    if operations[-1].code is not None:
        return operations[-1].code
    rows = [row.strip() for row in after.decode().split("\n")]
    at = rows.index(code.split("\n")[0].strip())
    assert planned(words, after, code)[0] == after
    return rows[at - 1]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('`Queue::push` should count, too. After its `trace("enter");` add:', 'trace("enter");'),
        ('`push` is not affected. After `trace("enter");` add:', "anchor-ambiguous"),
        ('`push` stays as it is. After `trace("enter");` add:', "anchor-ambiguous"),
        ("After `let last = …` in `pop`:", "let last = self.items.pop();"),
        ("After the `let last = ...;` statement:", "let last = self.items.pop();"),
        ("After `let first = …` in `pop`:", "anchor-not-found"),
        ("In `Queue`, after the line with `self.items.push`:", "self.items.push(x);"),
    ],
)
def test_statements(words: str, expected: str) -> None:
    assert above(words, "tally(2);") == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("In `code`, between the Red and the Green arm:", "Lamp::Red => 1,"),
        ("In `code`, between the Red and the Blue arm:", "anchor-not-found"),
        ("In `code`, before the Blue case:", "Lamp::Green => 2,"),
        ("In `code`, after the line for `Lamp::Red`:", "Lamp::Red => 1,"),
        ("In `code`, after the entry for `Lamp::Green`:", "Lamp::Green => 2,"),
    ],
)
def test_arms(words: str, expected: str) -> None:
    assert above(words, "Lamp::White => 4,") == expected


def test_between_the_two_things_that_are_shown() -> None:
    shown = (
        "In `code` it reads today\n\n```rust\nLamp::Green => 2,\nLamp::Blue => 3,\n```\n\nand the new one fits between these two:"
    )
    assert above(shown, "Lamp::White => 4,") == "Lamp::Green => 2,"


def test_a_constant_with_the_others() -> None:
    after, operations = planned("A constant for what lies between, with the others:", QUEUE, "const MEDIUM: u32 = 5;")
    assert [o.status for o in operations] == ["applies"]
    assert after.index(b"LARGE") < after.index(b"MEDIUM") < after.index(b"pub struct Queue")


def test_the_impl_of_one_type_of_several() -> None:
    after, _ = planned("Replace the body of `from` in `impl From<u16> for Queue` with:", QUEUE, "Self { items: Vec::new() }")
    assert after.decode().count("vec![one.into()]") == 1
    assert after.index(b"vec![one.into()]") < after.index(b"impl From<u16>")


def test_a_comment_above_the_function_that_the_sentence_is_about() -> None:
    words = "`Queue::pop` may be called on an empty queue. Say so above the function:"
    after, _ = planned(words, QUEUE, "// Gives None if there is nothing.")
    assert b"// Gives None if there is nothing.\n    pub fn pop" in after


def test_a_kind_of_place_before_the_verb() -> None:
    words = "The caller is `pop`. After `let last = …` add\n\n```rust\nlet mut n = 0;\n```\n\nand in its only loop replace the line `turn(1);` by these two:"
    after, operations = planned(words, QUEUE, "turn(n);\nn += 1;")
    assert [o.status for o in operations] == ["applies", "applies"]
    assert b"            turn(n);\n            n += 1;\n" in after


@pytest.mark.parametrize(("edge", "expected"), [("end", "self.items.push(x);"), ("start", "pub fn push(&mut self, x: u32) {")])
def test_the_second_block_of_a_step_has_a_place_of_its_own(edge: str, expected: str) -> None:
    step = '- [ ] In `push`, after `trace("enter");`\n\n```rust\ncount(1);\n```\n\n  and at its {}:'
    assert above(step.format(edge), "tally(2);") == expected


def test_one_more_in_the_same_place() -> None:
    words = "In `Queue`, after `items`:\n\n```rust\nmost: usize,\n```\n\nand `Lamp` wants one, too:"
    assert above(words, "White,") == "Blue,"
