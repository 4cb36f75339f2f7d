"""Take out what a spec put in, if it is still there unchanged; else refuse and write nothing.

examples:
  uowgen revert docs/uow-2.1.md
  uowgen revert --root ../kernel docs/uow-2.1.md
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.commands.common import FOUND, WRONG, read_inputs, spec_arguments
from uowgen.diagnostic import render
from uowgen.remembered import Answer

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def arguments(parser: ArgumentParser) -> None:
    """Declares the command's options."""
    spec_arguments(parser)


def run(options: Namespace) -> int:
    """Writes the tree as it was; 1 if something changed since, 2 if a document could not be read."""
    raise NotImplementedError
