"""The configuration as commands use it: held against the codes, models and templates that there are, and applied to what a run says.

Reading its text is `workspace.configuration`'s. Where nothing is configured this loads nothing and changes nothing.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from uowgen import remembered
from uowgen.diagnostic import Diagnostic
from uowgen.plugins import NONE, Plugins
from uowgen.workspace import DiskTree, find_root
from uowgen.workspace.configuration import DEFAULT, NAME, read_configuration
from uowgen.workspace.globs import covering, fixed_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Literal

    from uowgen.workspace.configuration import Configuration

    Problems = tuple[Diagnostic, ...]

MARKDOWN = (".md", ".markdown")


def configuration_of(tree: DiskTree) -> tuple[Configuration, Problems]:
    """The configuration of `tree`, and what is wrong with it; with an error among that, the run must not go on."""
    why = "" if tree.read(NAME) is not None else tree.why_not(NAME)
    if why not in ("", "missing"):
        message = f"the configuration is there and cannot be read: {why}"
        return DEFAULT, (Diagnostic("bad-configuration", message, NAME, None, "make it a text file of the tree"),)
    configuration, problems = read_configuration(tree.read)
    if configuration.source is None or problems:
        return configuration, problems
    return configuration, (*_codes(configuration), *_models(configuration, tree), *_templates(configuration, tree.root))


def plugins_of(configuration: Configuration) -> tuple[Plugins, Problems]:
    """What other packages bring, if they are wanted, and what is wrong with it."""
    if not configuration.plugins:
        return NONE, ()
    from uowgen.workspace.plugins import load_plugins

    return load_plugins()


def template_folders(configuration: Configuration, root: str, plugins: Plugins = NONE) -> tuple[str, ...]:
    """The folders of templates that other packages and the team have, as absolute paths; the later ones win."""
    return (*plugins.templates, *(os.path.join(root, folder) for folder in configuration.templates))


def team_templates(root: str | None) -> tuple[str, ...]:
    """The team's folders for commands that take no specs, of the tree at `root` or around the current folder.

    Raises TemplateError where the configuration is wrong.
    """
    tree = DiskTree(os.path.abspath(root) if root else find_root(os.getcwd()))
    configuration, problems = configuration_of(tree)
    plugins, failed = plugins_of(configuration)
    wrong = next((problem for problem in (*problems, *failed) if problem.severity == "error"), None)
    if wrong is not None:
        from uowgen.rendering.template import TemplateError

        raise TemplateError(f"{wrong.path}: {wrong.message}; `uowgen config` shows where")
    return template_folders(configuration, tree.root, plugins)


def rests_on(configuration: Configuration, root: str) -> dict[str, str] | None:
    """Digests of what an answer rests on through the configuration, beside the file itself; None if that cannot be told."""
    if configuration.plugins:
        return None  # other packages have a part in it
    found: dict[str, str] = {}
    for folder in template_folders(configuration, root):
        names = (remembered.STAMP + folder, *(os.path.join(folder, name) for name in sorted(_listed(folder))))
        found |= {name: remembered.digest_of(name) for name in names}
    return found


def reads_like_a_spec(document: bytes) -> bool:
    """Whether a document has a word that specs have and other Markdown files hardly ever: for where nobody says which are specs."""
    lower = document.lower()
    return any(word in lower for word in (b"uow", b"unit of work", b"criteria", b"definition of done", b"deliverable"))


def configured_specs(configuration: Configuration, root: str) -> tuple[list[str], dict[str, str]]:
    """The Markdown files that `specs` covers and `exclude` does not, sorted, from the current folder; and stamps of what was listed."""
    wanted, unwanted = covering(configuration.specs), covering(configuration.exclude)
    found: list[str] = []
    listed: dict[str, str] = {}
    for start in sorted({fixed_folder(pattern) for pattern in configuration.specs}):
        place = os.path.join(root, start) if start else root
        if os.path.isfile(place):
            found.append(start)
            continue
        found += [path for path in _below(place, root, unwanted, listed) if path.endswith(MARKDOWN) and wanted(path)]
    here = os.getcwd()
    return [os.path.relpath(os.path.join(root, path), here) for path in sorted(set(found))], listed


def with_severity(problems: Problems, severity: Mapping[str, str]) -> Problems:
    """`problems` as the configuration weighs their codes; those that are `off` are left out."""
    if not severity:
        return problems
    weighed = ((problem, severity.get(problem.code, problem.severity)) for problem in problems)
    return tuple(problem._replace(severity=_LEVELS.get(level, problem.severity)) for problem, level in weighed if level != "off")


def matters(code: str | None, severity: Mapping[str, str]) -> bool:
    """Whether a refusal or a verdict with `code` makes a run end with status 1."""
    return severity.get(code or "", "error") == "error"


_LEVELS: dict[str, Literal["error", "warning"]] = {"error": "error", "warning": "warning"}


def _below(place: str, root: str, unwanted: Callable[[str], bool], listed: dict[str, str]) -> Iterator[str]:
    """Every file below `place` that is neither hidden nor unwanted, as a path from `root`; folders are stamped before they are listed."""
    folders = [place]
    while folders:
        folder = folders.pop()
        stamp = remembered.STAMP + folder
        listed[stamp] = remembered.digest_of(stamp)
        for name in sorted(_listed(folder)):
            path = os.path.relpath(os.path.join(folder, name), root)
            if name.startswith(".") or unwanted(path):
                continue
            if os.path.isdir(os.path.join(folder, name)):
                if name != "target" and not os.path.islink(os.path.join(folder, name)):
                    folders.append(os.path.join(folder, name))
            else:
                yield path


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _codes(configuration: Configuration) -> Problems:
    """What `severity` names and no diagnostic, refusal or verdict ever carries."""
    if not configuration.severity:
        return ()
    from uowgen.codes import CODES
    from uowgen.workspace.configuration_text import nearest, problem_at

    known = tuple(code.name for code in CODES)
    return tuple(
        problem_at(configuration, ("severity", name), f"there is no code `{name}`", nearest(name, known))
        for name in configuration.severity
        if name not in known
    )


def _models(configuration: Configuration, tree: DiskTree) -> Problems:
    """Models that are neither given by a package nor a Python file of the tree, and checks that are no such file."""
    if not configuration.models and not configuration.checks:
        return ()
    from uowgen.workspace.configuration_text import nearest, problem_at

    found: list[Diagnostic] = []
    known = plugins_of(configuration)[0].models
    named = [("checks", name, text) for name, text in configuration.checks.items()]
    for table, name, model in [*(("models", name, text) for name, text in configuration.models.items()), *named]:
        file, _, part = model.partition(":")
        what = table.removesuffix("s")
        if file.endswith(".py") or table == "checks":
            why = tree.why_not(file) if file.endswith(".py") else "it is no `.py` file"
            missing = why == "missing"
            if not why and part and not part.isidentifier():
                why = f"`{part}` is no name"
            if why:
                problem = problem_at(configuration, (table, name), f"the {what} `{model}` cannot be read: {why}")
                # It may be about to be written: `uowgen model new` is told where by the same line.
                found.append(problem._replace(severity="warning") if missing else problem)
        elif model not in known:
            advice = nearest(model, known) + " A model of the tree is written `file.py:Class`; the program's own need not be named."
            found.append(problem_at(configuration, ("models", name), f"there is no model `{model}`", advice))
    return tuple(found)


def _templates(configuration: Configuration, root: str) -> Problems:
    """Folders that are not there, and templates that cannot be read."""
    if not configuration.templates:
        return ()
    from uowgen.rendering.catalog import load_templates
    from uowgen.rendering.template import TemplateError
    from uowgen.workspace.configuration_text import problem_at

    found: list[Diagnostic] = []
    for n, folder in enumerate(configuration.templates):
        place = os.path.join(root, folder)
        try:
            if not os.path.isdir(place):
                found.append(problem_at(configuration, ("templates", str(n)), f"there is no folder `{folder}`"))
            load_templates((place,))
        except (TemplateError, OSError, UnicodeDecodeError) as error:
            found.append(problem_at(configuration, ("templates", str(n)), f"a template of `{folder}` cannot be read: {error}"))
    return tuple(found)
