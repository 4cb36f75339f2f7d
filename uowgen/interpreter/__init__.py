"""Runs Rust of a subset from its syntax tree, against Python objects that stand for what it calls. It decides no criterion.

    program = Program([RustFile(source), ...])
    program.method("MmapGuard", "track")    -> Signature | None: name, takes ("" | "value" | "ref" | "mut"), parameters
                                               ((name, type text), ... without self), returns (type text), file, span
    program.function("sys_mmap")            -> Signature | None for a free function by name or path; None if none or several
    program.fields("MmapGuard")             -> ((name, type text), ...) | None when there is no such struct
    program.drop_of("MmapGuard")            -> Signature | None of its `Drop::drop`
    program.unsupported("MmapGuard::track") -> ((node kind, line), ...): what of the body does not lower

    machine = Machine(program, bindings, Limits())      one for each scenario; cheap; output in `machine.output` (list of str)
    guard = machine.call("MmapGuard::new", [0x1000])    Python ints become integers of the parameter's type, tuples, lists
                                                        (`Vec`, array, slice), str, None/`Some(x)` likewise
    machine.call_method(guard, "track", [0x4000, 0x9000])   self by value, `&` or `&mut` as the signature says
    machine.field(guard, "committed")                   a field's value; machine.plain(value) gives it as plain Python
    machine.drop(guard)                                 the end of its scope: drop glue
    machine.drop_by_panic(guard)                        the same while a panic unwinds
    machine.native_drops = True                         natives with `rust_drop()` are told when they are dropped

`call` and `call_method` take what they returned before; a value that went to a by-value `self` or parameter is gone.

Raised:
    RustPanic(message)                     the Rust panicked; the drops on the way have run
    Unsupported(kind, file, span)          reached a construct that is not known here
    UnboundCall(path, file, span)          reached a call that is neither in the program nor bound; `path` is the full path
    LimitReached(limit)                    steps, depth or memory
The last three are `Undecidable`: no verdict may rest on the run.

    Bindings({"mmu::phys_to_virt": function, "FRAME_ALLOCATOR": native_object})
maps ends of full paths to Python: a longer end wins. A callable is called with the arguments; anything else stands for a static
or constant. Native objects have `rust_call(name, args)` for methods and `rust_field(name)` for fields, each raising
`NotImplementedError` for a name that they do not know. Arguments are Python ints (of classes with widths), bool, str, tuple,
native objects or references (`.get()`, `.set(value)`); results may be plain Python: ints adopt the width that Rust wants,
`OK(x)`, `ERR(x)`, `SOME(x)`, `NONE` build results and options.
"""

from __future__ import annotations

from uowgen.interpreter.bindings import Bindings
from uowgen.interpreter.machine import Machine
from uowgen.interpreter.outcomes import Limits, LimitReached, RustPanic, UnboundCall, Undecidable, Unsupported
from uowgen.interpreter.program import Program
from uowgen.interpreter.values import ERR, NONE, OK, SOME

__all__ = [
    "ERR",
    "NONE",
    "OK",
    "SOME",
    "Bindings",
    "LimitReached",
    "Limits",
    "Machine",
    "Program",
    "RustPanic",
    "UnboundCall",
    "Undecidable",
    "Unsupported",
]
