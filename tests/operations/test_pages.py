"""Every fixture page does what it shows: the text after, the refusal, nothing more when applied again, and no broken Rust."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from tests.operations.page import Case, read_page
from tests.operations.planning import new_errors, operations_of, plan_text, tree_after, tree_of
from uowgen.operations import KINDS
from uowgen.revert.record import written_by

PAGES = Path(__file__).parent / "pages"
CASES = [case for path in sorted(PAGES.glob("*.md")) for case in read_page(path.stem, path.read_text(encoding="utf-8"))]
# What is gone cannot be told from what was never there, unless its kind and its place are said: such removals are refused again.
MAY_BE_REFUSED_AGAIN = ("remove_statement", "remove_comment", "remove_item", "rename_in_item")


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.page}: {c.fact}")
def test_page_shows_what_happens(case: Case) -> None:
    tree = tree_of(case.before)
    plan = plan_text(case.document, tree)
    operations = operations_of(plan)
    changed = {change.path: change.result.decode() for change in plan.changes}
    assert tuple(o.code for o in operations if o.status == "refused") == case.refused, [o.message for o in operations]
    assert changed == case.after
    if case.after:
        assert any(o.kind == case.page and o.status == "applies" for o in operations), [o.kind for o in operations]
    if case.applied:
        assert operations and all(o.status == "applied" for o in operations)


@pytest.mark.parametrize("case", [c for c in CASES if c.after], ids=lambda c: f"{c.page}: {c.fact}")
def test_applied_again_nothing_changes_and_the_result_parses(case: Case) -> None:
    before = tree_of(case.before)
    after = tree_after(before, plan_text(case.document, before))
    for path, text in case.after.items():
        if path.endswith(".rs"):
            assert new_errors(case.before.get(path, "").encode(), text.encode()) <= 0
    again = plan_text(case.document, after)
    assert again.changes == ()
    statuses = {o.status for o in operations_of(again)}
    assert "applies" not in statuses
    if case.page not in MAY_BE_REFUSED_AGAIN and not case.refused:
        assert statuses == {"applied"}


@pytest.mark.parametrize("case", [c for c in CASES if c.after], ids=lambda c: f"{c.page}: {c.fact}")
def test_the_edits_of_the_operations_in_their_order_add_up_to_the_change(case: Case) -> None:
    plan = plan_text(case.document, tree_of(case.before))
    assert {c.path: c.result for _, changes in written_by(plan) for c in changes} == {c.path: c.result for c in plan.changes}


@pytest.mark.parametrize("page", sorted({c.page for c in CASES}))
def test_page_also_shows_where_it_does_not_apply(page: str) -> None:
    mine = [c for c in CASES if c.page == page]
    assert any(c.after for c in mine)
    assert any(c.refused for c in mine)


def test_list_and_folder_agree() -> None:
    assert sorted(name for name, _ in KINDS) == sorted(path.stem for path in PAGES.glob("*.md"))
    assert len({name for name, _ in KINDS}) == len(KINDS)


@pytest.mark.parametrize(("kind", "module"), KINDS)
def test_kind_is_made_by_the_module_that_the_list_names(kind: str, module: str) -> None:
    source = Path(import_module(f"uowgen.operations.{module}").__file__ or "").read_text(encoding="utf-8")
    assert f'"{kind}"' in source
