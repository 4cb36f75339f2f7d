"""What a compiler said: its JSON messages, or the text that it prints for people, as problems with places.

Places are paths relative to the base of the scratch copy. Which problems matter is decided elsewhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    Resolve = Callable[[str], str]


class Problem(NamedTuple):
    """One error or warning. `file` is empty when it has no place; `text` is the first line of code that it points at."""

    level: str
    code: str
    message: str
    file: str = ""
    line: int = 0
    end_line: int = 0
    text: str = ""

    @property
    def title(self) -> str:
        """`error[E0308]: mismatched types`."""
        return f"{self.level}[{self.code}]: {self.message}" if self.code else f"{self.level}: {self.message}"

    def same_as(self) -> tuple[str, str, str, str, str]:
        """What two sightings of one problem share though lines have moved between them."""
        return (self.level, self.code, self.message, self.file, self.text)


class Unit(NamedTuple):
    """One compiled target: the files it is made of, its active features, and whether it was compiled with `cfg(test)`."""

    files: frozenset[str]
    features: frozenset[str]
    test: bool
    debug_assertions: bool


_SUMMARIES = ("aborting due to", "could not compile", "For more information about", "Some errors have detailed", "build failed")


def read_messages(output: str, resolve: Resolve) -> tuple[tuple[Problem, ...], tuple[dict[str, Any], ...]]:
    """The problems that `--message-format=json` output holds, and its `compiler-artifact` messages. Other lines are skipped.

    `resolve` turns a path as rustc prints it into one from the base.
    """
    from json import loads

    problems: list[Problem] = []
    artifacts: list[dict[str, Any]] = []
    for line in output.split("\n"):
        if not line.startswith("{"):
            continue
        try:
            message = loads(line)
        except ValueError:
            continue
        if message.get("reason") == "compiler-artifact":
            artifacts.append(message)
        elif message.get("reason") == "compiler-message":
            problem = _problem(message["message"], resolve)
            if problem is not None:
                problems.append(problem)
        elif message.get("$message_type") == "diagnostic":  # rustc itself
            problem = _problem(message, resolve)
            if problem is not None:
                problems.append(problem)
    # A crate that is compiled twice (library and test) says everything twice.
    return tuple(dict.fromkeys(problems)), tuple(artifacts)


def read_text(output: str, resolve: Resolve) -> tuple[Problem, ...]:
    """The errors in the output of a command that prints what rustc prints for people."""
    found = []
    pattern = re.compile(r"^(error)(?:\[(E\d+)\])?: (.+)\n(?:\s+--> (.+?):(\d+):\d+)?", re.MULTILINE)
    for match in pattern.finditer(output):
        level, code, message, file, line = match.groups()
        if not message.startswith(_SUMMARIES):
            number = int(line or 0)
            found.append(Problem(level, code or "", message, resolve(file) if file else "", number, number))
    return tuple(dict.fromkeys(found))


def files_of_unit(text: str) -> tuple[str, ...]:
    """The source files that the dep-info file `text` lists, as written there."""
    found = []
    for line in text.split("\n"):
        if line.startswith("#"):
            continue
        _, colon, rest = line.partition(": ")
        if not colon:
            continue
        found += [part.replace("\0", " ") for part in rest.replace("\\ ", "\0").split(" ") if part]
    return tuple(found)


def _problem(message: dict[str, Any], resolve: Resolve) -> Problem | None:
    level = str(message.get("level", ""))
    text = " ".join(str(message.get("message", "")).split())
    if not level.startswith(("error", "warning")) or text.startswith(_SUMMARIES) or text.endswith(("emitted", "generated")):
        return None
    code = message.get("code") or {}
    name = str(code.get("code", "")) if isinstance(code, dict) else ""
    primary = [span for span in message.get("spans", []) if span.get("is_primary")]
    place = _outermost(primary[0], resolve) if primary else None
    if place is None:
        return Problem("error" if level.startswith("error") else "warning", name, text)
    rows = place.get("text") or [{}]
    return Problem(
        "error" if level.startswith("error") else "warning",
        name,
        text,
        resolve(str(place["file_name"])),
        int(place["line_start"]),
        int(place["line_end"]),
        str(rows[0].get("text", "")).strip(),
    )


def _outermost(span: dict[str, Any], resolve: Resolve) -> dict[str, Any]:
    """The place in the user's own files: inside a macro of another crate, that of the call which led there."""
    at = span
    while not resolve(str(at["file_name"])) and at.get("expansion"):
        at = at["expansion"]["span"]
    return at
