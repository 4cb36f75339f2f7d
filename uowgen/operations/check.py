"""What an edit must not do to a file: new syntax errors, two items of one name, documentation torn off its item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.model import Refusal
from uowgen.rust.items import Item, items_of
from uowgen.rust.syntax import RustFile, errors
from uowgen.text import Source, apply_edits

if TYPE_CHECKING:
    from uowgen.text import Edit, Span


def broken_by(
    file: RustFile, edits: tuple[Edit, ...], place: Span | None, *, whole: bool = False, quoted: bool = False
) -> Refusal | None:
    """Why `edits` may not be made to `file`; None if they may.

    The file as it would be stays in `file.kept`, under `after`, for whoever makes the edits. `whole`: the file is replaced, heads of items with it. `quoted`: the document shows all that the edits take away.
    """
    try:
        data = apply_edits(file.source.data, edits)
    except ValueError:
        return Refusal("contradictory", "the parts of the block would be written over each other", "split the block")
    after = file.kept["after"] = RustFile(Source(file.source.path, data))
    old, new = errors(file.root), errors(after.root)
    if len(new) > len(old):
        if old and place is not None and any(s.start <= place.start <= s.end for s in old):
            return Refusal("target-does-not-parse", "the file has a syntax error at this place already", "mend the file first")
        source = after.source
        line = source.line_of(next((s for s in new if s not in old), new[0]).start)
        return Refusal(
            "would-not-parse", f"the file would have a syntax error: {source.line_text(line).strip()[:80]}",
            "complete the block, or say into what it goes",
        )  # fmt: skip
    before, now = items_of(file), items_of(after)
    twice = _twice(now) - _twice(before)
    if twice:
        names = ", ".join(sorted(twice))
        return Refusal("would-duplicate", f"the file would have two of: {names}", "ask for a replacement, or use another name")
    gone = tuple(edit.span for edit in edits) if quoted else ()
    return None if whole else _torn(file, before, after, now, gone)


def _twice(items: tuple[Item, ...]) -> set[str]:
    """Labels of what is defined twice in one scope, `cfg` twins aside."""
    seen: dict[tuple[str, ...], Item] = {}
    found: set[str] = set()
    for item in items:
        if item.kind in ("impl", "use", "macro call", "extern", "field", "macro") or item.in_macro or item.name == "_":
            continue
        space = "fn" if item.kind in ("fn", "const", "static") else "type"
        scope = (*item.path, space, item.name) if item.kind != "variant" else (*item.path, "variant", item.name)
        if any(label.startswith("impl ") for label in item.path):
            continue  # two impls of one header may each have such a member under another bound
        other = seen.setdefault(scope, item)
        if other is not item and not (_conditional(other) or _conditional(item)):
            found.add(item.full_label)
    return found


def _conditional(item: Item) -> bool:
    return any(a.startswith("#[cfg") for a in item.attributes)


def _torn(
    file: RustFile, before: tuple[Item, ...], after: RustFile, now: tuple[Item, ...], gone: tuple[Span, ...]
) -> Refusal | None:
    """Every item that is still there must have the documentation and attributes that it had, unless they lie in what is `gone` on purpose."""
    heads: dict[str, list[bytes]] = {}
    for item in before:
        if any(span.start < item.span.start and item.whole.start < span.end for span in gone):
            continue
        heads.setdefault(item.full_label, []).append(_head(file, item))
    for item in now:
        had = heads.get(item.full_label)
        if had is not None and len(had) == 1 and had[0] and not _head(after, item):
            return Refusal(
                "would-lose-code", f"`{item.full_label}` would lose its documentation or attributes", "say so if it is meant"
            )
    return None


def _head(file: RustFile, item: Item) -> bytes:
    rows = file.source.data[item.whole.start : item.span.start].split(b"\n")
    return b"\n".join(row.strip() for row in rows if row.strip().startswith((b"///", b"#[")))
