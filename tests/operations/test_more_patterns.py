"""Rows of alternatives go behind the last pattern of the list that has others of their type."""

from __future__ import annotations

from tests.operations.planning import planned

FILE = """\
impl Fault {
    pub fn is_users(&self) -> bool {
        matches!(
            self,
            Fault::Denied
                | Fault::Missing { .. }
        )
    }

    pub fn is_fatal(&self) -> bool {
        matches!(self, Fault::Torn | Fault::Lost if self.counts())
    }

    pub fn code(&self) -> u32 {
        match self {
            Fault::Denied | Fault::Late => 1,
            Fault::Missing { .. } => 2,
            _ => 3,
        }
    }
}
"""
MORE = "| Fault::Late\n| Fault::Stale { since: 1 | 2, .. }\n"


def test_alternatives_go_to_the_end_of_the_list() -> None:
    after, (operation,) = planned("Update the `is_users()` match:", FILE, MORE)
    assert operation.status == "applies"
    wanted = (
        "| Fault::Missing { .. }\n                | Fault::Late\n                | Fault::Stale { since: 1 | 2, .. }\n        )"
    )
    assert after.decode() == FILE.replace("| Fault::Missing { .. }\n        )", wanted)
    again, (operation,) = planned("Update the `is_users()` match:", after, MORE)
    assert (operation.status, again) == ("applied", after)


def test_a_list_on_one_row_stays_on_it_and_before_its_condition() -> None:
    after, _ = planned("Add to the patterns of `is_fatal`:", FILE, "// more that is fatal\n| Fault::Stale")
    assert after.decode() == FILE.replace("Fault::Lost if", "Fault::Lost | Fault::Stale if")


def test_the_alternatives_of_an_arm_grow() -> None:
    after, _ = planned("In `code`, add:", FILE, "| Fault::Stale")
    assert after.decode() == FILE.replace("Fault::Late =>", "Fault::Late | Fault::Stale =>")


def test_alternatives_of_another_type_or_of_no_function_are_refused() -> None:
    for words, code in (("Add to `is_users`:", "| Other::Late"), ("Add the pattern:", "| Fault::Late")):
        after, (operation,) = planned(words, FILE, code)
        assert (operation.status, after.decode()) == ("refused", FILE)
