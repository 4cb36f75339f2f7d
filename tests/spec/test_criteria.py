"""Which lines are criteria, which are steps, and which belong to a block."""

from __future__ import annotations

import pytest

from tests.spec.reading import spec_of


@pytest.mark.parametrize(
    "heading",
    ["## Acceptance Criteria", "## Exit Criteria", "### Success criteria", "## 5. Expected Outputs", "## Deliverables",
     "## DEFINITION OF DONE",
     "## Verification", "**Exit Criteria:**", "**Acceptance Criteria**:", "**Success Criteria**", "Acceptance criteria:"],
)  # fmt: skip
@pytest.mark.parametrize("marker", ["- [ ]", "-", "*", "1."])
def test_every_item_of_a_checklist_is_a_criterion(heading: str, marker: str) -> None:
    spec = spec_of(f"# T\n\n{heading}\n\n{marker} `A` exists\n{marker} `b()` returns\n")
    assert [c.text for c in spec.criteria] == ["`A` exists", "`b()` returns"]


def test_a_ticked_box_claims_and_its_span_is_known() -> None:
    text = "# T\n\n## Acceptance Criteria\n\n- [x] one\n- [ ] two\n- three\n"
    criteria = spec_of(text).criteria
    assert [c.claimed for c in criteria] == [True, False, False]
    assert [text[c.box.start : c.box.end] if c.box else None for c in criteria] == ["[x]", "[ ]", None]
    assert [text[c.span.start : c.span.end] for c in criteria] == ["one", "two", "three"]
    assert criteria[0].section == "Acceptance Criteria"


def test_nested_items_are_criteria_too() -> None:
    spec = spec_of("# T\n\n## Exit Criteria\n\n- [ ] outer:\n  - [x] inner\n    - deep\n")
    assert [(c.text, c.claimed) for c in spec.criteria] == [("outer:", False), ("inner", True), ("deep", False)]


def test_a_lone_sentence_after_a_label_is_a_criterion() -> None:
    assert [c.text for c in spec_of("# T\n\n**Exit Criteria:** `A` builds.\n\nMore words.\n").criteria] == ["`A` builds."]
    assert [c.text for c in spec_of("# T\n\n**Exit Criteria:**\n\n`A` builds.\n\nMore words.\n").criteria] == ["`A` builds."]


def test_a_sentence_that_announces_the_list_is_none() -> None:
    assert [c.text for c in spec_of("# T\n\n## Acceptance Criteria\n\nAll of these hold:\n\n- a\n").criteria] == ["a"]


def test_an_item_over_several_rows_is_one_line() -> None:
    assert [c.text for c in spec_of("# T\n\n## Acceptance Criteria\n\n- [ ] one\n  and more\n").criteria] == ["one and more"]


def test_the_list_ends_with_its_section() -> None:
    assert [c.text for c in spec_of("# T\n\n## Acceptance Criteria\n\n- a\n\n## Notes\n\n- b\n").criteria] == ["a"]


def test_a_list_after_the_next_paragraph_is_no_longer_under_the_label() -> None:
    assert [c.text for c in spec_of("# T\n\n**Exit Criteria:**\n\n- a\n\nOther words follow.\n\n- b\n").criteria] == ["a"]


@pytest.mark.parametrize(
    "comment", [" <!-- uowgen: fn a exists -->", "\n  <!-- uowgen: fn a exists -->", "\n\n  <!-- uowgen: fn a exists -->"]
)
def test_a_comment_beside_a_criterion_binds_it(comment: str) -> None:
    (criterion,) = spec_of(f"# T\n\n## Acceptance Criteria\n\n- [ ] works well{comment}\n").criteria
    assert (criterion.text, criterion.binding) == ("works well", "fn a exists")


