"""How values for what methods are given are made up: what the criteria name, the ends of ranges, what constructors make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.claims.stories.contents import slice_of
from uowgen.claims.stories.ranges import places_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from uowgen.claims.kind import Case
    from uowgen.claims.stories.records import Part
    from uowgen.claims.values.made_up import Maker
    from uowgen.facts.code import Declaration

_MOST_VALUES = 9
_SHORT = 2
_PAGE = 4096
_ALIGNED = frozenset({"align", "alignment"})
_ALIGNMENTS = ("1", "4096", "16", "8192", "3", "0", "16384")
_SLICES = (2, 0, 5, 1, 3)  # how many elements there are in the slices that are given, one after the other
_EDGES = {
    **dict.fromkeys(("i8", "i16", "i32", "i64", "isize"), ("-1",)),
    **{kind: (f"{kind}::MAX",) for kind in ("u8", "u16")},
    **{kind: (f"{kind}::MAX - 4095",) for kind in ("u32", "u64", "usize")},
}  # what is made up besides: below zero, and at the end of the range


def arguments(
    case: Case, maker_of: Maker, parts: Mapping[str, Part], made: object, told: list[str]
) -> tuple[dict[tuple[str, int], list[str]], list[str]]:
    """The names of functions that give values for each parameter of each method, and these functions themselves; `told` are telling bytes."""
    items: list[str] = []
    domains: dict[tuple[str, int], list[str]] = {}
    for part in parts.values():
        for n, (name, kind) in enumerate(part.parameters):
            rows = []
            element = slice_of(kind)
            if element:
                values = [v for v in _expressions(case, maker_of, _bound(element, made)) if v not in ("0", "false")]
                for at, length in enumerate(_SLICES if values else ()):
                    rows.append(f"__story_{part.name}_{n}_{at}")
                    inner = ", ".join(values[(i * 3 + 1) % len(values)] for i in range(length))
                    items.append(f"fn {rows[-1]}() -> [{_bound(element, made)}; {length}] {{ [{inner}] }}")
                domains[part.name, n] = rows
                continue
            values = _expressions(case, maker_of, _bound(kind, made))
            step = next(
                n for n in range(max(1, len(values) // _MOST_VALUES), len(values) + 7) if n % 2 and n % 3
            )  # of each column something
            said = [*_said_of(case, part.name, n, len(part.parameters)), *_EDGES.get(kind, ()), *(told if kind == "u8" else ())]
            made_up = list(_ALIGNMENTS) if name in _ALIGNED and kind in _EDGES else values[::step][:_MOST_VALUES]
            for at, value in enumerate([*said, *made_up]):
                rows.append(f"__story_{part.name}_{n}_{at}")
                items.append(f"fn {rows[-1]}() -> {_bound(kind, made)} {{ {value} }}")
            domains[part.name, n] = rows
    return domains, items


def spans_of(maker: Declaration) -> list[dict[str, tuple[str, ...]]]:
    """What a constructor is given that is told where a range begins and ends: room for several pages, and for a few; nothing for others."""
    from uowgen.facts.signature import parameters_of

    rows = parameters_of(maker)
    places = places_of(tuple(p.name for p in rows))
    if places is None or any(rows[n].type not in ("u32", "u64", "usize") for n in (places.start, places.end)):
        return [{}]
    names = rows[places.start].name, rows[places.end].name
    return [
        {names[0]: (str(start),), names[1]: (str(length if places.by_length else start + length),)}
        for start, length in ((_PAGE, 16 * _PAGE), (2 * _PAGE, 6 * _PAGE))
    ]


def _expressions(case: Case, maker: Maker, kind: str) -> list[str]:
    """Expressions for a type: by its constructors where not anyone can make each of its values."""
    from uowgen.claims.subject import find_type
    from uowgen.facts.members import methods_of
    from uowgen.facts.signature import parameters_of, receiver_of, result_of

    found = maker.domain(kind)
    if found is None:
        return []
    named = find_type(case, kind.lstrip("& ")).found if not found.free else ()
    made: list[str] = []
    for d in methods_of(case.code, named[0].item.name, named) if len(named) == 1 else ():
        result = "".join(result_of(d).split())
        if receiver_of(d) or d.owner != named[0].item.name or result.removeprefix("Option<").rstrip(">") not in ("Self", d.owner):
            continue
        for parameter in parameters_of(d)[:1]:
            given = maker.domain(parameter.type)
            rows = given.values if given is not None and len(parameters_of(d)) == 1 else ()
            made += [f"{d.owner}::{d.item.name}({v})" + (".unwrap()" if result.startswith("Option") else "") for v in rows]
    return [("&" if kind.startswith("&") else "") + v for v in made] or list(found.values)


def _said_of(case: Case, method: str, place: int, count: int) -> list[str]:
    """What the spec's criteria give to a method in so many words: `-1` of `append(-1)`."""
    import re

    found: dict[str, None] = {}
    for criterion in (*case.spec.criteria, *((case.criterion,) if case.criterion is not None else ())):
        for arguments in re.findall(rf"\b{method}\(([^()]*)\)", criterion.text):
            row = [one.strip() for one in arguments.split(",")]
            if len(row) == count and re.fullmatch(r"-?(0x[0-9A-Fa-f_]+|[0-9_]+)(u8|u16|u32|u64|usize|i32|i64)?", row[place]):
                found[row[place]] = None
    return list(found)[:4]


