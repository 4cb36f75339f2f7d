"""Which cargo package holds a file, and where its workspace is: read from the manifests' lines, without starting cargo.

It understands as much of a manifest as is needed for that, and resolves no dependencies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    Read = Callable[[str], str | None]


class Package(NamedTuple):
    """A package: its name, its folder (relative to the base, empty for the base itself), and its crate's name and root file."""

    name: str
    folder: str
    crate: str
    root: str
    edition: str
    paths: tuple[tuple[str, str], ...] = ()


def package_of(path: str, read: Read) -> Package | None:
    """The innermost package around the file `path`; None if there is none. `read` gives a file's text."""
    folder = path
    while folder:
        folder = folder.rpartition("/")[0]
        found = package_in(folder, read)
        if found is not None:
            return found
    return None


def package_in(folder: str, read: Read) -> Package | None:
    """The package whose manifest stands in `folder`."""
    text = read(joined(folder, "Cargo.toml"))
    if text is None:
        return None
    tables = _tables(text)
    name = _string(tables.get("package", {}).get("name", ""))
    if not name:
        return None
    library = tables.get("lib", {})
    root = _string(library.get("path", "")) or "src/lib.rs"
    if read(joined(folder, root)) is None:
        root = "src/main.rs"
    edition = _string(tables["package"].get("edition", "")) or _inherited_edition(folder, read)
    crate = _string(library.get("name", "")) or name.replace("-", "_")
    return Package(name, folder, crate, joined(folder, root), edition, _path_dependencies(folder, tables, read))


def packages(names: tuple[str, ...], manifests: tuple[str, ...], read: Read) -> tuple[Package, ...]:
    """The packages called one of `names`, in whichever of `manifests` (paths of Cargo.toml files) they stand."""
    found = (package_in(path.rpartition("/")[0], read) for path in manifests)
    return tuple(package for package in found if package is not None and package.name in names)


def has_workspace(text: str) -> bool:
    """Whether the manifest `text` declares a workspace."""
    return any(name == "workspace" or name.startswith("workspace.") for name in _tables(text))


def joined(folder: str, name: str) -> str:
    """`folder/name`, with `.` and `..` resolved; a path that leaves the base keeps its leading `..`."""
    parts: list[str] = []
    for part in f"{folder}/{name}".split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _tables(text: str) -> dict[str, dict[str, str]]:
    """Table name to its `key = value` lines, the values as written. Values over several lines are cut at the first."""
    tables: dict[str, dict[str, str]] = {}
    current: dict[str, str] = {}
    for line in text.split("\n"):
        row = line.strip()
        if row.startswith("[") and not row.startswith("[["):
            current = tables.setdefault(row.partition("]")[0].strip("[ ").replace('"', ""), {})
        elif row.startswith("[["):
            current = {}
        elif "=" in row and not row.startswith("#"):
            key, _, value = row.partition("=")
            current[key.strip().strip('"')] = value.strip()
    return tables


def _string(value: str) -> str:
    quote = value[:1]
    return value[1:].partition(quote)[0] if quote in ("'", '"') else ""


def _inherited_edition(folder: str, read: Read) -> str:
    while True:
        text = read(joined(folder, "Cargo.toml"))
        if text is not None and has_workspace(text):
            return _string(_tables(text).get("workspace.package", {}).get("edition", "")) or "2015"
        if not folder:
            return "2015"
        folder = folder.rpartition("/")[0]


def _path_dependencies(folder: str, tables: dict[str, dict[str, str]], read: Read) -> tuple[tuple[str, str], ...]:
    """(crate name, folder) of every dependency that is given by a path."""
    found = []
    for table, rows in tables.items():
        if table == "dependencies":
            for key, value in rows.items():
                path = value.partition("path")[2].lstrip(" =") if value.startswith("{") else ""
                if path:
                    found.append((key, _string(path)))
        elif table.startswith("dependencies.") and "path" in rows:
            found.append((table.removeprefix("dependencies."), _string(rows["path"])))
    known = []
    for key, path in found:
        there = joined(folder, path)
        text = read(joined(there, "Cargo.toml"))
        crate = _string(_tables(text).get("lib", {}).get("name", "")) if text is not None else ""
        known.append((crate or key.replace("-", "_"), there))
    return tuple(known)
