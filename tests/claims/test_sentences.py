"""Every word of a criterion counts: what is not understood leaves it undecided, and compound criteria are as good as their parts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import uowgen.claims
from tests.claims.test_pages import Page, judge
from uowgen.claims.codes import CODES
from uowgen.claims.sentences.sentence import words_of

PAGE = Page({"src/lib.rs": b"pub struct Vma {\n    start: usize,\n}\n\nfn find() {}\n"}, [], [])


@pytest.mark.parametrize(
    "text",
    [
        "`Vma` struct defined and enjoyed",
        "`Vma` struct defined elegantly",
        "`Vma` struct defined in the manner of `find` by hand-waving",
        "`Vma` has `start` for speed",
        "`find()` works",
        "",
        "`",
        "word " * 200,
    ],
)
def test_a_word_that_no_frame_takes_up_leaves_the_criterion_undecided(text: str) -> None:
    verdict = judge(PAGE, text)
    assert verdict.outcome == "undecided"


def test_what_was_not_understood_is_named_with_the_nearest_sentence_that_is() -> None:
    verdict = judge(PAGE, "`Vma` struct defined elegantly")
    assert verdict.code == "not-understood"
    assert verdict.message == ("not understood: “elegantly”; the nearest that is known: “`VmaError` enum defined” (item_exists)")


@pytest.mark.parametrize(
    "text,outcome",
    [
        ("`Vma` struct is defined, and `find` function exists", "holds"),
        ("`Vma` struct is defined; `VmaList` struct is defined", "fails"),
        ("`Vma` struct is defined and code compiles", "undecided"),
        ("`Vma` struct is defined and is public", "holds"),
        ("`Vma` struct is missing and code compiles", "undecided"),
        ("`VmaList` struct is defined and code compiles", "fails"),
    ],
)
def test_a_compound_criterion_is_as_good_as_its_weakest_part(text: str, outcome: str) -> None:
    assert judge(PAGE, text).outcome == outcome


@pytest.mark.parametrize(
    "text,words",
    [
        ("Task 3: `Vma` added (Task 4)", "Vma added"),
        ("**1.2** Add `Vma`", "add Vma"),
        ("`Vma` added (lines 10-20)", "Vma added"),
        ("`Vma` added to [mm.rs:30](../mm.rs)", "Vma added to mm.rs:30"),
        ("✅ The `Vma`'s field", "Vma field"),
        ("`a`s don't matter", "a do not matter"),
    ],
)
def test_numbers_of_lines_and_references_are_no_words(text: str, words: str) -> None:
    assert " ".join(w.text for w in words_of(text)) == words


def test_every_code_that_a_claim_uses_is_explained() -> None:
    root = Path(uowgen.claims.__path__[0])
    used: set[str] = set()
    for path in root.rglob("*.py"):
        used |= set(re.findall(r'(?:undecided|fails|_Unfit)\(\s*"([a-z-]+)"', path.read_text()))
        used |= set(re.findall(r'None, "([a-z-]+)"\)', path.read_text()))
    listed = {row[0] for row in CODES}
    elsewhere = {"file-not-found", "needs-toolchain"}
    assert used - listed - elsewhere == set()
    assert len(listed) == len(CODES)
