"""Words below a block that say where it goes; additions shown with the function they go into; documentation that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.operations.planning import PATH, operations_of, plan_text, planned, tree_of

if TYPE_CHECKING:
    from uowgen.model import Operation

FILE = """\
pub struct Reply {
    /// How many.
    count: u32,
}

pub struct Server {
    store: Store,
}

impl Server {
    /// Brings the tables up.
    pub fn prepare(&self) -> Outcome<()> {
        self.store.run(
            "
            CREATE TABLE entries (
                id INTEGER
            );
            ",
        )?;
        self.migrate("001_entries")?;
        Ok(())
    }

    pub fn answer(&mut self, asked: &Request) -> Reply {
        let found = self.store.find(asked);
        if found.is_empty() {
            return Reply::none();
        }
        let count = found.len();
        Reply {
            count,
        }
    }
}
"""


def planned_document(text: str, file: str) -> tuple[bytes, list[Operation]]:
    plan = plan_text(f"# UoW 1: x\n\n**File:** `{PATH}`\n\n{text}", tree_of({PATH: file}))
    return next((c.result for c in plan.changes), file.encode()), operations_of(plan)


def test_the_sentence_below_a_block_says_where_it_goes() -> None:
    words = "In `answer`, after the search, count what was asked:"
    below = "Add this just before binding `count`."
    after, (operation,) = planned_document(f"{words}\n\n```rust\nself.asked += 1;\n```\n\n{below}\n", FILE)
    assert operation.status == "applies"
    assert b"        self.asked += 1;\n        let count = found.len();\n" in after


def test_a_sentence_below_a_block_that_leads_in_another_says_nothing_of_it() -> None:
    text = "At the start of `answer`:\n\n```rust\nself.asked += 1;\n```\n\nAdd this before binding `count`:\n\n```rust\nself.found += 1;\n```\n"
    after, operations = planned_document(text, FILE)
    assert [o.status for o in operations] == ["applies", "applies"]
    assert b"-> Reply {\n        self.asked += 1;\n" in after
    assert b"        self.found += 1;\n        let count" in after


def test_a_value_that_is_made_is_not_the_type_in_the_signature() -> None:
    after, (operation,) = planned("In `answer`, right before creating the `Reply` of the value's count:", FILE, "self.log(count);")
    assert operation.code == "anchor-ambiguous"  # two are made: `Reply::none()`, `Reply { … }`
    once = FILE.replace("        if found.is_empty() {\n            return Reply::none();\n        }\n", "")
    after, (operation,) = planned("In `answer`, right before creating the `Reply`:", once, "self.log(count);")
    assert operation.status == "applies"
    assert b"        self.log(count);\n        Reply {\n" in after


GROWN = """\
pub fn prepare(&self) -> Outcome<()> {
    self.store.run(
        "
        CREATE TABLE entries (
            id INTEGER
        );
        ",
    )?;
    self.migrate("001_entries")?;
    self.migrate("002_owners")?;
    Ok(())
}
"""


def test_an_addition_shown_with_its_function_leaves_texts_over_several_rows_as_they_are() -> None:
    after, (operation,) = planned("Add the new migration in `prepare()`:", FILE, GROWN)
    assert operation.status == "applies"
    assert after.decode() == FILE.replace(
        '        self.migrate("001_entries")?;\n', '        self.migrate("001_entries")?;\n        self.migrate("002_owners")?;\n'
    )


def test_an_addition_shown_with_a_function_that_loses_something_is_refused() -> None:
    after, (operation,) = planned(
        "Add the new migration in `prepare()`:", FILE, GROWN.replace('    self.migrate("001_entries")?;\n', "")
    )
    assert (operation.code, after.decode()) == ("item-exists-differently", FILE)


def test_a_change_of_a_field_that_is_the_same_but_for_its_documentation_changes_that() -> None:
    code = "/// How many were found.\n///\n/// Zero if none were.\ncount: u32,\n"
    after, (operation,) = planned("Expand the documentation of the `count` field of `Reply`:", FILE, code)
    assert operation.status == "applies"
    assert b"pub struct Reply {\n    /// How many were found.\n    ///\n    /// Zero if none were.\n    count: u32,\n}" in after
    again, (operation,) = planned("Expand the documentation of the `count` field of `Reply`:", after, code)
    assert (operation.status, again) == ("applied", after)
