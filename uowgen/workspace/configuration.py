"""What a repository has chosen: `uowgen.toml` in its root, or `[workspace.metadata.uowgen]` or `[package.metadata.uowgen]` of Cargo.toml.

Where neither file speaks of it this costs two reads and loads nothing. Whether codes and models that are named exist is not known here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from uowgen.diagnostic import Diagnostic
    from uowgen.text import Source
    from uowgen.workspace.toml_places import Place

NAME, CARGO = "uowgen.toml", "Cargo.toml"


class Configuration(NamedTuple):
    """The choices, all checked for type. Paths and patterns (see `globs`) count from the root.

    `specs`: where specs lie. `exclude`: what is neither listed nor read nor written. `templates`: folders. `plugins`: whether other
    packages are asked. `toolchain`: fields of `toolchain.settings.Settings`. `severity`: by code, `error`, `warning` or `off`.
    `placeholders`: what each stands for. `models`: by type, `file.py:Class` or a model's name. `checks`: by name, `file.py:function`. `source` is the file that was read, `places` where
    each setting stands in it, by its path of keys below `uowgen`'s own table.
    """

    specs: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    plugins: bool = False
    toolchain: Mapping[str, object] = {}
    severity: Mapping[str, str] = {}
    placeholders: Mapping[str, str] = {}
    models: Mapping[str, str] = {}
    checks: Mapping[str, str] = {}
    source: Source | None = None
    places: Mapping[tuple[str, ...], Place] = {}


DEFAULT = Configuration()


def read_configuration(read: Callable[[str], Source | None]) -> tuple[Configuration, tuple[Diagnostic, ...]]:
    """The configuration, and what is wrong with it; `read` gives a file of the root. An error among them: what was read is not to be used.

    `uowgen.toml` wins over Cargo.toml, and there the workspace's table over the package's; what is passed over is said.
    """
    own, cargo = read(NAME), read(CARGO)
    if cargo is not None and not (b"uowgen" in cargo.data and b"metadata" in cargo.data):
        cargo = None
    if own is None and cargo is None:
        return DEFAULT, ()
    from uowgen.workspace.configuration_text import read_texts

    return read_texts(own, cargo)
