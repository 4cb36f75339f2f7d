"""The completion scripts, asked as a shell asks them."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.cli.run import CHECKOUT, uowgen
from uowgen.cli import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path

ASK = """
source "$1"
shift
COMP_WORDS=(uowgen "$@")
COMP_CWORD=$#
COMP_LINE="${COMP_WORDS[*]}"
COMP_POINT=${#COMP_LINE}
$(complete -p uowgen | sed 's/.* -F \\([^ ]*\\) .*/\\1/') uowgen "${COMP_WORDS[$COMP_CWORD]}" "${COMP_WORDS[$COMP_CWORD-1]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a script for each shell."""
    folder = tmp_path_factory.mktemp("completion")
    for shell in ("bash", "zsh", "fish"):
        done = uowgen("completion", shell, cwd=folder)
        assert (done.status, done.errors) == (0, "")
        (folder / shell).write_text(done.output)
    return folder


def completed(scripts: Path, *words: str) -> list[str]:
    """What bash offers for the last of `words`."""
    asked = ["bash", "--noprofile", "--norc", "-c", ASK, "ask", str(scripts / "bash"), *words]
    done = subprocess.run(asked, cwd=CHECKOUT, capture_output=True, check=True)
    return [row.rstrip() for row in done.stdout.decode().splitlines() if row.strip()]


needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not there")


@needs_bash
def test_bash_offers_every_command(scripts: Path) -> None:
    offered = completed(scripts, "")
    assert [name for name, _, _ in COMMANDS if name not in offered] == []
    assert completed(scripts, "ver") == ["verify"]


@needs_bash
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("verify", "--stri"), ["--strict"]),
        (("verify", "--format", "sarif-"), ["sarif-problems"]),
        (("plan", "--keep"), []),
        (("apply", "--keep"), ["--keep-going"]),
        (("explain", "anchor-not"), ["anchor-not-found"]),
        (("explain", "claims", "item_e"), ["item_exists"]),
        (("new", "raii"), ["raii-guard"]),
        (("schema", "ver"), ["verify"]),
        (("install-hook", "--st"), ["--strict"]),
        (("completion", "z"), ["zsh"]),
        (("plan", "READ"), ["README.md"]),
        (("verify", "--root", "fixtures/ker"), ["fixtures/kernel"]),
    ],
)
def test_bash_offers_what_fits(scripts: Path, words: tuple[str, ...], offered: list[str]) -> None:
    assert completed(scripts, *words) == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_takes_its_script(scripts: Path, shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not there")
    subprocess.run([shell, "-n", str(scripts / shell)], check=True)


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_every_command_and_format_is_in_each_script(scripts: Path, shell: str) -> None:
    text = (scripts / shell).read_text()
    for name, _, _ in COMMANDS:
        assert name in text
    assert "sarif-problems" in text


def test_another_shell_is_wrong_usage(tmp_path: Path) -> None:
    assert uowgen("completion", "tcsh", cwd=tmp_path).status == 2
