"""One directive on one Rust file: which operations its block amounts to, and where each belongs.

Every operation is worked out on the text that the one before it leaves, so the routes are functions of the file as it then is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from uowgen.operations.add_import import add_imports, declare_module
from uowgen.operations.add_members import add_members
from uowgen.operations.insert_items import (
    Spot,
    after_item,
    before_item,
    end_of_body,
    end_of_file,
    insert,
    is_test_module,
    start_of_body,
)
from uowgen.operations.insert_statements import at_edge, insert_statements
from uowgen.operations.pieces import between_known, replace_alike
from uowgen.operations.replace_item import replace_body, replace_item, replace_signature
from uowgen.operations.targets import BESIDE, LANDMARKS, Hit, hits_of, holder_of, inside, test_module, test_modules
from uowgen.operations.work import Done, applied, candidate, refused
from uowgen.rust.find import nearest_names
from uowgen.rust.items import Item, items_of, same_code
from uowgen.rust.layout import reindented
from uowgen.rust.matching import lex
from uowgen.text import Span

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.rust.fragment import Fragment
    from uowgen.rust.syntax import RustFile

Route = Callable[["RustFile"], Done]
_REPLACING = ("replace", "change")
_PARTS = ("field", "variant", "match arm", "method", "argument", "parameter", "statement", "call", "derive", "attribute", "doc")


class Chunk(NamedTuple):
    """Neighbouring items of the block that go to one place: their text with the comments around them."""

    sort: str
    code: bytes
    items: tuple[Item, ...]


def routes(file: RustFile, directive: Directive, fragment: Fragment) -> tuple[Route, ...]:
    """What is to be done with the block, in order. At least one route; a refusal is a route that refuses."""
    hits = hits_of(file, directive)
    shape = fragment.shape
    if fragment.elided is not None and shape in ("items", "fields", "variants") and directive.verb in (*_REPLACING, "add", "place"):
        return _elided(file, directive, fragment, hits)
    if fragment.elided is not None:
        return (
            _refuse(
                "change_code", "elided-code", "the block leaves something out, and nothing says what", "write the code in full"
            ),
        )
    if shape == "items":
        return _items(file, directive, fragment, hits)
    if shape in ("fields", "variants", "initialisers", "arms"):
        return _members(file, directive, fragment, hits)
    if shape in ("statements", "chain"):
        return _statements(file, directive, fragment, hits)
    if shape == "head":
        return (lambda f: _head(f, directive, fragment),)
    return (
        _refuse(
            "insert_item", "directive-not-understood", f"the block is {_said(shape)}, and the words do not say what to do with it"
        ),
    )


def _head(file: RustFile, directive: Directive, fragment: Fragment) -> Done:
    """The beginning of an item: its signature (and attributes) replaced, or the members that it shows of an impl."""
    new = fragment.items[0]
    shown = _members_of(fragment.code, new)
    if new.kind in ("impl", "trait", "mod") and shown:
        there = [i for i in items_of(file) if i.kind == new.kind and i.name == new.name and not i.path]
        if len(there) == 1:
            return _merge(file, directive, there[0], new, fragment.code, "add_method")
    old = _same_named(file, directive, new)
    if isinstance(old, Done):
        return old
    empty = new.body is not None and not fragment.code[new.body.start : new.body.end].strip()
    if old is None or not empty:
        return refused("replace_signature", new.label, "elided-code", f"`{new.label}` is shown only in part", "show it in full")
    assert new.body is not None  # `empty` says so
    return replace_signature(file, old, fragment.code[new.whole.start : new.body.start], new)


def _same_named(file: RustFile, directive: Directive, new: Item) -> Item | Done | None:
    """The item of the same kind and name that the file has, at any level; what the words put around it decides between several."""
    found = [i for i in items_of(file) if i.kind == new.kind and i.name == new.name and not i.in_macro]
    if len(found) > 1:
        around = [i for h in hits_of(file, directive) for i in h.items if i.kind in ("impl", "trait", "mod", "struct", "enum")]
        names = {i.name for i in around}
        owned = [f for f in found if any(_type_name(label) in names for label in f.path)]
        found = owned or found
    if len(found) > 1:
        return refused(
            "replace_item", new.label, "anchor-ambiguous", f"the file has {len(found)} `{new.label}`",
            "name it as `Type::name`", [candidate(file, i) for i in found],
        )  # fmt: skip
    return found[0] if found else None


def _type_name(label: str) -> str:
    name = label.partition(" ")[2]
    return name.partition(" for ")[2] or name


def chunks(fragment: Fragment) -> tuple[Chunk, ...]:
    """The items of a block, those that go to one place together, each with the comments before it."""
    found: list[Chunk] = []
    at = 0
    for n, item in enumerate(fragment.items):
        last = n == len(fragment.items) - 1
        end = len(fragment.code) if last else _line_end(fragment.code, item.whole.end, fragment.items[n + 1].whole.start)
        text = fragment.code[at:end]
        sort = _sort(item)
        if found and found[-1].sort == sort and sort not in ("impl", "tests module"):
            previous = found.pop()
            found.append(Chunk(sort, previous.code + text, (*previous.items, item)))
        else:
            found.append(Chunk(sort, text, (item,)))
        at = end
    return tuple(found)


def _sort(item: Item) -> str:
    if item.kind == "use":
        return "use" if not any(c.type == "visibility_modifier" for c in item.node.named_children) else "re-export"
    if item.kind == "mod":
        return "mod" if item.body is None else "tests module" if is_test_module(item) or item.name == "tests" else "item"
    if item.kind == "impl":
        return "impl"
    if item.kind == "fn":
        if any(c.type == "self_parameter" for p in [item.node.child_by_field_name("parameters")] if p for c in p.named_children):
            return "method"
        if any(a.startswith(("#[test", "#[tokio::test", "#[rstest")) or "::test" in a.split("(")[0] for a in item.attributes):
            return "test"
        return "fn"
    return "item"


def _items(file: RustFile, directive: Directive, fragment: Fragment, hits: tuple[Hit, ...]) -> tuple[Route, ...]:
    parts = chunks(fragment)
    if any(c.sort == "method" for c in parts):  # free functions beside methods belong to the same impl
        parts = tuple(c._replace(sort="method") if c.sort == "fn" else c for c in parts)
        parts = _joined(parts, "method")
    else:
        headers = {i.name for i in items_of(file) if i.kind == "impl" and not i.path}
        parts = tuple(c._replace(sort="item") if _stands_alone(c, headers) else c for c in parts)
        parts = _joined(parts, "item")
    return tuple(_route_of(chunk, directive, fragment, hits, len(parts)) for chunk in parts)


def _stands_alone(chunk: Chunk, headers: set[str]) -> bool:
    """Whether the chunk is written as it is beside its neighbours: it extends nothing that the file has."""
    if chunk.sort == "impl":
        return chunk.items[0].name not in headers
    return chunk.sort == "item" or (chunk.sort == "fn" and not belongs_inside(chunk))


def _joined(parts: tuple[Chunk, ...], sort: str) -> tuple[Chunk, ...]:
    """`parts` with neighbours of the one `sort` made one: they go to one place, so they are one operation."""
    out: list[Chunk] = []
    for part in parts:
        if out and out[-1].sort == part.sort == sort:
            out[-1] = Chunk(sort, out[-1].code + part.code, (*out[-1].items, *part.items))
        else:
            out.append(part)
    return tuple(c._replace(sort="fn") if c.sort == "item" and all(i.kind == "fn" for i in c.items) else c for c in out)


def _route_of(chunk: Chunk, directive: Directive, fragment: Fragment, hits: tuple[Hit, ...], parts: int) -> Route:
    code = fragment.code
    beside = next((h for h in hits if h.anchor.relation in BESIDE), None)

    def go(file: RustFile) -> Done:
        here = hits_of(file, directive)
        anchored = next((h for h in here if h.anchor.relation in BESIDE), None)
        if anchored is not None and len(anchored.items) > 1 and chunk.sort not in ("use", "mod"):
            nearest = _nearest(file, anchored.items, directive)
            if nearest is None:
                return _ambiguous(file, anchored)
            here = tuple(h._replace(items=(nearest,)) if h == anchored else h for h in here)
        if chunk.sort in ("use", "mod", "re-export") and (parts > 1 or beside is None or not beside.items):
            within = _module_of(file, directive, here)
            if chunk.sort == "mod":
                return declare_module(file, code, chunk.items)
            if chunk.sort == "use" and not any(h.anchor.relation == "in" and h.items and h.items[0].kind == "fn" for h in here):
                return add_imports(file, code, chunk.items, within)
            if chunk.sort == "re-export":
                return _reexport(file, directive, chunk, code)
        if chunk.sort == "tests module":
            return _tests_module(file, directive, chunk, code)
        if chunk.sort == "impl":
            merged = _impl(file, directive, chunk, code)
            if merged is not None:
                return merged
        if chunk.sort == "method":
            return _methods(file, directive, chunk, code, here)
        return _plain(file, directive, chunk, code, here, parts)

    return go


def _nearest(file: RustFile, items: tuple[Item, ...], directive: Directive) -> Item | None:
    """Of items that could all be meant, the one that stands clearly nearest to the cited line; None if none does."""
    if directive.cited is None:
        return None
    first = directive.cited[0]
    away = sorted((abs(file.source.line_of(i.span.start) - first), n) for n, i in enumerate(items))
    return items[away[0][1]] if away[0][0] <= 40 and away[1][0] > 3 * max(away[0][0], 5) else None


def _plain(file: RustFile, directive: Directive, chunk: Chunk, code: bytes, hits: tuple[Hit, ...], parts: int) -> Done:
    """Items that stand by themselves: there already, replaced, or written where the words or the code say."""
    owner = _owner(file, directive, hits, chunk)
    if isinstance(owner, Done):
        return owner
    if owner is None and chunk.sort == "fn" and not any(h.anchor.relation in BESIDE and h.items for h in hits):
        inner = _known_inside(file, directive, chunk, code)
        if inner is not None:
            return inner
    known = _existing(file, owner, chunk, code)
    if known and len(known) == len(chunk.items):
        return _present(file, directive, chunk, code, known)
    if known:
        changed = [new for new, old in known if not _same(file, code, old, new)]
        if changed and directive.verb not in _REPLACING:
            return _differs(file, code, next(pair for pair in known if pair[0] in changed))
        if changed or not all(_same(file, code, old, new) for new, old in known):
            return _replace_first(file, code, known)
        rest = [i for i in chunk.items if all(i.name != new.name for new, _ in known)]
        text = b"\n\n".join(code[i.whole.start : i.whole.end] for i in rest)
        return insert(
            "insert_after", file, after_item(file, known[-1][1]), text, known[-1][1].label, "beside the others of its block"
        )
    if directive.verb in _REPLACING:
        old = _renamed(file, directive, hits, chunk)
        if old is not None:
            return replace_item(file, old, code, chunk.items[0])
    absent = _absent(file, directive, hits)
    if absent is not None:
        return absent
    if chunk.sort == "test" and owner is None and _wants_module(file):
        shown = reindented(chunk.code, b"    ", b"    ")
        module = b"#[cfg(test)]\nmod tests {\n    use super::*;\n\n" + shown + b"}\n"
        spot = Spot(len(file.source.data), b"", close=True)
        return insert("add_test", file, spot, module, "mod tests", "in a new test module at the end of the file")
    spot, kind, label, message = _spot(file, directive, hits, owner, chunk)
    if chunk.sort == "test":
        kind = "add_test"
    elif owner is not None and owner.kind in ("impl", "trait") and chunk.sort == "fn":
        kind = "add_method"
    return insert(kind, file, spot, chunk.code, label, message)


def _wants_module(file: RustFile) -> bool:
    """Whether a unit test needs a module of its own here: not where tests stand at top level, as in the files of `tests/`."""
    path = "/" + file.source.path
    loose = any(i.kind == "fn" and not i.path and any("test" in a for a in i.attributes) for i in items_of(file))
    return not loose and "/tests/" not in path and "/benches/" not in path


def _absent(file: RustFile, directive: Directive, hits: tuple[Hit, ...]) -> Done | None:
    """The refusal if the words put the code beside things none of which the file has."""
    beside = [h for h in hits if h.anchor.relation in BESIDE]
    landmarks = [
        a for a in directive.anchors if a.relation in BESIDE and a.name in LANDMARKS and _landmark(file, a.name) is not None
    ]
    if not beside or landmarks or any(h.items for h in beside):
        return None
    anchor = beside[0].anchor
    near = nearest_names(file, anchor.name)
    advice = f"did you mean `{near[0].name}`?" if near else "write the name as it stands in the file"
    return refused(
        f"insert_{anchor.relation}", anchor.name, "anchor-not-found", f"`{file.source.path}` has no `{anchor.name}`", advice,
        [candidate(file, i) for i in near],
    )  # fmt: skip


def _known_inside(file: RustFile, directive: Directive, chunk: Chunk, code: bytes) -> Done | None:
    """Functions that no item at top level is called like, but methods are, or that can only be methods: those, or a refusal."""
    tops = {i.name for i in items_of(file) if not i.path and i.kind == "fn"}
    first = chunk.items[0]
    if len(chunk.items) == 1 and first.name not in tops:
        old = _same_named(file, directive, first)
        if isinstance(old, Done):
            return old if directive.verb in _REPLACING or belongs_inside(chunk) else None
        if old is not None and old.path and not any(label.startswith(("mod ", "fn ")) for label in old.path):
            return _present(file, directive, chunk, code, ((first, old),))
    if not belongs_inside(chunk):
        return None
    return _methods(file, directive, chunk, code, hits_of(file, directive))


def belongs_inside(chunk: Chunk) -> bool:
    """Whether functions can only stand in an impl or trait: they speak of `Self`, or are written with an impl's indentation."""
    rows = [row for row in chunk.code.split(b"\n") if row.strip()]
    return any(t.text == "Self" for t in lex(chunk.code)) or all(row.startswith((b"    ", b"\t")) for row in rows)


