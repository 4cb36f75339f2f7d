"""Changes a quoted piece of code to another: what is there must stand in the file token for token, gaps standing for anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from uowgen.model import Candidate
from uowgen.operations.work import Done, applied, applies, refused
from uowgen.rust.fragment import is_elision
from uowgen.rust.layout import alone_on_line, indent_at, indent_unit, line_end, line_start, reindented, with_newlines_of
from uowgen.rust.matching import GAP, Match, find_piece, lex_piece, marked, tokens_of
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.rust.syntax import RustFile

Narrow = Callable[["list[Match]"], "list[Match]"]


# So many tokens of a text that is to be, which stands once in the file, tell that it is there because it was put there.
_TELLING = 5


def change_code(
    file: RustFile,
    before: str,
    after: str,
    narrow: Narrow,
    allowed: Narrow = lambda found: found,
    named: Narrow = lambda found: [],
) -> Done | None:
    """`before` changed to `after` at the one place where it stands; None if it stands nowhere and `after` is not seen to be its change.

    `allowed` drops the places that the words exclude; `narrow` picks, of several that remain, the likelier ones; `named` leaves those in
    what the words name.
    """
    piece, wanted = lex_piece(before), lex_piece(after)
    tokens = tokens_of(file)
    there = allowed(list(find_piece(piece, tokens))) if piece else []
    if not piece or [t.text for t in piece] == [t.text for t in wanted]:
        return _comments_only(file, before, after, narrow)
    grown = allowed(list(find_piece(wanted, tokens))) if wanted else []
    if there and grown and all(any(g.span.contains(m.span) for g in grown) for m in there):
        return applied("change_code", "", "it is so already", grown[0].span)
    if grown and not there:
        where = named(grown) or (grown if len(grown) == 1 and _tells([t.text for t in piece], [t.text for t in wanted]) else [])
        return applied("change_code", "", "it is so already", where[0].span) if where else None
    if not there:
        return _commented_out(file, after) if not wanted and after.strip() else None
    found = narrow(there) if len(there) > 1 else there
    if len(found) != 1:
        rows = [Candidate(file.source.path, file.source.line_of(m.span.start), _row(file, m)) for m in (found or there)[:8]]
        return refused(
            "change_code", "", "anchor-ambiguous", f"the text to change stands {len(there)} times in the file",
            "name the function that is meant, or quote more of it", rows,
        )  # fmt: skip
    return _changed(file, found[0], before, after)


def _tells(before: list[str], after: list[str]) -> bool:
    """Whether `after` stands where it does because it was put in place of `before`: it is long, or nearly the same."""
    if len(after) >= _TELLING:
        return True
    same = 0
    for step in (1, -1):
        ends = zip(before[::step], after[::step], strict=False)
        same += next((n for n, (a, b) in enumerate(ends) if a != b), min(len(before), len(after)))
    return len(after) > 2 and same >= len(after) - 1


def _changed(file: RustFile, match: Match, before: str, after: str) -> Done:
    data = file.source.data
    gaps = sum(t.text == GAP for t in lex_piece(after))
    if gaps and gaps != len(match.gaps):
        return refused(
            "change_code", "", "elided-code", "the two sides leave out different things",
            "leave out the same on both sides, or write the code in full",
        )  # fmt: skip
    if not gaps and match.gaps:
        kept = [g for g in match.gaps if data[g.start : g.end].strip()]
        if kept:
            return refused(
                "change_code", "", "would-lose-code", "what the first side leaves out is not on the second side",
                "leave it out on both sides, or write both in full",
            )  # fmt: skip
    pieces = _without_edge_gaps(after).split("\n") if gaps else None
    start, end = _with_quoted_comments(data, match.span, before, after)
    end = _with_trailing_comma(data, end, before, after)
    indent = indent_at(data, start)
    text = _filled(file, match, pieces, indent) if pieces is not None else reindented(after.encode(), indent, indent_unit(data))
    shown = text.rstrip(b"\n").removeprefix(indent)
    if not after.strip():
        if alone_on_line(data, start) and not data[end : line_end(data, end)].strip():
            start, end = line_start(data, start), line_end(data, end)
        shown = b""
    place = Span(start, end)
    lead = _owned_comments(data, start, after)
    place = Span(lead, end)
    text = with_newlines_of(file.source, shown)
    more = _only_grown(file, place, text)
    if more is not None:
        return applies("change_code", "", "into the quoted text", more.span, more)
    return applies("change_code", "", "in place of the quoted text", place, Edit(file.source.path, place, text))


def _only_grown(file: RustFile, place: Span, text: bytes) -> Edit | None:
    """The whole rows that `text` adds in one piece between the rows at `place`; None if it changes any of these."""
    data = file.source.data
    old, new = data[place.start : place.end].splitlines(keepends=True), text.splitlines(keepends=True)
    if not old or len(new) <= len(old):
        return None
    same = next((n for n, row in enumerate(old) if row != new[n]), len(old))
    left = len(old) - same
    if not 0 < same < len(old) or old[same:] != new[len(new) - left :]:
        return None
    at = place.start + sum(map(len, old[:same]))
    return Edit(file.source.path, Span(at, at), b"".join(new[same : len(new) - left]))


def _with_quoted_comments(data: bytes, span: Span, before: str, after: str) -> Span:
    """`span` with the comments at its edges that the first side quotes as they stand: they are part of what is to be changed."""
    start, end = span
    piece, text = lex_piece(before), marked(before)
    above = [row.strip() for row in text[: piece[0].start].split(b"\n") if row.strip()]
    at = line_start(data, start)
    lead = start
    if above and alone_on_line(data, start):
        for quoted in reversed(above):
            while at > 0 and not data[line_start(data, at - 1) : at].strip():
                at = line_start(data, at - 1)
            row = line_start(data, at - 1) if at > 0 else at
            if data[row:at].strip() != quoted:
                lead = start
                break
            lead = row + len(data[row:at]) - len(data[row:at].lstrip())
            at = row
    behind = [row.strip() for row in text[piece[-1].end :].split(b"\n")]
    kept = marked(after).rstrip().rpartition(b"\n")[2]
    row_end = line_end(data, end)
    rest = data[end:row_end]
    own = rest.lstrip(b" \t,;").strip()
    if own.startswith(b"//") and (own == behind[0].lstrip(b",;").strip() or kept.endswith(own)):
        end += len(rest.rstrip())
    below = [row for row in behind[1:] if row]
    if below and (not own or end > span.end):
        last, at = end, row_end
        for quoted in below:
            while at < len(data) and not data[at : line_end(data, at)].strip():
                at = line_end(data, at)
            there = data[at : line_end(data, at)]
            if there.strip() != quoted:
                last = end
                break
            last = at + len(there.rstrip())
            at = line_end(data, at)
        end = last
    return Span(lead, end)


def _owned_comments(data: bytes, start: int, after: str) -> int:
    """Where the change begins if the new text brings the comment lines directly above along: above them, else at `start`."""
    first = [row.strip() for row in after.strip("\n").split("\n")]
    comments = []
    for row in first:
        if not row.startswith("//") and not row.startswith("#["):
            break
        comments.append(row.encode())
    if not comments or not alone_on_line(data, start):
        return start
    lead = start
    at = line_start(data, start)
    while at > 0:
        above = line_start(data, at - 1)
        there = data[above:at].strip()
        if there in comments:
            lead = above + len(data[above:at]) - len(data[above:at].lstrip())
        elif not there.startswith(b"//"):
            break
        at = above
    return lead


def _with_trailing_comma(data: bytes, end: int, before: str, after: str) -> int:
    """A comma behind the match is taken along if either text has one of its own."""
    if data[end : end + 1] == b"," and (after.rstrip().endswith(",") or marked(before).rstrip().endswith(b",")):
        return end + 1
    if after.rstrip().endswith(";") and data[end : end + 1] == b";":
        return end + 1
    return end


def _filled(file: RustFile, match: Match, rows: list[str], indent: bytes) -> bytes:
    """The new text with each gap filled with what stands in the file."""
    data = file.source.data
    out: list[bytes] = []
    gaps = iter(match.gaps)
    plain: list[str] = []

    def flush() -> None:
        if plain:
            out.append("\n".join(plain).encode() + b"\n")
            plain.clear()

    marks: list[tuple[bytes, bytes]] = []
    for n, row in enumerate(rows):
        if is_elision(row):
            span = next(gaps, None)
            mark = b"__uowgen_kept_%d__" % len(marks)
            plain.append(row[: len(row) - len(row.lstrip())] + mark.decode())
            kept = data[span.start : span.end] if span is not None else b""
            marks.append((mark, _without_shown(kept, _comments(rows[:n][::-1])[::-1], _comments(rows[n + 1 :]))))
        else:
            plain.append(row)
    flush()
    text = reindented(b"".join(out), indent, indent_unit(data))
    for mark, kept in marks:
        at = text.find(mark)
        begin, finish = line_start(text, at), line_end(text, at)
        inner = kept.strip(b"\r\n").rstrip()
        if b"\n" in kept.lstrip(b" \t"):
            shown = kept.lstrip(b" \t").removeprefix(b"\r").removeprefix(b"\n").rstrip().replace(b"\r\n", b"\n")
            text = text[:begin] + (shown + b"\n" if shown.strip() else b"") + text[finish:]
        else:
            text = text[:at] + inner.strip() + text[at + len(mark) :]
    return text


def _comments(rows: list[str]) -> list[bytes]:
    """The comments that `rows` begin with, blank rows aside."""
    found: list[bytes] = []
    for row in rows:
        if row.strip() and not row.strip().startswith("//"):
            break
        if row.strip():
            found.append(row.strip().encode())
    return found


def _without_shown(kept: bytes, above: list[bytes], below: list[bytes]) -> bytes:
    """What a gap stands for without the comments at its edges that the block shows beside the gap."""
    rows = kept.split(b"\n")
    for shown, at in ((above, 0), (below, -1)):
        full = [n for n, row in enumerate(rows) if row.strip()]
        edge = full[: len(shown)] if at == 0 else full[len(full) - len(shown) :]
        if shown and [rows[n].strip() for n in edge] == shown:
            rows = [b"", *rows[edge[-1] + 1 :]] if at == 0 else [*rows[: edge[0]], b""]
    return b"\n".join(rows)


def _without_edge_gaps(after: str) -> str:
    rows = after.strip("\n").split("\n")
    while rows and is_elision(rows[0]):
        rows.pop(0)
    while rows and is_elision(rows[-1]):
        rows.pop()
    return "\n".join(rows)


def _commented_out(file: RustFile, after: str) -> Done | None:
    """Applied, if the comments that `after` consists of stand in the file row by row."""
    rows = [r.strip().encode() for r in after.strip("\n").split("\n")]
    at = next(iter(_rows_that_are(file, rows)), None)
    if at is None:
        return None
    start = file.source.line_starts()[at]
    return applied("change_code", "", "it is so already", Span(start, start))


def _rows_that_are(file: RustFile, block: list[bytes]) -> list[int]:
    """The 0-based rows of the file where the rows of `block` stand, white space aside."""
    lines = [row.strip() for row in file.source.data.replace(b"\r\n", b"\n").split(b"\n")]
    return [n for n in range(len(lines) - len(block) + 1) if lines[n : n + len(block)] == block]


def _comments_only(file: RustFile, before: str, after: str, narrow: Narrow) -> Done | None:
    """A change of comments alone, or of comments to code: the lines must stand in the file as they are, white space aside."""
    rows = [r.strip().encode() for r in before.strip("\n").split("\n")]
    wanted = [r.strip().encode() for r in after.strip("\n").split("\n")]
    data = file.source.data
    starts = file.source.line_starts()
    done = _rows_that_are(file, wanted)
    hits = [n for n in _rows_that_are(file, rows) if not any(at <= n and n + len(rows) <= at + len(wanted) for at in done)]
    if not hits:
        return _commented_out(file, after)
    spans = [Match(Span(starts[n], file.source.line_span(n + len(rows)).end), ()) for n in hits]
    found = narrow(spans) if len(spans) > 1 else spans
    if len(found) != 1:
        listed = [Candidate(file.source.path, file.source.line_of(m.span.start), _row(file, m)) for m in spans[:8]]
        return refused("change_code", "", "anchor-ambiguous", f"the comment stands {len(hits)} times in the file", "", listed)
    start = found[0].span.start
    indent = indent_at(data, start)
    place = Span(start, found[0].span.end)
    text = reindented(after.encode(), indent, indent_unit(data)).rstrip(b"\n")
    return applies(
        "change_code",
        "",
        "in place of the quoted comment",
        place,
        Edit(file.source.path, place, with_newlines_of(file.source, text)),
    )


def _row(file: RustFile, match: Match) -> str:
    return file.source.line_text(file.source.line_of(match.span.start)).strip()
