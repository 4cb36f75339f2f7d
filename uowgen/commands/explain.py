"""Say what a code means, with an example and what to write instead. Without a code, list them all.

examples:
  uowgen explain anchor-ambiguous
  uowgen explain
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from uowgen.codes import CODES, find_code
from uowgen.commands.common import WRONG

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from uowgen.codes import Code


def arguments(parser: ArgumentParser) -> None:
    """Declares the command's options."""
    parser.add_argument("code", nargs="?", metavar="CODE", help="a code such as anchor-not-found")


def run(options: Namespace) -> int:
    """Prints one entry or the list; 2 for a code that there is not."""
    if options.code is None:
        width = max(len(code.name) for code in CODES)
        print("\n".join(f"{code.name:{width}}  {code.means.split('. ')[0].rstrip('.')}" for code in CODES))
        return 0
    code = find_code(options.code)
    if code is None:
        from difflib import get_close_matches

        near = get_close_matches(options.code, [c.name for c in CODES], 1)
        hint = f"; did you mean `{near[0]}`?" if near else "; `uowgen explain` lists them"
        print(f"error[unknown-code]: there is no code `{options.code}`{hint}", file=sys.stderr)
        return WRONG
    print(_entry(code))
    return 0


def _entry(code: Code) -> str:
    from textwrap import fill, indent

    example = indent(code.example, "    ")
    return f"{code.name}\n\n{fill(code.means, 100)}\n\nFor example:\n\n{example}\n\nInstead:\n\n{fill(code.instead, 100)}"