def _renamed(file: RustFile, directive: Directive, hits: tuple[Hit, ...], chunk: Chunk) -> Item | None:
    """The item that is to be replaced though the new one is called otherwise: the one that the words name."""
    if len(chunk.items) != 1:
        return None
    named = [h.items[0] for h in hits if h.anchor.relation == "at" and len(h.items) == 1 and h.items[0].kind == chunk.items[0].kind]
    return named[0] if len(named) == 1 and directive.verb == "replace" else None


def _spot(
    file: RustFile, directive: Directive, hits: tuple[Hit, ...], owner: Item | None, chunk: Chunk
) -> tuple[Spot, str, str, str]:
    for hit in hits:
        if hit.anchor.relation in BESIDE and len(hit.items) == 1:
            item = _at_level(file, hit.items[0], owner)
            if hit.anchor.relation == "before":
                return before_item(file, item), "insert_before", item.label, _above(item)
            return after_item(file, item), "insert_after", item.label, f"below `{item.label}`"
    for anchor in directive.anchors:
        if anchor.relation in BESIDE and anchor.name in ("imports", "tests", "re-exports", "constants", "module declarations"):
            found = _landmark(file, anchor.name)
            if found is not None:
                spot = before_item(file, found) if anchor.relation == "before" else after_item(file, found)
                return (
                    spot,
                    f"insert_{anchor.relation}",
                    anchor.name,
                    f"{'above' if anchor.relation == 'before' else 'below'} the {anchor.name}",
                )
    edge = next((a.relation for a in directive.anchors if a.relation in ("start_of", "end_of")), "")
    if owner is not None:
        if edge == "start_of":
            return start_of_body(file, owner), "append_item", owner.label, f"at the start of `{owner.label}`"
        return end_of_body(file, owner), "append_item", owner.label, f"at the end of `{owner.label}`"
    if edge == "start_of":
        found = _landmark(file, "imports")
        tops = [i for i in items_of(file) if not i.path]
        if found is not None:
            return after_item(file, found), "append_item", file.source.path, "below the imports"
        if tops:
            return before_item(file, tops[0]), "append_item", file.source.path, "above the first item"
    near = next((h.items[0] for h in hits if h.anchor.relation == "near" and len(h.items) == 1 and not h.items[0].path), None)
    if near is not None:
        return after_item(file, near), "insert_after", near.label, f"near `{near.label}`"
    first = chunk.items[0]
    if first.kind == "impl":
        name = first.name.partition(" for ")[2] or first.name
        kin = [
            i
            for i in items_of(file)
            if not i.path and (i.name == name or (i.kind == "impl" and (i.name.partition(" for ")[2] or i.name) == name))
        ]
        if kin:
            return after_item(file, kin[-1]), "insert_after", kin[-1].label, f"next to `{kin[-1].label}`"
    return end_of_file(file), "append_item", file.source.path, "at the end of the file, before its tests"


