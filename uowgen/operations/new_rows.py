"""Rows of a file in a new form: the block is what they become, without quoting them, and they are known by being almost the same.

``second line of `entry`:`` over `.with_flags(new(x))`; rows that all change one name to one that the document brings. Asked where nothing
else tells the place. What can stand by itself might be meant as an addition, so words must say that it is none.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from uowgen.operations.targets import hits_of
from uowgen.operations.work import Done, applied, applies
from uowgen.regex import when_used
from uowgen.rust.fragment import elision
from uowgen.rust.items import items_of
from uowgen.rust.layout import indent_at, indent_unit, line_start, reindented, with_newlines_of
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.model import Directive, Spec
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile

KIND = "change_code"
_TOKEN = when_used(r'"(?:\\.|[^"\\])*"|\w+|[^\w\s]')
_NAME = when_used(r"[A-Za-z_]\w*")
# Words that add to what is there; code among them says nothing.
_ADDS = when_used(
    r"\b(?:add(?:s|ed|ing)?|new|another|insert\w*|additional\w*|append\w*|more|extra|also|extend\w*|gains?|gets?|needs?|put|goes|belongs?|introduc\w+|"
    r"next to|first thing)\b",
    re.IGNORECASE,
)
_CHANGES = when_used(
    r"\b(?:becomes?|chang\w+|replac\w+|renam\w+|turns? into|should (?:be|read)|rewrit\w+|new name|renamed"
    r"|now (?:is|are|reads?|starts?|begins?|takes?|passes|says?|carries|has|maps?|goes)|(?:is|are|reads?|starts?|begins?) now)\b",
    re.IGNORECASE,
)
# What is spoken of by its place is there already: `second line of`, `the last call on`, `the check in front of`.
_SPOKEN = when_used(
    r"\b(?:first|second|third|fourth|fifth|last|final|top)(?: (?:two|three|four|five|six|seven|eight))? (?:[\w-]+ )?"
    r"(?:lines?|rows?|calls?|statements?|fields?|entr(?:y|ies)|arguments?|links?)\b|"
    r"\b(?:the )?(?:check|test|condition|guard|line|call|loop|list|comment|parameter|signature|head|field|assignment)s? (?:in front of|in|of|over|above|at|on)\b",
    re.IGNORECASE,
)
_ALIKE, _AHEAD, _WIDE = 0.6, 0.12, 0.8  # the least likeness, what the next best may not come near to, and in a whole file
_LONGER = 6  # rows that an old form may have more than the new one
_FEW = 4  # tokens: less says nothing


class _Place(NamedTuple):
    """Rows `first` to `last` (0-based) of the file, how like the block they are, and whether they only lack what it brings."""

    likeness: float
    grown: bool
    first: int
    last: int


def new_form(file: RustFile, spec: Spec, directive: Directive, code: str, *, alone: bool) -> Done | None:
    """The rows of `code` in place of the rows of the file that they are a new form of; None unless one place can be meant.

    `alone` says that the block can stand by itself, wherever statements, items or members stand.
    """
    words = re.sub(r"`[^`]*`", "`", " ".join(f"{directive.words} {directive.lead}".split()))
    asked = directive.verb in ("replace", "change", "rename") or _CHANGES.search(words) is not None
    if (
        (directive.verb == "remove" and not (asked and _BARE.search(words)))
        or directive.hedged
        or _ADDS.search(words)
        or elision(code.encode()) is not None
    ):
        return None
    new = _TOKEN.findall(code)
    if len(new) < _FEW:
        return None
    brought = _brought(spec, directive, new)
    remark = code.lstrip().startswith("//")
    if alone and not asked and not brought and not (remark and _SPOKEN.search(words)):
        return None
    scopes = _scopes(file, directive)
    found = [(item, place) for item in scopes for place in [_place_in(file, _lines_of(file, item), new)] if place is not None]
    if not scopes:
        whole = _place_in(file, (0, len(file.source.line_starts())), new, _WIDE)
        if whole is None and not alone:
            whole = _same_head(file, code)
        label, place = file.source.path, whole
    else:
        if len(found) != 1:
            return None
        label, place = found[0][0].label, found[0][1]
    if place is None:
        return None
    bare = _BARE.search(words) is not None
    old = _TOKEN.findall(_text(file, place))
    if not _are_forms(_text(file, place), code, bare=bare):
        return None
    if old == new:
        return applied(KIND, label, "it is so already", _span(file, place))
    if alone and not asked and not remark and not _swaps(old, new, brought):
        return None
    return _replaced(file, place, code, label, bare=bare)


# `drop the comments`, `without the per-row comments`: those among and right above the rows go with them.
_BARE = when_used(r"\b(?:drop|remov|delet|without)\w* (?:all |the |their |its )?(?:[\w-]+ )?comments?\b", re.IGNORECASE)


def _replaced(file: RustFile, place: _Place, code: str, label: str, *, bare: bool) -> Done | None:
    data = file.source.data
    starts = file.source.line_starts()
    while bare and place.first and data[starts[place.first - 1] : starts[place.first]].lstrip().startswith(b"//"):
        place = place._replace(first=place.first - 1)
    span = _span(file, place)
    old = data[span.start : span.end].decode("utf-8", "surrogateescape")
    if _open(old) != _open(code) or old.count('"') % 2 or (not bare and _commented(old) > _commented(code)):
        return None
    shown = reindented(code.encode(), indent_at(data, span.start), indent_unit(data))
    text = with_newlines_of(file.source, shown if shown.endswith(b"\n") else shown + b"\n")
    first = old.strip().split("\n")[0].strip()
    return applies(
        KIND, label, f"in place of `{first}` in `{label}`, of which it is a new form", span, Edit(file.source.path, span, text)
    )


def _are_forms(old: str, new: str, *, bare: bool) -> bool:
    """Whether row by row the new text says what the old one does, in another form: nothing is left out and nothing stands between."""
    rows = [[r for r in text.split("\n") if r.strip() and not (bare and r.strip().startswith("//"))] for text in (old, new)]
    if len(rows[0]) != len(rows[1]):
        return False
    for before, after in zip(*rows, strict=True):
        a, b = _TOKEN.findall(before), _TOKEN.findall(after)
        if len(rows[0]) > 1 and a[:1] != b[:1] and not set(_words(before)) & set(_words(after)):
            return False
        if len(rows[0]) > 1 and not before.lstrip().startswith("//") and _head(a) != _head(b):
            return False
    said = SequenceMatcher(None, _words(old), _words(new), autojunk=False).ratio()
    return said > _SAME_WORDS


def _head(tokens: list[str]) -> str:
    """What a row begins with, if that is a word of the language or a mark; rows that begin with names may change these."""
    first = tokens[0] if tokens else ""
    return first if first in _BEGINNINGS or not _NAME.fullmatch(first) else ""


_BEGINNINGS = frozenset(
    [
        "let",
        "if",
        "match",
        "for",
        "while",
        "loop",
        "return",
        "pub",
        "fn",
        "use",
        "mod",
        "struct",
        "enum",
        "impl",
        "const",
        "static",
        "unsafe",
        "break",
        "continue",
        "self",
    ]
)
_SAME_WORDS = 0.5


def _words(text: str) -> list[str]:
    """What a text says, its names taken apart: `with_page(true)` says `with`, `page`, `true`."""
    return [word for token in re.findall(r"\w+", text) for word in token.lower().split("_") if word]


def _commented(text: str) -> int:
    return sum(row.lstrip().startswith("//") for row in text.split("\n"))


def _open(text: str) -> tuple[int, int, int]:
    bare = re.sub(r'"(?:\\.|[^"\\])*"|//.*', "", text)
    return bare.count("(") - bare.count(")"), bare.count("[") - bare.count("]"), bare.count("{") - bare.count("}")


def _scopes(file: RustFile, directive: Directive) -> list[Item]:
    """The functions that the words name, else the types, impls and macro tables, else what they name by inline code alone."""
    hits = [i for h in hits_of(file, directive) if h.anchor.relation != "with" for i in h.items]
    named = [
        i
        for name in directive.named
        if f"`{name}`" in f"{directive.words} {directive.lead}"
        for i in items_of(file)
        if i.name == name.removesuffix("()").rpartition("::")[2]
    ]
    for kinds in (("fn",), ("struct", "enum", "union", "trait", "macro", "macro call", "static", "const", "mod"), ("impl",)):
        for among in (hits, named):
            own = {i.span: i for i in among if i.kind in kinds}
            if own:
                return list(own.values())
    return []


def _lines_of(file: RustFile, item: Item) -> tuple[int, int]:
    """The rows of an item with its comments and attributes, and the comment above these."""
    first = file.source.line_of(item.whole.start) - 1
    starts, data = file.source.line_starts(), file.source.data
    while first and data[starts[first - 1] : starts[first]].lstrip().startswith(b"//"):
        first -= 1
    return first, file.source.line_of(max(item.whole.start, item.whole.end - 1))


def _place_in(file: RustFile, lines: tuple[int, int], new: list[str], least: float = _ALIKE) -> _Place | None:
    """The rows among `lines` that are most like `new`, if no others come near."""
    starts, data = file.source.line_starts(), file.source.data
    rows = [
        _TOKEN.findall(data[starts[n] : starts[n + 1] if n + 1 < len(starts) else len(data)].decode("utf-8", "replace"))
        for n in range(lines[0], min(lines[1], len(starts)))
    ]
    wanted = Counter(new)
    places: list[_Place] = []
    for first, row in enumerate(rows):
        if not row or not (set(row) & set(wanted)):
            continue
        old: list[str] = []
        for last in range(first, len(rows)):
            old = [*old, *rows[last]]
            if len(old) > 2 * len(new) + _FEW:
                break
            if not rows[last] or len(old) < len(new) // 2:
                continue
            common = sum((Counter(old) & wanted).values())
            if 2 * common / (len(old) + len(new)) < least:
                continue
            ratio = SequenceMatcher(None, old, new, autojunk=False).ratio()
            if ratio >= least:
                rest = iter(new)
                places.append(_Place(ratio, all(token in rest for token in old), lines[0] + first, lines[0] + last))
    if not places:
        return None
    grown = [p for p in places if p.grown]
    best = max(grown or places, key=lambda p: (p.likeness, p.first - p.last))
    apart = [p for p in (grown or places) if p.last < best.first or p.first > best.last]
    near = max((p.likeness for p in apart), default=0.0)
    return best if near + _AHEAD <= best.likeness or (near < best.likeness == 1.0 and not apart) else None


def _same_head(file: RustFile, code: str) -> _Place | None:
    """The one row of the file that binds or sets what the one row of the block does."""
    rows = [row for row in code.split("\n") if row.strip()]
    head = re.match(r"\s*(let (?:mut )?\w+)\s*(?::[^=]*)?=", rows[0]) if len(rows) == 1 else None
    if head is None:
        return None
    text = file.source.data.decode("utf-8", "replace").split("\n")
    begins = re.compile(rf"\s*{re.escape(head[1])}\s*(?::[^=]*)?=(?!=)")
    found = [n for n, row in enumerate(text) if begins.match(row)]
    ends = rows[0].rstrip()[-1] == text[found[0]].rstrip()[-1] if len(found) == 1 and rows[0].rstrip()[-1] in ";{" else True
    if len(found) != 1 or not ends or text[found[0]].rstrip().endswith((";", "{")) != rows[0].rstrip().endswith((";", "{")):
        return None
    return _Place(1.0, grown=False, first=found[0], last=found[0])


def _brought(spec: Spec, directive: Directive, new: list[str]) -> set[str]:
    """The names among `new` that another block of the document declares."""
    names = {t for t in new if _NAME.fullmatch(t)}
    other = "\n".join(b.code for n, b in enumerate(spec.blocks) if n != directive.block and b.role in ("code", "after"))
    declared = set(re.findall(r"\b(?:const|static|fn|struct|enum|union|type|trait|mod|macro_rules!)\s+(?:mut\s+)?(\w+)", other))
    return names & declared


def _swaps(old: list[str], new: list[str], brought: set[str]) -> bool:
    """Whether `new` is `old` with one name throughout put in place of another, which the document brings."""
    if len(old) != len(new):
        return False
    pairs = {(a, b) for a, b in zip(old, new, strict=True) if a != b}
    return len(pairs) == 1 and all(b in brought and _NAME.fullmatch(a) for a, b in pairs)


def _text(file: RustFile, place: _Place) -> str:
    span = _span(file, place)
    return file.source.data[span.start : span.end].decode("utf-8", "surrogateescape")


def _span(file: RustFile, place: _Place) -> Span:
    starts, data = file.source.line_starts(), file.source.data
    end = starts[place.last + 1] if place.last + 1 < len(starts) else len(data)
    return Span(line_start(data, starts[place.first]), end)
