"""What a test run printed (libtest or nextest), as tests with outcomes.

It reads the text that people see, since the machine-readable forms are not stable; what it cannot read is no test.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Test(NamedTuple):
    """One test: `kind` is `unit`, `integration` or `doc`; `outcome` is `ok`, `failed` or `ignored`.

    `file` and `line` are where it panicked, as printed; `output` the end of what it said.
    """

    name: str
    kind: str
    outcome: str
    file: str = ""
    line: int = 0
    output: str = ""


_WORDS = {
    "ok": "ok",
    "FAILED": "failed",
    "ignored": "ignored",
    "PASS": "ok",
    "FAIL": "failed",
    "SIGABRT": "failed",
    "SIGSEGV": "failed",
}


def read_tests(log: str) -> tuple[Test, ...]:
    """The tests of a run, in the order in which they ended. `log` is standard output and standard error as one."""
    kind = "unit"
    found: dict[tuple[str, str], Test] = {}
    said = _said(log)
    for line in log.split("\n"):
        row = line.strip()
        if row.startswith("Running "):
            kind = "unit" if row.startswith("Running unittests") else "integration"
        elif row.startswith("Doc-tests "):
            kind = "doc"
        test = _libtest(row, kind) or _nextest(row)
        if test is not None:
            file, number, output = said.get(test.name, ("", 0, ""))
            found[test.name, test.kind] = test._replace(file=file, line=number, output=output)
    return tuple(found.values())


def _libtest(row: str, kind: str) -> Test | None:
    if not row.startswith("test ") or " ... " not in row:
        return None
    name, _, outcome = row.removeprefix("test ").rpartition(" ... ")
    word = _WORDS.get(outcome.partition(",")[0].strip().partition(" ")[0])
    return Test(name.removesuffix(" - should panic").strip(), kind, word) if word is not None else None


def _nextest(row: str) -> Test | None:
    word, _, rest = row.partition(" ")
    if word not in ("PASS", "FAIL", "SIGABRT", "SIGSEGV", "TIMEOUT", "LEAK") or "]" not in rest:
        return None
    parts = rest.partition("]")[2].split()
    if parts and parts[0].startswith("("):  # a counter such as (3/12), which may hold spaces
        while parts and not parts[0].endswith(")"):
            parts.pop(0)
        parts = parts[1:]
    if len(parts) < 2:
        return None
    kind = "integration" if "::" in parts[0] and "::bin/" not in parts[0] else "unit"
    outcome = {"PASS": "ok", "LEAK": "ok"}.get(word, "failed")
    return Test(parts[1], kind, outcome)


def _said(log: str) -> dict[str, tuple[str, int, str]]:
    """For each failed test where it panicked and what it said, out of the blocks that stand between the results."""
    found: dict[str, tuple[str, int, str]] = {}
    pattern = re.compile(
        r"^thread '([^']+)'(?: \(\d+\))? panicked at ([^\n]+?):(\d+):\d+:\n((?:(?!note: |stack backtrace|\n|----).+\n?)*)",
        re.MULTILINE,
    )
    for match in pattern.finditer("\n".join(line.strip() for line in log.split("\n"))):
        name, file, line, text = match.groups()
        found.setdefault(name, (file, int(line), " ".join(text.split())[:300]))
    return found
