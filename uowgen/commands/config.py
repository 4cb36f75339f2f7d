"""Print the effective settings, and where each of them comes from. Writes nothing.

examples:
  uowgen config
  uowgen config --json --root ../kernel
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from uowgen import remembered
from uowgen.commands.common import WRONG, as_json
from uowgen.commands.configured import configuration_of, plugins_of, with_severity
from uowgen.diagnostic import render, visible
from uowgen.remembered import Answer
from uowgen.workspace import DiskTree, find_root
from uowgen.workspace.configuration_keys import SETTINGS, TOOLCHAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from uowgen.workspace.configuration import Configuration


class Row(NamedTuple):
    """One setting: its name with its table's, its value, where that comes from, and what it is for."""

    name: str
    value: object
    origin: str
    means: str


def arguments(parser: ArgumentParser) -> None:
    """Declares the command's options."""
    parser.add_argument("--root", metavar="FOLDER", help="the tree (default: the git work tree around the current folder)")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: Namespace) -> int:
    """Prints the settings; 2 if the configuration is wrong, with what is wrong on standard error."""
    root = os.path.abspath(options.root) if options.root else find_root(os.getcwd())
    tree = DiskTree(root)
    configuration, problems = configuration_of(tree)
    plugins, failed = plugins_of(configuration)
    problems = (*problems, *failed)
    said = "".join(render(problem, tree.read) + "\n" for problem in with_severity(problems, configuration.severity))
    given = (
        "--root" if options.root else "the git work tree" if os.path.lexists(os.path.join(root, ".git")) else "the current folder"
    )
    cache = next((name for name in ("UOWGEN_CACHE_DIR", "XDG_CACHE_HOME") if os.environ.get(name)), "default")
    rows = (
        Row("root", root, given, "the folder that paths count from"),
        *rows_of(configuration),
        *(Row(f"{group}.{name}", True, package, "brought by another package") for group, name, package in plugins.names),
        Row("cache", remembered.cache_folder(), cache, "where answers are remembered"),
    )
    output = as_json(_as_json(rows, configuration)) if options.json else _as_text(rows)
    wrong = any(problem.severity == "error" for problem in problems)
    return Answer(WRONG if wrong else 0, output.encode("utf-8", "surrogateescape"), said.encode("utf-8", "surrogateescape")).give()


def rows_of(configuration: Configuration) -> tuple[Row, ...]:
    """Every setting, in the order of the list of keys; a table gives a row for each of its keys, an empty one a row for itself."""
    rows: list[Row] = []
    for setting in SETTINGS:
        if setting.name == "toolchain":
            rows += [
                _row(configuration, (setting.name, key.name), configuration.toolchain.get(key.name), key.means) for key in TOOLCHAIN
            ]
            continue
        value = getattr(configuration, setting.name)
        if isinstance(value, dict) and value:
            rows += [_row(configuration, (setting.name, name), text, setting.means) for name, text in value.items()]
        else:
            rows.append(_row(configuration, (setting.name,), value, setting.means))
    return tuple(rows)


def _row(configuration: Configuration, keys: tuple[str, ...], value: object, means: str) -> Row:
    place = configuration.places.get(keys)
    source = configuration.source
    origin = f"{source.path}:{source.line_of(place.key.start)}" if place is not None and source is not None else "default"
    return Row(".".join(keys), value, origin, means)


def _as_text(rows: tuple[Row, ...]) -> str:
    names = max(len(row.name) for row in rows)
    values = [_shown(row.value) for row in rows]
    width = min(48, max(map(len, values)))
    told = (f"{row.name:{names}}  {value:{width}}  {row.origin}" for row, value in zip(rows, values, strict=True))
    return visible("\n".join(told)) + "\n"


def _shown(value: object) -> str:
    from json import dumps

    return "-" if value is None or value == {} else dumps(value, ensure_ascii=False)


def _as_json(rows: tuple[Row, ...], configuration: Configuration) -> dict[str, object]:
    return {
        "schema": "uowgen/config/1",
        "file": configuration.source.path if configuration.source is not None else None,
        "settings": [
            {"name": r.name, "value": None if r.value == {} else r.value, "from": r.origin, "means": r.means} for r in rows
        ],
    }
