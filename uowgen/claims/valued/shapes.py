"""Which values a type has, and functions of Rust that make each of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.claims.runs import standard_errors
from uowgen.claims.runs.standard_errors import ERRORS
from uowgen.claims.runs.standins import stand_in
from uowgen.claims.subject import find_type
from uowgen.claims.valued.tokens import number_of
from uowgen.facts.members import carried, fields_of, number_in, variants_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from uowgen.claims.kind import Case
    from uowgen.claims.runs.standins import StandIn
    from uowgen.facts.code import Declaration


INTS = {"u8": 8, "u16": 16, "u32": 32, "u64": 64, "u128": 128, "usize": 64, "i8": 8, "i16": 16, "i32": 32, "i64": 64, "isize": 64}
# Types of texts, with how one is made of a literal.
TEXTS = {"String": "String::from({})", "&'static str": "{}", "Box<str>": "Box::from({})"}
# The texts that are carried: which one is told by the row's number.
SAID = ("", "alpha", "two words", "x/y.z")
_MOST_INNER = 30  # values of a type that another carries


class Shape(NamedTuple):
    """A type: its declaration, by variant which types it carries (None: something that cannot be made); one empty variant for a newtype.

    `inner` has the types of the tree that are carried, `fields` what that which is carried is called.
    """

    declaration: Declaration
    variants: dict[str, tuple[str, ...] | None]
    newtype: str = ""
    inner: Mapping[str, Shape] = {}
    fields: Mapping[str, tuple[str, ...]] = {}
    io_kinds: tuple[str, ...] = ()  # the kinds of errors of the system that are tried
    elsewhere: Mapping[str, StandIn] = {}  # what stands in for types that the tree does not have

    @property
    def name(self) -> str:
        """What it is called."""
        return self.declaration.item.name

    def only_numbers(self, n: int) -> bool:
        """Whether the variant at that place carries numbers, and nothing else."""
        kinds = list(self.variants.values())[n]
        return bool(kinds) and all(k in INTS for k in kinds or ())


def shape_of(case: Case, name: str, depth: int = 0) -> Shape | None:
    """What values a type has; None if there is not just one such type, or none of its values can be made."""
    found = find_type(case, name).found
    if len(found) != 1 or found[0].item.in_macro or found[0].condition != "always" or found[0].item.path:
        return None
    d = found[0]
    if "<" in d.text.partition("{")[0].partition("(")[0]:
        return None
    if d.item.kind == "struct":
        fields = fields_of(d).all
        kind = number_in("".join(fields[0].type.split())) if len(fields) == 1 else ""
        return Shape(d, {"": (kind,)}, fields[0].name) if kind in INTS else None
    listed = variants_of(d) if d.item.kind == "enum" else None
    if listed is None or not listed.complete or not listed.all or len(listed.all) > 60 or any(v.sometimes for v in listed.all):
        return None
    shapes: dict[str, tuple[str, ...] | None] = {}
    inner: dict[str, Shape] = {}
    named: dict[str, tuple[str, ...]] = {}
    elsewhere: dict[str, StandIn] = {}
    for v in listed.all:
        entries = [e.strip() for e in carried(v).strip("(){} ").split(",") if e.strip()]
        opened = carried(v).startswith("{")
        kinds = tuple(" ".join((e.partition(":")[2] if opened else e).split()) for e in entries)
        named[v.name] = tuple(e.partition(":")[0].strip() if opened else str(n) for n, e in enumerate(entries))
        for k in kinds:
            if k.isidentifier() and k not in INTS and k not in TEXTS and k != "bool" and k not in inner and depth < 2 and k != name:
                one = shape_of(case, k, depth + 1)
                if (
                    one is not None
                    and one.declaration.file is d.file
                    and len(one.variants) <= _MOST_INNER
                    and None not in one.variants.values()
                ):
                    inner[k] = one
                elif one is None and (other := stand_in(case, k)) is not None:
                    elsewhere[k] = other
        known = INTS.keys() | TEXTS.keys() | ERRORS.keys() | inner.keys() | elsewhere.keys() | {"bool"}
        makeable = all(k in known for k in kinds)
        shapes[v.name] = kinds if makeable else None
    return Shape(d, shapes, "", inner, named, _io_kinds(case, d), elsewhere)


def _io_kinds(case: Case, d: Declaration) -> tuple[str, ...]:
    text = d.file.rust.source.data.decode("utf-8", "replace")
    if "ErrorKind" not in text:
        return standard_errors.kinds_in("")
    blocks = [f.rust.source.data.decode("utf-8", "replace") for f in block_files(case)]
    said = (f"ErrorKind::{w}" for c in case.spec.criteria for w in re.findall(r"[A-Z]\w+", c.text))
    return standard_errors.kinds_in(" ".join([text, *blocks, *said]))


def closed(shapes: tuple[Shape, ...]) -> tuple[Shape, ...]:
    """The types, and all that they carry, each once."""
    found: dict[str, Shape] = {}
    for s in shapes:
        found.setdefault(s.name, s)
        for one in closed(tuple(s.inner.values())):
            found.setdefault(one.name, one)
    return tuple(found.values())


def makers(shapes: tuple[Shape, ...]) -> list[str]:
    """Functions that make the values of the types."""
    arms = " ".join(f'{n} => "{text}",' for n, text in enumerate(SAID[:-1]))
    said = f'fn uowgen_text(p: u128) -> &\'static str {{ match p % {len(SAID)} {{ {arms} _ => "{SAID[-1]}" }} }}'
    every = closed(shapes)
    texts = any(k in TEXTS for s in every for kinds in s.variants.values() for k in kinds or ())
    errors = {k for s in every for kinds in s.variants.values() for k in kinds or () if k in ERRORS}
    return [*([said] if texts else []), *(maker(s) for s in every), standard_errors.declared(errors)]


def maker(shape: Shape) -> str:
    """A function that makes the value of a row."""
    if shape.newtype:
        kind = (shape.variants[""] or ("u8",))[0]
        made = f"{shape.name}(p as {kind})" if shape.newtype.isdigit() else f"{shape.name} {{ {shape.newtype}: p as {kind} }}"
        return f"fn uowgen_of_{shape.name}(k: u16, p: u128) -> {shape.name} {{ {made} }}"
    arms = []
    for k, (name, kinds) in enumerate(shape.variants.items()):
        if kinds is None:
            continue
        names = shape.fields[name]
        opened = bool(names) and not names[0].isdigit()
        given = ", ".join((f"{n}: " if opened else "") + _part(shape, kind) for n, kind in zip(names, kinds, strict=True))
        made = f"{shape.name}::{name}" + ("" if not kinds else f" {{ {given} }}" if opened else f"({given})")
        arms.append(f"{k} => {made},")
    return f"fn uowgen_of_{shape.name}(k: u16, p: u128) -> {shape.name} {{ match k {{ {' '.join(arms)} _ => panic!() }} }}"


def _part(shape: Shape, kind: str) -> str:
    if kind in INTS:
        return f"p as {kind}"
    if kind == "bool":
        return "p % 2 == 1"
    if kind in TEXTS:
        return TEXTS[kind].format("uowgen_text(p)")
    if kind in ERRORS:
        return standard_errors.value_of(kind, "p", shape.io_kinds)
    if kind in shape.elsewhere:
        values = [row[0] for row in shape.elsewhere[kind].values.values()]
        arms = " ".join(f"{n} => {v}," for n, v in enumerate(values[1:], 1))
        return f"match p % {len(values)} {{ {arms} _ => {values[0]} }}"
    one = shape.inner[kind]
    return f"uowgen_of_{kind}((p % {len(one.variants)}) as u16, p)"


def numbers_for(shape: Shape, kinds: tuple[str, ...], plain: tuple[int, ...]) -> list[int]:
    """The numbers by which rows of a variant are told apart: those that fit what it carries, and one for each value of a type inside."""
    ints = [k for k in kinds if k in INTS]
    top = min(((1 << (INTS[t] - (t[0] == "i"))) - 1 for t in ints), default=0)
    spans = [_span(shape, k) for k in kinds if k not in INTS]
    return list(dict.fromkeys((*(n for n in plain if n <= top), *((top,) if ints else ()), *range(max(spans, default=0)))))


def _span(shape: Shape, kind: str) -> int:
    if kind in shape.elsewhere:
        return len(shape.elsewhere[kind].values)
    if kind in shape.inner:
        return 2 * len(shape.inner[kind].variants)
    return len(SAID) if kind in TEXTS else len(shape.io_kinds) if kind in ERRORS else 2


def plain_of(shape: Shape, row: tuple[int, int]) -> tuple[str, dict[str, object]]:
    """The value of a row as plain Python."""
    name, kinds = list(shape.variants.items())[row[0]]
    if shape.newtype:
        return shape.name, {shape.newtype: row[1]}
    return name, {n: _plain_part(shape, k, row[1]) for n, k in zip(shape.fields.get(name, ()), kinds or (), strict=True)}


def _plain_part(shape: Shape, kind: str, p: int) -> object:
    if kind in INTS:
        bits = p % (1 << INTS[kind])
        return bits - (1 << INTS[kind]) if kind[0] == "i" and bits >> (INTS[kind] - 1) else bits
    if kind == "bool":
        return p % 2 == 1
    if kind in TEXTS:
        return SAID[p % len(SAID)]
    if kind in ERRORS:
        return standard_errors.plain_of(kind, p, shape.io_kinds)
    if kind in shape.elsewhere:
        return list(shape.elsewhere[kind].values)[p % len(shape.elsewhere[kind].values)], {}
    one = shape.inner[kind]
    return plain_of(one, (p % len(one.variants), p))


def given_in(shape: Shape, name: str, text: str) -> tuple[int, ...] | None:
    """The numbers that a written value of a variant carries: none where it leaves open what that is, None for what no row has.

    Of a type inside it is which of its variants, and how many there are.
    """
    parts = [p.partition(":")[2].strip() or p.strip() if "::" not in p.partition(":")[0] else p.strip() for p in text.split(",")]
    said = [p for p in parts if p and p not in ("..", "_", "…", "...") and not re.fullmatch(r"[a-z_]\w*", p)]
    if not said:
        return ()
    kinds = shape.variants[name] or ()
    numbers = [number_of(p) for p in said]
    if None not in numbers and all(k in INTS for k in kinds):
        return tuple(n for n in numbers if n is not None)
    if len(said) == len(kinds) == 1 and kinds[0] in shape.inner:
        inner = list(shape.inner[kinds[0]].variants)
        last = said[0].rpartition("::")[2]
        return (inner.index(last), len(inner)) if last and last in inner else None
    return None


__all__ = ["INTS", "SAID", "TEXTS", "Shape", "closed", "given_in", "makers", "numbers_for", "plain_of", "shape_of"]
