"""Scratch copies of the bundled kernel for tests that run the program."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.cli.run import KERNEL, SPECS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def kernel(tmp_path: Path) -> Path:
    """A copy of the kernel, with the guard's spec beside it as `spec.md`; no git work tree."""
    root = tmp_path / "kernel"
    shutil.copytree(KERNEL, root, ignore=shutil.ignore_patterns("target"))
    shutil.copy(SPECS / "uow-2.1-mmap-guard.md", root / "spec.md")
    return root
