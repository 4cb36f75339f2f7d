"""Answers that were worked out before, kept with the digests of everything that they rest on.

An entry belongs to one command line in one folder, made by one state of the program, and holds what was printed and every file
that was looked at, with its digest. It is used only if all of them are still the same. On the way to a remembered answer only
modules are loaded that the interpreter has loaded already; what is not certain (an unreadable entry, another format) counts as
not remembered, and the work is simply done again.
"""

from __future__ import annotations

import os
import sys
from _blake2 import blake2b

_FORMAT = "uowgen-remembered-1"
_COMMANDS = frozenset({"plan", "verify"})
_MOST_ENTRIES = 512
NOTHING = "-"
# What reaches the output beside files and arguments.
_ENVIRONMENT = ("NO_COLOR", "COLUMNS", "FORCE_COLOR")
# What decides which tools run, and how, where tools have a part in the answer.
_TOOLS_ENVIRONMENT = ("CARGO_", "RUST", "PATH", "HOME", "CC", "CXX", "AR", "LD", "CFLAGS", "CXXFLAGS", "PKG_CONFIG", "LIBRARY_PATH")
LISTING, STAMP, TREE = "list:", "stat:", "tree:"


class Answer:
    """What a command has to say: its exit status, and UTF-8 bytes for standard output and standard error."""

    __slots__ = ("errors", "output", "status")

    def __init__(self, status: int, output: bytes, errors: bytes) -> None:
        self.status = status
        self.output = output
        self.errors = errors

    def give(self, people: bool = False) -> int:
        """Prints what there is to say, and gives the status. `people` says that the output is text that a terminal may colour."""
        output, errors = self.output, self.errors
        if sys.stdout.isatty() or sys.stderr.isatty() or os.environ.get("FORCE_COLOR"):
            from uowgen.terminal import for_stream

            errors = for_stream(errors, sys.stderr)
            output = for_stream(output, sys.stdout) if people else output
        sys.stderr.buffer.write(errors)
        sys.stderr.flush()
        sys.stdout.buffer.write(output)
        return self.status


def replay(arguments: list[str]) -> int | None:
    """Prints the remembered answer to `arguments` and gives its status; None when there is none that is still true."""
    if not wanted(arguments):
        return None
    try:
        with open(entry_path(arguments), "rb") as file:
            answer = _still_true(file.read())
    except (OSError, ValueError):
        return None
    return None if answer is None else answer.give(people=for_people(arguments))


def wanted(arguments: list[str]) -> bool:
    """Whether the answer to `arguments` is one that may be remembered: the command only reads, and nobody asked for a fresh run."""
    if not arguments or arguments[0] not in _COMMANDS or "UOWGEN_NO_CACHE" in os.environ:
        return False
    if "GITHUB_STEP_SUMMARY" in os.environ:  # what is to be written there is not part of an answer
        return False
    return not any(a in ("--no-cache", "--tick", "--untick", "--record", "--run-commands", "--checks") for a in arguments)


def for_people(arguments: list[str]) -> bool:
    """Whether `arguments` ask for output that people read, as far as can be told without parsing them."""
    given = [a.partition("=")[2] or "".join(arguments[n + 1 : n + 2]) for n, a in enumerate(arguments) if a.startswith("--format")]
    return not given or given[-1] in ("text", "concise")


def remember(arguments: list[str], answer: Answer, looked_at: dict[str, str]) -> None:
    """Keeps `answer`, which rests on `looked_at` (what `digest_of` gave for each absolute path). Failing to is no error."""
    path = entry_path(arguments)
    rows = [_FORMAT, str(answer.status), str(len(answer.errors)), str(len(answer.output))]
    for name, digest in looked_at.items():
        if "\n" in name:
            return
        rows.append(f"{digest} {name}")
    body = "\n".join(rows).encode("utf-8", "surrogateescape") + b"\n\n" + answer.errors + answer.output
    folder = os.path.dirname(path)
    try:
        os.makedirs(folder, exist_ok=True)
        _forget_oldest(folder)
        draft = f"{path}.{os.getpid()}"
        with open(draft, "wb") as file:
            file.write(body)
        os.replace(draft, path)
    except OSError:
        return


def digest_of(path: str) -> str:
    """What stands at the absolute `path` now: a digest of where its links lead and of its bytes, `NOTHING` if it cannot be read.

    With `LISTING` before the path it is of the names in that folder, with `STAMP` of a file's time and size (for large tools), with `TREE`
    of the names, times and sizes of all source files below it and of what says which of them git ignores.
    """
    if path.startswith((LISTING, STAMP, TREE)):
        return _summary_of(path)
    try:
        with open(path, "rb") as file:
            return digest(path, file.read())
    except OSError:
        return NOTHING


