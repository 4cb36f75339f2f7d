"""Places in few words: the name of a type with an edge in brackets, an edge of an impl, the match inside of an arm, an import among others."""

from __future__ import annotations

import pytest

from tests.operations.planning import planned
from uowgen.rust.matching import lex

FILE = """\
use core::fmt;

enum Level {
    Low = 1,
    High = 2,
}

struct Valve {
    open: bool,
    turns: u8,
}

impl Valve {
    fn close(&mut self) {}

    fn open(&mut self) {}
}

fn read(word: Word, last: Word) -> u8 {
    match word {
        Word::Mark
        | Word::Stop => {
            0
        }
        Word::Name => match last {
            Word::Mark => 1,
            Word::Stop => 2,
            _ => 3,
        },
        Word::Quoted => {
            match last {
                Word::Mark => 4,
                Word::Stop => 5,
                _ => 6,
            }
        }
        _ => 7,
    }
}
"""


@pytest.mark.parametrize(
    ("words", "code", "above"),
    [
        ("`Valve` (last field):", "size: u16,", "    turns: u8,\n"),
        ("`Valve` (first field):", "size: u16,", "struct Valve {\n"),
        ("`Level`, last variant:", "Full = 3,", "    High = 2,\n"),
        ("`Level` gets one more number, at the end of the enum:", "Full = 3,", "    High = 2,\n"),
    ],
)
def test_a_member_goes_to_the_named_end_of_its_type(words: str, code: str, above: str) -> None:
    after, _ = planned(words, FILE, code)
    assert after.decode() == FILE.replace(above, f"{above}    {code}\n")


@pytest.mark.parametrize("words", ["`Valve` (see the last field):", "`Valve` (fields):", "What `Valve` gets is seen at the end:"])
def test_other_words_in_brackets_tell_no_end(words: str) -> None:
    after, (operation,) = planned(words, FILE, "Full = 3,")
    assert (operation.status, after) == ("refused", FILE.encode())


@pytest.mark.parametrize(
    ("words", "above", "lines"),
    [
        ("New method, first in `impl Valve`:", "impl Valve {\n", "    fn turn() {}\n\n"),
        ("New method, last in `impl Valve`:", "    fn open(&mut self) {}\n", "\n    fn turn() {}\n"),
    ],
)
def test_a_method_goes_to_the_named_end_of_its_impl(words: str, above: str, lines: str) -> None:
    after, _ = planned(words, FILE, "fn turn() {}")
    assert after.decode() == FILE.replace(above, above + lines)


@pytest.mark.parametrize(
    ("words", "above"),
    [
        ("In the `Word::Name` match, next to `Stop`:", "            Word::Stop => 2,\n"),
        ("In the `Quoted` match, before the catch-all:", "                Word::Stop => 5,\n"),
        ("In the `Word::Quoted` match, next to `Word::Mark`:", "                Word::Mark => 4,\n"),
    ],
)
def test_an_arm_goes_into_the_match_inside_of_the_arm_that_is_named(words: str, above: str) -> None:
    after, _ = planned(f"### `read`\n\n{words}", FILE, "Word::Space => 9,")
    indent = above[: len(above) - len(above.lstrip())]
    assert after.decode() == FILE.replace(above, f"{above}{indent}Word::Space => 9,\n")


def test_the_end_of_the_patterns_of_an_arm_can_be_changed() -> None:
    before = "```rust\n| Word::Stop => {\n    0\n}\n```"
    after, _ = planned(f"Before:\n\n{before}\n\nAfter:", FILE, "| Word::Stop\n| Word::Space => {\n    0\n}")
    assert after.decode() == FILE.replace("        | Word::Stop =>", "        | Word::Stop\n        | Word::Space =>")


def test_marks_are_the_same_wherever_a_piece_begins() -> None:
    assert [t.text for t in lex(b"| A::B => { c->d }")] == ["|", "A", "::", "B", "=>", "{", "c", "->", "d", "}"]


def test_an_import_goes_to_the_imports_whatever_the_sentence_before_it_names() -> None:
    words = "In `read`, before `Valve`. The names are counted; import at the top of the file:"
    after, (operation,) = planned(words, FILE, "use core::iter::repeat;")
    assert operation.kind == "add_import"
    assert after.decode() == FILE.replace("use core::fmt;\n", "use core::fmt;\nuse core::iter::repeat;\n")


FOUND = """\
struct Tank;

impl Tank {
    fn check(&self) {}

    fn drain(&self) {}
}
"""


def test_a_whole_item_that_is_put_beside_something_is_work_under_any_heading() -> None:
    words = "## Findings\n\nNothing compares the two. It goes after `check`:"
    after, _ = planned(words, FOUND, "fn compare(&self) -> bool {\n    true\n}")
    assert b"fn check(&self) {}\n\n    fn compare(&self)" in after


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("It goes after `check`:", "self.compare();"),
        ("It goes through `check`:", "fn compare(&self) -> bool {\n    true\n}"),
        ("This is the one after `check`:", "fn drain(&self) {}"),
    ],
)
def test_what_findings_tell_of_is_not_written(words: str, code: str) -> None:
    assert planned(f"## Findings\n\n{words}", FOUND, code) == (FOUND.encode(), [])
