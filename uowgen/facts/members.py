"""What a type is made of: fields, variants, constants, methods, derives, trait implementations.

Items that a macro call defines are read from their tokens, as far as these say it; `complete` is False where more could be there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.facts.code import Code, Declaration, counts, implemented
from uowgen.facts.impls import impls_for

if TYPE_CHECKING:
    from uowgen.facts.code import CodeFile
    from uowgen.grammar import Node

PLAIN_TYPES = frozenset({"struct", "enum", "union", "trait"})


class Member(NamedTuple):
    """A field, variant or constant: name, type or value as written, visibility (empty: private), file and 1-based line.

    `sometimes` when a feature or the target decides whether the type has it.
    """

    name: str
    type: str
    visibility: str
    file: str
    line: int
    sometimes: bool = False


class Members(NamedTuple):
    """The members of one kind; `complete` is False when a macro may add others that cannot be seen."""

    all: tuple[Member, ...]
    complete: bool = True

    def named(self, name: str) -> Member | None:
        """The member called `name`, if there is one."""
        return next((m for m in self.all if m.name == name), None)


def fields_of(declaration: Declaration) -> Members:
    """The fields of a struct or union; `0`, `1` … for a tuple struct."""
    if declaration.item.in_macro:
        return _macro_fields(declaration)
    body = declaration.item.node.child_by_field_name("body")
    if body is not None and body.type == "ordered_field_declaration_list":
        return Members(_tuple_fields(declaration.file, body))
    found = []
    for inner in _inside(declaration, "field"):
        node = inner.item.node
        written, seen = _type_text(inner.file, node), visibility_of(inner)
        found.append(Member(inner.item.name, written, seen, inner.file.path, inner.line, _divides(inner, declaration)))
    return Members(tuple(found))


def variants_of(declaration: Declaration) -> Members:
    """The variants of an enum, with what stands behind the name (`(ElfError)`, `= 3`)."""
    if declaration.item.in_macro:
        return _macro_variants(declaration)
    found = []
    for inner in _inside(declaration, "variant"):
        rest = inner.text.removeprefix(inner.item.name).strip()
        found.append(Member(inner.item.name, rest, "", inner.file.path, inner.line, _divides(inner, declaration)))
    return Members(tuple(found))


def constants_of(code: Code, declaration: Declaration) -> Members:
    """The associated constants of a type: those of its impls, and those that a `bitflags!`-like macro defines for it."""
    found: list[Member] = []
    complete = not declaration.item.in_macro
    if declaration.item.in_macro and declaration.item.body is not None:
        found += _macro_constants(declaration)
        complete = bool(found)
    for impl in impls_for(code, declaration).own:
        if not counts(impl):
            continue
        found += [
            Member(inner.item.name, inner.text, visibility_of(inner), inner.file.path, inner.line)
            for inner in _inside(impl, "const")
        ]
        if any(d.item.kind == "macro call" for d in _inside(impl, "macro call")):
            complete = False
        found += _constants_of_macro_calls(impl)
    if declaration.item.kind == "trait":
        found += [Member(d.item.name, d.text, "", d.file.path, d.line) for d in _inside(declaration, "const")]
    return Members(tuple(found), complete)


def types_of(code: Code, declaration: Declaration) -> tuple[Declaration, ...]:
    """The associated types of a type's impls (`type Target = T;`), and of a trait, that some ordinary build has."""
    held = [i for i in impls_for(code, declaration).own if counts(i)]
    if declaration.item.kind == "trait":
        held.append(declaration)
    return tuple(inner for holder in held for inner in _inside(holder, "type"))


def methods_of(code: Code, type_name: str, of: tuple[Declaration, ...] = ()) -> tuple[Declaration, ...]:
    """The functions of every impl of `type_name`, and of the trait of that name, that some ordinary build has.

    With `of` only those of these types, where the tree has several of one name.
    """
    impls = [i for d in of for i in impls_for(code, d).own] if of else code.impls_of(type_name)
    found = [d for impl in dict.fromkeys(impls) if counts(impl) for d in _inside(impl, "fn") if counts(d)]
    for trait in of or code.declared(type_name):
        if trait.item.kind == "trait" and counts(trait):
            found += [d for d in _inside(trait, "fn") if counts(d)]
    return tuple(found)


