"""What several commands share: options, finding and reading specs, and printing results where they belong."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from uowgen import remembered
from uowgen.commands.configured import (
    MARKDOWN,
    configuration_of,
    configured_specs,
    matters,
    plugins_of,
    reads_like_a_spec,
    rests_on,
    with_severity,
)
from uowgen.diagnostic import Diagnostic, render
from uowgen.plugins import NONE, Plugins
from uowgen.spec.read import read_document
from uowgen.text import Source
from uowgen.workspace import DiskTree, find_root
from uowgen.workspace.configuration import DEFAULT, NAME, Configuration
from uowgen.workspace.globs import covering

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Mapping

    from uowgen.model import Plan, Spec
    from uowgen.verify import VerifyOptions

FOUND, WRONG = 1, 2
_MAX_SPEC_BYTES = 16_000_000
_LONG_TO_READ = 1_000_000  # bytes; about half a second, below which processes would cost more than they save


class Inputs(NamedTuple):
    """What a command works on: the specs with their documents, the tree, and what was wrong with the documents.

    `unreadable` says that a document could not be read at all. `rests_on` are digests of what an answer rests on beside documents
    and tree, by path as `remembered.digest_of` takes it; None when it must not be remembered.
    """

    specs: tuple[tuple[Spec, Source], ...]
    tree: DiskTree
    problems: tuple[Diagnostic, ...]
    unreadable: bool
    documents: dict[str, Source]
    rests_on: dict[str, str] | None = {}  # noqa: RUF012
    configuration: Configuration = DEFAULT
    plugins: Plugins = NONE

    def source_of(self, path: str) -> Source | None:
        """The text of a document or of a file of the tree, to show a line of it."""
        return self.documents.get(path) or self.tree.read(path)


def spec_arguments(parser: ArgumentParser, *, formats: tuple[str, ...] = (), volume: bool = False) -> None:
    """The options of every command that reads specs; with `volume` also how much its text says."""
    parser.add_argument("spec", nargs="*", metavar="SPEC", help="a spec, or a folder of specs (default: those of uowgen.toml)")
    parser.add_argument("--root", metavar="FOLDER", help="the tree (default: the git work tree around the current folder)")
    parser.add_argument("--only", action="append", default=[], metavar="ID", help="only the specs with this id (may be repeated)")
    parser.add_argument("--through", metavar="ID", help="only the specs up to this id, in the order of their dependencies")
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=TEXT", dest="placeholders", help="fill a placeholder such as TEAM_XXX"
    )
    parser.add_argument("--specs-only", action="store_true", help="pass over documents that are no specs, as hooks hand them over")
    parser.add_argument("--no-cache", action="store_true", help="work everything out afresh")
    parser.set_defaults(volume="normal")
    if volume:
        how_much = parser.add_mutually_exclusive_group()
        how_much.add_argument(
            "-q", "--quiet", action="store_const", dest="volume", const="quiet", help="say only what is not as it should be"
        )
        how_much.add_argument(
            "-v", "--verbose", action="store_const", dest="volume", const="verbose", help="show the lines that everything rests on"
        )
    if formats:
        parser.add_argument("--format", choices=formats, default=formats[0], help="what to print (default: %(default)s)")


def read_inputs(options: Namespace) -> Inputs:
    """Reads every spec that `options` name. Never raises for what the user gave; see `Inputs.problems`."""
    root = os.path.abspath(options.root) if options.root else find_root(os.getcwd())
    problems: list[Diagnostic] = []
    documents: dict[str, Source] = {}
    specs: list[tuple[Spec, Source]] = []
    unreadable = False
    if not os.path.isdir(root):
        problems.append(
            Diagnostic("root-not-found", f"the tree `{options.root}` is not a folder", options.root, help="give --root a folder")
        )
        return Inputs((), DiskTree(root), tuple(problems), True, documents)
    if getattr(options, "staged", False):
        return _staged(root, options)
    tree = DiskTree(root)
    configuration, said_of_it = configuration_of(tree)
    problems += said_of_it
    if any(problem.severity == "error" for problem in said_of_it):
        return Inputs((), tree, tuple(problems), True, documents)
    plugins, failed = plugins_of(configuration)
    problems += failed
    if failed:
        return Inputs((), tree, tuple(problems), True, documents)
    tree.leave_out(configuration.exclude)
    more = rests_on(configuration, root)
    paths = _documents(options.spec, root, configuration)
    if not options.spec:
        paths, listed = configured_specs(configuration, root)
        more = None if more is None else more | listed
        if not paths:
            problems.append(_nothing_given(configuration))
            return Inputs((), tree, tuple(problems), True, documents)
    sources: list[Source] = []
    for path in paths:
        source, wrong = _read(path)
        if source is None:
            problems += wrong
            unreadable = True
        elif not options.specs_only or _is_spec(source, root, configuration):
            documents[path] = source
            sources.append(source)
    for source, (found, said) in zip(sources, _all_read(sources), strict=True):
        problems += said
        unreadable = unreadable or (not found and any(d.severity == "error" for d in said))
        specs += [(spec, source) for spec in found if not options.only or spec.id in options.only]
    if options.through:
        from uowgen.order import up_to

        kept = up_to(specs, options.through)
        if not kept:
            advice = "the specs have the ids " + ", ".join(sorted({spec.id for spec, _ in specs if spec.id})[:12])
            problems.append(Diagnostic("spec-not-found", f"no spec has the id `{options.through}`", paths[0], help=advice))
            unreadable = True
        specs = list(kept)
    return Inputs(tuple(specs), tree, tuple(problems), unreadable, documents, more, configuration, plugins)


def _all_read(sources: list[Source]) -> list[tuple[tuple[Spec, ...], tuple[Diagnostic, ...]]]:
    """`read_document` of each."""
    if len(sources) < 2:
        return [read_document(source) for source in sources]
    from uowgen.commands.spread import spread

    long = sum(len(source.data) for source in sources) >= _LONG_TO_READ
    return spread(read_document, sources, "reading", long=long)[0]


def _staged(root: str, options: Namespace) -> Inputs:
    """The specs that are staged or speak of what is staged, from git's index. Without configured specs, documents that claim nothing are none."""
    from uowgen.commands.staged import relevant

    found = relevant(root, options.spec)
    configuration, problems = found.configuration, list(found.problems)
    plugins, failed = plugins_of(configuration) if found.specs else (NONE, ())
    problems += failed
    wrong = any(problem.severity == "error" for problem in problems)
    specs: list[tuple[Spec, Source]] = []
    documents: dict[str, Source] = {}
    for name in found.specs if not failed else ():
        text = found.tree.read(name)
        path = os.path.relpath(os.path.join(root, name))
        if text is None:
            why = found.tree.why_not(name)
            problems.append(Diagnostic("spec-unreadable", f"cannot read the staged spec: {why}", path, help="see `git status`"))
            wrong = wrong or bool(configuration.specs)
            continue
        source = Source(path, text.data)
        read, said = read_document(source)
        if configuration.specs or any(criterion.claimed for spec in read for criterion in spec.criteria):
            documents[path] = source
            problems += said
            specs += [(spec, source) for spec in read if not options.only or spec.id in options.only]
    return Inputs(tuple(specs), found.tree, tuple(problems), wrong, documents, None, configuration, plugins)


