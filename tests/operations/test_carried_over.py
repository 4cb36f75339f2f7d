"""A file that was spoken of before, or that a list names first, is that of a block only as long as the block's own words agree."""

from __future__ import annotations

import pytest

from tests.operations.planning import operations_of, plan_text, tree_of

DISK = """use std::fs;

pub struct DiskStore {
    root: String,
}

impl DiskStore {
    pub fn new(root: String) -> Self {
        Self { root }
    }
}

impl Store for DiskStore {
    fn load(&self, key: &str) -> Vec<u8> {
        let path = join(&self.root, key);
        note("ready");
        fs::read(path).unwrap_or_default()
    }
}
"""
CLOUD = (
    DISK.replace("DiskStore", "CloudStore")
    .replace("let path = join(&self.root, key);", "let mut request = Request::of(key);")
    .replace("fs::read(path).unwrap_or_default()", "request.send()")
)
GAUGE = """pub fn gauge(x: u32) -> u32 {
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_same() {
        assert_eq!(gauge(1), 1);
    }
}
"""
SCALE = "pub fn scale(x: u32) -> u32 {\n    x\n}\n\n#[test]\nfn scales() {\n    assert_eq!(scale(2), 2);\n}\n"
TREE = {"src/store/disk.rs": DISK, "src/store/cloud.rs": CLOUD, "src/gauge.rs": GAUGE, "src/scale.rs": SCALE}

LIST = "**Files:**\n- Modify: `src/store/disk.rs`\n- Modify: `src/store/cloud.rs`\n"
FIRST = "- [ ] Disk. In `load`, after `let path = join(&self.root, key);`:\n\n```rust\nwatch(1);\n```\n"


def outcomes(document: str) -> list[str]:
    """The file of each operation that applies, the code of each refusal."""
    return [o.code or o.file for o in operations_of(plan_text("# Plan\n\n" + document, tree_of(TREE)))]


def block(code: str) -> str:
    return f"\n\n```rust\n{code}\n```\n"


@pytest.mark.parametrize(
    "words",
    [
        'Cloud. `CloudStore::load` does it early; the call goes right after `note("ready");`:',
        'Cloud: after `note("ready");` in `load`:',
        'In `CloudStore`\'s `load`, after `note("ready");`:',
        '`CloudStore` gets the same, after `note("ready");`:',
        'The same for cloud, after `note("ready");`:',
        '**Cloud** — after `note("ready");`:',
    ],
)
def test_the_file_is_the_one_that_the_words_mean_and_not_the_first_of_the_list(words: str) -> None:
    assert outcomes(f"{LIST}\n- [ ] {words}{block('watch(2);')}") == ["src/store/cloud.rs"]
    assert outcomes(f"{LIST}\n{FIRST}\n- [ ] {words}{block('watch(2);')}") == ["src/store/disk.rs", "src/store/cloud.rs"]


@pytest.mark.parametrize(
    "words",
    ['After `note("ready");`:', 'Now the other store: after `note("ready");`:', 'For the remote store, after `note("ready");`:'],
)
def test_where_several_files_have_the_place_nothing_is_written(words: str) -> None:
    assert outcomes(f"{LIST}\n- [ ] {words}{block('watch(2);')}") == ["file-ambiguous"]
    assert outcomes(f"{LIST}\n{FIRST}\n- [ ] {words}{block('watch(2);')}") == ["src/store/disk.rs", "file-ambiguous"]


def test_words_that_go_on_are_about_the_file_of_the_block_before() -> None:
    words = '- [ ] and, once that is done, after `note("ready");`:'
    assert outcomes(f"{LIST}\n{FIRST}\n{words}{block('watch(2);')}") == ["src/store/disk.rs"] * 2


@pytest.mark.parametrize(("code", "expected"), [("request.retry(3);", "cloud"), ("trace(&path);", "disk")])
def test_the_variables_of_a_block_tell_its_file(code: str, expected: str) -> None:
    assert outcomes(f'{LIST}\n- [ ] After `note("ready");`:{block(code)}') == [f"src/store/{expected}.rs"]


def test_a_heading_calls_one_of_the_files_by_its_name() -> None:
    section = '\n## The {} store\n\nAfter `note("ready");`:' + block("watch(2);")
    expected = ["src/store/disk.rs", "src/store/cloud.rs"]
    assert outcomes(LIST + section.format("disk") + section.format("cloud")) == expected


