"""What becomes of sentences on one type, with its code as shown, with one fault, and written anew."""

from __future__ import annotations

from typing import NamedTuple

from uowgen.spec.read import read_document
from uowgen.text import Source
from uowgen.tree import MemoryTree
from uowgen.verify import VerifyOptions, verify_specs


class Told(NamedTuple):
    """A type: what stands above it in the tree, and the code as a document shows it."""

    head: str
    shown: str

    def outcomes(self, sentences: list[str], old: str = "", new: str = "") -> dict[str, str]:
        """The outcome of each sentence in a tree where `old` stands as `new`."""
        assert not old or old in self.shown, old
        listed = "".join(f"- [ ] {text}\n" for text in sentences)
        text = f"# UoW 1: It\n\n**File:** `src/it.rs`\n\nAdd this to `src/it.rs`:\n\n```rust\n{self.shown}```\n\n## Acceptance criteria\n\n{listed}"
        document = Source("spec.md", text.encode())
        specs, _ = read_document(document)
        tree = MemoryTree({"src/it.rs": (self.head + self.shown.replace(old, new, 1)).encode()})
        ((_, found),) = verify_specs([(s, document) for s in specs], tree, VerifyOptions())
        return {v.criterion.text: v.outcome for v in found}

    def of(self, sentence: str, old: str = "", new: str = "") -> str:
        """The outcome of one sentence."""
        return self.outcomes([sentence], old, new)[sentence]


def lines(text: str) -> list[str]:
    """The lines of a text that have something in them."""
    return [line for line in text.splitlines() if line]
