"""Write the spec-to-code report: a folder of static pages that any browser shows, from each spec to its code and back.

The folder must be new, empty, or hold an earlier report; then the pages tell what has changed since that one. `report.json` in it
holds the same for other programs. Nothing outside the folder is written.

examples:
  uowgen report docs/ -o site
  uowgen report --toolchain --since last/report.json --title "Kernel specs" docs/ -o site
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from uowgen.commands import proving
from uowgen.commands.common import FOUND, WRONG, answer, judging, read_inputs, refused, spec_arguments
from uowgen.commands.configured import matters, with_severity
from uowgen.commands.judged import judge_all
from uowgen.commands.known import excused
from uowgen.commands.plan import make_plan, weighed
from uowgen.commands.printing import run_of

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    Json = dict[str, Any]


def arguments(parser: ArgumentParser) -> None:
    """Declares the command's options."""
    spec_arguments(parser)
    parser.add_argument("-o", "--output", required=True, metavar="FOLDER", help="where the pages are written")
    parser.add_argument("--since", metavar="FILE", help="the report.json to compare with (default: that of FOLDER)")
    parser.add_argument("--title", help="what the report is called (default: the name of the tree's folder)")
    parser.add_argument("--checks", action="store_true", help="run the Python models and checks of the tree that uowgen.toml names")
    parser.set_defaults(patched=False)  # a report is on the tree as it is
    proving.arguments(parser)


def run(options: Namespace) -> int:
    """Writes the report; 1 if something is refused or a criterion fails that no baseline knows, 2 if it could not be written."""
    from uowgen.report.site.pages import REPORT, site_of
    from uowgen.report.site.trend import is_report
    from uowgen.workspace.report_folder import FolderTakenError, write_report

    here = _read(os.path.join(options.output, REPORT))
    earlier = _read(options.since) if options.since else here
    if options.since and not is_report(earlier):
        return _wrong("no-report", f"`{options.since}` is no report; give the report.json of an earlier one")
    inputs = read_inputs(options)
    if inputs.unreadable and not inputs.specs:
        return answer(WRONG, "", inputs.problems, inputs).give()
    severity = inputs.configuration.severity
    plan = weighed(make_plan(inputs, options), severity)
    judged, inputs = judge_all(inputs, inputs.tree, judging(inputs, checks=options.checks))
    if proving.wanted(options):
        judged, more, _ = proving.proved(judged, inputs.tree, None, inputs, options)
        inputs = inputs._replace(problems=(*inputs.problems, *more))
    let_be = excused(judged, inputs, options)
    inputs = inputs._replace(problems=(*inputs.problems, *let_be.problems))
    title = options.title or f"{os.path.basename(os.path.realpath(inputs.tree.root)) or 'tree'}: specs and code"
    told = run_of(inputs, plan, judged)._replace(known=let_be.reasons, problems=with_severity(inputs.problems, severity))
    try:
        files = site_of(told, title=title, made=_now(), earlier=earlier)
        count, size = write_report(options.output, files, here["pages"] if is_report(here) else None)
    except FolderTakenError:
        return _wrong("folder-taken", f"`{options.output}` holds something that is no report; give a new or empty folder")
    except OSError as error:
        return _wrong("not-written", f"{error.filename or options.output}: {error.strerror}")
    found = refused(plan, severity) or any(p.severity == "error" for p in with_severity(let_be.problems, severity))
    for s, (_, verdicts) in enumerate(judged):
        for c, verdict in enumerate(verdicts):
            found = found or (verdict.outcome == "fails" and matters(verdict.code, severity) and (s, c) not in let_be.reasons)
    said = f"written: {os.path.join(options.output, 'index.html')} ({count} files, {size / 1e6:.1f} MB)\n"
    return answer(WRONG if inputs.unreadable else FOUND if found else 0, said, inputs.problems, inputs).give()


def _wrong(code: str, message: str) -> int:
    print(f"error[{code}]: {message}", file=sys.stderr)
    return WRONG


def _read(path: str) -> Json | None:
    """The JSON object that the file `path` holds; None if it is none."""
    from json import loads

    try:
        with open(path, "rb") as file:
            found = loads(file.read())
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _now() -> str:
    """When the report is made, in UTC; as `SOURCE_DATE_EPOCH` says for one that is to come out the same again."""
    from datetime import UTC, datetime

    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(given), UTC) if given.isdigit() else datetime.now(UTC)
    return moment.strftime("%Y-%m-%d %H:%M UTC")
