"""Places inside of something that the words ask for: a module, a function, a list. What stands alone is not written elsewhere for want of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.operations.existing import REPLACING
from uowgen.operations.targets import BESIDE, Hit, test_module
from uowgen.operations.work import Done, candidate, refused
from uowgen.regex import when_used
from uowgen.rust.items import items_of
from uowgen.rust.matching import find_piece, lex, lex_piece, tokens_of

if TYPE_CHECKING:
    from uowgen.model import Anchor, Directive
    from uowgen.operations.chunks import Chunk
    from uowgen.rust.fragment import Fragment
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile

_INSIDE = ("in", "start_of", "end_of")
# What no item can stand in as an item; a constant can stand in a function, but then it is a statement of it.
_CLOSED = frozenset({"const", "static", "struct", "enum", "union", "field", "variant", "type"})
_BY_KIND = frozenset(
    {"fn", "method", "impl", "trait", "module", "match", "loop", "struct", "enum", "test", "macro", "const", "static"}
)
_DEFINING = frozenset(["fn", "struct", "enum", "union", "trait", "impl", "mod", "static", "const", "type", "use", "extern"])
_OF_TESTS = when_used(
    r"\b(?:test imports|imports? (?:of|for|in) the tests?|mod tests|tests? module|module of tests)\b|^for the (?:unit )?tests\b|\btests (?:also |now )?(?:import|need|use|want)"
)


def are_statements(directive: Directive, fragment: Fragment, hits: tuple[Hit, ...]) -> bool:
    """Whether macro calls that could be items as well are statements: by what they hold, or since the words put them into a function."""
    if any(i.kind != "macro call" for i in fragment.items):
        return False
    tokens = {t.text for t in lex(fragment.code)}
    if _DEFINING.isdisjoint(tokens) and not tokens.isdisjoint(("self", "let", "return")):
        return True
    for hit in hits:
        wanted = (*_INSIDE, "at") if directive.verb in REPLACING else _INSIDE
        if hit.anchor.relation in wanted and _is_said(directive, hit.anchor) and any(i.kind == "fn" for i in hit.items):
            return True
    return any(a.relation in BESIDE and _is_said(directive, a) and a.name in ("loop", "match", "body") for a in directive.anchors)


def are_beside_inner(file: RustFile, directive: Directive, fragment: Fragment, hits: tuple[Hit, ...]) -> bool:
    """Whether items go beside an import or another statement that stands only inside of functions: then they are statements there."""
    if fragment.methods or any(h.items for h in hits if h.anchor.relation in BESIDE):
        return False
    bodies = [i.body for i in items_of(file) if i.kind == "fn" and i.body is not None and not i.in_macro]
    named = [i.body for h in hits if h.anchor.relation == "in" for i in h.items if i.kind == "fn" and i.body is not None]
    for hit in hits:
        name = hit.anchor.name
        if hit.anchor.relation not in BESIDE or not name.endswith(";"):
            continue
        places = [m.span for m in find_piece(lex_piece(name.rstrip(";")), tokens_of(file))]
        inside = bool(places) and all(any(body.contains(p) for body in bodies) for p in places)
        if inside and (name.startswith("use ") or any(body.contains(p) for body in named for p in places)):
            return True
    return False


def module_said(file: RustFile, directive: Directive) -> Item | None:
    """The one module with a body that the sentence names in words, as `mod imp`, `the imp module`, `the test module`."""
    words = " ".join(directive.words.replace("`", "").replace("'", " ").split())
    modules = [i for i in items_of(file) if i.kind == "mod" and i.body is not None and not i.in_macro]
    found = [i for i in modules if re.search(rf"\b(?:mod(?:ule)? {re.escape(i.name)}|{re.escape(i.name)} mod(?:ule)?)\b", words)]
    if not found and _OF_TESTS.search(words.lower()):
        tests = test_module(file)
        found = [tests] if tests is not None else []
    return found[0] if len(found) == 1 else None


def refused_elsewhere(file: RustFile, directive: Directive, hits: tuple[Hit, ...], chunk: Chunk) -> Done | None:
    """The refusal of code that only the end of the file is left for, if the words put it into something else."""
    first = chunk.items[0]
    if _SAID_REPLACED.search(" ".join(directive.words.split())):
        return refused(
            "replace_item", first.label, "anchor-not-found", "the words have it take the place of something, and that was not found",
            "name what it replaces as it stands in the file",
        )  # fmt: skip
    if not any(a.relation in _INSIDE and a.noun == "file" for a in directive.anchors):
        from uowgen.operations.uncomment import commented

        rows, _ = commented(file.source.data, chunk.code.decode("utf-8", "replace"))
        if rows:
            line = file.source.line_of(rows[0].start)
            return refused(
                "insert_item", first.label, "anchor-ambiguous", f"it stands commented out in line {line}, and nothing says that it is to be twice",
                "say `uncomment it`, or where else it goes",
            )  # fmt: skip
    own = {i.name for i in chunk.items}
    loose = any(i.kind in ("macro call", "const", "static") for i in chunk.items)
    for hit in hits:
        if hit.anchor.relation not in _INSIDE or not _is_said(directive, hit.anchor):
            continue
        closed = [i for i in hit.items if i.kind in _CLOSED or (loose and i.kind == "fn")]
        if closed and len(closed) == len(hit.items) and loose:
            return refused(
                "insert_item", first.label, "directive-not-understood", f"`{closed[0].label}` is where it is to go, and how is not said",
                "say before or after what", [candidate(file, i) for i in closed[:8]],
            )  # fmt: skip
        if not hit.items and _is_inner(file, hit.anchor) and hit.anchor.name not in own:
            return refused(
                "insert_item", first.label, "anchor-not-found", f"`{file.source.path}` has no `{hit.anchor.name}` to put it into",
                "name the file that has it",
            )  # fmt: skip
    inner = next((a for a in directive.anchors if a.relation in _INSIDE and a.name in _UNNAMED and a.name in directive.words), None)
    if inner is not None and loose:
        return refused(
            "insert_item", first.label, "directive-not-understood", f"the words put it into a {inner.name}, and do not say which",
            "name the function that has it",
        )  # fmt: skip
    said = " ".join(directive.words.lower().split())
    if loose and re.search(r"\btests? (?:need|want|use|share|module)|\bmod tests\b", said.replace("`", "")):
        return refused(
            "insert_item", first.label, "anchor-ambiguous", "it could go among the tests or outside of them",
            "write `in `mod tests`` or `above the tests`",
        )  # fmt: skip
    return None


_SAID_REPLACED = when_used(
    r"\b(?:is|are|be|gets?) (?:to be )?replaced (?:by|with)\b|\bgives? way to\b"
    r"|\bcommented(?:[- ]out)? (?:(?:\w+|`[^`]*`) ){0,2}(?:lines?|rows?|const\w*|code|block|version|item)\b",
    re.IGNORECASE,
)
_UNNAMED = ("match", "loop", "body")


def _is_said(directive: Directive, anchor: Anchor) -> bool:
    """Whether the sentence itself names it, not a heading further out."""
    return anchor.name in directive.words


def _is_inner(file: RustFile, anchor: Anchor) -> bool:
    """Whether the words for something that the file lacks say that code goes inside of it."""
    named = anchor.name.startswith(("impl ", "impl<", "fn ", "mod ", "trait ", "match "))
    if not named and anchor.noun not in _BY_KIND:
        return False
    bare = anchor.name.rpartition(" ")[2].rstrip("()")
    return bare not in file.source.path.replace(".rs", "").split("/")
