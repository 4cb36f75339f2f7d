"""Print a script that lets a shell complete commands, options and files.

examples:
  uowgen completion bash > ~/.local/share/bash-completion/completions/uowgen
  uowgen completion fish > ~/.config/fish/completions/uowgen.fish
"""

from __future__ import annotations

from argparse import ArgumentParser
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

_SHELLS = ("bash", "zsh", "fish")


def arguments(parser: ArgumentParser) -> None:
    """Declares the command's options."""
    parser.add_argument("shell", choices=_SHELLS, help="the shell that is to complete")


def run(options: Namespace) -> int:
    """Prints the script."""
    import shtab

    print(shtab.complete(_whole(options.commands), shell=options.shell), end="")
    return 0


def _whole(commands: Iterable[tuple[str, str, str]]) -> ArgumentParser:
    """All commands as one parser: each has one of its own when it runs."""
    import shtab

    whole = ArgumentParser(prog="uowgen")
    whole.add_argument("--version", action="store_true", help="print the version")
    below = whole.add_subparsers()
    for name, module, line in commands:
        parser = below.add_parser(name, help=line, description=line)
        command = import_module(f"uowgen.commands.{module}")
        command.arguments(parser)
        for action in parser._actions:
            if action.metavar == "FOLDER":
                action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
            elif action.metavar in ("FILE", "SPEC"):
                action.complete = shtab.FILE  # type: ignore[attr-defined]
            elif not action.option_strings and action.choices is None:
                action.choices = _known(module, action.dest) or None
    return whole


def _known(command: str, argument: str) -> tuple[str, ...]:
    """What the argument can be, where that is a list of the program's own."""
    if (command, argument) == ("explain", "code"):
        from uowgen.codes import CODES

        return (*(code.name for code in CODES), "claims")
    if (command, argument) == ("explain", "kind"):
        from uowgen.claims import NAMES

        return NAMES
    if (command, argument) == ("schema", "name"):
        from uowgen.commands.schema import names

        return names()
    if (command, argument) == ("new", "kind"):
        from uowgen.rendering.documents import load_kinds

        return tuple(kind.name for kind in load_kinds())
    if (command, argument) == ("render", "template"):
        from uowgen.rendering.catalog import load_templates

        return tuple(template.name for template in load_templates())
    return ()
