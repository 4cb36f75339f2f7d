"""Decides every acceptance criterion of the specs on a tree.

It writes nothing and runs nothing of the tree's own: what needs a compiler is undecided here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.decide import decide
from uowgen.claims.kind import Case
from uowgen.facts.code import Code

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from uowgen.claims.kind import Kind
    from uowgen.claims.own import Own
    from uowgen.model import Spec, Verdict
    from uowgen.text import Source
    from uowgen.tree import Tree


class VerifyOptions(NamedTuple):
    """What may be chosen about deciding: how many random scenarios follow the exhaustive ones, their seed, kinds of other packages, and
    the repository's own models and checks.
    """

    random_scenarios: int = 12
    seed: int = 2025
    kinds: tuple[Kind, ...] = ()
    own: Own | None = None


def verify_specs(
    specs: Sequence[tuple[Spec, Source]], tree: Tree, options: VerifyOptions
) -> tuple[tuple[Spec, tuple[Verdict, ...]], ...]:
    """The verdicts of each spec's criteria, in their order; each criterion gets exactly one.

    `specs` come with the documents they were read from. Never raises for what a document or the tree says.
    """
    judge = judge_on(tree, options)
    return tuple((spec, judge((spec, document))) for spec, document in specs)


def judge_on(tree: Tree, options: VerifyOptions) -> Callable[[tuple[Spec, Source]], tuple[Verdict, ...]]:
    """What gives a spec's verdicts on `tree`. Files that were parsed for one spec are there for the next."""
    code = Code(tree)

    def judge(given: tuple[Spec, Source]) -> tuple[Verdict, ...]:
        spec, document = given
        case = Case(spec, document, code, options.random_scenarios, options.seed, options.kinds, options.own)
        return tuple(decide(criterion, case) for criterion in spec.criteria)

    return judge
