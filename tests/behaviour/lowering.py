"""How much Rust the interpreter can lower: `python -m tests.behaviour.lowering FOLDER…` prints the share of function bodies, and what stops the rest.

Folders of sources, or bare repositories. A body counts when nothing in it is left as unsupported; what it calls is another matter.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from uowgen.behaviour import Program
from uowgen.behaviour.definitions import Function
from uowgen.behaviour.outcomes import Unknown
from uowgen.rust.syntax import RustFile
from uowgen.text import Source


class Share(NamedTuple):
    """`whole` of `all` bodies lower completely; `stops` counts what stops the others (once a body), with an example of each."""

    all: int
    whole: int
    stops: Counter[str]
    examples: dict[str, str]


def share_of(files: dict[str, bytes]) -> Share:
    """The share over the Rust files given by path."""
    program = Program([RustFile(Source(path, data)) for path, data in sorted(files.items())])
    total = whole = 0
    stops: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for function in functions_of(program):
        if function.node.child_by_field_name("body") is None:
            continue
        total += 1
        try:
            _ = function.run
            found = {kind for kind, _ in function.unsupported}
        except Unknown as unknown:
            found = {f"({unknown})"}
        whole += not found
        for kind in found:
            stops[kind] += 1
            examples.setdefault(kind, f"{function.file}: {function.name}")
    return Share(total, whole, stops, examples)


def functions_of(program: Program) -> list[Function]:
    """Every function with its impl, those in nested modules and traits too; not those inside of functions."""
    found: list[Function] = []
    waiting = list(program.modules.values())
    while waiting:
        module = waiting.pop()
        waiting.extend(module.children.values())
        for rows in module.names.values():
            for declared in rows:
                if declared.kind == "function_item":
                    made = program._make(declared)
                    found.append(made)
    for rows in [list(rows) for rows in program._impls.values()]:
        for row in rows:
            found.extend(program._functions(program._impl(*row)))
    return found


def files_below(folder: Path) -> dict[str, bytes]:
    """The Rust files of a folder, or of the last commit of a bare repository."""
    if (folder / "objects").is_dir():
        git = ["git", "--git-dir", str(folder)]
        listed = subprocess.run([*git, "ls-tree", "-r", "--name-only", "HEAD"], capture_output=True, text=True, check=True).stdout
        paths = [p for p in listed.splitlines() if p.endswith(".rs")]
        asked = "".join(f"HEAD:{p}\n" for p in paths)
        told = subprocess.run([*git, "cat-file", "--batch"], input=asked.encode(), capture_output=True, check=True).stdout
        files, at = {}, 0
        for path in paths:
            end = told.index(b"\n", at)
            size = int(told[at:end].split()[2])
            files[path] = told[end + 1 : end + 1 + size]
            at = end + 2 + size
        return files
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*.rs")) if "target" not in p.parts}


def main(arguments: list[str]) -> int:
    """Prints a line a folder, and what stops most."""
    stops: Counter[str] = Counter()
    examples: dict[str, str] = {}
    total = whole = 0
    for name in arguments:
        started = time.perf_counter()
        found = share_of(files_below(Path(name)))
        total, whole = total + found.all, whole + found.whole
        stops.update(found.stops)
        examples = {**found.examples, **examples}
        print(
            f"{found.whole} of {found.all} bodies ({found.whole / max(found.all, 1):.1%}) {name} {time.perf_counter() - started:.1f} s"
        )
    print(f"together {whole / max(total, 1):.1%}")
    for kind, times in stops.most_common(40):
        print(f"  {times:5} {kind}   e.g. {examples[kind]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
