"""Items of a block that the file has already: the same, grown by something, or different; and what is then to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.conditions import under_said_condition
from uowgen.operations.replace_item import replace_item
from uowgen.operations.targets import Hit, hits_of, inside
from uowgen.operations.work import Done, applied, candidate, refused
from uowgen.rust.fragment import takes_self
from uowgen.rust.items import Item, items_of, same_code
from uowgen.rust.matching import lex
from uowgen.rust.syntax import is_comment

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.operations.chunks import Chunk
    from uowgen.rust.syntax import RustFile


REPLACING = ("replace", "change")


_PARTS = ("field", "variant", "match arm", "method", "argument", "parameter", "statement", "call", "derive", "attribute", "doc")


def same_named(file: RustFile, directive: Directive, new: Item) -> Item | Done | None:
    """The item of the same kind and name that the file has, at any level; what the words put around it decides between several."""
    found = [i for i in items_of(file) if i.kind == new.kind and i.name == new.name and not i.in_macro]
    if len(found) > 1:
        hits = [h for h in hits_of(file, directive) if h.anchor.relation in ("at", "in") and "::" in h.anchor.name]
        exact = {i.span: i for h in hits for i in h.items if i in found}
        if len(exact) == 1:
            return next(iter(exact.values()))
        around = [i for h in hits_of(file, directive) for i in h.items if i.kind in ("impl", "trait", "mod", "struct", "enum")]
        names = {i.name for i in around}
        owned = [f for f in found if any(type_name(label) in names for label in f.path)]
        found = list(under_said_condition(file, directive.words, tuple(owned or found)))
    if len(found) > 1 and new.kind == "fn" and new.body is None:  # a signature alone is that of a trait
        found = [f for f in found if f.body is None] or found
    if len(found) > 1:
        return refused(
            "replace_item", new.label, "anchor-ambiguous", f"the file has {len(found)} `{new.label}`",
            "name it as `Type::name`", [candidate(file, i) for i in found],
        )  # fmt: skip
    return found[0] if found else None


def to_replace(file: RustFile, directive: Directive, new: Item, code: bytes) -> Item | Done | None:
    """What a replacement means that no words put anywhere, if that is not simply the item at top level.

    One inside a module or a type, where there is none at top level; of several functions, methods among them, the one whose types are
    those of `new`. None when there is nothing of that kind, so that other rules apply.
    """
    known = [i for i in items_of(file) if i.kind == new.kind and i.name == new.name and not i.in_macro]
    if not known or any(part.startswith("fn ") for i in known for part in i.path) or new.kind in ("impl", "use", "mod"):
        return None
    if len(known) == 1:
        return known[0] if known[0].path else None
    if new.kind == "fn":
        alike = [i for i in known if types_of(file.source.data, i) == types_of(code, new) and takes_self(i) == takes_self(new)]
        if len(alike) == 1:
            return alike[0]
        if not alike and any(not i.path for i in known):
            return _several(file, directive, new)
    return None if any(not i.path for i in known) else _several(file, directive, new)


def _several(file: RustFile, directive: Directive, new: Item) -> Item | Done:
    decided = same_named(file, directive, new)
    assert decided is not None  # the caller has seen some
    return decided


def type_name(label: str) -> str:
    name = label.partition(" ")[2]
    return name.partition(" for ")[2] or name


def existing_of(file: RustFile, owner: Item | None, chunk: Chunk, chunk_code: bytes) -> tuple[tuple[Item, Item], ...]:
    """Pairs (new, old) of the chunk's items that the scope has already."""
    scope = (*owner.path, owner.label) if owner is not None else ()
    there = {(i.kind, i.name): i for i in items_of(file) if i.path == scope and not i.in_macro and i.kind not in ("macro call",)}
    found = []
    for item in chunk.items:
        old = there.get((item.kind, item.name))
        if old is not None and item.kind == "impl":  # `From<A> for X` and `From<B> for X` are two
            alike = [i for i in items_of(file) if i.kind == "impl" and i.path == scope]
            old = next((i for i in alike if header_of(file.source.data, i) == header_of(chunk_code, item)), None)
        elif old is not None:
            twins = twins_of(file, old)
            meant = _meant_twins(file, chunk_code, item, twins)
            old = meant[0] if meant else old
        if old is not None:
            found.append((item, old))
    return tuple(found)


def twins_of(file: RustFile, item: Item) -> list[Item]:
    """`item` and what else of its kind and name stands in its scope under other conditions."""
    return [i for i in items_of(file) if i.path == item.path and i.kind == item.kind and i.name == item.name and not i.in_macro]


