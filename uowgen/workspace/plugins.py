"""What other installed packages bring: claim kinds, operations, folders of templates, reference models, by their entry points.

Loaded only where the configuration has `plugins = true`. A plugin that fails is told, and never takes the run down or decides anything.
"""

from __future__ import annotations

import os
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

from uowgen.diagnostic import Diagnostic
from uowgen.plugins import Plugins

if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.metadata import EntryPoint

    from uowgen.claims.kind import Case, Finding, Kind
    from uowgen.operations.work import Foreign

CLAIMS, OPERATIONS, TEMPLATES, MODELS = "uowgen.claims", "uowgen.operations", "uowgen.templates", "uowgen.models"
_HELP = "correct or uninstall the package, or set `plugins = false`"


def load_plugins() -> tuple[Plugins, tuple[Diagnostic, ...]]:
    """All of them in order of their names, and what is wrong with them; one that is wrong is left out."""
    kinds: list[Kind] = []
    names: list[tuple[str, str, str]] = []
    operations: list[Foreign] = []
    folders: list[str] = []
    problems: list[Diagnostic] = []
    for group, take in ((CLAIMS, _kind), (OPERATIONS, _operation), (TEMPLATES, _folder)):
        taken: dict[str, EntryPoint] = {}
        for point in points_of(group):
            if point.name in taken:
                problems.append(_problem(point, f"another package has a `{point.name}` too: {_package(taken[point.name])}"))
                continue
            taken[point.name] = point
            try:
                found = take(point.name, point.load())
            except (Exception, SystemExit) as error:
                problems.append(_problem(point, f"{type(error).__name__}: {error}"))
                continue
            {CLAIMS: kinds, OPERATIONS: operations, TEMPLATES: folders}[group].append(found)  # type: ignore[attr-defined]
            names.append((group, point.name, _package(point)))
    models = points_of(MODELS)
    names += [(MODELS, point.name, _package(point)) for point in models]
    found_all = Plugins(tuple(kinds), tuple(operations), tuple(folders), tuple(point.name for point in models), tuple(names))
    return found_all, tuple(problems)


def points_of(group: str) -> list[EntryPoint]:
    """The entry points of a group, in order of their names."""
    return sorted(entry_points(group=group), key=lambda point: (point.name, _package(point)))


def _kind(name: str, given: Any) -> Kind:
    """The claim kind `given` if it is one, guarded against its own faults. Raises ValueError."""
    from uowgen.claims import NAMES
    from uowgen.claims.kind import Kind
    from uowgen.claims.sentences.frame import parsed

    if not isinstance(given, Kind):
        raise ValueError("is no `uowgen.claims.kind.Kind`")
    if given.name != name or not name.isidentifier():
        raise ValueError(f"the kind calls itself `{given.name}`: it must have the name of its entry point")
    if name in NAMES:
        raise ValueError("there is a claim kind of that name in uowgen itself")
    for frame in given.frames:
        parsed(frame)  # KeyError for a class of words that there is not
    return given._replace(decide=_guarded(name, given.decide))


def _guarded(name: str, decide: Callable[[Any, Case], Finding]) -> Callable[[Any, Case], Finding]:
    def guarded(reading: Any, case: Case) -> Finding:
        from uowgen.claims.kind import Finding, undecided

        try:
            finding = decide(reading, case)
        except Exception as error:
            return undecided("plugin-failed", f"the plugin `{name}` failed: {type(error).__name__}: {error}")
        if not isinstance(finding, Finding) or finding.outcome not in ("holds", "fails", "undecided"):
            return undecided("plugin-failed", f"the plugin `{name}` gave no finding")
        return finding

    return guarded


def _operation(name: str, given: Any) -> Foreign:
    """The operation `given`, guarded against its own faults. Raises ValueError."""
    if not callable(given):
        raise ValueError("is no function")

    def asked(file: Any, spec: Any, directive: Any, code: str) -> Any:
        from uowgen.operations.work import Done, refused

        def failed(message: str) -> Done:
            return refused(name, "", "plugin-failed", f"the plugin `{name}` {message}", _HELP)

        try:
            route = given(file, spec, directive, code)
        except Exception as error:
            told = f"failed: {type(error).__name__}: {error}"
            return lambda _file: failed(told)
        if route is None:
            return None

        def worked_out(file: Any) -> Done:
            try:
                done = route(file)
            except Exception as error:
                return failed(f"failed: {type(error).__name__}: {error}")
            return done if isinstance(done, Done) else failed("gave no outcome")

        return worked_out

    return asked


def _folder(name: str, given: Any) -> str:
    """The folder of templates that `given` is or gives, if all of them can be read. Raises ValueError, TemplateError, OSError."""
    folder = os.fspath(given() if callable(given) else given)
    if not isinstance(folder, str) or not os.path.isdir(folder):
        raise ValueError(f"`{folder!r}` is no folder")
    from uowgen.rendering.catalog import load_templates

    load_templates((folder,))
    return folder


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist is not None else "an unknown package"


def _problem(point: EntryPoint, message: str) -> Diagnostic:
    return Diagnostic(
        "plugin-failed", f"`{point.name}` of {_package(point)}: {message}", f"{point.group} = {point.value}", None, _HELP
    )
