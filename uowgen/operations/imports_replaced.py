"""The imports of a file as a whole in another form: ``Replace the imports with:``, ``The `use` lines at the top become``."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from uowgen.operations.add_import import leaves_of
from uowgen.operations.work import Done, applied, applies, candidate, refused
from uowgen.regex import when_used
from uowgen.rust.items import Item, items_of
from uowgen.rust.matching import lex
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.operations.chunks import Chunk
    from uowgen.rust.syntax import RustFile

KIND = "add_import"
_THEM = r"(?:imports|import (?:block|section|list|lines|statements)|`?use`? (?:lines|block|statements|declarations|section))"
_ASKED = when_used(
    rf"\b(?:replac\w+|swap|rewrite|overwrite|change) (?:all |both )?(?:of )?(?:the |its |these |those |this |existing |current |old |two |three |four )*{_THEM}\b.*?\b(?:with|by|to|for|as)\b(?! (?:include|also|add|have|contain|bring))"
    rf"|\b{_THEM}\b[^.]*?\b(?:(?:is|are|be|get|gets)(?: to be)? (?:all )?replaced (?:by|with)|becomes?|(?:changes? to|shrinks? to|grows? to|turns? into)(?! (?:include|also|add|have|contain|bring))"
    r"|should (?:now )?(?:be|read)|now reads?|(?:is|are) now|reads? now)\b",
    re.IGNORECASE,
)


def imports_replaced(file: RustFile, directive: Directive, chunk: Chunk) -> Done | None:
    """The imports of `chunk` in place of those at the top of the file, or of those among them that the sentence lists; None if the words
    do not say so.

    An import that is gone then must be one that the sentence names, and that nothing else in the file needs.
    """
    words = " ".join(directive.words.split())
    if _ASKED.search(words) is None or any(i.path for i in chunk.items):
        return None
    tops = [i for i in items_of(file) if i.kind == "use" and not i.path and not i.in_macro]
    new = {leaf for i in chunk.items for leaf in leaves_of(i.name)}
    listed = ["".join(text.removeprefix("use ").rstrip(";").split()) for text in words.split("`")[1::2] if "::" in text]
    old = [i for i in tops if "".join(i.name.split()) in listed] if listed else tops
    if not old or (listed and len(old) != len(listed)):
        return None
    if tops.index(old[-1]) - tops.index(old[0]) != len(old) - 1:
        return _refused("anchor-ambiguous", "other imports stand between those that are to be replaced", file, old)
    data = file.source.data
    place = Span(old[0].whole.start, max(old[-1].whole.end, old[-1].span.end))
    shown = chunk.code.strip()
    if [t.text for t in lex(data[place.start : place.end])] == [t.text for t in lex(shown)]:
        return applied(KIND, "imports", "they are so already", place)
    between = [data[a.span.end : b.whole.start] for a, b in pairwise(old)]
    if any(gap.strip() for gap in between) or any(i.attributes for i in old):
        return _refused("would-lose-code", "comments or attributes stand among the imports", file, old)
    kept = {leaf for i in tops if i not in old for leaf in leaves_of(i.name)}
    if new & kept:
        return _refused("would-duplicate", "the file imports some of them in other lines as well", file, old)
    names = {_name(leaf) for leaf in new | kept}
    gone = {_name(leaf) for i in old for leaf in leaves_of(i.name)} - names
    rest = {t.text for t in lex(data[: place.start] + data[place.end :])}
    lost = sorted(name for name in gone if name in rest or name in ("*", "_") or not (listed or f"`{name}`" in words))
    if lost:
        said = ", ".join(f"`{name}`" for name in lost[:6])
        return _refused("would-lose-code", f"the file imports {said}, and nothing says that it goes", file, old)
    edit = Edit(file.source.path, place, shown.replace(b"\r\n", b"\n").replace(b"\n", file.source.newline()))
    return applies(KIND, "imports", "in place of those that are there", place, edit)


def _name(leaf: str) -> str:
    last = leaf.rpartition("::")[2]
    return last.partition(" as ")[2].strip() or last


def _refused(code: str, message: str, file: RustFile, old: list[Item]) -> Done:
    return refused(
        KIND, "imports", code, message, "show each import that changes, before and after", [candidate(file, i) for i in old[:8]]
    )
