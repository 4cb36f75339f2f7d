"""A function shown from its signature to one of its statements: its beginning as it is to be, and the rest as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.existing import REPLACING
from uowgen.operations.work import Done, applied, applies
from uowgen.rust.items import same_code
from uowgen.rust.layout import indent_at, indent_unit, line_start, reindented, with_newlines_of
from uowgen.rust.matching import lex
from uowgen.rust.syntax import is_comment
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Directive
    from uowgen.rust.fragment import Fragment
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile


def replace_beginning(file: RustFile, directive: Directive, old: Item, fragment: Fragment) -> Done | None:
    """`fragment`, a head with statements, in place of all that `old` has up to the last of them.

    None unless the words ask for a change, that statement stands once in `old`, and nothing before it, comments included, would be lost.
    """
    new, code, data = fragment.items[0], fragment.code, file.source.data
    if directive.verb not in REPLACING or fragment.elided is not None or new.kind != "fn" or code.endswith(b"\n}}"):
        return None
    shown, there = _children(new), _children(old)
    ours, theirs = [c for c in shown if not is_comment(c)], [c for c in there if not is_comment(c)]
    if not ours or not theirs:
        return None
    same = [c for c in theirs if _tokens(c) == _tokens(ours[-1])]
    if len(same) != 1:
        return None
    kept = there[: [c.id for c in there].index(same[0].id) + 1]
    rest = iter([_said(c) for c in shown])
    if not all(_said(c) in rest for c in kept):
        return None
    start = old.whole.start if new.whole.start < new.span.start else old.span.start
    place = Span(start, same[0].end_byte)
    lead = line_start(code, new.whole.start)
    text = code[lead : ours[-1].end_byte]
    if same_code(text, data[place.start : place.end]):
        return applied("replace_item", old.label, "it is so already", place)
    indent = indent_at(data, start)
    written = reindented(text, indent, indent_unit(data)).rstrip(b"\n").removeprefix(indent)
    edit = Edit(file.source.path, place, with_newlines_of(file.source, written))
    return applies("replace_item", old.label, f"in place of `{old.name}` up to the last statement shown", place, edit)


def _children(item: Item) -> list[Node]:
    body = item.node.child_by_field_name("body")
    return body.named_children if body is not None else []


def _said(node: Node) -> tuple[str, ...]:
    return ("".join((node.text or b"").decode("utf-8", "replace").split()),) if is_comment(node) else _tokens(node)


def _tokens(node: Node) -> tuple[str, ...]:
    return tuple(t.text for t in lex(node.text or b""))
