"""Methods of `Vec`, `VecDeque`, arrays and slices. Those that put elements in order are in `ordering.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour import prelude
from uowgen.behaviour.calls import invoke
from uowgen.behaviour.comparing import equal
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.library.sequences import Owned, drop_all
from uowgen.behaviour.library.tables import Method, looking
from uowgen.behaviour.outcomes import RustPanic, Unknown
from uowgen.behaviour.prelude import NONE, some
from uowgen.behaviour.values import UNIT, Array, Boxed, Deque, Ref, Slice, Struct, Text, Tup, Vec, copied, strip

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.machine import Machine
    from uowgen.behaviour.paths import Site

_USIZE = INTS["usize"]


def method(value: Any, name: str) -> Method | None:
    """The method `name` of a list."""
    kind = type(value)
    if kind is Vec or kind is Deque:
        found = GROWING.get(name) or (QUEUE.get(name) if kind is Deque else None)
        if found is not None:
            return found
    found = READING.get(name)
    if found is not None:
        return found
    from uowgen.behaviour.library import ordering

    return ordering.METHODS.get(name)


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


# ------------------------------------------------------------------------------------------------------------- reading


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


def _as_slice(m: Machine, s: Site, v: Any) -> Any:
    items, low, high = view(v)
    return Slice(items, low, high)


def _to_vec(m: Machine, s: Site, v: Any) -> Any:
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
        "contains": _contains, "as_slice": _as_slice, "as_mut_slice": _as_slice, "as_ref": _as_slice, "as_mut": _as_slice,
        "borrow": _as_slice, "to_vec": _to_vec, "to_owned": _to_vec, "split_at": _split_at, "split_at_mut": _split_at,
        "chunks": _pieces(False), "chunks_mut": _pieces(False), "chunks_exact": _pieces(True), "chunks_exact_mut": _pieces(True),
        "rchunks": _pieces(False, True), "windows": _windows, "swap": _swap, "reverse": _reverse, "fill": _fill,
        "copy_from_slice": _copy_from, "clone_from_slice": _copy_from, "copy_within": _copy_within, "starts_with": _starts_with,
        "ends_with": _ends_with, "rotate_left": _rotated(True), "rotate_right": _rotated(False), "concat": _concat, "join": _join,
    }
)  # fmt: skip
READING |= {"into_iter": ("own", _into_iter), "map": ("own", _map_array)}


# ------------------------------------------------------------------------------------------------------------- growing


def _push(m: Machine, s: Site, v: Any, item: Any) -> Any:
    if type(v) is Deque:
        raise Unknown("push of a VecDeque")
    v.append(item)
    return UNIT


def _pop(m: Machine, s: Site, v: Any) -> Any:
    if type(v) is Deque:
        raise Unknown("pop of a VecDeque")
    return some(v.pop()) if v else NONE


def _insert(m: Machine, s: Site, v: Any, at: Any, item: Any) -> Any:
    if at > len(v):
        raise RustPanic(
            f"insertion index (is {int(at)}) should be <= len (is {len(v)})" if type(v) is Vec else "index out of bounds"
        )
    v.insert(int(at), item)
    return UNIT


def _remove(m: Machine, s: Site, v: Any, at: Any) -> Any:
    if type(v) is Deque:
        return some(v.pop(int(at))) if at < len(v) else NONE
    if at >= len(v):
        raise RustPanic(f"removal index (is {int(at)}) should be < len (is {len(v)})")
    return v.pop(int(at))


def _swap_remove(m: Machine, s: Site, v: Any, at: Any) -> Any:
    if type(v) is Deque:
        raise Unknown("swap_remove of a VecDeque")
    if at >= len(v):
        raise RustPanic(f"swap_remove index (is {int(at)}) should be < len (is {len(v)})")
    v[int(at)], v[-1] = v[-1], v[int(at)]
    return v.pop()


def _truncate(m: Machine, s: Site, v: Any, length: Any) -> Any:
    rest = v[int(length) :]
    del v[int(length) :]
    drop_all(m, rest)
    return UNIT


def _clear(m: Machine, s: Site, v: Any) -> Any:
    return _truncate(m, s, v, 0)


def _append(m: Machine, s: Site, v: Any, other: Any) -> Any:
    source = strip(other)
    if type(source) is not type(v):
        raise Unknown("append of another kind of list")
    v += source
    source.clear()
    return UNIT


def _split_off(m: Machine, s: Site, v: Any, at: Any) -> Any:
    if at > len(v):
        raise RustPanic(f"`at` split index (is {int(at)}) should be <= len (is {len(v)})")
    rest = type(v)(v[int(at) :])
    del v[int(at) :]
    return rest


def _drain(m: Machine, s: Site, v: Any, at: Any) -> Any:
    low, high = checked(at, len(v))
    taken = v[low:high]
    del v[low:high]
    return Owned(m, taken)


def _retain(m: Machine, s: Site, v: Any, f: Any) -> Any:
    kept: list[Any] = []
    n = 0
    try:
        while n < len(v):
            box = [v[n]]
            keep = invoke(m, f, [Ref(box, 0)])
            n += 1
            if keep:
                kept.append(box[0])
            else:
                drop_all(m, box)
    finally:
        v[:] = kept + v[n:]
    return UNIT


def _extend(m: Machine, s: Site, v: Any, source: Any) -> Any:
    from uowgen.behaviour.library.iterators import iterator_of

    for item in iterator_of(m, s, source):
        held = item
        if type(item) is Ref:  # `extend` of references copies, where the elements are Copy and the list is not one of references
            same = copied(item.box[item.key])
            if same is None or not v or type(v[0]) is Ref:
                raise Unknown("extend with references")
            held = same
        v.append(held)
    return UNIT


def _extend_from(m: Machine, s: Site, v: Any, other: Any) -> Any:
    v += _to_vec(m, s, strip(other))
    return UNIT


def _resize(m: Machine, s: Site, v: Any, length: Any, value: Any) -> Any:
    from uowgen.behaviour.library import common

    if length <= len(v):
        _truncate(m, s, v, length)
        drop_all(m, [value])
        return UNIT
    while len(v) < length - 1:
        v.append(common.clone(m, value))
    v.append(value)
    return UNIT


def _dedup(m: Machine, s: Site, v: Any) -> Any:
    kept: list[Any] = []
    gone: list[Any] = []
    for item in v:
        (gone if kept and equal(m, item, kept[-1]) else kept).append(item)
    v[:] = kept
    drop_all(m, gone)
    return UNIT


def _dedup_by(m: Machine, s: Site, v: Any, same: Any) -> Any:
    """`same` is asked with the later one first; what it says is the same as the last that is kept goes at once."""
    kept, rest = v[:1], v[1:]
    try:
        while rest:
            later = [rest[0]]
            found = invoke(m, same, [Ref(later, 0), Ref(kept, len(kept) - 1)])
            rest.pop(0)
            if found:
                drop_all(m, later)
            else:
                kept.append(later[0])
    finally:
        v[:] = kept + rest
    return UNIT


def _dedup_by_key(m: Machine, s: Site, v: Any, key: Any) -> Any:
    return _dedup_by(m, s, v, _SameKey(key))


class _SameKey:
    """Whether two have the same key."""

    def __init__(self, key: Any) -> None:
        self.key = key

    def __call__(self, m: Machine, later: Any, earlier: Any) -> bool:
        return equal(m, invoke(m, self.key, [later]), invoke(m, self.key, [earlier]))


def _capacity(m: Machine, s: Site, v: Any, *more: Any) -> Any:
    return UNIT


def _into_boxed(m: Machine, s: Site, v: Any) -> Any:
    return Boxed((Slice(v, 0, len(v)),))


GROWING: dict[str, Method] = looking(
    {
        "push": _push, "pop": _pop, "insert": _insert, "remove": _remove, "swap_remove": _swap_remove, "truncate": _truncate,
        "clear": _clear, "append": _append, "split_off": _split_off, "drain": _drain, "retain": _retain, "retain_mut": _retain,
        "extend": _extend, "extend_from_slice": _extend_from, "resize": _resize, "dedup": _dedup, "dedup_by": _dedup_by, "dedup_by_key": _dedup_by_key, "reserve": _capacity,
        "reserve_exact": _capacity, "shrink_to_fit": _capacity,
    }
)  # fmt: skip
GROWING["into_boxed_slice"] = ("own", _into_boxed)
QUEUE: dict[str, Method] = {
    "push_back": ("look", lambda m, s, v, item: v.append(item) or UNIT),
    "push_front": ("look", lambda m, s, v, item: v.insert(0, item) or UNIT),
    "pop_back": ("look", lambda m, s, v: some(v.pop()) if v else NONE),
    "pop_front": ("look", lambda m, s, v: some(v.pop(0)) if v else NONE),
    "make_contiguous": ("look", _as_slice),
}

__all__ = ["bounds", "checked", "method", "prelude", "view"]
