"""The packages of a tree by their manifests: which one a file belongs to, what features it declares, where one of a name stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from uowgen.claims.kind import Case


def features_above(case: Case, path: str) -> frozenset[str]:
    """The features, and the optional dependencies that count as such, of the package that the file at `path` belongs to."""
    folder = path
    while folder:
        folder = folder.rpartition("/")[0]
        read = _manifest(case, f"{folder}/Cargo.toml" if folder else "Cargo.toml")
        if read is not None:
            features = read.get("features")
            return frozenset(features) if isinstance(features, dict) else frozenset()
    return frozenset()


def folders_of_package(case: Case, name: str) -> tuple[str, ...]:
    """The folders with a manifest whose package is called `name`, with `-` and `_` taken for the same."""
    wanted = name.replace("-", "_")
    found = []
    for path in case.code.tree.paths():
        if path == "Cargo.toml" or path.endswith("/Cargo.toml"):
            source = case.code.tree.read(path)
            if source is None or (name not in source.data.decode("utf-8", "replace") and wanted not in source.data.decode("utf-8", "replace")):
                continue
            package = (_manifest(case, path) or {}).get("package")
            if isinstance(package, dict) and str(package.get("name", "")).replace("-", "_") == wanted:
                found.append(path.removesuffix("Cargo.toml"))
    return tuple(found)


def _manifest(case: Case, path: str) -> dict[str, Any] | None:
    import tomllib

    source = case.code.tree.read(path)
    if source is None:
        return None
    try:
        return tomllib.loads(source.data.decode("utf-8", "replace"))
    except ValueError:
        return None
