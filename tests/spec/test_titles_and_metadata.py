"""Titles, sections, metadata and dependencies."""

from __future__ import annotations

import pytest

from tests.spec.reading import spec_of, specs_of
from uowgen.spec.metadata import depends_on, front_matter


@pytest.mark.parametrize(
    ("heading", "id", "title", "parent"),
    [
        ("UoW 2.1: Create A", "2.1", "Create A", ""),
        ("UoW: Create A", "", "Create A", ""),
        ("UoW 3 — Create A", "3", "Create A", ""),
        ("UoW 3 - Create A", "3", "Create A", ""),
        ("UoW-7: Create A", "7", "Create A", ""),
        ("uow 2a: Create A", "2a", "Create A", ""),
        ("Phase 3 / Step 2 / UoW 1: Create A", "1", "Create A", "Phase 3 / Step 2"),
        ("Unit of Work 4: Create A", "4", "Create A", ""),
        ("**UoW 2.1:** Create `A`", "2.1", "Create A", ""),
        ("Task 12: Create A", "12", "Create A", ""),
        ("Create A", "", "Create A", ""),
    ],
)
def test_a_title_says_its_number_and_its_name(heading: str, id: str, title: str, parent: str) -> None:
    spec = spec_of(f"# {heading}\n\nWords.\n")
    assert (spec.id, spec.title, spec.parent, spec.line) == (id, title, parent, 1)


def test_each_unit_of_a_longer_document_is_a_spec_with_the_file_and_phase_around_it() -> None:
    found = specs_of("""
        # Phase 2: Memory

        **File:** `src/mm.rs`

        ### UoW 2.1: First

        Add:

        ```rust
        fn a() {}
        ```

        ### UoW 2.2: Second

        **Dependencies:** UoW 2.1 (needs `a`)

        Add:

        ```rust
        fn b() {}
        ```
        """)
    assert [(s.id, s.title, s.line, s.parent) for s in found] == [
        ("2.1", "First", 5, "Phase 2: Memory"),
        ("2.2", "Second", 13, "Phase 2: Memory"),
    ]
    assert [d.files[0].path for s in found for d in s.directives] == ["src/mm.rs", "src/mm.rs"]
    assert found[1].depends_on == ("2.1",)
    assert not found[0].span.overlaps(found[1].span)


def test_what_lies_outside_of_the_units_is_a_spec_of_its_own_if_it_has_blocks() -> None:
    found = specs_of("# P\n\nAdd to `a.rs`:\n\n```rust\nfn z() {}\n```\n\n## UoW 1: A\n\nx\n\n## Notes\n\n- [ ] `z` exists\n")
    assert [(s.id, s.title) for s in found] == [("", "P"), ("1", "A")]
    assert len(found[0].blocks) == 1
    assert [c.text for c in found[0].criteria] == ["`z` exists"]


def test_a_plan_of_tasks_stays_one_spec() -> None:
    found = specs_of("# Plan\n\n### Task 1: A\n\n```rust\nfn a() {}\n```\n\n### Task 2: B\n\n```rust\nfn b() {}\n```\n")
    assert [len(s.blocks) for s in found] == [2]


def test_a_mention_of_another_unit_in_a_heading_begins_none() -> None:
    assert len(specs_of("# UoW 2.1: A\n\nx\n\n## Next UoW\n\nProceed to **UoW 2.2**.\n")) == 1


@pytest.mark.parametrize(
    "line", ["**Parent:** Phase 3", "**Parent**: Phase 3", "Parent: Phase 3", "**PARENT:** Phase 3", "- **Parent:** Phase 3"]
)
def test_metadata_is_read_in_any_case_with_or_without_bold(line: str) -> None:
    spec = spec_of(f"# UoW 1: A\n\n{line}\n\n## Task\n\nx\n")
    assert spec.parent == "Phase 3"
    assert ("parent", "Phase 3") in spec.metadata


def test_metadata_lines_above_a_rule_are_no_heading() -> None:
    spec = spec_of("# UoW 1: A\n\n**Complexity:** Low\n**Team:** 7\n---\n\nx\n")
    assert spec.metadata == (("complexity", "Low"), ("team", "7"))


def test_front_matter_has_the_same_keys() -> None:
    front = "id: 2.4\ntitle: Named here\nparent: Phase 1\nfiles:\n  - src/a.rs\n  - src/b.rs\ndepends_on: [2.1, 2.2]"
    spec = spec_of(f"---\n{front}\n---\n\nAdd:\n\n```rust\nfn a() {{}}\n```\n")
    assert (spec.id, spec.title, spec.parent, spec.depends_on) == ("2.4", "Named here", "Phase 1", ("2.1", "2.2"))
    assert [f.path for f in spec.files] == ["src/a.rs", "src/b.rs"]
    assert [f.path for f in spec.directives[0].files] == ["src/a.rs", "src/b.rs"]


def test_front_matter_values_lose_their_quotes() -> None:
    assert front_matter("---\na: \"b c\"\nd: ['e', f]\n---\n") == (("a", "b c"), ("d", "e, f"))


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        ("UoW 3 (why, and UoW 9)", ("3",)),
        ("UoW 2.1, UoW 2.2", ("2.1", "2.2")),
        ("UoW 1-3", ("1", "2", "3")),
        ("2.1 and 2.2", ("2.1", "2.2")),
        ("Task 4", ("Task 4",)),
        ("None", ()),
        ("None (first one)", ()),
        ("", ()),
        ("**UoW 2.1:** the guard", ("2.1",)),
        ("the `spin` crate", ()),
    ],
)
def test_dependencies_are_ids(value: str, ids: tuple[str, ...]) -> None:
    assert depends_on(value) == ids


def test_a_document_that_begins_with_a_rule_has_no_front_matter() -> None:
    spec = spec_of("---\n\n# UoW 1: A\n\n- [ ] `a` exists\n\n---\n\nx\n")
    assert (spec.id, [c.text for c in spec.criteria]) == ("1", ["`a` exists"])
