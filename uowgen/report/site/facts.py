"""What the pages are made of: for each spec of a run its plan, verdicts, places in the tree and neighbours. It makes no page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.report.run import specs_of
from uowgen.report.site.graph import dependencies
from uowgen.report.site.slugs import slugs
from uowgen.report.site.standing import Texts, standing_of
from uowgen.report.site.unspoken import unspoken_of

if TYPE_CHECKING:
    from uowgen.model import Operation, Spec, Verdict
    from uowgen.report.run import Run
    from uowgen.report.site.standing import Standing
    from uowgen.report.site.unspoken import Unspoken

STATUSES = ("applies", "applied", "refused")
OUTCOMES = ("holds", "fails", "undecided")


class SpecFacts(NamedTuple):
    """One spec. `page` is its page's name without ending; `standings` are the places of each operation.

    `needs` and `needed_by` are indices of specs of the run, `missing` names of dependencies that are none. `problems` are the
    messages of the plan about this spec; `known` the reasons why a failure is let be, one for each verdict, empty for none.
    """

    spec: Spec
    page: str
    operations: tuple[Operation, ...]
    standings: tuple[tuple[Standing, ...], ...]
    verdicts: tuple[Verdict, ...]
    unspoken: tuple[Unspoken, ...]
    needs: tuple[int, ...]
    needed_by: tuple[int, ...]
    missing: tuple[str, ...]
    problems: tuple[str, ...]
    known: tuple[str, ...]

    def count(self, word: str) -> int:
        """How many operations have the status, or criteria the outcome, `word`."""
        return sum(o.status == word for o in self.operations) + sum(v.outcome == word for v in self.verdicts)

    @property
    def status(self) -> str:
        """The worst that is to be said of it: `fails`, `refused`, `undecided`, `holds`, or `none` without criteria."""
        for word in ("fails", "refused", "undecided", "holds"):
            if self.count(word):
                return word
        return "none"

    @property
    def files(self) -> tuple[str, ...]:
        """The files that it changes or its verdicts rest on, in the order of their first mention."""
        named = [o.file for o in self.operations if o.file] + [e.file for v in self.verdicts for e in v.evidence]
        return tuple(dict.fromkeys(named))

    @property
    def name(self) -> str:
        """Its id, or a piece of its title."""
        return self.spec.id or self.spec.title[:24]


def facts_of(run: Run) -> tuple[SpecFacts, ...]:
    """The facts of every spec of the run, in its order."""
    specs = specs_of(run)
    planned = {(p.spec.path, p.spec.line): p for p in run.plan.specs} if run.plan is not None else {}
    judged = {(spec.path, spec.line): verdicts for spec, verdicts in run.judged or ()}
    known = {(spec.path, spec.line): n for n, (spec, _) in enumerate(run.judged or ())}
    needs, missing = dependencies(specs)
    needed_by: list[list[int]] = [[] for _ in specs]
    for n, found in enumerate(needs):
        for need in found:
            needed_by[need].append(n)
    texts = Texts(run.sources)
    pages = slugs(f"{s.id} {s.title}" for s in specs)
    out = []
    for n, spec in enumerate(specs):
        key = (spec.path, spec.line)
        plan = planned.get(key)
        operations = plan.operations if plan is not None else ()
        standings = tuple(standing_of(o, spec, texts) for o in operations)
        verdicts = judged.get(key, ())
        problems = tuple(p.message for p in plan.problems) if plan is not None else ()
        out.append(
            SpecFacts(
                spec, pages[n], operations, standings, verdicts, unspoken_of(spec, verdicts), needs[n], tuple(needed_by[n]),
                missing[n], problems, tuple(run.known.get((known.get(key, -1), c), "") for c in range(len(verdicts))),
            )
        )  # fmt: skip
    return tuple(out)


def totals_of(facts: tuple[SpecFacts, ...]) -> dict[str, int]:
    """How many specs there are, and operations and criteria by their outcome."""
    counts = {word: sum(f.count(word) for f in facts) for word in (*OUTCOMES, *STATUSES)}
    return {"specs": len(facts), "unspoken": sum(len(f.unspoken) for f in facts), **counts}
