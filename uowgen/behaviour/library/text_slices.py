"""Methods of `str`. Positions are bytes of UTF-8, as in Rust; what depends on Unicode tables is left undecided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.calls import invoke
from uowgen.behaviour.comparing import words
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.library.chars import SPACES, same_but_case
from uowgen.behaviour.library.sequences import Owned
from uowgen.behaviour.library.slices import bounds
from uowgen.behaviour.outcomes import RustPanic, Unknown
from uowgen.behaviour.prelude import NONE, err, ok, some
from uowgen.behaviour.values import Array, Char, Native, Slice, Text, Tup, Vec, strip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from uowgen.behaviour.library.tables import Method
    from uowgen.behaviour.machine import Machine
    from uowgen.behaviour.paths import Site

_USIZE, _U8, _U32 = INTS["usize"], INTS["u8"], INTS["u32"]


def cut(value: Any, at: Any) -> str:
    """`value[at]` of a string; panics as Rust does."""
    text = words(value)
    low, high = bounds(at, len(text.encode()))
    if low > high:
        raise RustPanic(f"begin <= end ({low} <= {high}) when slicing `{text}`")
    return text[index_of(text, low) : index_of(text, high)]


def index_of(text: str, byte: int) -> int:
    """How many characters are before `byte`; panics inside of one."""
    found = boundary(text, byte)
    if found is not None:
        return found
    if byte > len(text.encode()):
        raise RustPanic(f"byte index {byte} is out of bounds of `{text}`")
    start = 0
    for ch in text:
        end = start + len(ch.encode())
        if start < byte < end:
            raise RustPanic(f"byte index {byte} is not a char boundary; it is inside {ch!r} (bytes {start}..{end}) of `{text}`")
        start = end
    raise AssertionError("a byte is in some character")


def boundary(text: str, byte: int) -> int | None:
    """How many characters are before `byte`; None where no character ends there."""
    if text.isascii():
        return byte if byte <= len(text) else None
    raw = text.encode()
    if byte > len(raw) or (byte < len(raw) and raw[byte] & 0xC0 == 0x80):
        return None
    return len(raw[:byte].decode())


def _offset(text: str, index: int) -> Any:
    """The byte at which the character `index` begins."""
    return _USIZE(len(text[:index].encode()))


def _matches(m: Machine, text: str, pattern: Any) -> list[tuple[int, int]]:
    """Where `pattern` is found in `text`, from the left, without overlap: pairs of character indexes."""
    held = strip(pattern)
    if isinstance(held, (str, Text)):
        wanted = words(held)
        if not wanted:
            return [(n, n) for n in range(len(text) + 1)]
        found, start = [], text.find(wanted)
        while start >= 0:
            found.append((start, start + len(wanted)))
            start = text.find(wanted, start + len(wanted))
        return found
    test = _tester(m, held)
    return [(n, n + 1) for n, ch in enumerate(text) if test(ch)]


def _tester(m: Machine, held: Any) -> Callable[[str], bool]:
    if isinstance(held, (Array, Vec)):
        chars = {str(c) for c in held}
        return lambda ch: ch in chars
    if type(held) is Slice:
        chars = {str(c) for c in held.items[held.low : held.high]}
        return lambda ch: ch in chars
    return lambda ch: invoke(m, held, [Char(ch)]) is True


def _found(backwards: bool) -> Callable[..., Any]:
    def run(m: Machine, s: Site, v: Any, pattern: Any) -> Any:
        text = words(v)
        found = _matches(m, text, pattern)
        return some(_offset(text, found[-1 if backwards else 0][0])) if found else NONE

    return run


def _contains(m: Machine, s: Site, v: Any, pattern: Any) -> bool:
    return bool(_matches(m, words(v), pattern))


def _starts(m: Machine, text: str, pattern: Any) -> int | None:
    """How many characters at the start match; None if they do not."""
    held = strip(pattern)
    if isinstance(held, (str, Text)):
        return len(words(held)) if text.startswith(words(held)) else None
    return 1 if text and _tester(m, held)(text[0]) else None


def _ends(m: Machine, text: str, pattern: Any) -> int | None:
    held = strip(pattern)
    if isinstance(held, (str, Text)):
        return len(words(held)) if text.endswith(words(held)) else None
    return 1 if text and _tester(m, held)(text[-1]) else None


def _strip_prefix(m: Machine, s: Site, v: Any, pattern: Any) -> Any:
    text = words(v)
    count = _starts(m, text, pattern)
    return NONE if count is None else some(text[count:])


def _strip_suffix(m: Machine, s: Site, v: Any, pattern: Any) -> Any:
    text = words(v)
    count = _ends(m, text, pattern)
    return NONE if count is None else some(text[: len(text) - count])


def _trimmed(left: bool, right: bool) -> Callable[..., Any]:
    def run(m: Machine, s: Site, v: Any, *pattern: Any) -> Any:
        text = words(v)
        if not pattern:
            if not text.isascii():
                raise Unknown("white space outside ASCII")
            return text.lstrip(SPACES) if not right else text.rstrip(SPACES) if not left else text.strip(SPACES)
        while left and text:
            count = _starts(m, text, pattern[0])
            if not count:
                break
            text = text[count:]
        while right and text:
            count = _ends(m, text, pattern[0])
            if not count:
                break
            text = text[: len(text) - count]
        return text

    return run


def _pieces(m: Machine, text: str, pattern: Any, limit: int | None = None) -> list[str]:
    found: list[str] = []
    start = 0
    for low, high in _matches(m, text, pattern):
        if limit is not None and len(found) >= limit - 1:
            break
        found.append(text[start:low])
        start = high
    return [*found, text[start:]] if limit != 0 else []


def listed(m: Machine, items: Iterable[Any]) -> Any:
    """An iterator over `items`."""
    return Owned(m, list(items))


def _split(m: Machine, s: Site, v: Any, pattern: Any) -> Any:
    return listed(m, _pieces(m, words(v), pattern))


def _splitn(m: Machine, s: Site, v: Any, count: Any, pattern: Any) -> Any:
    return listed(m, _pieces(m, words(v), pattern, int(count)))


def _rsplitn(m: Machine, s: Site, v: Any, count: Any, pattern: Any) -> Any:
    text = words(v)
    found: list[str] = []
    end: int | None = None
    for low, high in reversed(_matches(m, text, pattern)):
        if len(found) >= int(count) - 1:
            break
        found.append(text[high:end])
        end = low
    return listed(m, [*found, text[:end]] if count else [])


def _split_terminator(m: Machine, s: Site, v: Any, pattern: Any) -> Any:
    found = _pieces(m, words(v), pattern)
    return listed(m, found[:-1] if not found[-1] else found)


def _split_inclusive(m: Machine, s: Site, v: Any, pattern: Any) -> Any:
    text, start = words(v), 0
    found: list[str] = []
    for _, high in _matches(m, text, pattern):
        found.append(text[start:high])
        start = high
    return listed(m, [*found, text[start:]] if start < len(text) else found)


def _split_once(backwards: bool) -> Callable[..., Any]:
    def run(m: Machine, s: Site, v: Any, pattern: Any) -> Any:
        text = words(v)
        found = _matches(m, text, pattern)
        if not found:
            return NONE
        low, high = found[-1 if backwards else 0]
        return some(Tup((text[:low], text[high:])))

    return run


def _split_at(m: Machine, s: Site, v: Any, at: Any) -> Any:
    text = words(v)
    middle = boundary(text, int(at))
    if middle is None:
        raise RustPanic("failed to slice string")
    return Tup((text[:middle], text[middle:]))


def _whitespace(m: Machine, s: Site, v: Any) -> Any:
    text = words(v)
    if not text.isascii():
        raise Unknown("white space outside ASCII")
    for ch in SPACES[1:]:
        text = text.replace(ch, " ")
    return listed(m, [part for part in text.split(" ") if part])


def _lines(m: Machine, s: Site, v: Any) -> Any:
    parts = words(v).split("\n")
    if not parts[-1]:
        parts.pop()
    return listed(m, [part.removesuffix("\r") for part in parts])


def octets_of(v: Any) -> Array:
    """The bytes of a text."""
    return Array(_U8(b) for b in words(v).encode())


def _as_bytes(m: Machine, s: Site, v: Any) -> Any:
    octets = octets_of(v)
    return Slice(octets, 0, len(octets))


def _chars(m: Machine, s: Site, v: Any) -> Any:
    return listed(m, [Char(ch) for ch in words(v)])


def _char_indices(m: Machine, s: Site, v: Any) -> Any:
    found, at = [], 0
    for ch in words(v):
        found.append(Tup((_USIZE(at), Char(ch))))
        at += len(ch.encode())
    return listed(m, found)


def _get(m: Machine, s: Site, v: Any, at: Any) -> Any:
    text = words(v)
    low, high = bounds(at, len(text.encode()))
    first, last = boundary(text, low), boundary(text, high)
    return some(text[first:last]) if low <= high and first is not None and last is not None else NONE


def _replace(m: Machine, s: Site, v: Any, pattern: Any, by: Any, count: Any = None) -> Any:
    text, found, start = words(v), "", 0
    for n, (low, high) in enumerate(_matches(m, text, pattern)):
        if count is not None and n >= count:
            break
        found += text[start:low] + words(by)
        start = high
    return Text(found + text[start:])


def _repeat(m: Machine, s: Site, v: Any, count: Any) -> Any:
    text = words(v)
    if len(text) * count > 1_000_000:
        raise Unknown("a string of this length")
    return Text(text * int(count))


def _recased(upper: bool, only_ascii: bool) -> Callable[..., Any]:
    def run(m: Machine, s: Site, v: Any) -> Any:
        text = words(v)
        if not text.isascii():
            if not only_ascii:
                raise Unknown("upper and lower case outside ASCII")
            turned = "".join((c.upper() if upper else c.lower()) if c.isascii() else c for c in text)
        else:
            turned = text.upper() if upper else text.lower()
        return Text(turned)

    return run


class _Failed(Native):
    """An error of parsing a `bool`, `char` or float."""

    def __init__(self, name: str, text: str) -> None:
        self.type_name = name
        self.text = text

    def same(self, other: Any) -> bool:
        """Whether `other` is the same error."""
        return isinstance(other, _Failed) and (other.type_name, other.text) == (self.type_name, self.text)

    def shown(self) -> str:
        """What `Display` prints."""
        return self.text

    def debug(self, machine: Machine, spec: Any) -> str:
        """What `Debug` prints, where that is known."""
        if self.type_name == "ParseBoolError":
            return "ParseBoolError"
        raise Unknown(f"Debug of {self.type_name}")


def _parse(m: Machine, s: Site, v: Any) -> Any:
    wanted = (
        s.turbofish[0]
        if s.turbofish
        else s.expect.args[0]
        if s.expect is not None and s.expect.args and s.expect.head == "Result"
        else None
    )
    if wanted is None or wanted.head == "_":
        raise Unknown("parse into an unknown type")
    text, head = words(v), wanted.head
    if not isinstance(head, str):
        own = m.program.methods_of(head, "from_str")
        if len(own) != 1:
            raise Unknown(f"parse into {head.name}")
        return own[0].run(m, [text])
    if head in INTS:
        from uowgen.behaviour.library.number_making import parse

        return parse(INTS[head], text)
    if head == "bool":
        fault = "provided string was not `true` or `false`"
        return ok(text == "true") if text in ("true", "false") else err(_Failed("ParseBoolError", fault))
    if head == "char" and len(text) == 1:
        return ok(Char(text))
    if head == "String":
        return ok(Text(text))
    raise Unknown(f"parse into {wanted!r}")


def _boundary_at(m: Machine, s: Site, v: Any, at: Any) -> bool:
    return boundary(words(v), int(at)) is not None


STR: dict[str, Method] = {
    "len": ("look", lambda m, s, v: _USIZE(len(words(v).encode()))), "is_empty": ("look", lambda m, s, v: not words(v)),
    "as_str": ("look", lambda m, s, v: words(v)), "as_ref": ("look", lambda m, s, v: words(v)), "borrow": ("look", lambda m, s, v: words(v)),
    "as_bytes": ("look", _as_bytes), "bytes": ("look", lambda m, s, v: listed(m, octets_of(v))), "chars": ("look", _chars),
    "char_indices": ("look", _char_indices), "lines": ("look", _lines), "get": ("look", _get), "is_char_boundary": ("look", _boundary_at),
    "find": ("look", _found(False)), "rfind": ("look", _found(True)), "contains": ("look", _contains),
    "starts_with": ("look", lambda m, s, v, p: _starts(m, words(v), p) is not None),
    "ends_with": ("look", lambda m, s, v, p: _ends(m, words(v), p) is not None),
    "strip_prefix": ("look", _strip_prefix), "strip_suffix": ("look", _strip_suffix), "trim": ("look", _trimmed(True, True)),
    "trim_start": ("look", _trimmed(True, False)), "trim_end": ("look", _trimmed(False, True)),
    "trim_matches": ("look", _trimmed(True, True)), "trim_start_matches": ("look", _trimmed(True, False)),
    "trim_end_matches": ("look", _trimmed(False, True)), "split": ("look", _split), "splitn": ("look", _splitn), "rsplitn": ("look", _rsplitn),
    "rsplit": ("look", lambda m, s, v, p: listed(m, reversed(_pieces(m, words(v), p)))), "split_terminator": ("look", _split_terminator),
    "split_inclusive": ("look", _split_inclusive), "split_once": ("look", _split_once(False)), "rsplit_once": ("look", _split_once(True)),
    "split_at": ("look", _split_at), "split_whitespace": ("look", _whitespace), "split_ascii_whitespace": ("look", _whitespace),
    "matches": ("look", lambda m, s, v, p: listed(m, [words(v)[a:b] for a, b in _matches(m, words(v), p)])),
    "replace": ("look", _replace), "replacen": ("look", _replace), "repeat": ("look", _repeat),
    "to_uppercase": ("look", _recased(True, False)), "to_lowercase": ("look", _recased(False, False)),
    "to_ascii_uppercase": ("look", _recased(True, True)), "to_ascii_lowercase": ("look", _recased(False, True)),
    "eq_ignore_ascii_case": ("look", same_but_case), "is_ascii": ("look", lambda m, s, v: words(v).isascii()), "parse": ("look", _parse),
}  # fmt: skip
