"""Renamed items shown anew, elements of arrays, calls of chains, imports given up, blocks called after their condition, the same again."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.operations.planning import PATH, operations_of, plan_text, tree_of

FILE = """\
use crate::keys::Key;
use crate::{Fault, Lock};

pub enum Fault {
    Locked,
    Lost,
    Slow,
}

pub static KINDS: Kinds = Kinds(&[
    &NARROW, &WIDE,
    &ROUND,
]);

#[cfg(unix)]
fn counted(&self) -> u32 {
    self.keys.len()
}

/// Nothing can be counted.
#[cfg(windows)]
fn counted(&self) -> u32 {
    0
}

pub fn defaults(given: Builder) -> Result<Builder> {
    let narrow = given.narrow;
    Ok(given
        .set("narrow", narrow)?
        .set("wide", true)?
        .set("round", false)?)
}

pub fn routes(app: &mut App, given: &Given) {
    if given.single {
        app.add(file);
    } else {
        if given.key_upload {
            app.add(upload);
        }
        app.add(folder);
    }
}


"""


def after(document: str, file: str = FILE) -> tuple[str, list[str]]:
    """The file after `document`, and status (or code) of each operation."""
    plan = plan_text(f"# UoW 1: x\n\n**File:** `{PATH}`\n\n{dedent(document)}", tree_of({PATH: file}))
    text = next((c.result for c in plan.changes), file.encode()).decode()
    return text, [o.code or o.status for o in operations_of(plan)]


def block(words: str, code: str) -> str:
    return f"{words}\n\n```rust\n{dedent(code).strip()}\n```\n\n"


def test_twins_are_renamed_each_with_its_new_form() -> None:
    unix = "#[cfg(unix)]\nfn numbered(&self) -> Number {\n    Number::Some(self.keys.len())\n}"
    windows = "#[cfg(windows)]\nfn numbered(&self) -> Number {\n    Number::None\n}"
    text, done = after(block("Rename `counted` to `numbered`. Unix:", unix) + block("Windows:", windows))
    assert done == ["applies", "applies"]
    assert "fn counted" not in text
    assert "/// Nothing can be counted.\n#[cfg(windows)]\nfn numbered(&self) -> Number {\n    Number::None" in text


NARROWED = "pub enum Refusal {\n    Locked,\n    Lost,\n}"


def test_the_enum_that_is_renamed_gives_way_to_its_new_form() -> None:
    text, done = after(block("**Step 1: Rename the enum and drop the last variant**\n\nThe definition is now", NARROWED))
    assert done == ["applies"]
    assert "enum Fault" not in text
    assert "pub enum Refusal {\n    Locked,\n    Lost,\n}\n\npub static" in text


def test_an_enum_that_is_like_none_is_not_appended_as_a_renamed_one() -> None:
    words = "**Step 1: Rename the enum**\n\nThe definition is now"
    assert after(block(words, "pub enum Refusal {\n    Early,\n    Late,\n}")) == (FILE, ["anchor-not-found"])


@pytest.mark.parametrize(
    ("words", "code", "there"),
    [
        ("Register it in `KINDS`, on the line of `&WIDE`:", "&NARROW, &WIDE, &TALL,", "    &NARROW, &WIDE, &TALL,\n    &ROUND,"),
        ("Register it in `KINDS`:", "&TALL, &ROUND,", "    &TALL, &ROUND,\n"),
    ],
)
def test_new_elements_stand_beside_those_that_are_shown(words: str, code: str, there: str) -> None:
    text, done = after(block(words, code))
    assert done == ["applies"]
    assert there in text


@pytest.mark.parametrize("code", ["&ROUND, &TALL, &NARROW,", "&TALL, &SHORT,", "&NARROW, &ROUND, &TALL,"])
def test_elements_that_do_not_stand_so_tell_no_place(code: str) -> None:
    assert "TALL" not in after(block("Register it in `KINDS`:", code))[0]


def test_a_call_of_a_chain_follows_the_call_of_that_text() -> None:
    text, done = after(block("amongst the defaults, following `narrow`:", '        .set("tall", false)?'))
    assert done == ["applies"]
    assert '.set("narrow", narrow)?\n        .set("tall", false)?\n' in text


GROWN = "use crate::keys::{Key, Lock};"


def test_an_import_that_is_given_up_makes_room_for_the_one_that_is_shown() -> None:
    text, done = after(
        block("`use crate::{Fault, Lock};` goes away; the import of the keys becomes", GROWN),
        FILE.replace("enum Fault", "enum Other"),
    )
    assert done == ["applies"]
    assert text.startswith("use crate::keys::{Key, Lock};\n\npub enum")


def test_an_import_that_clashes_and_is_not_given_up_is_refused() -> None:
    assert after(block("The import of the keys becomes", GROWN))[1] == ["would-duplicate"]


def test_a_block_is_called_after_its_condition() -> None:
    text, done = after(
        block("**Location:** `src/mm.rs`, `routes`, following the upload block", "if given.removal {\n    app.add(remove);\n}")
    )
    assert done == ["applies"]
    assert "            app.add(upload);\n        }\n        if given.removal {" in text


@pytest.mark.parametrize("words", ["following the removal block", "following the last block", "near the upload block"])
def test_a_block_that_no_condition_is_called_so_is_none(words: str) -> None:
    assert after(block(f"**Location:** `src/mm.rs`, `routes`, {words}", "app.add(remove);"))[1] == ["directive-not-understood"]


def test_the_same_goes_where_the_block_before_went() -> None:
    document = """
        # UoW 1: x

        **Files:** `src/mm.rs`, `src/plain.rs`

        - [ ] **Step 1: Field** of `Shown` in `mm.rs`, between `wide` and `round`

        ```rust
        tall: bool,
        ```

        - [ ] **Step 2: Same for the stub** in `plain.rs` (`mod plain`), so that both are alike:

        ```rust
        tall: Option<bool>,
        ```
        """
    shown = "pub struct Shown {\n    wide: bool,\n    round: bool,\n}\n"
    plain = "mod plain {\n    pub struct Shown {\n        wide: bool,\n        round: bool,\n    }\n\n    pub struct Kept {\n        tall: u8,\n    }\n}\n"
    plan = plan_text(document, tree_of({PATH: shown, "src/plain.rs": plain}))
    assert [o.status for o in operations_of(plan)] == ["applies", "applies"]
    text = next(c.result for c in plan.changes if c.path == "src/plain.rs")
    assert b"        wide: bool,\n        tall: Option<bool>,\n        round: bool,\n" in text


BUS = """\
impl Bus {
    pub async fn begin(&mut self, at: u8) -> Result<(), Fault> {
        let sent = self
            .line
            .send(&frame(at), self.wait)
            .await
            .inspect_err(|_| self.give_back(at))?;
        let again = self.line.send(&frame(at + 1), self.wait).await?;
        Ok(sent.and(again))
    }
}
"""
SHORT = "let sent = self.line.send(&frame(at), self.wait).await?;"


def test_a_statement_without_what_the_document_has_go_is_shown_as_it_is_to_be() -> None:
    text, done = after(block("The `inspect_err` chains collapse to one line each. Step 4:", SHORT), BUS)
    assert done == ["applies"]
    assert f"        {SHORT}\n        let again" in text


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Step 4:", SHORT),
        ("The `inspect_err` chains collapse. Step 4:", "let sent = self.line.send(&frame(at), self.delay).await?;"),
        ("The `inspect_err` chains collapse. Step 4:", "self.wait(at)?;"),
    ],
)
def test_a_statement_that_nothing_has_shrink_or_that_is_no_part_is_refused(words: str, code: str) -> None:
    assert after(block(words, code), BUS) == (BUS, ["directive-not-understood"])


def test_what_is_so_today_changes_to_what_the_next_sentence_shows() -> None:
    document = block("It all goes to `src/mm.rs`, which is nearly empty today:", "mod line;\nmod frame;")
    document += block(
        "The head of the module changes, since callers name the frames:", "pub mod frame;\n\nmod line;\nuse line::Line;"
    )
    text, done = after(document, "mod line;\nmod frame;\n")
    assert done == ["applies"]
    assert text == "pub mod frame;\n\nmod line;\nuse line::Line;\n"
