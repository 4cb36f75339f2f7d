"""Decides a sentence by short lives that it asks for: it is so where each of them is right, in the spec's own code and in the tree's."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.kind import Finding, shown
from uowgen.claims.laws import likeness, peeks, rooms, sequences, spans
from uowgen.claims.laws.spans import spans_of
from uowgen.claims.laws.symbols import stage_of
from uowgen.claims.runs.shown_values import in_words

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.lives import Gave
    from uowgen.claims.laws.sequences import Trial
    from uowgen.claims.laws.spans import Spans
    from uowgen.claims.laws.symbols import Stage
    from uowgen.claims.sentences.sentence import Word

_MOST = 60  # trials of one sentence


def decided(words: tuple[Word, ...], case: Case, lexicons: list[Lexicon]) -> Finding | None:
    """What the lives say; None where none is asked for, where two types could be meant, or where the spec's own code is not so."""
    found: list[tuple[Stage | Spans, list[Trial]]] = []
    for lexicon in lexicons:
        ranged = spans_of(case, lexicon)
        of_ranges = spans.trials(words, ranged) if ranged is not None else []
        stage = stage_of(case, lexicon) if not of_ranges else None
        rows = of_ranges or (_asked(words, stage) if stage is not None else [])
        on = ranged if of_ranges else stage
        if on is not None and 0 < len(rows) <= _MOST:
            found.append((on, rows))
    return _judged(*found[0]) if len(found) == 1 else None


def _asked(words: tuple[Word, ...], stage: Stage) -> list[Trial]:
    for reader in (sequences.trials, rooms.trials, peeks.trials, likeness.trials, likeness.handles):
        rows = list(reader(words, stage))
        if rows:
            return rows
    return []


class _Seen(NamedTuple):
    """What the lives of one trial gave in both programs; fewer where some cannot be told."""

    trial: Trial
    own: list[Gave]
    ours: list[Gave]

    def right(self, gave: list[Gave]) -> bool | None:
        """Whether that is as said."""
        return self.trial.right(gave) if len(gave) == len(self.trial.lives) else None


def _judged(stage: Stage | Spans, trials: list[Trial]) -> Finding | None:
    # All in one program, as making one takes longer than the lives do.
    told = iter(stage.come_to([life for trial in trials for life in trial.lives]))
    rows = []
    for trial in trials:
        seen = [next(told) for _ in trial.lives]
        rows.append(_Seen(trial, [one for one, _ in seen if one is not None], [other for _, other in seen if other is not None]))
    rows = [row for row in rows if not row.trial.more or row.right(row.own)] or rows
    own, ours = [row.right(row.own) for row in rows], [row.right(row.ours) for row in rows]
    place = (shown(stage.lexicon.journal.declaration),)
    # What is said in so many words fails also where it is never so, in the spec's own code neither.
    never = all(row.trial.plain for row in rows) and set(own) == {False} and set(ours) == {False}
    wrong = next((row for row, right in zip(rows, ours, strict=True) if right is False), None)
    if wrong is not None and (never or set(own) == {True}):
        apart = [n for n, (one, other) in enumerate(zip(wrong.own, wrong.ours, strict=False)) if one != other]
        at = apart[0] if apart else 0
        story = tuple(f"{call} gives {in_words(gave)}" for call, gave in zip(wrong.trial.lives[at], wrong.ours[at], strict=False))
        return Finding("fails", f"not so: {story[-1]}", "behaviour", "behaves-differently", place, "proved", story)
    if set(own) != {True} or set(ours) != {True}:
        return None
    count = sum(len(trial.lives) for trial in trials)
    return Finding("holds", f"so in {count} of {count} lives, as in the spec's own code", "behaviour", None, place, "bounded")
