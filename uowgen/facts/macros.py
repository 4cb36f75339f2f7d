"""What macro calls may bring into a piece of code: the names in the definitions of the macros that it calls.

It expands nothing. Macros that the tree does not define can name what is in the tree only through their arguments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.facts.uses import Use, nodes_in

if TYPE_CHECKING:
    from uowgen.facts.code import Code, CodeFile, Declaration
    from uowgen.grammar import Node

_DEEPEST = 12


def macros_called(file: CodeFile, root: Node) -> dict[str, Use]:
    """The macros called below `root` in ordinary builds, by their last name, with the first place of each."""
    found: dict[str, Use] = {}
    before: Node | None = None
    for node, live in nodes_in(file, root):
        if node.child_count:
            continue
        if node.type == "!" and live and before is not None and before.end_byte == node.start_byte:
            name = file.rust.text(before).removeprefix("r#")
            if name.replace("_", "").isalnum() and name != "macro_rules":
                found.setdefault(name, Use(f"{name}!", file.path, file.rust.source.line_of(before.start_byte), True))
        before = node
    return found


def may_bring(code: Code, file: CodeFile, root: Node, name: str) -> Use | None:
    """The place of a macro call below `root` whose definition in the tree has the name `name` in it, or of an `include!`."""
    asked = list(macros_called(file, root).items())
    seen: set[str] = set()
    depth = 0
    while asked and depth < _DEEPEST:
        depth += 1
        following: list[tuple[str, Use]] = []
        for macro, place in asked:
            if macro == "include":
                return place
            if macro in seen:
                continue
            seen.add(macro)
            for definition in definitions_of(code, macro):
                words = _words(definition.text)
                if name in words:
                    return place
                following += [(word, place) for word in words if f"{word}!" in definition.text]
        asked = following
    return None


def definitions_of(code: Code, macro: str) -> tuple[Declaration, ...]:
    """The `macro_rules!` of that name in the tree, whatever conditions they stand under."""
    found = []
    for path in code.paths_with(f"macro_rules! {macro}"):
        file = code.file(path)
        found += [d for d in file.named(macro) if d.item.kind == "macro"] if file is not None else []
    return tuple(found)


def _words(text: str) -> frozenset[str]:
    return frozenset("".join(ch if ch.isalnum() or ch == "_" else " " for ch in text).split())
