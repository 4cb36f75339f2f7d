"""Methods of iterators that ask for items: `next`, `collect`, `sum`, `any` and their like. The lazy ones are in `adaptors.py`."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from uowgen.behaviour import prelude
from uowgen.behaviour.calls import invoke
from uowgen.behaviour.comparing import compare, equal, sign_of, words
from uowgen.behaviour.drops import drop_value
from uowgen.behaviour.integers import INTS, LOOSE, add, multiply, typed
from uowgen.behaviour.library.adaptors import counted
from uowgen.behaviour.library.sequences import END, Iter, as_option, opened
from uowgen.behaviour.outcomes import Leaving, Unknown
from uowgen.behaviour.types import UNKNOWN, Ty, coerce
from uowgen.behaviour.values import UNIT, Array, Boxed, Closure, Deque, Ref, Slice, Struct, Text, Tup, Vec, strip

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.machine import Machine
    from uowgen.behaviour.paths import Site

_USIZE = INTS["usize"]


def next_(m: Machine, s: Site, it: Iter) -> Any:
    return as_option(it.next())


def next_back(m: Machine, s: Site, it: Iter) -> Any:
    return as_option(it.back())


def nth(m: Machine, s: Site, it: Iter, n: Any) -> Any:
    for _ in range(n):
        item = counted(m, it.next())
        if item is END:
            return prelude.NONE
        drop_value(m, item)
    return next_(m, s, it)


def peek(m: Machine, s: Site, it: Any) -> Any:
    return _peekable(it).peek()


def next_if(m: Machine, s: Site, it: Any, f: Any) -> Any:
    shown = _peekable(it).peek()
    return as_option(it.next()) if shown and invoke(m, f, [shown[0]]) is True else prelude.NONE


def next_if_eq(m: Machine, s: Site, it: Any, wanted: Any) -> Any:
    shown = _peekable(it).peek()
    return as_option(it.next()) if shown and equal(m, shown[0], wanted) else prelude.NONE


def _peekable(it: Any) -> Any:
    if not hasattr(it, "peek"):
        raise Unknown("peek of this iterator")
    return it


def any_(m: Machine, s: Site, it: Iter, f: Any) -> bool:
    return any(invoke(m, f, [counted(m, item)]) is True for item in it)


def all_(m: Machine, s: Site, it: Iter, f: Any) -> bool:
    return all(invoke(m, f, [counted(m, item)]) is True for item in it)


def position(m: Machine, s: Site, it: Iter, f: Any) -> Any:
    for n, item in enumerate(it):
        if invoke(m, f, [counted(m, item)]) is True:
            return prelude.some(_USIZE(n))
    return prelude.NONE


def rposition(m: Machine, s: Site, it: Iter, f: Any) -> Any:
    for n in range(it.length() - 1, -1, -1):
        if invoke(m, f, [it.back()]) is True:
            return prelude.some(_USIZE(n))
    return prelude.NONE


def find(m: Machine, s: Site, it: Iter, f: Any) -> Any:
    return _found(m, it.next, f)


def rfind(m: Machine, s: Site, it: Iter, f: Any) -> Any:
    return _found(m, it.back, f)


def _found(m: Machine, following: Callable[[], Any], f: Any) -> Any:
    while True:
        item = counted(m, following())
        if item is END:
            return prelude.NONE
        box = [item]
        if invoke(m, f, [Ref(box, 0)]) is True:
            return prelude.some(box[0])
        drop_value(m, box[0])


def find_map(m: Machine, s: Site, it: Iter, f: Any) -> Any:
    for item in it:
        found = invoke(m, f, [counted(m, item)])
        if opened(found) is not END:
            return found
    return prelude.NONE


def fold(m: Machine, s: Site, it: Iter, start: Any, f: Any) -> Any:
    total = start if s.expect is None else coerce(start, s.expect)
    for item in it:
        total = invoke(m, f, [total, counted(m, item)])
    return total


def try_fold(m: Machine, s: Site, it: Iter, start: Any, f: Any) -> Any:
    total, last = start, None
    for item in it:
        last = invoke(m, f, [total, counted(m, item)])
        if last.of not in (prelude.OK, prelude.SOME):
            return last
        total = last[0]
    if last is None:
        raise Unknown("try_fold over nothing")
    return last


def try_for_each(m: Machine, s: Site, it: Iter, f: Any) -> Any:
    last = None
    for item in it:
        last = invoke(m, f, [counted(m, item)])
        if last.of not in (prelude.OK, prelude.SOME):
            return last
    if last is None:
        if s.expect is None or s.expect.head not in ("Option", "Result"):
            raise Unknown("try_for_each over nothing")
        return prelude.ok(UNIT) if s.expect.head == "Result" else prelude.some(UNIT)
    return last


def reduce(m: Machine, s: Site, it: Iter, f: Any) -> Any:
    total = it.next()
    if total is END:
        return prelude.NONE
    for item in it:
        total = invoke(m, f, [total, counted(m, item)])
    return prelude.some(total)


def for_each(m: Machine, s: Site, it: Iter, f: Any) -> Any:
    for item in it:
        drop_value(m, invoke(m, f, [counted(m, item)]))
    return UNIT


def count(m: Machine, s: Site, it: Iter) -> Any:
    total = 0
    for item in it:
        drop_value(m, counted(m, item))
        total += 1
    return _USIZE(total)


def last(m: Machine, s: Site, it: Iter) -> Any:
    found = END
    for item in it:
        if found is not END:
            drop_value(m, found)
        found = counted(m, item)
    return as_option(found)


def _total(start: int, step: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    def run(m: Machine, s: Site, it: Iter) -> Any:
        wanted = s.turbofish[0] if s.turbofish else s.expect
        head = wanted.head if wanted is not None else "_"
        if not isinstance(head, str) or (head not in INTS and head not in ("_", "f64")):
            raise Unknown(f"sum or product as {wanted!r}")
        result: Any = typed(INTS[head], start) if head in INTS else float(start) if head == "f64" else start
        for item in it:
            value = strip(counted(m, item))
            if isinstance(value, float) and type(result) in LOOSE:
                result = float(result)
            if isinstance(value, float):
                result = type(value)(result + value if start == 0 else result * value)
            elif isinstance(value, int) and not isinstance(value, bool):
                result = step(result, value)
            else:
                raise Unknown("sum or product of these values")
        return result

    return run


def _best(m: Machine, it: Iter, better: Callable[[Any, Any], bool]) -> Any:
    """The item that no other one is better than; `better(new, old)`."""
    best = it.next()
    if best is END:
        return prelude.NONE
    for item in it:
        counted(m, item)
        if better(item, best):
            best, item = item, best
        drop_value(m, item)
    return prelude.some(best)


def _order(m: Machine, a: Any, b: Any) -> int:
    found = compare(m, a, b)
    if found is None:
        raise Unknown("order of values that have none")
    return found


def max_(m: Machine, s: Site, it: Iter) -> Any:
    return _best(m, it, lambda new, old: _order(m, new, old) >= 0)


def min_(m: Machine, s: Site, it: Iter) -> Any:
    return _best(m, it, lambda new, old: _order(m, new, old) < 0)


def max_by(m: Machine, s: Site, it: Iter, f: Any) -> Any:
    return _best(m, it, lambda new, old: _asked(m, f, old, new) <= 0)


def min_by(m: Machine, s: Site, it: Iter, f: Any) -> Any:
    return _best(m, it, lambda new, old: _asked(m, f, old, new) > 0)


def _asked(m: Machine, f: Any, a: Any, b: Any) -> int:
    return sign_of(invoke(m, f, [Ref([a], 0), Ref([b], 0)])) or 0


def _by_key(m: Machine, it: Iter, f: Any, better: Callable[[int], bool]) -> Any:
    best = key = END
    for item in it:
        box = [counted(m, item)]
        mine = invoke(m, f, [Ref(box, 0)])
        if best is END or better(_order(m, mine, key)):
            best, box[0] = box[0], best
            key, mine = mine, key
        for old in (box[0], mine):
            if old is not END:
                drop_value(m, old)
    if key is not END:
        drop_value(m, key)
    return as_option(best)


def max_by_key(m: Machine, s: Site, it: Iter, f: Any) -> Any:
    return _by_key(m, it, f, lambda found: found >= 0)


def min_by_key(m: Machine, s: Site, it: Iter, f: Any) -> Any:
    return _by_key(m, it, f, lambda found: found < 0)


def unzip(m: Machine, s: Site, it: Iter) -> Any:
    wanted = s.expect.args if s.expect is not None and s.expect.head == "(" else s.turbofish[2:]
    if any(w.head not in ("Vec", "_") for w in wanted) or not wanted:
        raise Unknown("unzip into other collections than Vec")
    pairs = list(it)
    both = [Vec(pair[n] for pair in pairs) for n in (0, 1)]
    return Tup(coerce(part, wanted[n]) for n, part in enumerate(both))


def partition(m: Machine, s: Site, it: Iter, f: Any) -> Any:
    wanted = s.expect.args[0] if s.expect is not None and s.expect.head == "(" else s.turbofish[0] if s.turbofish else UNKNOWN
    if wanted.head != "Vec":
        raise Unknown("partition into other collections than Vec")
    sides = (Vec(), Vec())
    for item in it:
        box = [counted(m, item)]
        sides[0 if invoke(m, f, [Ref(box, 0)]) is True else 1].append(box[0])
    return Tup(coerce(side, wanted) for side in sides)


def equal_to(m: Machine, s: Site, it: Iter, other: Any) -> bool:
    from uowgen.behaviour.library.iterators import iterator_of

    theirs = iterator_of(m, s, other)
    while True:
        a, b = it.next(), theirs.next()
        if a is END or b is END:
            return a is b
        if not equal(m, a, b):
            return False


def cmp(m: Machine, s: Site, it: Iter, other: Any) -> Any:
    from uowgen.behaviour.library.iterators import iterator_of

    theirs = iterator_of(m, s, other)
    while True:
        a, b = it.next(), theirs.next()
        if a is END or b is END:
            return prelude.EQUAL if a is b else prelude.LESS if a is END else prelude.GREATER
        found = _order(m, a, b)
        if found:
            return prelude.LESS if found < 0 else prelude.GREATER


def is_sorted(m: Machine, s: Site, it: Iter) -> bool:
    items = list(it)
    return all((compare(m, a, b) or 0) <= 0 for a, b in pairwise(items))


def length(m: Machine, s: Site, it: Iter) -> Any:
    return _USIZE(it.length())


# -------------------------------------------------------------------------------------------------------------- collecting


def collect(m: Machine, s: Site, it: Iter) -> Any:
    wanted = s.turbofish[0] if s.turbofish else s.expect
    if wanted is None or wanted.head == "_":
        raise Unknown("collect into an unknown type")
    return collected(m, it, wanted)


def collected(m: Machine, it: Iter, wanted: Ty) -> Any:
    """The items as a collection of type `wanted`."""
    head = wanted.head
    element = wanted.args[0] if wanted.args else UNKNOWN
    if head in ("Option", "Result"):
        return _short(m, it, wanted, element)
    if not isinstance(head, str):
        own = [f for f in m.program.methods_of(head, "from_iter") if not f.takes]
        if len(own) == 1:
            return own[0].run(m, [it], None)
        raise Unknown(f"collect into {head.name}")
    items: list[Any] = []
    try:
        for item in it:
            items.append(coerce(counted(m, item), element) if element.ints else counted(m, item))
    except Leaving:
        for item in items:
            drop_value(m, item)
        raise
    if head == "Vec":
        return Vec(items)
    if head == "VecDeque":
        return Deque(items)
    if head == "BinaryHeap":
        from uowgen.behaviour.library import heaps

        return heaps.made_of(m, items)
    if head == "Box" and element.head == "[":
        return Boxed((Array(coerce(i, element.args[0]) for i in items),))
    if head == "String":
        return Text("".join(words(i) for i in items))
    if head == "()":
        return UNIT
    if head in ("BTreeMap", "HashMap", "BTreeSet", "HashSet"):
        from uowgen.behaviour.library import maps

        return maps.from_items(m, head, items, wanted)
    raise Unknown(f"collect into {wanted!r}")


class _Short(Iter):
    """The insides of options or results, up to the first that failed."""

    def __init__(self, machine: Machine, inner: Iter) -> None:
        super().__init__(machine)
        self.inner = inner
        self.failure: Any = None

    def next(self) -> Any:
        item = self.inner.next()
        if item is END:
            return END
        if type(item) is not Struct or item.of.type not in (prelude.OPTION, prelude.RESULT):
            raise Unknown("collect of these values")
        if item.of is prelude.SOME or item.of is prelude.OK:
            return item[0]
        self.failure = item
        return END


def _short(m: Machine, it: Iter, wanted: Ty, inner: Ty) -> Any:
    short = _Short(m, it)
    made = collected(m, short, inner)
    if short.failure is not None:
        drop_value(m, made)
        return short.failure
    return prelude.some(made) if wanted.head == "Option" else prelude.ok(made)


def _consuming(run: Callable[..., Any]) -> Callable[..., Any]:
    """The iterator and the closures go when the method is done, however it ends."""

    def whole(m: Machine, s: Site, it: Iter, *arguments: Any) -> Any:
        try:
            return run(m, s, it, *arguments)
        finally:
            it.dropped(m)
            for argument in arguments:
                if type(argument) is Closure:
                    drop_value(m, argument)

    return whole


_LOOKING: dict[str, Callable[..., Any]] = {
    "next": next_, "next_back": next_back, "nth": nth, "peek": peek, "peek_mut": peek, "next_if": next_if, "next_if_eq": next_if_eq,
    "any": any_, "all": all_, "position": position, "rposition": rposition, "find": find, "rfind": rfind, "find_map": find_map,
    "try_fold": try_fold, "try_for_each": try_for_each, "len": length,
}  # fmt: skip
_CONSUMING: dict[str, Callable[..., Any]] = {
    "fold": fold, "reduce": reduce, "for_each": for_each, "count": count, "last": last, "sum": _total(0, add),
    "product": _total(1, multiply), "max": max_, "min": min_, "max_by": max_by, "min_by": min_by, "max_by_key": max_by_key,
    "min_by_key": min_by_key, "unzip": unzip, "partition": partition, "eq": equal_to, "cmp": cmp, "is_sorted": is_sorted,
    "collect": collect,
}  # fmt: skip
METHODS: dict[str, tuple[str, Callable[..., Any]]] = {name: ("look", run) for name, run in _LOOKING.items()}
METHODS |= {name: ("own", _consuming(run)) for name, run in _CONSUMING.items()}

__all__ = ["METHODS", "Slice", "Tup"]
