"""The kernel that interpreted Rust runs on: what it calls outside of the program under test, bound by name to the reference kernel.

It knows what kernels call their page-table walks, TLB flushes and frame allocators. Another call is recorded by its name and answers with
a value that nothing can be done with, so that a run which depends on what it returns is undecided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour import prelude
from uowgen.behaviour.bindings import Bindings, BindingTable, Bound, Static
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.machine import Machine
from uowgen.behaviour.outcomes import Unknown, Unsupported
from uowgen.behaviour.values import Native, plain_number
from uowgen.reference.kernel import Kernel
from uowgen.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from uowgen.behaviour.definitions import Const
    from uowgen.behaviour.machine import Limits
    from uowgen.behaviour.paths import Site
    from uowgen.behaviour.program import Program

# Where the kernel sees physical memory.
DIRECT = 0xFFFF_8000_0000_0000

_TO_VIRTUAL = frozenset({"phys_to_virt", "p2v", "pa_to_va", "pa2va", "to_virt", "phys_to_kernel", "phys_to_dmap"})
_TO_PHYSICAL = frozenset({"virt_to_phys", "v2p", "va_to_pa", "va2pa", "to_phys", "kernel_to_phys"})
_WALKS = frozenset({"walk_to_entry", "walk_to_pte", "walk"})
_FLUSHES = frozenset(
    {
        "tlb_flush_page", "tlb_flush_addr", "tlb_flush", "flush_tlb", "flush_tlb_page", "flush_page", "tlb_invalidate", "invlpg",
        "tlb_invalidate_page", "invalidate_page", "flush_tlb_entry", "flush_va", "sfence_vma", "tlb_flush_va",
    }
)  # fmt: skip
_FLUSHES_ALL = frozenset(
    {"tlb_flush_all", "flush_tlb_all", "flush_all", "tlb_invalidate_all", "tlb_flush", "flush_tlb", "sfence_vma"}
)
_FREES = frozenset(
    {
        "free_page", "free_frame", "free", "dealloc", "dealloc_page", "dealloc_frame", "deallocate", "deallocate_page",
        "deallocate_frame", "release_frame", "release_page", "put_page", "put_frame", "frame_free", "page_free", "frame_dealloc",
        "free_phys_page", "free_physical_page", "return_frame", "return_page",
    }
)  # fmt: skip
_LOCKS = frozenset({"lock", "get", "borrow_mut", "borrow", "lock_irqsave", "get_mut", "as_ref", "as_mut"})


class World(Kernel):
    """The reference kernel, reached from Rust. It is what `Machine` asks about everything that the program does not have.

    `asked` holds what was called, with the number of arguments, and the statics (number -1) with their methods as `path.method`.
    """

    def __init__(self, root: int, mapped: Mapping[int, int], reachable: Iterable[int] | None = None) -> None:
        super().__init__(root, mapped, reachable)
        self.asked: set[tuple[str, int]] = set()

    def call(self, machine: Any, path: str, arguments: list[Any]) -> Any:
        """A call of the function at `path`; `Unknown` if its arguments are not what such a function takes."""
        name = path.rpartition("::")[2]
        count = len(arguments)
        self.asked.add((path, count))
        if name in _TO_VIRTUAL and count == 1:
            return plain_number(arguments[0]) + DIRECT
        if name in _TO_PHYSICAL and count == 1:
            return plain_number(arguments[0]) - DIRECT
        if name in _WALKS and count >= 2:
            return self._walk(arguments)
        if name in _FLUSHES and count == 1:
            return self._done(self.flush, arguments)
        if name in _FLUSHES_ALL and count == 0:
            return self._done(self.flush_all, arguments)
        if name in _FREES and count == 1:
            return self._done(self.free, arguments)
        return self._recorded(path, arguments)

    def static(self, path: str) -> Any:
        """The static at `path`."""
        self.asked.add((path, -1))
        return Allocator(self, path) if _is_allocator(path) else Opaque(self, path)

    def memory(self, address: int, kind: str) -> Any:
        """What lies at `address`, seen as the pointer type `kind`: only page tables lie in memory here."""
        if "Table" in kind and address >= DIRECT:
            return Table(self, address - DIRECT)
        return None

    def _walk(self, arguments: list[Any]) -> Any:
        table, va = behind(arguments[0]), plain_number(arguments[1])
        rest = [behind(a) for a in arguments[2:]]
        if any(a is True for a in rest):
            raise Unknown("a walk that makes page tables")
        if any(type(a) is not bool and isinstance(a, int) and a != 3 for a in rest):
            raise Unknown("a walk that ends above the last level")
        root = table.root if isinstance(table, Table) else plain_number(table)
        return (
            prelude.ok(Walk(self, root, va))
            if self.has_entry(root, va)
            else prelude.err(Opaque(self, "the reason of a failed walk"))
        )

    def _done(self, effect: Callable[..., None], arguments: list[Any]) -> Any:
        effect(*(plain_number(a) for a in arguments))
        return ()

    def _recorded(self, path: str, arguments: list[Any]) -> Any:
        self.other(path, tuple(shown(a) for a in arguments))
        return Opaque(self, f"what `{path}` returns")


# What each function means to the kernel, for those who write the same kernel in Rust.
MEANINGS = {
    "to virtual": _TO_VIRTUAL, "to physical": _TO_PHYSICAL, "walk": _WALKS, "flush": _FLUSHES, "flush all": _FLUSHES_ALL, "free": _FREES,
}  # fmt: skip
_FUNCTIONS = _TO_VIRTUAL | _TO_PHYSICAL | _WALKS | _FLUSHES | _FLUSHES_ALL | _FREES


def _is_allocator(path: str) -> bool:
    name = path.rpartition("::")[2]
    return name.isupper() and ("ALLOC" in name or "FRAME" in name or "PMM" in name)


class _Names(BindingTable):
    """Binds by the last name: what kernels call their walks, flushes and allocators."""

    def _find(self, path: str) -> Bound | None:
        name = path.rpartition("::")[2]
        if name in _FUNCTIONS:
            return Bound(lambda world, machine, *arguments: world.call(machine, path, list(arguments)))
        if _is_allocator(path):
            return Bound(Static(lambda world: world.static(path)))
        return None


_NAMES = _Names({"*": lambda world, machine, address, kind: world.memory(address, kind)})
# A static of these types can change behind a shared reference; what that means to the kernel is not known.
_CHANGING = ("Mutex", "Lock", "Cell", "Atomic", "Once", "Lazy")


class KernelMachine(Machine):
    """A machine on a `World`: what is neither in the program nor known by name is recorded as a call."""

    __slots__ = ("world",)

    def __init__(self, program: Program, world: World, limits: Limits | None = None) -> None:
        super().__init__(program, Bindings(_NAMES, world), limits)
        self.world = world

    def call_bound(self, path: str, arguments: list[Any], site: Site) -> Any:
        """Calls what `path` is known to be, or records the call."""
        try:
            return self.world.call(self, path, arguments)
        except Unknown as unknown:
            raise site.unsupported(unknown) from None

    def bound_value(self, path: str, site: Site) -> Any:
        """The static at `path`; a constant that the program does not have is not known."""
        name = path.rpartition("::")[2]
        if self.bindings.find(path) is None and name in USUAL:
            return INTS["usize"](USUAL[name])
        if self.bindings.find(path) is None and name.isupper():
            return self.world.static(path)
        if self.bindings.find(path) is None and name[:1].islower():  # a function as a value: `.map(unmap_region)`
            return lambda machine, *arguments: machine.call_bound(path, list(arguments), site)
        return super().bound_value(path, site)

    def static(self, const: Const) -> list[Any]:
        """The place of a static of the program; one that can change is not followed."""
        path = self.program.public_path(const.scope.module, const.name)
        text = const.scope.text(const.node)
        if self.bindings.find(path) is None and (text.startswith("static mut") or any(word in text for word in _CHANGING)):
            raise Unsupported(
                f"the static `{const.name}`, whose changes are not followed",
                const.scope.file.source.path,
                Span(const.node.start_byte, const.node.end_byte),
            )
        return super().static(const)


class Table(Native):
    """A page table: the root one, as far as walks and entries of walks are concerned."""

    def __init__(self, world: World, root: int, va: int | None = None) -> None:
        self.world = world
        self.root = root
        self.va = va

    def _entry(self, machine: Any, index: Any) -> Any:
        behind_index = behind(index)
        if self.va is None or not isinstance(behind_index, Index) or behind_index.va != self.va:
            raise Unknown("an entry that no walk led to")
        return Entry(self.world, self.root, self.va)

    methods = {"entry_mut": _entry, "entry": _entry, "get_mut": _entry, "index_mut": _entry, "index": _entry}  # noqa: RUF012


class Index(Native):
    """The index of an entry in the table that a walk ended in."""

    def __init__(self, va: int) -> None:
        self.va = va


class Walk(Native):
    """Where a walk ended: the last table and the index in it."""

    fields = ("table", "index", "entry", "va")

    def __init__(self, world: World, root: int, va: int) -> None:
        self.table = Table(world, root, va)
        self.index = Index(va)
        self.entry = Entry(world, root, va)
        self.va = va

    methods = {"entry_mut": lambda self, _: self.entry, "entry": lambda self, _: self.entry}  # noqa: RUF012


class Entry(Native):
    """One entry of the last level."""

    def __init__(self, world: World, root: int, va: int) -> None:
        self.world = world
        self.root = root
        self.va = va

    def _clear(self, machine: Any) -> Any:
        self.world.clear(self.root, self.va)
        return ()

    def _set(self, machine: Any, value: Any) -> Any:
        if plain_number(value) != 0:
            raise Unknown("an entry set to another value than 0")
        return self._clear(machine)

    def _mapped(self, machine: Any) -> bool:
        return self.va in self.world.mapped

    def _unused(self, machine: Any) -> bool:
        return self.va not in self.world.mapped

    def _frame(self, machine: Any) -> Any:
        if self.va not in self.world.mapped:
            raise Unknown("the address in an empty entry")
        return self.world.mapped[self.va]

    methods = {  # noqa: RUF012
        "clear": _clear, "set_unused": _clear, "set_empty": _clear, "unmap": _clear, "zero": _clear, "set": _set, "write": _set,
        "is_valid": _mapped, "is_present": _mapped, "is_mapped": _mapped, "is_used": _mapped, "is_unused": _unused,
        "is_empty": _unused, "is_zero": _unused, "addr": _frame, "address": _frame, "phys_addr": _frame, "frame": _frame,
        "physical_address": _frame, "pa": _frame, "phys": _frame,
    }  # fmt: skip


# Constants that are the same in nearly all kernels, where the tree does not say otherwise.
USUAL = {"PAGE_SIZE": 4096, "PAGE_SHIFT": 12}


class _Any(dict[str, Any]):
    """The methods of an object on which any method can be called: each is recorded by its name."""

    def get(self, name: str, default: Any = None) -> Any:
        return super().get(name) or (lambda native, machine, *arguments: native.called(name, list(arguments)))


class Opaque(Native):
    """Something outside of the program, known by its path alone."""

    methods = _Any()

    def __init__(self, world: World, path: str) -> None:
        self.world = world
        self.path = path

    def called(self, name: str, arguments: list[Any]) -> Any:
        """A method call on it."""
        if " " in self.path:
            raise Unknown(f"a call on {self.path}")
        self.world.asked.add((f"{self.path}.{name}", len(arguments)))
        if name in _LOCKS and not arguments:
            return self
        return self.world._recorded(f"{self.path}.{name}", arguments)


class Allocator(Opaque):
    """The frame allocator."""

    def called(self, name: str, arguments: list[Any]) -> Any:
        """A method call on it: frames are given back by a method with one argument and a name of that meaning."""
        if name in _FREES and len(arguments) == 1:
            return self.world._done(self.world.free, arguments)
        return super().called(name, arguments)


def behind(value: Any) -> Any:
    """`value` with references followed."""
    from uowgen.behaviour.values import strip

    return strip(value)


def shown(value: Any) -> int | str:
    """An argument of a recorded call: a number, or the text of what it is."""
    from uowgen.behaviour.python_values import plain

    held = behind(value)
    if isinstance(held, Native):
        return held.path if isinstance(held, Opaque) else type(held).__name__
    try:
        return plain_number(held)
    except Unknown:
        found = plain(held)
    return found if isinstance(found, int) and not isinstance(found, bool) else repr(found)
