"""Decides one criterion: the first frame that reads it, else its clauses each; what no frame reads is undecided.

The verdict of a compound criterion is that of its weakest part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims import kinds
from uowgen.claims.frame import Reading, nearness, read_by
from uowgen.claims.kind import Finding
from uowgen.claims.sentence import clauses_of, words_of
from uowgen.claims.subject import is_known
from uowgen.model import Verdict

if TYPE_CHECKING:
    from uowgen.claims.kind import Case, Kind
    from uowgen.claims.sentence import Word
    from uowgen.model import Criterion

_MOST_WORDS = 120


def decide(criterion: Criterion, case: Case) -> Verdict:
    """The verdict on `criterion`. Every criterion gets exactly one."""
    case.criterion = criterion
    words = words_of(criterion.text)
    if len(words) > _MOST_WORDS:
        return _verdict(criterion, "", Finding("undecided", f"longer than {_MOST_WORDS} words", None, "not-understood"))
    read = _understood(words, case)
    if read is None:
        return _verdict(criterion, "", _not_understood(words))
    findings = [(kind, kind.decide(reading, case)) for kind, reading in read]
    return _weakest(criterion, findings)


def _understood(words: tuple[Word, ...], case: Case) -> list[tuple[Kind, Reading]] | None:
    """The claims that the sentence makes, or None when a part of it is not understood."""
    whole = _read(words, case)
    if whole is not None:
        return [whole]
    for clauses in clauses_of(words):
        read = [_read(clause, case) for clause in clauses]
        if all(r is not None for r in read):
            return [r for r in read if r is not None]
    return None


def _read(words: tuple[Word, ...], case: Case) -> tuple[Kind, Reading] | None:
    def known(name: str) -> bool:
        return is_known(case, name)

    for kind in kinds():
        for frame in kind.frames:
            reading = read_by(frame, words, known)
            if reading is not None:
                return kind, reading
    return None


def _weakest(criterion: Criterion, findings: list[tuple[Kind, Finding]]) -> Verdict:
    order = ("fails", "undecided", "holds")
    first = min(findings, key=lambda kf: order.index(kf[1].outcome))
    claim = " + ".join(dict.fromkeys(kind.name for kind, _ in findings))
    if len(findings) == 1:
        return _verdict(criterion, claim, first[1])
    message = "; ".join(dict.fromkeys(f.message for _, f in findings if f.outcome == first[1].outcome))
    evidence = tuple(dict.fromkeys(e for _, f in findings for e in f.evidence))
    strengths = [f.strength for _, f in findings]
    strength = first[1].strength if "bounded" not in strengths or first[1].outcome != "holds" else "bounded"
    return _verdict(criterion, claim, first[1]._replace(message=message, evidence=evidence, strength=strength))


def _not_understood(words: tuple[Word, ...]) -> Finding:
    best, score = "", 0
    strange: tuple[str, ...] = ()
    for kind in kinds():
        for frame in kind.frames:
            shared, unknown = nearness(frame, words)
            if shared > score or (shared == score and shared and len(unknown) < len(strange)):
                best, score, strange = frame, shared, unknown
    if not best:
        return Finding("undecided", "no sentence frame is near these words", None, "not-understood")
    missed = f"; not understood: {', '.join(f'“{w}”' for w in strange)}" if strange else ""
    return Finding("undecided", f"nearest frame: {best}{missed}", None, "not-understood")


def _verdict(criterion: Criterion, claim: str, finding: Finding) -> Verdict:
    method = None if finding.outcome == "undecided" else finding.method
    return Verdict(
        criterion,
        claim,
        finding.outcome,
        method,
        finding.message,
        finding.code,
        finding.evidence,
        finding.strength,
        finding.scenario,
    )
