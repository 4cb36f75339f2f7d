"""From the anchors of a directive to items of one file: what the words put the code into, and what they put it beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.operations.conditions import under_said_condition
from uowgen.operations.insert_items import is_test_module
from uowgen.regex import when_used
from uowgen.rust.find import find_items
from uowgen.rust.items import items_of, nested

if TYPE_CHECKING:
    from collections.abc import Iterable

    from uowgen.model import Anchor, Directive
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile

BESIDE = ("before", "after")
LANDMARKS = frozenset(
    [
        "imports",
        "file",
        "module",
        "tests",
        "re-exports",
        "constants",
        "struct",
        "enum",
        "impl",
        "trait",
        "fn",
        "method",
        "match",
        "loop",
        "variants",
        "fields",
        "derives",
        "body",
        "top",
        "end",
    ]
) | {"module declarations"}


class Hit(NamedTuple):
    """An anchor with the items that it can mean in the file at hand (several: ambiguous, none: not an item there)."""

    anchor: Anchor
    items: tuple[Item, ...]


def hits_of(file: RustFile, directive: Directive) -> tuple[Hit, ...]:
    """The anchors of `directive` that name something, each with its items in `file`, in the directive's order."""
    found = []
    for anchor in directive.anchors:
        if anchor.noun == "file" or (anchor.name in LANDMARKS and not _is_declared(file, anchor)):
            continue
        items = named_by(file, anchor)
        if anchor.relation in ("in", "start_of", "end_of") and (denied := denied_in(directive, items)):
            items = tuple(i for i in items if i not in denied)
            if not items:
                continue
        if anchor.noun == "impl" and len(items) > 1:
            # `the Device impl for Disk`: another name of the words says whose.
            said = {other.name for other in directive.anchors if other is not anchor}
            if f"its {anchor.name}" in " ".join(directive.words.replace("`", "").split()):
                said = _named_last(directive, anchor) or said
            items = tuple(i for i in items if i.name.partition(" for ")[2].partition("<")[0] in said) or items
        if len(items) > 1 and _INHERENT.search(directive.words):
            items = tuple(i for i in items if " for " not in (i.name if i.kind == "impl" else i.parent)) or items
        found.append(Hit(anchor, under_said_condition(file, directive.words, items) if len(items) > 1 else items))
    return tuple(found)


def _named_last(directive: Directive, anchor: Anchor) -> set[str]:
    """What the words name last before `anchor`, for which an `its` stands there."""
    if anchor.span is None:
        return set()
    earlier = [a for a in directive.anchors if a.span is not None and a.span.start < anchor.span.start]
    return {max(earlier, key=lambda a: a.span.start if a.span is not None else 0).name} if earlier else set()


_INHERENT = when_used(r"\b[Ii]nherent (?:impl|method|function|one|`impl)\b|\b[Ii]nherent `")


def denied_in(directive: Directive, items: Iterable[Item]) -> tuple[Item, ...]:
    """Those of `items` of which the words say that the code does not go there: ``It cannot live inside `mod unit`, so …``."""
    said = [a or b for a, b in _DENIED.findall(" ".join(directive.words.split()))]
    found = {name.strip().removeprefix("mod ").removesuffix("()") for name in said}
    return tuple(i for i in items if i.name in found or i.label in found)


_DENIED = when_used(
    r"\b(?:can't|can’t|cannot|can not|won't|won’t|mustn't|must not|shouldn't|should not|may not|do not|don't|don’t|never|not)\b"
    r"(?: (?:be|go|live|stand|sit|belong|put|place|placed|add|added|it|this|them|simply|just|in|to))*"
    r" (?:in|inside|inside of|into|within|to) (?:the )?(?:module |mod )?`([^`]+)`|\b[Oo]utside (?:of )?(?:the )?(?:module |mod )?`([^`]+)`"
)


