"""Code of an earlier spec that a later one has changed counts as there; code that anybody else has changed does not."""

from __future__ import annotations

import pytest

from tests.operations.planning import operations_of, plan_text, tree_after, tree_of

HEAD = "**File:** `src/mm.rs`\n\n"
FIRST = f"# UoW 1: a\n\n{HEAD}Add at the end of the file:\n\n```rust\npub fn total(of: &[u8]) -> usize {{\n    let n = of.len();\n    n\n}}\n```\n\n"
SECOND = f"# UoW 2: b\n\n{HEAD}At the start of `total`, add:\n\n```rust\nTURNS.bump();\n```\n\n"
THIRD = f"# UoW 3: c\n\n{HEAD}Replace `total` with:\n\n```rust\npub fn total(of: &[u8]) -> usize {{\n    of.len() + 1\n}}\n```\n\n"
TREE = tree_of({"src/mm.rs": "pub fn first() {}\n"})


@pytest.mark.parametrize("document", [FIRST + SECOND, FIRST + THIRD])
def test_a_chain_that_changes_its_own_code_is_applied_when_it_is_planned_again(document: str) -> None:
    plan = plan_text(document, TREE)
    assert {o.status for o in operations_of(plan)} == {"applies"}
    again = plan_text(document, tree_after(TREE, plan))
    first = again.specs[0].operations[0]
    assert (first.status, first.line) == ("applied", 3)
    assert first.message.startswith("superseded by spec ")
    assert again.changes == ()


def test_the_message_names_the_spec_that_changes_it() -> None:
    after = tree_after(TREE, plan_text(FIRST + SECOND, TREE))
    assert operations_of(plan_text(FIRST + SECOND, after))[0].message == "superseded by spec 2, which changes it"


@pytest.mark.parametrize(
    "text",
    [
        "pub fn total(of: &[u8]) -> usize {\n    TURNS.bump();\n    let n = of.len();\n    n + 1\n}\n",  # changed by somebody else, too
        "pub fn total(of: &[u8]) -> usize {\n    0\n}\n",
        "pub fn total(of: &[u16]) -> usize {\n    TURNS.bump();\n    let n = of.len();\n    n\n}\n",
    ],
)
def test_what_the_later_spec_does_not_account_for_stays_refused(text: str) -> None:
    operations = operations_of(plan_text(FIRST + SECOND, tree_of({"src/mm.rs": text})))
    assert operations[0].code == "item-exists-differently"


def test_an_earlier_spec_supersedes_nothing() -> None:
    text = "pub fn total(of: &[u8]) -> usize {\n    TURNS.bump();\n    let n = of.len();\n    n\n}\n"
    operations = operations_of(plan_text(SECOND.replace("UoW 2", "UoW 0") + FIRST, tree_of({"src/mm.rs": text})))
    assert operations[1].code == "item-exists-differently"


def test_a_spec_alone_is_refused_as_before() -> None:
    after = tree_after(TREE, plan_text(FIRST + SECOND, TREE))
    assert operations_of(plan_text(FIRST, after))[0].code == "item-exists-differently"


def test_a_file_that_a_later_spec_adds_to_is_there() -> None:
    made = "# UoW 1: a\n\n**File:** `src/new.rs` (NEW FILE)\n\nCreate `src/new.rs`:\n\n```rust\npub fn one() {}\n```\n\n"
    grown = "# UoW 2: b\n\n**File:** `src/new.rs`\n\nAdd at the end of the file:\n\n```rust\npub fn two() {}\n```\n"
    plan = plan_text(made + grown, TREE)
    assert {o.status for o in operations_of(plan)} == {"applies"}
    assert {o.status for o in operations_of(plan_text(made + grown, tree_after(TREE, plan)))} == {"applied"}
    other = tree_of({"src/new.rs": "pub fn one() -> u8 {\n    1\n}\n\npub fn two() {}\n"})
    assert operations_of(plan_text(made + grown, other))[0].code == "item-exists-differently"