def traits_of(code: Code, declaration: Declaration) -> dict[str, Declaration]:
    """The traits that the type has an impl for, by the trait's last path segment."""
    return {implemented(d)[0]: d for d in impls_for(code, declaration).own if counts(d) and implemented(d)[0]}


def derives_of(declaration: Declaration) -> tuple[str, ...]:
    """The derived traits by last path segment; those behind a `cfg_attr` are not counted."""
    found: list[str] = []
    for text in attributes_of(declaration):
        inner = _attribute_inner(text)
        if inner.startswith("derive") and "(" in inner:
            listed = inner[inner.index("(") + 1 : inner.rindex(")")] if ")" in inner else ""
            found += [part.split("::")[-1].strip() for part in listed.split(",") if part.strip()]
    return tuple(found)


def attributes_of(declaration: Declaration) -> tuple[str, ...]:
    """The texts of the outer attributes, for items that a macro call defines as well."""
    if not declaration.item.in_macro:
        return declaration.item.attributes
    item = declaration.item
    lead = declaration.file.rust.source.data[item.whole.start : item.span.start].decode("utf-8", "replace")
    before = declaration.file.rust.source.data[: item.span.start].decode("utf-8", "replace")
    if not lead.strip():
        # The attributes may stand before the span of the macro's item: take the run of `#[…]` that ends at it.
        lead = before[max(before.rfind("}"), before.rfind(";"), before.rfind("{")) + 1 :]
    found, at = [], lead.find("#[")
    while at >= 0:
        depth, end = 0, at
        for end in range(at, len(lead)):
            depth += {"[": 1, "]": -1}.get(lead[end], 0)
            if depth == 0 and lead[end] == "]":
                break
        found.append(lead[at : end + 1])
        at = lead.find("#[", end)
    return tuple(found)


def visibility_of(declaration: Declaration) -> str:
    """`pub`, `pub(crate)` …, or empty."""
    if declaration.item.in_macro:
        lead = declaration.file.rust.source.slice(declaration.item.whole)
        return "pub" if "pub " in lead.split(declaration.item.name)[0] else ""
    for child in declaration.item.node.named_children:
        if child.type == "visibility_modifier":
            return "".join(declaration.file.rust.text(child).split())
    return ""


def inherits_visibility(declaration: Declaration) -> bool:
    """Whether the item is as visible as what it belongs to: a variant, what a trait declares or an impl of one defines."""
    parent = declaration.item.parent
    return declaration.item.kind == "variant" or parent.startswith(("trait ", "variant ")) or " for " in declaration.owner


def _attribute_inner(text: str) -> str:
    inner = text.strip().removeprefix("#").lstrip("!").strip()
    return inner.removeprefix("[").removesuffix("]").strip()


def _inside(declaration: Declaration, kind: str) -> list[Declaration]:
    """The declarations of `kind` directly inside `declaration`."""
    span = declaration.item.span
    depth = len(declaration.item.path) + 1
    listed = declaration.file.declarations()
    if any(part.startswith("fn ") for part in declaration.item.path):
        listed = declaration.file.nested()
    return [
        d
        for d in listed
        if d.item.kind == kind
        and len(d.item.path) == depth
        and span.start < d.item.span.start < span.end
        and d.condition not in ("never", "tests" if declaration.condition != "tests" else "")
    ]


def _divides(inner: Declaration, around: Declaration) -> bool:
    return inner.condition == "sometimes" and around.condition != "sometimes"


def _type_text(file: CodeFile, node: Node) -> str:
    found = node.child_by_field_name("type")
    return " ".join(file.rust.text(found).split()) if found is not None else ""


def _tuple_fields(file: CodeFile, body: Node) -> tuple[Member, ...]:
    found: list[Member] = []
    visibility = ""
    for child in body.named_children:
        if child.type == "visibility_modifier":
            visibility = "".join(file.rust.text(child).split())
        elif child.type not in ("attribute_item", "line_comment", "block_comment"):
            line = file.rust.source.line_of(child.start_byte)
            found.append(Member(str(len(found)), " ".join(file.rust.text(child).split()), visibility, file.path, line))
            visibility = ""
    return tuple(found)


