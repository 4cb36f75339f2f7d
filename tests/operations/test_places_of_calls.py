"""Statements beside what a function calls, as people say it; what nothing would reach; members, rows and attributes told in passing."""

from __future__ import annotations

import pytest

from tests.operations.planning import operations_of, plan_text, planned, tree_of

MILL = """\
#![no_std]
#![feature(alloc)]

use crate::grain::Grain;

/// Options.
#[derive(Debug, Parser)]
pub struct Options {
    /// How coarse.
    #[arg(long)]
    pub coarse: bool,

    #[arg(long, default_value_t = 4)]
    pub stones: u8,
}

pub struct Mill {
    stones: u8,
    sacks: Vec<Sack>,
}

pub enum Order {
    Grind(Grain),
    /// The old way.
    Sift(Grain),
}

impl Mill {
    pub fn new(stones: u8) -> Self {
        let sacks = Vec::new();
        Self {
            stones,
            sacks,
        }
    }

    pub fn grind(&mut self, grain: Grain) -> Result<Flour, Error> {
        self.turn(1);
        self.record("first", 1);
        self.record("second", 2);
        log::info!("mill is turning");
        if self.sacks.is_empty() {
            return Err(Error::NoSacks);
        }
        for sack in &mut self.sacks {
            sack.open();
            sack.pour(&grain);
        }
        let flour = self.collect();
        match flour.weight() {
            0 => {
                return Err(Error::Nothing);
            }
            _ => self.sweep(),
        }
        Ok(flour)
    }

    fn sweep(&mut self) {
        self.stones += 1;
    }
}

tool_list!(
    brush,
    shovel,
    sieve,
);

fn kind(order: &Order) -> u8 {
    match order {
        Order::Grind(_) => 1,
        Order::Sift(_) => 2,
    }
}

fn parse(text: &[u8]) -> Option<u8> {
    match text {
        b"coarse" => Some(1),
        b"fine" => Some(2),
        _ => None,
    }
}

fn coarse() -> Result<u8, Error> {
    match kind_of() {
        Ok(kind) => Ok(kind),
        Err(e) => Err(e),
    }
}
"""
STEP = "bell.strike();"


def before_step(after: bytes) -> str:
    """The row above the one statement that was put in."""
    rows = [line.strip() for line in after.decode().split("\n")]
    return rows[rows.index(STEP) - 1]


@pytest.mark.parametrize(
    ("words", "row"),
    [
        ("In `grind`, before the `Err(Error::Nothing)` check:", ""),  # no `if` speaks of it
        ("In `grind`, right after turning:", "self.turn(1);"),
        ("In `grind`, after we turn:", "self.turn(1);"),
        ("In `grind`, right after the line that calls `turn`:", "self.turn(1);"),
        ("Call it from `grind`, after `turn`:", "self.turn(1);"),
        ("called from `grind`, after `turn`:", "self.turn(1);"),
        ('In `grind`, after the "mill is turning" line:', 'log::info!("mill is turning");'),
        ("In `grind`, last of the `self.record` calls:", 'self.record("second", 2);'),
        ("In `grind`, first of the `self.record` calls:", "self.turn(1);"),
        ("In `grind`, below the `NoSacks` check:", "}"),
        ("In the `for sack in &mut self.sacks` loop, before the pour:", "sack.open();"),
        ("`grind` does this before anything else:", "pub fn grind(&mut self, grain: Grain) -> Result<Flour, Error> {"),
        ("As the last thing `sweep` does:", "self.stones += 1;"),
        ("In `sweep`, just before it returns:", "self.stones += 1;"),
        ("In `grind`, the `0` arm of the match:", ""),
        ("In `new`, after `sacks`:", "let sacks = Vec::new();"),
        ("In `grind`, right before it returns:", ""),  # it is left in several places
        ("In `grind`, after the pouring and the sifting:", ""),
        ("In `grind`, after `return Err(Error::NoSacks)`:", ""),  # nothing would reach it
    ],
)
def test_statements_go_where_the_words_say_or_nowhere(words: str, row: str) -> None:
    after, operations = planned(words, MILL, STEP)
    if not row:
        assert [o.status for o in operations] == ["refused"], [o.message for o in operations]
        return
    assert [o.status for o in operations] == ["applies"], [o.message for o in operations]
    assert before_step(after) == row


