"""The part of the standard library that the interpreter knows: which function a name means. Its parts are loaded when first needed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from uowgen.behaviour import prelude
from uowgen.behaviour.definitions import Const, field_nodes
from uowgen.behaviour.integers import INT_KINDS, INTS, LOOSE, fits, typed
from uowgen.behaviour.outcomes import Unknown
from uowgen.behaviour.types import BOOL, UNKNOWN, USIZE, Ty, coerce
from uowgen.behaviour.values import (
    F32,
    MOVED,
    UNIT,
    Array,
    Boxed,
    Cell,
    Char,
    Closure,
    Deque,
    FnItem,
    Heap,
    Native,
    Pointer,
    Ref,
    Shared,
    Slice,
    Struct,
    Text,
    Tup,
    Vec,
    copied,
    make,
    strip,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from uowgen.behaviour.code import Lowering
    from uowgen.behaviour.definitions import Shape
    from uowgen.behaviour.machine import Machine
    from uowgen.behaviour.paths import Meaning, Site

Method = tuple[str, "Callable[..., Any]"]


def head_of(value: Any) -> Any:
    """The head of the type of a value, as in `Ty.head`."""
    kind = type(value)
    if kind in INT_KINDS:
        return kind.name
    if kind is Struct:
        return value.of.type if value.of.type.scope is not None else value.of.type.name
    if kind is Cell:
        return value.kind
    if kind is Shared:
        return "Weak" if value.weak else "Rc"
    if kind in _HEADS:
        return _HEADS[kind]
    if kind in LOOSE:
        return "{integer}"
    if value is MOVED:
        raise Unknown("a value that was moved")
    return getattr(value, "type_name", kind.__name__)


_HEADS: dict[type, str] = {
    bool: "bool", str: "str", Char: "char", float: "f64", F32: "f32", tuple: "()", Tup: "(", Array: "[;", Vec: "Vec", Deque: "VecDeque", Heap: "BinaryHeap",
    Boxed: "Box", Text: "String", Ref: "&", Slice: "[", Pointer: "*", Closure: "fn", FnItem: "fn",
}  # fmt: skip


# ------------------------------------------------------------------------------------------------------------- methods


def method_of(value: Any, name: str) -> Any:
    """How the method `name` of a std type takes self (`own` the value, `look` at it, its `place`), and the method; None if it has none."""
    kind = type(value)
    if kind in INT_KINDS or kind in LOOSE or isinstance(value, float) or kind is bool:
        return _module("numbers").method(value, name)
    if kind is Struct:
        options = _module("options")
        if value.of.type is prelude.OPTION:
            return options.OPTION.get(name)
        if value.of.type is prelude.RESULT:
            return options.RESULT.get(name)
        if value.of.type is prelude.ORDERING:
            return options.ORDERING.get(name)
        return _module("ranges").method(value, name)
    if kind in (Vec, Array, Slice, Deque):
        return _module("lists").method(value, name)
    if kind is Heap:
        return _module("heaps").METHODS.get(name)
    if kind is Text or isinstance(value, str):
        return _module("strings").method(value, name)
    if kind in (Boxed, Shared, Cell, Pointer) or (isinstance(value, Native) and hasattr(value, "place")):
        return _module("cells").method(value, name)
    if isinstance(value, dict):
        return _module("maps").method(value, name)
    iterators = _module("iterators")
    return iterators.METHODS.get(name) if isinstance(value, iterators.Iter) else None


@cache
def _module(name: str) -> Any:
    """A part of this library, loaded with the first value that needs it; an import statement here would run at every call."""
    from importlib import import_module

    return import_module(f"uowgen.behaviour.library.{name}")


def universal(machine: Machine, value: Any, name: str) -> Callable[..., Any] | None:
    """A method that a type has by a derive or a blanket impl: `clone`, `eq`, `into`, `to_string` and their like."""
    from uowgen.behaviour.library import common

    return common.method(machine, value, name)


def clone(machine: Machine, site: Site | None, value: Any) -> Any:
    """`value.clone()` of a value or of what a reference leads to."""
    from uowgen.behaviour.library import common

    return common.clone(machine, value)


def iterate(machine: Machine, site: Site, value: Any) -> Iterable[Any]:
    """What a `for` loop goes through."""
    kind = type(value)
    if kind is Ref:
        held = value.box[value.key]
        if type(held) is Vec or type(held) is Array:
            return [Ref(held, n) for n in range(len(held))]
    elif kind is Struct and (value.of.type is prelude.RANGE or value.of.type is prelude.RANGE_INCLUSIVE):
        low, high = value
        number = type(low)
        if number in INT_KINDS and number is type(high):
            return map(number, range(low, high + (value.of.type is prelude.RANGE_INCLUSIVE)))
    from uowgen.behaviour.library import iterators

    return iterators.iterator_of(machine, site, value)


_RESULTS: dict[str, Ty] = {
    "len": USIZE, "is_empty": BOOL, "is_some": BOOL, "is_none": BOOL, "is_ok": BOOL, "is_err": BOOL, "contains": BOOL, "count": USIZE,
    "capacity": USIZE, "starts_with": BOOL, "ends_with": BOOL, "any": BOOL, "all": BOOL,
}  # fmt: skip
_SAME = frozenset(
    [
        "min",
        "max",
        "pow",
        "abs",
        "clamp",
        "saturating_add",
        "saturating_sub",
        "saturating_mul",
        "wrapping_add",
        "wrapping_sub",
        "wrapping_mul",
        "div_ceil",
        "next_multiple_of",
        "next_power_of_two",
        "wrapping_div",
        "wrapping_rem",
        "rem_euclid",
        "div_euclid",
        "abs_diff",
        "swap_bytes",
        "wrapping_neg",
        "rotate_left",
        "rotate_right",
        "isqrt",
        "reverse_bits",
        "saturating_abs",
    ]
)
_LOGARITHMS = frozenset(["ilog2", "ilog10", "ilog", "checked_ilog2", "checked_ilog10", "checked_ilog"])
_SAME_IN_OPTION = frozenset(
    ["checked_add", "checked_sub", "checked_mul", "checked_div", "checked_rem", "checked_pow", "checked_next_multiple_of"]
)
_SAME_IN_TUPLE = frozenset(["overflowing_add", "overflowing_sub", "overflowing_mul"])
_BY_U32 = frozenset(
    [
        "pow",
        "checked_pow",
        "wrapping_shl",
        "wrapping_shr",
        "checked_shl",
        "checked_shr",
        "rotate_left",
        "rotate_right",
        "saturating_pow",
        "overflowing_shl",
        "overflowing_shr",
    ]
)


def signature(ty: Ty, name: str) -> tuple[tuple[Ty, ...], Ty | None]:
    """What is known of the parameters and the result of a method of a std type."""
    head = ty.head
    assert isinstance(head, str)
    if name in _RESULTS:
        found = _RESULTS[name]
        if name == "contains" and ty.args and head in ("[", "[;", "Vec", "VecDeque", "Range", "RangeInclusive"):
            return (Ty("&", ty.args),), found
        return (), found
    if head in INTS:
        if name in _BY_U32:
            return (Ty("u32"),), ty if name in _SAME else None
        if name in _SAME:
            return (ty, ty), ty if name != "abs_diff" else None
        if name in _SAME_IN_OPTION:
            return (ty, ty), Ty("Option", (ty,))
        if name in _SAME_IN_TUPLE:
            return (ty, ty), Ty("(", (ty, BOOL))
        if name in ("cmp", "partial_cmp", "eq", "ne"):
            return (Ty("&", (ty,)),), None
        if name in _LOGARITHMS:
            return (ty,) if name.endswith("ilog") else (), Ty("Option", (Ty("u32"),)) if name.startswith("checked") else Ty("u32")
        return (), Ty("u32") if name in ("count_ones", "count_zeros", "leading_zeros", "trailing_zeros") else None
    if ty.args and head in ("Vec", "VecDeque", "[", "[;"):
        element = ty.args[0]
        if name in ("push", "push_back", "push_front", "fill"):
            return (element,), None
        if name in ("insert", "resize"):
            return (USIZE, element), None
        if name in ("pop", "pop_front", "pop_back"):
            return (), Ty("Option", (element,))
        if name in ("get", "get_mut", "first", "last", "first_mut", "last_mut"):
            return (USIZE,), Ty("Option", (Ty("&", (element,)),))
        if name in ("remove", "swap_remove"):
            return (USIZE,), element
        if name in ("swap", "truncate", "split_at", "chunks", "windows", "split_off"):
            return (USIZE, USIZE), None
        if name == "as_slice":
            return (), Ty("&", (Ty("[", (element,)),))
    if ty.args and head in ("Option", "Result"):
        if name in ("unwrap", "expect", "unwrap_or_default"):
            return (), ty.args[0]
        if name in ("unwrap_or", "insert", "replace", "get_or_insert"):
            return (ty.args[0],), ty.args[0] if name == "unwrap_or" else None
        if name == "take":
            return (), ty
    if head.startswith("Atomic") and name in ("store", "swap", "fetch_add", "fetch_sub", "fetch_or", "fetch_and", "load"):
        inner = atomic_type(head)
        return (inner,) if name != "load" else (), None if name == "store" else inner
    if head in ("Cell", "RefCell", "Mutex") and ty.args and name in ("set", "replace"):
        return (ty.args[0],), None
    if head == "Cell" and ty.args and name == "get":
        return (), ty.args[0]
    if name in ("clone", "to_owned") and head in ("Vec", "Option", "String"):
        return (), ty
    return (), None


def atomic_type(name: str) -> Ty:
    """The type inside `AtomicU32`, `AtomicBool`."""
    return Ty(name.removeprefix("Atomic").lower())


# ----------------------------------------------------------------------------------------------------------- functions


def associated(body: Lowering, site: Site, ty: Ty, name: str) -> Meaning:
    """`Type::name` where the program declares no such member: of the standard library, or a derive's."""
    from uowgen.behaviour.library import functions

    return functions.associated(body, site, ty, name)


