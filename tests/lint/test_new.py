"""`uowgen new`: every kind gives a spec that lint has nothing to say of, that plans, and whose criteria its own code meets."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.run import CHECKOUT, KERNEL, uowgen
from uowgen.rendering.documents import document, load_kinds, split
from uowgen.rendering.template import TemplateError

if TYPE_CHECKING:
    from pathlib import Path

FRAME = "kernel/src/memory/frame.rs"
GIVEN = {
    "raii-guard": {"name": "FrameGuard", "file": FRAME, "release": "FRAME_ALLOCATOR.free_page(frame);"},
    "error-enum": {
        "name": "LoadError",
        "file": "kernel/src/error.rs",
        "place": "before KernelError",
        "variants": "NotFound: 2: no such file, BadMagic: 8: not a program",
    },
    "newtype": {"name": "PageCount", "file": FRAME},
    "state-enum": {
        "name": "PageState",
        "file": FRAME,
        "states": "Free: nobody has it, Taken: somebody has it",
        "steps": "Free: Taken, Taken: Free",
    },
    "bit-flags": {"name": "PageFlags", "file": FRAME, "flags": "DIRTY: 0: was written to, PINNED: 1: must stay"},
    "function": {
        "name": "pages_for",
        "file": FRAME,
        "about": "How many pages `bytes` take.".replace("`", ""),
        "parameters": "bytes: usize, limit: Option<(usize, usize)>",
        "result": "usize",
        "body": "limit.map_or(bytes, |(low, _)| low) / 4096",
    },
    "phase": {
        "title": "Frames",
        "goal": "Frames are accounted for.",
        "units": "1.1: FrameCount: kernel/src/memory/frame.rs, 1.2: FrameLog: kernel/src/memory/frame.rs: 1.1",
    },
}


def test_every_kind_is_tried_here() -> None:
    assert {kind.name for kind in load_kinds()} == set(GIVEN)


@pytest.mark.parametrize("name", sorted(GIVEN))
def test_a_new_spec_lints_clean_plans_and_meets_its_own_criteria(name: str, tmp_path: Path) -> None:
    root = tmp_path / "kernel"
    shutil.copytree(KERNEL, root, ignore=shutil.ignore_patterns("target"))
    sets = [f"--set={key}={value}" for key, value in GIVEN[name].items()]
    made = uowgen("new", name, *sets, "--root", ".", "-o", "spec.md", cwd=root)
    assert (made.status, made.output, made.errors) == (0, "written: spec.md\n", "")
    linted = uowgen("lint", "--root", ".", "spec.md", cwd=root)
    assert linted.status == 0, linted.output
    plan = json.loads(uowgen("plan", "--format", "json", "--root", ".", "spec.md", cwd=root).output)
    assert plan["summary"]["refused"] == 0
    assert plan["summary"]["applies"] == (0 if name == "phase" else 1)
    if name != "phase":
        verdicts = json.loads(uowgen("verify", "--patched", "--format", "json", "--root", ".", "spec.md", cwd=root).output)
        outcomes = {c["text"]: c["verdict"] for c in verdicts["specs"][0]["criteria"]}
        assert set(outcomes.values()) == {"holds"}, outcomes
    if name == "raii-guard":
        assert plan["specs"][0]["operations"][0]["template"] == "raii_guard"


def test_the_units_of_a_phase_depend_on_each_other(tmp_path: Path) -> None:
    kind = next(kind for kind in load_kinds() if kind.name == "phase")
    text = document(kind, GIVEN["phase"])
    assert "**Depends On:** UoW 1.1" in text
    assert text.count("**Depends On:**") == 1


def test_what_is_missing_is_listed_when_nobody_can_be_asked(tmp_path: Path) -> None:
    done = uowgen("new", "newtype", cwd=tmp_path)
    assert done.status == 2
    assert "--set name=…" in done.errors
    assert "--set file=…" in done.errors
    assert "--set inner" not in done.errors
    assert [p.name for p in tmp_path.iterdir() if not p.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["newtipe"], "did you mean `newtype`?"),
        (["newtype", "--set", "nam=A", "--set", "name=A", "--set", "file=a.rs"], "did you mean `name`?"),
        (["newtype", "--set", "name=1A", "--set", "file=a.rs"], "must be a Rust identifier"),
        (["newtype", "--set", "name=A", "--set", "file=a.rs", "--set", "place=somewhere"], "`place` must be"),
        (["newtype", "--set", "name=A", "--set", "file=a`b.rs"], "without backticks"),
        (["newtype", "--set", "name"], "gives no value"),
        (["error-enum", "--set", "name=A", "--set", "file=a.rs", "--set", 'variants=B: 1: say "no"'], "no quotes"),
        (["error-enum", "--set", "name=A", "--set", "file=a.rs", "--set", "variants="], "at least one entry"),
        (["function", "--set", "body=```\n# x"], "these parameters"),
    ],
)
def test_wrong_usage_is_said_and_writes_nothing(arguments: list[str], says: str, tmp_path: Path) -> None:
    done = uowgen("new", *arguments, cwd=tmp_path)
    assert (done.status, says in done.errors) == (2, True), done.errors
    assert [p.name for p in tmp_path.iterdir() if not p.name.startswith(".")] == []


def test_a_folder_that_there_is_not_is_said_and_not_made(tmp_path: Path) -> None:
    done = uowgen("new", "newtype", "--set", "name=A", "--set", "file=a.rs", "-o", "docs/spec.md", cwd=tmp_path)
    assert (done.status, done.output) == (2, "")
    assert done.errors == "error[not-written]: there is no folder `docs`; make it first, or give another path with -o\n"
    assert not (tmp_path / "docs").exists()


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "spec.md").write_text("mine")
    done = uowgen("new", "newtype", "--set", "name=A", "--set", "file=a.rs", "-o", "spec.md", cwd=tmp_path)
    assert (done.status, (tmp_path / "spec.md").read_text()) == (2, "mine")


def test_what_lint_finds_in_the_new_spec_is_told(tmp_path: Path) -> None:
    done = uowgen("new", "newtype", "--set", "name=A", "--set", "file=none.rs", "--root", ".", cwd=tmp_path)
    assert (done.status, done.output) == (1, "written: uow-1-a.md\n")
    assert "error[file-not-found]" in done.errors


def test_values_are_data_and_never_template_text() -> None:
    kind = next(kind for kind in load_kinds() if kind.name == "newtype")
    text = document(kind, {"name": "A", "file": "⟦name⟧ {{ 1 }} {% x %}.rs"})
    assert "**File:** `⟦name⟧ {{ 1 }} {% x %}.rs`" in text


def test_lists_are_cut_outside_of_brackets_only() -> None:
    assert split("a: Vec<(u8, u8)>, b: fn(u8, u8) -> u8, c: A<B, C>", ",") == [
        "a: Vec<(u8, u8)>",
        "b: fn(u8, u8) -> u8",
        "c: A<B, C>",
    ]
    assert split("a: std::fmt::Result", ":", most=2) == ["a", "std::fmt::Result"]
    assert split("a: b: c: d", ":", most=3) == ["a", "b", "c: d"]


def test_without_a_kind_all_are_listed_with_their_parameters(tmp_path: Path) -> None:
    output = uowgen("new", cwd=tmp_path).output
    for kind in load_kinds():
        assert f"{kind.name}: {kind.summary}" in output
    assert "  inner: the type that it wraps (default: usize)" in output


def test_code_that_would_end_its_block_is_refused() -> None:
    kind = next(kind for kind in load_kinds() if kind.name == "function")
    with pytest.raises(TemplateError, match="three backticks"):
        document(kind, {**GIVEN["function"], "body": "1\n```\n# Title"})


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal")
def test_on_a_terminal_the_parameters_are_asked_for(tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "uowgen", "new", "newtype", "--set", "id=4", "--root", ".", "-o", "-"],
        cwd=tmp_path,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    )
    os.close(theirs)
    os.write(ours, b"PageCount\n\na.rs\n\n\n\n")
    output, errors = process.communicate(timeout=60)
    os.close(ours)
    assert process.returncode == 0, errors
    assert "# UoW 4: Add the type PageCount" in output.decode()
    assert "inner: the type that it wraps [usize]: " in errors.decode()
