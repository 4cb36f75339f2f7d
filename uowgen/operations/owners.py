"""The impl or trait that methods belong to: named by the words, told by what they stand beside, or by what their code uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.existing import ambiguous
from uowgen.operations.targets import BESIDE, Hit, holder_of, inside
from uowgen.operations.work import Done, candidate, refused
from uowgen.rust.items import Item, items_of
from uowgen.rust.matching import lex
from uowgen.rust.syntax import RustFile
from uowgen.text import Source

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.operations.chunks import Chunk


def method_owner(file: RustFile, directive: Directive, hits: tuple[Hit, ...], chunk: Chunk) -> Item | Done:
    """The one impl or trait that the methods of `chunk` go into; a refusal if that is not certain."""
    hits = not_of_traits(hits, chunk)
    beside = [h.items[0] for h in hits if h.anchor.relation in BESIDE and len(h.items) == 1 and h.anchor.noun != "impl"]
    for hit in hits:
        # `in the impl of X after f`; not `at the end of the impl of X, before the impl that has f`
        holding = [i for i in hit.items if hit.anchor.relation == "in" and any(i.span.contains(b.span) for b in beside)]
        for item in holding if len(holding) == 1 else hit.items:
            if item.kind in ("impl", "trait") and item.body is not None:
                if len(hit.items) > 1 and len(holding) != 1:
                    return ambiguous(file, hit)
                return item
    for hit in hits:
        held = [
            h for i in hit.items for h in [holder_of(file, i)] if i.kind == "fn" and h is not None and h.kind in ("impl", "trait")
        ]
        if len(held) == 1 and hit.anchor.relation in (*BESIDE, "near", "at", "in"):
            return held[0]
    lost = next((h.anchor.name for h in hits if _asks_for_impl(h)), "")
    if lost and not any(h.items for h in hits):
        near = [i for i in items_of(file) if i.kind in ("impl", "trait") and not i.path]
        return refused(
            "add_method", chunk.items[0].label, "anchor-not-found", f"`{file.source.path}` has no `{lost}`", "name the file that has it",
            [candidate(file, i) for i in near[:8]],
        )  # fmt: skip
    names = {i.name for h in hits for i in h.items if i.kind in ("struct", "enum", "union")}
    impls = [i for i in items_of(file) if i.kind == "impl" and not i.path and i.body is not None]
    own = [i for i in impls if i.name in names]
    if not own and len(names) != 1:
        own = _by_code(file, directive, impls, chunk, named=bool(names))
        if len(own) > 1 and any(is_public(i) for i in chunk.items):
            own = [i for i in own if " for " not in i.name] or own
    if len(own) == 1:
        return own[0]
    return refused(
        "add_method", chunk.items[0].label, "anchor-ambiguous" if own else "anchor-not-found",
        "the words do not say which impl the method belongs to", "write `to `impl Type``", [candidate(file, i) for i in (own or impls)[:8]],
    )  # fmt: skip


def holder_of_self(file: RustFile, directive: Directive, hits: tuple[Hit, ...], chunk: Chunk) -> Item | Done | None:
    """The impl or trait of constants and types that speak of `Self`, which nothing at top level can: named by the words, or it is refused.
    None for others.
    """
    if not _speaks_of_self(chunk):
        return None
    beside = [h for h in hits if h.anchor.relation in BESIDE and len(h.items) == 1]
    held = [holder_of(file, h.items[0]) for h in beside]
    holders = [i for i in held if i is not None and i.kind in ("impl", "trait")]
    if holders:
        return holders[0]
    impls = [i for i in items_of(file) if i.kind == "impl" and not i.path and i.body is not None]
    named = any(i.kind in ("impl", "trait", "struct", "enum", "union") for h in hits for i in h.items)
    if named or _mentioned(file, directive, impls):
        return method_owner(file, directive, hits, chunk)
    there = {i.name for i in chunk.items}
    own = [i for i in impls if there <= {m.name for m in inside(file, i)}]
    if len(own) == 1:
        return own[0]
    return refused(
        "insert_item", chunk.items[0].label, "anchor-not-found", "it speaks of `Self`, and the words do not say in which impl it goes",
        "write `to `impl Type``", [candidate(file, i) for i in (own or impls)[:8]],
    )  # fmt: skip


def _speaks_of_self(chunk: Chunk) -> bool:
    """Whether a constant, static or alias of the chunk says `Self`, which only means something inside of an impl or trait."""
    said = (i for i in chunk.items if i.kind in ("const", "static", "type") and not i.path)
    return any(t.text == "Self" for i in said for t in lex(i.node.text or b""))


def not_of_traits(hits: tuple[Hit, ...], chunk: Chunk) -> tuple[Hit, ...]:
    """`hits` without the functions in impls of traits where several fit, and a function of the block has a visibility, which those may not."""
    if not any(i.kind == "fn" and is_public(i) for i in chunk.items):
        return hits
    return tuple(
        h._replace(items=own) if len(h.items) > 1 and (own := tuple(i for i in h.items if " for " not in i.parent)) else h
        for h in hits
    )


def is_public(item: Item) -> bool:
    """Whether a visibility is written on `item`."""
    return any(c.type == "visibility_modifier" for c in item.node.named_children)


def said_itself(directive: Directive, owner: Item) -> bool:
    """Whether the sentence names the impl or trait by its header, not only a type that has several."""
    header = owner.label if owner.kind == "impl" else f"trait {owner.name}"
    return header in " ".join(directive.words.replace("`", "").split()) or any(
        a.noun in ("impl", "trait") and a.relation in ("in", "start_of", "end_of") for a in directive.anchors
    )


def _by_code(file: RustFile, directive: Directive, impls: list[Item], chunk: Chunk, *, named: bool) -> list[Item]:
    """The impls that the methods can belong to where no place names one: by names in the sentence, by neighbours, by what they use."""
    mentioned = _mentioned(file, directive, impls)
    if mentioned:
        return mentioned
    wanted = {i.name for i in chunk.items}
    own = [i for i in impls if wanted & {m.name for m in inside(file, i)}]
    plain = [i for i in impls if " for " not in i.name]
    if own or named:
        return own
    returned = _returning_itself(plain, chunk)
    if returned:
        return returned
    if len(plain) == 1 and _has_fields(file, plain[0], chunk):
        return [] if _others_have_fields(file, plain[0], impls, chunk) else plain
    return _by_fields(file, plain, chunk) or _by_calls(file, plain, chunk)


def _by_calls(file: RustFile, impls: list[Item], chunk: Chunk) -> list[Item]:
    """The one type's impls of `impls` in which every method stands that the new ones call on `self`; none if they call none."""
    tokens = [t.text for t in lex(chunk.code)]
    called = {tokens[n + 2] for n in range(len(tokens) - 3) if tokens[n : n + 2] == ["self", "."] and tokens[n + 3] == "("}
    called -= {i.name for i in chunk.items}
    methods: dict[str, set[str]] = {}
    for impl in impls:
        methods.setdefault(impl.name.partition("<")[0], set()).update(m.name for m in inside(file, impl, ("fn",)))
    fitting = [name for name, names in methods.items() if called and called <= names]
    return [i for i in impls if i.name.partition("<")[0] == fitting[0]] if len(fitting) == 1 else []


