"""Which of several items of one name the code goes beside: the last of variants in a row, the one that the other place stands beside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.operations.insert_items import is_test_module
from uowgen.operations.targets import BESIDE
from uowgen.rust.items import items_of

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.operations.chunks import Chunk
    from uowgen.operations.targets import Hit
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile


def one_of(file: RustFile, directive: Directive, anchored: Hit, hits: tuple[Hit, ...], chunk: Chunk) -> Item | None:
    """The one of the items of `anchored` beside which `chunk` goes; None where nothing tells them apart."""
    items = anchored.items
    others = {h.items[0].path for h in hits if h != anchored and h.anchor.relation in BESIDE and len(h.items) == 1}
    if len(others) == 1:  # `after x and before y`: the x that stands where y does
        items = tuple(i for i in items if i.path in others) or items
    if len(items) > 1 and chunk.sort not in ("test", "tests module"):  # what is no test does not go among the tests
        tests = [m for m in items_of(file) if is_test_module(m)]
        items = tuple(i for i in items if not any(m.span.contains(i.span) for m in tests)) or items
    elif len(items) > 1:
        items = tuple(i for i in items if any("test]" in a for a in i.attributes)) or items
    if len(items) == 1:
        return items[0]
    if _speaks_of_all(directive.words, anchored.anchor.name) and _in_a_row(file, items):
        return items[-1] if anchored.anchor.relation == "after" else items[0]
    return None


def _speaks_of_all(words: str, name: str) -> bool:
    """Whether the words speak of all that have the name: ``below the two `read`s``, ``after both `read` variants``."""
    bare = re.escape(name)
    return re.search(rf"`{bare}`(?:'s|’s|s)\b|\b(?:two|both|three|all|all the) `{bare}`", words) is not None


def _in_a_row(file: RustFile, items: tuple[Item, ...]) -> bool:
    """Whether the items stand one after the other in one place, each under a `cfg` of its own."""
    if len({(i.kind, i.path) for i in items}) != 1 or not all(any("cfg" in a for a in i.attributes) for i in items):
        return False
    around = [i for i in items_of(file) if i.path == items[0].path and not i.in_macro]
    places = [n for n, i in enumerate(around) if i in items]
    return places == list(range(places[0], places[0] + len(items)))
