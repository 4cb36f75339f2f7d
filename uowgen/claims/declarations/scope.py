"""Where a claim is to be looked at: a file, a folder, a module, a crate, a function, a type, or the whole tree.

It finds regions of code and judges nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import files_of, resolved_path
from uowgen.claims.kind import Finding, fails, undecided
from uowgen.claims.names import bare_name, is_path, owner_name
from uowgen.claims.subject import KINDS_OF, find, find_method
from uowgen.facts.impls import impls_for
from uowgen.facts.modules import declarations_of_module, file_of_module
from uowgen.rust.syntax import errors

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.grammar import Node


def _of_path(case: Case, modules: tuple[Declaration, ...], place: str) -> tuple[Declaration, ...]:
    """Those of `modules` whose files lie where the whole of `place` says, as `crate::mm` is `src/mm.rs`; all, if none does."""
    first, *rest = place.removesuffix("()").split("::")
    names = rest if first in ("crate", "self", "super") else [first, *rest]
    wanted = "/".join([*(("src",) if first == "crate" else ()), *names])
    found = []
    for module in modules:
        file = file_of_module(case.code, module)
        path = "" if file is None else file.path.removesuffix(".rs").removesuffix("/mod")
        if f"/{path}".endswith(f"/{wanted}"):
            found.append(module)
    return tuple(found) if rest and found else modules


class Region(NamedTuple):
    """A piece of code: a file, and the node in it that is meant (the root for a whole file)."""

    file: CodeFile
    node: Node


def regions(case: Case, place: str, having: str = "") -> tuple[Region, ...] | Finding:
    """The code that `place` means; without a place the files of the tree that contain the bytes `having`."""
    if not place:
        if not case.code.tree.paths():
            return undecided("empty-tree", "the tree has no Rust file")
        paths = case.code.paths_with(having) if having else tuple(p for p in case.code.tree.paths() if p.endswith(".rs"))
        return _files(case, paths)
    if is_path(place):
        if place.endswith("/"):
            below = tuple(p for p in case.code.tree.paths() if p.endswith(".rs") and f"/{p}".find(f"/{place}") >= 0)
            return _files(case, below) if below else fails("file-not-found", f"no Rust file lies below `{place}`")
        paths = resolved_path(case, place)
        if not paths:
            return fails("file-not-found", f"the tree has no file `{place}`")
        if len(paths) > 1:
            return undecided("subject-ambiguous", f"`{place}` could be {', '.join(f'`{p}`' for p in paths)}")
        return _files(case, paths)
    if "/" in place.strip("/"):
        return _below_folder(case, place)
    if place == "crate":
        return _crate_root(case)
    crate = library_of(case, place)
    if crate and not find(case, place).found:
        return _files(case, (crate,))
    # `Type::write` is no module, even where there is a module `write`.
    owned = owner_name(place)[:1].isupper()
    modules = () if owned else _of_path(case, declarations_of_module(case.code, bare_name(place)), place)
    if modules and not place.endswith("()"):
        alike = [d for d in find(case, place, KINDS_OF["fn"], tests=True).found if not d.owner]
        if alike:
            return undecided("subject-ambiguous", f"`{place}` is a module and a function", modules[0], alike[0])
        found = []
        for module in modules:
            file = file_of_module(case.code, module)
            found.append(Region(file, file.rust.root) if file is not None else Region(module.file, module.item.node))
        return tuple(found)
    subject = find_method(case, place) if place.endswith("()") or bare_name(place)[:1].islower() else find(case, place)
    if not subject.found:
        subject = find(case, place, tests=True)._replace(problem=subject.problem)  # a test is a place as well
    if not subject.found:
        return subject.none(f"`{place}` was not found")
    whole = [Region(d.file, d.item.node) for d in subject.found]
    for declaration in subject.found:
        if declaration.item.kind in ("struct", "enum", "union", "trait"):
            whole += [Region(d.file, d.item.node) for d in impls_for(case.code, declaration).own]
    return tuple(whole)


def _below_folder(case: Case, place: str) -> tuple[Region, ...] | Finding:
    """The files of a folder that is named without a stroke at its end, with the file of the module that it is the folder of."""
    wanted = place.removeprefix("./")
    folders: dict[str, list[str]] = {}
    for path in case.code.tree.paths():
        before, there, rest = f"/{path}".partition(f"/{wanted}")
        if there and path.endswith(".rs") and (rest == ".rs" or rest.startswith("/")):
            folders.setdefault(before, []).append(path)
    if not folders:
        return undecided("no-place", f"no Rust file lies below `{place}`")
    if "" not in folders and len(folders) > 1:
        return undecided("subject-ambiguous", f"`{place}` could be {', '.join(f'`{f[1:]}/{wanted}`' for f in sorted(folders))}")
    return _files(case, tuple(folders.get("") or next(iter(folders.values()))))


def _crate_root(case: Case) -> tuple[Region, ...] | Finding:
    """The root file of the one crate that the files of the spec belong to."""
    roots = set()
    for path in files_of(case):
        folder = path
        while folder:
            folder = folder.rpartition("/")[0]
            here = [f"{folder}/{root}".lstrip("/") for root in ("src/lib.rs", "src/main.rs")]
            found = next((root for root in here if case.code.tree.read(root) is not None), None)
            if found is not None:
                roots.add(found)
                break
    if len(roots) != 1:
        return undecided("no-place", "which crate is meant is not clear")
    return _files(case, tuple(roots))


def library_of(case: Case, name: str) -> str:
    """The root file of the crate whose package, library or folder is called `name`; empty if the tree has no such one."""
    wanted = name.strip().replace("-", "_")
    if wanted == "crate" or not wanted.replace("_", "").isalnum():
        return ""
    for path in case.code.tree.paths():
        if path.endswith("Cargo.toml"):
            source = case.code.tree.read(path)
            if source is None:
                continue
            manifest, folder = source.data.decode("utf-8", "replace"), path.removesuffix("Cargo.toml")
            names = (package_name(manifest), package_name(manifest, "[lib]"), folder.rstrip("/").rpartition("/")[2])
            if any(name.replace("-", "_") == wanted for name in names):
                for root in ("src/lib.rs", "src/main.rs"):
                    if case.code.tree.read(folder + root) is not None:
                        return folder + root
    return ""


def package_name(manifest: str, table: str = "[package]") -> str:
    """The `name` of the `[package]` table (or of another); empty if there is none."""
    inside = False
    for line in manifest.splitlines():
        bare = line.strip()
        if bare.startswith("["):
            inside = bare == table
        elif inside and bare.partition("=")[0].strip() == "name" and '"' in bare:
            return bare.split('"')[1]
    return ""


def _files(case: Case, paths: tuple[str, ...]) -> tuple[Region, ...] | Finding:
    found = []
    for path in paths:
        file = case.code.file(path)
        if file is None:
            return undecided("unreadable", f"`{path}` cannot be read")
        if errors(file.rust.root):
            return undecided("syntax-errors", f"`{path}` has syntax errors, which may hide something")
        found.append(Region(file, file.rust.root))
    return tuple(found)
