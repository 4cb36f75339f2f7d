"""Write what was found out as something else to keep: `harness` is the scenarios of a spec's guard as a Rust test.

examples:
  uowgen export harness docs/uow-2.1.md
  uowgen export harness docs/uow-2.1.md -o kernel/tests/mmap_guard.rs
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from uowgen.commands.common import FOUND, WRONG, read_and_tell, spec_arguments, wrote_new

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

WORD_BEFORE_SPECS = True


def arguments(parser: ArgumentParser) -> None:
    """Declares the command's options."""
    parser.add_argument("what", choices=("harness",), help="what to write")
    spec_arguments(parser, formats=("text",))
    parser.add_argument("-o", "--output", metavar="FILE", help="the file to write, which must not exist (default: standard output)")
    parser.add_argument("--patched", action="store_true", help="of the tree as the plan would leave it")


def run(options: Namespace) -> int:
    """Writes the harness of the first spec that speaks of a guard; 1 if none does, 2 for an unreadable file."""
    from uowgen.commands.verify import tree_to_judge
    from uowgen.toolchain.confirm import written_for

    inputs = read_and_tell(options)
    if inputs.unreadable:
        return WRONG
    tree, _ = tree_to_judge(inputs, options)
    for spec, document in inputs.specs:
        written = written_for(spec, document, tree)
        if written is None:
            continue
        if options.output is None:
            print(written.text, end="")
            return 0
        if not wrote_new(options.output, written.text):
            return WRONG
        print(f"{options.output}: {len(written.runs)} scenarios of {written.guard.roles.type}", file=sys.stderr)
        return 0
    print("error[no-guard]: no spec speaks of a guard in the tree whose scenarios could be written down", file=sys.stderr)
    return FOUND
