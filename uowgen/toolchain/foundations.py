"""What verdicts by the toolchain rest on: every file of the tree, every folder's list of names, and the tools themselves.

With the digests of these an answer can be remembered; it is not if the machine or the clock had a part in it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from uowgen.remembered import LISTING, STAMP, digest_of
from uowgen.toolchain.processes import which

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.model import Spec, Verdict
    from uowgen.toolchain.decide import Task

_PASSING = frozenset({"cannot-build", "cannot-copy", "cannot-run", "time-limit", "tests-incomplete", "needs-toolchain"})
_MOST_FILES = 20_000


def foundations(done: Sequence[tuple[Spec, tuple[Verdict, ...]]], task: Task) -> dict[str, str] | None:
    """The digest, as `remembered.digest_of` gives it, of each path that the verdicts rest on; None if they rest on more."""
    if any(verdict.code in _PASSING for _, verdicts in done for verdict in verdicts):
        return None
    from uowgen.toolchain.decide import base_of
    from uowgen.toolchain.listing import CannotCopyError, listing

    base = base_of(task.root)
    try:
        files = listing(base, digests=False)
    except CannotCopyError:
        return None
    if len(files) > _MOST_FILES:
        return None
    paths = {os.path.join(base, path) for path in files}
    # A folder's list of names tells of new files, as those that cargo finds by itself.
    paths |= {LISTING + os.path.dirname(path) for path in paths}
    paths |= {os.path.join(base, "Cargo.toml"), os.path.join(base, "uowgen.toml"), LISTING + base}
    paths |= _tools(base)
    return {path: digest_of(path) for path in paths}


def _tools(base: str) -> set[str]:
    """The files and folders by which a change of the toolchain shows, whichever of them exist."""
    path = os.environ.get("PATH", "")
    programs = (which(name, path) for name in ("cargo", "rustc", "cargo-nextest", "cargo-clippy"))
    found = {STAMP + program for program in programs if program is not None}
    home = os.path.expanduser("~")
    rustup = os.environ.get("RUSTUP_HOME") or os.path.join(home, ".rustup")
    cargo = os.environ.get("CARGO_HOME") or os.path.join(home, ".cargo")
    found |= {os.path.join(rustup, "settings.toml"), os.path.join(cargo, "config.toml"), os.path.join(cargo, "config")}
    toolchains = os.path.join(rustup, "toolchains")
    found.add(LISTING + toolchains)
    for name in os.listdir(toolchains) if os.path.isdir(toolchains) else []:
        inside = os.path.join(toolchains, name)
        found |= {STAMP + os.path.join(inside, "bin", name) for name in ("rustc", "cargo", "cargo-clippy")}
        found.add(LISTING + os.path.join(inside, "lib", "rustlib"))
    folder = base
    while folder != os.path.dirname(folder):
        folder = os.path.dirname(folder)
        found |= {os.path.join(folder, name) for name in ("rust-toolchain", "rust-toolchain.toml", "Cargo.toml")}
    return found
