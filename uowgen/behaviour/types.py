"""Types as written: what a literal becomes, what `collect` makes, which field needs dropping. Nothing is inferred or checked here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.integers import INTS, LOOSE, typed

if TYPE_CHECKING:
    from uowgen.behaviour.definitions import TypeDef
    from uowgen.behaviour.modules import Scope
    from uowgen.grammar import Node


class Ty:
    """One type.

    `head` is a TypeDef, or a text: a primitive's or std type's own name, `&`, `*`, `(`, `[`, `[;` for references, pointers, tuples,
    slices and arrays, `param T` for a type parameter, `dyn`, `impl`, `fn`, `!`, `_`, or the full path of an unknown type.
    """

    __slots__ = ("args", "head", "ints", "once")

    def __init__(self, head: str | TypeDef, args: tuple[Ty, ...] = ()) -> None:
        self.head = head
        self.args = args
        self.once = False  # `FnOnce`
        self.ints = head in INTS if isinstance(head, str) else False
        if not self.ints and head not in ("fn", "*"):
            self.ints = any(a.ints for a in args)

    def __repr__(self) -> str:
        head = self.head if isinstance(self.head, str) else self.head.name
        return f"{head}<{', '.join(map(repr, self.args))}>" if self.args else head


UNKNOWN = Ty("_")
NEVER = Ty("!")
BOOL, USIZE, STR, UNIT_TY = Ty("bool"), Ty("usize"), Ty("str"), Ty("()")
LITERAL = Ty("{integer}")  # an integer literal whose type the context did not say
SCALARS = frozenset({*INTS, "bool", "char", "f32", "f64", "str", "()", "!"})
# Their end of life does nothing, whatever their arguments are.
IDLE = SCALARS | {"&", "*", "fn", "PhantomData", "{integer}", "&str", "ManuallyDrop", "Ordering"}
# Their end of life does what that of their arguments does.
CARRIERS = frozenset(
    {"(", "[", "[;", "Vec", "VecDeque", "Option", "Result", "Box", "Cell", "RefCell", "String", "Range", "RangeInclusive"}
    | {"BinaryHeap", "Reverse", "BTreeMap", "HashMap", "BTreeSet", "HashSet", "UnsafeCell", "Wrapping"}
    | {f"Atomic{name}" for name in ("Bool", "U8", "U16", "U32", "U64", "Usize", "I8", "I16", "I32", "I64", "Isize", "Ptr")}
)


def is_idle(ty: Ty | None, depth: int = 0) -> bool:
    """Whether it is sure that dropping a value of this type does nothing."""
    if ty is None or depth > 8:
        return False
    head = ty.head
    if isinstance(head, str):
        return head in IDLE or (
            head in CARRIERS and all(is_idle(a, depth + 1) for a in ty.args) and (bool(ty.args) or _closed(head))
        )
    return head.is_idle(depth + 1)


def _closed(head: str) -> bool:
    return head == "String" or head.startswith("Atomic")


def is_never(ty: Ty | None) -> bool:
    """Whether an expression of this type has no value: it leaves."""
    return ty is not None and ty.head == "!"


def peeled(ty: Ty | None) -> Ty | None:
    """`ty` behind its references."""
    while ty is not None and ty.head in ("&", "Box") and ty.args:
        ty = ty.args[0]
    return ty


def parse_type(scope: Scope, node: Node | None, depth: int = 0) -> Ty:
    """The type that `node` writes, names resolved in `scope`; parts that are not understood are `_`."""
    if node is None or depth > 40:
        return UNKNOWN
    kind = node.type
    if kind == "primitive_type":
        return Ty(scope.text(node))
    if kind in ("type_identifier", "scoped_type_identifier", "identifier", "scoped_identifier"):
        return _named(scope, node, (), depth)
    if kind == "generic_type":
        inner = node.child_by_field_name("type")
        arguments = node.child_by_field_name("type_arguments")
        assert inner is not None
        return _named(scope, inner, type_arguments(scope, arguments, depth), depth)
    if kind == "reference_type":
        target = parse_type(scope, node.child_by_field_name("type"), depth + 1)
        return Ty("&", (target,))
    if kind == "pointer_type":
        return Ty("*", (parse_type(scope, node.child_by_field_name("type"), depth + 1),))
    if kind == "tuple_type":
        return Ty("(", tuple(parse_type(scope, child, depth + 1) for child in node.named_children))
    if kind == "unit_type":
        return UNIT_TY
    if kind == "array_type":
        element = parse_type(scope, node.child_by_field_name("element"), depth + 1)
        return Ty("[;" if node.child_by_field_name("length") is not None else "[", (element,))
    if kind == "integer_literal" and scope.text(node).isdecimal():
        return Ty(f"const {scope.text(node)}")
    if kind == "never_type":
        return Ty("!")
    if kind in ("function_type", "abstract_type", "dynamic_type"):
        made = Ty({"function_type": "fn", "abstract_type": "impl", "dynamic_type": "dyn"}[kind])
        made.once = "FnOnce" in scope.text(node)
        return made
    return UNKNOWN


def type_arguments(scope: Scope, node: Node | None, depth: int = 0) -> tuple[Ty, ...]:
    """The types between the angle brackets of `node`, lifetimes left out."""
    if node is None:
        return ()
    return tuple(
        parse_type(scope, child, depth + 1)
        for child in node.named_children
        if child.type not in ("lifetime", "type_binding", "line_comment", "block_comment")
    )


def _named(scope: Scope, node: Node, args: tuple[Ty, ...], depth: int) -> Ty:
    text = scope.text(node)
    if text == "_":
        return UNKNOWN
    if text == "Self" and scope.self_ty is not None:
        return scope.self_ty
    if text in scope.generics:
        return scope.generics[text] or Ty(f"param {text}")
    if text in SCALARS:
        return Ty(text)
    return scope.program.named_type(scope.module, segments_of(text), args, depth)


def segments_of(text: str) -> list[str]:
    """The names of a path written as text; generic arguments in it are left out."""
    if "<" in text:
        out, level = [], 0
        for ch in text:
            level += ch == "<"
            if level == 0:
                out.append(ch)
            level -= ch == ">"
        text = "".join(out).replace("::::", "::")
    return [part.strip().removeprefix("r#") for part in text.split("::") if part.strip()]


def coerce(value: Any, ty: Ty) -> Any:
    """`value` with literals of no known type in it turned into what `ty` says. Containers are changed in place."""
    kind = type(value)
    if kind in LOOSE:
        number = INTS.get(ty.head) if isinstance(ty.head, str) else None
        return value if number is None else typed(number, value)
    if not ty.ints or not ty.args:
        return value
    from uowgen.behaviour.coercion import coerce_inside

    return coerce_inside(value, ty)
