"""Runs short pieces of Rust and gives what they come to, for tests that read as a table."""

from __future__ import annotations

from typing import Any

from uowgen.behaviour import Bindings, BindingTable, Limits, Machine, Program, plain
from uowgen.rust.syntax import RustFile
from uowgen.text import Source


def program(rust: str, path: str = "src/lib.rs") -> Program:
    return Program([RustFile(Source(path, rust.encode()))])


def machine(rust: str, table: dict[str, Any] | None = None, state: Any = None, limits: Limits | None = None) -> Machine:
    return Machine(program(rust), Bindings(BindingTable(table or {}), state), limits)


def value(body: str, returns: str = "i32", items: str = "") -> Any:
    """What `fn f() -> returns { body }` returns, as Python."""
    return plain(machine(f"{items}\nfn f() -> {returns} {{ {body} }}").call("f"))
