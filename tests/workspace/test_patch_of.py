"""A patch names the files that links lead to, since `git apply` follows none."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.workspace.test_write import replaced
from uowgen.model import Plan
from uowgen.workspace import DiskTree, patch_of


def test_a_change_through_a_link_is_a_patch_of_the_file_itself(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/a.rs").write_bytes(b"old\n")
    (tmp_path / "link.rs").symlink_to("real/a.rs")
    (tmp_path / "folder").symlink_to("real")
    for path in ("link.rs", "folder/a.rs", "real/a.rs"):
        patch, problems = patch_of(DiskTree(str(tmp_path)), Plan((), (replaced(path, b"old\n", b"new\n"),)))
        assert problems == ()
        assert b"--- a/real/a.rs\n" in patch
    alone = {"PATH": os.environ["PATH"], "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    subprocess.run(["git", "apply"], input=patch, cwd=tmp_path, check=True, env=alone)
    assert (tmp_path / "link.rs").read_bytes() == b"new\n"


def test_one_file_under_two_names_gives_no_patch(tmp_path: Path) -> None:
    (tmp_path / "a.rs").write_bytes(b"old\n")
    (tmp_path / "link.rs").symlink_to("a.rs")
    changes = (replaced("a.rs", b"old\n", b"new\n"), replaced("link.rs", b"old\n", b"newer\n"))
    patch, problems = patch_of(DiskTree(str(tmp_path)), Plan((), changes))
    assert patch == b""
    assert [(p.code, p.path) for p in problems] == [("same-file-twice", "link.rs")]