@pytest.mark.parametrize(
    "words", ["and to `CloudStore`:", "Then for `CloudStore`:", "`CloudStore`:", "In `CloudStore` the same, after `new`:"]
)
def test_a_type_of_another_file_is_not_looked_for_in_the_one_before(words: str) -> None:
    document = "In `src/store/disk.rs`, add to `DiskStore`:" + block("pub fn depth(&self) -> usize {\n    1\n}")
    document += f"\n{words}" + block("pub fn width(&self) -> usize {\n    2\n}")
    assert outcomes(document) == ["src/store/disk.rs", "src/store/cloud.rs"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('Then, so that `CloudStore` can rely on it, after `note("ready");`:', "src/store/disk.rs"),
        ('The caller does it after `note("ready");`:', "src/store/disk.rs"),
    ],
)
def test_what_is_named_in_passing_is_no_other_place(words: str, expected: str) -> None:
    document = "In `src/store/disk.rs`, below `new`:" + block("pub fn depth(&self) -> usize {\n    1\n}") + f"\n{words}"
    assert outcomes(document + block("watch(2);"))[1] == expected


def test_the_function_that_a_step_begins_with_tells_its_file() -> None:
    document = "**Files:**\n- Modify: `src/gauge.rs`\n- Modify: `src/scale.rs`\n\n- [ ] `scale`: say so, above the function:"
    assert outcomes(document + block("// Nothing is scaled as yet.")) == ["src/scale.rs"]


IN_GAUGE = "In the `tests` module of `src/gauge.rs`, following `is_same`:" + block("#[test]\nfn grows() {\n    assert!(true);\n}")
NEW_TEST = block("#[test]\nfn shrinks() {\n    assert!(true);\n}")


@pytest.mark.parametrize(
    "words",
    [
        "The tests of scales are plain functions at the end of `src/scale.rs` (there is no module for them). Append:",
        "Tests of scales live in `src/scale.rs`. One more:",
        "`src/scale.rs` keeps its tests at top level. Add:",
        "Scale tests: `src/scale.rs` has them. Append:",
        "The other tests go into `src/scale.rs`. Append:",
    ],
)
def test_where_tests_are_kept_is_where_one_more_goes(words: str) -> None:
    assert outcomes(f"## Tests\n\n{IN_GAUGE}\n{words}{NEW_TEST}") == ["src/gauge.rs", "src/scale.rs"]


@pytest.mark.parametrize(
    "words",
    [
        "The tests in `src/scale.rs` stay as they are. Add one more to the module:",
        "Unlike in `src/scale.rs`, tests have a module here. One more:",
        "`scale` of `src/scale.rs` calls it. Add to the same module:",
    ],
)
def test_a_file_that_is_only_spoken_of_is_not_where_it_goes(words: str) -> None:
    assert outcomes(f"## Tests\n\n{IN_GAUGE}\n{words}{NEW_TEST}") == ["src/gauge.rs"] * 2


@pytest.mark.parametrize(
    "words",
    ["`src/scale.rs` has tests already, so here is only one:", "The tests below are needed in `src/scale.rs`, too. Append:"],
)
def test_the_file_of_the_heading_stays(words: str) -> None:
    assert outcomes(f"## Tests in `src/gauge.rs`\n\n{words}{NEW_TEST}") == ["src/gauge.rs"]


def test_the_list_of_another_part_is_no_list_of_this_task() -> None:
    document = "## Files\n\n| File | Change |\n|---|---|\n| `src/store/cloud.rs` | one call |\n| `src/store/disk.rs` | one call |\n\n---\n\n"
    document += '## Task 1\n\n**Files:** Modify `src/store/disk.rs`\n\nLoading is to be seen.\n\n- [ ] After `note("ready");`:'
    assert outcomes(document + block("watch(2);")) == ["src/store/disk.rs"]


@pytest.mark.parametrize(
    "both",
    [
        "This touches `src/store/disk.rs` and `src/store/cloud.rs`.",
        "Scope: `src/store/disk.rs`, `src/store/cloud.rs`",
        "### `src/store/disk.rs` and `src/store/cloud.rs`",
        "**Location**: `src/store/disk.rs`, `src/store/cloud.rs`",
        "| File | Change |\n|---|---|\n| `src/store/disk.rs` | one call |\n| `src/store/cloud.rs` | one call |",
    ],
)
def test_two_files_that_are_named_together_are_a_list(both: str) -> None:
    code = block("watch(2);")
    assert outcomes(f'{both}\n\nIn `load`, after `note("ready");`:{code}') == ["file-ambiguous"]
    assert outcomes(f'{both}\n\nIn `CloudStore::load`, after `note("ready");`:{code}') == ["src/store/cloud.rs"]
    assert outcomes(f'{both}\n\nIn `DiskStore::load`, after `note("ready");`:{code}') == ["src/store/disk.rs"]
