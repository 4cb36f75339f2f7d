"""The program under test: what its files declare, found by name. It runs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.interpreter.definitions import Constant, Function, Impl, Signature, Trait, TypeDef, kept_items, text_of
from uowgen.interpreter.modules import Module, Path
from uowgen.rust.syntax import span_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.rust.syntax import RustFile


class Program:
    """The declarations of `files`; everything is lowered when it is first reached."""

    def __init__(self, files: Sequence[RustFile]) -> None:
        self.modules: dict[Path, Module] = {}
        self.impls: list[Impl] = []
        self._by_type: dict[Any, dict[str, list[Function]]] = {}
        self._impls_of: dict[Any, list[Impl]] = {}
        self._sorted = 0
        for file in files:
            self.module(_place(file.source.path), file).declare(file.root)

    def module(self, path: Path, file: RustFile) -> Module:
        """The module at `path`, made if it is new."""
        if path not in self.modules:
            self.modules[path] = Module(self, file, path, None)
        return self.modules[path]

    def crate_named(self, name: str) -> Module | None:
        """The root module of a crate of the program by the name of its directory."""
        return self.modules.get((name,)) or self.modules.get((name.replace("_", "-"),))

    def outside(self, path: Path, values: bool, depth: int = 0) -> Any:
        """What a path from another crate names: a module of the program that ends like it, if only one does; else `path`."""
        crate = self.crate_named(path[0])
        if crate is not None and len(path) > 1:
            found = crate.inside(path[1:], values, depth + 1)
            if found is not None:
                return found
        if len(path) >= 3 and path[0] not in ("core", "std", "alloc"):
            ends = [m for p, m in self.modules.items() if p[-(len(path) - 2) :] == path[1:-1]]
            found = ends[0].own(path[-1:], values, depth + 1) if len(ends) == 1 else None
            if found is not None:
                return found
        return path

    def add_impl(self, found: Impl) -> None:
        """Takes up an `impl` block."""
        self.impls.append(found)

    # -- by name, for those who ask about the program ------------------------------------------------------------------

    def type(self, name: str) -> TypeDef | None:
        """The struct or enum called `name` (or `path::name`); None when there is none or more than one."""
        parts = tuple(name.split("::"))
        found = [
            m.types[parts[-1]]
            for p, m in self.modules.items()
            if isinstance(m.types.get(parts[-1]), TypeDef) and (len(parts) == 1 or (p[-(len(parts) - 1) :] == parts[:-1]))
        ]
        return found[0] if len(found) == 1 else None

    def fields(self, type_name: str) -> tuple[tuple[str, str], ...] | None:
        """The fields of a struct as (name, type text)."""
        found = self.type(type_name)
        if found is None or found.sort == "enum":
            return None
        kind = found.kinds[found.name]
        return tuple((name, text_of(node)) for name, node in zip(kind.fields, kind.types, strict=True))

    def method(self, type_name: str, name: str) -> Signature | None:
        """A method or associated function of a type, of its own impls first."""
        found = self.type(type_name)
        functions = self.functions_of(found).get(name) if found is not None else None
        return signature_of(functions[0]) if functions else None

    def methods(self, type_name: str) -> tuple[Signature, ...]:
        """Everything that the impls of a type give it."""
        found = self.type(type_name)
        table = self.functions_of(found) if found is not None else {}
        return tuple(signature_of(functions[0]) for functions in table.values())

    def function(self, name: str) -> Signature | None:
        """A free function by name or path."""
        found = self.free_function(name)
        return signature_of(found) if found is not None else None

    def free_function(self, name: str) -> Function | None:
        """The free function called `name` (or `path::name`); None when there is none or more than one."""
        parts = tuple(name.split("::"))
        found = [
            m.values[parts[-1]]
            for p, m in self.modules.items()
            if isinstance(m.values.get(parts[-1]), Function) and (len(parts) == 1 or p[-(len(parts) - 1) :] == parts[:-1])
        ]
        return found[0] if len(found) == 1 else None

    def drop_of(self, type_name: str) -> Signature | None:
        """The `Drop::drop` of a type."""
        found = self.type(type_name)
        function = self.drop_function(found) if found is not None else None
        return signature_of(function) if function is not None else None

    def unsupported(self, name: str) -> tuple[tuple[str, int], ...]:
        """What of a function's body (`Type::method` or a path) does not lower, as (node kind, 1-based line)."""
        owner, _, last = name.rpartition("::")
        found = self.type(owner) if owner else None
        functions = self.functions_of(found).get(last) if found is not None else None
        function = functions[0] if functions else self.free_function(name)
        if function is None:
            return (("no such function", 0),)
        from uowgen.interpreter.lower import code_of

        source = function.module.file.source
        return tuple((kind, source.line_of(span.start)) for kind, span in code_of(self, function).unsupported)

    # -- for those who run it ------------------------------------------------------------------------------------------

    def impls_of(self, key: Any) -> list[Impl]:
        """The impls for the type `key`: a TypeDef, or the name of a type that the program does not declare."""
        while self._sorted < len(self.impls):
            impl = self.impls[self._sorted]
            self._sorted += 1
            self._impls_of.setdefault(self._key(impl), []).append(impl)
            self._by_type.clear()
        return self._impls_of.get(key, [])

    def _key(self, impl: Impl) -> Any:
        from uowgen.interpreter.types import key_of, parse_type

        node = impl.node.child_by_field_name("type")
        impl.self_type = parse_type(node, impl.module, impl.generics, None)
        return key_of(impl.self_type)

    def functions_of(self, key: Any) -> dict[str, list[Function]]:
        """Functions that the impls for a type give it, inherent ones first, then defaults of its traits, then blanket impls."""
        self.impls_of(key)
        table = self._by_type.get(key)
        if table is None:
            table = self._by_type[key] = {}
            impls = self.impls_of(key)
            for impl in sorted(impls, key=lambda i: i.trait is not None):
                for name, function in impl.functions.items():
                    table.setdefault(name, []).append(function)
            if key != "generic":
                impls = impls + self.impls_of("generic")
                for impl in self.impls_of("generic"):
                    for name, function in impl.functions.items():
                        table.setdefault(name, [function])
            for impl in impls:
                trait = self.trait_of(impl)
                for name, function in trait.body.functions.items() if trait is not None else ():
                    if function.node.child_by_field_name("body") is not None:
                        table.setdefault(name, [function])
        return table

    def trait_of(self, impl: Impl) -> Trait | None:
        """The program's trait that `impl` implements."""
        if impl.trait is None:
            return None
        from uowgen.interpreter.modules import segments

        found = impl.module.find(segments(impl.node.child_by_field_name("trait")), False)
        return found if isinstance(found, Trait) else None

    def implements(self, key: Any, trait: str) -> Impl | None:
        """The impl of the trait called `trait` for a type."""
        return next((impl for impl in self.impls_of(key) if impl.trait == trait), None)

    def drop_function(self, found: TypeDef) -> Function | None:
        """The `drop` of the type's impl of `core::ops::Drop`, told apart from a trait of the program that is called `Drop`."""
        self.impls_of(found)
        if found.drop is None:
            found.drop = False
            for impl in self.impls_of(found):
                if impl.trait == "Drop" and self.trait_of(impl) is None and "drop" in impl.functions:
                    found.drop = impl.functions["drop"]
        return found.drop or None

    def is_copy(self, found: TypeDef) -> bool:
        """Whether the type is `Copy`, derived or by an impl."""
        return found.copy or any(impl.trait == "Copy" for impl in self.impls_of(found))

    def associated(self, key: Any, name: str) -> Constant | None:
        """An associated constant of a type, or its default in a trait."""
        for impl in self.impls_of(key):
            if name in impl.consts:
                return impl.consts[name]
        for impl in self.impls_of(key):
            trait = self.trait_of(impl)
            if trait is not None and name in trait.body.consts:
                return trait.body.consts[name]
        return None


def signature_of(function: Function) -> Signature:
    """The facts of a function's head."""
    node = function.node
    rows = []
    for child in kept_items(node.child_by_field_name("parameters")):
        if child.type == "parameter" and text_of(child.child_by_field_name("pattern")) != "self":
            rows.append((text_of(child.child_by_field_name("pattern")), text_of(child.child_by_field_name("type"))))
    returns = text_of(node.child_by_field_name("return_type"))
    return Signature(function.name, function.takes, tuple(rows), returns, function.module.file.source.path, span_of(node))


def _place(path: str) -> Path:
    """The crate's key and module names of a file by its path: `kernel/src/memory/mod.rs` is `("kernel", "memory")`."""
    parts = path.replace("\\", "/").removesuffix(".rs").split("/")
    if "src" in parts:
        at = len(parts) - 1 - parts[::-1].index("src")
        crate, inner = (parts[at - 1] if at else ""), parts[at + 1 :]
    else:
        crate, inner = "", parts
    if inner and inner[-1] in ("mod", "lib", "main"):
        inner = inner[:-1]
    return (crate, *inner)