def _bound(kind: str, made: Any) -> str:
    """A parameter's type with what stands for the type's own parameters."""
    generics = getattr(made, "generics", ())
    return "u32" if kind in generics else kind


def spoken_of_at_their_end(case: Case, declaration: Declaration) -> list[tuple[str, str]]:
    """The fields with numbers of which criteria say what happens at the end of their range, with their types."""
    from uowgen.claims.acts.vocabulary import parts_of_name
    from uowgen.facts.members import fields_of

    rows = (*case.spec.criteria, *((case.criterion,) if case.criterion is not None else ()))
    text = " ".join(
        c.text.lower()
        for c in rows
        if any(w in c.text.lower() for w in ("saturat", "wrap", "overflow", "rolls over", "maximum", "::max", "stick"))
    )
    found = []
    for field in fields_of(declaration).all if text else ():
        parts = [p for p in parts_of_name(field.name) if len(p) > _SHORT]
        if field.type in ("u8", "u16", "u32", "u64", "usize") and any(p in text for p in parts):
            found.append((field.name, field.type))
    return found[:2]


def numbers_of(case: Case, declaration: Declaration) -> tuple[int, ...]:
    """The numbers that the code of a type is about: literals in it, constants that it names; the telling ones first."""
    import re

    from uowgen.claims.subject import find
    from uowgen.facts.constants import value_of

    text = " ".join(
        d.file.rust.text(d.item.node)
        for d in (declaration, *(i for i in case.code.impls_of(declaration.item.name)))
        if d.file.path == declaration.file.path
    )
    found: dict[int, None] = {}
    for word in dict.fromkeys(re.findall(r"\b[A-Z][A-Z0-9_]+\b", text)):
        named = find(case, word, frozenset({"const"})).found
        value = value_of(case.code, named[0]) if len(named) == 1 else None
        if value is not None:
            found[value] = None
    for literal in re.findall(r"(?<![\w.])(0x[0-9A-Fa-f_]+|\d[\d_]*)(?![\w.])", text):
        value = int(literal.replace("_", ""), 0) if not literal.startswith("0") or literal.startswith("0x") or literal == "0" else 0
        if value > 1:
            found.setdefault(value, None)
    return (*list(found)[:3], 3)


def bytes_of(case: Case, declaration: Declaration) -> list[str]:
    """The bytes that the code of a type tells apart by themselves, as `b'\\n'`; each is given to what takes a byte."""
    import re

    found: dict[str, None] = {}
    for one in (declaration, *case.code.impls_of(declaration.item.name)):
        if one.file.path == declaration.file.path:
            found |= dict.fromkeys(re.findall(r"\bb'(?:\\[^x]|\\x[0-9a-fA-F]{2}|[^'\\])'", one.file.rust.text(one.item.node)))
    return list(found)[:4]
