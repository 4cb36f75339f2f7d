"""The single bundled specs, one for each way in which people write: what becomes of each, and that it can be taken back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.run import SPECS, uowgen
from tests.operations.planning import new_errors, tree_after
from tests.specs.bundled import FIRST, Row, kernel_tree, planned, scratch_kernel, table
from tests.specs.test_chains import cargo
from tests.toolchain.trees import needs_cargo

if TYPE_CHECKING:
    from pathlib import Path

DIALECTS = SPECS / "dialects"
OUTCOMES: dict[str, tuple[Row, ...]] = {
    "action-plan-reader": (
        Row("add_method", "kernel/src/fs/mod.rs", "applies", "below `fn read_to_end`"),
        Row("add_test", "kernel/src/fs/mod.rs", "applies", "at the end of `mod tests`"),
    ),
    "change-from-to-comments": (
        Row("change_code", "kernel/src/console.rs", "applies", "in place of the quoted text"),
        Row("rename_in_item", "kernel/src/console.rs", "applies", "3 uses of `console` in `fn write_line`"),
        Row(
            "remove_comment",
            "kernel/src/console.rs",
            "applies",
            "`// The oldest character may have lost its first bytes to the ring.` is taken out",
        ),
    ),
    "derive-and-import": (
        Row("add_derive", "kernel/src/memory/vma.rs", "applies", "into the derive of `Vma`"),
        Row("add_derive", "kernel/src/memory/vma.rs", "applies", "into the derive of `VmaError`"),
        Row("add_import", "kernel/src/memory/vma.rs", "applies", "behind the last import"),
        Row("add_method", "kernel/src/memory/vma.rs", "applies", "below `fn iter`"),
    ),
    "diff-blocks": (
        Row("apply_diff", "kernel/src/memory/user.rs", "applies", "where the lines of the hunk stand"),
        Row("apply_diff", "kernel/src/syscall/process.rs", "applies", "where the lines of the hunk stand"),
    ),
    "first-comment-file": (
        Row("insert_after", "hal/src/mmu/mod.rs", "applies", "below `const INDEX_BITS`"),
        Row("add_import", "hal/src/mmu/mod.rs", "applies", "behind the last import"),
        Row("insert_statement", "hal/src/mmu/mod.rs", "applies", "at the start of `fn walk_to_entry`"),
        Row("insert_after", "hal/src/mmu/mod.rs", "applies", "below `fn index_at`"),
    ),
    "free-form-lock": (
        Row("add_method", "kernel/src/sync.rs", "applies", "below `fn try_lock`"),
        Row("add_test", "kernel/src/sync.rs", "applies", "at the end of `mod tests`"),
    ),
    "hedged-and-stale": (
        Row("insert_after", "kernel/src/stats.rs", "applies", "below `impl Counter`"),
        Row("insert_statement", "kernel/src/lib.rs", "applies", "before `arch::halt();` in `kernel/src/lib.rs`"),
    ),
    "info-string-title": (
        Row("create_file", "kernel/src/arch/family.rs", "applies", "a new file"),
        Row("insert_after", "kernel/src/arch/mod.rs", "applies", "below `mod irq`"),
    ),
    "investigation-console-threshold": (
        Row("change_code", "kernel/src/console.rs", "applies", "in place of the quoted text"),
        Row("insert_after", "kernel/src/console.rs", "applies", "below `fn set_threshold`"),
    ),
    "loop-and-arm": (
        Row("insert_statement", "kernel/src/memory/user.rs", "applies", "at the end of `loop for`"),
        Row("insert_statement", "kernel/src/memory/user.rs", "applies", "before `for` in `fn copy_range`"),
        Row("change_code", "kernel/src/memory/user.rs", "applies", "in place of the quoted text"),
    ),
    "macro-members": (Row("add_constant", "kernel/src/syscall/mm.rs", "applies", "after `PRIVATE`"),),
    "manifest-feature": (
        Row("add_dependency", "kernel/Cargo.toml", "applies", "in `[dev-dependencies]`"),
        Row("add_reexport", "kernel/src/lib.rs", "applies", "behind the last import"),
    ),
    "paraphrased-before": (
        Row(
            "replace_item",
            "kernel/src/task/mod.rs",
            "applies",
            "in place of `impl Display for TaskControlBlock`, which is quoted otherwise",
        ),
        Row("change_code", "kernel/src/task/mod.rs", "applies", "in place of the quoted text"),
    ),
    "phase-several-units": (
        Row("add_method", "kernel/src/stats.rs", "applies", "below `fn get`"),
        Row("add_method", "kernel/src/stats.rs", "applies", "above the documentation of `take`"),
        Row("add_test", "kernel/src/stats.rs", "applies", "in a new test module at the end of the file"),
    ),
    "refused-exists-differently": (
        Row("insert_item", "kernel/src/arch/mod.rs", "item-exists-differently"),
        Row("change_code", "kernel/src/task/schedule.rs", "file-not-found"),
        Row("change_code", "kernel/src/arch/irq.rs", "unresolved-in-document"),
    ),
    "refused-incomplete-code": (
        Row("insert_before", "kernel/src/syscall/mm.rs", "placeholder"),
        Row("change_code", "kernel/src/syscall/mm.rs", "elided-code"),
    ),
    "refused-other-signature": (
        Row("replace_body", "kernel/src/memory/vma.rs", "signature-conflict"),
        Row("insert_statement", "kernel/src/memory/vma.rs", "anchor-not-found"),
    ),
    "refused-outside-the-tree": (
        Row("insert_item", "../../etc/kernel.rs", "outside-root"),
        Row("insert_item", "../../etc/kernel.rs", "outside-root"),
    ),
    "refused-twins-and-loss": (
        Row("insert_item", "kernel/src/arch/mod.rs", "anchor-ambiguous"),
        Row("replace_item", "kernel/src/stats.rs", "would-lose-code"),
    ),
    "refused-typo-and-line": (Row("insert_before", "kernel/src/syscall/mm.rs", "anchor-not-found"),),
    "refused-which-impl": (Row("insert_item", "kernel/src/fs/mod.rs", "anchor-ambiguous"),),
    "removal-in-words": (
        Row("remove_item", "kernel/src/syscall/mm.rs", "applies", "`const MMAP_CONTRACT` is taken out"),
        Row("remove_statement", "kernel/src/syscall/mm.rs", "applies", '`klog!(LogLevel::Warn, "{MMAP_CONTRACT}");` is taken out'),
    ),
    "signature-and-callers": (
        Row("replace_item", "kernel/src/arch/mod.rs", "applies", "in place of `fn timestamp`"),
        Row("insert_before", "kernel/src/arch/mod.rs", "applies", "above the documentation of `switch_address_space`"),
    ),
    "story-ppid": (
        Row("insert_after", "kernel/src/task/mod.rs", "applies", "below `const IDLE`"),
        Row("add_method", "kernel/src/task/mod.rs", "applies", "below `fn state`"),
    ),
    "struct-with-elision": (
        Row("add_field", "kernel/src/memory/vma.rs", "applies", "after `areas`"),
        Row("change_code", "kernel/src/memory/vma.rs", "applies", "in place of the quoted text"),
    ),
    "subtasks-irq-depth": (
        Row("insert_before", "kernel/src/arch/irq.rs", "applies", "above the documentation of `masked`"),
        Row("replace_body", "kernel/src/arch/irq.rs", "applies", "in place of the body of `masked`"),
        Row("add_attribute", "kernel/src/arch/irq.rs", "applies", "above `fn masked`"),
    ),
    "table-of-files": (
        Row("add_method", "hal/src/mmu/table.rs", "applies", "below `fn valid_entries`"),
        Row("change_code", "kernel/src/memory/user.rs", "applies", "in place of the quoted text"),
        Row(
            "insert_statement",
            "kernel/src/memory/user.rs",
            "applies",
            "at the start of `fn destroy_address_space`; `kernel/src/memory/user.rs` is the file that was spoken of last",
        ),
    ),
    "task-plan-old-form": (
        Row("add_method", "kernel/src/memory/bitmap.rs", "applies", "below `fn count`"),
        Row("change_code", "kernel/src/memory/frame.rs", "applies", "in place of the quoted text"),
    ),
    "task-plan-ring-peek": (
        Row("add_test", "kernel/src/ring.rs", "applies", "at the end of `mod tests`"),
        Row("add_method", "kernel/src/ring.rs", "applies", "below `fn pop`"),
        Row("insert_after", "kernel/src/console.rs", "applies", "below `fn write_raw`"),
    ),
    "tilde-fences-nested": (
        Row("replace_item", "hal/src/flags.rs", "applies", "in place of `fn unknown_bits_are_refused_or_dropped`"),
    ),
    "trait-and-twins": (
        Row("add_method", "kernel/src/fs/mod.rs", "applies", "at the end of `trait Inode`"),
        Row("add_method", "kernel/src/fs/mod.rs", "applies", "below `fn write_at`"),
        Row("change_code", "kernel/src/arch/mod.rs", "applies", "in place of the quoted text"),
    ),
    "whole-file": (Row("replace_file", "kernel/src/ring.rs", "applies", "in place of the whole file"),),
    "windows-line-ends": (Row("insert_before", "kernel/src/arch/irq.rs", "applies", "above the documentation of `masked`"),),
}
APPLICABLE = sorted(name for name, rows in OUTCOMES.items() if all(row.outcome == "applies" for row in rows))
REFUSED = sorted(set(OUTCOMES) - set(APPLICABLE))
# A comment or a statement that is gone cannot be told from one that never was: refused when asked for again.
GONE = {"change-from-to-comments": {"remove_comment"}, "removal-in-words": {"remove_statement"}}
# Two documents that give the same file another text cannot both be had.
TOGETHER = [name for name in APPLICABLE if name != "whole-file"]

each = pytest.mark.parametrize("name", sorted(OUTCOMES))
applicable = pytest.mark.parametrize("name", APPLICABLE)


def path_of(name: str) -> Path:
    return DIALECTS / f"{name}.md"


def test_every_document_has_its_table() -> None:
    assert sorted(path.stem for path in DIALECTS.glob("*")) == sorted(OUTCOMES)
    assert all(name.startswith("refused-") == (name in REFUSED) for name in OUTCOMES)
    assert len(list(SPECS.rglob("*.md"))) >= 25


@each
def test_a_document_has_the_outcome_that_its_table_says(name: str) -> None:
    assert table(planned(kernel_tree(), path_of(name))) == list(OUTCOMES[name])


@each
def test_every_block_of_a_document_is_accounted_for(name: str) -> None:
    for planned_spec in planned(kernel_tree(), path_of(name)).specs:
        spoken = {o.block for o in planned_spec.operations}
        for index, block in enumerate(planned_spec.spec.blocks):
            assert (index in spoken) == (block.role in ("code", "after")), block
            assert index in spoken or block.note


@each
def test_a_document_has_criteria(name: str) -> None:
    assert any(spec.spec.criteria for spec in planned(kernel_tree(), path_of(name)).specs)


@applicable
def test_a_document_applied_twice_writes_nothing_the_second_time_and_leaves_rust(name: str) -> None:
    before = kernel_tree()
    plan = planned(before, path_of(name))
    for change in plan.changes:
        if change.path.endswith(".rs"):
            assert new_errors(change.original or b"", change.result) <= 0
    again = planned(tree_after(before, plan), path_of(name))
    assert again.changes == ()
    left = {o.kind for spec in again.specs for o in spec.operations if o.status != "applied"}
    assert left == GONE.get(name, set())


@pytest.mark.parametrize("name", REFUSED)
def test_a_document_that_is_refused_writes_nothing(name: str, tmp_path: Path) -> None:
    root = scratch_kernel(tmp_path)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    done = uowgen("apply", "--root", root, path_of(name), cwd=tmp_path)
    assert done.status == 1
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("path", [FIRST, *map(path_of, APPLICABLE)], ids=lambda p: p.stem)
def test_what_a_document_put_in_can_be_taken_out_again(path: Path, tmp_path: Path) -> None:
    root = scratch_kernel(tmp_path)
    before = {p: p.read_bytes() for p in root.rglob("*") if p.is_file()}
    applied = uowgen("apply", "--root", root, path, cwd=tmp_path)
    assert applied.status == 0, applied.output + applied.errors
    reverted = uowgen("revert", "--root", root, path, cwd=tmp_path)
    assert reverted.status == 0, reverted.output + reverted.errors
    assert {p: p.read_bytes() for p in root.rglob("*") if p.is_file() and ".uowgen" not in p.parts} == before


def test_what_the_documents_leave_together_fails_no_criterion(tmp_path: Path) -> None:
    root = scratch_kernel(tmp_path)
    paths = [path_of(name) for name in TOGETHER]
    done = uowgen("apply", "--root", root, *paths, cwd=tmp_path)
    assert done.status == 0, done.output + done.errors
    verified = uowgen("verify", "--format", "json", "--root", root, *paths, cwd=tmp_path)
    verdicts = [c for spec in json.loads(verified.output)["specs"] for c in spec["criteria"]]
    assert not [c for c in verdicts if c["verdict"] == "fails"]
    assert sum(c["verdict"] == "holds" for c in verdicts) >= 25


@needs_cargo
def test_what_the_documents_leave_together_compiles_and_its_tests_pass(tmp_path: Path) -> None:
    root = scratch_kernel(tmp_path)
    done = uowgen("apply", "--root", root, *[path_of(name) for name in TOGETHER], cwd=tmp_path)
    assert done.status == 0, done.output + done.errors
    tested = cargo(root, tmp_path, "test", "--workspace")
    assert tested.returncode == 0, tested.stdout + tested.stderr
    for test in ("peek_shows_what_pop_would_take", "with_gives_the_lock_back", "exactly_means_exactly"):
        assert f"{test} ... ok" in tested.stdout


def test_the_kernel_as_it_is_meets_only_what_it_has_already(tmp_path: Path) -> None:
    root = scratch_kernel(tmp_path)
    done = uowgen("verify", "--format", "json", "--root", root, DIALECTS, cwd=tmp_path)
    verdicts = [c for spec in json.loads(done.output)["specs"] for c in spec["criteria"]]
    assert {c["text"] for c in verdicts if c["verdict"] == "holds"} == {
        "`Display` is implemented for `TaskControlBlock`",
        "`find` returns the area that holds the address",
        "`unknown_bits_are_refused_or_dropped` exists",
    }
