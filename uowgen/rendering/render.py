"""Code and pages from templates and values. The one importer of jinja2.

Values are data: they reach the template engine as values only, never as template text.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from uowgen.diagnostic import visible
from uowgen.rendering.template import CLOSE, COMMENT, OPEN, STATEMENT, Template, TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.rendering.pattern import Parameters

# Stands for a hole that was given nothing, so that its line or the blank behind it can go as well.
_NOTHING = "\x00"


def render(template: Template, parameters: Parameters) -> str:
    """The code that `template` gives with `parameters`, with `\\n` line ends and one at the end.

    Raises TemplateError when a parameter is missing, unknown or not of its declared type.
    """
    _check(template, parameters)
    environment = Environment(
        variable_start_string=OPEN,
        variable_end_string=CLOSE,
        line_statement_prefix=STATEMENT,
        line_comment_prefix=COMMENT,
        # Never used, and cannot be Rust: Jinja's defaults would eat `{{`, `{%` and `{#[attr]`.
        block_start_string="⟪%",
        block_end_string="%⟫",
        comment_start_string="⟪#",
        comment_end_string="#⟫",
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701  # Rust, not HTML
    )
    environment.filters["at"] = _indented
    text = environment.from_string(_with_columns(template.text)).render(parameters)
    rows = (row for row in text.split("\n") if row.strip(" \t" + _NOTHING) or _NOTHING not in row)
    return "\n".join(row.replace(_NOTHING + " ", "").replace(_NOTHING, "").rstrip() for row in rows).strip("\n") + "\n"


@cache
def html_pages(folder: str, suffix: str) -> Callable[..., str]:
    """A function of the name of a template (of the file `name` + `suffix` in `folder`) and its values, which gives a page.

    Every value is escaped, and characters that a reader would not see (controls, changes of direction) are made visible. The
    filter `said` shows what stands between backticks as code.
    """
    environment = Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    environment.filters["said"] = _with_code

    def page(name: str, **values: object) -> str:
        return environment.get_template(name + suffix).render(values).rstrip("\n") + "\n"

    return page


def _with_code(text: str) -> Markup:
    parts = visible(text).split("`")
    if len(parts) % 2 == 0:  # a backtick without its other one
        return escape(visible(text))
    shown = (f"<code>{escape(part)}</code>" if n % 2 else str(escape(part)) for n, part in enumerate(parts))
    return Markup("".join(shown))  # noqa: S704  # every part is escaped


def _with_columns(text: str) -> str:
    """The template text with each hole told its column, so that a value of several lines stays in its column."""
    rows = []
    for row in text.split("\n"):
        column = len(row) - len(row.lstrip(" "))
        rows.append(row.replace(CLOSE, f"|at({column}){CLOSE}"))
    return "\n".join(rows)


def _indented(value: object, column: int) -> str:
    rows = str(value).split("\n")
    deep = min((len(r) - len(r.lstrip(" ")) for r in rows[1:] if r.strip()), default=0)
    text = "\n".join([rows[0], *(" " * column + r[deep:] if r.strip() else "" for r in rows[1:])])
    return text or _NOTHING


def _check(template: Template, parameters: Parameters) -> None:
    declared = {p.name for p in template.parameters}
    for name in sorted(parameters.keys() - declared):
        raise TemplateError(f"template {template.name} has no parameter `{name}` (it has {', '.join(sorted(declared))})")
    for parameter in template.parameters:
        if parameter.name not in parameters:
            raise TemplateError(f"template {template.name} wants the parameter `{parameter.name}`: {parameter.about}")
        value = parameters[parameter.name]
        if (parameter.type == "list") != isinstance(value, list):
            raise TemplateError(f"template {template.name}: `{parameter.name}` must be a {parameter.type}")
        if parameter.type == "ident" and not str(value).removeprefix("r#").isidentifier():
            raise TemplateError(f"template {template.name}: `{parameter.name}` must be a Rust identifier, not `{value}`")
