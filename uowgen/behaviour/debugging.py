"""`Debug` as a derive or the standard library prints it, on one line or over several. Numbers and strings are in `formatting.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour import prelude
from uowgen.behaviour.formatting import Formatter, padded, show
from uowgen.behaviour.outcomes import Unknown
from uowgen.behaviour.values import MOVED, UNIT, Cell, Heap, Native, Slice, Struct, Tup, Vec, strip
from uowgen.behaviour.values import Array as RustArray

if TYPE_CHECKING:
    from uowgen.behaviour.formatting import Spec
    from uowgen.behaviour.machine import Machine

_RANGES = {
    "Range": "{0}..{1}", "RangeInclusive": "{0}..={1}", "RangeFrom": "{0}..", "RangeTo": "..{0}", "RangeToInclusive": "..={0}",
    "RangeFull": "..",
}  # fmt: skip
_CELLS = {"Cell": "value", "RefCell": "value", "Mutex": "data", "RwLock": "data"}


def debugged(machine: Machine, value: Any, spec: Spec) -> str:
    """What `{:?}` or `{:#?}` prints of a value that is neither number nor string and has no `Debug` of its own."""
    kind = type(value)
    if kind is tuple:
        return padded("()", spec)
    if kind is Struct:
        return _struct(machine, value, spec)
    if kind is Tup:
        return tuple_like("", [show(machine, v, spec) for v in value], spec.alternate)
    if kind is Slice:
        return listed("[", "]", [show(machine, v, spec) for v in value.items[value.low : value.high]], spec.alternate)
    if isinstance(value, (Vec, RustArray)) or (kind is Heap and len(value) < 2):
        return listed("[", "]", [show(machine, v, spec) for v in value], spec.alternate)
    if kind is Cell:
        if value.kind.startswith("Atomic"):
            return show(machine, value[0], spec)
        name = _CELLS.get(value.kind)
        if name is None or value.lent or value[0] is MOVED:
            raise Unknown(f"Debug of {value.kind}")
        parts = [(name, show(machine, value[0], spec))]
        if name == "data":
            return struct_like(value.kind, [*parts, ("poisoned", "false")], spec.alternate, open_end=True)
        return struct_like(value.kind, parts, spec.alternate)
    if isinstance(value, dict):
        return _map(machine, value, spec)
    inside = getattr(value, "debug", None)
    if inside is not None:
        return str(inside(machine, spec))
    raise Unknown(f"Debug of {kind.__name__}")


def _struct(machine: Machine, value: Struct, spec: Spec) -> str:
    shape = value.of
    if shape.type.scope is None and shape.name in _RANGES:
        return _RANGES[shape.name].format(*(show(machine, v, spec) for v in value))
    if shape.type is prelude.PHANTOM:
        raise Unknown("Debug of PhantomData")
    if shape.type is prelude.MANUALLY_DROP:
        return struct_like("ManuallyDrop", [("value", show(machine, value[0], spec))], spec.alternate)
    if not shape.names:
        return shape.name  # not padded: a derive writes the name as it is
    parts = [show(machine, v, spec) for v in value]
    if shape.style == "(":
        return tuple_like(shape.name, parts, spec.alternate)
    return struct_like(shape.name, list(zip(shape.names, parts, strict=True)), spec.alternate)


def _map(machine: Machine, value: Any, spec: Spec) -> str:
    entries = list(value.values())
    if "Set" in type(value).__name__:
        return listed("{", "}", [show(machine, v[0] if isinstance(v, list) else v, spec) for v in entries], spec.alternate)
    return listed("{", "}", [f"{show(machine, v[0], spec)}: {show(machine, v[1], spec)}" for v in entries], spec.alternate)


def listed(opening: str, closing: str, parts: list[str], over_lines: bool) -> str:
    """`[a, b]`."""
    if not over_lines or not parts:
        return opening + ", ".join(parts) + closing
    return opening + "\n" + "".join(_indented(part) for part in parts) + closing


def tuple_like(name: str, parts: list[str], over_lines: bool) -> str:
    """`Name(a, b)`; a tuple when it has no name."""
    if not parts:
        return name
    if not over_lines:
        return f"{name}({', '.join(parts)}{',' if not name and len(parts) == 1 else ''})"
    return f"{name}(\n" + "".join(_indented(part) for part in parts) + ")"


def struct_like(name: str, parts: list[tuple[str, str]], over_lines: bool, open_end: bool = False) -> str:
    """`Name { field: a }`."""
    if not parts:
        return name + (" { .. }" if open_end else "")
    shown = [f"{field}: {text}" for field, text in parts]
    if not over_lines:
        return f"{name} {{ {', '.join([*shown, '..'] if open_end else shown)} }}"
    return f"{name} {{\n" + "".join(_indented(part) for part in shown) + ("    ..\n" if open_end else "") + "}"


def _indented(part: str) -> str:
    return "".join(f"    {line}\n" for line in f"{part},".split("\n"))


class Builder(Native):
    """What `f.debug_struct(…)` and its like give."""

    copies = False
    type_name = "DebugBuilder"

    def __init__(self, formatter: Formatter, style: str, name: str) -> None:
        self.formatter = formatter
        self.style = style
        self.name = name
        self.parts: list[tuple[str, str]] = []

    def add(self, machine: Machine, name: str, value: Any) -> Builder:
        """Takes in one field or element; gives itself."""
        self.parts.append((name, show(machine, value, self.formatter.spec._replace(kind="?"))))
        return self

    def finish(self, open_end: bool = False) -> Any:
        """Writes all to the formatter; gives `Ok(())`."""
        over_lines = self.formatter.spec.alternate
        shown = [text for _, text in self.parts]
        if self.style == "struct":
            return self.formatter.write(struct_like(self.name, self.parts, over_lines, open_end))
        if open_end:
            raise Unknown("finish_non_exhaustive of this builder")
        if self.style == "tuple":
            return self.formatter.write(tuple_like(self.name, shown, over_lines) if shown else self.name)
        marks = "[]" if self.style == "list" else "{}"
        if self.style == "map":
            shown = [f"{key}: {text}" for key, text in self.parts]
        return self.formatter.write(listed(marks[0], marks[1], shown, over_lines))


def _field(self: Builder, machine: Machine, *given: Any) -> Any:
    from uowgen.behaviour.comparing import words

    if len(given) == 2 and self.style == "struct":
        return self.add(machine, words(given[0]), given[1])
    if len(given) == 1 and self.style == "tuple":
        return self.add(machine, "", given[0])
    raise Unknown("field of this builder")


def _entry(self: Builder, machine: Machine, *given: Any) -> Any:
    if len(given) == 2 and self.style == "map":
        return self.add(machine, show(machine, given[0], self.formatter.spec._replace(kind="?")), given[1])
    if len(given) == 1 and self.style in ("list", "set"):
        return self.add(machine, "", given[0])
    raise Unknown("entry of this builder")


def _entries(self: Builder, machine: Machine, items: Any) -> Any:
    from uowgen.behaviour.library import iterate

    for item in iterate(machine, None, items):  # type: ignore[arg-type]
        held = strip(item)
        if self.style == "map":
            if type(held) is not Tup:
                raise Unknown("entries of a map")
            _entry(self, machine, *held)
        else:
            _entry(self, machine, item)
    return self


Builder.methods = {
    "field": _field, "entry": _entry, "entries": _entries, "finish": lambda self, machine: self.finish(),
    "finish_non_exhaustive": lambda self, machine: self.finish(True),
}  # fmt: skip

__all__ = ["UNIT", "debugged"]
