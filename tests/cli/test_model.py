"""`uowgen model`: a skeleton is written once, and brought up to a changed spec."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

SPECS = Path(__file__).parents[2] / "fixtures" / "specs"


def uowgen(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "uowgen", *words], cwd=cwd, capture_output=True, text=True, check=False)


def test_a_model_is_written_and_brought_up_to_a_changed_spec(tmp_path):
    spec = tmp_path / "uow.md"
    shutil.copy(SPECS / "uow-2.1-mmap-guard.md", spec)
    made = uowgen("model", "new", "--root", ".", "uow.md", "-o", "guard.py", cwd=tmp_path)
    assert (made.returncode, made.stdout) == (0, "")
    assert "class MmapGuard:" in (tmp_path / "guard.py").read_text()
    assert uowgen("model", "new", "--root", ".", "uow.md", "-o", "guard.py", cwd=tmp_path).returncode == 2
    fits = uowgen("model", "sync", "--root", ".", "uow.md", "-o", "guard.py", cwd=tmp_path)
    assert (fits.returncode, fits.stdout, fits.stderr) == (0, "", "the model fits\n")
    text = spec.read_text()
    spec.write_text(text.replace("fn commit(", "fn settle("))
    changed = uowgen("model", "sync", "--root", ".", "uow.md", "-o", "guard.py", cwd=tmp_path)
    assert changed.returncode == 1
    assert "added `settle`" in changed.stdout
    assert "`commit` is in the model and not in the type; left as it is" in changed.stdout


def test_a_reader_that_goes_away_gets_no_traceback(tmp_path):
    run = subprocess.run(
        f"{sys.executable} -m uowgen explain claims | head -1",
        shell=True,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")


def test_options_may_stand_between_the_word_and_the_specs(tmp_path):
    for words in (["export", "harness"], ["model", "new"]):
        run = uowgen(*words, "--root", ".", "missing.md", cwd=tmp_path)
        assert "unrecognized arguments" not in run.stderr
