"""Linting a document given as text on a small tree given as a mapping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.lint.specs import fixed, lint_specs
from uowgen.plan import PlanOptions
from uowgen.rendering.catalog import load_templates
from uowgen.spec.read import read_document
from uowgen.text import Source
from uowgen.tree import MemoryTree
from uowgen.verify import VerifyOptions

if TYPE_CHECKING:
    from uowgen.lint.remark import Remark

VMA = b"""//! Areas.

/// An area.
pub struct Vma {
    pub start: usize,
    pub end: usize,
}

/// Maps.
pub fn map(vma: &Vma) -> usize {
    let size = vma.end - vma.start;
    size
}
"""
TREE = {"kernel/src/vma.rs": VMA, "kernel/src/lib.rs": b"mod vma;\n"}
GOOD = """# UoW 1: Flags

**File:** `kernel/src/vma.rs`

## Implementation

Add this struct **before** `map`:

```rust
/// Flags of an area.
pub struct AreaFlags {
    pub bits: u32,
}
```

## Acceptance Criteria

- [ ] `AreaFlags` is defined
"""


def lint(*documents: str | bytes, **placeholders: str) -> tuple[Remark, ...]:
    """The remarks on `documents`, called `a.md`, `b.md` …, on the small tree."""
    read = []
    for name, text in zip("abcdef", documents, strict=False):
        source = Source(f"{name}.md", text.encode() if isinstance(text, str) else text)
        read += [(spec, source) for spec in read_document(source)[0]]
    return lint_specs(read, (), MemoryTree(TREE), PlanOptions(placeholders, load_templates()), VerifyOptions())


def shown(remarks: tuple[Remark, ...], text: str) -> list[tuple[str, str]]:
    """Each remark's code and the words of `text` that it points at."""
    data = text.encode()
    return [
        (r.diagnostic.code, data[r.diagnostic.span.start : r.diagnostic.span.end].decode() if r.diagnostic.span else "")
        for r in remarks
    ]


def put_right(text: str) -> str:
    """The document after its fixes."""
    return fixed(Source("a.md", text.encode()), lint(text))[0].decode()
