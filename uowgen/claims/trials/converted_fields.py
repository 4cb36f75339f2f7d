"""What a conversion of one struct to another makes of a field: “a `c_flags` of 0 gives an output rate of 0”, “`mode` 3 maps to `Kind::Raw`”.

The conversion is the one of the spec's blocks between two structs that have such fields; it is run on made-up values of all the others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.sentences.made_up_words import ME
from uowgen.claims.subject import find_method, find_type
from uowgen.claims.values.made_up_calls import tried
from uowgen.facts.members import constants_of, fields_of, variants_of
from uowgen.facts.signature import parameters_of, receiver_of, result_of
from uowgen.facts.uses import integer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration
    from uowgen.facts.members import Member

_INTEGERS = frozenset({"u8", "u16", "u32", "u64", "usize", "i8", "i16", "i32", "i64", "isize"})
_FILLERS = frozenset({"the", "a", "an", "resulting", "its"})


class _Conversion(NamedTuple):
    """A function, the expression for what it is given, and the structs that it is given and makes."""

    function: Declaration
    given: str
    source: Declaration
    target: Declaration


def takes(reading: Reading) -> bool:
    """Whether the field, its value and what comes of it are written as such."""
    value, field = reading.get("value"), reading.get("field").removeprefix("self.")
    said = integer(value) is not None or (len(value) > 1 and bare_name(value).isupper())
    out, _, wanted = _wanted(reading)
    return (
        field.isidentifier() and field.islower() and said and bool(wanted) and (bool(out) or wanted[:1].isupper() or "::" in wanted)
    )


def _wanted(reading: Reading) -> tuple[str, str, str]:
    """The field that is spoken of, in words or as a name, the sign between, and its value."""
    if reading.get("equation"):
        left, sign, right = reading.get("equation").partition(" == ")
        return (left.strip(), sign, right.strip()) if sign and left.strip().isidentifier() else ("", "", "")
    return reading.get("out").replace("`", "").strip(), "==", reading.get("result")


def decide(reading: Reading, case: Case) -> Finding:
    """Holds and fails as calls of the one conversion that has both fields do, whatever its other fields are."""
    field, (out, _, wanted) = reading.get("field").removeprefix("self."), _wanted(reading)
    found = [
        (c, m)
        for c in _conversions(case)
        if any(f.name == field for f in fields_of(c.source).all)
        for m in [_target(c, out, wanted, case)]
        if m
    ]
    if len(found) != 1:
        return undecided(
            "no-subject", f"which conversion makes something of `{field}` is not clear", *(c.function for c, _ in found[:3])
        )
    conversion, target = found[0]
    kind = next(f.type for f in fields_of(conversion.source).all if f.name == field)
    value = _value(reading.get("value"), kind, conversion, case)
    made = _made(conversion.source, field, value) if value else ()
    if value and not made:
        return undecided(
            "unsupported-code", f"`{conversion.source.item.name}` has fields that are not made up here", conversion.source
        )
    pattern = _pattern(wanted, target, case)
    if not value or not pattern:
        return undecided(
            "not-understood", f"`{reading.get('value')}` or `{wanted}` is no value of such a field", conversion.function
        )
    asked = f"{conversion.target.item.name} {{ {target.name}: {pattern}, .. }}"
    seen = _tried(case, conversion, asked, made)
    if " panics: " in seen.message:  # some of what was made up may never be passed: by such values nothing is shown
        some = made[:: max(1, len(made) // _FEW)]
        fair = tuple(one for one in some if _tried(case, conversion, "survives", (one,)).outcome == "holds")
        seen = _tried(case, conversion, asked, fair) if fair else seen
    if seen.outcome == "fails" and " panics: " in seen.message:
        return undecided("depends-on-the-path", seen.message, conversion.function)
    return seen


def _tried(case: Case, conversion: _Conversion, asked: str, made: tuple[str, ...]) -> Finding:
    if conversion.given == ME:
        return tried(case, conversion.function, asked, "true", receivers=made, agreed=True)
    lent = "&" if parameters_of(conversion.function)[0].type.startswith("&") else ""
    given = {conversion.given: tuple(f"{lent}{one}" for one in made)}
    return tried(case, conversion.function, asked, "true", given=given, agreed=True)


_ROWS = 6
_FEW = 12  # values that are tried one by one


def _made(source: Declaration, field: str, value: str) -> tuple[str, ...]:
    """Values of the struct with the field as said, the others small, large and in between; empty where one is no number."""
    others: list[tuple[str, tuple[str, ...]]] = []
    for one in fields_of(source).all:
        inner, _, length = one.type.strip("[]").partition(";")
        if one.name == field:
            continue
        if inner.strip() not in _INTEGERS:
            return ()
        kind = inner.strip()
        numbers = ("0", "1", "2", "5", "0x55", f"{kind}::MAX")
        others.append((one.name, tuple(f"[{n}; {length.strip()}]" if length else n for n in numbers)))
    rows = [tuple(n for _ in others) for n in range(_ROWS)]
    rows += [tuple(n if at == which else 0 for at in range(len(others))) for which in range(len(others)) for n in range(1, _ROWS)]
    rows += [tuple((n + at) % _ROWS for at in range(len(others))) for n in range(_ROWS)]
    name = source.item.name
    return tuple(
        dict.fromkeys(
            f"{name} {{ {', '.join([f'{field}: {value}', *(f'{n}: {v[row[at]]}' for at, (n, v) in enumerate(others))])} }}"
            for row in rows
        )
    )


def _conversions(case: Case) -> Iterator[_Conversion]:
    shown = [
        d
        for f in block_files(case)
        for d in f.declarations()
        if d.item.kind == "fn" and d.condition not in ("tests", "never") and d.owner
    ]
    for one in shown:
        owner = one.owner.rpartition(" for ")[2].partition("<")[0]
        subject = find_method(case, f"{owner}::{one.item.name}").found
        if len(subject) != 1:
            continue
        function, parameters = subject[0], parameters_of(subject[0])
        own = receiver_of(function)
        if len(parameters) != (0 if own else 1):
            continue
        written = owner if own else parameters[0].type.lstrip("&").removeprefix("mut ").strip()
        made = owner if result_of(function) == "Self" else result_of(function)
        types = [find_type(case, name).found for name in (written, made)]
        if (
            all(len(found) == 1 and found[0].item.kind == "struct" and not found[0].item.in_macro for found in types)
            and written != made
        ):
            yield _Conversion(function, ME if own else parameters[0].name, types[0][0], types[1][0])


def _target(conversion: _Conversion, out: str, wanted: str, case: Case) -> Member | None:
    """The one field of what is made that is called so; without a name, the one whose type has the value as a variant."""
    members = fields_of(conversion.target).all
    if out:
        words = tuple(form(w) for w in out.split() if w not in _FILLERS)
        mine = [m for m in members if m.name == out or parts(m.name) == words]
    else:
        mine = [m for m in members if _has_variant(m.type, wanted, case)]
    return mine[0] if len(mine) == 1 else None


def _has_variant(kind: str, wanted: str, case: Case) -> bool:
    enum = bare_name(kind)
    if owner_name(wanted) and bare_name(owner_name(wanted)) != enum:
        return False
    found = find_type(case, enum).found if enum[:1].isupper() and "<" not in kind else ()
    return len(found) == 1 and found[0].item.kind == "enum" and any(v.name == bare_name(wanted) for v in variants_of(found[0]).all)


def _value(text: str, kind: str, conversion: _Conversion, case: Case) -> str:
    """A number, or a flag of a type that the conversion or what it makes names, as an expression of an integer type; empty for another."""
    if kind not in _INTEGERS:
        return ""
    if integer(text) is not None:
        return text
    name, told = bare_name(text), f"{conversion.function.text} {conversion.target.text}"
    types = {word for word in re.findall(r"[A-Za-z_]\w*", told) if word[:1].isupper() and not word.isupper()}
    found = [o for word in sorted(types) for o in find_type(case, word).found if o.item.in_macro]
    flags = [o for o in found if constants_of(case.code, o).named(name)]
    if len(flags) != 1 or owner_name(text) not in ("", flags[0].item.name):
        return ""
    return f"({flags[0].item.name}::{name}.bits() as {kind})"


def _pattern(wanted: str, target: Member, case: Case) -> str:
    if integer(wanted) is not None:
        return wanted if target.type in _INTEGERS else ""
    return f"{bare_name(target.type)}::{bare_name(wanted)}" if _has_variant(target.type, wanted, case) else ""
