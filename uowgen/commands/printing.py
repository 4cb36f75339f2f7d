"""A plan or verdicts in one of the formats of `report.formats`, with what codes and claims mean filled in.

For `github` the step's summary is written where GitHub asks for it; nothing else is written.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from uowgen import __version__
from uowgen.plugins import NONE, Plugins
from uowgen.report.formats import written
from uowgen.report.run import Explained, Run

if TYPE_CHECKING:
    from uowgen.commands.common import Inputs
    from uowgen.model import Plan, Spec, Verdict
    from uowgen.tree import Tree

    Judged = tuple[tuple[Spec, tuple[Verdict, ...]], ...]


def printed(name: str, run: Run) -> str:
    """`run` in the format `name`, one of `report.formats.FORMATS`."""
    if name == "github":
        _summarise(run)
    return written(name, run)


def run_of(inputs: Inputs, plan: Plan | None, judged: Judged | None = None, tree: Tree | None = None) -> Run:
    """What the run has to tell, as the formats take it. `tree` is the one that was judged, if not that of `inputs`."""
    read = (tree or inputs.tree).read
    return Run(
        plan,
        judged,
        lambda path: inputs.documents.get(path) or read(path),
        lambda name: explain(name, inputs.plugins),
        inputs.problems,
        __version__,
        inputs.configuration.severity,
    )


def explain(name: str, plugins: Plugins = NONE) -> Explained | None:
    """What the code, or the kind of claim, called `name` means; the kind may be one of another package."""
    from uowgen.claims import NAMES, kind_called
    from uowgen.codes import find_code

    code = find_code(name)
    if code is not None:
        return Explained(code.means, code.example, code.instead)
    foreign = next((kind for kind in plugins.kinds if kind.name == name), None)
    if name not in NAMES and foreign is None:
        return None
    kind = foreign or kind_called(name)
    return Explained(kind.says, kind.examples[0] if kind.examples else "")


def _summarise(run: Run) -> None:
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path:
        with open(path, "a", encoding="utf-8", errors="replace") as file:
            file.write(written("markdown", run))
