"""A statement shown with something left out that the document speaks of: in place of the one statement of the file that has it as well.

``self.bus.send(&frame).await?;`` in the block, ``self.bus.send(&frame).inspect_err(|_| self.give_back())?;`` in the file, and words that
have `give_back` or `inspect_err` go. It is asked where no words give the statement a place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.pieces import top_statements
from uowgen.operations.work import Done, applies
from uowgen.rust.layout import alone_on_line, indent_at, indent_unit, reindented, with_newlines_of
from uowgen.rust.matching import lex
from uowgen.rust.syntax import RustFile, is_comment, span_of, walk
from uowgen.text import Edit

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Directive, Spec

KIND = "replace_statement"
_LONG = 12  # tokens: a shorter statement may be the rest of many
_HALF = 0.5  # how much of the old statement stays at the least


def shrunk(file: RustFile, spec: Spec, directive: Directive, code: str) -> Done | None:
    """The one statement of `code` in place of the one that it is a part of; None where several fit, or nothing says that the rest goes."""
    tops = top_statements(code.encode())
    if directive.verb not in ("place", "change", "replace") or directive.hedged or len(tops) != 1:
        return None
    new = _tokens(tops[0][1])
    if len(new) < _LONG or any(is_comment(n) for n in walk(tops[0][1])):
        return None
    statements = [n for n in walk(file.root) if n.parent is not None and n.parent.type == "block" and n.type == tops[0][1].type]
    if any(_tokens(n) == new for n in statements):
        return None
    found = [n for n in statements if _is_part(new, _tokens(n))]
    if len(found) != 1 or any(is_comment(n) for n in walk(found[0])):
        return None
    gone = {t for t in _tokens(found[0]) if len(t) >= _TELLING and t.replace("_", "a").isalnum()} - set(new)
    place, data = span_of(found[0]), file.source.data
    if not gone & _spoken(spec) or not alone_on_line(data, place.start):
        return None
    shown = reindented(code.encode(), indent_at(data, place.start), indent_unit(data)).rstrip(b"\n").lstrip()
    message = f"in place of the statement that has {', '.join(f'`{name}`' for name in sorted(gone & _spoken(spec)))} as well"
    return applies(KIND, "statement", message, place, Edit(file.source.path, place, with_newlines_of(file.source, shown)))


_TELLING = 6  # letters of a name that words can mean


def _is_part(new: list[str], old: list[str]) -> bool:
    """Whether `new` is `old` with something taken out between its ends, and at least half of it left."""
    if len(new) >= len(old) or len(new) < _HALF * len(old) or new[:1] != old[:1] or new[-1:] != old[-1:]:
        return False
    rest = iter(old)
    return all(token in rest for token in new)


def _spoken(spec: Spec) -> set[str]:
    """The names in inline code in the words of the document's directives and criteria."""
    said = [name for d in spec.directives for name in d.named]
    said += [code for c in spec.criteria for code in c.text.split("`")[1::2]]
    return {word for name in said for word in "".join(c if c.isalnum() or c == "_" else " " for c in name).split()}


def _tokens(node: Node) -> list[str]:
    tokens = [t.text for t in lex(node.text or b"")]
    return tokens[:-1] if tokens[-1:] == [";"] else tokens
