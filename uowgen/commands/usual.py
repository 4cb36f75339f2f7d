"""The usual command lines, read without argparse: loading it costs a twentieth of a run.

A command declares its arguments as it does to argparse. What is not plain (an unknown option, a value that does not fit, --help, `--`) is
left to argparse, which tests hold this against.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable
    from types import ModuleType


def usual(command: ModuleType, words: list[str]) -> Namespace | None:
    """What `words` ask of the command; None if that is for argparse to say."""
    if getattr(command, "WORD_BEFORE_SPECS", False) or any(word in ("-h", "--help", "--") for word in words):
        return None
    declared = _Declared()
    as_parser: ArgumentParser = declared  # type: ignore[assignment]
    command.arguments(as_parser)
    return _read(declared, words) if declared.plain else None  # type: ignore[return-value]


class _Options:
    """What argparse's Namespace is: a bag of attributes."""


class _Declared:
    """Takes declarations as an ArgumentParser does, its groups being itself. `plain`: nothing was declared that is not known here."""

    def __init__(self) -> None:
        self.options: dict[str, dict[str, Any]] = {}
        self.rest = ""
        self.defaults: dict[str, Any] = {}
        self.apart: list[set[str]] = []
        self.plain = True

    def add_argument(self, *names: str, **given: Any) -> None:
        known = {"action", "dest", "help", "metavar", "default", "choices", "const", "type", "nargs", "required"}
        action = given.get("action", "store")
        if not names[0].startswith("-"):
            self.plain = self.plain and given.get("nargs") == "*" and not self.rest and given.keys() <= {"nargs", "metavar", "help"}
            self.rest = names[0]
            self.defaults.setdefault(names[0], [])
            return
        fits = given.keys() <= known and "nargs" not in given and not given.get("required")
        self.plain = self.plain and fits and action in ("store", "store_true", "store_const", "append")
        long = next((name for name in names if name.startswith("--")), names[0])
        dest = given.get("dest") or long.lstrip("-").replace("-", "_")
        default = given.get("default", False if action == "store_true" else None)
        if dest not in self.defaults or "default" in given:
            self.defaults[dest] = default
        for name in names:
            self.options[name] = {**given, "dest": dest, "action": action}

    def add_argument_group(self, *_titles: str) -> _Declared:
        return self

    def add_mutually_exclusive_group(self, *, required: bool = False) -> _Exclusive:
        self.plain = self.plain and not required
        return _Exclusive(self)

    def set_defaults(self, **given: Any) -> None:
        self.defaults.update(given)


class _Exclusive:
    """Arguments of which one may be given."""

    def __init__(self, parser: _Declared) -> None:
        self.parser = parser
        self.names: set[str] = set()
        parser.apart.append(self.names)

    def add_argument(self, *names: str, **given: Any) -> None:
        self.parser.add_argument(*names, **given)
        self.names |= set(names)


def _read(declared: _Declared, words: list[str]) -> _Options | None:
    options = _Options()
    values: dict[str, Any] = {name: list(value) if isinstance(value, list) else value for name, value in declared.defaults.items()}
    rest: list[str] = []
    seen: set[str] = set()
    ended = False
    left = iter(words)
    for word in left:
        name, equals, value = word.partition("=")
        if not word.startswith("-") or word == "-":
            if ended:  # specs on both sides of an option: argparse has its own opinion of that
                return None
            rest.append(word)
            continue
        ended = bool(rest)
        option = declared.options.get(name)
        if option is None:
            return None
        seen.add(name)
        if option["action"] in ("store_true", "store_const"):
            if equals:
                return None
            values[option["dest"]] = option.get("const", True)
            continue
        if not equals:
            value = next(left, "-")
            if value.startswith("-"):
                return None
        turned = _turned(option.get("type"), value)
        if turned is None or ("choices" in option and turned not in option["choices"]):
            return None
        values[option["dest"]] = [*(values[option["dest"]] or []), turned] if option["action"] == "append" else turned
    if (rest and not declared.rest) or any(len(names & seen) > 1 for names in declared.apart):
        return None
    if declared.rest:
        values[declared.rest] = rest
    for name, value in values.items():
        setattr(options, name, value)
    return options


def _turned(kind: Callable[[str], Any] | None, value: str) -> Any:
    try:
        return value if kind is None else kind(value)
    except ValueError:
        return None
