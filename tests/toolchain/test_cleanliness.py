"""What a run leaves behind: nothing, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.toolchain.trees import SMALL, appends, decided, left_behind, needs_cargo, snapshot, write
from uowgen.toolchain.listing import CannotCopyError
from uowgen.toolchain.processes import run
from uowgen.toolchain.scratch import scratch_copy

CHECKOUT = Path(__file__).resolve().parents[2]
HANGS = """
#[cfg(test)]
mod tests {
    #[test]
    fn hangs() {
        std::fs::write(std::env::var("HOME").unwrap() + "/started", "").unwrap();
        loop { std::thread::park(); }
    }
}
"""
# What is started in the background of a shell ignores interrupts, and hands that on: the program takes them again.
PROGRAM = """
import signal
import sys
from pathlib import Path
from tests.toolchain.trees import appends, decided
signal.signal(signal.SIGINT, signal.default_int_handler)
root, cache = Path(sys.argv[1]), Path(sys.argv[2])
try:
    decided(root, cache, appends(root, Path(sys.argv[3]).read_text(), "all tests pass"))
except KeyboardInterrupt:
    print("interrupted")
    sys.exit(2)
"""


@needs_cargo
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_interrupted_run_leaves_no_process_and_no_copy(tmp_path: Path, cache: Path, how: signal.Signals) -> None:
    root = write(tmp_path / "tree", SMALL)
    before = snapshot(root)
    code = tmp_path / "code.rs"
    code.write_text(HANGS)
    home = tmp_path / "home"
    home.mkdir()
    places = {
        "RUSTUP_HOME": os.environ.get("RUSTUP_HOME", str(Path.home() / ".rustup")),
        "CARGO_HOME": os.environ.get("CARGO_HOME", str(Path.home() / ".cargo")),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(root), str(cache), str(code)],
        cwd=CHECKOUT,
        env={**os.environ, **places, "HOME": str(home)},
        stdout=subprocess.PIPE,
    )
    assert eventually((home / "started").exists, 60)
    assert left_behind(cache)
    process.send_signal(how)
    output, _ = process.communicate(timeout=30)
    if how != signal.SIGKILL:
        assert (process.returncode, output) == (2, b"interrupted\n")
        assert not left_behind(cache)
    assert eventually(lambda: not left_behind(cache), 30)
    assert snapshot(root) == before


@needs_cargo
def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "tree", SMALL)
    decided(root, cache, appends(root, "\npub struct Two;\n", "compiles"))
    [folder] = cache.iterdir()
    write(folder / "tree", {"src/lib.rs": "stale", "src/stale.rs": "stale"})
    [verdict] = decided(root, cache, appends(root, "\npub struct Two;\n", "compiles"))
    assert verdict.outcome == "holds"
    assert not left_behind(cache)


def test_links_out_of_the_tree_are_never_written_through_to_it(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "tree", {**SMALL, ".git/HEAD": "x", "target/debug/big": "x", "out/CACHEDIR.TAG": "x"})
    (root / "inside").symlink_to(root / "src" / "lib.rs")
    (root / "relative").symlink_to("src")
    (root / "outside").symlink_to(tmp_path / "elsewhere")
    with scratch_copy(str(root), str(cache), lambda _: None) as scratch:
        scratch.fill({"src/new.rs": b"new", "src/lib.rs": None})
        copy = Path(scratch.path)
        assert sorted(os.listdir(copy)) == ["Cargo.toml", "inside", "outside", "relative", "src"]
        assert os.readlink(copy / "inside") == "src/lib.rs"
        assert os.listdir(copy / "src") == ["new.rs"]
        scratch.fill({})
        assert (copy / "src" / "lib.rs").read_text() == SMALL["src/lib.rs"]
        assert os.listdir(copy / "src") == ["lib.rs"]
    assert not left_behind(cache)


def test_times_in_the_copy_change_only_with_the_content(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "tree", SMALL)
    times = []
    for changed in ({}, {}, {"src/lib.rs": b"other"}, {}):
        with scratch_copy(str(root), str(cache), lambda _: None) as scratch:
            scratch.fill(changed)
            times.append([(Path(scratch.path) / name).stat().st_mtime_ns for name in ("Cargo.toml", "src/lib.rs")])
    assert times[0] == times[1]
    assert [t[0] for t in times] == [times[0][0]] * 4
    assert times[1][1] < times[2][1] < times[3][1]


def test_the_copy_of_a_large_tree_is_kept_and_brought_up_to_date(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uowgen.toolchain.scratch.KEPT_FROM_FILES", 2)
    root = write(tmp_path / "tree", {**SMALL, "src/old.rs": "old", "src/tampered.rs": "good"})
    with scratch_copy(str(root), str(cache), lambda _: None) as scratch:
        scratch.fill({})
        copy = Path(scratch.path)
        (copy / "src/tampered.rs").write_text("evil")
        (copy / "src/generated.rs").write_text("by a build script")
    times = {name: (copy / name).stat().st_mtime_ns for name in SMALL}
    (root / "src/old.rs").unlink()
    with scratch_copy(str(root), str(cache), lambda _: None) as scratch:
        scratch.fill({"src/new.rs": b"new"})
        assert sorted(os.listdir(copy / "src")) == ["lib.rs", "new.rs", "tampered.rs"]
        assert (copy / "src/tampered.rs").read_text() == "good"
        assert {name: (copy / name).stat().st_mtime_ns for name in SMALL} == times
    with pytest.raises(KeyboardInterrupt), scratch_copy(str(root), str(cache), lambda _: None) as scratch:
        scratch.fill({})
        raise KeyboardInterrupt
    assert not copy.exists()


def test_a_file_that_changes_while_it_is_copied_is_noticed(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "tree", SMALL)
    with scratch_copy(str(root), str(cache), lambda _: None) as scratch:
        (root / "src/lib.rs").write_text("saved meanwhile")
        with pytest.raises(CannotCopyError):
            scratch.fill({})
    assert not left_behind(cache)


def test_a_process_that_starts_others_in_sessions_of_their_own_is_ended_whole(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    inner = f"import os, time; os.setsid(); open({str(mark)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    outer = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {inner!r}]); time.sleep(600)"
    done = run((sys.executable, "-c", outer), str(tmp_path), dict(os.environ), 1.5)
    assert done.timed_out
    assert eventually(lambda: not Path(f"/proc/{mark.read_text()}").exists(), 10)


def test_what_stays_in_the_background_does_not_hold_the_run_up(tmp_path: Path) -> None:
    done = run(("/bin/sh", "-c", "sleep 600 & echo said"), str(tmp_path), dict(os.environ), 60.0)
    assert (done.status, done.output, done.timed_out) == (0, "said\n", False)


def test_output_without_end_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("uowgen.toolchain.processes.MOST_BYTES", 100_000)
    done = run((sys.executable, "-c", "print('x' * 10_000_000)"), str(tmp_path), dict(os.environ), 60.0)
    assert done.status == 0
    assert len(done.output) < 300_000


def eventually(so: object, seconds: float) -> bool:
    """Whether `so()` becomes true within `seconds`."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if so():  # type: ignore[operator]
            return True
        time.sleep(0.02)
    return False
