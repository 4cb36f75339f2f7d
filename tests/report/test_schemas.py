"""The published JSON Schemas: each is one, is printed, and describes every field that its command prints."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from tests.cli.run import KERNEL, SPECS, uowgen

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("config", "lint", "plan", "report", "status", "verify")
CYCLE = "# UoW {0}: Half\n\n**Depends On:** UoW {1}\n\n**File:** `kernel/src/syscall/mm.rs`\n\n- [ ] It works correctly\n"
RUNS = (
    ("plan", "plan", "--format", "json"),
    ("verify", "verify", "--format", "json"),
    ("verify", "verify", "--format", "json", "--patched", "--strength"),
    ("status", "status", "--format", "json"),
    ("lint", "lint", "--format", "json"),
    ("config", "config", "--json"),
)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the bundled kernel and specs, with some that are refused, fail, depend on each other, or are nothing."""
    root = tmp_path_factory.mktemp("schemas") / "kernel"
    shutil.copytree(KERNEL, root, ignore=shutil.ignore_patterns("target"))
    shutil.copytree(SPECS, root / "specs")
    (root / "specs" / "uow-a.md").write_text(CYCLE.format("91", "92"))
    (root / "specs" / "uow-b.md").write_text(CYCLE.format("92", "91"))
    (root / "specs" / "uow-c.md").write_text(
        "# UoW C: Wrong\n\n**File:** `kernel/src/mm.rs`\n\nAdd before `fn`:\n\n```rust\nfn x() {\n```\n\n- [x] `x` function exists\n"
    )
    (root / "uowgen.toml").write_text('placeholders.TEAM_XXX = "TEAM_1"\n')
    return root


def published(name: str) -> dict[str, Any]:
    """What `uowgen schema NAME` prints."""
    done = uowgen("schema", name, cwd=KERNEL.parent)
    assert done.status == 0, done.errors
    found: dict[str, Any] = json.loads(done.output)
    return found


def closed(schema: Any) -> Any:
    """`schema` that takes no field beside those that it describes."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: closed(value) for key, value in schema.items()} | (
        {"additionalProperties": False} if "properties" in schema else {}
    )


@pytest.mark.parametrize("name", NAMES)
def test_each_is_a_schema(name: str) -> None:
    schema = published(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["properties"]["schema"] == {"const": f"uowgen/{name}/1"}


@pytest.mark.parametrize("run", RUNS, ids=" ".join)
def test_what_a_command_prints_is_what_its_schema_says_and_nothing_beside(tree: Path, run: tuple[str, ...]) -> None:
    name, *command = run
    specs = [] if name == "config" else ["specs"]
    told = json.loads(uowgen(*command, "--root", ".", *specs, cwd=tree).output)
    jsonschema.validate(told, published(name), cls=jsonschema.Draft202012Validator)
    jsonschema.validate(told, closed(published(name)), cls=jsonschema.Draft202012Validator)


def test_the_json_of_a_report_is_what_its_schema_says_and_nothing_beside(tree: Path, tmp_path: Path) -> None:
    for _ in range(2):  # the second has a history
        uowgen("report", "--root", ".", "specs", "-o", str(tmp_path / "site"), cwd=tree)
        told = json.loads((tmp_path / "site" / "report.json").read_text())
        jsonschema.validate(told, closed(published("report")), cls=jsonschema.Draft202012Validator)


def test_the_runs_show_what_is_rare(tree: Path) -> None:
    planned = json.loads(uowgen("plan", "--format", "json", "--root", ".", "specs", cwd=tree).output)
    assert planned["problems"]
    assert planned["summary"]["refused"]
    assert any(
        remark["fix"] is None for remark in json.loads(uowgen("lint", "--format", "json", "specs", cwd=tree).output)["remarks"]
    )


def test_a_wrong_document_is_told_from_a_right_one(tree: Path) -> None:
    told = json.loads(uowgen("verify", "--format", "json", "--root", ".", "specs", cwd=tree).output)
    told["specs"][0]["criteria"][0]["verdict"] = "maybe"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(told, published("verify"), cls=jsonschema.Draft202012Validator)


def test_the_schemas_are_listed_and_a_wrong_name_is_helped() -> None:
    assert uowgen("schema", cwd=KERNEL.parent).output.split() == list(NAMES)
    done = uowgen("schema", "plans", cwd=KERNEL.parent)
    assert (done.status, "did you mean `plan`?" in done.errors) == (2, True)
