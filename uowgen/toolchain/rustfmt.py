"""Runs rustfmt on a text, as it would format a file of the tree.

Reads and writes pipes, never files. What is done with the result is decided in `formatting`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from uowgen.toolchain.environment import for_toolchain
from uowgen.toolchain.packages import package_of

if TYPE_CHECKING:
    from uowgen.toolchain.formatting import Format


def rustfmt(root: str, timeout: float = 60.0) -> Format:
    """A function that formats text as rustfmt does in the tree at `root`, with the file's rustfmt.toml and edition."""

    def read(path: str) -> str | None:
        try:
            with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
                return file.read()
        except OSError:
            return None

    def formatted(path: str, text: bytes) -> bytes | str:
        import subprocess

        package = package_of(path, read)
        edition = package.edition if package is not None else "2021"
        folder = os.path.join(root, os.path.dirname(path))
        while not os.path.isdir(folder):
            folder = os.path.dirname(folder)
        words = ["rustfmt", "--edition", edition, "--emit", "stdout", "--quiet"]
        try:
            done = subprocess.run(  # noqa: S603
                words,
                cwd=folder,
                input=text,
                capture_output=True,
                timeout=timeout,
                check=False,
                env=for_toolchain(os.environ, folder),
            )
        except FileNotFoundError:
            return "rustfmt was not found on the PATH"
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"rustfmt: {error}"
        if done.returncode != 0:
            first = next((row for row in done.stderr.decode("utf-8", "replace").split("\n") if row.strip()), "")
            return f"rustfmt: {first or f'exit status {done.returncode}'}"
        return done.stdout

    return formatted
