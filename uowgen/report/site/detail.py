"""How much of texts the pages show: all of it in a small report, less in a large one, which has to stay small enough to be sent.

What is left out is said where it is left out, and the lines that others link to are always shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from uowgen.report.site.facts import SpecFacts

# A report is to stay below 20 MB. What things take was measured on the pages of the bundled spec.
_ROOM = 15_500_000
_SPEC, _PER_CRITERION, _PER_OPERATION, _PER_LINE, _ESCAPED = 2600, 560, 300, 45, 1.15
_MOST, _MOST_EVIDENCE, _MOST_BLOCK, _LEAST_BLOCK = 60, 12, 4000, 4
_PER_FILE, _FILES_AT_LEAST, _MOST_FILE, _LEAST_FILE = 2000, 20_000, 600, 8


class Detail(NamedTuple):
    """How many lines are shown of an excerpt of the tree, of a piece of evidence (none of a longer one), of a document's block,
    and of a stretch of a file on its own page."""

    excerpt: int
    evidence: int
    block: int
    file: int


def detail_for(facts: tuple[SpecFacts, ...]) -> Detail:
    """The detail in which a report on all of `facts` stays below 20 MB, as far as leaving lines of code out can make it so."""
    blocks = [block for f in facts for block in f.spec.blocks]
    lines = sum(block.end_line - block.line + 1 for block in blocks)
    code = sum(len(block.code) for block in blocks) * _ESCAPED + lines * len("<li>")
    files = len({path for f in facts for path in f.files})
    left = _ROOM - sum(map(_fixed, facts)) - files * _PER_FILE
    if left < code:
        average = lines / max(1, len(blocks))
        return Detail(0, 0, max(_LEAST_BLOCK, int(average * left / code)), _of_file(_FILES_AT_LEAST, files))
    excerpts = sum(len(found) for f in facts for found in f.standings) + sum(len(f.verdicts) for f in facts)
    spare = int((left - code) / _PER_LINE / 2)  # half of it for excerpts, half for the files
    most = spare // max(1, excerpts)
    return Detail(min(_MOST, most), min(_MOST_EVIDENCE, most), _MOST_BLOCK, _of_file(max(_FILES_AT_LEAST, spare), files))


def _of_file(lines: int, files: int) -> int:
    return max(_LEAST_FILE, min(_MOST_FILE, lines // max(1, files)))


def _fixed(facts: SpecFacts) -> float:
    """The bytes that a spec takes whatever is left out."""
    spec = facts.spec
    prose = spec.span.end - spec.span.start - sum(len(block.code) for block in spec.blocks)
    return _SPEC + prose * _ESCAPED + _PER_CRITERION * len(facts.verdicts) + _PER_OPERATION * len(facts.operations)
