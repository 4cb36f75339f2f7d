"""Groups that words speak of, rows of macro tables, several lines at once, functions shown from their head to one of their statements."""

from __future__ import annotations

import pytest

from tests.operations.planning import planned

FILE = """\
use core::fmt;

const WIDTH: usize = 80;
static TTY_LOCK: u8 = 0;
static TTY_COUNT: u8 = 0;
static DISK_COUNT: u8 = 0;

options! {
    Option in Options: {
        /// Where to begin.
        Start @ "START" = "/",
        Quiet @ "QUIET" = "",
    }
}

struct Tty;

impl Tty {
    /// Reads one.
    pub fn read(&self) -> u8 {
        let lock = self.lock();
        // nobody else
        let mut byte = 0;
        lock.fill(&mut byte);
        byte
    }

    fn steps(&self) {
        self.begin();
        trace!("step");
        // again
        trace!("step");

        self.end();
    }
}
"""


@pytest.mark.parametrize(
    ("words", "code", "above"),
    [
        ("Global, next to the other TTY globals:", "static TTY_MODE: u8 = 1;", "static TTY_COUNT: u8 = 0;\n"),
        ("With the other statics:", "static PIPE_COUNT: u8 = 0;", "static DISK_COUNT: u8 = 0;\n"),
        ("Put it between the statics and the rest of the file:", "fn count() {}", "static DISK_COUNT: u8 = 0;\n"),
        ("A limit, below the constants:", "const HEIGHT: usize = 25;", "const WIDTH: usize = 80;\n"),
    ],
)
def test_what_goes_to_a_group_stands_below_its_last_item(words: str, code: str, above: str) -> None:
    after, _ = planned(words, FILE, code)
    assert f"{above}\n{code}\n\n" in after.decode() or f"{above}{code}\n" in after.decode()


@pytest.mark.parametrize("words", ["Next to the other PIPE globals:", "Next to the other statics:"])
def test_a_group_that_is_none_or_has_other_items_in_it_tells_no_place(words: str) -> None:
    text = FILE.replace("static DISK", "fn between() {}\n\nstatic DISK")
    after, (operation,) = planned(words, text, "static PIPE_MODE: u8 = 1;")
    assert operation.kind == "append_item"
    assert after.endswith(b"}\n\nstatic PIPE_MODE: u8 = 1;\n")


def test_a_row_of_a_macro_table_goes_below_the_row_that_is_shown_with_it() -> None:
    code = '/// Says nothing.\nQuiet @ "QUIET" = "",\n/// Says more.\nLoud @ "LOUD" = "",'
    macro = "macro_rules! options {\n    ($x:tt) => {};\n}\n\n"
    after, _ = planned("At the end of the list in `options!`, after `Start`:", macro + FILE, code)
    old = '        Quiet @ "QUIET" = "",\n'
    new = '        /// Says nothing.\n        Quiet @ "QUIET" = "",\n        /// Says more.\n        Loud @ "LOUD" = "",\n'
    assert after.decode() == macro + FILE.replace(old, new)


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ('and after the two `trace!("step")` lines wait:', 'trace!("step");\n\n', 'trace!("step");\n        self.wait();\n\n'),
        ('Before the `trace!("step")` calls:', "self.begin();\n", "self.begin();\n        self.wait();\n"),
    ],
)
def test_statements_go_beside_all_of_several_in_a_row(words: str, old: str, new: str) -> None:
    after, _ = planned(words, FILE, "self.wait();")
    assert after.decode() == FILE.replace(old, new)


def test_one_of_several_in_a_row_is_not_told() -> None:
    after, (operation,) = planned('After `trace!("step")`:', FILE, "self.wait();")
    assert (operation.code, after) == ("anchor-ambiguous", FILE.encode())


def test_several_that_are_apart_are_no_row() -> None:
    text = FILE.replace("// again", "self.rest();")
    after, (operation,) = planned('After the two `trace!("step")` lines:', text, "self.wait();")
    assert (operation.code, after) == ("anchor-ambiguous", text.encode())


BEGUN = "pub fn read(&self) -> Result<u8, Error> {\n    self.check()?;\n\n    let lock = self.lock();\n"


def test_a_function_shown_up_to_a_statement_gets_that_beginning() -> None:
    after, _ = planned("`read` of `Tty` becomes fallible and starts with the check:", FILE, BEGUN)
    old = "    pub fn read(&self) -> u8 {\n"
    new = "    pub fn read(&self) -> Result<u8, Error> {\n        self.check()?;\n\n"
    assert after.decode() == FILE.replace(old, new)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("`read` of `Tty` becomes fallible:", BEGUN + "    let mut byte = 0;\n"),  # a comment would be lost
        ("`read` of `Tty` becomes fallible:", BEGUN.replace("let lock", "let key")),
        ("`read` of `Tty` becomes fallible:", BEGUN.replace("    self.check()?;\n", "    if self.check() {\n")),
        ("`read` of `Tty`:", BEGUN),
    ],
)
def test_a_beginning_that_does_not_end_at_a_statement_is_refused(words: str, code: str) -> None:
    after, (operation,) = planned(words, FILE, code)
    assert (operation.status, after) == ("refused", FILE.encode())


SHOWN = "## Findings\n\n### 1. Nobody looks\n\nCurrent code:\n\n```rust\nself.end();\n```\n\nRequired code:\n\n```rust\nself.look();\nself.end();\n```\n\n"


def test_work_goes_on_in_a_section_that_has_shown_what_is_to_be() -> None:
    after, operations = planned(SHOWN + "`read` is to be seen by all, at the end of `impl Tty`:", FILE, "pub fn look(&self) {}")
    assert [o.status for o in operations] == ["applies", "applies"]
    assert b"    pub fn look(&self) {}\n}\n" in after


@pytest.mark.parametrize("words", ["At the moment the caller does:", "### 2. Others\n\nThe caller, at the end of `impl Tty`:"])
def test_what_is_there_and_what_the_next_section_tells_stays_a_quote(words: str) -> None:
    _, operations = planned(SHOWN + words, FILE, "pub fn look(&self) {}")
    assert [o.status for o in operations] == ["applies"]


@pytest.mark.parametrize("words", ["Before `self.end()`:", "Before the `self.end()` call:"])
def test_before_something_named_is_a_place(words: str) -> None:
    after, _ = planned(words, FILE, "self.wait();")
    assert after.decode() == FILE.replace("        self.end();", "        self.wait();\n        self.end();")


@pytest.mark.parametrize("words", ["Before:", "Before the change, `self.end()` is called:"])
def test_before_a_change_is_none(words: str) -> None:
    assert planned(words, FILE, "self.wait();") == (FILE.encode(), [])
