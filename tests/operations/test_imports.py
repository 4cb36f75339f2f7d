"""Imports that bring in what the file imports in part already: no name is brought in twice."""

from __future__ import annotations

import pytest

from tests.operations.planning import planned
from tests.spec.reading import spec_of
from uowgen.plan import PlanOptions, plan_specs
from uowgen.text import Source
from uowgen.tree import MemoryTree

CASES = {
    "one that takes up another is written in its place": (
        "use a::{B, C};\nuse z::Z;\n",
        "use a::{B, C, D};\n",
        "use a::{B, C, D};\nuse z::Z;\n",
    ),
    "one that takes up several": ("use a::B;\nuse a::{C, D};\n", "use a::{B, C, D, E};\n", "use a::{B, C, D, E};\n"),
    "only what is missing is added": (
        "use a::{B, X};\nuse a::C;\n",
        "use a::{B, C, E};\n",
        "use a::{B, X};\nuse a::C;\nuse a::E;\n",
    ),
    "of several each in the place of its own": (
        "use std::cell::Cell;\nuse std::sync::Arc;\n",
        "use std::cell::{Cell, RefCell};\nuse std::sync::{Arc, Mutex};\n",
        "use std::cell::{Cell, RefCell};\nuse std::sync::{Arc, Mutex};\n",
    ),
    "what is exported is not imported once more": ("pub use a::B;\n", "use a::{B, C};\n", "pub use a::B;\nuse a::C;\n"),
    "another name for the same thing is another name": ("use a::B as X;\n", "use a::{B, C};\n", "use a::B as X;\nuse a::{B, C};\n"),
    "a rename that is missing": ("use a::{B, C};\n", "use a::{B, D as E};\n", "use a::{B, C};\nuse a::D as E;\n"),
    "an import under a condition stays": (
        "#[cfg(test)]\nuse a::B;\n",
        "use a::{B, C};\n",
        "#[cfg(test)]\nuse a::B;\nuse a::{B, C};\n",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_imports_that_are_there_in_part(case: str) -> None:
    before, block, after = CASES[case]
    text = f"# UoW 1: Names\n\n**File:** `src/a.rs`\n\nAdd to the imports:\n\n```rust\n{block}```\n"
    for begin, statuses in ((before, ["applies"]), (after, ["applied"])):
        tree = MemoryTree({"src/a.rs": f"{begin}\nfn f() {{}}\n".encode()})
        plan = plan_specs([(spec_of(text), Source("uow.md", text.encode()))], tree, PlanOptions())
        assert [o.status for spec in plan.specs for o in spec.operations] == statuses
        if plan.changes:
            assert plan.changes[0].result.decode() == f"{after}\nfn f() {{}}\n"


def test_a_name_that_the_file_imports_for_itself_is_not_exported_beside_it() -> None:
    text = "# UoW 1: Names\n\n**File:** `src/a.rs`\n\nAdd the re-export:\n\n```rust\npub use a::{B, C};\n```\n"
    tree = MemoryTree({"src/a.rs": b"use a::B;\n\nfn f() {}\n"})
    plan = plan_specs([(spec_of(text), Source("uow.md", text.encode()))], tree, PlanOptions())
    assert [(o.status, o.code) for spec in plan.specs for o in spec.operations] == [("refused", "would-duplicate")]


def test_a_type_is_not_imported_by_a_second_way() -> None:
    text = "use crate::items::Item;\nuse core::fmt;\n\nfn f() {}\n"
    after, (operation,) = planned("Add the import:", text, "use crate::types::Item;")
    assert (after.decode(), operation.code) == (text, "would-duplicate")
