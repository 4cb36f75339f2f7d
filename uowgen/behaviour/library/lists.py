"""Methods of lists that grow, `Vec` and `VecDeque`; those of slices are asked for here as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.calls import invoke
from uowgen.behaviour.comparing import equal
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.library.sequences import Owned, drop_all
from uowgen.behaviour.library.slices import READING, as_slice, checked, to_vec
from uowgen.behaviour.library.tables import Method, looking
from uowgen.behaviour.outcomes import RustPanic, Unknown
from uowgen.behaviour.prelude import NONE, some
from uowgen.behaviour.values import UNIT, Boxed, Deque, Ref, Slice, Vec, copied, strip

if TYPE_CHECKING:
    from uowgen.behaviour.machine import Machine
    from uowgen.behaviour.paths import Site


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


def _push(m: Machine, s: Site, v: Any, item: Any) -> Any:
    if type(v) is Deque:
        raise Unknown("push of a VecDeque")
    v.append(item)
    if 0 <= getattr(v, "room", -1) < len(v):
        v.room = -1
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
    v += to_vec(m, s, strip(other))
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
    if type(v) is Vec:
        v.room = -1
    return UNIT


def _growing(grow: Any) -> Any:
    """A method that may make a list longer than what was asked for: how much room there is then is not known."""

    def grown(m: Machine, s: Site, v: Any, *given: Any) -> Any:
        back = grow(m, s, v, *given)
        if 0 <= getattr(v, "room", -1) < len(v):
            v.room = -1
        return back

    return grown


def _room(m: Machine, s: Site, v: Any) -> Any:
    """How much there is room for: what was asked for, as long as that was enough."""
    room = getattr(v, "room", -1)
    if room < len(v):
        raise Unknown("the capacity of a list that has grown")
    return INTS["usize"](room)


def _into_boxed(m: Machine, s: Site, v: Any) -> Any:
    return Boxed((Slice(v, 0, len(v)),))


GROWING: dict[str, Method] = looking(
    {
        "push": _push, "pop": _pop, "insert": _growing(_insert), "remove": _remove, "swap_remove": _swap_remove, "truncate": _truncate,
        "clear": _clear, "append": _growing(_append), "split_off": _split_off, "drain": _drain, "retain": _retain, "retain_mut": _retain,
        "extend": _growing(_extend), "extend_from_slice": _growing(_extend_from), "resize": _growing(_resize), "dedup": _dedup, "dedup_by": _dedup_by, "dedup_by_key": _dedup_by_key, "reserve": _capacity,
        "reserve_exact": _capacity, "shrink_to_fit": _capacity, "capacity": _room,
    }
)  # fmt: skip
GROWING["into_boxed_slice"] = ("own", _into_boxed)
QUEUE: dict[str, Method] = {
    "push_back": ("look", lambda m, s, v, item: v.append(item) or UNIT),
    "push_front": ("look", lambda m, s, v, item: v.insert(0, item) or UNIT),
    "pop_back": ("look", lambda m, s, v: some(v.pop()) if v else NONE),
    "pop_front": ("look", lambda m, s, v: some(v.pop(0)) if v else NONE),
    "make_contiguous": ("look", as_slice),
}
