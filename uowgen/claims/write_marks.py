"""Writes into `marks.py` the words without which no frame of a kind can fit. Run by a person after frames changed; a test compares.

It is not used by the program.
"""

from __future__ import annotations

import os

from uowgen.claims import NAMES, kind_called
from uowgen.claims.frame import parsed

# Words that many sentences have: a set of needed words is the better mark the fewer of these it has.
_COMMON = frozenset(
    [
        "is",
        "are",
        "be",
        "in",
        "to",
        "of",
        "on",
        "for",
        "with",
        "and",
        "a",
        "no",
        "all",
        "has",
        "have",
        "added",
        ":",
        "(",
        "by",
        "from",
        "at",
        "as",
        "it",
        "not",
        "each",
        "every",
    ]
)


def marks() -> dict[str, str]:
    """The marks of each kind, sorted, in the order of the kinds; empty where a frame needs no word at all."""
    return {name: " ".join(sorted(_marks(kind_called(name).frames))) for name in NAMES}


def _marks(frames: tuple[str, ...]) -> set[str]:
    found: set[str] = set()
    for frame in frames:
        needed = parsed(frame).needed
        if not needed:
            return set()
        found |= min(needed, key=lambda words: (len(words & _COMMON), len(words), sorted(words)))
    return found


def generated() -> str:
    """The text of `marks.py`."""
    rows = [
        '"""The words of which a sentence must have one for any frame of a kind to fit; empty where there is no such test.',
        "",
        "Written by `python -m uowgen.claims.write_marks`; a test compares it with the frames.",
        '"""',
        "",
        "MARKS = {",
    ]
    for name, words in marks().items():
        rows.append(f'    "{name}": "{words}",')
    return "\n".join([*rows, "}  # fmt: skip", ""])


def main() -> None:
    """Rewrites `marks.py` in place."""
    text = generated()
    with open(os.path.join(os.path.dirname(__file__), "marks.py"), "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    main()
