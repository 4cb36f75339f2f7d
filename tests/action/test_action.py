"""`action.yml`: its form by the official schema, and its scripts by running them as GitHub's runner does."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.cli.run import CHECKOUT
from tests.hooks.repository import GUARD, Repository, clean, guarded

ACTION: dict[str, Any] = yaml.safe_load((CHECKOUT / "action.yml").read_text())
STEPS: dict[str, dict[str, Any]] = {step["name"]: step for step in ACTION["runs"]["steps"]}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """See `guarded`."""
    return guarded(tmp_path / "repository")


def run(repository: Repository, name: str, **environment: str) -> tuple[int, dict[str, str], str]:
    """Runs the script of a step; its status, its outputs and its summary. `environment` gives the values of the step's own `env`."""
    step = STEPS[name]
    assert set(environment) == set(step["env"])
    runner = repository.root.parent
    files = {"GITHUB_OUTPUT": runner / "output", "GITHUB_STEP_SUMMARY": runner / "summary"}
    for file in files.values():
        file.write_text("")
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
        cwd=repository.root,
        env={**clean(), **environment, "RUNNER_TEMP": str(runner), **{k: str(v) for k, v in files.items()}},
        capture_output=True,
        check=False,
    )
    rows = [row.partition("=") for row in files["GITHUB_OUTPUT"].read_text().splitlines()]
    return done.returncode, {key: value for key, _, value in rows}, files["GITHUB_STEP_SUMMARY"].read_text()


def verify(repository: Repository, specs: str = "docs", arguments: str = "", **more: str) -> tuple[int, dict[str, str], str]:
    """Runs the verifying step."""
    return run(repository, "Verify", **{"SPECS": specs, "ROOT": ".", "ARGUMENTS": arguments, "SARIF_FILE": "", **more})


def test_the_file_has_the_form_that_github_asks_for() -> None:
    schema = json.loads((Path(__file__).parent / "github-action.schema.json").read_text())
    jsonschema.validate(ACTION, schema)


def test_every_input_is_used_and_none_stands_in_a_script() -> None:
    text = (CHECKOUT / "action.yml").read_text()
    for name in ACTION["inputs"]:
        assert f"inputs.{name}" in text
    for step in STEPS.values():
        assert "${{" not in step.get("run", "")


def test_findings_and_summary_are_written_and_the_status_is_handed_on(repository: Repository) -> None:
    status, outputs, summary = verify(repository)
    assert (status, outputs["status"]) == (0, "1")
    sarif = json.loads(Path(outputs["sarif-file"]).read_text())
    assert sorted(r["kind"] for r in sarif["runs"][0]["results"]) == ["fail", "pass", "pass"]
    assert "disarm" in summary
    assert summary.count("`Guard` struct exists") <= 1
    assert run(repository, "Tell how it ended", STATUS=outputs["status"])[0] == 1


def test_more_arguments_are_passed_one_a_line(repository: Repository) -> None:
    assert verify(repository, arguments="--claimed\n")[1]["status"] == "0"
    assert verify(repository, arguments="--claimed\n--only\n7\n")[1]["status"] == "0"
    repository.write("src/guard.rs", GUARD.replace("armed", "loaded"))
    assert verify(repository, arguments="--claimed\n")[1]["status"] == "1"


def test_without_specs_those_of_the_configuration_are_judged(repository: Repository) -> None:
    assert verify(repository, specs="")[1]["status"] == "2"
    repository.write("uowgen.toml", 'specs = ["docs"]\n')
    assert verify(repository, specs="", SARIF_FILE="found.sarif")[1] == {"status": "1", "sarif-file": "found.sarif"}


@pytest.mark.parametrize("specs", ["$(touch made)", "`touch made`", "a; touch made", '"; touch made; "', "--tick"])
def test_what_an_input_says_is_never_run(repository: Repository, specs: str) -> None:
    before = (repository.root / "docs/uow-1.md").read_text()
    assert verify(repository, specs=specs)[1]["status"] == "2"
    assert not (repository.root / "made").exists()
    assert (repository.root / "docs/uow-1.md").read_text() == before


def test_a_run_that_left_no_status_has_failed(repository: Repository) -> None:
    assert run(repository, "Tell how it ended", STATUS="")[0] == 2


def test_the_readings_of_one_step_are_those_that_another_gives() -> None:
    assert STEPS["Upload the findings"]["with"]["sarif_file"] == "${{ steps.verify.outputs.sarif-file }}"
    assert {value["value"] for value in ACTION["outputs"].values()} == {
        "${{ steps.verify.outputs.status }}",
        "${{ steps.verify.outputs.sarif-file }}",
    }
