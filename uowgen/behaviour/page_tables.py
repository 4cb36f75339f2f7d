"""An outside whose memory holds page tables: reads give entries that are present, writes are noted, and what is freed is told apart.

Tables are reached by address, in any of the ways that kernels are written in: `read(table, index)` and `write(table, index, value)` on
numbers with bits, a table thing (`table_at(address)`) whose entries answer `is_valid()`, `frame()` and the like, or memory that a pointer
leads to (`&mut *(phys_to_virt(address) as *mut [u64; 512])`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.behaviour.foreign import Thing
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.outcomes import Unknown
from uowgen.behaviour.outside import Outside
from uowgen.behaviour.values import UNIT, Cells, Slice, strip

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from uowgen.behaviour.outside import Script

ROOT = 0x10_0000
STALE = "stale"  # an entry that is not valid, with bits and an address left in it
KERNEL = 0x8_0000  # the kernel's own root
TAKEN = "a page that is taken for a table"
_ASKS = frozenset({"has", "contains", "is", "test", "intersects", "any", "all", "flag"})
_IN_USE = frozenset({"satp", "cr3", "cr", "ttbr", "vttbr", "ttbr0", "pgd", "root", "active", "current", "table"})
_READS = frozenset({"read", "get", "load", "entry", "lookup", "fetch", "pte", "index", "at"})
_WRITES = frozenset({"write", "set", "store", "put", "replace", "swap", "update"})
_CLEARS = frozenset({"clear", "zero", "reset", "unmap", "remove", "take", "invalidate"})
_FREES = frozenset({"free", "release", "dealloc", "deallocate", "reclaim", "put", "give", "return"})
_FLUSHES = frozenset({"flush", "invlpg", "shootdown", "sfence", "invpcid", "tlbi", "inval", "invalidate"})
_TO_VIRTUAL = frozenset(
    {
        "phys_to_virt",
        "to_virt",
        "to_virtual",
        "phys_to_virtual",
        "pa_to_va",
        "p2v",
        "phys_to_kernel_virt",
        "physical_to_virtual",
        "paddr_to_vaddr",
    }
)
_MAKES = frozenset({"new", "from", "unchecked", "containing", "address", "at"})  # `PhysAddr::new`, `Frame::containing_address`
_GIVES = frozenset({"as", "get", "value", "raw", "addr", "address", "into", "inner", "number", "u64", "usize", "start"})
ADDRESS_BITS = 0x000F_FFFF_FFFF_F000
_ADDRESS = frozenset({"frame", "addr", "address", "target", "phys", "paddr", "pa", "ppn", "next", "child", "base", "output"})
_ABSENT = frozenset({"unused", "empty", "absent", "none", "zero", "free", "invalid"})


class Entry(NamedTuple):
    """What stands in one place of a table: `page`, `huge`, `table` or `stale`, where it points, whether it is someone else's."""

    kind: str
    target: int
    shared: bool = False
    more: int = 0  # further bits that are set


class Layout(NamedTuple):
    """How the code under test sees tables: entries of one, those of the root that are the user's, levels, and which bits say what.

    `bits` is empty where entries are things with methods.
    """

    entries: int
    user: int
    levels: int
    bits: Mapping[str, int]
    width: str = "u64"
    alike: bool = False  # whether an entry of the lowest level looks like one that leads to a table
    huge: bool = True  # whether there are large pages, where entries are things with methods


class Done(NamedTuple):
    """One thing that was done: `read`, `clear`, `overwrite`, `free`, `flush` or `other`; `at` is a table with an index, or an address."""

    what: str
    at: tuple[int, ...]
    name: str = ""
    given: tuple[object, ...] = ()


