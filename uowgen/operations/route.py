"""One directive on one Rust file: which operations its block amounts to, and where each belongs.

Every operation is worked out on the text that the one before it leaves, so the routes are functions of the file as it then is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.add_import import add_imports, declare_module
from uowgen.operations.chunks import Chunk, belongs_inside, chunks, joined, stands_alone
from uowgen.operations.existing import (
    REPLACING,
    ambiguous,
    differs,
    existing_of,
    members_of,
    replace_changed,
    same_as,
    same_named,
    to_replace,
    when_present,
)
from uowgen.operations.foreign import declare, declared_only
from uowgen.operations.inner_places import are_beside_inner, are_statements, refused_elsewhere
from uowgen.operations.insert_items import Spot, after_item, insert
from uowgen.operations.members import add_to_type
from uowgen.operations.methods import merge_into, place_impl, place_methods, place_tests_module
from uowgen.operations.replace_item import replace_item, replace_signature
from uowgen.operations.spots import in_a_row, module_named, nearest_of, not_there, owner_of, spot_of, with_first_or_last
from uowgen.operations.targets import BESIDE, Hit, denied_in, hits_of, test_modules
from uowgen.operations.work import Done, Route, candidate, refuse, refused
from uowgen.rust.fragment import takes_self
from uowgen.rust.items import Item, items_of
from uowgen.rust.layout import reindented
from uowgen.rust.syntax import RustFile
from uowgen.text import Source

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.rust.fragment import Fragment


def routes(file: RustFile, directive: Directive, fragment: Fragment) -> tuple[Route, ...]:
    """What is to be done with the block, in order. At least one route; a refusal is a route that refuses."""
    hits = hits_of(file, directive)
    shape = fragment.shape
    filled = directive.verb in (*REPLACING, "add", "insert", "append", "place")
    if fragment.elided is not None and shape in ("items", "fields", "variants") and filled:
        return _elided(file, directive, fragment, hits)
    if fragment.elided is not None and "statements" in fragment.shapes and filled:
        from uowgen.operations.fill_body import fill_statements

        return (lambda f: fill_statements(f, directive, fragment.code),)
    if fragment.elided is not None:
        return (
            refuse("change_code", "elided-code", "the block leaves something out, and nothing says what", "write the code in full"),
        )
    if shape == "items" and (are_statements(directive, fragment, hits) or are_beside_inner(file, directive, fragment, hits)):
        return _statements(file, directive, fragment, hits)
    if shape == "items":
        return _items(file, directive, fragment, hits)
    if shape in ("fields", "variants", "initialisers", "arms"):
        return add_to_type(file, directive, fragment, hits)
    if shape == "statements":
        from uowgen.operations.called_items import are_items_here, calls_what_is_beside, place_calls

        if calls_what_is_beside(file, directive, fragment.code) is not None:
            return (lambda f: calls_what_is_beside(f, directive, fragment.code) or place_calls(f, directive, fragment.code),)
        if are_items_here(file, directive, fragment.code):
            return (lambda f: place_calls(f, directive, fragment.code),)
    if shape in ("unknown", "chain") and directive.verb in ("add", "insert", "append", "place", "change"):
        from uowgen.operations.more_patterns import add_patterns, are_alternatives

        code = fragment.code.decode("utf-8", "replace")
        if are_alternatives(code):
            return (lambda f: add_patterns(f, directive, code),)
    if shape == "unknown" and fragment.code.lstrip().startswith(b"}"):
        from uowgen.operations.else_branches import add_branch, is_branch

        branch = fragment.code.decode("utf-8", "replace")
        if is_branch(branch) and directive.verb in ("add", "insert", "append", "place"):
            return (lambda f: add_branch(f, directive, branch),)
    if shape == "unknown" and fragment.code.lstrip().startswith(b")"):
        from uowgen.operations.function_tails import is_tail, tail_replaced

        if is_tail(fragment.code) and (tail := tail_replaced(file, directive, fragment.code)) is not None:
            return (lambda f: tail_replaced(f, directive, fragment.code) or tail,)
    if shape not in ("items", "statements") and b"::" in fragment.code:
        from uowgen.operations.use_group import add_to_group, entries_of, speaks_of_group

        code = fragment.code.decode("utf-8", "replace")
        if speaks_of_group(directive) and entries_of(code):
            return (lambda f: add_to_group(f, directive, code),)
    if shape in ("statements", "chain"):
        return _statements(file, directive, fragment, hits)
    if shape == "head":
        return (lambda f: _head(f, directive, fragment),)
    return (
        refuse(
            "insert_item", "directive-not-understood", f"the block is {_said(shape)}, and the words do not say what to do with it"
        ),
    )


def _statements(file: RustFile, directive: Directive, fragment: Fragment, hits: tuple[Hit, ...]) -> tuple[Route, ...]:
    from uowgen.operations.statements import place_statements

    return place_statements(file, directive, fragment, hits)


def _head(file: RustFile, directive: Directive, fragment: Fragment) -> Done:
    """The beginning of an item: its signature (and attributes) replaced, or the members that it shows of an impl."""
    new = fragment.items[0]
    shown = members_of(fragment.code, new)
    if new.kind in ("impl", "trait", "mod") and shown:
        there = [i for i in items_of(file) if i.kind == new.kind and i.name == new.name and not i.path]
        if len(there) == 1:
            return merge_into(file, directive, there[0], new, fragment.code, "add_method")
    old = same_named(file, directive, new)
    if isinstance(old, Done):
        return old
    if old is not None:
        from uowgen.operations.replace_beginning import replace_beginning

        begun = replace_beginning(file, directive, old, fragment)
        if begun is not None:
            return begun
    empty = new.body is not None and not fragment.code[new.body.start : new.body.end].strip()
    if old is None or not empty:
        return refused("replace_signature", new.label, "elided-code", f"`{new.label}` is shown only in part", "show it in full")
    assert new.body is not None  # `empty` says so
    return replace_signature(file, old, fragment.code[new.whole.start : new.body.start], new)


def _items(file: RustFile, directive: Directive, fragment: Fragment, hits: tuple[Hit, ...]) -> tuple[Route, ...]:
    parts = chunks(fragment)
    if any(c.sort == "method" for c in parts):  # free functions beside methods belong to the same impl
        parts = tuple(c._replace(sort="method") if c.sort == "fn" else c for c in parts)
        parts = joined(parts, "method")
    else:
        headers = {i.name for i in items_of(file) if i.kind == "impl" and not i.path}
        parts = tuple(c._replace(sort="item") if stands_alone(c, headers) else c for c in parts)
        parts = joined(parts, "item")
    return tuple(_route_of(chunk, directive, fragment, hits, len(parts)) for chunk in parts)


def _route_of(chunk: Chunk, directive: Directive, fragment: Fragment, hits: tuple[Hit, ...], parts: int) -> Route:
    code = fragment.code
    importing = directive.noun == "import" and chunk.sort == "use"  # what other sentences name is where something else goes
    beside = next((h for h in hits if h.anchor.relation in BESIDE and (not importing or h.anchor.name in directive.words)), None)

    def go(file: RustFile) -> Done:
        here = hits_of(file, directive)
        if chunk.sort == "method":
            from uowgen.operations.owners import not_of_traits

            here = not_of_traits(here, chunk)
        if importing:
            here = tuple(h for h in here if h.anchor.name in directive.words)
        anchored = next((h for h in here if h.anchor.relation in BESIDE), None)
        if anchored is not None and len(anchored.items) > 1 and chunk.sort not in ("use", "mod"):
            from uowgen.operations.one_of_several import one_of

            nearest = one_of(file, directive, anchored, here, chunk) or nearest_of(file, anchored.items, directive)
            if nearest is None:
                return ambiguous(file, anchored)
            here = tuple(h._replace(items=(nearest,)) if h == anchored else h for h in here)
        if chunk.sort == "use" and parts == 1:
            from uowgen.operations.inner_imports import import_in_module

            inner = import_in_module(file, directive, chunk, code, here)
            if inner is not None:
                return inner
        if chunk.sort in ("use", "mod", "re-export") and (parts > 1 or beside is None or len(beside.items) != 1):
            within = module_named(file, directive, here)
            if chunk.sort == "mod":
                return declare_module(file, code, chunk.items)
            swapped = None
            if chunk.sort == "use":
                from uowgen.operations.given_up_import import swapped_import

                swapped = swapped_import(file, directive, chunk, code)
            if chunk.sort == "use" and parts == 1 and swapped is None:
                from uowgen.operations.imports_replaced import imports_replaced

                swapped = imports_replaced(file, directive, chunk)
            if swapped is not None:
                return swapped
            if chunk.sort == "use" and parts == 1:
                from uowgen.operations.given_up_import import with_one_given_up

                renewed = with_one_given_up(file, directive, code, chunk.items)
                if renewed is not None:
                    return renewed
            if chunk.sort == "use":
                from uowgen.operations.beside_import import beside_import

                placed = beside_import(file, directive, code, chunk) if parts == 1 else None
                if placed is not None:
                    return placed
                functions = {i.span: i for h in here if h.anchor.relation == "in" for i in h.items if i.kind == "fn"}
                if not functions:
                    return add_imports(file, code, chunk.items, within)
                if beside is None and parts == 1:
                    from uowgen.operations.local_imports import add_local_imports

                    return add_local_imports(file, code, tuple(functions.values()))
            if chunk.sort == "re-export":
                return _reexport(file, directive, chunk, code)
        if chunk.sort == "tests module":
            return place_tests_module(file, directive, chunk, code)
        if chunk.sort == "impl":
            merged = place_impl(file, directive, chunk, code)
            if merged is not None:
                return merged
        if chunk.sort == "method":
            return place_methods(file, directive, chunk, code, here)
        if parts > 1:  # what the block shows beside an item of its own goes not into that item
            shown = {(i.kind, i.name) for i in fragment.items if i.kind in ("trait", "impl")}
            here = tuple(h for h in here if not any((i.kind, i.name) in shown for i in h.items))
        return _plain(file, directive, chunk, code, here, parts)

    return go


def _plain(file: RustFile, directive: Directive, chunk: Chunk, code: bytes, hits: tuple[Hit, ...], parts: int) -> Done:
    """Items that stand by themselves: there already, replaced, or written where the words or the code say."""
    owner = owner_of(file, directive, hits, chunk)
    if owner is None and chunk.sort == "item" and b"Self" in chunk.code:
        from uowgen.operations.owners import holder_of_self

        owner = holder_of_self(file, directive, hits, chunk)
    if isinstance(owner, Done):
        return owner
    if owner is None and chunk.sort in ("item", "impl"):
        from uowgen.operations.local_items import place_local

        local = place_local(file, directive, chunk, code, hits)
        if local is not None:
            return local
    if owner is None and chunk.sort == "fn" and not any(h.anchor.relation in BESIDE and h.items for h in hits):
        inner = _known_inside(file, directive, chunk, code)
        if inner is not None:
            return inner
    if owner is None and directive.verb in REPLACING and len(chunk.items) == 1 and chunk.sort != "test":
        meant = to_replace(file, directive, chunk.items[0], code)
        if isinstance(meant, Done):
            return meant
        if meant is not None:
            return when_present(file, directive, chunk, code, ((chunk.items[0], meant),))
    if owner is not None and owner.kind in ("trait", "impl"):
        first = chunk.items[0]
        if len(chunk.items) == 1 and (first.kind, first.name) == (owner.kind, owner.name):
            return when_present(file, directive, chunk, code, ((first, owner),))
    from uowgen.operations.const_or_static import turned

    other = turned(file, owner, chunk, code)
    if other is not None:
        return other
    known = existing_of(file, owner, chunk, code)
    if known and len(known) == len(chunk.items):
        return when_present(file, directive, chunk, code, known)
    if known:
        changed = [new for new, old in known if not same_as(file, code, old, new)]
        if changed and directive.verb not in REPLACING:
            return differs(file, code, next(pair for pair in known if pair[0] in changed))
        rest = [i for i in chunk.items if all(i.span != new.span for new, _ in known)]  # an impl is called like its type
        text = b"\n\n".join(code[i.whole.start : i.whole.end] for i in rest)
        added = insert(
            "insert_after", file, after_item(file, known[-1][1]), text, known[-1][1].label, "beside the others of its block"
        )
        if not changed:
            return added
        replaced = replace_changed(file, code, known)
        if replaced.status == "refused" or added.status == "refused":
            return replaced if replaced.status == "refused" else added
        return replaced._replace(edits=(*replaced.edits, *added.edits))
    again = _defined_again(file, chunk, code)
    if again is not None:
        return again
    if directive.verb in REPLACING:
        old = _renamed(file, directive, hits, chunk)
        if old is not None:
            return replace_item(file, old, code, chunk.items[0])
    absent = not_there(file, directive, hits)
    if absent is not None:
        return absent
    if owner is None and any(declared_only(i) for i in chunk.items):
        return declare(file, hits, chunk)
    as_shown = " as is" in directive.words and any(a.relation == "end_of" and a.noun == "file" for a in directive.anchors)
    as_shown = as_shown or bool(denied_in(directive, test_modules(file)))
    if chunk.sort == "test" and owner is None and _wants_module(file) and not as_shown:
        shown = reindented(chunk.code, b"    ", b"    ")
        module = b"#[cfg(test)]\nmod tests {\n    use super::*;\n\n" + shown + b"}\n"
        spot = Spot(len(file.source.data), b"", close=True)
        return insert("add_test", file, spot, module, "mod tests", "in a new test module at the end of the file")
    if owner is not None and owner.kind in ("trait", "impl"):
        foreign = next((i for i in chunk.items if i.kind not in _MEMBERS), None)
        if foreign is not None:
            return refused(
                "insert_item", owner.label, "would-not-parse", f"`{foreign.label}` cannot stand inside `{owner.label}`",
                "say what it goes before or after",
            )  # fmt: skip
    hits = with_first_or_last(file, directive, hits, owner, chunk)
    spot, kind, label, message = spot_of(file, directive, hits, owner, chunk)
    elsewhere = refused_elsewhere(file, directive, hits, chunk) if owner is None and kind == "append_item" else None
    if elsewhere is not None:
        return elsewhere
    if chunk.sort == "test":
        kind = "add_test"
    elif owner is not None and owner.kind in ("impl", "trait") and chunk.sort == "fn":
        kind = "add_method"
    return insert(kind, file, spot, chunk.code, label, message, tight=in_a_row(file, hits, chunk))


def _defined_again(file: RustFile, chunk: Chunk, code: bytes) -> Done | None:
    """The refusal of a macro call that defines what such a call of the file defines already; None if it defines nothing of it."""
    shown = {(i.parent, i.name) for i in items_of(RustFile(Source("", code))) if i.in_macro}
    calls = {i.label for i in chunk.items if i.kind == "macro call"}
    there = [i for i in items_of(file) if i.in_macro and i.parent in calls and (i.parent, i.name) in shown]
    if not there:
        return None
    return refused(
        "insert_item", there[0].label, "would-duplicate", f"`{there[0].name}` is defined in the file already",
        "show only what is new, or the definition before and after", [candidate(file, i) for i in there],
    )  # fmt: skip


_MEMBERS = frozenset({"fn", "const", "type", "macro call"})


def _wants_module(file: RustFile) -> bool:
    """Whether a unit test needs a module of its own here: not where tests stand at top level, as in the files of `tests/`."""
    path = "/" + file.source.path
    loose = any(i.kind == "fn" and not i.path and any("test" in a for a in i.attributes) for i in items_of(file))
    return not loose and "/tests/" not in path and "/benches/" not in path


def _known_inside(file: RustFile, directive: Directive, chunk: Chunk, code: bytes) -> Done | None:
    """Functions that no item at top level is called like, but methods are, or that can only be methods: those, or a refusal."""
    tops = {i.name for i in items_of(file) if not i.path and i.kind == "fn"}
    first = chunk.items[0]
    if len(chunk.items) == 1 and first.name not in tops:
        old = same_named(file, directive, first)
        if isinstance(old, Done):
            return old if directive.verb in REPLACING or belongs_inside(chunk) else None
        another = (
            old is not None and takes_self(old) and not takes_self(first) and "Self" not in chunk.code.decode("utf-8", "replace")
        )
        if old is not None and not another and old.path and not any(label.startswith(("mod ", "fn ")) for label in old.path):
            return when_present(file, directive, chunk, code, ((first, old),))
    if not belongs_inside(chunk):
        return None
    return place_methods(file, directive, chunk, code, hits_of(file, directive))


def _renamed(file: RustFile, directive: Directive, hits: tuple[Hit, ...], chunk: Chunk) -> Item | None:
    """The item that is to be replaced though the new one is called otherwise: the one that the words name."""
    if len(chunk.items) != 1:
        return None
    named = [h.items[0] for h in hits if h.anchor.relation == "at" and len(h.items) == 1 and h.items[0].kind == chunk.items[0].kind]
    return named[0] if len(named) == 1 and directive.verb == "replace" else None


def _reexport(file: RustFile, directive: Directive, chunk: Chunk, code: bytes) -> Done:
    there = [i for i in items_of(file) if i.kind == "use" and not i.path]
    if len(chunk.items) == 1 and directive.verb in REPLACING:
        head = _path_head(chunk.items[0].name)
        old = [i for i in there if _path_head(i.name) == head and not i.name.endswith("*")]
        if len(old) == 1:
            from uowgen.operations.add_import import leaves_of

            if leaves_of(old[0].name) <= leaves_of(chunk.items[0].name):
                return replace_item(file, old[0], code, chunk.items[0])._replace(kind="add_reexport")
    return add_imports(file, code, chunk.items, None)._replace(kind="add_reexport")


def _path_head(tree: str) -> str:
    return tree.split("{")[0].rstrip(": ")


def _elided(file: RustFile, directive: Directive, fragment: Fragment, hits: tuple[Hit, ...]) -> tuple[Route, ...]:
    from uowgen.operations.fill_elision import fill

    return (lambda f: fill(f, directive, fragment),)


def _said(shape: str) -> str:
    return {"comment": "only a comment", "attributes": "only attributes", "unknown": "no Rust that stands by itself"}.get(
        shape, shape
    )
