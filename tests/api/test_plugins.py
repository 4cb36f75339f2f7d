"""Claim kinds, operations, templates and models of another package, found by its entry points, and only where they are wanted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import kernel
from tests.cli.run import Done, uowgen

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["kernel"]

MODULE = '''
"""What a package may bring."""

import os

from uowgen.claims.kind import Finding, Kind, fails, holds
from uowgen.model import Evidence
from uowgen.operations.work import applied, applies
from uowgen.text import Edit, Span


def _decide(reading, case):
    path = reading.list("paths")[0]
    source = case.code.tree.read(path)
    if source is None or b"SPDX" not in source.data:
        return fails("text-not-there", f"`{path}` has no guild mark")
    return holds("the first line says it", evidence=(Evidence(path, 1, 1, "the licence"),))


licensed = Kind("licensed", "a file bears the mark of its guild", ("<paths> carries|bears a? guild mark?",), ("`a.rs` bears a guild mark",), _decide,
    ("paths",))


def _raise(reading, case):
    raise RuntimeError("out of order")


broken = licensed._replace(name="broken", frames=("<paths> is blessed",), decide=_raise)


def top_line(file, spec, directive, code):
    """Puts a block at the very top where the words say so."""
    if "very top" not in directive.words:
        return None

    def made(file):
        text = code.encode()
        if file.source.data.startswith(text):
            return applied("top_line", "file", "it is there already")
        return applies("top_line", "file", "at the very top", Span(0, 0), Edit(file.source.path, Span(0, 0), text))

    return made


def faulty(file, spec, directive, code):
    if "faulty" in directive.words:
        raise RuntimeError("out of order")


templates = os.path.join(os.path.dirname(__file__), "forms")


wrong_forms = os.path.join(os.path.dirname(__file__), "wrong")


class RingGuard:
    pass
'''
POINTS = """
[uowgen.claims]
licensed = more_claims:licensed

[uowgen.operations]
top_line = more_claims:top_line
a_faulty = more_claims:faulty

[uowgen.templates]
forms = more_claims:templates

[uowgen.models]
ring_guard = more_claims:RingGuard
"""
SPEC = """# UoW 1: Licences

**File:** `kernel/src/syscall/mm.rs`

Put this at the very top of the file:

```rust
// SPDX-License-Identifier: MIT
```

## Acceptance Criteria

