"""Names that written code uses and that its file neither defines nor imports: a warning for each, with the `use` line if one is certain.

It changes no outcome and no edit. What a macro's tokens, a glob import or an attribute may bring or need is not judged.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.diagnostic import Diagnostic
from uowgen.imports.well_known import well_known
from uowgen.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.desk import Desk
    from uowgen.grammar import Node
    from uowgen.imports.unseen import Use
    from uowgen.model import Spec
    from uowgen.rust.syntax import RustFile
    from uowgen.text import Source


def missing_imports(uses: Sequence[Use], specs: Sequence[tuple[Spec, Source]], desk: Desk) -> dict[int, list[Diagnostic]]:
    """The warnings about `uses`, on the files as the whole run leaves them, by the number of the spec in `specs`."""
    unknown = [use for use in uses if _unknown(desk.parsed(use.path), use.name.encode())]
    if not unknown:
        return {}
    from uowgen.imports.paths import paths_to

    declared = paths_to({use.name for use in unknown}, desk)
    found: dict[int, list[Diagnostic]] = {}
    for use in unknown:
        spec, document = specs[use.number]
        diagnostic = _told(use, spec, document, declared.get(use.name, ()), desk)
        if diagnostic is not None:
            found.setdefault(use.number, []).append(diagnostic)
    return found


def _told(use: Use, spec: Spec, document: Source, declared: Sequence[tuple[str, int]], desk: Desk) -> Diagnostic | None:
    from uowgen.imports.paths import crate_of, import_of

    crate = crate_of(use.path, desk)
    known = well_known(use.name, crate.standard, allocates=crate.allocates)
    if known == "prelude":
        return None
    ways = [way for way in (known, *(import_of(use.name, path, use.path, desk) for path, _ in declared)) if way]
    if not ways and not declared and _made_by_macros(desk.parsed(use.path)):
        return None
    advice = f"`use {ways[0]};` brings it in" if len(ways) == 1 and len(declared) <= 1 else "import it, or write its path"
    if len(ways) != 1 and declared:
        advice += "; " + ", ".join(f"`{path}:{line}`" for path, line in declared[:4]) + " has it"
    message = f"`{use.name}` is neither defined nor imported in `{use.path}`"
    return Diagnostic("missing-import", message, spec.path, _where(use, spec, document), advice, "warning")


def _where(use: Use, spec: Spec, document: Source) -> Span:
    """The name in the block that it comes from; the words of the operation if it is not there."""
    if use.operation.block is not None:
        block = spec.blocks[use.operation.block].span
        at = re.search(rb"(?<![\w:.])" + use.name.encode() + rb"\b", document.data[block.start : block.end])
        if at is not None:
            return Span(block.start + at.start(), block.start + at.end())
    return use.operation.span


def _unknown(file: RustFile, name: bytes) -> bool:
    """Whether `file` certainly uses `name` at the head of a path, and nothing in it can be what the name stands for."""
    used = False
    for at in re.finditer(rb"\b" + name + rb"\b", file.source.data):
        node = file.root.descendant_for_byte_range(at.start(), at.end())
        role = _role(node) if node is not None else "none"
        if role == "defined":
            return False
        used = used or role == "used"
    return used and not _globs(file)


_DECLARES = frozenset(
    [
        "struct_item", "enum_item", "union_item", "trait_item", "type_item", "associated_type", "const_item", "static_item",
        "function_item", "function_signature_item", "mod_item", "enum_variant", "const_parameter", "type_parameter", "macro_definition",
        "extern_crate_declaration", "optional_type_parameter",
    ]
)  # fmt: skip
_NOT_JUDGED = frozenset(["attribute_item", "inner_attribute_item", "attribute", "macro_definition", "visibility_modifier", "ERROR"])
_VALUES = frozenset(
    [
        "binary_expression", "arguments", "array_expression", "index_expression", "range_expression", "parenthesized_expression",
        "assignment_expression", "compound_assignment_expr", "return_expression", "unary_expression", "reference_expression",
        "type_cast_expression", "field_expression", "field_initializer", "expression_statement", "tuple_expression",
    ]
)  # fmt: skip


def _role(node: Node) -> str:
    """`used`, `defined` or `none`: what the name at `node` is there for."""
    if node.type not in ("identifier", "type_identifier"):
        return "none"
    parent, above = node.parent, node.parent
    while above is not None:
        if above.type == "use_declaration":
            return "defined"
        if above.type in _NOT_JUDGED:
            return "none"
        if above.type == "macro_invocation":  # one that stands among items may define what its tokens name
            around = above.parent.type if above.parent is not None else ""
            return "defined" if around in ("source_file", "declaration_list", "expression_statement") else "none"
        above = above.parent
    if parent is None:
        return "none"
    if parent.type in _DECLARES and parent.child_by_field_name("name") == node:
        return "defined"
    if parent.type in ("scoped_identifier", "scoped_type_identifier"):
        return "used" if parent.child_by_field_name("path") == node else "none"
    if parent.type == "type_binding" and parent.child_by_field_name("name") == node:
        return "none"
    if node.type == "type_identifier" or (parent.type == "call_expression" and parent.child_by_field_name("function") == node):
        return "used"
    text = (node.text or b"").decode()
    return "used" if text.isupper() and len(text) > 1 and parent.type in _VALUES else "none"


def _globs(file: RustFile) -> bool:
    """Whether a glob import may bring names in; `super::*` in an inline module brings what the file itself has."""
    known: bool | None = file.kept.get("globs")
    if known is None:
        uses = re.finditer(rb"\buse\s[^;]*\*[^;]*;", file.source.data)
        known = any(not _from_around(file, use.start(), use.group()) for use in uses)
        file.kept["globs"] = known
    return known


def _from_around(file: RustFile, at: int, text: bytes) -> bool:
    if text.split()[1:] != [b"super::*;"]:
        return False
    node = file.root.descendant_for_byte_range(at, at + 1)
    depth = 0
    while node is not None:
        depth += node.type == "mod_item"
        node = node.parent
    return depth > 0


_NAMING_NOTHING = frozenset(
    ["bitflags", "thread_local", "lazy_static", "global_asm", "assert", "const_assert", "static_assertions"]
)


def _made_by_macros(file: RustFile) -> bool:
    """Whether the file calls macros among its items that may define names which nothing shows."""
    from uowgen.rust.items import items_of

    return any(i.kind == "macro call" and i.name.rpartition("::")[2] not in _NAMING_NOTHING for i in items_of(file))
