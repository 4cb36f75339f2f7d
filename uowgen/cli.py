"""The command line: which commands there are, their common options, and the one place where an exception becomes an exit status.

Each command is a module of `commands/` with `arguments(parser)` and `run(options) -> int`; only the one asked for is loaded.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module

from uowgen import __version__
from uowgen.commands.usual import usual

# name, module, one line for the overview; in the order of the work
COMMANDS = (
    ("plan", "plan", "say where every block of a spec would go, and what is refused"),
    ("diff", "diff", "print the plan as a patch that `git apply` takes"),
    ("apply", "apply", "write the plan, all of it or nothing"),
    ("revert", "revert", "take out what a spec put in"),
    ("verify", "verify", "decide every acceptance criterion, with evidence"),
    ("new", "new", "write a spec from a template"),
    ("lint", "lint", "find what is wrong with specs before any code is written"),
    ("status", "status", "tell for each spec whether it is applied, applicable, partly or refused"),
    ("report", "report", "write the spec-to-code report: static pages, from each spec to its code and back"),
    ("export", "export", "write the scenarios of a spec's guard as a Rust test"),
    ("baseline", "baseline", "record known failures with a reason; the list can only shrink"),
    ("model", "model", "write the skeleton of a reference model, or bring one up to a spec"),
    ("render", "render", "print the code that a template gives with parameters"),
    ("explain", "explain", "say what a code means and how to write a document so that it works"),
    ("install-hook", "install_hook", "write a git hook that runs `verify --staged` before each commit"),
    ("schema", "schema", "print the JSON Schema of a command's JSON"),
    ("completion", "completion", "print a script that lets bash, zsh or fish complete"),
    ("config", "config", "print the effective settings and where each comes from"),
    ("demo", "demo", "run the main job on the bundled kernel and spec"),
)
FOUND, WRONG = 1, 2


def main(arguments: list[str]) -> int:
    """Runs one command. 0: nothing wrong; 1: something was found; 2: wrong usage, an unreadable file or a bug."""
    # The default threshold spends a tenth of a short run looking for cycles that are not there.
    gc.set_threshold(100_000, 20, 20)
    name = arguments[0] if arguments else ""
    module = next((module for command, module, _ in COMMANDS if command == name), None)
    if module is None:
        return _overview(arguments)
    command = import_module(f"uowgen.commands.{module}")
    try:
        options = usual(command, arguments[1:])
        if options is None:
            from uowgen.commands.parsing import parsed

            options = parsed(name, command, arguments[1:])
        options.command_line, options.commands = arguments, COMMANDS
        status = command.run(options)
    except SystemExit as stop:  # argparse: 0 after --help, 2 for wrong usage
        return int(stop.code or 0)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return WRONG
    except BrokenPipeError:
        raise
    except Exception as error:
        return _bug(error)
    return int(status)


def _overview(arguments: list[str]) -> int:
    rows = "\n".join(f"  {name:12} {line}" for name, _, line in COMMANDS)
    text = f"""usage: uowgen COMMAND [OPTION ...] [SPEC ...]

Applies Markdown units of work to a Rust tree, and decides their acceptance criteria.

{rows}

`uowgen COMMAND --help` tells a command's options. Exit status: 0 nothing wrong, 1 something was found, 2 wrong usage or an
unreadable file.
"""
    if arguments[:1] == ["--version"]:
        print(f"uowgen {__version__}")
        return 0
    if arguments[:1] in (["--help"], ["-h"], ["help"]):
        print(text, end="")
        return 0
    if arguments:
        from difflib import get_close_matches

        near = get_close_matches(arguments[0], [name for name, _, _ in COMMANDS], 1)
        hint = f"; did you mean `{near[0]}`?" if near else ""
        print(f"error[unknown-command]: there is no command `{arguments[0]}`{hint}", file=sys.stderr)
    print(text, end="", file=sys.stderr)
    return WRONG


def _bug(error: Exception) -> int:
    from traceback import format_exception

    trace = "".join(format_exception(error))
    print(
        f"{trace}\nerror[bug]: this is a fault of uowgen {__version__}, not of your files; please report the lines above",
        file=sys.stderr,
    )
    return WRONG
