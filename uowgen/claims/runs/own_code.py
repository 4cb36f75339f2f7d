"""The spec's own code and the tree's, as two programs that can be run beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files

if TYPE_CHECKING:
    from uowgen.behaviour.program import Program
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration
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


def source_of_spec(case: Case, declaration: Declaration) -> str | None:
    """The text of that file; None for a type whose code is spread over several."""
    if len(files_of(case, declaration)) != 1:
        return None
    blocks = [f for f in block_files(case) if not f.rust.root.has_error]
    names = {d.item.name for f in blocks for d in f.declarations() if not d.owner}
    rust = declaration.file.rust
    kept: list[bytes] = []
    for node in rust.root.named_children:
        named = node.child_by_field_name("name")
        owner, trait = (node.child_by_field_name(field) if node.type == "impl_item" else None for field in ("type", "trait"))
        text = rust.text(owner).partition("<")[0] if owner is not None else rust.text(named) if named is not None else ""
        made = rust.text(trait).partition("<")[2].rstrip("> ") if trait is not None and "<" in rust.text(trait) else ""
        if not {text, made} & names or node.type == "mod_item":
            kept.append(rust.source.data[node.start_byte : node.end_byte])
    return b"\n".join([*kept, *(f.rust.source.data for f in blocks)]).decode("utf-8", "replace")


def _with(path: str, data: bytes, more: str) -> RustFile:
    from uowgen.rust.syntax import RustFile
    from uowgen.text import Source

    return RustFile(Source(path, data + more.encode()))