def _meant_twins(file: RustFile, code: bytes, new: Item, twins: list[Item]) -> list[Item]:
    """Those of `twins` that `new` can mean: by its own `cfg`, else the one that is so already, else by its types."""
    asked = [_bare(a) for a in new.attributes if "cfg" in a]
    if asked:
        return [i for i in twins if [_bare(a) for a in i.attributes if "cfg" in a] == asked]
    alike = [i for i in twins if same_as(file, code, i, new)]
    if alike or new.kind != "fn":
        return alike[:1] or twins
    types = types_of(code, new)
    return [i for i in twins if types_of(file.source.data, i) == types] or twins


def _bare(attribute: str) -> str:
    return "".join(attribute.split())


def same_as(file: RustFile, code: bytes, old: Item, new: Item) -> bool:
    data = file.source.data
    return same_code(code[new.whole.start : new.whole.end], data[old.whole.start : old.whole.end]) or (
        not new.attributes and same_code(code[new.span.start : new.span.end], data[old.span.start : old.span.end])
    )


def when_present(file: RustFile, directive: Directive, chunk: Chunk, code: bytes, known: tuple[tuple[Item, Item], ...]) -> Done:
    changed = [(new, old) for new, old in known if not same_as(file, code, old, new)]
    foreign = _of_another_type(file, directive, changed)
    if foreign is not None:
        return foreign
    if not changed:
        first = known[0][1]
        return applied("insert_item", first.label, f"`{first.label}` is there already", first.span)
    for new, old in changed:
        twins = twins_of(file, old) if new.kind not in ("impl", "use") else [old]
        meant = _meant_twins(file, code, new, twins) if len(twins) > 1 else twins
        if directive.cited is not None and len(meant) > 1:
            begin, end = directive.cited
            on = [i for i in meant if file.source.line_of(i.span.start) <= end and begin <= file.source.line_of(i.span.end)]
            meant = on if len(on) == 1 and on[0].span == old.span else meant
        told = under_said_condition(file, directive.words, tuple(meant))
        meant = list(told) if len(told) == 1 and told[0].span == old.span else meant
        if len(meant) > 1:
            return refused(
                "replace_item", old.label, "anchor-ambiguous", f"the file has {len(meant)} `{old.label}` under different conditions",
                "show its `#[cfg(…)]` as well", [candidate(file, i) for i in meant],
            )  # fmt: skip
    if all(grows(file, code, old, new) for new, old in changed) and _may_grow(file, directive, changed[0][1]):
        new, old = changed[0]
        members = list(members_of(code, new))
        whole = directive.verb in REPLACING and _comments(file.source.data, old) <= _comments(code, new)
        if not whole and len(changed) == 1 and old.kind in ("struct", "enum", "trait", "impl") and members:
            from uowgen.operations.fill_elision import add_missing

            grown = add_missing(file, old, code, members)
            if grown.status == "applies":
                return grown
        return replace_changed(file, code, known)
    sets = directive.verb == "initialise" and all(new.kind in ("const", "static") for new, _ in changed)  # `Set LIMIT to 8`
    if directive.verb in REPLACING or sets:
        other = next(
            (
                (new, old)
                for new, old in changed
                if directive.noun == "body" and types_of(code, new) != types_of(file.source.data, old)
            ),
            None,
        )
        if other is not None:
            return refused(
                "replace_body", other[1].label, "signature-conflict",
                f"the document shows another signature of `{other[1].name}`, and asks for its body only",
                "show the signature as it is, or say that it changes", [candidate(file, other[1])],
            )  # fmt: skip
        return replace_changed(file, code, known)
    if directive.verb == "remove" and all(shrinks(file, code, old, new) for new, old in changed):
        return replace_changed(file, code, known)
    return differs(file, code, changed[0])


def _of_another_type(file: RustFile, directive: Directive, changed: list[tuple[Item, Item]]) -> Done | None:
    """The refusal of a change where the words call a method `Type::name`, and the one that was found is another type's."""
    for new, old in changed:
        said = {a.name.removesuffix("()") for a in directive.anchors if a.name.removesuffix("()").rpartition("::")[2] == new.name}
        owners = {name.rpartition("::")[0].rpartition("::")[2] for name in said if "::" in name}
        types = {owner for owner in owners if owner[:1].isupper() and owner != "Self"}
        if old.path and types and all(type_name(old.parent).partition("<")[0] != owner for owner in types):
            return refused(
                "replace_item", old.label, "anchor-not-found", f"`{file.source.path}` has no `{sorted(types)[0]}::{new.name}`",
                "name the file that has it", [candidate(file, old)],
            )  # fmt: skip
    return None