def _above(item: Item) -> str:
    return f"above the documentation of `{item.name}`" if item.whole.start < item.span.start else f"above `{item.label}`"


def _landmark(file: RustFile, name: str) -> Item | None:
    tops = [i for i in items_of(file) if not i.path]
    if name == "tests":
        return test_module(file)
    if name in ("imports", "re-exports"):
        found = [i for i in tops if i.kind == "use"]
    elif name == "module declarations":
        found = [i for i in tops if i.kind == "mod" and i.body is None]
    else:
        found = [i for i in tops if i.kind in ("const", "static")]
    return found[-1] if found else None


def _at_level(file: RustFile, item: Item, owner: Item | None) -> Item:
    """`item`, or what encloses it directly inside `owner` (at top level, if None): beside that the code can stand."""
    depth = 0 if owner is None else len(owner.path) + 1
    while len(item.path) > depth:
        holder = holder_of(file, item)
        if holder is None:
            return item
        item = holder
    return item


def _owner(file: RustFile, directive: Directive, hits: tuple[Hit, ...], chunk: Chunk) -> Item | Done | None:
    """What the items are to stand in: a module, an impl or a trait that the words name; None for the file itself."""
    if chunk.sort == "test" or (chunk.sort == "fn" and _wants_tests(directive)):
        beside = next((h.items[0] for h in hits if h.anchor.relation in BESIDE and len(h.items) == 1), None)
        if beside is not None and beside.path:
            return holder_of(file, beside)
        modules = test_modules(file)
        if len(modules) > 1:
            return refused(
                "add_test", chunk.items[0].label, "anchor-ambiguous", f"the file has {len(modules)} test modules",
                "name the one that is meant", [candidate(file, i) for i in modules],
            )  # fmt: skip
        return modules[0] if modules else None
    for hit in hits:
        if hit.anchor.relation in ("in", "start_of", "end_of", "at"):
            holders = [i for i in hit.items if i.kind in ("mod", "impl", "trait", "extern") and i.body is not None]
            if hit.anchor.relation == "at" and not (chunk.sort == "fn" and holders):
                continue
            if len(holders) > 1:
                return _ambiguous(file, hit)
            if holders:
                return holders[0]
    beside = next((h.items[0] for h in hits if h.anchor.relation in BESIDE and len(h.items) == 1), None)
    if beside is not None and beside.path and chunk.sort in ("fn", "item"):
        holder = holder_of(file, beside)
        if holder is not None and holder.kind in ("impl", "trait", "mod") and (chunk.sort == "fn" or holder.kind == "mod"):
            return holder
    if any(a.relation in ("in", "end_of", "start_of") and a.name == "tests" for a in directive.anchors):
        return test_module(file)
    return None


