"""Scratch git repositories for tests of what runs before a commit."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.cli.run import Done, uowgen

if TYPE_CHECKING:
    from pathlib import Path

GUARD = """pub struct Guard {
    pub armed: bool,
}

impl Guard {
    pub fn new() -> Self {
        Guard { armed: true }
    }
}
"""
SPEC = """# UoW 1: Guard

**File:** `src/guard.rs`

## Acceptance Criteria

- [x] `Guard` struct exists
- [x] `Guard` has the field `armed`
- [ ] `Guard` has the method `disarm`
"""


class Repository:
    """A git work tree of its own, with no settings of the machine's user."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.name", "A")
        self.git("config", "user.email", "a@example.org")

    def git(self, *arguments: str, check: bool = True, **environment: str) -> Done:
        """Runs git in the root; `environment` comes on top."""
        done = subprocess.run(["git", *arguments], cwd=self.root, env={**clean(), **environment}, capture_output=True, check=False)
        assert not check or done.returncode == 0, done.stderr.decode()
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    def write(self, path: str, text: str, *, add: bool = True) -> None:
        """Writes a file, and stages it."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
        if add:
            self.git("add", path)

    def verify(self, *arguments: str) -> Done:
        """`uowgen verify --staged` in the root."""
        return uowgen("verify", "--staged", *arguments, cwd=self.root)


def clean() -> dict[str, str]:
    """This environment without what a surrounding hook or a user's settings would bring; the program's console script is on its PATH."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT", "XDG_"))}
    scripts = os.path.dirname(os.path.abspath(sys.executable))
    return {**kept, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "PATH": f"{scripts}{os.pathsep}{kept['PATH']}"}


def guarded(root: Path) -> Repository:
    """A repository with a guard, a spec whose ticked criteria hold, and a file that no spec speaks of; all committed."""
    repository = Repository(root)
    repository.write("src/guard.rs", GUARD)
    repository.write("src/other.rs", "pub fn unrelated() {}\n")
    repository.write("docs/uow-1.md", SPEC)
    repository.write("README.md", "# Guards\n\n- [x] read by people\n")
    repository.git("commit", "-q", "-m", "begin")
    return repository
