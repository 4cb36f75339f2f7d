"""Statements that words tell by their number, by the function that they call, by a condition, or as an end of a block in a function."""

from __future__ import annotations

import pytest

from tests.operations.planning import planned

FILE = """\
use core::fmt;
use core::mem;

mod lamp;

pub enum Light {
    Red,
    Green,
}

pub struct Signal {
    lamp: Lamp,
    waits: u8,
}

impl Signal {
    pub fn new(lamp: Lamp) -> Self {
        let wires = Wires { count: 2 };
        Self { lamp, waits: 0 }
    }

    fn change(&mut self, to: Light) {
        if self.waits > 3 {
            return;
        }
        self.lamp.store(0);
        log::debug!("off");
        for n in 0..2 {
            self.blink(n);
        }
        unsafe {
            write_reg(1);
            write_reg(2);
        }
        match to {
            Light::Red => {
                self.stop();
            }
            Light::Green => self.go(),
        }
        self.reset();
        self.lamp.store(1);
    }
}

impl Drop for Signal {
    fn drop(&mut self) {
        self.reset();
    }
}
"""


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ("In `change`, after the first store:", "store(0);\n", "store(0);\n        tick();\n"),
        ("In `change`, after the last store:", "store(1);\n", "store(1);\n        tick();\n"),
        (
            "In `change`, before the second `write_reg`:",
            "            write_reg(2)",
            "            tick();\n            write_reg(2)",
        ),
        ("In `change`, before the log line:", "        log::", "        tick();\n        log::"),
        (
            "In `Signal::change`, before the reset:",
            "        self.reset();\n        self.lamp",
            "        tick();\n        self.reset();\n        self.lamp",
        ),
        (
            "In `change`, after the early return for `self.waits > 3`:",
            "        }\n        self.lamp.store(0)",
            "        }\n        tick();\n        self.lamp.store(0)",
        ),
        ("At the end of the loop body in `change`:", "blink(n);\n", "blink(n);\n            tick();\n"),
        ("`change`, inside the `unsafe` block, last:", "write_reg(2);\n", "write_reg(2);\n            tick();\n"),
        (
            "Inside the `Light::Red` arm of `change`, first:",
            "                self.stop",
            "                tick();\n                self.stop",
        ),
        (
            "Inside the `Red` arm of `change`, first:",
            "                self.stop",
            "                tick();\n                self.stop",
        ),
        ("In `change`, at the start of the `if`:", "            return;\n", "            tick();\n            return;\n"),
        ("In `change`, at the start of `unsafe`:", "            write_reg(1)", "            tick();\n            write_reg(1)"),
        ("`change` first waits for the others:", "to: Light) {\n", "to: Light) {\n        tick();\n"),
        ("In `change`, first:", "to: Light) {\n", "to: Light) {\n        tick();\n"),
        ("In the `Drop` impl, before `self.reset()`:", "drop(&mut self) {\n", "drop(&mut self) {\n        tick();\n"),
    ],
)
def test_statements_stand_beside_what_is_told(words: str, old: str, new: str) -> None:
    after, _ = planned(words, FILE, "tick();")
    assert after.decode() == FILE.replace(old, new)
    again, (operation,) = planned(words, after, "tick();")
    assert (operation.status, again) == ("applied", after)


@pytest.mark.parametrize(
    "words",
    [
        "In `change`, after the third store:",
        "In `change`, before the write:",
        "In `change`, after the length check:",
        "In `change`, after the check for `self.waits > 4`:",
        "At the end of the `while` loop in `change`:",
        "In the `else` block of `change`, first:",
        "`change` first of all is slow:",
        "In `change`, at the end of the block:",
        "In `change`, at the end of the `if`:",
        "In `change`, at the end of the arm:",
        "`change` first appears in this form:",
    ],
)
def test_what_is_not_there_or_not_told_is_refused(words: str) -> None:
    after, (operation,) = planned(words, FILE, "tick();")
    assert (operation.status, after) == ("refused", FILE.encode())


def test_what_stands_inside_of_another_statement_is_not_there_already() -> None:
    after, _ = planned("In `change`, after the `unsafe` block:", FILE, "self.stop();")
    assert after.decode() == FILE.replace("        }\n        match", "        }\n        self.stop();\n        match")


def test_a_check_gives_way_to_another() -> None:
    code = "if self.waits > 3 && !self.busy {\n    return;\n}"
    after, _ = planned("In `change`, in place of the `self.waits > 3` check:", FILE, code)
    assert after.decode() == FILE.replace("self.waits > 3 {", "self.waits > 3 && !self.busy {")


@pytest.mark.parametrize("words", ["In `Signal::new`, set it:", "Set it in `new`, last:", "and in the constructor:"])
def test_a_value_goes_into_the_literal_of_the_type_that_has_the_field(words: str) -> None:
    text = FILE.replace("    waits: u8,\n}", "    waits: u8,\n    seen: u8,\n}")
    after, (operation,) = planned(words, text, "seen: 0,")
    assert operation.kind == "initialise_field"
    assert after.decode() == text.replace("waits: 0 }", "waits: 0, seen: 0 }")