def _summary_of(path: str) -> str:
    kind, place = path[: len(LISTING)], path[len(LISTING) :]
    try:
        if kind == STAMP:
            found = os.stat(place)
            return f"{found.st_mtime_ns}-{found.st_size}-{found.st_ino}"
        if kind == TREE:
            return _tree_stamp(place)
        return digest(place, "\0".join(sorted(os.listdir(place))).encode("utf-8", "surrogateescape"))
    except OSError:
        return NOTHING


def _tree_stamp(root: str) -> str:
    """A digest of all that a listing and a search of the source files below `root` rest on.

    It looks into more folders than a listing does, ignored and hidden ones too, so that it need not know what git ignores.
    """
    rows = []
    home = os.path.expanduser("~")
    around = [
        os.path.join(home, ".gitconfig"),
        os.path.join(home, ".config", "git", "ignore"),
        os.path.join(home, ".config", "git", "config"),
    ]
    above = os.path.abspath(root)
    while True:
        git = os.path.join(above, ".git")
        if os.path.isfile(git):
            with open(git, "rb") as file:
                git = os.path.join(above, os.fsdecode(file.read(4096)).partition("gitdir:")[2].strip())
        around += [os.path.join(above, ".gitignore"), os.path.join(git, "index"), os.path.join(git, "info", "exclude")]
        around.append(os.path.join(git, "config"))
        if os.path.isdir(git) or os.path.dirname(above) == above:
            break
        above = os.path.dirname(above)
    for path in around:
        try:
            found = os.stat(path)
            rows.append(f"{path}\0{found.st_mtime_ns}-{found.st_size}")
        except OSError:
            rows.append(path)
    folders = [root]
    while folders:
        folder = folders.pop()
        inner: list[str] = []
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if name.endswith((".rs", ".gitignore")) or name == "Cargo.toml":
                    try:
                        found = entry.stat()
                        rows.append(f"{entry.path}\0{found.st_mtime_ns}-{found.st_size}-{found.st_ino}")
                    except OSError:
                        rows.append(entry.path)
                elif name == "CACHEDIR.TAG" and folder.endswith("target"):  # cargo's, with nothing of one's own in it
                    inner = []
                    break
                elif name != ".git" and entry.is_dir(follow_symlinks=False):
                    inner.append(entry.path)
        folders += inner
    return blake2b("\n".join(sorted(rows)).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def digest(path: str, content: bytes) -> str:
    """The digest of `content` as what stands at the absolute `path`; it changes too when the path leads elsewhere."""
    leads_to = blake2b(os.path.realpath(path).encode("utf-8", "surrogateescape"), digest_size=16).digest()
    return blake2b(content, digest_size=16, person=leads_to).hexdigest()


def entry_path(arguments: list[str]) -> str:
    """The file that holds, or would hold, the answer to `arguments` asked here and now."""
    key = blake2b(digest_size=16)
    around = [os.environ.get(name, "") for name in _ENVIRONMENT]
    if "--toolchain" in arguments:
        around += sorted(f"{name}={value}" for name, value in os.environ.items() if name.startswith(_TOOLS_ENVIRONMENT))
    for part in (*arguments, os.getcwd(), program_stamp(), *around):
        key.update(part.encode("utf-8", "surrogateescape") + b"\0")
    return os.path.join(cache_folder(), key.hexdigest())


def cache_folder() -> str:
    """Where answers are kept: `UOWGEN_CACHE_DIR`, else the user's cache folder."""
    chosen = os.environ.get("UOWGEN_CACHE_DIR")
    if chosen:
        return chosen
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "uowgen")


def program_stamp() -> str:
    """A text that changes with the program: times and sizes of its own files, and the interpreter's version."""
    package = os.path.dirname(os.path.abspath(__file__))
    rows = [sys.version]
    folders = [package, os.path.join(os.path.dirname(package), "templates")]
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.name.endswith((".py", ".jinja")):
                        found = entry.stat()
                        rows.append(f"{entry.name} {found.st_mtime_ns} {found.st_size}")
                    elif "." not in entry.name and entry.name not in ("__pycache__", "fixtures") and entry.is_dir():
                        folders.append(entry.path)
        except OSError:
            continue
    return "\n".join(sorted(rows))


def _still_true(entry: bytes) -> Answer | None:
    head, _, body = entry.partition(b"\n\n")
    form, status, errors, output, *rows = head.decode("utf-8", "surrogateescape").split("\n")
    if form != _FORMAT or len(body) != int(errors) + int(output):
        return None
    for row in rows:
        digest, _, path = row.partition(" ")
        if digest_of(path) != digest:
            return None
    return Answer(int(status), body[int(errors) :], body[: int(errors)])


def _forget_oldest(folder: str) -> None:
    names = [name for name in os.listdir(folder) if not os.path.isdir(os.path.join(folder, name))]
    if len(names) <= _MOST_ENTRIES:
        return
    found = []
    for name in names:
        try:
            found.append((os.stat(os.path.join(folder, name)).st_mtime_ns, name))
        except OSError:
            continue
    for _, name in sorted(found)[: _MOST_ENTRIES // 4]:
        os.unlink(os.path.join(folder, name))
