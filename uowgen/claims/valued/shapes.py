"""Which values a type has, and functions of Rust that make each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.subject import find_type
from uowgen.facts.members import carried, fields_of, variants_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration


INTS = {"u8": 8, "u16": 16, "u32": 32, "u64": 64, "u128": 128, "usize": 64, "i8": 8, "i16": 16, "i32": 32, "i64": 64, "isize": 64}


class Shape(NamedTuple):
    """A type: its declaration, by variant which types of numbers it carries (None: something else); one empty variant for a newtype."""

    declaration: Declaration
    variants: dict[str, tuple[str, ...] | None]
    newtype: str = ""

    @property
    def name(self) -> str:
        """What it is called."""
        return self.declaration.item.name


def shape_of(case: Case, name: str) -> Shape | None:
    """What values a type has; None if there is not just one such type, or none of its values can be made."""
    found = find_type(case, name).found
    if len(found) != 1 or found[0].item.in_macro or found[0].condition != "always" or found[0].item.path:
        return None
    d = found[0]
    if "<" in d.text.partition("{")[0].partition("(")[0]:
        return None
    if d.item.kind == "struct":
        fields = fields_of(d).all
        kind = "".join(fields[0].type.split()) if len(fields) == 1 else ""
        return Shape(d, {"": (kind,)}, fields[0].name) if kind in INTS else None
    listed = variants_of(d) if d.item.kind == "enum" else None
    if listed is None or not listed.complete or not listed.all or len(listed.all) > 60 or any(v.sometimes for v in listed.all):
        return None
    shapes: dict[str, tuple[str, ...] | None] = {}
    for v in listed.all:
        kinds = tuple(e.rpartition(":")[2].strip() for e in carried(v).strip("(){} ").split(",") if e.strip())
        shapes[v.name] = kinds if all(k in INTS for k in kinds) else None
    return Shape(d, shapes)


def maker(shape: Shape) -> str:
    """A function that makes the value of a row."""
    if shape.newtype:
        kind = (shape.variants[""] or ("u8",))[0]
        made = f"{shape.name}(p as {kind})" if shape.newtype.isdigit() else f"{shape.name} {{ {shape.newtype}: p as {kind} }}"
        return f"fn uowgen_of_{shape.name}(k: u16, p: u128) -> {shape.name} {{ {made} }}"
    arms = []
    for k, v in enumerate(variants_of(shape.declaration).all):
        parts = carried(v)
        if shape.variants[v.name] is None:
            continue
        entries = [e.strip() for e in parts.strip("(){} ").split(",") if e.strip()]
        given = ", ".join(
            (f"{e.partition(':')[0]}: " if parts.startswith("{") else "") + f"p as {e.rpartition(':')[2].strip()}" for e in entries
        )
        made = f"{shape.name}::{v.name}" + ("" if not parts else f" {{ {given} }}" if parts.startswith("{") else f"({given})")
        arms.append(f"{k} => {made},")
    return f"fn uowgen_of_{shape.name}(k: u16, p: u128) -> {shape.name} {{ match k {{ {' '.join(arms)} _ => panic!() }} }}"


__all__ = ["INTS", "Shape", "maker", "shape_of"]
