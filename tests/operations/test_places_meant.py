"""Places and files that words name beside others: what is compared with, other steps' lists, one of several statements, other modules."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.operations.planning import operations_of, plan_text, planned, tree_of
from uowgen.rust.syntax import RustFile
from uowgen.text import Source

TESTS = "#[test]\nfn opens() {\n    assert!(open());\n}\n"
ONE_TEST = "```rust\n#[test]\nfn closes() {\n    assert!(close());\n}\n```\n"


@pytest.mark.parametrize("name", ["str", "char", "u8", "usize", "bool", "f32"])
def test_macros_called_like_types_are_calls(name: str) -> None:
    code = f'fn a() {{\n    check(r#"x"#, {name}![["y", "{name}!("]]); // {name}!(\n}}\n'.encode()
    file = RustFile(Source("", code))
    assert not file.root.has_error
    assert file.root.text == code


def test_code_with_such_macros_is_an_item() -> None:
    code = '#[test]\nfn closes() {\n    check(close(), str![[r#"\n[DONE] closed\n"#]]);\n}'
    after, (operation,) = planned("Add this test at the end of the file:", TESTS, code)
    assert (operation.status, operation.kind) == ("applies", "add_test")
    assert b'str![[r#"\n[DONE] closed\n"#]]' in after


@pytest.mark.parametrize(
    "words",
    [
        "and one for closing, same as in `door.rs`:",
        "One more, like the ones in `door.rs`:",
        "A test for closing (similar to `door.rs`):",
        "The same as in `door.rs`, for closing:",
    ],
)
def test_a_file_to_compare_with_is_not_the_one_to_change(words: str) -> None:
    tree = tree_of({"tests/door.rs": TESTS, "tests/gate.rs": TESTS})
    plan = plan_text(f"# UoW 1: x\n\n### `tests/gate.rs`\n\n{words}\n\n{ONE_TEST}", tree)
    assert [change.path for change in plan.changes] == ["tests/gate.rs"]


@pytest.mark.parametrize("words", ["The same as before in `door.rs`:", "In `door.rs` as well as in `hall.rs`, add a test:"])
def test_a_file_beside_words_of_comparison_is_still_meant(words: str) -> None:
    tree = tree_of({"tests/door.rs": TESTS, "tests/gate.rs": TESTS})
    plan = plan_text(f"# UoW 1: x\n\n### `tests/gate.rs`\n\n{words}\n\n{ONE_TEST}", tree)
    assert [change.path for change in plan.changes] == ["tests/door.rs"]


def test_the_tests_of_a_step_do_not_go_to_the_file_that_another_step_lists() -> None:
    document = (
        "# Plan\n\n## Task 1: Close\n\n**Files:**\n- Modify: `src/gate.rs`\n- Test: same file\n\n- [ ] **Step 1: Write the test**\n\n"
        f"{ONE_TEST}\n## Task 2: Hang\n\n**Files:**\n- Modify: `src/gate.rs`\n- Test: `tests/door.rs`\n\n- [ ] **Step 1: Write the test**\n\n"
        "```rust\n#[test]\nfn hangs() {\n    assert!(hang());\n}\n```\n"
    )
    tree = tree_of({"src/gate.rs": "pub fn close() -> bool {\n    true\n}\n", "tests/door.rs": TESTS})
    assert [operation.file for operation in operations_of(plan_text(document, tree))] == ["src/gate.rs", "tests/door.rs"]


def test_a_test_that_is_to_stand_as_it_is_gets_no_module() -> None:
    code = "#[test]\nfn closes() {\n    assert!(close());\n}"
    after, _ = planned("There is no `mod tests`, put this at the end as is:", "pub fn close() -> bool {\n    true\n}\n", code)
    assert b"mod tests" not in after
    assert after.endswith(b"}\n\n#[test]\nfn closes() {\n    assert!(close());\n}\n")


def test_a_module_that_has_tests_takes_those_that_words_put_into_it() -> None:
    text = TESTS + "\nmod hinges {\n    #[test]\n    fn bends() {}\n}\n\n#[test]\nfn last() {}\n"
    after, (operation,) = planned("**Step 1: Test in `mod hinges`**", text, "#[test]\nfn turns() {}")
    assert operation.target == "mod hinges"
    assert b"    fn bends() {}\n\n    #[test]\n    fn turns() {}\n}\n" in after


TWICE = dedent("""\
    fn open(state: &mut State) {
        state.begin();
        state.count = 0;
    }

    fn clear(state: &mut State) {
        state.text.push(name);
        drop(state);
        drop(name);
        state.count = 0;
    }
    """)


def test_what_the_block_shows_does_not_outweigh_the_statement_that_the_words_name() -> None:
    code = "state.mark();\nlog(state);\nstate.text.push(name);"
    after, (operation,) = planned("Insert before `state.count = 0;`:", TWICE, code)
    assert operation.code == "anchor-ambiguous"
    assert after == TWICE.encode()


def test_what_the_block_shows_tells_which_of_several_statements_is_meant() -> None:
    after, (operation,) = planned("Insert before `state.count = 0;`:", TWICE, "state.begin();\nlog(state);")
    assert operation.status == "applies"
    assert b"state.begin();\n    log(state);\n    state.count" in after


def test_tests_go_where_the_helpers_are_that_only_one_module_has() -> None:
    text = "#[test]\nfn first() {}\n\nmod hinges {\n    fn hung() -> Door {\n        todo!()\n    }\n\n    #[test]\n    fn bends() {}\n}\n"
    after, (operation,) = planned("**Step 1: Test**", text, "#[test]\nfn turns() {\n    assert!(hung().turns());\n}")
    assert operation.target == "mod hinges"
    assert b"    fn bends() {}\n\n    #[test]\n    fn turns() {\n        assert" in after


@pytest.mark.parametrize("title", ["1. New file `src/hinge.rs`", "New module `src/hinge.rs`", "A new file `src/hinge.rs`"])
def test_a_heading_that_says_new_file_makes_it(title: str) -> None:
    plan = plan_text(f"# UoW 1: x\n\n### {title}\n\n```rust\npub enum Hinge {{\n    Left,\n}}\n```\n", tree_of({"src/lib.rs": ""}))
    assert [(o.kind, o.status, o.file) for o in operations_of(plan)] == [("create_file", "applies", "src/hinge.rs")]


def test_make_that_follows_what_is_there_now() -> None:
    document = "The value is stored at once:\n\n```rust\nstate.text.push(name);\ndrop(state);\n```\n\nMake that\n"
    after, _ = planned("Currently the v" + document[5:], TWICE, "state.text.push(name.trim());\ndrop(state);")
    assert b"push(name.trim());\n    drop(state);" in after


NOTED = "# UoW 1: x\n\n## Task 1: Flags\n\n**Files:**\n- Modify: `src/mm.rs` ({note})\n- Test: `tests/mm.rs`\n\n- [ ] **Step 1: {step}**\n\n```rust\n{code}\n```\n"
FIELDS = "struct Other {\n    first: bool,\n    last: bool,\n}\n\nstruct Flags {\n    first: bool,\n    last: bool,\n}\n"


def noted(note: str, step: str, code: str, text: str) -> tuple[str, str | None]:
    """The file after a step of which the list of files notes the place, and the reason of a refusal."""
    plan = plan_text(NOTED.format(note=note, step=step, code=code), tree_of({"src/mm.rs": text, "tests/mm.rs": ""}))
    (operation,) = operations_of(plan)
    return next((change.result.decode() for change in plan.changes), text), operation.code


def test_a_place_noted_beside_the_path_counts_where_the_step_names_none() -> None:
    after, _ = noted("`struct Flags`, between `first` and `last`", "Declare it", "middle: bool,", FIELDS)
    before, _, flags = after.partition("struct Flags")
    assert before == FIELDS.partition("struct Flags")[0]
    assert flags == " {\n    first: bool,\n    middle: bool,\n    last: bool,\n}\n"


def test_a_function_noted_beside_the_path_tells_which_statement_is_meant() -> None:
    after, _ = noted("imports and `fn clear`", "Before `state.count = 0;`, add", "log(state);", TWICE)
    assert after == TWICE.replace("drop(name);\n", "drop(name);\n    log(state);\n")


@pytest.mark.parametrize("note", ["`struct Flags`, `struct Other`", "imports and `struct Flags`", "new `struct Third`"])
def test_a_note_of_several_places_or_of_a_new_item_tells_nothing(note: str) -> None:
    assert noted(note, "Declare it", "middle: bool,", FIELDS) == (FIELDS, "anchor-not-found")


INNER = "fn paint(text: &str) {\n    use ink::Colour::*;\n\n    print(text, Red);\n}\n\nfn erase() {}\n"


def test_items_beside_an_import_of_a_function_go_into_it() -> None:
    code = "static THICK: u8 = 3;\n\nfn shade(level: u8) -> u8 {\n    level / 2\n}"
    after, (operation,) = planned("#### Add a helper to `paint`\n\nDirectly below `use ink::Colour::*;`:", INNER, code)
    assert operation.target == "fn paint"
    assert b"Colour::*;\n    static THICK: u8 = 3;\n\n    fn shade(level: u8) -> u8 {\n        level / 2\n    }\n" in after


def test_items_beside_a_statement_that_several_functions_have_are_refused() -> None:
    text = INNER.replace("fn erase() {}", "fn erase() {\n    use ink::Colour::*;\n}")
    after, (operation,) = planned("Directly below `use ink::Colour::*;`, add:", text, "static THICK: u8 = 3;")
    assert (operation.status, after) == ("refused", text.encode())


def test_a_place_right_above_a_block_outweighs_the_title_of_the_document() -> None:
    body = "## Tests\n\nIn `tests` of `src/mm.rs`:\n\n```rust\n#[test]\nfn closes() {}\n```\n"
    tree = tree_of({"src/mm.rs": "#[cfg(test)]\nmod tests {\n    #[test]\n    fn opens() {}\n}\n"})
    (operation,) = operations_of(plan_text(f"# Issue: the door stays open\n\n{body}", tree))
    assert (operation.kind, operation.target) == ("add_test", "mod tests")
    quoted = plan_text(f"# Doors\n\n## Issue\n\n{body.partition('## Tests')[2]}", tree)
    assert not operations_of(quoted)


DOOR = "struct Door {\n    is_open: bool,\n    width: u8,\n}\n"
SHOWN = "struct Door {\n    opened_once: bool,\n    width: u8,\n}"


def test_a_field_that_is_renamed_makes_the_item_shown_the_new_one() -> None:
    after, _ = planned("`is_open` is renamed as it means something else now:", DOOR, SHOWN)
    assert after.decode() == SHOWN + "\n"


def test_a_field_that_is_only_spoken_of_does_not() -> None:
    after, (operation,) = planned("Here `is_open` would be too little to know:", DOOR, SHOWN)
    assert (operation.code, after) == ("item-exists-differently", DOOR.encode())