def _wants_tests(directive: Directive) -> bool:
    return directive.noun == "test" or any(
        a.name == "tests" and a.relation in ("in", "end_of", "start_of") for a in directive.anchors
    )


def _module_of(file: RustFile, directive: Directive, hits: tuple[Hit, ...]) -> Item | None:
    for hit in hits:
        if (
            hit.anchor.relation in ("in", "end_of", "start_of")
            and len(hit.items) == 1
            and hit.items[0].kind == "mod"
            and hit.items[0].body
        ):
            return hit.items[0]
    if any(a.relation in ("in", "end_of", "start_of") and a.name == "tests" for a in directive.anchors):
        return test_module(file)
    return None


def _existing(file: RustFile, owner: Item | None, chunk: Chunk, chunk_code: bytes) -> tuple[tuple[Item, Item], ...]:
    """Pairs (new, old) of the chunk's items that the scope has already."""
    scope = (*owner.path, owner.label) if owner is not None else ()
    there = {(i.kind, i.name): i for i in items_of(file) if i.path == scope and not i.in_macro and i.kind not in ("macro call",)}
    found = []
    for item in chunk.items:
        old = there.get((item.kind, item.name))
        if old is not None and item.kind == "impl":  # `From<A> for X` and `From<B> for X` are two
            alike = [i for i in items_of(file) if i.kind == "impl" and i.path == scope]
            old = next((i for i in alike if _header(file.source.data, i) == _header(chunk_code, item)), None)
        if old is not None:
            found.append((item, old))
    return tuple(found)


