"""What commands have to do with the toolchain: its options, its verdicts in those of a run, formatting of what is inserted.

The toolchain's modules are loaded only when one of these options is given.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from uowgen.commands.common import Inputs
    from uowgen.diagnostic import Diagnostic
    from uowgen.model import Plan, Spec, Verdict
    from uowgen.toolchain.settings import Settings
    from uowgen.tree import Tree

    Judged = tuple[tuple[Spec, tuple[Verdict, ...]], ...]
    Problems = tuple[Diagnostic, ...]


def arguments(parser: ArgumentParser) -> None:
    """Declares the options."""
    group = parser.add_argument_group("toolchain")
    group.add_argument("--toolchain", action="store_true", help="decide build and test criteria with cargo, on a scratch copy")
    group.add_argument("--run-commands", action="store_true", help="run the commands of the specs' Testing sections")
    group.add_argument("--shell", action="store_true", help="commands with shell operators may run in a shell")
    group.add_argument("--features", metavar="LIST", help="features to build with, separated by commas")
    group.add_argument("--target", metavar="TRIPLE", help="what to build for")
    group.add_argument("--nextest", action="store_true", help="run tests with cargo-nextest if it is there")
    group.add_argument("--timeout", type=seconds, metavar="SECONDS", help="limit for each process (default: 900)")
    group.add_argument("--jobs", type=count, metavar="N", help="how many jobs cargo may start")


def wanted(options: Namespace) -> bool:
    """Whether the run needs the toolchain."""
    return bool(options.toolchain or options.run_commands)


def proved(
    judged: Judged, tree: Tree, plan: Plan | None, inputs: Inputs, options: Namespace
) -> tuple[Judged, Problems, dict[str, str] | None]:
    """`judged` with the toolchain's verdicts, problems of the configuration, and the digests of what these rest on.

    The digests are None when the verdicts must not be remembered: a clock, the machine or a spec's own commands had a part in them.
    """
    from uowgen.commands.plan import make_plan
    from uowgen.remembered import cache_folder
    from uowgen.toolchain.decide import Task, decide

    settings = _settings(inputs, options)
    problems: Problems = ()
    task = Task(
        inputs.tree.root,
        tree,
        plan if plan is not None else make_plan(inputs, options),
        options.patched,
        settings,
        os.path.join(cache_folder(), "toolchain"),
        _say,
        options.toolchain,
        options.run_commands,
        inputs.documents,
    )
    done = decide(judged, task)
    if options.toolchain:
        from uowgen.toolchain.confirm import confirmed

        done, more = confirmed(done, inputs.documents, tree, os.path.join(cache_folder(), "confirmed"), settings.timeout, _say)
        problems = (*problems, *more)
    if options.run_commands:
        return done, problems, None
    from uowgen.toolchain.foundations import foundations

    return done, problems, foundations(done, task)


def formatted(plan: Plan, inputs: Inputs, options: Namespace) -> tuple[Plan, Inputs]:
    """`plan` with what it inserts formatted if --rustfmt asks for that; what could not be formatted is among the problems."""
    if not options.rustfmt:
        return plan, inputs
    from uowgen.toolchain.formatting import format_plan
    from uowgen.toolchain.rustfmt import rustfmt

    plan, problems = format_plan(plan, rustfmt(inputs.tree.root))
    return plan, inputs._replace(problems=(*inputs.problems, *problems))


def _settings(inputs: Inputs, options: Namespace) -> Settings:
    from uowgen.toolchain.settings import configured

    settings = configured(inputs.configuration.toolchain)
    chosen = {
        "features": tuple(options.features.replace(",", " ").split()) if options.features is not None else None,
        "target": options.target,
        "nextest": True if options.nextest else None,
        "timeout": options.timeout,
        "jobs": options.jobs,
    }
    given = {name: value for name, value in chosen.items() if value is not None}
    return settings._replace(**given, shell=options.shell, fresh=options.no_cache)


def seconds(text: str) -> float:
    """A number of seconds; ValueError, which argparse reports, for anything else."""
    number = float(text)
    if not 0 < number < 1e9:
        raise ValueError(text)
    return number


def count(text: str) -> int:
    """A count from 1; ValueError, which argparse reports, for anything else."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _say(text: str) -> None:
    print(f"uowgen: {text}", file=sys.stderr, flush=True)