def _macro_tokens(declaration: Declaration) -> list[Node]:
    """The tokens between the braces of an item that a macro call defines."""
    body = declaration.item.body
    if body is None:
        return []
    stack = [declaration.item.node]
    while stack:
        node = stack.pop()
        if node.type == "token_tree" and node.start_byte + 1 == body.start and node.end_byte - 1 == body.end:
            return [c for c in node.children[1:-1] if c.type not in ("line_comment", "block_comment")]
        stack += [c for c in node.named_children if c.start_byte <= body.start and body.end <= c.end_byte]
    return []


def _entries(file: CodeFile, tokens: list[Node], separators: tuple[str, ...]) -> list[list[Node]]:
    """`tokens` cut at separators, each entry without its leading attributes."""
    entries: list[list[Node]] = [[]]
    for token in tokens:
        if token.child_count == 0 and file.rust.text(token) in separators:
            entries.append([])
        else:
            entries[-1].append(token)
    found = []
    for entry in entries:
        while len(entry) >= 2 and file.rust.text(entry[0]) == "#" and entry[1].type == "token_tree":
            entry = entry[2:]
        if entry:
            found.append(entry)
    return found


def _macro_variants(declaration: Declaration) -> Members:
    file = declaration.file
    found: list[Member] = []
    complete = True
    for entry in _entries(file, _macro_tokens(declaration), (",", ";")):
        first = entry[0]
        if first.type != "identifier" or not file.rust.text(first)[:1].isupper():
            complete = False
            continue
        rest = file.rust.source.data[first.end_byte : entry[-1].end_byte].decode("utf-8", "replace").strip()
        found.append(Member(file.rust.text(first), rest, "", file.path, file.rust.source.line_of(first.start_byte)))
    return Members(tuple(found), complete and bool(found))


def _macro_fields(declaration: Declaration) -> Members:
    file = declaration.file
    found: list[Member] = []
    complete = True
    for entry in _entries(file, _macro_tokens(declaration), (",",)):
        visibility = ""
        if file.rust.text(entry[0]) == "pub":
            visibility = "pub"
            entry = entry[1:]
            if entry and entry[0].type == "token_tree":
                visibility += "".join(file.rust.text(entry[0]).split())
                entry = entry[1:]
        if len(entry) < 3 or file.rust.text(entry[1]) != ":":
            complete = False
            continue
        written = file.rust.source.data[entry[2].start_byte : entry[-1].end_byte].decode("utf-8", "replace")
        line = file.rust.source.line_of(entry[0].start_byte)
        found.append(Member(file.rust.text(entry[0]), " ".join(written.split()), visibility, file.path, line))
    return Members(tuple(found), complete)


def _macro_constants(declaration: Declaration) -> list[Member]:
    return _constants_in(declaration.file, _macro_tokens(declaration))


def _constants_of_macro_calls(impl: Declaration) -> list[Member]:
    found: list[Member] = []
    for call in _inside(impl, "macro call"):
        for node in call.item.node.named_children:
            if node.type == "token_tree":
                found += _constants_in(call.file, [c for c in node.children[1:-1] if "comment" not in c.type])
    return found


def _constants_in(file: CodeFile, tokens: list[Node]) -> list[Member]:
    found: list[Member] = []
    for entry in _entries(file, tokens, (";", ",")):
        words = [file.rust.text(t) for t in entry]
        if "const" in words[:3]:
            n = words.index("const") + 1
            if n < len(entry) and entry[n].type == "identifier" and words[n] != "fn":
                written = file.rust.source.data[entry[n].end_byte : entry[-1].end_byte].decode("utf-8", "replace").strip()
                visibility = "pub" if words[0] == "pub" else ""
                found.append(Member(words[n], written, visibility, file.path, file.rust.source.line_of(entry[n].start_byte)))
    return found


def carried(variant: Member) -> str:
    """What a variant carries, `(u32)` or `{ at: usize }`, without its number; empty for one that carries nothing."""
    return variant.type.partition("=")[0].strip()


def number_in(kind: str) -> str:
    """The integer type that a field holds, plainly or as one that is never zero: `u32` of `NonZeroU32`; others as they are."""
    name = kind.rpartition("::")[2]
    return name.removeprefix("NonZero").lower() if name.startswith("NonZero") and "<" not in name else kind
