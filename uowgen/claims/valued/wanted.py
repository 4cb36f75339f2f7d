"""What an answer is to be: a number, a text, a variant with what it carries, something or nothing, or of a certain sort."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.valued.tokens import number_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Callable

Named = tuple[str, dict[str, object]]


class Want(NamedTuple):
    """`fits` tells of an answer whether it is so, None where that cannot be told. `sort`: `number`, `text`, `bool`, `variant`, `none`, `error`, `other`."""

    says: str
    sort: str
    fits: Callable[[object], bool | None]


def is_named(value: object) -> bool:
    """Whether it is a variant or struct."""
    return isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], str) and isinstance(value[1], dict)


def name_of(value: object) -> str:
    """The name of a variant; empty for other values."""
    return value[0] if is_named(value) else ""  # type: ignore[index]


def inside(value: object) -> object:
    """What `Some`, `Ok` or `Err` carries; other values as they are."""
    return value[1].get("0") if name_of(value) in ("Some", "Ok", "Err") else value  # type: ignore[index]


def opened(value: object) -> object:
    """What `Some` and `Ok` carry; other values as they are."""
    return inside(value) if name_of(value) in ("Some", "Ok") else value


def number(n: int) -> Want:
    """The number, alone, in `Some` or `Ok`, or as that of a newtype."""

    def fits(value: object) -> bool | None:
        it = opened(value)
        if is_named(it) and list(it[1]) == ["0"]:  # type: ignore[index]
            it = it[1]["0"]  # type: ignore[index]
        return it == n if isinstance(it, int) and not isinstance(it, bool) else False

    return Want(str(n), "number", fits)


def text(said: str) -> Want:
    """The text."""
    return Want(f"“{said}”", "text", lambda value: opened(value) == said)


def truth(value: bool) -> Want:
    """`true` or `false`."""
    return Want(str(value).lower(), "bool", lambda gave: gave is value)


def refusal() -> Want:
    """`None` or an error."""
    return Want("refused", "none", lambda gave: name_of(gave) in ("None", "Err"))


def error() -> Want:
    """Any `Err`."""
    return Want("an error", "error", lambda gave: name_of(gave) == "Err")


def variant(name: str, given: tuple[int, ...] | None = None) -> Want:
    """The variant, alone or in `Some` and `Ok`."""

    def fits(value: object) -> bool | None:
        it = opened(value)
        if isinstance(it, str):  # a text, named without its quotes
            return it == name and given is None
        return name_of(it) == name and (given is None or tuple(it[1].values()) == given)  # type: ignore[index]

    return Want(f"`{name}`", "variant", fits)


_LITERAL = when_used(
    r"\s*(?:(?P<num>-?(?:0[xX][\da-fA-F_]+|0b[01_]+|\d[\d_]*)(?:[iu](?:8|16|32|64|128|size))?)(?!\w)|\"(?P<text>[^\"]*)\"|(?P<name>[A-Za-z_]\w*(?:::\w+)*)|(?P<mark>\(\)|[(){},_]|\.\.))"
)


class Pattern(NamedTuple):
    """A value as it is written: `head` is its name or `#number`, `"text`, `_` for anything; `parts` what it carries, None if not said."""

    head: str
    parts: tuple[Pattern, ...] | None = None


def pattern_of(code: str) -> Pattern | None:
    """The pattern of `Some(Idle)`, `Err(Lost(3))`, `0x20`, `"late"`; None if it is no such thing."""
    found, at = _pattern(code.strip(), 0)
    return found if found is not None and not code.strip()[at:].strip() else None


def _pattern(code: str, at: int) -> tuple[Pattern | None, int]:
    m = _LITERAL.match(code, at)
    if m is None:
        return None, at
    at = m.end()
    if m["num"]:
        return Pattern(f"#{number_of(m['num'])}"), at
    if m["text"] is not None:
        return Pattern('"' + m["text"]), at
    if m["mark"]:
        return (Pattern("_"), at) if m["mark"] in ("_", "..") else (Pattern("()"), at) if m["mark"] == "()" else (None, at)
    name = m["name"]
    if name == "_":
        return Pattern("_"), at
    if not code[at:].lstrip().startswith("("):
        return Pattern(name.rpartition("::")[2]), at
    at = code.index("(", at) + 1
    parts: list[Pattern] = []
    while not code[at:].lstrip().startswith(")"):
        one, at = _pattern(code, at)
        if one is None:
            return None, at
        parts.append(one)
        rest = code[at:].lstrip()
        if rest.startswith(","):
            at = code.index(",", at) + 1
        elif not rest.startswith(")"):
            return None, at
    return Pattern(name.rpartition("::")[2], tuple(parts)), code.index(")", at) + 1


def by_pattern(pattern: Pattern, known: Callable[[str], bool]) -> Want | None:
    """What a written value wants; None where it has a name that is not known."""
    head, parts = pattern
    if head.startswith("#"):
        return number(int(head[1:]))
    if head.startswith('"'):
        return text(head[1:])
    if head in ("true", "false"):
        return truth(head == "true")
    if head == "()":
        return Want("`()`", "other", lambda value: value is None or (name_of(value) == "Ok" and inside(value) is None))
    if head == "_":
        return Want("anything", "other", lambda value: True)
    if head == "None":
        return Want("`None`", "none", lambda value: name_of(value) == "None") if parts is None else None
    if head in ("Some", "Ok", "Err"):
        if parts is None:
            return Want(f"`{head}`", "error" if head == "Err" else "other", lambda value: name_of(value) == head)
        one = by_pattern(parts[0], known) if len(parts) == 1 else None
        if one is None:
            return None
        return Want(f"`{head}({one.says.strip('`')})`", one.sort, lambda value: name_of(value) == head and one.fits(inside(value)))
    if not known(head):
        return None
    if not parts or all(p.head == "_" for p in parts):
        return variant(head)
    inner = [by_pattern(p, known) for p in parts]
    if any(w is None for w in inner):
        return None

    def fits(value: object) -> bool | None:
        it = opened(value)
        if name_of(it) != head:
            return False
        held = list(it[1].values())  # type: ignore[index]
        return len(held) == len(inner) and all(w.fits(v) for w, v in zip(inner, held, strict=True) if w is not None)

    return Want(f"`{head}(…)`", "variant", fits)


__all__ = [
    "Pattern",
    "Want",
    "by_pattern",
    "error",
    "inside",
    "is_named",
    "name_of",
    "number",
    "opened",
    "pattern_of",
    "refusal",
    "text",
    "truth",
    "variant",
]
