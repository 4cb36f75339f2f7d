"""Rows of alternatives (`| Kind::Late`) added to the one list of patterns of the named function: in a `matches!`, or before an arm's `=>`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.operations.targets import hits_of
from uowgen.operations.work import Done, applied, applies, refused
from uowgen.rust.layout import indent_at, line_start, with_newlines_of
from uowgen.rust.matching import lex
from uowgen.rust.syntax import span_of, walk
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Directive
    from uowgen.rust.matching import Token
    from uowgen.rust.syntax import RustFile

KIND = "change_code"
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")


class _Alternatives(NamedTuple):
    """A list of patterns in a file: the tokens of each, and where its last one ends."""

    patterns: tuple[tuple[str, ...], ...]
    span: Span


def are_alternatives(code: str) -> bool:
    """Whether every row of `code` that is not blank or a comment begins an alternative."""
    rows = [row.strip() for row in code.split("\n") if row.strip() and not row.strip().startswith("//")]
    return bool(rows) and rows[0].startswith("|") and not rows[0].startswith("||") and "=>" not in code and ";" not in code


def add_patterns(file: RustFile, directive: Directive, code: str) -> Done:
    """The alternatives of `code` behind the last one of the only list that has patterns of the same type."""
    wanted = _split(code.encode())
    heads = {_head(pattern) for pattern, _ in wanted}
    functions = {i.span: i for h in hits_of(file, directive) if h.anchor.relation != "with" for i in h.items if i.kind == "fn"}
    if len(functions) != 1 or "" in heads or len(heads) != 1:
        return refused(
            KIND, "", "directive-not-understood", "the words do not name the function whose patterns these are",
            "write ``in `name`, add to the patterns of `matches!`:``",
        )  # fmt: skip
    function = next(iter(functions.values()))
    lists = [found for found in _lists(file, function.node) if heads == {_head(p) for p in found.patterns}]
    if len(lists) != 1:
        code_of = "anchor-ambiguous" if lists else "anchor-not-found"
        return refused(
            KIND, function.label, code_of, f"{len(lists)} lists of patterns of `{function.label}` have alternatives of `{next(iter(heads))}`",
            "show the list before and after",
        )  # fmt: skip
    there = lists[0]
    texts = [text for pattern, text in wanted if pattern not in there.patterns]
    if not texts:
        return applied(KIND, function.label, "the patterns are there already", there.span)
    data = file.source.data
    first = line_start(data, there.span.start)
    alone = (
        data[line_start(data, there.span.end) : there.span.end].strip().startswith(b"|")
        or b"\n" in data[there.span.start : there.span.end]
    )
    if alone:
        last = line_start(data, there.span.end)
        indent = indent_at(data, last) if last != first else indent_at(data, last) + b"    "
        text = b"".join(b"\n" + indent + b"| " + one for one in texts)
    else:
        text = b"".join(b" | " + one for one in texts)
    at = Span(there.span.end, there.span.end)
    edit = Edit(file.source.path, at, with_newlines_of(file.source, text))
    return applies(KIND, function.label, f"behind the last pattern in `{function.label}`", at, edit)


def _lists(file: RustFile, root: Node) -> list[_Alternatives]:
    found = []
    for node in walk(root):
        if node.type == "macro_invocation":
            name = node.child_by_field_name("macro")
            tree = next((c for c in node.children if c.type == "token_tree"), None)
            if name is not None and (name.text or b"").rpartition(b"::")[2] == b"matches" and tree is not None:
                inner = _patterns_of_matches(file, tree)
                found += [_listed(file, inner)] if inner is not None else []
        elif node.type == "match_pattern":
            pattern = node.named_children[0] if node.named_children else None
            if pattern is not None and pattern.type == "or_pattern":
                found.append(_listed(file, span_of(pattern)))
    return found


def _patterns_of_matches(file: RustFile, tree: Node) -> Span | None:
    """What stands between the first comma of `matches!(value, …)` and its `if` or its end."""
    start = tree.start_byte + 1
    tokens = lex(file.source.data[start : tree.end_byte - 1])
    depth, begin, end = 0, None, None
    for token in tokens:
        if token.text in _OPENING:
            depth += 1
        elif token.text in _CLOSING:
            depth -= 1
        if depth == 0 and begin is not None and token.text in ("if", ","):
            break
        if begin is not None:
            end = start + token.end
        if depth == 0 and begin is None and token.text == ",":
            begin = start + token.end
    if begin is None or end is None:
        return None
    text = file.source.data[begin:end]
    return Span(begin + len(text) - len(text.lstrip()), end)


def _listed(file: RustFile, span: Span) -> _Alternatives:
    return _Alternatives(tuple(pattern for pattern, _ in _split(file.source.data[span.start : span.end])), span)


def _split(code: bytes) -> list[tuple[tuple[str, ...], bytes]]:
    """The tokens of each alternative of `code`, and how it is written, without its `|` and trailing commas."""
    patterns: list[list[Token]] = [[]]
    depth = 0
    for token in lex(code):
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        if token.text == "|" and depth == 0:
            patterns.append([])
        elif token.text != "," or depth:
            patterns[-1].append(token)
    return [(tuple(t.text for t in p), code[p[0].start : p[-1].end]) for p in patterns if p]


def _head(pattern: tuple[str, ...]) -> str:
    """The type of a pattern `Type::Variant…`; empty for one without."""
    return pattern[0] if len(pattern) > 2 and pattern[1] == "::" else ""
