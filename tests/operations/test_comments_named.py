"""Statements in place of a comment that the words quote, of code that they give up, of a call with one other argument."""

from __future__ import annotations

import pytest

from tests.operations.planning import planned

FILE = """\
fn main() {
    let oven = Oven::new();
    // heat it up
    oven.set(Plate::Top, 0);
    oven.set(Plate::Door, 1);

    // the rest is left
    // for later
    oven.wait();
}

fn later() {
    // heat it up
    cool();
}
"""


@pytest.mark.parametrize(
    "words",
    [
        "In `main`, replace the `// heat it up` comment with:",
        'In `main()` of the kitchen replace the "heat it up" comment by',
        "In `main`, replace the comment `heat it up` with:",
        "Replace the “Heat it up.” comment of `main` with:",
    ],
)
def test_statements_take_the_place_of_the_comment_that_is_quoted(words: str) -> None:
    after, _ = planned(words, FILE, "// heat it slowly\noven.heat(50);")
    assert after.decode() == FILE.replace("    // heat it up\n", "    // heat it slowly\n    oven.heat(50);\n", 1)


@pytest.mark.parametrize(
    "words",
    [
        "Replace the `// heat it up` comment with:",
        "In `main`, replace the `// for later` comment with:",
        "In `main`, replace the `// heat` comment with:",
        "In `main`, the `// heat it up` comment says what is to be done:",
    ],
)
def test_a_comment_that_is_not_the_one_or_not_all_of_it_stays(words: str) -> None:
    after, (operation,) = planned(words, FILE, "oven.heat(50);")
    assert (operation.status, after) == ("refused", FILE.encode())


@pytest.mark.parametrize("words", ["In `main`, instead of `oven.wait();`:", "In `main`, instead of the call `oven.wait()` write:"])
def test_statements_take_the_place_of_code_that_is_given_up(words: str) -> None:
    after, _ = planned(words, FILE, "oven.wait_for(3);")
    assert after.decode() == FILE.replace("oven.wait();", "oven.wait_for(3);")


def test_a_call_takes_the_place_of_the_one_that_has_all_arguments_but_one() -> None:
    after, _ = planned("In `main`, instead of the open door:", FILE, "oven.set(Plate::Door, if hot { 1 } else { 0 });")
    assert after.decode() == FILE.replace("Plate::Door, 1", "Plate::Door, if hot { 1 } else { 0 }")


def test_a_call_with_other_arguments_takes_no_place() -> None:
    after, (operation,) = planned("In `main`, instead of the open door:", FILE, "oven.set(Plate::Side, 2);")
    assert (operation.status, after) == ("refused", FILE.encode())
