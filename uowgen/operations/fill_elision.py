"""A block that shows an item with gaps: the gaps stand for the members that are there, what it shows besides is new or changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.add_members import add_members, same_member
from uowgen.operations.insert_items import after_item, before_item, end_of_body, insert
from uowgen.operations.targets import inside
from uowgen.operations.work import Done, applied, candidate, refused
from uowgen.rust.find import find_items
from uowgen.rust.fragment import is_elision
from uowgen.rust.items import Item, items_of, same_code
from uowgen.rust.layout import line_start
from uowgen.rust.syntax import RustFile
from uowgen.text import Source, Span

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.rust.fragment import Fragment

_ADVICE = "show only what is new and say where it goes, or write the item in full"


def fill(file: RustFile, directive: Directive, fragment: Fragment) -> Done:
    """One struct, enum, impl or trait with gaps between its members, or a function with gaps in it; anything else with gaps is refused."""
    items = fragment.items
    if items and all(i.kind == "use" for i in items):
        return _imports(file, directive, fragment)
    if len(items) > 1:
        return _several(file, directive, fragment)
    if len(items) == 1 and items[0].kind == "fn":
        from uowgen.operations.fill_body import fill_function

        return fill_function(file, directive, fragment.code, items[0])
    if len(items) != 1 or items[0].kind not in ("struct", "enum", "impl", "trait") or items[0].body is None:
        return refused("change_code", "", "elided-code", "the block leaves something out, and nothing says what", _ADVICE)
    shown = RustFile(Source("", fragment.code))
    new = items[0]
    members = [m for m in inside(shown, new) if not _has_gap(fragment.code, m)]
    partly = [m for m in inside(shown, new) if _has_gap(fragment.code, m)]
    if any(m.kind != "fn" for m in partly) or not _gaps_between(shown, new, partly):
        return refused("change_code", new.label, "elided-code", f"a member of `{new.label}` is shown with gaps", _ADVICE)
    found = [i for i in find_items(file, new.label) if i.kind == new.kind] if new.kind != "impl" else _impls(file, new)
    if len(found) != 1:
        code = "anchor-ambiguous" if found else "anchor-not-found"
        return refused(
            "change_code", new.label, code, f"the file has {len(found)} `{new.label}`", "", [candidate(file, i) for i in found]
        )
    done = add_missing(file, found[0], fragment.code, members) if members or not partly else None
    for member in partly:
        if done is not None and done.status == "refused":
            return done
        done = _both(done, _filled(file, directive, fragment.code, member, found[0]))
    assert done is not None
    return done


def _imports(file: RustFile, directive: Directive, fragment: Fragment) -> Done:
    """Imports with gaps between them, which stand for other imports."""
    from uowgen.operations.add_import import add_imports
    from uowgen.operations.spots import module_named
    from uowgen.operations.targets import hits_of

    if any(_has_gap(fragment.code, i) for i in fragment.items):
        return refused("change_code", "imports", "elided-code", "an import is shown with gaps", _ADVICE)
    bare = tuple(i._replace(whole=i.span) if not i.attributes else i for i in fragment.items)
    return add_imports(file, fragment.code, bare, module_named(file, directive, hits_of(file, directive)))


def _several(file: RustFile, directive: Directive, fragment: Fragment) -> Done:
    """Several items that the file has, each shown with gaps or as it is: all of them filled, or none."""
    done: Done | None = None
    for item in fragment.items:
        one = _one_of_several(file, directive, fragment, item)
        if one.status == "refused":
            return one
        done = _both(done, one)
    assert done is not None  # there are several items
    return done


def _one_of_several(file: RustFile, directive: Directive, fragment: Fragment, item: Item) -> Done:
    """One of the items of a block with gaps: laid over the one of its name that the file has; refused where that is not known."""
    from uowgen.rust.fragment import read_fragment

    code = fragment.code
    there = _impls(file, item) if item.kind == "impl" else [i for i in items_of(file) if (i.kind, i.name) == (item.kind, item.name)]
    if len(there) != 1 or there[0].in_macro:
        return refused(
            "change_code", item.label, "elided-code", f"the file has {len(there)} `{item.label}`, and the block leaves something out",
            _ADVICE, [candidate(file, i) for i in there],
        )  # fmt: skip
    own = code[line_start(code, item.span.start) : item.span.end]
    if same_code(code[item.span.start : item.span.end], file.source.data[there[0].span.start : there[0].span.end]):
        return applied("change_code", item.label, "it is there already", there[0].span)
    if not _has_gap(code, item):
        return refused("change_code", item.label, "elided-code", f"`{item.label}` is shown whole among items with gaps", _ADVICE)
    return fill(file, directive, read_fragment(own.decode("utf-8", "replace")))


def _filled(file: RustFile, directive: Directive, code: bytes, member: Item, owner: Item) -> Done:
    """The member that is shown with gaps, laid over the one of its name that `owner` has."""
    from uowgen.operations.fill_body import fill_known

    there = [m for m in inside(file, owner) if (m.kind, m.name) == (member.kind, member.name)]
    if len(there) != 1:
        return refused(
            "change_code",
            owner.label,
            "elided-code",
            f"`{member.name}` is shown with gaps, and `{owner.label}` has {len(there)}",
            _ADVICE,
        )
    return fill_known(file, directive, code, member, there[0])


def _both(first: Done | None, second: Done) -> Done:
    """Two outcomes in one item as one; what is there already adds nothing to what is not."""
    if first is None or second.status == "refused" or (first.status, second.status) == ("applied", "applies"):
        return second
    return first._replace(edits=(*first.edits, *second.edits)) if second.status == "applies" else first


def add_missing(file: RustFile, old: Item, code: bytes, members: list[Item]) -> Done:
    """Those of `members` (of `code`) that `old` lacks, each beside its neighbour; refused if one that it has is another."""
    there = {(m.kind, m.name): m for m in inside(file, old)}
    data = file.source.data
    missing: list[Item] = []
    for member in members:
        have = there.get((member.kind, member.name))
        text = code[member.whole.start : member.whole.end]
        if have is None:
            missing.append(member)
        elif not same_member(text, data[have.whole.start : have.whole.end]) and not same_member(
            code[member.span.start : member.span.end], data[have.span.start : have.span.end]
        ):
            return refused(
                "change_code", old.label, "item-exists-differently", f"`{old.name}` has another `{member.name}`",
                "say that it changes, and show both sides", [candidate(file, have)],
            )  # fmt: skip
    if not missing:
        return applied("change_code", old.label, f"all that is shown is in `{old.label}` already", old.span)
    done: Done | None = None
    for group in _groups(members, missing):
        one = _added(file, old, code, group, members, there)
        if one.status == "refused":
            return one
        done = one if done is None else done._replace(edits=(*done.edits, *one.edits))
    assert done is not None
    return done


def _groups(members: list[Item], missing: list[Item]) -> list[tuple[Item, ...]]:
    """`missing` cut into runs of those that stand side by side in the block."""
    groups: list[tuple[Item, ...]] = []
    for member in missing:
        if groups and members.index(member) == members.index(groups[-1][-1]) + 1:
            groups[-1] = (*groups[-1], member)
        else:
            groups.append((member,))
    return groups


def _added(
    file: RustFile, old: Item, code: bytes, group: tuple[Item, ...], members: list[Item], there: dict[tuple[str, str], Item]
) -> Done:
    """One run of new members: behind the one that the block has before them, else before the one behind them, else at the end."""
    at, end = members.index(group[0]), members.index(group[-1]) + 1
    earlier = [m for m in members[:at] if (m.kind, m.name) in there]
    later = [m for m in members[end:] if (m.kind, m.name) in there]
    beside, relation = None, "end_of"
    if earlier and not _gap_in(code, earlier[-1], group[0]):
        beside, relation = there[(earlier[-1].kind, earlier[-1].name)], "after"
    elif later and not _gap_in(code, group[-1], later[0]):
        beside, relation = there[(later[0].kind, later[0].name)], "before"
    if old.kind in ("struct", "enum"):
        kind = "add_field" if old.kind == "struct" else "add_variant"
        return add_members(kind, file, old, code, group, beside, relation)
    text = b"\n\n".join(_lines(code, m) for m in group)
    spot = (
        end_of_body(file, old) if beside is None else after_item(file, beside) if relation == "after" else before_item(file, beside)
    )
    return insert("add_method", file, spot, text, old.label, f"in `{old.label}`")


def _impls(file: RustFile, new: Item) -> list[Item]:
    return [i for i in items_of(file) if i.kind == "impl" and i.name == new.name]


def _has_gap(code: bytes, member: Item) -> bool:
    return any(is_elision(row) for row in code[member.span.start : member.span.end].decode("utf-8", "replace").split("\n")[1:-1])


def _gaps_between(shown: RustFile, new: Item, partly: list[Item]) -> bool:
    """Whether the gaps stand between members or in those `partly` shown, not inside another one or outside of the item."""
    assert new.body is not None
    spans = [m.span for m in inside(shown, new) if m not in partly]
    at = 0
    for row in shown.source.data.split(b"\n"):
        if is_elision(row.decode("utf-8", "replace")):
            span = Span(at + len(row) - len(row.lstrip()), at + len(row))
            if not new.body.contains(span) or any(s.overlaps(span) for s in spans):
                return False
        at += len(row) + 1
    return True


def _gap_in(code: bytes, first: Item, second: Item) -> bool:
    between = code[first.span.end : second.whole.start] + code[second.whole.start : second.span.start]
    return any(is_elision(row) for row in between.decode("utf-8", "replace").split("\n"))


def _lines(code: bytes, item: Item) -> bytes:
    start = code.rfind(b"\n", 0, item.whole.start) + 1
    text = code[start if not code[start : item.whole.start].strip() else item.whole.start : item.whole.end]
    return b"\n".join(row for row in text.split(b"\n") if not is_elision(row.decode("utf-8", "replace")))
