"""What a `use` tree says: the names that it brings in, the paths they come from, the names it changes."""

from __future__ import annotations


def used_names(use: str) -> frozenset[str]:
    """The names that a `use` tree brings in: `a::{b, c as d}` gives b and d. Globs give none."""
    return frozenset(name for path, name in _leaves(use) if name not in ("*", "self", "_", ""))


def paths_used(use: str) -> tuple[tuple[str, ...], ...]:
    """The paths that a `use` tree brings in, as written: `a::{b, c as d}` gives (a, b) and (a, c). A glob ends in `*`."""
    return tuple(path for path, _ in _leaves(use))


def renamed_by(use: str) -> tuple[tuple[str, str], ...]:
    """The names that a `use` tree brings in under another one: `a::{b, c as d}` gives (c, d)."""
    return tuple((path[-1], name) for path, name in _leaves(use) if path and path[-1] not in (name, "*"))


def _leaves(use: str) -> list[tuple[tuple[str, ...], str]]:
    """Each path of a `use` tree with the name that it is known by: the last one, or what follows `as`."""
    found: list[tuple[tuple[str, ...], str]] = []
    around: list[tuple[str, ...]] = [()]  # the path before each open brace
    piece = ""
    for ch in use + ",":
        if ch not in "{},":
            piece += ch
            continue
        written, _, other = piece.partition(" as ")
        parts = tuple(p.strip().removeprefix("r#") for p in written.split("::") if p.strip())
        if ch == "{":
            around.append(around[-1] + parts)
        elif parts:
            path = around[-1] + parts
            path = path[:-1] if path[-1] == "self" and len(path) > 1 else path
            found.append((path, other.strip() or path[-1]))
        if ch == "}" and len(around) > 1:
            around.pop()
        piece = ""
    return found
