"""The formats that a run can be printed in, by name: one table, and the one place where a format's module is loaded.

Text and JSON of the contracts are the commands' own; what is here is written from a `Run`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.report.run import Run

# name: module and function
FORMATS = {
    "sarif": ("as_sarif", "sarif"),
    "sarif-problems": ("as_sarif", "sarif_problems"),
    "junit": ("as_junit", "junit"),
    "github": ("as_github", "github"),
    "markdown": ("as_markdown", "markdown"),
    "html": ("as_html", "html"),
    "concise": ("as_concise", "concise"),
    "badge": ("as_badge", "badge"),
}
FOR_PLANS = tuple(name for name in FORMATS if name != "badge")
FOR_VERDICTS = tuple(FORMATS)


def written(name: str, run: Run) -> str:
    """`run` in the format `name`, one of FORMATS (KeyError else), ending in a newline unless it is empty."""
    from importlib import import_module

    module, function = FORMATS[name]
    write: Callable[[Run], str] = getattr(import_module(f"uowgen.report.{module}"), function)
    return write(run)
