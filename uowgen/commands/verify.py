"""Decide every acceptance criterion of the specs, with evidence. Writes nothing, unless --tick asks for ticks.

examples:
  uowgen verify docs/uow-2.1.md
  uowgen verify --patched --format json docs/uow-2.1.md
  uowgen verify --toolchain --patched docs/uow-2.1.md
  uowgen verify --staged
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from uowgen.commands import proving, ticking
from uowgen.commands.common import FOUND, WRONG, answer, as_json, judging, read_inputs, recalled, spec_arguments
from uowgen.commands.configured import matters, with_severity
from uowgen.commands.known import NAME, Excused, excused
from uowgen.remembered import Answer
from uowgen.report.formats import FOR_VERDICTS
from uowgen.verify import verify_specs

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from uowgen.commands.common import Inputs
    from uowgen.model import Plan, Spec, Verdict
    from uowgen.strength import Strength
    from uowgen.text import Source
    from uowgen.tree import Tree
    from uowgen.verify import VerifyOptions


def arguments(parser: ArgumentParser) -> None:
    """Declares the command's options."""
    spec_arguments(parser, formats=("text", "json", *FOR_VERDICTS), volume=True)
    parser.add_argument("--patched", action="store_true", help="judge the tree as the plan would leave it, without writing")
    parser.add_argument("--strict", action="store_true", help="an undecided criterion counts as found")
    parser.add_argument("--claimed", action="store_true", help="only a ticked box that fails counts as found")
    parser.add_argument(
        "--strength", action="store_true", help="change the code in one place at a time: what would the criteria notice?"
    )
    parser.add_argument("--record", action="store_true", help="keep the verdicts, for `status` to tell what changed since")
    parser.add_argument("--no-baseline", action="store_true", help="count known failures as well")
    parser.add_argument(
        "--staged",
        action="store_true",
        help="judge git's index: the ticked criteria of the specs that are staged, or speak of a file that is staged or given as SPEC",
    )
    parser.add_argument("--checks", action="store_true", help="run the Python models and checks of the tree that uowgen.toml names")
    proving.arguments(parser)
    ticking.arguments(parser)


def run(options: Namespace) -> int:
    """Prints the verdicts; 1 if a criterion fails (see --strict and --claimed), 2 if a document could not be read."""
    wrong = ticking.refused(options) or _refused(options)
    options.claimed = options.claimed or options.staged
    if wrong:
        print(f"error[wrong-usage]: {wrong}", file=sys.stderr)
        return WRONG
    return recalled(options, _answer)


def _refused(options: Namespace) -> str:
    """Why --staged cannot go with other options; empty if it can."""
    others = ("patched", "tick", "untick", "record", "toolchain", "run_commands", "through")
    given = next((name for name in others if getattr(options, name)), None) if options.staged else None
    return f"--staged judges git's index, --{given.replace('_', '-')} needs the work tree" if given else ""


def counts(verdict: Verdict, *, strict: bool, claimed: bool) -> bool:
    """Whether `verdict` makes the run end with status 1."""
    if claimed and not verdict.criterion.claimed:
        return False
    return verdict.outcome == "fails" or (strict and verdict.outcome == "undecided")


def _answer(options: Namespace) -> tuple[Answer, Inputs]:
    inputs = read_inputs(options)
    tree, plan = tree_to_judge(inputs, options)
    by = judging(inputs, checks=options.checks)
    if len(inputs.specs) > 1:
        from uowgen.commands.judged import judge_all

        judged, inputs = judge_all(inputs, tree, by)
    else:
        judged = verify_specs(inputs.specs, tree, by)
    if proving.wanted(options):
        judged, problems, rests_on = proving.proved(judged, tree, plan, inputs, options)
        rests_on = None if rests_on is None or inputs.rests_on is None else {**inputs.rests_on, **rests_on}
        inputs = inputs._replace(problems=(*inputs.problems, *problems), rests_on=rests_on)
    let_be = Excused({})
    if not options.patched and not options.no_baseline:
        let_be = excused(judged, inputs, options)
        rests_on = None if inputs.rests_on is None else {**inputs.rests_on, **let_be.rests_on}
        inputs = inputs._replace(problems=(*inputs.problems, *let_be.problems), rests_on=rests_on)

    severity = inputs.configuration.severity

    def shown_in(path: str) -> Source | None:
        return inputs.documents.get(path) or tree.read(path)

    told = ""
    if options.tick or options.untick:
        told, unwritten = ticking.tick(judged, inputs, options)
        inputs = inputs._replace(problems=(*inputs.problems, *unwritten), unreadable=inputs.unreadable or bool(unwritten))
    if options.format == "json":
        from uowgen.report.as_json import verify_json
        from uowgen.since import with_fingerprints

        written = with_fingerprints(verify_json(judged, let_be.reasons), judged, shown_in)
        if options.strength:
            from uowgen.report.as_strength import strength_json

            written["strength"] = strength_json(_strength(inputs, by, judged, tree))
        output = as_json(written)
    elif options.format in FOR_VERDICTS:
        from uowgen.commands.printing import printed, run_of

        output = printed(options.format, run_of(inputs, None, judged, tree))
    else:
        from uowgen.report.as_text import verify_text

        shown = verify_text(judged, shown_in, options.volume)
        output = shown if judged or not inputs.unreadable else ""
        if options.strength and judged:
            from uowgen.report.as_strength import strength_text

            output += "\n" + strength_text(_strength(inputs, by, judged, tree))
    if options.record:
        from uowgen.commands.recording import record
        from uowgen.report.as_json import verify_json
        from uowgen.since import with_fingerprints

        failed = record(with_fingerprints(verify_json(judged), judged, shown_in), inputs)
        inputs = inputs._replace(problems=(*inputs.problems, *failed), unreadable=inputs.unreadable or bool(failed))
    if let_be.reasons:
        told += f"{len(let_be.reasons)} of them {'is' if len(let_be.reasons) == 1 else 'are'} known: see {NAME}\n"
    found = any(p.severity == "error" for p in with_severity(let_be.problems, severity)) or any(
        matters(v.code, severity) and counts(v, strict=options.strict, claimed=options.claimed) and (s, c) not in let_be.reasons
        for s, (_, verdicts) in enumerate(judged)
        for c, v in enumerate(verdicts)
    )
    wrong = inputs.unreadable or any(p.code == "interpreter-disagrees" for p in inputs.problems)
    status = WRONG if wrong else FOUND if found else 0
    given = answer(status, output, inputs.problems, inputs)
    if told:
        given = Answer(status, given.output, given.errors + told.encode("utf-8", "surrogateescape"))
    return given, inputs


def _strength(
    inputs: Inputs, by: VerifyOptions, judged: tuple[tuple[Spec, tuple[Verdict, ...]], ...], tree: Tree
) -> list[Strength]:
    from uowgen.strength import strength_of

    rows = zip(inputs.specs, judged, strict=True)
    return [strength_of(spec, document, verdicts, tree, by.kinds, by.own) for (spec, document), (_, verdicts) in rows]


def tree_to_judge(inputs: Inputs, options: Namespace) -> tuple[Tree, Plan | None]:
    """The tree to judge, and the plan that it is patched with."""
    if not options.patched:
        return inputs.tree, None
    from uowgen.commands.plan import make_plan
    from uowgen.tree import OverlayTree

    plan = make_plan(inputs, options)
    changed = {change.path: None if change.removed else change.result for change in plan.changes}
    return OverlayTree(inputs.tree, changed), plan
