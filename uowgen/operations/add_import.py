"""Writes `use` declarations, module declarations and re-exports among those that are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.insert_items import Spot, after_item, before_item, insert
from uowgen.operations.work import Done, applied, applies, candidate, refused
from uowgen.rust.items import items_of, same_code
from uowgen.rust.layout import indent_at, line_end, line_start
from uowgen.rust.syntax import is_comment, is_inner
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile


def add_imports(file: RustFile, code: bytes, uses: tuple[Item, ...], within: Item | None) -> Done:
    """The `use` declarations of `code` behind the last one of the file (or of the module `within`)."""
    within = within or _module_of_old(file, uses)
    label = within.label if within is not None else "imports"
    scope = (*within.path, within.label) if within is not None else ()
    there = [i for i in items_of(file) if i.kind == "use" and i.path == scope]
    missing = []
    for use in uses:
        text = code[use.whole.start : use.whole.end]
        if any(same_code(text, file.source.data[i.whole.start : i.whole.end]) for i in there) or _covered(use, there):
            continue
        clash = _clash(use, there)
        if clash is not None:
            return refused(
                "add_import", label, "would-duplicate", f"`{use.name}` clashes with `use {clash.name}`", "import it under another name",
                [candidate(file, clash)],
            )  # fmt: skip
        own = _defined_here(file, use, scope)
        if own is not None:
            return refused(
                "add_import", label, "would-duplicate", f"the file defines `{own.name}` itself, which `{use.name}` would bring in again",
                "say that it is to be removed, in a step before this one", [candidate(file, own)],
            )  # fmt: skip
        missing.append((use, text))
    if not missing:
        return applied("add_import", label, "imported already", there[0].span if there else None)
    grown = [[i for i in there if _outgrown(use, i)] for use, _ in missing]
    taken = [i for found in grown for i in found]
    rest: list[tuple[Item, bytes]] = []
    replaced: list[Done] = []
    for (use, text), found in zip(missing, grown, strict=True):
        if found and not _shared(use, [i for i in there if i not in found]) and (len(missing) == 1 or len(found) == 1):
            replaced.append(_grow(file, label, text, found))
        else:
            rest.append((use, text))
    if replaced and not rest:
        first = replaced[0]
        return first if len(replaced) == 1 else first._replace(edits=tuple(edit for done in replaced for edit in done.edits))
    private = next((i for use, _ in rest if _head(use) != b"" for i in there if i not in taken and _hidden(use, i)), None)
    if private is not None:
        return refused(
            "add_import", label, "would-duplicate", f"`use {private.name}` brings the same name in for this file alone",
            "say that it is to be replaced", [candidate(file, private)],
        )  # fmt: skip
    text = b"\n".join(_still_missing(use, text, there) for use, text in rest)
    if there:
        spot = after_item(file, there[-1])
        done = insert("add_import", file, spot, text, label, "behind the last import", tight=True)
    else:
        done = insert("add_import", file, _top(file, within), text, label, "at the top, there are no imports yet")
    return done._replace(edits=(*(edit for one in replaced for edit in one.edits), *done.edits))


def _module_of_old(file: RustFile, uses: tuple[Item, ...]) -> Item | None:
    """The one inline module whose imports those of the block take up, where all come from `super` and none of the file itself is."""
    if not all(leaf.startswith("super::") for use in uses for leaf in leaves_of(use.name)):
        return None
    every = [i for i in items_of(file) if i.kind == "use" and any(_outgrown(use, i) or _same_names(use, i) for use in uses)]
    owners = {i.path for i in every}
    if len(owners) != 1 or () in owners:
        return None
    path = owners.pop()
    found = [i for i in items_of(file) if i.kind == "mod" and (*i.path, i.label) == path]
    return found[0] if len(found) == 1 else None


def _same_names(use: Item, item: Item) -> bool:
    return _head(use) == _head(item) and leaves_of(item.name) == leaves_of(use.name)


def _hidden(use: Item, item: Item) -> bool:
    """Whether `item` imports for the file alone what `use` is to bring in for others, too."""
    return not item.attributes and not _head(item) and bool(leaves_of(use.name) & leaves_of(item.name))


def _outgrown(use: Item, item: Item) -> bool:
    """Whether `use` brings in all that `item` does and more, in the same way (visibility, attributes)."""
    return not use.attributes and not item.attributes and _head(use) == _head(item) and leaves_of(item.name) < leaves_of(use.name)


def _head(use: Item) -> bytes:
    """What stands before the path: `pub use`."""
    return b"".join((use.node.text or b"").partition(b"use ")[0].split())


def _shared(use: Item, there: list[Item]) -> bool:
    """Whether some other import already brings in a part of `use`."""
    return bool(leaves_of(use.name) & {leaf for i in there for leaf in leaves_of(i.name)})


def _grow(file: RustFile, label: str, text: bytes, outgrown: list[Item]) -> Done:
    """The import in place of those that it takes up: the first is replaced, the others go with their lines."""
    data, path = file.source.data, file.source.path
    indent = indent_at(data, outgrown[0].span.start)
    edits = [Edit(path, outgrown[0].span, text.strip().replace(b"\n", b"\n" + indent))]
    for item in outgrown[1:]:
        edits.append(Edit(path, Span(line_start(data, item.span.start), line_end(data, item.span.end)), b""))
    names = ", ".join(f"`use {i.name}`" for i in outgrown)
    return applies("add_import", label, f"in place of {names}, which it takes up", outgrown[0].span, *edits)


def _still_missing(use: Item, text: bytes, there: list[Item]) -> bytes:
    """The text of `use` without the names that other imports bring in from the same path already: twice is an error."""
    wanted = leaves_of(use.name)
    left = wanted - {leaf for i in there if not i.attributes for leaf in leaves_of(i.name)}
    if left == wanted or not left or use.attributes:
        return text
    leads = {leaf.rpartition("::")[0] for leaf in left}
    if len(leads) != 1:
        return b"\n".join((_shown_head(use) + leaf + ";").encode() for leaf in sorted(left))
    lead = leads.pop()
    names = sorted(leaf.rpartition("::")[2] for leaf in left)
    inside = names[0] if len(names) == 1 else "{" + ", ".join(names) + "}"
    return f"{_shown_head(use)}{lead}{'::' if lead else ''}{inside};".encode()


def _shown_head(use: Item) -> str:
    return (use.node.text or b"").partition(b"use ")[0].decode("utf-8", "replace") + "use "


def declare_module(file: RustFile, code: bytes, modules: tuple[Item, ...]) -> Done:
    """Module declarations (`mod x;`) behind the last one of the file, else above its first item."""
    there = [i for i in items_of(file) if i.kind == "mod" and not i.path]
    bare = [i for i in there if i.body is None]
    missing = []
    for module in modules:
        same = next((i for i in there if i.name == module.name), None)
        if same is not None:
            text = code[module.whole.start : module.whole.end]
            if same_code(text, file.source.data[same.whole.start : same.whole.end]):
                continue
            return refused(
                "declare_module", module.label, "item-exists-differently", f"`mod {module.name}` is declared otherwise",
                "say that it is to be replaced", [candidate(file, same)],
            )  # fmt: skip
        missing.append(code[module.whole.start : module.whole.end])
    label = ", ".join(m.label for m in modules)
    if not missing:
        return applied("declare_module", label, "declared already")
    text = b"\n".join(missing)
    if bare:
        return insert(
            "declare_module", file, after_item(file, bare[-1]), text, label, "behind the last module declaration", tight=True
        )
    uses = [i for i in items_of(file) if i.kind == "use" and not i.path]
    if uses:
        return insert("declare_module", file, before_item(file, uses[0]), text, label, "above the imports")
    return insert("declare_module", file, _top(file, None), text, label, "at the top")


def _top(file: RustFile, within: Item | None) -> Spot:
    """Behind the inner documentation and attributes of the file or module."""
    data = file.source.data
    node = file.root
    if within is not None:
        body = within.node.child_by_field_name("body")
        assert body is not None
        node = body
    offset, indent = (0, b"") if within is None else (line_end(data, node.start_byte), indent_at(data, within.span.start) + b"    ")
    if within is None and data.startswith(b"\xef\xbb\xbf"):
        offset = 3
    for child in node.children:
        if is_inner(child):
            offset = line_end(data, child.end_byte - 1)
        elif not is_comment(child) and child.type not in ("{", "shebang"):
            break
    return Spot(offset, indent, opened=within is not None and offset == line_end(data, node.start_byte))


def _covered(use: Item, there: list[Item]) -> bool:
    """Whether every name that `use` brings in, without renames or globs, is brought in from the same path already."""
    wanted = leaves_of(use.name)
    have = {leaf for i in there for leaf in leaves_of(i.name)}
    return (
        bool(wanted) and not use.attributes and use.node.child(0).type == "use" and wanted <= have if use.node.child(0) else False
    )


def _clash(use: Item, there: list[Item]) -> Item | None:
    if use.attributes:
        return None
    wanted = {leaf.rpartition("::")[2].partition(" as ")[2] or leaf.rpartition("::")[2]: leaf for leaf in leaves_of(use.name)}
    for item in there:
        if item.attributes:
            continue
        for leaf in leaves_of(item.name):
            name = leaf.rpartition("::")[2]
            name = name.partition(" as ")[2] or name
            if name not in wanted or name in ("*", "_", "self") or wanted[name] == leaf:
                continue
            # A type cannot be imported twice, not even by two ways to one; other names may be of a module and of a function.
            if name[:1].isupper() or _roots_differ(wanted[name], leaf):
                return item
    return None


def _defined_here(file: RustFile, use: Item, scope: tuple[str, ...]) -> Item | None:
    """A type, trait or alias of the same scope that has a name which `use` brings in: the two would clash."""
    if use.attributes:
        return None
    names = {leaf.rpartition("::")[2].partition(" as ")[2] or leaf.rpartition("::")[2] for leaf in leaves_of(use.name)}
    return next(
        (
            i
            for i in items_of(file)
            if i.kind in _TYPES and i.path == scope and i.name in names and not any("cfg" in a for a in i.attributes)
        ),
        None,
    )


_TYPES = ("struct", "enum", "union", "trait", "type")


def _roots_differ(first: str, second: str) -> bool:
    """`std::fmt` and `core::fmt` are one; a path from `crate`, `self` or `super` may be another way to the same item."""
    relative = ("crate", "self", "super")
    a, b = first.split("::")[0], second.split("::")[0]
    return not (a in relative or b in relative) and not ({a, b} <= {"std", "core", "alloc"})


def leaves_of(tree: str) -> set[str]:
    """Every full path that a use tree names: `a::{b, c as d}` gives `a::b` and `a::c as d`; `a::{self}` gives `a`."""
    found: set[str] = set()
    stack = [("", tree.strip().rstrip(";").strip())]
    while stack:
        prefix, text = stack.pop()
        brace = text.find("{")
        if brace < 0:
            leaf = (prefix + text.strip()).removesuffix("::self")
            if text.strip():
                found.add(leaf)
            continue
        head = prefix + text[:brace].strip()
        depth, start = 0, brace + 1
        for n in range(brace, len(text)):
            if text[n] == "{":
                depth += 1
            elif text[n] == "}":
                depth -= 1
            if (text[n] == "," and depth == 1) or (text[n] == "}" and depth == 0):
                stack.append((head, text[start:n].strip()))
                start = n + 1
                if depth == 0:
                    break
    return found
