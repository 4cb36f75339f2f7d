"""`uowgen install-hook`: where the hook goes, what it leaves alone, and that it stops a wrong commit."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.cli.run import Done, uowgen
from tests.hooks.repository import GUARD, Repository, guarded

if TYPE_CHECKING:
    from pathlib import Path

BROKEN = GUARD.replace("armed", "loaded")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """See `guarded`; its hooks' folder is empty."""
    found = guarded(tmp_path / "it's a repository")
    for sample in (found.root / ".git" / "hooks").glob("*"):
        sample.unlink()
    return found


def install(folder: Path, *arguments: str, **environment: str) -> Done:
    """Runs the command there, with no settings of the machine's user."""
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **environment}
    return uowgen("install-hook", *arguments, cwd=folder, **settings)


def test_the_hook_stops_a_commit_that_breaks_what_is_claimed(repository: Repository) -> None:
    done = install(repository.root)
    assert (done.status, f"{repository.root}/.git/hooks/pre-commit: written" in done.output) == (0, True)
    repository.write("src/guard.rs", BROKEN)
    stopped = repository.git("commit", "-m", "break", check=False)
    assert (stopped.status != 0, "`Guard` has the field `armed`" in stopped.output + stopped.errors) == (True, True)
    repository.write("src/guard.rs", GUARD + "// fine\n")
    repository.git("commit", "-m", "fine")


def test_a_second_time_nothing_is_written_and_other_options_are(repository: Repository) -> None:
    install(repository.root)
    assert "is there already" in install(repository.root).output
    assert "written anew" in install(repository.root, "--strict").output
    assert "verify --staged --strict" in (repository.root / ".git/hooks/pre-commit").read_text()


@pytest.mark.parametrize("linked", [False, True])
def test_a_foreign_hook_is_left_alone(repository: Repository, linked: bool) -> None:
    hook = repository.root / ".git" / "hooks" / "pre-commit"
    if linked:
        (repository.root / "own").write_text("#!/bin/sh\n")
        hook.symlink_to("../../own")
    else:
        hook.write_text("#!/bin/sh\nexit 0\n")
    before = hook.read_text()
    done = install(repository.root)
    assert (done.status, "error[foreign-hook]" in done.errors) == (2, True)
    assert hook.read_text() == before


def test_the_repository_s_own_folder_of_hooks_is_used(repository: Repository) -> None:
    repository.git("config", "core.hooksPath", "tools/hooks")
    assert install(repository.root / "src").status == 0
    assert (repository.root / "tools/hooks/pre-commit").exists()
    assert not (repository.root / ".git/hooks/pre-commit").exists()
    repository.write("src/guard.rs", BROKEN)
    assert repository.git("commit", "-m", "break", check=False).status != 0


def test_a_folder_of_hooks_for_all_repositories_gets_none(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "settings").write_text(f'[core]\n\thooksPath = "{tmp_path}/hooks"\n')
    done = install(repository.root, GIT_CONFIG_GLOBAL=str(tmp_path / "settings"))
    assert (done.status, "error[shared-hooks]" in done.errors) == (2, True)
    assert not (tmp_path / "hooks").exists()


def test_in_a_linked_work_tree_the_hook_of_the_repository_is_written_and_judges_that_tree(
    repository: Repository, tmp_path: Path
) -> None:
    side = tmp_path / "side"
    repository.git("worktree", "add", "-q", str(side), "-b", "side")
    assert install(side).status == 0
    assert (repository.root / ".git/hooks/pre-commit").exists()
    (side / "src/guard.rs").write_text(BROKEN)
    repository.git("-C", str(side), "add", "src/guard.rs")
    assert repository.git("-C", str(side), "commit", "-m", "break", check=False).status != 0
    repository.write("src/other.rs", "// more\n")
    repository.git("commit", "-m", "more")


def test_outside_of_git_nothing_is_written(tmp_path: Path) -> None:
    done = install(tmp_path)
    assert (done.status, "error[no-index]" in done.errors) == (2, True)
    assert [p.name for p in tmp_path.iterdir()] == []