class PageTables(Outside):
    """The world of one walk. `memory` has the entries that are present, by table and index."""

    def __init__(
        self, script: Script, learnt: dict[str, str], memory: Mapping[tuple[int, int], Entry], layout: Layout, active: bool = False
    ) -> None:
        super().__init__(script, learnt)
        self.loaded = ROOT if active else KERNEL  # the root that the processor uses
        self.begun = dict(memory)
        self.memory = dict(memory)
        self.layout = layout
        self.tables = {ROOT, *(t for t, _ in memory), *(e.target for e in memory.values() if e.kind == "table")}
        self.mapped = {e.target for e in memory.values()} - self.tables
        self.done: list[Done] = []
        self.width: Any = INTS["usize"]

    def constant(self, name: str, token: str) -> Any:
        """A constant of the outside that tells how tables are laid out."""
        parts = set(name.lower().split("_"))
        if parts & {"entries", "ptes", "slots"}:
            return INTS["usize"](self.layout.user if parts & {"user", "lower", "half"} else self.layout.entries)
        if "levels" in parts or "level" in parts:
            top = parts & {"root", "top", "max", "highest"}
            return INTS["u8"](self.layout.levels if "levels" in parts else self.layout.levels - 1 if top else 0)
        bits = self.layout.bits
        if bits:
            width = INTS[self.layout.width]
            if "mask" in parts:
                return width(ADDRESS_BITS & width.high)
            if parts & {"present", "valid"}:
                return width(bits["present"])
            if parts & {"huge", "large", "ps", "superpage"}:
                return width(bits["huge"])
            if parts & FOREIGN and bits["shared"]:
                return width(bits["shared"])
        return super().constant(name, token)

    def known(self, path: str, arguments: list[Any]) -> Any:
        """An address in a type of its own, the table that an address leads to, the address of a table."""
        first, _, name = path.rpartition("::")
        given = [_bare(strip(a)) for a in arguments]
        if len(given) != 1:
            return None
        if name in _TO_VIRTUAL and isinstance(given[0], int) and int(given[0]) in self.tables | self.mapped:
            self.width = INTS["u64"] if type(given[0]) is int else type(given[0])
            return Table(self, path, int(given[0]))
        if name == "virt_to_phys" and isinstance(given[0], Table):
            return INTS["u64"](given[0].address)
        maker = name if name[:1].isupper() else first.rpartition("::")[2]
        if isinstance(given[0], int) and is_address_type(maker) and (name == maker or set(name.split("_")) & _MAKES):
            return Address(self, maker, int(given[0]))
        return None

    def called(self, path: str, arguments: list[Any], owner: str = "") -> Any:
        """A call to the outside: of tables, of what frees frames, of what flushes; else as in any other world."""
        name = path.replace(".", "::").rpartition("::")[2]
        parts = [p.rstrip("0123456789") for p in name.split("_")]
        given = [_bare(strip(a)) for a in arguments]
        numbers = [int(a) for a in given if isinstance(a, int) and not isinstance(a, bool)]
        whole = {p.rstrip("0123456789") for p in path.replace(".", "::").replace("_", "::").lower().split("::")}
        if not given and parts[-1] in _IN_USE:
            return INTS["usize"](KERNEL if "kernel" in whole else self.loaded)
        if numbers and numbers[0] in self.mapped and ((len(given) == 2 and set(parts) & _READS) or "table" in parts):
            raise Unknown(TAKEN)
        placed = given[:2] if len(given) == 3 and isinstance(given[2], Thing) else given  # the last may be `Pte::EMPTY`
        if len(numbers) == len(placed) >= 2 and numbers[0] in self.tables and not {"free", "dealloc"} & set(parts):
            if len(given) == 2 and set(parts) & _READS:
                self.width = INTS["u64"] if type(given[0]) is int else type(given[0])
                return self.read(numbers[0], numbers[1])
            if len(given) == 3 and set(parts) & _WRITES:
                return self.write(numbers[0], numbers[1], given[2])
            if len(given) == 2 and set(parts) & _CLEARS and not whole & {"tlb"}:
                return self.clear(numbers[0], numbers[1])
        if whole & _FLUSHES or (whole & {"tlb"}):
            self.done.append(Done("flush", (), name, tuple(numbers)))
            return UNIT
        if set(parts) & _FREES and numbers and self.is_address(numbers[0]):
            self.done.append(Done("free", (numbers[0],), name, tuple(numbers[1:])))
            return UNIT
        if len(given) == 1 and numbers and numbers[0] in self.tables and not set(parts) & _FREES:
            self.width = INTS["u64"] if type(given[0]) is int else type(given[0])
            return Table(self, path, numbers[0])
        if numbers and numbers[0] in (ROOT, KERNEL) and whole & _IN_USE and not whole & {"alloc", "clone"}:
            self.loaded = numbers[0]
        self.done.append(Done("other", (), name, tuple(numbers)))
        return super().called(path, arguments, owner)

    def is_address(self, number: int) -> bool:
        """Whether a number is, or comes from, an address that is worth freeing: anything that is no small number."""
        return number >= ROOT

    def read(self, table: int, index: int) -> Any:
        """What the entry holds, as a number or as a thing."""
        if table not in self.mapped:  # a page that is taken for a table has nothing in it
            self._within(table, index)
        self.done.append(Done("read", (table, index)))
        entry = self.memory.get((table, index))
        if not self.layout.bits:
            return EntryThing(self, table, index, entry)
        return INTS[self.layout.width](self._number(entry))

    def _number(self, entry: Entry | None) -> int:
        bits = self.layout.bits
        if entry is None:
            return 0
        if entry.kind == STALE:
            return (entry.target | entry.more) & ~bits["present"]
        number = entry.target | bits["present"] | entry.more
        if entry.kind == "huge":
            number |= bits["huge"]
        return number | (bits["shared"] if entry.shared else 0)

    def write(self, table: int, index: int, value: Any) -> Any:
        """Puts a value into an entry."""
        self._within(table, index)
        empty = (isinstance(value, int) and int(value) == 0) or (
            isinstance(value, Thing)
            and bool(set(value.token.lower().replace("::", "_").split("_")) & (_ABSENT | {"null", "default", "new"}))
        )
        if not empty:
            raise Unknown("an entry is given something that is not known")
        return self.clear(table, index)

    def clear(self, table: int, index: int) -> Any:
        """Empties an entry."""
        self._within(table, index)
        was = self.memory.pop((table, index), None)
        self.done.append(Done("clear" if was is not None else "overwrite", (table, index)))
        return UNIT

    def _within(self, table: int, index: int) -> None:
        if table not in self.tables or not 0 <= index < self.layout.entries:
            raise Unknown("an entry that is in no table")


