"""The bundled kernel with the bundled spec: a workspace with two crates, as a user has one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from tests.toolchain.trees import appends, decided, left_behind, needs_cargo, snapshot, task
from uowgen.remembered import LISTING, digest_of
from uowgen.spec.read import read_document
from uowgen.text import Source
from uowgen.toolchain.foundations import foundations

if TYPE_CHECKING:
    import pytest

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
MM = "kernel/src/syscall/mm.rs"


def guard() -> str:
    """The code of the bundled spec."""
    path = FIXTURES / "specs" / "uow-2.1-mmap-guard.md"
    [spec], _ = read_document(Source(path.name, path.read_bytes()))
    return "\n" + next(block.code for block in spec.blocks if block.role == "code")


@needs_cargo
def test_the_bundled_spec_compiles_on_the_bundled_kernel(tmp_path: Path, cache: Path) -> None:
    root = tmp_path / "kernel"
    shutil.copytree(FIXTURES / "kernel", root, ignore=shutil.ignore_patterns("target"))
    before = snapshot(root)
    good, *_ = decided(root, cache, appends(root, guard(), "`MmapGuard` struct compiles", file=MM))
    assert (good.outcome, good.strength) == ("holds", "confirmed")
    assert "-p levitate-kernel" in good.message
    wrong = guard().replace("FRAME_ALLOCATOR.free_page(phys)", "FRAME_ALLOCATOR.free_page(&phys)")
    bad, tests = decided(root, cache, appends(root, wrong, "`MmapGuard` struct compiles", "all tests pass", file=MM))
    assert (bad.outcome, bad.code, bad.evidence[0].file) == ("fails", "compile-error", MM)
    assert (tests.outcome, tests.code) == ("fails", "compile-error")
    assert snapshot(root) == before
    assert not left_behind(cache)


@needs_cargo
def test_only_a_member_of_a_workspace_given_as_root_is_judged_within_it(tmp_path: Path, cache: Path) -> None:
    root = tmp_path / "kernel"
    shutil.copytree(FIXTURES / "kernel", root, ignore=shutil.ignore_patterns("target"))
    [verdict] = decided(
        root / "kernel", cache, appends(root / "kernel", guard(), "`MmapGuard` struct compiles", file=MM[len("kernel/") :])
    )
    assert verdict.outcome == "holds"
    assert verdict.evidence[0].file == "src/syscall/mm.rs"


def test_an_answer_rests_on_every_file_and_folder_and_not_on_what_passes(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "kernel"
    shutil.copytree(FIXTURES / "kernel", root, ignore=shutil.ignore_patterns("target"))
    asked = appends(root, guard(), "compiles", file=MM)
    work = task(root, cache, asked)
    rests = foundations((), work)
    assert rests is not None
    assert rests[str(root / MM)] == digest_of(str(root / MM))
    (root / "kernel/src/bin").mkdir()
    assert rests[LISTING + str(root / "kernel/src")] != digest_of(LISTING + str(root / "kernel/src"))
    assert rests[str(root / MM)] == digest_of(str(root / MM))
    (root / MM).write_text("")
    assert rests[str(root / MM)] != digest_of(str(root / MM))
    monkeypatch.setenv("PATH", os.devnull)
    [verdict] = decided(root, cache, asked)
    assert verdict.code == "cannot-build"
    assert foundations(((asked.spec, (verdict,)),), work) is None
