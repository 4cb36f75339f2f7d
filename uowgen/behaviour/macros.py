"""Macros of the standard library, and those that only print. Their arguments are parsed again as the expressions that they are.

Format strings are read in `format_strings.py`; macros that the program declares in `macro_rules.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.code import Code, parts_of, place_of
from uowgen.behaviour.outcomes import RustPanic, Unknown
from uowgen.behaviour.types import BOOL, NEVER, STR, UNIT_TY, Ty, coerce, peeled
from uowgen.behaviour.values import UNIT, Array, Ref, Struct, Text, Vec
from uowgen.facts.condition import condition_of
from uowgen.grammar import parse_rust_parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.code import Frame, Lowering
    from uowgen.grammar import Node


def lower_macro(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """The macro call at `node`."""
    named = node.child_by_field_name("macro")
    tokens = next((c for c in node.named_children if c.type == "token_tree"), None)
    if named is None or tokens is None:
        return body.unknown(node, "macro")
    path = "".join(body.text(named).split())
    name = path.rpartition("::")[2]
    own = body.scope.program.macro(body.scope.module, name)
    if own is not None and name not in _LOGS:
        from uowgen.behaviour.macro_rules import lower_own

        return lower_own(body, node, own, tokens, hint)
    found = MACROS.get(name)
    if found is None:
        return body.unknown(node, f"macro {path}!")
    return found(body, node, tokens, hint)


def arguments_of(body: Lowering, tokens: Node) -> list[Node]:
    """The expressions between the brackets, parsed as the elements of an array. Raises Unknown when they are not expressions."""
    return _parts(_array(body, tokens))


def _parts(array: Node) -> list[Node]:
    return parts_of(array.named_children)


def _array(body: Lowering, tokens: Node) -> Node:
    data = bytearray(body.scope.file.source.data)
    data[tokens.start_byte : tokens.start_byte + 1] = b"["
    data[tokens.end_byte - 1 : tokens.end_byte] = b"]"
    root = _parsed(body, data, tokens.start_byte, tokens.end_byte, b"\n;")
    array = (
        root.named_children[0].named_children[0] if root.named_child_count and root.named_children[0].named_child_count else None
    )
    if root.has_error or array is None or array.type != "array_expression" or array.end_byte != tokens.end_byte:
        raise Unknown("arguments of a macro")
    return array


def _parsed(body: Lowering, data: bytearray, start: int, end: int, suffix: bytes) -> Node:
    whole = bytes(data) + suffix
    tree = parse_rust_parts(whole, [(start, end), (len(data), len(whole))])
    body.scope.program.trees.append(tree)  # nodes are told apart by ids that are theirs as long as the tree lives
    return tree.root_node


# ------------------------------------------------------------------------------------------------------------- printing


def _message(body: Lowering, nodes: list[Node]) -> Callable[[Frame], str]:
    """The text that a format string with its arguments makes."""
    from uowgen.behaviour.format_strings import lower_format

    return lower_format(body, nodes)


def _format(body: Lowering, node: Node, tokens: Node, hint: Ty | None) -> Code:
    text = _message(body, arguments_of(body, tokens))
    return Code(lambda frame: Text(text(frame)), Ty("String"))


def _arguments(body: Lowering, node: Node, tokens: Node, hint: Ty | None) -> Code:
    return Code(_message(body, arguments_of(body, tokens)), Ty("&", (STR,)))


def _print(end: str, skip: bool = False) -> Callable[..., Code]:
    def lowered(body: Lowering, node: Node, tokens: Node, hint: Ty | None) -> Code:
        nodes = arguments_of(body, tokens)
        if skip:  # `klog!(Level::Warn, "…")`, `warn!(target: …, "…")`
            first = next((n for n, c in enumerate(nodes) if c.type in ("string_literal", "raw_string_literal")), None)
            if first is None:
                raise Unknown("log without a format string")
            nodes = nodes[first:]
        text = _message(body, nodes)
        macro = node.child_by_field_name("macro") if skip else None
        level = body.scope.text(macro).rpartition("::")[2] if macro is not None else ""

        def run(frame: Frame) -> Any:
            message = text(frame) + end
            if skip:
                frame[0].told(message, level)
            else:
                frame[0].output.append(message)
            return UNIT

        return Code(run, UNIT_TY)

    return lowered


def _write(end: str) -> Callable[..., Code]:
    def lowered(body: Lowering, node: Node, tokens: Node, hint: Ty | None) -> Code:
        from uowgen.behaviour.paths import Site

        first, *rest = arguments_of(body, tokens)
        target = place_of(body, body.lower(first, None))
        text = _message(body, rest)
        site = Site(body, node, hint)

        def run(frame: Frame) -> Any:
            box, key = target(frame)
            try:
                return written(frame[0], site, box, key, text(frame) + end)
            except Unknown as unknown:
                raise site.unsupported(unknown) from None

        return Code(run)

    return lowered


def written(machine: Any, site: Any, box: Any, key: Any, text: str) -> Any:
    """`write!` of `text` to what is in the place."""
    from uowgen.behaviour import prelude
    from uowgen.behaviour.calls import call_method
    from uowgen.behaviour.formatting import Formatter
    from uowgen.behaviour.integers import U8
    from uowgen.behaviour.values import Boxed

    value = box[key]
    while type(value) in (Ref, Boxed):
        box, key = (value.box, value.key) if type(value) is Ref else (value, 0)
        value = box[key]
    if isinstance(value, Formatter):
        return value.write(text)
    if type(value) is Text:
        value.text += text
        return prelude.ok(UNIT)
    if type(value) is Vec:
        value.extend(U8(b) for b in text.encode())
        return prelude.ok(UNIT)
    if type(value) is Struct and value.of.type.scope is not None and machine.program.methods_of(value.of.type, "write_fmt"):
        raise Unknown("write_fmt")
    return call_method(machine, site, box, key, "write_str", [text])


# -------------------------------------------------------------------------------------------------------------- panicking


def _panic(plainly: str, before: str) -> Callable[..., Code]:
    def lowered(body: Lowering, node: Node, tokens: Node, hint: Ty | None) -> Code:
        nodes = arguments_of(body, tokens)
        text = _message(body, nodes) if nodes else None

        def run(frame: Frame) -> Any:
            raise RustPanic(before + text(frame) if text is not None else plainly)

        return Code(run, NEVER)

    return lowered


def _assert(body: Lowering, node: Node, tokens: Node, hint: Ty | None) -> Code:
    from uowgen.behaviour.control import condition

    asked, *rest = arguments_of(body, tokens)
    test = condition(body, asked)
    text = _message(body, rest) if rest else None
    words = " ".join(body.text(asked).split())

    def run(frame: Frame) -> Any:
        if test(frame) is True:
            return UNIT
        raise RustPanic(text(frame) if text is not None else f"assertion failed: {words}")

    return Code(run, UNIT_TY)


def _assert_same(wanted: bool) -> Callable[..., Code]:
    sign = "==" if wanted else "!="

    def lowered(body: Lowering, node: Node, tokens: Node, hint: Ty | None) -> Code:
        from uowgen.behaviour.code import looked_at
        from uowgen.behaviour.comparing import equal
        from uowgen.behaviour.formatting import debug
        from uowgen.behaviour.operators import _operands
        from uowgen.behaviour.paths import Site

        left, right, *rest = arguments_of(body, tokens)
        one, two = _operands(body, left, right, "==", None)
        first, second = looked_at(body, one), looked_at(body, two)
        text = _message(body, rest) if rest else None
        site = Site(body, node, None)

        def run(frame: Frame) -> Any:
            a, b = first(frame), second(frame)
            try:
                if equal(frame[0], a, b) is wanted:
                    return UNIT
                shown = f"left: {debug(frame[0], a)}\n right: {debug(frame[0], b)}"
            except Unknown as unknown:
                raise site.unsupported(unknown) from None
            said = f": {text(frame)}" if text is not None else ""
            raise RustPanic(f"assertion `left {sign} right` failed{said}\n  {shown}")

        return Code(run, UNIT_TY)

    return lowered


# ---------------------------------------------------------------------------------------------------------------- values


def _vec(body: Lowering, node: Node, tokens: Node, hint: Ty | None) -> Code:
    from uowgen.behaviour.making import array_of, repeated

    array = _array(body, tokens)
    seen = peeled(hint)
    element = seen.args[0] if seen is not None and seen.head == "Vec" and seen.args else None
    length = array.child_by_field_name("length")
    if length is not None:
        return repeated(body, _parts(array)[0], length, element, Vec)
    code = array_of(body, array, Ty("[;", (element,)) if element is not None else None)
    value = code.value
    ty = Ty("Vec", code.ty.args) if code.ty is not None else None

    def run(frame: Frame) -> Any:
        made: Array = value(frame)
        return Vec(made)

    return Code(run, ty)


def _matches(body: Lowering, node: Node, tokens: Node, hint: Ty | None) -> Code:
    """`matches!(value, pattern if guard)`, read as `match value { pattern if guard => … }`."""
    from uowgen.behaviour.code import Block
    from uowgen.behaviour.control import lower_arm
    from uowgen.behaviour.values import MOVED

    data = bytearray(body.scope.file.source.data)
    comma = _comma(body, tokens)
    value_node = _single(body, tokens.start_byte + 1, comma.start_byte)
    start, end = comma.end_byte, tokens.end_byte - 1
    while end > start and data[end - 1 : end] in b" \t\r\n,":
        end -= 1
    opening = b"match 0{"
    begin = start - len(opening)
    data[begin:start] = opening
    root = _parsed(body, data, begin, end, b"\n=>{}}")
    arms = list(root.named_children[0].named_children) if root.named_child_count else []
    match = arms[0] if arms and arms[0].type == "match_expression" else root.named_children[0]
    listed = match.child_by_field_name("body") if match.type == "match_expression" else None
    if listed is None or root.has_error or listed.named_child_count != 1:
        raise Unknown("arguments of matches!")
    code = body.lower(value_node, None)
    place = place_of(body, code)
    body.blocks.append(Block())
    arm, _ = lower_arm(body, listed.named_children[0], code.ty, None, looking=True)
    body.blocks.pop()

    def run(frame: Frame) -> Any:
        return arm(frame, *place(frame)) is not MOVED

    return Code(run, BOOL)


def _comma(body: Lowering, tokens: Node) -> Node:
    """The comma between value and pattern: the first one, since values with commas outside brackets are rare; others are refused."""
    found = next((c for c in tokens.children if c.type == ","), None)
    if found is None:
        raise Unknown("arguments of matches!")
    return found


def _single(body: Lowering, start: int, end: int) -> Node:
    """The one expression in the bytes `start..end`."""
    data = bytearray(body.scope.file.source.data)
    data[start - 1 : start] = b"("
    root = _parsed(body, data, start - 1, end, b");")
    statement = root.named_children[0] if root.named_child_count else None
    if root.has_error or statement is None or not statement.named_children:
        raise Unknown("arguments of a macro")
    return statement.named_children[0]


def _cfg(body: Lowering, node: Node, tokens: Node, hint: Ty | None) -> Code:
    words = body.text(tokens)[1:-1].replace("debug_assertions", "all()").replace("overflow_checks", "all()")
    condition = condition_of((f"#[cfg({words})]",))
    if condition == "sometimes":
        return body.unknown(node, "cfg that depends on the build")
    return Code(lambda frame: condition == "always", BOOL)


def _address(body: Lowering, node: Node, tokens: Node, hint: Ty | None) -> Code:
    from uowgen.behaviour.values import Pointer

    (operand,) = arguments_of(body, tokens)
    place = place_of(body, body.lower(operand, None))
    return Code(lambda frame: Pointer(Ref(*place(frame)), 0, ""))


def _stringify(body: Lowering, node: Node, tokens: Node, hint: Ty | None) -> Code:
    words = body.text(tokens)[1:-1].strip()
    if not words.isidentifier():
        return body.unknown(node, "stringify!")  # how the compiler spaces tokens is its own affair
    return Code(lambda frame: words, Ty("&", (STR,)))


def _checked(lowered: Callable[..., Code]) -> Callable[..., Code]:
    """Too few arguments are an unknown form."""

    def run(body: Lowering, node: Node, tokens: Node, hint: Ty | None) -> Code:
        try:
            return lowered(body, node, tokens, hint)
        except ValueError:
            return body.unknown(node, "arguments of a macro")

    return run


_LOGS = (
    "trace",
    "debug",
    "info",
    "warn",
    "error",
    "log",
    "klog",
    "kprintln",
    "kprint",
    "serial_println",
    "serial_print",
    "log_info",
)
MACROS: dict[str, Callable[..., Code]] = {
    "assert": _checked(_assert), "debug_assert": _checked(_assert), "assert_eq": _checked(_assert_same(True)),
    "debug_assert_eq": _checked(_assert_same(True)), "assert_ne": _checked(_assert_same(False)),
    "debug_assert_ne": _checked(_assert_same(False)), "panic": _panic("explicit panic", ""),
    "unreachable": _panic("internal error: entered unreachable code", "internal error: entered unreachable code: "),
    "todo": _panic("not yet implemented", "not yet implemented: "),
    "unimplemented": _panic("not implemented", "not implemented: "), "vec": _vec, "matches": _matches, "format": _format,
    "format_args": _arguments, "write": _checked(_write("")), "writeln": _checked(_write("\n")), "print": _print(""),
    "println": _print("\n"), "eprint": _print(""), "eprintln": _print("\n"), "cfg": _cfg, "addr_of": _checked(_address),
    "addr_of_mut": _checked(_address), "stringify": _stringify, **dict.fromkeys(_LOGS, _print("\n", True)),
}  # fmt: skip

__all__ = ["coerce", "lower_macro"]