class Entries(Cells):
    """The entries of one table as elements of a list: each reading and each writing is one of the memory."""

    def __init__(self, world: PageTables, table: int) -> None:
        super().__init__([0] * world.layout.entries)
        self.world, self.table = world, table

    @property
    def owner(self) -> Table:
        """The table that has them: what a slice of its entries cannot do, it may."""
        return Table(self.world, "table", self.table)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self.world.read(self.table, n) for n in range(*at.indices(len(self)))]
        return self.world.read(self.table, int(at))

    def __setitem__(self, at: Any, value: Any) -> None:
        if not isinstance(at, slice):
            self.world.write(self.table, int(at), value)
            return
        for n, one in zip(range(*at.indices(len(self))), value, strict=True):
            self.world.write(self.table, n, one)

    def __iter__(self) -> Iterator[Any]:
        return (self[n] for n in range(len(self)))


class Table(Thing):
    """A table that code holds on to."""

    def __init__(self, world: PageTables, path: str, address: int) -> None:
        super().__init__(world, path, f"table {address:#x}")
        self.tables = world
        self.address = address

    def __getattr__(self, name: str) -> Any:
        if name in ("entries", "slots", "ptes"):  # the one field of such a struct
            return self.place()[0][0]
        return super().__getattr__(name)

    def place(self) -> tuple[Any, Any]:
        """What it is as memory: a slice of its entries."""
        cells = Entries(self.tables, self.address)
        return [Slice(cells, 0, len(cells))], 0

    def called(self, machine: Any, name: str, arguments: list[Any]) -> Any:
        """A method on it: its entries are read or cleared."""
        given = [strip(a) for a in arguments]
        parts = set(name.split("_"))
        if len(given) == 1 and isinstance(given[0], int) and name in ("add", "offset", "wrapping_add", "byte_add"):
            at = int(given[0]) // (8 if name == "byte_add" else 1)
            return Place(self.tables, self.address, at)
        if given and isinstance(given[0], int):
            index = int(given[0])
            if len(given) == 1 and parts & _READS and not parts & _CLEARS:
                return self.tables.read(self.address, index)
            if len(given) == 1 and parts & _CLEARS:
                return self.tables.clear(self.address, index)
            if len(given) == 2 and parts & _WRITES:
                return self.tables.write(self.address, index, given[1])
        if not given and name in (
            "as_ref", "as_mut", "lock", "borrow", "borrow_mut", "by_ref", "as_ptr", "as_mut_ptr", "cast", "cast_mut", "cast_const",
        ):  # fmt: skip
            return self
        if not given and name in ("iter", "iter_mut", "entries", "entries_mut", "as_slice", "as_mut_slice", "len"):
            from uowgen.behaviour.calls import call_method
            from uowgen.behaviour.machine import _site

            box, key = self.place()
            return box[key] if "entries" in parts or "slice" in parts else call_method(machine, _site(), box, key, name, [])
        raise Unknown(f"method {name} of a table")


class Place(Thing):
    """A pointer to an entry: what it is read or written through."""

    def __init__(self, world: PageTables, table: int, index: int) -> None:
        super().__init__(world, "entry", f"entry {index} of {table:#x}")
        self.tables, self.spot = world, (table, index)

    def place(self) -> tuple[Any, Any]:
        """What it is as memory: an element of its table."""
        table, index = self.spot
        return Entries(self.tables, table), index

    def called(self, machine: Any, name: str, arguments: list[Any]) -> Any:
        """A method of the pointer."""
        parts = set(name.split("_"))
        if not arguments and parts & {"read"}:
            self.tables.width = INTS["u64"]
            return self.tables.read(*self.spot)
        if len(arguments) == 1 and parts & {"write"}:
            return self.tables.write(*self.spot, _bare(strip(arguments[0])))
        if name in ("cast", "as_ptr", "as_mut_ptr", "cast_mut", "cast_const"):
            return self
        raise Unknown(f"method {name} of a pointer to an entry")


