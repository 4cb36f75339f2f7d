"""Reads what a call is said to do to a list: “records the page”, “removes the entry”, “adds the task at the back”."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form
from uowgen.claims.laws.outcomes import Outcome, held_after, held_before, is_variant, places_of_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.changes import Changes
    from uowgen.claims.laws.moments import Moment
    from uowgen.claims.sentences.sentence import Word

    Words = tuple[Word, ...]

_OWN = frozenset(form(w) for w in "guard itself handle token transaction batch".split())
THINGS = frozenset(form(w) for w in "entry item element value one it new given".split())
# Words that pick out one of those that are held.
HELD_ALREADY = frozenset(
    "oldest newest first last front head tail earliest latest existing queued stored held previous old youngest".split()
)
_ADDRESSES = frozenset(form(w) for w in "va pa virt phys virtual physical vaddr paddr".split())
_FRONT, _BACK = frozenset("front head start beginning".split()), frozenset("back end tail".split())
_SEVERAL = frozenset("all every each everything both rest".split())
WHOLE = frozenset(
    "state everything all rest contents content itself object value structure buffer queue list table ring pipe map line it".split()
)


class Lists:
    """Readers of what is put into lists and taken out, for one reader of changes."""

    def __init__(self, changes: Changes) -> None:
        self.lexicon, self.method, self.after_as_own = changes.lexicon, changes.method, changes.after_as_own

    def grown_or_shrunk(self, rest: Words, sign: int) -> Iterator[Outcome]:
        """“records the page”, “removes the entry”: a list grows or shrinks by what is given, or by one."""
        if any(not w.code and w.text in _SEVERAL for w in rest):  # by one it does so to one
            return
        said = frozenset(form(w.text) for w in rest if not w.code and w.text not in ("to", "from", "into", "in", "on"))
        if said & _ADDRESSES:  # “the VA/PA pair”: whatever the two are called
            said -= _ADDRESSES | {form("pair"), form("/")}
        given = self.lexicon.words_about(self.method)
        for key in self.lexicon.keys:
            if "list" in key.sorts and said <= key.name | key.said | given | {form(w) for w in WHOLE} | THINGS | _OWN:
                yield self._sized(key.key, sign)

    def _sized(self, key: str, sign: int) -> Outcome:
        def own(m: Moment) -> bool | None:
            before, after = held_before(m, key), held_after(m, key)
            if m.own.refused or not isinstance(before, tuple) or not isinstance(after, tuple):
                return None
            return _things(after) - _things(before) == sign

        kept, counted = self.after_as_own(key), [self.after_as_own(k) for k in self._counts_of(key)[:1]]

        def tree(m: Moment) -> bool | None:
            seen, mine = kept(m), (m.ours.after or {}).get(key) if m.ours is not None else None
            if seen is False and isinstance(mine, tuple) and isinstance(theirs := held_after(m, key), tuple):
                seen = sorted(map(repr, mine)) == sorted(map(repr, theirs))  # in which order they lie is not said
            return seen if seen is not None or not counted else counted[0](m)  # it may be kept in another way

        return Outcome(own, tree)

    def _counts_of(self, key: str) -> list[str]:
        """What tells at any time how many things a list has."""
        looks = [b.after for b in self.lexicon.journal.theirs or () if b.after is not None and isinstance(b.after.get(key), tuple)]
        told = [k.key for k in self.lexicon.keys if "number" in k.sorts and not k.key.startswith((".", "?"))]
        return [k for k in told if looks and all(look.get(k) == len(look[key]) for look in looks)]  # type: ignore[arg-type]

    def put_at(self, rest: Words) -> Iterator[Outcome]:
        """“adds the task at the back”: a list is as it was, with what is given behind it or before it."""
        said = [w.text for w in rest if not w.code]
        if len(said) < 3 or said[-2] not in ("at", "to", "on", "in") or said[-1] not in (*_BACK, *_FRONT):
            return
        given = self.lexicon.words_about(self.method)
        if not {form(w) for w in said[:-2]} <= given | THINGS:
            return
        for key in self.lexicon.keys:
            if "list" in key.sorts:
                yield self._extended(key.key, back=said[-1] in _BACK)

    def evicted(self, rest: Words) -> Iterator[Outcome]:
        """“overwrites the oldest entry”: the first of what is held is gone, and what is given stands behind the rest."""
        said = [w.text for w in rest if not w.code]
        if len(said) != len(rest) or not said or said[0] not in ("oldest", "earliest"):
            return
        if {form(w) for w in said[1:]} <= self.lexicon.words_about(self.method) | THINGS:
            yield from (self._pushed_out(k.key) for k in self.lexicon.keys if "list" in k.sorts)

    def _pushed_out(self, key: str) -> Outcome:
        def own(m: Moment) -> bool | None:
            before, after = held_before(m, key), held_after(m, key)
            if not isinstance(before, tuple) or not isinstance(after, tuple) or not m.own.given or is_variant(before):
                return None
            return bool(before) and after == (*before[1:], m.own.given[0])

        return Outcome(own, self.after_as_own(key), telling=lambda m: len(held_before(m, key) or ()) > 1, rare=True)  # type: ignore[arg-type]

    def _extended(self, key: str, *, back: bool) -> Outcome:
        def own(m: Moment) -> bool | None:
            before, after = held_before(m, key), held_after(m, key)
            if not isinstance(before, tuple) or not isinstance(after, tuple) or m.own.refused or not m.own.given or before == after:
                return None
            return after == ((*before, m.own.given[0]) if back else (m.own.given[0], *before))

        return Outcome(own, self.after_as_own(key), telling=lambda m: bool(held_before(m, key)))


def _things(rows: tuple[object, ...]) -> int:
    """How many things a list has; places with nothing in them are none."""
    return len(rows) - len(places_of_nothing(rows) or ()) if not is_variant(rows) else 0
