"""Tells where a method takes what the sentence says it refuses: “unaligned addresses are refused with `Unaligned`”. It never says that this holds."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.acts.answers import is_value
from uowgen.claims.acts.sameness import parting
from uowgen.claims.acts.windows import Pair, Weighed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.claims.acts.vocabulary import Vocabulary
    from uowgen.claims.sentences.sentence import Word

_UNALIGNED = frozenset({"unaligned", "misaligned"})
_THINGS = frozenset("address addresses frame frames page pages base value values one ones input".split())
_REFUSED = frozenset("refused rejected refuses rejects".split())
_BETWEEN = frozenset("is are with by as".split())
_PAGE = 0x1000


def judged(words: tuple[Word, ...], known: Vocabulary, pairs: Sequence[Pair]) -> Weighed | None:
    """A life in which an unaligned number is not refused with the value said; None if there is none, or nothing of the kind is said."""
    said = _read(words, known)
    if said is None:
        return None
    method, value = said
    rows = [(p, n, s) for p in pairs for n, s in enumerate(p.shown.steps) if s.name == method and len(s.given) == 1]
    given = [(p, n, s, g) for p, n, s in rows for g in s.given if isinstance(g, int) and not isinstance(g, bool)]
    # What unaligned means is taken from the spec's own code: it must refuse just what is no multiple of a page with that.
    if any(is_value(value, s.gave) is not bool(g % _PAGE) for _, _, s, g in given if not _refuses_otherwise(s.gave, value)):
        return None
    for pair, n, step, number in given:
        apart = parting(pair)
        if apart is None or apart.step != n or not is_value(value, step.gave) or n >= len(pair.actual.steps):
            continue
        ours = pair.actual.steps[n]
        if number % _PAGE and ours.name == method and not ours.panicked and not ours.refused:
            return Weighed("fails", f"`{method}({number:#x})` is not refused", pair.actual)
    return None


def _refuses_otherwise(gave: object, value: str) -> bool:
    return isinstance(gave, tuple) and gave[:1] in (("Err",), ("None",)) and not is_value(value, gave)


def _read(words: tuple[Word, ...], known: Vocabulary) -> tuple[str, str] | None:
    """The one method that is named, and the value that unaligned numbers are refused with."""
    methods = {known.method_of(w) for w in words if w.code and known.method_of(w)}
    at = next((n for n, w in enumerate(words) if not w.code and w.text in _UNALIGNED), None)
    if len(methods) != 1 or at is None or (at and words[at - 1].text in ("not", "no", "never", "only")):
        return None
    rest = words[at + 1 : at + 6]
    value = next((n for n, w in enumerate(rest) if w.code), None)
    between = [w.text for w in rest[:value]] if value is not None else []
    if value is None or not set(between) & _REFUSED or not set(between) <= _REFUSED | _THINGS | _BETWEEN:
        return None
    return methods.pop(), rest[value].raw


__all__ = ["judged"]