def test_a_task_item_without_a_block_is_a_criterion() -> None:
    spec = spec_of("# T\n\n## Tasks\n\n- [ ] Define `TaskState` enum: `Ready`, `Running`\n")
    assert [c.text for c in spec.criteria] == ["Define `TaskState` enum: `Ready`, `Running`"]
    assert spec.steps == ()


def test_a_step_that_carries_a_block_is_neither_criterion_nor_step() -> None:
    spec = spec_of("# T\n\n- [ ] **Step 3: Add X**\n\n```rust\nfn a() {}\n```\n")
    assert (spec.criteria, spec.steps) == ((), ())
    assert "Step 3" in spec.directives[0].words


@pytest.mark.parametrize(
    "words", ["Run the tests", "Commit", "**Step 4: Run tests**", "**Step 5: Commit**", "Push the branch", "Review with the team"]
)
def test_a_process_is_a_step(words: str) -> None:
    spec = spec_of(f"# T\n\n- [ ] {words}\n")
    assert (spec.criteria, [s.text for s in spec.steps]) == ((), [words])


def test_a_step_with_only_a_command_is_a_process() -> None:
    spec = spec_of("# T\n\n- [ ] **Step 2: See it fail**\n\n```bash\ncargo test\n```\n")
    assert (spec.criteria, len(spec.steps)) == ((), 1)


def test_a_command_that_passes_is_a_criterion_where_criteria_stand() -> None:
    assert [c.text for c in spec_of("# T\n\n## Success Criteria\n\n- [ ] `cargo test` passes\n").criteria] == [
        "`cargo test` passes"
    ]


def test_expected_output_of_a_command_is_no_criterion_and_does_not_reach_the_next_step() -> None:
    spec = spec_of(
        "# T\n\n- [ ] **Step 1: Run**\n\n```bash\ncargo test\n```\n\nExpected output: 3 passed\n\n- [ ] **Step 2: Delete `old`**\n"
    )
    assert [(c.text, c.section) for c in spec.criteria] == [("**Step 2: Delete `old`**", "")]


@pytest.mark.parametrize(
    "heading",
    ["## Checks", "### Checks for the tester", "## Checklist", "## Review checklist", "### Must hold", "Done once\n---------",
     "## The step is finished when", "**How to tell it works**", "**The work is accepted if**", "Accept when:", "Acceptance criteria",
     "We are done when:", "#### Expected result", "## What has to hold", "## Points for review", "**AC**", "## What the reviewer looks at",
     "Acceptance conditions (all of them):"],
)  # fmt: skip
@pytest.mark.parametrize("marker", ["- [ ]", "-", "*", "+", "1.", "2)"])
def test_a_checklist_may_bear_any_name_that_says_when_the_work_is_done(heading: str, marker: str) -> None:
    spec = spec_of(f"# T\n\n{heading}\n\n{marker} `A` exists\n{marker} `b()` returns\n")
    assert [c.text for c in spec.criteria] == ["`A` exists", "`b()` returns"]


@pytest.mark.parametrize(
    "heading",
    ["## Checks in `walk`", "## Design", "Verification is done with `cargo test`.", "## What changes", "The lock is done with:", "## Review of prior work",
     "## Selection criteria", "What the scheduler does:"],
)  # fmt: skip
def test_other_headings_announce_no_checklist(heading: str) -> None:
    assert spec_of(f"# T\n\n{heading}\n\n- `A` exists\n- `b()` returns\n").criteria == ()


def test_a_checklist_keeps_its_commands_as_steps() -> None:
    spec = spec_of("# T\n\n## Checklist\n\n- [ ] Run `cargo test`\n- [ ] `A` is gone\n")
    assert ([c.text for c in spec.criteria], [s.text for s in spec.steps]) == (["`A` is gone"], ["Run `cargo test`"])


