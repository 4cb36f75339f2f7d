"""Runs the commands of a page in a scratch folder, and compares what they print with what the page shows.

Each command is a real process, as it is for the reader. Nothing outside of the scratch folder is written.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.docs.pages import COMMAND_LANGUAGES, Shown, blocks_of, commands_of, scratch_of

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "fixtures/specs/uow-2.1-mmap-guard.md"


class Ran(NamedTuple):
    """A command of the page with what it printed and its exit status."""

    shown: Shown
    printed: list[str]
    status: int


def run_page(text: str, folder: Path) -> list[Ran]:
    """Runs what the page shows, in order, in `folder`. A `cd` of the page's lasts to its end."""
    environment = _environment(folder)
    where = _prepared(scratch_of(text), folder / "page", environment)
    ran: list[Ran] = []
    for block in blocks_of(text):
        if "file" in block.marks:
            path = where / block.marks["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join([*block.body, ""]), encoding="utf-8")
        elif block.language == "python":  # a program of its own, on what the page begins with
            fresh = _prepared(scratch_of(text), folder / f"line-{block.line}", environment)
            ran.append(_run(Shown("python3 -", None, block.line + 1, 0), fresh, environment, "\n".join(block.body)))
        elif block.language in COMMAND_LANGUAGES and _wanted(block.marks):
            for shown in commands_of(block):
                changed = re.fullmatch(r"cd (\S+)", shown.command)
                if changed:
                    where = (where / changed[1]).resolve()
                    assert where.is_relative_to(folder / "page"), f"`{shown.command}` leaves the scratch folder"
                    ran.append(Ran(shown, [], 0 if where.is_dir() else 1))
                else:
                    ran.append(_run(shown, where, environment))
    return ran


def difference(ran: Ran) -> str:
    """How what was printed differs from what the page shows; empty if it does not."""
    if ran.status != ran.shown.status:
        return f"exit status {ran.status}, not {ran.shown.status}:\n" + "\n".join(ran.printed)
    if ran.shown.output is None or _fits(_trimmed(ran.shown.output), _trimmed(ran.printed)):
        return ""
    return "printed:\n" + "\n".join(ran.printed)


def _wanted(marks: dict[str, str]) -> bool:
    return "not run" not in marks and ("needs" not in marks or all(shutil.which(tool) for tool in marks["needs"].split()))


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("RUSTUP_HOME", "CARGO_HOME", "SYSTEMROOT") if name in os.environ}
    for name in ("rustup", "cargo"):
        kept.setdefault(f"{name.upper()}_HOME", str(Path.home() / f".{name}"))
    people = {
        f"GIT_{who}_{what}": f"reader{at}" for who in ("AUTHOR", "COMMITTER") for what, at in (("NAME", ""), ("EMAIL", "@host"))
    }
    command = folder / "bin/uowgen"  # the program of this tree, whatever is installed
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m uowgen "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return {
        **kept,
        **people,
        "PATH": os.pathsep.join([str(command.parent), str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PYTHONPATH": str(ROOT),
        "HOME": str(folder),
        "XDG_CACHE_HOME": str(folder / ".cache"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "LC_ALL": "C.UTF-8",
        "PYTHONUNBUFFERED": "1",  # both streams in the order in which they are written, as on a terminal
        "CARGO_NET_OFFLINE": "true",
    }


def _prepared(scratch: str, folder: Path, environment: dict[str, str]) -> Path:
    """Fills the folder; where the page starts. `clone`: beside a clone of uowgen; `kernel`: in the bundled kernel, with the spec.

    `demo` is `kernel` with the spec in the root, under its own name.
    """
    folder.mkdir(parents=True)
    (folder / "uowgen").symlink_to(ROOT)
    if scratch == "clone":
        return folder
    kernel = folder / "kernel"
    shutil.copytree(ROOT / "fixtures/kernel", kernel, ignore=shutil.ignore_patterns("target"))
    if scratch == "demo":
        shutil.copy(SPEC, kernel)
    else:
        (kernel / "docs").mkdir()
        shutil.copy(SPEC, kernel / "docs/uow-2.1.md")
    for words in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "The kernel"]):
        subprocess.run(["git", *words], cwd=kernel, env=environment, check=True)
    return kernel


def _run(shown: Shown, where: Path, environment: dict[str, str], given: str = "") -> Ran:
    done = subprocess.run(
        ["bash", "-c", shown.command],
        cwd=where,
        env=environment,
        input=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
    )
    return Ran(shown, done.stdout.splitlines(), done.returncode)


def _trimmed(lines: list[str]) -> list[str]:
    """The lines, those at the end that are empty left out, with what is another at each run put out of sight."""
    lines = [_masked(line.rstrip()) for line in lines]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _masked(line: str) -> str:
    line = re.sub(r"\b\d+\.\d+ ?(s|seconds)\b", "0.00s", line)
    line = re.sub(r"\buowgen \d+\.\d+\.\d+\S*", "uowgen 0.0.0", line)
    return re.sub(r"\b[0-9a-f]{7,40}\b", lambda found: "abcdef0" if re.search("[a-f]", found[0]) else found[0], line)


def _fits(shown: list[str], printed: list[str]) -> bool:
    """Whether `printed` is what is shown. A shown line `...` stands for any number of lines, `…` within a line for any text."""
    reached = {0}  # how many lines of `printed` may be behind us
    for line in shown:
        if line.strip() in ("...", "…"):
            reached = set(range(min(reached), len(printed) + 1)) if reached else set()
        else:
            reached = {n + 1 for n in reached if n < len(printed) and _line_fits(line, printed[n])}
    return len(printed) in reached


def _line_fits(shown: str, printed: str) -> bool:
    return shown == printed or ("…" in shown and bool(re.fullmatch(".*".join(map(re.escape, shown.split("…"))), printed)))
