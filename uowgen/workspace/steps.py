"""The elementary changes of a disk that a transaction is made of, each flushed as far as the order of things needs it.

Nothing here decides or undoes. All raise OSError as the system gives it.
"""

from __future__ import annotations

import os


def make_file(path: str, content: bytes, like: os.stat_result | None) -> None:
    """Makes the new file `path` with `content` on the disk itself; mode and owner as `like`, else as the user's umask says."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(handle, rest) :]
        if like is not None:
            own = os.fstat(handle)
            if (own.st_uid, own.st_gid) != (like.st_uid, like.st_gid):
                _give(handle, like)
            os.fchmod(handle, like.st_mode & 0o7777)  # after the owner, whose change clears bits of the mode
        os.fsync(handle)
    finally:
        os.close(handle)


def keep_copy(path: str, copy: str, content: bytes, like: os.stat_result) -> None:
    """Makes `copy` a second name of the file `path`, or a file with the same `content` where the disk has no second names."""
    try:
        os.link(path, copy, follow_symlinks=False)
    except OSError:
        make_file(copy, content, like)


def replace_file(path: str, content: bytes) -> None:
    """Makes `path` a file with `content`, in one step: whoever looks sees the old one or the new one, whole."""
    draft = f"{path}.new"
    remove_file(draft)
    make_file(draft, content, None)
    os.replace(draft, path)
    flush_folder(os.path.dirname(path))


def remove_file(path: str) -> None:
    """Removes the file `path` if it is there."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        return


def remove_folder(path: str) -> None:
    """Removes the folder `path` if it is there and empty."""
    try:
        os.rmdir(path)
    except OSError:
        return


def flush_folder(path: str) -> None:
    """Has the names in the folder `path` written to the disk itself."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _give(handle: int, like: os.stat_result) -> None:
    try:
        os.fchown(handle, like.st_uid, like.st_gid)
    except PermissionError:
        return  # only the super-user may; the file then belongs to who wrote it, as with any editor
