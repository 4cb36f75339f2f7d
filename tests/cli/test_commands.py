"""The commands as other programs rely on them: exit status, streams, JSON, and files that are touched or not."""

from __future__ import annotations

import hashlib
import itertools
import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.cli.run import SPECS, uowgen

if TYPE_CHECKING:
    from pathlib import Path

MM = "kernel/src/syscall/mm.rs"


def digests(root: Path) -> dict[str, str]:
    """What every file below `root` holds, but for the program's own cache and state."""
    files = (p for p in sorted(root.rglob("*")) if p.is_file() and ".uowgen" not in str(p) and ".git" not in p.parts)
    return {str(p.relative_to(root)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_the_plan_places_the_guard_above_the_documentation_of_its_anchor(kernel: Path) -> None:
    done = uowgen("plan", "--format", "json", "--root", ".", "spec.md", cwd=kernel)
    assert done.status == 0, done.errors
    plan = json.loads(done.output)
    assert plan["schema"] == "uowgen/plan/1"
    (spec,) = plan["specs"]
    (operation,) = spec["operations"]
    first_doc = next(n for n, row in enumerate((kernel / MM).read_text().splitlines(), 1) if row.startswith("/// Maps `len` bytes"))
    assert (spec["id"], spec["path"], operation["kind"], operation["file"]) == ("2.1", "spec.md", "insert_before", MM)
    assert (operation["status"], operation["line"], operation["end_line"]) == ("applies", first_doc, None)
    assert operation["template"] == "raii_guard"
    assert [block["role"] for block in spec["blocks"]] == ["quote", "code", "command"]
    assert [block["operations"] for block in spec["blocks"]] == [[], [0], []]
    assert all(block["note"] for block in spec["blocks"] if block["role"] != "code")
    assert plan["summary"] == {"applies": 1, "applied": 0, "refused": 0}


def test_planning_verifying_and_diffing_touch_no_file(kernel: Path) -> None:
    before = digests(kernel)
    for command in ("plan", "diff", "verify"):
        uowgen(command, "--root", ".", "spec.md", cwd=kernel)
    assert digests(kernel) == before


def test_git_apply_makes_of_the_printed_patch_what_apply_makes(kernel: Path, tmp_path: Path) -> None:
    twin = tmp_path / "twin"
    twin.mkdir()
    (twin / MM).parent.mkdir(parents=True)
    (twin / MM).write_bytes((kernel / MM).read_bytes())
    patch = uowgen("diff", "--root", ".", "spec.md", cwd=kernel).output
    subprocess.run(["git", "apply", "--check"], cwd=twin, input=patch.encode(), check=True)
    subprocess.run(["git", "apply"], cwd=twin, input=patch.encode(), check=True)
    assert uowgen("apply", "--root", ".", "spec.md", cwd=kernel).status == 0
    assert (twin / MM).read_bytes() == (kernel / MM).read_bytes()


def test_a_second_apply_writes_nothing(kernel: Path) -> None:
    uowgen("apply", "--root", ".", "spec.md", cwd=kernel)
    before = digests(kernel)
    stamp = (kernel / MM).stat().st_mtime_ns
    done = uowgen("apply", "--root", ".", "spec.md", cwd=kernel)
    assert (done.status, "nothing to write" in done.output) == (0, True)
    assert (digests(kernel), (kernel / MM).stat().st_mtime_ns) == (before, stamp)


def test_revert_gives_back_what_was_there_before(kernel: Path) -> None:
    before = digests(kernel)
    uowgen("apply", "--root", ".", "spec.md", cwd=kernel)
    assert digests(kernel) != before
    done = uowgen("revert", "--root", ".", "spec.md", cwd=kernel)
    assert done.status == 0, done.errors
    assert digests(kernel) == before


def test_revert_refuses_what_somebody_changed_since(kernel: Path) -> None:
    uowgen("apply", "--root", ".", "spec.md", cwd=kernel)
    changed = (kernel / MM).read_text().replace("self.committed = true;", "self.committed = 1 > 0;")
    (kernel / MM).write_text(changed)
    done = uowgen("revert", "--root", ".", "spec.md", cwd=kernel)
    assert done.status == 1
    assert (kernel / MM).read_text() == changed


def test_every_criterion_is_judged_before_and_after(kernel: Path) -> None:
    done = uowgen("verify", "--format", "json", "--root", ".", "spec.md", cwd=kernel)
    before = json.loads(done.output)
    assert (before["schema"], len(before["specs"][0]["criteria"])) == ("uowgen/verify/1", 6)
    assert before["summary"]["holds"] == 0
    assert done.status == (1 if before["summary"]["fails"] else 0)
    patched = json.loads(uowgen("verify", "--patched", "--format", "json", "--root", ".", "spec.md", cwd=kernel).output)
    uowgen("apply", "--root", ".", "spec.md", cwd=kernel)
    done = uowgen("verify", "--format", "json", "--root", ".", "spec.md", cwd=kernel)
    after = json.loads(done.output)
    outcomes = [c["verdict"] for c in after["specs"][0]["criteria"]]
    assert outcomes == ["undecided", "holds", "holds", "holds", "holds", "holds"]
    assert [c["verdict"] for c in patched["specs"][0]["criteria"]] == outcomes
    assert done.status == 0
    assert uowgen("verify", "--strict", "--root", ".", "spec.md", cwd=kernel).status == 1


def test_only_ticked_boxes_count_with_claimed(kernel: Path) -> None:
    assert uowgen("verify", "--claimed", "--root", ".", "spec.md", cwd=kernel).status == 0
    text = (kernel / "spec.md").read_text().replace("- [ ] `Drop` does nothing", "- [x] `Drop` does nothing")
    uowgen("apply", "--root", ".", "spec.md", cwd=kernel)
    broken = (
        (kernel / MM).read_text().replace("if self.committed {\n            return;", "if self.committed {\n            // nothing")
    )
    (kernel / MM).write_text(broken)
    (kernel / "spec.md").write_text(text)
    assert uowgen("verify", "--claimed", "--root", ".", "spec.md", cwd=kernel).status == 1


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ((), 2, "usage: uowgen"),
        (("--version",), 0, ""),
        (("--help",), 0, ""),
        (("pln",), 2, "did you mean `plan`?"),
        (("plan",), 2, "SPEC"),
        (("plan", "no-such.md"), 2, "error[spec-not-found]: there is no spec `no-such.md`"),
        (("plan", "spec.dm"), 2, "did you mean `spec.md`?"),
        (("plan", "--root", "nowhere", "spec.md"), 2, "error[root-not-found]"),
        (("explain", "anchor-not-fund"), 2, "did you mean `anchor-not-found`?"),
        (("explain", "anchor-not-found"), 0, ""),
    ],
)
def test_usage_is_explained_with_the_right_status(kernel: Path, arguments: tuple[str, ...], status: int, said: str) -> None:
    done = uowgen(*arguments, cwd=kernel)
    assert (done.status, said in done.errors) == (status, True), done.errors
    assert "Traceback" not in done.errors


