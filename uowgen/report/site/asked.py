"""What a page asks while it is written: where a place of the tree is shown, which lines stand there, what a code means."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.report.site.lines import last_line, pieces_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from uowgen.model import Evidence
    from uowgen.report.run import Explained, Run
    from uowgen.report.site.file_pages import FilePage
    from uowgen.report.site.lines import Piece
    from uowgen.report.site.spec_page import Segment

    Place = Callable[[str, int], str]


class Asked(NamedTuple):
    """What the templates call `ask`.

    `pre` begins every id of the spec on its page. `linked` are the lines of the document that have one. `place` gives the address
    of a line of the tree, empty when no page shows it; `lines` the lines of a piece of evidence, empty when too many.
    """

    pre: str
    linked: frozenset[int]
    planned: bool
    place: Place
    lines: Callable[[Evidence], tuple[Piece, ...]]
    explain: Callable[[str], Explained | None]


def asked(run: Run, segments: tuple[Segment, ...], place: Place, *, most: int, pre: str = "") -> Asked:
    """What the page of one spec asks. Evidence of more than `most` lines is named but not shown."""

    def lines(evidence: Evidence) -> tuple[Piece, ...]:
        source = run.sources(evidence.file)
        if source is None or not 0 < evidence.line <= last_line(source) or evidence.end_line - evidence.line >= most:
            return ()
        return pieces_of(source, evidence.line, max(evidence.line, evidence.end_line), most=most)

    linked = frozenset(row.number for s in segments for piece in (*s.prose, *s.code) for row in piece.rows if row.target)
    return Asked(pre, linked, run.plan is not None, place, lines, run.explain)


def nowhere(_path: str, _line: int) -> str:
    """The place of a page that stands alone: no other page shows the tree."""
    return ""


def among(files: Mapping[str, FilePage], above: str) -> Place:
    """The places on the pages of `files`, for a page from which `above` leads to the report's folder."""

    def place(path: str, line: int) -> str:
        file = files.get(path)
        if file is None:
            return ""
        return f"{above}files/{file.page}.html" + (f"#L{line}" if line in file.targets else "")

    return place
