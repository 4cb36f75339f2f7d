"""Reads a fixture page: under each heading a document, the files before, and either the files after or what is refused.

A block belongs to a case by its info string: `markdown document`, `rust before PATH`, `rust after PATH`, `text refused` (one code a
line), `text applied`. A file without an `after` stays as it is. The pages are what a person reads; no case is hidden in a test.
"""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """One heading of a page. `refused` are the codes that are expected; `applied`: everything is there already."""

    page: str
    fact: str
    document: str
    before: dict[str, str]
    after: dict[str, str]
    refused: tuple[str, ...]
    applied: bool


def read_page(name: str, text: str) -> tuple[Case, ...]:
    """The cases of the page called `name`."""
    cases: list[Case] = []
    rows = text.split("\n")
    at = 0
    while at < len(rows):
        row = rows[at]
        if row.startswith("## "):
            cases.append(Case(name, row[3:].strip(), "", {}, {}, (), False))
        elif row.startswith("```"):
            fence = row[: len(row) - len(row.lstrip("`"))]
            info = row[len(fence) :].split()
            end = rows.index(fence, at + 1)
            body = "".join(r + "\n" for r in rows[at + 1 : end])
            cases[-1] = _with(cases[-1], info, body)
            at = end
        at += 1
    return tuple(cases)


def _with(case: Case, info: list[str], body: str) -> Case:
    word = info[1] if len(info) > 1 else ""
    if word == "document":
        return case._replace(document=body)
    if word == "before":
        return case._replace(before={**case.before, info[2]: body})
    if word == "after":
        return case._replace(after={**case.after, info[2]: body})
    if word == "refused":
        return case._replace(refused=tuple(body.split()))
    if word == "applied":
        return case._replace(applied=True)
    raise ValueError(f"{case.page}: a block that is no part of a case: {' '.join(info)}")
