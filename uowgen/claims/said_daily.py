"""Sentences that no reader decides as they stand, put in other words and asked again; and facts that are told in words of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import is_known
from uowgen.claims.done import verdict_of
from uowgen.claims.sentences.everyday import said_daily, with_names_marked

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.kind import Case
    from uowgen.model import Criterion, Verdict

_MOST_TURNS = 3


def decided_daily(criterion: Criterion, case: Case, ask: Callable[[Criterion], Verdict]) -> Verdict | None:
    """The verdict on what `criterion` amounts to, each sentence of it by `ask`; None where that decides nothing."""
    from uowgen.claims.declarations.spoken_facts import spoken_fact

    kept = dict(case.kept)
    text, partial = criterion.text.replace("**", ""), False
    marked = with_names_marked(text, lambda name: is_known(case, name))
    pending: tuple[str, ...] = (marked,)
    changed = marked != text
    for _ in range(_MOST_TURNS):
        if len(pending) > 1:
            break
        fact = spoken_fact(pending[0], case)
        if fact is not None:
            return (
                verdict_of(criterion, *fact)
                if fact[1].outcome != "undecided" and not (partial and fact[1].outcome == "holds")
                else None
            )
        said = said_daily(pending[0])
        if said is None:
            break
        pending, partial, changed = said.sentences, partial or said.partial, True
    if not changed:
        return None
    found = [ask(criterion._replace(text=sentence)) for sentence in pending]
    case.kept.update({name: kept[name] for name in ("it", "two") if name in kept})
    case.criterion = criterion
    return of_all(criterion, found, partial=partial)


def of_all(criterion: Criterion, found: list[Verdict], *, partial: bool = False) -> Verdict | None:
    """The weakest of `found` as that of the sentence; what is only a part of it can only fail."""
    worst = min(found, key=lambda verdict: ("fails", "undecided", "holds").index(verdict.outcome))
    if worst.outcome == "undecided" or (partial and worst.outcome == "holds"):
        return None
    return worst._replace(
        criterion=criterion,
        claim=" + ".join(dict.fromkeys(v.claim for v in found)),
        message="; ".join(dict.fromkeys(v.message for v in found if v.outcome == worst.outcome)),
        evidence=tuple(dict.fromkeys(e for v in found for e in v.evidence)),
    )
