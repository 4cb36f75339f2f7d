"""`uowgen lint` as other programs rely on it: status, streams, formats, and what it writes."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from tests.cli.run import KERNEL, SPECS, uowgen
from tests.lint.said import GOOD

if TYPE_CHECKING:
    from pathlib import Path

SPEC = GOOD.replace("kernel/src/vma.rs", "kernel/src/memory/vma.rs").replace("**before** `map`", "**before** `VmaList`")
MOVED = SPEC.replace("kernel/src/memory/vma.rs", "kernel/src/vma.rs")


def lint(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """Status, output and errors of linting with the bundled kernel as the tree."""
    return uowgen("lint", "--root", KERNEL, *arguments, cwd=folder)


def test_the_spec_of_the_demo_is_clean(tmp_path: Path) -> None:
    status, output, errors = lint(tmp_path, str(SPECS / "uow-2.1-mmap-guard.md"))
    assert (status, errors) == (0, ""), output
    assert "nothing to remark" in output


def test_remarks_point_and_end_with_status_one(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(MOVED)
    status, output, _ = lint(tmp_path, "a.md")
    assert status == 1
    assert "--> a.md:3:12\n" in output
    assert "^^^^^^^^^^^^^^^^^\n" in output
    assert "1 of them can be put right by --fix" in output


def test_an_unreadable_document_ends_with_status_two(tmp_path: Path) -> None:
    status, output, errors = lint(tmp_path, "none.md")
    assert (status, "spec-not-found" in errors) == (2, True), output


def test_fix_writes_the_document_and_judges_what_is_left(tmp_path: Path) -> None:
    document = tmp_path / "a.md"
    document.write_bytes(MOVED.replace("\n", "\r\n").encode())
    document.chmod(0o640)
    os.symlink("a.md", tmp_path / "link.md")
    status, _, errors = lint(tmp_path, "--fix", "link.md")
    assert (status, "fixed[path-moved]: link.md:3" in errors) == (0, True)
    assert document.read_bytes() == SPEC.replace("\n", "\r\n").encode()
    assert document.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "link.md").is_symlink()
    assert sorted(p.name for p in tmp_path.iterdir() if not p.name.startswith(".")) == ["a.md", "link.md"]


def test_without_fix_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(MOVED)
    lint(tmp_path, "a.md")
    assert (tmp_path / "a.md").read_text() == MOVED


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_document_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(MOVED)
    (tmp_path / "a.md").chmod(0o400)
    status, _, errors = lint(tmp_path, "--fix", "a.md")
    assert (status, "cannot-write" in errors) == (2, True)


def test_each_format_tells_the_same_remark(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(MOVED)
    assert lint(tmp_path, "--format", "concise", "a.md")[1].startswith("a.md:3:12: path-moved ")
    assert "file=a.md,line=3,col=12" in lint(tmp_path, "--format", "github", "a.md")[1]
    told = json.loads(lint(tmp_path, "--format", "json", "a.md")[1])
    (remark,) = told["remarks"]
    assert told["schema"] == "uowgen/lint/1"
    assert (remark["code"], remark["line"], remark["column"], remark["severity"]) == ("path-moved", 3, 12, "error")
    start, end = remark["fix"]["span"]
    assert MOVED.encode()[start:end] == b"kernel/src/vma.rs"
    assert remark["fix"]["text"] == "kernel/src/memory/vma.rs"
    assert told["summary"] == {"error": 1, "warning": 0, "note": 0}
    (result,) = json.loads(lint(tmp_path, "--format", "sarif", "a.md")[1])["runs"][0]["results"]
    assert result["ruleId"] == "path-moved"


def test_a_dependency_in_the_same_folder_is_found_and_planned_first(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text(SPEC)
    second = SPEC.replace("UoW 1: Flags\n\n", "UoW 2: More\n\n**Depends On:** UoW 1\n").replace("`VmaList`", "`AreaFlags`")
    (tmp_path / "two.md").write_text(
        second.replace("pub struct AreaFlags", "pub struct More").replace("- [ ] `AreaFlags`", "- [ ] `More`")
    )
    status, output, _ = lint(tmp_path, "two.md")
    assert (status, "1 spec: nothing to remark" in output) == (0, True), output


def test_every_code_of_a_remark_is_explained(tmp_path: Path) -> None:
    from uowgen.lint.codes import CODES

    for code, *_ in CODES:
        assert uowgen("explain", code, cwd=tmp_path).status == 0