def _mentioned(file: RustFile, directive: Directive, impls: list[Item]) -> list[Item]:
    """The inherent impls, or the trait, of the one type that the sentence mentions anywhere."""
    words = set(directive.words.replace("`", " ").replace("*", " ").replace(":", " ").replace(",", " ").replace(".", " ").split())
    types = [i for i in items_of(file) if i.kind in ("struct", "enum", "union", "trait") and not i.path and i.name in words]
    if len({i.name for i in types}) != 1:
        return []
    traits = [i for i in types if i.kind == "trait" and i.body is not None]
    return traits or [i for i in impls if i.name.partition("<")[0] == types[0].name]


def _returning_itself(impls: list[Item], chunk: Chunk) -> list[Item]:
    """The impls of the type that every method gives back as `self`: `-> &mut Builder { …; self }`."""
    found: set[str] = set()
    for item in items_of(RustFile(Source("", chunk.code))):
        body, result = item.node.child_by_field_name("body"), item.node.child_by_field_name("return_type")
        last = body.named_children[-1] if body is not None and body.named_children else None
        if item.path or last is None or result is None or (last.text or b"") != b"self":
            return []
        found.add((result.text or b"").decode("utf-8", "replace").replace("&mut ", "").lstrip("&").strip())
    return [i for i in impls if found == {i.name.partition("<")[0]}]


def _used(chunk: Chunk) -> set[str]:
    """The fields of `self` that the methods use."""
    tokens = [t.text for t in lex(chunk.code)]
    return {
        tokens[n + 2]
        for n in range(len(tokens) - 3)
        if tokens[n : n + 2] == ["self", "."] and tokens[n + 3] != "(" and tokens[n + 2].replace("_", "a").isalnum()
    }


def _has_fields(file: RustFile, impl: Item, chunk: Chunk) -> bool:
    """Whether the type of `impl` has the fields that the methods use, as far as the file declares it."""
    types = [
        i for i in items_of(file) if i.kind in ("struct", "union", "enum") and not i.path and i.name == impl.name.partition("<")[0]
    ]
    used = _used(chunk)
    if len(types) != 1 or not used:
        return True
    named = {m.name for m in inside(file, types[0], ("field",))}
    body = types[0].node.child_by_field_name("body")
    ordered = body is not None and body.type == "ordered_field_declaration_list"
    return all(name.isdigit() for name in used) if ordered else used <= named


def _others_have_fields(file: RustFile, own: Item, impls: list[Item], chunk: Chunk) -> bool:
    """Whether another type of the file, with an impl of a trait, has the fields that the methods use as well: they may be that one's."""
    if not _used(chunk):
        return False
    others = {i.name.partition(" for ")[2].partition("<")[0] for i in impls} - {own.name.partition("<")[0], ""}
    declared = {i.name for i in items_of(file) if i.kind in ("struct", "union") and not i.path}
    return any(_has_fields(file, own._replace(name=name), chunk) for name in others & declared)


def _by_fields(file: RustFile, impls: list[Item], chunk: Chunk) -> list[Item]:
    """Those of `impls` whose type has every field of `self` that the methods use; none if they use none."""
    used = _used(chunk)
    if not used:
        return []
    structs = [i for i in items_of(file) if i.kind == "struct" and not i.path]
    fitting = {i.name for i in structs if used <= {m.name for m in inside(file, i, ("field",))}}
    return [i for i in impls if i.name.partition("<")[0] in fitting] if len(fitting) == 1 else []


def _asks_for_impl(hit: Hit) -> bool:
    """Whether the words put the method into an impl or trait by its name, and the file has none of that name."""
    named = hit.anchor.name.startswith(("impl ", "impl<", "trait ")) or hit.anchor.noun in ("impl", "trait")
    return (
        named and not hit.items and hit.anchor.relation in ("in", "start_of", "end_of") and hit.anchor.name not in ("impl", "trait")
    )