def _same(file: RustFile, code: bytes, old: Item, new: Item) -> bool:
    data = file.source.data
    return same_code(code[new.whole.start : new.whole.end], data[old.whole.start : old.whole.end]) or (
        not new.attributes and same_code(code[new.span.start : new.span.end], data[old.span.start : old.span.end])
    )


def _present(file: RustFile, directive: Directive, chunk: Chunk, code: bytes, known: tuple[tuple[Item, Item], ...]) -> Done:
    changed = [(new, old) for new, old in known if not _same(file, code, old, new)]
    if not changed:
        first = known[0][1]
        return applied("insert_item", first.label, f"`{first.label}` is there already", first.span)
    if all(grows(file, code, old, new) for new, old in changed) and _may_grow(file, directive, changed[0][1]):
        new, old = changed[0]
        members = list(_members_of(code, new))
        if len(changed) == 1 and old.kind in ("struct", "enum", "trait", "impl") and members:
            from uowgen.operations.fill_elision import add_missing

            grown = add_missing(file, old, code, members)
            if grown.status == "applies":
                return grown
        return _replace_first(file, code, known)
    if directive.verb in _REPLACING:
        return _replace_first(file, code, known)
    if directive.verb == "remove" and all(shrinks(file, code, old, new) for new, old in changed):
        return _replace_first(file, code, known)
    return _differs(file, code, changed[0])


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


def _replace_first(file: RustFile, code: bytes, known: tuple[tuple[Item, Item], ...]) -> Done:
    """Replaces every item of `known` that differs: one operation for neighbours, its place that of the first."""
    done: Done | None = None
    for new, old in known:
        if _same(file, code, old, new):
            continue
        one = replace_item(file, old, code, new)
        if one.status == "refused":
            return one
        done = one if done is None else done._replace(edits=(*done.edits, *one.edits))
    assert done is not None
    return done


def _differs(file: RustFile, code: bytes, pair: tuple[Item, Item]) -> Done:
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


def _ambiguous(file: RustFile, hit: Hit) -> Done:
    return refused(
        "insert_item", hit.anchor.name, "anchor-ambiguous", f"`{hit.anchor.name}` can mean {len(hit.items)} places",
        "say which: `Type::name`, `module::name`, or the header of its impl", [candidate(file, i) for i in hit.items],
    )  # fmt: skip


def _reexport(file: RustFile, directive: Directive, chunk: Chunk, code: bytes) -> Done:
    there = [i for i in items_of(file) if i.kind == "use" and not i.path]
    if len(chunk.items) == 1 and directive.verb in _REPLACING:
        head = _path_head(chunk.items[0].name)
        old = [i for i in there if _path_head(i.name) == head and not i.name.endswith("*")]
        if len(old) == 1:
            from uowgen.operations.add_import import leaves_of

            if leaves_of(old[0].name) <= leaves_of(chunk.items[0].name):
                return replace_item(file, old[0], code, chunk.items[0])._replace(kind="add_reexport")
    return add_imports(file, code, chunk.items, None)._replace(kind="add_reexport")


def _path_head(tree: str) -> str:
    return tree.split("{")[0].rstrip(": ")


def _tests_module(file: RustFile, directive: Directive, chunk: Chunk, code: bytes) -> Done:
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
    return _merge(file, directive, there[0], chunk.items[0], code, "add_test")


