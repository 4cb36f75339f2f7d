"""The commands of a spec's Testing section: which they are, that they run only when asked, and how they are judged."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from tests.toolchain.trees import SMALL, appends, decided, left_behind, write
from uowgen.model import Block, Role, Spec
from uowgen.text import Source, Span
from uowgen.toolchain.commands import command_lines, needs_shell

if TYPE_CHECKING:
    from pathlib import Path


def block(code: str, *headings: str, role: Role = "command") -> Block:
    return Block(Span(0, 0), 1, 2 + code.count("\n"), "bash", "", code, role, headings=headings or ("Testing",))


def verdicts(root: Path, cache: Path, *blocks: Block, document: str = "", **more: object) -> list[tuple[str, str | None, str]]:
    asked = appends(root, "\npub struct Two;\n", blocks=blocks)
    found = decided(root, cache, asked, commands=True, documents={"spec.md": Source("spec.md", document.encode())}, **more)
    return [(v.outcome, v.code, v.message) for v in found]


def test_commands_of_testing_sections_run_on_the_patched_copy(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "tree", SMALL)
    said: list[str] = []
    found = verdicts(
        root,
        cache,
        block("$ grep Two src/lib.rs # Expected: struct\n\n# a remark\nfalse\nno-such-program --at all"),
        say=said.append,
    )
    assert [v[:2] for v in found] == [("holds", None), ("fails", "command-failed"), ("undecided", "cannot-run")]
    assert said == ["$ grep Two src/lib.rs", "$ false", "$ no-such-program --at all"]
    assert not left_behind(cache)


def test_nothing_runs_unasked_or_from_elsewhere(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "tree", SMALL)
    mark = tmp_path / "ran"
    blocks = (block(f"touch {mark}"),)
    assert decided(root, cache, appends(root, "\npub struct Two;\n", blocks=blocks)) == []
    others = (
        block(f"touch {mark}", "Implementation"),
        block(f"touch {mark}", "Testing", role="quote"),
        block(f"touch {mark}", "Context"),
    )
    assert verdicts(root, cache, *others) == []
    assert not mark.exists()
    assert list(cache.iterdir()) == []


def test_a_shell_is_used_only_when_allowed(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "tree", SMALL)
    [refused] = verdicts(root, cache, block("cat src/lib.rs | grep Two"))
    assert refused[:2] == ("undecided", "needs-shell")
    [allowed] = verdicts(root, cache, block("cat src/lib.rs | grep Two"), shell=True)
    assert allowed[0] == "holds"


@pytest.mark.parametrize(
    "text",
    ["a | b", "a && b", "a; b", "a > b", "echo $HOME", "echo `id`", "ls *.rs", 'echo "$(id)"', "cd x", "X=1 a", "~/bin/a", "a & b"],
)
def test_what_only_a_shell_understands_is_seen(text: str) -> None:
    assert needs_shell(text)


@pytest.mark.parametrize("text", ["cargo test -p a", "grep '$x | y' f", 'grep "a;b" f', "cargo test --features a,b"])
def test_plain_commands_need_no_shell(text: str) -> None:
    assert not needs_shell(text)


def test_the_expected_text_is_judged(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "tree", SMALL)
    code = "\n".join(
        [
            "cat src/lib.rs # Expected: contains `struct Two`",
            "cat src/lib.rs # Expected: `struct Three`",
            "false # Expected: FAIL",
            "true # Expected: FAIL",
            "true # Expected: PASS",
            "true # Expected: no failures",
            "true # Expected: something nobody prints",
        ]
    )
    found = verdicts(root, cache, block(code))
    assert [v[:2] for v in found] == [
        ("holds", None),
        ("fails", "output-differs"),
        ("holds", None),
        ("fails", "command-failed"),
        ("holds", None),
        ("undecided", "expected-not-found"),
        ("undecided", "expected-not-found"),
    ]


def test_an_expectation_below_the_block_belongs_to_its_last_command() -> None:
    shown = block("true\nfalse")._replace(end_line=4)
    spec = Spec("s.md", "1", "t", 1, Span(0, 0), (shown,))
    document = Source("s.md", b"```bash\ntrue\nfalse\n```\n\n**Expected:** FAIL\n")
    assert [(c.text, c.line, c.expected) for c in command_lines(spec, document)] == [("true", 2, ""), ("false", 3, "FAIL")]


def test_commands_get_no_secrets_and_end_at_the_time_limit(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_TOKEN", "hush")
    monkeypatch.setenv("CARGO_REGISTRY_TOKEN", "hush")
    monkeypatch.setenv("PATH", os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"])
    root = write(tmp_path / "tree", SMALL)
    secret, slow = verdicts(root, cache, block("printenv MY_TOKEN CARGO_REGISTRY_TOKEN\nsleep 600"), timeout=1.0)
    assert secret[:2] == ("fails", "command-failed")
    assert slow[:2] == ("undecided", "time-limit")
    assert not left_behind(cache)
