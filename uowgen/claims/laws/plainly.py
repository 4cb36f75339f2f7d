"""The plainest way to take a condition: a flag, a state, a field's value, what is empty or full, which call came before.

What the spec's own code goes against in the plain sense is not so because it happens to be so in some other sense of the words.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.histories import happened
from uowgen.claims.laws.lexicon import forms_of
from uowgen.claims.laws.outcomes import held_before, is_variant, places_of_nothing
from uowgen.claims.laws.situations import and_, element, has_value, is_among, is_in
from uowgen.claims.laws.states import States, pieces_of
from uowgen.claims.names import bare_name
from uowgen.claims.stories.values import as_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.sentences.sentence import Word

    Words = tuple[Word, ...]

PLACING = frozenset("on in at for from with while after once unless until if when whenever where".split())
_WAITING = frozenset(form(w) for w in "waiting queued held stored kept pending present registered recorded taken used left".split())
_AMONG = frozenset(
    form(w) for w in "duplicates queued present registered stored known added existing recorded listed held contained".split()
) | {form(w) for w in "unknown unregistered absent missing".split()}
_FOREIGN = frozenset("unknown unregistered absent missing".split())
_IDLE = frozenset("a an the that which is are was were has been already again".split())
_TAKEN = frozenset("used taken occupied allocated reserved".split())
_FREE = frozenset("free unused available vacant unallocated".split())
_HOW_MANY = frozenset("all every each no a an any some".split())
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4}
_BEING = frozenset("is are was were be being already currently still it".split())


def plainly(words: Words, lexicon: Lexicon, method: str) -> list[Test]:
    """The tests that a condition is in the plain sense; its first word may be the one that leads it in."""
    history = list(happened(words, lexicon))
    if history:
        return history
    said = tuple(w for w in words if w.code or w.text not in _BEING)
    while said and not said[0].code and said[0].text in PLACING:
        said = said[1:]
    found: list[list[Test]] = []
    for piece in pieces_of(said) if said else ():
        tests = list(_of_piece(piece, lexicon, method))
        if not tests:
            return []
        found.append(tests)
    if not found or any(len(tests) > 1 for tests in found[1:]):
        return []
    return [and_(first, *(tests[0] for tests in found[1:])) for first in found[0]]


def _of_piece(piece: Words, lexicon: Lexicon, method: str) -> Iterator[Test]:
    states = States(lexicon, method)
    denied = any(not w.code and w.text == "not" for w in piece)
    bare = tuple(w for w in piece if w.code or w.text != "not")
    while len(bare) > 1 and states.is_thing(bare[-1]):
        bare = bare[:-1]
    while len(bare) > 1 and states.is_thing(bare[0]):
        bare = bare[1:]
    if len(bare) == 1 and not bare[0].code and bare[0].text == "full":
        if "is_full" in lexicon.journal.askers:
            yield has_value("is_full", not denied)
        return
    if len(bare) == 1:
        name = frozenset(forms_of(bare[0]))
        for key in lexicon.states_meant(name):
            yield from (is_in(key, v, denied=denied) for v in lexicon.variants_of(key) if frozenset(parts(v)) == name)
    yield from _counted(piece, lexicon)
    yield from _of_places(piece, lexicon, method)
    yield from _given(piece, lexicon, method)
    yield from among(tuple(w for w in piece if w.code or w.text != "not"), lexicon, method, denied=denied)
    yield from states.plain((*(w for w in piece if not w.code and w.text == "not"), *bare))


def _counted(piece: Words, lexicon: Lexicon) -> Iterator[Test]:
    """“two jobs are waiting”, “`ROOM` jobs wait”: how many things a list holds, or a number counts."""
    said = tuple(w for w in piece if w.code or w.text not in _BEING | {"there", "exactly"})
    if len(said) not in (2, 3) or any(w.code for w in said[1:]) or (len(said) == 3 and form(said[2].text) not in _WAITING):
        return
    number = _NUMBERS.get(said[0].text, as_number(said[0].raw)) if not said[0].code else lexicon.number(said[0].raw)
    if number is None:
        return

    def held(key: str) -> Test:
        def test(m: Moment) -> bool | None:
            value = held_before(m, key)
            if isinstance(value, tuple) and not is_variant(value) and not places_of_nothing(value):
                return len(value) == number
            return value == number if type(value) is int else None

        return test

    yield from (held(key) for key in lexicon.keys_of(said[1:2]))


def _given(piece: Words, lexicon: Lexicon, method: str) -> Iterator[Test]:
    """“(for) id 0”: a number that is given."""
    number = as_number(piece[-1].raw)
    part = lexicon.journal.parts.get(method)
    if number is None or len(piece) < 2 or part is None or any(w.code for w in piece[:-1]):
        return
    nouns = {p for w in piece[:-1] for p in forms_of(w)}
    for at, (name, _) in enumerate(part.parameters):
        if nouns <= {form(p) for p in parts(name)}:
            yield lambda m, at=at: m.own.given[at] == number if at < len(m.own.given) else None  # type: ignore[misc]


def _of_places(piece: Words, lexicon: Lexicon, method: str) -> Iterator[Test]:
    """“all ids are used”, “no slot is free”, “a frame is free”, “`id` is free”: of the places of a list in which there is something, or nothing."""
    said = tuple(w for w in piece if w.code or w.text not in _BEING | {"not", "that", "which"})
    if [w.text for w in said[-2:]] == ["in", "use"]:
        said = (*said[:-2], said[-1]._replace(text="used", raw="used"))
    if len(said) < 2 or said[-1].code or not {said[-1].text} & (_TAKEN | _FREE):
        return
    denied = any(not w.code and w.text == "not" for w in piece)
    how = "" if said[0].code or said[0].text not in _HOW_MANY else said[0].text
    nouns = {p for w in said[bool(how) : -1] for p in forms_of(w)}
    part = lexicon.journal.parts.get(method)
    given = [at for at, (name, _) in enumerate(part.parameters if part else ()) if nouns <= {form(p) for p in parts(name)}]
    for key in lexicon.keys:
        if "list" not in key.sorts or lexicon.varies_in_length(key.key):
            continue
        taken = (said[-1].text in _TAKEN) is not bool(key.name & {form(w) for w in _FREE})
        if given and nouns and how in ("", "a", "an", "any"):
            yield from (element(key.key, at, absent=taken is denied) for at in given)
        elif how and nouns <= key.name | key.said | lexicon.words_about(method) and not denied:
            yield _all_places(key.key, how, taken=taken)


def _all_places(key: str, how: str, *, taken: bool) -> Test:
    def test(m: Moment) -> bool | None:
        rows = held_before(m, key)
        nothing = places_of_nothing(rows)
        if nothing is None or not isinstance(rows, tuple):
            return None
        fitting = len(rows) - len(nothing) if taken else len(nothing)
        return fitting == len(rows) if how in ("all", "every", "each") else (fitting == 0) is (how == "no")

    return test


def among(words: Words, lexicon: Lexicon, method: str, *, denied: bool = False) -> Iterator[Test]:
    """“duplicates”, “a job that is queued already”, “an unknown id”: whether what is given is among what a list holds."""
    said = [w.text for w in words]
    part = lexicon.journal.parts.get(method)
    if part is None or any(w.code for w in words if frozenset((bare_name(w.raw),)) - {n for n, _ in part.parameters}):
        return
    if not denied and words and not words[0].code and words[-1].text in _TAKEN | _FREE | {"use"}:
        yield from _of_places(words, lexicon, method)
        return
    left = [w for w in words if not w.code and form(w.text) not in _AMONG and w.text not in _IDLE]
    there = any(form(w) in _AMONG and w not in _FOREIGN for w in said)
    if there == any(w in _FOREIGN for w in said):
        return
    nouns = {p for w in left for p in forms_of(w)} | {form(p) for w in words if w.code for p in parts(bare_name(w.raw))}
    for at, (name, _) in enumerate(part.parameters):
        if nouns <= frozenset(form(p) for p in parts(name)) | lexicon.words_about(method) and (nouns or len(part.parameters) == 1):
            rows = [k.key for k in lexicon.keys if "list" in k.sorts and lexicon.varies_in_length(k.key) and k.key != "*"]
            yield from (_is_in(key, at, so=there != denied) for key in rows)


def _is_in(key: str, at: int, *, so: bool) -> Test:
    """As `is_among`; of a list of numbers that grows and shrinks zero is one like the others."""
    other = is_among(key, at, so=so)

    def test(m: Moment) -> bool | None:
        rows = held_before(m, key)
        if isinstance(rows, tuple) and rows and all(type(v) is int for v in rows) and at < len(m.own.given):
            return (m.own.given[at] in rows) is so
        return other(m)

    return test


__all__ = ["PLACING", "among", "plainly"]
