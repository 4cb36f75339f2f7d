"""Claim: an item is declared as it is described: “a private `#[repr(u8)]` enum”, “a free `const fn`”, “public”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.declarations.scope import regions
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.kinds import has_attribute
from uowgen.claims.names import bare_name, is_path, owner_name
from uowgen.claims.subject import ANY, KINDS_OF, find, find_method
from uowgen.facts.documentation import comment_of
from uowgen.facts.members import inherits_visibility, visibility_of
from uowgen.facts.signature import modifiers_of, receiver_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_FUNCTIONS = frozenset({"fn", "method", "constructor"})


def decide(reading: Reading, case: Case) -> Finding:
    """Every word of the description is so on every declaration of the name."""
    marks = reading.list("description")
    found = _found(reading, case, marks)
    if isinstance(found, Finding):
        tested = found.code == "not-in-the-build"  # a test, say, of which it may all be so
        return undecided(found.code or "", found.message, evidence=found.evidence) if tested else found
    if reading.get("place"):
        outside = _outside(case, reading.get("place"), found)
        if outside is not None:
            return outside
    case.subjects.append(found[0])
    for declaration in found:
        for mark in marks:
            turned = {"mod": "not", "not": "mod"}.get(mark.partition("=")[0], "") if reading.get("state") == "not" else ""
            wrong = _wrong(case, declaration, f"{turned}={mark.partition('=')[2]}" if turned else mark, reading)
            if wrong is not None:
                return wrong
    return holds(f"`{found[0].item.name}` is declared so", *found)


def _found(reading: Reading, case: Case, marks: tuple[str, ...]) -> tuple[Declaration, ...] | Finding:
    name = reading.get("name")
    place = reading.get("place")
    noun = next((m.removeprefix("noun=") for m in marks if m.startswith("noun=")), "")
    functional = noun in _FUNCTIONS or name.endswith(")") or any(m.startswith(("mod=", "not=")) for m in marks)
    if (
        place
        and not is_path(place)
        and bare_name(place)[:1].isupper()
        and not owner_name(name)
        and noun in ("method", "constructor")
    ):
        name = f"{place}::{bare_name(name)}"
    if functional:
        subject = find_method(case, name)
        if subject.found and any(d.item.kind != "fn" for d in subject.found):
            return undecided("not-a-function", f"`{bare_name(name)}` is no function", *subject.found[:2])
    else:
        subject = find(case, name, KINDS_OF.get(noun, ANY))
        if not subject.found and noun and (other := find(case, name).found):
            return fails("other-kind", f"`{bare_name(name)}` is declared as `{other[0].item.label}`", other[0])
    if not subject.found:
        return subject.none(f"no `{bare_name(name)}`")
    if subject.elsewhere and not place:
        return undecided("found-elsewhere", f"`{bare_name(name)}` is not in the file that the spec names", *subject.found[:2])
    if len({d.item.kind for d in subject.found}) > 1:
        return undecided("subject-ambiguous", f"`{bare_name(name)}` is more than one thing", *subject.found[:4])
    return subject.found


def _outside(case: Case, place: str, found: tuple[Declaration, ...]) -> Finding | None:
    inside = regions(case, place)
    if isinstance(inside, Finding):
        return inside
    for declaration in found:
        start = declaration.item.span.start
        if not any(r.file.path == declaration.file.path and r.node.start_byte <= start < r.node.end_byte for r in inside):
            return undecided("found-elsewhere", f"`{declaration.item.name}` is not in `{place}`", declaration)
    return None


def _wrong(case: Case, declaration: Declaration, mark: str, reading: Reading) -> Finding | None:
    """What speaks against one word of the description."""
    key, _, value = mark.partition("=")
    name, kind = declaration.item.name, declaration.item.kind
    if key == "attr":
        finding = has_attribute.decide(reading._replace(slots={"name": reading.get("name"), "attribute": value}), case)
        return None if finding.outcome == "holds" else finding
    told = key == "vis" and "static ref" in declaration.text  # `lazy_static!` has the visibility as it is written
    if declaration.item.in_macro and not told and (key != "noun" or value in _FUNCTIONS):
        return undecided("inside-macro", f"`{name}` is defined by a macro", declaration)
    if key == "vis":
        return _other_visibility(declaration, value)
    if key in ("mod", "not"):
        if kind != "fn":
            return undecided("not-understood", f"“{value}” is not decided for `{declaration.item.label}`", declaration)
        said = value in modifiers_of(declaration)
        return (
            None
            if said == (key == "mod")
            else fails("other-signature", f"`{name}` is {'' if said else 'not '}`{value}`", declaration)
        )
    if key == "shape":
        return _other_shape(declaration, value)
    if key == "doc":
        return None if comment_of(declaration).strip() else fails("not-documented", f"`{name}` has no doc comment", declaration)
    if key == "generic":
        generic = declaration.item.node.child_by_field_name("type_parameters") is not None
        return None if generic else undecided("not-understood", f"`{name}` has no type parameters of its own", declaration)
    if key in ("free", "associated", "inherent"):
        return _of_another_owner(declaration, key)
    if value in ("method", "constructor") and not declaration.owner:
        return fails("other-kind", f"`{name}` is a free function", declaration)
    return None


def _other_visibility(declaration: Declaration, value: str) -> Finding | None:
    if inherits_visibility(declaration):
        return undecided("inherited-visibility", f"`{declaration.item.name}` has the visibility of what it belongs to", declaration)
    written = visibility_of(declaration)
    if written == ("" if value == "private" else value):
        return None
    if {written, value} == {"", "private"} or (value == "private" and written == "pub(self)"):
        return None
    return fails("other-visibility", f"`{declaration.item.name}` is `{written or 'private'}`", declaration)


def _other_shape(declaration: Declaration, value: str) -> Finding | None:
    if declaration.item.kind != "struct":
        return fails("other-kind", f"`{declaration.item.name}` is no struct", declaration)
    body = declaration.item.node.child_by_field_name("body")
    shape = "unit" if body is None else "tuple" if body.type == "ordered_field_declaration_list" else "named"
    return None if shape == value else fails("other-kind", f"`{declaration.item.name}` is no {value} struct", declaration)


def _of_another_owner(declaration: Declaration, key: str) -> Finding | None:
    name = declaration.item.name
    if declaration.item.kind not in ("fn", "const"):
        return undecided("not-understood", f"“{key}” is not decided for `{declaration.item.label}`", declaration)
    if key == "free":
        return None if not declaration.owner else fails("other-kind", f"`{name}` belongs to `{declaration.owner}`", declaration)
    if not declaration.owner:
        return fails("other-kind", f"`{name}` is free", declaration)
    if key == "inherent":
        return (
            None if " for " not in declaration.owner else fails("other-kind", f"`{name}` is of `{declaration.owner}`", declaration)
        )
    if receiver_of(declaration):
        return fails("other-signature", f"`{name}` takes `{receiver_of(declaration)}`", declaration)
    return None


KIND = Kind(
    "is_described",
    "an item is declared as it is described",
    (
        "<name> <noun>? @be* <description:description>",
        "<name> <noun>? @be* <description:description> @in|to|below <place>",
        "<name> <noun>? @be* not|no <description:fnmodifiers> longer? ; state=not",
        "<name> <noun>? @be* no longer <description:fnmodifiers> ; state=not",
        "<noun> <name> @be* <description:description> @in|to|below? <place>?",
    ),
    (
        "`Mode` is a private `#[repr(u8)]` enum",
        "`align_down` is a free function in `pages.rs`",
        "`Vma::len` is a documented `const fn`",
    ),
    decide,
    ("name", "description"),
    asks_all=True,
)
