"""The builds of a run, each made once: of the tree in question, and of the tree without the patch.

Those without the patch are kept between runs by the content of the tree, the toolchain and its settings.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from uowgen.toolchain.builds import Build, Request, build
from uowgen.toolchain.messages import Problem
from uowgen.toolchain.testlog import Test

if TYPE_CHECKING:
    from collections.abc import Mapping

    from uowgen.toolchain.builds import Bench

_FORMAT = 1
_MOST_KEPT = 200


class Results:
    """Asks for builds; each is made once. `changed` are the patch's files by path from the base, None without one."""

    def __init__(self, bench: Bench, changed: Mapping[str, bytes | None] | None) -> None:
        self.bench = bench
        self._changed = changed
        self._after: dict[Request, Build] = {}
        self._before: dict[Request, Build] = {}
        self._shown: bool | None = None
        self._version: dict[tuple[str, str], str] = {}

    def after(self, request: Request) -> Build:
        """`request` on the tree in question."""
        if request not in self._after:
            self.show_patched()
            self._after[request] = build(request, self.bench)
        return self._after[request]

    def before(self, request: Request) -> Build | None:
        """`request` on the tree without the patch; None if nothing is patched."""
        if self._changed is None:
            return None
        if request not in self._before:
            path = self._path(request)
            kept = None if self.bench.settings.fresh else _read(path)
            if kept is None:
                self._show(patched=False)
                self.bench.say("the same without the patch:")
                kept = build(request, self.bench)
                _keep(path, kept)
            self._before[request] = kept
        return self._before[request]

    def show_patched(self) -> None:
        """Makes the scratch copy hold the tree in question."""
        self._show(patched=True)

    def version(self, folder: str = "", toolchain: str = "") -> str:
        """What `rustc -vV` says in `folder`, with rustup's `toolchain` if that is named; empty without rustc."""
        if (folder, toolchain) not in self._version:
            self.show_patched()
            done = self.bench.with_toolchain(toolchain).start(("rustc", "-vV"), folder, timeout=60.0)
            self._version[folder, toolchain] = done.output if done.status == 0 else ""
        return self._version[folder, toolchain]

    def host(self, toolchain: str = "") -> str:
        """The triple of the machine; empty without rustc."""
        rows = (row.partition(": ") for row in self.version("", toolchain).split("\n"))
        return next((value for key, _, value in rows if key == "host"), "")

    def default_toolchain(self) -> str:
        """The name of the toolchain that the user has chosen in rustup; empty without one."""
        done = self.bench.start(("rustup", "default"), "", timeout=60.0)
        words = done.output.split() if done.status == 0 else []
        return words[0] if words else ""

    def _show(self, *, patched: bool) -> None:
        if self._shown != patched:
            self.bench.scratch.fill(self._changed or {} if patched else {})
            self._shown = patched

    def _path(self, request: Request) -> str:
        from hashlib import blake2b

        environment = sorted((k, v) for k, v in self.bench.environment.items() if k.startswith(("CARGO_", "RUST", "C")))
        key = repr((_FORMAT, self.bench.scratch.digest({}), request, self.version(request.folder, request.toolchain), environment))
        return os.path.join(self.bench.scratch.known, blake2b(key.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest())


def _read(path: str) -> Build | None:
    from json import load

    try:
        with open(path, encoding="utf-8") as file:
            outcome, how, problems, reason, tests = load(file)
            return Build(outcome, how, tuple(Problem(*p) for p in problems), reason, tests=tuple(Test(*t) for t in tests))
    except (OSError, ValueError, TypeError):
        return None


def _keep(path: str, made: Build) -> None:
    """Keeps what rests on the tree alone: not what the environment or the clock prevented."""
    from json import dump

    if made.foreign or made.outcome == "time-limit":
        return
    with suppress(OSError):
        folder = os.path.dirname(path)
        names = os.listdir(folder)
        if len(names) >= _MOST_KEPT:
            for name in names:
                os.unlink(os.path.join(folder, name))
        draft = f"{path}.{os.getpid()}"
        with open(draft, "w", encoding="utf-8") as file:
            dump((made.outcome, made.how, made.problems, made.reason, made.tests), file)
        os.replace(draft, path)