def _impl(file: RustFile, directive: Directive, chunk: Chunk, code: bytes) -> Done | None:
    new = chunk.items[0]
    there = [i for i in items_of(file) if i.kind == "impl" and i.name == new.name and not i.path]
    if not there:
        return None
    exact = [i for i in there if _header(file.source.data, i) == _header(code, new)]
    there = exact or there
    if " for " in new.name and not exact:
        return None
    if len(there) > 1:
        named = {m.name for m in _members_of(code, new)}
        having = [i for i in there if named & {m.name for m in inside(file, i)}]
        if len(having) != 1:
            beside = next((h.items[0] for h in hits_of(file, directive) if h.anchor.relation in BESIDE and len(h.items) == 1), None)
            having = [i for i in there if beside is not None and i.span.contains(beside.span)] or having
        if len(having) != 1:
            if directive.verb in ("add", "insert", "append", "create", "place") and not having:
                return (
                    None
                    if any(a.relation in BESIDE for a in directive.anchors)
                    else _merge(file, directive, there[0], new, code, "add_method")
                )
            return refused(
                "add_method", new.label, "anchor-ambiguous", f"the file has {len(there)} `{new.label}`", "name a method that is in the one meant",
                [candidate(file, i) for i in there],
            )  # fmt: skip
        there = having
    return _merge(file, directive, there[0], new, code, "add_method")


def _header(data: bytes, item: Item) -> tuple[str, ...]:
    body = item.node.child_by_field_name("body")
    return tuple(t.text for t in lex(data[item.span.start : body.start_byte if body is not None else item.span.end]))


def _members_of(code: bytes, owner: Item) -> tuple[Item, ...]:
    from uowgen.rust.syntax import RustFile
    from uowgen.text import Source

    return inside(RustFile(Source("", code)), owner)


def _merge(file: RustFile, directive: Directive, old: Item, new: Item, code: bytes, kind: str) -> Done:
    """The members of `new` that `old` lacks, at its end or beside what the words name; those that differ are replaced if asked."""
    data = file.source.data
    if same_code(code[new.span.start : new.span.end], data[old.span.start : old.span.end]):
        return applied(kind, old.label, f"`{old.label}` is there already", old.span)
    there = {(i.kind, i.name): i for i in inside(file, old)}
    missing: list[Item] = []
    changed: list[tuple[Item, Item]] = []
    for member in _members_of(code, new):
        have = there.get((member.kind, member.name))
        if have is None:
            missing.append(member)
        elif not _same(file, code, have, member):
            changed.append((member, have))
    if changed and directive.verb not in _REPLACING:
        return _differs(file, code, changed[0])
    if not missing and not changed:
        return applied(kind, old.label, f"all of it is in `{old.label}` already", old.span)
    if changed and old.kind == "impl" and " for " in old.name:
        return replace_item(file, old, code, new)
    done = _replace_first(file, code, tuple(changed)) if changed else None
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


def _methods(file: RustFile, directive: Directive, chunk: Chunk, code: bytes, hits: tuple[Hit, ...]) -> Done:
    """Functions with `self`: into the impl or trait that the words name, or in which what they stand beside is."""
    owner = _method_owner(file, hits, chunk)
    if isinstance(owner, Done):
        return owner
    known = [(n, o) for n in chunk.items for o in inside(file, owner) if (n.kind, n.name) == (o.kind, o.name)]
    if not known and len(chunk.items) == 1:
        elsewhere = [
            i
            for i in items_of(file)
            if i.kind == "fn" and i.name == chunk.items[0].name and i.path and i.path != (*owner.path, owner.label)
        ]
        kin = [i for i in elsewhere if _type_name(i.parent) == _type_name(owner.label)]
        if len(kin) == 1:
            return _present(file, directive, chunk, code, ((chunk.items[0], kin[0]),))
    if not known and " for " not in owner.name and owner.kind == "impl" and not any(_is_public(i) for i in chunk.items):
        traits = [i for i in items_of(file) if i.kind == "impl" and i.name.endswith(f" for {owner.name}")]
        if traits and all(_is_public(m) for m in inside(file, owner, ("fn",))) and not _named_itself(hits, owner):
            return refused(
                "add_method", chunk.items[0].label, "anchor-ambiguous", f"the method could belong to `{owner.label}` or to a trait's impl",
                "name the impl", [candidate(file, i) for i in (owner, *traits)],
            )  # fmt: skip
    if known and len(known) == len(chunk.items):
        return _present(file, directive, chunk, code, tuple(known))
    if known:
        changed = [pair for pair in known if not _same(file, code, pair[1], pair[0])]
        if changed and directive.verb not in _REPLACING:
            return _differs(file, code, changed[0])
        rest = [i for i in chunk.items if all(i.name != n.name for n, _ in known)]
        text = b"\n\n".join(_whole_lines(code, i) for i in rest)
        done = insert("add_method", file, after_item(file, known[-1][1]), text, owner.label, f"below `{known[-1][1].label}`")
        if changed:
            replaced = _replace_first(file, code, tuple(changed))
            return replaced if replaced.status == "refused" else replaced._replace(edits=(*replaced.edits, *done.edits))
        return done
    spot, _, _, message = _spot(file, directive, hits, owner, chunk)
    return insert("add_method", file, spot, chunk.code, owner.label, message)


def _is_public(item: Item) -> bool:
    return any(c.type == "visibility_modifier" for c in item.node.named_children)


