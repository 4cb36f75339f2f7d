"""Claim: an item is declared with all that a longer description says: “a private constant of type `usize`, value 4”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.declarations.types import without_paths
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.kinds import is_described
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.subject import KINDS_OF, find, find_type
from uowgen.facts.members import fields_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading

_MANY = "\x1f"
_ORDER = ("fails", "undecided", "holds")
_DESCRIBED = frozenset({"vis", "mod", "not", "shape", "doc", "attr", "generic", "free", "associated", "inherent"})
_NOUN_MARKS = {"newtype": "struct", "alias": "type"}


def decide(reading: Reading, case: Case) -> Finding:
    """First that there is such a declaration, then each thing that is said of it; the weakest counts."""
    if reading.get("such"):
        from uowgen.claims.declarations import such_constants

        return such_constants.decide(reading, case)
    marks = reading.list("declaration")
    noun = next((m.removeprefix("noun=") for m in marks if m.startswith("noun=")), "")
    owner = next((m.removeprefix("owner=") for m in marks if m.startswith("owner=")), "")
    name = reading.get("name")
    if owner and owner_name(name) not in ("", bare_name(owner)):
        return undecided("not-understood", f"`{name}` is not of `{owner}`")
    if owner:
        name = f"{bare_name(owner)}::{bare_name(name)}{'()' if name.endswith('()') else ''}"
    case.several = ()
    if noun == "value":  # “is a private `u8`”: a constant, a static or a field
        noun = _sort_of_value(case, name)
        if not noun:
            return undecided("not-understood", f"`{bare_name(name)}` is neither a constant nor a field")
        marks = tuple(f"noun={noun}" if m == "noun=value" else m for m in marks)
    if noun == "field":
        return _field(reading, case, name, marks)
    if noun == "variant" or (not noun and _is_variant(case, name)):
        from uowgen.claims.declarations.carried import of_variant

        return of_variant(case, name, marks)
    plain = tuple(m for m in marks if m.partition("=")[0] in _DESCRIBED)
    sort = noun or _sort(case, name)
    if not sort:
        missing = find(case, name).problem
        return missing or undecided("not-understood", f"what `{bare_name(name)}` is was not said, and it is not one thing")
    place = next((m.removeprefix("place=") for m in marks if m.startswith("place=")), "")
    slots = {"name": name, "description": "\0".join((*plain, f"noun={_NOUN_MARKS.get(sort, sort)}")), "place": place}
    first = is_described.decide(reading._replace(slots=slots), case)
    if first.code == "not-in-the-build":  # a test module, say, of which it may all be so
        return undecided(first.code, first.message, evidence=first.evidence)
    first = _other_sort(case, name, sort, first)
    if first.outcome != "holds":
        return first
    found = [first]
    for mark in marks:
        key, _, value = mark.partition("=")
        if key in _CHECKS:
            found.append(_CHECKS[key](case, name, value, reading))
        elif key in ("unseen", "plain", "fieldless", "reason", "undocumented"):
            found.append(_of_one(case, name, key, value, reading))
        elif key not in _DESCRIBED | {"noun", "owner", "place"}:
            return undecided("not-understood", f"“{key}” is not decided for `{bare_name(name)}`")
    if sort == "newtype":
        found.append(newtype(case, name))
    return weakest(found)


def weakest(found: list[Finding]) -> Finding:
    """The finding that decides: the first that fails, else the first that is undecided, else that all holds."""
    worst = min(found, key=lambda f: _ORDER.index(f.outcome))
    if worst.outcome != "holds":
        return worst
    evidence = tuple(dict.fromkeys(e for f in found for e in f.evidence))
    return worst._replace(message="; ".join(dict.fromkeys(f.message for f in found)), evidence=evidence)


def _sort(case: Case, name: str) -> str:
    kinds = {d.item.kind for d in find(case, name).found}
    return kinds.pop() if len(kinds) == 1 and kinds <= {"struct", "enum", "union", "trait"} else ""


def _sort_of_value(case: Case, name: str) -> str:
    """Which sort of thing with a type is called so; a constant where there is none and the name is written as that of one."""
    kinds = {d.item.kind for d in find(case, name).found}
    if not kinds and bare_name(name).isupper():
        return "const"
    return kinds.pop() if len(kinds) == 1 and kinds <= {"const", "static", "field"} else ""


def _is_variant(case: Case, name: str) -> bool:
    found = find(case, name).found
    return bool(found) and all(d.item.kind == "variant" for d in found)


def _other_sort(case: Case, name: str, sort: str, first: Finding) -> Finding:
    """A constant is no static, though both are looked for together; an alias is a `type` item."""
    if first.outcome != "holds":
        return first
    kinds = {d.item.kind for d in find(case, name, KINDS_OF.get(_NOUN_MARKS.get(sort, sort), KINDS_OF["fn"])).found}
    if sort == "static" and "static" not in kinds:
        return fails("other-kind", f"`{bare_name(name)}` is a constant", evidence=first.evidence)
    if sort == "const" and kinds - {"const"}:
        return undecided(
            "not-understood", f"`{bare_name(name)}` is a static, which may be called a constant", evidence=first.evidence
        )
    if sort == "alias" and kinds != {"type"}:
        return fails("other-kind", f"`{bare_name(name)}` is no alias", evidence=first.evidence)
    return first


def _with(kind: str, *names: str) -> Callable[[Case, str, str, Reading], Finding]:
    """A check by another kind: `names` are its slots for the subject and for the value."""

    def check(case: Case, name: str, value: str, reading: Reading) -> Finding:
        from uowgen.claims import kind_called

        slots = {names[0]: name, names[1]: value.replace(_MANY, "\0"), **dict(n.split("=") for n in names[2:])}
        return kind_called(kind).decide(reading._replace(slots=slots), case)

    return check


def _typed(case: Case, name: str, value: str, reading: Reading) -> Finding:
    """The type of a constant or a static; what an alias stands for."""
    constants = find(case, name, KINDS_OF["const"]).found
    if not constants:
        return _with("aliases_type", "name", "type")(case, name, value, reading)
    from uowgen.claims.kinds.field_has_type import type_of_constants

    return type_of_constants(constants, value, case)


def _number(case: Case, name: str, value: str, reading: Reading) -> Finding:
    from uowgen.claims.kinds import takes_parameters

    number, typed, *names = [*value.split(_MANY), ""][: max(2, len(value.split(_MANY)))]
    slots = {"name": name, "number": number, "type": typed, "parameters": "\0".join(names)}
    return takes_parameters.decide(reading._replace(slots=slots), case)


def _has(case: Case, name: str, value: str, reading: Reading) -> Finding:
    """Fields, variants or functions: so many, of these names, all of a type or of a visibility."""
    from uowgen.claims.kinds import counts_variants, has_exactly, has_field, has_members

    sort, only, number, seen, how, typed, *names = value.split(_MANY)
    listed = [f"{n}: {typed}" if typed else n for n in names]
    slots = {"owner": name, "noun": f"{seen} {sort}".strip() if not names else sort, "number": number}
    found: list[Finding] = []
    if how == "named":
        shape = {"name": name, "description": "shape=named\0noun=struct"}
        found.append(is_described.decide(reading._replace(slots=shape), case))
    if number == "some":
        return some_field(case, name, seen, typed)
    if how == "unit":
        from uowgen.claims.declarations.carried import unit_variants

        found.append(unit_variants(case, name, int(number)))
    if not names:
        more = {"type": typed, "how": how if sort == "fn" else ""}
        found.append(counts_variants.decide(reading._replace(slots={**slots, **more}), case))
        if typed and found[-1].outcome == "holds":
            found.append(_as_many(case, name, int(number), typed))
        return weakest(found)
    kind = has_exactly if only and not (number and typed) else has_members
    found.append(kind.decide(reading._replace(slots={**slots, "members": "\0".join(listed)}), case))
    if number and typed:
        found.append(_as_many(case, name, int(number), typed))
    for member in names if seen else ():
        plain, _, written = member.partition(": ")
        member_marks = f"vis={seen}\0name={plain}" + (f"\0type={written or typed}" if written or typed else "")
        found.append(has_field.decide(reading._replace(slots={"owner": name, "member": member_marks}), case))
    return weakest(found)


def some_field(case: Case, name: str, seen: str, typed: str) -> Finding:
    """A field of the visibility, or of the type, or of both."""
    found = find_type(case, name).found
    for declaration in found:
        fields = fields_of(declaration)
        fitting = [f for f in fields.all if not typed or without_paths(f.type) == without_paths(typed)]
        if not any(not seen or (f.visibility or "private") == seen for f in fitting):
            if not fields.complete or any(bare_name(f.type) == bare_name(typed) for f in fields.all if typed):
                return undecided("type-alias", f"`{declaration.item.name}` may have such a field", declaration)
            return fails("member-not-found", f"`{declaration.item.name}` has no such field", declaration)
    return holds(f"`{bare_name(name)}` has such a field", *found)


def _as_many(case: Case, name: str, number: int, typed: str) -> Finding:
    """So many fields of a type; that there are no others is neither said nor denied."""
    found = find_type(case, name).found
    for declaration in found:
        fields = fields_of(declaration)
        alike = sum(without_paths(f.type) == without_paths(typed) for f in fields.all)
        if not fields.complete or any(f.sometimes for f in fields.all):
            return undecided("inside-macro", f"`{declaration.item.name}` may have others", declaration)
        if alike != number:
            return fails("other-count", f"`{declaration.item.name}` has {alike} fields of type `{typed}`", declaration)
        if len(fields.all) != number:
            return undecided(
                "not-understood", f"whether `{declaration.item.name}` is to have no other fields is not said", declaration
            )
    return holds(f"`{bare_name(name)}` has {number} fields of type `{typed}`", *found)


def _carried(case: Case, name: str, value: str, _reading: Reading) -> Finding:
    from uowgen.claims.declarations.carried import of_variant

    variant, _, rest = value.partition(_MANY)
    return of_variant(case, f"{bare_name(name)}::{bare_name(variant)}", (f"has={rest}",))


def _made(case: Case, name: str, value: str, _reading: Reading) -> Finding:
    from uowgen.claims.declarations.said_initialisers import made_of

    return made_of(case, name, value)


def _one_carries(case: Case, name: str, value: str, _reading: Reading) -> Finding:
    from uowgen.claims.declarations.said_initialisers import one_carries

    return one_carries(case, name, value)


def _wraps(case: Case, name: str, value: str, reading: Reading) -> Finding:
    return _with("field_has_type", "owner", "type", "field=0")(case, name, value, reading)


def newtype(case: Case, name: str) -> Finding:
    """One field, without a name; a struct with one named field is called so by some."""
    found = find_type(case, name).found
    for declaration in found:
        fields = fields_of(declaration)
        if not fields.complete:
            return undecided("inside-macro", f"a macro may give `{declaration.item.name}` fields", declaration)
        if len(fields.all) == 1 and fields.all[0].name != "0":
            return undecided("not-understood", f"the field of `{declaration.item.name}` has a name", declaration)
        if len(fields.all) > 1 and sum("PhantomData" not in f.type for f in fields.all) == 1:
            return undecided("not-understood", f"`{declaration.item.name}` has a marker as well", declaration)
        if len(fields.all) != 1:
            return fails("other-count", f"`{declaration.item.name}` has {len(fields.all)} fields", declaration)
    return holds(f"`{bare_name(name)}` has one field without a name", *found)


def _of_one(case: Case, name: str, key: str, value: str, reading: Reading) -> Finding:
    """What is looked up in the declarations themselves."""
    if key == "unseen":
        return _with("is_visible", "names", "visibility", "state=unseen")(case, name, value, reading)
    if key == "reason":
        return _with("has_attribute", "name", "attribute", "reason=yes")(case, name, value, reading)
    from uowgen.claims.declarations import carried

    checks = {"fieldless": carried.fieldless, "plain": carried.without_parameters, "undocumented": carried.undocumented}
    return checks[key](case, name)


_CHECKS: dict[str, Callable[[Case, str, str, Reading], Finding]] = {
    "type": _typed,
    "value": _with("constant_equals", "name", "value"),
    "starts": _with("constant_equals", "name", "value", "how=start"),
    "derives": _with("derives", "owner", "traits"),
    "derives.only": _with("derives", "owner", "traits", "state=only"),
    "implements": _with("derives", "owner", "traits", "by=impl"),
    "returns": _with("returns_type", "name", "type"),
    "generic": _with("is_generic", "name", "parameters"),
    "takes": _with("takes_parameters", "name", "parameters"),
    "receiver": _with("takes_parameters", "name", "receiver", "by=value"),
    "takes.number": _number,
    "has": _has,
    "carried": _carried,
    "wraps": _wraps,
    "super": _with("has_supertraits", "trait", "traits"),
    "made": _made,
    "one.carries": _one_carries,
}


def _field(reading: Reading, case: Case, name: str, marks: tuple[str, ...]) -> Finding:
    """A field of the type that is named with it, else of the type at hand."""
    from uowgen.claims.kinds import has_field

    known = [m for m in marks if m.startswith(("vis=", "type=", "doc"))]
    if len(known) + sum(m.startswith(("noun=", "owner=")) for m in marks) != len(marks):
        return undecided("not-understood", "what is said of a field is not decided")
    member = "\0".join((*known, "sort=field", f"name={bare_name(name)}"))
    return has_field.decide(reading._replace(slots={"owner": owner_name(name), "member": member}), case)


_COPULA = "is|are|become|becomes|became|was|were|:|–|—|-"

KIND = Kind(
    "is_declared",
    "an item is declared with all that a description says",
    (
        f"<name> {_COPULA} declared|defined|introduced? as? <declaration:declared>",
        f"<noun> <name> {_COPULA} declared|defined|introduced? as? <declaration:declared>",
        "<name> <noun>? @have|with|gains|keeps <declaration:possessed>",
        "there is|exists <such:suchconst>",
    ),
    (
        "`MAX_VMAS` is a private constant of type `usize`, value 64",
        "`Pte` is a public tuple struct deriving `Clone` and `Copy`",
        "`Walk` is an enum with two variants and derives `Debug`",
    ),
    decide,
    (),
    asks_all=True,
)
