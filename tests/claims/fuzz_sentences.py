"""Judges random sentences on small types against models of them: `python -m tests.claims.fuzz_sentences [COUNT] [FIRST_SEED]`.

COUNT is of sentences for each type, and for each of its versions with one change a tenth of it; the spec shows the type as it was. What is
untrue and holds, or true and fails, is printed and ends the run with status 1.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from typing import TYPE_CHECKING

from tests.claims.model_variants import rows_in, versions_of
from tests.claims.sentence_models import MODELS, Model, is_refused, sentences
from tests.claims.sentence_tables import told

if TYPE_CHECKING:
    from tests.claims.sentence_models import Rows

AT_ONCE = 40


def wrong_ones(
    model: Model, seed: int, count: int, source: str | None = None, rows: Rows | None = None
) -> tuple[list[str], Counter[tuple[bool, str]]]:
    """The sentences of one seed that are decided wrongly of `source`, whose calls do `rows`, and how many of each truth come to each outcome.

    What may be meant in two ways there is left out.
    """
    seen, none_met = (model.rows, False) if rows is None else (rows, None)
    judged = sentences(model, random.Random(seed), count)
    judged = {t: judge for t, judge in judged.items() if t not in model.told or not _refuses_otherwise(t, model.rows, seen)}
    truth = {t: so for t, judge in judged.items() if (so := judge(seen, none_met)) is not None}
    found = told(list(truth), source or model.source(), model.source(), model.type) if truth else {}
    wrong = [f"{found[t]}: {t}" for t, so in truth.items() if (found[t], so) in (("holds", False), ("fails", True))]
    return wrong, Counter((so, found[t]) for t, so in truth.items())


def _refuses_otherwise(sentence: str, shown: Rows, rows: Rows) -> bool:
    """Whether a method that is named refuses other calls there: what it does goes without saying of calls that are not refused."""
    named = set(re.findall(r"`(\w+)", sentence))
    mine, theirs = (
        {(r.method, r.given, r.before): is_refused(r.gave) for r in every if r.method in named} for every in (rows, shown)
    )
    return any(mine[call] is not theirs[call] for call in mine.keys() & theirs.keys())


def wrong_of_versions(model: Model, seed: int, count: int) -> tuple[list[str], Counter[tuple[bool, str]]]:
    """The same of each version of the type that has one change."""
    every: list[str] = []
    tally: Counter[tuple[bool, str]] = Counter()
    for n, (says, source) in enumerate(versions_of(model).items()):
        rows = rows_in(model, source)
        if rows is not None:
            wrong, found = wrong_ones(model, seed + n, count, source, rows)
            every += [f"{says}: {one}" for one in wrong]
            tally += found
    return every, tally


def main(count: int, first: int) -> int:
    """The status of a run."""
    every: list[str] = []
    for model in MODELS:
        tally: Counter[tuple[bool, str]] = Counter()
        for seed in range(first, first + max(1, count // AT_ONCE)):
            wrong, rows = wrong_ones(model, seed, AT_ONCE)
            every += [f"{model.file}, seed {seed}: {one}" for one in wrong]
            tally += rows
        print(f"{model.file}: {_listed(tally)}", flush=True)
        wrong, tally = wrong_of_versions(model, first, max(1, count // 10))
        every += [f"{model.file}, {one}" for one in wrong]
        print(f"{model.file}, versions of it: {_listed(tally)}", flush=True)
    print("\n".join(every) or "no sentence was decided wrongly")
    return 1 if every else 0


def _listed(tally: Counter[tuple[bool, str]]) -> str:
    return ", ".join(f"{n} {'true' if so else 'untrue'} {out}" for (so, out), n in sorted(tally.items()))


if __name__ == "__main__":
    given = [int(a) for a in sys.argv[1:]]
    sys.exit(main(given[0] if given else 200, given[1] if len(given) > 1 else 1))
