"""Say where every block of a spec would go, and what is refused. Writes nothing.

examples:
  uowgen plan docs/uow-2.1.md
  uowgen plan --format json --root ../kernel docs/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.commands.common import FOUND, WRONG, answer, as_json, placeholders, read_inputs, recalled, refused, spec_arguments
from uowgen.commands.configured import template_folders, with_severity
from uowgen.plan import PlanOptions, plan_specs
from uowgen.rendering.catalog import load_templates
from uowgen.report.formats import FOR_PLANS

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Mapping, Sequence

    from uowgen.commands.common import Inputs
    from uowgen.model import Plan, Spec
    from uowgen.remembered import Answer
    from uowgen.text import Source


def arguments(parser: ArgumentParser) -> None:
    """Declares the command's options."""
    spec_arguments(parser, formats=("text", "json", *FOR_PLANS), volume=True)


def run(options: Namespace) -> int:
    """Prints the plan; 1 if something is refused, 2 if a document could not be read."""
    return recalled(options, _answer)


def make_plan(inputs: Inputs, options: Namespace) -> Plan:
    """The plan of all the specs of `inputs`."""
    folders = template_folders(inputs.configuration, inputs.tree.root, inputs.plugins)
    return plan_specs(
        inputs.specs,
        inputs.tree,
        PlanOptions(placeholders(options, inputs.configuration), load_templates(folders), inputs.plugins.operations),
        _watched if len(inputs.specs) > 1 else iter,
    )


def _watched(specs: Sequence[tuple[Spec, Source]]) -> Iterator[tuple[Spec, Source]]:
    from uowgen.commands.watched import each

    return each(specs, len(specs), "planning")


def weighed(plan: Plan, severity: Mapping[str, str]) -> Plan:
    """`plan` with its problems as the configuration weighs them, to be told. What is to be written goes by the plan itself."""
    if not severity:
        return plan
    specs = tuple(spec._replace(problems=with_severity(spec.problems, severity)) for spec in plan.specs)
    return plan._replace(specs=specs, problems=with_severity(plan.problems, severity))


def _answer(options: Namespace) -> tuple[Answer, Inputs]:
    inputs = read_inputs(options)
    severity = inputs.configuration.severity
    plan = weighed(make_plan(inputs, options), severity)
    problems = inputs.problems
    if options.format == "json":
        from uowgen.report.as_json import plan_json

        output = as_json(plan_json(plan, inputs.source_of))
    elif options.format in FOR_PLANS:
        from uowgen.commands.printing import printed, run_of

        output = printed(options.format, run_of(inputs, plan))
    else:
        from uowgen.report.as_text import plan_text

        output = plan_text(plan, inputs.source_of, severity, options.volume) if plan.specs or not inputs.unreadable else ""
        problems = (*problems, *(problem for spec in plan.specs for problem in spec.problems))
    status = WRONG if inputs.unreadable else FOUND if refused(plan, severity) else 0
    return answer(status, output, problems, inputs), inputs
