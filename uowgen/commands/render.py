"""Print the code that a template gives, or list the templates and what they want.

examples:
  uowgen render
  uowgen render raii_guard --from docs/uow-2.1.md
  uowgen render raii_guard --parameters guard.json
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from uowgen.commands.common import FOUND, WRONG
from uowgen.commands.configured import team_templates
from uowgen.rendering.catalog import load_templates
from uowgen.rendering.pattern import read_parameters
from uowgen.rendering.template import Template, TemplateError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from uowgen.rendering.pattern import Parameters


def arguments(parser: ArgumentParser) -> None:
    """Declares the command's options."""
    parser.add_argument("template", nargs="?", metavar="TEMPLATE", help="its name; without one, all templates are listed")
    parser.add_argument("--templates", action="append", default=[], metavar="FOLDER", help="a folder of further templates")
    given = parser.add_mutually_exclusive_group()
    given.add_argument("--parameters", metavar="FILE", help="a JSON object with the parameters (- for standard input)")
    given.add_argument("--from", metavar="SPEC", dest="document", help="read the parameters from the first block of SPEC that fits")


def run(options: Namespace) -> int:
    """Prints code or the list; 1 if no block fits, 2 for wrong usage."""
    try:
        templates = load_templates((*team_templates(None), *options.templates))
        if options.template is None:
            print("\n\n".join(_described(t) for t in templates))
            return 0
        template = next((t for t in templates if t.name == options.template), None)
        if template is None:
            raise TemplateError(f"there is no template `{options.template}` (there are: {', '.join(t.name for t in templates)})")
        if not options.parameters and not options.document:
            print(_described(template))
            return 0
        parameters = _from_document(template, options.document) if options.document else _from_json(options.parameters)
        if parameters is None:
            print(
                f"error[template-does-not-fit]: no block of {options.document} is an instance of {template.name}", file=sys.stderr
            )
            return FOUND
        from uowgen.rendering.render import render

        print(render(template, parameters), end="")
    except (TemplateError, OSError, ValueError) as error:
        print(f"error[template]: {error}", file=sys.stderr)
        return WRONG
    return 0


def _described(template: Template) -> str:
    rows = [f"{template.name}: {template.summary}"]
    for parameter in template.parameters:
        kind = parameter.type + (" of " + ", ".join(name for name, _ in parameter.of) if parameter.of else "")
        rows.append(f"  {parameter.name} ({kind}): {parameter.about}")
    return "\n".join(rows)


def _from_json(path: str) -> Parameters:
    from json import loads

    if path == "-":
        text = sys.stdin.read()
    else:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    found = loads(text)
    if not isinstance(found, dict):
        raise TemplateError("the parameters must be a JSON object")
    return found


def _from_document(template: Template, path: str) -> Parameters | None:
    from uowgen.spec.read import read_document
    from uowgen.text import Source

    with open(path, "rb") as file:
        specs, _ = read_document(Source(path, file.read()))
    found = (read_parameters(template, block.code.encode()) for spec in specs for block in spec.blocks if block.role == "code")
    return next((parameters for parameters in found if parameters is not None), None)
