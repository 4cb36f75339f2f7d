"""Which of several files a block is for: what a heading says of its end, where a quoted text stands, which parent an import fits."""

from __future__ import annotations

import pytest

from tests.operations.planning import operations_of, plan_text, tree_of

TREE = {
    "src/view/shape.rs": "pub enum Corner {\n    Round,\n    Sharp,\n}\n",
    "src/args/shape.rs": "use crate::view::shape::Corner;\n\nimpl Corner {\n    fn given() -> Self {\n        Self::Round\n    }\n}\n",
    "src/view/mod.rs": "pub mod brush;\npub mod shape;\n",
    "src/view/brush.rs": "pub use ink::{Ink, Water};\n",
    "src/args/mod.rs": "pub mod shape;\npub use crate::view::brush::{Ink, Water as Liquid};\n",
}


def outcomes(document: str) -> list[tuple[str, str]]:
    """Status (or code of the refusal) and file of each operation."""
    return [(o.code or o.status, o.file) for o in operations_of(plan_text(document, tree_of(TREE)))]


ENUM = """
### Task 1: UPDATE `src/view/shape.rs`

Above `Corner`:

```rust
pub enum Edge {
    Thin,
}
```
"""
IMPL = """
```rust
impl Edge {
    fn given() -> Self {
        Self::Thin
    }
}
```
"""


def test_the_end_of_the_file_is_that_of_the_file_in_the_heading() -> None:
    document = (
        f"# Plan\n{ENUM}\n### Task 2: UPDATE `src/args/shape.rs`\n\n- **ACTION**: read it\n- **IMPLEMENT** at end of file:\n{IMPL}"
    )
    assert outcomes(document) == [("applies", "src/view/shape.rs"), ("applies", "src/args/shape.rs")]


def test_of_several_files_the_one_that_has_the_quoted_text_is_changed() -> None:
    document = """
        # Plan

        **Files:**
        - Modify: `src/view/brush.rs`
        - Modify: `src/view/mod.rs`
        - Modify: `src/args/mod.rs`

        ## Exports

        Replace

        ```rust
        pub use crate::view::brush::{Ink, Water as Liquid};
        ```

        by

        ```rust
        pub use crate::view::brush::{Ink, Water};
        ```
        """
    assert outcomes(document) == [("applies", "src/args/mod.rs")]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("use super::brush::Ink;", ("applies", "src/view/shape.rs")),
        ("use super::shape::Corner;", ("file-ambiguous", "src/view/shape.rs")),
        ("use super::pencil::Lead;", ("file-ambiguous", "src/view/shape.rs")),
    ],
)
def test_an_import_from_the_parent_goes_where_the_parent_has_it(code: str, expected: tuple[str, str]) -> None:
    document = f"# Plan\n\n**Files:** `src/view/shape.rs`, `src/args/shape.rs`\n\n## Work\n\nImports:\n\n```rust\n{code}\n```\n"
    assert outcomes(document) == [expected]
