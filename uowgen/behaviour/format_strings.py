"""Format strings: their text, and which argument each `{…}` means. How a value prints is in `formatting.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.code import Code, local_code, looked_at
from uowgen.behaviour.definitions import Const
from uowgen.behaviour.formatting import Spec, show
from uowgen.behaviour.literals import unescaped
from uowgen.behaviour.outcomes import Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.code import Frame, Lowering
    from uowgen.grammar import Node

_KINDS = frozenset({"", "?", "x", "X", "b", "o", "e", "p", "x?", "X?"})


def lower_format(body: Lowering, nodes: list[Node]) -> Callable[[Frame], str]:
    """`"text {} {name}", argument, name = argument` as a function that gives the text. Raises Unknown for forms that are not known."""
    from uowgen.behaviour.paths import Site

    if not nodes:
        return lambda frame: ""
    head = nodes[0]
    if head.type not in ("string_literal", "raw_string_literal"):
        raise Unknown("format string that is no literal")
    positions: list[Callable[[Frame], Any]] = []
    names: dict[str, int] = {}
    for node in nodes[1:]:
        value = node
        if node.type == "assignment_expression":
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            assert left is not None and right is not None
            names[body.text(left)] = len(positions)
            value = right
        positions.append(looked_at(body, body.lower(value, None)))
    given = len(positions)
    pieces: list[Any] = []
    following = 0

    def reach(name: str) -> int:
        """The argument that a name or number means; a name that is not given is a variable in reach."""
        if name.isdigit():
            if int(name) >= given:
                raise Unknown("format string with an argument too few")
            return int(name)
        if name not in names:
            names[name] = len(positions)
            positions.append(looked_at(body, _named(body, name)))
        return names[name]

    def take_next() -> int:
        nonlocal following
        if following >= given:
            raise Unknown("format string with an argument too few")
        following += 1
        return following - 1

    for text, inside in split(_text(body, head)):
        if text:
            pieces.append(text)
        if inside is None:
            continue
        name, _, wanted = inside.partition(":")
        spec, width, precision = read_spec(wanted.rstrip())
        at_precision = take_next() if precision == "*" else reach(precision) if precision else None
        name = name.strip()
        at = reach(name) if name else take_next()
        pieces.append((at, spec, reach(width) if width else None, at_precision))
    site = Site(body, head, None)

    def run(frame: Frame) -> str:
        values = [position(frame) for position in positions]
        out: list[str] = []
        try:
            for piece in pieces:
                if type(piece) is str:
                    out.append(piece)
                    continue
                at, spec, width, precision = piece
                if width is not None:
                    spec = spec._replace(width=_count(values[width]))
                if precision is not None:
                    spec = spec._replace(precision=_count(values[precision]))
                out.append(show(frame[0], values[at], spec))
        except Unknown as unknown:
            raise site.unsupported(unknown) from None
        return "".join(out)

    return run


def _count(value: Any) -> int:
    from uowgen.behaviour.values import strip

    value = strip(value)
    if not isinstance(value, int):
        raise Unknown("width of a format string")
    return int(value)


def _named(body: Lowering, name: str) -> Code:
    local = body.find(name.removeprefix("r#"))
    if local is not None:
        return local_code(body, local)
    item = body.scope.module.find([name]).item
    if not isinstance(item, Const):
        raise Unknown(f"{name} in a format string")
    if item.is_static:
        return Code(lambda frame: frame[0].static(item)[0], item.ty)
    return Code(lambda frame: frame[0].constant(item), item.ty)


def _text(body: Lowering, node: Node) -> str:
    text = body.text(node)
    head = text[: text.index('"')]
    if head.strip("r#"):
        raise Unknown("format string that is no text")
    if "r" in head:
        return text[text.index('"') + 1 : text.rindex('"')]
    return unescaped(text[len(head) + 1 : text.rindex('"')])


def split(text: str) -> list[tuple[str, str | None]]:
    """Pairs of plain text and the inside of the `{…}` behind it (None at the end)."""
    found: list[tuple[str, str | None]] = []
    plain: list[str] = []
    at = 0
    while at < len(text):
        ch = text[at]
        if ch in "{}" and text[at : at + 2] == ch * 2:
            plain.append(ch)
            at += 2
        elif ch == "{":
            end = text.find("}", at)
            if end < 0:
                raise Unknown("format string")
            found.append(("".join(plain), text[at + 1 : end]))
            plain = []
            at = end + 1
        elif ch == "}":
            raise Unknown("format string")
        else:
            plain.append(ch)
            at += 1
    if plain:
        found.append(("".join(plain), None))
    return found


def read_spec(text: str) -> tuple[Spec, str, str]:
    """What stands behind the colon, and the names of the arguments that give width and precision (`*`: the next one)."""
    fill, align = " ", ""
    if len(text) > 1 and text[1] in "<^>":
        fill, align, text = text[0], text[1], text[2:]
    elif text[:1] in ("<", "^", ">"):
        align, text = text[0], text[1:]
    sign = ""
    if text[:1] in ("+", "-"):
        sign, text = text[0].replace("-", ""), text[1:]
    alternate = text[:1] == "#"
    text = text[alternate:]
    zero = text[:1] == "0" and text[1:2] != "$"
    text = text[zero:]
    words, text, width = _number(text)
    precision = ""
    limit: int | None = None
    if text[:2] == ".*":
        precision, text = "*", text[2:]
    elif text[:1] == ".":
        precision, text, limit = _number(text[1:])
    if text not in _KINDS:
        raise Unknown(f"format {text}")
    return Spec(text, fill, align, sign, alternate, zero, width, limit), words, precision


def _number(text: str) -> tuple[str, str, int | None]:
    """A number or `name$` at the start of `text`: the name (or nothing), the rest, the number (or None)."""
    end = 0
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    if text[end : end + 1] == "$":
        return text[:end], text[end + 1 :], None
    end = 0
    while end < len(text) and text[end].isdigit():
        end += 1
    return "", text[end:], int(text[:end]) if end else None
