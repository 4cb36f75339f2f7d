"""Guards of thirty-five makes and hundreds of wrong versions of them: interpreted and compiled by rustc they leave the same traces, and the
verdicts on them are never wrong."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.behaviour.guard_types import PATH, guard_types
from uowgen.behaviour.guard_runs import ROOT, Roles, Run, run, scenarios
from uowgen.behaviour.harness import Version, harness, trace_of, version_of
from uowgen.behaviour.machine import Limits
from uowgen.behaviour.program import Program
from uowgen.reference.kernel import Kernel
from uowgen.rust.mutations import changed, mutations
from uowgen.rust.syntax import RustFile
from uowgen.spec.read import read_document
from uowgen.text import Source, Span
from uowgen.tree import MemoryTree
from uowgen.verify import VerifyOptions, verify_specs

RUSTC = shutil.which("rustc")
needs_rustc = pytest.mark.skipif(RUSTC is None, reason="NO RUSTC ON THIS MACHINE: the interpreter is NOT compared with it")
ROLES = Roles("PageGuard", "new", "track", "commit", ("va", "frame"))
PARTS = 6  # so that several processes can share the work

SPEC = """# UoW 9: Guard the pages of a mapping

**File:** `kernel/src/syscall/mm.rs`

Create the guard type `PageGuard`.

## Acceptance Criteria

- [ ] `PageGuard::new()` creates an empty guard
- [ ] `PageGuard::track()` records VA/PA pairs
- [ ] After `commit()`, `PageGuard::drop` does nothing
- [ ] `PageGuard::drop` unmaps and frees all pages if not committed
"""


class One(NamedTuple):
    """One version of a guard: its make and the change, its file, its runs when interpreted."""

    name: str
    file: RustFile
    runs: tuple[Run, ...]
    version: Version


@cache
def versions(part: int) -> tuple[One, ...]:
    """Every guard of this part as it is, and with each one change."""
    found = []
    for guard in guard_types()[part::PARTS]:
        base = RustFile(Source(PATH, guard.text.encode()))
        texts = [(guard.name, base.source.data)]
        texts += [
            (f"{guard.name}, line {m.line}: {m.says}", changed(base, m)) for m in mutations(base, Span(0, len(base.source.data)))
        ]
        for name, data in texts:
            file = RustFile(Source(PATH, data))
            if file.root.has_error:
                continue
            program = Program([file])
            runs = tuple(run(program, ROLES, s, Limits(steps=20_000)) for s in scenarios(ROLES, 2))
            found.append(One(name, file, runs, version_of(file, ROLES, runs)))
    return tuple(found)


@cache
def compiled(part: int) -> dict[int, dict[int, str]]:
    """What each version prints for each scenario; versions that rustc rejects are left out."""
    rows = list(enumerate(versions(part)))
    program = Program([rows[0][1].file])
    for _ in range(6):
        # A version that does not end when interpreted would not end when compiled either, and an abort would end all of them.
        rows = [(n, one) for n, one in rows if all(r.stuck is None and "aborts" not in r.panic for r in one.runs)]
        text = harness(program, ROLES, rows[0][1].runs, [one.version for _, one in rows], expected=False)
        assert text is not None
        output, rejected = _compiled(text)
        if not rejected:
            break
        rows = [row for place, row in enumerate(rows) if place not in rejected]
    found: dict[int, dict[int, str]] = {}
    for line in output.split("\n"):
        if line:
            place, number, *rest = line.split(" ", 2)
            found.setdefault(rows[int(place)][0], {})[int(number)] = rest[0] if rest else ""
    return found


def _compiled(text: str) -> tuple[str, set[int]]:
    """What the program prints, or which of its versions rustc rejects."""
    from tempfile import TemporaryDirectory

    assert RUSTC is not None
    with TemporaryDirectory() as folder:
        place = Path(folder) / "scenarios.rs"
        place.write_text(text)
        done = subprocess.run(
            [RUSTC, "--edition", "2021", "-Cdebuginfo=0", "--error-format=json", "-o", f"{folder}/scenarios", place],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode == 0:
            return subprocess.run([f"{folder}/scenarios"], capture_output=True, text=True, check=True, timeout=60).stdout, set()
    starts = [n for n, line in enumerate(text.split("\n"), 1) if line.startswith("mod version_")]
    messages = [json.loads(line) for line in done.stderr.split("\n") if line.startswith("{")]
    lines = [s["line_start"] for m in messages if m["level"] == "error" for s in m["spans"] if s["is_primary"]]
    rejected = {max(n for n, start in enumerate(starts) if start <= line) for line in lines}
    assert rejected, done.stderr[:2000]
    return "", rejected


@needs_rustc
@pytest.mark.parametrize("part", range(PARTS))
def test_interpreted_and_compiled_leave_the_same_traces(part: int) -> None:
    rows, there = versions(part), compiled(part)
    assert len(there) > len(rows) / 2
    for n, traces in there.items():
        for number, one in enumerate(rows[n].runs):
            assert trace_of(one).strip() == traces[number].strip(), (rows[n].name, one.scenario)


def test_there_are_five_hundred_versions_of_thirty_five_guards() -> None:
    assert len(guard_types()) == len({g.text for g in guard_types()}) == 35
    assert sum(len(versions(part)) for part in range(PARTS)) >= 500


def does_as_asked(traces: dict[int, str], runs: tuple[Run, ...]) -> bool:
    """Whether what rustc's program did leaves every kernel as the model leaves it."""
    for number, one in enumerate(runs):
        kernel: Kernel = one.scenario.kernel(Kernel)
        for effect in traces[number].split(", "):
            name, _, of = effect.strip().rstrip(")").partition("(")
            if name == "clear":
                kernel.clear(ROOT, int(of, 16))
            elif name == "flush":
                kernel.flush(int(of, 16))
            elif name == "free":
                kernel.free(int(of, 16))
            elif name:
                return False
        if not one.model.misuse and kernel.state() != one.model.state():
            return False
    return True


@needs_rustc
@pytest.mark.parametrize("part", range(PARTS))
def test_no_verdict_is_wrong_and_most_are_given(part: int) -> None:
    document = Source("spec.md", SPEC.encode())
    (spec,), _ = read_document(document)
    said: Counter[str] = Counter()
    rows, there = versions(part), compiled(part)
    for n in list(there)[:: 3 if len(there) > 30 else 1]:
        one = rows[n]
        ((_, verdicts),) = verify_specs(
            [(spec, document)], MemoryTree({PATH: one.file.source.data}), VerifyOptions(random_scenarios=4)
        )
        outcomes = [v.outcome for v in verdicts]
        right = does_as_asked(there[n], one.runs)
        if right:
            assert "fails" not in outcomes, (one.name, [v.message for v in verdicts])
        else:
            assert outcomes != ["holds"] * len(outcomes), one.name
        said["given" if ("fails" in outcomes or "undecided" not in outcomes) else "open"] += 1
    assert said["given"] >= 0.95 * said.total(), said
