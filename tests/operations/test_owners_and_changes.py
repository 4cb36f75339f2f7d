"""Methods go into the type that words or code tell; sentences that tell what becomes of an item change it; nothing is written twice."""

from __future__ import annotations

import pytest

from tests.operations.planning import planned

FILE = """\
pub struct Ring(Vec<u8>);

pub struct Reader {
    ring: Ring,
    at: usize,
}

pub trait Source {
    fn name(&self) -> String;
}

impl Ring {
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl Source for Reader {
    fn name(&self) -> String {
        String::from("reader")
    }
}

tables! {
    static ref NAMES: Map<u32, Vec<u8>> = Map::new();
}

pub fn start() {
    first();
    second();
}
"""

READ = "pub fn read(&mut self) -> u8 {\n    self.at += 1;\n    self.ring.get(self.at)\n}"


def test_a_method_does_not_go_into_a_type_without_its_fields() -> None:
    after, (operation,) = planned("Reading goes on where it stopped:", FILE, READ)
    assert (operation.code, after.decode()) == ("anchor-not-found", FILE)


def test_methods_beside_something_that_the_file_lacks_are_refused() -> None:
    code = "pub fn is_empty(&self) -> bool {\n    self.len() == 0\n}"
    after, (operation,) = planned("I would put it in front of `capacity`:", FILE, code)
    assert (operation.code, after.decode()) == ("anchor-not-found", FILE)


def test_the_type_that_the_sentence_mentions_has_the_method() -> None:
    code = "fn label(&self) -> String {\n    self.name()\n}"
    after, (operation,) = planned("For the log, `Source` needs", FILE, code)
    assert (operation.status, operation.target) == ("applies", "trait Source")
    assert after.decode() == FILE.replace(
        "String;\n}\n", "String;\n\n    fn label(&self) -> String {\n        self.name()\n    }\n}\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        "`len` becomes cheaper:",
        "It no longer asks the vector.",
        "The method now returns what was counted:",
        "`len`, after the change:",
    ],
)
def test_a_sentence_that_tells_what_becomes_of_an_item_changes_it(words: str) -> None:
    after, (operation,) = planned(words, FILE, "pub fn len(&self) -> usize {\n    self.1\n}")
    assert (operation.kind, operation.status) == ("replace_item", "applies")
    assert after.decode() == FILE.replace("self.0.len()", "self.1")


@pytest.mark.parametrize("words", ["The length:", "New: what was counted."])
def test_a_sentence_that_tells_nothing_of_the_kind_does_not(words: str) -> None:
    after, (operation,) = planned(words, FILE, "pub fn len(&self) -> usize {\n    self.1\n}")
    assert (operation.code, after.decode()) == ("item-exists-differently", FILE)


def test_a_method_of_another_type_is_not_the_one_that_the_heading_names() -> None:
    words = "## `Writer::len`\n\nIt becomes:"
    after, (operation,) = planned(words, FILE, "pub fn len(&self) -> usize {\n    self.1\n}")
    assert (operation.code, after.decode()) == ("anchor-not-found", FILE)


def test_what_a_macro_call_defines_is_not_defined_once_more() -> None:
    code = "tables! {\n    static ref NAMES: Map<u32, Name> = Map::new();\n    static ref USES: Uses = Uses::new();\n}"
    after, (operation,) = planned("The names by number:", FILE, code)
    assert (operation.code, after.decode()) == ("would-duplicate", FILE)


def test_what_is_shown_once_more_on_both_sides_is_not_written_once_more() -> None:
    after, (operation,) = planned("Call it *before* `second()`:", FILE, "    first();\n    between();\n    second();")
    assert operation.status == "applies"
    assert after.decode() == FILE.replace("    first();\n", "    first();\n    between();\n")


def test_a_remark_in_the_code_asks_for_nothing() -> None:
    code = "// TODO: remove the statement `first();` once the queue is there.\nfirst_of_all();"
    after, (operation,) = planned("At the start of `start`:", FILE, code)
    assert operation.status == "applies"
    assert b"    first();\n" in after and b"first_of_all();" in after


def test_going_on_to_the_end_puts_nothing_there() -> None:
    words = "## Follow it to the end of `start`\n\nWhat is left over:"
    after, operations = planned(words, FILE, "let left = rest();")
    assert [o.status for o in operations] == ["refused"]
    assert after.decode() == FILE


def test_a_new_statement_that_encloses_a_row_of_the_file_does_not_stand_beside_it() -> None:
    after, _ = planned("Ask before:", FILE, "    first();\n    if asked(1) {\n        second();\n    }")
    assert after.count(b"second();") == 1


IMPORTS = "use crate::ring::{Old, Ring};\nuse crate::other::Thing;\n\npub fn f(ring: &Ring, old: Old, thing: Thing) {}\n"


def test_an_import_is_swapped_for_another_of_the_same_names() -> None:
    after, (operation,) = planned("Swap `Old` for the new one in the import:", IMPORTS, "use crate::ring::{New, Ring};")
    assert (operation.kind, operation.status) == ("add_import", "applies")
    assert after.decode() == IMPORTS.replace("{Old, Ring}", "{New, Ring}")


def test_an_import_that_the_sentence_does_not_give_up_stays() -> None:
    after, _ = planned("Update the imports:", IMPORTS, "use crate::ring::{New, Ring};")
    assert b"Old" in after.split(b"\n\n")[0]


def test_a_type_is_not_the_new_side_of_quoted_statements() -> None:
    words = "Today:\n\n```rust\n    first();\n    second();\n```\n\nA third answer:"
    code = "pub enum Answer {\n    Yes,\n    No,\n    Later,\n}"
    text = FILE + "\npub enum Answer {\n    Yes,\n    No,\n}\n"
    after, operations = planned(words, text, code)
    assert b"    first();\n    second();\n" in after
    assert all(o.kind != "change_code" for o in operations)


def test_a_method_on_a_field_that_two_types_have_is_not_given_to_the_one_with_an_impl_of_its_own() -> None:
    text = """\
pub struct Well(Store);

impl Well {
    pub fn depth(&self) -> u32 {
        self.0.depth()
    }
}

pub struct Bucket(Well);

impl Lift for Bucket {
    fn lift(&self) {}
}
"""
    code = "fn weigh(&self) -> u32 {\n    self.0.weight()\n}"
    after, (operation,) = planned("Weighing looks at what is inside:", text, code)
    assert (operation.status, after.decode()) == ("refused", text)


FREE = "pub fn name(of: &Ring) -> String {\n    of.len().to_string()\n}"


def test_a_free_function_is_not_the_method_of_its_name() -> None:
    after, (operation,) = planned("At the end of the file:", FILE, FREE)
    assert operation.status == "applies"
    assert after.decode() == FILE + "\n" + FREE + "\n"


CHANGED = "pub fn start() {\n    first();\n    third();\n    second();\n}"


def test_what_a_label_names_is_not_what_the_sentence_before_it_asks_for() -> None:
    words = "Import `core::fmt` here as well.\n\n`start`:"
    after, operations = planned(words, FILE, CHANGED)
    assert [o.status for o in operations if o.kind == "replace_item"] == ["applies"]
    assert CHANGED in after.decode()
