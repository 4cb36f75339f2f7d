"""Methods of slices, which arrays and lists have as well: what is in them is looked at, moved about, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.calls import invoke
from uowgen.behaviour.comparing import equal
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.library.sequences import Owned
from uowgen.behaviour.library.tables import Method, looking
from uowgen.behaviour.outcomes import RustPanic, Unknown
from uowgen.behaviour.prelude import NONE, some
from uowgen.behaviour.values import UNIT, Array, Ref, Slice, Struct, Text, Tup, Vec, copied, strip

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.machine import Machine
    from uowgen.behaviour.paths import Site

_USIZE = INTS["usize"]


def view(value: Any) -> tuple[list[Any], int, int]:
    """The list behind `value`, with the bounds of what is seen of it."""
    value = strip(value)
    if type(value) is Slice:
        return value.items, value.low, value.high
    if not isinstance(value, (Vec, Array)):
        raise Unknown("a slice of this kind")
    return value, 0, len(value)


def bounds(at: Any, length: int) -> tuple[int, int]:
    """The ends of the range `at` in a list of `length`, as they are said; they may be wrong."""
    at = strip(at)
    if type(at) is not Struct or at.of.type.scope is not None:
        raise Unknown("an index of this kind")
    low = int(at[at.of.index["start"]]) if "start" in at.of.index else 0
    high = int(at[at.of.index["end"]]) if "end" in at.of.index else length
    return low, high + (at.of.name in ("RangeInclusive", "RangeToInclusive"))


def checked(at: Any, length: int) -> tuple[int, int]:
    """As `bounds`; panics as an index expression does."""
    low, high = bounds(at, length)
    if low > high:
        raise RustPanic(f"slice index starts at {low} but ends at {high}")
    if high > length:
        raise RustPanic(f"range end index {high} out of range for slice of length {length}")
    return low, high


def cut(value: Any, at: Any) -> Any:
    """`value[at]` where `at` is a range: a part of a list or string; panics as Rust does."""
    if isinstance(value, (str, Text)):
        from uowgen.behaviour.library import text_slices

        return text_slices.cut(value, at)
    items, low, high = view(value)
    first, last = checked(at, high - low)
    return Slice(items, low + first, low + last)


def _length(m: Machine, s: Site, v: Any) -> Any:
    _, low, high = view(v)
    return _USIZE(high - low)


def _empty(m: Machine, s: Site, v: Any) -> bool:
    _, low, high = view(v)
    return high == low


def _get(m: Machine, s: Site, v: Any, at: Any) -> Any:
    items, low, high = view(v)
    at = strip(at)
    if isinstance(at, int):
        return some(Ref(items, low + int(at))) if 0 <= at < high - low else NONE
    first, last = bounds(at, high - low)
    return some(Slice(items, low + first, low + last)) if first <= last <= high - low else NONE


def _first(m: Machine, s: Site, v: Any) -> Any:
    items, low, high = view(v)
    return some(Ref(items, low)) if low < high else NONE


def _last(m: Machine, s: Site, v: Any) -> Any:
    items, low, high = view(v)
    return some(Ref(items, high - 1)) if low < high else NONE


def _split_first(m: Machine, s: Site, v: Any) -> Any:
    items, low, high = view(v)
    return some(Tup((Ref(items, low), Slice(items, low + 1, high)))) if low < high else NONE


def _split_last(m: Machine, s: Site, v: Any) -> Any:
    items, low, high = view(v)
    return some(Tup((Ref(items, high - 1), Slice(items, low, high - 1)))) if low < high else NONE


def _iter(m: Machine, s: Site, v: Any) -> Any:
    items, low, high = view(v)
    return Owned(m, [Ref(items, n) for n in range(low, high)])


def _into_iter(m: Machine, s: Site, v: Any) -> Any:
    return _iter(m, s, v) if type(v) is Slice else Owned(m, list(v))


def _contains(m: Machine, s: Site, v: Any, item: Any) -> bool:
    items, low, high = view(v)
    return any(equal(m, items[n], item) for n in range(low, high))


def as_slice(m: Machine, s: Site, v: Any) -> Any:
    """`as_slice`."""
    items, low, high = view(v)
    return Slice(items, low, high)


def to_vec(m: Machine, s: Site, v: Any) -> Any:
    """`to_vec`."""
    from uowgen.behaviour.library import common

    items, low, high = view(v)
    return Vec(common.clone(m, items[n]) for n in range(low, high))


def _split_at(m: Machine, s: Site, v: Any, at: Any) -> Any:
    items, low, high = view(v)
    if at > high - low:
        raise RustPanic("mid > len")
    return Tup((Slice(items, low, low + int(at)), Slice(items, low + int(at), high)))


def _pieces(exact: bool, backwards: bool = False) -> Callable[..., Any]:
    def run(m: Machine, s: Site, v: Any, size: Any) -> Any:
        items, low, high = view(v)
        if size == 0:
            raise RustPanic("chunk size must be non-zero")
        size = int(size)
        if backwards:
            rows = [Slice(items, max(low, end - size), end) for end in range(high, low, -size)]
        else:
            rows = [Slice(items, start, min(high, start + size)) for start in range(low, high, size)]
        return Owned(m, [r for r in rows if not exact or r.high - r.low == size])

    return run


def _windows(m: Machine, s: Site, v: Any, size: Any) -> Any:
    items, low, high = view(v)
    if size == 0:
        raise RustPanic("window size must be non-zero")
    return Owned(m, [Slice(items, start, start + int(size)) for start in range(low, high - int(size) + 1)])


def _swap(m: Machine, s: Site, v: Any, a: Any, b: Any) -> Any:
    items, low, high = view(v)
    for at in (a, b):
        if at >= high - low:
            raise RustPanic(f"index out of bounds: the len is {high - low} but the index is {int(at)}")
    items[low + a], items[low + b] = items[low + b], items[low + a]
    return UNIT


def _reverse(m: Machine, s: Site, v: Any) -> Any:
    items, low, high = view(v)
    items[low:high] = items[low:high][::-1]
    return UNIT


def _rotated(leftwards: bool) -> Callable[..., Any]:
    def run(m: Machine, s: Site, v: Any, count: Any) -> Any:
        items, low, high = view(v)
        if count > high - low:
            raise RustPanic(f"assertion failed: {'mid' if leftwards else 'k'} <= self.len()")
        by = int(count) if leftwards else high - low - int(count)
        items[low:high] = items[low + by : high] + items[low : low + by]
        return UNIT

    return run


def _fill(m: Machine, s: Site, v: Any, value: Any) -> Any:
    items, low, high = view(v)
    same = copied(value)
    if same is None:
        raise Unknown("fill with what is not Copy")
    for n in range(low, high):
        items[n] = copied(value)
    return UNIT


def _copy_from(m: Machine, s: Site, v: Any, other: Any) -> Any:
    items, low, high = view(v)
    source, first, last = view(other)
    if last - first != high - low:
        raise RustPanic(
            f"copy_from_slice: source slice length ({last - first}) does not match destination slice length ({high - low})"
        )
    fresh = []
    for value in source[first:last]:
        same = copied(value)
        if same is None:
            raise Unknown("copy of what is not Copy")
        fresh.append(same)
    items[low:high] = fresh
    return UNIT


def _copy_within(m: Machine, s: Site, v: Any, source: Any, to: Any) -> Any:
    items, low, high = view(v)
    first, last = checked(source, high - low)
    if to > high - low - (last - first):
        raise RustPanic("dest is out of bounds")
    fresh = [copied(x) for x in items[low + first : low + last]]
    if any(x is None for x in fresh):
        raise Unknown("copy of what is not Copy")
    items[low + int(to) : low + int(to) + len(fresh)] = fresh
    return UNIT


def _starts_with(m: Machine, s: Site, v: Any, other: Any) -> bool:
    items, low, high = view(v)
    source, first, last = view(other)
    count = last - first
    return count <= high - low and all(equal(m, items[low + n], source[first + n]) for n in range(count))


def _ends_with(m: Machine, s: Site, v: Any, other: Any) -> bool:
    items, low, high = view(v)
    source, first, last = view(other)
    count = last - first
    return count <= high - low and all(equal(m, items[high - count + n], source[first + n]) for n in range(count))


def _concat(m: Machine, s: Site, v: Any) -> Any:
    from uowgen.behaviour.library import common

    items, low, high = view(v)
    parts = [strip(x) for x in items[low:high]]
    if parts and all(isinstance(p, (str, Text)) for p in parts):
        return Text("".join(p if isinstance(p, str) else p.text for p in parts))
    return Vec(common.clone(m, x) for p in parts for x in _seen(p))


def _join(m: Machine, s: Site, v: Any, between: Any) -> Any:
    items, low, high = view(v)
    parts = [strip(x) for x in items[low:high]]
    if not isinstance(strip(between), str) or not all(isinstance(p, (str, Text)) for p in parts):
        raise Unknown("join of lists")
    return Text(str(strip(between)).join(p if isinstance(p, str) else p.text for p in parts))


def _seen(value: Any) -> list[Any]:
    items, low, high = view(value)
    return items[low:high]


def _map_array(m: Machine, s: Site, v: Any, f: Any) -> Any:
    if type(v) is not Array:
        raise Unknown("map of a list")
    return Array([invoke(m, f, [x]) for x in v])


READING: dict[str, Method] = looking(
    {
        "len": _length, "is_empty": _empty, "get": _get, "get_mut": _get, "first": _first, "first_mut": _first, "last": _last,
        "last_mut": _last, "front": _first, "front_mut": _first, "back": _last, "back_mut": _last, "split_first": _split_first,
        "split_last": _split_last, "split_first_mut": _split_first, "split_last_mut": _split_last, "iter": _iter, "iter_mut": _iter,
        "contains": _contains, "as_slice": as_slice, "as_mut_slice": as_slice, "as_ref": as_slice, "as_mut": as_slice,
        "borrow": as_slice, "to_vec": to_vec, "to_owned": to_vec, "split_at": _split_at, "split_at_mut": _split_at,
        "chunks": _pieces(False), "chunks_mut": _pieces(False), "chunks_exact": _pieces(True), "chunks_exact_mut": _pieces(True),
        "rchunks": _pieces(False, True), "windows": _windows, "swap": _swap, "reverse": _reverse, "fill": _fill,
        "copy_from_slice": _copy_from, "clone_from_slice": _copy_from, "copy_within": _copy_within, "starts_with": _starts_with,
        "ends_with": _ends_with, "rotate_left": _rotated(True), "rotate_right": _rotated(False), "concat": _concat, "join": _join,
    }
)  # fmt: skip


READING |= {"into_iter": ("own", _into_iter), "map": ("own", _map_array)}
