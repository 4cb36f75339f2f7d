"""A quoted text changed where the words mean it: in the function that they name, else at the cited lines, where it stands several times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.change_code import change_code
from uowgen.operations.targets import hits_of
from uowgen.rust.items import items_of

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.operations.work import Done
    from uowgen.rust.matching import Match
    from uowgen.rust.syntax import RustFile
    from uowgen.text import Span

_FAR = 40  # lines by which a cited place may be off and still tell two equal texts apart


def change_where_meant(file: RustFile, directive: Directive, before: str, after: str) -> Done | None:
    """See `change_code`; the places are weighed by the words of `directive`."""
    return change_code(
        file,
        before,
        after,
        lambda found: _narrowed(file, directive, found),
        lambda found: _not_excluded(file, directive, found),
        lambda found: _in_named(file, directive, found),
    )


def _in_named(file: RustFile, directive: Directive, found: list[Match]) -> list[Match]:
    """Those of `found` in an item that the words name, or on the cited lines."""
    spans = [
        i.span
        for h in hits_of(file, directive)
        if h.anchor.relation in ("in", "at", "start_of", "end_of", "near")
        for i in h.items
        if i.kind in ("fn", "impl", "trait", "struct", "enum", "const", "static", "type", "macro call")
    ]
    inside = [m for m in found if any(s.contains(m.span) or m.span.contains(s) for s in spans)]
    if not inside and directive.cited is not None:
        first, last = directive.cited
        inside = [m for m in found if first - 2 <= file.source.line_of(m.span.start) <= last + 2]
    return inside


def _not_excluded(file: RustFile, directive: Directive, found: list[Match]) -> list[Match]:
    """`found` without the places outside the one function, and outside the arms, that the words put the change in."""
    for anchor in directive.anchors:
        if anchor.relation == "in" and anchor.noun == "match arm":
            arms = _arms_for(file, anchor.name)
            found = [m for m in found if any(arm.contains(m.span) or m.span.contains(arm) for arm in arms)]
    functions = {
        i.span
        for h in hits_of(file, directive)
        if h.anchor.relation in ("in", "start_of", "end_of")
        for i in h.items
        if i.kind == "fn" and not i.in_macro
    }
    if len(functions) != 1:
        return found
    (around,) = functions
    return [m for m in found if around.contains(m.span) or m.span.contains(around)]


def _arms_for(file: RustFile, pattern: str) -> list[Span]:
    """The match arms of the file whose pattern is `pattern`, or has it among others."""
    from uowgen.rust.matching import lex
    from uowgen.rust.syntax import span_of, walk

    wanted = [t.text for t in lex(pattern.split("=>")[0].encode())]
    found = []
    for node in walk(file.root):
        shown = node.child_by_field_name("pattern") if node.type == "match_arm" else None
        texts = [t.text for t in lex(shown.text or b"")] if shown is not None and wanted else []
        if any(texts[n : n + len(wanted)] == wanted for n in range(len(texts))):
            found.append(span_of(node))
    return found


def _narrowed(file: RustFile, directive: Directive, found: list[Match]) -> list[Match]:
    """Of several places those in the item that the words name, else the one that is clearly nearest to the cited lines."""
    for hit in hits_of(file, directive):
        if hit.anchor.relation in ("in", "at", "start_of", "end_of", "near"):
            spans = [i.span for i in hit.items if i.kind in ("fn", "impl", "trait", "mod", "struct", "enum")]
            inside = [m for m in found if any(s.contains(m.span) for s in spans)]
            if inside and len(inside) < len(found):
                found = inside
    if len(found) > 1:  # the heading may name the one function that has it
        named = [name.removesuffix("()").rpartition("::")[2] for name in directive.named]
        holders = [i.span for i in items_of(file) if i.kind == "fn" and i.name in named and not i.in_macro]
        inside = [m for m in found if any(s.contains(m.span) for s in holders)]
        if len(holders) == 1 and len(inside) == 1:
            return inside
    if len(found) > 1 and directive.cited is not None:
        first, last = directive.cited
        lines = [file.source.line_of(m.span.start) for m in found]
        near = [m for m, line in zip(found, lines, strict=True) if first - 2 <= line <= last + 2]
        if len(near) == 1:
            return near
        away = sorted((abs(line - first), n) for n, line in enumerate(lines))
        if away[0][0] <= _FAR and away[1][0] > 3 * max(away[0][0], 5):
            return [found[away[0][1]]]
    return found
