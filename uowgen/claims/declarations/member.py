"""Looks for a member of a type: a field, a variant, a constant, a method; and for what a variant carries.

It says where the member stands, or whether there may be one that cannot be seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.declarations.types import without_paths
from uowgen.claims.kind import Finding, fails, undecided
from uowgen.claims.names import PRIMITIVES, bare_name, owner_name
from uowgen.claims.sentences.code_forms import cut_at_commas
from uowgen.claims.subject import KINDS_OF, find
from uowgen.facts.impls import is_rewritten, unseen
from uowgen.facts.members import constants_of, fields_of, inherits_visibility, methods_of, types_of, variants_of, visibility_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration
    from uowgen.facts.members import Member


class Found(NamedTuple):
    """Where a member stands (None: nowhere), whether all that could be members was seen, and its visibility (None: inherited)."""

    place: Evidence | None
    complete: bool = True
    visibility: str | None = None
    sort: str = ""


def member_of(case: Case, declaration: Declaration, name: str, noun: str) -> Found:
    """The member `name` of the type; `noun` is the sort that it has to be of (empty: any)."""
    complete = True
    constants = constants_of(case.code, declaration) if noun in ("", "const", "static", "flag", "member") else None
    flags = declaration.item.in_macro and constants is not None and bool(constants.all)
    if noun in ("", "field", "member", "flag") and declaration.item.kind in ("struct", "union"):
        fields = fields_of(declaration)
        member = fields.named(name)
        if member is not None:
            return Found(_place(member, "field"), True, member.visibility, "field")
        complete = complete and (fields.complete or flags)
    if noun in ("", "variant", "member", "flag") and declaration.item.kind == "enum":
        variants = variants_of(declaration)
        member = variants.named(name)
        if member is not None:
            return Found(_place(member, "variant"), True, sort="variant")
        complete = complete and variants.complete
    if constants is not None:
        member = constants.named(name)
        if member is not None:
            return Found(_place(member, "constant"), True, member.visibility, "const")
        complete = complete and constants.complete
    if noun in ("", "fn", "member"):
        for method in methods_of(case.code, declaration.item.name, (declaration,)):
            if method.item.name == name:
                place = Evidence(method.file.path, method.line, method.end_line, f"`{method.item.label}`")
                return Found(place, True, None if inherits_visibility(method) else visibility_of(method), "fn")
        if not is_only_variant(declaration, name):
            complete = complete and declaration.item.kind != "type" and unseen(case.code, declaration) is None
    if noun in ("", "type", "member"):
        for inner in types_of(case.code, declaration):
            if inner.item.name == name:
                return Found(Evidence(inner.file.path, inner.line, inner.end_line, f"`{inner.item.label}`"), True, sort="type")
        if noun == "type":
            complete = complete and declaration.item.kind != "type" and unseen(case.code, declaration) is None
    return Found(None, complete)


def is_only_variant(declaration: Declaration, name: str) -> bool:
    """Whether `name` is written as a variant is, of an enum that no macro rewrites: derives give methods, and those are not written so."""
    humped = name[:1].isupper() and any(ch.islower() for ch in name)
    return humped and declaration.item.kind == "enum" and not declaration.item.in_macro and not is_rewritten(declaration)


def is_signature(written: str) -> bool:
    """Whether a member is written as the whole signature of a function: `fn len(&self)`, `len(&self) -> usize`."""
    head, opened, inner = written.partition("(")
    name = head.split("fn ")[-1].split("<")[0].strip()
    return bool(opened) and name.isidentifier() and name[:1].islower() and ("fn " in head or "->" in inner)


def variant_named(case: Case, name: str) -> tuple[Declaration, Member] | None:
    """The enum and the variant that `Type::Variant` means."""
    owner = owner_name(name)
    for declaration in find(case, owner, KINDS_OF["enum"]).found if owner else ():
        member = variants_of(declaration).named(bare_name(name)) if declaration.item.kind == "enum" else None
        if member is not None:
            return declaration, member
    return None


def carries(payload: str, wanted: str) -> bool:
    """Whether what stands behind a variant's name (`(i32)`, `{ code: i32 }`) has an entry of the type `wanted`, or so named."""
    inner = payload.split("=")[0].strip()[1:-1]
    for entry in cut_at_commas(inner):
        label, colon, written = entry.partition(":")
        if without_paths(written if colon and inner and payload.lstrip()[:1] == "{" else entry) == without_paths(wanted):
            return True
        if payload.lstrip()[:1] == "{" and label.strip() == wanted.strip():
            return True
        if payload.lstrip()[:1] == "{" and without_paths(entry) == without_paths(wanted):
            return True
    return False


def payload_in(written: str) -> tuple[str, str]:
    """`Page(u32)` as the name and what it carries, `(u32)`; a function's `push(value)` carries nothing, nor does `Page(_)`."""
    text = written.strip()
    starts = [at for at in (text.find("("), text.find("{")) if at > 0]
    if not starts or not bare_name(text[: min(starts)])[:1].isupper() or not text.endswith((")", "}")):
        return written, ""
    payload = text[min(starts) :]
    name = text[: min(starts)].strip()
    return (name, "") if set(payload) <= set("(){}_., ") and payload != "()" else (name, payload)


def carries_otherwise(variant: Member, payload: str, place: Evidence) -> Finding | None:
    """Why `variant` does not carry just what `payload` says (`(u32, A)`, `{ at: usize, .. }`); None when it does."""
    have = variant.type if variant.type[:1] in ("(", "{") else ""
    have = have[: max(have.rfind(")"), have.rfind("}")) + 1]
    other = fails("other-type", f"`{variant.name}` carries {f'`{have}`' if have else 'nothing'}", evidence=(place,))
    if payload[:1] != have[:1]:
        return other
    mine, asked = cut_at_commas(have[1:-1]), cut_at_commas(payload[1:-1])
    if payload[:1] == "(":
        names_only = any(a.islower() and a not in PRIMITIVES and a.isidentifier() for a in asked)
        if names_only or any("_" in a.split() or ".." in a for a in asked):  # `Exited(code)`: a name, not a type
            return undecided("not-understood", f"`{variant.name}{payload}` does not say which types", evidence=(place,))
        return None if [without_paths(m) for m in mine] == [without_paths(a) for a in asked] else other
    fields = {name.strip(): without_paths(kind) for name, _, kind in (m.partition(":") for m in mine)}
    for entry in asked:
        name, colon, kind = entry.partition(":")
        if ".." in entry:
            continue
        if name.strip() not in fields or (colon and fields[name.strip()] != without_paths(kind)):
            return other
    if len(asked) != len(fields) and not any(".." in a for a in asked):
        return undecided("maybe-other-type", f"`{variant.name}` carries more: `{have}`", evidence=(place,))
    return None


def _place(member: Member, sort: str) -> Evidence:
    return Evidence(member.file, member.line, member.line, f"{sort} `{member.name}`")
