"""Items shown whole under words without a verb: new versions where the document tells that they change, else refused."""

from __future__ import annotations

import pytest

from tests.operations.planning import PATH, operations_of, plan_text, planned, tree_of

FILE = """\
pub struct Gauge {
    level: u32,
}

impl Gauge {
    /// How full it is.
    pub fn level(&self) -> u32 {
        let raw = self.level;
        check(raw);
        raw
    }
}

/// Looks at a value.
#[inline]
fn check(value: u32) {
    assert!(value < 100);
    trace(value);
}
"""

LEVEL = "pub fn level(&self) -> u32 {\n    let raw = self.level;\n    check_range(raw);\n    raw.min(99)\n}"
CHECK = "fn check(value: u32) -> bool {\n    trace(value);\n    value < 100\n}"


def outcome(document: str) -> tuple[str, list[tuple[str, str | None]]]:
    """The file after `document`, and kind and code of each operation."""
    plan = plan_text(document, tree_of({PATH: FILE}))
    changed = {change.path: change.result.decode() for change in plan.changes}
    return changed.get(PATH, FILE), [(o.kind, o.code) for o in operations_of(plan)]


@pytest.mark.parametrize("words", ["`level`:", "**`level()`**", "Implementation of `level`:", "`Gauge::level`, in full:"])
def test_words_that_name_the_item_make_its_block_the_new_version(words: str) -> None:
    after, (operation,) = planned(words, FILE, LEVEL)
    assert (operation.kind, operation.status) == ("replace_item", "applies")
    assert "check_range(raw);\n        raw.min(99)\n" in after.decode()
    assert "/// How full it is.\n    pub fn level" in after.decode()


def test_the_signature_may_change_and_the_rest_of_the_head_stays() -> None:
    after, (operation,) = planned("`check`:", FILE, CHECK)
    assert (operation.kind, operation.status) == ("replace_item", "applies")
    assert "/// Looks at a value.\n#[inline]\nfn check(value: u32) -> bool {" in after.decode()


def test_documentation_stays_where_only_the_attributes_are_shown() -> None:
    after, (operation,) = planned("`check`:", FILE, "#[inline(always)]\n" + CHECK)
    assert operation.status == "applies"
    assert "/// Looks at a value.\n#[inline(always)]\nfn check(value: u32) -> bool {" in after.decode()


def test_the_block_s_own_documentation_takes_the_place_of_the_old() -> None:
    after, _ = planned("`check`:", FILE, "/// Whether a value is sane.\n#[inline]\n" + CHECK)
    assert "}\n\n/// Whether a value is sane.\n#[inline]\nfn check(value: u32) -> bool {" in after.decode()


def test_an_old_form_quoted_elsewhere_tells_that_the_item_changes() -> None:
    old = "fn check(value: u32) {\n    assert!(value < 100);\n    trace(value);\n}"
    document = f"# A\n\n## Current State\n\n```rust\n{old}\n```\n\n## Code\n\nIn `{PATH}`:\n\n```rust\n{CHECK}\n```\n"
    after, operations = outcome(document)
    assert operations[-1] == ("replace_item", None)
    assert "-> bool" in after


def test_a_name_that_the_document_brings_tells_that_its_caller_changes() -> None:
    new = "fn check_range(value: u32) {\n    assert!(value < 100);\n}"
    document = f"# A\n\n## Code\n\nAdd to `{PATH}`:\n\n```rust\n{new}\n```\n\nSo that\n\n```rust\n{LEVEL}\n```\n"
    after, operations = outcome(document)
    assert operations[-1] == ("replace_item", None)
    assert "check_range(raw);" in after


def test_without_any_sign_the_item_stays() -> None:
    after, operations = outcome(
        f"# A\n\n**File:** `{PATH}`\n\nAs follows.\n\n```rust\nfn check(value: u32) {{\n    panic!()\n}}\n```\n"
    )
    assert (after, operations) == (FILE, [("insert_item", "item-exists-differently")])


