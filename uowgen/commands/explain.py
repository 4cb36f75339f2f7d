"""Say what a code means, with an example and what to write instead. Without a code, list them all; `claims` lists the frames.

examples:
  uowgen explain anchor-ambiguous
  uowgen explain claims
  uowgen explain claims item_exists
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
    parser.add_argument("code", nargs="?", metavar="CODE", help="a code such as anchor-not-found, or `claims`")
    parser.add_argument("kind", nargs="?", metavar="KIND", help="with `claims`: one kind of claim")


def run(options: Namespace) -> int:
    """Prints one entry or the list; 2 for a code that there is not."""
    if options.code is None:
        width = max(len(code.name) for code in CODES)
        print("\n".join(f"{code.name:{width}}  {code.means.split('. ')[0].rstrip('.')}" for code in CODES))
        return 0
    if options.code == "claims":
        from uowgen.claims.listing import kind_in_full, kinds_in_short

        text = kind_in_full(options.kind) if options.kind else kinds_in_short()
        print(text or f"error[unknown-kind]: there is no kind of claim `{options.kind}`", file=sys.stdout if text else sys.stderr)
        return 0 if text else WRONG
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
