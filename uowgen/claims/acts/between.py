"""Sentences that put what is done between other things: “flushes the domain once, after the last unmap and before the first free”.

Only such sentences are read here as say of each neighbour which of its calls is meant, or that name two. Every word must be accounted for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.acts.vocabulary import parts_of_name
from uowgen.claims.acts.windows import Pair, Weighed, is_fair, key_of
from uowgen.claims.acts.words import DOING, ENDS, FILLERS, NOUNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.behaviour.lives import Record
    from uowgen.claims.acts.vocabulary import Vocabulary
    from uowgen.claims.sentences.sentence import Word

# Which of the calls of a neighbour a word means: the first, the last, or all of them.
_WHICH = {"first": "first", "last": "last", "final": "last", "any": "all", "all": "all", "every": "each", "each": "each"}
_ONCE = frozenset({"once", "one", "single"})
_SEPARATORS = frozenset({",", "and", "but", "—", "–", "(", ")"})


class _Beside(NamedTuple):
    """That something comes `before` or `after` (`side`) calls of `names`: of all, the first or the last (`which`; empty if that is not said)."""

    side: str
    which: str
    names: frozenset[str]


class _Said(NamedTuple):
    """What a sentence says: the calls that are spoken of, by which functions, whether just once, beside what."""

    names: frozenset[str]
    subjects: frozenset[str]
    counted: bool
    beside: tuple[_Beside, ...]
    said: str


def judged(words: tuple[Word, ...], known: Vocabulary, pairs: Sequence[Pair]) -> Weighed | None:
    """What the lives say of such a sentence; None if it is none, or if it is not true of the spec's own code."""
    said = _read(words, known)
    if said is None:
        return None
    runs = 0
    doubt: Weighed | None = None
    for pair in pairs:
        rows = _rows(pair.shown, said)
        if not rows:
            continue
        if any(_wrong(said, mine, beside) for mine, beside in rows.values()):
            return None
        ours = _rows(pair.actual, said)
        runs += 1
        for step, (mine, _) in rows.items():
            found, beside = ours.get(step, ([], _beside(pair.actual, said, step)))
            if pair.actual.steps[step : step + 1] and pair.actual.steps[step].panicked:
                doubt = doubt or Weighed("undecided", "it panics there", pair.actual)
                continue
            why = f"“{said.said}” is not done there" if not found else _wrong(said, found, beside)
            strange = {key_of(e) for e in pair.actual.events} - {key_of(e) for e in pair.shown.events}
            if why and is_fair(pair) and not strange and not pair.shown.failed:
                return Weighed("fails", why, pair.actual)
            if why or len(found) != len(mine):
                doubt = doubt or Weighed("undecided", why or "it is not done as often as by the spec's own code", pair.actual)
        if set(ours) - set(rows):
            doubt = doubt or Weighed("undecided", "it does so where the spec's own code does not", pair.actual)
    if not runs:
        return None
    return doubt or Weighed("holds", "", None, runs)


def _rows(record: Record, said: _Said) -> dict[int, tuple[list[int], list[list[int]]]]:
    """By step: where what is spoken of is done, and where each of its neighbours is."""
    found = {}
    for step, one in enumerate(record.steps):
        if said.subjects and one.name not in said.subjects:
            continue
        mine = [n for n, e in enumerate(record.events) if e.step == step and key_of(e) in said.names]
        if mine:
            found[step] = (mine, _beside(record, said, step))
    return found


def _beside(record: Record, said: _Said, step: int) -> list[list[int]]:
    return [[n for n, e in enumerate(record.events) if e.step == step and key_of(e) in b.names] for b in said.beside]


def _wrong(said: _Said, mine: list[int], beside: list[list[int]]) -> str:
    """What of one step goes against the sentence; empty if nothing does."""
    if said.counted and len(mine) != 1:
        return f"“{said.said}” is done {len(mine)} times"
    for row, places in zip(said.beside, beside, strict=True):
        if not places:
            continue
        if row.side == "after":
            right = min(mine) > (min(places) if row.which == "first" else max(places))
        else:
            right = max(mine) < (max(places) if row.which == "last" else min(places))
        if not right:
            return f"“{said.said}” is not done {row.side} `{next(iter(row.names))}`"
    return ""


