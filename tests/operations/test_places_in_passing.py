"""Places that a sentence tells in passing: beside what it quotes of a chain, inside of what it names, after what was done before."""

from __future__ import annotations

import pytest

from tests.operations.planning import operations_of, plan_text, planned, tree_of

KILN = """\
use regex::Regex;
use std::fmt;

pub struct Glaze {
    pub tint: u8,
    pub dull: bool,
}

impl Default for Glaze {
    fn default() -> Self {
        Self {
            tint: 3,
            dull: false,
        }
    }
}

fn default_tint() -> u8 {
    3
}

pub fn fire(rows: &[String], rack: &Rack) -> Vec<Pot> {
    let pots = rows
        .iter()
        .map(Pot::parse)
        .collect();
    rack.with(|shelf| {
        shelf.put(pots);
        shelf.count();
    });
    if rack.full() {
        for shelf in shelves(rack) {
            shelf.heat(1);
        }
    }
    match rack.state() {
        State::Cold => rack.light(),
        State::Hot => rack.wait(),
    }
    pots
}

fn quench(rack: &Rack) {
    rack.sweep_floor();
    rack.cool();
    match rack.state() {
        State::Cold => {}
        State::Hot => rack.wait(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fires() {
        assert!(true);
    }
}
"""


def test_a_link_goes_behind_the_link_that_is_quoted() -> None:
    after, (operation,) = planned("Add one more step to the chain, after `.map(Pot::parse)`:", KILN, ".map(Pot::dried)")
    assert operation.status == "applies"
    assert b"        .map(Pot::parse)\n        .map(Pot::dried)\n        .collect();" in after


def test_a_link_goes_before_the_link_that_is_quoted() -> None:
    after, (operation,) = planned("Insert this before `.map(Pot::parse)`:", KILN, ".filter(|row| !row.is_empty())")
    assert operation.status == "applies"
    assert b"        .iter()\n        .filter(|row| !row.is_empty())\n        .map(Pot::parse)" in after


def test_a_link_that_is_nowhere_is_refused() -> None:
    after, (operation,) = planned("Add one more step to the chain, after `.map(Pot::glazed)`:", KILN, ".map(Pot::dried)")
    assert (operation.status, after.decode()) == ("refused", KILN)


def test_what_code_is_inside_of_does_not_give_way_to_it() -> None:
    words = "In `fire`, inside the `rack.with(|shelf| { … })` closure, the plain `shelf.put(pots);` becomes a choice:"
    code = "if shelf.free() {\n    shelf.put(pots);\n} else {\n    shelf.stack(pots);\n}"
    after, (operation,) = planned(words, KILN, code)
    assert operation.status == "applies"
    assert b"    rack.with(|shelf| {\n        if shelf.free() {" in after and b"        shelf.count();\n    });" in after


def test_a_sibling_that_a_block_goes_beside_stays() -> None:
    document = """\
    # Dullness

    **File:** `src/mm.rs`

    - [ ] default function, after `default_tint`

    ```rust
    fn default_coat() -> u8 {
        3
    }
    ```

    - [ ] field at the end of `struct Glaze`

    ```rust
    #[serde(default = "default_coat")]
    pub coat: u8,
    ```
    """
    text = KILN.replace("    pub tint: u8,", '    #[serde(default = "default_tint")]\n    pub tint: u8,')
    plan = plan_text(document, tree_of({"src/mm.rs": text}))
    after = plan.changes[0].result
    assert b"fn default_tint() -> u8" in after and after.index(b"fn default_coat") > after.index(b"fn default_tint")


@pytest.mark.parametrize(
    ("code", "row"), [("coat: false,", b"            coat: false,\n"), ("mix: Mix::new(),", b"            mix: Mix::new(),\n")]
)
def test_a_value_is_put_into_the_literal_and_not_into_the_type(code: str, row: bytes) -> None:
    after, (operation,) = planned("`impl Default for Glaze`: after `dull: false,`", KILN, code)
    assert operation.status == "applies"
    assert b"            dull: false,\n" + row in after


def test_the_first_test_goes_into_the_module_that_is_named() -> None:
    after, (operation,) = planned(
        "First test in `mod tests`, after the `use` lines:", KILN, "#[test]\nfn dries() {\n    assert!(true);\n}"
    )
    assert operation.status == "applies"
    assert after.index(b"mod tests") < after.index(b"fn dries") < after.index(b"fn fires")


def test_a_test_that_no_name_tells_is_asked_for() -> None:
    text = "#[test]\nfn one() {\n    assert!(true);\n}\n\n#[test]\nfn two() {\n    assert!(true);\n}\n"
    words = "Directly below the test of step 4:"
    after, (operation,) = planned(words, text, "#[test]\nfn three() {\n    assert!(true);\n}")
    assert (operation.status, after.decode()) == ("refused", text)


