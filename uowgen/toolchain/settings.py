"""What the user chose about toolchain runs: the `[toolchain]` table of the configuration, overridden by the command line.

Its text is read and checked by `workspace.configuration`; whether a tool is there is found out when it is started.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_LIMIT = 900.0


class Settings(NamedTuple):
    """How to build and test.

    `command` is an argument vector that checks the tree where cargo alone cannot. `stubs` are (crate name, file below the root) in
    the order in which they build on each other; the name `crate` stands for the item's own crate. `nextest` None: when the tree
    configures it. `timeout` is in seconds, for each process. `jobs` None: cargo's own choice. `shell` lets a spec's commands
    with shell operators run in a shell. `fresh` uses no result of an earlier run.
    """

    features: tuple[str, ...] = ()
    target: str = ""
    nextest: bool | None = None
    command: tuple[str, ...] = ()
    stubs: tuple[tuple[str, str], ...] = ()
    timeout: float = DEFAULT_LIMIT
    jobs: int | None = None
    shell: bool = False
    fresh: bool = False


def configured(chosen: Mapping[str, object]) -> Settings:
    """The settings with what the configuration gives for fields of them."""
    return Settings()._replace(**chosen)  # type: ignore[arg-type]
