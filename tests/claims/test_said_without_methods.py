"""The same claims in free words, without the method's name: on every version the verdict is that of the plain sentence."""

from __future__ import annotations

import pytest

from tests.claims.container_types import LIST, LIST_CHANGES, RING, RING_CHANGES
from uowgen.spec.read import read_document
from uowgen.text import Source
from uowgen.tree import MemoryTree
from uowgen.verify import VerifyOptions, verify_specs

SAID = (
    ("ring", "`Ring::pop` returns elements in FIFO order", "Values come out in the order they went in"),
    ("ring", "`Ring::pop` returns elements in FIFO order", "Elements are returned in insertion order"),
    ("ring", "`Ring::pop` returns elements in FIFO order", "The ring is first-in-first-out"),
    ("ring", "`Ring::push` fails when full", "A full ring rejects further pushes"),
    ("ring", "`Ring::push` returns `Err(value)` when full", "Pushing another value onto a full ring returns `Err(value)`"),
    ("ring", "`Ring::push` returns `Err` when full", "`push()` returns an error once the buffer is full"),
    ("ring", "`Ring::pop` returns `None` when empty", "Popping from an empty ring gives `None`"),
    ("ring", "`Ring::pop` returns elements in FIFO order", "The oldest element comes out first"),
    ("ring", "`Ring::pop` returns elements in FIFO order", "FIFO semantics"),
    ("ring", "`Ring::push` fails when full", "The ring never holds more than its capacity"),
    ("list", "`AreaList::insert` rejects overlapping areas", "`AreaList` rejects overlapping areas"),
    ("list", "`AreaList::insert` accepts adjacent areas", "Two adjacent areas can coexist"),
    ("list", "`AreaList::find` returns `None` for an address outside of all areas", "`find()` returns `None` between areas"),
    ("ring", "`Ring::push` returns `Err(value)` when full", "`push()` on a full ring returns the rejected value"),
    ("list", "`AreaList::insert` accepts adjacent areas", "Areas that only touch do not count as overlapping"),
    ("list", "`AreaList::find` returns the area that contains the address", "The end address is not part of the area"),
    ("list", "`AreaList::insert` rejects overlapping areas", "Overlapping inserts are rejected with an error"),
    ("list", "`AreaList::insert` rejects overlapping areas", "No two areas in the list ever overlap"),
    ("list", "`AreaList::insert` accepts adjacent areas", "Adjacent areas may be inserted"),
    (
        "list",
        "`AreaList::find` returns `None` for an address outside of all areas",
        "Looking up an address outside every area yields `None`",
    ),
    ("list", "`AreaList::remove` splits an area when its middle is removed", "Removing the middle of an area leaves two areas"),
)
SOURCES = {"ring": (RING, RING_CHANGES), "list": (LIST, LIST_CHANGES)}


def outcomes(base: str, code: str, sentences: tuple[str, ...]) -> list[str]:
    """What each sentence of a spec that shows `base` is decided to be on `code`."""
    rows = "".join(f"- [ ] {text}\n" for text in sentences)
    block = f"## Implementation\n\nAdd this:\n\n```rust\n{base}```\n\n"
    document = Source("spec.md", f"# UoW 1: it\n\n**File:** `src/it.rs`\n\n{block}## Acceptance criteria\n\n{rows}".encode())
    specs, _ = read_document(document)
    ((_, found),) = verify_specs([(s, document) for s in specs], MemoryTree({"src/it.rs": code.encode()}), VerifyOptions())
    return [verdict.outcome for verdict in found]


@pytest.mark.parametrize("name", SOURCES)
def test_the_verdict_is_that_of_the_plain_sentence(name: str) -> None:
    base, changes = SOURCES[name]
    pairs = [(plain, free) for of, plain, free in SAID if of == name]
    for change in (None, *changes):
        code = base.replace(*change, 1) if change else base
        found = outcomes(base, code, tuple(text for pair in pairs for text in pair))
        for n, (plain, free) in enumerate(pairs):
            assert found[2 * n] == found[2 * n + 1], (change, plain, free)
    assert outcomes(base, base, tuple(free for _, free in pairs)) == ["holds"] * len(pairs)
