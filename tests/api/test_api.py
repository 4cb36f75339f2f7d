"""The Python functions: the same answers as the command line's, as records, with nothing printed and nothing raised."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import kernel
from tests.cli.run import CHECKOUT, uowgen
from uowgen import api

__all__ = ["kernel"]

MM = "kernel/src/syscall/mm.rs"


def test_a_plan_is_the_command_s_and_its_patch_too(kernel: Path) -> None:
    planned = api.plan(kernel / "spec.md", kernel)
    assert planned.ok
    (spec,) = planned.plan.specs
    assert [(o.kind, o.status, o.file, o.template) for o in spec.operations] == [("insert_before", "applies", MM, "raii_guard")]
    told = json.loads(uowgen("plan", "--format", "json", "--root", kernel, str(kernel / "spec.md"), cwd=kernel).output)
    assert json.loads(json.dumps(planned.as_json())) == told
    assert planned.patch().decode() == uowgen("diff", "--root", kernel, str(kernel / "spec.md"), cwd=kernel).output


def test_verdicts_before_and_with_the_patch(kernel: Path) -> None:
    before = api.verify([kernel / "spec.md"], root=kernel)
    assert not any(v.outcome == "holds" for _, verdicts in before.judged for v in verdicts)
    patched = api.verify([str(kernel / "spec.md")], root=str(kernel), patched=True)
    assert patched.ok
    assert [v.outcome for _, verdicts in patched.judged for v in verdicts] == ["undecided", *["holds"] * 5]
    summary = patched.as_json()["summary"]
    assert summary == {"holds": 5, "fails": 0, "undecided": 1}


def test_applying_writes_all_and_a_second_time_nothing(kernel: Path) -> None:
    done = api.apply(kernel / "spec.md", kernel)
    assert (done.ok, done.written) == (True, (MM,))
    assert "struct MmapGuard" in (kernel / MM).read_text()
    again = api.apply(kernel / "spec.md", kernel)
    assert (again.ok, again.written) == (True, ())


def test_what_is_refused_is_not_written_unless_asked_for(kernel: Path) -> None:
    block = "Add **before** `{}`:\n\n```rust\nfn {}() {{}}\n```\n\n"
    text = "# UoW 1\n\n**File:** `kernel/src/syscall/mm.rs`\n\n" + block.format("sys_mmap", "one") + block.format("nowhere", "two")
    (kernel / "half.md").write_text(text)
    before = (kernel / MM).read_text()
    (kernel / "uowgen.toml").write_text('severity.anchor-not-found = "off"\n')
    refused = api.apply(kernel / "half.md", kernel)
    assert (refused.ok, refused.written, (kernel / MM).read_text()) == (False, (), before)
    half = api.apply(kernel / "half.md", kernel, keep_going=True)
    assert (half.ok, half.written) == (False, (MM,))
    assert "fn one() {}" in (kernel / MM).read_text()


def test_remarks_come_with_their_fixes(kernel: Path) -> None:
    (kernel / "a.md").write_text("# UoW 1\n\n## Acceptance Criteria\n\n- [ ] It works correctly\n")
    linted = api.lint(kernel / "a.md", kernel)
    assert not linted.ok
    assert "criterion-vague" in [remark.diagnostic.code for remark in linted.remarks]


def test_the_configuration_is_followed(kernel: Path) -> None:
    (kernel / "uowgen.toml").write_text('specs = ["spec.md"]\n')
    assert [spec.spec.id for spec in api.plan(root=kernel).plan.specs] == ["2.1"]
    assert [spec.id for spec, _ in api.verify(root=kernel).judged] == ["2.1"]
    (kernel / "uowgen.toml").write_text("specs = 3\n")
    for result in (api.plan(root=kernel), api.verify(root=kernel), api.lint(root=kernel), api.apply(root=kernel)):
        assert (result.ok, [problem.code for problem in result.problems]) == (False, ["bad-configuration"])


@pytest.mark.parametrize("path", ["none.md", "binary.md", "latin.md"])
def test_what_cannot_be_read_is_a_problem_and_no_exception(kernel: Path, path: str, capfd: pytest.CaptureFixture[str]) -> None:
    (kernel / "binary.md").write_bytes(b"# UoW 1\n\0")
    (kernel / "latin.md").write_bytes(b"# UoW 1 caf\xe9\n")
    for result in (api.plan(kernel / path, kernel), api.verify(kernel / path, kernel), api.lint(kernel / path, kernel)):
        assert not result.ok
        assert result.problems
    assert not api.apply(kernel / path, kernel).written
    assert capfd.readouterr() == ("", "")


def test_placeholders_and_choices_of_specs_are_taken(kernel: Path) -> None:
    two = "# UoW 1: One\n\n# UoW 2: Two\n\n**File:** `kernel/src/syscall/mm.rs`\n\nAdd **before** `sys_mmap`:\n\n```rust\n// TEAM_XXX\nfn x() {}\n```\n"
    (kernel / "two.md").write_text(two)
    assert [s.spec.id for s in api.plan(kernel / "two.md", kernel, only=["2"]).plan.specs] == ["2"]
    planned = api.plan(kernel / "two.md", kernel, placeholders={"TEAM_XXX": "TEAM_7"})
    assert b"+// TEAM_7" in planned.patch()


def test_a_user_s_program_is_checked_by_types(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "from uowgen import api\n\n"
        "planned = api.plan('docs', root='.')\n"
        "paths: list[str] = [change.path for change in planned.plan.changes]\n"
        "verdict: str = api.verify().judged[0][1][0].outcome\n"
        "wrong: int = planned.ok and planned.patch()\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), str(program)],
        cwd=CHECKOUT, capture_output=True, check=False,
    )  # fmt: skip
    errors = [row for row in done.stdout.decode().splitlines() if "error:" in row]
    assert len(errors) == 1
    assert "program.py:6" in errors[0]
