"""Members, values and parameters that are there and that a block shows as they are to be: told by their names and what the words call them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.operations.existing import REPLACING
from uowgen.operations.initialise_field import fields_of, literals_of
from uowgen.operations.replace_item import replace_item
from uowgen.operations.targets import hits_of, holder_of, inside
from uowgen.operations.work import Done, applied, applies, candidate, refused
from uowgen.rust.find import find_items
from uowgen.rust.fragment import members_as, read_fragment
from uowgen.rust.items import items_of
from uowgen.rust.layout import with_newlines_of
from uowgen.rust.matching import lex
from uowgen.rust.syntax import is_comment, span_of
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Directive, Spec
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile


def in_place_of(file: RustFile, directive: Directive, code: bytes, members: tuple[Item, ...]) -> Done | None:
    """The one new member in place of the one of another name that the words have replaced: ``Replace the `a` field of `X` by:``.

    None where the words replace no member of the file; a refusal where they replace several, or the block shows several.
    """
    kinds = {m.kind for m in members}
    said = [a for a in directive.anchors if a.relation == "at" and "::" not in a.name]
    found = {
        i.span: i
        for a in said
        for kind in kinds
        for i in find_items(file, a.name, kind, a.within)
        if i.kind in kinds and not i.in_macro
    }
    if not found or any(i.name == m.name for i in found.values() for m in members):
        return None
    holder = holder_of(file, next(iter(found.values())))
    there = {m.name for m in inside(file, holder)} if holder is not None else set()
    told = {word for word in directive.words.split("`")[1::2] if word in there}
    if len(found) != 1 or len(members) != 1 or len(told) != 1 or members[0].name in there:
        return refused(
            "replace_member", said[0].name, "anchor-ambiguous", "which of the members gives way to which is not told", "show one member at a time",
            [candidate(file, i) for i in found.values()],
        )  # fmt: skip
    return member_replaced(file, code, next(iter(found.values())), members[0])


def member_replaced(file: RustFile, code: bytes, old: Item, new: Item) -> Done:
    """A field or variant in place of the old one."""
    text = code[: new.whole.end].rstrip().removesuffix(b",")
    done = replace_item(file, old, text, new._replace(whole=Span(new.whole.start, len(text))))
    return done._replace(kind="replace_member") if done.status == "applies" else done


def is_named_itself(directive: Directive, name: str) -> bool:
    """Whether words without a verb are about the member `name`, as something that is there: ``The `Full` variant:``, ``Type of `size` in `X`:``."""
    words = _plain_words(directive)
    if directive.verb != "place" or not _ADDED.isdisjoint(words):
        return False
    if _is_called_so(directive, name):
        return True
    return any(a.name == name and a.relation in ("in", "at") and f"`{name}`" in directive.words for a in directive.anchors)


def _plain_words(directive: Directive) -> list[str]:
    """The words of the sentence in lower case, without what is inline code: `new` may be the name of a function."""
    return re.sub(r"`[^`]*`", " ", directive.words.lower()).replace(":", " ").replace(",", " ").split()


def _is_called_so(directive: Directive, name: str) -> bool:
    """Whether the words are about ``the `name` variant``."""
    return re.search(rf"\b[Tt]he `{re.escape(name)}` (?:variant|field|member)\b", directive.words) is not None


def owner_of_called(file: RustFile, directive: Directive, kinds: tuple[str, ...], code: bytes) -> Item | None:
    """The one type that has the member which the words are about, and the block shows: ``The `Full` variant:``; None if there is none."""
    members = members_as("variants" if kinds == ("enum",) else "fields", code)
    if len(members) != 1 or directive.verb != "place" or not _is_called_so(directive, members[0].name):
        return None
    there = [i for i in items_of(file) if (i.kind, i.name) == (members[0].kind, members[0].name) and not i.in_macro]
    owners = {o.span: o for i in there for o in [holder_of(file, i)] if o is not None and o.kind in kinds}
    return next(iter(owners.values())) if len(owners) == 1 else None


_ADDED = frozenset(["new", "additional", "another", "further", "extra", "more", "add", "added", "adds", "insert"])


def new_value(file: RustFile, spec: Spec, directive: Directive, code: str, original: bytes) -> Done | None:
    """The one initialiser of `code` in place of the one of its name in the literal that the words mean, if something tells that it changes:
    the new value is made of the old one, or the document changes the type of the field. None if nothing does.
    """
    fields = fields_of(code)
    if len(fields) != 1 or directive.verb not in ("place", "change", "replace", "initialise") or directive.hedged:
        return None
    ((name, text),) = fields.items()
    there = _initialisers(file, directive, name)
    if len(there) != 1:
        return None
    old, new = _tokens(there[0].text or b""), _tokens(text.encode())
    rest = iter(new)
    if old == new or not (
        directive.verb in REPLACING or all(token in rest for token in old) or _type_changes(file, spec, name, code, original)
    ):
        return None
    place = span_of(there[0])
    edit = Edit(file.source.path, place, with_newlines_of(file.source, text.strip().encode()))
    return applies("replace_member", f"field {name}", f"`{name}` of the literal", place, edit)


def _initialisers(file: RustFile, directive: Directive, name: str) -> list[Node]:
    """The initialisers of `name` in the literals that the words mean: those in the function that they name, or those of a type."""
    functions = {
        i.span: i for h in hits_of(file, directive) if h.anchor.relation in ("in", "at") for i in h.items if i.kind == "fn"
    }
    types = [word for word in directive.named if word.isidentifier() and word[:1].isupper() and f"`{word}`" in directive.words]
    if len(functions) == 1:
        (function,) = functions
        literals = [n for n in _literals(file) if function.contains(span_of(n))]
    elif not functions and len(types) == 1 and not _LITERAL.isdisjoint(_plain_words(directive)):
        literals = list(literals_of(file, types[0], directive))
    else:
        return []
    found = []
    for literal in literals:
        body = literal.child_by_field_name("body")
        for child in body.named_children if body is not None else ():
            if child.type in ("field_initializer", "shorthand_field_initializer") and _tokens(child.text or b"")[:1] == [name]:
                found.append(child)
    return found


_LITERAL = frozenset(("returned", "literal", "built", "constructed", "returns", "made"))


def _literals(file: RustFile) -> list[Node]:
    from uowgen.rust.syntax import walk

    return [n for n in walk(file.root) if n.type == "struct_expression"]


def _type_changes(file: RustFile, spec: Spec, name: str, code: str, original: bytes) -> bool:
    """Whether another block of the document shows the field `name`, as the file has it now and had it not before the run."""
    for other in spec.blocks:
        if other.role not in ("code", "after") or other.code == code or name not in other.code:
            continue
        shown = read_fragment(other.code)
        for member in members_as("fields", shown.code) if "fields" in shown.shapes else ():
            said = _tokens(shown.code[member.span.start : member.span.end])
            if member.name != name:
                continue
            for item in items_of(file):
                there = file.source.data[item.span.start : item.span.end]
                if item.kind == "field" and item.name == name and _tokens(there) == said and there not in original:
                    return True
    return False


def parameter_changed(file: RustFile, directive: Directive, code: bytes) -> Done | None:
    """The one `name: Type` of `code` in place of the parameter of that name, where the words speak of the signature of a function that they
    name. None where they do not, or where it has no such parameter.
    """
    members = members_as("fields", code)
    functions = {
        i.span: i
        for h in hits_of(file, directive)
        if h.anchor.relation in ("in", "at")
        for i in h.items
        if i.kind == "fn" and not i.in_macro
    }
    words = _plain_words(directive)
    if len(members) != 1 or len(functions) != 1 or _SIGNATURE.isdisjoint(words) or not _ADDED.isdisjoint(words):
        return None
    (function,) = functions.values()
    listed = function.node.child_by_field_name("parameters")
    there = [
        p
        for p in (listed.named_children if listed is not None else ())
        if p.type == "parameter" and not is_comment(p) and _named(p) == members[0].name
    ]
    text = code[members[0].span.start : members[0].span.end].strip().removesuffix(b",")
    if len(there) != 1 or text.startswith(b"pub"):
        return None
    if _tokens(there[0].text or b"") == _tokens(text):
        return applied("replace_signature", function.label, "the parameter is so already", span_of(there[0]))
    place = span_of(there[0])
    return applies(
        "replace_signature", function.label, f"the parameter `{members[0].name}`", place, Edit(file.source.path, place, text)
    )


_SIGNATURE = frozenset(("signature", "parameter", "argument", "parameters"))


def _named(parameter: Node) -> str:
    pattern = parameter.child_by_field_name("pattern")
    return (pattern.text or b"").decode("utf-8", "replace").removeprefix("mut ") if pattern is not None else ""


def _tokens(text: bytes) -> list[str]:
    tokens = [t.text for t in lex(text)]
    return tokens[:-1] if tokens[-1:] == [","] else tokens
