"""Write a git hook that runs `uowgen verify --staged` before each commit, for those without pre-commit.

examples:
  uowgen install-hook
  uowgen install-hook --strict --root ../kernel
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import uowgen
from uowgen.commands.common import WRONG
from uowgen.diagnostic import Diagnostic, render
from uowgen.workspace import find_root
from uowgen.workspace.git import ask

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

_MARK = "# Written by `uowgen install-hook`; it may be overwritten by it."


def arguments(parser: ArgumentParser) -> None:
    """Declares the command's options."""
    parser.add_argument("--root", metavar="FOLDER", help="the work tree (default: the one around the current folder)")
    parser.add_argument("--strict", action="store_true", help="a ticked criterion that is undecided stops the commit as well")


def run(options: Namespace) -> int:
    """Writes the hook and tells where; 2 if it cannot be written, or a hook stands there that this command did not write."""
    root = os.path.abspath(options.root) if options.root else find_root(os.getcwd())
    found = _hook_of(root)
    if isinstance(found, Diagnostic):
        return _refused(found)
    text = _text("verify --staged --strict --quiet" if options.strict else "verify --staged --quiet")
    before = _standing(found)
    if before is not None and _MARK not in before:
        advice = "add `uowgen verify --staged` to it, or take it away first"
        return _refused(
            Diagnostic("foreign-hook", "a hook that is not uowgen's stands there; nothing was written", found, None, advice)
        )
    if before == text and os.access(found, os.X_OK):
        print(f"{found}: is there already")
        return 0
    try:
        os.makedirs(os.path.dirname(found), exist_ok=True)
        draft = f"{found}.{os.getpid()}"
        with open(draft, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(draft, 0o755)  # noqa: S103 -- git runs a hook only if it may be executed, by whoever commits
        os.replace(draft, found)
    except OSError as error:
        return _refused(
            Diagnostic("cannot-write", f"cannot write it: {error.strerror}", found, None, "check the folder's permissions")
        )
    print(f"{found}: {'written anew' if before is not None else 'written'}; it runs `uowgen verify --staged` before each commit")
    print("`git commit --no-verify` passes it over; delete the file to be rid of it")
    return 0


def _hook_of(root: str) -> str | Diagnostic:
    """Where git looks for the hook: `core.hooksPath` and linked work trees are git's to know."""
    answer = ask(root, "rev-parse", "--path-format=absolute", "--git-path", "hooks")
    if answer is None:
        return Diagnostic("no-index", "there is no git work tree here, or git cannot be run", root, None, "give --root a checkout")
    folder = os.fsdecode(answer.removesuffix(b"\n"))
    chosen = ask(root, "config", "--get", "core.hooksPath")
    if chosen is not None and not (ask(root, "config", "--local", "--get", "core.hooksPath") or _of_work_tree(root)):
        advice = "`git config core.hooksPath .git/hooks` gives this repository hooks of its own"
        message = "the folder of hooks is set for all of your repositories (`core.hooksPath`); nothing was written"
        return Diagnostic("shared-hooks", message, folder, None, advice)
    return os.path.join(folder, "pre-commit")


def _of_work_tree(root: str) -> bytes | None:
    if (ask(root, "config", "--get", "extensions.worktreeConfig") or b"").strip() != b"true":
        return None
    return ask(root, "config", "--worktree", "--get", "core.hooksPath")


def _standing(path: str) -> str | None:
    """The text of what stands at `path`; empty for what is no file of its own, None if there is nothing."""
    if not os.path.lexists(path):
        return None
    if os.path.islink(path) or not os.path.isfile(path):
        return ""
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def _text(command: str) -> str:
    # The interpreter that has the program now; should it be gone one day, whatever the PATH gives.
    python, program = _quoted(sys.executable), _quoted(uowgen.__path__[0] + "/__main__.py")
    return f"""#!/bin/sh
{_MARK}
# The ticked acceptance criteria of the specs that speak of what is staged must hold.
if [ -x {python} ] && [ -f {program} ]; then
    exec {python} -m uowgen {command}
fi
if command -v uowgen >/dev/null 2>&1; then
    exec uowgen {command}
fi
echo "uowgen is not installed any more: install it, or delete $0" >&2
exit 1
"""


def _quoted(path: str) -> str:
    """`path` as one word of a shell script."""
    return "'" + path.replace("'", "'\\''") + "'"


def _refused(problem: Diagnostic) -> int:
    print(render(problem, lambda _path: None), file=sys.stderr)
    return WRONG
