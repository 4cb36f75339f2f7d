"""Take out what a spec put in, if it is still there unchanged; else refuse and write nothing.

examples:
  uowgen revert docs/uow-2.1.md
  uowgen revert --root ../kernel docs/uow-2.1.md
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.commands.common import FOUND, WRONG, answer, placeholders, read_inputs, spec_arguments
from uowgen.commands.plan import make_plan
from uowgen.plan import PlanOptions, plan_specs
from uowgen.revert import revert_unrecorded
from uowgen.workspace.applied import revert_specs, spec_name

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from uowgen.commands.common import Inputs
    from uowgen.diagnostic import Diagnostic
    from uowgen.model import FileChange
    from uowgen.tree import Tree
    from uowgen.workspace.applied import Unrecorded

# What the disk is the reason of; everything else is a refusal.
_NOT_WRITTEN = ("another-run", "cannot-write", "changed-since-plan", "recovery-stuck", "unreadable")


def arguments(parser: ArgumentParser) -> None:
    """Declares the command's options."""
    spec_arguments(parser)


def run(options: Namespace) -> int:
    """Writes the tree as it was; 1 if something changed since, 2 if a document could not be read or a file not be written."""
    inputs = read_inputs(options)
    if inputs.unreadable:
        return answer(WRONG, "", inputs.problems, inputs).give()
    ordered = [spec.spec for spec in make_plan(inputs, options).specs]
    names = [spec_name(inputs.tree.root, spec.path, spec.id) for spec in ordered]
    written = revert_specs(inputs.tree, names, _unrecorded(inputs, options))
    errors = [problem.code for problem in written.problems if problem.severity == "error"]
    status = 0 if not errors else WRONG if any(code in _NOT_WRITTEN for code in errors) else FOUND
    output = "".join(f"took out of {path}\n" for path in written.paths)
    if not written.paths:
        output = "" if errors else "nothing to take out\n"
    return answer(status, output, (*inputs.problems, *written.problems), inputs).give()


def _unrecorded(inputs: Inputs, options: Namespace) -> Unrecorded:
    """How a spec without a record is taken out: by planning it again."""
    known = {spec_name(inputs.tree.root, spec.path, spec.id): (spec, source) for spec, source in inputs.specs}
    chosen = PlanOptions(placeholders(options, inputs.configuration), operations=inputs.plugins.operations)

    def take_out(name: str, tree: Tree) -> tuple[tuple[FileChange, ...], tuple[Diagnostic, ...]]:
        plan = plan_specs((known[name],), tree, chosen)
        return revert_unrecorded(plan.specs[0], tree, lambda left: plan_specs((known[name],), left, chosen).changes)

    return take_out
