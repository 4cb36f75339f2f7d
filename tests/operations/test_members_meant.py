"""Members, values, parameters and arms that are there, shown as they are to be; and the same words where that is not certain."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.operations.planning import PATH, operations_of, plan_text, tree_of

FILE = """\
pub struct Port {
    /// Bits in a second.
    speed: u32,
    open: bool,
    depth: usize,
}

pub struct Plug {
    open: bool,
}

pub enum Fault {
    /// Nothing came.
    Silent,
    Broken,
}

impl Port {
    pub fn new(given: &Options, wait: u32) -> Self {
        let depth = given.depth();
        Self {
            speed: given.speed,
            open: wait > 0,
            depth: depth,
        }
    }

    pub fn turn(&mut self, to: Mode) {
        match to {
            Mode::Fast => self.speed = 2,
            Mode::Slow => self.speed = 1,
        }
    }
}
"""


def after(document: str) -> tuple[str, list[str]]:
    """The file after `document`, and status (or code) of each operation."""
    plan = plan_text(f"# UoW 1: x\n\n**File:** `{PATH}`\n\n{dedent(document)}", tree_of({PATH: FILE}))
    text = next((c.result for c in plan.changes), FILE.encode()).decode()
    return text, [o.code or o.status for o in operations_of(plan)]


def block(words: str, code: str) -> str:
    return f"{words}\n\n```rust\n{dedent(code).strip()}\n```\n\n"


def test_a_member_gives_way_to_the_one_of_another_name() -> None:
    text, done = after(block("Replace the `speed` member of `Port` by:", "/// What drives it.\nclock: Clock,"))
    assert done == ["applies"]
    assert "pub struct Port {\n    /// What drives it.\n    clock: Clock,\n    open: bool," in text


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Replace the `speed` and `depth` members of `Port` by:", "clock: Clock,"),
        ("Replace the `open` member by:", "state: State,"),
        ("Replace the `speed` member of `Port` by:", "clock: Clock,\nrate: Rate,"),
        ("Replace the `speed` member of `Port` by:", "depth: u8,"),
    ],
)
def test_a_member_that_is_not_told_is_not_replaced_and_nothing_is_added(words: str, code: str) -> None:
    text, done = after(block(words, code))
    assert text == FILE
    assert "applies" not in done


@pytest.mark.parametrize(
    ("words", "code", "there"),
    [
        ("The `Silent` variant:", "/// Nothing came in time.\nSilent(u32),", "/// Nothing came in time.\n    Silent(u32),"),
        ("Type of `depth` in `Port`:", "depth: u8,", "    depth: u8,\n}"),
    ],
)
def test_a_member_that_the_words_are_about_is_shown_as_it_is_to_be(words: str, code: str, there: str) -> None:
    text, done = after(block(words, code))
    assert done == ["applies"]
    assert there in text


@pytest.mark.parametrize("words", ["New field `depth` in `Port`:", "Add the field `depth` to `Port`:"])
def test_a_new_member_that_is_there_otherwise_is_refused(words: str) -> None:
    assert after(block(words, "depth: u8,")) == (FILE, ["item-exists-differently"])


def test_a_value_whose_type_the_document_changes_is_replaced() -> None:
    document = block("Type of `open` in `Port`:", "open: Cell<bool>,") + block("and in `Port::new`:", "open: Cell::new(false),")
    text, done = after(document)
    assert done == ["applies", "applies"]
    assert "            open: Cell::new(false),\n" in text


def test_a_value_that_is_made_of_the_old_one_is_replaced() -> None:
    text, done = after(block("In the returned `Self` of `Port::new`:", "speed: given.speed.max(1),"))
    assert done == ["applies"]
    assert "            speed: given.speed.max(1),\n" in text


@pytest.mark.parametrize("words", ["In `Port::new`:", "Add to the literal in `Port::new`:"])
def test_another_value_that_nothing_tells_of_is_refused(words: str) -> None:
    assert after(block(words, "open: false,")) == (FILE, ["item-exists-differently"])


def test_code_that_a_sentence_quotes_becomes_what_is_shown() -> None:
    text, done = after(block("In the constructor (`new`), `speed: given.speed,` becomes", "clock: given.clock,"))
    assert done == ["applies"]
    assert "            clock: given.clock,\n            open" in text


def test_a_parameter_is_changed_in_the_signature() -> None:
    text, done = after(block("The signature of `Port::new`:", "wait: Duration,"))
    assert done == ["applies"]
    assert "pub fn new(given: &Options, wait: Duration) -> Self {" in text


@pytest.mark.parametrize("words", ["A new parameter in `new`:", "In `new`:"])
def test_a_parameter_without_word_of_the_signature_is_left(words: str) -> None:
    assert "Duration" not in after(block(words, "wait: Duration,"))[0]


def test_the_arm_that_the_words_call_by_its_name_is_replaced() -> None:
    text, done = after(block("`turn`, the Slow arm:", "Mode::Slow => self.speed = 0,"))
    assert done == ["applies"]
    assert "Mode::Slow => self.speed = 0," in text
    assert "self.speed = 1" not in text


def test_an_arm_that_uses_what_the_document_brings_is_replaced_in_the_function_that_is_named() -> None:
    document = block("Above `Port`:", "pub struct Crawl;") + block(
        "`Port::turn` respects it when going slow:", "Mode::Slow => self.crawl(Crawl),"
    )
    text, done = after(document)
    assert done == ["applies", "applies"]
    assert "Mode::Slow => self.crawl(Crawl)," in text


@pytest.mark.parametrize("words", ["`turn`, a new Slow arm:", "Add this arm to `turn`:", "One more arm in `turn`:"])
def test_an_arm_that_is_there_otherwise_and_called_new_is_refused(words: str) -> None:
    assert after(block(words, "Mode::Slow => self.speed = 0,")) == (FILE, ["item-exists-differently"])
