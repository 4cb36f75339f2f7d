"""`uowgen verify --staged`: git's index is judged, by the specs that what is staged can matter to."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.run import uowgen
from tests.hooks.repository import GUARD, SPEC, Repository, clean, guarded

if TYPE_CHECKING:
    from pathlib import Path

BROKEN = GUARD.replace("armed", "loaded")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """See `guarded`."""
    return guarded(tmp_path / "repository")


def judged(repository: Repository, *arguments: str) -> list[str]:
    """The paths of the specs that a run judged."""
    told = json.loads(repository.verify("--format", "json", *arguments).output)
    return [spec["path"] for spec in told["specs"]]


def test_nothing_staged_is_nothing_to_judge(repository: Repository) -> None:
    assert repository.verify() == (0, "", "")
    repository.write("src/guard.rs", BROKEN, add=False)
    assert repository.verify() == (0, "", "")


def test_a_staged_source_pulls_in_the_specs_that_name_its_file(repository: Repository) -> None:
    repository.write("src/guard.rs", BROKEN)
    done = repository.verify()
    assert done.status == 1
    assert "docs/uow-1.md:1: 1 Guard" in done.output
    assert "fails     [x] `Guard` has the field `armed`" in done.output


def test_the_index_is_judged_and_not_the_work_tree(repository: Repository) -> None:
    repository.write("src/guard.rs", BROKEN)
    repository.write("src/guard.rs", GUARD, add=False)
    assert repository.verify().status == 1
    repository.git("add", "src/guard.rs")
    repository.write("src/guard.rs", BROKEN, add=False)
    repository.write("src/other.rs", "pub fn other() {} // of Guard\n")
    assert repository.verify().status == 0


def test_a_source_that_no_spec_speaks_of_pulls_in_none(repository: Repository) -> None:
    repository.write("src/other.rs", "pub fn unrelated() -> Option<u8> { None }\n")
    assert judged(repository) == []
    assert repository.verify() == (0, "", "")


@pytest.mark.parametrize("text", ["use crate::Guard;\n", "struct Other { armed: u8 }\n"])
def test_a_source_with_a_name_that_a_ticked_criterion_says_pulls_in_its_spec(repository: Repository, text: str) -> None:
    repository.write("src/other.rs", text)
    assert judged(repository) == ["docs/uow-1.md"]
    repository.git("commit", "-q", "-m", "other")
    repository.write("src/other.rs", "\n")
    assert judged(repository) == ["docs/uow-1.md"]


def test_a_removed_source_pulls_in_its_specs(repository: Repository) -> None:
    repository.git("rm", "-q", "src/guard.rs")
    done = repository.verify()
    assert (done.status, "fails     [x] `Guard` struct exists" in done.output) == (1, True)


def test_a_renamed_source_is_found_under_its_new_name(repository: Repository) -> None:
    repository.git("mv", "src/guard.rs", "src/moved.rs")
    assert judged(repository) == ["docs/uow-1.md"]


def test_a_staged_spec_is_judged_on_the_staged_sources(repository: Repository) -> None:
    repository.write("docs/uow-1.md", SPEC.replace("- [ ] `Guard` has", "- [x] `Guard` has"))
    done = repository.verify()
    assert (done.status, "fails     [x] `Guard` has the method `disarm`" in done.output) == (1, True)
    repository.write(
        "src/guard.rs", GUARD.replace("    pub fn new", "    pub fn disarm(&mut self) {}\n\n    pub fn new"), add=False
    )
    assert repository.verify().status == 1
    repository.git("add", "src/guard.rs")
    assert repository.verify().status == 0


def test_only_ticked_criteria_count_unless_more_is_asked_for(repository: Repository) -> None:
    repository.write("docs/uow-1.md", SPEC + "\nMore words.\n")
    assert repository.verify().status == 0
    repository.write("docs/uow-1.md", SPEC + "- [x] Performance is fine\n")
    assert repository.verify().status == 0
    assert repository.verify("--strict").status == 1


def test_a_document_that_claims_nothing_costs_nothing(repository: Repository) -> None:
    repository.write("docs/uow-1.md", SPEC.replace("[x]", "[ ]"))
    repository.write("src/guard.rs", BROKEN)
    assert judged(repository) == []


def test_a_list_of_done_things_is_no_spec(repository: Repository) -> None:
    repository.write("README.md", "# Guards\n\n- [x] read by people\n- [x] `Guard`\n")
    done = repository.verify("--format", "json")
    assert (done.status, json.loads(done.output)["specs"], done.errors) == (0, [], "")


def test_the_configuration_says_where_specs_lie_and_is_staged_too(repository: Repository) -> None:
    repository.write("src/guard.rs", BROKEN)
    repository.write("uowgen.toml", 'specs = ["plans"]\n', add=False)
    assert judged(repository) == ["docs/uow-1.md"]
    repository.git("add", "uowgen.toml")
    assert judged(repository) == []
    repository.write("uowgen.toml", 'spec = ["plans"]\n')
    done = repository.verify()
    assert (done.status, "did you mean `specs`?" in done.errors) == (2, True)


def test_an_excluded_file_pulls_in_nothing(repository: Repository) -> None:
    repository.write("uowgen.toml", 'exclude = ["generated"]\n')
    repository.git("commit", "-q", "-m", "configured")
    repository.write("generated/guard.rs", "struct Guard { armed: u8 }\n")
    assert judged(repository) == []
    repository.write("written/guard.rs", "struct Guard { armed: u8 }\n")
    assert judged(repository) == ["docs/uow-1.md"]


def test_a_changed_configuration_pulls_in_all_specs(repository: Repository) -> None:
    repository.write("uowgen.toml", 'specs = ["docs"]\n')
    assert judged(repository) == ["docs/uow-1.md"]


def test_files_that_are_given_count_as_changed(repository: Repository) -> None:
    assert judged(repository, "src/other.rs") == []
    assert judged(repository, "src/guard.rs") == ["docs/uow-1.md"]
    assert judged(repository, "docs/uow-1.md", "README.md") == ["docs/uow-1.md"]
    assert repository.verify("src/other.rs") == (0, "", "")


def test_a_commit_of_some_files_is_judged_by_its_own_index(repository: Repository) -> None:
    hook = repository.root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec {sys.executable} -m uowgen verify --staged\n")
    hook.chmod(0o755)
    repository.write("src/guard.rs", BROKEN)
    repository.write("src/other.rs", "pub fn other() {}\n")
    assert repository.git("commit", "-m", "both", check=False).status != 0
    assert repository.git("commit", "-m", "one", "--", "src/other.rs", check=False).status == 0
    assert repository.git("commit", "-m", "other", "--", "src/guard.rs", check=False).status != 0


def test_the_first_commit_of_a_repository_is_judged(tmp_path: Path) -> None:
    fresh = Repository(tmp_path / "fresh")
    fresh.write("src/guard.rs", BROKEN)
    fresh.write("docs/uow-1.md", SPEC)
    assert fresh.verify().status == 1


def test_a_link_in_the_index_leads_within_it_and_not_out_of_it(repository: Repository) -> None:
    (repository.root / "kernel").symlink_to("src")
    (repository.root.parent / "outside.rs").write_text(GUARD)
    (repository.root / "src" / "out.rs").symlink_to("../../outside.rs")
    repository.git("add", "kernel", "src/out.rs")
    repository.write("docs/uow-1.md", SPEC.replace("`src/guard.rs`", "`kernel/guard.rs`"))
    assert repository.verify().status == 0
    repository.write("docs/uow-2.md", "# UoW 2\n\n## Acceptance Criteria\n\n- [x] `src/out.rs` exists\n")
    told = json.loads(repository.verify("--format", "json", "--only", "2").output)
    assert [c["verdict"] for s in told["specs"] for c in s["criteria"]] == ["undecided"]


def test_a_search_is_of_the_index_in_links_and_in_files_that_were_changed_since(repository: Repository) -> None:
    repository.write("docs/uow-3.md", "# UoW 3\n\n## Acceptance Criteria\n\n- [x] No `forbidden_call()` left\n")
    repository.write("src/user.rs", "fn f() { forbidden_call(); }\n")
    repository.write("src/user.rs", "fn f() {}\n", add=False)
    assert "fails     [x] No `forbidden_call()` left" in repository.verify("--only", "3").output
    repository.git("add", "src/user.rs")
    repository.write("src/user.rs", "fn f() { forbidden_call(); }\n", add=False)
    assert "fails" not in repository.verify("--only", "3").output.split("0 fail")[0]
    repository.write("notes/hidden.txt", "fn g() { forbidden_call(); }\n")
    (repository.root / "src/linked.rs").symlink_to("../notes/hidden.txt")
    repository.git("add", "src/linked.rs")
    repository.write("notes/hidden.txt", "", add=False)
    assert "fails     [x] No `forbidden_call()` left" in repository.verify("--only", "3").output


def test_an_open_merge_is_said(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "side")
    repository.write("src/guard.rs", GUARD + "// side\n")
    repository.git("commit", "-q", "-m", "side")
    repository.git("checkout", "-q", "main")
    repository.write("src/guard.rs", GUARD + "// main\n")
    repository.git("commit", "-q", "-m", "main")
    assert repository.git("merge", "side", check=False).status != 0
    done = repository.verify()
    assert (done.status, "error[unmerged]" in done.errors) == (2, True)


def test_outside_of_git_it_says_so(tmp_path: Path) -> None:
    done = uowgen("verify", "--staged", cwd=tmp_path)
    assert (done.status, "error[no-index]" in done.errors) == (2, True)


@pytest.mark.parametrize("other", ["--patched", "--tick", "--toolchain"])
def test_what_needs_the_work_tree_cannot_be_asked_of_the_index(repository: Repository, other: str) -> None:
    done = repository.verify(other)
    assert (done.status, "needs the work tree" in done.errors) == (2, True)


def test_known_failures_are_let_be_here_too(repository: Repository) -> None:
    repository.write("src/guard.rs", BROKEN)
    assert uowgen("baseline", "--reason", "later", "docs/uow-1.md", cwd=repository.root).status == 0
    assert repository.verify().status == 1
    repository.git("add", "uowgen-baseline.json")
    assert repository.verify().status == 0


def test_a_subfolder_as_root_is_judged_by_its_own_paths(repository: Repository) -> None:
    repository.write("sub/src/guard.rs", BROKEN)
    repository.write("sub/docs/uow-1.md", SPEC)
    told = json.loads(repository.verify("--root", "sub", "--format", "json").output)
    assert [(s["path"], [c["verdict"] for c in s["criteria"]]) for s in told["specs"]] == [
        ("sub/docs/uow-1.md", ["holds", "fails", "fails"])
    ]


def test_on_the_way_to_nothing_no_reader_of_markdown_or_rust_is_loaded(repository: Repository) -> None:
    repository.write("src/other.rs", "pub fn unrelated() -> u8 { 0 }\n")
    script = (
        "import sys\nfrom uowgen.commands.staged import nothing_to_judge\nassert nothing_to_judge(['verify', '--staged'])\n"
        "print(*sorted(m for m in sys.modules if m in ('argparse', 'tomllib', 'subprocess') or 'sitter' in m or 'claims' in m))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=repository.root, env=clean(), capture_output=True, check=True)
    assert done.stdout.decode().strip() == ""
