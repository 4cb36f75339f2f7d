"""A change of a few lines, announced in the words and shapes that people use for it: each gives the same file."""

from __future__ import annotations

from textwrap import indent

import pytest

from tests.spec.reading import spec_of
from uowgen.plan import PlanOptions, plan_specs
from uowgen.text import Source
from uowgen.tree import MemoryTree

FILE = """pub fn stop(busy: bool) {
    log(busy);
}

pub fn start(busy: bool, id: usize) -> Result<(), Error> {
    if busy {
        return Err(Error::Busy { id });
    }
    prepare(id);
    Ok(())
}
"""
OLD = "if busy {\n    return Err(Error::Busy { id });\n}\n"
NEW = "if busy && id != 0 {\n    return Err(Error::Busy { id });\n}\n"
CHANGED = FILE.replace("if busy {", "if busy && id != 0 {")
ANNOUNCED = (
    ("Before:", "After:"),
    ("**Before:**", "**After:**"),
    ("**Before**", "**After**"),
    ("Current:", "New:"),
    ("**Current**:", "**Fixed**:"),
    ("Current code:", "Replace with:"),
    ("**Old:**", "**New:**"),
    ("Old code:", "New code:"),
    ("Change:", "To:"),
    ("Change this:", "To this:"),
    ("Change from:", "Change to:"),
    ("From:", "To:"),
    ("Replace:", "With:"),
    ("Replace this:", "With this:"),
    ("Replace", "with"),
    ("Find:", "Replace with:"),
    ("Find this code:", "Replace it with:"),
    ("Locate:", "Change to:"),
    ("Was:", "Becomes:"),
    ("**Now:**", "**Then:**"),
    ("Existing:", "Updated:"),
    ("Existing code:", "Change it to:"),
    ("It currently reads:", "It should read:"),
    ("Currently:", "Should be:"),
    ("Currently `start` has:", "Change this to:"),
    ("Current implementation:", "Updated implementation:"),
    ("Current behaviour in `start`:", "Required change:"),
    ("Today:", "Proposed:"),
    ("In `start`, replace this block:", "with this one:"),
    ("In `Disk::start`, change", "to"),
    ("In `start` we have:", "which should become:"),
    ("The check in `start` is:", "Change it to:"),
    ("Replace the check in `start`:", "by:"),
    ("The current check:", "The new check:"),
    ("❌ Before:", "✅ After:"),
    ("BEFORE", "AFTER"),
    ("Wrong:", "Right:"),
    ("Incorrect:", "Correct:"),
    ("Bad:", "Good:"),
    ("Instead of:", "Use:"),
    ("Original:", "Modified:"),
    ("Original code:", "Refactored code:"),
    ("Actual:", "Expected:"),
    ("Look for:", "and replace with:"),
    ("Line 64-66 currently:", "Line 64-66 after:"),
    ("Before (line 70):", "After (line 70):"),
    ("Swap this:", "for this:"),
    ("Remove:", "Add:"),
    ("Delete this:", "and put this in its place:"),
    ("Given this:", "rewrite it to:"),
    ("Update this:", "so that it reads:"),
    ("Rewrite", "as"),
)


def _planned(body: str) -> str:
    text = f"# UoW 1: A\n\n**File:** `src/a.rs`\n\n## Task\n\n{body}"
    tree = MemoryTree({"src/a.rs": FILE.encode()})
    plan = plan_specs([(spec_of(text), Source("uow.md", text.encode()))], tree, PlanOptions())
    return plan.changes[0].result.decode() if plan.changes else FILE


def _block(code: str) -> str:
    return f"```rust\n{code}```\n"


SHAPES = {
    "paragraphs": lambda old, new: f"{old}\n\n{_block(OLD)}\n{new}\n\n{_block(NEW)}",
    "headings": lambda old, new: f"### {old.strip('*: ')}\n\n{_block(OLD)}\n### {new.strip('*: ')}\n\n{_block(NEW)}",
    "comments of one block": lambda old, new: _block(f"// {old.strip('*')}\n{OLD}\n// {new.strip('*')}\n{NEW}"),
    "items of a list": lambda old, new: f"- {old}\n\n{indent(_block(OLD), '  ')}\n- {new}\n\n{indent(_block(NEW), '  ')}",
    "a step": lambda old, new: f"**Step 1: The check in `start`**\n\n{old}\n\n{_block(OLD)}\n{new}\n\n{_block(NEW)}",
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("old", "new"), ANNOUNCED)
def test_both_sides_of_a_change(old: str, new: str, shape: str) -> None:
    assert _planned(SHAPES[shape](old, new)) == CHANGED


def test_two_blocks_that_have_little_in_common_are_no_change_because_of_vague_words() -> None:
    text = f"Existing:\n\n{_block(OLD)}\nFor:\n\n{_block('log(id);' + chr(10))}"
    assert _planned(text) == FILE
