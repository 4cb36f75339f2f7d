"""Run the main job on the bundled kernel and spec: plan, patch, apply to a scratch copy, verify before and after.

examples:
  uowgen demo
  uowgen demo --keep /tmp/kernel
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING

from uowgen.rendering.catalog import bundled

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

SPEC = "uow-2.1-mmap-guard.md"


def arguments(parser: ArgumentParser) -> None:
    """Declares the command's options."""
    parser.add_argument("--keep", metavar="FOLDER", help="make the scratch copy here and leave it (must not exist)")


def run(options: Namespace) -> int:
    """Shows each step as the command that a user would type, with its output; not 0 if one ends otherwise than it should."""
    if options.keep and os.path.exists(options.keep):
        print(f"error[exists]: `{options.keep}` is there already; give a folder that does not exist", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="uowgen-demo-") as scratch:
        root = options.keep or os.path.join(scratch, "kernel")
        shutil.copytree(os.path.join(bundled("fixtures"), "kernel"), root, ignore=shutil.ignore_patterns("target"))
        shutil.copy(os.path.join(bundled("fixtures"), "specs", SPEC), os.path.join(root, SPEC))
        return _steps(root)


def _steps(root: str) -> int:
    """Runs the job in the folder `root`, a copy of the bundled kernel. Expected: criteria fail before, none does after."""
    steps: list[tuple[str, tuple[str, ...], int]] = [
        ("what the spec asks for, before anything is done", ("verify",), 1),
        ("where its block goes", ("plan",), 0),
        ("the patch", ("diff",), 0),
        ("the patch, written to this scratch copy", ("apply",), 0),
        ("a second run finds nothing left to do", ("apply",), 0),
        ("every criterion, decided on the patched kernel", ("verify",), 0),
    ]
    if shutil.which("cargo") and shutil.which("rustc"):
        steps.append(("the same with the compiler, which is here too", ("verify", "--toolchain"), 0))
    for title, words, expected in steps:
        print(f"\n# {title}\n$ uowgen {' '.join(words)} {SPEC}", flush=True)
        # Both streams in one, so that what a step says stands below the step wherever the demo is sent.
        run = [sys.executable, "-m", "uowgen", *words, "--root", ".", SPEC]
        status = subprocess.run(run, cwd=root, stderr=subprocess.STDOUT, check=False).returncode  # noqa: S603
        if status != expected:
            print(f"error[demo]: `uowgen {' '.join(words)}` ended with {status}, not {expected}", file=sys.stderr)
            return status or 1
    return 0
