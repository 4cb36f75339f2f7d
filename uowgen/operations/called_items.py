"""Macro calls with arguments that define something in the file at hand (`check!(name, …);`), as tests made by a macro are.

Such a call is a statement by its shape. That it is an item here, only the file tells: it has such calls at top level, and in no function.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.insert_items import after_item, before_item, insert
from uowgen.operations.targets import BESIDE, hits_of
from uowgen.operations.work import Done, applied, candidate, refused
from uowgen.rust.items import items_of
from uowgen.rust.matching import lex
from uowgen.rust.syntax import RustFile, is_comment, walk
from uowgen.text import Source

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Directive
    from uowgen.rust.items import Item

KIND = "append_item"


def are_items_here(file: RustFile, directive: Directive, code: bytes) -> bool:
    """Whether all of `code` are calls of one macro that the file calls at top level, twice or more, and in none of its functions."""
    calls = _calls(code)
    names = {_macro(call) for call in calls}
    if not calls or len(names) != 1 or any(i.kind == "fn" for h in hits_of(file, directive) for i in h.items):
        return False
    (name,) = names
    return len(_there(file, name)) > 1 and not any(
        n.type == "macro_invocation" and _macro(n) == name
        for i in items_of(file)
        if i.kind == "fn" and not i.in_macro
        for n in walk(i.node)
    )


def calls_what_is_beside(file: RustFile, directive: Directive, code: bytes) -> Done | None:
    """The calls beside an item at top level that the words name, if the file defines their macro there and calls it in no function."""
    shown = RustFile(Source("", code))
    nodes = [n for n in shown.root.named_children if not is_comment(n) and n.type != "empty_statement"]
    calls = [n.named_children[0] if n.type == "expression_statement" and n.named_children else n for n in nodes]
    names = {_macro(n) if n.type == "macro_invocation" else "" for n in calls}
    beside = [h for h in hits_of(file, directive) if h.anchor.relation in BESIDE]
    if shown.root.has_error or len(names) != 1 or len(beside) != 1 or len(beside[0].items) != 1:
        return None
    (name,) = names
    defined = [i for i in items_of(file) if i.label == f"macro {name}" and not i.path]
    item = beside[0].items[0]
    called = any(
        n.type == "macro_invocation" and _macro(n) == name
        for i in items_of(file)
        if i.kind == "fn" and not i.in_macro
        for n in walk(i.node)
    )
    if not name or not defined or item.path or item.kind == "fn" or called:
        return None
    wanted = [_tokens(call) for call in calls]
    there = [i for i in items_of(file) if i.kind == "macro call" and not i.path and _tokens(i.node) in wanted]
    if there:
        return applied(KIND, f"{name}!", "it is there already", there[0].span)
    before = beside[0].anchor.relation == "before"
    spot = before_item(file, item) if before else after_item(file, item)
    return insert(KIND, file, spot, code, f"{name}!", f"{'above' if before else 'below'} `{item.label}`")


def place_calls(file: RustFile, directive: Directive, code: bytes) -> Done:
    """The calls behind the last one of their macro at top level, or beside the one whose first argument the words name."""
    calls = _calls(code)
    there = _there(file, _macro(calls[0]))
    first = {_first(i.node): i for i in there}
    label = f"{_macro(calls[0])}!"
    known = [(call, first[_first(call)]) for call in calls if _first(call) in first]
    if len(known) == len(calls) and all(_tokens(call) == _tokens(item.node) for call, item in known):
        return applied(KIND, label, "it is there already", known[0][1].span)
    if known:
        return refused(
            KIND, label, "would-duplicate", f"the file has `{label[:-1]}!({_first(known[0][0])}, …)` already", "show only what is new",
            [candidate(file, item) for _, item in known],
        )  # fmt: skip
    for anchor in directive.anchors:
        if anchor.relation in BESIDE and anchor.name in directive.words and anchor.noun != "file":
            beside = first.get(anchor.name.rstrip("()"))
            if beside is None:
                return refused(KIND, label, "anchor-not-found", f"no `{label}` of the file is `{anchor.name}`", "name one that is")
            spot = before_item(file, beside) if anchor.relation == "before" else after_item(file, beside)
            return insert(KIND, file, spot, code, label, f"{anchor.relation} `{_first(beside.node)}`")
    return insert(KIND, file, after_item(file, there[-1]), code, label, f"behind the last `{label}`")


def _there(file: RustFile, name: str) -> list[Item]:
    """The calls of the macro at top level, which carry one `name` or other as their first argument."""
    return [i for i in items_of(file) if i.kind == "macro call" and not i.path and not i.in_macro and _macro(i.node) == name]


def _calls(code: bytes) -> list[Node]:
    """The macro calls that `code` consists of; none if there is anything else in it, or a call without a name to begin with."""
    file = RustFile(Source("", code))
    nodes = [n for n in file.root.named_children if not is_comment(n) and n.type != "empty_statement"]
    calls = [n.named_children[0] if n.type == "expression_statement" and n.named_children else n for n in nodes]
    whole = not file.root.has_error and all(n.type == "macro_invocation" and _first(n).isidentifier() for n in calls)
    return calls if whole else []


def _macro(node: Node) -> str:
    call = next((n for n in walk(node) if n.type == "macro_invocation"), None)
    macro = call.child_by_field_name("macro") if call is not None else None
    return (macro.text or b"").decode("utf-8", "replace") if macro is not None else ""


def _first(node: Node) -> str:
    """The first argument of a macro call, if another one follows: the name of what it defines."""
    tree = next((n for n in walk(node) if n.type == "token_tree"), None)
    tokens = [t.text for t in lex(tree.text or b"")] if tree is not None else []
    return tokens[1] if len(tokens) > 3 and tokens[0] == "(" and tokens[2] == "," else ""


def _tokens(node: Node) -> list[str]:
    tokens = [t.text for t in lex(node.text or b"")]
    return tokens[:-1] if tokens[-1:] == [";"] else tokens