def test_an_arm_that_only_leaves_gets_what_is_to_run_in_it_before_that() -> None:
    after, (operation,) = planned("**Location**: `src/mm.rs`, `grind`, the `0` arm", MILL, STEP)
    assert operation.status == "applies"
    assert before_step(after) == "0 => {"


def test_calls_are_known_by_a_text_that_they_hold() -> None:
    after, (operation,) = planned("In `grind`, after `first`:", MILL, 'self.record("third", 3);')
    assert operation.status == "applies"
    assert after.decode().index('"first"') < after.decode().index('"third"') < after.decode().index('"second"')
    _, (operation,) = planned("In `grind`, after `first`:", MILL, "bell.strike();")
    assert operation.status == "refused"


def test_an_arm_goes_beside_the_text_that_is_named_not_into_the_function_of_that_name() -> None:
    after, (operation,) = planned("In the table, after `coarse`:", MILL, 'b"middle" => Some(3),')
    assert operation.status == "applies"
    assert b'b"coarse" => Some(1),\n        b"middle" => Some(3),' in after
    _, (operation,) = planned("In `coarse`:", MILL, 'b"middle" => Some(3),')
    assert operation.status == "refused"


def test_an_option_is_named_by_its_flag() -> None:
    field = "#[arg(long)]\npub quiet: bool,"
    after, (operation,) = planned("Add an option `--quiet` after `--coarse`:", MILL, field)
    assert operation.status == "applies"
    assert b"pub coarse: bool,\n    #[arg(long)]\n    pub quiet: bool," in after.replace(b"\n\n", b"\n")


def test_the_subject_of_a_sentence_gets_the_member() -> None:
    after, (operation,) = planned("`Mill` needs to remember who owns it:", MILL, "owner: Name,")
    assert operation.status == "applies"
    assert b"sacks: Vec<Sack>,\n    owner: Name,\n}" in after
    after, (operation,) = planned("`Order` grows a case:", MILL, "Stop,")
    assert b"Sift(Grain),\n    Stop,\n}" in after
    _, (operation,) = planned("Somebody needs to remember who owns it:", MILL, "owner: Name,")
    assert operation.status == "refused"


def test_a_member_that_is_shown_again_tells_the_type_without_its_attributes() -> None:
    after, (operation,) = planned("Extend the struct:", MILL, "pub coarse: bool,\n\n#[arg(long)]\npub quiet: bool,")
    assert operation.status == "applies"
    assert after.decode().index("coarse: bool") < after.decode().index("quiet: bool") < after.decode().index("pub stones: u8")


def test_one_word_between_article_and_name_does_not_hide_the_name() -> None:
    after, (operation,) = planned("Before the numeric `stones`, in `Options`:", MILL, "#[arg(long)]\npub quiet: bool,")
    assert operation.status == "applies"
    assert after.decode().index("quiet: bool") < after.decode().index("default_value_t")


def test_a_variant_is_replaced_by_itself_and_others() -> None:
    code = "/// The new way.\nPress(Grain),\n#[deprecated]\nSift(Grain),"
    after, (operation,) = planned("In `Order`, the `Sift(Grain)` variant (line 24) is replaced by", MILL, code)
    assert operation.status == "applies"
    assert b"Grind(Grain),\n    /// The new way.\n    Press(Grain),\n    #[deprecated]\n    Sift(Grain),\n}" in after
    assert b"The old way" not in after


def test_rows_of_a_list_go_beside_the_row_of_the_name() -> None:
    after, (operation,) = planned("List it after `shovel`.", MILL, "shovel,\nrake,")
    assert operation.status == "applies"
    assert b"    shovel,\n    rake,\n    sieve," in after
    _, (operation,) = planned("List it after `hammer`.", MILL, "rake,")
    assert operation.status == "refused"


