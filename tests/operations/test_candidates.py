"""The candidates of a refusal are told by their lines in the file on disk, whatever earlier operations of the run have added above."""

from __future__ import annotations

from tests.operations.planning import operations_of, plan_text, tree_of
from uowgen.model import Candidate

FILE = "struct First;\n\nstruct Counter;\n"
DOCUMENT = """# UoW 1: Two

**File:** `src/a.rs`

Add above `struct First`:

```rust
/// Added above.
struct Added;
```

Add above `struct {wanted}`:

```rust
struct Last;
```
"""


def candidates(wanted: str) -> tuple[Candidate, ...]:
    plan = plan_text(DOCUMENT.format(wanted=wanted), tree_of({"src/a.rs": FILE}))
    first, second = operations_of(plan)
    assert (first.status, second.status, second.code) == ("applies", "refused", "anchor-not-found")
    return second.candidates


def test_a_candidate_below_added_text_has_its_line_on_disk() -> None:
    assert Candidate("src/a.rs", 3, "struct Counter") in candidates("Conter")


def test_a_candidate_in_added_text_is_said_to_be_added_and_has_the_line_that_it_goes_before() -> None:
    assert candidates("Addde") == (Candidate("src/a.rs", 1, "struct Added, which an earlier operation adds"),)
