"""Loads the Python models and checks that the configuration names from the tree. It runs their modules: only for who asked for that.

What cannot be loaded is told in its `Given`, and takes no run down.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from uowgen.claims.own import Given, Own

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_UNASKED = "is Python of the tree, which runs only with --checks"


def own_of(models: Mapping[str, str], checks: Mapping[str, str], root: str, *, run: bool, packages: bool = False) -> Own:
    """The models by type and the checks by name, with the files at `root`.

    Without `run` no file of the tree is loaded: each has the reason. A model that is no file is one of another package, for those who
    want such `packages`.
    """
    loaded: dict[str, Any] = {}

    def given(text: str, name: str) -> Given:
        path, _, part = text.partition(":")
        if not path.endswith(".py"):
            return (
                _of_package(text)
                if packages
                else Given(text, None, "is of another package: set `plugins = true`", "own-code-not-run")
            )
        if not run:
            return Given(text, None, _UNASKED, "own-code-not-run")
        return _part(loaded, os.path.join(root, path), text, part or name)

    return Own(
        {name: given(text, name) for name, text in models.items()}, {name: given(text, name) for name, text in checks.items()}
    )


def _part(loaded: dict[str, Any], path: str, origin: str, name: str) -> Given:
    if path not in loaded:
        try:
            loaded[path] = _module(path)
        except (Exception, SystemExit) as error:
            loaded[path] = f"cannot be loaded: {type(error).__name__}: {error}"
    module = loaded[path]
    if isinstance(module, str):
        return Given(origin, None, module, "own-code-broken")
    found: Callable[..., Any] | None = getattr(module, name, None)
    if not callable(found):
        return Given(origin, None, f"has no `{name}`", "own-code-broken")
    return Given(origin, found)


def _module(path: str) -> Any:
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location(f"uowgen_own_{abs(hash(path))}", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _of_package(name: str) -> Given:
    from uowgen.workspace.plugins import MODELS, points_of

    points = [point for point in points_of(MODELS) if point.name == name]
    if len(points) != 1:
        return Given(name, None, "is of no package, or of several", "own-code-broken")
    try:
        found = points[0].load()
    except (Exception, SystemExit) as error:
        return Given(name, None, f"cannot be loaded: {type(error).__name__}: {error}", "own-code-broken")
    return Given(name, found) if callable(found) else Given(name, None, "is no class", "own-code-broken")
