"""Whole documents: bad input, accounting, cost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.spec.reading import problems_of, spec_of, specs_of, unaccounted
from uowgen.spec import phrases
from uowgen.spec.read import read_document
from uowgen.text import Source

UNIT = """# UoW 2.1: Create Guard

**Parent:** Phase 3, Step 2 (cleanup)  
**File:** `kernel/src/mm.rs`  
**Complexity:** Low

---

## Context

Pages leak.

**Problem location:**
```rust
// kernel/src/mm.rs:128-142
// TODO: Unmap
```

---

## Task

Create a guard struct that frees pages on drop.

---

## Implementation

Add this struct and impl **before** `sys_mmap` in `kernel/src/mm.rs`:

```rust
struct Guard {
    done: bool,
}
```

---

## Acceptance Criteria

- [ ] `Guard` struct compiles
- [ ] `Drop` does nothing if done

---

## Testing

```bash
cargo build
```

Tested via UoW 2.2.

---

## Next UoW

Proceed to **UoW 2.2**.
"""  # noqa: W291


def test_a_unit_of_work_is_read_whole() -> None:
    spec = spec_of(UNIT)
    assert (spec.id, spec.title, spec.parent) == ("2.1", "Create Guard", "Phase 3, Step 2 (cleanup)")
    assert ("complexity", "Low") in spec.metadata
    assert [(b.role, b.line) for b in spec.blocks] == [("quote", 14), ("code", 31), ("command", 48)]
    (directive,) = spec.directives
    assert (directive.verb, directive.noun, directive.block, directive.line) == ("insert", "struct", 1, 29)
    assert [(a.relation, a.name) for a in directive.anchors] == [("before", "sys_mmap")]
    assert [f.path for f in directive.files] == ["kernel/src/mm.rs"]
    assert [(c.text, c.line) for c in spec.criteria] == [("`Guard` struct compiles", 41), ("`Drop` does nothing if done", 42)]
    assert spec.steps == ()
    assert unaccounted((spec,), UNIT) == []


def test_text_that_is_not_markdown_is_said_and_gives_no_spec() -> None:
    assert problems_of(b"\x7fELF\0\0") == ["not-text"]
    assert problems_of(b"# T\n\xff\xfe\n") == ["not-utf-8"]
    assert read_document(Source("a", b"\0"))[0] == ()


def test_an_empty_document_is_said() -> None:
    assert "empty-document" in problems_of(b"")
    assert "empty-document" in problems_of(b"  \n\n")


def test_a_document_without_a_heading_is_read_and_reported() -> None:
    specs, problems = read_document(Source("a.md", b"Add to `src/a.rs`:\n\n```rust\nfn a() {}\n```\n"))
    assert [p.code for p in problems] == ["no-title"]
    assert specs[0].directives[0].files[0].path == "src/a.rs"


def test_a_byte_order_mark_does_not_hide_the_title() -> None:
    specs, problems = read_document(Source("a.md", b"\xef\xbb\xbf# UoW 1: A\n\nx\n"))
    assert (specs[0].id, problems) == ("1", ())


def test_spans_count_bytes_behind_non_ascii_text() -> None:
    text = "# Größe — ß\n\nFüge ein — add before `x`:\n\n```rust\nfn a() {}\n```\n"
    data = text.encode()
    (spec,) = specs_of(text)
    anchor = spec.directives[0].anchors[0]
    assert anchor.span is not None
    assert data[anchor.span.start : anchor.span.end] == b"`x`"
    assert data[spec.blocks[0].span.start :].startswith(b"```rust")


def test_deep_lists_and_quotes_do_not_overflow() -> None:
    deep = "".join("  " * n + f"- [ ] item {n}\n" for n in range(400)) + "> " * 3000 + "x\n"
    specs, _ = read_document(Source("a.md", b"# T\n\n" + deep.encode()))
    assert len(specs) == 1


def test_the_words_of_a_document_are_read_once_however_many_blocks_it_has(monkeypatch) -> None:
    counted: list[int] = []
    original = phrases.tokens_of

    def counting(text: str, start: int = 0):
        counted.append(len(text))
        return original(text, start)

    monkeypatch.setattr(phrases, "tokens_of", counting)

    def cost(blocks: int) -> int:
        counted.clear()
        head = "### Task {n}: Add x\n\n**Files:**\n- Modify: `src/a{n}.rs`\n\n- [ ] **Step 1: Add `a{n}`**\n\n"
        one = head + "Add after `b`:\n\n```rust\nfn a() {{}}\n```\n\n"
        read_document(Source("a.md", ("# P\n\n" + "".join(one.format(n=n) for n in range(blocks))).encode()))
        return sum(counted)

    assert cost(400) < 4.5 * cost(100)


PIECES = st.sampled_from(
    ["# UoW 1: A\n", "### UoW 2.2: B\n", "## Acceptance Criteria\n", "## Current State\n", "**Before:**\n", "**After:**\n",
     "Replace:\n", "With:\n",
     "```rust\nfn a() {}\n```\n", "```bash\ncargo test\n```\n", "~~~\nx\n~~~\n", "- [ ] **Step 1: Add `x` to `src/a.rs`**\n",
     "- [x] done\n", "\n", "---\n",
     "Add before `y` in `src/b.rs`:\n", "**Files:**\n", "- Modify: `a/b.rs:1-9`\n", "1. Remove `z`\n",
     "| File | Action |\n|--|--|\n| `a.rs` | New |\n",
     "<!-- uowgen: x -->\n", "> quoted\n", "**Exit Criteria:** all\n", "Delete:\n",
     "```rust\n// Before:\na();\n// After:\nb();\n```\n"]
)  # fmt: skip


@given(st.text())
def test_any_text_gives_a_result(text: str) -> None:
    read_document(Source("a.md", text.encode("utf-8", "replace")))


@given(st.binary())
def test_any_bytes_give_a_result(data: bytes) -> None:
    read_document(Source("a.md", data))


@given(st.lists(PIECES, max_size=24))
def test_every_fence_is_accounted_for_exactly_once(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    specs, _ = read_document(Source("a.md", text.encode()))
    assert unaccounted(specs, text) == []


@given(st.lists(PIECES, max_size=24))
def test_every_box_is_a_criterion_a_step_or_speaks_of_a_block(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    specs, _ = read_document(Source("a.md", text.encode()))
    boxes = text.count("- [")
    starts = [c.line for s in specs for c in s.criteria if c.box] + [s.line for spec in specs for s in spec.steps]
    assert len(starts) == len(set(starts))
    assert len(starts) <= boxes
    carriers = [n for n, row in enumerate(text.split("\n"), 1) if row.startswith("- [") and n not in starts]
    for line in carriers:
        # What is neither must carry a block: one comes before the next item.
        assert any(b.line > line for s in specs for b in s.blocks)


def test_bold_in_underscores_is_read_as_bold_in_stars_and_a_criterion_keeps_its_words() -> None:
    starred = (
        "# Task 1: Ring\n\n**Files:**\n- Modify: `src/a.rs`\n\n**Step 1:** Add this after `fn __start`:\n\n```rust\nfn one() {}\n```\n\n"
        "**Acceptance Criteria:**\n- [ ] **Ring**: `__start` is `pub`\n"
    )
    outside = starred.split("`")
    lined = "`".join(piece.replace("**", "__") if n % 2 == 0 else piece for n, piece in enumerate(outside))
    (spec,), _ = read_document(Source("a.md", starred.encode()))
    (other,), _ = read_document(Source("a.md", lined.encode()))
    assert other.directives == spec.directives
    assert spec.files and other.files == spec.files
    assert [c.text for c in spec.criteria] == ["**Ring**: `__start` is `pub`"]
    assert [c.text for c in other.criteria] == ["__Ring__: `__start` is `pub`"]
