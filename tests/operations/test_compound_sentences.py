"""Sentences that name a place, a thing and what becomes of it in one breath, and what comes of each."""

from __future__ import annotations

import pytest

from tests.operations.planning import planned

FILE = """\
use core::fmt;

pub struct Config {
    port: u16,
}

pub struct Limits;

impl Config {
    pub fn get(&self) -> u16 {
        self.port
    }

    pub fn parse(&mut self, key: &str) {
        match key {
            "port" => self.port = 1,
            "host" => self.port = 2,
            _ => {}
        }
    }
}

pub struct Store;

impl Store {
    pub fn get(&self) -> u16 {
        1
    }
}

fn run(a: u32) -> u32 {
    a + 1
}
"""


@pytest.mark.parametrize(
    "words", ["In the impl for `Store`, `get` becomes:", "In the impl block for `Store`, `get` should become:"]
)
def test_the_method_of_the_impl_that_is_named_becomes_what_is_shown(words: str) -> None:
    after, (operation,) = planned(words, FILE, "pub fn get(&self) -> u16 {\n    2\n}")
    assert operation.status == "applies"
    assert after.decode() == FILE.replace("        1\n    }\n", "        2\n    }\n")


def test_what_is_removed_and_imported_instead_is_both_in_one() -> None:
    words = "Remove `Limits` and import it from `crate::limits`:"
    after, operations = planned(words, FILE, "use crate::limits::Limits;")
    assert [(o.kind, o.status) for o in operations] == [("remove_item", "applies"), ("add_import", "applies")]
    assert after.decode() == FILE.replace("pub struct Limits;\n\n", "").replace("fmt;\n", "fmt;\nuse crate::limits::Limits;\n")
    again, repeated = planned(words, after, "use crate::limits::Limits;")
    assert again == after and {o.status for o in repeated} == {"applied"}


def test_a_type_that_the_file_implements_is_not_removed_for_an_import() -> None:
    after, operations = planned("Remove `Store` and import it from `crate::store`:", FILE, "use crate::store::Store;")
    assert after.decode() == FILE
    assert [o.code for o in operations] == ["would-duplicate"]


@pytest.mark.parametrize("words", ['In the `"port"` arm replace `self.port = 1` with `self.port = 9`.', 'In the `"port"` arm of `parse`, replace `self.port = 1` with `self.port = 9`.'])  # fmt: skip
def test_a_sentence_alone_changes_the_arm_that_it_names(words: str) -> None:
    after, operations = planned(words, FILE)
    assert [o.status for o in operations] == ["applies"]
    assert after.decode() == FILE.replace("self.port = 1", "self.port = 9")


def test_what_stands_in_another_arm_is_not_changed() -> None:
    after, operations = planned('In the `"host"` arm replace `self.port = 1` with `self.port = 9`.', FILE)
    assert after.decode() == FILE
    assert [o.code for o in operations] == ["unresolved-in-document"]


@pytest.mark.parametrize("words", ["Replace the body of `run`:", "Rewrite the body of `run`:", "Change only the body of `run`:"])
def test_a_body_is_asked_for_and_another_signature_is_shown(words: str) -> None:
    after, (operation,) = planned(words, FILE, "fn run(a: u64) -> u32 {\n    a + 2\n}")
    assert after.decode() == FILE
    assert operation.code == "signature-conflict"


@pytest.mark.parametrize("lead", ["Callers can then write:", "Optional:", "Usage:", "Example usage:"])
def test_what_others_may_write_is_not_written(lead: str) -> None:
    document = f"Add after `run`:\n\n```rust\nfn one() {{}}\n```\n\n{lead}"
    after, operations = planned(document, FILE, "fn two() {}")
    assert [o.status for o in operations] == ["applies"]
    assert b"fn one() {}" in after and b"two" not in after


@pytest.mark.parametrize("heading", ["## The fix", "### 3. Rounding", "## Rounding up"])
def test_two_comments_tell_the_sides_of_a_change_under_any_heading(heading: str) -> None:
    after, operations = planned(heading, FILE, "// Before\na + 1\n\n// After\na + 2")
    assert [o.status for o in operations] == ["applies"]
    assert after.decode() == FILE.replace("a + 1", "a + 2")


TWO = """\
pub struct Vma {
    start: usize,
}

impl Vma {
    pub fn len(&self) -> usize {
        1
    }

    pub fn is_empty(&self) -> bool {
        false
    }
}

pub struct List;

impl List {
    pub fn len(&self) -> usize {
        2
    }

    pub fn is_empty(&self) -> bool {
        true
    }
}
"""


def test_a_signature_changes_in_the_type_that_is_named() -> None:
    after, (operation,) = planned("Change the signature of `Vma::len` to:", TWO, "pub fn len(&self) -> u64")
    assert operation.status == "applies"
    assert after.decode() == TWO.replace("len(&self) -> usize", "len(&self) -> u64", 1)


def test_a_method_of_the_type_that_is_named_is_removed() -> None:
    after, (operation,) = planned("Remove the method `is_empty` of `Vma`.", TWO)
    assert operation.status == "applies"
    assert after.decode() == TWO.replace("\n    pub fn is_empty(&self) -> bool {\n        false\n    }\n", "")


@pytest.mark.parametrize(
    "words", ["Replace the whole impl of `List`:", "Replace `impl List` with:", "Replace the impl of `List` with:"]
)
def test_a_whole_impl_that_would_lose_a_method_is_not_replaced(words: str) -> None:
    after, (operation,) = planned(words, TWO, "impl List {\n    pub fn len(&self) -> usize {\n        3\n    }\n}")
    assert (after.decode(), operation.code) == (TWO, "would-lose-code")


@pytest.mark.parametrize("words", ["Add this before `Vma` and after `List`:", "Add this after `List` and before `Vma`:"])
def test_what_cannot_stand_in_both_places_is_contradictory(words: str) -> None:
    after, (operation,) = planned(words, TWO, "pub struct Other;")
    assert (after.decode(), operation.code) == (TWO, "contradictory")


def test_between_two_things_there_is_a_place() -> None:
    after, (operation,) = planned("Add this after `Vma` and before `List`:", TWO, "pub struct Other;")
    assert operation.status == "applies"
    assert TWO.index("struct Vma") < after.decode().index("struct Other") < after.decode().index("struct List")


def test_nothing_goes_to_the_end_of_the_file_because_its_type_is_missing() -> None:
    after, (operation,) = planned("Add to `Lost`:", TWO, "pub fn found() {}")
    assert (after.decode(), operation.code) == (TWO, "anchor-not-found")


@pytest.mark.parametrize("code", ["fn pick() -> u8 {\n    // TODO: your code here\n}", "/// TODO: your id\npub struct Other;"])
def test_what_the_author_was_to_fill_in_is_a_placeholder(code: str) -> None:
    after, (operation,) = planned("Add at the end of the file:", TWO, code)
    assert (after.decode(), operation.code) == (TWO, "placeholder")
    assert "`TODO: your" in operation.message


def test_a_todo_that_is_meant_to_stay_is_written() -> None:
    _, (operation,) = planned("Add at the end of the file:", TWO, "// TODO: count them\npub struct Other;")
    assert operation.status == "applies"
