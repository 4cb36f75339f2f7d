"""What the README shows of configuration, hooks, action and Python works as it stands there."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import yaml

from tests.cli.run import CHECKOUT, KERNEL, SPECS
from uowgen.codes import find_code
from uowgen.text import Source
from uowgen.workspace.configuration import NAME, read_configuration

if TYPE_CHECKING:
    from pathlib import Path


def blocks(language: str) -> list[str]:
    """The README's fenced blocks in a language."""
    text = (CHECKOUT / "README.md").read_text()
    return [part.partition("\n```")[0] + "\n" for part in text.split(f"\n```{language}\n")[1:]]


def test_the_configuration_has_no_mistake() -> None:
    (shown,) = blocks("toml")
    found, problems = read_configuration({NAME: Source(NAME, shown.encode())}.get)
    assert problems == ()
    assert found.specs
    assert [code for code in found.severity if find_code(code) is None] == []


def test_the_hooks_are_there() -> None:
    known = {hook["id"] for hook in yaml.safe_load((CHECKOUT / ".pre-commit-hooks.yaml").read_text())}
    (shown,) = [found for text in blocks("yaml") if "repos" in (found := yaml.safe_load(text))]
    assert {hook["id"] for hook in shown["repos"][0]["hooks"]} <= known


def test_the_action_takes_what_is_given_to_it() -> None:
    action: dict[str, Any] = yaml.safe_load((CHECKOUT / "action.yml").read_text())
    (shown,) = [found for text in blocks("yaml") if "steps" in (found := yaml.safe_load(text))]
    assert set(shown["steps"][-1]["with"]) <= set(action["inputs"])


def test_the_python_program_prints_the_patch_and_the_verdicts(tmp_path: Path) -> None:
    (program,) = blocks("python")
    root = tmp_path / "tree"
    shutil.copytree(KERNEL, root, ignore=shutil.ignore_patterns("target"))
    shutil.copy(SPECS / "uow-2.1-mmap-guard.md", root)
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, check=True)
    assert "+struct MmapGuard {" in done.stdout.decode()
    assert "2.1 holds `Drop` does nothing if committed" in done.stdout.decode()
