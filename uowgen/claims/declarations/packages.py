"""The packages of a tree by their manifests: which one a file belongs to, what features it declares, which of several things are in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.claims.at_hand import files_of, resolved_path
from uowgen.claims.mentioned import rust_files_in
from uowgen.facts.members import PLAIN_TYPES

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration


def features_above(case: Case, path: str) -> frozenset[str]:
    """The features, and the optional dependencies that count as such, of the package that the file at `path` belongs to."""
    features = (_manifest(case, f"{package_of(case, path)}Cargo.toml") or {}).get("features")
    return frozenset(features) if isinstance(features, dict) else frozenset()


def in_same_package(case: Case, found: tuple[Declaration, ...]) -> tuple[Declaration, ...]:
    """Those types of `found` that stand in the package to which all Rust files belong that the spec names; none where there is no such package."""
    folders = {package_of(case, path) for path in files_of(case)}
    if len(folders) != 1:
        return ()
    folder = folders.pop()
    return tuple(d for d in _types(found) if package_of(case, d.file.path) == folder)


def in_files_of_the_head(case: Case, found: tuple[Declaration, ...]) -> tuple[Declaration, ...]:
    """Those types of `found` in the Rust files that the document names between its title and its first section: what it is to change."""
    lines = case.document.slice(case.spec.span).split("\n")
    end = next((n for n, line in enumerate(lines) if n and line.startswith("#")), len(lines))
    paths = {p for written in rust_files_in("\n".join(lines[1:end])) for p in resolved_path(case, written)}
    return tuple(d for d in _types(found) if d.file.path in paths)


def _types(found: tuple[Declaration, ...]) -> tuple[Declaration, ...]:
    """`found` if they are types: functions of one name are many, and a section may speak of any of them."""
    return found if all(d.item.kind in PLAIN_TYPES for d in found) else ()


def package_of(case: Case, path: str) -> str:
    """The folder, with `/` behind it, of the nearest manifest above the file at `path`; empty for the root."""
    folder = path
    while "/" in folder:
        folder = folder.rpartition("/")[0]
        if case.code.tree.read(f"{folder}/Cargo.toml") is not None:
            return f"{folder}/"
    return ""


def _manifest(case: Case, path: str) -> dict[str, Any] | None:
    import tomllib

    source = case.code.tree.read(path)
    if source is None:
        return None
    try:
        return tomllib.loads(source.data.decode("utf-8", "replace"))
    except ValueError:
        return None
