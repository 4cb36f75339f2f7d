"""Decides “`map()` unmaps what it has mapped so far and returns `Failed` if a page cannot be mapped”: a method that undoes its own part of the work.

Every life in which such a call fails is looked at: what was done before the failure is what is undone, once each, and the value is given.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.acts.answers import is_value
from uowgen.claims.acts.sameness import parting
from uowgen.claims.acts.windows import Pair, Weighed, key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.behaviour.lives import Record
    from uowgen.claims.acts.vocabulary import Vocabulary
    from uowgen.claims.sentences.sentence import Word

_WHATEVER = frozenset(
    "what whatever everything all pages entries frames it that was is had has have been were already so far".split()
)
_FAILS = frozenset("cannot fails can't be to if when one any page entry frame later next".split())


class _Said(NamedTuple):
    """The method, what is done and what undoes it, and the value given then."""

    method: str
    done: frozenset[str]
    undone: frozenset[str]
    value: str


def judged(words: tuple[Word, ...], known: Vocabulary, pairs: Sequence[Pair]) -> Weighed | None:
    """What the lives say of such a sentence; None if it is not one."""
    said = _read(words, known)
    if said is None:
        return None
    runs = 0
    several = False
    doubt: Weighed | None = None
    for pair in pairs:
        for n, step in enumerate(pair.shown.steps):
            made = _made(pair.shown, n, said)
            if step.name != said.method or made is None:
                continue
            if _wrong(pair.shown, n, said):
                return Weighed("undecided", "the spec's own code is not so")
            apart = parting(pair)
            if apart is not None and apart.step < n:
                doubt = doubt or Weighed("undecided", "the lives come apart before it", pair.actual)
                continue
            why = _wrong(pair.actual, n, said)
            if why is None:
                doubt = doubt or Weighed("undecided", "it fails in another way than the spec's own code", pair.actual)
            elif why:
                return Weighed("fails", why, pair.actual)
            runs += 1
            several = several or len(made) > 1
    if doubt is not None:
        return doubt
    return Weighed("holds", "", None, runs) if several else Weighed("undecided", "no life shows it for several")


def _read(words: tuple[Word, ...], known: Vocabulary) -> _Said | None:
    texts = [w.text if not w.code else "`" for w in words]
    if len(words) < 8 or not words[0].code or not known.method_of(words[0]) or "and" not in texts:
        return None
    joint = texts.index("and")
    value = words[joint + 2] if joint + 2 < len(words) else None
    if texts[joint + 1] not in ("returns", "gives", "yields") or value is None or not value.code or joint + 4 >= len(words):
        return None
    undo = known.stem(texts[1])
    participles = [t for t in texts[2:joint] if t not in _WHATEVER]
    ends = [t for t in texts[joint + 4 :] if t not in _FAILS]
    condition = texts[joint + 3] in ("if", "when") and bool({"cannot", "fails", "can't"} & set(texts[joint + 4 :]))
    if len(participles) != 1 or len(ends) != 1 or known.stem(participles[0]) != known.stem(ends[0]) or not condition:
        return None
    said = " ".join(texts[2:joint])
    if not said.endswith("so far") and not {"it", "already"} <= set(texts[2:joint]):
        return None  # what was done before may be meant
    verb = known.stem(participles[0])
    subjects = (known.method_of(words[0]),)
    done = known.resolved(verb, set(), subjects) & known.fallible
    undone = known.resolved(undo, set(), subjects) - done
    return _Said(subjects[0], done, undone, value.raw) if len(done) == 1 and len(undone) == 1 else None


def _made(record: Record, step: int, said: _Said) -> list[object] | None:
    """What was done in a step before it failed; None where nothing failed there, or more was done afterwards."""
    failed = [f for f in record.failed if f.partition("@")[2].partition("#")[0] == str(step)]
    events = [e for e in record.events if e.step == step and key_of(e) in said.done]
    if len(failed) != 1 or not events or any(not e.arguments for e in events):
        return None
    return [e.arguments[0] for e in events[:-1]]


def _wrong(record: Record, step: int, said: _Said) -> str | None:
    """What goes against the sentence in a step; empty if nothing does, None if nothing fails there."""
    made = _made(record, step, said)
    if made is None or step >= len(record.steps) or record.steps[step].name != said.method:
        return None
    undone = Counter(e.arguments[:1] for e in record.events if e.step == step and key_of(e) in said.undone)
    wanted: Counter[tuple[object, ...]] = Counter((m,) for m in made)
    if undone != wanted:
        thing = next(iter((wanted - undone) or (undone - wanted)))[0]
        shown = f"{thing:#x}" if isinstance(thing, int) else str(thing)
        return f"`{next(iter(said.undone))}` is called {undone[(thing,)]} times for {shown}"
    if not is_value(said.value, record.steps[step].gave):
        return f"`{said.method}` does not give `{said.value}` there"
    return ""


__all__ = ["judged"]
