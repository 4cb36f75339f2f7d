"""Tables of sentences on one type: what is true holds, what is not never does, a fault fails where the words speak of it."""

from __future__ import annotations

from tests.claims.test_versions import Page, outcomes


def rows(text: str) -> list[str]:
    """The sentences of a table, one a line."""
    return text.strip().splitlines()


def told(criteria: list[str], source: str, base: str, name: str) -> dict[str, str]:
    """The outcome of each criterion on `source`, where the spec shows the type `name` as `base`."""
    return dict(zip(criteria, outcomes(Page(name, base, criteria, "", "", []), source), strict=True))


def changed(base: str, changes: list[tuple[str, str]]) -> str:
    """`base` with each of `changes` made once."""
    for old, new in changes:
        assert old in base, old
        base = base.replace(old, new, 1)
    return base
