"""The chains of bundled specs: each applied to a copy of the kernel in one go, then built, tested and verified."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.cli.run import uowgen
from tests.specs.bundled import CHAINS, scratch_kernel
from tests.toolchain.trees import needs_cargo

if TYPE_CHECKING:
    from pathlib import Path

chain = pytest.mark.parametrize("name", CHAINS)


def cargo(root: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs cargo without the network, building outside of the tree."""
    kept = {name: text for name, text in os.environ.items() if name not in ("RUSTFLAGS", "CARGO_BUILD_TARGET")}
    environment = {**kept, "CARGO_NET_OFFLINE": "true", "CARGO_TARGET_DIR": str(folder / "target")}
    return subprocess.run(["cargo", *arguments], cwd=root, env=environment, capture_output=True, text=True, check=False)


def apply(root: Path, folder: Path, name: str) -> None:
    done = uowgen("apply", "--root", root, *CHAINS[name], cwd=folder)
    assert done.status == 0, done.output + done.errors


@chain
def test_every_step_of_a_chain_applies_in_one_transaction(name: str, tmp_path: Path) -> None:
    root = scratch_kernel(tmp_path)
    done = uowgen("plan", "--format", "json", "--root", root, *CHAINS[name], cwd=tmp_path)
    plan = json.loads(done.output)
    assert len(plan["specs"]) >= 6
    assert [spec["id"] for spec in plan["specs"]] == sorted(spec["id"] for spec in plan["specs"])
    assert all(spec["operations"] and not spec["problems"] for spec in plan["specs"])
    operations = [o for spec in plan["specs"] for o in spec["operations"]]
    assert [o["message"] for o in operations if o["status"] != "applies"] == NOTHING_TO_DO[name]
    apply(root, tmp_path, name)


@chain
def test_what_a_chain_leaves_is_verified_without_a_failing_criterion(name: str, tmp_path: Path) -> None:
    root = scratch_kernel(tmp_path)
    apply(root, tmp_path, name)
    done = uowgen("verify", "--format", "json", "--root", root, *CHAINS[name], cwd=tmp_path)
    verdicts = [c for spec in json.loads(done.output)["specs"] for c in spec["criteria"]]
    assert not [c for c in verdicts if c["verdict"] == "fails"]
    assert sum(c["verdict"] == "holds" for c in verdicts) >= 15


@chain
def test_before_a_chain_is_applied_its_tree_is_no_evidence_for_it(name: str, tmp_path: Path) -> None:
    root = scratch_kernel(tmp_path)
    done = uowgen("verify", "--format", "json", "--root", root, *CHAINS[name], cwd=tmp_path)
    holds = {c["text"] for spec in json.loads(done.output)["specs"] for c in spec["criteria"] if c["verdict"] == "holds"}
    assert holds == HOLDS_BEFORE[name]


@chain
def test_a_chain_applied_a_second_time_writes_nothing(name: str, tmp_path: Path) -> None:
    root = scratch_kernel(tmp_path)
    apply(root, tmp_path, name)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    again = uowgen("plan", "--format", "json", "--root", root, *CHAINS[name], cwd=tmp_path)
    assert again.status == 0
    assert {o["status"] for spec in json.loads(again.output)["specs"] for o in spec["operations"]} == {"applied"}
    stated = uowgen("status", "--format", "json", "--root", root, *CHAINS[name], cwd=tmp_path)
    assert {spec["state"] for spec in json.loads(stated.output)["specs"]} == {"applied"}
    apply(root, tmp_path, name)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


@needs_cargo
@chain
def test_what_a_chain_leaves_compiles_and_its_tests_pass(name: str, tmp_path: Path) -> None:
    root = scratch_kernel(tmp_path)
    apply(root, tmp_path, name)
    checked = cargo(root, tmp_path, "check", "--workspace")
    assert checked.returncode == 0, checked.stderr
    tested = cargo(root, tmp_path, "test", "--workspace")
    assert tested.returncode == 0, tested.stdout + tested.stderr
    assert "0 failed" in tested.stdout
    for test in NEW_TESTS[name]:
        assert f"{test} ... ok" in tested.stdout


def test_the_guard_chain_needs_the_spec_that_it_continues(tmp_path: Path) -> None:
    root = scratch_kernel(tmp_path)
    done = uowgen("plan", "--format", "json", "--root", root, CHAINS["guard-chain"][1], cwd=tmp_path)
    assert done.status == 1
    assert "dependency-missing" in done.output + done.errors


NEW_TESTS = {
    "guard-chain": (
        "a_mapping_that_runs_out_of_frames_leaves_nothing_behind",
        "a_mapping_that_meets_a_page_leaves_only_that_page",
        "a_dropped_guard_gives_everything_back",
        "a_committed_guard_keeps_its_pages",
        "more_than_the_machine_has_is_refused_at_once",
        "the_whole_machine_may_fit_and_one_byte_more_may_not",
    ),
    "task-chain": (
        "mapped_bytes_adds_up_the_areas_and_not_the_holes",
        "a_timeout_prints_like_the_others",
        "every_turn_is_counted",
        "a_sleeper_wakes_when_its_time_has_come",
        "one_that_is_woken_too_late_is_told",
        "an_idle_task_has_had_no_turn",
    ),
}
# One literal takes the new field from another value (`..self`): that needs no edit, and is said.
NOTHING_TO_DO: dict[str, list[str]] = {"guard-chain": [], "task-chain": ["`..self` supplies the field"]}
HOLDS_BEFORE: dict[str, set[str]] = {
    "guard-chain": set(),
    "task-chain": {"`TaskState` still derives `Debug, Clone, Copy, PartialEq, Eq`"},
}
