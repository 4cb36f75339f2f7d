"""Reads what is said of references that are counted outside: “takes one reference on the frame”, “releases one reference per pin”, “hands the
references over”, “a shared frame is freed only when its count drops to zero”.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.behaviour.references import side_of
from uowgen.claims.bodies.words import VERBS, form, parts
from uowgen.claims.laws.lexicon import forms_of
from uowgen.claims.laws.moments import moments_of
from uowgen.claims.laws.outcomes import Outcome, held_before, inside, is_variant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.records import Beat, Did

    Words = tuple[Word, ...]

_REFERENCES = frozenset(form(w) for w in "reference references ref refs refcount refcounts".split())
_COUNTS = _REFERENCES | frozenset(form(w) for w in "count counter user users usage holder holders".split())
_TAKING = frozenset("takes adds acquires gets obtains grabs holds".split())
_GIVING_UP = frozenset("drops releases gives puts returns removes loses surrenders".split())
_HANDING = frozenset("transfers hands passes moves".split())
_ONE = frozenset("one exactly single its another more further new extra own matching corresponding that".split())
_NONE = frozenset("no any".split())
_BACK = frozenset("back up again".split())
_ON = frozenset("on to of for".split())
_EACH = frozenset("every each all".split())
_OVER = frozenset("over along on to caller together out".split())
_ONLY = frozenset("only exactly just".split())
_TURNING = frozenset("when once if after with".split())
_FREED = frozenset(form(w) for w in "freed released deallocated reclaimed recycled".split())
_FALLING = frozenset(
    "drops falls goes gets comes reaches hits becomes is to at its their zero 0 down has have been of reaching dropping".split()
)
_LAST = frozenset("last its one is was are been has gone dropped released given back returned goes away of removed".split())
_THING = frozenset("shared each any such its pinned tracked held given whole".split())


class Pair(NamedTuple):
    """The calls that add a user of a thing, and those that take one away."""

    ups: frozenset[str]
    downs: frozenset[str]


def _done(lexicon: Lexicon) -> dict[str, Did]:
    """Each call that is made in any story; helpers only pass on what others do."""
    return {d.path: d for m in moments_of(lexicon.journal).all for d in m.own.did if not d.helper}


def _pair(lexicon: Lexicon) -> Pair | None:
    """What counts references here, if there is one such thing."""
    sides: dict[str, tuple[set[str], set[str]]] = {}
    for path in _done(lexicon):
        of, side = side_of(path)
        if side:
            sides.setdefault(of, (set(), set()))[side < 0].add(path)
    whole = [Pair(frozenset(ups), frozenset(downs)) for ups, downs in sides.values() if ups and downs]
    about = lexicon.words_about("") | {w for path in (whole[0].ups if whole else ()) for w in _words_in(path)}
    return whole[0] if len(whole) == 1 and about & _COUNTS else None


def _words_in(path: str) -> set[str]:
    return {p for name in re.split(r"::|\.", path) for p in parts(name)}


def _where_known(outcome: Outcome, lexicon: Lexicon) -> Outcome:
    """Where the tree's code makes calls to the outside that the spec's own never makes, these may count as well: nothing is told."""
    known = set(_done(lexicon))

    def tree(m: Moment) -> bool | None:
        strange = m.ours is not None and any(d.path not in known and not d.helper for d in m.ours.did)
        return None if strange else outcome.tree(m)

    return outcome._replace(tree=tree)


def referred(words: Words, lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    """All that the words may say of references in calls of a method."""
    yield from (_where_known(one, lexicon) for one in _referred(words, lexicon, method))


def _referred(words: Words, lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    if len(words) < 2 or words[0].code:
        return
    turn = next((n for n, w in enumerate(words) if not w.code and w.text in _TURNING | _ONLY), 0)
    if turn > 1 and form(words[0].text) in _FREED and not words[0].text.endswith("d"):
        told = _freed(words[1:turn], words[turn:], lexicon)
        yield from [_at_zero(told[0], told[1], sure=told[2])] if told is not None else []
    at = next((n for n, w in enumerate(words[:5]) if n and not w.code and form(w.text) in _REFERENCES), None)
    pair = _pair(lexicon) if at is not None else None
    if at is None or pair is None:
        return
    verb, amount, tail = words[0].text, [w for w in words[1:at] if w.code or w.text not in _BACK], words[at + 1 :]
    if any(w.code for w in amount):
        return
    said = {w.text for w in amount}
    if verb == "gives" and not any(w.text in _BACK for w in words[1:at]):
        return
    if verb in _HANDING and said <= _EACH | _OVER | {"their", "its"} and all(not w.code and w.text in _OVER for w in tail):
        yield from (_handed_over(key, pair) for key in _lists(lexicon))
    calls = pair.ups if verb in _TAKING else pair.downs if verb in _GIVING_UP else frozenset()
    if not calls:
        return
    if said and said <= _NONE and _is_of_given(tail, lexicon, method):
        yield _none(calls)
    elif said <= _ONE and _is_of_given(tail, lexicon, method):
        yield _one(calls, pair, given=bool(lexicon.journal.parts[method].parameters))
    elif len(tail) > 1 and not tail[0].code and said <= _ONE - {"its", "another", "more"}:
        each = tail[0].text == "per" or (len(tail) > 2 and tail[0].text in _ON and tail[1].text in _EACH)
        noun = tail[1 if tail[0].text == "per" else 2 :]
        keys = [k for k in _lists(lexicon) if _names(noun, k, lexicon)] if each else []
        yield from (_for_each(key, calls, pair, lexicon) for key in keys)


def _is_of_given(tail: Words, lexicon: Lexicon, method: str) -> bool:
    """Whether nothing more is said, or that it is on the thing that the method is given."""
    part = lexicon.journal.parts.get(method)
    if not tail:
        return True
    noun = {p for w in tail[1:] for p in forms_of(w)}
    named = {p for name, kind in (part.parameters if part is not None else ()) for p in (*parts(name), *parts(kind.strip("&")))}
    return not tail[0].code and tail[0].text in _ON and bool(noun) and noun <= named | {form("it")}


def _lists(lexicon: Lexicon) -> list[str]:
    return [k.key for k in lexicon.keys if "list" in k.sorts and k.key.count(".") == 1 and k.key.startswith(".")]


def _names(noun: Words, key: str, lexicon: Lexicon) -> bool:
    """Whether a noun stands for what a list holds; where there is but one, also by the words of the type and its methods."""
    said = {form(w.text) for w in noun if not w.code and w.text not in _THING}
    if any(w.code for w in noun) or not said:
        return False
    named = next(k for k in lexicon.keys if k.key == key)
    about = named.name | named.said | lexicon.elements_of(key)
    if len(_lists(lexicon)) == 1:
        about |= set(parts(lexicon.type)) | {p for name in lexicon.journal.parts for p in parts(name)}
    return said <= about


def _calls(beat: Beat, paths: frozenset[str]) -> list[tuple[object, ...]]:
    return [d.given for d in beat.did if d.path in paths]


def _alike(paths: frozenset[str]) -> Test:
    """Whether both programs make these calls as often, with the same, in whichever order."""

    def alike(m: Moment) -> bool | None:
        return None if m.ours is None else sorted(map(repr, _calls(m.own, paths))) == sorted(map(repr, _calls(m.ours, paths)))

    return alike


def _none(paths: frozenset[str]) -> Outcome:
    def own(m: Moment) -> bool | None:
        return None if m.own.panicked else not _calls(m.own, paths)

    return Outcome(own, lambda m: not _calls(m.ours, paths) if m.ours is not None else None, _alike(paths))


def _one(paths: frozenset[str], pair: Pair, *, given: bool) -> Outcome:
    """In calls that go well just one, about the thing that is given; and none of the contrary."""
    others = (pair.ups | pair.downs) - paths

    def right(beat: Beat) -> bool:
        rows = _calls(beat, paths)
        fits = len(rows) == 1 and (not given or any(g in rows[0] for g in beat.given))
        return fits and not _calls(beat, others)

    def own(m: Moment) -> bool | None:
        return None if m.own.panicked or m.own.refused else right(m.own)

    def tree(m: Moment) -> bool | None:
        if m.ours is None or m.ours.panicked or m.ours.refused:
            return None
        return right(m.ours)

    return Outcome(own, tree, _alike(paths))


def _rows(m: Moment, key: str) -> tuple[object, ...] | None:
    rows = held_before(m, key)
    return rows if isinstance(rows, tuple) and not is_variant(rows) else None


def _same_things(one: object, other: object) -> bool:
    return isinstance(one, tuple) and isinstance(other, tuple) and sorted(map(repr, one)) == sorted(map(repr, other))


def _for_each(key: str, paths: frozenset[str], pair: Pair, lexicon: Lexicon) -> Outcome:
    """One for each thing in the list, as often as it is there; and none of the contrary."""
    others = (pair.ups | pair.downs) - paths
    alike = _alike(paths | others)
    doubled = any(_has_doubles(_rows(m, key)) for m in moments_of(lexicon.journal).all)

    def own(m: Moment) -> bool | None:
        rows = _rows(m, key)
        if rows is None or m.own.panicked:
            return None
        calls = _calls(m.own, paths)
        return not _calls(m.own, others) and _same_things(tuple(c[0] for c in calls if c), rows) and len(calls) == len(rows)

    def tree(m: Moment) -> bool | None:
        rows = _rows(m, key)
        if m.ours is None or m.ours.panicked or rows is None:
            return None
        seen = alike(m)
        return seen if seen or len(_calls(m.ours, paths)) != len(rows) else None

    def telling(m: Moment) -> bool:
        rows = _rows(m, key) or ()
        return _has_doubles(rows) if doubled else len(rows) > 1

    return Outcome(own, tree, alike, telling)


def _has_doubles(rows: tuple[object, ...] | None) -> bool:
    return rows is not None and len(set(map(repr, rows))) < len(rows)


def _handed_over(key: str, pair: Pair) -> Outcome:
    """What was held is given out, and nothing is counted."""
    calls = pair.ups | pair.downs

    def own(m: Moment) -> bool | None:
        rows = _rows(m, key)
        if rows is None or m.own.panicked:
            return None
        return not _calls(m.own, calls) and _same_things(inside(m.own.gave), rows)

    def tree(m: Moment) -> bool | None:
        if m.ours is None or m.ours.panicked:
            return None
        return not _calls(m.ours, calls) and _same_things(inside(m.ours.gave), inside(m.own.gave))

    return Outcome(own, tree, telling=lambda m: len(_rows(m, key) or ()) > 1)


# ------------------------------------------------------------------------------------------------------------ at zero


def freed_at_zero(words: Words, lexicon: Lexicon) -> Iterator[tuple[str, Outcome]]:
    """“The frame is freed only when its count drops to zero”, “a shared page is released once the last reference is gone”: each method that
    ever frees it, and that it does so there, and not before.
    """
    at = next((n for n, w in enumerate(words) if not w.code and form(w.text) in _FREED and w.text.endswith("d")), None)
    told = _freed(words[:at], words[at + 1 :], lexicon) if at else None
    if told is None:
        return
    freeing, downs, only = told
    for method, rows in moments_of(lexicon.journal).by_method.items():
        if method in lexicon.journal.parts and any(_calls(m.own, freeing) for m in rows):
            yield method, _where_known(_at_zero(freeing, downs, sure=only), lexicon)


def _freed(noun: Words, behind: Words, lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str], bool] | None:
    """The calls that free what the noun stands for, those that count it down, and whether it is said to be so only where none is left."""
    pair = _pair(lexicon)
    if pair is None or any(w.code for w in (*noun, *behind)) or len(behind) < 2:
        return None
    subject, rest = [w.text for w in noun], [w.text for w in behind]
    only = [w for w in (*subject, *rest[:1]) if w in _ONLY]
    said = {form(w) for w in subject if w not in _ONLY and w not in _THING and w not in ("is", "are", "gets", "get", "be")}
    rest = rest[1:] if rest[0] in _ONLY else rest
    if len(rest) < 2 or rest[0] not in _TURNING or not _is_zero(rest[1:]):
        return None
    freeing = frozenset(p for p in _done(lexicon) if VERBS["free"] & set(parts(re.split(r"::|\.", p)[-1])) and p not in pair.downs)
    about = lexicon.words_about("") | {w for p in freeing for w in _words_in(p)}
    return (freeing, pair.downs, bool(only)) if freeing and said and said <= about else None


def _is_zero(rest: list[str]) -> bool:
    """Whether the words say that no user is left."""
    last = "last" in rest and any(form(w) in _REFERENCES | _COUNTS for w in rest)
    if last:
        return all(w in _LAST or form(w) in _COUNTS for w in rest) and rest[-1] not in ("last", "its", "one", "is", "was", "of")
    zero = bool({"zero", "0"} & set(rest)) and rest[-1] in ("zero", "0")
    return zero and all(w in _FALLING or form(w) in _COUNTS for w in rest) and any(form(w) in _COUNTS for w in rest)


def _at_zero(freeing: frozenset[str], downs: frozenset[str], *, sure: bool) -> Outcome:
    """What is freed had none left by the call before; what has none left is freed. `sure`: it is said that it is not freed elsewhere."""

    def early(beat: Beat) -> bool:
        """Whether something is freed that had users left."""
        for n, d in enumerate(beat.did):
            if d.path in freeing:
                told = [c for c in beat.did[:n] if c.path in downs and set(map(repr, c.given)) & set(map(repr, d.given))]
                if not told or not _says_none(told[-1]):
                    return True
        return False

    def late(beat: Beat) -> bool:
        """Whether something is kept that has no users left."""
        freed = [set(map(repr, d.given)) for d in beat.did if d.path in freeing]
        none = [set(map(repr, c.given)) for c in beat.did if c.path in downs and _says_none(c)]
        return any(not any(one & other for other in freed) for one in none)

    def own(m: Moment) -> bool | None:
        counted = any(d.path in downs for d in m.own.did)
        return not early(m.own) and not late(m.own) if (counted or _calls(m.own, freeing)) and not m.own.panicked else None

    def tree(m: Moment) -> bool | None:
        if m.ours is None or m.ours.panicked:
            return None
        if early(m.ours):
            return False
        return None if late(m.ours) and sure else not late(m.ours)

    return Outcome(own, tree, _alike(freeing), telling=lambda m: bool(_calls(m.own, freeing)))


def _says_none(did: Did) -> bool:
    return did.left is True if isinstance(did.left, bool) else did.left == 0


__all__ = ["freed_at_zero", "referred"]
