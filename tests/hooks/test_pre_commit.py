"""The hooks of `.pre-commit-hooks.yaml` under the real pre-commit program, as `repo: local` so that nothing has to be installed."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.cli.run import CHECKOUT, Done
from tests.hooks.repository import GUARD, SPEC, Repository, clean, guarded

if TYPE_CHECKING:
    from pathlib import Path

BROKEN = GUARD.replace("armed", "loaded")
HOOKS = CHECKOUT / ".pre-commit-hooks.yaml"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """See `guarded`; with the project's own hooks, and pre-commit installed in it."""
    found = guarded(tmp_path / "repository")
    hooks = [{**hook, "language": "system"} for hook in yaml.safe_load(HOOKS.read_text())]
    found.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]}))
    found.git("commit", "-q", "-m", "hooks")
    pre_commit(found, "install")
    return found


def pre_commit(repository: Repository, *arguments: str) -> Done:
    """Runs the program with a folder of its own for what it keeps."""
    home = {"PRE_COMMIT_HOME": str(repository.root.parent / "pre-commit"), "PRE_COMMIT_COLOR": "never"}
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=repository.root,
        env={**clean(), **home},
        capture_output=True,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def commit(repository: Repository, message: str) -> Done:
    """Commits what is staged; what the hooks said is among the output and the errors."""
    home = str(repository.root.parent / "pre-commit")
    return repository.git("commit", "-m", message, check=False, PRE_COMMIT_HOME=home)


def test_the_file_is_what_pre_commit_takes() -> None:
    done = subprocess.run([sys.executable, "-m", "pre_commit", "validate-manifest", str(HOOKS)], env=clean(), check=False)
    assert done.returncode == 0
    assert [hook["id"] for hook in yaml.safe_load(HOOKS.read_text())] == ["uowgen-verify", "uowgen-lint", "uowgen-apply"]


def test_a_commit_that_breaks_a_claim_is_stopped_and_one_that_does_not_is_made(repository: Repository) -> None:
    repository.write("src/guard.rs", BROKEN)
    stopped = commit(repository, "break")
    assert (stopped.status, "`Guard` has the field `armed`" in stopped.errors + stopped.output) == (1, True)
    repository.write("src/guard.rs", GUARD + "// fine\n")
    made = commit(repository, "fine")
    assert made.status == 0, made.errors


def test_what_is_staged_counts_and_not_what_lies_beside_it(repository: Repository) -> None:
    repository.write("src/guard.rs", BROKEN)
    repository.write("src/guard.rs", GUARD, add=False)
    assert commit(repository, "break").status == 1
    assert (repository.root / "src/guard.rs").read_text() == GUARD


def test_a_commit_of_some_files_is_judged_by_what_it_will_hold(repository: Repository) -> None:
    repository.write("src/guard.rs", BROKEN)
    repository.write("src/other.rs", "pub fn other() {}\n")
    home = str(repository.root.parent / "pre-commit")
    assert repository.git("commit", "-m", "one", "--", "src/other.rs", check=False, PRE_COMMIT_HOME=home).status == 0
    assert repository.git("commit", "-m", "two", "--", "src/guard.rs", check=False, PRE_COMMIT_HOME=home).status == 1


def test_removing_a_file_is_judged_too(repository: Repository) -> None:
    repository.git("rm", "-q", "src/guard.rs")
    assert commit(repository, "remove").status == 1


def test_a_commit_without_anything_to_judge_passes(repository: Repository) -> None:
    repository.write("notes.txt", "nothing\n")
    assert commit(repository, "notes").status == 0


def test_all_files_judges_all_specs(repository: Repository) -> None:
    repository.write("src/guard.rs", BROKEN)
    repository.git("commit", "-q", "--no-verify", "-m", "break")
    done = pre_commit(repository, "run", "uowgen-verify", "--all-files")
    assert (done.status, "`Guard` has the field `armed`" in done.output) == (1, True)


def test_lint_looks_at_specs_and_passes_other_documents_over(repository: Repository) -> None:
    repository.write("README.md", "# Guards\n\nIt works correctly.\n")
    assert pre_commit(repository, "run", "uowgen-lint").status == 0
    repository.write("docs/uow-1.md", SPEC + "- [ ] It works correctly\n")
    done = pre_commit(repository, "run", "uowgen-lint")
    assert (done.status, "criterion-vague" in done.output) == (1, True)


def test_apply_runs_only_when_it_is_asked_for(repository: Repository) -> None:
    block = "\nAdd this function **after** `Guard`:\n\n```rust\npub fn probe() {}\n```\n"
    repository.write("docs/uow-2.md", "# UoW 2: Probe\n\n**File:** `src/other.rs`\n" + block.replace("`Guard`", "`unrelated`"))
    assert commit(repository, "spec").status in (0, 1)
    assert "probe" not in (repository.root / "src/other.rs").read_text()
    done = pre_commit(repository, "run", "uowgen-apply", "--hook-stage", "manual", "--files", "docs/uow-2.md", "README.md")
    assert "pub fn probe() {}" in (repository.root / "src/other.rs").read_text(), done.output


def test_a_name_with_blanks_or_a_dash_is_a_name(repository: Repository) -> None:
    repository.write("docs/a b.md", SPEC.replace("armed", "loaded"))
    assert commit(repository, "odd").status == 1
    assert os.path.exists(repository.root / "docs/a b.md")