def _named_itself(hits: tuple[Hit, ...], owner: Item) -> bool:
    """Whether the words name the impl by its header, or something that stands in it."""
    return any(i.span == owner.span or owner.span.contains(i.span) for h in hits for i in h.items)


def _method_owner(file: RustFile, hits: tuple[Hit, ...], chunk: Chunk) -> Item | Done:
    for hit in hits:
        for item in hit.items:
            if item.kind in ("impl", "trait") and item.body is not None:
                if len(hit.items) > 1:
                    return _ambiguous(file, hit)
                return item
    for hit in hits:
        held = [
            h for i in hit.items for h in [holder_of(file, i)] if i.kind == "fn" and h is not None and h.kind in ("impl", "trait")
        ]
        if len(held) == 1 and hit.anchor.relation in (*BESIDE, "near", "at", "in"):
            return held[0]
    names = {i.name for h in hits for i in h.items if i.kind in ("struct", "enum", "union")}
    impls = [i for i in items_of(file) if i.kind == "impl" and not i.path and i.body is not None]
    own = [i for i in impls if i.name in names]
    if not own and len(names) != 1:
        wanted = {i.name for i in chunk.items}
        own = [i for i in impls if wanted & {m.name for m in inside(file, i)}]
        plain = [i for i in impls if " for " not in i.name]
        if not own and len(plain) == 1 and not names:
            own = plain
    if len(own) == 1:
        return own[0]
    return refused(
        "add_method", chunk.items[0].label, "anchor-ambiguous" if own else "anchor-not-found",
        "the words do not say which impl the method belongs to", "write `to `impl Type``", [candidate(file, i) for i in (own or impls)[:8]],
    )  # fmt: skip


def _members(file: RustFile, directive: Directive, fragment: Fragment, hits: tuple[Hit, ...]) -> tuple[Route, ...]:
    shapes = fragment.shapes
    beside = next((h for h in hits if h.anchor.relation in BESIDE and h.items and h.items[0].kind in ("field", "variant")), None)
    if "fields" in shapes and directive.noun not in ("variant", "match arm", "argument"):
        owner = _type_of(file, hits, ("struct", "union", "variant"), beside)
        if owner is not None:
            return (lambda f: _add_members("add_field", f, directive, fragment, ("struct", "union", "variant")),)
    if "variants" in shapes and directive.noun not in ("field", "match arm", "argument"):
        owner = _type_of(file, hits, ("enum",), beside)
        if owner is not None:
            return (lambda f: _add_members("add_variant", f, directive, fragment, ("enum",)),)
    if "arms" in shapes:
        from uowgen.operations.match_arms import arm_route

        return (arm_route(directive, fragment),)
    if "statements" in shapes:
        return _statements(file, directive, fragment, hits)
    return (
        _refuse("add_field", "anchor-not-found", "the words do not name a type of this file for it", "write `to `struct Name``"),
    )


def _add_members(kind: str, file: RustFile, directive: Directive, fragment: Fragment, kinds: tuple[str, ...]) -> Done:
    hits = hits_of(file, directive)
    beside = next((h for h in hits if h.anchor.relation in BESIDE and h.items and h.items[0].kind in ("field", "variant")), None)
    owner = _type_of(file, hits, kinds, beside)
    assert owner is not None
    found = fragment.items
    if kind == "add_variant":
        from uowgen.rust.fragment import members_as

        found = members_as("variants", fragment.code)
    if len(found) == 1:
        old = next((m for m in inside(file, owner) if (m.kind, m.name) == (found[0].kind, found[0].name)), None)
        if old is not None:
            same = _same(file, fragment.code, old, found[0])
            if not same and directive.verb in _REPLACING:
                return _member_replaced(file, fragment.code, old, found[0])
    held = [i for i in (beside.items if beside is not None else ()) if i.parent == owner.label]
    edge = next((a.relation for a in directive.anchors if a.relation in ("start_of", "end_of")), "end_of")
    relation = beside.anchor.relation if beside is not None and held else edge
    return add_members(kind, file, owner, fragment.code, found, held[0] if len(held) == 1 else None, relation)


def _member_replaced(file: RustFile, code: bytes, old: Item, new: Item) -> Done:
    """A field or variant in place of the one of its name."""
    text = code[: new.whole.end].rstrip().removesuffix(b",")
    done = replace_item(file, old, text, new._replace(whole=Span(new.whole.start, len(text))))
    return done._replace(kind="replace_member") if done.status == "applies" else done


def _type_of(file: RustFile, hits: tuple[Hit, ...], kinds: tuple[str, ...], beside: Hit | None) -> Item | None:
    for relations in (("in", "start_of", "end_of", "at", *BESIDE), ("near", "with")):
        found = {i.span: i for h in hits if h.anchor.relation in relations for i in h.items if i.kind in kinds}
        if not found and kinds == ("enum",):
            variants = [i for h in hits if h.anchor.relation in relations for i in h.items if i.kind == "variant"]
            found = {o.span: o for v in variants for o in [holder_of(file, v)] if o is not None}
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            holding = [i for i in found.values() if beside is not None and any(i.span.contains(b.span) for b in beside.items)]
            return holding[0] if len(holding) == 1 else None
    if beside is not None:
        owners = {o.span: o for b in beside.items for o in [holder_of(file, b)] if o is not None and o.kind in kinds}
        if len(owners) == 1:
            return next(iter(owners.values()))
    return None


