"""Command lines as argparse reads them, with help and messages for wrong usage. Loaded only where `usual.py` does not suffice."""

from __future__ import annotations

import argparse
import os
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace
    from types import ModuleType


def parser_of(name: str, command: ModuleType) -> ArgumentParser:
    """The parser of the command `name`, whose module is `command`."""
    _untranslated()
    parser = ArgumentParser(prog=f"uowgen {name}", description=command.__doc__, formatter_class=_Help, allow_abbrev=False)
    command.arguments(parser)
    return parser


def parsed(name: str, command: ModuleType, words: list[str]) -> Namespace:
    """What `words` ask of the command; SystemExit after --help and for wrong usage."""
    parser = parser_of(name, command)
    # A word before the specs, with options between them, is more than `parse_args` can tell apart; it is slower, so only where needed.
    parse = parser.parse_intermixed_args if getattr(command, "WORD_BEFORE_SPECS", False) else parser.parse_args
    return parse(words)


class _Help(RawDescriptionHelpFormatter):
    """Help as wide as the terminal. argparse makes one for every option that is declared, and would import `shutil` for its width."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(1).columns or 80
    except (OSError, ValueError):
        return 80


def _untranslated() -> None:
    """Keeps argparse from looking for translations of its own words: the program's are English, and the search costs a fiftieth of a run."""
    for name, plain in (("_", str), ("ngettext", lambda one, many, n: one if n == 1 else many)):
        if hasattr(argparse, name):
            setattr(argparse, name, plain)
