"""The way back: for each file of the tree that specs speak of, which of its lines come from which spec."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from uowgen.report.site.lines import Piece, last_line, pieces_of
from uowgen.report.site.slugs import slugs

if TYPE_CHECKING:
    from uowgen.report.run import Run
    from uowgen.report.site.facts import SpecFacts


class Origin(NamedTuple):
    """Lines that come from the block at `source_line` of the spec with index `spec`, by an operation of `kind`."""

    spec: int
    line: int
    end_line: int
    source_line: int
    kind: str


class Stretch(NamedTuple):
    """Lines `line` to `end_line` of a file that come from the same `origins` (none: from no spec), and what is shown of them."""

    line: int
    end_line: int
    origins: tuple[Origin, ...]
    pieces: tuple[Piece, ...]


class FilePage(NamedTuple):
    """One file: `lines` in all, `from_specs` of them from specs; `specs` are the indices of those that speak of it."""

    path: str
    page: str
    lines: int
    from_specs: int
    origins: tuple[Origin, ...]
    stretches: tuple[Stretch, ...]
    specs: tuple[int, ...]
    targets: frozenset[int]


def file_pages(run: Run, facts: tuple[SpecFacts, ...], *, most: int) -> dict[str, FilePage]:
    """A page for each file that is there and that an operation, evidence or a candidate names, by path in sorted order.

    `most` is how many lines of a stretch are shown; lines that others link to always are.
    """
    speaks: dict[str, list[int]] = {}
    targets: dict[str, set[int]] = {}
    origins: dict[str, list[Origin]] = {}
    for n, spec in enumerate(facts):
        for path, line in _named(spec):
            speaks.setdefault(path, []).append(n)
            targets.setdefault(path, set()).add(line)
        for operation, standings in zip(spec.operations, spec.standings, strict=True):
            for s in standings:
                targets.setdefault(s.file, set()).add(s.line)
                if s.how == "there":
                    origins.setdefault(s.file, []).append(Origin(n, s.line, s.end_line, operation.source_line, operation.kind))
    paths = sorted(path for path in speaks if run.sources(path) is not None)
    out = {}
    for path, page in zip(paths, slugs(paths, keep="end"), strict=True):
        source = run.sources(path)
        assert source is not None
        count = last_line(source)
        wanted = frozenset(line for line in targets[path] if 0 < line <= count)
        mine = tuple(sorted(origins.get(path, ()), key=lambda o: (o.line, o.end_line, o.spec)))
        stretches = tuple(
            Stretch(
                first, last, found,
                pieces_of(source, first, last, most=most if found else most // 2, targets=wanted, kind="", keep=True),
            )
            for first, last, found in _cut(mine, count)
        )  # fmt: skip
        covered = sum(s.end_line - s.line + 1 for s in stretches if s.origins)
        out[path] = FilePage(path, page, count, covered, mine, stretches, tuple(dict.fromkeys(speaks[path])), wanted)
    return out


def _named(spec: SpecFacts) -> list[tuple[str, int]]:
    """Every place in the tree that the spec's page links to."""
    places = [(o.file, o.line or 0) for o in spec.operations if o.file]
    places += [(c.file, c.line) for o in spec.operations for c in o.candidates]
    return places + [(e.file, e.line) for v in spec.verdicts for e in v.evidence]


def _cut(origins: tuple[Origin, ...], count: int) -> list[tuple[int, int, tuple[Origin, ...]]]:
    """The file cut where the set of origins changes: first line, last line, origins."""
    edges: dict[int, list[tuple[bool, Origin]]] = {1: []}
    for origin in origins:
        edges.setdefault(origin.line, []).append((True, origin))
        edges.setdefault(origin.end_line + 1, []).append((False, origin))
    cuts = [*sorted(n for n in edges if 1 <= n <= count), count + 1]
    open_now: dict[Origin, None] = {}
    out = []
    for first, following in pairwise(cuts):
        for opens, origin in sorted(edges[first], key=lambda edge: edge[0]):
            if opens:
                open_now[origin] = None
            else:
                open_now.pop(origin, None)
        out.append((first, following - 1, tuple(open_now)))
    return out
