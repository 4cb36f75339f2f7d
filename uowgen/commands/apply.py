"""Write the plan: every file of it or none. Nothing is written while an operation is refused, unless --keep-going.

examples:
  uowgen apply docs/uow-2.1.md
  uowgen apply --keep-going --root ../kernel docs/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.commands.common import FOUND, WRONG, read_inputs, refused, spec_arguments
from uowgen.commands.plan import make_plan
from uowgen.commands.proving import formatted
from uowgen.diagnostic import render
from uowgen.remembered import Answer
from uowgen.report.as_text import applied_text, plan_text, refusals_text

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def arguments(parser: ArgumentParser) -> None:
    """Declares the command's options."""
    spec_arguments(parser, volume=True)
    parser.add_argument("--rustfmt", action="store_true", help="format what is inserted as the tree's rustfmt.toml says")
    parser.add_argument("--keep-going", action="store_true", help="write what applies even though something is refused")


def run(options: Namespace) -> int:
    """Writes and tells what was written; 1 if something is refused, 2 if a document could not be read or a file not be written."""
    inputs = read_inputs(options)
    plan, inputs = formatted(make_plan(inputs, options), inputs, options)
    errors = refusals_text(plan, inputs.problems, inputs.source_of)
    if inputs.unreadable or (refused(plan) and not options.keep_going):
        text = "nothing was written\n"
        return Answer(WRONG if inputs.unreadable else FOUND, b"", (errors + text).encode("utf-8", "surrogateescape")).give()
    from uowgen.workspace import write_plan

    problems = write_plan(inputs.tree, plan)
    errors += "".join(render(p, inputs.source_of) + "\n" for p in problems)
    if any(p.severity == "error" for p in problems):
        errors += "nothing was written\n"
        return Answer(WRONG, b"", errors.encode("utf-8", "surrogateescape")).give()
    output = "" if options.volume == "quiet" else applied_text(plan)
    if options.volume == "verbose":
        output = plan_text(plan, inputs.source_of) + "\n" + output
    return Answer(FOUND if refused(plan) else 0, output.encode(), errors.encode("utf-8", "surrogateescape")).give()
