"""Claim: a field has a certain type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.declarations.member import variant_named
from uowgen.claims.declarations.types import may_be, other_paths, without_paths
from uowgen.claims.declared_within import find_type_or_nested
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import PRIMITIVES, bare_name
from uowgen.claims.subject import KINDS_OF, context_type, find, find_type
from uowgen.facts.code import counts
from uowgen.facts.members import fields_of, methods_of, types_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration


def decide(reading: Reading, case: Case) -> Finding:
    """The field's type as written equals the type that is named, but for the paths in front of names."""
    if reading.get("gloss"):
        return _described(reading, case)
    if reading.get("field") == "0" and variant_named(case, reading.get("owner")) is not None:  # “`Error::Page` wraps a `PageError`”
        from uowgen.claims.kinds.has_members import decide as decided

        return decided(reading._replace(slots={"owner": reading.get("owner"), "members": reading.get("type")}), case)
    if reading.get("how") == "head":
        return _behind(reading, case)
    name = bare_name(reading.get("field"))
    constants = find(case, reading.get("field"), KINDS_OF["const"]).found if name.isupper() and not reading.get("owner") else ()
    if constants:
        return type_of_constants(constants, reading.get("type"), case)
    if name[:1].isupper() and not reading.get("owner") and find(case, reading.get("field"), frozenset({"type"})).found:
        from uowgen.claims.kinds.aliases_type import decide as aliased

        return aliased(reading._replace(slots={"name": reading.get("field"), "type": reading.get("type")}), case)
    owners = _owners(reading, case, name)
    if isinstance(owners, Finding):
        return owners
    wanted = without_paths(reading.get("type"))
    evidence: list[Evidence] = []
    for declaration in owners:
        members = fields_of(declaration)
        member = members.named(name)
        if member is None and name == "0" and members.complete and members.all:  # “wraps a `T`” of a struct with named fields
            fitting = [m for m in members.all if without_paths(m.type) == wanted]
            member = fitting[0] if fitting else members.all[0] if len(members.all) == 1 else None
            if member is None:
                return fails("other-type", f"`{declaration.item.name}` has no field of type `{reading.get('type')}`", declaration)
        if member is None:
            if not members.complete:
                return undecided("inside-macro", f"a macro may give `{declaration.item.name}` a `{name}`", declaration)
            associated = [d for d in types_of(case.code, declaration) if d.item.name == name]
            if associated:
                return _associated(associated[0], reading.get("type"))
            if any(d.item.name == name for d in methods_of(case.code, declaration.item.name, (declaration,))):
                return undecided("not-understood", f"`{name}` is a function of `{declaration.item.name}`", declaration)
            if not reading.get("owner") and not _owner_in(reading.get("field")) and name[:1].isupper():
                return undecided("no-subject", f"`{name}` is no field of `{declaration.item.name}`", declaration)
            return fails("member-not-found", f"`{declaration.item.name}` has no field `{name}`", declaration)
        place = Evidence(member.file, member.line, member.line, f"`{member.name}: {member.type}`")
        if without_paths(member.type) != wanted and may_be(member.type, reading.get("type"), declaration.file.rust.source.data):
            return undecided("type-alias", f"`{name}` is of type `{member.type}`, which may be the same", evidence=(place,))
        if without_paths(member.type) != wanted:
            return _differs(case, member.type, wanted, name, place)
        if other_paths(member.type, reading.get("type")):
            return undecided("type-alias", f"`{name}` is of type `{member.type}`, which may be the same", evidence=(place,))
        evidence.append(place)
    return holds(f"`{name}` is of type `{reading.get('type')}`", evidence=tuple(evidence))


def _associated(declaration: Declaration, wanted: str) -> Finding:
    """An associated type, as written in the impl."""
    node = declaration.item.node.child_by_field_name("type")
    written = declaration.file.rust.text(node) if node is not None else ""
    if without_paths(written) == without_paths(wanted):
        return holds(f"`type {declaration.item.name} = {written}`", declaration)
    return undecided("type-alias", f"`type {declaration.item.name} = {written}`, which may be the same type", declaration)