def named_by(file: RustFile, anchor: Anchor) -> tuple[Item, ...]:
    """The items that `anchor` can mean: by attribute (`#[cfg(test)]`), else by name, kind and what stands around them."""
    name = anchor.name.strip()
    if name.startswith("#[") and name.endswith("]"):
        wanted = "".join(name.split())
        return tuple(i for i in items_of(file) if any("".join(a.split()) == wanted for a in i.attributes))
    noun = (
        anchor.noun
        if anchor.noun not in ("block", "file", "statement", "line", "section", "definition", "match", "loop", "binding")
        else ""
    )
    found = find_items(file, name, noun, anchor.within)
    if noun == "impl" and not found and name.replace("_", "a").isalnum():
        found = tuple(i for i in items_of(file) if _is_impl_of(i, name))
        if not found:
            functions = (i for i in items_of(file) if i.kind == "fn" and not i.in_macro)
            found = tuple(i for f in functions for i in nested(file, f) if _is_impl_of(i, name))
        owned = tuple(i for i in found if i.name.partition(" for ")[2].partition("<")[0] == anchor.within)
        return owned or found or find_items(file, name, "", anchor.within)
    if not found and noun:
        found = find_items(file, name, "", anchor.within)
    if not found and not noun and anchor.relation in BESIDE and name[:1].isupper() and name.isidentifier():
        traits = tuple(i for i in items_of(file) if _is_impl_of(i, name) and " for " in i.name and not i.in_macro)
        found = traits if len(traits) == 1 else ()  # `before the `Default` one`
    if not found and name.endswith(">") and noun in ("impl", ""):  # `From<&Entry>`: the impl of that trait
        wanted = "".join(name.split()) + "for"
        found = tuple(i for i in items_of(file) if i.kind == "impl" and not i.in_macro and _has_trait(_header(file, i), wanted))
    if len(found) > 1 and anchor.within.startswith("impl"):  # one trait for several types: `From<A>` and `From<B>`
        wanted = "".join(anchor.within.rstrip("{ ").split())
        holders = [(i, holder_of(file, i)) for i in found]
        found = tuple(i for i, h in holders if h is not None and _header(file, h) == wanted) or found
    if len(found) > 1 and name.startswith("impl"):
        return tuple(i for i in found if _header(file, i) == "".join(name.split())) or found
    return found


def _is_impl_of(item: Item, trait: str) -> bool:
    return item.kind == "impl" and item.name.partition(" for ")[0].partition("<")[0] == trait


def _has_trait(header: str, wanted: str) -> bool:
    """Whether an impl's header, without white space, is of the trait that `wanted` (with `for` behind it) writes out."""
    at = header.find(wanted)
    return at > 0 and (header[:at].endswith(("impl", ">", "::")))


def _header(file: RustFile, item: Item) -> str:
    """`impl<T:Clone>CloneforX<T>`: what tells the impls of one type apart, without white space."""
    return "".join(file.source.slice(item.span).partition("{")[0].split())


def test_modules(file: RustFile) -> tuple[Item, ...]:
    """The test modules of the file at top level; the one called `tests` alone if there is one."""
    found = [i for i in items_of(file) if not i.path and i.body is not None and (is_test_module(i) or i.label == "mod tests")]
    named = [i for i in found if i.name == "tests"]
    return tuple(named if len(named) == 1 else found)


def test_module(file: RustFile) -> Item | None:
    """The one test module of the file, if there is exactly one at top level."""
    found = test_modules(file)
    return found[0] if len(found) == 1 else None


def inside(file: RustFile, owner: Item, kinds: Iterable[str] = ()) -> tuple[Item, ...]:
    """The items directly inside `owner`, of `kinds` if any are given."""
    wanted = set(kinds)
    path = (*owner.path, owner.label)
    return tuple(i for i in items_of(file) if i.path == path and owner.span.contains(i.span) and (not wanted or i.kind in wanted))


def holder_of(file: RustFile, item: Item) -> Item | None:
    """The item that directly encloses `item`."""
    around = [i for i in items_of(file) if i.span != item.span and i.span.contains(item.span) and not i.in_macro]
    return around[-1] if around else None


def _is_declared(file: RustFile, anchor: Anchor) -> bool:
    """Whether a word such as `tests` is also the name of an item here, and not only a landmark."""
    return anchor.name not in ("imports", "file", "tests", "module") and bool(find_items(file, anchor.name, anchor.noun))
