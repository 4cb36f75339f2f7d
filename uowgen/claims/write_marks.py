"""Writes into `marks.py` all frames, and the words without which they cannot fit. Run by a person after frames changed; a test compares.

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


def frames() -> tuple[tuple[str, str, str], ...]:
    """Each frame of each kind in the order in which they are tried: kind, needs, text.

    The needs are sets of words of which a sentence must have one each, between semicolons; `~` before those of a loose frame.
    """
    return tuple((name, _needs(frame), frame) for name in NAMES for frame in kind_called(name).frames)


def by_word(listed: tuple[tuple[str, str, str], ...]) -> dict[str, str]:
    """For each word the numbers of the frames that are looked at because of it; under `""` those that need no word at all."""
    wanted: dict[str, int] = dict.fromkeys(_COMMON, _WEIGHT)
    for _, needed in {(kind, word) for kind, _, frame in listed for words in parsed(frame).needed for word in words}:
        wanted[needed] = wanted.get(needed, 0) + 1
    found: dict[str, list[int]] = {}
    for n, (_, _, frame) in enumerate(listed):
        for word in _marks(frame, wanted) or ("",):
            found.setdefault(word, []).append(n)
    return {word: " ".join(map(str, numbers)) for word, numbers in sorted(found.items())}


def _needs(frame: str) -> str:
    pattern = parsed(frame)
    return ("~" if pattern.loose else "") + ";".join(sorted(" ".join(sorted(words)) for words in pattern.needed))


def _marks(frame: str, wanted: Mapping[str, int]) -> frozenset[str]:
    """The set of words, of those of which the frame needs one each, that the fewest other sentences have a word of."""
    needed = parsed(frame).needed
    return min(needed, key=lambda words: (sum(wanted[word] for word in words), len(words), sorted(words)), default=frozenset())


def generated() -> str:
    """The text of `marks.py`."""
    listed = frames()
    rows = [
        '"""Every frame of every kind, and the words because of which it is looked at: a run reads by them without the kinds themselves.',
        "",
        "Written by `python -m uowgen.claims.write_marks`; a test compares it with the kinds.",
        '"""',
        "",
        "# Kind, needs, text. The needs are sets of words of which a sentence must have one each; `~` before those of a loose frame.",
        "FRAMES = (",
    ]
    rows += [f"    {row!r}," for row in listed]
    rows += [
        "    )  # fmt: skip",
        "",
        "# Numbers of frames by a word that each of them needs; those that need none under no word.",
        "BY_WORD = {",
    ]
    rows += [f"    {word!r}: {numbers!r}," for word, numbers in by_word(listed).items()]
    return "\n".join([*rows, "}  # fmt: skip", ""]).replace("    )  # fmt: skip", ")  # fmt: skip")


def main() -> None:
    """Rewrites `marks.py` in place."""
    text = generated()
    with open(os.path.join(os.path.dirname(__file__), "marks.py"), "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    main()