def _comments(data: bytes, item: Item) -> set[bytes]:
    """The comments inside an item, without white space at their edges."""
    found: set[bytes] = set()
    stack = [item.node]
    while stack:
        node = stack.pop()
        if is_comment(node):
            found.add(data[node.start_byte : node.end_byte].strip())
        else:
            stack.extend(node.children)
    return found


def types_of(data: bytes, item: Item) -> list[list[str]]:
    """The tokens of each parameter's type and of the result; a name, a `mut` before it, and the way to a type (`std::io::Read`) say nothing of it."""
    found = []
    for field in ("parameters", "return_type"):
        node = item.node.child_by_field_name(field)
        for part in () if node is None else node.named_children if field == "parameters" else (node,):
            typed = part.child_by_field_name("type") if part.type == "parameter" else part
            if typed is not None and not is_comment(part) and part.type != "attribute_item":
                tokens = [t.text for t in lex(data[typed.start_byte : typed.end_byte])]
                found.append([t for n, t in enumerate(tokens) if t not in ("::",) and tokens[n + 1 : n + 2] != ["::"]])
    return found


def _may_grow(file: RustFile, directive: Directive, old: Item) -> bool:
    """Whether the words speak of an addition to `old`: not where they ask to add what turns out to be there in another form."""
    if directive.verb not in ("add", "insert", "append", "create") or directive.noun in _PARTS:
        return True
    return any(
        old.span.contains(i.span) for h in hits_of(file, directive) if h.anchor.relation not in ("with", "near") for i in h.items
    )


def shrinks(file: RustFile, code: bytes, old: Item, new: Item) -> bool:
    """Whether `new` is `old` with something taken away and nothing added."""
    before = [t.text for t in lex(file.source.data[old.span.start : old.span.end]) if t.text != ","]
    rest = iter(before)
    return all(t.text in rest for t in lex(code[new.span.start : new.span.end]) if t.text != ",")


def grows(file: RustFile, code: bytes, old: Item, new: Item) -> bool:
    """Whether `new` is `old` with something added and nothing taken away."""
    before = [t.text for t in lex(file.source.data[old.span.start : old.span.end]) if t.text != ","]
    after = [t.text for t in lex(code[new.span.start : new.span.end]) if t.text != ","]
    if len(after) > 6 * len(before):
        return False
    rest = iter(after)
    return all(token in rest for token in before)


def replace_changed(file: RustFile, code: bytes, known: tuple[tuple[Item, Item], ...]) -> Done:
    """Replaces every item of `known` that differs: one operation for neighbours, its place that of the first."""
    done: Done | None = None
    for new, old in known:
        if same_as(file, code, old, new):
            continue
        one = replace_item(file, old, code, new)
        if one.status == "refused":
            return one
        done = one if done is None else done._replace(edits=(*done.edits, *one.edits))
    assert done is not None
    return done


def differs(file: RustFile, code: bytes, pair: tuple[Item, Item]) -> Done:
    new, old = pair
    return refused(
        "insert_item", old.label, "item-exists-differently", f"the file has another `{old.label}`\n" + difference(file, old, code, new),
        f"say that it is to be replaced: \"Replace `{old.name}` with:\"", [candidate(file, old)],
    )  # fmt: skip


def difference(file: RustFile, old: Item, code: bytes, new: Item) -> str:
    """The first lines of a line diff between what is there and what the document shows."""
    from difflib import unified_diff

    before = file.source.data[old.whole.start : old.whole.end].decode("utf-8", "replace").split("\n")
    after = code[new.whole.start : new.whole.end].decode("utf-8", "replace").split("\n")
    rows = list(unified_diff([r.strip() for r in before], [r.strip() for r in after], "file", "document", lineterm="", n=1))
    return "\n".join(rows[:24])


def ambiguous(file: RustFile, hit: Hit) -> Done:
    return refused(
        "insert_item", hit.anchor.name, "anchor-ambiguous", f"`{hit.anchor.name}` can mean {len(hit.items)} places",
        "say which: `Type::name`, `module::name`, or the header of its impl", [candidate(file, i) for i in hit.items],
    )  # fmt: skip


def header_of(data: bytes, item: Item) -> tuple[str, ...]:
    body = item.node.child_by_field_name("body")
    return tuple(t.text for t in lex(data[item.span.start : body.start_byte if body is not None else item.span.end]))


def members_of(code: bytes, owner: Item) -> tuple[Item, ...]:
    from uowgen.rust.syntax import RustFile
    from uowgen.text import Source

    return inside(RustFile(Source("", code)), owner)
