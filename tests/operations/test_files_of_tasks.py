"""Each task of a document names its file in its own way; each block belongs to the file of its own task."""

from __future__ import annotations

import itertools

import pytest

from tests.operations.planning import operations_of, plan_text, tree_of
from tests.spec.reading import spec_of
from uowgen.plan import PlanOptions, plan_specs
from uowgen.text import Source
from uowgen.tree import MemoryTree

FILES = ("kernel/src/task/mod.rs", "kernel/src/syscall/mm.rs", "kernel/src/lib.rs")

TREE = MemoryTree(dict.fromkeys((*FILES, "kernel/src/pattern.rs"), b"pub const OLD: usize = 0;\n"))

# What stands under the heading of a task; `@` is its file. What comes after `^` goes into the heading itself.
NAMED = {
    "label": "**File:** `@`",
    "label without code": "File: @",
    "label outside": "**File**: `@`",
    "italic label": "*File: `@`*",
    "list of labels": "- **File**: `@`\n- **Complexity**: Low",
    "quote": "> **File:** `@`",
    "files": "**Files:**\n- Modify: `@`",
    "files with lines": "**Files:**\n- Modify: `@:12-20`",
    "plain files": "Files:\n* `@`",
    "section": "#### Files\n\n- Modify: `@`",
    "section with colon": "#### Files to modify:\n\n1. `@`",
    "section of one": "#### Target File\n\n`@`",
    "section at the level of tasks": "### Files\n\n- `@` (modify)",
    "table": "| File | Change |\n|---|---|\n| `@` | new constant |",
    "location": "**Location:** `@:12`",
    "target": "**Target:** `@`",
    "sentence": "All of this is in `@`.",
    "heading": "^Edit `@`",
    "heading is the file": "^`@`",
    "heading in brackets": "^A constant (`@`)",
    "heading without code": "^A constant in @",
    "bold line": "**`@`**",
    "bold without code": "**@**",
    "modify": "**Modify** `@`:",
    "with a picture": "📄 **File:** `@`",
}
STEPS = {
    "sentence": "Add this constant:\n\n```rust\n%\n```",
    "heading": "#### Step 1: Add a constant\n\n```rust\n%\n```",
    "bold": "**Step 1: Add a constant**\n\n```rust\n%\n```",
    "box": "- [ ] **Step 1: Add a constant**\n\n```rust\n%\n```",
    "box with the block inside": "- [ ] **Step 1: Add a constant**\n\n  ```rust\n  %\n  ```",
    "number": "1. Add a constant:\n\n   ```rust\n   %\n   ```\n\n2. Run the tests.",
}
TITLES = ("### Task {}: {}", "### Step {} — {}", "### {}. {}", "### Change {}: {}")
# Other files that are spoken of and that nothing is written to.
ASIDES = (
    "",
    "Follow the pattern of `kernel/src/pattern.rs`.",
    "**Reference:** `kernel/src/pattern.rs`",
    "`kernel/src/pattern.rs` has one like it.",
    "**Why:** The callers in `kernel/src/pattern.rs` need it.",
    "See `kernel/src/pattern.rs:40-60` for how the others do it.",
    "This is needed by `kernel/src/pattern.rs`, which reads it at boot.",
    "It will be used from `kernel/src/pattern.rs`.",
    "The old value lives in `kernel/src/pattern.rs`.",
    "Currently the value is computed in `kernel/src/pattern.rs:33`.",
    "Note: `kernel/src/pattern.rs` already defines OLD.",
    "Do not touch `kernel/src/pattern.rs`.",
    "(moved from `kernel/src/pattern.rs`)",
    "**Context:** `kernel/src/pattern.rs` line 12 computes this by hand.",
    "**Depends on:** Task 0 (`kernel/src/pattern.rs`)",
    "The change is independent of `kernel/src/pattern.rs`.",
    "After this, `kernel/src/pattern.rs` can drop its copy.",
    "Unlike `kernel/src/pattern.rs`, no lock is needed.",
    "> Note that `kernel/src/pattern.rs` is not affected.",
    "The bug shows in `kernel/src/pattern.rs` at line 40.",
    "`kernel/src/pattern.rs` stays untouched.",
    "We keep the table in `kernel/src/pattern.rs` for now.",
)


@pytest.mark.parametrize(("named", "step"), list(itertools.product(NAMED, STEPS)))
def test_a_block_belongs_to_the_file_of_its_own_task(named: str, step: str) -> None:
    for title, aside in zip(itertools.cycle(TITLES), ASIDES, strict=False):
        text = "# Three constants\n\n**Goal:** Three more constants.\n"
        for n, file in enumerate(FILES):
            inside = NAMED[named][1:] if NAMED[named].startswith("^") else "A constant"
            way = "" if NAMED[named].startswith("^") else NAMED[named]
            block = STEPS[step].replace("%", f"pub const C{n}: usize = {n};")
            text += f"\n{title.format(n + 1, inside)}\n\n{way}\n\n{aside}\n\n{block}\n".replace("@", file)
        plan = plan_specs([(spec_of(text), Source("uow.md", text.encode()))], TREE, PlanOptions())
        found = [(o.file, o.status) for planned in plan.specs for o in planned.operations]
        assert found == [(file, "applies") for file in FILES], text


LISTED = "# UoW 1: x\n\n**Files to touch:** `src/lib.rs`, `src/pool.rs`\n\n{}\n\n```rust\n{}\n```\n"
POOL = tree_of(
    {"src/lib.rs": "mod pool;\n\npub struct Config;\n\npub fn ring() -> u32 {\n    1\n}\n", "src/pool.rs": "pub struct Pool;\n"}
)


def test_of_several_listed_files_an_impl_goes_where_its_type_is():
    plan = plan_text(
        LISTED.format("Give it a constructor:", "impl Pool {\n    pub fn new() -> Self {\n        Pool\n    }\n}"), POOL
    )
    assert [(o.status, o.file) for o in operations_of(plan)] == [("applies", "src/pool.rs")]


def test_of_several_listed_files_the_one_that_has_what_the_code_names_is_meant():
    plan = plan_text(LISTED.format("Add this helper:", "pub fn drain(pool: &Pool) -> u32 {\n    0\n}"), POOL)
    assert [(o.status, o.file) for o in operations_of(plan)] == [("applies", "src/pool.rs")]


def test_code_that_any_of_several_listed_files_could_take_is_refused():
    plan = plan_text(LISTED.format("Add this helper:", "fn twice(n: u32) -> u32 {\n    2 * n\n}"), POOL)
    assert [(o.status, o.code) for o in operations_of(plan)] == [("refused", "file-ambiguous")]
    assert [c.file for o in operations_of(plan) for c in o.candidates] == ["src/lib.rs", "src/pool.rs"]
