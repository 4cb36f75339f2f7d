"""The configuration as commands follow it: specs, exclusions, severities, placeholders, templates, and `uowgen config`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import kernel
from tests.cli.run import uowgen

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["kernel"]

MM = "kernel/src/syscall/mm.rs"
PROBE = """# UoW 1: Probe

**File:** `{file}`

Add this function **before** `{anchor}`:

```rust
{code}
```

## Acceptance Criteria

- [ ] `{criterion}` function exists
"""


def probe(file: str = MM, anchor: str = "sys_mmap", code: str = "fn probe() {}", criterion: str = "probe") -> str:
    """A spec that adds a function."""
    return PROBE.format(file=file, anchor=anchor, code=code, criterion=criterion)


def planned(kernel: Path, *more: str) -> tuple[int, dict[str, object]]:
    """The status and the first operation of a plan."""
    done = uowgen("plan", "--format", "json", "--root", ".", *more, cwd=kernel)
    return done.status, json.loads(done.output)["specs"][0]["operations"][0]


def test_commands_without_a_spec_take_those_of_the_configuration(kernel: Path) -> None:
    (kernel / "plans" / "old").mkdir(parents=True)
    (kernel / "plans" / "a.md").write_text(probe())
    (kernel / "plans" / "old" / "b.md").write_text(probe())
    (kernel / "uowgen.toml").write_text('specs = ["plans/**/*.md"]\nexclude = ["plans/old"]\n')
    for command in ("plan", "verify", "lint", "status"):
        done = uowgen(command, "--format", "json", "--root", ".", cwd=kernel)
        assert [spec["path"] for spec in json.loads(done.output)["specs"]] == ["plans/a.md"], done.errors
    assert [s["path"] for s in json.loads(uowgen("plan", "--format", "json", "plans", cwd=kernel).output)["specs"]] == [
        "plans/a.md"
    ]


def test_a_remembered_answer_notices_a_new_spec_where_specs_lie(kernel: Path) -> None:
    (kernel / "plans").mkdir()
    (kernel / "plans" / "a.md").write_text(probe())
    (kernel / "uowgen.toml").write_text('specs = ["plans"]\n')
    first = uowgen("plan", "--root", ".", cwd=kernel)
    assert uowgen("plan", "--root", ".", cwd=kernel) == first
    (kernel / "plans" / "b.md").write_text(probe(code="fn other() {}"))
    assert "plans/b.md" in uowgen("plan", "--root", ".", cwd=kernel).output
    (kernel / "uowgen.toml").write_text('specs = ["plans/b.md"]\n')
    assert "plans/a.md" not in uowgen("plan", "--root", ".", cwd=kernel).output


def test_without_specs_anywhere_the_run_says_how_to_name_them(kernel: Path) -> None:
    done = uowgen("plan", "--root", ".", cwd=kernel)
    assert (done.status, "no SPEC is given" in done.errors, "set `specs`" in done.errors) == (2, True, True)
    (kernel / "uowgen.toml").write_text('specs = ["plans"]\n')
    done = uowgen("plan", "--root", ".", cwd=kernel)
    assert (done.status, "--> uowgen.toml:1:9" in done.errors) == (2, True)


def test_an_excluded_file_is_neither_written_nor_searched(kernel: Path) -> None:
    (kernel / "spec.md").write_text(probe())
    assert planned(kernel, "spec.md")[1]["status"] == "applies"
    (kernel / "uowgen.toml").write_text('exclude = ["kernel/src/syscall"]\n')
    status, operation = planned(kernel, "spec.md")
    assert (status, operation["code"]) == (1, "excluded")
    (kernel / "spec.md").write_text(probe().replace(f"**File:** `{MM}`\n", ""))
    assert planned(kernel, "spec.md")[1]["code"] == "no-target-file"
    (kernel / "spec.md").write_text(probe(file="kernel/src/syscall/new.rs (NEW FILE)"))
    assert planned(kernel, "spec.md")[1]["status"] == "refused"


def test_a_severity_decides_what_counts_and_hides_no_refusal(kernel: Path) -> None:
    (kernel / "spec.md").write_text(probe(anchor="sys_mmpa"))
    assert planned(kernel, "spec.md")[0] == 1
    for level in ("warning", "off"):
        (kernel / "uowgen.toml").write_text(f'severity.anchor-not-found = "{level}"\n')
        status, operation = planned(kernel, "spec.md")
        assert (status, operation["status"]) == (0, "refused")
        assert "warning[anchor-not-found]" in uowgen("plan", "--root", ".", "spec.md", cwd=kernel).output
        written = uowgen("apply", "--root", ".", "spec.md", cwd=kernel)
        assert (written.status, "nothing was written" in written.errors) == (1, True)
    sarif = json.loads(uowgen("plan", "--format", "sarif", "--root", ".", "spec.md", cwd=kernel).output)
    assert [r["level"] for r in sarif["runs"][0]["results"] if r["ruleId"] == "anchor-not-found"] == ["note"]


def test_a_severity_weighs_criteria_and_remarks(kernel: Path) -> None:
    (kernel / "spec.md").write_text(probe())
    failing = json.loads(uowgen("verify", "--format", "json", "--root", ".", "spec.md", cwd=kernel).output)
    code = failing["specs"][0]["criteria"][0]["code"]
    (kernel / "uowgen.toml").write_text(f'[severity]\n{code} = "off"\n')
    done = uowgen("verify", "--root", ".", "spec.md", cwd=kernel)
    assert (done.status, "fails" in done.output) == (0, True)
    (kernel / "spec.md").write_text(probe() + "- [ ] It works correctly\n")
    said = uowgen("lint", "--root", ".", "spec.md", cwd=kernel)
    assert (said.status, "criterion-vague" in said.output) == (1, True)
    (kernel / "uowgen.toml").write_text('severity.criterion-vague = "off"\n')
    said = uowgen("lint", "--root", ".", "spec.md", cwd=kernel)
    assert (said.status, "criterion-vague" in said.output) == (0, False), said.output


def test_a_dependency_is_found_among_the_configured_specs(kernel: Path) -> None:
    for folder in ("first", "second"):
        (kernel / "plans" / folder).mkdir(parents=True)
    (kernel / "plans" / "first" / "uow-1.md").write_text(probe())
    second = probe(anchor="probe", code="fn second() {}", criterion="second").replace(
        "UoW 1: Probe\n", "UoW 2: Second\n\n**Depends On:** UoW 1\n"
    )
    (kernel / "plans" / "second" / "uow-2.md").write_text(second)
    said = uowgen("lint", "--root", ".", "plans/second", cwd=kernel)
    assert "depend" in said.output
    (kernel / "uowgen.toml").write_text('specs = ["plans"]\n')
    said = uowgen("lint", "--root", ".", "plans/second", cwd=kernel)
    assert (said.status, said.errors) == (0, ""), said.output


def test_placeholders_are_filled_and_the_command_line_wins(kernel: Path) -> None:
    (kernel / "spec.md").write_text(probe(code="// by TEAM_XXX\nfn probe() {}"))
    (kernel / "uowgen.toml").write_text('placeholders.TEAM_XXX = "TEAM_042"\n')
    assert "+// by TEAM_042" in uowgen("diff", "--root", ".", "spec.md", cwd=kernel).output
    assert "+// by TEAM_7" in uowgen("diff", "--root", ".", "--set", "TEAM_XXX=TEAM_7", "spec.md", cwd=kernel).output


def test_new_and_render_know_the_team_s_templates(kernel: Path) -> None:
    (kernel / "tools").mkdir()
    (kernel / "tools" / "probe.rs.jinja").write_text("//# a function that does nothing\nfn probe() {}\n")
    (kernel / "tools" / "probe.md.jinja").write_text("//# a spec of the team\n# UoW 1: Probe\n")
    (kernel / "uowgen.toml").write_text('templates = ["tools"]\n')
    (kernel / ".git").mkdir()
    assert "a function that does nothing" in uowgen("render", cwd=kernel).output
    assert "a spec of the team" in uowgen("new", cwd=kernel).output


def test_a_team_s_template_that_changes_is_not_answered_from_memory(kernel: Path) -> None:
    (kernel / "tools").mkdir()
    template = kernel / "tools" / "probe.rs.jinja"
    template.write_text("//# a function that does nothing\nfn probe() {}\n")
    (kernel / "spec.md").write_text(probe())
    (kernel / "uowgen.toml").write_text('templates = ["tools"]\n')
    before = uowgen("plan", "--root", ".", "spec.md", cwd=kernel)
    assert before.status == 0, before.errors
    template.write_text("//# a function that does nothing\nfn ⟦name⟧ {\n")
    after = uowgen("plan", "--root", ".", "spec.md", cwd=kernel)
    assert (after.status, "--> uowgen.toml:1:14" in after.errors) == (2, True), after.errors


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ('spec = ["a"]\n', "1:1", "did you mean `specs`?"),
        ('severity.anchor-not-fund = "off"\n', "1:10", "did you mean `anchor-not-found`?"),
        ('models.Guard = "pageguard"\n', "1:8", "there is no model `pageguard`"),
        ('checks.numbered = "tools/numbers"\n', "1:8", "is no `.py` file"),
        ('templates = ["none"]\n', "1:14", "there is no folder `none`"),
    ],
)
def test_a_wrong_configuration_stops_every_command(kernel: Path, text: str, place: str, said: str) -> None:
    (kernel / "uowgen.toml").write_text(text)
    for command in ("plan", "verify", "lint", "status", "apply", "diff"):
        done = uowgen(command, "--root", ".", "spec.md", cwd=kernel)
        assert done.status == 2
        assert "error[bad-configuration]" in done.errors
        assert f"--> uowgen.toml:{place}" in done.errors
        assert said in done.errors
    assert uowgen("config", "--root", ".", cwd=kernel).status == 2


def test_a_configuration_that_cannot_be_read_is_not_passed_over(kernel: Path) -> None:
    (kernel.parent / "outside.toml").write_text("exclude = []\n")
    (kernel / "uowgen.toml").symlink_to("../outside.toml")
    assert "cannot be read: outside" in uowgen("plan", "--root", ".", "spec.md", cwd=kernel).errors
    (kernel / "uowgen.toml").unlink()
    (kernel / "uowgen.toml").write_bytes(b"specs = ['caf\xe9']\n")
    done = uowgen("verify", "--root", ".", "spec.md", cwd=kernel)
    assert (done.status, "cannot be read: not-utf-8" in done.errors) == (2, True)
    (kernel / ".git").mkdir()
    assert "cannot be read: not-utf-8" in uowgen("render", cwd=kernel).errors
    assert "cannot be read: not-utf-8" in uowgen("new", cwd=kernel).errors


def test_config_prints_values_and_where_they_come_from(kernel: Path) -> None:
    (kernel / "Cargo.toml").write_text((kernel / "Cargo.toml").read_text() + '\n[workspace.metadata.uowgen]\nspecs = ["plans"]\n')
    line = len((kernel / "Cargo.toml").read_text().splitlines())
    done = uowgen("config", "--root", ".", cwd=kernel)
    rows = {row.split()[0]: row.split()[1:] for row in done.output.splitlines()}
    assert (done.status, rows["specs"]) == (0, ['["plans"]', f"Cargo.toml:{line}"])
    assert rows["exclude"] == ["[]", "default"]
    told = json.loads(uowgen("config", "--json", "--root", ".", cwd=kernel).output)
    assert (told["schema"], told["file"]) == ("uowgen/config/1", "Cargo.toml")
    found = {row["name"]: row for row in told["settings"]}
    assert (found["specs"]["value"], found["specs"]["from"]) == (["plans"], f"Cargo.toml:{line}")
    assert found["toolchain.timeout"]["value"] is None
    assert all(row["means"] for row in told["settings"])


def test_a_model_that_is_not_there_yet_is_a_warning(kernel: Path) -> None:
    (kernel / "uowgen.toml").write_text('models.Guard = "tools/none.py"\n')
    done = uowgen("plan", "--root", ".", "spec.md", cwd=kernel)
    assert (done.status, "warning[bad-configuration]" in done.errors) == (0, True)
    assert "--> uowgen.toml:1:8" in done.errors
