"""Writing is all or nothing, and only over what the plan was made for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.workspace.crashing import files_of, full_disk, steps_of, stopped
from uowgen.model import FileChange
from uowgen.patch import digest_of, make_change
from uowgen.text import Draft, Edit, Span
from uowgen.workspace.lock import locked
from uowgen.workspace.places import own_folder
from uowgen.workspace.write import write_changes


def replaced(path: str, old: bytes | None, new: bytes | None) -> FileChange:
    end = len(old or b"")
    draft = Draft(path, old).apply((Edit(path, Span(0, end), new or b""),))
    return make_change(path, draft)._replace(removed=new is None)


def codes(written: object) -> list[tuple[str, str]]:
    return [(p.code, p.severity) for p in written.problems]  # type: ignore[attr-defined]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "tree"
    (root / "src").mkdir(parents=True)
    (root / "src/a.rs").write_bytes(b"old a\r\n")
    (root / "src/b.rs").write_bytes(b"old b")
    (root / "src/c.rs").write_bytes(b"old c\n")
    return root


CHANGES = (
    replaced("src/a.rs", b"old a\r\n", b"new a\r\n"),
    replaced("src/b.rs", b"old b", b"new b"),
    replaced("src/c.rs", b"old c\n", None),
    replaced("src/deep/er/d.rs", None, b"new d\n"),
)
NEW = {"src/a.rs": b"new a\r\n", "src/b.rs": b"new b", "src/deep/er/d.rs": b"new d\n"}


def test_all_files_are_written_and_nothing_else_is_left(root: Path) -> None:
    written = write_changes(str(root), CHANGES)
    assert written.problems == ()
    assert written.paths == ("src/a.rs", "src/b.rs", "src/c.rs", "src/deep/er/d.rs")
    assert files_of(root) == NEW
    assert sorted(p.name for p in (root / ".uowgen").iterdir()) == ["lock"]


def test_in_a_git_work_tree_its_own_files_lie_in_gits_folder(root: Path) -> None:
    (root / ".git").mkdir()
    assert write_changes(str(root), CHANGES).problems == ()
    assert not (root / ".uowgen").exists()
    assert (root / ".git/uowgen/lock").exists()


def test_in_a_linked_work_tree_its_own_files_lie_where_that_points(root: Path, tmp_path: Path) -> None:
    (tmp_path / "main/.git/worktrees/w").mkdir(parents=True)
    (root / ".git").write_text("gitdir: ../main/.git/worktrees/w\n")
    assert write_changes(str(root), CHANGES).problems == ()
    assert (tmp_path / "main/.git/worktrees/w/uowgen/lock").exists()


def test_a_file_that_changed_since_the_plan_is_refused_and_nothing_is_written(root: Path) -> None:
    (root / "src/b.rs").write_bytes(b"somebody's b")
    before = files_of(root)
    written = write_changes(str(root), CHANGES)
    assert codes(written) == [("changed-since-plan", "error")]
    assert written.problems[0].path == "src/b.rs"
    assert written.paths == ()
    assert files_of(root) == before


def test_a_file_that_is_gone_is_refused(root: Path) -> None:
    (root / "src/b.rs").unlink()
    assert codes(write_changes(str(root), CHANGES)) == [("changed-since-plan", "error")]
    assert not (root / "src/deep").exists()


def test_a_new_file_that_is_there_by_now_is_refused(root: Path) -> None:
    (root / "src/deep/er").mkdir(parents=True)
    (root / "src/deep/er/d.rs").write_bytes(b"somebody's d")
    assert codes(write_changes(str(root), CHANGES)) == [("changed-since-plan", "error")]
    assert (root / "src/deep/er/d.rs").read_bytes() == b"somebody's d"


def test_a_file_changed_between_the_check_and_the_last_step_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files_of(root)
    link = os.link

    def link_while_somebody_writes(*arguments: object, **named: object) -> None:
        link(*arguments, **named)  # type: ignore[arg-type]
        (root / "src/a.rs").write_bytes(b"somebody's a")

    monkeypatch.setattr(os, "link", link_while_somebody_writes)
    written = write_changes(str(root), CHANGES)
    assert [(p.code, p.path) for p in written.problems] == [("changed-since-plan", "src/a.rs")]
    assert files_of(root) == before | {"src/a.rs": b"somebody's a"}


def test_every_refusal_of_a_run_is_said_at_once(root: Path) -> None:
    (root / "src/a.rs").write_bytes(b"x")
    (root / "src/b.rs").write_bytes(b"y")
    assert [p.path for p in write_changes(str(root), CHANGES).problems] == ["src/a.rs", "src/b.rs"]


@pytest.mark.parametrize(
    "path", ["../x.rs", "/tmp/x.rs", "a/../../x.rs", "out/x.rs", ".git/hooks/pre-commit", "src/.GIT/config", ""]
)
def test_a_path_out_of_the_tree_is_refused(root: Path, tmp_path: Path, path: str) -> None:
    (tmp_path / "outside").mkdir()
    (root / "out").symlink_to(tmp_path / "outside")
    written = write_changes(str(root), (replaced(path, None, b"x"),))
    assert codes(written) == [("outside-root", "error")]
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_link_to_a_file_of_the_tree_stays_and_the_file_is_written(root: Path) -> None:
    (root / "link.rs").symlink_to("src/b.rs")
    assert write_changes(str(root), (replaced("link.rs", b"old b", b"new b"),)).problems == ()
    assert (root / "link.rs").is_symlink()
    assert (root / "src/b.rs").read_bytes() == b"new b"
    assert not (root / "src/b.rs").is_symlink()


def test_one_file_under_two_names_is_refused(root: Path) -> None:
    (root / "link.rs").symlink_to("src/b.rs")
    changes = (replaced("link.rs", b"old b", b"new b"), replaced("src/b.rs", b"old b", b"other b"))
    assert codes(write_changes(str(root), changes)) == [("same-file-twice", "error")]
    assert (root / "src/b.rs").read_bytes() == b"old b"


@pytest.mark.parametrize("mode", [0o644, 0o755, 0o600, 0o664])
def test_a_files_mode_is_kept(root: Path, mode: int) -> None:
    (root / "src/a.rs").chmod(mode)
    assert write_changes(str(root), CHANGES).problems == ()
    assert (root / "src/a.rs").stat().st_mode & 0o7777 == mode


def test_a_new_file_gets_the_mode_that_the_user_gives_new_files(root: Path) -> None:
    mask = os.umask(0o027)
    try:
        assert write_changes(str(root), CHANGES).problems == ()
    finally:
        os.umask(mask)
    assert (root / "src/deep/er/d.rs").stat().st_mode & 0o7777 == 0o640


def test_a_second_name_of_a_file_is_noted(root: Path) -> None:
    os.link(root / "src/a.rs", root / "other.rs")
    written = write_changes(str(root), CHANGES)
    assert codes(written) == [("hard-link", "note")]
    assert written.paths
    assert (root / "other.rs").read_bytes() == b"old a\r\n"


def test_a_read_only_file_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Not by its mode: for the super-user, as whom tests may run, no mode is read-only.
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith("a.rs"))
    assert codes(write_changes(str(root), CHANGES)) == [("cannot-write", "error")]


def test_while_another_run_is_writing_nothing_is_written(root: Path) -> None:
    folder = own_folder(str(root))[1]
    os.makedirs(folder)
    with locked(folder):
        written = write_changes(str(root), CHANGES)
    assert codes(written) == [("another-run", "error")]
    assert str(os.getpid()) in written.problems[0].message
    assert write_changes(str(root), CHANGES).problems == ()


def test_a_folder_for_its_own_files_that_is_a_link_is_refused(root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (root / ".uowgen").symlink_to(tmp_path / "elsewhere")
    assert codes(write_changes(str(root), CHANGES)) == [("cannot-write", "error")]
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_file_where_a_folder_is_needed_is_refused_and_nothing_is_written(root: Path) -> None:
    before = files_of(root)
    changes = (CHANGES[0], replaced("src/b.rs/d.rs", None, b"d"))
    assert codes(write_changes(str(root), changes)) == [("cannot-write", "error")]
    assert files_of(root) == before


def test_a_change_that_changes_nothing_writes_nothing(root: Path) -> None:
    assert write_changes(str(root), (replaced("src/a.rs", b"old a\r\n", b"old a\r\n"),)) == ((), ())
    assert not (root / ".uowgen").exists()


def test_records_are_written_with_the_changes_and_removed_again(root: Path) -> None:
    assert write_changes(str(root), CHANGES, {"applied/x.json": b"{}"}).problems == ()
    assert (root / ".uowgen/applied/x.json").read_bytes() == b"{}"
    assert write_changes(str(root), (replaced("src/b.rs", b"new b", b"b"),), {"applied/x.json": None}).problems == ()
    assert not (root / ".uowgen/applied/x.json").exists()


def test_on_a_disk_without_second_names_files_are_copied(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    assert write_changes(str(root), CHANGES).problems == ()
    assert files_of(root) == NEW


def test_an_error_at_any_step_leaves_all_as_it_was_or_all_done(tmp_path: Path) -> None:
    def fresh(name: str) -> Path:
        tree = tmp_path / name
        (tree / "src").mkdir(parents=True)
        for change in CHANGES:
            if change.original is not None:
                (tree / change.path).write_bytes(change.original)
        return tree

    first = fresh("first")
    before = files_of(first)
    count = steps_of(lambda: write_changes(str(first), CHANGES))
    assert count > 30
    undone = 0
    for at in range(1, count + 1):
        tree = fresh(f"tree{at}")
        with stopped(at, full_disk):
            written = write_changes(str(tree), CHANGES)
        if written.paths:
            # Only tidying up failed. The next run does that.
            assert files_of_sources(tree) == NEW
            assert write_changes(str(tree), (replaced("e.rs", None, b"e"),)).paths == ("e.rs",)
            assert files_of(tree) == NEW | {"e.rs": b"e"}
        else:
            undone += 1
            assert codes(written) == [("cannot-write", "error")], at
            assert files_of(tree) == before, at
            assert not (tree / "src/deep").exists()
            assert write_changes(str(tree), CHANGES).problems == ()
            assert files_of(tree) == NEW
    assert undone > 20


def files_of_sources(tree: Path) -> dict[str, bytes]:
    return {name: text for name, text in files_of(tree).items() if name.endswith(".rs")}


def test_the_digest_names_a_text() -> None:
    assert digest_of(b"a") != digest_of(b"b")
    assert digest_of(None) == ""
