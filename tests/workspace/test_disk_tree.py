"""The tree on the disk gives files with all that can be wrong with them, lists what git would see, and searches bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from uowgen import remembered
from uowgen.remembered import digest_of
from uowgen.workspace import DiskTree, disk_tree, find_root, search
from uowgen.workspace.search import those_that

ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@b")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, env=os.environ | ALONE)


def put(root: Path, *paths: str, text: bytes = b"fn f() {}\n") -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text)


def test_a_file_is_read_with_the_path_as_given(tmp_path: Path) -> None:
    put(tmp_path, "src/a.rs", text=b"\xef\xbb\xbfa\r\nb")
    source = DiskTree(str(tmp_path)).read("src/a.rs")
    assert source is not None
    assert (source.path, source.data) == ("src/a.rs", b"\xef\xbb\xbfa\r\nb")


def test_answers_stay_the_same_during_a_run(tmp_path: Path) -> None:
    put(tmp_path, "a.rs", text=b"one")
    tree = DiskTree(str(tmp_path))
    assert tree.why_not("b.rs") == "missing"
    first = tree.read("a.rs")
    put(tmp_path, "a.rs", "b.rs", text=b"two")
    assert tree.read("a.rs") is first
    assert tree.read("b.rs") is None


def test_why_a_file_is_not_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    put(outside, "x.rs")
    put(root, "latin.rs", text=b"// gr\xf6\xdfe\n")
    put(root, "src/a.rs", ".git/config", "large.rs")
    (root / "link.rs").symlink_to(outside / "x.rs")
    (root / "folder").symlink_to(outside)
    (root / "circle.rs").symlink_to("circle.rs")
    (root / "within.rs").symlink_to("src/a.rs")
    os.mkfifo(root / "pipe.rs")
    put(root, "large.rs", text=b"x" * 2000)
    monkeypatch.setattr(disk_tree, "MOST_BYTES", 1999)
    tree = DiskTree(str(root))
    asked = {
        "src/a.rs": "",
        "src/../src/a.rs": "",
        "./src/a.rs": "",
        "within.rs": "",
        "nothing.rs": "missing",
        "src/a.rs/b.rs": "missing",
        "circle.rs": "missing",
        "x" * 300: "missing",
        "src": "not-a-file",
        ".": "not-a-file",
        "pipe.rs": "not-a-file",
        "../outside/x.rs": "outside",
        "src/../../outside/x.rs": "outside",
        "../root/src/a.rs": "outside",
        str(root / "src/a.rs"): "outside",
        "link.rs": "outside",
        "folder/x.rs": "outside",
        "folder/../outside/x.rs": "outside",
        ".git/config": "outside",
        ".GIT/config": "outside",
        "": "outside",
        "a\0b": "outside",
        "latin.rs": "not-utf-8",
        "large.rs": "too-large",
    }
    assert {path: tree.why_not(path) for path in asked} == asked
    assert {path for path in asked if tree.read(path) is not None} == {p for p, why in asked.items() if not why}


def test_a_root_may_be_a_link_itself(tmp_path: Path) -> None:
    put(tmp_path / "real", "a.rs")
    (tmp_path / "root").symlink_to("real")
    assert DiskTree(str(tmp_path / "root")).read("a.rs") is not None


def test_git_says_what_there_is(tmp_path: Path) -> None:
    put(tmp_path, "tracked.rs", "gone.rs", "src/a.rs", "Cargo.toml", "src/größe.rs", "notes.md", "MyCargo.toml")
    put(tmp_path, ".gitignore", text=b"target/\nignored.rs\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "x")
    (tmp_path / "gone.rs").unlink()
    put(tmp_path, "untracked.rs", "ignored.rs", "target/debug/out.rs", ".hidden/h.rs")
    tree = DiskTree(str(tmp_path))
    assert tree.paths() == (".hidden/h.rs", "Cargo.toml", "src/a.rs", "src/größe.rs", "tracked.rs", "untracked.rs")
    assert DiskTree(str(tmp_path / "src")).paths() == ("a.rs", "größe.rs")


def test_a_root_within_an_ignored_folder_is_listed_all_the_same(tmp_path: Path) -> None:
    put(tmp_path, ".gitignore", text=b"scratch/\n")
    put(tmp_path, "scratch/src/a.rs")
    git(tmp_path, "init", "-q")
    assert DiskTree(str(tmp_path / "scratch")).paths() == ("src/a.rs",)


def test_a_listing_does_not_run_what_a_work_trees_settings_name(tmp_path: Path) -> None:
    put(tmp_path, "a.rs")
    put(tmp_path, "watch", text=b"#!/bin/sh\ntouch ran\n")
    (tmp_path / "watch").chmod(0o755)
    git(tmp_path, "init", "-q")
    git(tmp_path, "config", "core.fsmonitor", "./watch")
    assert DiskTree(str(tmp_path)).paths() == ("a.rs",)
    assert not (tmp_path / "ran").exists()


def test_without_git_hidden_folders_and_what_cargo_made_are_left_out(tmp_path: Path) -> None:
    put(tmp_path, "Cargo.toml", "src/a.rs", "src/target/mod.rs", "target/debug/out.rs", ".cache/c.rs", "notes.md")
    put(tmp_path, "work/target/CACHEDIR.TAG", "work/target/out.rs")
    assert DiskTree(str(tmp_path)).paths() == ("Cargo.toml", "src/a.rs", "src/target/mod.rs")


def test_where_git_is_not_installed_the_folders_are_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.rs")
    (tmp_path / ".git").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert DiskTree(str(tmp_path)).paths() == ("a.rs",)


def test_a_search_finds_any_of_the_needles_in_rust_files(tmp_path: Path) -> None:
    put(tmp_path, "a.rs", text=b"fn one() {}")
    put(tmp_path, "src/b.rs", text=b"fn two() {}")
    put(tmp_path, "src/c.rs", text=b"fn three() {}")
    put(tmp_path, "Cargo.toml", text=b"# one")
    tree = DiskTree(str(tmp_path))
    assert tree.containing((b"one", b"two")) == ("a.rs", "src/b.rs")
    assert tree.containing(iter((b"three",))) == ("src/c.rs",)
    assert tree.containing(()) == ()


def test_a_file_that_was_searched_is_not_read_again(tmp_path: Path) -> None:
    put(tmp_path, "a.rs", text=b"fn one() {}")
    tree = DiskTree(str(tmp_path))
    assert tree.containing((b"one",)) == ("a.rs",)
    (tmp_path / "a.rs").unlink()
    assert tree.containing((b"fn",)) == ("a.rs",)
    source = tree.read("a.rs")
    assert source is not None
    assert source.data == b"fn one() {}"
    assert tree.containing((b"fn",)) == ("a.rs",)


def test_what_cannot_be_read_contains_nothing(tmp_path: Path) -> None:
    put(tmp_path, "a.rs")
    (tmp_path / "dangling.rs").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.rs")
    assert DiskTree(str(tmp_path)).containing((b"fn",)) == ("a.rs",)


def test_a_search_through_very_many_files_gives_the_same_in_several_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = tuple(f"{number}.rs" for number in range(101))
    monkeypatch.setattr(search, "_WORTH_IT", 10)
    monkeypatch.setattr(search, "_has_threads", lambda: False)
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    here = os.getpid()
    asked_here = []

    def odd(path: str) -> bool:
        if os.getpid() == here:
            asked_here.append(path)
        return int(path[:-3]) % 2 == 1

    assert those_that(paths, odd) == paths[1::2]
    assert len(asked_here) == 26


def test_what_a_process_that_died_should_have_searched_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_WORTH_IT", 2)
    monkeypatch.setattr(search, "_has_threads", lambda: False)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    here = os.getpid()

    def dies_elsewhere(path: str) -> bool:
        if os.getpid() != here:
            os._exit(9)
        return path > "b"

    assert those_that(("a", "b", "c", "d"), dies_elsewhere) == ("c", "d")


def test_what_was_looked_at_is_told_as_answers_are_remembered(tmp_path: Path) -> None:
    put(tmp_path, "a.rs", "b.rs")
    put(tmp_path, "latin.rs", text=b"\xf6")
    tree = DiskTree(str(tmp_path))
    for path in ("a.rs", "missing.rs", "latin.rs", "../x.rs"):
        tree.read(path)
    wanted = [str(tmp_path / path) for path in ("a.rs", "missing.rs", "latin.rs")]
    assert tree.looked_at() == {path: remembered.digest_of(path) for path in wanted}


def test_what_rests_on_more_than_files_is_not_told_as_if_it_rested_on_files(tmp_path: Path) -> None:
    (tmp_path / "link.rs").symlink_to("/etc/hostname")
    linked = DiskTree(str(tmp_path))
    linked.read("link.rs")
    assert linked.looked_at() is None


def test_a_listing_rests_on_every_source_file_below_the_root(tmp_path: Path) -> None:
    put(tmp_path, "a.rs")
    put(tmp_path, "deep/b.rs")
    (tmp_path / "notes.md").write_text("not a source")

    def seen() -> dict[str, str] | None:
        tree = DiskTree(str(tmp_path))
        tree.paths()
        return tree.looked_at()

    before = seen()
    assert before
    (tmp_path / "notes.md").write_text("still not a source")
    assert seen() == before
    put(tmp_path, "deep/c.rs")
    after = seen()
    assert after != before
    (tmp_path / "deep/b.rs").write_text("fn changed() {}")
    assert seen() != after
    assert {digest_of(name) for name in before} != set(before.values())


def test_the_root_is_the_work_tree_around_the_start(tmp_path: Path) -> None:
    (tmp_path / "work/src/deep").mkdir(parents=True)
    assert find_root(str(tmp_path / "work/src")) == str(tmp_path / "work/src")
    (tmp_path / "work/.git").write_text("gitdir: elsewhere\n")
    assert find_root(str(tmp_path / "work/src/deep")) == str(tmp_path / "work")
    assert find_root(str(tmp_path / "work")) == str(tmp_path / "work")


def test_reading_one_file_loads_nothing_that_is_slow_to_load() -> None:
    code = (
        "import sys; from uowgen.workspace import DiskTree, find_root; DiskTree(find_root('.')).read('x.rs');"
        "print(*sorted({'pathlib', 'subprocess', 'json', 'dataclasses', 'difflib', 'tempfile', 'hashlib'} & set(sys.modules)))"
    )
    # Without site: what other packages of the environment load at its start is not meant.
    path = os.pathsep.join(p for p in sys.path if p)
    said = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": path})
    assert said.stdout.split() == []


def test_searching_often_finds_what_searching_once_finds(tmp_path: Path) -> None:
    texts = {"a.rs": "fn one() {}", "b.rs": "", "src/c.rs": "fn two() { one() }\n", "src/d.rs": "one", "src/e.rs": "on"}
    for path, text in texts.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    questions = [(b"one",), (b"fn",), (b"two", b"on"), (b"}fn",), (b"e\n",), (b"\0",), (), (b"",), (b"one", b"one()")]
    tree = DiskTree(str(tmp_path))
    once = [DiskTree(str(tmp_path)).containing(question) for question in questions]
    for _ in range(3):
        assert [tree.containing(question) for question in questions] == once
    assert once[0] == ("a.rs", "src/c.rs", "src/d.rs")
    assert once[3] == ()


def test_a_file_that_was_read_is_searched_as_it_was_read(tmp_path: Path) -> None:
    (tmp_path / "a.rs").write_text("fn one() {}")
    tree = DiskTree(str(tmp_path))
    source = tree.read("a.rs")
    (tmp_path / "a.rs").write_text("fn two() {}")
    for _ in range(5):
        assert tree.containing((b"one",)) == ("a.rs",)
        assert tree.containing((b"two",)) == ()
    assert source is not None and tree.read("a.rs") is source