@pytest.mark.parametrize("words", ["New function `check`:", "Another helper, `check`:", "Add the function `check`:"])
def test_what_the_words_call_new_does_not_replace_what_is_there(words: str) -> None:
    after, (operation,) = planned(words, FILE, CHECK)
    assert (operation.code, after.decode()) == ("item-exists-differently", FILE)


@pytest.mark.parametrize(
    "words", ["`check`, for reference:", "The existing `check`:", "`check`, currently:", "Something like `check`:"]
)
def test_what_is_only_shown_or_vague_changes_nothing(words: str) -> None:
    after, operations = planned(words, FILE, CHECK)
    assert after.decode() == FILE
    assert all(operation.status == "refused" for operation in operations)


def test_a_shortened_item_is_no_new_version_unless_what_goes_is_spoken_of() -> None:
    short = "fn check(value: u32) {\n    trace(value);\n}"
    after, (operation,) = planned("`check`:", FILE, short)
    assert (operation.code, after.decode()) == ("item-exists-differently", FILE)
    after, (operation,) = planned("`check` does without the `assert!`:", FILE, short)
    assert operation.kind == "replace_item"
    assert "assert!" not in after.decode()


def test_two_forms_of_one_item_are_both_left_out() -> None:
    other = CHECK.replace("100", "200")
    after, operations = outcome(
        f"# A\n\n**File:** `{PATH}`\n\n`check`:\n\n```rust\n{CHECK}\n```\n\n`check`:\n\n```rust\n{other}\n```\n"
    )
    assert (after, [code for _, code in operations]) == (FILE, ["item-exists-differently"] * 2)


def test_what_an_earlier_block_put_in_is_not_replaced_by_a_later_one() -> None:
    first = "fn limit() -> u32 {\n    99\n}"
    second = "fn limit() -> u32 {\n    self::MAX\n}"
    document = f"# A\n\n**File:** `{PATH}`\n\nAdd it at the end:\n\n```rust\n{first}\n```\n\n`limit`:\n\n```rust\n{second}\n```\n"
    after, operations = outcome(document)
    assert after.count("fn limit") == 1
    assert "99\n" in after
    assert operations[-1] == ("insert_item", "item-exists-differently")


def test_an_item_that_could_be_one_of_several_is_refused() -> None:
    twice = FILE + "\nstruct Other;\n\nimpl Other {\n    pub fn level(&self) -> u32 {\n        0\n    }\n}\n"
    after, (operation,) = planned("`level`:", twice, LEVEL)
    assert (operation.status, after.decode()) == ("refused", twice)


def test_a_new_impl_shown_beside_the_new_version_of_its_type_is_written_too() -> None:
    text = "pub struct Span {\n    start: u32,\n}\n\nfn other() {}\n"
    code = "pub struct Span {\n    from: u32,\n    to: u32,\n}\n\nimpl Span {\n    pub fn len(&self) -> u32 {\n        self.to - self.from\n    }\n}"
    after, operations = planned("`Span`, with accessors:", text, code)
    assert all(operation.status == "applies" for operation in operations)
    assert after.decode() == code + "\n\nfn other() {}\n"


@pytest.mark.parametrize("words", ["New `check`:", "The new `check`:"])
def test_new_right_before_a_name_that_is_there_is_its_new_version(words: str) -> None:
    after, (operation,) = planned(words, FILE, CHECK)
    assert (operation.kind, operation.status) == ("replace_item", "applies")
    assert "fn check(value: u32) -> bool {" in after.decode()


@pytest.mark.parametrize("words", ["A new helper `check`:", "A new `check`:", "New function `check`:"])
def test_a_new_thing_of_a_name_that_is_there_is_refused(words: str) -> None:
    _, (operation,) = planned(words, FILE, CHECK)
    assert (operation.status, operation.code) == ("refused", "item-exists-differently")


def test_of_methods_of_one_name_the_one_of_the_type_that_is_named() -> None:
    other = "\npub struct Dial;\n\nimpl Dial {\n    pub fn level(&self) -> u32 {\n        7\n    }\n}\n"
    after, (operation,) = planned("`Gauge::level`:", FILE + other, LEVEL)
    assert (operation.kind, operation.status) == ("replace_item", "applies")
    assert after.decode().endswith(other)
