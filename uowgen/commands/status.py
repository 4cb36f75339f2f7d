"""Tell for each spec what the tree says of it: applied, applicable, partly applied, or refused, with counts. Writes nothing.

examples:
  uowgen status docs/
  uowgen status --format json docs/uow-2.1.md docs/uow-2.2.md
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.commands.common import WRONG, answer, as_json, read_inputs, recalled, spec_arguments
from uowgen.commands.plan import make_plan

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from uowgen.commands.common import Inputs
    from uowgen.model import SpecPlan
    from uowgen.remembered import Answer


def arguments(parser: ArgumentParser) -> None:
    """Declares the command's options."""
    spec_arguments(parser, formats=("text", "json"))


def run(options: Namespace) -> int:
    """Prints a line a spec; 2 if a document could not be read, else 0: no state of a spec is wrong in itself."""
    return recalled(options, _answer)


def state_of(planned: SpecPlan) -> str:
    """`applied`, `applicable`, `partly` or `refused`; `nothing` for a spec that asks for no change."""
    statuses = {operation.status for operation in planned.operations}
    if "refused" in statuses:
        return "refused"
    if statuses == {"applies", "applied"}:
        return "partly"
    return {"applies": "applicable", "applied": "applied"}[statuses.pop()] if statuses else "nothing"


def _answer(options: Namespace) -> tuple[Answer, Inputs]:
    inputs = read_inputs(options)
    rows = [_row(planned) for planned in make_plan(inputs, options).specs]
    if options.format == "json":
        output = as_json({"schema": "uowgen/status/1", "specs": rows})
    else:
        width = max((len(str(row["state"])) for row in rows), default=0)
        output = "".join(
            f"{row['state']:{width}}  {row['path']}:{row['line']}: {row['id']} {row['title']}".rstrip()
            + f"  ({row['applies']} applies, {row['applied']} applied, {row['refused']} refused)\n"
            for row in rows
        )
    return answer(WRONG if inputs.unreadable else 0, output, inputs.problems, inputs), inputs


def _row(planned: SpecPlan) -> dict[str, object]:
    spec = planned.spec
    statuses = [operation.status for operation in planned.operations]
    counts = {status: statuses.count(status) for status in ("applies", "applied", "refused")}
    return {"path": spec.path, "line": spec.line, "id": spec.id, "title": spec.title, "state": state_of(planned), **counts}
