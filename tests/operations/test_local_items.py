"""Items that a function declares for itself: changed there, and what belongs to them written beside them, nowhere else."""

from __future__ import annotations

import pytest

from tests.operations.planning import planned

FILE = """\
pub struct Pump;

impl Pump {
    pub fn steps(&self, from: u32) -> impl Iterator<Item = u32> + '_ {
        struct Steps<'a>(&'a Pump, u32);
        impl<'a> Iterator for Steps<'a> {
            type Item = u32;
            fn next(&mut self) -> Option<u32> {
                None
            }
        }
        Steps(self, from)
    }
}

fn idle() {}
"""
GROWN = "struct Steps<'a>(&'a Pump, u32, bool);"
DROP = "impl<'a> Drop for Steps<'a> {\n    fn drop(&mut self) {\n        self.0.rest();\n    }\n}"
DROPPED = DROP.replace("\n", "\n        ")


def test_a_local_type_shown_anew_is_changed_where_it_is() -> None:
    after, (operation,) = planned("In `Pump::steps`, the local `Steps` struct gets a third field:", FILE, GROWN)
    assert operation.kind == "replace_item"
    assert after.decode() == FILE.replace("struct Steps<'a>(&'a Pump, u32);", GROWN)


def test_a_type_of_the_same_name_at_top_level_is_not_the_local_one() -> None:
    after, _ = planned("At the end of the file:", FILE, "struct Steps(u32);")
    assert after.decode() == FILE + "\nstruct Steps(u32);\n"


@pytest.mark.parametrize(
    "words",
    [
        "Right after the `Iterator` impl, still inside `steps`:",
        "Add this impl after the `Iterator` impl:",
        "Add this:",
        "Below `impl Iterator for Steps`:",
    ],
)
def test_an_impl_of_a_local_type_stands_where_the_type_is_known(words: str) -> None:
    after, (operation,) = planned(words, FILE, DROP)
    assert operation.status == "applies"
    assert after.decode() == FILE.replace("        Steps(self", f"\n        {DROPPED}\n\n        Steps(self")


def test_an_impl_of_a_type_that_two_functions_have_is_refused() -> None:
    text = FILE.replace("fn idle() {}", "fn idle() {\n    struct Steps<'a>(&'a str);\n}")
    after, (operation,) = planned("Add this:", text, DROP)
    assert (operation.code, after) == ("anchor-ambiguous", text.encode())


def test_an_impl_of_a_type_at_top_level_stays_there() -> None:
    text = FILE + "\nstruct Steps<'a>(&'a str);\n"
    after, _ = planned("Add this:", text, DROP)
    assert after.decode() == f"{text}\n{DROP}\n"