def test_an_attribute_of_the_file_grows_or_stands_with_the_others() -> None:
    after, (operation,) = planned("`asm!` has to be enabled:", MILL, "#![feature(alloc, asm)]")
    assert operation.status == "applies"
    assert after.startswith(b"#![no_std]\n#![feature(alloc, asm)]\n\nuse")
    after, (operation,) = planned("Allow it:", MILL, "#![allow(dead_code)]")
    assert after.startswith(b"#![no_std]\n#![feature(alloc)]\n#![allow(dead_code)]\n\nuse")
    _, (operation,) = planned("Done already:", MILL, "#![no_std]")
    assert operation.status == "applied"


def test_a_free_function_goes_not_into_the_impl() -> None:
    after, (operation,) = planned("After `sweep`, as a free function:", MILL, "fn weigh() -> u8 {\n    1\n}")
    assert operation.status == "applies"
    assert b"\n}\n\nfn weigh() -> u8 {" in after


def test_values_that_are_shown_tell_where_a_new_one_stands() -> None:
    after, (operation,) = planned("In `new`:", MILL, "stones,\nturns: Count::new(0),\nsacks,")
    assert operation.status == "applies"
    assert b"            stones,\n            turns: Count::new(0),\n            sacks,\n" in after


def test_the_file_has_a_match_on_the_enum_or_the_text_that_changes() -> None:
    shop = "use crate::mill::Order;\n\nfn price(till: &Till) -> u8 {\n    till.round(4)\n}\n"
    document = """\
        # UoW 1: x

        The work is in `src/shop.rs` and `src/mill.rs`.

        1. One more arm

        ```rust
        Order::Stop => 0,
        ```

        2. In the shop, now

        ```rust
        till.round(4)
        ```

        becomes

        ```rust
        till.round(5)
        ```
        """
    plan = plan_text(document, tree_of({"src/shop.rs": shop, "src/mill.rs": MILL}))
    assert [(o.file, o.status) for o in operations_of(plan)] == [("src/mill.rs", "applies"), ("src/shop.rs", "applies")]


def test_a_sentence_after_which_something_reads_otherwise_is_no_place() -> None:
    after, (operation,) = planned("After that `sweep` reads:", MILL, "fn sweep(&mut self) {\n    self.stones += 2;\n}")
    assert (operation.kind, operation.status) == ("replace_item", "applies")
    assert b"self.stones += 2;" in after


def test_the_same_place_is_the_side_of_the_block_before() -> None:
    other = MILL.replace("Mill", "Press")
    document = """\
        # UoW 1: x

        In `src/mill.rs`, `impl Mill`, between `new` and `grind`:

        ```rust
        pub fn stop(&mut self) {
            self.stones = 0;
        }
        ```

        `src/press.rs`, `impl Press`, same position:

        ```rust
        pub fn stop(&mut self) {
            self.stones = 0;
        }
        ```
        """
    plan = plan_text(document, tree_of({"src/mill.rs": MILL, "src/press.rs": other}))
    assert [o.status for o in operations_of(plan)] == ["applies", "applies"]
    for change in plan.changes:
        text = change.result.decode()
        assert text.index("pub fn new") < text.index("pub fn stop") < text.index("pub fn grind")


def test_a_sentence_that_goes_on_is_about_the_file_of_the_one_before() -> None:
    document = """\
        # UoW 1: x

        First, `src/other.rs`: the counter.

        ```rust
        static COUNT: u8 = 0;
        ```

        So that it is seen, `src/mill.rs` gets a bell (and `Cargo.toml` its crate):

        ```rust
        fn strike() -> u8 {
            1
        }
        ```

        called from `sweep`, at the end:

        ```rust
        strike();
        ```
        """
    other = "fn sweep() -> u8 {\n    2\n}\n"
    plan = plan_text(document, tree_of({"src/other.rs": other, "src/mill.rs": MILL}))
    assert [(o.file, o.status) for o in operations_of(plan)][1:] == [("src/mill.rs", "applies"), ("src/mill.rs", "applies")]
