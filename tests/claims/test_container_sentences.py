"""Sentences about containers that say something else than those that are known, by a word: the kinds decide nothing of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.claims.test_pages import judge, read_page

PAGES = Path(__file__).parent / "pages"


@pytest.mark.parametrize(
    "page,text",
    [
        ("joins_ranges", "`Field::add` joins touching ranges of the same colour on one side"),
        ("joins_ranges", "`Field::add` joins overlapping ranges of the same colour"),
        ("joins_ranges", "`Field::add` never joins touching ranges of the same colour"),
        ("cuts_range", "`Field::remove` cuts the range out and returns the number of ranges removed"),
        ("cuts_range", "`Field::remove` cuts the range out, splitting a region that extends on one side"),
        ("refuses_ranges", "`Field::add` rejects an empty range with `Nothing` and leaves the list empty"),
        ("refuses_ranges", "`Field::add` rejects an overlapping range with `Taken` and keeps the list short"),
        ("finds_gap", "`Field::find_gap` returns the lowest free address above `from` where `len` bytes fit"),
        ("finds_gap", "`Field::find_gap` returns the highest free address at or above `from` where `len` bytes fit"),
        ("finds_gap", "`Field::find_gap` returns `None` if the gap would start above `limit`"),
        ("finds_gap", "`Field::find_gap` returns `None` if the gap would end above `from`"),
        ("takes_slot", "`Cloakroom::put` takes the last slot of the free list"),
        ("takes_slot", "`Aging::put` takes the first slot of the free list and returns its index"),
        ("frees_slot", "`Cloakroom::take` returns the object and puts the slot at the end of the free list"),
        ("counts_held", "`Cloakroom::len` is the number of slots in the table"),
        ("drains_table", "`Cloakroom::drain` passes every object to the callback, the newest first"),
        ("nests_sections", "`begin()` disables interrupts before it saves the interrupt flags"),
        ("nests_sections", "`Drop` restores the saved flags and then lowers the nesting"),
        ("nests_sections", "`listen()` disables interrupts, pauses and enables them again"),
        ("nests_sections", "`begin()` raises the nesting of the current CPU by two"),
    ],
)
def test_a_word_that_says_something_else_is_no_matter_of_the_kind(page: str, text: str) -> None:
    verdict = judge(read_page(PAGES / f"{page}.md"), text)
    assert verdict.outcome == "undecided", verdict.message


@pytest.mark.parametrize(
    "page,text",
    [
        ("full_table", "`Cloakroom::put` returns the value as `Err` when all `N` slots are free"),
        ("stale_handles", "`Cloakroom::get` returns `None` for a full table"),
    ],
)
def test_what_no_call_does_fails_though_the_kind_does_not_know_the_words(page: str, text: str) -> None:
    verdict = judge(read_page(PAGES / f"{page}.md"), text)
    assert (verdict.claim, verdict.outcome) == ("in_woven_stories", "fails"), verdict.message
