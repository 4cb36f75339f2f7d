"""Containers of the tree: which type is meant, how one is made, and what its methods take and give."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.subject import context_type, find, find_method, find_type
from uowgen.facts.members import derives_of, fields_of, methods_of, visibility_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

INTEGERS = frozenset({"u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize"})
_CAPACITY = ("cap", "size", "limit", "max", "n", "len", "slots")
CAPACITY = 3


def is_integer(kind: str) -> bool:
    """Whether a type, as it is written, is one of whole numbers."""
    return kind in INTEGERS


class Signature(NamedTuple):
    """A method: its parameters without self as (name, type), and its return type (empty: none)."""

    name: str
    parameters: tuple[tuple[str, str], ...]
    returns: str


class Container(NamedTuple):
    """A type that can be made: its text with arguments, the expression that makes one, how many elements it takes if that is known."""

    declaration: Declaration
    text: str
    maker: str
    capacity: int | None
    generics: tuple[str, ...]
    methods: dict[str, tuple[Signature, Declaration]]


def container_of(case: Case, method: str) -> Container | Finding:
    """The type that `method` (`Ring::push`, `push`) belongs to."""
    owner = owner_name(method)
    if not owner:
        named = find_method(case, method)
        owners = {d.owner.rpartition(" for ")[2] for d in named.found if d.owner}
        if len(owners) > 1 and (near := context_type(case)).found and near.found[0].item.name in owners:
            owners = {near.found[0].item.name}
        if not named.found or not owners:
            return named.none(f"no method `{bare_name(method)}`")
        if len(owners) > 1:
            return undecided("subject-ambiguous", f"several types have a `{bare_name(method)}`", *named.found[:3])
        owner = owners.pop()
    found = find_type(case, owner).one(owner)
    return found if isinstance(found, Finding) else as_container(case, found)


def container_with(case: Case, name: str) -> Container | Finding:
    """The type that `name` is a method of: it has one that is called so."""
    container = container_of(case, name)
    if isinstance(container, Finding) or bare_name(name) in container.methods:
        return container
    return undecided("no-subject", f"`{container.declaration.item.name}` has no `{bare_name(name)}`", container.declaration)


def method_playing(case: Case, names: tuple[str, ...]) -> str:
    """The one method of the type at hand that is called as a role usually is, as `Type::method`; empty if there is none."""
    subject = context_type(case)
    shown = [d.item.name for file in block_files(case) for d in file.declarations() if d.item.kind == "struct" and not d.item.path]
    types = [subject.found[0].item.name] if len(subject.found) == 1 else list(dict.fromkeys(shown))
    playing = []
    for one in types:
        own = {d.item.name for d in methods_of(case.code, one, find_type(case, one).found)}
        playing += [f"{one}::{n}" for n in [n for n in names if n in own][:1]]
    return playing[0] if len(playing) == 1 else ""


def usual(methods: Mapping[str, tuple[Signature, Declaration]], names: Iterable[str]) -> str:
    """The first of some usual names that is a method's: one that others may call, if there is any. Empty if none is."""
    found = [n for n in names if n in methods]
    return next((n for n in found if visibility_of(methods[n][1])), found[0] if found else "")


def method_meant(case: Case, said: str, names: tuple[str, ...]) -> str:
    """The method `said`; of a type that is said instead, or of the type at hand if nothing is, the one with a usual name."""
    if said and not bare_name(said)[:1].isupper():
        return said
    if not said:
        return method_playing(case, names)
    of = bare_name(said)
    own = {d.item.name for d in methods_of(case.code, of, find_type(case, of).found)}
    return next((f"{of}::{n}" for n in names if n in own), said)


