"""The spec's own code and the tree's, as two programs that can be run beside each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files
from uowgen.claims.runs.stores import without_imports

if TYPE_CHECKING:
    from uowgen.behaviour.program import Program
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Code, CodeFile, Declaration
    from uowgen.grammar import Node
    from uowgen.rust.syntax import RustFile


def files_of(case: Case, declaration: Declaration) -> list[RustFile]:
    """The files that declare a type and what it does."""
    files = {declaration.file.path: declaration.file.rust}
    for impl in case.code.impls_of(declaration.item.name):
        files.setdefault(impl.file.path, impl.file.rust)
    return list(files.values())


def code_of_tree(case: Case, declaration: Declaration, more: str = "") -> Program | None:
    """The files of a type, with `more` code behind the one that declares it."""
    from uowgen.behaviour.program import Program

    first, *others = files_of(case, declaration)
    return Program([_with(first.source.path, first.source.data, more) if more else first, *others])


def code_of_spec(case: Case, declaration: Declaration, more: str = "") -> Program | None:
    """The tree's file with what the spec's blocks declare put in the place of what it has of the same names."""
    from uowgen.behaviour.program import Program

    code = source_of_spec(case, declaration)
    return Program([_with(declaration.file.rust.source.path, code.encode(), more)]) if code is not None else None


def code_of_both(case: Case, declaration: Declaration, more: str = "") -> tuple[Program | None, Program | None]:
    """The tree's code and the spec's own; one and the same program where the tree has just what the spec shows."""
    ours = code_of_tree(case, declaration, more)
    same = case.once(f"the spec's own code of {declaration.item.name}", lambda: _is_as_shown(case, declaration))
    return (ours, ours) if same and ours is not None else (ours, code_of_spec(case, declaration, more))


def tree_as_shown(case: Case) -> Code | None:
    """The file of the type with a `Drop` that the spec's blocks bring, as they show it; None if there is no such one type."""
    from uowgen.claims.subject import find_type
    from uowgen.facts.code import Code
    from uowgen.tree import MemoryTree

    rows = [d for f in block_files(case) for d in f.declarations()]
    ending = {d.owner.partition("Drop for ")[2].partition("<")[0] for d in rows if d.owner.startswith("Drop for ")}
    found = find_type(case, ending.pop()).found if len(ending) == 1 else ()
    text = source_of_spec(case, found[0]) if len(found) == 1 else None
    return Code(MemoryTree({found[0].file.path: text.encode()})) if text is not None else None


def _is_as_shown(case: Case, declaration: Declaration) -> bool:
    """Whether the items of the tree's file are those that it has with the spec's own code in it, white space aside."""
    code = source_of_spec(case, declaration)
    return code is not None and _items(declaration.file.rust) == _items(_with(declaration.file.path, code.encode(), ""))


def _items(rust: RustFile) -> list[str]:
    nodes = (n for n in rust.root.named_children if n.type not in ("line_comment", "block_comment"))
    return sorted(" ".join(rust.text(n).split()) for n in nodes)


def source_of_spec(case: Case, declaration: Declaration) -> str | None:
    """The text of that file; None for a type whose code is spread over several."""
    if len(files_of(case, declaration)) != 1:
        return None
    blocks = [f for f in block_files(case) if not f.rust.root.has_error]
    names = {d.item.name for f in blocks for d in f.declarations() if not d.owner and d.item.kind != "impl"}
    rust = declaration.file.rust
    kept: list[bytes] = []
    extended = _extended(blocks, names)
    for node in rust.root.named_children:
        named = node.child_by_field_name("name")
        owner, trait = (node.child_by_field_name(field) if node.type == "impl_item" else None for field in ("type", "trait"))
        text = rust.text(owner).partition("<")[0] if owner is not None else rust.text(named) if named is not None else ""
        made = rust.text(trait).partition("<")[2].rstrip("> ") if trait is not None and "<" in rust.text(trait) else ""
        if text in extended and trait is not None and rust.text(trait) in extended[text]:
            continue
        if text in extended and trait is None:
            kept.append(_without(rust, node, extended[text]))
        elif not {text, made} & names or node.type == "mod_item":
            kept.append(rust.source.data[node.start_byte : node.end_byte])
    text = b"\n".join([*kept, *(f.rust.source.data for f in blocks)]).decode("utf-8", "replace")
    return _imports(text, rust.source.data.decode("utf-8", "replace")) + text


_COLLECTIONS = ("BTreeMap", "BTreeSet", "BinaryHeap", "VecDeque", "HashMap", "HashSet")


def _imports(text: str, there: str) -> str:
    """`use` lines for names of the standard library that the blocks say and that stand nowhere in the tree's file, written otherwise; for
    its collections also where the file knows them by their path alone.
    """
    from uowgen.imports.well_known import well_known

    bare = set(re.findall(r"(?<![\w:.])[A-Z]\w+(?=\s*(?:::|<|\())", text))
    imported = {n for line in re.findall(r"\buse\s[^;]*;", text) for n in re.findall(r"\w+", line)}
    names = sorted((bare - set(re.findall(r"\w+", there))) | (bare & set(_COLLECTIONS)) - imported)
    declared = set(re.findall(r"\b(?:struct|enum|trait|type|use|union)\s+(\w+)", text))
    paths = [well_known(name, False, allocates=True) for name in names if name not in declared and name not in imported]
    return "".join(f"use {path};" for path in paths if "::" in path)


def _extended(blocks: list[CodeFile], names: set[str]) -> dict[str, frozenset[str]]:
    """By type that the blocks only add to: the traits that they implement for it, and the members that they bring."""
    found: dict[str, set[str]] = {}
    for file in blocks:
        for node in file.rust.root.named_children:
            owner, trait, body = (
                node.child_by_field_name(field) if node.type == "impl_item" else None for field in ("type", "trait", "body")
            )
            name = file.rust.text(owner).partition("<")[0] if owner is not None else ""
            if not name or name in names:
                continue
            rows = found.setdefault(name, set())
            members = body.named_children if body is not None and trait is None else []
            rows |= {file.rust.text(m) for one in members if (m := one.child_by_field_name("name")) is not None}
            if trait is not None:
                rows.add(file.rust.text(trait))
    return {name: frozenset(rows) for name, rows in found.items()}


def _without(rust: RustFile, node: Node, names: frozenset[str]) -> bytes:
    """An `impl` without the members of these names."""
    body = node.child_by_field_name("body")
    data = bytearray(rust.source.data[node.start_byte : node.end_byte])
    for member in reversed(body.named_children if body is not None else []):
        named = member.child_by_field_name("name")
        if named is not None and rust.text(named) in names:
            del data[member.start_byte - node.start_byte : member.end_byte - node.start_byte]
    return bytes(data)


def _with(path: str, data: bytes, more: str) -> RustFile:
    from uowgen.rust.syntax import RustFile
    from uowgen.text import Source

    return RustFile(Source(path, without_imports(data, more) + more.encode()))
