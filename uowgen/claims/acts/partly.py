"""Tells where code goes against a sentence of which only a part is read: a method parts from the spec's own code in the very thing that
is named.

It never says that something holds. A way in which a method may well do otherwise (the order of calls, what else is called) is passed over.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.acts.answers import is_value
from uowgen.claims.acts.sameness import parting, state
from uowgen.claims.acts.vocabulary import parts_of_name
from uowgen.claims.acts.windows import Pair, Weighed, is_fair, key_of
from uowgen.claims.acts.words import BEGINNING, NOT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from uowgen.behaviour.lives import Step
    from uowgen.claims.acts.vocabulary import Vocabulary
    from uowgen.claims.sentences.sentence import Word

_RECORDING = frozenset("record store remember track push append add keep save note".split())
_GIVES = frozenset("returns return yields gives reports answers".split())
_ALONE = frozenset("alone unchanged untouched intact preserved preserves keeps unaffected unmodified".split())


class _Said(NamedTuple):
    """What is read: the method, values that it gives back, calls named with all that they are given, calls that it makes do without."""

    method: str
    values: tuple[str, ...]
    calls: frozenset[str]
    spared: frozenset[str]
    records: bool
    bits: bool
    texts: frozenset[str]


def judged(words: tuple[Word, ...], known: Vocabulary, pairs: Sequence[Pair], bodies: Mapping[str, str]) -> Weighed | None:
    """A life that goes against what is read of a sentence; None if there is none, or too little is read. `bodies` is the spec's own code."""
    said = _read(words, known)
    if said is None:
        return None
    said = said._replace(values=tuple(v for v in said.values if _for_one_reason(v, bodies.get(said.method, ""))))
    for pair in pairs:
        apart = parting(pair)
        if apart is None or not is_fair(pair) or apart.step >= min(len(pair.shown.steps), len(pair.actual.steps)):
            continue
        theirs, ours = pair.shown.steps[apart.step], pair.actual.steps[apart.step]
        if theirs.name != said.method or ours.name != said.method or ours.panicked or theirs.panicked:
            continue
        why = (
            _answers(said, theirs, ours)
            or _spared(said, pair, apart.step, theirs)
            or (not pair.shown.failed and _calls(said, pair, apart.step))
            or (not (apart.gave or apart.called) and _records(said, known, pair, apart.step))
            or (said.bits and not apart.gave and _bits(pair, apart.step))
        )
        if why:
            return Weighed("fails", why, pair.actual)
    return None


def _read(words: tuple[Word, ...], known: Vocabulary) -> _Said | None:
    methods = list(dict.fromkeys(m for w in words for m in [known.method_of(w)] if m and w.code))
    if len(methods) != 1 or not known.method_of(words[0]) or any(not w.code and w.text in (".", ";") for w in words):
        return None
    texts = [w.text for w in words if not w.code]
    verb = known.stem(words[1].text) if len(words) > 1 and not words[1].code else ""
    values: list[str] = []
    calls: set[str] = set()
    spared: frozenset[str] = frozenset()
    for n, word in enumerate(words[1:], 1):
        before = words[n - 1].text
        if word.code and n == 2 and before in _GIVES:
            values.append(word.raw)
        elif word.code and n == 2 and before == "calls" and n + 1 < len(words) and words[n + 1].text == "with":
            name = word.raw.split("(")[0].replace(".", "::").rpartition("::")[2]
            found = [key for key in known.calls if key.replace(".", "::").rpartition("::")[2] == name]
            calls.update(found if len(found) == 1 else [])
        elif not word.code and before == "without":
            spared = known.resolved(known.stem(word.text), set(), (methods[0],))
    whole = not BEGINNING & set(texts)
    records = verb in _RECORDING and whole and not NOT & set(texts)
    bits = "bit" in texts and bool({"other", "others", "rest"} & set(texts)) and bool(_ALONE & set(texts)) and whole
    if not whole:
        calls = set()  # under what condition is not read
    plain = frozenset(texts) | {t.rstrip("s") for t in texts}
    said = _Said(methods[0], tuple(values), frozenset(calls), spared, records, bits, plain)
    return said if values or calls or records or bits else None


