"""The verdicts of all specs of a run, over all cores where there are many criteria.

How a criterion is decided is `verify`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.commands.spread import spread
from uowgen.verify import judge_on

if TYPE_CHECKING:
    from uowgen.commands.common import Inputs
    from uowgen.model import Spec, Verdict
    from uowgen.tree import Tree
    from uowgen.verify import VerifyOptions

# About half a second's work: below it the processes would cost more than they save.
_MANY = 300


def judge_all(inputs: Inputs, tree: Tree, by: VerifyOptions) -> tuple[tuple[tuple[Spec, tuple[Verdict, ...]], ...], Inputs]:
    """The verdicts on `tree`, and `inputs` with what they rest on. The Python of a repository runs in this process alone."""
    many = sum(len(spec.criteria) for spec, _ in inputs.specs) >= _MANY
    own = by.own is not None or bool(by.kinds)
    verdicts, seen = spread(judge_on(tree, by), inputs.specs, "judging", long=many and not own, aside=inputs.tree.looked_at)
    judged = tuple((spec, found) for (spec, _), found in zip(inputs.specs, verdicts, strict=True))
    return judged, inputs._replace(rests_on=_together(inputs.rests_on, seen))


def _together(rests_on: dict[str, str] | None, seen: list[dict[str, str] | None]) -> dict[str, str] | None:
    """All digests in one; None if one of them is, or if a file was not the same for all."""
    for more in seen:
        if rests_on is None or more is None:
            return None
        if any(rests_on.get(path, digest) != digest for path, digest in more.items()):
            return None
        rests_on = rests_on | more
    return rests_on