DOCUMENT = """# UoW 1: Probe

**File:** `{file}`

Add this function **{where}**:

```rust
fn probe() {{}}
```
"""


@pytest.mark.parametrize(
    ("file", "where", "code"),
    [
        ("kernel/src/syscall/mm.rs", "before `sys_mmpa`", "anchor-not-found"),
        ("kernel/src/arch/mod.rs", "before `halt`", "anchor-ambiguous"),
        ("../outside.rs", "before `main`", "outside-root"),
        ("/etc/passwd", "before `main`", "outside-root"),
        ("kernel/src/linked.rs", "before `main`", "outside-root"),
        ("kernel/src/syscall/nm.rs", "before `sys_mmap`", "file-not-found"),
        ("kernel/src/latin.rs", "before `main`", "not-utf-8"),
    ],
)
def test_what_cannot_be_placed_is_refused_with_its_reason_and_nothing_is_written(
    kernel: Path, file: str, where: str, code: str
) -> None:
    (kernel.parent / "outside.rs").write_text("fn main() {}\n")
    (kernel / "kernel/src/linked.rs").symlink_to(kernel.parent / "outside.rs")
    (kernel / "kernel/src/latin.rs").write_bytes(b"fn main() {} // caf\xe9\n")
    (kernel / "probe.md").write_text(DOCUMENT.format(file=file, where=where))
    before = digests(kernel)
    done = uowgen("plan", "--format", "json", "--root", ".", "probe.md", cwd=kernel)
    (operation,) = json.loads(done.output)["specs"][0]["operations"]
    assert (done.status, operation["status"], operation["code"]) == (1, "refused", code)
    shown = uowgen("plan", "--root", ".", "probe.md", cwd=kernel).output
    assert f"error[{code}]" in shown
    assert "probe.md:5:" in shown
    assert "^" in shown
    assert uowgen("apply", "--root", ".", "probe.md", cwd=kernel).status == 1
    assert digests(kernel) == before


def test_a_document_that_is_not_text_is_said_to_be_so(kernel: Path) -> None:
    (kernel / "spec.md").write_bytes(b"# UoW 1\n\x00\xff\xfe")
    done = uowgen("plan", "--root", ".", "spec.md", cwd=kernel)
    assert done.status == 2
    assert done.errors.startswith("error[")
    assert "Traceback" not in done.errors


def test_the_demo_runs_from_start_to_end(tmp_path: Path) -> None:
    done = uowgen("demo", cwd=tmp_path)
    assert done.status == 0, done.output + done.errors
    assert "insert_before at kernel/src/syscall/mm.rs" in done.output
    assert "nothing to write" in done.output


