"""Running the program as a user does: as a process, in a folder, with its exit status and both of its streams."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

CHECKOUT = Path(__file__).resolve().parents[2]
KERNEL = CHECKOUT / "fixtures" / "kernel"
SPECS = CHECKOUT / "fixtures" / "specs"


class Done(NamedTuple):
    """How a run ended and what it printed."""

    status: int
    output: str
    errors: str


def uowgen(*arguments: str | Path, cwd: Path, **environment: str) -> Done:
    """Runs `uowgen` with `arguments` in `cwd`, with a cache folder of its own unless `environment` names one."""
    base = {"UOWGEN_CACHE_DIR": str(cwd / ".uowgen-cache"), **environment}
    done = subprocess.run(
        [sys.executable, "-m", "uowgen", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **base},
        capture_output=True,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())
