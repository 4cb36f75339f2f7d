"""Imports that the words put beside one of a module, or into a module that they speak of without its name."""

from __future__ import annotations

import pytest

from tests.operations.planning import planned

TEXT = """use std::env;

mod codec {
    use std::fmt;

    pub fn shown(x: u8) -> String {
        format!("{x}")
    }
}

fn count() -> usize {
    env::args().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts() {
        assert!(count() > 0);
    }
}
"""
CODE = "use crate::codec::shown;"


def row_above(text: bytes, row: str) -> str:
    rows = [r.strip() for r in text.decode().split("\n")]
    return rows[rows.index(row) - 1] if row in rows else ""


@pytest.mark.parametrize(
    ("words", "above"),
    [
        ("Right below `use super::*;` of that module add the import", "use super::*;"),
        ("Below `use super::*;`:", "use super::*;"),
        ("Next to the `use super::*;`:", "use super::*;"),
        ("Above `use super::*;`:", "mod tests {"),
        ("The tests need this import as well:", "use super::*;"),
        ("Below `use std::fmt;` of the `codec` module:", "use std::fmt;"),
        ("After `use std::fmt;` add:", "use std::fmt;"),
        ("After `use std::env;` add:", "use std::env;"),
        ("Add to the imports:", "use std::env;"),
    ],
)
def test_an_import_goes_where_the_one_beside_it_stands(words: str, above: str) -> None:
    after, operations = planned(words, TEXT, CODE)
    assert [o.status for o in operations] == ["applies"]
    assert row_above(after, CODE) == above
    again, operations = planned(words, after, CODE)
    assert (again, [o.status for o in operations]) == (after, ["applied"])


@pytest.mark.parametrize("words", ["With this import in the same module:", "and import it in that module:"])
def test_a_module_that_is_not_named_is_not_the_file(words: str) -> None:
    after, operations = planned(f"In `counts`, at the end:\n\n```rust\nassert!(true);\n```\n\n{words}", TEXT, CODE)
    assert [o.code for o in operations] == [None, "anchor-ambiguous"]
    assert CODE.encode() not in after


def test_the_module_is_the_one_that_the_block_before_went_into() -> None:
    after, _ = planned("In `mod tests`, at the end of `counts`:\n\n```rust\nassert!(true);\n```\n\nIn the same module:", TEXT, CODE)
    assert row_above(after, CODE) == "use super::*;"


def test_two_modules_with_that_import_are_told_apart_or_refused() -> None:
    both = TEXT.replace("use std::fmt;", "use super::*;")
    assert [o.code for o in planned("Below `use super::*;`:", both, CODE)[1]] == ["anchor-ambiguous"]
    after, operations = planned("In the test module, below `use super::*;`:", both, CODE)
    assert [o.status for o in operations] == ["applies"]
    assert after.index(CODE.encode()) > after.index(b"mod tests")


TWO = """pub struct Left {
    a: u32,
}

impl Left {
    pub fn new() -> Self {
        Self { a: 0 }
    }
}

pub struct Right {
    a: u32,
}

impl Right {
    pub fn new() -> Self {
        Self { a: 0 }
    }
}

mod coarse {
    use super::*;
}

mod fine {
    use super::*;
}
"""


@pytest.mark.parametrize(
    ("first", "code", "words", "more", "holder"),
    [
        ("In `impl Left`, after `new`:", "fn a() {}", "Likewise for `Right`:", "fn b() {}", "impl Right"),
        ("`Left` gets a field, after `a`:", "b: u32,", "The same in `Right`:", "c: u32,", "struct Right"),
        ("In `Left::new`, at the start:", "check(1);", "The same in `Right::new`:", "check(2);", "impl Right"),
        ("In `coarse`, below `use super::*;`:", "use std::io;", "The same for `fine`:", "use std::env;", "mod fine"),
        ("In `coarse`, below `use super::*;`:", "use std::io;", "`fine` needs one, too:", "use std::env;", "mod fine"),
    ],
)
def test_the_same_for_another_goes_into_that_one(first: str, code: str, words: str, more: str, holder: str) -> None:
    after, operations = planned(f"{first}\n\n```rust\n{code}\n```\n\n{words}", TWO, more)
    assert [o.status for o in operations] == ["applies", "applies"]
    head = after[: after.index(more.encode())].decode()
    assert head[max(head.rfind(kind) for kind in ("impl ", "struct ", "mod ")) :].startswith(holder)


def test_the_same_for_several_is_refused() -> None:
    _, operations = planned(
        "In `impl Left`, after `new`:\n\n```rust\nfn a() {}\n```\n\nThe same for `Right` and `Left`:", TWO, "fn b() {}"
    )
    assert [o.status for o in operations] == ["applies", "refused"]


def test_the_other_module_is_not_the_file() -> None:
    words = "In `coarse`, below `use super::*;`:\n\n```rust\nuse std::io;\n```\n\nThe other module needs one as well:"
    assert [o.code for o in planned(words, TWO, "use std::env;")[1]] == [None, "anchor-ambiguous"]
