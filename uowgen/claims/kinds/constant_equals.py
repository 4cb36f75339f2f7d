"""Claim: a constant has a certain value, as written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.declarations.member import is_only_variant
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided, weakest
from uowgen.claims.names import PRIMITIVES, bare_name, owner_name
from uowgen.claims.subject import KINDS_OF, find, find_type
from uowgen.facts.constants import value_of, value_of_text
from uowgen.facts.members import constants_of, methods_of, variants_of
from uowgen.facts.signature import parameters_of, receiver_of, result_of
from uowgen.facts.uses import integer
from uowgen.model import Evidence
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration


_ARRAY = when_used(r"\[&?(?:'static)?[A-Za-z_][\w:]*;\w+\]")


def _each(reading: Reading, case: Case) -> Finding:
    """“`Speed` has `SLOW`, `FAST` with the values 0, 1”: each has the value that stands in its place."""
    names, values = reading.list("members"), reading.list("values")
    if len(names) != len(values):
        return undecided("other-count", f"{len(names)} names and {len(values)} values are given")
    owner = bare_name(reading.get("owner"))
    rows = [{"name": f"{owner}::{bare_name(n)}", "value": v} for n, v in zip(names, values, strict=True)]
    return weakest(decide(reading._replace(slots=row), case) for row in rows)


def decide(reading: Reading, case: Case) -> Finding:
    """Integers are compared by value, expressions worked out; other literals by text; what calls functions is undecided."""
    if reading.get("members"):
        return _each(reading, case)
    name = bare_name(reading.get("name"))
    subject = find(case, reading.get("name"), KINDS_OF["const"])
    if owner_name(reading.get("name"))[:1].isupper() and subject.found and all(d.owner == "" for d in subject.found):
        subject = subject._replace(found=())  # a free constant of that name is not the type's
    wanted = reading.get("value") or reading.get("number")
    if wanted.endswith("!"):  # “is defined with `bitflags!`”
        from uowgen.claims.kinds.calls import decide as decided

        return decided(reading._replace(slots={"caller": reading.get("name"), "callee": wanted}), case)
    if wanted in ("const", "static"):  # “`PORT` is `const`”
        return _declared_as(case, reading.get("name"), wanted)
    if reading.get("how") == "bit":
        wanted = f"1 << {wanted}"
    if not subject.found and owner_name(reading.get("name")):
        flags = _of_macro(case, reading.get("name"), wanted) or _discriminant(case, reading.get("name"), wanted)
        if flags is not None:
            return flags
    if not subject.found and name[:1].isupper() and find(case, reading.get("name"), frozenset({"type"})).found:
        from uowgen.claims.kinds.aliases_type import decide as aliased

        return aliased(reading._replace(slots={"name": reading.get("name"), "type": wanted}), case)
    if reading.get("how") != "start" and (typed := _typed(case, reading, wanted)) is not None:
        return typed
    if not subject.found and (variants := find(case, name, KINDS_OF["variant"]).found) and not owner_name(reading.get("name")):
        owners = {d.item.parent.rpartition(" ")[2] for d in variants}
        number = _discriminant(case, f"{next(iter(owners))}::{name}", wanted) if len(owners) == 1 else None
        return number or undecided("not-a-literal", f"the number of `{name}` is not written plainly", *variants[:3])
    if not subject.found and _is_said_variant(case, reading):
        return subject.none(f"no variant `{name}`")
    if not subject.found and name != name.upper() and name[:1].isupper() and reading.get("how") == "discriminant":
        from uowgen.claims.kinds.variant_value import enum_of

        enum = enum_of(reading._replace(slots={"variant": name}), case)
        if isinstance(enum, Finding):
            return enum
        if variants_of(enum).complete and variants_of(enum).named(name) is None:
            return fails("member-not-found", f"`{enum.item.name}` has no variant `{name}`", enum)
        told = _discriminant(case, f"{enum.item.name}::{name}", wanted)
        return told or undecided("not-a-literal", f"the number of `{name}` is not written plainly", enum)
    if not subject.found and name != name.upper():
        return undecided("not-a-constant", f"`{name}` is no constant of the tree")
    if not subject.found:
        return subject.none(f"no constant `{name}`")
    for declaration in subject.found:
        node = declaration.item.node.child_by_field_name("value")
        lazy = value_of_lazy(declaration) if reading.get("how") == "start" else ""
        if not lazy and (declaration.item.in_macro or node is None):
            return undecided("inside-macro", f"the value of `{name}` is not written plainly", declaration)
        written = lazy or (declaration.file.rust.text(node) if node is not None else "")
        if "".join(written.split()) == "".join(wanted.split()):
            continue
        if reading.get("how") == "start":
            inner = _inside_call(written)
            if "".join(inner.split()) == "".join(wanted.split()):
                continue
            left, right = value_of_text(inner), _number(wanted)
            if left is not None and left == right:
                continue
            if (left is not None and right is not None) or (inner.startswith("Some(") and wanted.strip() == "None"):
                return fails("other-value", f"`{name}` starts as `{written}`", declaration)
            return undecided("not-a-literal", f"`{name}` starts as `{written}`, which is not compared by value", declaration)
        left, right = value_of(case.code, declaration), _number(wanted)
        if (
            left is None and node is not None and node.type == "integer_literal"
        ):  # of a type by another name, which the literal fits as rustc sees to
            left = _number(written)
        if left is None or right is None:
            return undecided("not-a-literal", f"`{name}` is `{written}`, which is not compared by value", declaration)
        if left != right:
            return fails("other-value", f"`{name}` is `{written}`", declaration)
    return holds(f"`{name}` is `{wanted}`", *subject.found)


def _declared_as(case: Case, name: str, sort: str) -> Finding:
    """Whether all that is called so is declared with the keyword `sort`; what is no constant or static is left open."""
    subject = find(case, name, KINDS_OF["const"])
    if not subject.found and (others := find(case, name).found):
        return undecided("not-a-constant", f"`{bare_name(name)}` is a {others[0].item.kind}", *others[:2])
    if not subject.found or any(d.item.in_macro for d in subject.found):
        return subject.problem or undecided("inside-macro", f"how `{bare_name(name)}` is declared is not written plainly")
    other = [d for d in subject.found if d.item.kind != sort]
    if other:
        return fails("other-kind", f"`{bare_name(name)}` is a `{other[0].item.kind}`", *other[:3])
    return holds(f"`{bare_name(name)}` is a `{sort}`", *subject.found)


def _typed(case: Case, reading: Reading, wanted: str) -> Finding | None:
    """“`ELFMAG` is a `[u8; 4]`”: of which type it is, where what it is said to be can only be a type; None where it is a value."""
    compact = "".join(wanted.split())
    if compact not in PRIMITIVES - {"Self"} and not _ARRAY.fullmatch(compact):
        return None
    found = find(case, reading.get("name")).found
    sort = next((s for s in ("const", "static", "field") if found and all(d.item.kind == s for d in found)), "")
    if not sort:
        return None
    from uowgen.claims.kinds.is_declared import decide as declared

    name = reading.get("name")
    if sort == "field" and not owner_name(name):
        owners = {d.item.parent.rpartition(" ")[2] for d in found}
        if len(owners) != 1:
            return undecided("subject-ambiguous", f"several types have a field `{name}`", *found[:3])
        name = f"{owners.pop()}::{name}"
    slots = {"name": name, "declaration": f"noun={sort}\0type={wanted}"}
    return declared(reading._replace(slots=slots), case)


def _is_said_variant(case: Case, reading: Reading) -> bool:
    """Whether the words call it a variant, and it is written as one."""
    name = bare_name(reading.get("name"))
    said = case.criterion.text if case.criterion is not None else ""
    return name[:1].isupper() and name != name.upper() and (f"`{name}` variant" in said or f"variant `{name}`" in said)


def value_of_lazy(declaration: Declaration) -> str:
    """What `static ref NAME: Type = value;` of a `lazy_static!` is first set to, if that is no block; else empty."""
    head, equals, written = declaration.text.partition(" = ")
    lazy = declaration.item.in_macro and equals and "static ref" in head and not written.lstrip().startswith("{")
    return written.strip().rstrip(";").strip() if lazy else ""


def _inside_call(written: str) -> str:
    """`0` of `AtomicU32::new(0)`, also of one within another; other texts as they are."""
    while (head := written.partition("(")[0]).endswith("::new") and written.endswith(")"):
        written = written[len(head) + 1 : -1].strip()
    return written


def _number(wanted: str) -> int | None:
    plain = wanted.strip().replace("−", "-")
    sign = -1 if plain.startswith("-") else 1
    value = integer(plain.removeprefix("-"))
    return sign * value if value is not None else value_of_text(plain)


def _of_macro(case: Case, name: str, wanted: str) -> Finding | None:
    """The constant that a `bitflags!`-like macro defines for the type that `name` begins with."""
    owners = find_type(case, owner_name(name)).found
    members = [m for o in owners if o.item.in_macro and (m := constants_of(case.code, o).named(bare_name(name))) is not None]
    if not members:
        return None
    for member in members:
        place = (Evidence(member.file, member.line, member.line, f"`{member.name} {member.type}`"),)
        left, right = value_of_text(member.type.rpartition("=")[2].strip()), _number(wanted)
        if left is None or right is None:
            return undecided("inside-macro", f"the value of `{member.name}` is not written plainly", evidence=place)
        if left != right:
            return fails("other-value", f"`{member.name}` is `{left}`", evidence=place)
    return holds(f"`{bare_name(name)}` is `{wanted}`", evidence=place)


def _discriminant(case: Case, name: str, wanted: str) -> Finding | None:
    """The number of the variant that `name` means, as it is written or counted from the one before."""
    enums = [d for d in find_type(case, owner_name(name)).found if d.item.kind == "enum" and not d.item.in_macro]
    number = _number(wanted)
    if len(enums) != 1 or number is None:
        return None
    value: int | None = -1
    for variant in variants_of(enums[0]).all:
        _, given, written = variant.type.rpartition("=")
        value = value_of_text(written.strip()) if given else None if value is None or variant.sometimes else value + 1
        if variant.name == bare_name(name):
            place = (Evidence(variant.file, variant.line, variant.line, f"`{variant.name} {variant.type}`".replace(" `", "`")),)
            carrying = any(v.type[:1] in ("(", "{") for v in variants_of(enums[0]).all)
            if value is None or (carrying and not any("=" in v.type for v in variants_of(enums[0]).all)):
                return undecided("not-a-literal", f"the number of `{variant.name}` is not written plainly", evidence=place)
            if value != number and (telling := _numbered_by(case, enums[0])) is not None:
                why = f"`{variant.name}` is `{value}` as it is declared; what `{telling.item.name}` gives may be meant"
                return undecided("role-unclear", why, telling, evidence=place)
            if value != number:
                return fails("other-value", f"`{variant.name}` is `{value}`", evidence=place)
            return holds(f"`{bare_name(name)}` is `{wanted}`", evidence=place)
    if is_only_variant(enums[0], bare_name(name)) and variants_of(enums[0]).complete:
        return fails("member-not-found", f"`{enums[0].item.name}` has no variant `{bare_name(name)}`", enums[0])
    return None


def _numbered_by(case: Case, enum: Declaration) -> Declaration | None:
    """A method that gives each variant a number, which need not be the one that it is declared with."""
    methods = [d for d in methods_of(case.code, enum.item.name, (enum,)) if d.item.kind == "fn"]
    numbers = (
        d
        for d in methods
        if receiver_of(d) and not parameters_of(d) and result_of(d) in PRIMITIVES - {"bool", "char", "str", "&str"}
    )
    return next(numbers, None)


KIND = Kind(
    "constant_equals",
    "a constant has a value",
    (
        "<name> constant|const|static|value|flag|bit? @be* @equal @to|as|with? value? of? <value:value>",
        "<name> constant|const|static|flag|bit value? @to|as|with|of? <value:value>",
        "<name> constant|const|static|value @be* @made? (|= <value:value> )?",
        "<name> <noun>? @have discriminant of? <value:value> ; how=discriminant",
        "discriminant of <name> <noun>? is|equals <value:value> ; how=discriminant",
        "<name> <noun>? @have value of? <value:value>",
        "<name> <noun>? @be* bit <value:value> ; how=bit",
        "<name> constant|const|static ( = <value:value> ) @be* @made|set @in? <path>?",
        "<name> constant|const|static ( <value:value> ) @be* @made|set @in? <path>?",
        "<name> constant|const|static @be* @made @in <path> with value? of? <value:value>",
        "<name> = <value:value>",
        "<owner:name> <noun2:noun>? @have <noun>? <members:words> <noun3:noun>? with|as|equal <whose:plain>? values|value|numbers|codes|discriminants <values:numerals>",
        "<owner:name> <noun2:noun>? @have <noun>? <members:words> <noun3:noun>? with|as|= <values:numerals>",
        "value of <name> <noun>? @be* set|changed|equal? to? <value:value>",
        "set|change <name> <noun>? to <value:value>",
        "@make <name> <noun>? = <value:value>",
        "<name:upper> constant|static|counter|flag? starts|begins out|off? at|as|with|from? <value:value> ; how=start",
        "<name:upper> constant|static|counter|flag? @be* initialised|initialized to|with|as|at <value:value> ; how=start",
        "<owner:name> <name> variant @be* = <value:value>",
    ),
    (
        "`PAGE_SIZE` is 4096",
        "`MAX_VMAS` constant set to `64`",
        "`USER_TOP` = `0x8000_0000`",
    ),
    decide,
    ("name", "value"),
    asks_all=True,
)
