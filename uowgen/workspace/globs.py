"""Patterns of paths as the configuration gives them: `docs/**/*.md`, `third_party`, `src/gen_?.rs`.

A pattern that fits a folder covers all that lies below it. It touches no disk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def covers(pattern: str, path: str) -> bool:
    """Whether `pattern` fits `path` (from the root, with `/` between parts) or a folder above it.

    `*` and `?` stand for characters within a part, `**` as a part for any number of parts.
    """
    wanted = _parts(pattern)
    parts = path.split("/")
    return any(_fits(wanted, parts[:n]) for n in range(len(parts), 0, -1))


def covering(patterns: Sequence[str]) -> Callable[[str], bool]:
    """`covers` for any of `patterns`, remembering what it found out about folders."""
    folders: dict[str, bool] = {"": False}
    wanted = [_parts(pattern) for pattern in patterns]

    def covered(path: str) -> bool:
        known = folders.get(path)
        if known is None:
            above = path.rpartition("/")[0]
            parts = path.split("/")
            known = covered(above) or any(_fits(pattern, parts) for pattern in wanted)
            if above:
                folders[above] = covered(above)
        return known

    return covered


def fixed_folder(pattern: str) -> str:
    """The parts in front of the first one with a wildcard: nothing that the pattern covers lies elsewhere."""
    fixed: list[str] = []
    for part in _parts(pattern):
        if "*" in part or "?" in part:
            break
        fixed.append(part)
    return "/".join(fixed)


def wrong_with(pattern: str) -> str:
    """Why `pattern` is none; empty if it is one."""
    if not pattern.strip():
        return "is empty"
    if pattern.startswith("/") or "\\" in pattern:
        return "must be a path from the root, with `/` between its parts"
    if ".." in pattern.split("/"):
        return "leads out of the tree"
    return ""


def _parts(pattern: str) -> list[str]:
    return [part for part in pattern.split("/") if part not in ("", ".")]


def _fits(pattern: Sequence[str], parts: Sequence[str]) -> bool:
    return _matches(pattern, parts, "**", _part_fits)


def _part_fits(pattern: str, part: str) -> bool:
    if "*" not in pattern and "?" not in pattern:
        return pattern == part
    return _matches(pattern, part, "*", lambda wanted, ch: wanted in ("?", ch))


def _matches(pattern: Sequence[str], row: Sequence[str], star: str, same: Callable[[str, str], bool]) -> bool:
    """Whether `row` is `pattern`, in which `star` stands for any number of elements. Goes back to the last star only: linear in space."""
    at = here = 0
    last, resumed = -1, 0
    while here < len(row):
        if at < len(pattern) and pattern[at] == star:
            last, resumed = at, here
            at += 1
        elif at < len(pattern) and same(pattern[at], row[here]):
            at += 1
            here += 1
        elif last >= 0:
            resumed += 1
            at, here = last + 1, resumed
        else:
            return False
    return all(rest == star for rest in pattern[at:])
