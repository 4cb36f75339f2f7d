"""Titles: what a heading says of a unit of work (its number, its name, what it is part of), and where each unit begins and ends.

It knows the forms of titles and nothing of what stands under them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.spec.outline import Element


class Title(NamedTuple):
    """`# Phase 3 / Step 2 / UoW 1: Name` is id `1`, name `Name`, parent `Phase 3 / Step 2`; `unit` says that it is named a UoW."""

    id: str
    name: str
    parent: str
    unit: bool


class Part(NamedTuple):
    """The elements `start` to `end` (exclusive) of the outline that are one spec; `heading` is its title, if it has one."""

    start: int
    end: int
    heading: Element | None
    title: Title
    enclosing: tuple[Element, ...]


def title(text: str) -> Title:
    """Reads the text of a heading. Without any known form the whole text is the name."""
    bare = " ".join(text.replace("*", "").replace("`", "").split())
    before, word, rest = _unit(bare)
    if not word:
        number, name = _task_number(bare)
        return Title(number, name, "", False)
    number, rest = _number(rest)
    name = rest.lstrip(" :—–-.)").strip()
    return Title(number, name or bare, before.strip(" /,:—–-·|>"), bool(number) or rest[:1] in (":", "—", "–"))


def parts(elements: Sequence[Element]) -> tuple[Part, ...]:
    """The specs of a document: one for each heading that names a unit of work, or the whole document as one.

    What lies outside of all the units, if some are there, is a part of its own (the last), whose range is that of the whole
    document: its elements are those that no other part has.
    """
    headings = [(at, element) for at, element in enumerate(elements) if element.kind == "heading"]
    units = [(at, element, name) for at, element in headings if (name := title(element.text)).unit]
    first = headings[0] if headings else None
    # A title that is a unit itself, with further units below it, is the document that holds them.
    holder = bool(units) and first is not None and units[0][0] == first[0] and all(u[1].level > first[1].level for u in units[1:])
    if holder:
        units = units[1:]
    whole = title(first[1].text) if first and (holder or not units or units[0][0] != first[0]) else Title("", "", "", False)
    heading = first[1] if first and (holder or not units or units[0][0] != first[0]) else None
    outside = Part(0, len(elements), heading, whole, ())
    if not units:
        return (outside,)
    found: list[Part] = []
    around: list[Element] = []
    starts = {at: name for at, _, name in units}
    open_unit: tuple[int, Element, Title, tuple[Element, ...]] | None = None
    for at, heading_here in (*headings, (len(elements), None)):
        if open_unit is not None and (heading_here is None or at in starts or heading_here.level <= open_unit[1].level):
            found.append(Part(open_unit[0], at, *open_unit[1:]))
            open_unit = None
        if heading_here is None:
            break
        while around and around[-1].level >= heading_here.level:
            around.pop()
        if at in starts:
            open_unit = (at, heading_here, starts[at], tuple(reversed(around)))
        around.append(heading_here)
    return (*found, outside)


def _unit(text: str) -> tuple[str, str, str]:
    """What comes before the word for a unit of work, the word, and what comes after; the word is empty if there is none."""
    low = text.lower()
    for word in ("unit of work", "uow"):
        at = low.find(word)
        if at < 0:
            continue
        end = at + len(word)
        before, after = text[:at], text[end:]
        # In the middle of a sentence it is a mention: `Proceed to UoW 2.2`, `Next UoW`.
        if before.strip() and not before.rstrip().endswith(("/", "—", "–", "-", ":", ",", "·", "|", ">")):
            continue
        if after[:1] in ("", " ", ":", "-", "—", "–", "_", "#") or after[:1].isdigit():
            return before, text[at:end], after
    return "", "", ""


def _number(rest: str) -> tuple[str, str]:
    """The id at the start of `rest` (`2.1`, `3`, `2a`, `P3-S2-1`) and what follows; no id unless something separates the two."""
    body = rest.lstrip(" #-_")
    end = 0
    while end < len(body) and (body[end].isalnum() or (body[end] in ".-_" and body[end + 1 : end + 2].isalnum())):
        end += 1
    found = body[:end]
    if not any(c.isdigit() for c in found):
        return "", rest.lstrip()
    after = body[end:].lstrip()
    if after and after[0] not in ":—–-.)(":
        return "", rest.lstrip()
    return found, after


def _task_number(text: str) -> tuple[str, str]:
    """`TASK-12: Name`, `Task 3: Name`, `Story 1.2: Name` have a number; other words before a colon belong to the name."""
    head, colon, name = text.partition(":")
    words = head.replace("-", " ").replace("_", " ").split()
    if colon and len(words) == 2 and words[0].lower() in ("task", "story", "issue", "step", "phase") and words[1][:1].isdigit():
        return words[1], name.strip()
    return "", text
