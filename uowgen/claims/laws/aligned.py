"""Reads what is said of pages and other steps of numbers that are given: “rounds the address down to its page”, “pins every page that the buffer
touches”.

What is rounded is seen in what the call hands on, records or gives back: the multiple stands there, and not the number as it was given.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import VERBS, form, parts
from uowgen.claims.laws.each import leaves
from uowgen.claims.laws.in_steps import in_steps
from uowgen.claims.laws.moments import moments_of
from uowgen.claims.laws.outcomes import Outcome
from uowgen.claims.names import bare_name
from uowgen.claims.stories.ranges import ENDS, LENGTHS, places_of
from uowgen.claims.stories.values import as_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.ranges import Places
    from uowgen.claims.stories.records import Beat, Part

    Words = tuple[Word, ...]

_ROUNDING = frozenset("rounds aligns truncates snaps floors masks lowers raises".split())
_ROUNDED = {"rounded": "rounds", "aligned": "aligns", "truncated": "truncates"}
_DOWN, _UP = frozenset("down downwards back".split()), frozenset("up upwards".split())
_DROPPING = frozenset("drops ignores discards strips clears masks removes cuts zeroes zeros".split())
_TARGET_IDLE = frozenset(
    "its the a an start beginning base of boundary boundaries multiple whole nearest next previous size aligned that it lies in is containing contains one "
    "full own granularity first address alignment".split()
)
_ADDRESSES = frozenset("address addr pointer ptr start base offset location place argument value number it given input".split())
_LENGTHS = frozenset("length lengths sizes size len count bytes amount argument value number it given input".split())
_NUMBERS = frozenset("usize u8 u16 u32 u64 isize i32 i64".split())
_PAGE = 4096
_STEPS = (_PAGE, 512, 64, 8, 16, 1024, 65536, 2 << 20)
_SIZES = frozenset(form(w) for w in "size bytes len length align alignment granule".split())
_UNITS = {"kib": 10, "kb": 10, "mib": 20}
_EACH = frozenset("every each all any".split())
_RANGES = frozenset("buffer range region area interval span memory slice extent window transfer request mapping".split())
_TOUCHING = frozenset(
    "touches touched covers covered overlaps overlapped spans spanned intersects crosses reaches uses lies lie falls fall contains holds".split()
)
_AROUND = frozenset(
    "that which the a an is are it by in of from start to end within inside between even if only partly partially also including first last one ones "
    "into on and partial ever through".split()
)
_WALKING = frozenset("visits walks covers handles processes touches looks goes translates".split())
_MOST = 4096  # steps of one range


def aligned(words: Words, lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    """All that the words may say of steps: what is rounded to one, what is done to each in a range."""
    if len(words) < 3 or words[0].code:
        return
    yield from _rounded(words, lexicon, method)
    yield from _dropped(words, lexicon, method)
    yield from _covered(words, lexicon, method)


def aligned_by_all(words: Words, lexicon: Lexicon) -> Iterator[tuple[str, Outcome]]:
    """“Lengths are rounded up to whole pages”: what no method is named for is said of each that is given such a number."""
    at = next((n for n in range(1, len(words) - 1) if not words[n].code and words[n].text in ("is", "are", "gets", "get")), 0)
    if not at or words[at + 1].code or words[at + 1].text not in _ROUNDED:
        return
    noun = tuple(w for w in words[:at] if w.code or w.text not in ("given", "requested", "passed"))
    verb = words[at + 1]._replace(text=_ROUNDED[words[at + 1].text])
    for method, part in lexicon.journal.parts.items():
        if part.parameters:
            yield from ((method, outcome) for outcome in aligned((verb, *noun, *words[at + 2 :]), lexicon, method))


# ------------------------------------------------------------------------------------------------------------------- rounding


def _rounded(words: Words, lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    """“rounds the length up to whole pages”, “aligns `start` down to `SECTOR`”."""
    said = [w.text if not w.code else "`" for w in words]
    if said[0] not in _ROUNDING or "to" not in said[1:-1]:
        return
    to = said.index("to", 1)
    ups = [w for w in said[1:to] if w in _DOWN | _UP]
    if len(ups) > 1 or any(w in _DOWN | _UP for w in said[to:]):
        return
    ways = [ups[0] in _UP] if ups else [False] if said[0] in ("truncates", "floors", "masks") else [False, True]
    noun = tuple(w for w in words[1:to] if w.code or w.text not in _DOWN | _UP)
    for step in _steps(words[to + 1 :], lexicon, method):
        for at in _arguments(noun, lexicon, method):
            yield from (_is_rounded(at, step, up=up) for up in ways)
            yield from (outcome for up in ways for outcome in in_steps(at, step, lexicon, method, up=up))


def _dropped(words: Words, lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    """“ignores the offset within the page”, “masks off the low 12 bits of the address”."""
    said = [w.text if not w.code else "`" for w in words]
    if said[0] not in _DROPPING:
        return
    rest = [w for w in words[1:] if w.code or w.text not in ("off", "out", "the", "a", "any", "its")]
    texts = [w.text if not w.code else "`" for w in rest]
    noun: Words = ()
    if "offset" in texts:
        left = tuple(w for w, t in zip(rest, texts, strict=True) if t not in ("offset", "within", "inside", "into", "in", "of"))
        steps = _steps(left, lexicon, method)
    elif len(texts) > 2 and texts[0] in ("low", "lower", "lowest", "bottom") and texts[2] == "bits" and texts[1].isdigit():
        steps = [1 << int(texts[1])]
        noun = tuple(w for w in rest[3:] if w.text not in ("of", "in"))
    else:
        return
    for step in steps:
        yield from (_is_rounded(at, step, up=False) for at in _arguments(noun, lexicon, method))


def _steps(words: Words, lexicon: Lexicon, method: str) -> list[int]:
    """The multiples that are meant: a constant's, a number's; of a noun those of constants that are called so, or usual ones."""
    rest = [w for w in words if w.code or w.text not in _TARGET_IDLE]
    if not rest:
        return []
    first = as_number(rest[0].raw)
    if first is not None and len(rest) < 3 and all(not w.code and w.text in ("bytes", "byte", *_UNITS) for w in rest[1:]):
        return [first << _UNITS.get(rest[-1].text, 0)]
    if any(w.code for w in rest):
        value = lexicon.number(bare_name(rest[0].raw)) if len(rest) == 1 else None
        return [value] if value is not None and value > 1 else []
    noun = frozenset(form(w.text) for w in rest)
    rows = [c for c in lexicon.constants if noun <= c.name] or [
        c for c in lexicon.constants if noun & c.name and c.name - noun <= _SIZES
    ]
    named = [n for c in rows if (n := lexicon.number(c.key)) is not None and n > 1]
    if named or noun == {form("page")}:
        return named or [_PAGE]
    return list(_STEPS) if noun <= lexicon.words_about(method) else []


def _arguments(noun: Words, lexicon: Lexicon, method: str) -> list[int]:
    """The numbers given that a noun may mean; without one all that are no lengths."""
    part = lexicon.journal.parts.get(method)
    rows = [(n, name) for n, (name, kind) in enumerate(part.parameters) if kind.strip() in _NUMBERS] if part is not None else []
    noun = tuple(w for w in noun if w.code or w.text not in ("the", "a", "an", "its", "given", "passed", "requested"))
    if len(noun) == 1 and (noun[0].code or noun[0].text in [name for _, name in rows]):
        return [n for n, name in rows if name == bare_name(noun[0].raw)]
    if any(w.code for w in noun):
        return []
    lengths = [n for n, name in rows if set(name.split("_")) & {*LENGTHS, "count"}]
    others = [n for n, _ in rows if n not in lengths]
    said = {w.text for w in noun}
    if not said:
        return others
    named = [n for n, name in rows if {form(w) for w in said} <= set(parts(name))]
    if named:
        return named
    known = lexicon.words_about(method)
    plain = {w for w in said if form(w) not in known}
    return (others if plain <= _ADDRESSES else []) + (lengths if said <= _LENGTHS else [])


def _is_rounded(at: int, step: int, *, up: bool) -> Outcome:
    def right(beat: Beat | None) -> bool | None:
        given = beat.given[at] if beat is not None and at < len(beat.given) else None
        if beat is None or beat.refused or type(given) is not int or given < step:
            return None  # small numbers stand for many things
        goal = _multiple(given, step, up=up)
        seen = _handed_on(beat)
        if goal in seen and (goal == given or given not in seen):
            return True
        other = _multiple(given, step, up=not up)
        return False if given != goal and goal not in seen and (given in seen or other in seen) else None

    def telling(m: Moment) -> bool:
        given = m.own.given[at] if at < len(m.own.given) else None
        others = (step * 2, max(1, step // 2))
        return type(given) is int and all(_multiple(given, step, up=up) != _multiple(given, n, up=up) for n in others)

    return Outcome(lambda m: right(m.own), lambda m: right(m.ours), telling=telling)


def _multiple(number: int, step: int, *, up: bool) -> int:
    return -(-number // step) * step if up else number - number % step


def _handed_on(beat: Beat) -> set[object]:
    """What a call gives back, hands to others, and holds more than before."""
    before = Counter(map(repr, leaves(tuple((beat.before or {}).values()))))
    after = Counter(map(repr, leaves(tuple((beat.after or {}).values()))))
    new = {leaf for leaf in leaves(tuple((beat.after or {}).values())) if after[repr(leaf)] > before[repr(leaf)]}
    return {leaf for d in beat.did for leaf in leaves(d.given)} | set(leaves(beat.gave)) | new


# ------------------------------------------------------------------------------------------------------------- each of a range


def _covered(words: Words, lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    """“pins every page the buffer touches”, “looks up each page of the range”: one call for each that the range meets."""
    said = [w.text if not w.code else "`" for w in words]
    if said[1] not in _EACH or len(said) < 4 or words[2].code:
        return
    tail = tuple(w for w in words[3:] if w.code or w.text != ",")
    spoken = [w for w in tail if not w.code and w.text not in _AROUND]
    written = [w for w in tail if w.code and ".." in w.raw]
    if not all(w.text in _RANGES | _TOUCHING for w in spoken) or not (written or any(w.text in _RANGES for w in spoken)):
        return
    part = lexicon.journal.parts.get(method)
    places = _range_of(part) if part is not None else None
    names = {n for w in tail if w.code for n in re.findall(r"[A-Za-z_]\w*", w.raw)}
    if places is None or part is None or not names <= {name for name, _ in part.parameters}:
        return
    rows = [m for m in moments_of(lexicon.journal).by_method.get(method, ()) if not m.own.refused]
    paths = {d.path for m in rows for d in m.own.did}
    verbs = frozenset({form(said[0])}) | VERBS.get(form(said[0]), frozenset())
    meant = frozenset(p for p in paths if verbs & set(parts(p.replace(".", "::").rpartition("::")[2])))
    called = {p for name in lexicon.journal.parts for p in parts(name)[:1]}
    if not meant and said[0] not in _WALKING and not verbs & called:
        return
    for step in _steps((words[2]._replace(text=said[2].removesuffix("s")),), lexicon, method):
        for path in sorted(paths):
            width = max((len(d.given) for m in rows for d in m.own.did if d.path == path), default=0)
            for column in range(width):
                # What a method of that name does is all that is done as often as there are steps.
                deeds = meant or frozenset(p for p in paths if all(_as_often(m.own, places, step, p) for m in rows))
                yield _is_covered(places, step, path, column, deeds)


def _range_of(part: Part) -> Places | None:
    """Which of the parameters are the ends of a range: by their names; else a number beside one that is an end or a length."""
    from uowgen.claims.stories.ranges import Places

    names = tuple(name for name, _ in part.parameters)
    found = places_of(names)
    if found is not None:
        return found
    numbers = [n for n, (_, kind) in enumerate(part.parameters) if kind.strip() in _NUMBERS]
    ends = [n for n in numbers if names[n] in (*ENDS, *LENGTHS)]
    others = [n for n in numbers if n not in ends]
    return Places(others[0], ends[0], names[ends[0]] in LENGTHS) if len(ends) == len(others) == 1 else None


def _steps_of(beat: Beat, places: Places, step: int) -> list[int] | None:
    """The multiples that the range that is given meets; None for none, or too many."""
    start, end = (beat.given[n] if n < len(beat.given) else None for n in (places.start, places.end))
    if type(start) is not int or type(end) is not int:
        return None
    end = start + end if places.by_length else end
    if end <= start or (end - start) // step > _MOST:
        return None
    return list(range(start - start % step, end, step))


def _as_often(beat: Beat, places: Places, step: int, path: str) -> bool:
    """Whether there are as many calls of a path as the range has steps."""
    wanted = _steps_of(beat, places, step)
    return wanted is None or sum(d.path == path for d in beat.did) == len(wanted)


def _is_covered(places: Places, step: int, path: str, column: int, meant: frozenset[str]) -> Outcome:
    def right(beat: Beat | None) -> bool | None:
        wanted = _steps_of(beat, places, step) if beat is not None and not beat.refused else None
        if beat is None or wanted is None:
            return None
        calls = [d for d in beat.did if d.path == path]
        found = [d.given[column] if column < len(d.given) else None for d in calls]
        done = all(_as_often(beat, places, step, p) for p in meant)
        if Counter(map(repr, found)) == Counter(map(repr, wanted)) and done:
            return True
        # Where nothing is asked in that way, it may be done in another one.
        return False if (calls and all(type(n) is int for n in found)) or not beat.did else None

    def telling(m: Moment) -> bool:
        wanted = _steps_of(m.own, places, step) or []
        length = m.own.given[places.end] if places.by_length else m.own.given[places.end] - m.own.given[places.start]  # type: ignore[operator]
        return len(wanted) > 1 and len(wanted) != -(-length // step)  # type: ignore[operator]

    test: Test = lambda m: right(m.own)  # noqa: E731
    return Outcome(test, lambda m: right(m.ours), telling=telling)


__all__ = ["aligned", "aligned_by_all"]
