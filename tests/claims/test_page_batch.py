"""What people write of a guard that keeps a list, and a rewrite with a helper of its own that must not count against it."""

from __future__ import annotations

import pytest

from uowgen.spec.read import read_document
from uowgen.text import Source
from uowgen.tree import MemoryTree
from uowgen.verify import VerifyOptions, verify_specs

BATCH = """use crate::memory::free_page;

/// Pages that are not yet anyone's.
pub struct PageBatch {
    pages: Vec<usize>,
}

impl PageBatch {
    pub fn new() -> Self {
        PageBatch { pages: Vec::new() }
    }

    pub fn add(&mut self, page: usize) {
        self.pages.push(page);
    }

    pub fn finish(mut self) -> Vec<usize> {
        core::mem::take(&mut self.pages)
    }
}

impl Drop for PageBatch {
    fn drop(&mut self) {
        for page in self.pages.drain(..) {
            free_page(page);
        }
    }
}
"""
HELPED = BATCH.replace(
    """for page in self.pages.drain(..) {
            free_page(page);
        }""",
    "self.give_back();",
).replace(
    "    pub fn finish",
    """    fn give_back(&mut self) {
        for &page in &self.pages {
            free_page(page);
        }
    }

    pub fn finish""",
)
SENTENCES = (
    "If the batch is dropped without `finish()`, every page goes back to the allocator",
    "When the batch is dropped without `finish()`, every page is freed",
    "If the batch is dropped without `finish()`, every page is freed",
    "Dropping the batch without `finish()` frees every page",
    "Dropping an unfinished batch returns all pages to the allocator",
    "Pages are given back to the allocator if the batch goes out of scope before `finish()`",
    "All pages go back to the allocator unless `finish()` was called",
    "`Drop` hands every collected page back to the allocator",
    "After `finish()`, dropping frees nothing",
    "`finish()` consumes the batch and returns its pages",
    "`finish()` transfers ownership of the pages to the caller",
    "An early return frees what was collected",
    "Pages are freed in the order in which they were added",
    "No page leaks on an error path",
    "`add()` appends to `pages`",
    "`add()` stores pages in order",
    "`new()` returns a batch with an empty `pages` vector",
)


def outcomes(code: str, sentences: tuple[str, ...]) -> list[str]:
    """What each sentence of a spec that shows `BATCH` is decided to be on `code`."""
    listed = "\n".join(f"- [ ] {sentence}" for sentence in sentences)
    text = f"# UoW 1: Batch\n\n**File:** `src/mm.rs`\n\n## Implementation\n\nAdd this:\n\n```rust\n{BATCH}```\n\n## Acceptance Criteria\n\n{listed}\n"
    document = Source("spec.md", text.encode())
    specs, _ = read_document(document)
    ((_, verdicts),) = verify_specs([(s, document) for s in specs], MemoryTree({"src/mm.rs": code.encode()}), VerifyOptions())
    return [verdict.outcome for verdict in verdicts]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_about_the_batch_holds(sentence: str) -> None:
    assert outcomes(BATCH, (sentence,)) == ["holds"]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_batch_that_keeps_its_pages_fails_what_speaks_of_freeing(sentence: str) -> None:
    broken = BATCH.replace("free_page(page);", "let _ = page;")
    speaks = any(w in sentence for w in ("free", "freed", "back", "leak")) and not sentence.endswith("frees nothing")
    assert outcomes(broken, (sentence,)) != ["holds"] or not speaks


def test_a_private_helper_is_no_way_to_end_the_batch() -> None:
    assert outcomes(HELPED, ("No page is freed twice", "`Drop` frees every page exactly once")) == ["holds", "holds"]
    public = HELPED.replace("    fn give_back", "    pub fn give_back")
    assert outcomes(public, ("No page is freed twice",)) == ["fails"]
