"""Judges random sentences on small types against models of them: `python -m tests.claims.fuzz_sentences [COUNT] [FIRST_SEED]`.

COUNT is of sentences for each type. What is untrue and holds, or true and fails, is printed and ends the run with status 1.
"""

from __future__ import annotations

import random
import sys
from collections import Counter

from tests.claims.sentence_models import MODELS, Model, sentences
from tests.claims.sentence_tables import told

AT_ONCE = 40


def wrong_ones(model: Model, seed: int, count: int) -> tuple[list[str], Counter[tuple[str, bool]]]:
    """The sentences of one seed that are decided wrongly, and how many of each truth come to each outcome."""
    truth = sentences(model, random.Random(seed), count)
    source = model.source()
    found = told(list(truth), source, source, model.type)
    wrong = [f"{found[t]}: {t}" for t, so in truth.items() if (found[t], so) in (("holds", False), ("fails", True))]
    return wrong, Counter((found[t], so) for t, so in truth.items())


def main(count: int, first: int) -> int:
    """The status of a run."""
    every: list[str] = []
    for model in MODELS:
        tally: Counter[tuple[str, bool]] = Counter()
        for seed in range(first, first + max(1, count // AT_ONCE)):
            wrong, rows = wrong_ones(model, seed, AT_ONCE)
            every += [f"{model.file}, seed {seed}: {one}" for one in wrong]
            tally += rows
        print(f"{model.file}: " + ", ".join(f"{n} {'true' if so else 'untrue'} {out}" for (out, so), n in sorted(tally.items())))
    print("\n".join(every) or "no sentence was decided wrongly")
    return 1 if every else 0


if __name__ == "__main__":
    given = [int(a) for a in sys.argv[1:]]
    sys.exit(main(given[0] if given else 200, given[1] if len(given) > 1 else 1))