def test_a_noun_that_could_be_an_order_does_something() -> None:
    words = ["Start underflow panics", "Read returns 0 at the end", "Open fails without a device"]
    spec = spec_of("# T\n\n## Acceptance Criteria\n\n" + "".join(f"- [ ] {w}\n" for w in words))
    assert [c.text for c in spec.criteria] == words
    orders = ["Run the tool, it returns 0", "Start the guest and check that it is up"]
    spec = spec_of("# T\n\n## Acceptance Criteria\n\n" + "".join(f"- [ ] {w}\n" for w in orders))
    assert not spec.criteria


TABLE = """\
# T

## Acceptance Criteria

| # | Criterion | How | Done |
|---|-----------|-----|------|
| 1 | `a()` returns `x | y` | review | ✅ |
| 2 | `b` is `T\\|U` | test | |
| 3 | | | |

## Notes

| # | Criterion |
|---|-----------|
| 9 | not one |
"""


def test_each_row_of_a_table_in_a_criteria_section_is_a_criterion() -> None:
    criteria = spec_of(TABLE).criteria
    assert [(c.text, c.claimed, c.line) for c in criteria] == [("`a()` returns `x | y`", True, 7), ("`b` is `T|U`", False, 8)]
    assert TABLE.encode()[criteria[0].span.start :].startswith(b"`a()` returns")
    assert criteria[0].section == "Acceptance Criteria"


@pytest.mark.parametrize(
    ("head", "row", "text"),
    [
        ("| Function | Expected behaviour |", "| `pop()` | returns `None` when empty |", "`pop()` returns `None` when empty"),
        ("| ID | What has to be so | Verified by |", "| AC-1 | `A` exists | grep |", "`A` exists"),
        ("| Nr. | Statement on the code |", "| 1 | `A` exists |", "`A` exists"),
    ],
)
def test_the_column_with_the_criteria_is_told_by_its_head(head: str, row: str, text: str) -> None:
    rule = "|" + "---|" * (head.count("|") - 1)
    assert [c.text for c in spec_of(f"# T\n\n**Done when:**\n\n{head}\n{rule}\n{row}\n").criteria] == [text]


def test_a_process_in_a_table_is_a_step() -> None:
    spec = spec_of(
        "# T\n\n## Acceptance Criteria\n\n| Check | How |\n|---|---|\n| Run `cargo test` | shell |\n| `A` exists | grep |\n"
    )
    assert ([c.text for c in spec.criteria], [s.text for s in spec.steps]) == (["`A` exists"], ["Run `cargo test`"])


def test_a_verb_that_the_specs_own_code_has_is_no_order() -> None:
    code = "```rust\nimpl Stack {\n    pub fn push(&mut self, n: u8) -> bool { true }\n    fn read_all(&self) {}\n}\n```\n"
    listed = "- [ ] push on a spent stack gives false\n- [ ] Read past the end\n- [ ] Review the docs\n- [ ] Push\n"
    spec = spec_of(f"# T\n\n{code}\n## Acceptance Criteria\n\n{listed}")
    assert [c.text for c in spec.criteria] == ["push on a spent stack gives false", "Read past the end"]
    assert [s.text for s in spec.steps] == ["Review the docs", "Push"]


def test_rows_of_a_paragraph_with_numbers_are_criteria_each() -> None:
    text = "# T\n\nAcceptance criteria:\n\nAC1: `A` exists\nAC2: `b()` returns\nwhat it is given\nAC3: The note is still there\n"
    criteria = spec_of(text).criteria
    assert [c.text for c in criteria] == ["AC1: `A` exists", "AC2: `b()` returns what it is given", "AC3: The note is still there"]
    assert [c.line for c in criteria] == [5, 6, 8]
    assert text[criteria[2].span.start : criteria[2].span.end].strip() == "AC3: The note is still there"


def test_a_paragraph_of_which_not_every_piece_has_a_number_is_one_criterion() -> None:
    text = "# T\n\nAcceptance criteria:\n\n`A` exists in\nrelease 2: the old one\nAC3: and later\n"
    assert len(spec_of(text).criteria) == 1
