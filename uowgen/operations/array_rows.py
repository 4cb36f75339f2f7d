"""Elements of an array or a call: a block shows some that are there and one run of new ones, which goes beside those."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.targets import hits_of
from uowgen.operations.work import Done, applies
from uowgen.rust.layout import indent_at
from uowgen.rust.matching import lex
from uowgen.rust.syntax import RustFile, is_comment, walk
from uowgen.text import Edit, Source, Span

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Directive

KIND = "insert_statement"


def among_elements(file: RustFile, directive: Directive, code: str) -> Done | None:
    """The new elements of `code` beside those that it shows of the one array in the constant, static or function that the words name.

    None unless the elements that are there stand one after the other in exactly one array, and the new ones in one run.
    """
    if directive.verb not in ("add", "insert", "append", "place", "change"):
        return None
    shown = _elements(code)
    roots = {
        i.span: i.node
        for h in hits_of(file, directive)
        if h.anchor.relation in ("in", "at", "end_of")
        for i in h.items
        if i.kind in ("const", "static", "fn") and not i.in_macro
    }
    if len(roots) != 1 or len(shown) < 2:
        return None
    (root,) = roots.values()
    found = [laid for node in walk(root) if node.type == "array_expression" and (laid := _laid(node, shown)) is not None]
    if len(found) != 1:
        return None
    known, new, behind = found[0]
    text = ", ".join(" ".join(row.split()) for row in new)
    data, at = file.source.data, known.end_byte if behind else known.start_byte
    if "\n" in code.strip():
        glue = b"\n" + indent_at(data, known.start_byte)
        text = (",\n" + indent_at(data, known.start_byte).decode()).join(row.strip() for row in new)
    else:
        glue = b" "
    written = b"," + glue + text.encode() if behind else text.encode() + b"," + glue
    label = "array"
    return applies(
        KIND, label, "among the elements that the block shows", Span(at, at), Edit(file.source.path, Span(at, at), written)
    )


def _laid(array: Node, shown: list[str]) -> tuple[Node, list[str], bool] | None:
    """The element of `array` that the new ones go beside, those, and whether behind it; None if `shown` is not laid over it in one way."""
    there = [n for n in array.named_children if not is_comment(n)]
    texts = [_tokens(n.text or b"") for n in there]
    wanted = [_tokens(row.encode()) for row in shown]
    known = [n for n, row in enumerate(wanted) if texts.count(row) == 1]
    if not known or len(known) == len(wanted) or any(row in texts for n, row in enumerate(wanted) if n not in known):
        return None
    places = [texts.index(wanted[n]) for n in known]
    if places != list(range(places[0], places[0] + len(places))):
        return None
    fresh = [n for n in range(len(wanted)) if n not in known]
    if fresh != list(range(fresh[0], fresh[0] + len(fresh))):
        return None
    new = [shown[n] for n in fresh]
    if fresh[0] > 0:
        return there[texts.index(wanted[fresh[0] - 1])], new, True
    return there[texts.index(wanted[fresh[-1] + 1])], new, False


def _elements(code: str) -> list[str]:
    """The elements that `code` lists; none if it is no list, or holds comments."""
    file = RustFile(Source("", b"fn x() { [\n" + code.encode("utf-8", "surrogatepass") + b"\n] }"))
    array = next((n for n in walk(file.root) if n.type == "array_expression"), None)
    if file.root.has_error or array is None or any(is_comment(n) for n in walk(array)):
        return []
    return [file.text(n) for n in array.named_children]


def _tokens(text: bytes) -> tuple[str, ...]:
    return tuple(t.text for t in lex(text))
