"""Record the failures that are known, each with a reason, in uowgen-baseline.json; later runs can only take entries out.

`verify` does not count what the list excuses, and counts an entry that excuses nothing.

examples:
  uowgen baseline docs/ --reason "waits for the allocator of phase 3"
  uowgen baseline docs/
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from uowgen.baseline import Known, baseline_text, shrunk
from uowgen.commands import known
from uowgen.commands.common import FOUND, WRONG, judging, read_inputs, spec_arguments
from uowgen.commands.judged import judge_all
from uowgen.commands.known import NAME
from uowgen.diagnostic import Diagnostic, render

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from uowgen.commands.common import Inputs
    from uowgen.model import Spec, Verdict


def arguments(parser: ArgumentParser) -> None:
    """Declares the command's options."""
    spec_arguments(parser)
    parser.add_argument("--reason", metavar="TEXT", help="why the failures are let be; needed to begin a list")
    parser.add_argument("--strict", action="store_true", help="begin the list with undecided criteria as well")


def run(options: Namespace) -> int:
    """Begins the list or shrinks it; 1 if something fails that an existing list does not have, 2 for wrong usage."""
    inputs = read_inputs(options)
    judged, inputs = judge_all(inputs, inputs.tree, judging(inputs))
    baseline, problems = known.load(inputs)
    for problem in (*inputs.problems, *problems):
        print(render(problem, inputs.source_of), file=sys.stderr)
    if inputs.unreadable or problems:
        return WRONG
    failing = [
        (spec, verdict)
        for spec, verdicts in judged
        for verdict in verdicts
        if verdict.outcome == "fails" or (options.strict and verdict.outcome == "undecided")
    ]
    if baseline.source is None:
        return _begun(failing, inputs, options)
    rows = [(known.name_of(spec, inputs), verdicts) for spec, verdicts in judged]
    kept = shrunk(baseline, rows, known.gone(baseline, inputs, options))
    if len(kept) < len(baseline.known) and not _write(inputs, baseline_text(kept)):
        return WRONG
    taken = len(baseline.known) - len(kept)
    print(f"{NAME}: {taken} taken out, {len(kept)} left")
    fresh = [(spec, v) for spec, v in failing if v.outcome == "fails" and baseline.entry(known.name_of(spec, inputs), v) is None]
    for spec, verdict in fresh:
        message = f"this fails, and the list of known failures does not have it: {verdict.message}"
        advice = f"make it hold; the list can only shrink ({NAME} would have to be begun anew)"
        print(
            render(Diagnostic("baseline-would-grow", message, spec.path, verdict.criterion.span, advice), inputs.source_of),
            file=sys.stderr,
        )
    return FOUND if fresh else 0


def _begun(failing: list[tuple[Spec, Verdict]], inputs: Inputs, options: Namespace) -> int:
    if not failing:
        print("nothing fails: no list is needed")
        return 0
    if not (options.reason or "").strip():
        print(f"error[no-reason]: {len(failing)} criteria fail; say with --reason why they are let be", file=sys.stderr)
        return WRONG
    rows = {
        Known(known.name_of(s, inputs), " ".join(v.criterion.text.split()), v.outcome, options.reason.strip()) for s, v in failing
    }
    if not _write(inputs, baseline_text(rows)):
        return WRONG
    print(f"{NAME}: begun with {len(rows)}")
    return 0


def _write(inputs: Inputs, text: bytes) -> bool:
    from uowgen.patch import change_between
    from uowgen.workspace.write import write_changes

    try:
        with open(os.path.join(inputs.tree.root, NAME), "rb") as file:
            before: bytes | None = file.read()
    except OSError:
        before = None
    problems = write_changes(inputs.tree.root, [change_between(NAME, before, text)]).problems
    for problem in problems:
        print(render(problem, inputs.source_of), file=sys.stderr)
    return not any(problem.severity == "error" for problem in problems)