def test_a_value_of_a_field_that_no_type_has_is_refused_where_two_are_made() -> None:
    after, (operation,) = planned("In `Signal::new`, set it:", FILE, "seen: 0,")
    assert (operation.status, after) == ("refused", FILE.encode())


@pytest.mark.parametrize(
    ("words", "code", "old"),
    [
        ("Field, right below `lamp`:", "kind: Kind,", "    lamp: Lamp,\n"),
        ("A third one, `Light::Amber`, at the end:", "Amber,", "    Green,\n"),
    ],
)
def test_a_member_goes_to_the_type_that_only_its_words_tell(words: str, code: str, old: str) -> None:
    after, _ = planned(words, FILE, code)
    assert after.decode() == FILE.replace(old, f"{old}    {code}\n")


@pytest.mark.parametrize("words", ["Type alias under the imports:", "Right after the `use` lines:", "Below the imports:"])
def test_an_item_goes_below_the_imports(words: str) -> None:
    after, _ = planned(words, FILE, "type Word = u32;")
    assert b"use core::mem;\n\ntype Word = u32;\n\nmod lamp;" in after


def test_a_derive_on_a_type_is_grown() -> None:
    text = FILE.replace("pub enum", "#[derive(Debug)]\npub enum")
    after, _ = planned("Derive `Clone` on `Light`:", text, "#[derive(Debug, Clone)]")
    assert after.decode() == text.replace("(Debug)", "(Debug, Clone)")


@pytest.mark.parametrize(
    ("words", "code", "old", "new"),
    [
        ("In `change`, the first store becomes:", "self.lamp.store(2);", "store(0)", "store(2)"),
        ("In `change`, replace the last store with:", "self.lamp.store(2);", "store(1)", "store(2)"),
        ("In `change`, change the second `write_reg` to:", "write_reg(3);", "write_reg(2)", "write_reg(3)"),
        ("In `change`, the loop becomes:", "for n in (0..2).rev() {\n    self.blink(n);\n}", "0..2", "(0..2).rev()"),
        ("In `change`, the check becomes:", "if self.waits > 9 {\n    return;\n}", "waits > 3", "waits > 9"),
    ],
)
def test_a_statement_that_is_told_gives_way(words: str, code: str, old: str, new: str) -> None:
    after, _ = planned(words, FILE, code)
    assert after.decode() == FILE.replace(old, new)


def test_what_stands_in_the_old_form_as_well_is_not_what_the_new_one_encloses() -> None:
    text = FILE.replace("self.lamp.store(0);", "self.blink(n);\n        self.lamp.store(0);")
    code = "for n in (0..2).rev() {\n    self.blink(n);\n}"
    after, (operation,) = planned("`change`, but the other way round:", text, code)
    assert (operation.status, after) == ("refused", text.encode())


def test_a_loop_does_not_go_into_the_loop_that_it_is_another_form_of() -> None:
    after, (operation,) = planned("`change`, but the other way round:", FILE, "for n in (0..2).rev() {\n    self.blink(n);\n}")
    assert (operation.status, after) == ("refused", FILE.encode())


@pytest.mark.parametrize(
    ("words", "above"),
    [
        ("In `Signal::new`, after reading `wires`:", "Wires { count: 2 };\n"),
        ("In `Signal::new`, directly after `wires` is read:", "Wires { count: 2 };\n"),
        ("In `Signal::new`, check the lamp before anything else:", "new(lamp: Lamp) -> Self {\n"),
    ],
)
def test_statements_stand_where_a_value_is_known(words: str, above: str) -> None:
    after, _ = planned(words, FILE, "wires.check();")
    assert after.decode() == FILE.replace(above, f"{above}        wires.check();\n")


def test_items_stand_below_the_module_lines_and_above_documentation() -> None:
    text = FILE.replace("pub enum", "/// What is seen.\npub enum")
    after, _ = planned("Below the module declarations:", text, "const LAMPS: u8 = 2;")
    assert b"mod lamp;\n\nconst LAMPS: u8 = 2;\n\n/// What" in after
    after, _ = planned("Above the doc comment of `Light`:", text, "const LAMPS: u8 = 2;")
    assert b"mod lamp;\n\nconst LAMPS: u8 = 2;\n\n/// What" in after


def test_a_function_that_replaces_the_old_one_is_its_new_version() -> None:
    code = "fn change(&mut self, to: Light) {\n    self.lamp.store(1);\n}"
    after, (operation,) = planned("`change` (replaces the old one):", FILE, code)
    assert operation.kind == "replace_item"
    assert b"blink" not in after


def test_a_test_at_the_top_of_a_module_stands_below_its_imports() -> None:
    text = FILE + "\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn last() {}\n}\n"
    after, _ = planned("In `mod tests`, at the top:", text, "#[test]\nfn first() {}")
    assert b"    use super::*;\n\n    #[test]\n    fn first() {}\n\n    #[test]\n    fn last" in after
