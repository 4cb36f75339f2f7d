"""A spec's page: its document cut into segments, and beside each what became of its block or its criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.report.site.lines import Piece, Row, last_line, pieces_of, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from uowgen.model import Block, Operation
    from uowgen.report.run import Run
    from uowgen.report.site.detail import Detail
    from uowgen.report.site.facts import SpecFacts
    from uowgen.report.site.standing import Standing
    from uowgen.text import Source

_AROUND = 2


class Excerpt(NamedTuple):
    """What stands at a place: `before` what is to come, the code itself, `after` it; `added` lines would come between."""

    standing: Standing
    before: tuple[Piece, ...]
    code: tuple[Piece, ...]
    after: tuple[Piece, ...]
    added: int


class Outcome(NamedTuple):
    """An operation with the places where its code stands or would go; `also` are later ones of the same status and places."""

    operation: Operation
    excerpts: tuple[Excerpt, ...]
    also: tuple[Operation, ...] = ()


class Segment(NamedTuple):
    """Lines of the document up to and with a block (None: to the end): the lines before it, its own, and what became of it."""

    prose: tuple[Piece, ...]
    block: Block | None
    code: tuple[Piece, ...]
    outcomes: tuple[Outcome, ...]


def segments_of(run: Run, facts: SpecFacts, detail: Detail) -> tuple[Segment, ...]:
    """The document of a spec from its title to its end, with as much of the code as `detail` says."""
    spec = facts.spec
    source = run.sources(spec.path)
    if source is None:
        return ()
    judged = {v.criterion.line: (v.outcome, f"c{n}") for n, v in enumerate(facts.verdicts, 1)}
    targets = _targets(facts)
    end = min(source.line_of(max(spec.span.start, spec.span.end - 1)), last_line(source))
    at = spec.line
    out = []
    for n, block in enumerate(spec.blocks):
        if block.line < at or block.line > end:
            continue  # a block inside another's lines was shown with it
        close = min(block.end_line, end)
        outcomes = _outcomes(run, facts, n, detail.excerpt)
        prose = _prose(source, at, block.line - 1, judged, targets)
        code = pieces_of(source, block.line, close, most=detail.block, targets=targets, keep=True)
        out.append(Segment(prose, block, code, outcomes))
        at = close + 1
    free = _outcomes(run, facts, None, detail.excerpt)
    if at <= end or free:
        out.append(Segment(_prose(source, at, end, judged, targets), None, (), free))
    return tuple(out)


def _targets(facts: SpecFacts) -> frozenset[int]:
    lines = (
        {v.criterion.line for v in facts.verdicts} | {u.line for u in facts.unspoken} | {o.source_line for o in facts.operations}
    )
    return frozenset(lines | {b.line for b in facts.spec.blocks})


def _prose(
    source: Source, first: int, last: int, judged: Mapping[int, tuple[str, str]], targets: frozenset[int]
) -> tuple[Piece, ...]:
    """The lines as they stand, headings and criteria marked; blank ones at either end are left out."""
    while first <= last and not source.line_text(first).strip():
        first += 1
    while last >= first and not source.line_text(last).strip():
        last -= 1
    rows = []
    for n in range(first, last + 1):
        text = text_of(source, n)
        kind, to = judged.get(n) or ("title" if text.startswith("#") else "", "")
        rows.append(Row(n, text, kind, n in targets, to))
    return (Piece(first, tuple(rows)),) if rows else ()


def _outcomes(run: Run, facts: SpecFacts, block: int | None, most: int) -> tuple[Outcome, ...]:
    """What became of a block (None: of words without one). Lines that several operations share are shown with the first."""
    together: dict[tuple[object, ...], list[Operation]] = {}
    for n, (operation, standings) in enumerate(zip(facts.operations, facts.standings, strict=True)):
        if operation.block == block:
            together.setdefault((operation.status, standings) if standings else (n,), []).append(operation)
    places = dict(zip(facts.operations, facts.standings, strict=True))
    return tuple(_outcome(run, first, places[first], tuple(also), most) for first, *also in together.values())


def _outcome(run: Run, operation: Operation, standings: tuple[Standing, ...], also: tuple[Operation, ...], most: int) -> Outcome:
    found = ((standing, run.sources(standing.file)) for standing in standings)
    excerpts = (_excerpt(source, standing, operation.lines_added, most) for standing, source in found if source is not None)
    return Outcome(operation, tuple(excerpts), also)


def _excerpt(source: Source, standing: Standing, added: int, most: int) -> Excerpt:
    line, end = standing.line, standing.end_line
    if not most:
        return Excerpt(standing, (), (), (), added)
    before = pieces_of(source, max(1, line - _AROUND), line - 1, most=_AROUND)
    if standing.how == "before":
        return Excerpt(standing, before, (), pieces_of(source, line, line + _AROUND - 1, most=_AROUND), added)
    kind = "gone" if standing.how == "instead" else "own"
    code = pieces_of(source, line, end, most=most, kind=kind)
    return Excerpt(standing, before, code, pieces_of(source, end + 1, end + _AROUND, most=_AROUND), added)
