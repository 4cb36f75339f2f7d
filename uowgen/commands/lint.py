"""Find what is wrong with specs as documents, before any of their code is written. Writes nothing, unless --fix asks for it.

examples:
  uowgen lint docs/
  uowgen lint --fix --format concise docs/uow-2.1.md
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from uowgen.commands.common import FOUND, WRONG, answer, as_json, judging, placeholders, read_inputs, spec_arguments
from uowgen.commands.configured import MARKDOWN, configured_specs, template_folders, with_severity
from uowgen.diagnostic import render
from uowgen.lint.specs import fixed, lint_specs
from uowgen.plan import PlanOptions
from uowgen.rendering.catalog import load_templates
from uowgen.spec.read import read_document
from uowgen.text import Source

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from uowgen.commands.common import Inputs
    from uowgen.lint.remark import Remark
    from uowgen.model import Spec

_FORMATS = ("text", "concise", "json", "github", "sarif")
_MOST_BESIDE = 500


def arguments(parser: ArgumentParser) -> None:
    """Declares the command's options."""
    spec_arguments(parser, formats=_FORMATS, volume=True)
    parser.add_argument("--fix", action="store_true", help="put right what is safe: cited lines, paths that moved, ids")


def run(options: Namespace) -> int:
    """Prints the remarks; 1 if there is an error or a warning left, 2 if a document could not be read or written."""
    inputs = read_inputs(options)
    remarks = remarks_on(inputs, options)
    unwritten = False
    if options.fix:
        written, unwritten = _fix(inputs, remarks)
        if written:
            inputs = read_inputs(options)
            remarks = remarks_on(inputs, options)
    problems = (*with_severity(inputs.problems, inputs.configuration.severity), *(remark.diagnostic for remark in remarks))
    found = any(problem.severity != "note" for problem in problems)
    status = WRONG if inputs.unreadable or unwritten else FOUND if found else 0
    return answer(status, _printed(inputs, remarks, options), inputs.problems, inputs).give(
        people=options.format in ("text", "concise")
    )


def said_of(options: Namespace) -> str:
    """Every remark on the specs that `options` name, as text; empty if there is none."""
    inputs = read_inputs(options)
    problems = (*inputs.problems, *(remark.diagnostic for remark in remarks_on(inputs, options)))
    return "".join(render(problem, inputs.source_of) + "\n" for problem in problems)


def remarks_on(inputs: Inputs, options: Namespace) -> tuple[Remark, ...]:
    """The remarks on the specs of `inputs`, as the configuration weighs them."""
    folders = template_folders(inputs.configuration, inputs.tree.root, inputs.plugins)
    filling = placeholders(options, inputs.configuration)
    said = lint_specs(
        inputs.specs,
        _beside(inputs),
        inputs.tree,
        PlanOptions(filling, load_templates(folders), inputs.plugins.operations),
        judging(inputs),
    )
    severity = inputs.configuration.severity
    return tuple(r._replace(diagnostic=d) for r in said for d in with_severity((r.diagnostic,), severity))


def _beside(inputs: Inputs) -> tuple[tuple[Spec, Source], ...]:
    """The specs that those given depend on, directly or not, from the documents of the same folders and those that are configured."""
    known = {spec.id for spec, _ in inputs.specs}
    wanted = {name for spec, _ in inputs.specs for name in spec.depends_on} - known
    if not wanted:
        return ()
    lying: dict[str, tuple[Spec, Source]] = {}
    for path in _siblings(inputs):
        with open(path, "rb") as file:
            source = Source(path, file.read())
        for spec in read_document(source)[0]:
            lying.setdefault(spec.id, (spec, source))
    found: dict[str, tuple[Spec, Source]] = {}
    while wanted:
        name = wanted.pop()
        if name in lying and name not in found and name not in known:
            found[name] = lying[name]
            wanted |= set(lying[name][0].depends_on)
    return tuple(found.values())


def _siblings(inputs: Inputs) -> list[str]:
    folders = dict.fromkeys(os.path.dirname(path) for path in inputs.documents)
    chosen = configured_specs(inputs.configuration, inputs.tree.root)[0] if inputs.configuration.specs else []
    given = {os.path.realpath(path) for path in inputs.documents}
    lying = [os.path.join(f, n) for f in folders for n in sorted(os.listdir(f or ".")) if n.endswith(MARKDOWN)]
    paths = dict.fromkeys(os.path.normpath(path) for path in (*lying, *chosen))
    return [p for p in paths if os.path.isfile(p) and os.path.realpath(p) not in given and os.access(p, os.R_OK)][:_MOST_BESIDE]


def _fix(inputs: Inputs, remarks: tuple[Remark, ...]) -> tuple[bool, bool]:
    """Writes the fixes; whether something was written, and whether something could not be."""
    from uowgen.commands.rewriting import rewrite

    written = failed = False
    for source in inputs.documents.values():
        text, done = fixed(source, remarks)
        if not done:
            continue
        problem = rewrite(source, text)
        if problem is not None:
            print(render(problem, inputs.source_of), file=sys.stderr)
            failed = True
            continue
        written = True
        for remark in done:
            place = remark.diagnostic.span
            line = source.line_of(place.start) if place is not None else 1
            print(f"fixed[{remark.diagnostic.code}]: {source.path}:{line}: {remark.diagnostic.message}", file=sys.stderr)
    return written, failed


def _printed(inputs: Inputs, remarks: tuple[Remark, ...], options: Namespace) -> str:
    problems = tuple(remark.diagnostic for remark in remarks)
    form = options.format
    if form == "json":
        from uowgen.report.as_json import lint_json

        return as_json(lint_json(inputs.specs, remarks, inputs.source_of))
    if form != "text":
        from uowgen.commands.printing import printed, run_of

        return printed(form, run_of(inputs._replace(problems=(*inputs.problems, *problems)), None))
    rows = [render(problem, inputs.source_of) + "\n" for problem in problems]
    if options.volume == "quiet":
        return "\n".join(rows)
    counts = [
        f"{n} {word}{'s' if n != 1 else ''}"
        for word in ("error", "warning", "note")
        if (n := sum(p.severity == word for p in problems))
    ]
    fixable = sum(remark.fix is not None for remark in remarks)
    told = f"; {fixable} of them can be put right by --fix" if fixable else ""
    specs = f"{len(inputs.specs)} spec{'s' if len(inputs.specs) != 1 else ''}"
    return "\n".join([*rows, f"{specs}: {', '.join(counts) or 'nothing to remark'}{told}\n"])
