"""Statements that a block takes the place of: quoted or named by the words, on the same condition, enclosed by the block; or none."""

from __future__ import annotations

import pytest

from tests.operations.planning import planned

FILE = """\
pub fn pump(tank: &mut Tank) {
    let level = tank.level();
    log::warn!("low");
    if tank.is_low(level) {
        tank.fill(1);
    }
    tank.stamp();
    if level > 3 {
        tank.open();
    }
}

pub fn drain(tank: &mut Tank) {
    let level = tank.level();
    tank.stamp();
    tank.close(level);
}

pub fn flush(tank: &mut Tank) {
    tank.flush_all(0);
}

#[test]
fn counts() {
    assert_eq!(count(1), 1);
}
"""


def test_the_statement_quoted_before_an_arrow_gives_way() -> None:
    after, (operation,) = planned("`drain`: `tank.stamp();` →", FILE, "tank.stamp_at(level);")
    assert operation.status == "applies"
    assert b"    tank.stamp_at(level);\n    tank.close(level);" in after and after.count(b"tank.stamp();") == 1


def test_a_quoted_statement_that_two_functions_have_is_not_guessed() -> None:
    after, (operation,) = planned("`tank.stamp();` →", FILE, "tank.stamp_at(level);")
    assert (operation.status, after.decode()) == ("refused", FILE)


def test_a_statement_is_replaced_that_is_named_by_its_macro_in_words() -> None:
    after, _ = planned("In `pump`, replace the warning with", FILE, 'select! {\n    low => error!("low"),\n}')
    assert b'    select! {\n        low => error!("low"),\n    }\n    if tank.is_low' in after


def test_a_warning_that_the_function_lacks_is_refused() -> None:
    after, (operation,) = planned("In `drain`, replace the warning with", FILE, 'error!("low");')
    assert (operation.status, after.decode()) == ("refused", FILE)


def test_a_test_on_the_same_condition_gives_way() -> None:
    code = "if tank.is_low(level) {\n    tank.fill(2);\n    tank.note();\n}"
    after, _ = planned("Filling takes more:", FILE, code)
    assert b"        tank.fill(2);\n        tank.note();\n    }\n    tank.stamp();" in after and b"fill(1)" not in after


@pytest.mark.parametrize("words", ["Add another check:", "Another one, before the stamp:"])
def test_words_that_add_replace_no_test_on_the_same_condition(words: str) -> None:
    code = "if tank.is_low(level) {\n    tank.fill(2);\n}"
    after, (operation,) = planned(words, FILE, code)
    assert (operation.status, after.decode()) == ("refused", FILE)


def test_a_statement_that_the_block_encloses_gives_way() -> None:
    code = "if tank.is_full() {\n    tank.flush_all(0);\n}"
    after, _ = planned("`flush`:", FILE, code)
    assert b"pub fn flush(tank: &mut Tank) {\n    if tank.is_full() {\n        tank.flush_all(0);\n    }\n}" in after


def test_more_statements_of_a_test_go_to_its_end() -> None:
    after, _ = planned("Extend `counts`:", FILE, "assert_eq!(count(2), 2);")
    assert b"    assert_eq!(count(1), 1);\n    assert_eq!(count(2), 2);\n}" in after


def test_a_statement_of_a_function_that_is_only_a_title_goes_where_the_words_put_it() -> None:
    after, _ = planned("### Fix\n\nLast statement of `drain()`:", FILE, "tank.note(level);")
    assert b"    tank.close(level);\n    tank.note(level);\n}" in after
