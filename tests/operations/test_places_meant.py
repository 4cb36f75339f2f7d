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
