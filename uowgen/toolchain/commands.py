"""Runs the commands that a spec's Testing and Verification sections show, when the user asked for that, and judges how they end.

Only commands of those sections, each shown before it starts; one with shell operators runs only when a shell was allowed.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from uowgen.model import Criterion, Verdict
from uowgen.toolchain.environment import for_commands

if TYPE_CHECKING:
    from uowgen.model import Block, Spec
    from uowgen.text import Source, Span
    from uowgen.toolchain.builds import Bench
    from uowgen.toolchain.processes import Finished

CLAIM = "command_succeeds"
_SECTIONS = ("test", "verif", "validat", "checks")
_MOST_COMMANDS = 100
_SHOWN_LINES = 12


class CommandLine(NamedTuple):
    """One command of a spec: its text, its line in the document, and what it is said to print or to end with (empty: success)."""

    text: str
    line: int
    span: Span
    section: str
    expected: str = ""


def command_lines(spec: Spec, document: Source | None) -> tuple[CommandLine, ...]:
    """The commands of the spec's Testing and Verification blocks, in order. `document` holds the `Expected: …` lines."""
    found: list[CommandLine] = []
    for block in spec.blocks:
        section = next((h for h in reversed(block.headings) if any(word in h.lower() for word in _SECTIONS)), "")
        if block.role == "command" and section:
            found += _lines(block, section, _expected_below(block, document))
    return tuple(found[:_MOST_COMMANDS])


def run_commands(lines: tuple[CommandLine, ...], bench: Bench, prefix: str) -> tuple[Verdict, ...]:
    """Runs each of `lines` at the root of the scratch copy, and gives a verdict on each."""
    environment = for_commands(os.environ, bench.scratch.target)
    return tuple(_verdict(line, bench._replace(environment=environment), prefix) for line in lines)


def needs_shell(text: str) -> bool:
    """Whether `text` has something that only a shell understands: operators, variables, patterns, substitutions."""
    quote = ""
    for n, ch in enumerate(text):
        if quote == "'":
            quote = "" if ch == "'" else quote
        elif ch == "'" and not quote:
            quote = ch
        elif ch == '"':
            quote = "" if quote else ch
        elif ch in "$`" or (not quote and (ch in "|&;<>*?~(){}" or (ch == "#" and n and text[n - 1] == " "))):
            return True
    first = text.split()[:1]
    return bool(first) and ("=" in first[0] or first[0] in ("cd", "export", "source", ".", "set", "alias"))


def _lines(block: Block, section: str, below: str) -> list[CommandLine]:
    rows: list[CommandLine] = []
    pending, start = "", 0
    for n, row in enumerate(block.code.split("\n")):
        text = row.strip().removeprefix("$ ")
        if not pending and text.startswith("#"):
            expected = _expected(text.lstrip("# "))
            if expected and rows:
                rows[-1] = rows[-1]._replace(expected=expected)
            continue
        start = start if pending else block.code_line + n
        if text.endswith("\\"):
            pending += text[:-1].rstrip() + " "
            continue
        command, _, remark = (pending + text).partition(" #")
        pending = ""
        if command.strip():
            rows.append(CommandLine(command.strip(), start, block.span, section, _expected(remark.strip())))
    if rows and below and not rows[-1].expected:
        rows[-1] = rows[-1]._replace(expected=below)
    return rows


def _expected_below(block: Block, document: Source | None) -> str:
    """What an `Expected: …` line says that follows the block before anything else does."""
    if document is None:
        return ""
    for number in range(block.end_line + 1, min(block.end_line + 4, len(document.line_starts()) + 1)):
        text = document.line_text(number).strip()
        if text:
            return _expected(text)
    return ""


def _expected(text: str) -> str:
    plain = text.strip("*-_>• ").replace("**", "")
    word, colon, rest = plain.partition(":")
    return (
        rest.strip("* ") if colon and word.strip().lower() in ("expected", "expect", "expected output", "expected result") else ""
    )


