"""An import that a sentence gives up while the block shows another: ``` `use a::B;` goes away; the import of `c` becomes ```."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.operations.add_import import add_imports, leaves_of
from uowgen.operations.existing import REPLACING
from uowgen.operations.replace_item import replace_item
from uowgen.regex import when_used
from uowgen.rust.items import Item, items_of
from uowgen.rust.layout import alone_on_line, line_end, line_start
from uowgen.rust.matching import lex
from uowgen.rust.syntax import RustFile
from uowgen.text import Edit, Source, Span

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.operations.chunks import Chunk
    from uowgen.operations.work import Done

_GIVEN_UP = when_used(r"`(use [^`]+)` (?:goes away|goes|disappears|is (?:removed|dropped|deleted|gone)|can go|must go)\b")


def with_one_given_up(file: RustFile, directive: Directive, code: bytes, uses: tuple[Item, ...]) -> Done | None:
    """The imports `uses` of `code` where the one that the sentence gives up is gone; in place of the one of the same path, where the words
    say that this becomes what is shown. None if they give up none that the file has.
    """
    said = _GIVEN_UP.search(" ".join(directive.words.split()))
    if said is None:
        return None
    wanted = [t.text for t in lex(said[1].rstrip("; ").encode())]
    there = [i for i in items_of(file) if i.kind == "use" and not i.path]
    gone = [i for i in there if [t.text for t in lex(file.source.data[i.span.start : i.span.end].rstrip(b"; "))] == wanted]
    if len(gone) != 1 or not alone_on_line(file.source.data, gone[0].whole.start):
        return None
    data = file.source.data
    cut = Span(line_start(data, gone[0].whole.start), line_end(data, gone[0].span.end))
    rest = RustFile(Source(file.source.path, data[: cut.start] + data[cut.end :]))
    done = _becomes(rest, directive, code, uses) or add_imports(rest, code, uses, None)
    if done.status != "applies":
        return None
    size = cut.end - cut.start
    moved = tuple(e._replace(span=e.span if e.span.end <= cut.start else e.span.shifted(size)) for e in done.edits)
    place = done.place
    if place is not None and place.end > cut.start:
        place = place.shifted(size)
    return done._replace(place=place, edits=(*moved, Edit(file.source.path, cut, b"")))


def _becomes(file: RustFile, directive: Directive, code: bytes, uses: tuple[Item, ...]) -> Done | None:
    """The one import of the block in place of the one whose names it has all, and more; None where none is said to become it."""
    if len(uses) != 1 or re.search(r"\b(?:becomes?|is now)\W*$", directive.words) is None:
        return None
    new = leaves_of(uses[0].name)
    old = [
        i
        for i in items_of(file)
        if i.kind == "use" and not i.path and _head(i.name) == _head(uses[0].name) and leaves_of(i.name) <= new
    ]
    return replace_item(file, old[0], code, uses[0])._replace(kind="add_import") if len(old) == 1 else None


def _head(tree: str) -> str:
    return tree.split("{")[0].rstrip(": ")


def swapped_import(file: RustFile, directive: Directive, chunk: Chunk, code: bytes) -> Done | None:
    """The import in place of the one whose names it brings in but for those that the sentence gives up: `swap `A` for `B` `."""
    if len(chunk.items) != 1 or directive.verb not in REPLACING:
        return None
    new = leaves_of(chunk.items[0].name)
    words = set(directive.words.replace("`", " ").replace("::", " ").replace(",", " ").replace(".", " ").split())
    found = []
    for item in items_of(file):
        old = leaves_of(item.name) if item.kind == "use" and not item.path else set()
        gone = old - new
        if gone and old & new and all(leaf.rpartition("::")[2] in words for leaf in gone):
            found.append(item)
    return replace_item(file, found[0], code, chunk.items[0])._replace(kind="add_import") if len(found) == 1 else None
