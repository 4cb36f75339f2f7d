"""Blocks whose own words name no file: tables, comments, what the run has written and short headings lead to it, or nothing does."""

from __future__ import annotations

import pytest

from tests.operations.planning import operations_of, plan_text, tree_of

VALVE = """\
use crate::pipes::Pipe;

pub struct Valve {
    opening: u32,
    pipe: Pipe,
}

impl Valve {
    pub fn open(&mut self) {
        self.opening = 100;
    }
}

pub fn settle(valve: &Valve) -> u32 {
    valve.opening
}
"""
METER = """\
pub struct Meter {
    count: u64,
}

pub fn tally(meter: &Meter) -> u64 {
    meter.count
}
"""
TREE = {
    "plant/src/valve.rs": VALVE,
    "plant/src/meter.rs": METER,
    "plant/src/lib.rs": "mod meter;\nmod valve;\n",
    "tests/tools.rs": "pub fn round_up(x: u32) -> u32 {\n    x + 1\n}\n",
}

# Files that the document speaks of somewhere, and asks nothing for.
SEEN = "## Seen\n\n| Part | Where |\n|---|---|\n| flow | `plant/src/valve.rs:9` |\n| sum | `plant/src/meter.rs:5` |\n\n"

SETTLE = "pub fn settle(valve: &Valve) -> u32 {\n    round_up(valve.opening)\n}"
ROUND = "fn round_up(opening: u32) -> u32 {\n    opening.next_multiple_of(10)\n}"
BOUNDED = "pub fn bounded_opening(&self) -> u32 {\n    self.opening.min(90)\n}"


def outcome(document: str, line: int = -1) -> tuple[str, str]:
    """Status (or code of the refusal) and file of the last operation, or of the one whose block opens on `line`."""
    found = operations_of(plan_text(document, tree_of(TREE)))
    one = found[-1] if line < 0 else next(o for o in found if o.source_line == line)
    return one.code or one.status, one.file


def test_a_file_that_only_a_table_names_is_one_that_the_document_speaks_of() -> None:
    table = "| Function | Where |\n|---|---|\n| `settle` | `plant/src/valve.rs:12` |\n"
    document = f"# A\n\n## Fix\n\n{table}\n`settle`:\n\n```rust\n{SETTLE}\n```\n"
    assert outcome(document) == ("applies", "plant/src/valve.rs")


def test_what_a_changed_file_calls_and_lacks_belongs_to_it() -> None:
    document = (
        f"# A\n\nReplace `settle` in `plant/src/valve.rs`:\n\n```rust\n{SETTLE}\n```\n\n## Helper\n\nA free function:\n\n"
        f"```rust\n{ROUND}\n```\n"
    )
    assert outcome(document) == ("applies", "plant/src/valve.rs")


def test_an_item_of_another_file_is_not_replaced_because_of_its_name_alone() -> None:
    document = f"# A\n\n{SEEN}## Helper\n\n```rust\n{ROUND}\n```\n"
    assert outcome(document) == ("no-target-file", "")
    assert outcome(f"# A\n\n## Helper\n\n```rust\n{ROUND}\n```\n")[0] in ("no-target-file", "item-exists-differently")


def test_a_method_belongs_where_a_type_has_the_fields_that_it_reads() -> None:
    assert outcome(f"# A\n\n{SEEN}## Accessor\n\n```rust\n{BOUNDED}\n```\n") == ("applies", "plant/src/valve.rs")
    other = BOUNDED.replace("opening.min", "closing.min")
    assert outcome(f"# A\n\n{SEEN}## Accessor\n\n```rust\n{other}\n```\n") == ("no-target-file", "")


@pytest.mark.parametrize("heading", ["### Part B: the valve", "### 2. `valve`", "### Valve"])
def test_a_short_heading_calls_a_file_by_its_name(heading: str) -> None:
    document = f"# A\n\n{SEEN}## Fix\n\n{heading}\n\n```rust\nuse core::cmp::min;\n```\n"
    assert outcome(document) == ("applies", "plant/src/valve.rs")


def test_a_name_within_a_long_heading_calls_no_file() -> None:
    heading = "### Close the valve before anything is measured again"
    document = f"# A\n\n{SEEN}## Fix\n\n{heading}\n\n```rust\nuse core::cmp::min;\n```\n"
    assert outcome(document) == ("no-target-file", "")


def test_of_listed_files_the_one_is_meant_that_the_announcement_calls() -> None:
    table = "| what | file |\n|---|---|\n| flow | `plant/src/valve.rs` |\n| sum | `plant/src/meter.rs` |\n"
    document = f"# A\n\n## Imports\n\n{table}\nvalve:\n\n```rust\nuse core::cmp::min;\n```\n\nmeter:\n\n```rust\nuse core::cmp::max;\n```\n"
    assert outcome(document, 12) == ("applies", "plant/src/valve.rs")
    assert outcome(document) == ("applies", "plant/src/meter.rs")


def test_the_steps_around_a_step_speak_of_all_blocks_within_it() -> None:
    steps = "- [ ] `settle`\n  - [ ] imports\n\n    ```rust\n    use core::cmp::min;\n    ```\n\n  - [ ] more imports\n\n    ```rust\n    use core::cmp::max;\n    ```\n"
    document = f"# A\n\n## Tasks\n\n{steps}"
    assert [(o.status, o.file) for o in operations_of(plan_text(document, tree_of(TREE)))] == [
        ("applies", "plant/src/valve.rs")
    ] * 2


def test_a_macro_call_with_statements_is_no_item() -> None:
    code = "when_debugging! {\n    let opening = self.opening;\n    trace(opening);\n}"
    document = f"# A\n\n## Fix\n\nIn `plant/src/valve.rs`:\n\n```rust\n{code}\n```\n"
    assert outcome(document)[0] not in ("applies", "applied")


def test_a_file_that_is_to_be_made_is_made_where_a_block_says_that_it_is_its_text() -> None:
    block = "```rust\n// plant/src/pump.rs\nuse crate::valve::Valve;\n\npub struct Pump;\n```\n"
    document = f"# A\n\n## To do\n\n1. Create `plant/src/pump.rs`.\n\n## The pump\n\n{block}"
    assert outcome(document) == ("applies", "plant/src/pump.rs")
    assert outcome(f"# A\n\n## The pump\n\n{block}")[0] == "file-not-found"
