"""Sentences joined of two that are whole each: “`a` is gone and `B::c` calls `d` instead”, “`f` takes `&self` and marks the gate as open”.

Each is asked by itself. A case that one of them tells may be said of both, so that one that fails without it fails nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.said_daily import decided_daily, of_all
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.kind import Case
    from uowgen.model import Criterion, Verdict

_JOIN = when_used(r"\s*;\s+(?:and\s+|but\s+)?|,?\s+(?:and|but)\s+(?:then\s+)?|:\s+(?=it\b)|,\s+(?=(?:initially|still)\b)")
_TURNS = when_used(
    r"\b(?:if|when|whenever|unless|until|while|only|without|except|before|after|whether|instead of|neither|nor|otherwise|once|rather|both|either|each|between|so|then|first)\b"
)
_SUBJECT = when_used(r"^(?P<name>`[^`]+`)\s+(?=[a-z]+s\b|is\b|has\b|are\b)")
# What stands behind the join is a sentence of its own, with a subject and a verb.
_WHOLE = when_used(
    r"^(?:`[^`]+`(?:'s [\w-]+| [a-z]+)? (?:[a-z]+s|still|now|are|no longer|does not)\b|(?:the|an?|its|every|each|no) (?:[\w'-]+ |`[^`]+`'?s? ){1,4}?(?:is|are|has|have|stays?|remains?|gets|still|now|keeps?)\b|it (?:[a-z]+s|still|now|no longer|does not|is)\b)"
)
_VERB = when_used(r"^(?:still |now |no longer |does not |is |has )?(?:[a-z]+s)\b(?! and| or|,)")


class _Cut(NamedTuple):
    first: str
    second: str
    strict: bool  # `;` or a subject of its own: what fails in one part fails


def decided_joined(criterion: Criterion, case: Case, ask: Callable[[Criterion], Verdict], depth: int = 2) -> Verdict | None:
    """The verdict on a sentence by those of its two parts; None where one of them is open, or there are no two."""
    kept = dict(case.kept)
    for cut in _cuts(" ".join(criterion.text.split()).strip().removesuffix(".")):
        found = []
        for part in (cut.first, cut.second):
            one = criterion._replace(text=part)
            verdict = ask(one)
            if verdict.outcome == "undecided":
                verdict = (
                    decided_daily(one, case, ask) or (decided_joined(one, case, ask, depth - 1) if depth > 1 else None) or verdict
                )
            found.append(verdict)
        case.kept.update({name: kept[name] for name in ("it", "two") if name in kept})
        case.criterion = criterion
        if all(v.outcome == "holds" for v in found):
            return of_all(criterion, found)
        bad = [v for v in found if v.outcome == "fails"]
        if bad and cut.strict and (len(bad) == len(found) or not _TURNS.search(re.sub(r"`[^`]*`", "", cut.second))):
            return of_all(criterion, bad)
    return None


def _cuts(text: str) -> Iterator[_Cut]:
    subject = _SUBJECT.match(text)
    for join in _JOIN.finditer(text):
        first, rest = text[: join.start()], text[join.end() :]
        if first.count("`") % 2 or first.count("(") != first.count(")") or not rest or " " not in first:
            continue
        if _TURNS.search(re.sub(r"`[^`]*`", "", first)) and ";" not in join[0]:
            continue
        if re.search(r"\b(?:is|are) (?:not|never) [a-z]+(?:ed|en|n)\b", re.sub(r"`[^`]*`", "", rest)) and ";" not in join[0]:
            continue  # that is said of the case before
        if rest.startswith("it ") and subject is not None:
            yield _Cut(first, f"{subject['name']} {rest.removeprefix('it ')}", strict=True)
        elif _WHOLE.match(rest):
            yield _Cut(first, rest, strict=True)
        elif subject is not None and _VERB.match(rest):
            yield _Cut(first, f"{subject['name']} {rest}", strict=True)