def _described(reading: Reading, case: Case) -> Finding:
    """“`File` stores the position in an `AtomicUsize`”: the one field of that type, if the words and its name begin alike."""
    subject = find_type_or_nested(case, reading.get("owner"))
    if len(subject.found) != 1 or subject.found[0].item.kind != "struct":
        return subject.none(f"no one struct `{bare_name(reading.get('owner'))}`")
    members, wanted = fields_of(subject.found[0]), without_paths(reading.get("type"))
    fitting = [m for m in members.all if without_paths(m.type) == wanted and not other_paths(m.type, reading.get("type"))]
    if not fitting and members.complete and not any(bare_name(m.type) == bare_name(reading.get("type")) for m in members.all):
        aliased = any(d.item.kind == "type" for m in members.all for d in find(case, bare_name(m.type), KINDS_OF["type"]).found)
        if not aliased:
            return fails(
                "other-type", f"`{subject.found[0].item.name}` has no field of type `{reading.get('type')}`", subject.found[0]
            )
    words = [w.strip("`.,()").lower() for w in reading.get("gloss").split()]
    alike = [m for m in fitting if any(p[:3] == w[:3] for p in m.name.split("_") for w in words if len(p) > 2 and len(w) > 2)]
    if not alike and len(fitting) == 1 and fitting[0].name.isdigit():  # a field without a name is called by its type
        alike = [m for m in fitting if {w.removesuffix("s") for w in words if len(w) > 2} & set(_words_of(m.type))]
    if len(alike) != 1:
        return undecided("not-understood", f"which field “{reading.get('gloss')}” speaks of is not clear", subject.found[0])
    place = Evidence(alike[0].file, alike[0].line, alike[0].line, f"`{alike[0].name}: {alike[0].type}`")
    return holds(f"`{alike[0].name}` is of type `{reading.get('type')}`", evidence=(place,))


def _words_of(written: str) -> list[str]:
    """The words of the names in a type: `Option<task::Waker>` has `option`, `task`, `waker`."""
    spaced = "".join(f" {ch}" if ch.isupper() else ch if ch.isalnum() else " " for ch in written)
    return spaced.lower().split()


def type_of_constants(constants: tuple[Declaration, ...], wanted: str, case: Case) -> Finding:
    """The type of a constant or a static, as it is declared."""
    for declaration in constants:
        written = _type_of_static(declaration)
        if not written:
            return undecided("inside-macro", f"the type of `{declaration.item.name}` is not written plainly", declaration)
        if without_paths(written) != without_paths(wanted):
            place = Evidence(declaration.file.path, declaration.line, declaration.line, f"`{declaration.item.name}: {written}`")
            return _differs(case, written, without_paths(wanted), declaration.item.name, place)
    return holds(f"`{constants[0].item.name}` is of type `{wanted}`", *constants)


def _type_of_static(declaration: Declaration) -> str:
    """The type as written, also in `lazy_static! { static ref NAME: Type = …; }`; empty if it is not to be seen."""
    node = declaration.item.node.child_by_field_name("type")
    if not declaration.item.in_macro:
        return declaration.file.rust.text(node) if node is not None else ""
    head, colon, rest = declaration.text.partition(":")
    if not colon or not rest or rest[:1] == ":" or "=" in head or "static" not in head.split():
        return ""
    return rest.partition(" =")[0].strip() if " =" in rest else ""


def _behind(reading: Reading, case: Case) -> Finding:
    """“`VMAS` is protected by a `Mutex`”, “`limit` is optional”: the outermost type, arguments aside, or one that an `Arc` holds."""
    name, wanted = bare_name(reading.get("field")), bare_name(reading.get("type"))
    constants = find(case, reading.get("field"), KINDS_OF["static"]).found if name.isupper() else ()
    if constants:
        written = [(_type_of_static(d), Evidence(d.file.path, d.line, d.line, f"`{name}`")) for d in constants]
    else:
        owners = _owners(reading, case, name)
        if isinstance(owners, Finding):
            return owners
        members = [m for d in owners for m in fields_of(d).all if m.name == name]
        written = [(m.type, Evidence(m.file, m.line, m.line, f"`{m.name}: {m.type}`")) for m in members]
    if not written or not all(text for text, _ in written):
        return undecided("no-subject", f"the type of `{name}` was not found")
    for text, place in written:
        heads = text.split("<")
        outermost = next((bare_name(h) for h in heads if bare_name(h) not in ("Arc", "Rc", "Box")), "")
        if outermost != wanted:
            found = find(case, outermost, KINDS_OF["type"]).found
            plain = outermost in _NO_LOCKS or (outermost in PRIMITIVES and not any(wanted == bare_name(h) for h in heads))
            if plain and not any(d.item.kind == "type" for d in found):
                return fails("other-type", f"`{name}` is of type `{text}`", evidence=(place,))
            return undecided("type-alias", f"`{name}` is of type `{text}`", evidence=(place,))
    return holds(f"`{name}` is of type `{written[0][0]}`", evidence=tuple(place for _, place in written))


_NO_LOCKS = frozenset({"Vec", "VecDeque", "BTreeMap", "HashMap", "String", "Option", "Cell", "RefCell"})


