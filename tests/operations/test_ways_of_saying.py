"""The same request in the words of many people: the code lands in the same place, or the test says which words do not say it."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.spec.reading import spec_of
from uowgen.plan import PlanOptions, plan_specs
from uowgen.text import Source
from uowgen.tree import MemoryTree

FILE = """//! Docs.
use core::fmt;

/// Limit.
pub const LIMIT: usize = 4;

/// Alpha.
#[inline]
pub fn alpha(n: usize) -> usize {
    let twice = n * 2;
    helper(twice);
    twice
}

/// Beta.
pub fn beta(n: usize) -> usize {
    let half = n / 2;
    helper(half);
    half
}

fn helper(_: usize) {}

/// A ring.
#[derive(Debug)]
pub struct Ring {
    head: usize,
    tail: usize,
}

impl Ring {
    pub fn new() -> Self {
        Self { head: 0, tail: 0 }
    }

    pub fn len(&self) -> usize {
        self.tail - self.head
    }
}

impl fmt::Display for Ring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ring")
    }
}

pub enum State {
    Idle,
    Busy,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ring_is_empty() {
        assert_eq!(Ring::new().len(), 0);
    }
}
"""


class Request(NamedTuple):
    """Ways to ask for `code`, one a line; what must then stand in the file in this order, and what must be gone."""

    words: str
    code: str
    there: tuple[str, ...]
    gone: tuple[str, ...] = ()


FUNCTION = "/// Gamma.\npub fn gamma() {}\n"
METHOD = "pub fn is_empty(&self) -> bool {\n    self.len() == 0\n}\n"
STATEMENT = "log(n);\n"
REQUESTS = (
    Request(
        """
        Add a new function between `alpha` and `beta`:
        Add `gamma` right after `alpha`.
        Add the function below, directly after `alpha`:
        Insert after the `alpha` fn:
        After the closing brace of `alpha`, add:
        Put `gamma()` underneath `alpha()`:
        Just after `alpha` ends, add:
        After `alpha()` (around line 14), add:
        After line 15 (end of `alpha`), insert:
        New function, placed after `alpha`:
        Add new helper `gamma` after `pub fn alpha`:
        Append after `alpha`:
        **After `alpha`**, add:
        (after `alpha`)
        Add this immediately following the `alpha` function.
        Below the existing `alpha` function, add this one:
        Add a sibling function next to `alpha`:
        `gamma` goes right after `alpha`:
        Place `gamma` between `alpha` and `beta`.
        Add the new function right above `beta`'s doc comment:
        Insert the following code block above `beta`:
        Ahead of `beta`, add:
        Prior to `beta`, insert:
        Directly preceding `beta`:
        Before the `beta` function (line ~17), add:
        Add before `pub fn beta(n: usize) -> usize`:
        Insert `gamma` before `beta()`:
        Above `fn beta`:
        Add just before `beta`'s definition:
        On the line before `beta`, add:
        """,
        FUNCTION,
        ("twice\n}", "fn gamma", "/// Beta"),
    ),
    Request(
        """
        Add a method `is_empty` to `Ring`:
        Add `is_empty()` to `impl Ring`:
        Add `Ring::is_empty`:
        In the `impl Ring` block, add:
        Inside `impl Ring`:
        Within the inherent impl of `Ring`, add:
        To the `impl Ring` block add the method:
        Implement `is_empty` on `Ring`:
        Give `Ring` an `is_empty` method:
        Add a helper method on `Ring`:
        Add to the end of `impl Ring`:
        At the bottom of the `impl Ring` block:
        Add after `len()` in `impl Ring`:
        After `Ring::len`:
        Following `len`, add:
        Below `pub fn len(&self)`:
        Add next to `len`:
        Add a new public method below `len`:
        Extend the `Ring` impl with:
        Add a method:
        Append to `impl Ring { ... }`:
        In `Ring`'s impl block:
        New method on `Ring`:
        """,
        METHOD,
        ("self.tail - self.head", "fn is_empty", "impl fmt::Display"),
    ),
    Request(
        """
        In `alpha`, after `let twice = n * 2;`, add:
        After the line `let twice = n * 2;` in `alpha`, insert:
        In `alpha()`, before `helper(twice)`:
        Inside `alpha`, before the `helper(twice);` call, insert:
        In `alpha`, immediately before calling `helper`:
        In function `alpha`, insert the following line after `let twice = n * 2;`:
        In `alpha`, right above `helper(twice);`:
        Just before `helper(twice);` add:
        Insert before `helper(twice);`:
        After `let twice = n * 2;`:
        In the body of `alpha`, after computing `twice`, add:
        In `alpha` add a log call after the `twice` binding:
        Add a log line to `alpha` just before the helper call `helper(twice)`:
        Between `let twice = n * 2;` and `helper(twice);` in `alpha`, add:
        Inside `alpha()`, prior to `helper(twice)`, add:
        In `alpha`, once `twice` is computed, add:
        Add this line in `alpha` before `helper` is called:
        In `fn alpha`, below `let twice = n * 2;`:
        """,
        STATEMENT,
        ("let twice = n * 2;", "log(n)", "helper(twice)"),
    ),
    Request(
        """
        At the start of `beta`, add:
        At the top of `beta`:
        At the beginning of `beta()`, insert:
        As the first line of `beta`:
        As the first statement in `beta`:
        First thing in `beta`:
        At the very start of `fn beta`:
        Add to the top of `beta`'s body:
        Insert at the top of the `beta` function body:
        At entry to `beta`:
        On entry of `beta`, add:
        Add at the start of the body of `beta`:
        Before anything else in `beta`, add:
        Begin `beta` with:
        Start `beta` with:
        At the beginning of the function `beta`, add the following:
        """,
        STATEMENT,
        ("pub fn beta(n: usize) -> usize {", "log(n)", "let half"),
    ),
    Request(
        """
        Add a `Done` variant to `State`:
        Add variant `Done` to the `State` enum:
        Add `Done` to `State`:
        Extend the `State` enum with `Done`:
        New variant in `State`:
        In `enum State`, add:
        In the `State` enum, after `Busy`, add:
        Add to `State` (after `Busy`):
        `State` gets a new variant:
        Add another variant to the `State` enum:
        Append `Done` to the end of `State`:
        """,
        "Done,\n",
        ("Busy,", "Done,", "}"),
    ),
    Request(
        """
        Add a `cap` field to `Ring`:
        Add field `cap: usize` to `Ring`:
        In `struct Ring`, add:
        Extend `Ring` with a capacity field:
        New field on `Ring`:
        Add to the `Ring` struct:
        `Ring` gets a new field:
        Add a field after `tail` in `Ring`:
        Store the capacity in `Ring`:
        """,
        "cap: usize,\n",
        ("tail: usize,", "cap: usize", "}"),
    ),
    Request(
        """
        Add these imports:
        Add to the imports:
        Add at the top of the file:
        Add the import:
        At the top, add:
        Update the imports:
        Imports:
        Add `use core::cell::Cell;`:
        Add the following use statement near the other imports:
        Bring `Cell` into scope:
        """,
        "use core::cell::Cell;\n",
        ("use core::cell::Cell;", "/// Limit."),
    ),
    Request(
        """
        Replace `beta` with:
        Replace the `beta` function with:
        Replace the whole of `beta`:
        Change `beta` to:
        Update `beta` to:
        Rewrite `beta` as:
        Rewrite `beta`:
        Update the `beta` function:
        Modify `beta` as follows:
        `beta` becomes:
        `beta` should look like this:
        `beta` should now be:
        New version of `beta`:
        Replace the existing implementation of `beta` with:
        Replace the body of `beta`:
        Refactor `beta`:
        Fix `beta`:
        Simplify `beta` to:
        Change the implementation of `beta` to:
        The new `beta`:
        Make `beta` return the rest:
        """,
        "/// Beta.\npub fn beta(n: usize) -> usize {\n    n % 2\n}\n",
        ("twice\n}", "n % 2", "fn helper"),
        ("let half",),
    ),
    Request(
        """
        In `beta`, replace `let half = n / 2;` with:
        In `beta()`, change `let half = n / 2;` to:
        Replace `let half = n / 2;` in `beta` with:
        Change `let half = n / 2;` to:
        Replace the line `let half = n / 2;` with:
        Update `let half = n / 2;` to:
        Swap `let half = n / 2;` for:
        `let half = n / 2;` becomes:
        The line `let half = n / 2;` should read:
        """,
        "let half = n >> 1;\n",
        ("-> usize {\n    let half = n >> 1;", "helper(half)"),
        ("n / 2",),
    ),
    Request(
        """
        Change the derive on `Ring`:
        Update the derives of `Ring` to:
        Change `#[derive(Debug)]` to:
        Replace the derive on `Ring` with:
        Add `Clone` to `Ring`'s derives:
        Extend the derive list of `Ring`:
        `Ring` should derive `Clone`, too:
        """,
        "#[derive(Debug, Clone)]\n",
        ("/// A ring.\n#[derive(Debug, Clone)]\npub struct Ring",),
        ("#[derive(Debug)]",),
    ),
    Request(
        """
        Change the constant `LIMIT`:
        Change `LIMIT` to:
        Update `LIMIT`:
        Increase `LIMIT` to 8:
        Set `LIMIT` to 8:
        Replace the `LIMIT` constant with:
        Raise the limit:
        Bump `LIMIT`:
        `LIMIT` becomes 8:
        """,
        "pub const LIMIT: usize = 8;\n",
        ("/// Limit.\npub const LIMIT: usize = 8;", "/// Alpha"),
        ("= 4;",),
    ),
    Request(
        """
        Add a test:
        Add tests:
        Add a unit test to the `tests` module:
        In `mod tests`, add:
        In the test module:
        Tests:
        Add the following test case:
        Write a failing test:
        Add test coverage:
        Extend the existing tests with:
        """,
        "#[test]\nfn gamma_works() {\n    gamma();\n}\n",
        ("ring_is_empty", "    #[test]\n    fn gamma_works", "}\n}"),
    ),
)


def _asked() -> list[tuple[str, Request]]:
    return [(row.strip(), request) for request in REQUESTS for row in request.words.strip().splitlines()]


@pytest.mark.parametrize(("words", "request_"), _asked())
def test_however_it_is_said(words: str, request_: Request) -> None:
    text = f"# UoW 1: Things\n\n**File:** `src/a.rs`\n\n## Task\n\n{words}\n\n```rust\n{request_.code}```\n"
    plan = plan_specs([(spec_of(text), Source("uow.md", text.encode()))], MemoryTree({"src/a.rs": FILE.encode()}), PlanOptions())
    told = [(o.status, o.message) for spec in plan.specs for o in spec.operations]
    assert [status for status, _ in told] == ["applies"], told
    after = plan.changes[0].result.decode()
    at = 0
    for mark in request_.there:
        assert mark in after[at:], (told, after)
        at = after.index(mark, at)
    assert not any(mark in after for mark in request_.gone), (told, after)