def read_and_tell(options: Namespace) -> Inputs:
    """`read_inputs`, with what is wrong said on standard error."""
    inputs = read_inputs(options)
    for problem in inputs.problems:
        print(render(problem, inputs.source_of), file=sys.stderr)
    return inputs


def wrote_new(path: str, text: str, advice: str = "") -> bool:
    """Writes a file that must not be there; False, and said why on standard error, if it could not be."""
    try:
        with open(path, "x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        print(f"error[file-exists]: {path} is there already{advice}", file=sys.stderr)
        return False
    except OSError as error:
        print(f"error[not-written]: {path}: {error.strerror}", file=sys.stderr)
        return False
    return True


def placeholders(options: Namespace, configuration: Configuration = DEFAULT) -> dict[str, str]:
    """The placeholders of the configuration, and the `--set NAME=TEXT` options, which win, as a mapping."""
    given = {name: text for name, _, text in (row.partition("=") for row in options.placeholders)}
    return {**configuration.placeholders, **given}


def judging(inputs: Inputs, *, checks: bool = False) -> VerifyOptions:
    """How the criteria of `inputs` are decided. With `checks` the Python of the tree that the configuration names is run."""
    from uowgen.verify import VerifyOptions

    own = None
    configuration = inputs.configuration
    if configuration.models or configuration.checks:
        from uowgen.workspace.own_python import own_of

        own = own_of(configuration.models, configuration.checks, inputs.tree.root, run=checks, packages=configuration.plugins)
    return VerifyOptions(kinds=inputs.plugins.kinds, own=own)


def answer(status: int, output: str, problems: tuple[Diagnostic, ...], inputs: Inputs) -> remembered.Answer:
    """What a command has to say: `output`, and the diagnostics for standard error."""
    weighed = with_severity(problems, inputs.configuration.severity)
    errors = "".join(render(problem, inputs.source_of) + "\n" for problem in weighed)
    return remembered.Answer(status, output.encode("utf-8", "surrogateescape"), errors.encode("utf-8", "surrogateescape"))


def recalled(options: Namespace, run: Callable[[Namespace], tuple[remembered.Answer, Inputs]]) -> int:
    """Gives the answer of `run`, and keeps it with the digests of all that it looked at if it may be asked for again."""
    given, inputs = run(options)
    if remembered.wanted(options.command_line) and not inputs.unreadable and not any(os.path.isdir(path) for path in options.spec):
        seen, more = inputs.tree.looked_at(), inputs.rests_on
        if seen is not None and more is not None:
            documents = {os.path.abspath(path): source.data for path, source in inputs.documents.items()}
            digests = {path: remembered.digest(path, content) for path, content in documents.items()}
            remembered.remember(options.command_line, given, digests | seen | more)
    return given.give(people=options.format in ("text", "concise"))


def refused(plan: Plan, severity: Mapping[str, str] | None = None) -> bool:
    """Whether some operation of the plan is refused with a code that matters (see `configured`), or the plan itself has an error."""
    operations = any(
        operation.status == "refused" and matters(operation.code, severity or {})
        for spec in plan.specs
        for operation in spec.operations
    )
    return operations or any(p.severity == "error" for s in plan.specs for p in (*s.problems, *plan.problems))


def as_json(value: object) -> str:
    """`value` as JSON text with a final newline, in the order in which it was built."""
    from json import dumps

    return dumps(value, indent=1, ensure_ascii=False) + "\n"


def _documents(given: list[str], root: str, configuration: Configuration) -> list[str]:
    """The Markdown files that `given` names: files as they are, folders with all below them but what is excluded, sorted, none twice."""
    found: list[str] = []
    covered = covering(configuration.exclude)

    def unwanted(path: str) -> bool:
        below = os.path.relpath(path, root)
        return not below.startswith("..") and covered(below)

    for path in given:
        if os.path.isdir(path):
            for folder, inner, names in os.walk(path):
                inner[:] = sorted(n for n in inner if not n.startswith(".") and n != "target")
                within = [os.path.join(folder, n) for n in sorted(names) if n.endswith(MARKDOWN)]
                found += [path for path in within if not configuration.exclude or not unwanted(path)]
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _read(path: str) -> tuple[Source | None, list[Diagnostic]]:
    try:
        with open(path, "rb") as file:
            content = file.read(_MAX_SPEC_BYTES + 1)
    except FileNotFoundError:
        return None, [_missing(path)]
    except OSError as error:
        return None, [Diagnostic("spec-unreadable", f"cannot read the spec: {error.strerror}", path, help="check its permissions")]
    if len(content) > _MAX_SPEC_BYTES:
        return None, [Diagnostic("spec-too-large", f"the spec is larger than {_MAX_SPEC_BYTES:,} bytes", path, help="split it")]
    return Source(path, content), []


def _nothing_given(configuration: Configuration) -> Diagnostic:
    if configuration.specs:
        name = configuration.source.path if configuration.source is not None else NAME
        place = configuration.places.get(("specs",))
        message = "no spec lies where the configuration says"
        return Diagnostic("spec-not-found", message, name, place.value if place else None, "correct `specs`, or give a SPEC")
    return Diagnostic("spec-not-found", "no SPEC is given", NAME, help="name a spec or a folder, or set `specs` in uowgen.toml")


def _is_spec(source: Source, root: str, configuration: Configuration) -> bool:
    """Whether the configuration calls the document a spec; where it says nothing of specs, whether the document reads like one."""
    if configuration.specs:
        below = os.path.relpath(os.path.realpath(source.path), os.path.realpath(root))
        return covering(configuration.specs)(below) and not covering(configuration.exclude)(below)
    return reads_like_a_spec(source.data)


def _missing(path: str) -> Diagnostic:
    from difflib import get_close_matches

    folder = os.path.dirname(path) or "."
    names = os.listdir(folder) if os.path.isdir(folder) else []
    near = get_close_matches(os.path.basename(path), names, 1)
    if near:
        advice = f"did you mean `{os.path.join(os.path.dirname(path), near[0])}`?"
    elif not os.path.isdir(folder):
        advice = f"there is no folder `{folder}` either; the path is taken from the current folder"
    else:
        advice = "the path is taken from the current folder"
    return Diagnostic("spec-not-found", f"there is no spec `{path}`", path, help=advice)
