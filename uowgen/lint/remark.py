"""The records of linting: a remark, and what a rule may look at.

A remark is a diagnostic on the document, with the edit that puts it right where that is safe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.diagnostic import Diagnostic
from uowgen.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from uowgen.model import Spec, SpecPlan, Verdict
    from uowgen.text import Edit, Source
    from uowgen.tree import Tree


class Remark(NamedTuple):
    """One thing to put right. `fix` is an edit of the document that changes no meaning; None where a person has to choose."""

    diagnostic: Diagnostic
    fix: Edit | None = None


class Unit(NamedTuple):
    """One spec as the rules see it: its document, its plan, its criteria judged on the tree that the plan would leave, both trees."""

    spec: Spec
    source: Source
    planned: SpecPlan
    verdicts: tuple[Verdict, ...]
    tree: Tree
    patched: Tree
    placeholders: Mapping[str, str]


def row_span(source: Source, line: int) -> Span:
    """The bytes of 1-based `line` without the blanks around its text."""
    span = source.line_span(line)
    text = source.data[span.start : span.end]
    return Span(span.start + len(text) - len(text.lstrip()), span.start + max(len(text.rstrip()), len(text) - len(text.lstrip())))


def prose(unit: Unit) -> bytes:
    """The document's bytes with everything blanked that is not the spec's own text: other specs, and all blocks. Offsets stay."""
    data = bytearray(b" " * len(unit.source.data))
    span = unit.spec.span
    data[span.start : span.end] = unit.source.data[span.start : span.end]
    for block in unit.spec.blocks:
        for at in range(block.span.start, min(block.span.end, len(data))):
            if data[at] != 10:
                data[at] = 32
    return bytes(data)


def warning(unit: Unit, code: str, message: str, span: Span, help_: str) -> Diagnostic:
    """A warning on a place of the document."""
    return Diagnostic(code, message, unit.source.path, span, help_, "warning")
