"""Reads that what is looked for outside is not there: “an unmapped page”, “the handle is unknown”; and that something is not done then.

Only where one call to the outside ever finds nothing is it clear what is spoken of.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.moments import moments_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.sentences.sentence import Word

    Words = tuple[Word, ...]

_GONE = frozenset(
    "unmapped missing absent unknown nonexistent non-existent unbacked unpopulated untranslatable invalid bad bogus stale unregistered dead".split()
)
_THERE = frozenset("mapped present known backed populated valid registered found translated resolvable there live".split())
_AROUND = frozenset("is are was be being that which it its the a an not no to at in of for has have does exist exists".split())
_MAPPING = frozenset(form(w) for w in "mapping translation entry".split())


def looked_up(words: Words, lexicon: Lexicon, method: str) -> Iterator[Test]:
    """Whether the one lookup of the method found nothing: “page is not mapped”, “an address without a mapping”; or that it found something."""
    said = [w.text if not w.code else "`" for w in words]
    if "`" in said:
        return
    yield from _refused_as(words, lexicon, method)
    adjectives = [w for w in said if w in _GONE | _THERE]
    denied = "not" in said or "no" in said or "without" in said
    rest = [form(w) for w in said if w not in _AROUND and w not in adjectives and w != "without"]
    mapping = [w for w in rest if w in _MAPPING]
    if len(adjectives) + len(mapping) != 1 or (mapping and not denied) or not set(rest) - set(mapping):
        return
    rows = moments_of(lexicon.journal).by_method.get(method, ())
    failing = {d.path for m in rows for d in m.own.did if d.failed}
    if len(failing) != 1:
        return
    (path,) = failing
    names = {p for name in path.replace(".", "::").split("::") for p in parts(name)}
    if not set(rest) - set(mapping) <= lexicon.words_about(method) | names:
        return
    gone = mapping != [] or (adjectives[0] in _GONE) is not denied

    def test(m: Moment) -> bool | None:
        asked = [d for d in m.own.did if d.path == path]
        return any(d.failed for d in asked) is gone if asked else None

    yield test


def _refused_as(words: Words, lexicon: Lexicon, method: str) -> Iterator[Test]:
    """Whether the spec's own code refuses the call with the error that is called so: “the bucket is full” is `BucketFull`.

    Where calls outside failed or said no, that is how things stand there, and not what the call makes of it.
    """
    named = {form(w.text) for w in words if w.text not in ("is", "are", "was", "the", "a", "an", "its")}
    rows = moments_of(lexicon.journal).by_method.get(method, ())
    errors = {_error(m): m for m in rows if _error(m)}
    meant = [e for e in errors if {form(p) for p in parts(e)} == named]
    if len(meant) != 1 or len(named) < 2:
        return
    yield lambda m: _error(m) == meant[0]


def _error(m: Moment) -> str:
    """The name of the error that the spec's own code gives; empty where it gives none without parts."""
    gave = m.own.gave
    inside = gave[1] if isinstance(gave, tuple) and len(gave) == 2 and gave[0] == "Err" else None
    inside = inside[0] if isinstance(inside, tuple) and len(inside) == 1 else inside
    return inside.rpartition("::")[2] if isinstance(inside, str) else ""


__all__ = ["looked_up"]