def _statements(file: RustFile, directive: Directive, fragment: Fragment, hits: tuple[Hit, ...]) -> tuple[Route, ...]:
    return (lambda f: _statement(f, directive, fragment),)


def _statement(file: RustFile, directive: Directive, fragment: Fragment) -> Done:
    hits = hits_of(file, directive)
    code = fragment.code.decode("utf-8", "replace")
    functions = {
        i.span: i
        for h in hits
        if h.anchor.relation in ("in", "start_of", "end_of", "at", "near")
        for i in h.items
        if i.kind == "fn"
    }
    for hit in hits:
        if (
            len({i.span for i in hit.items if i.kind == "fn"}) > 1
            and len(functions) > 1
            and hit.anchor.relation in ("in", "start_of", "end_of")
        ):
            return _ambiguous(file, hit)
    function = next(iter(functions.values())) if len(functions) == 1 else None
    kind = "insert_statement"
    chain = fragment.shape == "chain"
    around = function.span if function is not None else Span(0, len(file.source.data))
    label = function.label if function is not None else file.source.path
    if directive.verb in ("replace", "change", "remove", "rename"):
        if directive.noun == "body" and function is not None:
            return replace_body(file, function, fragment.code)
        if directive.noun == "signature" and function is not None:
            return replace_signature(file, function, fragment.code)
        if not chain and directive.verb in _REPLACING:
            alike = replace_alike(file, function, fragment.code)
            if alike is not None:
                return alike
        known = between_known(file, around, fragment.code, label, chain=chain)
        if known is not None and directive.verb == "change":
            return known
        quoted = _quoted_change(file, directive, code)
        if quoted is not None:
            return quoted
        return refused(kind, function.label if function else "", "unresolved-in-document", "the document does not quote what is there now",
                       "show the code before and after")  # fmt: skip
    for anchor in directive.anchors:
        if anchor.relation in BESIDE and anchor.name not in ("imports", "file", "tests", "module"):
            if any(h.anchor == anchor and h.items and h.items[0].kind == "fn" and not _calls(anchor.name) for h in hits):
                continue
            placed = insert_statements(file, function, code, anchor.name, anchor.relation)
            if placed.status == "refused" and chain:
                from uowgen.operations.chains import add_call

                called = add_call(file, around, fragment.code, [anchor], label)
                if called is not None:
                    return called
            if placed.status == "refused":
                known = between_known(file, around, fragment.code, label, chain=chain)
                return known if known is not None else placed
            return placed
    known = between_known(file, around, fragment.code, label, chain=chain)
    if known is not None:
        return known
    if chain:
        from uowgen.operations.chains import add_call

        called = add_call(file, around, fragment.code, [a for a in directive.anchors if a.relation in BESIDE], label)
        if called is not None:
            return called
    grown = None if chain else replace_alike(file, function, fragment.code, only_grown=True)
    if grown is not None:
        return grown
    edge = next((a.relation for a in directive.anchors if a.relation in ("start_of", "end_of")), "")
    if function is not None and edge:
        return at_edge(file, function, code, edge)
    return refused(kind, function.label if function else "", "directive-not-understood", "the words do not say where in which function the statements go",
                   "write `in `name`, after `statement``")  # fmt: skip


def _quoted_change(file: RustFile, directive: Directive, code: str) -> Done | None:
    """The block in place of the statement that the sentence quotes in inline code, if it stands once; None if it quotes none."""
    from uowgen.operations.change_code import change_code

    for anchor in directive.anchors:
        if anchor.relation == "at" and len(lex(anchor.name.encode())) > 3 and not anchor.name.startswith("//"):
            old = (
                anchor.name
                if anchor.name.rstrip().endswith((";", "}", ",")) or not code.rstrip().endswith(";")
                else anchor.name + ";"
            )
            done = change_code(file, old, code, lambda found: found)
            if done is not None:
                return done
    return None


def _calls(name: str) -> bool:
    return "(" in name


def _elided(file: RustFile, directive: Directive, fragment: Fragment, hits: tuple[Hit, ...]) -> tuple[Route, ...]:
    from uowgen.operations.fill_elision import fill

    return (lambda f: fill(f, directive, fragment),)


def _refuse(kind: str, code: str, message: str, advice: str = "") -> Route:
    return lambda file: refused(kind, "", code, message, advice)


def _said(shape: str) -> str:
    return {"comment": "only a comment", "attributes": "only attributes", "unknown": "no Rust that stands by itself"}.get(
        shape, shape
    )


def _line_end(code: bytes, offset: int, limit: int) -> int:
    end = code.find(b"\n", offset)
    return min(end + 1, limit) if 0 <= end < limit else min(offset, limit)
