"""Methods of `str`, `String` and `char`. Positions are bytes of UTF-8, as in Rust; what depends on Unicode tables is left undecided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.calls import invoke
from uowgen.behaviour.comparing import words
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.library.lists import bounds
from uowgen.behaviour.library.sequences import Owned
from uowgen.behaviour.outcomes import RustPanic, Unknown
from uowgen.behaviour.prelude import NONE, err, ok, some
from uowgen.behaviour.values import UNIT, Array, Boxed, Char, Native, Slice, Text, Tup, Vec, strip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from uowgen.behaviour.library.tables import Method
    from uowgen.behaviour.machine import Machine
    from uowgen.behaviour.paths import Site

_USIZE, _U8, _U32 = INTS["usize"], INTS["u8"], INTS["u32"]
_SPACES = " \t\n\r\x0b\x0c"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def method(value: Any, name: str) -> Method | None:
    """The method `name` of a string or character."""
    kind = type(value)
    if kind is Char:
        return CHAR.get(name)
    if kind is Text and name in STRING:
        return STRING[name]
    return STR.get(name)


def cut(value: Any, at: Any) -> str:
    """`value[at]` of a string; panics as Rust does."""
    text = words(value)
    low, high = bounds(at, len(text.encode()))
    if low > high:
        raise RustPanic(f"begin <= end ({low} <= {high}) when slicing `{text}`")
    return text[_index(text, low) : _index(text, high)]


def _index(text: str, byte: int) -> int:
    """How many characters are before `byte`; panics inside of one."""
    found = _boundary(text, byte)
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


def _boundary(text: str, byte: int) -> int | None:
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


# ----------------------------------------------------------------------------------------------------------- patterns


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
            return text.lstrip(_SPACES) if not right else text.rstrip(_SPACES) if not left else text.strip(_SPACES)
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


# ---------------------------------------------------------------------------------------------------------- splitting


def _pieces(m: Machine, text: str, pattern: Any, limit: int | None = None) -> list[str]:
    found: list[str] = []
    start = 0
    for low, high in _matches(m, text, pattern):
        if limit is not None and len(found) >= limit - 1:
            break
        found.append(text[start:low])
        start = high
    return [*found, text[start:]] if limit != 0 else []


def _listed(m: Machine, items: Iterable[Any]) -> Any:
    return Owned(m, list(items))


def _split(m: Machine, s: Site, v: Any, pattern: Any) -> Any:
    return _listed(m, _pieces(m, words(v), pattern))


def _splitn(m: Machine, s: Site, v: Any, count: Any, pattern: Any) -> Any:
    return _listed(m, _pieces(m, words(v), pattern, int(count)))


def _rsplitn(m: Machine, s: Site, v: Any, count: Any, pattern: Any) -> Any:
    text = words(v)
    found: list[str] = []
    end: int | None = None
    for low, high in reversed(_matches(m, text, pattern)):
        if len(found) >= int(count) - 1:
            break
        found.append(text[high:end])
        end = low
    return _listed(m, [*found, text[:end]] if count else [])


def _split_terminator(m: Machine, s: Site, v: Any, pattern: Any) -> Any:
    found = _pieces(m, words(v), pattern)
    return _listed(m, found[:-1] if not found[-1] else found)


def _split_inclusive(m: Machine, s: Site, v: Any, pattern: Any) -> Any:
    text, start = words(v), 0
    found: list[str] = []
    for _, high in _matches(m, text, pattern):
        found.append(text[start:high])
        start = high
    return _listed(m, [*found, text[start:]] if start < len(text) else found)


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
    middle = _boundary(text, int(at))
    if middle is None:
        raise RustPanic("failed to slice string")
    return Tup((text[:middle], text[middle:]))


def _whitespace(m: Machine, s: Site, v: Any) -> Any:
    text = words(v)
    if not text.isascii():
        raise Unknown("white space outside ASCII")
    for ch in _SPACES[1:]:
        text = text.replace(ch, " ")
    return _listed(m, [part for part in text.split(" ") if part])


def _lines(m: Machine, s: Site, v: Any) -> Any:
    parts = words(v).split("\n")
    if not parts[-1]:
        parts.pop()
    return _listed(m, [part.removesuffix("\r") for part in parts])


# ------------------------------------------------------------------------------------------------------------ reading


def _octets(v: Any) -> Array:
    return Array(_U8(b) for b in words(v).encode())


def _as_bytes(m: Machine, s: Site, v: Any) -> Any:
    octets = _octets(v)
    return Slice(octets, 0, len(octets))


def _chars(m: Machine, s: Site, v: Any) -> Any:
    return _listed(m, [Char(ch) for ch in words(v)])


def _char_indices(m: Machine, s: Site, v: Any) -> Any:
    found, at = [], 0
    for ch in words(v):
        found.append(Tup((_USIZE(at), Char(ch))))
        at += len(ch.encode())
    return _listed(m, found)


def _get(m: Machine, s: Site, v: Any, at: Any) -> Any:
    text = words(v)
    low, high = bounds(at, len(text.encode()))
    first, last = _boundary(text, low), _boundary(text, high)
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


def _same_but_case(m: Machine, s: Site, v: Any, other: Any) -> bool:
    a, b = words(v), words(other)
    return len(a) == len(b) and all(
        x == y or (x.isascii() and y.isascii() and x.lower() == y.lower()) for x, y in zip(a, b, strict=True)
    )


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
        from uowgen.behaviour.library.numbers import parse

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
    return _boundary(words(v), int(at)) is not None


STR: dict[str, Method] = {
    "len": ("look", lambda m, s, v: _USIZE(len(words(v).encode()))), "is_empty": ("look", lambda m, s, v: not words(v)),
    "as_str": ("look", lambda m, s, v: words(v)), "as_ref": ("look", lambda m, s, v: words(v)), "borrow": ("look", lambda m, s, v: words(v)),
    "as_bytes": ("look", _as_bytes), "bytes": ("look", lambda m, s, v: _listed(m, _octets(v))), "chars": ("look", _chars),
    "char_indices": ("look", _char_indices), "lines": ("look", _lines), "get": ("look", _get), "is_char_boundary": ("look", _boundary_at),
    "find": ("look", _found(False)), "rfind": ("look", _found(True)), "contains": ("look", _contains),
    "starts_with": ("look", lambda m, s, v, p: _starts(m, words(v), p) is not None),
    "ends_with": ("look", lambda m, s, v, p: _ends(m, words(v), p) is not None),
    "strip_prefix": ("look", _strip_prefix), "strip_suffix": ("look", _strip_suffix), "trim": ("look", _trimmed(True, True)),
    "trim_start": ("look", _trimmed(True, False)), "trim_end": ("look", _trimmed(False, True)),
    "trim_matches": ("look", _trimmed(True, True)), "trim_start_matches": ("look", _trimmed(True, False)),
    "trim_end_matches": ("look", _trimmed(False, True)), "split": ("look", _split), "splitn": ("look", _splitn), "rsplitn": ("look", _rsplitn),
    "rsplit": ("look", lambda m, s, v, p: _listed(m, reversed(_pieces(m, words(v), p)))), "split_terminator": ("look", _split_terminator),
    "split_inclusive": ("look", _split_inclusive), "split_once": ("look", _split_once(False)), "rsplit_once": ("look", _split_once(True)),
    "split_at": ("look", _split_at), "split_whitespace": ("look", _whitespace), "split_ascii_whitespace": ("look", _whitespace),
    "matches": ("look", lambda m, s, v, p: _listed(m, [words(v)[a:b] for a, b in _matches(m, words(v), p)])),
    "replace": ("look", _replace), "replacen": ("look", _replace), "repeat": ("look", _repeat),
    "to_uppercase": ("look", _recased(True, False)), "to_lowercase": ("look", _recased(False, False)),
    "to_ascii_uppercase": ("look", _recased(True, True)), "to_ascii_lowercase": ("look", _recased(False, True)),
    "eq_ignore_ascii_case": ("look", _same_but_case), "is_ascii": ("look", lambda m, s, v: words(v).isascii()), "parse": ("look", _parse),
}  # fmt: skip


# ------------------------------------------------------------------------------------------------------------- String


def _push(m: Machine, s: Site, v: Text, more: Any) -> Any:
    v.text += words(more)
    return UNIT


def _pop(m: Machine, s: Site, v: Text) -> Any:
    if not v.text:
        return NONE
    last, v.text = v.text[-1], v.text[:-1]
    return some(Char(last))


def _truncate(m: Machine, s: Site, v: Text, length: Any) -> Any:
    if length < len(v.text.encode()):
        at = _boundary(v.text, int(length))
        if at is None:
            raise RustPanic("assertion failed: self.is_char_boundary(new_len)")
        v.text = v.text[:at]
    return UNIT


def _clear(m: Machine, s: Site, v: Text) -> Any:
    v.text = ""
    return UNIT


def _insert(m: Machine, s: Site, v: Text, at: Any, more: Any) -> Any:
    index = _boundary(v.text, int(at))
    if index is None:
        raise RustPanic("assertion failed: self.is_char_boundary(idx)")
    v.text = v.text[:index] + words(more) + v.text[index:]
    return UNIT


def _remove(m: Machine, s: Site, v: Text, at: Any) -> Any:
    index = _index(v.text, int(at))
    if index >= len(v.text):
        raise RustPanic("cannot remove a char from the end of a string")
    gone, v.text = v.text[index], v.text[:index] + v.text[index + 1 :]
    return Char(gone)


def _split_off(m: Machine, s: Site, v: Text, at: Any) -> Any:
    index = _boundary(v.text, int(at))
    if index is None:
        raise RustPanic("assertion failed: self.is_char_boundary(at)")
    rest, v.text = v.text[index:], v.text[:index]
    return Text(rest)


def _drain(m: Machine, s: Site, v: Text, at: Any) -> Any:
    low, high = bounds(at, len(v.text.encode()))
    first, last = _index(v.text, low), _index(v.text, high)
    taken, v.text = v.text[first:last], v.text[:first] + v.text[last:]
    return _listed(m, [Char(c) for c in taken])


def _retain(m: Machine, s: Site, v: Text, f: Any) -> Any:
    v.text = "".join(c for c in v.text if invoke(m, f, [Char(c)]) is True)
    return UNIT


def _extend(m: Machine, s: Site, v: Text, source: Any) -> Any:
    from uowgen.behaviour.library.iterators import iterator_of

    for item in iterator_of(m, s, source):
        v.text += words(item)
    return UNIT


def _write_str(m: Machine, s: Site, v: Text, more: Any) -> Any:
    v.text += words(more)
    return ok(UNIT)


STRING: dict[str, Method] = {
    "push": ("look", _push), "push_str": ("look", _push), "pop": ("look", _pop), "truncate": ("look", _truncate), "clear": ("look", _clear),
    "insert": ("look", _insert), "insert_str": ("look", _insert), "remove": ("look", _remove), "split_off": ("look", _split_off),
    "drain": ("look", _drain), "retain": ("look", _retain), "extend": ("look", _extend), "write_str": ("look", _write_str),
    "write_char": ("look", _write_str), "reserve": ("look", lambda m, s, v, n: UNIT), "shrink_to_fit": ("look", lambda m, s, v: UNIT),
    "into_bytes": ("own", lambda m, s, v: Vec(_octets(v))), "into_boxed_str": ("own", lambda m, s, v: Boxed((v.text,))),
}  # fmt: skip


# --------------------------------------------------------------------------------------------------------------- char


def _of_ascii(test: Callable[[str], bool]) -> Method:
    """A test whose answer is known for ASCII only."""

    def run(m: Machine, s: Site, v: Char) -> bool:
        if not v.isascii():
            raise Unknown("a property of a character outside ASCII")
        return test(str(v))

    return "look", run


def _within_ascii(test: Callable[[str], bool]) -> Method:
    """A test that no character outside ASCII passes."""
    return "look", lambda m, s, v: v.isascii() and test(str(v))


def _to_digit(m: Machine, s: Site, v: Char, radix: Any) -> Any:
    found = _DIGITS[: int(radix)].find(v.lower()) if v.isascii() else -1
    return some(_U32(found)) if found >= 0 else NONE


def _recased_char(upper: bool) -> Callable[..., Any]:
    return lambda m, s, v: Char(v.upper() if upper else v.lower()) if v.isascii() else Char(v)


def _recased_chars(upper: bool) -> Callable[..., Any]:
    def run(m: Machine, s: Site, v: Char) -> Any:
        if not v.isascii():
            raise Unknown("upper and lower case outside ASCII")
        return _Chars(m, v.upper() if upper else v.lower())

    return run


class _Chars(Owned):
    """What `to_uppercase` of a character gives; it can be printed."""

    def __init__(self, machine: Machine, text: str) -> None:
        super().__init__(machine, [Char(c) for c in text])

    def shown(self) -> str:
        """What `Display` prints."""
        return "".join(self.items[self.low : self.high])


CHAR: dict[str, Method] = {
    "is_alphabetic": _of_ascii(str.isalpha), "is_numeric": _of_ascii(str.isdigit), "is_alphanumeric": _of_ascii(str.isalnum),
    "is_uppercase": _of_ascii(str.isupper), "is_lowercase": _of_ascii(str.islower), "is_whitespace": _of_ascii(lambda c: c in _SPACES),
    "is_control": _of_ascii(lambda c: c < " " or c == "\x7f"), "is_ascii": _within_ascii(lambda c: True),
    "is_ascii_alphabetic": _within_ascii(str.isalpha), "is_ascii_digit": _within_ascii(str.isdigit),
    "is_ascii_alphanumeric": _within_ascii(str.isalnum), "is_ascii_uppercase": _within_ascii(str.isupper),
    "is_ascii_lowercase": _within_ascii(str.islower), "is_ascii_whitespace": _within_ascii(lambda c: c in " \t\n\r\x0c"),
    "is_ascii_control": _within_ascii(lambda c: c < " " or c == "\x7f"), "is_ascii_graphic": _within_ascii(lambda c: "!" <= c <= "~"),
    "is_ascii_hexdigit": _within_ascii(lambda c: c in "0123456789abcdefABCDEF"),
    "is_ascii_punctuation": _within_ascii(lambda c: "!" <= c <= "~" and not c.isalnum()),
    "is_digit": ("look", lambda m, s, v, radix: v.isascii() and v.lower() in _DIGITS[: int(radix)]), "to_digit": ("look", _to_digit),
    "to_ascii_uppercase": ("look", _recased_char(True)), "to_ascii_lowercase": ("look", _recased_char(False)),
    "to_uppercase": ("look", _recased_chars(True)), "to_lowercase": ("look", _recased_chars(False)),
    "len_utf8": ("look", lambda m, s, v: _USIZE(len(v.encode()))), "eq_ignore_ascii_case": ("look", _same_but_case),
}  # fmt: skip