def as_container(case: Case, declaration: Declaration, wanted: str = "") -> Container | Finding:
    """`declaration` as something that can be made: by its constructor `wanted`, else by a usual one."""
    name = declaration.item.name
    generics = _generics(declaration)
    if generics is None:
        return undecided("unsupported-code", f"`{name}` has parameters of which nothing can be made up", declaration)
    methods = {d.item.name: (signature(d), d) for d in methods_of(case.code, name, (declaration,)) if d.item.kind == "fn"}
    arguments = [a for _, a in generics]
    bounds = [CAPACITY for kind, _ in generics if kind == "const"]
    if len(bounds) == 1:
        known = case.kept.setdefault("const arguments", {})
        assert isinstance(known, dict)
        known[name] = CAPACITY
    text = f"{name}<{', '.join(arguments)}>" if arguments else name
    maker = ""
    capacity: int | None = bounds[0] if len(bounds) == 1 else None
    for maker_name in (wanted,) if wanted else ("new", "with_capacity", "empty"):
        if maker_name not in methods:
            continue
        parameters = methods[maker_name][0].parameters
        if not parameters:
            maker = f"{name}::{maker_name}()"
            break
        if len(parameters) == 1 and parameters[0][1] in INTEGERS and parameters[0][0].lstrip("_").startswith(_CAPACITY):
            maker, capacity = f"{name}::{maker_name}({CAPACITY})", CAPACITY if maker_name == "new" else capacity
            break
    if not maker and "Default" in derives_of(declaration):
        maker = f"{name}::default()"
    if not maker:
        return undecided("unsupported-code", f"how a `{name}` is made is not known", declaration)
    if capacity is None:
        capacity = _array_length(case, declaration)
    names = tuple(a for kind, a in declared_parameters(declaration) if kind == "type")
    return Container(declaration, text, maker, capacity, names, methods)


def declared_parameters(declaration: Declaration) -> list[tuple[str, str]]:
    """The parameters of a type, each with its sort (`type`, `const`, `lifetime`)."""
    listed = declaration.item.node.child_by_field_name("type_parameters")
    found = []
    for child in listed.named_children if listed is not None else ():
        name = child.child_by_field_name("name") or child
        kind = {"const_parameter": "const", "lifetime_parameter": "lifetime", "lifetime": "lifetime"}.get(child.type, "type")
        found.append((kind, declaration.file.rust.text(name).split(":")[0].strip()))
    return found


def _generics(declaration: Declaration) -> list[tuple[str, str]] | None:
    """The parameters of a type with what stands for them; None if one is a lifetime."""
    found = []
    for kind, _ in declared_parameters(declaration):
        if kind == "lifetime":
            return None
        found.append((kind, str(CAPACITY) if kind == "const" else "u32"))
    return found


def _array_length(case: Case, declaration: Declaration) -> int | None:
    """The length of the one array among the fields, if it is written as a number or is a constant of the tree."""
    from uowgen.facts.constants import value_of

    lengths = [
        m.type.rpartition(";")[2].strip(" ]") for m in fields_of(declaration).all if m.type.startswith("[") and ";" in m.type
    ]
    if len(lengths) != 1:
        return None
    plain = lengths[0].removesuffix("usize").replace("_", "")
    named = find(case, lengths[0], frozenset({"const"})).found if lengths[0].replace("::", "").replace("_", "").isalnum() else ()
    number = int(plain) if plain.isdigit() else value_of(case.code, named[0]) if len(named) == 1 else None
    return number if number is not None and 0 < number <= _MOST_SLOTS else None


_MOST_SLOTS = 64


def signature(function: Declaration) -> Signature:
    """The signature of a function of the tree."""
    node, text = function.item.node, function.file.rust.text
    listed = node.child_by_field_name("parameters")
    rows = []
    for child in listed.named_children if listed is not None else ():
        pattern, kind = child.child_by_field_name("pattern"), child.child_by_field_name("type")
        if child.type == "parameter" and pattern is not None and kind is not None:
            rows.append((text(pattern).removeprefix("mut ").strip(), text(kind).strip()))
    returned = node.child_by_field_name("return_type")
    return Signature(function.item.name, tuple(rows), text(returned).strip() if returned is not None else "")
