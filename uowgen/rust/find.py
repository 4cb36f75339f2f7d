"""From the words for an item to the items that they can mean.

A bare name means the outermost item of that name; a method is `Type::name`. What is found is syntax: comments, strings and macro
bodies are no items. Which of several is meant is not decided here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.rust.items import Item, bare_type, items_of, nested

if TYPE_CHECKING:
    from uowgen.rust.syntax import RustFile

_KINDS = {
    "fn": ("fn",), "method": ("fn",), "struct": ("struct",), "enum": ("enum",), "trait": ("trait",), "impl": ("impl",),
    "mod": ("mod",), "module": ("mod",), "field": ("field",), "variant": ("variant",), "const": ("const",), "static": ("static",),
    "type": ("struct", "enum", "union", "type", "trait"), "macro": ("macro", "macro call"), "test": ("fn", "mod"),
    "union": ("union",), "use": ("use",), "import": ("use",), "module declaration": ("mod",), "stub": ("fn",), "body": ("fn",),
    "signature": ("fn",), "definition": ("struct", "enum", "union", "type", "trait", "fn"),
}  # fmt: skip
_WORDS = frozenset(["pub", "async", "unsafe", "extern", "const", "default", "crate"])


class Named:
    """A name taken apart: `kind` from its keyword, `owner` from its path or header, `name`, and the `trait` of an impl."""

    __slots__ = ("kind", "name", "owner", "trait")

    def __init__(self, kind: str, name: str, owner: str = "", trait: str = "") -> None:
        self.kind = kind
        self.name = name
        self.owner = owner
        self.trait = trait


def taken_apart(text: str, noun: str = "") -> Named | None:
    """`text` as the name of an item; None if it cannot be one (an expression, a sentence)."""
    row = text.strip().rstrip("{;:, ").strip()
    while row.startswith("#["):
        row = row.partition("]")[2].strip()
    if row.startswith("pub("):
        row = row.partition(")")[2].strip()
    words = row.replace("(", " (", 1).split()
    while words and words[0] in _WORDS:
        if words[0] == "const" and len(words) == 1:
            break
        if words[0] in ("const",) and not (len(words) > 1 and words[1] in ("fn", "unsafe", "async")):
            break
        words.pop(0)
    if not words:
        return None
    if words[0].startswith("impl") and (words[0] == "impl" or words[0].startswith("impl<")):
        return _impl(row[row.index("impl") :])
    kind = noun
    if (
        words[0] in ("fn", "struct", "enum", "trait", "mod", "union", "static", "const", "type", "macro_rules!", "use")
        and len(words) > 1
    ):
        kind = "macro" if words[0] == "macro_rules!" else words[0]
        rest = words[1:]
        if rest[0] in ("mut", "ref") and len(rest) > 1:
            rest = rest[1:]
        name = rest[0]
    else:
        name = row
    for mark in ("(", "<", "{", ":" if kind in ("static", "const", "field") and "::" not in name else "("):
        if not name.startswith(mark):
            name = name.split(mark)[0] if mark in name and not (mark == "<" and "::" in name.partition("<")[0]) else name
    name = name.strip().removesuffix("!").rstrip(";,")
    if "::" in name:
        owner, _, last = name.rpartition("::")
        owner = owner.rpartition("::")[2] if owner.rpartition("::")[2] not in ("self", "crate", "super") else ""
        return Named(kind, last.removeprefix("r#"), owner) if _is_word(last) else None
    if "." in name and name.count(".") == 1 and kind == "field":
        owner, _, last = name.partition(".")
        return Named(kind, last, owner) if _is_word(last) else None
    return Named(kind, name.removeprefix("r#")) if _is_word(name) else None


def without_parameters(head: str) -> str:
    """What stands behind the `impl` of a header, without the generic parameters that it may begin with: `<T> Drop for Guard<T>`."""
    if head.startswith("<"):
        depth = 0
        for n, ch in enumerate(head):
            depth += {"<": 1, ">": -1}.get(ch, 0)
            if depth == 0:
                return head[n + 1 :].strip()
    return head


def _impl(row: str) -> Named | None:
    head = without_parameters(row.removeprefix("impl").strip())
    head = head.split(" where ")[0].rstrip("{ ").strip()
    trait, middle, owner = head.partition(" for ")
    if not middle:
        return Named("impl", bare_type(head)) if head else None
    return Named("impl", bare_type(owner), "", bare_type(trait))


def find_items(file: RustFile, name: str, noun: str = "", within: str = "") -> tuple[Item, ...]:
    """The items of `file` that `name` can mean, the outermost ones only; `within` narrows them to what stands inside that item."""
    named = taken_apart(name, noun)
    if named is None:
        return ()
    found = [i for i in items_of(file) if _fits(i, named)]
    if not found and named.kind in ("", "fn"):
        functions = (i for i in items_of(file) if i.kind == "fn" and not i.in_macro)
        found = [n for f in functions for n in nested(file, f) if n.name == named.name]
    if within:
        inside = taken_apart(within)
        if inside is not None:
            narrowed = [i for i in found if any(_names_label(label, inside) for label in i.path)]
            found = narrowed or found
    return _best(found, named)


def _fits(item: Item, named: Named) -> bool:
    if item.kind == "impl":
        if named.kind != "impl":
            return False
        trait, middle, owner = item.name.partition(" for ")
        if not middle:
            return not named.trait and item.name == named.name
        return owner == named.name and (trait == named.trait)
    if named.kind == "use" or item.kind == "use":
        return named.kind in ("use", "import") and item.kind == "use" and named.name in item.name
    if item.name != named.name:
        return False
    if named.kind and item.kind not in _KINDS.get(named.kind, (item.kind,)):
        return False
    if named.owner:
        return bool(item.path) and _owner_of(item.parent) == named.owner
    return True


def _owner_of(label: str) -> str:
    """The name of the type or module that a label such as `impl Drop for Vma` or `mod x` stands for."""
    kind, _, name = label.partition(" ")
    return name.partition(" for ")[2] or name if kind == "impl" else name


def _names_label(label: str, named: Named) -> bool:
    kind, _, name = label.partition(" ")
    if named.kind == "impl":
        return label == ("impl " + (f"{named.trait} for {named.name}" if named.trait else named.name))
    return _owner_of(label) == named.name or (kind == "fn" and name == named.name)


def _best(found: list[Item], named: Named) -> tuple[Item, ...]:
    """Of several, those at the outermost level; a type before what only shares its name with it."""
    if len(found) <= 1:
        return tuple(found)
    level = min(len(i.path) for i in found)
    outer = [i for i in found if len(i.path) == level]
    real = [i for i in outer if not i.in_macro] or outer
    if len(real) > 1 and not named.kind:
        declared = [i for i in real if i.kind not in ("use", "macro call", "field")]
        real = declared or real
    return tuple(real)


def nearest_names(file: RustFile, name: str, most: int = 3) -> tuple[Item, ...]:
    """The items whose names come nearest to `name`, best first."""
    from difflib import get_close_matches

    named = taken_apart(name)
    wanted = named.name if named is not None else name
    items = {i.name: i for i in reversed(items_of(file)) if i.kind not in ("use", "macro call")}
    return tuple(items[n] for n in get_close_matches(wanted, list(items), most, 0.6))


def _is_word(text: str) -> bool:
    bare = text.removeprefix("r#")
    return bool(bare) and bare.replace("_", "a").isalnum() and not bare[0].isdigit()
