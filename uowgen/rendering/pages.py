"""The report's page templates and the files that go with them, which come with the program. Reads them, and knows no report."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from uowgen.rendering.catalog import bundled

if TYPE_CHECKING:
    from collections.abc import Callable

STYLE, BESIDE = "site.css", ("site.css", "site.js", "theme.js", "icon.svg")


def page_writer() -> Callable[..., str]:
    """A function of a page template's name (without endings) and its values, which gives the page as HTML."""
    from uowgen.rendering.render import html_pages

    return html_pages(_folder(), ".html.jinja")


def page_file(name: str) -> str:
    """The text of one of `BESIDE`, which pages refer to."""
    with open(os.path.join(_folder(), name), encoding="utf-8") as file:
        return file.read()


def _folder() -> str:
    return os.path.join(bundled("templates"), "report")
