"""Rows, arms, loops and ends of functions that a block shows only in their new form; and what must not be taken for one."""

from __future__ import annotations

import pytest

from tests.operations.planning import operations_of, plan_text, planned, tree_of

FILE = """\
// #![warn(unused_results)]
use crate::{
    bus::{Frame, MAX_SLOTZ},
    clock::Tick,
};

pub const MAX_SLOTZ: usize = 4;

// The table is filled at start,
// and read by all cores.
pub struct Table {
    /// What each slot holds
    frames: [Frame; MAX_SLOTZ],
    ticks: u64,
}

impl Table {
    fn first(&self, slot: usize) -> Option<Tick> {
        if !self.is_open() {
            return None;
        }
        let entry = Entry::blank()
            .with_owner(owner_of(slot))
            .with_flag(true);
        if !self.accepts() {
            return None;
        }
        commit(entry)
    }
}

fn boot(mode: Mode) -> Result<(), Fault> {
    let rows = [
        // the boot rom
        (ROM, ROM_END, Rights::Read),
        // main memory
        (RAM, RAM_END, Rights::All),
    ];

    for (from, to, rights) in rows {
        map(from, to, rights)?;
    }
    start(mode);
    start(mode);
    stop(mode);
    match mode {
        Mode::Safe => return Err(Fault::Safe),
        Mode::Fast => go(),
        _ => {
            halt();
        }
    }
    Ok(())
}
"""


def made(words: str, code: str, text: str = FILE) -> str:
    """The file after `words`, which must be done at once, and not be done again."""
    after, operations = planned(words, text, code)
    assert [o.status for o in operations] == ["applies"], operations
    again, operations = planned(words, after, code)
    assert [o.status for o in operations] == ["applied"], operations
    assert again == after
    return after.decode()


def test_a_row_told_by_its_number_takes_its_new_form() -> None:
    after = made("In `first`, second line of `entry`:", "            .with_owner(keeper_of(slot))")
    assert after == FILE.replace("owner_of(slot)", "keeper_of(slot)")


def test_of_two_checks_the_one_that_only_grows_is_meant() -> None:
    after = made("In `first`, the check in front of the last return:", "        if !self.accepts(slot) {")
    assert after == FILE.replace("self.accepts()", "self.accepts(slot)")


def test_an_import_row_that_names_something_new_is_replaced() -> None:
    after = made("The import list, second row of it:", "    bus::{Frame, MAX_SLOTS},")
    assert after == FILE.replace("bus::{Frame, MAX_SLOTZ}", "bus::{Frame, MAX_SLOTS}")


def test_rows_without_their_comments() -> None:
    after = made(
        "`rows` in `boot`: drop the per-row comments; every row now begins with its name.",
        '        ("rom", ROM, ROM_END, Rights::Read),\n        ("ram", RAM, RAM_END, Rights::All),',
    )
    assert (
        '    let rows = [\n        ("rom", ROM, ROM_END, Rights::Read),\n        ("ram", RAM, RAM_END, Rights::All),\n    ];\n'
        in after
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Add a second owner in `first`:", "            .with_owner(keeper_of(slot))"),
        ("In `first`, after the second line of `entry`, another one:", "            .with_owner(keeper_of(slot))"),
        ("One more check for `first`, a new one:", "        if !self.accepts(slot) {\n            return None;\n        }"),
        ("In `boot`:", "start(other);"),
        ("`boot` makes two calls. The second call:", "stop(other);"),
        ("In `boot`, now stop the rest:", "stop(other);"),
        ("The last statement of `boot`, to fix the leak:", "stop(other);"),
    ],
)
def test_what_is_added_takes_no_row_away(words: str, code: str) -> None:
    after, _ = planned(words, FILE, code)
    assert all(row in after.decode() for row in FILE.split("\n"))


def test_rows_that_are_alike_twice_are_left_alone() -> None:
    twice = FILE.replace(
        "        commit(entry)",
        "        let other = Entry::blank()\n            .with_owner(owner_of(rest))\n            .with_flag(true);\n        commit(entry)",
    )
    after, operations = planned("In `first`, second line of the entry:", twice, "            .with_owner(keeper_of(any))")
    assert operations[0].status == "refused"
    assert after.decode() == twice


