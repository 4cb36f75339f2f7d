"""Write a spec from a template. What is not given with --set is asked for on a terminal. Without a kind, list them.

examples:
  uowgen new
  uowgen new newtype --set name=FrameId --set file=kernel/src/memory/frame.rs -o docs/uow-3.1-frame-id.md
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from uowgen.commands.common import FOUND, WRONG
from uowgen.commands.configured import team_templates
from uowgen.rendering.documents import about, default_of, document, load_kinds, missing
from uowgen.rendering.template import TemplateError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from uowgen.rendering.template import Parameter, Template


def arguments(parser: ArgumentParser) -> None:
    """Declares the command's options."""
    parser.add_argument("kind", nargs="?", metavar="KIND", help="what the spec is to add; without one, all kinds are listed")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=TEXT",
        dest="given",
        help="a parameter of the template (may be repeated)",
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="where to write (default: uow-ID-NAME.md here; - for standard output)"
    )
    parser.add_argument("--templates", action="append", default=[], metavar="FOLDER", help="a folder of further templates")
    parser.add_argument("--root", metavar="FOLDER", help="the tree (default: the git work tree around the current folder)")


def run(options: Namespace) -> int:
    """Writes a spec; 1 if `lint` has something to say of it, 2 for wrong usage or a file that is there already."""
    try:
        kinds = load_kinds((*team_templates(options.root), *options.templates))
        if options.kind is None:
            print("\n\n".join(map(_described, kinds)))
            return 0
        kind = _kind(options.kind, kinds)
        given = dict(_pair(text) for text in options.given)
        wanted = missing(kind, given)
        if wanted and sys.stdin.isatty():
            given |= _asked(kind, given)
        elif wanted:
            rows = "".join(f"\n  --set {p.name}=…   {about(p)}" for p in wanted)
            raise TemplateError(f"`{kind.name}` wants {'these parameters' if len(wanted) > 1 else 'this parameter'}:{rows}")
        text = document(kind, given)
        if options.output == "-":
            print(text, end="")
            return 0
        path = options.output or _name(given, kind)
        folder = path.rpartition("/")[0]
        if folder and not os.path.isdir(folder):
            print(
                f"error[not-written]: there is no folder `{folder}`; make it first, or give another path with -o", file=sys.stderr
            )
            return WRONG
        with open(path, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        print(f"error[exists]: `{error.filename}` is there already; give another name with -o", file=sys.stderr)
        return WRONG
    except (TemplateError, OSError, EOFError) as error:
        print(f"error[template]: {error}", file=sys.stderr)
        return WRONG
    print(f"written: {path}")
    return _linted(path, options.root)


def _described(kind: Template) -> str:
    rows = [f"{kind.name}: {kind.summary}"]
    for parameter in kind.parameters:
        default = default_of(parameter)
        rows.append(f"  {parameter.name}: {about(parameter)}" + (f" (default: {default})" if default else ""))
    return "\n".join(rows)


def _kind(name: str, kinds: tuple[Template, ...]) -> Template:
    found = next((kind for kind in kinds if kind.name == name.replace("_", "-")), None)
    if found is None:
        from difflib import get_close_matches

        near = get_close_matches(name, [kind.name for kind in kinds], 1)
        hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(kind.name for kind in kinds)}"
        raise TemplateError(f"there is no kind `{name}`; {hint}")
    return found


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise TemplateError(f"`--set {text}` gives no value: write `--set {text}=TEXT`")
    return name.strip(), value


def _asked(kind: Template, given: dict[str, str]) -> dict[str, str]:
    """What a person at the terminal answers for each parameter that was not given."""
    print(f"{kind.name}: {kind.summary}", file=sys.stderr)
    return {p.name: _answer(p) for p in kind.parameters if p.name not in given}


def _answer(parameter: Parameter) -> str:
    default = default_of(parameter)
    while True:
        print(f"{parameter.name}: {about(parameter)}" + (f" [{default}]" if default else ""), end=": ", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            raise EOFError("the input ended before all parameters were given")
        if line.strip() or default is not None:
            return line.strip() or default or ""


def _name(given: dict[str, str], kind: Template) -> str:
    """`uow-2.1-mmap-guard.md` of an id and a name; a phase is called so."""
    called = given.get("name", given.get("title", kind.name))
    words = "".join(f" {ch}" if ch.isupper() and n and not called[n - 1].isupper() else ch for n, ch in enumerate(called))
    slug = "-".join("".join(ch.lower() if ch.isalnum() else " " for ch in words).split())
    number = "".join(ch for ch in given.get("id", "1") if ch.isalnum() or ch in ".-")
    return f"{'phase' if kind.name == 'phase' else 'uow'}-{number}-{slug}.md"


def _linted(path: str, root: str | None) -> int:
    """What `lint` says of the written spec, on standard error."""
    from argparse import Namespace

    from uowgen.commands import lint

    asked = Namespace(spec=[path], root=root, only=[], through=None, placeholders=[], specs_only=False)
    errors = lint.said_of(asked)
    print(errors, end="", file=sys.stderr)
    return FOUND if errors else 0
