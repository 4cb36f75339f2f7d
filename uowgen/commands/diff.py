"""Print the plan as a patch that `git apply` takes; what is refused goes to standard error. Writes nothing.

examples:
  uowgen diff docs/uow-2.1.md | git apply --check
  uowgen diff --root ../kernel docs/uow-2.1.md > uow.patch
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.commands.common import FOUND, WRONG, read_inputs, refused, spec_arguments
from uowgen.commands.plan import make_plan, weighed
from uowgen.commands.proving import formatted
from uowgen.diagnostic import render
from uowgen.remembered import Answer
from uowgen.report.as_text import refusals_text
from uowgen.workspace import patch_of

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def arguments(parser: ArgumentParser) -> None:
    """Declares the command's options."""
    spec_arguments(parser)
    parser.add_argument("--rustfmt", action="store_true", help="format what is inserted as the tree's rustfmt.toml says")


def run(options: Namespace) -> int:
    """Prints the patch; 1 if something is refused, 2 if a document could not be read."""
    inputs = read_inputs(options)
    plan, inputs = formatted(make_plan(inputs, options), inputs, options)
    status = (
        WRONG
        if inputs.unreadable
        else FOUND
        if refused(weighed(plan, inputs.configuration.severity), inputs.configuration.severity)
        else 0
    )
    errors = refusals_text(plan, inputs.problems, inputs.source_of)
    patch, problems = patch_of(inputs.tree, plan)
    if problems:
        status, errors = WRONG, errors + "".join(render(problem, inputs.source_of) + "\n" for problem in problems)
    return Answer(status, patch, errors.encode("utf-8", "surrogateescape")).give()
