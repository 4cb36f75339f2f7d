"""Changing the code one place at a time shows which criteria notice, and what the spec leaves open."""

from __future__ import annotations

from uowgen.rust.mutations import changed, mutations
from uowgen.rust.syntax import RustFile
from uowgen.spec.read import read_document
from uowgen.strength import Strength, strength_of
from uowgen.text import Source, Span
from uowgen.tree import MemoryTree
from uowgen.verify import VerifyOptions, verify_specs

CODE = """\
pub struct FrameGuard {
    frames: Vec<usize>,
    kept: bool,
}

impl FrameGuard {
    pub fn new() -> Self {
        FrameGuard { frames: Vec::new(), kept: false }
    }

    pub fn add(&mut self, frame: usize) {
        self.frames.push(frame);
    }

    pub fn keep(&mut self) {
        self.kept = true;
    }

    pub fn count(&self) -> usize {
        self.frames.len() + 0
    }
}

impl Drop for FrameGuard {
    fn drop(&mut self) {
        if self.kept {
            return;
        }
        for &frame in &self.frames {
            FRAME_ALLOCATOR.free_frame(frame);
        }
    }
}
"""

SPEC = f"""\
# UoW 4: Guard frames

**File:** `src/frames.rs`

Add this at the end of the file:

```rust
{CODE}```

## Acceptance Criteria

- [ ] `add()` records each frame
- [ ] `keep()` sets the kept flag
- [ ] `Drop` does nothing if kept
- [ ] `Drop` frees all frames unless kept
"""


def strength() -> Strength:
    document = Source("spec.md", SPEC.encode())
    specs, _ = read_document(document)
    tree = MemoryTree({"src/frames.rs": CODE.encode()})
    ((spec, verdicts),) = verify_specs([(specs[0], document)], tree, VerifyOptions())
    assert [v.outcome for v in verdicts] == ["holds"] * 4, [v.message for v in verdicts]
    return strength_of(spec, document, verdicts, tree)


def test_every_criterion_catches_what_breaks_it() -> None:
    found = strength()
    assert found.versions > 8
    assert all(caught > 0 for caught in found.caught)


def test_what_no_criterion_speaks_of_is_listed_with_its_line() -> None:
    found = strength()
    line = next(n for n, text in enumerate(CODE.split("\n"), 1) if "len() + 0" in text)
    assert {u.line for u in found.unnoticed} == {line}
    assert any("`-` for `+`" in u.says for u in found.unnoticed)


def test_each_version_differs_from_the_code_in_one_place_only() -> None:
    file = RustFile(Source("src/frames.rs", CODE.encode()))
    rows = list(mutations(file, Span(0, len(CODE))))
    assert len({(m.span, m.text) for m in rows}) == len(rows)
    for mutation in rows:
        data = changed(file, mutation)
        assert data != CODE.encode()
        assert data.startswith(CODE.encode()[: mutation.span.start])
        assert data.endswith(CODE.encode()[mutation.span.end :])


def test_nothing_outside_of_the_asked_span_is_changed() -> None:
    file = RustFile(Source("src/frames.rs", CODE.encode()))
    start, end = CODE.index("impl Drop"), len(CODE)
    rows = list(mutations(file, Span(start, end)))
    assert rows
    assert all(start <= m.span.start and m.span.end <= end for m in rows)
