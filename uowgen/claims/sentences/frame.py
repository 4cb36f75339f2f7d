"""Sentence frames: small patterns over words, by which a claim kind recognises its criteria.

A frame is a line such as `<name> <noun>? is|was? defined|created`: words with `|` between alternatives, slots in angle brackets,
`?` behind what may be missing. Every word of a sentence must be taken up by the frame: words that are not understood are never
skipped.
"""

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.sentences.slot_marks import MARKS
from uowgen.claims.sentences.slots import SLOTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.sentences.sentence import Word

Slots = dict[str, str]
# Words that mean the same in a frame. `@be*` stands for any run of the first, `@made` for one of the second.
CLASSES = {
    "be": "is are was were be been being has have get gets",
    "have": "has have contains contain carries carry includes include holds hold owns with having gains gained",
    "made": "added defined created introduced declared present exists exist available written there provided in-place",
    "make": "add adds added define defines defined create creates created introduce introduces introduced declare declares "
    "declared provide provides write",
    "gone": "removed deleted gone dropped absent eliminated",
    "in": "in inside within of on at from under",
    "to": "to into onto in inside within on for",
    "call": "calls call invokes invoke",
    "not": "not never",
    "param": "parameter parameters argument arguments params param",
    "every": "all every each",
    "literal": "constructors constructor literals literal initializers initialisers constructions instances instance places sites",
    "initialise": "initialise initialises initialize initializes set sets include includes provide provides pass passes give gives",
    "mention": "mentions mention names cites references says notes links link",
    "docs": "doc docs documentation comment comments docstring",
    "take": "takes accepts take accept taking accepting receives receive",
    "callers": "callers caller calls call sites site uses usages usage",
    "update": "updated adapted adjusted migrated changed",
    "left": "left remaining remain remains anywhere",
    "same": "unchanged unaffected untouched intact identical same preserved unmodified",
    "change": "replaced converted migrated changed switched",
    "more": "more remaining direct further other leftover stray hardcoded hard-coded",
    "style": "conventions convention pattern patterns style guidelines idioms codebase approach naming",
    "follow": "follows follow following mirrors mirror matches match consistent respects adheres",
    "use": "calls call invokes invoke uses use reuses delegates delegate goes dispatches",
    "equal": "set equal equals defined added is changed now corrected raised lowered increased reduced bumped fixed",
    "regression": "changes change regressions regression",
    "visible": "behavior behaviour behavioral behavioural functional api breaking public other user-visible",
    "clean": "warnings errors or and",
}


class Part(NamedTuple):
    """One element of a frame: the words that fit (`words`), or the `slot` with its kind.

    It may be missing when `optional`, and may come several times when `repeated`.
    """

    words: frozenset[str]
    slot: str
    kind: str
    optional: bool
    repeated: bool


class Pattern(NamedTuple):
    """A parsed frame. Each of `needed` must share a word with the sentence; `given` are the slots that the frame itself fills."""

    parts: tuple[Part, ...]
    needed: tuple[frozenset[str], ...]
    given: Slots
    loose: bool

    def may_fit(self, said: frozenset[str], *, loose: bool) -> bool:
        """Whether a sentence with the signs `said` has what is needed; `marks.FRAMES` tells the same without parsing."""
        return self.loose is loose and not any(needs.isdisjoint(said) for needs in self.needed)


class Reading(NamedTuple):
    """A sentence read by a frame: what stood in each slot, lists joined with `\\0`."""

    frame: str
    slots: Slots

    def get(self, slot: str) -> str:
        """What stood in `slot`; empty when nothing did."""
        return self.slots.get(slot, "")

    def list(self, slot: str) -> tuple[str, ...]:
        """The entries of a list slot."""
        text = self.slots.get(slot, "")
        return tuple(text.split("\0")) if text else ()


def read_by(
    frame: str, words: "tuple[Word, ...]", known: "Callable[[str], bool]", said: frozenset[str] = frozenset()
) -> Reading | None:
    """`words` as `frame` reads them; None if they do not fit. `known` says whether a plain word is a name of the code.

    `said` are the signs of the sentence, by which most frames can be passed over; none where that has been done.
    """
    pattern = parsed(frame)
    if said and any(needs.isdisjoint(said) for needs in pattern.needed):
        return None
    for slots in _fit(pattern.parts, 0, words, 0, {}, known):
        return Reading(frame, {**slots, **pattern.given})
    return None


@cache
def parsed(frame: str) -> Pattern:
    """The pattern that `frame` writes down. What stands behind ` ; ` fills slots: `… removed ; state=gone`."""
    written, _, given = frame.partition(" ; ")
    parts: list[Part] = []
    for text in written.split():
        optional, repeated = text[-1] in "?*" and len(text) > 1, text.endswith("*") and len(text) > 1
        bare = text[:-1] if optional else text
        if bare.startswith("<"):
            slot, _, kind = bare[1:-1].partition(":")
            parts.append(Part(frozenset(), slot, kind or slot, optional, repeated))
        else:
            listed = [w for alternative in bare.split("|") for w in _alternatives(alternative)]
            parts.append(Part(frozenset(listed), "", "", optional, repeated))
    filled = dict(pair.split("=", 1) for pair in given.split())
    needed = tuple(p.words for p in parts if p.words and not p.optional)
    needed += tuple(MARKS[p.kind] for p in parts if p.kind in MARKS and not p.optional)
    return Pattern(tuple(parts), needed, filled, any(p.kind == "text" for p in parts))


def _alternatives(text: str) -> list[str]:
    return CLASSES[text[1:]].split() if text.startswith("@") else [text]


def _fit(
    parts: tuple[Part, ...], at: int, words: "tuple[Word, ...]", n: int, slots: Slots, known: "Callable[[str], bool]"
) -> "Iterator[Slots]":
    if at == len(parts):
        if n == len(words):
            yield slots
        return
    part = parts[at]
    if part.slot:
        for value, after in SLOTS[part.kind](words, n, known):
            yield from _fit(parts, at + 1, words, after, {**slots, part.slot: value}, known)
    elif n < len(words) and not words[n].code and words[n].text in part.words:
        yield from _fit(parts, at if part.repeated else at + 1, words, n + 1, slots, known)
    if part.optional:
        yield from _fit(parts, at + 1, words, n, slots, known)
