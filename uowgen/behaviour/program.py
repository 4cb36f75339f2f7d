"""The program under test: what its files declare, found by name, looked into only when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.definitions import Const, Function, Impl, Shape, TypeDef
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.modules import PRELUDE, STD, Declared, Found, Module, Scope
from uowgen.behaviour.outcomes import Unknown
from uowgen.behaviour.types import SCALARS, UNKNOWN, Ty, parse_type, segments_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from uowgen.behaviour.branches import Branches
    from uowgen.grammar import Node
    from uowgen.rust.syntax import RustFile

_TYPES = {"struct_item": "struct", "enum_item": "enum", "union_item": "union"}
# What std offers under more than one name, or under another name than its values have here.
# Item-level macros that declare nothing which matters to a type that they name.
_HARMLESS = frozenset(
    {
        "assert_impl_all", "assert_not_impl_any", "const_assert", "const_assert_eq", "assert_eq_size", "assert_eq_align", "global_asm",
        "compile_error", "include", "static_assertions", "assert_obj_safe", "lazy_static", "thread_local",
    }
)  # fmt: skip
_SAME = {"BoxedSlice": "Box", "Arc": "Rc"}
# The types of C as 64-bit systems have them, as `usize` is taken to be; `c_char` is signed on some of these only.
_OF_C = {
    "c_schar": "i8", "c_uchar": "u8", "c_short": "i16", "c_ushort": "u16", "c_int": "i32", "c_uint": "u32", "c_long": "i64", "c_ulong": "u64",
    "c_longlong": "i64", "c_ulonglong": "u64",
}  # fmt: skip


class Trait(Impl):
    """A trait: an impl for no type in particular, whose functions are defaults."""

    __slots__ = ()


class Alias:
    """`type Name<T> = …;`."""

    __slots__ = ("names", "node", "scope")

    def __init__(self, scope: Scope, node: Node) -> None:
        self.scope = scope
        self.node = node
        self.names = type_parameters(scope, node)

    def apply(self, args: tuple[Ty, ...], depth: int) -> Ty:
        """The type that the alias stands for."""
        generics: dict[str, Ty | None] = {**self.scope.generics, **dict(zip(self.names, args, strict=False))}
        scope = Scope(self.scope.program, self.scope.module, self.scope.self_ty, generics, self.scope.file)
        return parse_type(scope, self.node.child_by_field_name("type"), depth + 1)


class Program:
    """The declarations of `files`.

    `crates` gives the directory of the sources (`hal/src`) of each crate by the name under which others use it (`los_hal`); a crate
    that is not listed is known by the name of the directory above its `src`, in any case inside itself as `crate`.
    """

    def __init__(
        self, files: Sequence[RustFile], crates: Mapping[str, str] | None = None, edition: str = "2021", *, tests: bool = False
    ) -> None:
        self.edition = edition
        self.branches: Branches | None = None  # set before anything is run: which ways runs go
        self.left_out = ("never",) if tests else ("never", "tests")  # conditions under which an item is not there
        self.modules: dict[tuple[str, ...], Module] = {}
        self.attributes: dict[int, tuple[str, ...]] = {}
        self.macro_calls: list[tuple[Module, RustFile, Node]] = []
        self.doubtful: set[str] = set()  # names in calls of macros that the program does not have
        self.trees: list[Any] = []  # of macro arguments that were parsed again
        self.only_arguments: dict[str, int] = {}  # by type: what its one const parameter is wherever the program uses it
        self._crates: dict[str, str] = dict(crates or {})  # name -> root directory
        self._impls: dict[str, list[tuple[Module, Node, RustFile]]] = {}  # by the last name of the type as written
        self._aliases: list[str] = []
        self._macros: dict[str, list[Declared]] = {}
        self._methods: dict[tuple[Any, str], tuple[Function, ...]] = {}
        self._places: dict[str, Any] = {}
        for file in sorted(files, key=_is_main):
            root, path = module_path(file.source.path)
            if root and root not in self._crates.values():
                self._crates.setdefault(root.removesuffix("src").strip("/").rpartition("/")[2].replace("-", "_") or "crate", root)
            where = (root, *path)
            if where in self.modules:  # `main.rs` beside `lib.rs` is a crate of its own
                where = (*where, f"<{file.source.path.rpartition('/')[2]}>")
            module = self.modules[where] = Module(self, file, where, None)
            module.read(file.root.named_children)

    # -------------------------------------------------------------------------------------------------- asked by name

    def type(self, name: str) -> TypeDef | None:
        """The struct, enum or union called `name` (a name or a path's end); None when there is none or more than one."""
        found = self._named(name, tuple(_TYPES))
        return found if isinstance(found, TypeDef) else None

    def function(self, name: str) -> Function | None:
        """The free function called `name` (a name or a path's end); None when there is none or more than one."""
        found = self._named(name, ("function_item",))
        return found if isinstance(found, Function) else None

    def statics(self) -> tuple[Const, ...]:
        """The statics at the top of the files, those whose names stand for one thing."""
        names = [
            n for module in self.modules.values() for n, rows in module.names.items() if any(d.kind == "static_item" for d in rows)
        ]
        found = [self._named(name, ("static_item",)) for name in dict.fromkeys(names)]
        return tuple(c for c in found if isinstance(c, Const) and c.is_static)

    def method(self, type_name: str, name: str) -> Function | None:
        """The method or associated function `name` of a type; None when there is none or more than one."""
        owner = self.type(type_name)
        found = self.methods_of(owner, name) if owner is not None else ()
        return found[0] if len(found) == 1 else None

    def methods(self, type_name: str) -> tuple[Function, ...]:
        """Every function of the type's impls, in document order."""
        owner = self.type(type_name)
        if owner is None:
            return ()
        return tuple(f for impl in self.impls_of(owner) for f in self._functions(impl))

    # ------------------------------------------------------------------------------------------------ asked while lowering

    def crate_named(self, name: str) -> Module | None:
        """The root module of the crate that others call `name`."""
        root = self._crates.get(name)
        if root is not None and (root,) not in self.modules:
            below = next((module for path, module in self.modules.items() if path[:1] == (root,)), None)
            if below is not None:  # of the crate only modules below its root are in the program
                self.modules[(root,)] = Module(self, below.file, (root,), None)
        return self.modules.get((root,)) if root is not None else None

    def root_of(self, module: Module) -> Module | None:
        """The root module of the crate that `module` is in, if the program has it."""
        root = self.modules.get(module.path[:1])
        if root is None and module.path:
            root = self.modules[module.path[:1]] = Module(self, module.file, module.path[:1], None)
        return root

    def module_at(self, where: tuple[str, ...], above: Module) -> Module | None:
        """The module at a path; one of which only modules below are in the program is there with nothing in it that is known."""
        found = self.modules.get(where)
        if found is None and any(len(path) > len(where) and path[: len(where)] == where for path in self.modules):
            found = self.modules[where] = Module(self, above.file, where, None)
        return found

    def public_path(self, module: Module, name: str) -> str:
        """The full path of an item as other crates write it; in a crate without a name it starts with `crate`."""
        root = module.path[0] if module.path else ""
        crate = next((known for known, place in self._crates.items() if place == root), "crate")
        return "::".join((crate, *module.path[1:], name))

    def macro(self, module: Module, name: str) -> Declared | None:
        """The macro of the program that `name!` means in `module`; ambiguous ones raise Unknown."""
        at: Module | None = module
        while at is not None:
            if f"{name}!" in at.names:
                break
            at = at.parent
        listed = at.names[f"{name}!"] if at is not None else self._macros.get(name, [])
        if len(listed) > 1:
            raise Unknown(f"macro {name}! declared more than once")
        return listed[0] if listed else None

    def expand_items(self) -> None:
        """Takes in what item-level macro calls declare, as far as the program has their macros; once."""
        for _ in range(8):  # a macro may write calls of macros
            calls, self.macro_calls = self.macro_calls, []
            for module, file, call in calls:
                self._expand(module, file, call)
            if not calls:
                return

    def _expand(self, module: Module, file: RustFile, call: Node) -> None:
        from uowgen.behaviour import bitflags
        from uowgen.behaviour.macro_rules import read_items

        text = file.source.data[call.start_byte : call.end_byte].decode("utf-8", "replace")
        name = text.partition("!")[0].strip().rpartition("::")[2].strip()
        if name in _HARMLESS:
            return
        try:
            macro = self.macro(module, name)
            if macro is not None:
                read_items(module, file, call, macro)
                return
            if name == bitflags.NAME:
                bitflags.read_items(module, file, call)
                return
        except Unknown:
            pass
        # Its names stay unknown, and what it may say of types that it names as well.
        self.doubtful |= {
            part for part in "".join(ch if ch.isalnum() or ch == "_" else " " for ch in text).split() if part[0].isupper()
        }

    def add_macro(self, name: str, declared: Declared) -> None:
        """Takes in a macro, which may be used far from where it stands."""
        self._macros.setdefault(name, []).append(declared)

    def parent_of(self, module: Module) -> Module | None:
        """The module around `module`, if the program has it."""
        if module.parent is not None:
            return module.parent
        if len(module.path) < 2:
            return None
        above = module.path[:-1]
        if above not in self.modules:
            self.modules[above] = Module(self, module.file, above, None)
        return self.modules[above]

    def define(self, declared: list[Declared]) -> Any:
        """The item behind a name. `cfg` twins, of which the build chooses one, are ambiguous and raise Unknown."""
        if len(declared) > 1:
            kinds = {d.kind for d in declared}
            if len(kinds) == 1 or any(d.doubtful for d in declared):
                sure = [d for d in declared if not d.doubtful]
                if len(sure) != 1:
                    raise Unknown("declared more than once, under different conditions")
                declared = sure
        first = declared[0]
        if first.made is None:
            first.made = self._make(first)
        return first.made

    def named_type(self, module: Module, segments: list[str], args: tuple[Ty, ...], depth: int = 0) -> Ty:
        """The type that a path of names means in `module`."""
        if not segments or depth > 20:
            return UNKNOWN
        found = module.find(segments)
        item = found.item
        if isinstance(item, TypeDef):
            return Ty(item, args)
        if isinstance(item, Alias):
            return item.apply(args, depth)
        if isinstance(item, Trait):
            return Ty("dyn")
        if isinstance(item, Const):  # an argument for a const parameter
            value = item.node.child_by_field_name("value")
            text = item.scope.text(value)
            return Ty(f"const {text}") if value is not None and text.isdecimal() else UNKNOWN
        if item is None:
            path = found.rest
            if is_std(path):
                if path[-1] in _OF_C and path[-2:-1] in (["ffi"], ["raw"]):
                    return Ty(_OF_C[path[-1]])
                return Ty(_SAME.get(path[-1], path[-1]), args)
            return Ty("::".join(path), args)
        return UNKNOWN

    def methods_of(self, head: Any, name: str) -> tuple[Function, ...]:
        """The functions `name` of a type (a TypeDef or a std type's name): the inherent ones if there are any, else those of traits."""
        key = (head, name)
        found = self._methods.get(key)
        if found is None:
            found = self._methods[key] = self._find_methods(head, name)
        return found

    def impls_of(self, head: Any) -> list[Impl]:
        """The impls of a type, in document order of their files."""
        if self.macro_calls:
            self.expand_items()
        key = _key(head)
        if head is None or not self._impls:
            return []
        listed = [pair for name in (key, *self._aliases) for pair in self._impls.get(name, ())]
        found = [self._impl(*declared) for declared in listed]
        return [impl for impl in found if impl.of is not None and impl.of.head == head]

    def trait_impl(self, head: Any, trait: str) -> Impl | None:
        """The impl of the trait with this name (any trait of the program or std that ends so) for a type."""
        return next((i for i in self.impls_of(head) if i.trait == trait), None)

    def functions_in(self, impl: Impl, name: str) -> list[Function]:
        """The functions `name` that the body of an impl or trait declares."""
        return [f for f in self._functions(impl) if f.name == name]

    def assoc_const(self, head: Any, name: str) -> Const | None:
        """The associated constant `name` of a type, its own or a trait's default."""
        impls = self.impls_of(head)
        for impl in impls + [t for i in impls if (t := self.trait_of(i)) is not None]:
            for node in _body(impl.node):
                if node.type == "const_item" and impl.scope.text(node.child_by_field_name("name")) == name:
                    if node.child_by_field_name("value") is None:
                        continue
                    found: Const = self._kept(
                        node, lambda n=node, i=impl: Const(name, i.scope.with_generics((), Ty(head)), n, False)
                    )
                    return found
        return None

    def assoc_type(self, head: Any, name: str) -> Ty | None:
        """The associated type `name` of a type."""
        for impl in self.impls_of(head):
            for node in _body(impl.node):
                if node.type == "type_item" and impl.scope.text(node.child_by_field_name("name")) == name:
                    return parse_type(impl.scope, node.child_by_field_name("type"))
        return None

    def trait_of(self, impl: Impl) -> Trait | None:
        """The program's own trait that `impl` implements."""
        if not impl.trait_path:
            return None
        return self._places.get(f"trait {impl.trait_path}")

    def add_impl(self, module: Module, node: Node) -> None:
        """Takes in an impl block; called while a module is read."""
        scope = Scope(self, module)
        name = _written(scope, node.child_by_field_name("type"))
        if name in type_parameters(scope, node):
            name = "param"
        self._methods.clear()
        self._impls.setdefault(name, []).append((module, node, module.file))
        self._methods.clear()

    def add_alias(self, name: str) -> None:
        """Takes in the name of a type alias, by which an impl may call its type."""
        if name not in self._aliases:
            self._aliases.append(name)

    # --------------------------------------------------------------------------------------------------------- making

    def _make(self, declared: Declared) -> Any:
        node, module, kind = declared.node, declared.module, declared.kind
        scope = Scope(self, module, file=declared.file)
        name = scope.text(node.child_by_field_name("name")).removeprefix("r#")
        if kind in _TYPES:
            return self._type(scope, node, name, _TYPES[kind], declared)
        if kind == "function_item":
            return Function(name, scope.with_generics(type_parameters(scope, node)), node)
        if kind in ("const_item", "static_item"):
            return Const(name, scope, node, kind == "static_item")
        if kind == "type_item":
            return Alias(scope, node)
        if kind == "trait_item":
            trait = Trait(scope.with_generics(("Self", *type_parameters(scope, node))), node, None, "::".join((*module.path, name)))
            self._places[f"trait {trait.trait_path}"] = trait
            return trait
        raise Unknown(kind)

    def _type(self, scope: Scope, node: Node, name: str, kind: str, declared: Declared) -> TypeDef:
        names = type_parameters(scope, node)
        made = TypeDef(name, kind, scope.with_generics(names), node)
        made.generic_names = names
        declared.made = made
        assert made.scope is not None
        made.scope = made.scope.with_generics((), Ty(made))
        derives = set()
        for attribute in self.attributes.get(node.id, ()):
            inner = attribute.strip("#[] \n")
            if inner.startswith("derive"):
                derives |= {part.strip().rpartition("::")[2] for part in inner[6:].strip("() \n").split(",")}
        made.derives = frozenset(derives)
        impls = self.impls_of(made)
        made.is_copy = "Copy" in derives or any(i.trait == "Copy" for i in impls)
        drops = [f for i in impls if is_drop(i) for f in self.functions_in(i, "drop")]
        made.drop = drops[0] if drops else None
        made.doubtful = name in self.doubtful
        return made

    def _impl(self, module: Module, node: Node, file: RustFile) -> Impl:
        def make() -> Impl:
            scope = Scope(self, module, file=file)
            scope = scope.with_generics(type_parameters(scope, node))
            of = parse_type(scope, node.child_by_field_name("type"))
            trait = node.child_by_field_name("trait")
            path = ""
            if trait is not None:
                path = self._trait_path(module, segments_of(scope.text(trait)))
            return Impl(scope.with_generics((), of), node, of, path)

        made: Impl = self._kept(node, make)
        return made

    def _trait_path(self, module: Module, segments: list[str]) -> str:
        found = module.find(segments)
        if isinstance(found.item, Trait):
            return found.item.trait_path
        if found.item is None and len(found.rest) == 1 and found.rest[0] in PRELUDE:
            return f"{PRELUDE[found.rest[0]]}::{found.rest[0]}"
        return found.path or "::".join(segments)

    def _functions(self, impl: Impl) -> list[Function]:
        def make() -> list[Function]:
            module = Module(self, impl.scope.file, impl.scope.module.path, impl.scope.module, True)
            module.read([n for n in _body(impl.node) if n.type in ("function_item", "function_signature_item", "attribute_item")])
            found = []
            for name, declared in module.names.items():
                for one in declared:
                    if one.kind == "function_signature_item":
                        continue
                    scope = impl.scope.with_generics(type_parameters(impl.scope, one.node))
                    made = Function(name, scope, one.node, impl)
                    made.is_default = isinstance(impl, Trait)
                    found.append(made)
            return sorted(found, key=lambda f: f.node.start_byte)

        listed: list[Function] = self._kept(impl.node, make, "functions")
        return listed

    def _find_methods(self, head: Any, name: str) -> tuple[Function, ...]:
        impls = self.impls_of(head)
        inherent = [f for i in impls if not i.trait_path for f in self.functions_in(i, name)]
        if inherent:
            return tuple(inherent)
        own = [f for i in impls if i.trait_path for f in self.functions_in(i, name)]
        if own:
            return tuple(own)
        defaults = []
        for impl in [*impls, *self._blanket()]:
            trait = self.trait_of(impl)
            if trait is None:
                continue
            found = self.functions_in(trait, name) if impl.of is None or impl.of.head == head else self.functions_in(impl, name)
            defaults += found or (self.functions_in(trait, name) if found is not None else [])
        for impl in self._blanket():
            if self.trait_of(impl) is None:
                defaults += self.functions_in(impl, name)
        return tuple(dict.fromkeys(defaults))

    def _blanket(self) -> list[Impl]:
        """Impls for every type: `impl<T: Bound> Trait for T`."""
        return [self._impl(*declared) for declared in self._impls.get("param", ())]

    def _named(self, name: str, kinds: tuple[str, ...]) -> Any:
        if self.macro_calls:
            self.expand_items()
        key = f"{kinds[0]} {name}"
        if key not in self._places:
            *way, last = segments_of(name)
            found: list[Any] = []
            stack = list(self.modules.values())
            while stack:
                module = stack.pop()
                stack += module.children.values()
                declared = [d for d in module.names.get(last, ()) if d.kind in kinds]
                if declared and (not way or module.path[-len(way) :] == tuple(way)):
                    try:
                        found.append(self.define(declared))
                    except Unknown:
                        return None
            self._places[key] = found[0] if len(found) == 1 else None
        return self._places[key]

    def _kept(self, node: Node, make: Any, what: str = "item") -> Any:
        """What was made of `node` before, else what `make` gives. Node ids are unique only within one tree, so the byte counts too."""
        key = f"{what} {node.id} {node.start_byte}"
        if key not in self._places:
            self._places[key] = make()
        return self._places[key]


def _is_main(file: RustFile) -> bool:
    return file.source.path.endswith("main.rs")


def module_path(path: str) -> tuple[str, tuple[str, ...]]:
    """The source directory of a file's crate (empty if it is in none) and its module path below it."""
    parts = path.removesuffix(".rs").split("/")
    at = max((n for n, part in enumerate(parts[:-1]) if part == "src"), default=-1)
    below = parts[at + 1 :]
    if below and below[-1] in ("mod", "lib", "main"):
        below = below[:-1]
    return "/".join(parts[: at + 1]), tuple(below)


def type_parameters(scope: Scope, node: Node) -> tuple[str, ...]:
    """The names of the type and constant parameters that an item declares."""
    listed = node.child_by_field_name("type_parameters")
    found = []
    for child in listed.named_children if listed is not None else ():
        if child.type in ("type_parameter", "const_parameter", "constrained_type_parameter", "optional_type_parameter"):
            name = child.child_by_field_name("name") or child.child_by_field_name("left")
            found.append(scope.text(name))
        elif child.type == "type_identifier":
            found.append(scope.text(child))
    return tuple(found)


def is_std(path: list[str]) -> bool:
    """Whether a path that the program does not have is the standard library's."""
    return path[0] in STD or (path[0] in PRELUDE) or (path[0] in INTS or path[0] in SCALARS)


def is_drop(impl: Impl) -> bool:
    """Whether `impl` is one of the standard library's `Drop`."""
    return impl.trait == "Drop" and impl.trait_path.split("::")[0] in STD


def _body(node: Node) -> list[Node]:
    body = node.child_by_field_name("body")
    return body.named_children if body is not None else []


def _key(head: Any) -> str:
    if isinstance(head, str):
        return "param" if head.startswith("param ") else head.rpartition("::")[2] if "::" in head else head.replace("[;", "[")
    name: str = head.name
    return name


def _written(scope: Scope, node: Node | None) -> str:
    """The last name of a type as written, or the sign that stands for its form."""
    while node is not None and node.type == "generic_type":
        node = node.child_by_field_name("type")
    if node is None:
        return ""
    if node.type in ("type_identifier", "primitive_type"):
        return scope.text(node)
    if node.type == "scoped_type_identifier":
        return scope.text(node.child_by_field_name("name"))
    return {"reference_type": "&", "tuple_type": "(", "array_type": "[", "unit_type": "()"}.get(node.type, node.type)


__all__ = ["Const", "Found", "Function", "Program", "Shape", "TypeDef"]
