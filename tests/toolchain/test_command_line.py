"""The toolchain's options as a user gives them: as a process, with exit status and both streams."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.cli.run import KERNEL, SPECS, uowgen
from tests.toolchain.trees import needs_cargo, needs_rustfmt, snapshot

if TYPE_CHECKING:
    from pathlib import Path

SPEC = SPECS / "uow-2.1-mmap-guard.md"


def kernel(tmp_path: Path) -> Path:
    """A copy of the bundled kernel in a folder of its own."""
    root = tmp_path / "kernel"
    shutil.copytree(KERNEL, root, ignore=shutil.ignore_patterns("target"))
    return root


@needs_cargo
def test_the_second_run_is_answered_from_memory_until_something_changes(tmp_path: Path) -> None:
    root = kernel(tmp_path)
    before = snapshot(root)
    ask = ("verify", "--patched", "--toolchain", "--root", root, SPEC)
    cache = {"UOWGEN_CACHE_DIR": str(tmp_path / "cache")}
    first = uowgen(*ask, cwd=tmp_path, **cache)
    assert "cargo check -p levitate-kernel" in first.errors
    assert "`MmapGuard` struct compiles" in first.output
    assert "confirmed" in first.output
    again = uowgen(*ask, cwd=tmp_path, **cache)
    assert (again.status, again.output, again.errors) == (first.status, first.output, "")
    assert snapshot(root) == before
    (root / "kernel" / "src" / "bin").mkdir()
    (root / "kernel" / "src" / "bin" / "found_by_cargo.rs").write_text("fn main() { broken }\n")
    changed = uowgen(*ask, cwd=tmp_path, **cache)
    assert "broken-before" in changed.output
    assert not list((tmp_path / "cache").glob("toolchain/*/tree"))


def test_without_the_options_no_process_is_started(tmp_path: Path) -> None:
    root = kernel(tmp_path)
    bait = tmp_path / "bin"
    bait.mkdir()
    for name in ("cargo", "rustc", "rustfmt", "sh"):
        (bait / name).write_text(f"#!/bin/sh\ntouch {tmp_path}/started\n")
        (bait / name).chmod(0o755)
    for command in ("plan", "diff", "verify"):
        uowgen(command, "--root", root, SPEC, cwd=tmp_path, PATH=str(bait))
    assert not (tmp_path / "started").exists()


@needs_rustfmt
def test_apply_formats_what_it_inserts_and_finds_it_there_again(tmp_path: Path) -> None:
    root = kernel(tmp_path)
    plain = uowgen("diff", "--root", root, SPEC, cwd=tmp_path)
    pretty = uowgen("diff", "--rustfmt", "--root", root, SPEC, cwd=tmp_path)
    assert plain.output != pretty.output
    assert uowgen("apply", "--rustfmt", "--root", root, SPEC, cwd=tmp_path).status == 0
    mm = (root / "kernel/src/syscall/mm.rs").read_text()
    inserted = [row[1:] for row in pretty.output.split("\n") if row.startswith("+") and not row.startswith("+++")]
    assert "\n".join(inserted) in mm
    second = uowgen("apply", "--rustfmt", "--root", root, SPEC, cwd=tmp_path)
    assert second.status == 0
    assert (root / "kernel/src/syscall/mm.rs").read_text() == mm