def test_every_bundled_spec_is_found_in_a_folder(kernel: Path) -> None:
    done = uowgen("plan", "--format", "json", "--root", ".", SPECS, cwd=kernel)
    paths = {spec["path"] for spec in json.loads(done.output)["specs"]}
    assert paths == {str(p) for p in SPECS.rglob("*.md")}


def test_status_tells_what_changed_since_the_record(kernel: Path) -> None:
    assert uowgen("apply", "--root", ".", "spec.md", cwd=kernel).status == 0
    uowgen("verify", "--record", "--root", ".", "spec.md", cwd=kernel)
    unchanged = uowgen("status", "--root", ".", "spec.md", cwd=kernel)
    assert "since" not in unchanged.output
    code = (kernel / MM).read_text()
    (kernel / MM).write_text(code.replace("self.committed = true", "self.committed = false"))
    drifted = json.loads(uowgen("status", "--format", "json", "--root", ".", "spec.md", cwd=kernel).output)["specs"][0]["since"]
    assert drifted["what"] == "code"
    assert {(row["what"], row["before"], row["after"]) for row in drifted["criteria"] if row["before"] != row["after"]} == {
        ("code", "holds", "fails")
    }
    (kernel / MM).write_text(code)
    document = (kernel / "spec.md").read_text()
    (kernel / "spec.md").write_text(document.replace("creates empty guard", "creates an empty guard"))
    told = uowgen("status", "--root", ".", "spec.md", cwd=kernel).output
    assert "the document changed since the record" in told
    assert "(document: still holds)" in told


def test_status_refuses_a_record_that_is_none(kernel: Path) -> None:
    done = uowgen("status", "--since", "none.json", "--root", ".", "spec.md", cwd=kernel)
    assert (done.status, "error[no-record]" in done.errors) == (2, True)


ELSEWHERE = """# 9 Elsewhere

**Target:** `kernel/src/syscall/mm.rs`

Add this function before `sys_mmmap`:

```rust
fn f() {}
```

## Acceptance Criteria

- [ ] `sys_mmap` exists
- [ ] `sys_mmapp` exists
"""


def test_quietly_only_what_is_not_as_it_should_be_is_said(kernel: Path) -> None:
    (kernel / "elsewhere.md").write_text(ELSEWHERE)
    assert uowgen("plan", "-q", "--root", ".", "spec.md", cwd=kernel).output == ""
    told = uowgen("plan", "-q", "--root", ".", "spec.md", "elsewhere.md", cwd=kernel)
    assert (told.status, "anchor-not-found" in told.output, "insert_before at" in told.output) == (1, True, False)
    judged = uowgen("verify", "--quiet", "--root", ".", "elsewhere.md", cwd=kernel)
    assert (judged.status, "`sys_mmapp` exists" in judged.output, "`sys_mmap` exists" in judged.output) == (1, True, False)
    assert uowgen("apply", "-q", "--root", ".", "spec.md", cwd=kernel).output == ""
    assert uowgen("status", "-q", "--root", ".", "spec.md", cwd=kernel).output == ""
    assert uowgen("lint", "-q", "--root", ".", "spec.md", cwd=kernel).output == ""


def test_verbosely_the_lines_that_it_rests_on_are_shown(kernel: Path) -> None:
    plan = uowgen("plan", "-v", "--root", ".", "spec.md", cwd=kernel).output
    asked = next(row for row in (kernel / "spec.md").read_text().splitlines() if row.startswith("Add "))
    assert f"| {asked}" in plan
    assert "| /// Maps `len` bytes" in plan
    judged = uowgen("verify", "-v", "--root", ".", "spec.md", cwd=kernel).output
    assert "read as: drop_without_effect" in judged
    assert "| - [ ] `Drop` does nothing if committed" in judged
    written = uowgen("apply", "-v", "--root", ".", "spec.md", cwd=kernel).output
    assert ("insert_before at" in written, "1 written, 0 already there" in written) == (True, True)


def test_the_caret_stands_below_the_name_that_is_not_found_and_below_the_names_that_are(kernel: Path) -> None:
    (kernel / "elsewhere.md").write_text(ELSEWHERE)
    rows = uowgen("plan", "--root", ".", "elsewhere.md", cwd=kernel).output.splitlines()
    pointed = {
        above[below.index("^") : below.rindex("^") + 1]
        for above, below in itertools.pairwise(rows)
        if below.lstrip(" |").startswith("^")
    }
    assert pointed == {"sys_mmmap", "sys_mmap", "sys_munmap"}


def test_a_failing_criterion_is_shown_with_its_line_and_a_caret(kernel: Path) -> None:
    (kernel / "elsewhere.md").write_text(ELSEWHERE)
    rows = uowgen("verify", "--root", ".", "elsewhere.md", cwd=kernel).output.splitlines()
    shown = next(n for n, row in enumerate(rows) if row.endswith("| - [ ] `sys_mmapp` exists"))
    assert rows[shown + 1].endswith("^" * len("`sys_mmapp` exists"))
    assert sum("`sys_mmap` exists" in row for row in rows) == 1