- [ ] `kernel/src/syscall/mm.rs` bears a guild mark
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A folder to put on the path: a module, a template, and the record that an installer would have written."""
    folder = tmp_path / "site"
    (folder / "forms").mkdir(parents=True)
    (folder / "more_claims.py").write_text(MODULE)
    (folder / "forms" / "nothing.rs.jinja").write_text("//# a function that does nothing\nfn nothing() {}\n")
    (folder / "leaving.py").write_text("raise SystemExit('leaving')\n")
    (folder / "wrong").mkdir()
    (folder / "wrong" / "wrong.rs.jinja").write_text("//# wrong\nfn ⟦name⟧() {\n")
    install(folder, POINTS)
    return folder


def install(folder: Path, points: str, name: str = "more-claims") -> None:
    """Writes the record of a package with these entry points."""
    record = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    record.mkdir(exist_ok=True)
    (record / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (record / "entry_points.txt").write_text(points)


def ask(kernel: Path, package: Path, *arguments: str, wanted: bool = True) -> Done:
    """Runs a command on the spec with the package on the path."""
    (kernel / "spec.md").write_text(SPEC)
    if not (kernel / "uowgen.toml").exists():
        (kernel / "uowgen.toml").write_text(f"plugins = {str(wanted).lower()}\n")
    return uowgen(*arguments, "--root", ".", cwd=kernel, PYTHONPATH=str(package))


def test_a_claim_kind_decides_its_criteria(kernel: Path, package: Path) -> None:
    (before,) = json.loads(ask(kernel, package, "verify", "--format", "json", "spec.md").output)["specs"][0]["criteria"]
    assert (before["claim"], before["verdict"]) == ("licensed", "fails")
    told = json.loads(ask(kernel, package, "verify", "--patched", "--format", "json", "spec.md").output)
    (after,) = told["specs"][0]["criteria"]
    assert (after["claim"], after["verdict"], after["evidence"][0]["note"]) == ("licensed", "holds", "the licence")
    sarif = json.loads(ask(kernel, package, "verify", "--format", "sarif", "spec.md").output)
    (rule,) = [r for r in sarif["runs"][0]["tool"]["driver"]["rules"] if r["id"] == "criterion/licensed"]
    assert "a file bears the mark of its guild" in json.dumps(rule)


def test_a_claim_can_be_bound_by_hand(kernel: Path, package: Path) -> None:
    text = SPEC.replace(
        "- [ ] `kernel/src/syscall/mm.rs` bears a guild mark", "- [ ] Said <!-- uowgen: licensed paths=kernel/src/lib.rs -->"
    )
    ask(kernel, package, "config")
    (kernel / "bound.md").write_text(text)
    done = uowgen("verify", "--format", "json", "--root", ".", "bound.md", cwd=kernel, PYTHONPATH=str(package))
    (criterion,) = json.loads(done.output)["specs"][0]["criteria"]
    assert (criterion["claim"], criterion["verdict"]) == ("licensed", "fails")


def test_an_operation_is_asked_first_and_applied_twice_changes_nothing(kernel: Path, package: Path) -> None:
    (operation,) = json.loads(ask(kernel, package, "plan", "--format", "json", "spec.md").output)["specs"][0]["operations"]
    assert (operation["kind"], operation["status"], operation["line"]) == ("top_line", "applies", 1)
    assert ask(kernel, package, "apply", "spec.md").status == 0
    assert (kernel / "kernel/src/syscall/mm.rs").read_text().startswith("// SPDX-License-Identifier: MIT\n")
    assert "1 already there" in ask(kernel, package, "apply", "spec.md").output


def test_templates_and_models_are_known(kernel: Path, package: Path) -> None:
    (kernel / "uowgen.toml").write_text('plugins = true\nmodels.RingGuard = "ring_guard"\n')
    assert ask(kernel, package, "config").status == 0
    (kernel / ".git").mkdir()
    assert "a function that does nothing" in uowgen("render", cwd=kernel, PYTHONPATH=str(package)).output
    (kernel / "uowgen.toml").write_text('plugins = true\nmodels.RingGuard = "ring_gard"\n')
    assert "did you mean `ring_guard`?" in ask(kernel, package, "config").errors


def test_config_tells_what_was_brought_and_by_whom(kernel: Path, package: Path) -> None:
    rows = [row.split() for row in ask(kernel, package, "config").output.splitlines()]
    assert ["uowgen.claims.licensed", "true", "more-claims"] in rows
    assert ["uowgen.models.ring_guard", "true", "more-claims"] in rows


def test_without_being_asked_for_nothing_of_it_is_used_or_loaded(kernel: Path, package: Path) -> None:
    (package / "more_claims.py").write_text("raise SystemExit('loaded')\n")
    done = ask(kernel, package, "verify", "--format", "json", "spec.md", wanted=False)
    (criterion,) = json.loads(done.output)["specs"][0]["criteria"]
    assert (done.errors, criterion["verdict"], criterion["claim"]) == ("", "undecided", "")


def test_answers_in_which_it_had_a_part_are_not_remembered(kernel: Path, package: Path) -> None:
    assert "guild mark" in ask(kernel, package, "verify", "spec.md").output
    (package / "more_claims.py").write_text(MODULE.replace("has no guild mark", "is without"))
    assert "is without" in ask(kernel, package, "verify", "spec.md").output


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ("[uowgen.claims]\nlicensed = no_such_module:licensed\n", "ModuleNotFoundError"),
        ("[uowgen.claims]\nlicensed = more_claims:nothing\n", "AttributeError"),
        ("[uowgen.claims]\nlicensed = leaving:licensed\n", "SystemExit"),
        ("[uowgen.claims]\nother = more_claims:licensed\n", "must have the name of its entry point"),
        ("[uowgen.claims]\nlicensed = more_claims:top_line\n", "is no `uowgen.claims.kind.Kind`"),
        ("[uowgen.operations]\ntop_line = more_claims:templates\n", "is no function"),
        ("[uowgen.templates]\nforms = more_claims:RingGuard\n", "TypeError"),
        ("[uowgen.templates]\nforms = more_claims:wrong_forms\n", "TemplateError"),
    ],
)
def test_a_package_that_cannot_be_used_stops_the_run_and_is_named(kernel: Path, package: Path, points: str, said: str) -> None:
    install(package, points)
    done = ask(kernel, package, "verify", "spec.md")
    assert (done.status, "Traceback" in done.errors) == (2, False)
    assert "error[plugin-failed]" in done.errors
    assert "of more-claims: " in done.errors
    assert said in done.errors


def test_a_kind_of_uowgen_s_own_name_is_not_replaced(kernel: Path, package: Path) -> None:
    (package / "more_claims.py").write_text(MODULE + '\nitem_exists = licensed._replace(name="item_exists")\n')
    install(package, "[uowgen.claims]\nitem_exists = more_claims:item_exists\n")
    assert "there is a claim kind of that name" in ask(kernel, package, "verify", "spec.md").errors


def test_two_packages_with_one_name_are_both_told(kernel: Path, package: Path) -> None:
    install(package, POINTS, "twin")
    done = ask(kernel, package, "verify", "spec.md")
    assert (done.status, "another package has a `licensed` too: more-claims" in done.errors) == (2, True)


def test_what_fails_while_it_runs_decides_and_writes_nothing(kernel: Path, package: Path) -> None:
    install(package, POINTS.replace("licensed = more_claims:licensed", "broken = more_claims:broken"))
    (kernel / "uowgen.toml").write_text("plugins = true\n")
    (kernel / "bad.md").write_text(SPEC.replace("bears a guild mark", "is blessed").replace("very top", "faulty top"))
    done = uowgen("verify", "--format", "json", "--root", ".", "bad.md", cwd=kernel, PYTHONPATH=str(package))
    (criterion,) = json.loads(done.output)["specs"][0]["criteria"]
    assert (criterion["verdict"], criterion["code"]) == ("undecided", "plugin-failed")
    assert "out of order" in criterion["message"]
    done = uowgen("plan", "--format", "json", "--root", ".", "bad.md", cwd=kernel, PYTHONPATH=str(package))
    (operation,) = json.loads(done.output)["specs"][0]["operations"]
    assert (operation["status"], operation["code"]) == ("refused", "plugin-failed")
