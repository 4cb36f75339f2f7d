"""Public items of a tree by name, and the path by which a file of the tree can import one: worked out from `mod` lines alone.

A path is given only where every step of it is seen: the modules are declared, and open to the file that asks. No globs, no `#[path]`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.rust.items import Item, items_of
from uowgen.rust.syntax import RustFile
from uowgen.text import Source

if TYPE_CHECKING:
    from uowgen.desk import Desk

_SORTS = ("struct", "enum", "union", "trait", "type", "const", "static")
_MOST = 12  # items of one name: with more of them it says too little


class Crate(NamedTuple):
    """The crate of a file: its `folder`, its `root` file (empty if not seen), the modules from there to the file (None: not declared).

    `standard`: whether it has the standard library (None: not known); `allocates`: whether it names the `alloc` crate.
    """

    folder: str
    root: str
    modules: tuple[str, ...] | None
    standard: bool | None
    allocates: bool


def paths_to(names: set[str], desk: Desk) -> dict[str, list[tuple[str, int]]]:
    """The file and 1-based line of each public item of one of `names`, by name."""
    needles = [f" {name}".encode() for name in sorted(names)]
    paths = set(desk.tree.containing(needles)) | {p for p in desk.drafts if p.endswith(".rs")}
    pattern = re.compile(rb"\b(?:%s)\s+(\w+)" % "|".join(_SORTS).encode())
    wanted = {name.encode() for name in names}
    found: dict[str, list[tuple[str, int]]] = {}
    for path in sorted(paths):
        for word in sorted(wanted.intersection(pattern.findall(_text(path, desk)))):
            rows = found.setdefault(word.decode(), [])
            if len(rows) < _MOST:
                rows += [(path, _line(desk, path, item)) for item in _declared(path, word.decode(), desk)]
    return found


def import_of(name: str, path: str, user: str, desk: Desk) -> str:
    """The path that a `use` of the item `name` of the file `path` has in the file `user`; empty if it is not certain."""
    items = _declared(path, name, desk)
    theirs, ours = crate_of(path, desk), crate_of(user, desk)
    if not items or theirs.modules is None or not theirs.root:
        return ""
    inside = tuple(label.removeprefix("mod ") for label in items[0].path if label.startswith("mod "))
    same = theirs.root == ours.root
    head = "crate" if same else _crate_name(theirs, ours, desk)
    if not head or (not same and b"pub(" in _head(desk, path, items[0])):
        return ""
    steps: list[str] = []
    for n, module in enumerate((*theirs.modules, *inside)):
        parent = (*theirs.modules, *inside)[:n]
        holder = _file_of(theirs, parent[: len(theirs.modules)], desk)
        seen = re.search(rb"(?m)^[ \t]*(pub(?:\(crate\))?\s+)?mod\s+" + module.encode() + rb"\s*[;{]", _text(holder, desk))
        opened = (seen.group(1) or b"").strip() if seen is not None else b""
        near = same and ours.modules is not None and ours.modules[:n] == parent
        if opened == b"pub" or (same and opened) or (near and seen is not None):
            steps.append(module)
            continue
        again = rb"\bpub%s\s+use\s+(?:self::)?%s::(?:[^;]*\b%s\b|\*)[^;]*;" % (
            rb"(?:\(crate\))?" if same else b"", module.encode(), name.encode(),
        )  # fmt: skip
        if not re.search(again, _text(holder, desk)):
            return ""
        break
    return "::".join((head, *steps, name))


def crate_of(path: str, desk: Desk) -> Crate:
    """The crate that the file at `path` belongs to, as its folders and `mod` lines say."""
    folder, middle, rest = ("/" + path).rpartition("/src/")
    folder = folder.strip("/")
    base = f"{folder}/src/" if folder else "src/"
    if not middle or rest.startswith("bin/"):  # tests, benches, binaries: each a crate of its own beside the library
        return Crate(folder, path, (), None, False)
    modules = tuple(rest.removesuffix(".rs").removesuffix("/mod").split("/"))
    for root in (base + "lib.rs", base + "main.rs"):
        text = _text(root, desk)
        if not text:
            continue
        if path == root:
            return _crate(folder, root, (), text)
        if _declares(text, modules[0]):
            crate = _crate(folder, root, modules, text)
            whole = all(_declares(_text(_file_of(crate, modules[:n], desk), desk), modules[n]) for n in range(1, len(modules)))
            return crate if whole else crate._replace(modules=None)
    return Crate(folder, "", None, None, False)


def _crate(folder: str, root: str, modules: tuple[str, ...], text: bytes) -> Crate:
    bare = re.search(rb"(?m)^\s*#!\[(?:no_std|cfg_attr\(not\(test\), no_std\))\]", text) is not None
    perhaps = not bare and b"no_std" in text
    allocates = re.search(rb"\bextern\s+crate\s+alloc\s*;", text) is not None
    linked = re.search(rb"\bextern\s+crate\s+std\b", text) is not None
    return Crate(folder, root, modules, None if perhaps or (bare and linked) else not bare, allocates)


def _declares(text: bytes, module: str) -> bool:
    return re.search(rb"\bmod\s+" + module.encode() + rb"\s*;", text) is not None


def _file_of(crate: Crate, modules: tuple[str, ...], desk: Desk) -> str:
    """The file of the module `modules` of `crate`."""
    if not modules:
        return crate.root
    base = crate.root.rpartition("/")[0] + "/" + "/".join(modules)
    return base + ".rs" if desk.draft(base + ".rs") is not None else base + "/mod.rs"


def _crate_name(theirs: Crate, ours: Crate, desk: Desk) -> str:
    """The name by which `ours` knows the library `theirs`; empty if it does not depend on it or the name is not seen."""
    if not theirs.root.endswith("/lib.rs") and theirs.root != "src/lib.rs":
        return ""
    manifest = _text(f"{theirs.folder}/Cargo.toml".lstrip("/"), desk)
    named = re.search(rb'(?m)^\[package\][^\[]*?^name\s*=\s*"([\w-]+)"', manifest)
    if named is None:
        return ""
    library = re.search(rb'(?m)^\[lib\][^\[]*?^name\s*=\s*"([\w-]+)"', manifest)
    name = named.group(1)
    if theirs.folder != ours.folder:
        wanting = _text(f"{ours.folder}/Cargo.toml".lstrip("/"), desk)
        if not re.search(rb"(?m)^(?:\[dependencies\.)?" + re.escape(name) + rb"(?:\s*[=.]|\])", wanting):
            return ""
    return (library or named).group(1).decode().replace("-", "_")


def _declared(path: str, name: str, desk: Desk) -> list[Item]:
    """The items called `name` that the file offers to others: public ones, directly in it or in its inline modules."""
    known: dict[str, list[Item]] = _parsed(path, desk).kept.setdefault("public", {})
    if name not in known:
        known[name] = [
            i
            for i in items_of(_parsed(path, desk))
            if i.name == name
            and i.kind in _SORTS
            and all(label.startswith(("mod ", "macro call ")) for label in i.path)
            and re.search(rb"\bpub(?:\(crate\))?\s", _head(desk, path, i))
        ]
    return known[name]


def _head(desk: Desk, path: str, item: Item) -> bytes:
    """What stands before the item's keyword and name: attributes, visibility."""
    text = _text(path, desk)[item.whole.start : item.span.end]
    return text[: text.find(item.name.encode(), item.span.start - item.whole.start)].rpartition(b"]")[2]


def _line(desk: Desk, path: str, item: Item) -> int:
    return _parsed(path, desk).source.line_of(item.span.start)


def _parsed(path: str, desk: Desk) -> RustFile:
    return desk.parsed(path) if desk.draft(path) is not None else RustFile(Source(path, b""))


def _text(path: str, desk: Desk) -> bytes:
    draft = desk.draft(path)
    return draft.data if draft is not None else b""
