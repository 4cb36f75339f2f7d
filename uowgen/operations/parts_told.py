"""Parts of a function told by where they stand in it: its tail behind a check, its last expression, its second `if`.

The block is what that part becomes. What can be counted in several ways is only taken where the code tells which way is meant.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from uowgen.operations.pieces import signature_of
from uowgen.operations.replace_rest import rest_replaced
from uowgen.operations.told_statements import statements_of
from uowgen.operations.work import Done, applied, applies, refused
from uowgen.regex import when_used
from uowgen.rust.items import items_of
from uowgen.rust.layout import alone_on_line, indent_at, indent_unit, reindented, with_newlines_of
from uowgen.rust.matching import lex
from uowgen.rust.syntax import RustFile, is_comment, span_of, walk
from uowgen.text import Edit, Source, Span

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Directive
    from uowgen.operations.work import Route
    from uowgen.rust.items import Item

KIND = "replace_statement"
_BECOMES = r"(?: (?:is|becomes|now is|is now|reads|now reads|should (?:be|become|read)|turns into|changes to|looks like))?(?: now| this| then)*\W*$"
_WHAT = r"(?:check|test|guard|condition|call|line|statement|binding|loop|match|`?if`?)"
_REST = r"the (?:tail|rest|remainder|end|remaining part) of (?:(?:the|this) (?:function|method|body)|`(?P<of>[\w:]+)(?:\(\))?`)"
_TAILS = (
    re.compile(rf"\b(?:after|below|behind|past) the `(?P<code>[^`]+)` {_WHAT},? {_REST}{_BECOMES}", re.I),
    re.compile(rf"(?<!of ){_REST},? (?:after|below|behind|past) the `(?P<code>[^`]+)` {_WHAT}{_BECOMES}", re.I),
)
# Not what stands beside it, nor what it is followed by.
_ALONE = r"(?<!after )(?<!before )(?<!above )(?<!below )(?<!behind )(?<!beside )(?<!over )(?<!under )(?<!from )"
_LAST = when_used(
    rf"{_ALONE}\bthe (?:last|final|closing|tail|trailing) (?:expression|value) (?:of|in) `(?P<of>[\w:]+)(?:\(\))?`{_BECOMES}"
    r"|`(?P<ends>[\w:]+)(?:\(\))?` (?:now |then )(?:ends|finishes) (?:in|with)(?: this)?\W*$",
    re.I,
)
_NUMBERED = when_used(
    rf"{_ALONE}\bthe (?P<nth>first|second|third|fourth|last) `?(?P<kind>if|match|for|while|loop)`?(?: loop| block| statement| check| expression)? "
    rf"(?:in|of) `(?P<of>[\w:]+)(?:\(\))?`{_BECOMES}",
    re.I,
)
_WHOSE = when_used(rf"{_ALONE}\b(?:the|that|this) (?:\w+ )?(?:loop|`?(?:for|while|if|loop)`?)\b", re.I)
_NTH = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
_KINDS = {
    "if": ("if_expression",), "match": ("match_expression",), "for": ("for_expression",), "while": ("while_expression",),
    "loop": ("for_expression", "while_expression", "loop_expression"),
}  # fmt: skip
_ALIKE = 0.5


def part_route(file: RustFile, directive: Directive, code: bytes) -> Route | None:
    """The block in place of the part of a function that the last sentence before it tells; None if it tells none."""
    said = " ".join(directive.lead.split())
    tail = next((m for pattern in _TAILS if (m := pattern.search(said))), None)
    if tail is not None:
        return lambda f: _tail(f, tail, code)
    last = _LAST.search(said)
    if last is not None and _values(code) is not None:
        return lambda f: _last(f, last["of"] or last["ends"], code)
    numbered = _NUMBERED.search(said)
    if numbered is not None and len(_tops(code)) == 1 and _bare(_tops(code)[0]).type in _KINDS[numbered["kind"].lower()]:
        return lambda f: _numbered(f, numbered, code)
    if _WHOSE.search(said) and (shown := _begun(code)) is not None:
        return lambda f: _beginning(f, directive, shown, code)
    return None


def _tail(file: RustFile, said: re.Match[str], code: bytes) -> Done:
    functions = _called(file, said["of"]) if said["of"] else _having(file, said["code"])
    if len(functions) != 1:
        return _not_one(len(functions), said["code"])
    done = rest_replaced(file, functions[0], said["code"], "statement", code)
    return done or refused(
        KIND, functions[0].label, "directive-not-understood", "the rest shares its lines with others", "show it whole"
    )


def _not_one(count: int, name: str) -> Done:
    why = "anchor-ambiguous" if count else "anchor-not-found"
    return refused(KIND, "", why, f"{count} functions of the file can be meant by `{name}`", "name the function")


def _called(file: RustFile, name: str) -> list[Item]:
    owner, _, bare = name.rpartition("::")
    found = [i for i in items_of(file) if i.kind == "fn" and i.name == bare and i.body is not None and not i.in_macro]
    return [i for i in found if not owner or owner.rpartition("::")[2] in re.findall(r"\w+", i.parent)]


def _having(file: RustFile, code: str) -> list[Item]:
    """The functions that have `code` as the whole condition of an `if`, else those that have it in a statement of their own."""
    wanted = _tokens(code.encode())
    functions = [i for i in items_of(file) if i.kind == "fn" and i.body is not None and not i.in_macro]
    owned = [(f, c) for f in functions for c in _own(f)]
    checked = [f for f, c in owned if _condition(c) == wanted]
    holding = [f for f, c in owned if _holds(_tokens(c.text or b""), wanted)]
    return list({f.span: f for f in checked or holding}.values())


def _own(function: Item) -> list[Node]:
    body = function.node.child_by_field_name("body")
    return [c for c in body.named_children if not is_comment(c) and c.type != "attribute_item"] if body is not None else []


def _last(file: RustFile, name: str, code: bytes) -> Done:
    """The value of a function in place of the one that it has."""
    functions = _called(file, name)
    if len(functions) != 1:
        return _not_one(len(functions), name)
    own, shown = _own(functions[0]), _values(code)
    label, data = functions[0].label, file.source.data
    if not own or shown is None or not _is_value(own[-1]) or not alone_on_line(data, own[-1].start_byte):
        return refused(KIND, label, "anchor-not-found", f"`{label}` does not end in a value of its own", "quote what is there now")
    place = span_of(own[-1])
    if _tokens(data[place.start : place.end]) == _tokens(shown):
        return applied(KIND, label, "it is so already", place)
    return _made(file, place, shown, label, f"in place of the value of `{label}`")


def _values(code: bytes) -> bytes | None:
    """The code of the one value that a block is, without the brace of the function that it may show behind it; None for other blocks."""
    for text in (code, code.rstrip().removesuffix(b"}")):
        tops = _tops(text)
        if len(tops) == 1 and _is_value(tops[0]):
            return text.rstrip() + b"\n"
    return None


def _is_value(node: Node) -> bool:
    return node.type not in (
        "expression_statement",
        "let_declaration",
        "empty_statement",
        "macro_definition",
    ) and not node.type.endswith("_item")


def _numbered(file: RustFile, said: re.Match[str], code: bytes) -> Done:
    functions = _called(file, said["of"])
    if len(functions) != 1:
        return _not_one(len(functions), said["of"])
    kinds, nth = _KINDS[said["kind"].lower()], _NTH[said["nth"].lower()]
    new = _bare(_tops(code)[0])
    label, body = functions[0].label, functions[0].node.child_by_field_name("body")
    assert body is not None  # `_called` gives those that have one
    nodes = [n for n in walk(body) if n.type in kinds]
    ways = (
        [_bare(n) for n in _own(functions[0]) if _bare(n).type in kinds],
        [_bare(n) for n in statements_of(body) if _bare(n).type in kinds],
        sorted(nodes, key=lambda n: n.start_byte),
    )
    found = {way[nth].id: way[nth] for way in ways if len(way) > max(nth, 0)}
    if any(_tokens(n.text or b"") == _tokens(new.text or b"") for n in nodes):
        return applied(KIND, label, "it is so already", functions[0].span)
    fitting = [n for n in found.values() if _keeps_part(new, n)]
    if not fitting and len(found) == 1:  # where they are counted in one way only, likeness is enough
        fitting = [n for n in found.values() if _is_alike(new, n)]
    standing = [
        n for n in fitting if n.parent is not None and (n.parent.type == "block" or n.parent.type == "expression_statement")
    ]
    if len(fitting) != 1 or len(standing) != 1 or not alone_on_line(file.source.data, standing[0].start_byte):
        why = "anchor-ambiguous" if len(fitting) > 1 else "anchor-not-found"
        return refused(
            KIND, label, why, f"which `{said['kind']}` of `{label}` it takes the place of is not told", "quote what is there now"
        )
    return _made(file, span_of(standing[0]), code, label, f"in place of the {said['nth']} `{said['kind']}` of `{label}`")


def _begun(code: bytes) -> Node | None:
    """The loop or `if` that a block shows the beginning of, without its last brace; None for other blocks."""
    if _tops(code):
        return None
    tops = _tops(code.rstrip() + b"\n}")
    inner = _bare(tops[0]) if len(tops) == 1 else None
    known = (
        inner is not None and inner.type in (*_KINDS["if"], *_KINDS["loop"]) and inner.child_by_field_name("alternative") is None
    )
    return inner if known else None


def _beginning(file: RustFile, directive: Directive, new: Node, code: bytes) -> Done:
    """The beginning of a loop or an `if`, with its first statements, in place of the one that begins with the same statements.

    Each statement that is shown must be one of there, or a new form of the same binding or call; what follows them stays.
    """
    functions = {i.span: i for name in directive.named for i in _called(file, name.removesuffix("()"))}
    if len(functions) != 1:
        return _not_one(len(functions), "the words")
    (function,) = functions.values()
    shown, data = _inside(new), file.source.data
    old = [n for n in walk(function.node) if n.type == new.type and len(_inside(n)) >= len(shown)]
    old = [n for n in old if _are_forms(_inside(n)[: len(shown)], shown)]
    if len(old) != 1 or len(shown) < _ENOUGH or not alone_on_line(data, old[0].start_byte):
        why = "anchor-ambiguous" if len(old) > 1 else "anchor-not-found"
        return refused(
            KIND, function.label, why, f"nothing of `{function.label}` begins as the block does", "quote what is there now"
        )
    last = _inside(old[0])[len(shown) - 1]
    place = Span(old[0].start_byte, last.end_byte)
    lost = [n for n in walk(old[0]) if is_comment(n) and n.end_byte <= place.end and (n.text or b"").strip() not in code]
    if lost:
        return refused(
            KIND, function.label, "would-lose-code", "the block shows no comment that stands there", "quote what is there now"
        )
    if _tokens(data[place.start : place.end]) == _tokens(code):
        return applied(KIND, function.label, "it is so already", place)
    return _made(file, place, code, function.label, f"in place of the beginning of what `{function.label}` has in that form")


_ENOUGH = 2  # statements


def _inside(node: Node) -> list[Node]:
    body = node.child_by_field_name("body") or node.child_by_field_name("consequence")
    return [c for c in body.named_children if not is_comment(c)] if body is not None and body.type == "block" else []


def _are_forms(old: list[Node], new: list[Node]) -> bool:
    pairs = [
        (_tokens(a.text or b""), _tokens(b.text or b""), signature_of(a), signature_of(b)) for a, b in zip(old, new, strict=True)
    ]
    return all(a == b or (one != "" and one == other) for a, b, one, other in pairs) and any(a == b for a, b, _, _ in pairs)


def _keeps_part(new: Node, old: Node) -> bool:
    """Whether one can be what the other becomes, since it does the same, or asks the same."""
    parts = [(new.child_by_field_name(f), old.child_by_field_name(f)) for f in ("consequence", "body", "condition", "value")]
    same = any(a is not None and b is not None and _tokens(a.text or b"") == _tokens(b.text or b"") for a, b in parts)
    return same and new.type == old.type


def _is_alike(new: Node, old: Node) -> bool:
    rate = SequenceMatcher(None, _tokens(old.text or b""), _tokens(new.text or b""), autojunk=False).ratio()
    kept = new.child_by_field_name("alternative") is not None or old.child_by_field_name("alternative") is None
    return new.type == old.type and rate >= _ALIKE and kept


def _made(file: RustFile, place: Span, code: bytes, label: str, said: str) -> Done:
    data = file.source.data
    shown = reindented(code, indent_at(data, place.start), indent_unit(data)).rstrip(b"\n").lstrip()
    return applies(KIND, label, said, place, Edit(file.source.path, place, with_newlines_of(file.source, shown)))


def _condition(node: Node) -> tuple[str, ...]:
    inner = _bare(node)
    condition = inner.child_by_field_name("condition") if inner.type == "if_expression" else None
    return _tokens(condition.text or b"") if condition is not None else ()


def _holds(tokens: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return bool(part) and any(tokens[n : n + len(part)] == part for n in range(len(tokens) - len(part) + 1))


def _bare(node: Node) -> Node:
    return node.named_children[0] if node.type == "expression_statement" and node.named_children else node


def _tops(code: bytes) -> list[Node]:
    file = RustFile(Source("", b"fn x() {\n" + code + b"\n}"))
    body = next((n for n in walk(file.root) if n.type == "block"), None)
    if body is None or file.root.has_error or len(file.root.named_children) != 1:
        return []
    return [c for c in body.named_children if not is_comment(c)]


def _tokens(text: bytes) -> tuple[str, ...]:
    tokens = tuple(t.text for t in lex(text))
    return tokens[:-1] if tokens and tokens[-1] == ";" else tokens