def standard(body: Lowering, site: Site, names: list[str], args: tuple[Ty, ...]) -> Meaning | None:
    """What a path of the standard library means; None if it is not known, and then a binding may say it."""
    from uowgen.behaviour.library import functions

    return functions.standard(body, site, names, args)


def convert(machine: Machine, value: Any, wanted: Ty, site: Site) -> Any:
    """`value.into()` where a `wanted` is expected, as `?` and `into` do it."""
    head = wanted.head
    mine = head_of(value)
    if mine == head or (isinstance(head, str) and (head == "_" or head.startswith("param"))) or head == "&":
        return value
    if mine == "{integer}" and head in INTS:
        return typed(INTS[str(head)], value)
    if not isinstance(head, str) or not isinstance(mine, str):
        found = machine.program.methods_of(head, "from")
        if found:
            from uowgen.behaviour.calls import choose

            return choose(found, [value], site).run(machine, [value])
        into = machine.program.methods_of(mine, "into")
        if len(into) == 1:
            return into[0].run(machine, [value])
    if isinstance(head, str):
        if hasattr(value, "token"):  # what the outside gave: whatever it is turned into, it is told by the same token
            return value
        if (head in INTS and type(value) in INT_KINDS) or isinstance(value, bool):
            return INTS[head](int(value))
        if head in INTS and type(value) is Char:
            return INTS[head](ord(value))
        if head in ("f64", "f32") and isinstance(value, (int, float)):
            return float(value) if head == "f64" else F32(value)
        if head == "String" and isinstance(value, str):
            return Text(str(value))
        if head == "Box":
            return Boxed(
                (convert(machine, value, wanted.args[0] if wanted.args else UNKNOWN, site) if not _is_dyn(wanted) else value,)
            )
        if head in ("Rc", "Arc"):
            return Shared([value, 1, 0])
        if head == "Option":
            return prelude.some(coerce(value, wanted.args[0]) if wanted.args else value)
        if head == "Vec":
            if isinstance(value, (str, Text)):
                return Vec(INTS["u8"](b) for b in (value if isinstance(value, str) else value.text).encode())
            source = strip(value)
            if type(source) in (Array, Vec, Slice):
                from uowgen.behaviour.comparing import elements

                found_elements = elements(source) or []
                owned = source is value
                return Vec(v if owned else clone(machine, site, v) for v in found_elements)
        if head == "VecDeque" and type(value) in (Array, Vec):
            return Deque(value)
        if head == "BinaryHeap" and type(value) in (Array, Vec):
            return _module("heaps").made_of(machine, value)
        if "::" in head and head.rpartition("::")[2] == mine:
            return value
    raise Unknown(f"conversion of {mine if isinstance(mine, str) else mine.name} into {wanted!r}")


