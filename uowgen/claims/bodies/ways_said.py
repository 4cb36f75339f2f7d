"""What a sentence says that a function does on every way through it: whom it calls, what it gives and sets, in which order.

Each reader takes up the whole sentence or nothing. What holds, holds on every way that ends well; it fails where it is so on none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies import ways_calls, ways_values
from uowgen.claims.bodies.ways_words import said_in
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.kind import Case, Finding

# What is said to come of it: where the rest is so, that is another claim. What it is for is none.
_SO = when_used(r", (?:and )?so (?P<that>that )?.*$")


def decided(text: str, case: Case) -> Finding | None:
    """The finding on a sentence of what a function does on every way; None where it is not read as one."""
    said = said_in(text)
    more = _SO.search(said.words)
    said = said._replace(words=_SO.sub("", said.words))
    for pattern, reader in (*ways_calls.READERS, *ways_values.READERS):
        found = pattern.match(said.words)
        told = reader(found, said, case) if found is not None else None
        if told is not None:
            return told if more is None or more["that"] or told.outcome == "fails" else None
    return ways_calls.built_all(said, case) if more is None else None
