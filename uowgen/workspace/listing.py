"""Which source files a tree has: what git would see of it, or what lies there where there is no git.

It reads no file. Git's answer leaves out what it ignores, and what lies in submodules.
"""

from __future__ import annotations

import os

from uowgen.tree import is_source
from uowgen.workspace.places import in_work_tree


def source_paths(root: str) -> tuple[str, ...]:
    """The `.rs` and `Cargo.toml` files below the real path `root`, relative to it, sorted."""
    found = _by_git(root) if in_work_tree(root) else None
    # Nothing at all: `root` lies in a folder that git ignores, a scratch copy perhaps.
    return tuple(sorted(found or _by_walk(root)))


def _by_git(root: str) -> set[str] | None:
    """What git tracks or could track and is there; None if git gives no answer."""
    # A work tree's own settings may name a program that watches files for git: it is not to be run for this.
    listed = _output(["git", "-c", "core.fsmonitor=false", "-C", root, "ls-files", "-codtz", "--exclude-standard"])
    if listed is None:
        return None
    found: set[str] = set()
    gone: set[str] = set()
    for row in listed.split(b"\0"):
        path = os.fsdecode(row[2:])
        if is_source(path):
            (gone if row.startswith(b"R ") else found).add(path)
    return found - gone


def _by_walk(root: str) -> set[str]:
    found = set()
    for folder, inner, names in os.walk(root):
        cargo = "Cargo.toml" in names
        inner[:] = [n for n in inner if not n.startswith(".") and not (n == "target" and (cargo or _is_cache(folder, n)))]
        below = "" if folder == root else os.path.relpath(folder, root) + "/"
        found |= {below + name for name in names if is_source(below + name)}
    return found


def _is_cache(folder: str, name: str) -> bool:
    return os.path.exists(os.path.join(folder, name, "CACHEDIR.TAG"))


def _output(arguments: list[str]) -> bytes | None:
    """What a program writes to standard output; None if it cannot be run or fails.

    Not by `subprocess`: importing it costs more than git does.
    """
    # A hook of git sets these for a moment of its own, in which its index is another one.
    environment = {name: value for name, value in os.environ.items() if name not in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")}
    reading, writing = os.pipe()
    streams = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_DUP2, writing, 1),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    ]
    with open(reading, "rb") as answer:
        try:
            process = os.posix_spawnp(arguments[0], arguments, environment, file_actions=streams)
        except OSError:
            return None
        finally:
            os.close(writing)
        said = answer.read()
    _, status = os.waitpid(process, 0)
    return said if status == 0 else None
