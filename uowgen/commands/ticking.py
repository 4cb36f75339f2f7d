"""Writes into the boxes of documents what was decided: `[x]` where a criterion holds, and `[ ]` where it fails if that is asked for.

One byte of a document changes for each box, and no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from uowgen.commands.common import Inputs
    from uowgen.diagnostic import Diagnostic
    from uowgen.model import Spec, Verdict
    from uowgen.text import Source


def arguments(parser: ArgumentParser) -> None:
    """Declares the options of `verify` that write boxes."""
    parser.add_argument("--tick", action="store_true", help="write [x] into the boxes of the criteria that hold")
    parser.add_argument("--untick", action="store_true", help="write [ ] into the ticked boxes of the criteria that fail")


def refused(options: Namespace) -> str:
    """Why these options cannot go together; empty if they can."""
    if options.patched and (options.tick or options.untick):
        return "--patched judges a tree that is not there: its boxes cannot be ticked (apply the spec first)"
    return ""


def tick(judged: tuple[tuple[Spec, tuple[Verdict, ...]], ...], inputs: Inputs, options: Namespace) -> tuple[str, list[Diagnostic]]:
    """Writes the boxes of every document of `inputs`; what was written, a line a document, and what could not be."""
    told: list[str] = []
    from uowgen.commands.rewriting import rewrite

    problems: list[Diagnostic] = []
    for path, source in inputs.documents.items():
        verdicts = [verdict for spec, of_spec in judged if spec.path == path for verdict in of_spec]
        text, on, off = boxes(source, verdicts, tick=options.tick, untick=options.untick)
        if text == source.data:
            continue
        problem = rewrite(source, text)
        if problem is not None:
            problems.append(problem)
            continue
        parts = [f"{word} {_lines(lines)}" for word, lines in (("ticked", on), ("unticked", off)) if lines]
        told.append(f"{path}: {'; '.join(parts)}\n")
    return "".join(told), problems


def boxes(source: Source, verdicts: list[Verdict], *, tick: bool, untick: bool) -> tuple[bytes, list[int], list[int]]:
    """The text of `source` with its boxes written as `verdicts` say, and the lines that were ticked and unticked."""
    text = bytearray(source.data)
    on: list[int] = []
    off: list[int] = []
    for verdict in verdicts:
        box = verdict.criterion.box
        at = source.data.find(b"[", box.start, box.end) + 1 if box is not None else 0
        if at == 0 or source.data[at + 1 : at + 2] != b"]":
            continue
        ticked = source.data[at : at + 1] in (b"x", b"X")
        if tick and verdict.outcome == "holds" and not ticked:
            text[at : at + 1] = b"x"
            on.append(verdict.criterion.line)
        elif untick and verdict.outcome == "fails" and ticked:
            text[at : at + 1] = b" "
            off.append(verdict.criterion.line)
    return bytes(text), on, off


def _lines(lines: list[int]) -> str:
    return f"line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines))}"
