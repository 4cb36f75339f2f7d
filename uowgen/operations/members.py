"""Fields and variants: into the type that the words name."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from uowgen.operations.add_members import add_members
from uowgen.operations.existing import REPLACING, same_as
from uowgen.operations.members_meant import is_named_itself, member_replaced, owner_of_called, parameter_changed
from uowgen.operations.narrowing import change_where_meant
from uowgen.operations.ordinals import neighbour, ordinal_said
from uowgen.operations.targets import BESIDE, Hit, hits_of, holder_of, inside
from uowgen.operations.work import Done, Route, candidate, refuse, refused
from uowgen.regex import when_used
from uowgen.rust.find import find_items
from uowgen.rust.items import items_of

if TYPE_CHECKING:
    from uowgen.model import Anchor, Directive
    from uowgen.rust.fragment import Fragment
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile
    from uowgen.text import Span

_TYPE_WORDS = frozenset({"struct", "enum", "union", "type"})


def add_to_type(file: RustFile, directive: Directive, fragment: Fragment, hits: tuple[Hit, ...]) -> tuple[Route, ...]:
    shapes = fragment.shapes
    hits = _as_members(file, hits, shapes)
    beside = next((h for h in hits if h.anchor.relation in BESIDE and h.items and h.items[0].kind in ("field", "variant")), None)
    within = [i for h in hits if h.anchor.relation in ("in", "start_of", "end_of") for i in h.items]
    inside_function = any(i.kind == "fn" for i in within)
    if "fields" in shapes and inside_function and parameter_changed(file, directive, fragment.code) is not None:
        return (lambda f: parameter_changed(f, directive, fragment.code) or _no_literal(),)
    literal = (
        any(i.kind in ("fn", "const", "static") for i in within) and "initialisers" in shapes
    )  # of a value that the function makes, not of a type
    if "fields" in shapes and not literal and directive.noun not in ("variant", "match arm", "argument"):
        owner = _type_of(file, directive, hits, ("struct", "union", "variant"), beside, fragment.code)
        if owner is not None:
            return (lambda f: _add_members("add_field", f, directive, fragment, ("struct", "union", "variant")),)
    if "variants" in shapes and directive.noun not in ("field", "match arm", "argument"):
        owner = _type_of(file, directive, hits, ("enum",), beside, fragment.code)
        if owner is not None:
            return (lambda f: _add_members("add_variant", f, directive, fragment, ("enum",)),)
    if "arms" in shapes:
        from uowgen.operations.match_arms import arm_route

        return (arm_route(directive, fragment),)
    if "statements" in shapes:
        from uowgen.operations.statements import place_statements

        return place_statements(file, directive, fragment, hits)
    near = next((a for a in directive.anchors if a.relation in BESIDE and any(mark in a.name for mark in ":,=(.")), None)
    if near is not None:  # fields of a literal, arguments: whatever stands beside code that is quoted
        return (lambda f: _beside_code(f, directive, near, fragment.code),)
    if "initialisers" in shapes:
        from uowgen.operations.literal_in_function import in_literal

        code = fragment.code.decode("utf-8", "replace")
        if in_literal(file, directive, code) is not None:
            return (lambda f: in_literal(f, directive, code) or _no_literal(),)
    return (
        refuse("add_field", "anchor-not-found", "the words do not name a type of this file for it", "write `to `struct Name``"),
    )


def _no_literal() -> Done:
    return refused("initialise_field", "", "anchor-not-found", "the literal is no longer there", "say where it is made")


def _as_members(file: RustFile, hits: tuple[Hit, ...], shapes: tuple[str, ...]) -> tuple[Hit, ...]:
    """`hits` with the field or variant of the name that a member goes beside, where an item further out (a module) is called so, too."""
    noun = "field" if "fields" in shapes else "variant" if "variants" in shapes else ""
    found = []
    for hit in hits:
        outer = hit.anchor.relation in BESIDE and hit.items and all(i.kind not in ("field", "variant") for i in hit.items)
        name = hit.anchor.name
        if name.startswith("--") and noun == "field" and not hit.items:  # `--dry-run` is the option of the field `dry_run`
            outer, name = hit.anchor.relation in BESIDE, name.partition("=")[0].partition(" ")[0][2:].replace("-", "_")
        members = find_items(file, name, noun, hit.anchor.within) if outer and noun else ()
        found.append(hit._replace(items=members) if members else hit)
    return tuple(found)


def _beside_code(file: RustFile, directive: Directive, near: Anchor, code: bytes) -> Done:
    there, new = near.name, code.decode("utf-8", "replace").strip("\n")
    after = f"{new}\n{there}\n" if near.relation == "before" else f"{there}\n{new}\n"
    done = change_where_meant(file, directive, there, after)
    return done or refused("change_code", "", "anchor-not-found", f"`{there}` is nowhere in the file", "quote what is there now")


def _add_members(kind: str, file: RustFile, directive: Directive, fragment: Fragment, kinds: tuple[str, ...]) -> Done:
    hits = _as_members(file, hits_of(file, directive), fragment.shapes)
    beside = next((h for h in hits if h.anchor.relation in BESIDE and h.items and h.items[0].kind in ("field", "variant")), None)
    owner = _type_of(file, directive, hits, kinds, beside, fragment.code)
    assert owner is not None
    found = fragment.items
    if kind == "add_variant":
        from uowgen.rust.fragment import members_as

        found = members_as("variants", fragment.code)
    if len(found) == 1:
        old = next((m for m in inside(file, owner) if (m.kind, m.name) == (found[0].kind, found[0].name)), None)
        if old is not None:
            same = same_as(file, fragment.code, old, found[0])
            if not same and (directive.verb in REPLACING or is_named_itself(directive, old.name)):
                return member_replaced(file, fragment.code, old, found[0])
    if beside is None and len(found) > 1 and not any(a.relation in ("start_of", "end_of") for a in directive.anchors):
        there = {m.name: m for m in inside(file, owner)}
        for shown, side in ((found[0], "after"), (found[-1], "before")):
            if shown.name in there and sum(m.name in there for m in found) == 1:
                return add_members(kind, file, owner, fragment.code, found, there[shown.name], side)
    nth = ordinal_said(directive) if beside is None and len(found) == 1 else None
    if nth is not None:
        members = [m for m in inside(file, owner) if m.kind in ("field", "variant")]
        told = neighbour(len(members), nth)
        if told is None and members:
            return refused(
                kind, owner.label, "anchor-not-found", f"`{owner.name}` has {len(members)} members, and the words count further",
                "name the one that it goes beside", [candidate(file, owner)],
            )  # fmt: skip
        if told is not None:
            return add_members(kind, file, owner, fragment.code, found, members[told[0]], told[1])
    held = [i for i in (beside.items if beside is not None else ()) if i.parent == owner.label]
    edge = next((a.relation for a in directive.anchors if a.relation in ("start_of", "end_of")), "end_of")
    relation = beside.anchor.relation if beside is not None and held else edge
    return add_members(kind, file, owner, fragment.code, found, held[0] if len(held) == 1 else None, relation)


def _type_of(
    file: RustFile, directive: Directive, hits: tuple[Hit, ...], kinds: tuple[str, ...], beside: Hit | None, code: bytes = b""
) -> Item | None:
    """The one type that the words put the members into."""
    for relations in (("in", "start_of", "end_of", "at", *BESIDE), ("near", "with")):
        found = {i.span: i for h in hits if h.anchor.relation in relations for i in h.items if i.kind in kinds}
        if not found and kinds == ("enum",):
            variants = [i for h in hits if h.anchor.relation in relations for i in h.items if i.kind == "variant"]
            found = {o.span: o for v in variants for o in [holder_of(file, v)] if o is not None}
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            holding = [i for i in found.values() if beside is not None and any(i.span.contains(b.span) for b in beside.items)]
            return holding[0] if len(holding) == 1 else _named_beside(file, directive, kinds, beside)
    if beside is not None:
        owners = {o.span: o for b in beside.items for o in [holder_of(file, b)] if o is not None and o.kind in kinds}
        if len(owners) == 1:
            return next(iter(owners.values()))
    return (
        _in_plain_words(file, directive, hits, kinds)
        or _shown_again(file, kinds, code)
        or _said_with_path(file, directive, kinds, code)
        or _subject(file, directive, kinds)
        or owner_of_called(file, directive, kinds, code)
        or _named_beside(file, directive, kinds, beside)
        or _only_one(file, directive, kinds)
    )


def _named_beside(file: RustFile, directive: Directive, kinds: tuple[str, ...], beside: Hit | None) -> Item | None:
    """The one type that the words name in any way and that has the member which the new one goes beside, where several have it."""
    if beside is None:
        return None
    named = {n.rpartition("::")[2] for n in directive.named}
    owners = {
        o.span: o for b in beside.items for o in [holder_of(file, b)] if o is not None and o.kind in kinds and o.name in named
    }
    return next(iter(owners.values())) if len(owners) == 1 else None


def _only_one(file: RustFile, directive: Directive, kinds: tuple[str, ...]) -> Item | None:
    """“last in the struct”, where the file has one struct."""
    if not any(a.name in kinds and a.relation in ("in", "start_of", "end_of") for a in directive.anchors):
        return None
    there = [i for i in items_of(file) if i.kind in kinds and i.kind != "variant" and not i.in_macro and not i.path]
    return there[0] if len(there) == 1 else None


_SUBJECT = when_used(
    r"^(?:\W|and |then |also |the |finally )*(?:`(\w+)`|(?-i:([A-Z]\w+))) (?:also |now )?(?:gets|gains|needs|should|must|has to|is to|grows|receives)\b",
    re.I,
)


def _subject(file: RustFile, directive: Directive, kinds: tuple[str, ...]) -> Item | None:
    """The one type that a sentence begins with and of which it says what it gets: ``Worker` needs to know when it started:``."""
    said = _SUBJECT.match(" ".join(directive.words.split()))
    if said is None or directive.verb not in ("place", "add", "insert", "append", "change"):
        return None
    found = [
        i for i in items_of(file) if i.kind in kinds and i.kind != "variant" and i.name == (said[1] or said[2]) and not i.in_macro
    ]
    return found[0] if len(found) == 1 else None


def _said_with_path(file: RustFile, directive: Directive, kinds: tuple[str, ...], code: bytes) -> Item | None:
    """The one type of which the words name what the block brings as its member: `PortError::Closed`."""
    from uowgen.rust.fragment import members_as

    members = {m.name for m in members_as("variants" if kinds == ("enum",) else "fields", code)}
    said = [name.rpartition("::") for name in directive.named if "::" in name]
    owners = {owner.rpartition("::")[2] for owner, _, name in said if name.split("(")[0].split(" ")[0] in members}
    found = [i for i in items_of(file) if i.kind in kinds and i.name in owners and not i.in_macro]
    return found[0] if len(found) == 1 and len(owners) == 1 else None


def _shown_again(file: RustFile, kinds: tuple[str, ...], code: bytes) -> Item | None:
    """The one type that has a member of the block as the block shows it; None where none or several do."""
    if not code:
        return None
    from uowgen.operations.add_members import same_member
    from uowgen.rust.fragment import members_as

    members = members_as("variants" if kinds == ("enum",) else "fields", code)
    owners: dict[Span, Item] = {}
    for item in items_of(file):
        if item.kind not in kinds or item.in_macro:
            continue
        there = {m.name: file.source.data[m.span.start : m.span.end] for m in inside(file, item)}
        if any(m.name in there and same_member(code[m.span.start : m.span.end], there[m.name]) for m in members):
            owners[item.span] = item
    return next(iter(owners.values())) if len(owners) == 1 and len(members) > 1 else None


def _in_plain_words(file: RustFile, directive: Directive, hits: tuple[Hit, ...], kinds: tuple[str, ...]) -> Item | None:
    """A type that is named without marks (`the Args struct`), or the only one of the file when the words name none at all."""
    if any(h.anchor.relation not in ("with", "near") for h in hits):
        return None
    words = directive.words.replace("`", "").replace(":", " ").replace(",", " ").split()
    pairs = {frozenset(pair) for pair in pairwise(words)}
    there = [i for i in items_of(file) if i.kind in kinds and i.kind != "variant" and not i.in_macro]
    named = [i for i in there if frozenset((i.name, i.kind)) in pairs]
    if named:
        return named[0] if len(named) == 1 else None
    noun = "variant" if kinds == ("enum",) else "field"
    if noun in words or noun + "s" in words:  # `Area, last field:`
        spoken = [i for i in there if f"`{i.name}`" in directive.words]
        if spoken:
            return spoken[0] if len(spoken) == 1 else None
    alone = directive.noun == noun and not any(w in _TYPE_WORDS for w in words)
    return there[0] if alone and len(there) == 1 and not directive.anchors else None
