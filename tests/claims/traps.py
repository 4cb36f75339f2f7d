"""What a criterion must not be taken in by: code that only looks as if it were so, and code that is so in another guise.

A false “holds” is the worst outcome, a false “fails” the next: every row names the outcomes that are honest.
"""

from __future__ import annotations

from typing import NamedTuple

from uowgen.claims.decide import decide
from uowgen.claims.kind import Case
from uowgen.facts.code import Code
from uowgen.model import Block, Criterion, FileMention, Spec, Verdict
from uowgen.text import Source, Span
from uowgen.tree import MemoryTree

H, F, U = "holds", "fails", "undecided"


class Trap(NamedTuple):
    """A criterion on some files, the outcomes that are honest, the files that the spec names (all), its own blocks."""

    text: str
    files: dict[str, str]
    honest: tuple[str, ...]
    named: tuple[str, ...] | None = None
    blocks: tuple[str, ...] = ()


def judge(trap: Trap) -> Verdict:
    named = tuple(p for p in trap.files if p.endswith(".rs")) if trap.named is None else trap.named
    blocks = tuple(Block(Span(0, 0), 1, 1, "rust", "rust", code, "code") for code in trap.blocks)
    mentions = tuple(FileMention(p, 1, Span(0, 0), "metadata") for p in named)
    spec = Spec("uow.md", "1", "A unit of work", 1, Span(0, 0), blocks=blocks, files=mentions)
    tree = MemoryTree({path: text.encode() for path, text in trap.files.items()})
    return decide(Criterion(trap.text, 1, Span(0, 0)), Case(spec, Source("uow.md", b""), Code(tree)))
