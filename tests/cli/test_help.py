"""Help: an overview on one screen, and two examples for each command that it really takes."""

from __future__ import annotations

import shlex
from argparse import ArgumentParser
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from tests.cli.run import uowgen
from uowgen.cli import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path


def test_the_overview_fits_on_a_screen_and_has_every_command(tmp_path: Path) -> None:
    shown = uowgen("--help", cwd=tmp_path).output.splitlines()
    assert len(shown) <= 32
    assert [name for name, _, _ in COMMANDS if not any(row.split()[:1] == [name] for row in shown)] == []


@pytest.mark.parametrize(("name", "module"), [(name, module) for name, module, _ in COMMANDS])
def test_a_command_s_help_has_examples_that_its_options_take(name: str, module: str) -> None:
    command = import_module(f"uowgen.commands.{module}")
    examples = [row.strip() for row in (command.__doc__ or "").partition("examples:\n")[2].splitlines() if row.strip()]
    assert len(examples) >= 2
    parser = ArgumentParser(exit_on_error=False)
    command.arguments(parser)
    for example in examples:
        program, called, *arguments = shlex.split(example.partition(" > ")[0].partition(" | ")[0])
        assert (program, called) == ("uowgen", name)
        parser.parse_args(arguments)
