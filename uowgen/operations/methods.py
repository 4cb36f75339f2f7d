"""Methods and whole `impl` blocks: into the impl or trait that they belong to, and only what it lacks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.operations.add_import import add_imports
from uowgen.operations.existing import (
    REPLACING,
    differs,
    header_of,
    members_of,
    replace_changed,
    same_as,
    type_name,
    types_of,
    when_present,
)
from uowgen.operations.insert_items import Spot, after_item, before_item, end_of_body, insert
from uowgen.operations.replace_item import replace_item
from uowgen.operations.spots import not_there, spot_of, with_first_or_last
from uowgen.operations.targets import BESIDE, Hit, hits_of, inside
from uowgen.operations.work import Done, applied, candidate, refused
from uowgen.regex import when_used
from uowgen.rust.find import nearest_names
from uowgen.rust.items import Item, items_of, same_code

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.operations.chunks import Chunk
    from uowgen.rust.syntax import RustFile


def place_tests_module(file: RustFile, directive: Directive, chunk: Chunk, code: bytes) -> Done:
    """A test module: written at the end of the file, or its tests into the one that is there."""
    there = [i for i in items_of(file) if i.label == chunk.items[0].label and not i.path and i.body is not None]
    if not there:
        return insert(
            "add_test",
            file,
            Spot(len(file.source.data), b"", close=True),
            chunk.code,
            chunk.items[0].label,
            "at the end of the file",
        )
    if len(there) > 1:
        return refused(
            "add_test",
            there[0].label,
            "anchor-ambiguous",
            "the file has several such modules",
            "",
            [candidate(file, i) for i in there],
        )
    return merge_into(file, directive, there[0], chunk.items[0], code, "add_test")


def place_impl(file: RustFile, directive: Directive, chunk: Chunk, code: bytes) -> Done | None:
    new = chunk.items[0]
    there = [i for i in items_of(file) if i.kind == "impl" and i.name == new.name and not i.path]
    if not there:
        return None
    exact = [i for i in there if header_of(file.source.data, i) == header_of(code, new)]
    there = exact or there
    if " for " in new.name and not exact:
        return None
    if _stands_apart(file, directive, new, there, code) or (not exact and all(_narrower(file, code, new, i) for i in there)):
        hits = hits_of(file, directive)
        absent = not_there(file, directive, hits)
        if absent is not None:
            return absent
        spot, kind, label, message = spot_of(file, directive, hits, None, chunk)
        return insert(kind, file, spot, chunk.code, label, message)
    if len(there) > 1:
        named = {m.name for m in members_of(code, new)}
        having = [i for i in there if named & {m.name for m in inside(file, i)}]
        if len(having) != 1:
            beside = next((h.items[0] for h in hits_of(file, directive) if h.anchor.relation in BESIDE and len(h.items) == 1), None)
            having = [i for i in there if beside is not None and i.span.contains(beside.span)] or having
        if len(having) != 1:
            if directive.verb in ("add", "insert", "append", "create", "place") and not having:
                return (
                    None
                    if any(a.relation in BESIDE for a in directive.anchors)
                    else merge_into(file, directive, there[0], new, code, "add_method")
                )
            return refused(
                "add_method", new.label, "anchor-ambiguous", f"the file has {len(there)} `{new.label}`", "name a method that is in the one meant",
                [candidate(file, i) for i in there],
            )  # fmt: skip
        there = having
    lost = [m for m in inside(file, there[0]) if all((m.kind, m.name) != (n.kind, n.name) for n in members_of(code, new))]
    if lost and directive.verb == "replace" and _is_replaced(file, directive, there[0]):
        return refused(
            "replace_item", there[0].label, "would-lose-code",
            f"`{there[0].label}` has {len(lost)} more: {', '.join(f'`{m.name}`' for m in lost[:6])}",
            "show only the method that changes, or say what is to be removed", [candidate(file, m) for m in lost[:8]],
        )  # fmt: skip
    return merge_into(file, directive, there[0], new, code, "add_method")


_OF_ITS_OWN = when_used(r"\b(?:new|second|third|separate|further|another) (?:inherent )?(?:`?impl\b|`impl )", re.IGNORECASE)


def _stands_apart(file: RustFile, directive: Directive, new: Item, there: list[Item], code: bytes) -> bool:
    """Whether the words ask for one more impl of a type, in a place of its own, and the impls of that type have nothing of it yet."""
    if " for " in new.name or _OF_ITS_OWN.search(directive.words) is None:
        return False
    names = {m.name for m in members_of(code, new)}
    beside = any(h.anchor.relation in BESIDE and len(h.items) == 1 for h in hits_of(file, directive))
    return beside and not any(names & {m.name for m in inside(file, i)} for i in there)


def _narrower(file: RustFile, code: bytes, new: Item, old: Item) -> bool:
    """Whether the header of the inherent impl `new` has bounds or types that the one of `old` has not: its methods need them."""
    if " for " in new.name:
        return False
    more = set(header_of(code, new)) - set(header_of(file.source.data, old)) - {"where", "unsafe", "const"}
    return any((len(token) > 1 and token.isidentifier()) or token[:1].isdigit() for token in more)


def _is_replaced(file: RustFile, directive: Directive, impl: Item) -> bool:
    """Whether the words say of the whole impl, not of something in it, that it is to be replaced."""
    replaced = [h for h in hits_of(file, directive) if h.anchor.relation == "at"]
    if len(replaced) != 1 or impl not in replaced[0].items:
        return False
    return replaced[0].anchor.name.startswith("impl") or replaced[0].anchor.noun == "impl"


def merge_into(file: RustFile, directive: Directive, old: Item, new: Item, code: bytes, kind: str) -> Done:
    """The members of `new` that `old` lacks, at its end or beside what the words name; those that differ are replaced if asked."""
    data = file.source.data
    if same_code(code[new.span.start : new.span.end], data[old.span.start : old.span.end]):
        return applied(kind, old.label, f"`{old.label}` is there already", old.span)
    there = {(i.kind, i.name): i for i in inside(file, old)}
    missing: list[Item] = []
    changed: list[tuple[Item, Item]] = []
    for member in members_of(code, new):
        have = there.get((member.kind, member.name))
        if have is None:
            missing.append(member)
        elif not same_as(file, code, have, member):
            changed.append((member, have))
    if changed and directive.verb not in REPLACING:
        return differs(file, code, changed[0])
    if not missing and not changed:
        return applied(kind, old.label, f"all of it is in `{old.label}` already", old.span)
    if changed and old.kind == "impl" and " for " in old.name:
        return replace_item(file, old, code, new)
    done = replace_changed(file, code, tuple(changed)) if changed else None
    if not missing or (done is not None and done.status == "refused"):
        assert done is not None
        return done
    uses = [m for m in missing if m.kind == "use"]
    rest = [m for m in missing if m.kind != "use"]
    added = []
    if uses:
        added.append(add_imports(file, code, tuple(uses), old))
    if rest:
        text = b"\n\n".join(_whole_lines(code, m) for m in rest)
        beside = next((h for h in hits_of(file, directive) if h.anchor.relation in BESIDE and len(h.items) == 1), None)
        spot, where = end_of_body(file, old), f"at the end of `{old.label}`"
        if beside is not None and old.span.contains(beside.items[0].span) and beside.items[0].span != old.span:
            item = beside.items[0]
            spot = before_item(file, item) if beside.anchor.relation == "before" else after_item(file, item)
            where = f"{'above' if beside.anchor.relation == 'before' else 'below'} `{item.label}`"
        added.append(insert(kind, file, spot, text, old.label, where))
    for one in added:
        if one.status == "refused":
            return one
        done = one if done is None else done._replace(edits=(*done.edits, *one.edits))
    assert done is not None
    return done._replace(kind=kind)


def _whole_lines(code: bytes, item: Item) -> bytes:
    start = code.rfind(b"\n", 0, item.whole.start) + 1
    return code[start if not code[start : item.whole.start].strip() else item.whole.start : item.whole.end]


def place_methods(file: RustFile, directive: Directive, chunk: Chunk, code: bytes, hits: tuple[Hit, ...]) -> Done:
    """Functions with `self`: into the impl or trait that the words name, or in which what they stand beside is."""
    from uowgen.operations.impl_headers import as_said, becomes
    from uowgen.operations.owners import is_public, method_owner, said_itself

    lost = _beside_nothing(file, directive, hits, chunk)
    if lost is not None:
        return lost
    if (
        len(chunk.items) == 1 and chunk.items[0].body is None and directive.verb in REPLACING
    ):  # a signature alone is that of a trait
        declared = [
            i for i in items_of(file) if i.kind == "fn" and i.name == chunk.items[0].name and i.body is None and not i.in_macro
        ]
        if len(declared) == 1:
            return when_present(file, directive, chunk, code, ((chunk.items[0], declared[0]),))
    old = becomes(file, directive, hits, chunk)
    if isinstance(old, Done):
        return old
    owner = as_said(file, directive, chunk, method_owner(file, directive, hits, chunk))
    if old is not None and (isinstance(owner, Done) or all(i.name != chunk.items[0].name for i in inside(file, owner))):
        return replace_item(file, old, code, chunk.items[0])
    if isinstance(owner, Done):
        return owner
    known = [(n, o) for n in chunk.items for o in inside(file, owner) if (n.kind, n.name) == (o.kind, o.name)]
    if not known and len(chunk.items) == 1:
        elsewhere = [
            i
            for i in items_of(file)
            if i.kind == "fn" and i.name == chunk.items[0].name and i.path and i.path != (*owner.path, owner.label)
        ]
        kin = [i for i in elsewhere if type_name(i.parent) == type_name(owner.label)]
        if len(kin) == 1:
            return when_present(file, directive, chunk, code, ((chunk.items[0], kin[0]),))
        same = [i for i in elsewhere if types_of(file.source.data, i) == types_of(code, chunk.items[0])]
        if len(same) == 1 and not said_itself(directive, owner):
            return when_present(file, directive, chunk, code, ((chunk.items[0], same[0]),))
    if not known and " for " not in owner.name and owner.kind == "impl" and not any(is_public(i) for i in chunk.items):
        traits = [i for i in items_of(file) if i.kind == "impl" and i.name.endswith(f" for {owner.name}")]
        if traits and all(is_public(m) for m in inside(file, owner, ("fn",))) and not _named_itself(hits, owner):
            return refused(
                "add_method", chunk.items[0].label, "anchor-ambiguous", f"the method could belong to `{owner.label}` or to a trait's impl",
                "name the impl", [candidate(file, i) for i in (owner, *traits)],
            )  # fmt: skip
    if known and len(known) == len(chunk.items):
        return when_present(file, directive, chunk, code, tuple(known))
    if known:
        changed = [pair for pair in known if not same_as(file, code, pair[1], pair[0])]
        if changed and directive.verb not in REPLACING:
            return differs(file, code, changed[0])
        rest = [i for i in chunk.items if all(i.name != n.name for n, _ in known)]
        text = b"\n\n".join(_whole_lines(code, i) for i in rest)
        done = insert("add_method", file, after_item(file, known[-1][1]), text, owner.label, f"below `{known[-1][1].label}`")
        if changed:
            replaced = replace_changed(file, code, tuple(changed))
            return replaced if replaced.status == "refused" else replaced._replace(edits=(*replaced.edits, *done.edits))
        return done
    if "`//" in directive.words:
        from uowgen.operations.beside_comment import comment_said, comment_spot

        remark = comment_said(directive)
        if remark is not None and comment_spot(file, directive, owner) is None:
            said = f"`{remark.name}` is no comment of its own in `{owner.label}`"
            return refused("add_method", chunk.items[0].label, "anchor-not-found", said, "name the method that it goes beside")
    hits = with_first_or_last(file, directive, hits, owner, chunk)
    spot, _, _, message = spot_of(file, directive, hits, owner, chunk)
    return insert("add_method", file, spot, chunk.code, owner.label, message)


def _named_itself(hits: tuple[Hit, ...], owner: Item) -> bool:
    """Whether the words name the impl by its header, or something that stands in it."""
    return any(i.span == owner.span or owner.span.contains(i.span) for h in hits for i in h.items)


def _beside_nothing(file: RustFile, directive: Directive, hits: tuple[Hit, ...], chunk: Chunk) -> Done | None:
    """The refusal of methods that the words put beside things none of which the file has."""
    beside = [h for h in hits if h.anchor.relation in BESIDE and h.anchor.name.replace("_", "a").replace("::", "a").isalnum()]
    if not beside or any(h.items for h in beside) or any(h.anchor.name not in directive.words for h in beside):
        return None
    anchor = beside[0].anchor
    return refused(
        "add_method", chunk.items[0].label, "anchor-not-found", f"`{file.source.path}` has no `{anchor.name}`",
        "name the file that has it", [candidate(file, i) for i in nearest_names(file, anchor.name)],
    )  # fmt: skip
