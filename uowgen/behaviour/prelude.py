"""The enums and structs of the standard library that Rust code takes apart: Option, Result, Ordering, ranges."""

from __future__ import annotations

from typing import Any

from uowgen.behaviour.definitions import Shape, TypeDef
from uowgen.behaviour.types import UNKNOWN
from uowgen.behaviour.values import Struct, make


def _declare(name: str, kind: str, *shapes: tuple[str, tuple[str, ...], str], copy: bool = True) -> TypeDef:
    made = TypeDef(name, kind)
    made.is_copy = copy
    made.derives = frozenset({"Clone", "PartialEq", "Eq", "PartialOrd", "Ord", "Hash", "Debug"} | ({"Copy"} if copy else set()))
    for number, (shape_name, names, style) in enumerate(shapes):
        shape = Shape(made, shape_name, names, style)
        shape.number = number
        shape.types = (UNKNOWN,) * len(names)
        made.shapes[shape_name] = shape
    return made


OPTION = _declare("Option", "enum", ("None", (), ""), ("Some", ("0",), "("))
RESULT = _declare("Result", "enum", ("Ok", ("0",), "("), ("Err", ("0",), "("))
ORDERING = _declare("Ordering", "enum", ("Less", (), ""), ("Equal", (), ""), ("Greater", (), ""))
ENDS = ("start", "end")
RANGE = _declare("Range", "struct", ("Range", ENDS, "{"), copy=False)
RANGE_INCLUSIVE = _declare("RangeInclusive", "struct", ("RangeInclusive", ENDS, "{"), copy=False)
RANGE_FROM = _declare("RangeFrom", "struct", ("RangeFrom", ("start",), "{"), copy=False)
RANGE_TO = _declare("RangeTo", "struct", ("RangeTo", ("end",), "{"))
RANGE_TO_INCLUSIVE = _declare("RangeToInclusive", "struct", ("RangeToInclusive", ("end",), "{"))
RANGE_FULL = _declare("RangeFull", "struct", ("RangeFull", (), ""))
MANUALLY_DROP = _declare("ManuallyDrop", "struct", ("ManuallyDrop", ("value",), "("))
MANUALLY_DROP.shapes["ManuallyDrop"].types = ()
MANUALLY_DROP.shapes["ManuallyDrop"]._glue = ()
PHANTOM = _declare("PhantomData", "struct", ("PhantomData", (), ""))
REVERSE = _declare("Reverse", "struct", ("Reverse", ("0",), "("))
WRAPPING = _declare("Wrapping", "struct", ("Wrapping", ("0",), "("))

SOME, OK, ERR = OPTION.shapes["Some"], RESULT.shapes["Ok"], RESULT.shapes["Err"]
NONE = make(OPTION.shapes["None"], ())
LESS, EQUAL, GREATER = (make(shape, ()) for shape in ORDERING.shapes.values())

TYPES = {t.name: t for t in (OPTION, RESULT, ORDERING, RANGE, RANGE_INCLUSIVE, RANGE_FROM, RANGE_TO, RANGE_FULL)}
TYPES |= {t.name: t for t in (MANUALLY_DROP, PHANTOM, WRAPPING, REVERSE, RANGE_TO_INCLUSIVE)}
FREE_SHAPES = {"Some": SOME, "None": NONE.of, "Ok": OK, "Err": ERR, "PhantomData": PHANTOM.shapes["PhantomData"]}
FREE_SHAPES |= {
    "ManuallyDrop": MANUALLY_DROP.shapes["ManuallyDrop"],
    "Wrapping": WRAPPING.shapes["Wrapping"],
    "Reverse": REVERSE.shapes["Reverse"],
}


def some(value: Any) -> Struct:
    """`Some(value)`."""
    made = Struct((value,))
    made.of = SOME
    return made


def ok(value: Any) -> Struct:
    """`Ok(value)`."""
    made = Struct((value,))
    made.of = OK
    return made


def err(value: Any) -> Struct:
    """`Err(value)`."""
    made = Struct((value,))
    made.of = ERR
    return made


def ordering(a: Any, b: Any) -> Struct:
    """`a.cmp(&b)` of values that Python orders as Rust does."""
    return LESS if a < b else GREATER if b < a else EQUAL
