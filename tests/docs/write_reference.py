"""Writes docs/reference from the program: `python -m tests.docs.write_reference`. The tests hold the pages against what this writes.

The pages do not depend on the terminal, on the Python version or on the configuration: nothing is taken from argparse's own layout.
"""

from __future__ import annotations

import ast
import sys
from argparse import SUPPRESS, Action, ArgumentParser
from importlib import import_module
from json import loads
from pathlib import Path
from typing import Any

from uowgen.claims import kinds
from uowgen.claims.codes import CODES as CLAIM_CODES
from uowgen.claims.sentences.binding import slots_of
from uowgen.claims.sentences.frame import CLASSES
from uowgen.cli import COMMANDS
from uowgen.codes import CODES
from uowgen.commands.parsing import parser_of
from uowgen.commands.schema import names, schema
from uowgen.lint.codes import CODES as LINT_CODES
from uowgen.rendering.catalog import load_templates
from uowgen.rendering.documents import about, default_of, load_kinds
from uowgen.report.formats import FORMATS
from uowgen.toolchain.codes import CODES as TOOLCHAIN_CODES
from uowgen.workspace.codes import CODES as WORKSPACE_CODES
from uowgen.workspace.configuration import DEFAULT
from uowgen.workspace.configuration_keys import SETTINGS, TOOLCHAIN

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs/reference"
WRITTEN = "<!-- Written by `python -m tests.docs.write_reference`; change the program, not this page. -->"


