"""Decides what a method is said to give for numbers outside of what a value stands for: “`bus_addr()` is `None` outside the window”.

Values are made of numbers that can be told apart, and asked about the numbers on both sides of each end that these may have. The spec's own
code must give what is said below and above one stretch of numbers and nowhere in it; then that stretch is what was meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, shown
from uowgen.claims.laws.lives import NUMBERS, told
from uowgen.claims.names import bare_name
from uowgen.claims.runs.shown_values import in_words
from uowgen.claims.stories.ranges import ENDS, LENGTHS, STARTS

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.lives import Told
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.records import Part

    Words = tuple[Word, ...]

_STRETCH = "window|range|region|area|buffer|mapping|span|interval|segment|slice|bounds|block|arena|pool|heap|zone|extent|chunk|section|aperture|reservation"
_NUMBER = r"(?:an? |any |every |all |the )?(?:\w+ )?(?:address|addresses|number|numbers|offset|offsets|page|pages|frame|frames|index|value|values|anything|one|pointer|pointers|line|lines|port|ports)"
_SIDES = (
    ("both", r"outside(?: of)?|not (?:in|inside|within)|(?:that (?:is|are|lies|lie) )(?:outside(?: of)?|not (?:in|inside|within))"),
    ("low", r"(?:that (?:is|are|lies|lie) )?(?:below|before|under|in front of)(?: start of| base of| beginning of)?"),
    ("high", r"(?:that (?:is|are|lies|lie) )?(?:past|beyond|above|behind|after|at or past|at or beyond)(?: end of| limit of)?"),
)
_GIVES = r"(?:is|returns|gives|yields|answers|reports|fails with|is refused with|errors with|says)"
_MOST_NUMBERS = 4
_STEPS = (4096, 16)


def decided(words: Words, case: Case, lexicons: list[Lexicon]) -> Finding | None:
    """What such values give; None for another sentence, where two types have the method, or where the spec's own code is not so."""
    read = _read(words)
    if read is None:
        return None
    name, value, side, noun = read
    rows = [lexicon for lexicon in lexicons if name in lexicon.journal.parts]
    if len(rows) != 1 or not (re.fullmatch(_STRETCH, noun) or noun in rows[0].type.lower()):
        return None
    makers = list(_makers(rows[0], name))
    if not makers:
        return None
    runs = 0
    for maker, probes in makers:
        seen = told(case, rows[0], [[f"v.{name}({n})"] for n in probes], maker)
        found = _compared(seen, probes, value, side)
        if found is None:
            continue
        place = (shown(rows[0].journal.declaration),)
        if isinstance(found, Finding):
            return found._replace(evidence=place)
        if found < 0:
            return None
        runs += found
    if not runs:
        return None
    return Finding("holds", f"so in {runs} of {runs} calls, as in the spec's own code", "behaviour", None, place, "bounded")


def _read(words: Words) -> tuple[str, str, str, str] | None:
    """The method, what it gives, on which side, of what."""
    codes = [w.raw for w in words if w.code]
    said = " ".join("`" if w.code else w.text for w in words if w.code or w.text not in ("the", "its", "this", "own"))
    for side, where in _SIDES:
        front = re.fullmatch(rf"` {_GIVES} (`|false|none|0)(?: for)?(?: {_NUMBER})?,? (?:{where}) (\w+)", said)
        back = re.fullmatch(rf"(?:for )?(?:{_NUMBER} )?(?:{where}) (\w+),? ` {_GIVES} (`|false|none|0)", said)
        if front is None and back is None:
            continue
        value, noun = front.groups() if front is not None else back.groups()[::-1]  # type: ignore[union-attr]
        if value == "`" and len(codes) == 2:
            return bare_name(codes[0]), codes[1], side, noun
        if value != "`" and len(codes) == 1:
            return bare_name(codes[0]), {"none": "None"}.get(value, value), side, noun
    return None


