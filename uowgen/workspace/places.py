"""Where things are: the root of a tree, what a path of it leads to, the folder for a run's own files.

It reads links and folders only; no file is read or written, no process is started.
"""

from __future__ import annotations

import os


def find_root(start: str) -> str:
    """The folder of the git work tree around `start`, else `start` itself; absolute, links as they are."""
    start = os.path.abspath(start)
    return _work_tree(start) or start


def locate(root: str, path: str) -> str | None:
    """The real place of `path` below `root` (a real path), all links resolved; it need not exist. None if it lies outside.

    Git's own folder is outside: what stands there decides what git runs.
    """
    if leaves(path):
        return None
    real = os.path.realpath(os.path.join(root, path))
    if real == root:
        return real
    above = root.rstrip("/") + "/"
    if not real.startswith(above) or any(part.lower() == ".git" for part in real[len(above) :].split("/")):
        return None
    return real


def leaves(path: str) -> bool:
    """Whether `path` is none of the tree whatever the disk holds: empty, absolute, or with more `..` than folders."""
    return not path or "\0" in path or os.path.isabs(path) or os.path.normpath(path).split("/", 1)[0] == ".."


def in_work_tree(root: str) -> bool:
    """Whether some folder at or above `root` holds a `.git`."""
    return _work_tree(os.path.abspath(root)) is not None


def own_folder(root: str) -> tuple[str, str]:
    """Two real paths: the folder that journals count paths from, and the one for journal, lock and records (it need not exist).

    The latter is `.git/uowgen` of the work tree around `root`, else `.uowgen` in `root`.
    """
    root = os.path.realpath(root)
    top = _work_tree(root)
    if top is not None:
        git = _git_folder(os.path.join(top, ".git"))
        if git is not None:
            return top, os.path.join(git, "uowgen")
    return root, os.path.join(root, ".uowgen")


def _work_tree(start: str) -> str | None:
    folder = start
    while not os.path.lexists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return folder


def _git_folder(entry: str) -> str | None:
    """What `entry` (a `.git`) stands for: itself, or where it points in a linked work tree or a submodule."""
    if os.path.isdir(entry):
        return os.path.realpath(entry)
    try:
        with open(entry, "rb") as file:
            said = file.read(4096)
    except OSError:
        return None
    if not said.startswith(b"gitdir: "):
        return None
    folder = os.path.join(os.path.dirname(entry), os.fsdecode(said[len(b"gitdir: ") :].strip()))
    return os.path.realpath(folder) if os.path.isdir(folder) else None
