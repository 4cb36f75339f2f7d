"""Print the JSON Schema of what a command prints with --format json. Without a name, list them.

examples:
  uowgen schema
  uowgen schema plan > plan.schema.json
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from uowgen.commands.common import WRONG

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def arguments(parser: ArgumentParser) -> None:
    """Declares the command's options."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="the command whose output it describes")


def run(options: Namespace) -> int:
    """Prints a schema or the list; 2 if there is none of that name."""
    known = names()
    if options.name is None:
        print("\n".join(known))
        return 0
    if options.name not in known:
        from difflib import get_close_matches

        near = get_close_matches(options.name, known, 1)
        hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(known)}"
        print(f"error[unknown-schema]: there is no schema `{options.name}`; {hint}", file=sys.stderr)
        return WRONG
    print(schema(options.name), end="")
    return 0


def names() -> tuple[str, ...]:
    """The schemas that there are, sorted."""
    return tuple(sorted(name.removesuffix(".json") for name in os.listdir(_folder()) if name.endswith(".json")))


def schema(name: str) -> str:
    """The text of the schema `name`, one of `names`. OSError for another."""
    with open(os.path.join(_folder(), f"{name}.json"), encoding="utf-8") as file:
        return file.read()


def _folder() -> str:
    return os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "report", "schemas")
