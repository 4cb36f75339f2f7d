"""From the words of a directive to the offset at which items are written: beside what, inside of what, at which end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.model import Anchor
from uowgen.operations.existing import ambiguous
from uowgen.operations.groups import group_said
from uowgen.operations.inner_places import module_said
from uowgen.operations.insert_items import Spot, after_item, before_item, end_of_body, end_of_file, start_of_body
from uowgen.operations.targets import BESIDE, LANDMARKS, Hit, denied_in, holder_of, inside, test_module, test_modules
from uowgen.operations.work import Done, candidate, refused
from uowgen.regex import when_used
from uowgen.rust.find import nearest_names
from uowgen.rust.items import Item, items_of
from uowgen.rust.matching import lex

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.operations.chunks import Chunk
    from uowgen.rust.syntax import RustFile


def nearest_of(file: RustFile, items: tuple[Item, ...], directive: Directive) -> Item | None:
    """Of items that could all be meant, the one that stands clearly nearest to the cited line; None if none does."""
    if directive.cited is None:
        return None
    first = directive.cited[0]
    away = sorted((abs(file.source.line_of(i.span.start) - first), n) for n, i in enumerate(items))
    return items[away[0][1]] if away[0][0] <= 40 and away[1][0] > 3 * max(away[0][0], 5) else None


def not_there(file: RustFile, directive: Directive, hits: tuple[Hit, ...]) -> Done | None:
    """The refusal if the words put the code beside things none of which the file has, into a type that it lacks, or in two places."""
    beside = [h for h in hits if h.anchor.relation in BESIDE]
    marks = [
        (a.relation, mark)
        for a in directive.anchors
        if a.relation in BESIDE and a.name in _MARKS and (mark := _landmark(file, a.name)) is not None
    ]
    meant = [(h.anchor.relation, h.items[0]) for h in beside if len(h.items) == 1]
    twice = _contradictory(file, [*meant, *marks]) or _into_nothing(file, directive, hits)
    if twice is not None:
        return twice
    landmarks = [
        a for a in directive.anchors if a.relation in BESIDE and a.name in LANDMARKS and _landmark(file, a.name) is not None
    ]
    lone = _ONE_TEST.search(" ".join(directive.words.split()))
    if not beside and lone is not None and any(a.relation in BESIDE and a.name == "tests" for a in directive.anchors):
        return refused(
            "add_test", "tests", "anchor-not-found", "the words do not say by its name which test it goes beside", "name the test"
        )
    if not beside or landmarks or any(h.items for h in beside) or _beside_comment(file, directive, None) is not None:
        return None
    anchor = beside[0].anchor
    near = nearest_names(file, anchor.name)
    advice = f"did you mean `{near[0].name}`?" if near else "write the name as it stands in the file"
    return refused(
        f"insert_{anchor.relation}", anchor.name, "anchor-not-found", f"`{file.source.path}` has no `{anchor.name}`", advice,
        [candidate(file, i) for i in near],
    )  # fmt: skip


# `below the test of step 1`, `after the other test:`: one that is not named; `after the tests` is a place.
_ONE_TEST = when_used(
    r"\b(?:below|after|above|before|beneath|under|beside|behind) (?:the|that|this) (?:\w+ )?test(?=\s*(?:[:,.(]|$|of\b|from\b|in (?:step|task)\b))",
    re.IGNORECASE,
)
_MARKS = ("imports", "tests", "re-exports", "constants", "module declarations")


def _contradictory(file: RustFile, beside: list[tuple[str, Item]]) -> Done | None:
    """The refusal if the code is to stand above one thing and below another that comes later."""
    above = [item for relation, item in beside if relation == "before"]
    below = [item for relation, item in beside if relation == "after"]
    for first, last in ((a, b) for a in above for b in below):
        if first.path == last.path and first.span.start <= last.span.start:
            return refused(
                "insert_item", last.label, "contradictory", f"`{first.name}` stands above `{last.name}`: nothing is before the one and after the other",
                "keep one of the two places", [candidate(file, first), candidate(file, last)],
            )  # fmt: skip
    return None


def _into_nothing(file: RustFile, directive: Directive, hits: tuple[Hit, ...]) -> Done | None:
    """The refusal if the sentence itself puts the code into a type, and the file has nothing of what the words name."""
    if directive.verb not in ("add", "insert", "append") or any(h.items for h in hits):
        return None
    for hit in hits:
        name = hit.anchor.name
        typed = name.isidentifier() and name[:1].isupper() and not name.isupper()
        if hit.anchor.relation in ("in", "start_of", "end_of") and typed and name in directive.words:
            near = nearest_names(file, name)
            advice = f"did you mean `{near[0].name}`?" if near else "name the file that has it"
            rows = [candidate(file, i) for i in near]
            return refused(
                "insert_item", name, "anchor-not-found", f"`{file.source.path}` has no `{name}` to put it into", advice, rows
            )
    return None


def with_first_or_last(
    file: RustFile, directive: Directive, hits: tuple[Hit, ...], owner: Item | None, chunk: Chunk
) -> tuple[Hit, ...]:
    """`hits`, and before them what is the first or last of its kind in the owner, where the words put the code at the head or the tail of those:
    ``the first constant of `impl X` ``.
    """
    said = _OF_ITS_KIND.search(" ".join(directive.words.split()))
    if (
        said is None
        or owner is None
        or owner.kind not in ("impl", "trait", "mod")
        or any(h.anchor.relation in BESIDE and h.items for h in hits)
    ):
        return hits
    kind = "const" if said[2].lower().startswith("const") else "fn"
    there = inside(file, owner, (kind,))
    if not there or any(i.kind != kind for i in chunk.items):
        return hits
    first = said[1].lower() == "first"
    item = there[0] if first else there[-1]
    return (Hit(Anchor("before" if first else "after", item.name, kind), (item,)), *hits)


_OF_ITS_KIND = when_used(
    r"\b(first|last|final) (?:new |associated )?(constant|const|method|function|fn)\b(?=(?: of| in|:|,|$))", re.IGNORECASE
)


def spot_of(
    file: RustFile, directive: Directive, hits: tuple[Hit, ...], owner: Item | None, chunk: Chunk
) -> tuple[Spot, str, str, str]:
    for hit in hits:
        if hit.anchor.relation in BESIDE and len(hit.items) == 1:
            item = _at_level(file, hit.items[0], owner)
            if hit.anchor.relation == "before":
                inner = None
                if "between" in directive.words.lower():
                    from uowgen.operations.beside_comment import below_its_comment

                    inner = below_its_comment(file, directive, item)
                if inner is not None:
                    return inner, "insert_before", item.label, f"between its comment and `{item.label}`"
                return before_item(file, item), "insert_before", item.label, _above(item)
            return after_item(file, item), "insert_after", item.label, f"below `{item.label}`"
    remark = _beside_comment(file, directive, owner)
    if remark is not None:
        return remark, "insert_item", "comment", "beside the comment that is quoted"
    for anchor in directive.anchors:
        if anchor.relation in BESIDE and anchor.name in _MARKS:
            found = _landmark(file, anchor.name, owner)
            if found is not None:
                spot = before_item(file, found) if anchor.relation == "before" else after_item(file, found)
                return (
                    spot,
                    f"insert_{anchor.relation}",
                    anchor.name,
                    f"{'above' if anchor.relation == 'before' else 'below'} the {anchor.name}",
                )
    for hit in hits:
        # An item does not go into a function; `at the end of alpha` is below it.
        if hit.anchor.relation == "end_of" and len(hit.items) == 1 and hit.items[0].kind == "fn" and not hit.items[0].path:
            return after_item(file, hit.items[0]), "insert_after", hit.items[0].label, f"below `{hit.items[0].label}`"
    edge = next((a.relation for a in directive.anchors if a.relation in ("start_of", "end_of")), "")
    beside = [h.items[0] for h in hits if h.anchor.relation == "near" and len(h.items) == 1 and h.items[0].kind == "fn"]
    if owner is not None and not edge and len(beside) == 1 and chunk.sort in ("fn", "method") and _held_by(beside[0], owner):
        return after_item(file, beside[0]), "insert_after", beside[0].label, f"below `{beside[0].label}`"
    if owner is not None:
        if edge == "start_of" and owner.kind == "mod" and (uses := inside(file, owner, ("use",))):
            return after_item(file, uses[-1]), "append_item", owner.label, f"at the start of `{owner.label}`, below its imports"
        if edge == "start_of":
            return start_of_body(file, owner), "append_item", owner.label, f"at the start of `{owner.label}`"
        consts = inside(file, owner, ("const",)) if owner.kind in ("impl", "trait") else ()
        if consts and not edge and all(i.kind == "const" for i in chunk.items):
            return after_item(file, consts[-1]), "insert_after", consts[-1].label, f"below `{consts[-1].label}`"
        uses = inside(file, owner, ("use",)) if owner.kind == "mod" else ()
        if uses and not edge and all(i.kind in ("const", "static", "type") for i in chunk.items):
            return after_item(file, uses[-1]), "insert_after", owner.label, f"below the imports of `{owner.label}`"
        return end_of_body(file, owner), "append_item", owner.label, f"at the end of `{owner.label}`"
    if edge == "start_of":
        found = _landmark(file, "imports")
        tops = [i for i in items_of(file) if not i.path]
        if found is not None:
            return after_item(file, found), "append_item", file.source.path, "below the imports"
        if tops:
            return before_item(file, tops[0]), "append_item", file.source.path, "above the first item"
    own = chunk.items[0].name.partition(" for ")[2] or chunk.items[0].name if chunk.items[0].kind == "impl" else ""
    near = next(
        (
            h.items[0]
            for h in hits
            if h.anchor.relation == "near" and len(h.items) == 1 and not h.items[0].path and h.items[0].name != own
        ),
        None,
    )
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
    group = group_said(file, directive, chunk)
    if group is not None:
        return after_item(file, group), "insert_after", group.label, f"below `{group.label}`, the last of its group"
    denied = denied_in(directive, test_modules(file))
    if denied:
        return Spot(len(file.source.data), b"", close=True), "append_item", file.source.path, "at the end of the file"
    only = _only_tests(file)
    if only is not None:
        return end_of_body(file, only), "append_item", only.label, f"at the end of `{only.label}`, which is all of the file"
    return end_of_file(file), "append_item", file.source.path, "at the end of the file, before its tests"


def _beside_comment(file: RustFile, directive: Directive, owner: Item | None) -> Spot | None:
    if "`//" not in directive.words:
        return None
    from uowgen.operations.beside_comment import comment_spot

    return comment_spot(file, directive, owner)


def _only_tests(file: RustFile) -> Item | None:
    """The test module that a file consists of: what is added to such a file is for its tests."""
    tops = [i for i in items_of(file) if not i.path and i.kind != "use"]
    return tops[0] if len(tops) == 1 and tops[0].body is not None and test_module(file) == tops[0] else None


def _held_by(item: Item, owner: Item) -> bool:
    return item.path == (*owner.path, owner.label) and owner.span.contains(item.span)


def in_a_row(file: RustFile, hits: tuple[Hit, ...], chunk: Chunk) -> bool:
    """Whether one-line items go beside one of their kind in a run without blank lines (`mod a;` `mod b;`), and so want none."""
    beside = next((h.items[0] for h in hits if h.anchor.relation in BESIDE and len(h.items) == 1), None)
    rows = chunk.code.strip().count(b"\n") + 1
    if (
        beside is None
        or rows != len(chunk.items)
        or any(i.kind != beside.kind or i.whole.start < i.span.start for i in chunk.items)
    ):
        return False
    line = file.source.line_of(beside.span.start)
    if (beside.kind == "mod" and beside.body is None) or beside.kind == "use":
        return True  # these stand together even when there is only one as yet
    return file.source.line_of(beside.span.end - 1) == line and any(
        i.kind == beside.kind and i.path == beside.path and abs(file.source.line_of(i.span.start) - line) == 1
        for i in items_of(file)
    )


def _above(item: Item) -> str:
    return f"above the documentation of `{item.name}`" if item.whole.start < item.span.start else f"above `{item.label}`"


def _landmark(file: RustFile, name: str, owner: Item | None = None) -> Item | None:
    """What a word such as `imports` stands for at the top of the file, or in `owner` if the code is to stand in that."""
    tops = [i for i in items_of(file) if not i.path] if owner is None else [*inside(file, owner)]
    if name == "tests":
        return test_module(file) if owner is None else None
    if name in ("imports", "re-exports"):
        found = [i for i in tops if i.kind == "use"]
    elif name == "module declarations":
        found = [i for i in tops if i.kind == "mod" and i.body is None]
    else:
        found = [i for i in tops if i.kind == "const"] or [i for i in tops if i.kind == "static"]
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


def owner_of(file: RustFile, directive: Directive, hits: tuple[Hit, ...], chunk: Chunk) -> Item | Done | None:
    """What the items are to stand in: a module, an impl or a trait that the words name; None for the file itself."""
    if chunk.sort == "test" or (chunk.sort == "fn" and _wants_tests(directive)):
        beside = next((h.items[0] for h in hits if h.anchor.relation in BESIDE and len(h.items) == 1), None)
        if beside is not None and beside.path:
            return holder_of(file, beside)
        said = [i for h in hits if h.anchor.relation in ("in", "start_of", "end_of") and len(h.items) == 1 for i in h.items]
        if denied_in(directive, tuple(i for i in items_of(file) if i.kind == "mod" and not i.path)):
            return None
        holding = [i for i in said if i.kind == "mod" and any("test]" in a for t in inside(file, i, ("fn",)) for a in t.attributes)]
        if holding:  # a module of whatever name that has tests, as those of integration tests do
            return holding[0]
        modules = test_modules(file)
        helping = _having_helpers(file, chunk) if len(modules) != 1 else []
        if len(helping) == 1:
            return helping[0]
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
                return ambiguous(file, hit)
            if holders:
                return holders[0]
    beside = next((h.items[0] for h in hits if h.anchor.relation in BESIDE and len(h.items) == 1), None)
    constants = all(i.kind == "const" for i in chunk.items)
    if beside is not None and beside.path and chunk.sort in ("fn", "item"):
        holder = holder_of(file, beside)
        if chunk.sort == "fn" and holder is not None and holder.kind in ("impl", "trait") and _FREE.search(directive.words):
            return None
        member = chunk.sort == "fn" or (constants and beside.kind == "const")
        if holder is not None and holder.kind in ("impl", "trait", "mod") and (member or holder.kind == "mod"):
            return holder
    if constants and beside is None and directive.noun == "const":
        return _inherent(file, hits)
    if any(a.relation in ("in", "end_of", "start_of") and a.name == "tests" for a in directive.anchors):
        return test_module(file)
    if beside is None and all(i.kind in ("const", "static", "type", "macro call") for i in chunk.items):
        return module_said(file, directive)
    return None


_FREE = when_used(
    r"\b(?:free|module-level|module level|standalone|top-level|top level|plain) (?:helper )?(?:function|fn|helper)s?\b",
    re.IGNORECASE,
)


def _having_helpers(file: RustFile, chunk: Chunk) -> list[Item]:
    """The modules with tests that alone declare a function which the tests of `chunk` call."""
    tokens = [t.text for t in lex(chunk.code)]
    called = {word for last, word, mark in zip(["", *tokens], tokens, tokens[1:], strict=False) if mark == "(" and last not in _OF}
    mods = [i for i in items_of(file) if i.kind == "mod" and not i.path and i.body is not None]
    own = {i.name for i in items_of(file) if i.kind == "fn" and not i.path} | {i.name for i in chunk.items}
    known = [(mod, inside(file, mod, ("fn",))) for mod in mods]
    return [
        m for m, fns in known if called & ({f.name for f in fns} - own) and any("test]" in a for f in fns for a in f.attributes)
    ]


_OF = frozenset([".", "::", "fn"])


def _inherent(file: RustFile, hits: tuple[Hit, ...]) -> Item | None:
    """The one inherent impl of the type that the words put a constant into; None if there is none or no type is named."""
    named = {
        i.name
        for h in hits
        if h.anchor.relation == "in" and len(h.items) == 1
        for i in h.items
        if i.kind in ("struct", "enum", "union")
    }
    impls = [i for i in items_of(file) if i.kind == "impl" and i.name in named and i.body is not None]
    return impls[0] if len(impls) == 1 else None


def _wants_tests(directive: Directive) -> bool:
    return directive.noun == "test" or any(
        a.name == "tests" and a.relation in ("in", "end_of", "start_of") for a in directive.anchors
    )


def module_named(file: RustFile, directive: Directive, hits: tuple[Hit, ...]) -> Item | None:
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
    return module_said(file, directive)
