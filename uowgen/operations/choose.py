"""Which way a directive is worked out: as a change of quoted text, a removal, lines of a Cargo.toml, a diff, or code that goes somewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.model import Anchor
from uowgen.operations.existing import difference
from uowgen.operations.narrowing import change_where_meant
from uowgen.operations.new_versions import arm_changes, as_change, speaks_of_field
from uowgen.operations.outer_heads import without_outer_heads
from uowgen.operations.plainly import said_plainly
from uowgen.operations.replace_item import replace_item
from uowgen.operations.route import routes
from uowgen.operations.targets import hits_of
from uowgen.operations.work import Done, Route, candidate, refused
from uowgen.regex import when_used
from uowgen.rust.find import find_items
from uowgen.rust.fragment import gaps_as_comments, read_fragment
from uowgen.rust.items import items_of
from uowgen.rust.matching import lex
from uowgen.spec.change_words import alike

if TYPE_CHECKING:
    from uowgen.model import Block, Directive, Spec
    from uowgen.rust.fragment import Fragment
    from uowgen.rust.syntax import RustFile


def choose(file: RustFile, spec: Spec, directive: Directive, code: str, block: Block | None, original: bytes) -> tuple[Route, ...]:
    """The operations of `directive` on `file`, in order, each a function of the file as it then is; `original` is its text before the run."""
    if file.source.path.endswith(".toml"):
        from uowgen.operations.add_dependency import add_dependency

        return (lambda f: add_dependency(f.source, code, directive.words),)
    if not file.source.path.endswith(".rs"):
        return (
            lambda f: refused(
                "insert_item", f.source.path, "directive-not-understood", "only Rust files and Cargo.toml are edited"
            ),
        )
    sides = directive.sides
    if (
        sides is None
        and directive.before is not None
        and block is not None
        and _are_two_sides(spec.blocks[directive.before].code, code)
    ):
        sides = (spec.blocks[directive.before].code, code)
    if sides is None:
        sides = _shown_again(spec, directive, code) or _left_over(spec, directive, block, code)
    if sides is None and block is not None and block.role == "code":
        from uowgen.operations.shown_before import said_before, shown_under

        sides = said_before(file, directive, code) or shown_under(spec, directive, code)
    if directive.verb == "remove" and (block is None or directive.before is not None):
        from uowgen.operations.removals import removal

        return (lambda f: removal(f, directive, spec.blocks[directive.before].code if directive.before is not None else ""),)
    comments = directive.noun == "comment" and not code.lstrip().startswith(("//", "/*"))  # they go, and the block is what stays
    if directive.verb == "remove" and block is not None and sides is None and not comments:
        from uowgen.operations.removals import removal_shown

        gone = removal_shown(file, directive, code)
        if gone is not None:
            return (lambda f: removal_shown(f, directive, code) or gone,)
    if sides is not None:
        old, new = without_outer_heads(*_all_but_kept(directive, *sides))
        return (lambda f: _change(f, directive, old, new),)
    if block is None:
        if directive.verb == "rename":
            from uowgen.operations.rename_in_item import rename_in_item

            return (lambda f: rename_in_item(f, directive),)
        said = _said_both(directive)
        if said is not None:
            return (lambda f: _change(f, directive, *said),)
        from uowgen.operations.in_words import in_words

        return (lambda f: in_words(f, directive),)
    if (
        directive.noun == "body"
        and _POINTED.search(directive.words)
        and not any(i.kind == "fn" for h in hits_of(file, directive) for i in h.items)
    ):
        why = "the words speak of a function that they do not name"
        return (lambda f: refused("replace_body", "", "directive-not-understood", why, "name the function whose body it is"),)
    from uowgen.operations.uncomment import asks_to_uncomment, stands_commented, uncommented

    if asks_to_uncomment(directive) or (b"//" in file.source.data and stands_commented(file, directive, code)):
        return (lambda f: uncommented(f, code),)
    if "`//" in directive.words or "commented" in directive.words:
        from uowgen.operations.comments_named import quoted_comment_gives_way

        gone = quoted_comment_gives_way(file, directive, code.encode("utf-8", "surrogateescape"))
        if gone is not None:
            return (lambda f: quoted_comment_gives_way(f, directive, code.encode("utf-8", "surrogateescape")) or gone,)
    fragment = read_fragment(code)
    if fragment.elided is not None and fragment.shape in ("unknown", "chain"):
        fragment = read_fragment(gaps_as_comments(code))
    if directive.noun == "import" and fragment.shape == "items" and "remove" in directive.words.lower():
        moved = _moved_away(file, directive, fragment)
        if moved is not None:
            return (moved, *routes(file, directive, fragment))
    from uowgen.operations.renamed_items import renamed_item

    if renamed_item(file, spec, directive, fragment) is not None:
        return (lambda f: renamed_item(f, spec, directive, fragment) or _not_told(),)
    found = said_plainly(file, directive, fragment) or routes(file, directive, fragment)
    if fragment.shape in ("fields", "variants") and len(found) == 1 and block.role == "code":
        from uowgen.operations.type_shown import into_type_shown

        inside = into_type_shown(file, spec, directive, fragment)
        if inside is not None:
            found = (_or_other(found[0], routes(file, inside, fragment), ("anchor-not-found",)),)
    changed = as_change(file, spec, directive, block, fragment, original)
    if changed is not None:
        again = routes(file, changed, fragment)
        if len(again) == len(found):
            differing = ("item-exists-differently",)  # all that is said against it: then it is changed
            return tuple(_or_other(route, (other,), differing) for route, other in zip(found, again, strict=True))
    if len(found) == 1 and block.role == "code" and fragment.shape in ("arms", "initialisers", "statements", "fields"):
        found = (_or_its_new_form(found[0], spec, directive, block, fragment, original),)
    if len(found) == 1 and fragment.shape not in ("comment", "attributes"):
        found = (_or_laid_over(found[0], directive, code),)
    if len(found) == 1 and block.role == "code":
        return (_or_new_form(found[0], spec, directive, fragment, code),)
    return found


def _are_two_sides(before: str, after: str) -> bool:
    """Whether one text can be what the other becomes: statements of a function do not become a type."""
    new = read_fragment(after)
    if new.shape != "items" or any(i.kind not in ("struct", "enum", "union", "trait", "type", "impl", "fn") for i in new.items):
        return True
    if any(i.kind == "fn" and i.body is not None for i in new.items):
        return True
    old = read_fragment(before)
    return "statements" not in old.shapes or bool(old.items) or "fields" in old.shapes or "variants" in old.shapes


# Refusals after which a block may be a new form of rows that are there.
_NOT_TOLD = frozenset(
    (
        "directive-not-understood",
        "elided-code",
        "anchor-not-found",
        "anchor-ambiguous",
        "unresolved-in-document",
        "item-exists-differently",
    )
)
# Refusals that say no more than that the place or the old text was not found by other means.
_NOT_FOUND = frozenset(
    ("directive-not-understood", "elided-code", "anchor-not-found", "anchor-ambiguous", "signature-conflict", "unresolved-in-document",
     "would-duplicate")
)  # fmt: skip


def _or_laid_over(route: Route, directive: Directive, code: str) -> Route:
    """`route`, and where it finds no place, the one that the rows of `code` show."""

    def go(file: RustFile) -> Done:
        done = route(file)
        if done.refusal is None or not (done.refusal.code in _NOT_FOUND or _asks_for_more(directive, done)):
            return done
        from uowgen.operations.array_rows import among_elements
        from uowgen.operations.element_rows import among_arguments
        from uowgen.operations.lay_over import lay_over
        from uowgen.operations.listed_rows import among_rows

        return (
            among_elements(file, directive, code)
            or among_rows(file, directive, code)
            or among_arguments(file, directive, code)
            or lay_over(file, directive, code)
            or done
        )

    return go


def _or_new_form(route: Route, spec: Spec, directive: Directive, fragment: Fragment, code: str) -> Route:
    """`route`, and where it finds no place, the rows of the file that those of `code` are a new form of."""

    def go(file: RustFile) -> Done:
        done = route(file)
        if done.refusal is None or done.refusal.code not in _NOT_TOLD or fragment.shape == "items" or code.lstrip().startswith("}"):
            return done
        from uowgen.operations.new_rows import new_form

        return new_form(file, spec, directive, code, alone=fragment.shape not in ("unknown", "chain", "head")) or done

    return go


def _asks_for_more(directive: Directive, done: Done) -> bool:
    """Whether an item is there in another form, and the words ask to add something to it: then its rows show what is new."""
    if done.refusal is None or done.refusal.code != "item-exists-differently" or not done.target.startswith("fn "):
        return False
    if directive.verb not in ("add", "insert", "append"):
        return False
    name = done.target.rpartition(" ")[2]
    return any(
        a.relation not in ("at", "with", "near") and a.name.removesuffix("()").rpartition("::")[2] == name
        for a in directive.anchors
    )


def _or_other(route: Route, others: tuple[Route, ...], codes: tuple[str, ...]) -> Route:
    """`route`, and where it is refused for one of the reasons `codes`, the other one."""

    def go(file: RustFile) -> Done:
        done = route(file)
        return others[0](file) if done.refusal is not None and done.refusal.code in codes and len(others) == 1 else done

    return go


def _not_told() -> Done:
    return refused("replace_item", "", "anchor-not-found", "what is to be renamed is no longer there", "show the new form once")


def _or_its_new_form(route: Route, spec: Spec, directive: Directive, block: Block, fragment: Fragment, original: bytes) -> Route:
    """`route`, and where the match or the literal has another arm or value of that name, or none is named, what tells that it changes."""
    code = fragment.code.decode("utf-8", "replace")

    def go(file: RustFile) -> Done:
        done = route(file)
        if fragment.shape == "statements":
            if done.refusal is not None and done.refusal.code == "anchor-ambiguous":
                from uowgen.operations.statements_between import between_neighbours
                from uowgen.operations.statements_known import beside_quoted

                return beside_quoted(file, spec, directive, code) or between_neighbours(file, directive, code) or done
            open_yet = done.refusal is not None and done.refusal.code in ("directive-not-understood", "unresolved-in-document")
            if not open_yet:
                return done
            from uowgen.operations.blocks_called import beside_called_block
            from uowgen.operations.statements_between import behind_named
            from uowgen.operations.statements_renewed import renewed
            from uowgen.operations.statements_shrunk import shrunk

            return (
                beside_called_block(file, directive, code)
                or renewed(file, spec, directive, code)
                or shrunk(file, spec, directive, code)
                or behind_named(file, directive, code)
                or done
            )
        if done.refusal is None or done.refusal.code not in ("item-exists-differently", "anchor-not-found"):
            return done
        if fragment.shape == "fields":
            if done.refusal.code != "item-exists-differently" or not speaks_of_field(directive):
                return done
            changing = directive._replace(verb="change")
            again = said_plainly(file, changing, fragment) or routes(file, changing, fragment)
            return again[0](file) if len(again) == 1 else done
        if fragment.shape == "initialisers":
            from uowgen.operations.members_meant import new_value

            return new_value(file, spec, directive, code, original) or done
        if done.refusal.code != "item-exists-differently" or not arm_changes(file, spec, directive, block, fragment.code, original):
            return done
        again = routes(file, directive._replace(verb="change"), fragment)
        return again[0](file) if len(again) == 1 else done

    return go


def _moved_away(file: RustFile, directive: Directive, fragment: Fragment) -> Route | None:
    """The removal of the one item that the words have removed and the block imports instead, if nothing of the file implements it."""
    from uowgen.operations.add_import import leaves_of

    gone = {a.name for a in directive.anchors if a.relation == "at" and a.name != "imports"}
    imported = {leaf.rpartition("::")[2] for i in fragment.items if i.kind == "use" for leaf in leaves_of(i.name)}
    there = [i for i in items_of(file) if not i.path and i.kind not in ("use", "impl") and i.name in gone & imported]
    implemented = any(i.kind == "impl" and i.name.rpartition(" ")[2] in gone for i in items_of(file))
    if len(gone) != 1 or len(there) != 1 or implemented or there[0].in_macro:
        return None
    from uowgen.operations.removals import removal

    asked = directive._replace(
        verb="remove", noun=there[0].kind, block=None, anchors=(Anchor("at", there[0].label, there[0].kind),), words=""
    )
    return lambda f: removal(f, asked, "")


def _said_both(directive: Directive) -> tuple[str, str] | None:
    """The code that is there and the code that is to be, where a sentence about a function gives both: ``In `f`, replace `a()` with `b()` ``."""
    old = [a for a in directive.anchors if a.relation == "at"]
    new = [a for a in directive.anchors if a.relation == "with"]
    if (
        directive.verb not in ("replace", "change")
        or len(old) != 1
        or len(new) != 1
        or not any(a.relation == "in" for a in directive.anchors)
    ):
        return None
    return (old[0].name, new[0].name) if len(lex(old[0].name.encode())) >= 3 else None


def _shown_again(spec: Spec, directive: Directive, code: str) -> tuple[str, str] | None:
    """The code that is there and the code that is to be, where an addition shows the first, quoted just above, together with the new."""
    if directive.block is None or directive.block == 0 or directive.verb not in ("add", "insert", "append", "place"):
        return None
    above = spec.blocks[directive.block - 1]
    if above.role not in ("before", "quote") or any(d.before == directive.block - 1 for d in spec.directives):
        return None
    quoted = [t.text for t in lex(above.code.encode())]
    shown = [t.text for t in lex(code.encode())]
    held = any(shown[n : n + len(quoted)] == quoted for n in (0, len(shown) - len(quoted)))
    return (above.code, code) if 8 <= len(quoted) < len(shown) and held else None


def _left_over(spec: Spec, directive: Directive, block: Block | None, code: str) -> tuple[str, str] | None:
    """The code that is there and the code that is to be, where the block between them is no other side of it: a signature that changes along."""
    if directive.block is None or directive.block < _BETWEEN or block is None or block.role != "code":
        return None
    if directive.before is not None or directive.verb in ("remove", "rename") or read_fragment(code).shape != "statements":
        return None
    last = [d for d in spec.directives if d.block == directive.block - 1]
    old = spec.blocks[last[0].before] if len(last) == 1 and last[0].before == directive.block - _BETWEEN else None
    if old is None or old.headings != block.headings or _are_two_sides(old.code, spec.blocks[directive.block - 1].code):
        return None
    return (old.code, code) if alike(old.code, code) else None


_POINTED = when_used(r"\bbody of (?:that|this) (?:function|method|fn)\b", re.IGNORECASE)
_BETWEEN = 2  # blocks back
_KEPT = when_used(
    r"\b(?:except|but|apart from|save)(?: for)? (?:the |its )?(?:final|last|closing|trailing|return(?:ed)?(?: value)?|tail)? ?`([^`]+)`",
    re.IGNORECASE,
)


def _all_but_kept(directive: Directive, before: str, after: str) -> tuple[str, str]:
    """Both sides of a change without what the words except from it, where the quoted text ends so and the new one does not:
    ``replace everything except the final `Ok(())` ``.
    """
    kept = _KEPT.search(" ".join(f"{directive.words} {directive.lead}".split()))
    if kept is None:
        return before, after
    rows = before.rstrip().split("\n")
    stays = _plain(rows[-1]) == _plain(kept[1]) and not _plain(after).endswith(_plain(kept[1]))
    return ("\n".join(rows[:-1]) + "\n", after) if stays and len(rows) > 1 else (before, after)


def _plain(text: str) -> str:
    return "".join(text.split())


def _change(file: RustFile, directive: Directive, before: str, after: str) -> Done:
    """Quoted text changed; where it is paraphrased but names one item, that item replaced as a whole."""
    done = change_where_meant(file, directive, before, after)
    if done is not None:
        return done
    old, new = read_fragment(before), read_fragment(after)
    if new.elided is None and len(new.items) == 1 and new.shape == "items" and old.shape in ("items", "unknown", "statements"):
        item = new.items[0]
        named = [i for i in old.items if (i.kind, i.name) == (item.kind, item.name)]
        there = [i for i in find_items(file, item.label, "", _within(directive)) if i.kind == item.kind]
        if named and len(there) == 1 and len(old.items) == 1:
            done = replace_item(file, there[0], new.code, item)
            return done._replace(message=f"{done.message}, which is quoted otherwise") if done.status == "applies" else done
        if named and len(there) > 1:
            return refused(
                "replace_item", item.label, "anchor-ambiguous", f"the file has {len(there)} `{item.label}`",
                "say which", [candidate(file, i) for i in there],
            )  # fmt: skip
    hint = ""
    if old.items:
        near = [i for i in items_of(file) if (i.kind, i.name) == (old.items[0].kind, old.items[0].name)]
        if len(near) == 1:
            hint = "\n" + difference(file, near[0], old.code, old.items[0])
    return refused(
        "change_code", "", "unresolved-in-document", "the text to change is nowhere in the file" + hint,
        "quote what is there now; `...` may stand for what stays",
    )  # fmt: skip


def _within(directive: Directive) -> str:
    return next(
        (a.name for a in directive.anchors if a.relation in ("in", "at") and a.noun in ("impl", "trait", "mod", "module")), ""
    )
