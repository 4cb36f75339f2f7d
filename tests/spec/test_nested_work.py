"""Numbered pieces of work that stand below an introduction by mistake are work; what an introduction shows is not."""

from __future__ import annotations

import pytest

from tests.spec.reading import roles

CODE = "Add to `src/a.rs`:\n\n```rust\nfn a() {}\n```\n"
SHOWN = "The allocator:\n\n```rust\nfn a() {}\n```\n"


@pytest.mark.parametrize("outer", ["Context", "Motivation", "Background"])
@pytest.mark.parametrize("inner", ["UoW 2 — The arm", "Task 1: The arm", "Step 3: The arm"])
def test_numbered_work_ends_an_introduction(outer: str, inner: str) -> None:
    text = f"# Phase 2\n\n## {outer}\n\nWords.\n\n### {inner}\n\n{SHOWN}"
    assert roles(text) == ["code"]


@pytest.mark.parametrize("outer", ["Context", "Motivation"])
def test_an_introduction_shows_what_is_there(outer: str) -> None:
    assert roles(f"# Phase 2\n\n## {outer}\n\n{SHOWN}\n## Task 1: x\n\n{CODE}") == ["quote", "code"]


def test_steps_of_how_something_works_are_no_work() -> None:
    assert roles(f"# Phase 2\n\n## How it works today\n\n### Step 1: allocation\n\n{SHOWN}") == ["quote"]
