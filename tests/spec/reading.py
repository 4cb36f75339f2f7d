"""Short ways to read a document given as text."""

from __future__ import annotations

from textwrap import dedent

from uowgen.model import Block, Directive, Spec
from uowgen.spec.read import read_document
from uowgen.text import Source


def specs_of(text: str) -> tuple[Spec, ...]:
    """The specs of `text`, from which the common indentation is taken."""
    return read_document(Source("uow.md", dedent(text).lstrip("\n").encode()))[0]


def spec_of(text: str) -> Spec:
    """The only spec of `text`."""
    (spec,) = specs_of(text)
    return spec


def problems_of(data: bytes) -> list[str]:
    """The codes of what is wrong with a document."""
    return [problem.code for problem in read_document(Source("uow.md", data))[1]]


def roles(text: str) -> list[str]:
    """The roles of the blocks of `text`."""
    return [block.role for block in spec_of(text).blocks]


def directive_of(text: str) -> Directive:
    """The only directive of `text`."""
    (directive,) = spec_of(text).directives
    return directive


def places(directive: Directive) -> list[tuple[str, str]]:
    """The relation and name of each anchor, but for what is only said to be added."""
    return [(anchor.relation, anchor.name) for anchor in directive.anchors if anchor.relation != "with"]


def unaccounted(specs: tuple[Spec, ...], text: str) -> list[str]:
    """What of `text` ended nowhere, or twice: fences by a plain scan of its lines, and boxes."""
    wrong: list[str] = []
    lines = [block.line for spec in specs for block in spec.blocks]
    wrong += [f"fence at line {line}: {lines.count(line)} times" for line in fence_lines(text) if lines.count(line) != 1]
    for spec in specs:
        led = {directive.block for directive in spec.directives}
        assert all(index is None or 0 <= index < len(spec.blocks) for index in led)
        for index, block in enumerate(spec.blocks):
            if block.role in ("code", "after"):
                if index not in led:
                    wrong.append(f"{block.role} at line {block.line} without a directive")
            elif not block.note:
                wrong.append(f"{block.role} at line {block.line} without a note")
    return wrong


def fence_lines(text: str) -> list[int]:
    """The 1-based lines of the opening fences, as a plain scan finds them."""
    found, mark = [], ""
    for number, row in enumerate(text.split("\n"), 1):
        bare = row.strip(" \t\r")
        if not mark and bare.startswith(("```", "~~~")):
            length = len(bare) - len(bare.lstrip(bare[0]))
            mark = bare[0] * length
            found.append(number)
        elif mark and bare.startswith(mark) and not bare.strip(mark[0]):
            mark = ""
    return found


def only_block(text: str) -> Block:
    """The only block of `text`."""
    (block,) = spec_of(text).blocks
    return block
