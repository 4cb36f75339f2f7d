"""Modules, block scopes and `use`: from a path as written to what it names. It runs nothing.

A path that leads out of the program comes back as a full path, for the bindings or the standard library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.interpreter.definitions import Alias, Constant, Function, Impl, Trait, TypeDef, kept, name_of, text_of
from uowgen.rust.items import bare_type

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.rust.syntax import RustFile

Path = tuple[str, ...]


class Module:
    """A module or a block with items. `path` is the crate's key and the module names; a block has its module's."""

    __slots__ = ("block", "file", "globs", "impls", "known", "parent", "path", "program", "sometimes", "traits", "types", "uses", "values")

    def __init__(self, program: Any, file: RustFile, path: Path, parent: Module | None, block: bool = False) -> None:
        self.program = program
        self.file = file
        self.path = path
        self.parent = parent
        self.block = block
        self.types: dict[str, Any] = {}  # TypeDef, Trait, Alias, Module
        self.values: dict[str, Any] = {}  # Function, Constant
        self.uses: dict[str, Path] = {}
        self.globs: list[Path] = []
        self.impls: list[Impl] = []
        self.sometimes: set[str] = set()  # names declared under a condition that is not known
        self.known: dict[tuple[Path, bool], Any] = {}

    def declare(self, holder: Node) -> None:
        """Takes up the items directly inside `holder`."""
        for node, attributes, condition in kept(holder):
            inner = node
            if inner.type == "use_declaration":
                _uses(inner.child_by_field_name("argument"), (), self)
                continue
            name = name_of(inner)
            if condition == "sometimes" and (name in self.types or name in self.values):
                self.sometimes.add(name)
            if inner.type == "function_item":
                self.values[name] = Function(name, inner, self, None)
            elif inner.type in ("const_item", "static_item"):
                self.values[name] = Constant(name, inner, self, None)
            elif inner.type in ("struct_item", "enum_item", "union_item"):
                self.types[name] = TypeDef(name, inner, self, attributes)
            elif inner.type == "trait_item":
                self.types[name] = Trait(name, inner, self)
            elif inner.type == "type_item":
                self.types[name] = Alias(inner, self)
            elif inner.type == "impl_item":
                self._impl(inner)
            elif inner.type == "mod_item" and inner.child_by_field_name("body") is not None:
                module = self.program.module((*self.path, name), self.file)
                self.types[name] = module
                module.declare(inner.child_by_field_name("body"))

    def _impl(self, node: Node) -> None:
        trait = node.child_by_field_name("trait")
        if any(child.type == "!" for child in node.children):
            return
        arguments: list[Node] = []
        if trait is not None:
            for child in trait.named_children:
                if child.type == "type_arguments":
                    arguments = list(child.named_children)
        name = bare_type(text_of(trait)).removeprefix("?") if trait is not None else None
        found = Impl(node, self, name, arguments)
        self.impls.append(found)
        self.program.add_impl(found)

    def find(self, path: Path, values: bool, depth: int = 0) -> Any:
        """What `path` names here: a definition, a Module, `(TypeDef or Trait, rest)`, or the full path as a tuple of str."""
        key = (path, values)
        if key not in self.known:
            self.known[key] = self._find(path, values, depth)
        return self.known[key]

    def _find(self, path: Path, values: bool, depth: int) -> Any:
        if depth > 12:
            return path
        first = path[0]
        if first in ("crate", "self", "super"):
            return self._from_keyword(path, values, depth)
        scope: Module | None = self
        while scope is not None:
            found = scope.own(path, values, depth)
            if found is not None:
                return found
            if not scope.block:
                break
            scope = scope.parent
        crate = self.program.crate_named(first) if len(path) > 1 else None
        if crate is not None:
            return crate.inside(path[1:], values, depth + 1) or path
        return path

    def own(self, path: Path, values: bool, depth: int) -> Any:
        """What `path` names by the items, uses and globs of this scope alone; None when nothing."""
        first = path[0]
        table = self.values if values and len(path) == 1 else self.types
        if first in table:
            return _descend(table[first], path[1:], values, depth)
        if len(path) == 1 and values and first in self.types and isinstance(self.types[first], TypeDef):
            return self.types[first]  # a unit or tuple struct as a value
        if first in self.uses:
            target = self.uses[first]
            base = self.parent if self.block and target[0] == first and self.parent is not None else self
            if target[0] == first and not self.block:
                found = self.program.outside(target + path[1:], values, depth + 1)
            else:
                found = base.find(target + path[1:], values, depth + 1)
            return found
        for glob in self.globs:
            found = self._through(glob, path, values, depth)
            if found is not None:
                return found
        return None

    def _through(self, glob: Path, path: Path, values: bool, depth: int) -> Any:
        if depth > 8 or glob[0] == path[0]:
            return None
        target = self.find(glob, False, depth + 1)
        if isinstance(target, Module) and target is not self:
            return target.own(path, values, depth + 1)
        if isinstance(target, TypeDef) and path[0] in target.kinds and target.sort == "enum":
            return _descend(target, path, values, depth)
        return None

    def _from_keyword(self, path: Path, values: bool, depth: int) -> Any:
        rest = path[1:]
        where = self.path if path[0] != "crate" else self.path[:1]
        if path[0] == "super":
            where = where[:-1]
        while rest and rest[0] in ("super", "self"):
            where = where[:-1] if rest[0] == "super" else where
            rest = rest[1:]
        module = self.program.modules.get(where)
        if not rest:
            return module or ("crate", *where[1:])
        found = module.inside(rest, values, depth + 1) if module is not None and where else None
        return found if found is not None else self.program.outside(("crate", *where[1:], *rest), values, depth + 1)

    def inside(self, path: Path, values: bool, depth: int) -> Any:
        """What `path` names from inside this module, modules in other files included; None when nothing."""
        found = self.own(path, values, depth) if depth < 12 else None
        if found is None and len(path) > 1:
            module = self.program.modules.get((*self.path, path[0]))
            if module is not None:
                found = module.inside(path[1:], values, depth + 1)
        if found is None and len(path) == 1 and not values:
            found = self.program.modules.get((*self.path, path[0]))
        return found


def _descend(found: Any, rest: Path, values: bool, depth: int) -> Any:
    if not rest:
        return found
    if isinstance(found, Module):
        return found.inside(rest, values, depth + 1) or (*found.path[1:], *rest)
    if isinstance(found, (TypeDef, Trait, Alias)):
        return (found, rest)
    return None


def _uses(node: Node | None, prefix: Path, module: Module) -> None:
    """Records what one `use` tree brings in."""
    if node is None:
        return
    if node.type == "use_list":
        for child in node.named_children:
            _uses(child, prefix, module)
    elif node.type == "scoped_use_list":
        _uses(node.child_by_field_name("list"), prefix + segments(node.child_by_field_name("path")), module)
    elif node.type == "use_as_clause":
        path = prefix + segments(node.child_by_field_name("path"))
        module.uses[text_of(node.child_by_field_name("alias"))] = path[:-1] if path[-1] == "self" and len(path) > 1 else path
    elif node.type == "use_wildcard":
        inner = node.named_children[0] if node.named_children else None
        module.globs.append(prefix + segments(inner))
    else:
        path = prefix + segments(node)
        if path and path[-1] == "self" and len(path) > 1:
            path = path[:-1]
        if path:
            module.uses[path[-1]] = path


def segments(node: Node | None) -> Path:
    """The names of a path without generic arguments; a leading `::` is dropped."""
    if node is None:
        return ()
    if node.type in ("scoped_identifier", "scoped_type_identifier"):
        return segments(node.child_by_field_name("path")) + (name_of(node),)
    if node.type in ("generic_type", "generic_function"):
        return segments(node.child_by_field_name("type") or node.child_by_field_name("function"))
    if node.type == "generic_type_with_turbofish":
        return segments(node.child_by_field_name("type"))
    return (text_of(node).removeprefix("r#"),)
