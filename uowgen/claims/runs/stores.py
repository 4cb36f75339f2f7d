"""Stores of elsewhere: what the tree does not have, and code only borrows, looks things up in, puts things into and takes them out of.

Such a type is a map from what is given to what is found. It is written out as one, with keys that are numbers, things of the fields that the
code uses, and two things in it from the start, so that what a guard over it does can be seen in it.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.facts.imports import paths_used

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_LOOKING_UP = frozenset("get get_mut".split())
_STANDARD = frozenset({"std", "core", "alloc"})
_NUMBER = "uowgen_number"
_DECLARED = {
    "get": "fn get(&self, key: &{key}) -> Option<&{thing}> {{ self.held.get(key) }}",
    "get_mut": "fn get_mut(&mut self, key: &{key}) -> Option<&mut {thing}> {{ self.held.get_mut(key) }}",
    "insert": "fn insert(&mut self, key: {key}, one: {thing}) -> Option<{thing}> {{ self.held.insert(key, one) }}",
    "remove": "fn remove(&mut self, key: &{key}) -> Option<{thing}> {{ self.held.remove(key) }}",
    "contains_key": "fn contains_key(&self, key: &{key}) -> bool {{ self.held.contains_key(key) }}",
    "contains": "fn contains(&self, key: &{key}) -> bool {{ self.held.contains_key(key) }}",
}
SIZE = 4  # what a constant of elsewhere is that says how much a thing has
_MARK = "// of elsewhere: "


class Store(NamedTuple):
    """The type, the items that declare it with what it holds, the function that makes one, and the constants of elsewhere."""

    name: str
    items: str
    made_by: str
    maker: str
    constants: dict[str, int]
    gone: tuple[str, ...]  # the names of elsewhere that are declared


def store_of(case: Case, declaration: Declaration) -> Store | None:
    """What stands in for the one store that values of a type borrow; None if there is none, or more is done with it."""
    return case.once(f"store of {declaration.item.name}", lambda: _store(case, declaration))


def without_imports(data: bytes, more: str) -> bytes:
    """A file without the imports of what a store in `more` declares."""
    found = re.search(rf"{_MARK}([\w ]+)\n", more)
    text = data.decode("utf-8", "replace")
    for name in found[1].split() if found is not None else ():
        text = re.sub(r"\buse\s[^;]+;", lambda m, n=name: re.sub(rf"\b{n}\b", f"{n}OfElsewhere", m[0]), text)  # type: ignore[misc]
    return text.encode() if found is not None else data


def _store(case: Case, declaration: Declaration) -> Store | None:
    texts = [declaration.file.rust.source.data, *(f.rust.source.data for f in block_files(case))]
    text = re.sub(r"//[^\n]*", "", "\n".join(t.decode("utf-8", "replace") for t in texts))
    paths = [p for use in re.findall(r"\buse\s+([^;]+);", text) for p in paths_used(use) if p and p[0] not in _STANDARD]
    foreign = [n for n in dict.fromkeys(p[-1] for p in paths) if not case.code.declared_anywhere(n)]
    names = [n for n in foreign if n[:1].isupper() and not n.isupper() and re.search(rf":\s*&(?:'\w+\s+)?mut\s+{n}\b", text)]
    if len(names) != 1:
        return None
    name = names[0]
    held = "|".join(dict.fromkeys(re.findall(rf"(\w+)\s*:\s*&(?:'\w+\s+)?(?:mut\s+)?{name}\b", text)))
    called = re.findall(rf"\b(?:{held})\s*\.\s*(\w+)\s*\(\s*&?\s*(?:\w+\s*\.\s*)*(\w*)", text)
    methods = {m for m, _ in called}
    if not (methods <= set(_DECLARED) and "insert" in methods and methods & _LOOKING_UP) or re.search(rf"\b{name}::", text):
        return None
    others = [n for n in foreign if n != name and re.search(rf"\b{n}\b", re.sub(r"\buse\s[^;]+;", "", text))]
    keys = {t for _, arg in called if arg for t in re.findall(rf"\b{arg}\s*:\s*&?(\w+)\b", text)} & set(others)
    sizes = [n for n in others if n.isupper()]
    things = [n for n in others if n not in keys and n not in sizes]
    if len(keys) != 1 or len(things) != 1 or len(sizes) > 1:
        return None
    key, thing = keys.pop(), things[0]
    if re.search(rf"\b{key}\s*(?:::|\()|(?<!for )(?<!impl )\b{key}\s*\{{", text):
        return None
    fields = _fields(text, thing, sizes)
    makers = dict.fromkeys(re.findall(rf"\b{thing}::(\w+)\s*\(", text))
    if not fields or len(re.findall(rf"\b{thing}::\w+\s*\(\s*\)", text)) < len(re.findall(rf"\b{thing}::\w+", text)):
        return None
    return _written(name, key, thing, fields, tuple(makers), sizes, (*others, name), methods)


def _fields(text: str, thing: str, sizes: list[str]) -> dict[str, str]:
    """The fields that code uses of the things, each with its type; none where one of them is not clear."""
    bound = {
        *re.findall(r"\bSome\(\s*(?:mut\s+)?(\w+)\s*\)", text),
        *re.findall(rf"\blet\s+(?:mut\s+)?(\w+)\s*=\s*{thing}::", text),
    }
    own = set(re.findall(r"\b(\w+)\s*:\s*[&A-Za-z\[(]", "".join(re.findall(r"\bstruct\s+\w+[^{;]*\{[^}]*\}", text))))
    used = dict.fromkeys(re.findall(rf"\b(?:{'|'.join(sorted(bound)) or '-'})\.(\w+)\b(?!\s*\()", text))
    found: dict[str, str] = {}
    for field in used:
        if field in own:
            continue
        if re.search(rf"\.{field}\s*\[", text):
            found[field] = f"[u8; {sizes[0]}]" if sizes else ""
        elif re.search(rf"\.{field}\s*=\s*(?:true|false)\b", text):
            found[field] = "bool"
        else:  # a number that is set to one that is given
            given = re.search(rf"\.{field}\s*\+?=\s*(\w+)\s*;", text)
            kind = re.search(rf"\b{given[1]}\s*:\s*(u8|u16|u32|u64|usize)\b", text) if given is not None else None
            found[field] = kind[1] if kind is not None else ""
    return found if all(found.values()) else {}


def _value(kind: str, number: int) -> str:
    """A value of a field, another for each number; a truth of the even ones that are not 0."""
    if kind == "bool":
        return "true" if number and number % 2 == 0 else "false"
    return kind.replace("u8;", f"{number};") if kind.startswith("[") else str(number)


def _written(
    name: str,
    key: str,
    thing: str,
    fields: dict[str, str],
    makers: tuple[str, ...],
    sizes: list[str],
    gone: tuple[str, ...],
    methods: set[str],
) -> Store:
    rows = ", ".join(f"pub {f}: {t}" for f, t in fields.items())
    nothing = ", ".join(f"{f}: {_value(t, 0)}" for f, t in fields.items())
    made = " ".join(f"pub fn {m}() -> Self {{ Self {{ {nothing} }} }}" for m in makers)
    map_ = f"alloc::collections::BTreeMap<{key}, {thing}>"
    items = [
        f"{_MARK}{' '.join(gone)}",
        *(f"const {s}: usize = {SIZE};" for s in sizes),
        f"#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)] pub struct {key} {{ {_NUMBER}: u64 }}",
        f"#[derive(Debug, Clone, PartialEq, Eq)] pub struct {thing} {{ {rows} }} impl {thing} {{ {made} }}",
        f"pub struct {name} {{ held: {map_} }}",
        f"impl {name} {{ {' '.join(_DECLARED[m].format(key=key, thing=thing) for m in sorted(methods | {'insert'}))} }}",
    ]
    held = [", ".join(f"{f}: {_value(t, n)}" for f, t in fields.items()) for n in (7, 8)]
    puts = " ".join(
        f"made.insert({key} {{ {_NUMBER}: {n} }}, {thing} {{ {row} }});" for n, row in zip((0, SIZE), held, strict=True)
    )
    maker = f"__story_lent_{name}_store"
    body = f"let mut made = {name} {{ held: alloc::collections::BTreeMap::new() }}; {puts} made"
    return Store(name, "\n".join(items), maker, f"fn {maker}() -> {name} {{ {body} }}", dict.fromkeys(sizes, SIZE), gone)


__all__ = ["SIZE", "Store", "store_of", "without_imports"]