def _verdict(line: CommandLine, bench: Bench, prefix: str) -> Verdict:
    shown = f"`{line.text}`" + (f", expected: {line.expected}" if line.expected else "")
    criterion = Criterion(shown, line.line, line.span, section=line.section)
    if needs_shell(line.text) and not bench.settings.shell:
        return _undecided(criterion, "needs-shell", "the command needs a shell; --shell allows that")
    bench.say(f"$ {line.text}")
    if needs_shell(line.text):
        words = ["/bin/sh", "-c", line.text]
    else:
        import shlex

        try:
            words = shlex.split(line.text)
        except ValueError as error:
            return _undecided(criterion, "not-a-command", f"the command cannot be read: {error}")
    done = bench.start(tuple(words), prefix, merged=True)
    if done.timed_out:
        return _undecided(criterion, "time-limit", f"{done.why} (see --timeout)", _tail(done.output))
    if done.status is None:
        return _undecided(criterion, "cannot-run", done.why)
    return _judged(criterion, line.expected, done)


def _judged(criterion: Criterion, expected: str, done: Finished) -> Verdict:
    ended = f"exit status {done.status}" if (done.status or 0) >= 0 else f"ended by signal {-(done.status or 0)}"
    texts = _quoted(expected)
    missing = [text for text in texts if text not in done.output]
    fails = _says_failure(expected)
    right = (done.status != 0) if fails else (done.status == 0)
    if not right:
        wanted = "a failure was expected" if fails else "success was expected"
        return Verdict(
            criterion, CLAIM, "fails", "toolchain", f"{ended}, but {wanted}", "command-failed", scenario=_tail(done.output)
        )
    if missing:
        message = f"{ended}, but the output does not hold “{missing[0]}”"
        return Verdict(criterion, CLAIM, "fails", "toolchain", message, "output-differs", scenario=_tail(done.output))
    if (
        expected
        and not texts
        and not fails
        and not _says_success(expected)
        and " ".join(expected.split()) not in " ".join(done.output.split())
    ):
        message = f"{ended}, but the expected words are not in the output as they stand"
        return _undecided(criterion, "expected-not-found", message, _tail(done.output))
    return Verdict(criterion, CLAIM, "holds", "toolchain", f"{ended}{', as expected' if expected else ''}", strength="confirmed")


def _quoted(expected: str) -> list[str]:
    """The texts that the expectation puts in backticks or double quotes."""
    for mark in ("`", '"'):
        parts = expected.split(mark)
        if len(parts) >= 3:
            return [part for part in parts[1::2] if part]
    return []


def _says_failure(expected: str) -> bool:
    plain = _words(expected)
    return bool(plain & {"fail", "fails", "failure", "failing", "nonzero", "non-zero"}) and not plain & {
        "no",
        "not",
        "0",
        "without",
        "never",
    }


def _says_success(expected: str) -> bool:
    return bool(
        _words(expected)
        & {
            "pass",
            "passes",
            "passed",
            "success",
            "succeeds",
            "ok",
            "clean",
            "compiles",
            "builds",
            "green",
            "successful",
            "successfully",
        }
    )


def _words(expected: str) -> set[str]:
    plain = "".join(part for part in expected.split("`")[::2])
    return {word.strip(".,;:()!").lower() for word in plain.split()}


def _tail(output: str) -> tuple[str, ...]:
    """The end of the output, where tools say what went wrong."""
    rows = [row.rstrip()[:300] for row in output.split("\n") if row.strip()]
    cut = (f"… {len(rows) - _SHOWN_LINES} lines before",) if len(rows) > _SHOWN_LINES else ()
    return (*cut, *rows[-_SHOWN_LINES:])


def _undecided(criterion: Criterion, code: str, message: str, scenario: tuple[str, ...] = ()) -> Verdict:
    return Verdict(criterion, CLAIM, "undecided", None, message, code, scenario=scenario)
