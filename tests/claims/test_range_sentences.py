"""Criteria on lists of ranges that ask for more than where the ranges are."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.claims.test_pages import judge, read_page

PAGE = read_page(Path(__file__).parent / "pages" / "counts_removed.md")
SOURCE = PAGE.files["src/it.rs"].partition(b"pub struct Lane")[0].decode()


@pytest.mark.parametrize(
    "text,change,outcome",
    [
        ("`insert()` rejects a region with `start >= end` with `PlotError::Nothing`", ("", ""), "holds"),
        (
            "`insert()` rejects a region with `start >= end` with `PlotError::Nothing`",
            ("start >= plot.end {", "start > plot.end {"),
            "fails",
        ),
        ("`insert()` rejects a region with `start == end`", ("start >= plot.end {", "start == plot.end {"), "holds"),
        ("`insert()` rejects a region where `end <= start`", ("start >= plot.end {", "start == plot.end {"), "fails"),
        ("`insert()` rejects a region with `start <= end` with `PlotError::Nothing`", ("", ""), "undecided"),
        ("`remove()` in the middle of a region splits it in two, both with the owner of the original", ("", ""), "holds"),
        (
            "`remove()` in the middle of a region splits it in two, both keep the owner",
            ("start: to, ..p", "start: to, end: p.end, owner: 0"),
            "fails",
        ),
        (
            "`remove()` in the middle of a region splits it in two, both with the owner of the original",
            ("if to < p.end", "else if to < p.end"),
            "fails",
        ),
        ("`remove()` in the middle of a region splits it in two, both with the colour of the original", ("", ""), "undecided"),
        ("`remove()` returns the number of bytes removed", ("gone += to - from", "gone += p.end - p.start"), "fails"),
        ("`remove()` returns the number of pages removed", ("", ""), "undecided"),
        ("Regions stay sorted by start address", ("partition_point(|p| p.start < plot.start)", "len()"), "undecided"),
        ("`find()` returns the region that contains the address, its end exclusive", ("", ""), "holds"),
        ("`find()` gives the region covering the address, with the end excluded", ("addr < p.end", "addr <= p.end"), "fails"),
        ("`find()` returns the region that contains the address, end inclusive", ("", ""), "undecided"),
        ("Regions stay in order of their start after every `insert()`", ("", ""), "undecided"),
        ("Regions are kept sorted by start after each `insert()`", ("", ""), "holds"),
        (
            "`remove()` splits a region if the given range falls strictly inside it",
            ("if to < p.end", "else if to < p.end"),
            "fails",
        ),
        ("`remove()` splits a region if the given range falls strictly inside it", ("addr < p.end", "addr <= p.end"), "undecided"),
        ("`remove()` returns the number of bytes removed", ("if to < p.end", "else if to < p.end"), "fails"),
    ],
)
def test_what_is_asked_of_ranges(text: str, change: tuple[str, str], outcome: str) -> None:
    assert change[0] in SOURCE
    page = PAGE._replace(files={"src/it.rs": SOURCE.replace(*change, 1).encode()})
    verdict = judge(page, text)
    assert verdict.outcome == outcome, verdict.message
