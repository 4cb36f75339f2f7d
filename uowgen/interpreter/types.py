"""Types as written: parsed, and used to give values the widths and kinds that they are declared to have. It infers nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.interpreter.definitions import Alias, Trait, TypeDef, name_of, text_of
from uowgen.interpreter.integers import INTS, TYPED, Mask, typed
from uowgen.interpreter.modules import Module, segments
from uowgen.interpreter.values import REFS, Adt, Array, Box, Cell, Char, Closure, Kind, Pending, Shared, SliceRef, Table, Text, Vec

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.grammar import Node

LISTS = frozenset({"Vec", "VecDeque", "BinaryHeap", "BoxedSlice"})
TABLES = frozenset({"HashMap", "BTreeMap", "HashSet", "BTreeSet"})
BOXES = frozenset({"Box", "ManuallyDrop", "Rc", "Arc", "Cell", "RefCell", "Mutex", "RwLock", "SpinLock", "Spinlock", "UnsafeCell"})
_HOLD = LISTS | TABLES | BOXES | {"Option", "Result", "tuple", "array", "slice", "&"}


class Ty:
    """A type: `name` is a scalar's, a standard type's or `&`, `*`, `tuple`, `array`, `slice`, `param`, `fn`, `dyn`, `_`.

    For a type of the program `declared` is its definition; for a parameter `param` is its name; `path` is the full path of a type
    that is not the program's.
    """

    __slots__ = ("args", "coerce", "declared", "length", "mutable", "name", "param", "path", "ready")

    def __init__(self, name: str, args: tuple[Ty, ...] = (), declared: TypeDef | None = None, param: str = "") -> None:
        self.name = name
        self.args = args
        self.declared = declared
        self.param = param
        self.path: tuple[str, ...] = (name,)
        self.mutable = False
        self.length: Any = None
        self.ready = False
        self.coerce: Callable[[Any, Any], Any] | None = None

    def __repr__(self) -> str:
        return f"{self.name}{list(self.args)}" if self.args else self.param or self.name


UNKNOWN = Ty("_")
UNIT_TYPE = Ty("tuple")
_SCALARS = {name: Ty(name) for name in (*INTS, "bool", "char", "str", "f32", "f64", "!")}


def parse_type(node: Node | None, module: Module, generics: Any, self_type: Ty | None, depth: int = 0) -> Ty:
    """The type that `node` writes; names in `generics` are parameters."""
    if node is None or depth > 12:
        return UNKNOWN

    def inner(child: Node | None) -> Ty:
        return parse_type(child, module, generics, self_type, depth + 1)

    kind = node.type
    if kind == "primitive_type":
        return _SCALARS.get(text_of(node), UNKNOWN)
    if kind == "reference_type":
        found = Ty("&", (inner(node.child_by_field_name("type")),))
        found.mutable = any(c.type == "mutable_specifier" for c in node.children)
        return found
    if kind == "pointer_type":
        return Ty("*", (inner(node.child_by_field_name("type")),))
    if kind in ("tuple_type", "unit_type"):
        return Ty("tuple", tuple(inner(c) for c in node.named_children if c.type not in ("line_comment", "block_comment")))
    if kind == "array_type":
        length = node.child_by_field_name("length")
        found = Ty("array" if length is not None else "slice", (inner(node.child_by_field_name("element")),))
        found.length = length
        return found
    if kind in ("dynamic_type", "abstract_type", "bounded_type", "function_type", "higher_ranked_trait_bound"):
        return Ty("fn" if kind == "function_type" else "dyn")
    if kind == "never_type":
        return _SCALARS["!"]
    if kind in ("type_identifier", "identifier", "scoped_type_identifier", "scoped_identifier", "generic_type", "generic_type_with_turbofish"):
        return _named(node, module, generics, self_type, depth)
    return UNKNOWN


def _named(node: Node, module: Module, generics: Any, self_type: Ty | None, depth: int) -> Ty:
    args: tuple[Ty, ...] = ()
    if node.type in ("generic_type", "generic_type_with_turbofish"):
        listed = node.child_by_field_name("type_arguments")
        args = tuple(
            parse_type(c, module, generics, self_type, depth + 1)
            for c in (listed.named_children if listed is not None else ())
            if c.type not in ("lifetime", "line_comment", "block_comment")
        )
    path = segments(node)
    if path[0] == "Self":
        if len(path) == 1:
            return self_type or Ty("param", (), None, "Self")
        return _associated(self_type, path[1], module, depth) or UNKNOWN
    if path[0] in generics:
        return Ty("param", (), None, path[0]) if len(path) == 1 else UNKNOWN
    if len(path) == 1 and path[0] in _SCALARS:
        return _SCALARS[path[0]]
    found = module.find(path, False)
    if isinstance(found, TypeDef):
        made = Ty(found.name, args, found)
        made.path = (*found.module.path, found.name)
        return made
    if isinstance(found, Alias):
        inner = parse_type(found.node.child_by_field_name("type"), found.module, found.generics, None, depth + 1)
        return substitute(inner, dict(zip(found.generics, args, strict=False)))
    if isinstance(found, Trait):
        return Ty("dyn")
    full = found if isinstance(found, tuple) and all(isinstance(part, str) for part in found) else path
    made = Ty(full[-1], args)
    made.path = full
    if full[-1] == "Result" and len(args) == 1:
        made.args = (args[0], UNKNOWN)
    return made


def _associated(self_type: Ty | None, name: str, module: Module, depth: int) -> Ty | None:
    """`Self::Name`, from the impls of the type."""
    if self_type is None:
        return None
    for impl in module.program.impls_of(key_of(self_type)):
        if name in impl.types:
            return parse_type(impl.types[name], impl.module, impl.generics, self_type, depth + 1)
    return None


def substitute(ty: Ty, values: dict[str, Ty]) -> Ty:
    """`ty` with parameters replaced."""
    if ty.name == "param":
        return values.get(ty.param, ty)
    if not ty.args or not values:
        return ty
    made = Ty(ty.name, tuple(substitute(a, values) for a in ty.args), ty.declared)
    made.path, made.mutable, made.length = ty.path, ty.mutable, ty.length
    return made


def key_of(ty: Ty) -> Any:
    """By what impls for the type are found: its definition, its name, or "generic"."""
    if ty.declared is not None:
        return ty.declared
    if ty.name == "&":
        return key_of(ty.args[0])
    return "generic" if ty.name == "param" else ty.name


def key_of_value(value: Any) -> Any:
    """The same for the type of a value."""
    kind = type(value)
    if kind is Adt:
        return value.kind.declared or value.kind.owner
    if kind in TYPED:
        return kind.name
    if kind is Vec or kind is Box or kind is Cell or kind is Table or kind is Shared:
        return value.name
    return _KEYS.get(kind) or type(value).__name__


_KEYS = {
    int: "i32",
    Mask: "i32",
    bool: "bool",
    str: "str",
    Char: "char",
    Text: "String",
    tuple: "tuple",
    Array: "array",
    float: "f64",
    SliceRef: "slice",
    Closure: "fn",
}


def coercer(ty: Ty) -> Callable[[Any, Any], Any] | None:
    """What gives a value the type `ty` as `f(machine, value)`; None when nothing needs to be done."""
    if not ty.ready:
        ty.ready = True
        ty.coerce = _make(ty)
    return ty.coerce


def _make(ty: Ty) -> Callable[[Any, Any], Any] | None:
    name = ty.name
    if name in INTS:
        return _to_int(INTS[name], ty)
    if name == "f64":
        return lambda machine, value: float(value) if type(value) is int else value
    if name in ("bool", "char", "_", "dyn", "fn", "!", "str", "*", "param"):
        return None
    parts = tuple(coercer(a) for a in ty.args)

    def convert(machine: Any, value: Any) -> Any:
        if type(value) is Pending:
            value = value.make(machine, ty)
        if name not in _HOLD:
            return value
        return _deep(machine, value, name, parts, ty)

    if not any(parts) and name in ("tuple", "array", "slice", "&"):
        return None
    return convert


def _to_int(kind: Any, ty: Ty) -> Callable[[Any, Any], Any]:
    def convert(machine: Any, value: Any) -> Any:
        if type(value) is kind:
            return value
        if type(value) is int or type(value) is Mask:
            return typed(value, kind)
        if type(value) is Pending:
            return convert(machine, value.make(machine, ty))
        return value

    return convert


def _deep(machine: Any, value: Any, name: str, parts: tuple[Any, ...], ty: Ty) -> Any:
    if not any(parts) and type(value) is not Vec and type(value) is not Table:
        return value
    kind = type(value)
    if kind is Adt and value.fields and name in ("Option", "Result"):
        part = parts[1] if value.kind.name == "Err" and len(parts) > 1 else parts[0] if parts else None
        inner = part(machine, value.fields[0]) if part is not None else value.fields[0]
        return value if inner is value.fields[0] else Adt(value.kind, (inner,))
    if kind is tuple and name == "tuple":
        made = tuple(p(machine, v) if p is not None else v for p, v in zip(parts, value, strict=False))
        return made if len(made) == len(value) else value
    if kind is Array and parts and value and _untyped(value[0]):
        return Array(parts[0](machine, v) for v in value)
    if kind is Vec and name in LISTS:
        value.element = ty.args[0] if ty.args else None
        if value.items and parts and parts[0] is not None and _untyped(value.items[0]):
            value.items[:] = [parts[0](machine, v) for v in value.items]
        return value
    if kind is Table:
        value.types = ty.args
        return value
    if name == "&" and kind in REFS and kind is not SliceRef:
        held = value.get()
        if _untyped(held):
            value.set(parts[0](machine, held))
        return value
    if name in BOXES and (kind is Box or kind is Cell or kind is Shared) and parts:
        held = value.get()
        if parts[0] is not None and _untyped(held):
            value.set(parts[0](machine, held))
        return value
    return value


def _untyped(value: Any) -> bool:
    """Whether an integer of unknown type may be inside."""
    kind = type(value)
    if kind is int or kind is Mask or kind is Pending:
        return True
    if kind is tuple or kind is Array or (kind is Adt and value.kind.declared is None):
        return any(_untyped(v) for v in (value.fields if kind is Adt else value))
    return kind is Vec or kind is Box or kind is Table or kind is Cell or kind is Shared or (kind in REFS and kind is not SliceRef)


def field_type(kind: Kind, at: int) -> Ty:
    """The declared type of a field."""
    node = kind.types[at]
    if isinstance(node, Ty):
        return node
    declared = kind.declared
    ty = parse_type(node, declared.module, declared.generics, Ty(declared.name, (), declared))
    kind.types[at] = ty
    return ty


__all__ = ["UNKNOWN", "Ty", "coercer", "field_type", "key_of", "key_of_value", "name_of", "parse_type", "substitute"]