def _makers(lexicon: Lexicon, method: str) -> list[tuple[str, list[int]]]:
    """Ways to make a value, as Rust, each with the numbers to ask about."""
    part = lexicon.journal.parts[method]
    if not part.takes or len(part.parameters) != 1 or part.parameters[0][1].strip() not in NUMBERS:
        return []
    found = []
    for maker in lexicon.journal.parts.values():
        kinds = [kind.strip() for _, kind in maker.parameters]
        if maker.takes or not maker.parameters or len(kinds) > _MOST_NUMBERS or not all(kind in NUMBERS for kind in kinds):
            continue
        if not re.search(rf"\b(?:Self|{lexicon.type})\b", maker.returns):
            continue
        plain = re.fullmatch(rf"Self|{lexicon.type}", maker.returns.strip())
        for step in _STEPS:
            for length in (2 * step, step + 1):
                given = _given(maker, step, length)
                call = f"{lexicon.type}::{maker.name}({', '.join(map(str, given))})"
                found.append((call if plain else f"{call}.unwrap()", _probes(given, step)))
    return found


def _given(maker: Part, step: int, length: int) -> list[int]:
    given, start = [], 5 * step
    for n, (name, kind) in enumerate(maker.parameters):
        words = set(name.split("_"))
        narrow = kind.strip() in ("u8", "i8") or (kind.strip() in ("u16", "i16") and step > 16)
        if words & {*LENGTHS, "count", "pages", "frames"}:
            given.append(length // step + 1 if words & {"count", "pages", "frames"} else length)
        elif words & set(ENDS):
            given.append(start + length)
        else:
            given.append(2 + n if narrow else start if words & set(STARTS) or n == 0 else (5 + 4 * n) * step)
            start = given[-1] if not narrow else start
    return given


def _probes(given: list[int], step: int) -> list[int]:
    """The numbers beside each that may be an end."""
    ends = {0, *given}
    ends |= {
        one + more
        for one in given
        for other in given
        for more in (other, -(-other // step) * step, other * step)
        if one is not other
    }
    return sorted({n + by for n in ends for by in (-1, 0, 1) if n + by >= 0})


def _compared(seen: list[Told], probes: list[int], value: str, side: str) -> Finding | int | None:
    """How many calls are as is said; a finding for one that is not, -1 where the words were misread, None where it cannot be told."""
    shown_, actual = [one.own[0] for one in seen if one.own], [one.ours[0] for one in seen if one.ours]
    if len(shown_) != len(probes) or len(actual) != len(probes) or "panics" in shown_:
        return None
    own, ours = ([_is(gave, value) for gave in row] for row in (shown_, actual))
    inside = [n for n, so in enumerate(own) if not so]
    if not inside or inside != list(range(inside[0], inside[-1] + 1)):
        return -1
    low, high = inside[0], inside[-1]
    # The ends are met exactly, or another stretch would be as good.
    if low == 0 or high == len(probes) - 1 or probes[low] - probes[low - 1] != 1 or probes[high + 1] - probes[high] != 1:
        return -1
    asked = [*(range(low) if side != "high" else ()), *(range(high + 1, len(probes)) if side != "low" else ())]
    wrong = next((n for n in asked if not ours[n]), None)
    if wrong is not None:
        said = (
            f"not so: {probes[wrong]:#x} gives {in_words(actual[wrong])}, where the spec's own code gives {in_words(shown_[wrong])}"
        )
        return Finding("fails", said, "behaviour", "behaves-differently", (), "proved")
    return len(asked) if ours == own else -1


def _is(gave: object, value: str) -> bool:
    """Whether a call gave what is written: a value, or an error of that name."""
    if value in ("None", "false", "0"):
        return gave == {"None": ("None",), "false": False, "0": 0}[value] and type(gave) is not (int if value == "false" else bool)
    bare = re.sub(r"^(?:Err|Some|Ok)\((.*)\)$", r"\1", value).split("(")[0].rpartition("::")[2]
    return isinstance(gave, tuple) and gave[:1] == ("Err",) and len(gave) > 1 and _head(gave[1]).rpartition("::")[2] == bare


def _head(value: object) -> str:
    return str(value[0]) if isinstance(value, tuple) and value else str(value)


__all__ = ["decided"]