def test_a_constant_under_a_new_name_that_other_blocks_use() -> None:
    document = """
    # UoW 4: A typo

    `MAX_SLOTZ` is misspelt. It becomes `MAX_SLOTS`, value unchanged.

    **src/mm.rs**

    the constant:

    ```rust
    pub const MAX_SLOTS: usize = 4;
    ```

    field of `Table`:

    ```rust
        frames: [Frame; MAX_SLOTS],
    ```
    """
    plan = plan_text(document, tree_of({"src/mm.rs": FILE}))
    assert [o.status for o in operations_of(plan)] == ["applies", "applies"]
    after = plan.changes[0].result.decode()
    assert after == FILE.replace("pub const MAX_SLOTZ", "pub const MAX_SLOTS").replace("[Frame; MAX_SLOTZ]", "[Frame; MAX_SLOTS]")


def test_a_constant_of_the_same_value_is_no_new_name() -> None:
    after, operations = planned("Beside `MAX_SLOTZ`, for the other table:", FILE, "pub const MAX_ROWS: usize = 4;")
    assert operations[0].status in ("applies", "refused")
    assert "pub const MAX_SLOTZ: usize = 4;" in after.decode()


def test_what_follows_the_parameters_of_a_function() -> None:
    code = ") -> Result<u8, Fault> {\n    start(mode);\n    Ok(1)"
    after = made("Keep the head of `boot`, replace from the return type to the end of the body:", code)
    assert after.endswith("fn boot(mode: Mode) -> Result<u8, Fault> {\n    start(mode);\n    Ok(1)\n}\n")


@pytest.mark.parametrize("side", ["under", "below", "right after"])
def test_the_loop_behind_a_binding(side: str) -> None:
    code = "for (name, from, to, rights) in rows {\n    say(name);\n    map(from, to, rights)?;\n}"
    after = made(f"Replace the `for` loop {side} `rows`:", code)
    assert (
        "    ];\n\n    for (name, from, to, rights) in rows {\n        say(name);\n        map(from, to, rights)?;\n    }\n    start"
        in after
    )


def test_between_the_one_pair_of_neighbours() -> None:
    after = made("In `boot`, between `start` and `stop`:", "settle(mode);")
    assert "    start(mode);\n    start(mode);\n    settle(mode);\n    stop(mode);\n" in after


@pytest.mark.parametrize(
    "words",
    [
        "`boot`: replace the catch-all arm by",
        "In `boot` the default arm is replaced by",
        "`boot`: the arm `_ => { halt(..) }` is replaced by",
    ],
)
def test_the_arm_that_gives_way(words: str) -> None:
    after, operations = planned(words, FILE, "Mode::Slow => wait(),\nother => drop(other),")
    assert operations[0].status == "applies"
    assert "        Mode::Fast => go(),\n        Mode::Slow => wait(),\n        other => drop(other),\n    }\n" in after.decode()


def test_an_arm_that_the_same_sentence_removes() -> None:
    words = "`boot`: remove the `Mode::Safe` arm, and replace the catch-all arm by"
    after, operations = planned(words, FILE, "other => drop(other),")
    assert operations[0].status == "applies"
    assert "    match mode {\n        Mode::Fast => go(),\n        other => drop(other),\n    }\n" in after.decode()


def test_everything_but_the_last_row_of_what_is_quoted() -> None:
    text = "fn close(door: &Door) -> Answer {\n    door.shut();\n    Answer::Done\n}\n"
    document = """
    # UoW 5: close

    **File:** `src/mm.rs`, function `close`.

    Current body:

    ```rust
        door.shut();
        Answer::Done
    ```

    Replace everything in it except the final `Answer::Done` with:

    ```rust
        door.lock();
        door.shut();
    ```
    """
    plan = plan_text(document, tree_of({"src/mm.rs": text}))
    assert plan.changes[0].result.decode() == text.replace("    door.shut", "    door.lock();\n    door.shut")


def test_a_lint_that_is_commented_out() -> None:
    after = made("First line of the file is commented out. Un-comment:", "#![warn(unused_results)]")
    assert after == FILE.removeprefix("// ")


def test_one_label_over_both_sides() -> None:
    document = """
    # UoW 6: a state

    **File:** `src/mm.rs`

    One state goes. Current / change to:

    ```rust
    enum Gate {
        Up,
        Stuck,
        Down,
    }
    ```

    ```rust
    enum Gate {
        Up,
        Down,
    }
    ```
    """
    text = "enum Gate {\n    Up,\n    Stuck,\n    Down,\n}\n"
    plan = plan_text(document, tree_of({"src/mm.rs": text}))
    assert plan.changes[0].result.decode() == text.replace("    Stuck,\n", "")
