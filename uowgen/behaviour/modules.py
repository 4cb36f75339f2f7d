"""Modules and blocks as holders of names, and the search of a path through them. What the items mean is in `definitions.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.facts.condition import condition_of

if TYPE_CHECKING:
    from uowgen.behaviour.program import Program
    from uowgen.behaviour.types import Ty
    from uowgen.grammar import Node
    from uowgen.rust.syntax import RustFile

STD = frozenset({"std", "core", "alloc"})
_DEEPEST = 24  # `use` of a `use` of a `use` …

ITEMS = frozenset(
    {
        "function_item", "struct_item", "enum_item", "union_item", "trait_item", "impl_item", "mod_item", "use_declaration",
        "const_item", "static_item", "type_item", "macro_definition", "extern_crate_declaration", "foreign_mod_item",
        "function_signature_item", "associated_type",
    }
)  # fmt: skip


def in_this_build(attributes: list[str]) -> bool | None:
    """Whether a debug build of the program proper has what stands under the attributes; None when that depends on the build."""
    if not attributes:
        return True
    known = tuple(a.replace("debug_assertions", "all()").replace("overflow_checks", "all()") for a in attributes)
    if any(a.strip("#[] \n").startswith("cfg_attr") for a in known):
        known = tuple(a for a in known if not a.strip("#[] \n").startswith("cfg_attr"))
    condition = condition_of(known)
    if condition == "always":
        return True
    return None if condition == "sometimes" else False


class Scope:
    """Where a piece of code stands: the module or block, the file, what `Self` is, the type parameters (and what they are, if known)."""

    __slots__ = ("file", "generics", "module", "program", "self_ty")

    def __init__(
        self,
        program: Program,
        module: Module,
        self_ty: Ty | None = None,
        generics: dict[str, Ty | None] | None = None,
        file: RustFile | None = None,
    ) -> None:
        self.program = program
        self.module = module
        self.file = file or module.file  # another one for what a macro wrote
        self.self_ty = self_ty
        self.generics = generics or {}

    def text(self, node: Node | None) -> str:
        """The source text of `node`."""
        if node is None:
            return ""
        return self.file.source.data[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def inside(self, module: Module) -> Scope:
        """The same place, within a block that declares items of its own."""
        return Scope(self.program, module, self.self_ty, self.generics)

    def with_generics(self, names: tuple[str, ...], self_ty: Ty | None = None) -> Scope:
        """The same place with more type parameters."""
        if not names and self_ty is None:
            return self
        return Scope(self.program, self.module, self_ty or self.self_ty, {**self.generics, **dict.fromkeys(names)}, self.file)


class Found:
    """Where a path leads: `item` (a Module, TypeDef, Function, Const, trait or alias node), and the names after it that are its members.

    `item` is None for what the program does not have; then `rest` is the full path as far as the `use` declarations say it.
    """

    __slots__ = ("item", "rest")

    def __init__(self, item: Any, rest: list[str]) -> None:
        self.item = item
        self.rest = rest

    @property
    def path(self) -> str:
        """The full path of what the program does not have."""
        return "::".join(self.rest)


class Declared:
    """An item that has not been looked into: its node and the module that it stands in. `doubtful`: not every build has it."""

    __slots__ = ("doubtful", "file", "kind", "made", "module", "node")

    def __init__(self, kind: str, node: Node, module: Module, doubtful: bool) -> None:
        self.kind = kind
        self.node = node
        self.module = module
        self.doubtful = doubtful
        self.file = module.file
        self.made: Any = None


class Module:
    """A module, or a block with items of its own (`is_block`)."""

    def __init__(
        self, program: Program, file: RustFile, path: tuple[str, ...], parent: Module | None, is_block: bool = False
    ) -> None:
        self.program = program
        self.file = file
        self.path = path
        self.parent = parent
        self.is_block = is_block
        self.names: dict[str, list[Declared]] = {}
        self.uses: dict[str, list[str]] = {}
        self.globs: list[list[str]] = []
        self._opened: list[Found] = []  # where the glob imports lead, as far as that has been asked
        self._opening = False
        self.children: dict[str, Module] = {}

    def __repr__(self) -> str:
        return f"Module({'::'.join(self.path)})"

    def read(self, nodes: list[Node]) -> None:
        """Takes in the items among `nodes`; what no ordinary build has is left out."""
        attributes: list[str] = []
        text = self._text
        for node in nodes:
            kind = node.type
            if kind == "attribute_item":
                attributes.append(text(node))
                continue
            if kind in ("line_comment", "block_comment"):
                continue
            condition = condition_of(tuple(attributes)) if attributes else "always"
            if kind in ITEMS and condition not in self.program.left_out:
                self._add(kind, node, tuple(attributes), condition == "sometimes")
            elif kind == "expression_statement" or kind == "macro_invocation":
                self._macro(node)
            attributes = []

    def _text(self, node: Node | None) -> str:
        return self.file.source.data[node.start_byte : node.end_byte].decode("utf-8", "replace") if node is not None else ""

    def _add(self, kind: str, node: Node, attributes: tuple[str, ...], doubtful: bool) -> None:
        if kind == "use_declaration":
            argument = node.child_by_field_name("argument")
            if argument is not None:
                self._use(argument, [])
            return
        if kind == "impl_item":
            self.program.add_impl(self, node)
            return
        if kind == "foreign_mod_item":
            return
        if kind == "extern_crate_declaration":
            name, alias = self._text(node.child_by_field_name("name")), self._text(node.child_by_field_name("alias"))
            if alias:
                self.uses.setdefault(alias, [name])
            return
        name = self._text(node.child_by_field_name("name")).removeprefix("r#")
        if kind == "mod_item":
            body = node.child_by_field_name("body")
            if body is not None:
                child = Module(self.program, self.file, (*self.path, name), self)
                self.children[name] = child
                child.read(body.named_children)
            return
        key = f"{name}!" if kind == "macro_definition" else name
        if kind == "type_item":
            self.program.add_alias(name)
        declared = Declared(kind, node, self, doubtful)
        self.names.setdefault(key, []).append(declared)
        if kind == "macro_definition":
            self.program.add_macro(name, declared)
        if attributes and kind in ("struct_item", "enum_item", "union_item"):
            self.program.attributes[node.id] = attributes

    def _macro(self, node: Node) -> None:
        """An item-level macro call: `bitflags!` and `lazy_static!` declare; others may, so their names are remembered."""
        call = node if node.type == "macro_invocation" else (node.named_children[0] if node.named_child_count == 1 else None)
        if call is None or call.type != "macro_invocation" or self.is_block:
            return
        self.program.macro_calls.append((self, self.file, call))

    def _use(self, node: Node, before: list[str]) -> None:
        """One tree of a `use`: adds each name that it brings in."""
        kind = node.type
        if kind == "use_list":
            for child in node.named_children:
                self._use(child, before)
        elif kind == "scoped_use_list":
            path = node.child_by_field_name("path")
            listed = node.child_by_field_name("list")
            inner = before + self._segments(path)
            for child in listed.named_children if listed is not None else ():
                self._use(child, inner)
        elif kind == "use_as_clause":
            path, alias = node.child_by_field_name("path"), node.child_by_field_name("alias")
            self._bring(self._text(alias), before + self._segments(path))
        elif kind == "use_wildcard":
            listed_under = node.named_children
            self.globs.append(before + (self._segments(listed_under[0]) if listed_under else []))
        elif kind == "self":
            self._bring(before[-1] if before else "self", before)
        else:
            segments = self._segments(node)
            if segments:
                full = before + (segments if segments[-1] != "self" else segments[:-1])
                self._bring(full[-1], full)

    def _bring(self, name: str, path: list[str]) -> None:
        if name != "_" and path != [name]:
            self.uses[name.removeprefix("r#")] = path

    def _segments(self, node: Node | None) -> list[str]:
        return (
            [part.strip().removeprefix("r#") for part in self._text(node).split("::") if part.strip()] if node is not None else []
        )

    # ------------------------------------------------------------------------------------------------------- finding

    def find(self, segments: list[str], depth: int = 0) -> Found:
        """Where the path `segments` leads from here."""
        first, rest = segments[0], segments[1:]
        real: Module = self
        while real.is_block and real.parent is not None:
            real = real.parent
        if first == "crate" or first == "$crate":
            root = self.program.root_of(real)
            return root.member(rest, depth, ["crate"]) if root is not None else Found(None, ["crate", *rest])
        if first == "self":
            return real.member(rest, depth, list(real.path)) if rest else Found(real, [])
        if first == "super":
            above = self.program.parent_of(real)
            if above is None:
                return Found(None, [*real.path[:-1], *rest] if real.path else ["super", *rest])
            return above.member(rest, depth, list(above.path)) if rest else Found(above, [])
        at: Module | None = self
        while at is not None and depth < _DEEPEST:
            found = at.own(first, rest, depth)
            if found is not None:
                return found
            at = at.parent if at.is_block else None
        crate = self.program.crate_named(first)
        if crate is not None and rest:
            return crate.member(rest, depth, [first])
        found = self.through_globs(first, rest, depth)
        return found if found is not None else Found(None, segments)

    def own(self, first: str, rest: list[str], depth: int) -> Found | None:
        """What `first` is among this module's own names and imports, then `rest` below it."""
        if first not in self.names and self.program.macro_calls:
            self.program.expand_items()
        if first in self.names:
            item = self.program.define(self.names[first])
            return Found(item, rest)
        child = self.child(first)
        if child is not None:
            return child.member(rest, depth, list(child.path)) if rest else Found(child, [])
        if first in self.uses and depth < _DEEPEST:
            return self._follow(self.uses[first] + rest, depth + 1)
        return None

    def child(self, name: str) -> Module | None:
        """The module `name` inside this one, inline or in a file of its own."""
        return self.children.get(name) or (None if self.is_block else self.program.module_at((*self.path, name), self))

    def member(self, segments: list[str], depth: int, path: list[str]) -> Found:
        """Where `segments` lead below this module, which the program has under `path`."""
        if not segments:
            return Found(self, [])
        if segments[0] == "super":
            above = self.program.parent_of(self)
            return above.member(segments[1:], depth, list(above.path)) if above is not None else Found(None, path + segments)
        found = self.own(segments[0], segments[1:], depth) if depth < _DEEPEST else None
        if found is None and depth < _DEEPEST:
            found = self.through_globs(segments[0], segments[1:], depth)
        return found if found is not None else Found(None, path + segments)

    def _follow(self, path: list[str], depth: int) -> Found:
        if path[0] in STD:
            return Found(None, path)
        crate = self.program.crate_named(path[0])
        if crate is not None and path[0] not in self.names and self.child(path[0]) is None and len(path) > 1:
            return crate.member(path[1:], depth, [path[0]])
        if path[0] in self.uses and self.uses[path[0]][0] == path[0]:
            return Found(None, path)  # `use mmu::mmu`
        return self.find(path, depth)

    def opened(self, depth: int) -> list[Found]:
        """Where the glob imports of this module lead. While that is worked out, those still open are left out: globs go in circles."""
        if len(self._opened) < len(self.globs) and not self._opening:
            self._opening = True
            try:
                self._opened += [self._follow(glob, depth + 1) for glob in self.globs[len(self._opened) :]]
            finally:
                self._opening = False
        return self._opened

    def through_globs(self, first: str, rest: list[str], depth: int) -> Found | None:
        """What `first` is by way of the glob imports in reach. One unknown module among them may hold it: then it is taken to."""
        unknown: list[list[str]] = []
        at: Module | None = self
        while at is not None and depth < _DEEPEST:
            for place in at.opened(depth):
                if isinstance(place.item, Module) and place.item is not self:
                    found = place.item.own(first, rest, depth + 1)
                    if found is not None:
                        return found
                elif place.item is not None and first in getattr(place.item, "shapes", ()):
                    return Found(place.item, [first, *rest])
                elif place.item is None and place.rest[0] not in STD:
                    unknown.append(place.rest)
            at = at.parent if at.is_block else None
        if len(unknown) == 1 and first not in PRELUDE:
            return Found(None, [*unknown[0], first, *rest])
        return None


# Names that are there without `use`, with the module that they come from.
PRELUDE: dict[str, str] = {
    **dict.fromkeys(("Some", "None", "Option"), "core::option"),
    **dict.fromkeys(("Ok", "Err", "Result"), "core::result"),
    **dict.fromkeys(("Vec", "String", "Box", "ToString", "ToOwned"), "alloc"),
    **dict.fromkeys(("Drop", "Fn", "FnMut", "FnOnce", "Clone", "Copy", "Default", "From", "Into", "TryFrom", "TryInto"), "core"),
    **dict.fromkeys(
        ("Iterator", "IntoIterator", "Extend", "DoubleEndedIterator", "ExactSizeIterator", "FromIterator"), "core::iter"
    ),
    **dict.fromkeys(("PartialEq", "Eq", "PartialOrd", "Ord", "Send", "Sync", "Sized", "AsRef", "AsMut"), "core"),
    "drop": "core::mem",
    **dict.fromkeys(("size_of", "align_of", "size_of_val"), "core::mem"),
}
