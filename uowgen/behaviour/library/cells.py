"""What gives access through a shared reference: cells, locks, atomics; and the methods of boxes, shared and raw pointers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.calls import invoke, invoke_once
from uowgen.behaviour.comparing import equal
from uowgen.behaviour.drops import drop_value
from uowgen.behaviour.integers import INT_KINDS, INTS, LOOSE, typed, wrapped
from uowgen.behaviour.outcomes import RustPanic, Unknown
from uowgen.behaviour.prelude import NONE, err, ok, some
from uowgen.behaviour.values import (
    MOVED,
    UNIT,
    Array,
    Boxed,
    Cell,
    Native,
    Pointer,
    Ref,
    Shared,
    Slice,
    Vec,
    cell,
    copied,
    strip,
    take,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.library.tables import Method
    from uowgen.behaviour.machine import Machine
    from uowgen.behaviour.paths import Site

_USIZE = INTS["usize"]
WRAPPERS = frozenset({"Cell", "RefCell", "UnsafeCell", "Mutex", "RwLock"})
# Locks of other crates, by the names that they usually have: `lock` gives the guard itself.
LOCKS = frozenset(
    {"Mutex", "RwLock", "SpinLock", "Spinlock", "SpinMutex", "TicketMutex", "TicketLock", "FairMutex", "RwSpinLock", "RwSpinlock"}
    | {
        "MutexIrqSafe",
        "IrqMutex",
        "IrqLock",
        "IrqSafeMutex",
        "IrqSpinLock",
        "InterruptTicketMutex",
        "InterruptSpinMutex",
        "InterruptMutex",
    }
)
_NO_LOCKS = frozenset({"OnceLock", "LazyLock"})


def is_lock(name: str) -> bool:
    """Whether a type of another crate is a lock by its name: a known one, or one that is called so (`IrqSafeLock`)."""
    return name in LOCKS or (name.endswith(("Lock", "Mutex", "Spinlock")) and name not in _NO_LOCKS)


_FOREIGN = "lock of another crate: "
_POISONED = -1_000_000


def wrap(head: str, value: Any, foreign: bool = False) -> Any:
    """`head::new(value)`; `foreign` when the lock is not the one of std."""
    if head == "Box":
        return Boxed((value,))
    if head in ("Rc", "Arc"):
        return Shared([value, 1, 0])
    if foreign:
        return cell(_FOREIGN + head, value)
    if head.startswith("Atomic"):
        kind = INTS.get(head.removeprefix("Atomic").lower())
        if kind is not None and type(value) in LOOSE:
            value = typed(kind, value)
        if kind is None and head != "AtomicBool":
            raise Unknown(head)
    return cell(head, value)


def method(value: Any, name: str) -> Method | None:
    """The method `name` of a cell, lock, atomic, box, shared or raw pointer."""
    kind = type(value)
    if kind is Cell:
        table = _TABLES.get(value.kind)
        if table is None:
            table = ATOMIC if value.kind.startswith("Atomic") else FOREIGN_LOCK if value.kind.startswith(_FOREIGN) else _COMMON
        return table.get(name)
    if kind is Shared:
        return WEAK.get(name) if value.weak else None
    if kind is Pointer:
        return POINTER.get(name)
    return None


class Guard(Native):
    """What `borrow`, `lock` and their like give: access until the end of its life."""

    copies = False
    type_name = "guard"

    def __init__(self, cell: Cell, mutable: bool) -> None:
        self.cell = cell
        self.mutable = mutable
        self.ended = False
        cell.lent = -1 if mutable else cell.lent + 1

    def place(self) -> tuple[Any, Any]:
        """The place that it gives access to."""
        return self.cell, 0

    def dropped(self, machine: Machine) -> None:
        if self.ended:
            return
        self.ended = True
        self.cell.lent = 0 if self.mutable else self.cell.lent - 1
        if machine.unwinding and self.mutable and self.cell.kind in ("Mutex", "RwLock"):
            self.cell.lent = _POISONED


# -------------------------------------------------------------------------------------------------------------- cells


def _get(m: Machine, s: Site, v: Cell) -> Any:
    same = copied(v[0])
    if same is None:
        raise Unknown("get of what is not Copy")
    return same


def _like(old: Any, new: Any) -> Any:
    return typed(type(old), new) if type(new) in LOOSE and type(old) in INT_KINDS else new


def _set(m: Machine, s: Site, v: Cell, value: Any) -> Any:
    old, v[0] = v[0], _like(v[0], value)
    drop_value(m, old)
    return UNIT


def _free(v: Cell) -> None:
    if v.lent:
        raise RustPanic("RefCell already borrowed")


def _replace(m: Machine, s: Site, v: Cell, value: Any) -> Any:
    _free(v)
    old, v[0] = v[0], _like(v[0], value)
    return old


def _take(m: Machine, s: Site, v: Cell) -> Any:
    from uowgen.behaviour.library.common import default_like

    _free(v)
    old, v[0] = v[0], default_like(m, v[0])
    return old


def _swap(m: Machine, s: Site, v: Cell, other: Any) -> Any:
    second = strip(other)
    if second is not v:
        _free(v)
        _free(second)
        v[0], second[0] = second[0], v[0]
    return UNIT


def _inner(m: Machine, s: Site, v: Cell) -> Any:
    value, v[0] = v[0], MOVED
    return value


def _reference(m: Machine, s: Site, v: Cell) -> Any:
    return Ref(v, 0)


def _pointer(m: Machine, s: Site, v: Cell) -> Any:
    return Pointer(Ref(v, 0), 0, "")


def _update(m: Machine, s: Site, v: Cell, f: Any) -> Any:
    v[0] = _like(v[0], invoke_once(m, f, [_get(m, s, v)]))
    return UNIT


def _lend(mutable: bool, attempt: bool) -> Callable[..., Any]:
    def run(m: Machine, s: Site, v: Cell) -> Any:
        if v.lent < 0 or (mutable and v.lent):
            if attempt:
                return err(_Busy("BorrowMutError" if mutable else "BorrowError"))
            raise RustPanic("RefCell already borrowed" if mutable else "RefCell already mutably borrowed")
        return ok(Guard(v, mutable)) if attempt else Guard(v, mutable)

    return run


class _Busy(Native):
    """The error of an attempt to borrow or lock what is in use."""

    def __init__(self, name: str) -> None:
        self.type_name = name

    def debug(self, machine: Machine, spec: Any) -> str:
        """What `Debug` prints."""
        return self.type_name


_COMMON: dict[str, Method] = {"into_inner": ("own", _inner), "get_mut": ("look", _reference), "as_ptr": ("look", _pointer)}
CELL: dict[str, Method] = {
    **_COMMON, "get": ("look", _get), "set": ("look", _set), "replace": ("look", _replace), "take": ("look", _take), "swap": ("look", _swap),
    "update": ("look", _update),
}  # fmt: skip
REF_CELL: dict[str, Method] = {
    **_COMMON, "borrow": ("look", _lend(False, False)), "borrow_mut": ("look", _lend(True, False)), "try_borrow": ("look", _lend(False, True)),
    "try_borrow_mut": ("look", _lend(True, True)), "replace": ("look", _replace), "take": ("look", _take), "swap": ("look", _swap),
}  # fmt: skip


# -------------------------------------------------------------------------------------------------------------- locks


def _lock(mutable: bool, attempt: bool, std: bool) -> Callable[..., Any]:
    def run(m: Machine, s: Site, v: Cell) -> Any:
        if v.lent == _POISONED:
            raise Unknown("a lock that a panic has poisoned")
        if v.lent < 0 or (mutable and v.lent):
            if not attempt:
                raise Unknown("a lock that is taken while it is held: the program hangs")
            return err(_Busy("WouldBlock")) if std else NONE
        guard = Guard(v, mutable)
        return ok(guard) if std else some(guard) if attempt else guard

    return run


def _std_inner(m: Machine, s: Site, v: Cell) -> Any:
    if v.lent == _POISONED:
        raise Unknown("a lock that a panic has poisoned")
    return ok(_inner(m, s, v))


def _std_reference(m: Machine, s: Site, v: Cell) -> Any:
    if v.lent == _POISONED:
        raise Unknown("a lock that a panic has poisoned")
    return ok(Ref(v, 0))


def _locked(m: Machine, s: Site, v: Cell) -> bool:
    return v.lent != 0


def _locks(std: bool) -> dict[str, Method]:
    return {
        "lock": ("look", _lock(True, False, std)), "try_lock": ("look", _lock(True, True, std)), "read": ("look", _lock(False, False, std)),
        "write": ("look", _lock(True, False, std)), "try_read": ("look", _lock(False, True, std)), "try_write": ("look", _lock(True, True, std)),
    }  # fmt: skip


MUTEX: dict[str, Method] = {**_locks(True), "into_inner": ("own", _std_inner), "get_mut": ("look", _std_reference)}
FOREIGN_LOCK: dict[str, Method] = {**_locks(False), **_COMMON, "is_locked": ("look", _locked)}


# ------------------------------------------------------------------------------------------------------------ atomics


def _load(m: Machine, s: Site, v: Cell, order: Any) -> Any:
    return v[0]


def _store(m: Machine, s: Site, v: Cell, value: Any, order: Any) -> Any:
    v[0] = _like(v[0], value)
    return UNIT


def _exchange(m: Machine, s: Site, v: Cell, value: Any, order: Any) -> Any:
    old, v[0] = v[0], _like(v[0], value)
    return old


def _fetch(compute: Callable[[int, int], int]) -> Callable[..., Any]:
    def run(m: Machine, s: Site, v: Cell, value: Any, order: Any) -> Any:
        old = v[0]
        if type(old) is bool:
            v[0] = bool(compute(int(old), int(value)) & 1)
        else:
            v[0] = wrapped(type(old), compute(int(old), int(value)))
        return old

    return run


def _compare_exchange(m: Machine, s: Site, v: Cell, current: Any, value: Any, success: Any, failure: Any) -> Any:
    old = v[0]
    if not equal(m, old, _like(old, current)):
        return err(old)
    v[0] = _like(old, value)
    return ok(old)


def _fetch_update(m: Machine, s: Site, v: Cell, success: Any, failure: Any, f: Any) -> Any:
    old = v[0]
    found = invoke(m, f, [old])
    if not found:
        return err(old)
    v[0] = _like(old, found[0])
    return ok(old)


ATOMIC: dict[str, Method] = {
    **_COMMON, "load": ("look", _load), "store": ("look", _store), "swap": ("look", _exchange), "fetch_add": ("look", _fetch(lambda a, b: a + b)),
    "fetch_sub": ("look", _fetch(lambda a, b: a - b)), "fetch_and": ("look", _fetch(lambda a, b: a & b)),
    "fetch_or": ("look", _fetch(lambda a, b: a | b)), "fetch_xor": ("look", _fetch(lambda a, b: a ^ b)),
    "fetch_nand": ("look", _fetch(lambda a, b: ~(a & b))), "fetch_max": ("look", _fetch(max)), "fetch_min": ("look", _fetch(min)),
    "compare_exchange": ("look", _compare_exchange), "compare_exchange_weak": ("look", _compare_exchange),
    "fetch_update": ("look", _fetch_update),
}  # fmt: skip


# ----------------------------------------------------------------------------------------------------------- pointers


def _upgrade(m: Machine, s: Site, v: Shared) -> Any:
    if v.cell[1] == 0:
        return NONE
    v.cell[1] += 1
    return some(Shared(v.cell))


WEAK: dict[str, Method] = {
    "upgrade": ("look", _upgrade), "strong_count": ("look", lambda m, s, v: _USIZE(v.cell[1])),
    "weak_count": ("look", lambda m, s, v: _USIZE(v.cell[2] if v.cell[1] else 0)),
}  # fmt: skip


def _is_null(m: Machine, s: Site, p: Pointer) -> bool:
    return p.ref is None and p.address == 0


def _moved(sign: int) -> Callable[..., Any]:
    def run(m: Machine, s: Site, p: Pointer, count: Any) -> Any:
        return _stepped(p, sign * int(count))

    return run


def _stepped(p: Pointer, count: int) -> Pointer:
    ref = p.ref
    if ref is None:
        words = p.kind.removeprefix("*").strip().removeprefix("mut ").removeprefix("const ").strip()
        if words not in INTS:
            raise Unknown("a step of a pointer to what has no known size")
        return Pointer(None, p.address + count * INTS[words].bits // 8, p.kind)
    if isinstance(ref, Slice):
        return Pointer(Ref(ref.items, ref.low + count), 0, p.kind)
    if type(ref.box) not in (Vec, Array) or not 0 <= ref.key + count <= len(ref.box):
        raise Unknown("a step of a pointer out of what it points into")
    return Pointer(Ref(ref.box, ref.key + count), 0, p.kind)


def _behind(m: Machine, s: Site, p: Pointer) -> tuple[Any, Any]:
    if isinstance(p.ref, Slice):
        return p.ref.items, p.ref.low
    box, key = m.behind_pointer(p, s)
    if type(box) in (Vec, Array) and not 0 <= key < len(box):
        raise Unknown("access past the end of what a pointer points into")
    return box, key


def _read(m: Machine, s: Site, p: Pointer) -> Any:
    box, key = _behind(m, s, p)
    same = copied(box[key])
    return box[key] if same is None else same


def _write(m: Machine, s: Site, p: Pointer, value: Any) -> Any:
    box, key = _behind(m, s, p)
    box[key] = _like(box[key], value)
    return UNIT


def _as_ref(m: Machine, s: Site, p: Pointer) -> Any:
    return NONE if _is_null(m, s, p) else some(Ref(*_behind(m, s, p)))


def _address(m: Machine, s: Site, p: Pointer) -> Any:
    if p.ref is not None:
        raise Unknown("the address of a place")
    return _USIZE(p.address)


POINTER: dict[str, Method] = {
    "is_null": ("look", _is_null), "add": ("look", _moved(1)), "sub": ("look", _moved(-1)), "offset": ("look", _moved(1)),
    "wrapping_add": ("look", _moved(1)), "wrapping_sub": ("look", _moved(-1)), "read": ("look", _read), "read_volatile": ("look", _read),
    "write": ("look", _write), "write_volatile": ("look", _write), "as_ref": ("look", _as_ref), "as_mut": ("look", _as_ref),
    "addr": ("look", _address), "cast_mut": ("look", lambda m, s, p: p), "cast_const": ("look", lambda m, s, p: p),
}  # fmt: skip
_TABLES = {"Cell": CELL, "RefCell": REF_CELL, "Mutex": MUTEX, "RwLock": MUTEX}

__all__ = ["LOCKS", "WRAPPERS", "Guard", "method", "take", "wrap"]
