"""Macros that the program declares itself, expanded as text that is parsed again. Matching and writing out is in `expansion.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.behaviour import tokens as lexing
from uowgen.behaviour.expansion import expanded, rules_of
from uowgen.behaviour.modules import Scope
from uowgen.behaviour.outcomes import Unknown
from uowgen.rust.syntax import RustFile
from uowgen.text import Source

if TYPE_CHECKING:
    from uowgen.behaviour.code import Code, Lowering
    from uowgen.behaviour.modules import Declared, Module
    from uowgen.behaviour.tokens import Token
    from uowgen.behaviour.types import Ty
    from uowgen.grammar import Node

_DEEPEST = 40
_LONGEST = 200_000
_HEAD = "fn f() {"


def lower_own(body: Lowering, node: Node, macro: Declared, given: Node, hint: Ty | None) -> Code:
    """The call at `node` of the program's `macro`, as an expression or as statements."""
    if body.nesting >= _DEEPEST:
        raise Unknown("macro that calls itself without end")
    text = expansion_of(macro, body.text(given)[1:-1], body.scope.module)
    _refuse_names(text, body.text(given))
    file = RustFile(Source(body.scope.file.source.path, f"{_HEAD}{text}\n}}".encode()))
    block = file.root.named_children[0].child_by_field_name("body") if file.root.named_children else None
    if block is None or file.root.has_error:
        raise Unknown(f"what the macro {body.text(node).partition('!')[0]}! expands to")
    inside = [c for c in block.named_children if c.type not in ("line_comment", "block_comment")]
    before = body.scope, body.origin, body.base, body.nesting
    scope = Scope(before[0].program, before[0].module, before[0].self_ty, before[0].generics, file)
    body.scope.program.trees.append(file.tree)
    body.scope, body.base, body.nesting = scope, (body.base + node.start_byte + 1) << 24, body.nesting + 1
    body.origin = body.origin or (before[0].file.source.path, body.span(node))
    try:
        single = inside[0] if len(inside) == 1 and inside[0].type not in ("let_declaration", "expression_statement") else None
        if single is not None and not single.type.endswith(("_item", "_declaration", "_definition")):
            return body.lower(single, hint)
        return body.lower(block, hint)
    finally:
        body.scope, body.origin, body.base, body.nesting = before


def read_items(module: Module, file: RustFile, call: Node, macro: Declared) -> None:
    """Takes into `module` the items that an item-level macro call stands for."""
    take_in(module, file, expansion_of(macro, given_to(file, call), module))


def given_to(file: RustFile, call: Node) -> str:
    """The text between the brackets of a macro call; raises Unknown where there are none."""
    given = next((c for c in call.named_children if c.type == "token_tree"), None)
    if given is None:
        raise Unknown("macro")
    return file.source.data[given.start_byte + 1 : given.end_byte - 1].decode("utf-8", "replace")


def take_in(module: Module, file: RustFile, text: str) -> None:
    """Takes into `module` the items of `text`, for which a macro call in `file` stands; raises Unknown where it does not parse."""
    made = RustFile(Source(file.source.path, text.encode()))
    if made.root.has_error:
        raise Unknown("what a macro expands to")
    module.program.trees.append(made.tree)
    before, module.file = module.file, made
    try:
        module.read(made.root.named_children)
    finally:
        module.file = before


def expansion_of(macro: Declared, given: str, module: Module) -> str:
    """The text that `macro` makes of the text between the brackets of its call in `module`."""
    declared = macro.module
    text = macro.file.source.data[macro.node.start_byte : macro.node.end_byte].decode("utf-8", "replace")
    root = declared.program.public_path(declared, "").partition("::")[0]
    crate = "crate" if declared.path[:1] == module.path[:1] else root
    out = lexing.write(expanded(rules_of(text), lexing.read(given), crate))
    if len(out) > _LONGEST:
        raise Unknown("macro that expands to very much")
    return out


def _refuse_names(text: str, given: str) -> None:
    """A variable that the expansion declares must not meet one of the call's: macros keep the two apart, text does not."""
    declared: set[str] = set()
    stream = list(_flat(lexing.read(text)))
    for n, token in enumerate(stream):
        if token.text in ("let", "for") or (token.text == "|" and n and stream[n - 1].text in ("(", ",", "=", "move")):
            for follower in stream[n + 1 : n + 40]:
                if follower.text in ("=", "in", ";", "{", "=>"):
                    break
                if follower.kind == "name" and follower.text not in ("mut", "ref") and follower.text[0].islower():
                    declared.add(follower.text)
    if declared & {t.text for t in _flat(lexing.read(given)) if t.kind == "name"}:
        raise Unknown("macro that declares a variable of a name that is used in its call")


def _flat(tokens: tuple[Token, ...]) -> list[Token]:
    out: list[Token] = []
    waiting = list(reversed(tokens))
    while waiting:
        token = waiting.pop()
        if token.inside or token.kind in "([{":
            out.append(lexing.Token("sign", token.kind))
            waiting += reversed(token.inside)
        else:
            out.append(token)
    return out
