"""A criterion that can be checked, made of what the spec itself declares: a proposal for one that cannot.

It is an example of the form, not a translation: nobody knows what the author meant by “works”.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.rust.fragment import read_fragment

if TYPE_CHECKING:
    from uowgen.model import Spec
    from uowgen.rust.items import Item

_KINDS = frozenset({"struct", "enum", "fn", "trait", "const", "static", "type", "impl"})


def proposed(text: str, spec: Spec) -> str:
    """A sentence that a claim reads, about the item that `text` names, else about the first one that the spec's code declares."""
    items = declared(spec)
    named = [piece.strip("()&").split("::")[-1].strip("()") for n, piece in enumerate(text.split("`")) if n % 2]
    known = [i for i in items if i.kind != "impl"]
    about = next((i for name in named for i in known if i.name == name), None)
    if about is None and named and named[0].isidentifier():
        return f"`{named[0]}` is defined"
    about = about or next((i for i in known if i.kind in ("struct", "enum", "fn")), next(iter(known), None))
    if about is None:
        return "`name_of_the_item` is defined in `path/of/the/file.rs`"
    return _about(about, items)


def declared(spec: Spec) -> tuple[Item, ...]:
    """The items at the top of the spec's blocks of code, in order."""
    found: list[Item] = []
    for block in spec.blocks:
        if block.role in ("code", "after"):
            fragment = read_fragment(block.code)
            if fragment.shape in ("items", "head"):
                found += [item for item in fragment.items if item.kind in _KINDS]
    return tuple(found)


def _about(item: Item, items: tuple[Item, ...]) -> str:
    members = _members(item)
    if item.kind == "struct" and members:
        return f"`{item.name}` has the fields {_listed(members)}"
    if item.kind == "enum" and members:
        return f"`{item.name}` has the variants {_listed(members)}"
    methods = [name for i in items if i.kind == "impl" and i.name.split("<")[0] == item.name for name in _methods(i)]
    if methods:
        return f"`{item.name}` has the methods {_listed(methods)}"
    return f"`{item.name}` is defined"


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names[:4])


def _members(item: Item) -> list[str]:
    body = item.node.child_by_field_name("body")
    if body is None:
        return []
    nodes = [n for n in body.named_children if n.type in ("field_declaration", "enum_variant")]
    names = [n.child_by_field_name("name") for n in nodes]
    return [(n.text or b"").decode("utf-8", "replace") for n in names if n is not None]


def _methods(item: Item) -> list[str]:
    body = item.node.child_by_field_name("body")
    nodes = [n.child_by_field_name("name") for n in body.named_children if n.type == "function_item"] if body is not None else []
    return [(n.text or b"").decode("utf-8", "replace") for n in nodes if n is not None]
