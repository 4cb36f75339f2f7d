"""Runs pages, and writes what the commands print below those whose shown output is another: `python -m tests.docs.write_outputs PAGE …`.

For authors. What it writes is to be read before it is committed; an elision that no longer fits is lost.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.docs.running import difference, run_page


def main() -> None:
    """Rewrites the pages given on the command line; tells of exit statuses that the page does not."""
    for name in sys.argv[1:]:
        page = Path(name)
        text = page.read_text(encoding="utf-8")
        with TemporaryDirectory() as folder:
            ran = run_page(text, Path(folder).resolve())
        lines = text.splitlines()
        for one in reversed(ran):
            if one.status != one.shown.status:
                print(f"{name}:{one.shown.line - 1}: exits {one.status}: {one.shown.command}")
            if one.shown.output is not None and difference(one._replace(status=one.shown.status)):
                start = one.shown.line - 1
                gap = [""] if one.shown.output and not one.shown.output[-1] else []
                while one.printed and not one.printed[-1]:
                    one.printed.pop()
                lines[start : start + len(one.shown.output)] = [line.rstrip() for line in one.printed] + gap
        page.write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
