"""`mod` lines and re-exports: which file a module is, and whether something is declared or exported there.

It follows `#[path]`, `mod.rs` and `name.rs`; it does not resolve globs of other crates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.facts.code import Declaration, counts
from uowgen.facts.imports import used_names
from uowgen.facts.members import visibility_of

if TYPE_CHECKING:
    from uowgen.facts.code import Code, CodeFile


def declarations_of_module(code: Code, name: str, path: str = "") -> tuple[Declaration, ...]:
    """The `mod name` items that an ordinary build has, in the file `path` or (without one) in the whole tree."""
    if path:
        file = code.file(path)
        found = file.named(name) if file is not None else ()
    else:
        found = code.declared(name)
    return tuple(d for d in found if d.item.kind == "mod" and counts(d))


def file_of_module(code: Code, declaration: Declaration) -> CodeFile | None:
    """The file that `mod name;` leads to; None for an inline module, or when the tree has no such file."""
    if declaration.item.body is not None:
        return None
    folder, _, stem = declaration.file.path.rpartition("/")
    base = f"{folder}/" if folder else ""
    for attribute in declaration.item.attributes:
        if "path" in attribute and '"' in attribute:
            return code.file(base + attribute.split('"')[1])
    inner = base if stem in ("mod.rs", "lib.rs", "main.rs") else f"{base}{stem.removesuffix('.rs')}/"
    inner += "".join(f"{label.removeprefix('mod ')}/" for label in declaration.item.path if label.startswith("mod "))
    name = declaration.item.name
    for candidate in (f"{inner}{name}.rs", f"{inner}{name}/mod.rs"):
        if code.tree.read(candidate) is not None:
            return code.file(candidate)
    return None


def is_exported(code: Code, name: str, path: str) -> Declaration | None:
    """What makes `name` reachable from outside the file `path`: a `pub` item of that name, or a `pub use` that ends in it."""
    file = code.file(path)
    if file is None:
        return None
    for declaration in file.declarations():
        if not counts(declaration) or declaration.item.path or not visibility_of(declaration):
            continue
        if declaration.item.kind == "use" and name in used_names(declaration.item.name):
            return declaration
        if declaration.item.name == name and declaration.item.kind not in ("impl", "use"):
            return declaration
    return None
