"""Finding a quoted piece of code in a file: token for token, comments and white space aside, gaps standing for anything.

It reports every place where the piece stands; it does not choose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.grammar import parse_rust
from uowgen.rust.fragment import is_elision
from uowgen.text import Span

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.rust.syntax import RustFile

GAP = "…gap…"
_MARK = b"__uowgen_gap__"
_OPEN, _CLOSE = frozenset("([{"), frozenset(")]}")
# Inside a macro call nothing tells two closing brackets of types from a shift: both are two tokens everywhere.
_DOUBLE = frozenset({">>", "&&", "||"})
# Where a piece begins in the midst of something, the grammar may take these for two marks.
_JOINED = frozenset({"=>", "->", "::", "==", "!="})
_WHOLE = frozenset({"string_literal", "raw_string_literal", "char_literal"})


class Token(NamedTuple):
    """One token as text with its bytes."""

    text: str
    start: int
    end: int


class Match(NamedTuple):
    """A place where the piece stands: the bytes from its first to its last token, and the bytes that each gap stands for."""

    span: Span
    gaps: tuple[Span, ...]


def lex(data: bytes) -> tuple[Token, ...]:
    """The tokens of `data` without comments; literals are one token."""
    return _lexed(parse_rust(data).root_node)


def _lexed(root: Node) -> tuple[Token, ...]:
    found: list[Token] = []
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type in ("line_comment", "block_comment"):
            continue
        if node.child_count and node.type not in _WHOLE:
            stack.extend(reversed(node.children))
        elif node.end_byte > node.start_byte:
            text = (node.text or b"").decode("utf-8", "replace")
            if text in _DOUBLE:
                found.append(Token(text[0], node.start_byte, node.start_byte + 1))
                found.append(Token(text[1], node.start_byte + 1, node.end_byte))
            elif found and found[-1].end == node.start_byte and found[-1].text + text in _JOINED:
                found[-1] = Token(found[-1].text + text, found[-1].start, node.end_byte)
            else:
                found.append(Token(text, node.start_byte, node.end_byte))
    return tuple(found)


def lex_piece(text: str) -> tuple[Token, ...]:
    """The tokens of a quoted piece, with a `GAP` token for each elision; offsets are into its UTF-8 bytes as marked (see `marked`)."""
    return tuple(t._replace(text=GAP) if t.text == _MARK.decode() else t for t in lex(marked(text)))


def marked(text: str) -> bytes:
    """`text` with every elision replaced by one identifier that no program contains."""
    rows = []
    for row in text.replace("\r\n", "\n").split("\n"):
        if is_elision(row):
            lead = row[: len(row) - len(row.lstrip())]
            rows.append(lead + _MARK.decode())
            continue
        for mark in ("{ ... }", "{...}", "{ … }", "{ /* ... */ }"):
            row = row.replace(mark, "{ " + _MARK.decode() + " }")
        row = row.replace("(...)", "(" + _MARK.decode() + ")").replace("/* ... */", _MARK.decode())
        rows.append(row)
    return "\n".join(rows).encode("utf-8", "surrogatepass")


def tokens_of(file: RustFile) -> tuple[Token, ...]:
    """The tokens of a parsed file."""
    known: tuple[Token, ...] | None = file.kept.get("tokens")
    if known is None:
        known = file.kept["tokens"] = _lexed(file.root)
    return known


def find_piece(piece: tuple[Token, ...], tokens: tuple[Token, ...]) -> tuple[Match, ...]:
    """Every place in `tokens` where `piece` stands, in order. An empty piece, or one of gaps alone, stands nowhere.

    A gap takes the shortest run of tokens in which brackets balance. A trailing comma more or less before a closing bracket makes
    no difference.
    """
    wanted = _without_trailing_commas([t.text for t in piece])
    while wanted and wanted[0] == GAP:
        wanted.pop(0)
    while wanted and wanted[-1] == GAP:
        wanted.pop()
    if not wanted:
        return ()
    comma = len(wanted) > 1 and wanted[-1] == ","
    if comma:  # the file may have it before a closing bracket, where it is left out
        wanted.pop()
    kept = [n for n, t in enumerate(tokens) if not (t.text == "," and n + 1 < len(tokens) and tokens[n + 1].text in _CLOSE)]
    texts = [tokens[n].text for n in kept]
    found: list[Match] = []
    first = wanted[0]
    for at, text in enumerate(texts):
        if text == first:
            ended = _match(wanted, texts, at)
            if ended is not None:
                end, gaps = ended
                if comma and end < len(texts) and texts[end] != "," and texts[end] not in _CLOSE:
                    continue
                span = Span(tokens[kept[at]].start, tokens[kept[end - 1]].end)
                found.append(Match(span, tuple(_gap(tokens, kept, a, b) for a, b in gaps)))
    return tuple(found)


def _gap(tokens: tuple[Token, ...], kept: list[int], start: int, end: int) -> Span:
    before = tokens[kept[start - 1]].end
    after = tokens[kept[end]].start if end < len(kept) else before
    return Span(before, after)


def _match(wanted: list[str], texts: list[str], at: int) -> tuple[int, list[tuple[int, int]]] | None:
    """Where the match that starts at `at` ends, and the index ranges of its gaps; None if there is none."""
    segments: list[list[str]] = [[]]
    for text in wanted:
        if text == GAP:
            segments.append([])
        else:
            segments[-1].append(text)
    gaps: list[tuple[int, int]] = []
    here = at
    for n, segment in enumerate(segments):
        if n:
            start = here
            found = _after_gap(segment, texts, here)
            if found is None:
                return None
            here = found
            gaps.append((start, here))
        if texts[here : here + len(segment)] != segment:
            return None
        here += len(segment)
    return here, gaps


def _after_gap(segment: list[str], texts: list[str], start: int) -> int | None:
    """The first place from `start` on where `segment` stands with brackets balanced in between."""
    depth = 0
    for at in range(start, len(texts)):
        if depth == 0 and texts[at : at + len(segment)] == segment:
            return at
        if texts[at] in _OPEN:
            depth += 1
        elif texts[at] in _CLOSE:
            depth -= 1
            if depth < 0:
                return None
    return None


def _without_trailing_commas(texts: list[str]) -> list[str]:
    return [t for n, t in enumerate(texts) if not (t == "," and n + 1 < len(texts) and texts[n + 1] in _CLOSE)]
