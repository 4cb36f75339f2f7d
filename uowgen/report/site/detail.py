"""How much of texts the pages show: all of it in a small report, less in a large one, which has to stay small enough to be sent.

What is left out is said where it is left out, and the lines that others link to are always shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from uowgen.report.site.facts import SpecFacts

# A report is to stay below 20 MB. The rest of what is here was measured on pages of the bundled spec.
_ROOM = 15_500_000
_SPEC, _PER_CRITERION, _PER_OPERATION, _PER_LINE, _ESCAPED = 2600, 560, 300, 45, 1.15
_MOST, _MOST_EVIDENCE, _LEAST_BLOCK = 60, 12, 4


class Detail(NamedTuple):
    """How many lines are shown of an excerpt of the tree, of a piece of evidence (none of a longer one), of a document's block."""

    excerpt: int
    evidence: int
    block: int


def detail_for(facts: tuple[SpecFacts, ...]) -> Detail:
    """The detail in which a report on all of `facts` stays below 20 MB, as far as leaving lines of code out can make it so."""
    fixed = sum(_fixed(f) for f in facts)
    excerpts = sum(len(found) for f in facts for found in f.standings) + sum(len(f.verdicts) for f in facts)
    left = (_ROOM - fixed) / _PER_LINE
    lines = int(left / max(1, excerpts))
    if lines > 0:
        return Detail(min(_MOST, lines), min(_MOST_EVIDENCE, lines), 4000)
    blocks = [block.end_line - block.line for f in facts for block in f.spec.blocks]
    average = (sum(blocks) + left) / max(1, len(blocks))
    return Detail(0, 0, max(_LEAST_BLOCK, int(average)))


def _fixed(facts: SpecFacts) -> float:
    document = facts.spec.span.end - facts.spec.span.start
    return _SPEC + document * _ESCAPED + _PER_CRITERION * len(facts.verdicts) + _PER_OPERATION * len(facts.operations)
