"""What the words announce as something else than work, or a heading only tells, is not written, whatever the code is."""

from __future__ import annotations

import pytest

from tests.spec.reading import spec_of
from uowgen.plan import PlanOptions, plan_specs
from uowgen.text import Source
from uowgen.tree import MemoryTree

ANNOUNCED = """
Currently:
Current code:
Current state:
Today it looks like this:
Right now `start` is:
The existing code:
The relevant part of the file:
As it is now:
The bug:
The problem is here:
This is what happens today:
Callers can then write:
Usage:
Example:
Example usage:
For example:
A caller would look like this:
This allows:
This lets callers write:
After this change one can write:
With this in place:
Expected usage:
In the future we could:
Alternatively:
An alternative would be:
We rejected this:
Do not write:
Don't do this:
Avoid:
Wrong:
Bad:
Not like this:
Instead of this:
Never:
This would not compile:
Previously:
Before this change:
The old code was:
For reference:
Reference:
See also:
Similar code in `disk.rs`:
Pattern to follow:
Follow this pattern:
The same pattern is used in `other.rs`:
Compare with:
Inspired by:
Linux does it like this:
In the C version:
Pseudo code:
Pseudocode:
Sketch:
Roughly:
Conceptually:
The idea:
Output:
Expected output:
The compiler says:
Error:
Generated code:
The macro expands to:
This expands to:
Equivalent to:
Which is the same as:
Context:
Background:
Note that `prepare` is:
Recall that:
Given:
Suppose:
If we had:
Imagine:
Out of scope:
Later:
Not part of this task:
Optional:
If time permits:
Nice to have:
Follow-up (not now):
In a later phase:
The final result in `other.rs` (for reference):
Test it manually with:
Try it:
Debugging aid, not to be committed:
Temporary, remove before commit:
"""
SECTIONS = """
Problem
Background
Why
Motivation
Rationale
Alternatives
Alternatives Considered
Rejected Alternatives
Risks
Usage
Usage Example
Example
API Usage
Examples
How it will be used
Current Behavior
Current State
Current Implementation
Existing Code
What exists today
How it works today
Before
The problem
Root Cause
Analysis
Findings
Investigation
Context
Reference
References
Related Code
Prior Art
Similar Code
Patterns to Follow
Relevant Code
Key Files
Notes
Discussion
Open Questions
Verification
Manual Verification
How to Verify
Expected Output
Expected Result
Debugging
Troubleshooting
Future Work
Follow-ups
Out of Scope
Non-Goals
Rollback
Migration Guide for Callers
Glossary
Appendix
Appendix: original code
What could go wrong
Common Mistakes
Anti-patterns
Do not do this
Benchmarks
Acceptance Criteria
Definition of Done
Success Criteria
Commit
Environment
Prerequisites
Prior knowledge
Required reading
Mandatory Reading
Assumptions
Constraints
Security Considerations
"""
THERE = "pub fn start(n: usize) -> usize {\n    n\n}\n"
SHOWN = (
    "pub fn extra(n: usize) -> usize {\n    n + 1\n}\n",
    "let n = start(4);\nextra(n);\n",
    "pub fn start(n: usize) -> usize {\n    n + 2\n}\n",
)


def _written(text: str) -> list[str]:
    tree = MemoryTree({"src/a.rs": THERE.encode()})
    plan = plan_specs([(spec_of(text), Source("uow.md", text.encode()))], tree, PlanOptions())
    return [o.message for spec in plan.specs for o in spec.operations if o.status == "applies"]


@pytest.mark.parametrize("words", ANNOUNCED.strip().splitlines())
def test_what_is_announced_as_something_else_is_not_written(words: str) -> None:
    for code in SHOWN:
        for above in ("", "In `start`, a check is missing.\n\n"):
            assert _written(f"# UoW 1: A\n\n**File:** `src/a.rs`\n\n## Task\n\n{above}{words}\n\n```rust\n{code}```\n") == []


@pytest.mark.parametrize("heading", SECTIONS.strip().splitlines())
def test_a_block_without_words_under_a_heading_that_tells_is_not_written(heading: str) -> None:
    for code in SHOWN:
        text = f"# UoW 1: A\n\n**File:** `src/a.rs`\n\n## {heading}\n\n```rust\n{code}```\n\n## Task\n\nNothing more.\n"
        assert _written(text) == []


def test_words_that_ask_win_over_a_heading_that_tells() -> None:
    text = f"# UoW 1: A\n\n**File:** `src/a.rs`\n\n## Notes\n\nAdd this after `start`:\n\n```rust\n{SHOWN[0]}```\n"
    assert len(_written(text)) == 1
