"""Imports that the words put into a function go among those that the function has, never to the end of the file."""

from __future__ import annotations

import pytest

from tests.operations.planning import plan_text, tree_of

ONE = """\
use core::fmt;

fn pend(at: usize) {
    #[cfg(feature = "fast")]
    {
        use core::mem;

        let _ = at;
    }
}
"""
NONE = "fn pend(at: usize) {\n    let _ = at;\n}\n"
TWO = """\
fn pend(at: usize) {
    {
        use core::mem;
        let _ = at;
    }
    {
        use core::ptr;
    }
}
"""
DOCUMENT = """\
# UoW 1: Waking

**File:** `src/mm.rs`

In `pend`, with the other `use` lines:

```rust
use crate::cores::current;
```
"""
LINE = "use crate::cores::current;\n"


@pytest.mark.parametrize(
    "before,after",
    [
        (ONE, ONE.replace("        use core::mem;\n", f"        use core::mem;\n        {LINE}")),
        (
            ONE.replace("\n", "\r\n"),
            ONE.replace("        use core::mem;\n", f"        use core::mem;\n        {LINE}").replace("\n", "\r\n"),
        ),
        (NONE, NONE.replace("    let", f"    {LINE}    let")),
    ],
)
def test_an_import_goes_among_those_of_the_function(before: str, after: str) -> None:
    plan = plan_text(DOCUMENT, tree_of({"src/mm.rs": before}))
    assert [c.result.decode() for c in plan.changes] == [after]
    again = plan_text(DOCUMENT, tree_of({"src/mm.rs": after}))
    assert [o.status for s in again.specs for o in s.operations] == ["applied"]


@pytest.mark.parametrize("before", [TWO, "fn pend(at: usize) { let _ = at; }\n"])
def test_where_several_places_may_be_meant_nothing_is_written(before: str) -> None:
    plan = plan_text(DOCUMENT, tree_of({"src/mm.rs": before}))
    assert [o.status for s in plan.specs for o in s.operations] == ["refused"]
