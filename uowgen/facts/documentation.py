"""The doc comments and comments of an item."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uowgen.facts.code import Declaration


def comment_of(declaration: Declaration, *, inside: bool = False) -> str:
    """The text of its doc comments; with `inside` also that of other comments above it and of all comments within it."""
    source = declaration.file.rust.source
    item = declaration.item
    lead = source.data[item.whole.start : item.span.start].decode("utf-8", "replace")
    rows = [line.strip() for line in lead.splitlines()]
    if inside:
        return "\n".join([r for r in rows if not r.startswith("#")] + _comments(declaration))
    return "\n".join(
        r.lstrip("/*! ") for r in rows if r.startswith(("///", "/**", "*")) and not r.startswith("////")
    ) or _doc_attributes(declaration)


def _doc_attributes(declaration: Declaration) -> str:
    return "\n".join(a.split('"')[1] for a in declaration.item.attributes if a.startswith("#[doc") and a.count('"') >= 2)


def _comments(declaration: Declaration) -> list[str]:
    from uowgen.rust.syntax import is_comment, walk

    return [declaration.file.rust.text(n) for n in walk(declaration.item.node) if is_comment(n)]


def says_word(text: str, what: str) -> bool:
    """Whether `what` stands in `text`, as a word of its own where it is one."""
    at = text.find(what)
    while at >= 0:
        before, after = text[at - 1 : at] if at else "", text[at + len(what) : at + len(what) + 1]
        if not (_joins(before) and _joins(what[:1])) and not (_joins(after) and _joins(what[-1:])):
            return True
        at = text.find(what, at + 1)
    return False


def _joins(ch: str) -> bool:
    return ch.isalnum() or ch == "_"
