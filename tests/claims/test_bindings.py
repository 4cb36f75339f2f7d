"""A claim can be stated by hand beside a criterion, and is checked for being understood."""

from __future__ import annotations

import pytest

from tests.claims.test_pages import Page, judge

PAGE = Page({"src/lib.rs": b"pub struct Vma {\n    start: usize,\n}\n"}, [], [])


@pytest.mark.parametrize(
    "binding,outcome",
    [
        ("item_exists names=Vma noun=struct", "holds"),
        ("item_exists names=Vma,VmaList", "fails"),
        ('field_has_type owner=Vma field=start type="usize"', "holds"),
        ("item_gone names=Vma", "fails"),
        ("counts_variants owner=Vma number=1 noun=field", "holds"),
        ("file_exists paths=src/old.rs state=gone", "holds"),
    ],
)
def test_a_bound_claim_is_decided_instead_of_the_words(binding: str, outcome: str) -> None:
    verdict = judge(PAGE, f"All is well <!-- uowgen: {binding} -->")
    assert (verdict.claim, verdict.outcome) == (binding.split()[0], outcome), verdict.message


@pytest.mark.parametrize(
    "binding,told",
    [
        ("item_exist names=Vma", "did you mean `item_exists`"),
        ("item_exists name=Vma", "no slot `name`"),
        ("item_exists", "needs `names`"),
        ("item_exists names", "not a row of slot=value"),
        ('item_exists names="Vma', "not a row of slot=value"),
        ("counts_variants owner=Vma number=two noun=field", "is a number"),
        ("file_exists paths=src/old.rs state=away", "can be `gone`, `short`"),
    ],
)
def test_a_binding_that_is_not_understood_is_undecided_and_says_why(binding: str, told: str) -> None:
    verdict = judge(PAGE, f"`Vma` struct exists <!-- uowgen: {binding} -->")
    assert (verdict.outcome, verdict.code) == ("undecided", "binding-not-understood")
    assert told in verdict.message
