"""What is still there after a look: “`peek()` leaves the event in the queue”, “`front()` does not remove the job”.

Some things are put in, looked at twice, and taken out: all of them come out, and a look shows the one that comes out next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.laws.lives import has, things_in
from uowgen.claims.laws.sequences import Trial, plain_puts
from uowgen.claims.laws.symbols import FIRST, in_symbols
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lives import Gave
    from uowgen.claims.laws.symbols import Stage
    from uowgen.claims.sentences.sentence import Word

_MANY = 3
_IN = r"(?: ?(?:in|on|inside|at head of|at front of)(?: WHOLE)?(?: where it is)?| there| in place| queued| where it is)?"
_KEPT = when_used(
    rf"`(?P<look>\w+)\(\)` (?:(?:leaves|keeps) (?:THING|PUT|next THING|oldest THING|first THING|front THING|WHOLE){_IN}(?: unchanged| untouched| intact| as it was| as it is)?"
    r"|(?:does not|doesn't|never|must not|will not) (?:remove|consume|take|TAKE|dequeue|drop|discard)(?: out)?(?: THING| anything)?(?: from WHOLE)?"
    r"|(?:removes|consumes|takes out|TAKE) nothing(?: from WHOLE)?)"
)


def trials(words: tuple[Word, ...], stage: Stage) -> Iterator[Trial]:
    """The lives that tell whether a look leaves what it shows; each must be right."""
    from uowgen.claims.stories.cast import Cast

    nouns, spoken = Cast(stage.lexicon.journal).type_nouns, in_symbols(words, stage)
    text = " ".join("WHOLE" if w in nouns or w == f"`{stage.lexicon.type}`" else w for w in spoken.text.split(" "))
    found = _KEPT.fullmatch(text)
    part = stage.lexicon.journal.parts.get(found["look"]) if found is not None else None
    if found is None or part is None or part.parameters or part.takes not in ("ref", "mut") or part.name in stage.takes:
        return
    for put in plain_puts(stage, spoken):
        if stage.puts[put].beside or stage.puts[put].truths:
            continue
        rows = [stage.put(put, FIRST + n) for n in range(_MANY)]
        for take in stage.takes if "" not in rows else ():
            yield _looked_at(rows, f"v.{part.name}()", stage.take(take))


def _looked_at(rows: list[str], look: str, take: str) -> Trial:
    known = frozenset(range(FIRST, FIRST + len(rows)))

    def right(found: list[Gave]) -> bool | None:
        shown, out = found[0][len(rows) : len(rows) + 2], things_in(found[0][len(rows) + 2 :], known)
        if "panics" in found[0]:
            return None
        # A look that shows things at all shows what comes out next.
        return sorted(out) == sorted(known) and (
            not any(has(s, k) for s in shown for k in known) or all(has(s, out[0]) for s in shown)
        )

    return Trial([[*rows, look, look, *[take] * (len(rows) + 1)]], right, plain=True)


__all__ = ["trials"]