def _is_dyn(wanted: Ty) -> bool:
    return not wanted.args or wanted.args[0].head in ("dyn", "_")


_LONGEST = 32  # elements: longer arrays have no `Default`


def _default_of_field(machine: Machine, shape: Shape, index: int, ty: Ty) -> Any:
    """The default of a field; how long an array is, its declaration says, by a number or a constant."""
    if ty.head != "[;" or not ty.args:
        return default(machine, ty)
    declared = field_nodes(shape.node, shape.style)[index]
    declared = declared.child_by_field_name("type") or declared
    length = declared.child_by_field_name("length")
    text = (length.text or b"").decode("utf-8", "replace").strip() if length is not None else ""
    digits = text.removesuffix("usize").replace("_", "")
    scope = shape.type.scope
    count: Any = None
    if digits.isdigit():
        count = int(digits)
    elif scope is not None and text.replace("::", "").replace("_", "").isalnum() and text not in shape.type.generic_names:
        found = scope.module.find(text.split("::")).item
        count = machine.constant(found) if isinstance(found, Const) and not found.is_static else None
    if not isinstance(count, int) or not 0 <= count <= _LONGEST:
        raise Unknown(f"default of an array of length {text}")
    return Array([default(machine, ty.args[0]) for _ in range(count)])


def default(machine: Machine, ty: Ty) -> Any:
    """`T::default()`."""
    head = ty.head
    if not isinstance(head, str):
        found = [f for f in machine.program.methods_of(head, "default") if not f.takes]
        if len(found) == 1:
            owner = found[0].owner.of if found[0].owner is not None else None
            pairs = zip(owner.args if owner is not None else (), ty.args, strict=False)
            types = {str(mine.head)[6:]: theirs for mine, theirs in pairs if str(mine.head).startswith("param ")}
            return found[0].run(machine, [], types or None)
        if "Default" not in head.derives:
            raise Unknown(f"default of {head.name}")
        if head.kind == "enum":
            for shape in head.shapes.values():
                before = shape.node.prev_named_sibling if shape.node is not None else None
                marked = before is not None and before.type == "attribute_item" and b"default" in (before.text or b"")
                inside = shape.node is not None and any(
                    b"default" in (c.text or b"") for c in shape.node.children if c.type == "attribute_item"
                )
                if marked or inside:
                    return make(shape, ())
            raise Unknown(f"default of {head.name}")
        shape = head.shapes[head.name]
        return make(shape, [_default_of_field(machine, shape, n, t) for n, t in enumerate(shape.field_types)])
    if head in INTS:
        return INTS[head](0)
    simple: dict[str, Callable[[], Any]] = {
        "bool": lambda: False, "String": lambda: Text(""), "Vec": Vec, "VecDeque": Deque, "BinaryHeap": Heap, "Option": lambda: prelude.NONE, "()": lambda: UNIT,
        "char": lambda: Char("\0"), "f64": lambda: 0.0, "f32": lambda: F32(0), "PhantomData": lambda: make(prelude.FREE_SHAPES["PhantomData"], ()),
    }  # fmt: skip
    if head in simple:
        return simple[head]()
    if head == "&" and ty.args and ty.args[0].head == "str":
        return ""
    if head == "(":
        return Tup(default(machine, a) for a in ty.args)
    if head in ("Box", "Rc", "Cell", "RefCell", "Mutex", "RwLock", "UnsafeCell") and ty.args:
        from uowgen.behaviour.library import cells

        return cells.wrap(head, default(machine, ty.args[0]))
    if head.startswith("Atomic"):
        from uowgen.behaviour.library import cells

        return cells.wrap(head, default(machine, atomic_type(head)))
    if head in ("BTreeMap", "HashMap", "BTreeSet", "HashSet"):
        from uowgen.behaviour.library import maps

        return maps.new(head)
    raise Unknown(f"default of {ty!r}")


__all__ = ["copied", "fits"]
