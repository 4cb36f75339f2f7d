"""Types of elsewhere that the tree does not have, as something that can stand in for them where code only hands them on.

Of an error that a file imports, and that no file of the tree declares, a value is made up that shows itself in a way of its own, so that it
is known again wherever it comes out. It is an enum with the variants that the code names and two that no code knows. Of what a container
holds, elements are made that bear a number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files, files_of
from uowgen.facts.imports import paths_used

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile
    from uowgen.grammar import Node

_MARK = "UowgenOne", "UowgenOther"  # variants that no code names
_MOST_FILES = 40
_STANDARD = frozenset({"std", "core", "alloc"})


class StandIn(NamedTuple):
    """The type: its name, by variant the values as Rust, and the items that declare it."""

    name: str
    values: dict[str, tuple[str, ...]]
    items: str


def stand_in(case: Case, kind: str) -> StandIn | None:
    """What stands in for the type `kind`; None if the tree has it, or more is done with it than to hand it on and to match on its variants."""
    name = kind.strip()
    if not name.isidentifier() or not name[:1].isupper() or len(name) < 2:
        return None
    return case.once(f"stand-in {name}", lambda: _made(case, name))


def element_stand_in(case: Case, kind: str) -> StandIn | None:
    """What stands in for the type `kind` of elements, with a number in it; None if the tree has it, or code looks into it or makes one.

    The value of the empty name is an expression of the number `n`. Constants of the type that the code names are elements of their own.
    """
    name = kind.strip()
    if not name.isidentifier() or not name[:1].isupper() or len(name) < 2:
        return None
    return case.once(f"element stand-in {name}", lambda: _element(case, name))


def _element(case: Case, name: str) -> StandIn | None:
    if len(case.code.paths_with_word(name)) > _MOST_FILES or case.code.declared_anywhere(name):
        return None
    files = [*files_using(case, name)]
    constants: dict[str, None] = {}
    for file in files:
        bare = re.sub(r"//[^\n]*", "", file.rust.source.data.decode("utf-8", "replace"))
        made = re.search(rf"\b{name}\s*\(|(?<!for )(?<!impl )\b{name}\s*\{{", re.sub(rf"->\s*{name}\s*\{{", "", bare))
        members = re.findall(rf"\b{name}::(\w+)", bare)
        if made or not all(m.isupper() for m in members):
            return None
        constants |= dict.fromkeys(members)
    if not files:
        return None
    own = " ".join(f"pub const {c}: Self = Self {{ {ELEMENT_FIELD}: {_FIRST_CONSTANT + k} }};" for k, c in enumerate(constants))
    items = (
        f"#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)] pub struct {name} {{ pub {ELEMENT_FIELD}: u32 }} "
        f"impl {name} {{ {own} }}"
    )
    return StandIn(name, {"": (f"{name} {{ {ELEMENT_FIELD}: n }}",)}, items)


ELEMENT_FIELD = "uowgen_number"
_FIRST_CONSTANT = 4_000_000_001  # far from the numbers of elements


def items_for(case: Case, code: str) -> str:
    """The declarations of the stand-ins that were made so far and of which `code` makes values; empty if there are none."""
    made = [one for one in case.kept.values() if isinstance(one, StandIn)]
    used = [one for one in made if re.search(rf"\b{one.name}(::|>|\s*\{{ {ELEMENT_FIELD})", code)]
    rows = [one.items for one in used if not re.search(rf"\b(enum|struct) {one.name} ", code)]
    return "\n".join(["", *rows]) if rows else ""


def without_imports(text: str, items: str) -> str:
    """A file without the imports of what is declared in `items` by a stand-in."""
    if "pub struct Uowgen" in items:
        from uowgen.claims.runs.standard_errors import replaced

        text = replaced(text, items)
    for name in re.findall(
        rf"pub (?:enum|struct) (\w+) \{{ (?:[^}}]*\}} impl core::fmt::Display|pub {ELEMENT_FIELD}|pub \w+: u\w+, pub \w+: u\w+ \}})",
        items,
    ):
        text = re.sub(r"\buse\s[^;]+;", lambda m, n=name: re.sub(rf"\b{n}\b(?!\s*::)", f"{n}OfElsewhere", m[0]), text)  # type: ignore[misc]
    return text


def _made(case: Case, name: str) -> StandIn | None:
    if len(case.code.paths_with_word(name)) > _MOST_FILES or case.code.declared_anywhere(name):
        return None
    files = [*files_using(case, name)]
    if not files:
        return None
    shapes: dict[str, str] = {}
    for file in files:
        shapes |= {v: f"{name}::{v}" for v in bare_variants(file.rust.root, name)}
        text = file.rust.source.data.decode("utf-8", "replace")
        bare = re.sub(rf"->\s*{name}\s*\{{", "", re.sub(r"//[^\n]*", "", text))  # what a function gives, not a struct
        if re.search(rf"\b{name}\s*(?:::\s*[a-z<]|\()|(?<!for )(?<!impl )\b{name}\s*\{{", bare):
            return None  # a constructor, or a struct: what it is made of is not known
        for variant, parts in re.findall(rf"\b{name}::([A-Z]\w*)\s*(\([^()]*\)|\{{\s*(?:\w+\s*[,:}}]|\.\.))?", bare):
            if parts or variant.isupper():
                return None
            shapes[variant] = f"{name}::{variant}"
    opened = all(leaves_open(file.rust.root, name) for file in files)
    variants = [*shapes, *(_MARK if opened else ())]
    if not opened and not shapes:
        return None
    arms = " ".join(f'{name}::{v} => "<{v} of {name}>",' for v in variants)
    items = (
        f"#[derive(Debug, Clone, Copy, PartialEq, Eq)] pub enum {name} {{ {', '.join(variants)} }} "
        f"impl core::fmt::Display for {name} {{ fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {{ "
        f"f.write_str(match self {{ {arms} }}) }} }} impl core::error::Error for {name} {{}}"
    )
    return StandIn(name, {v: (f"{name}::{v}",) for v in variants}, items)


def files_using(case: Case, name: str) -> Iterator[CodeFile]:
    """The files of the spec, and its blocks, that speak of the type; those of the tree must import it, and not from the standard library."""
    for path in files_of(case):
        file = case.code.file(path)
        if file is None or not re.search(rf"\b{name}\b".encode(), file.rust.source.data):
            continue
        text = file.rust.source.data.decode("utf-8", "replace")
        paths = [p for use in re.findall(r"\buse\s+([^;]+);", text) for p in paths_used(use) if p and p[-1] == name]
        if not paths or any(p[0] in _STANDARD for p in paths):
            continue
        yield file
    if any(case.code.file(p) is not None for p in files_of(case)):
        yield from (f for f in block_files(case) if re.search(rf"\b{name}\b".encode(), f.rust.source.data))


def bare_variants(root: Node, name: str) -> list[str]:
    """The variants of a type that code names alone, where it brings them in by `use Name::*` or `use Name::{A, B}`; none that carry something."""
    found: dict[str, None] = {}
    for _, body in _brought(root, name):
        stack = [body]
        while stack:
            node = stack.pop()
            stack += node.named_children
            text = (node.text or b"").decode("utf-8", "replace")
            alone = node.type == "identifier" and node.parent is not None and node.parent.type in ("match_pattern", "or_pattern")
            if alone and re.fullmatch(r"[A-Z][a-z0-9]\w*", text) and text not in ("None", "Some", "Ok", "Err"):
                found[text] = None
    return list(found)


def _brought(root: Node, name: str) -> Iterator[tuple[str, Node]]:
    """Each block that brings in all variants of a type by their bare names."""
    stack = [root]
    while stack:
        node = stack.pop()
        stack += node.named_children
        text = (node.text or b"").decode("utf-8", "replace") if node.type == "use_declaration" else ""
        if text and re.search(rf"\b{name}::(?:\*|\{{)", text) and node.parent is not None:
            yield text, node.parent


def leaves_open(node: Node, name: str) -> bool:
    """Whether every match on variants of the type has an arm for those that it does not name."""
    stack = [node]
    while stack:
        one = stack.pop()
        stack += one.named_children
        body = one.child_by_field_name("body") if one.type == "match_expression" else None
        if body is None:
            continue
        patterns = [
            p
            for arm in body.named_children
            if arm.type == "match_arm"
            for p in [arm.child_by_field_name("pattern")]
            if p is not None
        ]
        texts = [(p.text or b"").decode("utf-8", "replace").strip() for p in patterns]
        bare = set(bare_variants(node, name))
        speaks = any(f"{name}::" in t or bare & set(re.findall(r"\w+", t)) for t in texts)
        if speaks and not any(re.fullmatch(r"_|[a-z]\w*", t) or t.startswith("_ ") for t in texts):
            return False
    return True


__all__ = ["StandIn", "bare_variants", "element_stand_in", "files_using", "items_for", "leaves_open", "stand_in", "without_imports"]
