"""Reads what a call is said not to change: “logs nothing”, “does not touch the count”, “without changing the number”, “nothing is recorded”."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form
from uowgen.claims.laws.changes import Changes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.outcomes import Outcome
    from uowgen.claims.sentences.sentence import Word

    Words = tuple[Word, ...]

_CHANGING = frozenset("touch change alter modify affect disturb move update reset advance bump clear".split())
_PUTTING = frozenset(
    form(w)
    for w in "add record log store insert track register push queue enqueue install keep save give return release free remove lose".split()
)
_PLACES = frozenset("back to into in from the list log pool queue table ring afterwards then out further more".split())


def refraining(words: Words, lexicon: Lexicon, method: str, *, apart: bool) -> Iterator[Outcome]:
    """All that the words may say of what stays as it was."""
    if len(words) < 2 or any(w.code for w in words[:2]):
        return
    said = [w.text if not w.code else "`" for w in words]
    changes = Changes(lexicon, method, apart=apart)
    if said[:2] == ["does", "not"] and len(words) > 3 and said[2] in _CHANGING:
        yield from _kept(words[3:], lexicon, changes)
    elif said[0] == "without" and said[1].endswith("ing") and _stem(said[1]) in _CHANGING and len(words) > 2:
        yield from _kept(words[2:], lexicon, changes)
    elif said[1] == "nothing" and _puts(form(said[0]), lexicon) and set(said[2:]) <= _PLACES:
        yield from _lists(lexicon, changes, form(said[0]))
    elif (
        said[0] in ("nothing", "none")
        and said[1] in ("is", "gets")
        and len(said) > 2
        and form(said[2]) in _PUTTING
        and set(said[3:]) <= _PLACES
    ):
        yield from _lists(lexicon, changes, form(said[2]))


def _puts(verb: str, lexicon: Lexicon) -> bool:
    """Whether a verb says that something is put somewhere: any such verb, and the name of a list."""
    return verb in _PUTTING or any("list" in k.sorts and verb in k.name for k in lexicon.keys)


def _stem(gerund: str) -> str:
    bare = gerund.removesuffix("ing")
    return bare if bare in _CHANGING else bare + "e"


def _kept(noun: Words, lexicon: Lexicon, changes: Changes) -> Iterator[Outcome]:
    keys = lexicon.keys_of(tuple(w for w in noun if w.code or w.text not in ("its", "their")))
    yield from (changes.unchanged((key,)) for key in keys if any(k.key == key and "changing" in k.sorts for k in lexicon.keys))


def _lists(lexicon: Lexicon, changes: Changes, verb: str) -> Iterator[Outcome]:
    """What the verb puts things into, if it names one; else all that holds things."""
    rows = [k for k in lexicon.keys if "list" in k.sorts and "changing" in k.sorts]
    named = [k for k in rows if verb in k.name | k.said]
    if rows:
        yield changes.unchanged(tuple(k.key for k in named or rows))


__all__ = ["refraining"]