def _for_one_reason(value: str, body: str) -> bool:
    """Whether a function gives a value in one place and for one reason: of several the sentence may mean another."""
    places = [m.start() for m in re.finditer(rf"\b{re.escape(value.rpartition('::')[2])}\b", body)]
    if len(places) != 1:
        return False
    before = body[: places[0]]
    return "||" not in before[max(before.rfind(";"), before.rfind("}")) + 1 :]


def _answers(said: _Said, theirs: Step, ours: Step) -> str:
    """“returns `Full` once …”: where the spec's own code gives that, something else is given."""
    wrong = next((v for v in said.values if is_value(v, theirs.gave) and not is_value(v, ours.gave)), "")
    return f"`{ours.name}` does not give `{wrong}` there" if wrong else ""


def _rows(pair: Pair, step: int, which: int) -> Counter[tuple[str, tuple[object, ...]]]:
    return Counter((key_of(e), e.arguments) for e in pair[which].events if e.step == step and not e.asks)


def _spared(said: _Said, pair: Pair, step: int, theirs: Step) -> str:
    """“returns `Full` …, without allocating”: a call that the spec's own code does not make in the step in which it gives that."""
    if not said.spared or not any(is_value(value, theirs.gave) for value in said.values):
        return ""
    mine, other = ({key for key, _ in _rows(pair, step, which)} for which in (0, 1))
    more = sorted((other - mine) & said.spared)
    return f"`{more[0]}` is called all the same" if more else ""


def _calls(said: _Said, pair: Pair, step: int) -> str:
    """“calls `f()` with the size”: it is called with something else, or not as often."""
    mine, other = (Counter({row: n for row, n in _rows(pair, step, which).items() if row[0] in said.calls}) for which in (0, 1))
    if mine == other:
        return ""
    name, given = next(iter((other - mine) or (mine - other)))
    return f"`{name}` is called {other[name, given]} times with {', '.join(map(str, given)) or 'nothing'}"


def _records(said: _Said, known: Vocabulary, pair: Pair, step: int) -> str:
    """“records the owner”: what the method was given under that name is not where the spec's own code has it."""
    if not said.records or not step:
        return ""
    function = known.roster.function(said.method)
    given = pair.shown.steps[step].given
    if function is None or len(given) != len(function.parameters):
        return ""
    named = [g for (name, _), g in zip(function.parameters, given, strict=True) if parts_of_name(name) & said.texts]
    before, mine, other = state(pair.shown, step - 1), state(pair.shown, step), state(pair.actual, step)
    for field in mine:
        if mine[field] == before.get(field) or field not in other:
            continue
        lost = Counter(_flat(mine[field])) - Counter(_flat(other[field]))
        if any(not isinstance(g, bool) and g in lost and g not in _flat(before.get(field)) for g in named):
            return f"`{field}` is left without what `{said.method}` was given"
    return ""


def _bits(pair: Pair, step: int) -> str:
    """“sets the … bit and leaves the others alone”: the one number that is written is another one."""
    mine, other = list(_rows(pair, step, 0).elements()), list(_rows(pair, step, 1).elements())
    if len(mine) != 1 or len(other) != 1 or mine[0][0] != other[0][0] or mine[0][1][:-1] != other[0][1][:-1]:
        return ""
    wanted, written = mine[0][1][-1:], other[0][1][-1:]
    if wanted == written or not all(isinstance(v, int) and not isinstance(v, bool) for v in (*wanted, *written)):
        return ""
    return f"`{other[0][0]}` is given {written[0]:#x}, not {wanted[0]:#x}"


def _flat(value: object) -> list[object]:
    return [v for part in value for v in _flat(part)] if isinstance(value, tuple) else [value]


__all__ = ["judged"]