def _read(words: tuple[Word, ...], known: Vocabulary) -> _Said | None:
    """The sentence as it is understood; None if a word of it is not."""
    main: list[Word] = []
    sides: list[tuple[str, list[Word]]] = []
    inside = main
    for n, word in enumerate(words):
        text = "" if word.code else word.text
        following = words[n + 1].text if n + 1 < len(words) and not words[n + 1].code else ""
        if text in ("after", "before"):
            inside = []
            sides.append((text, inside))
        elif text in _SEPARATORS and inside is not main and following not in ("after", "before", "but", "and"):
            inside = main if text == "," and not any(not w.code and known.is_verb(known.stem(w.text)) for w in main) else inside
            if inside is not main:
                return None
        elif text not in _SEPARATORS:
            inside.append(word)
        elif inside is main and text in ("and", "but") and following not in ("after", "before"):
            return None
    rows = [_neighbour(side, inside, known) for side, inside in sides]
    beside = tuple(r for r in rows if r is not None)
    spoken = _main(main, known)
    if spoken is None or len(beside) < len(rows) or not rows:
        return None
    names, subjects, counted, said = spoken
    # Without “first”, “last” or “every” a neighbour may be meant one by one, unless what is done is done once between two.
    if any(not b.which for b in beside) and not (counted and len(beside) > 1):
        return None
    # “after every unmap” may mean once after all of them, or once after each.
    if any(b.which == "each" for b in beside) and not counted:
        return None
    if any(b.names & names for b in beside):
        return None
    return _Said(names, subjects, counted, beside, said)


def _main(words: list[Word], known: Vocabulary) -> tuple[frozenset[str], frozenset[str], bool, str] | None:
    subjects: set[str] = set()
    verbs: list[tuple[str, str]] = []
    nouns: set[str] = set()
    counted = doing = False
    for n, word in enumerate(words):
        bare = known.stem(word.text)
        method = known.method_of(word)
        if method or (not word.code and word.text in ENDS and n < 3):
            subjects.add(method or "drop")
        elif word.code:
            if not parts_of_name(word.raw) & known.names:
                return None
            nouns |= parts_of_name(word.raw)
        elif word.text in _ONCE or (word.text in ("exactly", "only", "just") and {w.text for w in words[n + 1 : n + 2]} & _ONCE):
            counted = True
        elif bare in DOING and not verbs and not word.code:
            doing = True  # “issues one barrier”: what is done is named by the call that does it
        elif (doing and not verbs and any(bare in name for name, _ in known.calls.values())) or (
            known.is_verb(bare) and (bare not in NOUNS or not verbs) and word.text not in FILLERS
        ):
            verbs.append((bare, word.raw))
        elif bare in NOUNS or bare in known.names or word.text in known.names:
            nouns.add(bare)
        elif word.text not in FILLERS:
            return None
    if len(verbs) != 1 or len(subjects) > 1:
        return None
    if doing:
        keys = frozenset(k for k, (name, _) in known.calls.items() if verbs[0][0] in name and k not in known.asks)
        return (keys, frozenset(subjects), counted, verbs[0][1]) if len(keys) == 1 else None
    names = known.resolved(verbs[0][0], nouns, tuple(subjects))
    return (names, frozenset(subjects), counted, verbs[0][1]) if names else None


def _neighbour(side: str, words: list[Word], known: Vocabulary) -> _Beside | None:
    which = ""
    verbs: list[frozenset[str]] = []
    nouns: set[str] = set()
    for word in words:
        bare = known.stem(word.text)
        if word.code:
            last = word.raw.split("(")[0].replace(".", "::").rpartition("::")[2]
            called = frozenset(k for k in known.calls if k.replace(".", "::").rpartition("::")[2] == last)
            if not called or verbs:
                return None
            verbs.append(called)
        elif word.text in _WHICH and not which:
            which = _WHICH[word.text]
        elif known.is_verb(bare) and not verbs and bare not in NOUNS:
            verbs.append(frozenset({bare}))
        elif bare in NOUNS or bare in known.names:
            nouns.add(bare)
        elif word.text not in FILLERS:
            return None
    if len(verbs) != 1:
        return None
    (verb,) = verbs
    names = verb if verb <= set(known.calls) else known.resolved(next(iter(verb)), nouns)
    return _Beside(side, which, names) if names else None
