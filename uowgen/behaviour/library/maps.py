"""`BTreeMap`, `BTreeSet`, `HashMap` and `HashSet`. The order of a hashed one is not known, so what depends on it is left undecided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.calls import invoke, invoke_once
from uowgen.behaviour.drops import drop_value
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.library.sequences import Owned, drop_all
from uowgen.behaviour.outcomes import RustPanic, Unknown
from uowgen.behaviour.prelude import NONE, some
from uowgen.behaviour.types import coerce
from uowgen.behaviour.values import UNIT, Array, Native, Ref, Slice, Struct, Text, Tup, Vec, strip

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.library.tables import Method
    from uowgen.behaviour.machine import Machine
    from uowgen.behaviour.paths import Site
    from uowgen.behaviour.types import Ty

_USIZE = INTS["usize"]


class Table(dict[Any, list[Any]]):
    """A map or set: from what stands for a key (`key_of`) to `[key, value]`; in a set the value is `()`."""

    is_set = False
    ordered = True

    def entries(self) -> list[list[Any]]:
        """The entries in the order in which an iterator gives them."""
        if not self.ordered and len(self) > 1:
            raise Unknown(f"the order of a {type(self).__name__}")
        return list(dict.values(self))

    def values(self) -> Any:
        """As `entries`, for what prints or drops a map."""
        return self.entries()

    def put(self, key: Any, value: Any) -> list[Any] | None:
        """Puts `value` at `key`; gives the entry that was there, unchanged, with the value moved out of the way."""
        place = key_of(key, self.ordered)
        there = self.get(place)
        if there is not None:
            before = [key, there[1]]
            there[1] = value
            return before
        self[place] = [key, value]
        if self.ordered and len(self) > 1:
            rows = sorted(self.items())
            self.clear()
            self.update(rows)
        return None

    def cloned(self, machine: Machine) -> Table:
        """What `.clone()` makes."""
        from uowgen.behaviour.library.common import clone

        made = type(self)()
        for place, (key, value) in self.items():
            made[place] = [clone(machine, key), clone(machine, value)]
        return made


class BTreeMap(Table):
    """A `BTreeMap`."""


class BTreeSet(Table):
    """A `BTreeSet`."""

    is_set = True


class HashMap(Table):
    """A `HashMap`."""

    ordered = False


class HashSet(Table):
    """A `HashSet`."""

    is_set = True
    ordered = False


_KINDS: dict[str, type[Table]] = {kind.__name__: kind for kind in (BTreeMap, BTreeSet, HashMap, HashSet)}


def new(name: str) -> Table:
    """An empty map or set of the kind `name`."""
    return _KINDS[name]()


def from_items(m: Machine, name: str, items: list[Any], wanted: Ty) -> Table:
    """What `collect` makes of `items`."""
    made = new(name)
    types = wanted.args
    for item in items:
        if made.is_set:
            before = made.put(coerce(item, types[0]) if types else item, UNIT)
            lost = before[:1] if before is not None else []
        else:
            if type(item) is not Tup or len(item) != 2:
                raise Unknown(f"collect of this into a {name}")
            key, value = (coerce(v, t) for v, t in zip(item, types, strict=True)) if len(types) == 2 else item
            before = made.put(key, value)
            lost = before or []
        drop_all(m, lost)
    return made


def iterator(m: Machine, value: Any, owned: bool) -> Any:
    """What `into_iter` of the map, or of a reference to it, gives."""
    rows = value.entries()
    if value.is_set:
        return Owned(m, [row[0] if owned else Ref(row, 0) for row in rows])
    return Owned(m, [Tup(row) if owned else Tup((Ref(row, 0), Ref(row, 1))) for row in rows])


def key_of(value: Any, ordered: bool = False) -> Any:
    """What stands for a key: equal and in order as the keys are. Unknown where the program itself says what is equal."""
    held = strip(value)
    if isinstance(held, int):
        return int(held)
    if isinstance(held, (str, Text)):
        return held.text if isinstance(held, Text) else str(held)
    if isinstance(held, (Tup, Array, Vec)):
        return tuple(key_of(v, ordered) for v in held)
    if type(held) is Slice:
        return tuple(key_of(v, ordered) for v in held.items[held.low : held.high])
    if type(held) is tuple:
        return held
    if type(held) is Struct:
        owner = held.of.type
        if "PartialEq" not in owner.derives or (ordered and ("Ord" not in owner.derives or "PartialOrd" not in owner.derives)):
            raise Unknown(f"{owner.name} as a key")
        return (list(owner.shapes).index(held.of.name), *(key_of(v, ordered) for v in held))
    asked = getattr(held, "as_key", None)  # of the outside: told apart by what it is, in some order
    if asked is not None:
        return asked()
    raise Unknown(f"{type(held).__name__} as a key")


def method(value: Any, name: str) -> Method | None:
    """The method `name` of a map or set."""
    return (SET if value.is_set else MAP).get(name) or BOTH.get(name)


# --------------------------------------------------------------------------------------------------------------- both


def _at(v: Table, key: Any) -> list[Any] | None:
    return v.get(key_of(key, v.ordered))


def _has(m: Machine, s: Site, v: Table, key: Any) -> bool:
    return _at(v, key) is not None


def _pop(v: Table, key: Any) -> list[Any] | None:
    return v.pop(key_of(key, v.ordered), None)


def _lost(m: Machine, values: list[Any]) -> None:
    drop_all(m, values)


def _clear(m: Machine, s: Site, v: Table) -> Any:
    rows = v.entries() if v.ordered else list(dict.values(v))
    v.clear()
    _lost(m, [x for row in rows for x in row])
    return UNIT


def _iter(m: Machine, s: Site, v: Table) -> Any:
    return iterator(m, v, False)


def _into_iter(m: Machine, s: Site, v: Table) -> Any:
    return iterator(m, v, True)


def _end(last: bool, taken: bool) -> Callable[..., Any]:
    def run(m: Machine, s: Site, v: Table) -> Any:
        if not v.ordered:
            raise Unknown(f"the order of a {type(v).__name__}")
        if not v:
            return NONE
        place = list(v)[-1 if last else 0]
        row = v.pop(place) if taken else v[place]
        if v.is_set:
            return some(row[0] if taken else Ref(row, 0))
        return some(Tup(row) if taken else Tup((Ref(row, 0), Ref(row, 1))))

    return run


def _append(m: Machine, s: Site, v: Table, other: Any) -> Any:
    source = strip(other)
    for key, value in list(dict.values(source)):
        _lost(m, v.put(key, value) or [])
    source.clear()
    return UNIT


def _extend(m: Machine, s: Site, v: Table, source: Any) -> Any:
    from uowgen.behaviour.library.iterators import iterator_of

    for item in iterator_of(m, s, source):
        if v.is_set:
            _lost(m, (v.put(item, UNIT) or [])[:1])
        else:
            if type(item) is not Tup:
                raise Unknown("extend of a map by these items")
            _lost(m, v.put(item[0], item[1]) or [])
    return UNIT


def _range(m: Machine, s: Site, v: Table, wanted: Any) -> Any:
    held = strip(wanted)
    if type(held) is not Struct or held.of.type.scope is not None:
        raise Unknown("a range of this kind")
    low = key_of(held[held.of.index["start"]], True) if "start" in held.of.index else None
    high = key_of(held[held.of.index["end"]], True) if "end" in held.of.index else None
    closed = held.of.name in ("RangeInclusive", "RangeToInclusive")
    if low is not None and high is not None and low > high:
        raise RustPanic(f"range start is greater than range end in {type(v).__name__}")
    rows = [
        row
        for place, row in v.items()
        if (low is None or place >= low) and (high is None or place < high or (closed and place == high))
    ]
    return Owned(m, [Ref(row, 0) if v.is_set else Tup((Ref(row, 0), Ref(row, 1))) for row in rows])


def _retain(m: Machine, s: Site, v: Table, f: Any) -> Any:
    rows = v.entries()
    kept = {}
    for place, row in zip(list(v), rows, strict=True):
        if invoke(m, f, [Ref(row, 0)] if v.is_set else [Ref(row, 0), Ref(row, 1)]) is True:
            kept[place] = row
        else:
            del v[place]
            _lost(m, list(row))
    return UNIT


BOTH: dict[str, Method] = {
    "len": ("look", lambda m, s, v: _USIZE(len(v))), "is_empty": ("look", lambda m, s, v: not v), "clear": ("look", _clear),
    "iter": ("look", _iter), "iter_mut": ("look", _iter), "into_iter": ("own", _into_iter), "append": ("look", _append),
    "extend": ("look", _extend), "range": ("look", _range), "range_mut": ("look", _range), "retain": ("look", _retain),
    "reserve": ("look", lambda m, s, v, n: UNIT), "shrink_to_fit": ("look", lambda m, s, v: UNIT),
    "first": ("look", _end(False, False)), "last": ("look", _end(True, False)), "pop_first": ("look", _end(False, True)),
    "pop_last": ("look", _end(True, True)), "first_key_value": ("look", _end(False, False)), "last_key_value": ("look", _end(True, False)),
}  # fmt: skip


# --------------------------------------------------------------------------------------------------------------- maps


def _insert(m: Machine, s: Site, v: Table, key: Any, value: Any) -> Any:
    before = v.put(key, value)
    if before is None:
        return NONE
    drop_value(m, before[0])
    return some(before[1])


def _get(m: Machine, s: Site, v: Table, key: Any) -> Any:
    row = _at(v, key)
    return NONE if row is None else some(Ref(row, 1))


def _get_pair(m: Machine, s: Site, v: Table, key: Any) -> Any:
    row = _at(v, key)
    return NONE if row is None else some(Tup((Ref(row, 0), Ref(row, 1))))


def _remove(m: Machine, s: Site, v: Table, key: Any) -> Any:
    row = _pop(v, key)
    if row is None:
        return NONE
    drop_value(m, row[0])
    return some(row[1])


def _remove_pair(m: Machine, s: Site, v: Table, key: Any) -> Any:
    row = _pop(v, key)
    return NONE if row is None else some(Tup(row))


def _column(number: int, owned: bool) -> Callable[..., Any]:
    def run(m: Machine, s: Site, v: Table) -> Any:
        rows = v.entries()
        if owned:
            _lost(m, [row[1 - number] for row in rows])
        return Owned(m, [row[number] if owned else Ref(row, number) for row in rows])

    return run


class Entry(Native):
    """What `map.entry(key)` gives."""

    copies = False
    type_name = "Entry"

    def __init__(self, table: Table, key: Any) -> None:
        self.table = table
        self.key = key
        self.row = _at(table, key)

    def filled(self, machine: Machine, make: Callable[[], Any]) -> Any:
        """The value, made if there is none; a reference to it."""
        if self.row is None:
            self.table.put(self.key, make())
            self.row = _at(self.table, self.key)
        else:
            drop_value(machine, self.key)
        self.key = UNIT
        return Ref(self.row, 1)

    def dropped(self, machine: Machine) -> None:
        drop_value(machine, self.key)


def _or_insert(self: Entry, machine: Machine, value: Any) -> Any:
    if self.row is not None:
        drop_value(machine, value)
    return self.filled(machine, lambda: value)


def _or_default(self: Entry, machine: Machine) -> Any:
    def made() -> Any:
        from uowgen.behaviour.library.common import default_like

        if not self.table:
            raise Unknown("default of an unknown type")
        return default_like(machine, next(iter(dict.values(self.table)))[1])

    return self.filled(machine, made)


def _and_modify(self: Entry, machine: Machine, f: Any) -> Any:
    if self.row is not None:
        invoke_once(machine, f, [Ref(self.row, 1)])
    else:
        drop_value(machine, f)
    return self


Entry.methods = {
    "or_insert": _or_insert, "or_default": _or_default, "and_modify": _and_modify,
    "or_insert_with": lambda self, machine, f: self.filled(machine, lambda: invoke_once(machine, f, [])),
    "key": lambda self, machine: Ref(self.row if self.row is not None else [self.key], 0),
}  # fmt: skip

MAP: dict[str, Method] = {
    "insert": ("look", _insert), "get": ("look", _get), "get_mut": ("look", _get), "contains_key": ("look", _has), "remove": ("look", _remove),
    "remove_entry": ("look", _remove_pair), "get_key_value": ("look", _get_pair), "entry": ("look", lambda m, s, v, key: Entry(v, key)),
    "keys": ("look", _column(0, False)), "values": ("look", _column(1, False)), "values_mut": ("look", _column(1, False)),
    "into_keys": ("own", _column(0, True)), "into_values": ("own", _column(1, True)),
}  # fmt: skip


# --------------------------------------------------------------------------------------------------------------- sets


def _set_insert(m: Machine, s: Site, v: Table, item: Any) -> bool:
    before = v.put(item, UNIT)
    if before is not None:
        drop_value(m, before[0])
    return before is None


def _set_remove(m: Machine, s: Site, v: Table, item: Any) -> bool:
    row = _pop(v, item)
    if row is not None:
        drop_value(m, row[0])
    return row is not None


def _set_take(m: Machine, s: Site, v: Table, item: Any) -> Any:
    row = _pop(v, item)
    return NONE if row is None else some(row[0])


def _set_get(m: Machine, s: Site, v: Table, item: Any) -> Any:
    row = _at(v, item)
    return NONE if row is None else some(Ref(row, 0))


def _combined(chosen: Callable[[Table, Table], set[Any]]) -> Callable[..., Any]:
    def run(m: Machine, s: Site, v: Table, other: Any) -> Any:
        second = strip(other)
        places = chosen(v, second)
        if not v.ordered and len(places) > 1:
            raise Unknown(f"the order of a {type(v).__name__}")
        return Owned(m, [Ref((v if place in v else second)[place], 0) for place in sorted(places)])

    return run


SET: dict[str, Method] = {
    "insert": ("look", _set_insert), "contains": ("look", _has), "remove": ("look", _set_remove), "take": ("look", _set_take),
    "get": ("look", _set_get), "union": ("look", _combined(lambda a, b: {*a, *b})),
    "intersection": ("look", _combined(lambda a, b: {*a} & {*b})), "difference": ("look", _combined(lambda a, b: {*a} - {*b})),
    "symmetric_difference": ("look", _combined(lambda a, b: {*a} ^ {*b})),
    "is_subset": ("look", lambda m, s, v, other: {*v} <= {*strip(other)}), "is_superset": ("look", lambda m, s, v, other: {*v} >= {*strip(other)}),
    "is_disjoint": ("look", lambda m, s, v, other: not {*v} & {*strip(other)}),
}  # fmt: skip
