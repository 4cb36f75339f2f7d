"""What a page of the documentation shows: its fenced blocks with the marks before them, its commands, headings and links.

Runs nothing. A mark is an HTML comment on a line of its own before a block: `<!-- not run: why -->`, `<!-- exits: 1 -->`,
`<!-- file: docs/a.md -->` (the block is the content of that file), `<!-- scratch: kernel -->` (what the page's folder holds at first).
"""

from __future__ import annotations

import re
from typing import NamedTuple

COMMAND_LANGUAGES = ("console", "sh")
MARKS = ("not run", "exits", "file", "scratch", "needs")


class Block(NamedTuple):
    """One fenced block; `line` is that of its opening fence, 1-based."""

    language: str
    line: int
    body: list[str]
    marks: dict[str, str]


class Shown(NamedTuple):
    """A command, the output shown below it (None in an `sh` block), and the 1-based line on which its output begins."""

    command: str
    output: list[str] | None
    line: int
    status: int


def blocks_of(text: str) -> list[Block]:
    """The fenced blocks in order. Longer fences hold shorter ones."""
    found: list[Block] = []
    marks: dict[str, str] = {}
    fence, block = "", Block("", 0, [], {})
    for number, line in enumerate(text.splitlines(), 1):
        if fence:
            if line.strip() == fence:
                found.append(block)
                fence, marks = "", {}
            else:
                block.body.append(line)
            continue
        opening = re.fullmatch(r"(`{3,}|~{3,})(\S*).*", line)
        mark = re.fullmatch(r"<!-- ([a-z ]+): (.+) -->", line)
        if opening:
            fence = opening[1]
            block = Block(opening[2], number, [], marks)
        elif mark and mark[1] in MARKS:
            marks = {**marks, mark[1]: mark[2]}
        elif line.strip():
            marks = {}
    assert not fence, f"the fence of line {block.line} is never closed"
    return found


def commands_of(block: Block) -> list[Shown]:
    """The commands of a `console` or `sh` block. The mark `exits` is about the last one."""
    rows: list[Shown] = []
    whole = True
    for number, line in enumerate(block.body, block.line + 1):
        if not whole:
            rows[-1] = rows[-1]._replace(command=f"{rows[-1].command}\n{line}", line=number + 1)
        elif block.language == "sh" and line.strip() and not line.startswith("#"):
            rows.append(Shown(line, None, number + 1, 0))
        elif block.language == "console" and line.startswith("$ "):
            rows.append(Shown(line[2:], [], number + 1, 0))
        elif block.language == "console":
            assert rows, f"line {number}: output before any command"
            rows[-1] = rows[-1]._replace(output=[*(rows[-1].output or []), line])
            continue
        whole = not line.endswith("\\")
    if rows and "exits" in block.marks:
        rows[-1] = rows[-1]._replace(status=int(block.marks["exits"]))
    return rows


def scratch_of(text: str) -> str:
    """What the page's folder holds before its first command: `kernel`, `demo`, or `clone`."""
    found = re.search(r"^<!-- scratch: (\w+) -->$", text, re.M)
    return found[1] if found else "clone"


def anchors_of(text: str) -> set[str]:
    """The fragments that lead to the headings of a page, as GitHub makes them."""
    seen: dict[str, int] = {}
    found: set[str] = set()
    for line in _prose(text):
        heading = re.match(r"#{1,6} (.+)", line)
        if not heading:
            continue
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading[1]).replace("`", "").strip().lower()
        slug = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        found.add(f"{slug}-{seen[slug]}" if slug in seen else slug)
        seen[slug] = seen.get(slug, 0) + 1
    return found


def links_of(text: str) -> list[tuple[str, str]]:
    """(path, fragment) of each link that leads to no other site."""
    links: list[tuple[str, str]] = []
    for line in _prose(text):
        for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "", line)):
            if "://" not in target:
                path, _, fragment = target.partition("#")
                links.append((path, fragment))
    return links


def _prose(text: str) -> list[str]:
    """The lines outside of fenced blocks."""
    lines = text.splitlines()
    for block in blocks_of(text):
        for n in range(block.line - 1, block.line + len(block.body) + 1):
            lines[n] = ""
    return lines
