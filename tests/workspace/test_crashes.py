"""A run that dies at any step leaves a tree that the next run makes all old or all new."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.workspace.crashing import dies, files_of, full_disk, steps_of, stopped
from tests.workspace.test_write import CHANGES, NEW, replaced
from uowgen.workspace.write import recover, write_changes

OLD = {c.path: c.original for c in CHANGES if c.original is not None}
RECORD = {"applied/x.json": b"{}"}


def fresh(tmp_path: Path, name: str = "tree") -> Path:
    tree = tmp_path / name
    (tree / "src").mkdir(parents=True)
    for path, text in OLD.items():
        (tree / path).write_bytes(text)
    return tree


def steps_in_all(tmp_path: Path) -> int:
    tree = fresh(tmp_path, "first")
    return steps_of(lambda: write_changes(str(tree), CHANGES, RECORD))


def state_of(tree: Path) -> str:
    """`old` or `new`, by every file there is and the record; anything else fails."""
    found = files_of(tree)
    recorded = (tree / ".uowgen/applied/x.json").exists()
    assert (found, recorded) in ((OLD, False), (NEW, True)), (found, recorded)
    assert not (tree / ".uowgen/journal").exists()
    return "new" if recorded else "old"


@pytest.mark.parametrize("after", [False, True], ids=["before the call", "after the call"])
def test_after_a_death_at_any_step_the_tree_is_all_old_or_all_new(tmp_path: Path, after: bool) -> None:
    count = steps_in_all(tmp_path)
    states = []
    for at in range(1, count + 1):
        tree = fresh(tmp_path)
        assert dies(lambda tree=tree: write_changes(str(tree), CHANGES, RECORD), at, after=after)
        problems = recover(str(tree))
        assert all(p.severity == "note" for p in problems)
        states.append(state_of(tree))
        shutil.rmtree(tree)
    # Once the renaming has begun it is finished: old until then, new from there on.
    assert states == sorted(states, reverse=True)
    assert set(states) == {"old", "new"}


def test_a_recovery_that_dies_at_any_step_is_taken_up_by_the_next_one(tmp_path: Path) -> None:
    count = steps_in_all(tmp_path)
    for at in range(1, count + 1, 3):
        crashed = fresh(tmp_path, "crashed")
        assert dies(lambda tree=crashed: write_changes(str(tree), CHANGES, RECORD), at, after=True)
        again = 0
        while True:
            again += 1
            tree = tmp_path / "again"
            shutil.copytree(crashed, tree, symlinks=True)
            died = dies(lambda tree=tree: recover(str(tree)), again, after=False)
            recover(str(tree))
            state_of(tree)
            shutil.rmtree(tree)
            if not died:
                break
        shutil.rmtree(crashed)


def test_where_undoing_fails_too_the_next_run_ends_it(tmp_path: Path) -> None:
    count = steps_in_all(tmp_path)
    for at in range(1, count + 1):
        tree = fresh(tmp_path)
        with stopped(at, full_disk, from_then_on=True):
            write_changes(str(tree), CHANGES, RECORD)
        recover(str(tree))
        state_of(tree)
        shutil.rmtree(tree)


def crashed_while_renaming(tmp_path: Path) -> Path:
    """A tree whose writer died when some targets were renamed and some were not."""
    count = steps_in_all(tmp_path)
    for at in range(1, count + 1):
        tree = fresh(tmp_path)
        assert dies(lambda tree=tree: write_changes(str(tree), CHANGES, RECORD), at, after=True)
        texts = [(tree / path).read_bytes() for path in ("src/a.rs", "src/b.rs")]
        if texts == [NEW["src/a.rs"], OLD["src/b.rs"]]:
            return tree
        shutil.rmtree(tree)
    raise AssertionError("no step between two renames")


def test_the_next_write_finishes_an_interrupted_one_and_says_so(tmp_path: Path) -> None:
    tree = crashed_while_renaming(tmp_path)
    written = write_changes(str(tree), (replaced("e.rs", None, b"e"),))
    assert [(p.code, p.severity) for p in written.problems] == [("interrupted-run", "note")]
    assert files_of(tree) == NEW | {"e.rs": b"e"}


def test_a_tree_may_be_moved_before_it_is_recovered(tmp_path: Path) -> None:
    tree = crashed_while_renaming(tmp_path).rename(tmp_path / "moved")
    assert [p.code for p in recover(str(tree))] == ["interrupted-run"]
    assert state_of(tree) == "new"


def test_without_the_staged_text_an_interrupted_run_is_taken_back(tmp_path: Path) -> None:
    tree = crashed_while_renaming(tmp_path)
    staged = next(p for p in (tree / "src").glob(".uowgen-*.new") if p.read_bytes() == NEW["src/b.rs"])
    staged.unlink()
    assert [p.code for p in recover(str(tree))] == ["interrupted-run"]
    assert state_of(tree) == "old"


def test_a_file_changed_after_the_crash_stops_recovery_and_is_not_touched(tmp_path: Path) -> None:
    tree = crashed_while_renaming(tmp_path)
    (tree / "src/a.rs").write_bytes(b"somebody's a")
    before = {p: p.read_bytes() for p in tree.rglob("*") if p.is_file()}
    for said in (recover(str(tree)), write_changes(str(tree), (replaced("e.rs", None, b"e"),)).problems):
        assert [(p.code, p.path, p.severity) for p in said] == [("recovery-stuck", "src/a.rs", "error")]
    assert {p: p.read_bytes() for p in tree.rglob("*") if p.is_file() and p.name != "lock"} == {
        p: text for p, text in before.items() if p.name != "lock"
    }


@pytest.mark.parametrize(
    "journal",
    [
        "",
        "not json",
        "[]",
        '{"schema": "other"}',
        '{"schema": "uowgen/journal/1", "phase": "renaming", "files": [["tree:../x", "", "", "00", ""]], "folders": []}',
        '{"schema": "uowgen/journal/1", "phase": "renaming", "files": [["tree:out/x", "", "", "00", ""]], "folders": []}',
        '{"schema": "uowgen/journal/1", "phase": "renaming", "files": [["/etc/x", "", "", "00", ""]], "folders": []}',
    ],
)
def test_a_journal_that_cannot_be_followed_is_said_and_nothing_is_touched(tmp_path: Path, journal: str) -> None:
    tree = fresh(tmp_path)
    (tmp_path / "x").write_bytes(b"")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/x").write_bytes(b"")
    os.symlink(tmp_path / "outside", tree / "out")
    (tree / ".uowgen").mkdir()
    (tree / ".uowgen/journal").write_text(journal)
    assert [p.code for p in recover(str(tree))] == ["recovery-stuck"]
    assert (tmp_path / "x").exists()
    assert (tmp_path / "outside/x").exists()


def test_with_nothing_to_recover_nothing_is_said_or_made(tmp_path: Path) -> None:
    tree = fresh(tmp_path)
    assert recover(str(tree)) == ()
    assert not (tree / ".uowgen").exists()


def test_a_run_that_is_interrupted_at_any_step_undoes_what_it_did(tmp_path: Path) -> None:
    def interrupt(_: str) -> None:
        raise KeyboardInterrupt

    count = steps_in_all(tmp_path)
    done = 0
    for at in range(1, count + 1):
        tree = fresh(tmp_path)
        with pytest.raises(KeyboardInterrupt), stopped(at, interrupt):
            write_changes(str(tree), CHANGES, RECORD)
        if (tree / ".uowgen/journal").exists():
            recover(str(tree))
        done += state_of(tree) == "new"
        shutil.rmtree(tree)
    assert 0 < done < count
