"""A remembered answer is the very answer that a fresh run would give, or it is not used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.run import uowgen

if TYPE_CHECKING:
    from pathlib import Path

MM = "kernel/src/syscall/mm.rs"


def entries(root: Path) -> int:
    """How many answers are kept."""
    folder = root / ".uowgen-cache"
    return len(list(folder.iterdir())) if folder.is_dir() else 0


@pytest.mark.parametrize("command", ["plan", "verify"])
def test_the_same_question_is_answered_from_memory_word_for_word(kernel: Path, command: str) -> None:
    first = uowgen(command, "--root", ".", "spec.md", cwd=kernel)
    kept = entries(kernel)
    assert kept == 1
    assert uowgen(command, "--root", ".", "spec.md", cwd=kernel) == first
    assert entries(kernel) == kept


@pytest.mark.parametrize("command", ["plan", "verify"])
def test_a_change_of_anything_looked_at_is_noticed(kernel: Path, command: str) -> None:
    before = uowgen(command, "--root", ".", "spec.md", cwd=kernel)
    uowgen("apply", "--root", ".", "spec.md", cwd=kernel)
    assert uowgen(command, "--root", ".", "spec.md", cwd=kernel).output != before.output
    uowgen("revert", "--root", ".", "spec.md", cwd=kernel)
    assert uowgen(command, "--root", ".", "spec.md", cwd=kernel) == before
    (kernel / "spec.md").write_text((kernel / "spec.md").read_text().replace("`sys_mmap`", "`sys_munmap`"))
    fresh = uowgen(command, "--no-cache", "--root", ".", "spec.md", cwd=kernel)
    assert uowgen(command, "--root", ".", "spec.md", cwd=kernel) == fresh


def test_a_file_that_appears_is_noticed(kernel: Path) -> None:
    moved = kernel / "moved.rs"
    (kernel / MM).rename(moved)
    refused = uowgen("plan", "--root", ".", "spec.md", cwd=kernel)
    assert refused.status == 1
    moved.rename(kernel / MM)
    assert uowgen("plan", "--root", ".", "spec.md", cwd=kernel).status == 0


def test_a_damaged_entry_is_done_again(kernel: Path) -> None:
    first = uowgen("plan", "--root", ".", "spec.md", cwd=kernel)
    for entry in (kernel / ".uowgen-cache").iterdir():
        entry.write_bytes(entry.read_bytes()[:-9])
    assert uowgen("plan", "--root", ".", "spec.md", cwd=kernel) == first


def test_nothing_is_kept_where_nothing_can_be_written(kernel: Path) -> None:
    done = uowgen("plan", "--root", ".", "spec.md", cwd=kernel, UOWGEN_CACHE_DIR="/dev/null/nowhere")
    assert done.status == 0
