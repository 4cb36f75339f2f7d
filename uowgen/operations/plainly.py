"""Directives whose words say the kind of change so plainly that the shape of the code need not be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.add_members import shown_as_it_is
from uowgen.operations.existing import REPLACING
from uowgen.operations.insert_in_block import block_anchor, insert_in_block
from uowgen.operations.members_meant import in_place_of
from uowgen.operations.replace_file import asks_for_file, replace_file
from uowgen.operations.replace_member import members_there, replace_members
from uowgen.operations.targets import BESIDE, hits_of
from uowgen.operations.work import refuse
from uowgen.regex import when_used
from uowgen.rust.fragment import members_as
from uowgen.rust.items import items_of

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.operations.work import Route
    from uowgen.rust.fragment import Fragment
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile
    from uowgen.text import Span


def said_plainly(file: RustFile, directive: Directive, fragment: Fragment) -> tuple[Route, ...]:
    """The operations that the words ask for by their kind; empty if it is for the code to say."""
    if asks_for_file(directive):
        return (lambda f: replace_file(f, fragment.code),)
    if fragment.shape == "attributes" and _beside_statement(file, directive):
        why = "attributes alone are to go beside a statement"
        return (refuse("add_attribute", "directive-not-understood", why, "show them with the statement that they belong to"),)
    if fragment.shape == "attributes" and directive.verb != "remove":
        from uowgen.operations.inner_attributes import add_inner_attribute, inner_attributes

        inner = inner_attributes(fragment.code)
        if inner:
            return tuple(lambda f, text=text: add_inner_attribute(f, directive, text) for text in inner)
    if fragment.shape == "attributes":
        return tuple(_attribute(directive, text) for text in _attributes_of(fragment.code))
    if fragment.elided is not None:
        return ()
    part = _part(file, directive, fragment)
    if part is not None:
        return (part,)
    if fragment.shape == "comment":
        from uowgen.operations.add_comment import add_comment

        return (lambda f: add_comment(f, directive, fragment.code),)
    if (
        directive.verb in ("add", "insert", "append", "place")
        and b"const " in fragment.code
        and fragment.shape in ("unknown", "items")
    ):
        route = _constants(file, directive, fragment)
        if route is not None:
            return (route,)
    anchor = block_anchor(directive)
    if anchor is not None and "statements" in fragment.shapes and directive.verb in ("add", "insert", "append", "place"):
        return (lambda f: insert_in_block(f, directive, anchor, fragment.code),)
    if directive.verb in ("replace", "change") and fragment.shape in ("fields", "variants"):
        return _members(file, directive, fragment)
    return ()


def _part(file: RustFile, directive: Directive, fragment: Fragment) -> Route | None:
    """The block in place of a part of a function, where the words may tell one; what knows such words is loaded then."""
    if directive.verb not in (*REPLACING, "place") or directive.before is not None or directive.hedged:
        return None
    from uowgen.operations.parts_told import part_route

    return part_route(file, directive, fragment.code)


def _constants(file: RustFile, directive: Directive, fragment: Fragment) -> Route | None:
    """The addition of constants to what a macro call defines, where the file has such calls."""
    if not any(i.in_macro for i in items_of(file)):
        return None
    from uowgen.operations.add_constant import constant_route

    return constant_route(file, directive, fragment.code)


def _beside_statement(file: RustFile, directive: Directive) -> bool:
    """Whether the words put something before or after code that is no item."""
    return any(
        h.anchor.relation in BESIDE
        and not h.items
        and (any(mark in h.anchor.name for mark in "(;=") or h.anchor.name.split(" ")[0] in _STATEMENTS)
        for h in hits_of(file, directive)
    )


_STATEMENTS = frozenset({"if", "let", "match", "for", "while", "loop", "unsafe", "return", "break", "continue"})


def _members(file: RustFile, directive: Directive, fragment: Fragment) -> tuple[Route, ...]:
    """A change of members that a type has already under their names."""
    for shape in ("fields", "variants"):
        if shape not in fragment.shapes:
            continue
        members = members_as("fields" if shape == "fields" else "variants", fragment.code)
        owners = {i.span for h in hits_of(file, directive) for i in h.items if i.kind in ("struct", "enum", "union")}
        owners = owners or _named_owner(file, directive, members)
        if members and directive.verb == "replace" and in_place_of(file, directive, fragment.code, members) is not None:
            return (lambda f, m=members: in_place_of(f, directive, fragment.code, m) or replace_members(f, fragment.code, m, ()),)
        if members and _only_grows(file, fragment.code, owners, members):
            return ()
        if members and members_there(file, owners, members):
            named = {a.partition("(")[0].partition("{")[0].strip() for a in directive.words.split("`")[1::2]}
            whole = _GIVES_WAY.search(directive.words) is not None and bool(named & {m.name for m in members})
            return (
                lambda f, m=members, o=owners, w=whole: replace_members(
                    f, fragment.code, m, members_there(f, o, m), in_its_place=w
                ),
            )
    return ()


def _named_owner(file: RustFile, directive: Directive, members: tuple[Item, ...]) -> set[Span]:
    """The one type among those that sentences or headings name which has all of `members`."""
    named = [i for i in items_of(file) if i.kind in ("struct", "enum", "union") and i.name in directive.named and not i.in_macro]
    found = {i.span for i in named if {m.name for m in members} <= {new.name for new, _ in members_there(file, {i.span}, members)}}
    return found if len(found) == 1 else set()


def _only_grows(file: RustFile, code: bytes, owners: set[Span], members: tuple[Item, ...]) -> bool:
    """Whether what the type has of `members` is shown as it is, and others stand with it: those are added, nothing changes."""
    pairs = members_there(file, owners, members)
    if not 0 < len(pairs) < len(members):
        return False
    data = file.source.data
    return all(shown_as_it_is(code, n, data, o) for n, o in pairs)


# ``the `Pack(Old)` variant is replaced by``: what stands there goes, whatever the block brings beside its new form.
_GIVES_WAY = when_used(
    r"` (?:variant|field|member)s?(?: \([^)]*\))? (?:is|gets|must be|should be) replaced (?:by|with)\b|"
    r"\b[Rr]eplace the `[^`]+` (?:variant|field|member)(?: \([^)]*\))? (?:by|with)\b"
)


def _attribute(directive: Directive, text: str) -> Route:
    from uowgen.operations.in_words import add_attribute

    return lambda file: add_attribute(file, directive, text)


def _attributes_of(code: bytes) -> list[str]:
    from uowgen.rust.syntax import RustFile
    from uowgen.text import Source

    file = RustFile(Source("", code))
    return [file.text(n) for n in file.root.children if n.type == "attribute_item"]
