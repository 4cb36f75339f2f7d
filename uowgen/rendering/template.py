"""A template as a value: its text cut into literals, holes, loops and conditions, with the types of its parameters.

The notation is a subset of Jinja's, with delimiters that cannot be Rust: `⟦name⟧` is a value, a line that begins with `//%` is a
statement (`for x in xs`, `endfor`, `if x`, `endif`), one that begins with `//#` is a comment, and those at the top declare the
parameters. This module parses; it neither renders nor matches.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

ParameterType = Literal["ident", "type", "code", "docs", "visibility", "string", "list"]
_TYPES: tuple[ParameterType, ...] = ("ident", "type", "code", "docs", "visibility", "string", "list")
OPEN, CLOSE, STATEMENT, COMMENT = "⟦", "⟧", "//%", "//#"


class Parameter(NamedTuple):
    """One documented parameter. `of` gives the members' types of a `list`; `empty` allows a hole of no tokens."""

    name: str
    type: ParameterType
    about: str = ""
    of: tuple[tuple[str, ParameterType], ...] = ()
    empty: bool = False


class Literally(NamedTuple):
    """Text that stands as it is."""

    text: str


class Hole(NamedTuple):
    """The place of a parameter, or of a member (`field.name`) inside a loop."""

    name: str


class Loop(NamedTuple):
    """`body` once for each element of the list parameter `over`, called `each` inside."""

    each: str
    over: str
    body: tuple[Part, ...]


class Condition(NamedTuple):
    """`body` if the parameter `on` is not empty."""

    on: str
    body: tuple[Part, ...]


Part = Literally | Hole | Loop | Condition


class Template(NamedTuple):
    """A named template: its source as Jinja reads it, and the same cut into parts."""

    name: str
    summary: str
    text: str
    parameters: tuple[Parameter, ...]
    parts: tuple[Part, ...]

    def parameter(self, name: str) -> Parameter | None:
        """The parameter called `name`."""
        return next((p for p in self.parameters if p.name == name), None)


class TemplateError(ValueError):
    """A template that cannot be read; the message names the template and its 1-based line."""


def parse_template(name: str, text: str) -> Template:
    """The template `text` cut into parts; its leading `//#` lines give the summary and then a parameter each.

    Raises TemplateError for an unknown statement or type, an unclosed hole or an undeclared name.
    """
    summary, parameters = _header(name, text)
    template = Template(name, summary, text, parameters, ())
    stack: list[tuple[tuple[str, ...], list[Part]]] = [((), [])]
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        stripped = line.strip()
        if stripped.startswith(COMMENT):
            continue
        if stripped.startswith(STATEMENT):
            _statement(template, number, tuple(stripped[len(STATEMENT) :].split()), stack)
        else:
            stack[-1][1].extend(_line_parts(template, number, line, _names_in_scope(stack)))
    if len(stack) > 1:
        raise TemplateError(f"template {name}: `{stack[-1][0][0]}` is not closed")
    return template._replace(parts=tuple(stack[0][1]))


def _header(name: str, text: str) -> tuple[str, tuple[Parameter, ...]]:
    summary: list[str] = []
    parameters: list[Parameter] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith(COMMENT):
            break
        row = line.removeprefix(COMMENT).strip()
        declared, dashes, about = row.partition(" -- ")
        if dashes:
            parameters.append(_parameter(name, number, declared, about))
        elif row:
            summary.append(row)
    return " ".join(summary), tuple(parameters)


def _parameter(template: str, number: int, declared: str, about: str) -> Parameter:
    """`name: type`, `name: type?` (may be empty) or `name: list(member: type, …)`."""
    name, _, kind = (part.strip() for part in declared.partition(":"))
    empty, kind = kind.endswith("?"), kind.removesuffix("?")
    members: tuple[tuple[str, ParameterType], ...] = ()
    if kind.startswith("list(") and kind.endswith(")"):
        pairs = (pair.partition(":") for pair in kind[len("list(") : -1].split(","))
        members = tuple((key.strip(), _type(template, number, value.strip())) for key, _, value in pairs)
        kind = "list"
    return Parameter(name, _type(template, number, kind), about.strip(), members, empty)


def _type(template: str, number: int, word: str) -> ParameterType:
    for known in _TYPES:
        if known == word:
            return known
    raise TemplateError(f"template {template}, line {number}: `{word}` is no parameter type (one of {', '.join(_TYPES)})")


def _statement(template: Template, number: int, words: tuple[str, ...], stack: list[tuple[tuple[str, ...], list[Part]]]) -> None:
    match words:
        case ("for", each, "in", over):
            _declared(template, number, over, {})
            stack.append((("for", each, over), []))
        case ("if", on):
            _declared(template, number, on, _names_in_scope(stack))
            stack.append((("if", on), []))
        case ("endfor",) if stack[-1][0][:1] == ("for",):
            (_, each, over), body = stack.pop()
            stack[-1][1].append(Loop(each, over, tuple(body)))
        case ("endif",) if stack[-1][0][:1] == ("if",):
            (_, on), body = stack.pop()
            stack[-1][1].append(Condition(on, tuple(body)))
        case _:
            raise TemplateError(f"template {template.name}, line {number}: unknown statement `{' '.join(words)}`")


def _names_in_scope(stack: list[tuple[tuple[str, ...], list[Part]]]) -> dict[str, str]:
    return {head[1]: head[2] for head, _ in stack if head[:1] == ("for",)}


def _line_parts(template: Template, number: int, line: str, loops: dict[str, str]) -> list[Part]:
    parts: list[Part] = []
    rest = line
    while OPEN in rest:
        before, _, rest = rest.partition(OPEN)
        name, close, rest = rest.partition(CLOSE)
        if not close:
            raise TemplateError(f"template {template.name}, line {number}: `{OPEN}` is not closed")
        _declared(template, number, name.strip(), loops)
        if before:
            parts.append(Literally(before))
        parts.append(Hole(name.strip()))
    if rest:
        parts.append(Literally(rest))
    return parts


def _declared(template: Template, number: int, name: str, loops: dict[str, str]) -> None:
    if type_of(template, name, loops) is None:
        raise TemplateError(f"template {template.name}, line {number}: `{name}` is not a declared parameter")


def type_of(template: Template, name: str, loops: dict[str, str]) -> ParameterType | None:
    """The type of the parameter or loop member `name`; `loops` maps loop variables to the lists that they run over."""
    owner, dot, member = name.partition(".")
    if not dot:
        found = template.parameter(name)
        return found.type if found else None
    over = template.parameter(loops.get(owner, ""))
    return dict(over.of).get(member) if over else None
