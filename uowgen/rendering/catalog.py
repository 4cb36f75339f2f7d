"""Where templates are found: the program's own folder, then the folders that a team names.

Reads template files and nothing else of the disk. A team's template of the same name wins over the program's.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from uowgen.rendering.pattern import could_match, read_parameters
from uowgen.rendering.template import Template, parse_template

if TYPE_CHECKING:
    from uowgen.rendering.pattern import Parameters

SUFFIX = ".rs.jinja"


def bundled(name: str) -> str:
    """The folder `name` (`templates`, `fixtures`) that comes with the program: in the package when installed, else beside it."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(package, "_bundled", name)
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(package), name)


@cache
def load_templates(folders: tuple[str, ...] = ()) -> tuple[Template, ...]:
    """Every template of the program and of `folders`, sorted by name. Raises TemplateError for one that cannot be read."""
    found: dict[str, Template] = {}
    for folder in (bundled("templates"), *folders):
        if os.path.isdir(folder):
            for entry in sorted(os.listdir(folder)):
                if entry.endswith(SUFFIX):
                    with open(os.path.join(folder, entry), encoding="utf-8") as file:
                        name = entry.removesuffix(SUFFIX)
                        found[name] = parse_template(name, file.read())
    return tuple(found[name] for name in sorted(found))


def recognise(code: bytes, templates: tuple[Template, ...]) -> tuple[Template, Parameters] | None:
    """The first of `templates` that would render `code` token for token, with its parameters."""
    for template in templates:
        if could_match(template, code):
            parameters = read_parameters(template, code)
            if parameters is not None:
                return template, parameters
    return None
