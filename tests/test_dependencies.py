"""What the program imports is what it declares, so that a fresh environment has it."""

from __future__ import annotations

import ast
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_package_that_is_imported_is_declared():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    names = {row.split(">")[0].split("=")[0].strip().replace("-", "_") for row in declared}
    used = set()
    for path in (ROOT / "uowgen").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                used |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                used.add(node.module.split(".")[0])
    assert used - set(sys.stdlib_module_names) - {"uowgen"} <= names


def test_every_declared_package_has_one_version_that_is_tested_with():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    pinned = {
        line.split("==")[0].strip().lower().replace("_", "-")
        for line in (ROOT / "constraints.txt").read_text().splitlines()
        if "==" in line
    }
    rows = [*declared["dependencies"], *declared["optional-dependencies"]["dev"]]
    assert {row.split(">")[0].strip().lower() for row in rows} <= pinned
