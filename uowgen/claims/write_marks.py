"""Writes into `marks.py` the words without which no frame of a kind can fit. Run by a person after frames changed; a test compares.

It is not used by the program.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from uowgen.claims import NAMES, kind_called
from uowgen.claims.sentences.frame import parsed

if TYPE_CHECKING:
    from collections.abc import Mapping

# Words that many sentences have: a set of needed words is the better mark the fewer of these it has.
# Words that any sentence may have: as heavy as a word that this many kinds look for.
_COMMON = frozenset(
    {
        "is", "are", "be", "in", "to", "of", "on", "for", "with", "and", "a", "no", "all", "has", "have", "added", ":", "(", "by", "from", "at",
        "as", "it", "not", "each", "every", "if", "when", "does", "only", "that", "nothing", "after", "before", "any", "must", "can",
    }
)  # fmt: skip
_WEIGHT = 20


def marks() -> dict[str, str]:
    """The marks of each kind, sorted, in the order of the kinds; empty where a frame needs no word at all."""
    return {
        name: "" if "" in rows else " ".join(sorted({w for row in rows for w in row.split()})) for name, rows in _by_frame().items()
    }


def frame_marks() -> dict[str, tuple[str, ...]]:
    """For each frame of each kind the sets of words of which it needs one each, between semicolons; `~` before those of a loose frame."""
    return {name: tuple(_needs(frame) for frame in kind_called(name).frames) for name in NAMES}


def _needs(frame: str) -> str:
    pattern = parsed(frame)
    return ("~" if pattern.loose else "") + ";".join(sorted(" ".join(sorted(words)) for words in pattern.needed))


def _by_frame() -> dict[str, tuple[str, ...]]:
    frames = {name: kind_called(name).frames for name in NAMES}
    wanted: dict[str, int] = dict.fromkeys(_COMMON, _WEIGHT)
    for rows in frames.values():
        for word in {word for frame in rows for words in parsed(frame).needed for word in words}:
            wanted[word] = wanted.get(word, 0) + 1
    return {name: tuple(" ".join(sorted(_marks(frame, wanted))) for frame in rows) for name, rows in frames.items()}


def _marks(frame: str, wanted: Mapping[str, int]) -> frozenset[str]:
    """The set of words, of those of which the frame needs one each, that the fewest other sentences have a word of."""
    needed = parsed(frame).needed
    return min(needed, key=lambda words: (sum(wanted[word] for word in words), len(words), sorted(words)), default=frozenset())


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
    rows += [
        "}  # fmt: skip",
        "",
        "# For each frame the sets of words of which it needs one each; `~` before those of a frame that takes up any words.",
        "FRAMES = {",
    ]
    for name, each in frame_marks().items():
        rows.append(f'    "{name}": {tuple(each)!r},')
    return "\n".join([*rows, "}  # fmt: skip", ""])


def main() -> None:
    """Rewrites `marks.py` in place."""
    text = generated()
    with open(os.path.join(os.path.dirname(__file__), "marks.py"), "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    main()