def _differs(case: Case, written: str, wanted: str, name: str, place: Evidence) -> Finding:
    alias = find(case, bare_name(written), KINDS_OF["type"])
    if any(d.item.kind == "type" for d in alias.found):
        target = alias.found[0].item.node.child_by_field_name("type")
        if target is not None and without_paths(alias.found[0].file.rust.text(target)) == wanted:
            return holds(f"`{name}` is of type `{wanted}`, by the alias `{written}`", evidence=(place,))
        return undecided("type-alias", f"`{written}` is an alias", evidence=(place,))
    for other in set(re.findall(r"[A-Za-z_]\w*", wanted)) ^ set(re.findall(r"[A-Za-z_]\w*", without_paths(written))):
        if any(d.item.kind == "type" and counts(d) for d in case.code.declared_anywhere(other)):
            return undecided("type-alias", f"`{other}` is an alias", evidence=(place,))
    return fails("other-type", f"`{name}` is of type `{written}`", evidence=(place,))


def _owner_in(field: str) -> str:
    """`Task` of `Task.vmas` and `Task::vmas`; empty for what has no owner in front, or `self`."""
    owner = field.replace("::", ".").rpartition(".")[0].rpartition(".")[2].strip("`&")
    return owner if owner[:1].isupper() and owner != "Self" else ""


def _owners(reading: Reading, case: Case, name: str) -> tuple[Declaration, ...] | Finding:
    owner = reading.get("owner") or _owner_in(reading.get("field"))
    subject = find_type_or_nested(case, owner) if owner else context_type(case)
    if subject.found and not owner and not any(fields_of(d).named(name) for d in subject.found):
        elsewhere = find(case, name, KINDS_OF["field"])  # what was spoken of before need not be what has it
        if elsewhere.found:
            holders = find_type(case, elsewhere.found[0].owner)
            several = len({d.owner for d in elsewhere.found}) > 1
            return (
                undecided("subject-ambiguous", f"several types have a field `{name}`", *elsewhere.found[:4])
                if several or not holders.found
                else holders.found
            )
    if subject.found:
        structs = tuple(d for d in subject.found if d.item.kind in ("struct", "union"))
        associated = [t for d in subject.found for t in types_of(case.code, d) if t.item.name == name]
        return structs or (
            tuple(subject.found[:1])
            if associated
            else undecided("no-subject", f"`{subject.found[0].item.label}` has no fields", subject.found[0])
        )
    if owner or not name:
        return subject.none("the criterion does not say of which type it speaks")
    fields = find(case, name, KINDS_OF["field"])
    if not fields.found:
        return fields.none(f"no field `{name}`")
    holders = find_type(case, fields.found[0].owner)
    return holders.found or undecided("no-subject", f"the type of the field `{name}` was not found")


KIND = Kind(
    "field_has_type",
    "a field has a type",
    (
        "<field:name> field|member? @be* typed|declared|changed|stored type? as|to? <type:type> @in? <owner:name>? <noun>?",
        "<field:name> field|member? @be* of type <type:type> @in? <owner:name>? <noun>?",
        "<field:name> field|member of <type:type> @in? <owner:name>? <noun>?",
        "<field:name> field|member of|in|on <owner:name> <noun>? @be* of? type? <type:type>",
        "<field:name> field|member of|in|on <owner:name> <noun>? has type <type:type>",
        "<field:memberpath> <noun>? @be* of? type? <type:type>",
        "<field:name> <noun>? @be* static|const|constant? of type <type:type>",
        "<field:name> field|member? @be* <type:surelytype>",
        "<field:fieldpath> @be* of? type? <type:type>",
        "<field:fieldpath> : <type:type>",
        "<owner:name> <noun>? @have field|member <field:name> of|with|: type? <type:type>",
        "<owner:name> field|member <field:name> @be* of? type? as? <type:type>",
        "<field:name> field|member @be? type? @be* <type:type>",
        "type of <field:name> field|member? @in? <owner:name>? @be* changed? to? <type:type>",
        "<owner:name> <noun>? @have|stores|uses a? <field:name> field|member? of|with type <type:type>",
        "<owner:name> <noun>? @have|stores a? <field:name> : <type:type> field|member?",
        "change|make <field:name> field|member? type? to? <type:type>",
        "<owner:name> <noun>? wraps|stores <type:type> ; field=0",
        "<owner:name> <noun>? stores|keeps|holds|tracks|saves|records|represents <gloss:text> in|as|by <type:surelytype>",
        "<field:name> field|member @be* an? <type:type> in <owner:name>",
        "<field:name> <noun>? @be* protected|guarded|wrapped|behind|synchronised|synchronized by|in|inside|with? <type:upperfirst> ; how=head",
        "<field:name> field|member? @be* optional|Option ; how=head type=Option",
    ),
    (
        "`vmas` field is of type `VmaList`",
        "Type of the `start` field is `usize`",
        "`Vma` has a `flags` field of type `VmaFlags`",
        "`FrameId` wraps `usize`",
    ),
    decide,
    ("field", "type"),
    asks_all=True,
)
