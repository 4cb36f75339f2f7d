"""The keys of the configuration: what each is for, what its value must be, and how it is read.

It knows nothing of files. `SETTINGS` and `TOOLCHAIN` are the whole list; the reference page and `uowgen config` are made from them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.workspace.globs import wrong_with

if TYPE_CHECKING:
    from collections.abc import Callable

SEVERITIES = ("error", "warning", "off")


class Wrong(NamedTuple):
    """Why a value is none, and the keys below the setting that lead to the wrong part of it."""

    message: str
    below: tuple[str, ...] = ()


class Setting(NamedTuple):
    """One key: its name, what it is for, and `read`, which gives the value as it is kept or a `Wrong`."""

    name: str
    means: str
    read: Callable[[object], object]


def _patterns(value: object) -> object:
    texts = _texts(value)
    if isinstance(texts, Wrong):
        return texts
    assert isinstance(texts, tuple)
    for n, pattern in enumerate(texts):
        why = wrong_with(pattern)
        if why:
            return Wrong(f"`{pattern}` {why}", (str(n),))
    return texts


def _texts(value: object) -> object:
    if not isinstance(value, list):
        return Wrong("must be a list of texts")
    bad = next((n for n, text in enumerate(value) if not isinstance(text, str)), None)
    return tuple(value) if bad is None else Wrong("must be a list of texts", (str(bad),))


def _table(value: object) -> object:
    """A table of texts."""
    if not isinstance(value, dict):
        return Wrong("must be a table")
    bad = next((name for name, text in value.items() if not isinstance(text, str) or not text), None)
    return dict(value) if bad is None else Wrong(f"`{bad}` must be a text that is not empty", (bad,))


def _severities(value: object) -> object:
    if not isinstance(value, dict):
        return Wrong("must be a table")
    bad = next((name for name, text in value.items() if text not in SEVERITIES), None)
    return dict(value) if bad is None else Wrong(f"`{bad}` must be `error`, `warning` or `off`", (bad,))


def _flag(value: object) -> object:
    return value if isinstance(value, bool) else Wrong("must be true or false")


def _words(value: object) -> object:
    if isinstance(value, str):
        import shlex

        try:
            return tuple(shlex.split(value))
        except ValueError as error:
            return Wrong(f"cannot be split into words: {error}")
    read = _texts(value)
    return Wrong("must be a text, or a list of texts", read.below) if isinstance(read, Wrong) else read


def _text(value: object) -> object:
    return value if isinstance(value, str) else Wrong("must be a text such as `aarch64-unknown-none`")


def _seconds(value: object) -> object:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if number and 0 < value < 1e9 else Wrong("must be a number of seconds above 0")  # type: ignore[operator, arg-type]


def _count(value: object) -> object:
    number = isinstance(value, int) and not isinstance(value, bool)
    return value if number and value > 0 else Wrong("must be a whole number above 0")  # type: ignore[operator]


def _files(value: object) -> object:
    read = _table(value)
    if isinstance(read, Wrong):
        return read._replace(message="must be a table from crate name to file")
    assert isinstance(read, dict)
    return tuple(read.items())


TOOLCHAIN = (
    Setting("features", "features to build with", _texts),
    Setting("target", "the triple to build for", _text),
    Setting("nextest", "whether tests run with cargo-nextest (default: where the tree configures it)", _flag),
    Setting("command", "what checks the tree where cargo alone cannot", _words),
    Setting("stubs", "files that stand for crates that cannot be built; `crate` is the item's own", _files),
    Setting("timeout", "limit in seconds, for each process", _seconds),
    Setting("jobs", "how many jobs cargo may start", _count),
)


def _nothing(value: object) -> object:
    """The toolchain's table is read key by key."""
    return {} if isinstance(value, dict) else Wrong("must be a table")


SETTINGS = (
    Setting("specs", "where specs lie: patterns such as `docs/**/*.md`; used when a command is given none", _patterns),
    Setting("exclude", "what is neither listed nor read nor written: patterns", _patterns),
    Setting("templates", "folders of the team's own templates", _patterns),
    Setting("plugins", "whether claim kinds, operations, templates and models of other installed packages are used", _flag),
    Setting("toolchain", "how to build and test", _nothing),
    Setting("severity", "by code: `error`, `warning` (told, and does not count) or `off`", _severities),
    Setting("placeholders", "what placeholders such as TEAM_XXX stand for", _table),
    Setting(
        "models", "by type: the reference model to hold it against, as `file.py:Class`, or the name of another package's", _table
    ),
    Setting("checks", "by name: the function that decides the criteria bound to it, as `file.py:function`", _table),
)
