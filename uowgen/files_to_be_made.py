"""Files that are not there yet, and what belongs to them: which block begins a new file, and which module declares it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.rust.fragment import read_fragment

if TYPE_CHECKING:
    from uowgen.desk import Desk
    from uowgen.model import Block, Spec


def begins_file(path: str, code: str) -> bool:
    """Whether `code` is how a file such as `path` begins, and stands nowhere else: a manifest's `[package]`, `#![no_std]`, `//!`."""
    rows = [row.strip() for row in code.split("\n") if row.strip()]
    if path.endswith("Cargo.toml"):
        return bool(rows) and rows[0] == "[package]"
    head = next((row for row in rows if not row.startswith("//") or row.startswith("//!")), "")
    return path.endswith(".rs") and head.startswith(("#![", "//!"))


def parent_of_new_module(code: str, near: str, block: Block | None, desk: Desk, called: str = "") -> str | None:
    """The file that declares the module which `code` declares or re-exports from, if the run makes the file of that module.

    `near` is the file that the code would go to otherwise: another one than that of the module itself is left as it is. `called` is what
    the words call the file, if they do: `main.rs`.
    """
    if block is None or block.lang not in ("", "rust", "rs"):
        return None
    items = [i for i in read_fragment(code).items if not i.path]
    if not items or any(i.kind not in ("mod", "use") or i.body is not None for i in items):
        return None
    names = {i.name if i.kind == "mod" else i.name.removeprefix("self::").partition("::")[0] for i in items}
    made = [p for p, draft in desk.drafts.items() if draft.original is None and p.endswith(".rs")]
    for name in names:
        if near and not (near in made and near.endswith((f"/{name}.rs", f"/{name}/mod.rs"))):
            continue
        folders = [p[: -len(f"/{name}.rs")] for p in made if p.endswith(f"/{name}.rs")]
        folders += [p[: -len(f"/{name}/mod.rs")] for p in made if p.endswith(f"/{name}/mod.rs")]
        if len(names) == 1 and len(folders) == 1:
            parents = [f"{folders[0]}/{one}.rs" for one in ("mod", "lib", "main")] + [folders[0] + ".rs"]
            there = [p for p in parents if p in desk.drafts or not desk.tree.why_not(p)]
            there = [p for p in there if ("/" + p).endswith("/" + called)] if called else there
            return there[0] if len(there) == 1 else None
    return None


def is_its_own_module(path: str, code: str, block: Block | None) -> bool:
    """Whether `code` is nothing but `mod` lines, one of them for the file at `path` itself."""
    if block is None or block.lang not in ("", "rust", "rs") or "mod " not in code:
        return False
    items = [i for i in read_fragment(code).items if not i.path]
    if not items or any(i.kind != "mod" or i.body is not None for i in items):
        return False
    return any(("/" + path).endswith((f"/{i.name}.rs", f"/{i.name}/mod.rs")) for i in items)


def called_after_its_items(spec: Spec, code: str, block: Block | None, desk: Desk) -> str | None:
    """The one file that the document asks to be made, if what `code` declares is called after it: `OwnerFilter` and `owner.rs`."""
    if block is None or block.lang not in ("", "rust", "rs"):
        return None
    asked = {m.path for m in (*spec.files, *spec.mentioned) if m.use == "create" and m.path.endswith(".rs") and "/" in m.path}
    made = [p for p in asked if (p in desk.drafts and desk.drafts[p].original is None) or desk.tree.why_not(p) == "missing"]
    if len(made) != 1:
        return None
    stem = made[0].rpartition("/")[2].removesuffix(".rs")
    items = [i for i in read_fragment(code).items if not i.path and i.kind in ("struct", "enum", "trait", "mod", "fn", "type")]
    words = {word for i in items for word in _words(i.name)}
    return made[0] if items and set(stem.split("_")) <= words and stem not in ("mod", "lib", "main") else None


def _words(name: str) -> list[str]:
    return "".join("_" + c.lower() if c.isupper() else c for c in name).strip("_").split("_")
