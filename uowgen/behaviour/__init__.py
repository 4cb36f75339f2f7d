"""Runs Rust of a subset from its syntax tree, against Python objects that stand for what it calls. It decides no criterion.

    program = Program([RustFile(source), ...], crates={"los_hal": "hal/src"}, edition="2021")
    program.type("MmapGuard")               -> TypeDef | None: name, path, kind, fields (names), file, span, is_copy, drop
    program.type("MmapGuard").field_types() -> tuple of type texts, in the order of `fields`
    program.method("MmapGuard", "track")    -> Function | None: name, takes ("", "value", "ref" or "mut"), parameters
                                               ((name, type text), without self), returns (type text), file, span
    program.methods("MmapGuard")            -> every Function of its inherent impls and trait impls
    program.function("sys_mmap")            -> a free Function by name or by path; None when there is none or more than one

    machine = Machine(program, bindings, Limits())            one for each scenario; cheap
    guard = machine.call("MmapGuard::new", [0x1000])          Python ints become integers of the parameter's type
    machine.call_method(guard, "track", [0x4000, 0x9000])     self by value or by reference, as the signature says; by value
                                                              consumes it: the value must not be used or dropped again
    machine.field(guard, "committed")                         a field's value
    machine.drop(guard)                                       what happens at the end of its scope (drop glue, fields too)
    machine.unwind_with(guard)                                the same while a panic unwinds
    machine.output                                            what print macros wrote, a list of str
    plain(value)                                              the value as Python: int, bool, str, list, tuple, None for `()`,
                                                              a struct or variant as (name, {field: value}), Some(x) as
                                                              ("Some", {"0": x}); references are followed

Raised by all of these (subclasses of Undecidable mean that no verdict rests on the run):
    RustPanic(message)                      the Rust panicked; drops ran while it unwound
    Unsupported(kind, file, span)           reached a construct that the interpreter does not know; an Undecidable
    UnboundCall(path, file, span)           reached a call that is neither in the program nor bound; an Undecidable
    LimitReached(limit)                     steps, depth or memory; an Undecidable

`Bindings(table, state)` maps the ends of full paths to Python: `table` is a `BindingTable({"mmu::phys_to_virt": function, ...})`,
made once; a function is called as `function(state, machine, *arguments)`; a value that is no function stands for a static or a
constant; wrap it in `Static(function)` to have `function(state)` evaluated for it. A longer end wins over a shorter one.
Objects handed to Rust are instances of `Native` (see `native.py`): Rust reaches their `methods` and `fields`.
What is bound takes the place of what another file of the program has under the same path; a file's own functions run as they are. The key `*PageTable` binds raw pointers made from integers
(`address as *mut PageTable`): `function(state, machine, address, type_text)` gives the object there, or None; `*` does for any type.

`kernel.PagedKernel(root, mapped)` is a kernel with page tables, frames and a TLB; `kernel.bindings(paged_kernel, names)` binds it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from uowgen.behaviour.bindings import Bindings, BindingTable, Static
    from uowgen.behaviour.definitions import Function, TypeDef
    from uowgen.behaviour.machine import Limits, Machine
    from uowgen.behaviour.native import Native
    from uowgen.behaviour.outcomes import LimitReached, RustPanic, UnboundCall, Undecidable, Unsupported
    from uowgen.behaviour.program import Program
    from uowgen.behaviour.python_values import plain
    from uowgen.rust.syntax import RustFile

_PLACES = {
    "bindings": ("Bindings", "BindingTable", "Static"),
    "definitions": ("Function", "TypeDef"),
    "machine": ("Limits", "Machine"),
    "native": ("Native",),
    "outcomes": ("LimitReached", "RustPanic", "UnboundCall", "Undecidable", "Unsupported"),
    "python_values": ("plain",),
    "program": ("Program",),
}

__all__ = [
    "BindingTable", "Bindings", "Function", "LimitReached", "Limits", "Machine", "Native", "Program", "RustFile", "RustPanic", "Static",
    "TypeDef", "UnboundCall", "Undecidable", "Unsupported", "plain",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Each name is loaded when it is first asked for: a run that executes nothing pays for nothing."""
    from importlib import import_module

    if name == "RustFile":
        return import_module("uowgen.rust.syntax").RustFile
    for module, names in _PLACES.items():
        if name in names:
            found = getattr(import_module(f"uowgen.behaviour.{module}"), name)
            globals()[name] = found
            return found
    raise AttributeError(name)
