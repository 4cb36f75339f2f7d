"""Under which condition a file belongs to its crate: what the `mod` lines say that lead to it, and its own `#![cfg(…)]`.

It does not ask whether any line leads to it: a file without one is taken as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.facts.condition import Condition, condition_of, together

if TYPE_CHECKING:
    from uowgen.facts.code import Code, CodeFile
    from uowgen.grammar import Node
    from uowgen.rust.syntax import RustFile

_ROOTS = ("lib.rs", "main.rs", "mod.rs")


def condition_of_file(code: Code, path: str) -> Condition:
    """The loosest condition under which some `mod` line of the tree brings the file `path` in; `always` when none is found."""
    folder, _, last = path.rpartition("/")
    if last in ("lib.rs", "main.rs", "build.rs"):
        return "always"
    inside, _, above = folder.rpartition("/")
    name, around = (above, inside) if last == "mod.rs" else (last.removesuffix(".rs"), folder)
    bases = [f"{around}/{root}" if around else root for root in _ROOTS]
    bases += [f"{around}.rs"] if around else []
    found = [c for base in bases if base != path and (c := _declared_in(code, base, name, "")) is not None]
    if not found and last.endswith(".rs"):
        found = [
            c for base in code.paths_with(f'{last}"')[:20] if base != path and (c := _declared_in(code, base, "", path)) is not None
        ]
    order = ("never", "tests", "sometimes", "always")
    return max(found, key=order.index) if found else "always"


def _declared_in(code: Code, base: str, name: str, path: str) -> Condition | None:
    """The condition of `mod name;` in the file `base`, or of the `mod` line there whose `#[path]` leads to `path`; None without one."""
    source = code.tree.read(base)
    if source is None or (name and f"mod {name}".encode() not in source.data):
        return None
    if name and b"cfg" not in source.data and b"path" not in source.data:
        return code.condition(base)
    file = code.file(base)
    for declaration in file.declarations() if file is not None else ():
        item = declaration.item
        if item.kind != "mod" or item.body is not None or (name and item.name != name):
            continue
        led = _led_to(base, item.attributes)
        if (led == path) if path else not led:
            return declaration.condition
    return None


def _led_to(base: str, attributes: tuple[str, ...]) -> str:
    """The path that a `#[path = "…"]` among `attributes` gives, from the root; empty without one."""
    for attribute in attributes:
        inner = attribute.removeprefix("#[").strip()
        if inner.startswith("path") and inner.count('"') >= 2:
            parts = base.split("/")[:-1]
            for part in inner.split('"')[1].split("/"):
                if part == "..":
                    parts = parts[:-1]
                elif part not in ("", "."):
                    parts.append(part)
            return "/".join(parts)
    return ""


def inner_condition(rust: RustFile) -> Condition:
    """What the `#![cfg(…)]` at the top of a file say."""
    if b"#![cfg" not in rust.source.data:
        return "always"
    return condition_of(tuple(rust.text(child) for child in rust.root.named_children if child.type == "inner_attribute_item"))


def inside_module(file: CodeFile, node: Node, outer: Condition) -> Condition:
    """`outer`, or what the `#![cfg(…)]` inside the module `node` make of it."""
    body = node.child_by_field_name("body")
    if body is None or b"#![cfg" not in (body.text or b""):
        return outer
    stated = condition_of(tuple(file.rust.text(child) for child in body.named_children if child.type == "inner_attribute_item"))
    return together(outer, stated)
