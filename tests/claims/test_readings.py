"""Pages of sentences of one class each, on code of their own: what holds, what fails, and what must stay open, whichever kind reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.claims.test_pages import Page, judge, read_page

PAGES = Path(__file__).parent / "readings"
CASES = [
    pytest.param(read_page(path), *row, id=f"{path.stem}: {row[0]}")
    for path in sorted(PAGES.glob("*.md"))
    for row in read_page(path).criteria
]


@pytest.mark.parametrize("page,text,outcome,code", CASES)
def test_a_sentence_is_decided_as_its_page_says(page: Page, text: str, outcome: str, code: str) -> None:
    verdict = judge(page, text)
    assert verdict.outcome == outcome, verdict.message
    assert not code or verdict.code == code
