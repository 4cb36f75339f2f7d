"""What is said of guards over what they borrow, and of how they hold it: true of the code it holds, untrue it fails, unclear it is open."""

from __future__ import annotations

import pytest

from tests.claims.lent_types import CHANGED, OPEN, TRUE, TYPES, UNTRUE
from uowgen.spec.read import read_document
from uowgen.text import Source
from uowgen.tree import MemoryTree
from uowgen.verify import VerifyOptions, verify_specs


def verdicts(name: str, sentences: list[str], tree: str = "") -> dict[str, str]:
    """The outcomes of sentences about one of the types, on a tree that has it as the spec shows it, or changed."""
    listed = "".join(f"- [ ] {text}\n" for text in sentences)
    shown = TYPES[name]
    text = f"# UoW 1: {name}\n\n**File:** `src/it.rs`\n\nAdd this to `src/it.rs`:\n\n```rust\n{shown}```\n\n## Acceptance criteria\n\n{listed}"
    document = Source("spec.md", text.encode())
    specs, _ = read_document(document)
    ((_, found),) = verify_specs(
        [(s, document) for s in specs], MemoryTree({"src/it.rs": (tree or shown).encode()}), VerifyOptions()
    )
    return {v.criterion.text: v.outcome for v in found}


def rows(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, text) for name, texts in table.items() for text in texts.strip().splitlines()]


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, str], str]:
    told = {}
    for name in TYPES:
        texts = [text for table in (TRUE, UNTRUE, OPEN) for n, text in rows(table) if n == name]
        told.update({(name, text): outcome for text, outcome in verdicts(name, texts).items()})
    return told


@pytest.mark.parametrize("case", rows(TRUE), ids=lambda case: case[1])
def test_what_is_true_holds(found: dict[tuple[str, str], str], case: tuple[str, str]) -> None:
    assert found[case] == "holds"


@pytest.mark.parametrize("case", rows(UNTRUE), ids=lambda case: case[1])
def test_what_is_not_true_fails(found: dict[tuple[str, str], str], case: tuple[str, str]) -> None:
    assert found[case] == "fails"


@pytest.mark.parametrize("case", rows(OPEN), ids=lambda case: case[1])
def test_what_says_too_little_is_undecided(found: dict[tuple[str, str], str], case: tuple[str, str]) -> None:
    assert found[case] == "undecided"


@pytest.mark.parametrize(("name", "old", "new", "failing", "holding"), CHANGED, ids=lambda value: str(value)[:40])
def test_a_fault_in_the_tree_fails_what_speaks_of_it(name: str, old: str, new: str, failing: str, holding: str) -> None:
    assert old in TYPES[name]
    outcomes = verdicts(name, [failing, holding], TYPES[name].replace(old, new))
    assert outcomes == {failing: "fails", holding: "holds"}
