"""Criteria that nobody can check, that say several things at once, or that the spec's own code does not meet.

What a criterion means is read by `claims`; here only its wording is judged, and another one proposed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.sentences.sentence import clauses_of, words_of
from uowgen.lint.remark import Remark, warning
from uowgen.lint.wording import proposed
from uowgen.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.sentences.sentence import Word
    from uowgen.lint.remark import Unit
    from uowgen.model import Criterion, Verdict

# Reasons of an undecided verdict that other words would remove.
_WORDING = frozenset(
    {
        "not-understood", "binding-not-understood", "no-subject", "subject-ambiguous", "no-place", "vague-change", "needs-judgement",
        "vacuous",
    }
)  # fmt: skip
_VAGUE = (
    "works correctly", "work correctly", "works properly", "work properly", "works as expected", "work as expected", "works as intended",
    "functions correctly", "behaves correctly", "behaves as expected", "handled correctly", "handled properly", "handled gracefully",
    "as expected", "as appropriate", "as needed", "if necessary", "correctly", "properly", "appropriately", "gracefully", "robust",
    "robustly", "clean code", "good performance", "performs well", "efficiently", "efficient", "user-friendly", "intuitive", "reasonable",
    "well tested", "well-tested", "well documented", "well-documented", "no issues", "no problems", "bug-free", "production-ready",
    "production ready", "high quality", "etc", "and so on", "works", "is fine", "looks good", "makes sense", "nicer", "better", "improved",
)  # fmt: skip


def criterion_remarks(unit: Unit) -> Iterator[Remark]:
    """At most two remarks for each criterion, and one for a spec without any."""
    if not unit.spec.criteria and (unit.spec.directives or unit.spec.blocks):
        line = unit.source.line_span(unit.spec.line)
        advice = f"add `## Acceptance Criteria` with check boxes, for instance `- [ ] {proposed('', unit.spec)}`"
        yield Remark(
            warning(unit, "no-criteria", "the spec has no acceptance criteria: nothing says when it is done", line, advice)
        )
    for verdict in unit.verdicts:
        parts = _parts(verdict)
        if len(parts) > 1:
            yield _compound(verdict, parts, unit)
        elif verdict.outcome == "undecided" and verdict.code in _WORDING:
            yield _unclear(verdict, unit)
        elif verdict.outcome == "fails" and _would_be_met(unit):
            yield _unmet(verdict, unit)


def _unclear(verdict: Verdict, unit: Unit) -> Remark:
    criterion = verdict.criterion
    example = proposed(criterion.text, unit.spec)
    vague = _vague(criterion.text)
    if vague:
        message = f"“{vague}” can be told of anything: nobody can check it"
        advice = f"say what can be looked for or run, for instance: {example}"
        return Remark(warning(unit, "criterion-vague", message, _span_of(criterion, vague, unit), advice))
    message = f"the criterion cannot be decided as it is worded: {verdict.message}"
    advice = f"reword it, for instance: {example}; `uowgen explain claims` lists the sentences that are understood"
    return Remark(warning(unit, verdict.code or "not-understood", message, _text_span(criterion, unit), advice))


def _compound(verdict: Verdict, parts: list[str], unit: Unit) -> Remark:
    rows = " / ".join(f"- [ ] {part}" for part in parts)
    message = f"the criterion says {len(parts)} things at once: its box cannot tell which of them holds"
    return Remark(
        warning(unit, "criterion-compound", message, _text_span(verdict.criterion, unit), f"write a line for each: {rows}")
    )


def _unmet(verdict: Verdict, unit: Unit) -> Remark:
    message = f"the tree with this spec applied does not meet its own criterion: {verdict.message}"
    advice = "bring the code or the criterion into line with the other"
    return Remark(warning(unit, "unmet-by-plan", message, _text_span(verdict.criterion, unit), advice))


def _would_be_met(unit: Unit) -> bool:
    """Whether the spec brings code, all of which would be written: then its own criteria should hold."""
    statuses = {operation.status for operation in unit.planned.operations}
    return bool(statuses) and "refused" not in statuses


def _parts(verdict: Verdict) -> list[str]:
    """The clauses of a criterion that is several claims; none for one that is read as a whole."""
    several = " + " in verdict.claim or (verdict.code == "not-understood" and not verdict.claim)
    if verdict.criterion.binding is not None or not several:
        return []
    words = words_of(verdict.criterion.text)
    for clauses in clauses_of(words):
        if all(len(clause) > 1 for clause in clauses) and all(_has_verb(clause) for clause in clauses):
            return [_said(clause, clauses[0]) for clause in clauses]
    return []


def _has_verb(clause: tuple[Word, ...]) -> bool:
    plain = [w.text for w in clause if not w.code]
    return any(w.endswith(("s", "ed", "ing")) and len(w) > 2 for w in plain) or bool({"is", "are", "has", "have"} & set(plain))


def _said(clause: tuple[Word, ...], first: tuple[Word, ...]) -> str:
    """A clause as a line of its own, with the name that the first one begins with if it has none."""
    words = clause
    if clause is not first and not any(w.code for w in clause):
        words = (*(w for w in first[:1] if w.code), *clause)
    return " ".join(f"`{w.raw}`" if w.code else w.raw for w in words).replace(" ,", ",").replace("( ", "(").replace(" )", ")")


def _vague(text: str) -> str:
    """The first phrase of `text`, as in the list, that can be told of anything; empty if there is none."""
    plain = " ".join(piece if n % 2 == 0 else "`" for n, piece in enumerate(text.split("`"))).lower()
    for mark in ",;:.()":
        plain = plain.replace(mark, " ")
    padded = f" {' '.join(plain.split())} "
    return next((phrase for phrase in _VAGUE if f" {phrase} " in padded), "")


def _text_span(criterion: Criterion, unit: Unit) -> Span:
    """The criterion's words in the document, on their first line."""
    span = unit.source.line_span(criterion.line)
    row = unit.source.data[span.start : span.end]
    first = criterion.text.split("\n")[0].encode("utf-8", "surrogatepass")
    at = row.find(first[:12])
    if at < 0:
        return criterion.span
    return Span(span.start + at, span.start + max(len(row.rstrip()), at + 1))


def _span_of(criterion: Criterion, phrase: str, unit: Unit) -> Span:
    span = _text_span(criterion, unit)
    at = unit.source.data[span.start : criterion.span.end].lower().find(phrase.encode())
    return Span(span.start + at, span.start + at + len(phrase.encode())) if at >= 0 else span
