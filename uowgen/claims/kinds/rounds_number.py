"""Claim: a function turns one number into another: rounds it, packs it, leaves it as it is."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_SAME = "alone|unchanged|untouched|unaffected|as-is|same"
_WITH = "for|with|to|at|and"

KIND = Kind(
    "rounds_number",
    "a function turns one number into another",
    (
        "<name> rounds|aligns <from:numeral> up|down? to <value:numeral>",
        f"<name> rounds|aligns <from:numeral> up|down? to <value:numeral> {_WITH} alignment|granularity|multiple|multiples of? <second:numeral>",
        "<name> rounds|aligns up|down ,|: <from:numeral> <unit:plainword>? gives|give|becomes|become|yields|yield <value:numeral>",
        f"<name> rounds|aligns up|down ,|: <from:numeral> <unit:plainword>? gives|give|becomes|become|yields|yield <value:numeral> {_WITH} alignment|granularity of? <second:numeral>",
        "<name> maps|turns|converts|packs|encodes|translates <from:numeral> <unit:plainword>? to|into|as <value:numeral>",
        "<from:zero> stays|remains <value:zero> in|with|under|for <name>",
        "<name> keeps|leaves <from:zero> zero|unchanged|alone|as-is|untouched ; value=0",
        "<name> maps|turns <from:zero> to|into <value:zero>",
        f"<name> leaves|keeps exact|whole? multiples of <multiple:numeral> {_SAME} ; from=0 value=0",
        f"exact|whole? multiples of <multiple:numeral> @be {_SAME} by|in <name> ; from=0 value=0",
        "exact|whole? multiples of <multiple:numeral> stay|remain same|unchanged|as-is in|with|under|for <name> ; from=0 value=0",
        "<what:quantity> of? <from:numeral> <unit:plainword>? <verb:turning> into|to|as? <value:numeral>",
        "<from:numeral> <unit:plainword>? <verb:turning> into|to|as <value:numeral>",
    ),
    ("`round_up` rounds 22 up to 24", "A length of 20 packs into `0x45`"),
    decided_in("values.turned_numbers"),
    ("from", "value"),
)
