"""What was interpreted is confirmed by rustc, or said not to be; a disagreement is loud and leaves nothing decided."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.behaviour.guard_types import PATH, guard_types
from uowgen.spec.read import read_document
from uowgen.text import Source
from uowgen.toolchain import confirm
from uowgen.tree import MemoryTree
from uowgen.verify import VerifyOptions, verify_specs

if TYPE_CHECKING:
    from pathlib import Path

    from uowgen.diagnostic import Diagnostic
    from uowgen.model import Verdict

needs_rustc = pytest.mark.skipif(shutil.which("rustc") is None, reason="NO RUSTC ON THIS MACHINE: confirmation is NOT tested")

SPEC = """# UoW 9: Guard the pages of a mapping

**File:** `kernel/src/syscall/mm.rs`

Create the guard type `PageGuard`.

## Acceptance Criteria

- [ ] `PageGuard` struct defined
- [ ] `PageGuard::track()` records VA/PA pairs
- [ ] `PageGuard::drop` unmaps and frees all pages if not committed
"""
DOCUMENT = Source("spec.md", SPEC.encode())


def confirmed(code: str, cache: Path) -> tuple[tuple[Verdict, ...], tuple[Diagnostic, ...]]:
    tree = MemoryTree({PATH: code.encode()})
    (spec,), _ = read_document(DOCUMENT)
    judged = verify_specs([(spec, DOCUMENT)], tree, VerifyOptions())
    done, problems = confirm.confirmed(judged, {"spec.md": DOCUMENT}, tree, str(cache), 60, lambda _: None)
    return done[0][1], problems


@needs_rustc
def test_where_rustc_agrees_the_verdict_is_confirmed(cache: Path) -> None:
    code = guard_types()[0].text
    verdicts, problems = confirmed(code, cache)
    assert [(v.outcome, v.strength) for v in verdicts] == [("holds", "proved"), ("holds", "confirmed"), ("holds", "confirmed")]
    assert problems == ()
    verdicts, problems = confirmed(code.replace("FRAME_ALLOCATOR.free_page(phys);", ""), cache)
    assert [(v.outcome, v.strength) for v in verdicts][2] == ("fails", "confirmed")
    assert problems == ()


@needs_rustc
def test_the_second_time_nothing_is_compiled(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = guard_types()[0].text
    first = confirmed(code, cache)

    def never(*_: object) -> None:
        raise AssertionError("started a process")

    monkeypatch.setattr(confirm, "run", never)
    assert confirmed(code, cache) == first


@needs_rustc
def test_what_rustc_rejects_stays_as_it_was_and_is_said(cache: Path) -> None:
    code = guard_types()[0].text.replace("if self.committed {", "let unused: u8 = 1u16;\n        if self.committed {")
    verdicts, problems = confirmed(code, cache)
    assert [v.strength for v in verdicts] == ["proved", "bounded", "bounded"]
    assert [p.code for p in problems] == ["not-confirmed"]
    assert "mismatched types" in problems[0].message


def test_a_disagreement_is_an_error_and_leaves_nothing_decided(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confirm, "_traces", lambda *_: (dict.fromkeys(range(500), "free(0x1)"), ""))
    verdicts, problems = confirmed(guard_types()[0].text, cache)
    assert [v.outcome for v in verdicts] == ["holds", "undecided", "undecided"]
    assert {v.code for v in verdicts[1:]} == {"interpreter-disagrees"}
    assert [(p.code, p.severity) for p in problems] == [("interpreter-disagrees", "error")]
    assert "free(0x1)" in problems[0].message
    assert "report it" in problems[0].help


@needs_rustc
def test_the_exported_harness_is_a_test_that_passes_on_right_code_and_fails_on_wrong(tmp_path: Path) -> None:
    (spec,), _ = read_document(DOCUMENT)
    code = guard_types()[0].text
    written = confirm.written_for(spec, DOCUMENT, MemoryTree({PATH: code.encode()}))
    assert written is not None
    for text, status in ((written.text, 0), (written.text.replace("FRAME_ALLOCATOR.free_page(phys);", ""), 101)):
        (tmp_path / "guard.rs").write_text(text)
        subprocess.run(
            ["rustc", "--edition", "2021", "--test", "-o", tmp_path / "guard", tmp_path / "guard.rs"],
            check=True,
            capture_output=True,
        )
        assert subprocess.run([tmp_path / "guard"], check=False, capture_output=True).returncode == status
