"""Many specs at once: over all cores with the same answer as on one, a bar for whoever watches, a table of what was written."""

from __future__ import annotations

import errno
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.run import SPECS, uowgen
from uowgen.commands import spread as spreading
from uowgen.commands.spread import spread
from uowgen.commands.watched import Watched, each


def test_what_comes_back_is_in_the_order_of_the_parts_and_from_several_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreading, "_cores", lambda: 3)
    here = os.getpid()
    found, asides = spread(lambda n: n * n, range(50), "squaring", long=True, aside=os.getpid)
    assert found == [n * n for n in range(50)]
    assert here not in asides
    assert len(asides) == 18
    found, asides = spread(lambda n: n * n, range(50), "squaring", long=False, aside=os.getpid)
    assert (found, asides) == ([n * n for n in range(50)], [])


def test_where_a_process_is_lost_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreading, "_cores", lambda: 2)
    here = os.getpid()

    def work(n: int) -> int:
        if os.getpid() != here and n == 7:
            os._exit(1)
        return n + 1

    assert spread(work, range(20), "counting", long=True)[0] == list(range(1, 21))


def test_a_fault_of_the_work_is_raised_as_if_it_were_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreading, "_cores", lambda: 2)
    with pytest.raises(ZeroDivisionError):
        spread(lambda n: 1 // n, range(20), "dividing", long=True)


def test_verdicts_of_many_specs_are_the_same_on_one_core_and_on_all(kernel: Path) -> None:
    folder = kernel / "many"
    folder.mkdir()
    for n in range(60):
        for spec in ("uow-2.2-guard-in-mmap.md", "uow-2.7-limit.md"):
            text = (SPECS / "guard-chain" / spec).read_text()
            (folder / f"{n}-{spec}").write_text(text.replace("# UoW 2", f"# UoW {n}2"))
    run = ("verify", "--format", "json", "--root", ".", "many")
    once = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import uowgen.commands.spread as s; s._cores = lambda: 1; from uowgen.cli import main; main({run!r})",
        ],
        cwd=kernel,
        env={**os.environ, "UOWGEN_CACHE_DIR": str(kernel / ".cache")},
        capture_output=True,
        check=False,
    )
    spread_out = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import uowgen.commands.spread as s; s._cores = lambda: 3; from uowgen.cli import main; main({run!r})",
        ],
        cwd=kernel,
        env={**os.environ, "UOWGEN_CACHE_DIR": str(kernel / ".cache")},
        capture_output=True,
        check=False,
    )
    assert once.stdout.count(b'"verdict"') >= 300
    assert (once.stdout, once.stderr) == (spread_out.stdout, spread_out.stderr)


def _on_a_terminal(code: str) -> str:
    """What `code` shows on a terminal's standard error."""
    above, below = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-c", code], stderr=below, stdout=subprocess.DEVNULL, env={**os.environ, "TERM": "xterm"}
    )
    os.close(below)
    shown = b""
    while True:
        try:
            more = os.read(above, 65536)
        except OSError as error:
            assert error.errno == errno.EIO
            break
        if not more:
            break
        shown += more
    os.close(above)
    assert done.wait() == 0
    return shown.decode()


def test_who_waits_long_at_a_terminal_sees_a_bar_and_nobody_else_does(capfd: pytest.CaptureFixture[str]) -> None:
    code = """
import uowgen.commands.watched as watched
watched._PATIENCE = {}
for _ in watched.each(range(3), 3, "judging"):
    pass
"""
    shown = _on_a_terminal(code.format(0))
    assert ("judging" in shown, "2/3" in shown) == (True, True)
    assert _on_a_terminal(code.format(1000)) == ""
    with Watched(10, "judging") as bar:
        bar.step(9)
    assert list(each("abc", 3, "judging")) == ["a", "b", "c"]
    assert capfd.readouterr() == ("", "")


def test_an_apply_of_several_specs_ends_with_a_table(kernel: Path) -> None:
    (kernel / "one.md").write_text("# UoW 1: A\n\n**File:** `kernel/src/new.rs` (new file)\n\n```rust\npub fn one() {}\n```\n")
    (kernel / "two.md").write_text(
        "# UoW 2: B\n\n**File:** `kernel/src/new.rs`\n\nAdd this after `nowhere`:\n\n```rust\npub fn two() {}\n```\n"
    )
    done = uowgen("apply", "--keep-going", "--root", ".", "one.md", "two.md", cwd=kernel)
    assert done.output.splitlines() == [
        "created kernel/src/new.rs (+1 lines)",
        "",
        "written  already there  refused  spec",
        "      1              0        0  one.md:1: 1 A",
        "      0              0        1  two.md:1: 2 B",
        "",
        "1 written, 0 already there, 1 refused",
    ]
