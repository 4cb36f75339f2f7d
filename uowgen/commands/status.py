"""Tell for each spec what the tree says of it: applied, applicable, partly applied, or refused, with counts. Writes nothing.

Where `verify --record` has kept verdicts, it also tells what changed since: the document, the code that they rest on, or both.

examples:
  uowgen status docs/
  uowgen status --format json docs/uow-2.1.md docs/uow-2.2.md
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.commands.common import WRONG, answer, as_json, judging, read_inputs, recalled, spec_arguments
from uowgen.commands.plan import make_plan
from uowgen.commands.recording import record_named, recorded

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping

    from uowgen.commands.common import Inputs
    from uowgen.model import SpecPlan
    from uowgen.remembered import Answer
    from uowgen.since import Record, Since


def arguments(parser: ArgumentParser) -> None:
    """Declares the command's options."""
    spec_arguments(parser, formats=("text", "json"), volume=True)
    parser.add_argument(
        "--since", metavar="FILE", help="what `verify --format json` printed earlier (default: what `verify --record` kept last)"
    )


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
    records, problems = recorded(inputs, options.since)
    wrong = bool(problems) and bool(options.since)
    inputs = inputs._replace(problems=(*inputs.problems, *problems), unreadable=inputs.unreadable or wrong)
    planned = make_plan(inputs, options).specs
    # Only the record makes it worth while to judge everything afresh.
    since, inputs = _since(inputs, records) if records is not None else ([None] * len(inputs.specs), inputs)
    changed = {(spec.path, spec.line): row for (spec, _), row in zip(inputs.specs, since, strict=True)}
    rows = [_row(spec, changed.get((spec.spec.path, spec.spec.line))) for spec in planned]
    if options.format == "json":
        output = as_json({"schema": "uowgen/status/1", "specs": rows})
    else:
        width = max((len(str(row["state"])) for row in rows), default=0)
        lines = [(row, changed.get((spec.spec.path, spec.spec.line))) for row, spec in zip(rows, planned, strict=True)]
        if options.volume == "quiet":
            lines = [(row, since) for row, since in lines if row["state"] in ("refused", "partly") or (since and since.changes)]
        output = "".join(_told(row, since, width) for row, since in lines)
    return answer(WRONG if inputs.unreadable else 0, output, inputs.problems, inputs), inputs


def _since(inputs: Inputs, records: Mapping[str, Record]) -> tuple[list[Since | None], Inputs]:
    """What changed since the record, a row a spec (None for a spec that nobody recorded), and `inputs` with what that rests on."""
    from uowgen.commands.judged import judge_all
    from uowgen.since import changes_since

    rows: list[Since | None] = []
    judged, inputs = judge_all(inputs, inputs.tree, judging(inputs))
    for (spec, verdicts), (_, document) in zip(judged, inputs.specs, strict=True):
        record = record_named(records, spec, inputs)
        rows.append(changes_since(spec, document, verdicts, record, inputs.source_of) if record is not None else None)
    return rows, inputs


def _told(row: dict[str, object], since: Since | None, width: int) -> str:
    head = f"{row['state']:{width}}  {row['path']}:{row['line']}: {row['id']} {row['title']}".rstrip()
    text = f"{head}  ({row['applies']} applies, {row['applied']} applied, {row['refused']} refused)\n"
    if since is None or (since.what == "nothing" and not since.changes):
        return text
    changed = {"document": "the document changed", "code": "the code changed", "both": "document and code changed"}
    text += f"  {changed.get(since.what, 'the verdicts changed')} since the record\n"
    for change in since.changes:
        was = (
            f"{change.before or 'not there'} -> {change.after or 'gone'}"
            if change.before != change.after
            else f"still {change.after}"
        )
        place = f"line {change.line}: " if change.line else ""
        text += f"    {place}{change.text}  ({change.what}: {was})\n"
    return text


def _row(planned: SpecPlan, since: Since | None) -> dict[str, object]:
    spec = planned.spec
    statuses = [operation.status for operation in planned.operations]
    counts = {status: statuses.count(status) for status in ("applies", "applied", "refused")}
    row = {"path": spec.path, "line": spec.line, "id": spec.id, "title": spec.title, "state": state_of(planned), **counts}
    if since is not None:
        row["since"] = {"what": since.what, "criteria": [change._asdict() for change in since.changes]}
    return row
