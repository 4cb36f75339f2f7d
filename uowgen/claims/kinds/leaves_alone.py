"""Claim: a call changes nothing where the sentence says so: “`insert()` ignores duplicates”, “`add` leaves the set alone if it is full”."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_TWICE = "values|items|entries|keys|elements|insertions|inserts|ids|numbers|addresses"
_HOLDS = "set|list|queue|map|table|pool|ring|buffer|stack|heap|contents|state|entries|it"
_ALONE = "alone|unchanged|untouched|intact|unmodified"

KIND = Kind(
    "leaves_alone",
    "a call changes nothing under a condition, or for what is there already",
    (
        f"<name> <noun>? ignores|drops|discards|skips duplicates|duplicate {_TWICE}? ; how=duplicates",
        f"duplicates|duplicate {_TWICE}? are|is ignored|dropped|discarded|skipped by|in <name> ; how=duplicates",
        f"<name> <noun>? leaves|keeps {_HOLDS} {_ALONE} if|when|whenever|where <condition:text>",
        f"<name> <noun>? leaves|keeps {_HOLDS} as it is|was if|when|whenever|where <condition:text>",
        f"<name> <noun>? does @not change|modify|touch|alter {_HOLDS} if|when|whenever|where <condition:text>",
        f"<name> <noun>? keeps|leaves empty {_HOLDS} empty|alone ; how=empty",
        f"<name> <noun>? on empty {_HOLDS} keeps|leaves it empty ; how=empty",
    ),
    (
        "`insert()` ignores duplicates",
        "`insert()` leaves the set alone if the item is not smaller than `max()`",
        "`compact()` keeps an empty map empty",
    ),
    decided_in("values.state_kept"),
    ("name",),
)
