"""Reads the configuration's TOML: finds its table, checks every key, and points at what is wrong.

Loaded only where there is a configuration. It touches no disk.
"""

from __future__ import annotations

from tomllib import TOMLDecodeError, loads
from typing import TYPE_CHECKING

from uowgen.diagnostic import Diagnostic
from uowgen.text import Span
from uowgen.workspace.configuration import CARGO, DEFAULT, NAME, Configuration
from uowgen.workspace.configuration_keys import SETTINGS, TOOLCHAIN, Wrong
from uowgen.workspace.toml_places import Place, places_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from uowgen.text import Source
    from uowgen.workspace.configuration_keys import Setting

    Path = tuple[str, ...]

CODE = "bad-configuration"
_IN_CARGO: tuple[Path, ...] = (("workspace", "metadata", "uowgen"), ("package", "metadata", "uowgen"))
_HELP = "`uowgen config` lists the settings"


def read_texts(own: Source | None, cargo: Source | None) -> tuple[Configuration, tuple[Diagnostic, ...]]:
    """The configuration of `uowgen.toml`, else of Cargo.toml, and what is wrong with it. See `configuration.read_configuration`."""
    found: list[tuple[Source, Path, object]] = []
    table: object
    problems: list[Diagnostic] = []
    if own is not None:
        table = _parsed(own)
        if isinstance(table, Diagnostic):
            return DEFAULT, (table,)
        found.append((own, (), table))
    if cargo is not None:
        manifest = _parsed(cargo)
        # A manifest that cannot be read is cargo's business, unless the configuration may stand in it.
        if isinstance(manifest, Diagnostic) and own is None:
            return DEFAULT, (manifest,)
        found += [(cargo, path, below) for path in _IN_CARGO if (below := _below(manifest, path)) is not None]
    if not found:
        return DEFAULT, ()
    source, path, table = found[0]
    for other, where, _ in found[1:]:
        place = places_of(other.data).get(where)
        used = NAME if source.path == NAME else f"[{'.'.join(path)}]"
        message = f"[{'.'.join(where)}] is not used: there is {used}"
        problems.append(Diagnostic(CODE, message, other.path, place.key if place else None, "keep one of the two", "warning"))
    configuration, wrong = _checked(source, path, table)
    return configuration, (*wrong, *problems)


def problem_at(configuration: Configuration, keys: Path, message: str, advice: str = _HELP) -> Diagnostic:
    """An error that points at the setting `keys` of `configuration`."""
    place = configuration.places.get(keys)
    path = configuration.source.path if configuration.source is not None else NAME
    return Diagnostic(CODE, message, path, place.key if place else None, advice)


def nearest(name: str, known: tuple[str, ...]) -> str:
    """Which of the `known` names is meant by `name`, as advice."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, 1, 0.5)
    return f"did you mean `{near[0]}`?" if near else f"there are: {', '.join(known[:12])}"


def _parsed(source: Source) -> dict[str, object] | Diagnostic:
    try:
        return loads(source.data.removeprefix(b"\xef\xbb\xbf").decode("utf-8").replace("\r\n", "\n"))
    except TOMLDecodeError as error:
        message, span = _place_in(str(error), source)
        return Diagnostic(CODE, f"not TOML: {message}", source.path, span, "put it right as https://toml.io tells")
    except RecursionError:
        return Diagnostic(CODE, "it is nested too deeply", source.path, None, _HELP)


def _place_in(message: str, source: Source) -> tuple[str, Span | None]:
    """The parser's message without its place, and that place: it is told as `(at line 3, column 5)`."""
    said, _, place = message.rstrip(")").partition(" (at ")
    numbers = [int(word.strip(",")) for word in place.split() if word.strip(",").isdigit()]
    if len(numbers) != 2:
        return said, Span(len(source.data), len(source.data)) if place else None
    row = source.line_span(numbers[0])
    at = row.start + len(source.line_text(numbers[0])[: numbers[1] - 1].encode())
    return said, Span(min(at, row.end), min(at + 1, row.end))


def _below(table: object, path: Path) -> object:
    for key in path:
        if not isinstance(table, dict) or key not in table:
            return None
        table = table[key]
    return table


def _checked(source: Source, path: Path, table: object) -> tuple[Configuration, tuple[Diagnostic, ...]]:
    everywhere = places_of(
        source.data.replace(b"\xef\xbb\xbf", b"   ", 1) if source.data.startswith(b"\xef\xbb\xbf") else source.data
    )
    places = {keys[len(path) :]: place for keys, place in everywhere.items() if keys[: len(path)] == path and len(keys) > len(path)}
    placed = DEFAULT._replace(source=source, places=places)
    if not isinstance(table, dict):
        return DEFAULT, (Diagnostic(CODE, "`uowgen` must be a table", source.path, everywhere[path].key, _HELP),)
    problems: list[Diagnostic] = []
    chosen = _read(table, SETTINGS, (), placed, problems)
    if isinstance(table.get("toolchain"), dict):
        chosen["toolchain"] = _read(table["toolchain"], TOOLCHAIN, ("toolchain",), placed, problems)
    return placed._replace(**chosen), tuple(problems)  # type: ignore[arg-type]


def _read(
    table: Mapping[str, object], settings: tuple[Setting, ...], above: Path, placed: Configuration, problems: list[Diagnostic]
) -> dict[str, object]:
    chosen: dict[str, object] = {}
    known = {setting.name: setting for setting in settings}
    for key, value in table.items():
        name = ".".join((*above, key))
        if key not in known:
            problems.append(problem_at(placed, (*above, key), f"`{name}` is not a setting", nearest(key, tuple(known))))
            continue
        read = known[key].read(value)
        if isinstance(read, Wrong):
            problems.append(_wrong_value(placed, (*above, key), f"`{name}`: {read.message}", read.below))
        else:
            chosen[key] = read
    return chosen


def _wrong_value(placed: Configuration, keys: Path, message: str, below: Path) -> Diagnostic:
    place: Place | None = placed.places.get((*keys, *below), placed.places.get(keys))
    path = placed.source.path if placed.source is not None else NAME
    return Diagnostic(CODE, message, path, place.value if place else None, _HELP)


__all__ = ["CARGO", "CODE", "nearest", "problem_at", "read_texts"]
