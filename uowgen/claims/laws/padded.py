"""Reads what a slice that is given comes to hold behind what is handed over: “pads with silence”, “fills the rest with zeros”, “leaves the rest of
the buffer untouched”.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.moments import moments_of
from uowgen.claims.laws.outcomes import Outcome, is_variant
from uowgen.claims.stories.contents import CONTENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.records import Beat

    Words = tuple[Word, ...]

_PADS = frozenset("pads completes tops finishes extends".split())
_FILLS = frozenset("fills sets writes puts stores".split())  # which say it of the whole, unless of the rest
_LEAVES, _ALONE = frozenset("leaves keeps".split()), frozenset("untouched unchanged alone intact unmodified".split())
_REST = frozenset("rest remainder remaining tail end missing".split())
_PLACES = frozenset("slots slot places entries bytes part space elements positions".split())
_AROUND = frozenset("up out the a an its of to in into behind after them it with".split())
_WHOLE = frozenset("buffer slice output destination out target array period block given".split())
_ZEROS = frozenset("zero zeros zeroes 0".split())
_COUNTS = frozenset(form(w) for w in "length len count number fill level size".split())


def padded(words: Words, lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    """What lies behind the things that the call handed over: a value that is named, or what was there."""
    at = _slice_of(lexicon, method)
    if at is None or len(words) < 2 or words[0].code:
        return
    said = [w.text if not w.code else "`" for w in words]
    with_ = next((n for n in range(1, len(said) - 1) if said[n] == "with"), None)
    keys = list(_counting(lexicon, method))
    if said[0] in _LEAVES and said[-1] in _ALONE and _is_rest(words[1:-1], lexicon, method, needed=True):
        yield from (_tail(at, key, None) for key in keys)
    elif said[0] in ("zeroes", "zeros") and _is_rest(words[1:], lexicon, method, needed=True):
        yield from (_tail(at, key, 0) for key in keys)
    elif with_ is not None and said[0] in _PADS | _FILLS and _is_rest(words[1:with_], lexicon, method, needed=said[0] in _FILLS):
        yield from (_tail(at, key, value) for value in _values(words[with_ + 1 :], lexicon) for key in keys)


def _slice_of(lexicon: Lexicon, method: str) -> int | None:
    """The place of the one slice that a method may write to."""
    part = lexicon.journal.parts.get(method)
    rows = (
        [n for n, (_, kind) in enumerate(part.parameters) if "".join(kind.split()).startswith("&mut[")] if part is not None else []
    )
    return rows[0] if len(rows) == 1 else None


def _is_rest(words: Words, lexicon: Lexicon, method: str, *, needed: bool) -> bool:
    """“the rest of the buffer”, “the remaining slots”."""
    part = lexicon.journal.parts[method]
    names = {p for name, _ in part.parameters for p in parts(name)}
    said = [w.text if not w.code else form(w.raw) for w in words if w.code or w.text not in _AROUND]
    known = all(w in _REST | _PLACES | _WHOLE or form(w) in names | lexicon.words_about(method) for w in said)
    return known and (not needed or any(w in _REST for w in said))


def _values(words: Words, lexicon: Lexicon) -> list[int]:
    """The value that is named: a constant by its name or words, zeros."""
    if len(words) == 1 and not words[0].code and words[0].text in _ZEROS:
        return [0]
    named = words if len(words) == 1 and words[0].code else tuple(w._replace(text=w.text.removesuffix("s")) for w in words)
    return list(dict.fromkeys(n for row in (words, named) for n in lexicon.constants_said(row)))


def _counting(lexicon: Lexicon, method: str) -> Iterator[str]:
    """What tells how much is held, and goes down in calls of the method."""
    rows = moments_of(lexicon.journal).by_method.get(method, ())
    for key in lexicon.keys:
        counts = key.key == CONTENTS or ("number" in key.sorts and key.name & _COUNTS)
        if counts and any((_handed(m.own, key.key) or 0) > 0 for m in rows):
            yield key.key


def _handed(beat: Beat, key: str) -> int | None:
    """How many things a call took out."""
    sizes = []
    for look in (beat.before, beat.after):
        value = (look or {}).get(key)
        sizes.append(len(value) if isinstance(value, tuple) and not is_variant(value) else value if type(value) is int else None)
    return sizes[0] - sizes[1] if sizes[0] is not None and sizes[1] is not None else None


def _tail(at: int, key: str, value: int | None) -> Outcome:
    """What lies behind as many as were taken out is that value (None: what lay there before)."""

    def rows(beat: Beat) -> tuple[tuple[object, ...], tuple[object, ...]] | None:
        given, left = (r[at] if at < len(r) else None for r in (beat.given, beat.left))
        both = isinstance(given, tuple) and isinstance(left, tuple) and len(given) == len(left)
        return (given, left) if both else None  # type: ignore[return-value]

    def right(beat: Beat, taken: int | None) -> bool | None:
        found = rows(beat)
        if found is None or taken is None or taken < 0 or beat.panicked:
            return None
        given, left = found
        return left[taken:] == (given[taken:] if value is None else (value,) * len(left[taken:]))

    def telling(m: Moment) -> bool:
        found, taken = rows(m.own), _handed(m.own, key)
        if found is None or taken is None or not 0 < taken < len(found[0]):
            return False
        return value is None or any(v != value for v in found[0][taken:])

    def tree(m: Moment) -> bool | None:
        return right(m.ours, _handed(m.own, key)) if m.ours is not None else None

    test: Test = lambda m: right(m.own, _handed(m.own, key))  # noqa: E731
    return Outcome(test, tree, telling=telling)


__all__ = ["padded"]