class Address(Thing):
    """An address in a type of the outside, such as `PhysAddr`."""

    def __init__(self, world: Outside, kind: str, number: int) -> None:
        super().__init__(world, kind, f"{kind}({number:#x})")
        self.number = number

    def called(self, machine: Any, name: str, arguments: list[Any]) -> Any:
        """A method on it: what gives the number back."""
        if not arguments and set(name.split("_")) & _GIVES:
            return INTS["usize" if "usize" in name else "u64"](self.number)
        if not arguments and name in ("is_null", "is_zero"):
            return self.number == 0
        return super().called(machine, name, arguments)

    def same(self, other: Any) -> bool:
        """Whether the two are the same address."""
        return (isinstance(other, Address) and other.number == self.number) or (
            isinstance(other, int) and int(other) == self.number
        )

    def __getattr__(self, name: str) -> Any:
        if name == "0":
            return INTS["u64"](self.number)
        return super().__getattr__(name)


def is_address_type(name: str) -> bool:
    """Whether a type is called as those of addresses and frames are."""
    return name[:1].isupper() and any(w in name for w in ("Addr", "Frame", "Pfn", "Ppn", "PhysPage"))


def _bare(value: Any) -> Any:
    return value.number if isinstance(value, Address) else value


class EntryThing(Thing):
    """An entry that answers questions."""

    def __init__(self, world: PageTables, table: int, index: int, entry: Entry | None) -> None:
        super().__init__(world, "entry", f"entry {index} of {table:#x}")
        self.tables = world
        self.spot = (table, index)
        self.entry = entry

    def called(self, machine: Any, name: str, arguments: list[Any]) -> Any:
        """A question to it."""
        entry, parts = self.entry, set(name.split("_"))
        kind = entry.kind if entry is not None else ""
        if entry is not None and kind == STALE:
            return self._stale(entry, name, parts, arguments)
        asked = strip(arguments[0]) if len(arguments) == 1 and parts & _ASKS else None
        if isinstance(asked, Thing):  # `has(Flags::SHARED)`
            words = set(asked.token.lower().replace("::", "_").split("_"))
            if words & FOREIGN:
                return entry is not None and entry.shared
            if words & {"valid", "present", "v", "p"}:
                return bool(kind)
            if words & {"huge", "large", "ps"}:
                return kind == "huge"
        if not arguments and name in ("flags", "attributes", "bits"):
            return self
        if arguments:
            raise Unknown(f"method {name} of an entry")
        if name in ("clone", "as_ref", "as_mut", "to_owned"):
            return self
        if "is" in parts or name in ("present", "valid", "shared", "huge", "leaf"):
            if parts & _ABSENT:
                return not kind
            if parts & {"valid", "present", "used", "mapped", "some"}:
                return bool(kind)
            if parts & {"huge", "large", "superpage", "big", "block"}:
                return kind == "huge"
            if parts & {"leaf", "page", "terminal"}:
                return kind in ("page", "huge")
            if parts & {"table", "branch", "node", "pointer", "dir", "directory"}:
                return kind == "table" or (kind == "page" and self.tables.layout.alike)
            if len(parts) == 2 and parts & {"user", "writable", "readable", "accessed", "dirty", "executable", "global"}:
                return bool(kind)
            if self.tables.layout.width and parts & _foreign():
                return entry is not None and entry.shared
        if parts & _CLEARS:
            return self.tables.clear(*self.spot)
        if parts & _ADDRESS and entry is not None:
            return self.tables.width(entry.target)
        raise Unknown(f"method {name} of an entry")

    def _stale(self, entry: Entry, name: str, parts: set[str], arguments: list[Any]) -> Any:
        """What an entry says that is not valid: its bits are those of the page, or of the table, that it led to."""
        if not arguments and parts & _ADDRESS:
            return self.tables.width(entry.target)
        if not arguments and parts & _CLEARS:
            return self.tables.clear(*self.spot)
        if not arguments and ("is" in parts or name in ("present", "valid", "leaf")):
            if parts & {"valid", "present", "mapped"}:
                return "invalid" in parts
            if parts & {"leaf", "page", "terminal"}:
                return entry.target in self.tables.mapped
            if parts & {"table", "branch", "dir", "directory"}:
                return entry.target not in self.tables.mapped
            if parts & (FOREIGN | {"huge", "large", "superpage", "block"}):
                return False
        raise Unknown(f"method {name} of an entry that is not valid")


def _foreign() -> frozenset[str]:
    return FOREIGN


FOREIGN = frozenset({"shared", "borrowed", "foreign", "external", "device", "pinned", "vdso", "mmio", "cow", "loaned", "lent"})

__all__ = [
    "FOREIGN",
    "KERNEL",
    "ROOT",
    "STALE",
    "TAKEN",
    "Address",
    "Done",
    "Entry",
    "Layout",
    "PageTables",
    "Place",
    "Table",
    "is_address_type",
]
