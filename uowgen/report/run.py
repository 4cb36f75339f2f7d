"""What one run has to tell, as every format takes it: the plan, the verdicts, the texts, and what codes and claims mean.

It holds values and functions that give values; it knows no format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from uowgen.diagnostic import Diagnostic
    from uowgen.model import Plan, Spec, Verdict
    from uowgen.text import Source


class Explained(NamedTuple):
    """What a code or a claim kind means, an example, and what to do about it (empty where there is nothing to do)."""

    means: str
    example: str = ""
    instead: str = ""


class Run(NamedTuple):
    """One run. Either `plan` or `judged` may be absent (None): then the run did not ask.

    `sources` gives the text of a path, a document's or a file's; None when there is none. `explain` gives what a code or the name
    of a claim kind means; None for one that nobody explained. `problems` are those of the run itself (an unreadable document). `severity`
    is what the configuration makes of codes: `error`, `warning` or `off`. `known` are the reasons why failures are let be, by place in
    `judged` (spec, then criterion).
    """

    plan: Plan | None
    judged: tuple[tuple[Spec, tuple[Verdict, ...]], ...] | None
    sources: Callable[[str], Source | None]
    explain: Callable[[str], Explained | None] = lambda _name: None
    problems: tuple[Diagnostic, ...] = ()
    version: str = ""
    severity: Mapping[str, str] = {}
    known: Mapping[tuple[int, int], str] = {}


def specs_of(run: Run) -> tuple[Spec, ...]:
    """The specs of the run in its order, planned ones first, none twice (by path and line)."""
    found: dict[tuple[str, int], Spec] = {}
    for planned in run.plan.specs if run.plan is not None else ():
        found.setdefault((planned.spec.path, planned.spec.line), planned.spec)
    for spec, _ in run.judged or ():
        found.setdefault((spec.path, spec.line), spec)
    return tuple(found.values())
