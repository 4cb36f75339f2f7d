"""`verify --tick`: which boxes are written, and that nothing else of the document is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.run import KERNEL, uowgen

if TYPE_CHECKING:
    from pathlib import Path

SPEC = """# UoW 9: What is there

**File:** `kernel/src/memory/vma.rs`

## Acceptance Criteria

- [ ] `Vma` is defined
- [x] `Nothing` is defined
* [ ] It feels right
  - [ ] `VmaList` is defined
- [X] `VmaFlags` is defined
"""


def test_boxes_that_hold_are_ticked_and_none_is_unticked(tmp_path: Path) -> None:
    document = tmp_path / "spec.md"
    document.write_text(SPEC)
    done = uowgen("verify", "--tick", "--root", KERNEL, "spec.md", cwd=tmp_path)
    assert done.status == 1
    assert "spec.md: ticked lines 7, 10\n" in done.errors
    expected = SPEC.replace("[ ] `Vma`", "[x] `Vma`").replace("[ ] `VmaList`", "[x] `VmaList`")
    assert document.read_text() == expected
    again = uowgen("verify", "--tick", "--root", KERNEL, "spec.md", cwd=tmp_path)
    assert "ticked" not in again.errors
    assert document.read_text() == expected


def test_only_what_fails_is_unticked_and_only_when_asked_for(tmp_path: Path) -> None:
    document = tmp_path / "spec.md"
    document.write_text(SPEC.replace("[ ] It", "[x] It"))
    done = uowgen("verify", "--untick", "--root", KERNEL, "spec.md", cwd=tmp_path)
    assert "spec.md: unticked line 8\n" in done.errors
    assert document.read_text() == SPEC.replace("[ ] It", "[x] It").replace("[x] `Nothing`", "[ ] `Nothing`")


def test_every_other_byte_stays(tmp_path: Path) -> None:
    document = tmp_path / "spec.md"
    text = ("\ufeff" + SPEC.replace("\n", "\r\n") + "\u2028end without a line end").encode()
    document.write_bytes(text)
    document.chmod(0o600)
    uowgen("verify", "--tick", "--root", KERNEL, "spec.md", cwd=tmp_path)
    assert document.read_bytes() == text.replace(b"[ ] `Vma`", b"[x] `Vma`").replace(b"[ ] `VmaList`", b"[x] `VmaList`")
    assert document.stat().st_mode & 0o777 == 0o600


def test_boxes_are_not_ticked_for_a_tree_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "spec.md").write_text(SPEC)
    done = uowgen("verify", "--tick", "--patched", "--root", KERNEL, "spec.md", cwd=tmp_path)
    assert (done.status, (tmp_path / "spec.md").read_text()) == (2, SPEC)
    assert "apply the spec first" in done.errors
