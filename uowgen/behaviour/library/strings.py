"""Methods of `String`, which may change it; those of `str` and `char` are asked for here as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.calls import invoke
from uowgen.behaviour.comparing import words
from uowgen.behaviour.library.chars import CHAR
from uowgen.behaviour.library.slices import bounds
from uowgen.behaviour.library.text_slices import STR, boundary, index_of, listed, octets_of
from uowgen.behaviour.outcomes import RustPanic
from uowgen.behaviour.prelude import NONE, ok, some
from uowgen.behaviour.values import UNIT, Boxed, Char, Text, Vec

if TYPE_CHECKING:
    from uowgen.behaviour.library.tables import Method
    from uowgen.behaviour.machine import Machine
    from uowgen.behaviour.paths import Site


def method(value: Any, name: str) -> Method | None:
    """The method `name` of a string or character."""
    kind = type(value)
    if kind is Char:
        return CHAR.get(name)
    if kind is Text and name in STRING:
        return STRING[name]
    return STR.get(name)


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
        at = boundary(v.text, int(length))
        if at is None:
            raise RustPanic("assertion failed: self.is_char_boundary(new_len)")
        v.text = v.text[:at]
    return UNIT


def _clear(m: Machine, s: Site, v: Text) -> Any:
    v.text = ""
    return UNIT


def _insert(m: Machine, s: Site, v: Text, at: Any, more: Any) -> Any:
    index = boundary(v.text, int(at))
    if index is None:
        raise RustPanic("assertion failed: self.is_char_boundary(idx)")
    v.text = v.text[:index] + words(more) + v.text[index:]
    return UNIT


def _remove(m: Machine, s: Site, v: Text, at: Any) -> Any:
    index = index_of(v.text, int(at))
    if index >= len(v.text):
        raise RustPanic("cannot remove a char from the end of a string")
    gone, v.text = v.text[index], v.text[:index] + v.text[index + 1 :]
    return Char(gone)


def _split_off(m: Machine, s: Site, v: Text, at: Any) -> Any:
    index = boundary(v.text, int(at))
    if index is None:
        raise RustPanic("assertion failed: self.is_char_boundary(at)")
    rest, v.text = v.text[index:], v.text[:index]
    return Text(rest)


def _drain(m: Machine, s: Site, v: Text, at: Any) -> Any:
    low, high = bounds(at, len(v.text.encode()))
    first, last = index_of(v.text, low), index_of(v.text, high)
    taken, v.text = v.text[first:last], v.text[:first] + v.text[last:]
    return listed(m, [Char(c) for c in taken])


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
    "write_char": ("look", _write_str), "write_fmt": ("look", _write_str), "reserve": ("look", lambda m, s, v, n: UNIT), "shrink_to_fit": ("look", lambda m, s, v: UNIT),
    "into_bytes": ("own", lambda m, s, v: Vec(octets_of(v))), "into_boxed_str": ("own", lambda m, s, v: Boxed((v.text,))),
}  # fmt: skip
