"""A printed patch is one that `git apply` takes, and does in every byte what the changes do."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.patch.changes import changes, edits_of, several_changes, sources
from uowgen.model import FileChange
from uowgen.patch import change_between, make_change, unified_diff
from uowgen.patch.lines import line_changes
from uowgen.patch.paths import quoted, read_header_path
from uowgen.patch.read import patched, read_diff
from uowgen.text import Draft, Edit, Span, apply_edits

PATH = "src/a.rs"
ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "PATH": os.environ["PATH"]}


def edited(text: bytes, *edits: tuple[int, int, bytes], path: str = PATH) -> FileChange:
    return make_change(path, Draft(path, text).apply(tuple(Edit(path, Span(a, b), new) for a, b, new in edits)))


def git(folder: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", *arguments], cwd=folder, input=stdin, capture_output=True, check=False, env=ALONE)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repository")
    assert git(folder, "init", "-q").returncode == 0
    return folder


def by_git(repository: Path, given: tuple[FileChange, ...]) -> dict[str, bytes | None]:
    """What the files of `given` are after `git apply` of their patch."""
    for change in given:
        place = repository / change.path
        place.parent.mkdir(parents=True, exist_ok=True)
        if change.original is None:
            place.unlink(missing_ok=True)
        else:
            place.write_bytes(change.original)
    patch = unified_diff(given)
    if patch:
        for arguments in (("apply", "--check"), ("apply",)):
            said = git(repository, *arguments, stdin=patch)
            assert said.returncode == 0, (said.stderr, patch)
    found = {c.path: (repository / c.path).read_bytes() if (repository / c.path).exists() else None for c in given}
    for change in given:
        (repository / change.path).unlink(missing_ok=True)
    return found


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(given_changes=several_changes())
def test_git_apply_takes_every_patch_and_gives_the_same_bytes(repository: Path, given_changes: tuple[FileChange, ...]) -> None:
    found = by_git(repository, given_changes)
    assert found == {c.path: None if c.removed else c.result for c in given_changes}


@settings(max_examples=400, deadline=None)
@given(change=changes())
def test_every_patch_read_back_gives_the_result(change: FileChange) -> None:
    for patch in read_diff(unified_diff((change,))):
        assert patch.path == change.path
        assert patched(change.original or b"", patch) == change.result


@settings(max_examples=400, deadline=None)
@given(text=sources, draw=st.data())
def test_line_changes_make_the_same_result_as_the_edits(text: bytes, draw: st.DataObject) -> None:
    change = edited(text, *((e.span.start, e.span.end, e.text) for e in draw.draw(edits_of(PATH, text))))
    rows = line_changes(change)
    assert apply_edits(text, tuple(Edit(PATH, Span(r.start, r.end), r.new) for r in rows)) == change.result
    for row in rows:
        assert row.start == 0 or text[row.start - 1 : row.start] == b"\n"
        assert row.end in (0, len(text)) or text[row.end - 1 : row.end] == b"\n"
        assert row.new.endswith(b"\n") or not row.new or row.end == len(text)


@given(path=st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), min_size=1))
def test_a_quoted_path_reads_back_as_the_path(path: str) -> None:
    assert read_header_path(quoted(path)) == path


@given(old=st.none() | sources, new=st.none() | sources)
def test_the_change_between_two_texts_makes_the_one_of_the_other(old: bytes | None, new: bytes | None) -> None:
    change = change_between(PATH, old, new)
    assert apply_edits(old or b"", change.edits) == change.result == (new or b"")
    assert change.removed == (new is None)
    for edit in change.edits:
        taken = (old or b"")[edit.span.start : edit.span.end]
        assert taken[:1] != edit.text[:1] or not (taken and edit.text)
        assert taken[-1:] != edit.text[-1:] or not (taken and edit.text)


CASES = {
    "an insertion in the middle": edited(b"a\nb\nc\nd\ne\nf\ng\nh\n", (8, 8, b"new\n")),
    "two hunks that stay apart": edited(b"".join(b"%d\n" % n for n in range(30)), (0, 0, b"x\n"), (40, 40, b"y\n")),
    "two insertions whose surroundings meet": edited(b"".join(b"%d\n" % n for n in range(9)), (0, 0, b"x\n"), (12, 12, b"y\n")),
    "a last line without an end, left alone": edited(b"a\nb", (0, 0, b"x\n")),
    "a last line that gets an end": edited(b"a\nb", (3, 3, b"\n")),
    "a last line that loses its end": edited(b"a\nb\n", (3, 4, b"")),
    "code after a last line without an end": edited(b"a\nb", (3, 3, b"\n\nnew")),
    "windows line ends": edited(b"a\r\nb\r\nc\r\n", (3, 3, b"new\r\n")),
    "windows line ends, none at the end": edited(b"a\r\nb", (4, 4, b"\r\nnew")),
    "a byte order mark": edited(b"\xef\xbb\xbffn a() {}\n", (3, 3, b"use b;\n")),
    "a form feed and a line separator in lines": edited("a\x0cb\u2028c\nd\n".encode(), (8, 8, "e\x0cf\u2028\n".encode())),
    "an empty file that gets text": edited(b"", (0, 0, b"a\n")),
    "a file that loses all its text": edited(b"a\nb\n", (0, 4, b"")),
    "a new file": FileChange(PATH, None, (Edit(PATH, Span(0, 0), b"a\n"),), b"a\n", ""),
    "a new file without a final newline": FileChange(PATH, None, (Edit(PATH, Span(0, 0), b"a"),), b"a", ""),
    "a new empty file": FileChange(PATH, None, (), b"", ""),
    "a file that goes": FileChange(PATH, b"a\n", (Edit(PATH, Span(0, 2), b""),), b"", "", removed=True),
    "an empty file that goes": FileChange(PATH, b"", (), b"", "", removed=True),
    "a path with blanks": edited(b"a\n", (0, 0, b"x\n"), path="my src/a b.rs"),
    "a path that is not ascii": edited(b"a\n", (0, 0, b"x\n"), path="src/größe.rs"),
    "a path with quotes and backslashes": edited(b"a\n", (0, 0, b"x\n"), path='src/a"b\\c.rs'),
    "a new file at a path with blanks": FileChange("a b/c d", None, (Edit("a b/c d", Span(0, 0), b"a\n"),), b"a\n", ""),
    "lines that look like a patch": edited(b"--- a\n+++ b\n@@ -1 +1 @@\n", (6, 6, b"-- x\n\\ No newline at end of file\n")),
    "a nul byte": edited(b"a\0b\nc\n", (4, 4, b"d\0\n")),
}


@pytest.mark.parametrize("name", CASES)
def test_git_apply_takes(repository: Path, name: str) -> None:
    change = CASES[name]
    assert by_git(repository, (change,)) == {change.path: None if change.removed else change.result}


def test_a_patch_reads_as_git_prints_it() -> None:
    change = edited(b"a\nb\nc\nd\ne\nf\ng\nh\ni", (8, 8, b"new\n"), path="my src/a.rs")
    assert unified_diff((change,)).decode() == (
        "diff --git a/my src/a.rs b/my src/a.rs\n"
        "--- a/my src/a.rs\t\n"
        "+++ b/my src/a.rs\t\n"
        "@@ -2,6 +2,7 @@\n"
        " b\n c\n d\n+new\n e\n f\n g\n"
    )


def test_only_lines_that_differ_are_shown_within_a_replacement() -> None:
    change = edited(b"fn f() {\n    one();\n    two();\n}\n", (0, 33, b"fn g() {\n    one();\n    three();\n}\n"))
    rows = unified_diff((change,)).decode().splitlines()[3:]
    assert rows == ["@@ -1,4 +1,4 @@", "-fn f() {", "+fn g() {", "     one();", "-    two();", "+    three();", " }"]


def test_a_change_that_changes_nothing_gives_no_patch() -> None:
    assert unified_diff((edited(b"a\nb\n"), edited(b"a\n", (0, 1, b"a"), path="b.rs"))) == b""


def test_two_changes_of_one_path_are_a_fault() -> None:
    change = edited(b"a\n", (0, 0, b"x\n"))
    with pytest.raises(ValueError, match="one path"):
        unified_diff((change, change))


def test_edits_that_do_not_give_the_result_are_a_fault_and_print_nothing() -> None:
    change = edited(b"a\n", (0, 0, b"x\n"))._replace(result=b"y\na\n")
    with pytest.raises(AssertionError, match="another result"):
        unified_diff((change,))


@pytest.mark.parametrize(
    "diff",
    [
        b"garbage\n",
        b"diff --git a/a b/b\n",
        b"diff --git a/a b/a\n--- a/b\n+++ b/b\n",
        b"diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1,2 @@\n a\n",
        b"diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1,2 @@\n a\n+b\n+c\n",
        b"diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1,2 @@\n a\n?b\n",
    ],
)
def test_a_malformed_patch_is_not_read(diff: bytes) -> None:
    with pytest.raises(ValueError, match=r"patch|hunk"):
        read_diff(diff)


def test_a_patch_is_not_made_on_another_text() -> None:
    patch = read_diff(unified_diff((edited(b"a\nb\n", (2, 2, b"x\n")),)))[0]
    with pytest.raises(ValueError, match=r"line 1 of src/a\.rs"):
        patched(b"z\nb\n", patch)