def test_the_test_of_an_earlier_step_is_known_by_its_block() -> None:
    text = "#[test]\nfn one() {\n    assert!(true);\n}\n\n#[test]\nfn two() {\n    assert!(true);\n}\n"
    document = """\
    # Checks

    **Files:**
    - Modify: `tests/all.rs`

    - [ ] **Step 1: the plain case**

      Add after `one`:

      ```rust
      #[test]
      fn plain() {
          assert!(true);
      }
      ```

    - [ ] **Step 2: the odd case**

      Right below the test of step 1:

      ```rust
      #[test]
      fn odd() {
          assert!(true);
      }
      ```
    """
    plan = plan_text(document, tree_of({"tests/all.rs": text}))
    after = plan.changes[0].result
    assert [after.index(b"fn " + name) for name in (b"one", b"plain", b"odd", b"two")] == sorted(
        after.index(b"fn " + name) for name in (b"one", b"plain", b"odd", b"two")
    )


def test_what_a_function_gets_goes_into_it() -> None:
    after, (operation,) = planned(
        "`quench` in `src/mm.rs` gets an early exit, before the `match`:", KILN, "if rack.dark() {\n    return;\n}"
    )
    assert operation.status == "applies"
    assert b"    rack.cool();\n    if rack.dark() {\n        return;\n    }\n    match" in after


def test_what_comes_first_but_for_something_goes_behind_that() -> None:
    after, (operation,) = planned("First thing in `quench` after the rack cooled:", KILN, "rack.note();")
    assert (operation.status, b"    rack.cool();\n    rack.note();\n" in after) == ("applies", True)
    after, (operation,) = planned("First thing in `quench` after the lamp was dimmed:", KILN, "rack.note();")
    assert (operation.status, after.decode()) == ("refused", KILN)


def test_an_import_goes_beside_the_one_that_is_named() -> None:
    after, (operation,) = planned("Import it with the other `use` lines, after `regex`:", KILN, "use serde::Deserialize;")
    assert operation.status == "applies"
    assert after.startswith(b"use regex::Regex;\nuse serde::Deserialize;\nuse std::fmt;\n")


def test_heads_around_the_head_that_changes_stay() -> None:
    document = """\
    # Heat

    **File:** `src/mm.rs`

    In `fire`, current:

    ```rust
    if rack.full() {
        for shelf in shelves(rack) {
    ```

    Required:

    ```rust
    let heat = rack.heat();
    for shelf in shelves(rack, heat) {
    ```
    """
    plan = plan_text(document, tree_of({"src/mm.rs": KILN}))
    after = plan.changes[0].result
    assert b"    if rack.full() {\n        let heat = rack.heat();\n        for shelf in shelves(rack, heat) {\n" in after


def test_the_field_that_is_spoken_of_changes() -> None:
    after, (operation,) = planned("The field in `Glaze`:", KILN, "pub tint: Tint,")
    assert (operation.status, b"    pub tint: Tint,\n" in after, b"tint: u8" in after) == ("applies", True, False)
    after, (operation,) = planned("Another field in `Glaze`:", KILN, "pub tint: Tint,")
    assert (operation.status, after.decode()) == ("refused", KILN)


def test_arms_that_are_spoken_of_together_change() -> None:
    words = "In `quench()`: both arms drop the wait."
    after, (operation,) = planned(words, KILN, "State::Cold => rack.shut(),\nState::Hot => rack.open(),")
    assert operation.status == "applies" and after.count(b"State::Hot => rack.wait()") == 1


def test_a_step_calls_its_file_by_the_stem() -> None:
    document = """\
    # Cups

    1. **cups** – new helper in `src/cups.rs`, below `wash`:

       ```rust
       pub fn dry() {}
       ```

    2. **main** – import it:

       ```rust
       use cups::dry;
       ```
    """
    tree = tree_of({"src/cups.rs": "pub fn wash() {}\n", "src/main.rs": "mod cups;\n\nuse std::fmt;\n\nfn main() {}\n"})
    placed = [(o.kind, o.file, o.status) for o in operations_of(plan_text(document, tree))]
    assert placed == [("insert_after", "src/cups.rs", "applies"), ("add_import", "src/main.rs", "applies")]


def test_what_is_there_at_present_and_what_somebody_would_write_are_a_change() -> None:
    document = """\
    # Firing removes too much

    What I propose: remove the old pots from the rack, nothing else. Pots may be missing.

    Patch for `quench` in `src/mm.rs`: its middle is at present

    ```rust
    rack.cool();
    ```

    I'd write

    ```rust
    rack.cool_down();
    rack.cool();
    rack.cool_down();
    ```
    """
    plan = plan_text(document, tree_of({"src/mm.rs": KILN}))
    assert [o.kind for o in operations_of(plan) if o.kind == "remove_statement"] == []
    assert all(b"rack.cool();" in change.result for change in plan.changes)


def test_what_another_sentence_takes_away_is_no_verb_of_the_block() -> None:
    document = """\
    # Tints

    Everything in `src/mm.rs`.

    * delete the function `default_tint`
    * in `quench`, the `State::Hot` arm:

    ```rust
    State::Hot => rack.open(),
    ```
    """
    plan = plan_text(document, tree_of({"src/mm.rs": KILN}))
    after = plan.changes[0].result
    assert b"        State::Cold => {}\n        State::Hot => rack.open(),\n" in after
