"""The operations of the command line as Python functions: `plan`, `apply`, `verify`, `lint`.

    from uowgen import api

    planned = api.plan("docs/uow-2.1.md", root="kernel")
    if planned.ok:
        print(planned.patch().decode())
    for spec, verdicts in api.verify("docs/", root="kernel", patched=True).judged:
        for verdict in verdicts:
            print(spec.id, verdict.outcome, verdict.criterion.text, verdict.message)

Specs are files or folders; none stands for those of the tree's configuration, which is followed in all else too. `root` is the
tree's folder; None stands for the git work tree around the current folder. All results are frozen records of `uowgen.model` and
`uowgen.diagnostic`: spans are half-open and in bytes, lines 1-based. Nothing is printed, and no function raises for what documents, files or
the configuration say: it is among the result's `problems`. Only `apply` writes.
"""

from __future__ import annotations

import os
from argparse import Namespace
from typing import TYPE_CHECKING, NamedTuple

from uowgen.commands.common import judging, read_inputs, refused
from uowgen.commands.configured import matters, with_severity
from uowgen.commands.lint import remarks_on
from uowgen.commands.plan import make_plan
from uowgen.commands.verify import tree_to_judge
from uowgen.verify import verify_specs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from uowgen.commands.common import Inputs
    from uowgen.diagnostic import Diagnostic
    from uowgen.lint.remark import Remark
    from uowgen.model import Plan, Spec, Verdict

    Path = str | os.PathLike[str]
    Specs = Path | Iterable[Path]

__all__ = ["Applied", "Linted", "Planned", "Verified", "apply", "lint", "plan", "verify"]


class Planned(NamedTuple):
    """A plan on the tree as it lies there. `problems` are those of documents, configuration and plan, weighed by the configuration."""

    plan: Plan
    problems: tuple[Diagnostic, ...]
    inputs: Inputs

    @property
    def ok(self) -> bool:
        """Whether all was read and no operation is refused: the command line's status 0."""
        severity = self.inputs.configuration.severity
        return not self.inputs.unreadable and not refused(self.plan, severity) and not _errors(self.problems)

    def patch(self) -> bytes:
        """The changes as a diff for `git apply`, without what is refused; empty when nothing changes."""
        from uowgen.workspace import patch_of

        return patch_of(self.inputs.tree, self.plan)[0]

    def as_json(self) -> dict[str, object]:
        """The `uowgen/plan/1` document; `uowgen schema plan` tells its form."""
        from uowgen.report.as_json import plan_json

        return plan_json(self.plan, self.inputs.source_of)


class Applied(NamedTuple):
    """What became of writing a plan. `written` are the paths from the root that were changed, created or removed: all or none."""

    plan: Plan
    problems: tuple[Diagnostic, ...]
    written: tuple[str, ...]
    ok: bool


class Verified(NamedTuple):
    """Each spec with the verdicts on its criteria, in order."""

    judged: tuple[tuple[Spec, tuple[Verdict, ...]], ...]
    problems: tuple[Diagnostic, ...]
    inputs: Inputs

    @property
    def ok(self) -> bool:
        """Whether all was read and no criterion fails with a code that matters. Known failures count; undecided criteria do not."""
        severity = self.inputs.configuration.severity
        fails = any(v.outcome == "fails" and matters(v.code, severity) for _, verdicts in self.judged for v in verdicts)
        return not self.inputs.unreadable and not fails and not _errors(self.problems)

    def as_json(self) -> dict[str, object]:
        """The `uowgen/verify/1` document without fingerprints."""
        from uowgen.report.as_json import verify_json

        return verify_json(self.judged)


class Linted(NamedTuple):
    """The remarks on specs as documents; `remark.fix` is an edit of the document where that is safe."""

    remarks: tuple[Remark, ...]
    problems: tuple[Diagnostic, ...]
    ok: bool


def plan(
    specs: Specs = (),
    root: Path | None = None,
    *,
    only: Iterable[str] = (),
    through: str | None = None,
    placeholders: Mapping[str, str] | None = None,
) -> Planned:
    """Where every block of the specs would go, and what is refused. Writes nothing.

    `only` are ids of specs to take; `through` the id of the last one in the order of dependencies; `placeholders` what names such as
    TEAM_XXX stand for, before those of the configuration.
    """
    options = _options(specs, root, only, through, placeholders)
    inputs = read_inputs(options)
    made = make_plan(inputs, options)
    problems = (*inputs.problems, *made.problems, *(problem for spec in made.specs for problem in spec.problems))
    return Planned(made, with_severity(problems, inputs.configuration.severity), inputs)


def apply(
    specs: Specs = (),
    root: Path | None = None,
    *,
    only: Iterable[str] = (),
    through: str | None = None,
    placeholders: Mapping[str, str] | None = None,
    keep_going: bool = False,
) -> Applied:
    """Writes the plan, all its files or none. See `plan` for the parameters.

    Nothing is written while an operation is refused, whatever the configuration makes of its code, unless `keep_going`.
    """
    planned = plan(specs, root, only=only, through=through, placeholders=placeholders)
    if planned.inputs.unreadable or (refused(planned.plan) and not keep_going):
        return Applied(planned.plan, planned.problems, (), False)
    from uowgen.workspace import write_plan

    said = write_plan(planned.inputs.tree, planned.plan)
    failed = _errors(said)
    written = () if failed else tuple(change.path for change in planned.plan.changes)
    return Applied(planned.plan, (*planned.problems, *said), written, not failed and not refused(planned.plan))


def verify(
    specs: Specs = (),
    root: Path | None = None,
    *,
    only: Iterable[str] = (),
    through: str | None = None,
    placeholders: Mapping[str, str] | None = None,
    patched: bool = False,
) -> Verified:
    """Decides every criterion of the specs without a compiler. Writes nothing. See `plan` for the parameters.

    `patched`: on the tree as the plan would leave it.
    """
    options = _options(specs, root, only, through, placeholders)
    inputs = read_inputs(options)
    options.patched = patched
    tree, _ = tree_to_judge(inputs, options)
    judged = verify_specs(inputs.specs, tree, judging(inputs))
    return Verified(judged, with_severity(inputs.problems, inputs.configuration.severity), inputs)


def lint(
    specs: Specs = (),
    root: Path | None = None,
    *,
    only: Iterable[str] = (),
    through: str | None = None,
    placeholders: Mapping[str, str] | None = None,
) -> Linted:
    """What is wrong with the specs as documents. Writes nothing. See `plan` for the parameters."""
    options = _options(specs, root, only, through, placeholders)
    inputs = read_inputs(options)
    remarks = remarks_on(inputs, options)
    problems = with_severity(inputs.problems, inputs.configuration.severity)
    found = any(problem.severity != "note" for problem in (*problems, *(remark.diagnostic for remark in remarks)))
    return Linted(remarks, problems, not inputs.unreadable and not found)


def _options(
    specs: Specs, root: Path | None, only: Iterable[str], through: str | None, placeholders: Mapping[str, str] | None
) -> Namespace:
    """The parameters as the commands take them."""
    given = [specs] if isinstance(specs, str | os.PathLike) else list(specs)
    return Namespace(
        spec=[os.fspath(path) for path in given],
        root=None if root is None else os.fspath(root),
        only=list(only),
        through=through,
        placeholders=[f"{name}={text}" for name, text in (placeholders or {}).items()],
        specs_only=False,
    )


def _errors(problems: tuple[Diagnostic, ...]) -> bool:
    return any(problem.severity == "error" for problem in problems)
