"""What the user chose about toolchain runs: the `[toolchain]` table of `uowgen.toml`, overridden by the command line.

Reads values only; whether a tool is there is found out when it is started.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.diagnostic import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_LIMIT = 900.0
CONFIGURATION = "uowgen.toml"


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


def read_settings(text: str) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """The settings of the `[toolchain]` table of the TOML `text` (empty: the defaults), and what is wrong with it."""
    if "toolchain" not in text:
        return Settings(), ()
    import tomllib

    try:
        table = tomllib.loads(text).get("toolchain", {})
    except tomllib.TOMLDecodeError as error:
        return Settings(), (_problem(f"not TOML: {error}"),)
    if not isinstance(table, dict):
        return Settings(), (_problem("`toolchain` must be a table"),)
    chosen: dict[str, object] = {}
    problems = []
    for key, value in table.items():
        read = _READERS.get(key)
        found = read(value) if read is not None else None
        if read is None:
            problems.append(_problem(f"`toolchain.{key}` is not a setting (there are: {', '.join(_READERS)})"))
        elif found is None:
            problems.append(_problem(f"`toolchain.{key}` must be {_WANTED[key]}"))
        else:
            chosen[key] = found
    return Settings()._replace(**chosen), tuple(problems)  # type: ignore[arg-type]


def _words(value: object) -> tuple[str, ...] | None:
    if isinstance(value, str):
        import shlex

        return tuple(shlex.split(value))
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return tuple(value)
    return None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _seconds(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) and value > 0 else None


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _files(value: object) -> tuple[tuple[str, str], ...] | None:
    if isinstance(value, dict) and all(isinstance(v, str) for v in value.values()):
        return tuple(value.items())
    return None


_READERS = {
    "features": _words,
    "target": _text,
    "nextest": _flag,
    "command": _words,
    "stubs": _files,
    "timeout": _seconds,
    "jobs": _count,
}
_WANTED: Mapping[str, str] = {
    "features": "a list of texts",
    "target": "a text such as `aarch64-unknown-none`",
    "nextest": "true or false",
    "command": "a text, or a list of texts",
    "stubs": "a table from crate name to file",
    "timeout": "a number of seconds above 0",
    "jobs": "a whole number above 0",
}


def _problem(message: str) -> Diagnostic:
    return Diagnostic("bad-configuration", message, CONFIGURATION, help="`uowgen explain bad-configuration` lists the settings")