def main() -> None:
    """Writes every page, and tells which of them changed."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        path = FOLDER / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"written: {path.relative_to(ROOT)}", file=sys.stderr)


def pages() -> dict[str, str]:
    """Each page by its name in docs/reference."""
    made = {
        "commands.md": _commands(),
        "codes.md": _codes(),
        "claims.md": _claims(),
        "operations.md": _operations(),
        "templates.md": _templates(),
        "formats.md": _formats(),
        "configuration.md": _configuration(),
        "api.md": _api(),
    }
    return {name: "\n".join([WRITTEN, *rows]).rstrip() + "\n" for name, rows in made.items()}


# ---------------------------------------------------------------------------------------------------------------- commands


def _commands() -> list[str]:
    rows = [
        "# Commands",
        "",
        "`uowgen COMMAND --help` says the same on the terminal. Every command ends with 0 if nothing is wrong, 1 if something was found",
        "(a refusal, a failing criterion), 2 for wrong usage, an unreadable file or a bug. Results go to standard output, messages and",
        "progress to standard error. A SPEC is a Markdown file, or a folder that stands for all the specs in it.",
        "",
        "| command | what for |",
        "|---|---|",
        *(f"| [`{name}`](#uowgen-{name}) | {line} |" for name, _, line in COMMANDS),
    ]
    for name, module, _ in COMMANDS:
        command = import_module(f"uowgen.commands.{module}")
        parser = parser_of(name, command)
        says, _, examples = (command.__doc__ or "").strip().partition("\nexamples:\n")
        rows += ["", f"## uowgen {name}", "", *says.strip().splitlines(), "", "```text", _usage(name, parser), "```"]
        for group in parser._action_groups:
            shown = [a for a in group._group_actions if a.help != SUPPRESS and a.dest != "help"]
            if shown:
                title = {"positional arguments": "Arguments", "options": "Options"}.get(
                    group.title or "", (group.title or "").capitalize()
                )
                rows += ["", f"| {title} | |", "|---|---|", *(f"| {_called(a)} | {_cell(_help(a))} |" for a in shown)]
        if examples.strip():
            rows += ["", "Examples:", "", "```text", *(line.strip() for line in examples.strip().splitlines()), "```"]
    return rows


def _usage(name: str, parser: ArgumentParser) -> str:
    words = [f"uowgen {name}"]
    optional = [a for a in parser._actions if a.option_strings and a.dest != "help"]
    words += [f"{a.option_strings[0]} {_metavar(a)}" for a in optional if a.required]
    words += ["[OPTION ...]"] if any(not a.required for a in optional) else []
    for action in parser._actions:
        if not action.option_strings:
            text = _metavar(action)
            words.append({"?": f"[{text}]", "*": f"[{text} ...]", "+": f"{text} ..."}.get(str(action.nargs), text))
    return " ".join(words)


def _called(action: Action) -> str:
    value = "" if action.nargs == 0 or not action.option_strings else f" {_metavar(action)}"
    return ", ".join(f"`{string}{value}`" for string in action.option_strings) or f"`{_metavar(action)}`"


def _metavar(action: Action) -> str:
    if action.choices is not None and action.metavar is None:
        return "{" + ",".join(map(str, action.choices)) + "}"
    return str(action.metavar or action.dest.upper())


def _help(action: Action) -> str:
    text = action.help or ""
    return text % vars(action) if "%" in text else text


# ------------------------------------------------------------------------------------------------------------------- codes


def _codes() -> list[str]:
    groups = (
        ("The tree, its configuration, writing", {row[0] for row in WORKSPACE_CODES}),
        ("Wording of specs", {row[0] for row in LINT_CODES}),
        ("Builds, tests, commands", {row[0] for row in TOOLCHAIN_CODES}),
        ("Verdicts", {row[0] for row in CLAIM_CODES}),
    )
    elsewhere = set().union(*(own for _, own in groups))
    all_groups = (("Places and documents", {c.name for c in CODES} - elsewhere), *groups)
    rows = [
        "# Codes",
        "",
        "Every refusal, remark and verdict that is not plain carries a code. `uowgen explain CODE` prints its entry. The severity of a code",
        "can be set in the [configuration](configuration.md).",
    ]
    for title, own in all_groups:
        rows += ["", f"## {title}"]
        for code in CODES:
            if code.name in own:
                rows += ["", f"### {code.name}", "", code.means, "", "For example:", "", "```text", code.example, "```", ""]
                rows += [f"Instead: {code.instead}"]
    return rows


# ------------------------------------------------------------------------------------------------------------------ claims


def _claims() -> list[str]:
    rows = [
        "# Claims",
        "",
        "A criterion is decided if its sentence fits a frame of one of these kinds. They are tried in this order.",
        "`uowgen explain claims KIND` prints an entry.",
        "",
        "In a frame, a word stands for itself; `a|b` is either; `?` and `*` mark what may be missing or repeated; `@word` is any of the",
        "[classes](#classes-of-words) below; `<name>` is what the claim is about; what stands behind `;` is given by the frame.",
        "",
        "A criterion can be bound to a kind by hand, by a comment beside it: `<!-- uowgen: kind slot=value -->`. The slots are listed with each",
        "kind, those that must be given in bold.",
        "",
        "| kind | what it says |",
        "|---|---|",
        *(f"| [`{kind.name}`](#{kind.name}) | {kind.says} |" for kind in kinds()),
    ]
    for kind in kinds():
        slots = slots_of(kind)
        named = [f"**`{slot}`**" if slot in kind.needs else f"`{slot}`" for slot in sorted(slots)]
        rows += ["", f"## {kind.name}", "", f"{kind.says[:1].upper()}{kind.says[1:]}.", "", "Examples:", ""]
        rows += [f"- {example}" for example in kind.examples]
        rows += ["", "Frames:", "", "```text", *kind.frames, "```", "", f"Slots: {', '.join(named) or 'none'}."]
    rows += ["", "## Classes of words", "", "| class | words |", "|---|---|"]
    rows += [f"| `@{name}` | {words} |" for name, words in CLASSES.items()]
    return rows


# -------------------------------------------------------------------------------------------------------------- operations


def _operations() -> list[str]:
    rows = [
        "# Operations",
        "",
        "What a block can become. The kind is shown by `plan` and stands in its JSON. Each has a page of documents, with the file before",
        "and after, on which it is tested.",
        "",
        "| kind | what it does |",
        "|---|---|",
    ]
    for path in sorted((ROOT / "tests/operations/pages").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        first = text.split("\n\n", 2)[1].replace("\n", " ") if text.count("\n\n") > 1 else ""
        rows.append(f"| [`{path.stem}`](../../tests/operations/pages/{path.name}) | {_cell(first)} |")
    return rows


# --------------------------------------------------------------------------------------------------------------- templates


def _templates() -> list[str]:
    rows = [
        "# Templates",
        "",
        "Templates lie in `templates/` of the program, and in the folders that a repository names as `templates` in its",
        "[configuration](configuration.md). A template declares its parameters in its own head.",
        "",
        "## Of code",
        "",
        "`uowgen render NAME` prints the code that a template gives. When a block of a spec is an instance of one, the plan says so.",
    ]
    for template in load_templates(()):
        rows += ["", f"### {template.name}", "", template.summary, "", "| parameter | type | what it is |", "|---|---|---|"]
        for p in template.parameters:
            kind = p.type + (" of " + ", ".join(name for name, _ in p.of) if p.of else "")
            rows.append(f"| `{p.name}` | {_cell(kind)} | {_cell(p.about)} |")
    rows += ["", "## Of specs", "", "`uowgen new NAME` writes a spec from one of these."]
    for kind in load_kinds(()):
        rows += ["", f"### {kind.name}", "", kind.summary, "", "| parameter | what it is | default |", "|---|---|---|"]
        rows += [f"| `{p.name}` | {_cell(about(p))} | {_cell(default_of(p) or '')} |" for p in kind.parameters]
    return rows


# ----------------------------------------------------------------------------------------------------------------- formats


def _formats() -> list[str]:
    offered: dict[str, list[str]] = {}
    for name, module, _ in COMMANDS:
        parser = parser_of(name, import_module(f"uowgen.commands.{module}"))
        for action in parser._actions:
            if "--format" in action.option_strings and action.choices is not None:
                for choice in action.choices:
                    offered.setdefault(choice, []).append(f"`{name}`")
    own = {"text": "For people, on the terminal.", "json": "For programs; the fields are described below."}
    told = {name: _purpose(f"uowgen.report.{module}") for name, (module, _) in FORMATS.items()}
    told["sarif-problems"] = "SARIF with the failures alone, for code scanning."
    rows = [
        "# Formats",
        "",
        "`--format NAME` says what `plan`, `verify` and others print; the default is `text`. `config` prints JSON with `--json`.",
        "",
        "| format | what it is | commands |",
        "|---|---|---|",
        *(f"| `{name}` | {_cell((own | told)[name])} | {', '.join(offered.get(name, []))} |" for name in (*own, *FORMATS)),
        "",
        "## JSON",
        "",
        "The schemas are in the program: `uowgen schema NAME` prints one. Fields may be added; none is renamed or removed. A field with `?` may be",
        "missing.",
    ]
    for name in names():
        described = loads(schema(name))
        rows += ["", f"### {described['title']}", "", described.get("description", ""), "", *_fields(described)]
        for part, inner in described.get("$defs", {}).items():
            if inner.get("properties"):
                rows += ["", f"`{part}`:", "", *([inner["description"], ""] if "description" in inner else []), *_fields(inner)]
    return rows


def _fields(described: dict[str, Any]) -> list[str]:
    required = set(described.get("required", ()))
    rows = ["| field | type | |", "|---|---|---|"]
    for name, field in described.get("properties", {}).items():
        rows.append(
            f"| `{name}`{'' if name in required else '?'} | {_cell(_type(field))} | {_cell(field.get('description', ''))} |"
        )
    return rows


def _type(field: dict[str, Any]) -> str:
    if "const" in field:
        return f"`{field['const']}`"
    if "enum" in field:
        return ", ".join(f"`{value}`" if value is not None else "null" for value in field["enum"])
    if "$ref" in field:
        return f"`{field['$ref'].rpartition('/')[2]}`"
    for word in ("anyOf", "oneOf"):
        if word in field:
            return " or ".join(_type(one) for one in field[word])
    kind = field.get("type", "any")
    kind = " or ".join(kind) if isinstance(kind, list) else kind
    return f"list of {_type(field['items'])}" if kind == "array" and "items" in field else kind


def _purpose(module: str) -> str:
    return (import_module(module).__doc__ or "").split("\n\n")[0].replace("\n", " ")


# ----------------------------------------------------------------------------------------------------------- configuration


def _configuration() -> list[str]:
    return [
        "# Configuration",
        "",
        "What a repository has chosen stands in `uowgen.toml` in the root of the tree, or in `[workspace.metadata.uowgen]` or",
        "`[package.metadata.uowgen]` of `Cargo.toml`. `uowgen.toml` wins, and what is passed over is said. An unknown key or a wrong value stops the run:",
        "it may have said what is not to be touched. `uowgen config` prints the settings in effect, and where each comes from.",
        "",
        "| key | what it is | default |",
        "|---|---|---|",
        *(f"| `{s.name}` | {_cell(s.means)} | {_default(s.name)} |" for s in SETTINGS),
        "",
        "Patterns and folders count from the root. In a pattern `*` and `?` stand for characters within a name, `**` for any folders; one that fits",
        "a folder covers all that lies below it.",
        "",
        "## toolchain",
        "",
        "| key | what it is |",
        "|---|---|",
        *(f"| `{s.name}` | {_cell(s.means)} |" for s in TOOLCHAIN),
        "",
        "The options of a run (`--target`, `--features`, `--timeout`, `--jobs`, `--nextest`) win over these.",
    ]


def _default(name: str) -> str:
    value = getattr(DEFAULT, name)
    if value is False:
        return "`false`"
    return "`[]`" if value == () else "none"


# --------------------------------------------------------------------------------------------------------------------- api


def _api() -> list[str]:
    module = ast.parse((ROOT / "uowgen/api.py").read_text(encoding="utf-8"))
    says, example, rest = _parted(ast.get_docstring(module) or "")
    rows = ["# Python", "", says, "", "```text", *example, "```", "", *rest.splitlines()]
    public = [n for n in module.body if isinstance(n, ast.FunctionDef | ast.ClassDef) and not n.name.startswith("_")]
    rows += ["", "## Functions"]
    for node in public:
        if isinstance(node, ast.FunctionDef):
            rows += [
                "",
                f"### {node.name}",
                "",
                "```text",
                *_signature(node),
                "```",
                "",
                *(ast.get_docstring(node) or "").splitlines(),
            ]
    rows += ["", "## Results"]
    for node in public:
        if isinstance(node, ast.ClassDef):
            rows += ["", f"### {node.name}", "", *(ast.get_docstring(node) or "").splitlines(), "", "| | |", "|---|---|"]
            for part in node.body:
                if isinstance(part, ast.AnnAssign):
                    rows.append(f"| `{ast.unparse(part.target)}` | `{_cell(ast.unparse(part.annotation))}` |")
                elif isinstance(part, ast.FunctionDef):
                    call = "" if part.decorator_list else "()"
                    told = " ".join((ast.get_docstring(part) or "").split())
                    rows.append(
                        f"| `{part.name}{call}` | `{_cell(ast.unparse(part.returns) if part.returns else '')}`: {_cell(told)} |"
                    )
    return rows


def _parted(text: str) -> tuple[str, list[str], str]:
    """The first paragraph of a docstring, its indented example, and the rest."""
    paragraphs = text.split("\n\n")
    last = max(n for n, paragraph in enumerate(paragraphs) if paragraph.startswith("    "))
    shown = "\n\n".join(paragraphs[1 : last + 1])
    return paragraphs[0], [line.removeprefix("    ") for line in shown.splitlines()], "\n\n".join(paragraphs[last + 1 :])


def _signature(node: ast.FunctionDef) -> list[str]:
    """A parameter a line, as in the source, whatever the version of Python makes of a whole one."""
    given = node.args
    plain = [*given.posonlyargs, *given.args]
    defaults: list[ast.expr | None] = [*([None] * (len(plain) - len(given.defaults))), *given.defaults]
    rows = [_parameter(a, d) for a, d in zip(plain, defaults, strict=True)]
    rows += ["*"] if given.kwonlyargs else []
    rows += [_parameter(a, d) for a, d in zip(given.kwonlyargs, given.kw_defaults, strict=True)]
    return [f"{node.name}(", *(f"    {row}," for row in rows), f") -> {ast.unparse(node.returns) if node.returns else 'None'}"]


def _parameter(argument: ast.arg, default: ast.expr | None) -> str:
    kind = f": {ast.unparse(argument.annotation)}" if argument.annotation else ""
    return f"{argument.arg}{kind}" + (f" = {ast.unparse(default)}" if default is not None else "")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    main()
