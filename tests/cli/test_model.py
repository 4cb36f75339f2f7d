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


RING = """# UoW 7: A ring

**File:** `src/ring.rs` (create)

```rust
pub struct Ring {
    items: Vec<u32>,
}

impl Ring {
    pub fn new() -> Self {
        Ring { items: Vec::new() }
    }

    pub fn push(&mut self, value: u32) -> bool {
        if self.items.len() < 2 {
            self.items.push(value);
            return true;
        }
        false
    }
}
```

## Acceptance criteria

- [ ] `Ring` agrees with its model
"""


def test_a_skeleton_that_was_filled_in_decides_once_it_is_allowed_to_run(tmp_path: Path) -> None:
    (tmp_path / "spec.md").write_text(RING)
    (tmp_path / "uowgen.toml").write_text('[models]\nRing = "models/ring.py"\n')
    (tmp_path / "models").mkdir()
    assert uowgen("model", "new", "spec.md", "--root", ".", "-o", "models/ring.py", cwd=tmp_path).returncode == 0, (
        "named and not there"
    )
    assert uowgen("apply", "spec.md", "--root", ".", cwd=tmp_path).returncode == 0

    def judged(*options: str) -> str:
        return uowgen("verify", "spec.md", "--root", ".", *options, cwd=tmp_path).stdout

    assert "own-code-not-run" in judged()
    assert "model-unfinished" in judged("--checks")
    model = tmp_path / "models/ring.py"
    model.write_text(model.read_text().replace("self.items = ...", "self.items = []"))
    body = "self.items.append(value)\n        return len(self.items) <= 2"
    model.write_text(model.read_text().replace("raise NotImplementedError", body))
    assert "1 hold, 0 fail" in judged("--checks")
    code = (tmp_path / "src/ring.rs").read_text()
    (tmp_path / "src/ring.rs").write_text(code.replace("< 2", "<= 2"))
    told = judged("--checks")
    assert "0 hold, 1 fail" in told
    assert "push(1) gives True; the model gives False" in told.replace("push(3)", "push(1)").replace("push(2)", "push(1)")
    model.write_text("raise SystemExit(3)\n")
    assert "own-code-broken" in judged("--checks")
