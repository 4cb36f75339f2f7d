"""Specs from templates: the kinds that there are, parameters given as text, and the document that they make.

The notation is that of the templates for code (see `template.py`). A default stands in brackets at the end of what is said of a
parameter.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from uowgen.rendering.catalog import bundled
from uowgen.rendering.template import Template, TemplateError, parse_template

if TYPE_CHECKING:
    from collections.abc import Mapping

    from uowgen.rendering.template import Parameter

SUFFIX = ".md.jinja"
_OPENING, _CLOSING = "([{", ")]}"


def load_kinds(folders: tuple[str, ...] = ()) -> tuple[Template, ...]:
    """Every template of a spec, of the program and of `folders`, sorted by name. Raises TemplateError for one that cannot be read."""
    found: dict[str, Template] = {}
    for folder in (os.path.join(bundled("templates"), "new"), *folders):
        for entry in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
            if entry.endswith(SUFFIX):
                with open(os.path.join(folder, entry), encoding="utf-8") as file:
                    name = entry.removesuffix(SUFFIX)
                    found[name] = parse_template(name, file.read())
    return tuple(found[name] for name in sorted(found))


def default_of(parameter: Parameter) -> str | None:
    """What the parameter is when nobody says; None if somebody has to."""
    about = parameter.about
    if about.endswith("]") and " [" in about:
        return about[about.rindex(" [") + 2 : -1]
    return "" if parameter.empty else None


def about(parameter: Parameter) -> str:
    """What the parameter is for, without its default."""
    return parameter.about[: parameter.about.rindex(" [")] if default_of(parameter) else parameter.about


def missing(kind: Template, given: Mapping[str, str]) -> tuple[Parameter, ...]:
    """The parameters that `given` lacks and that have no default."""
    return tuple(p for p in kind.parameters if p.name not in given and default_of(p) is None)


def document(kind: Template, given: Mapping[str, str]) -> str:
    """The spec that `kind` gives with parameters as text. Raises TemplateError for a missing, unknown or unfit one."""
    from uowgen.rendering.render import render

    known = {p.name for p in kind.parameters}
    for name in given:
        if name not in known:
            from difflib import get_close_matches

            near = get_close_matches(name, known, 1)
            hint = f"; did you mean `{near[0]}`?" if near else f" (it has {', '.join(p.name for p in kind.parameters)})"
            raise TemplateError(f"`{kind.name}` has no parameter `{name}`{hint}")
    values = {}
    for parameter in kind.parameters:
        text = given.get(parameter.name, default_of(parameter))
        if text is None:
            raise TemplateError(f"`{kind.name}` wants the parameter `{parameter.name}`: {parameter.about}")
        values[parameter.name] = _value(parameter, text)
    if isinstance(values.get("place"), str):
        values["place"] = _place(str(values["place"]))
    return render(kind, values)


def _value(parameter: Parameter, text: str) -> str | list[dict[str, str]]:
    if parameter.type != "list":
        return _checked(parameter.name, parameter.type, text)
    rows = []
    for entry in split(text, ","):
        parts = split(entry, ":", most=len(parameter.of))
        members = {}
        for n, (name, kind) in enumerate(parameter.of):
            members[name] = _checked(f"{parameter.name}.{name}", kind, parts[n] if n < len(parts) else "", last=n >= len(parts))
        rows.append(members)
    if not rows:
        raise TemplateError(f"`{parameter.name}` needs at least one entry: {parameter.about}")
    return rows


def _checked(name: str, kind: str, text: str, *, last: bool = False) -> str:
    text = text.strip()
    if kind != "code" and any(ch in text for ch in "\n\r`"):
        raise TemplateError(f"`{name}` must be one line without backticks")
    if kind == "string" and "." in name and any(ch in text for ch in '"\\'):  # it may stand in a string literal
        raise TemplateError(f"`{name}` must have no quotes and no backslashes")
    if "```" in text:
        raise TemplateError(f"`{name}` must not end its block: it has three backticks")
    if kind == "ident" and not text.removeprefix("r#").isidentifier():
        raise TemplateError(f"`{name}` must be a Rust identifier, not `{text}`")
    if not text and not last and kind in ("type", "code"):
        raise TemplateError(f"`{name}` must not be empty")
    return text


def _place(text: str) -> str:
    """`before NAME` and `after NAME` as the words of a directive, up to the file that follows."""
    word, _, name = text.partition(" ")
    if word in ("before", "after") and name.strip():
        return f"**{word}** `{name.strip()}` in"
    if text in ("at the end", "at the start", "at the top"):
        return f"{text} of"
    raise TemplateError(f"`place` must be `before NAME`, `after NAME` or `at the end`, not `{text}`")


def split(text: str, mark: str, most: int = 0) -> list[str]:
    """`text` cut at `mark` where no bracket is open, into at most `most` parts; `::` and `->` are no marks, `<` opens only in types."""
    parts: list[str] = []
    depth = start = at = 0
    while at < len(text):
        ch = text[at]
        if ch in _OPENING or (ch == "<" and text[at - 1 : at].isalnum()):
            depth += 1
        elif ch in _CLOSING or (ch == ">" and text[at - 1 : at] not in ("-", "=") and depth > 0):
            depth = max(0, depth - 1)
        elif text.startswith("::", at):
            at += 2
            continue
        elif ch == mark and depth == 0 and (most == 0 or len(parts) < most - 1):
            parts.append(text[start:at])
            start = at + 1
        at += 1
    parts.append(text[start:])
    kept = [part.strip() for part in parts]
    return kept if most else [part for part in kept if part]
