"""Texts that a sentence gives in quotes, outside of backticks: its words do not tell where they begin, its text does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, undecided

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """As `variant_value` with the text, if the words of the value are just those that stand in quotes."""
    from uowgen.claims.kinds import variant_value

    text = quoted(case, reading.get("value"))
    if not text:
        return undecided("not-understood", f"“{reading.get('value')}” is not a text in quotes")
    return variant_value.decide(reading._replace(slots={**reading.slots, "value": text}), case)


def quoted(case: Case, words: str) -> str:
    """The one text in quotes that the criterion has, with its quotes, if `words` are its words; empty for anything else."""
    if case.criterion is None:
        return ""
    outside = "".join(piece if n % 2 == 0 else "`" for n, piece in enumerate(case.criterion.text.split("`")))
    outside = outside.replace("“", '"').replace("”", '"')
    pieces = outside.split('"')
    if len(pieces) != 3 or not pieces[1].strip() or "\\" in pieces[1] or "`" in pieces[1]:
        return ""
    said = [w.strip(",.;:()").lower() for w in pieces[1].split()]
    known = words.lower().split()
    short = [w for w in said if w in known]
    return f'"{pieces[1]}"' if short == known and len(said) - len(known) <= 2 else ""
