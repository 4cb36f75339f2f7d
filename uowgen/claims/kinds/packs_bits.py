"""Claim: a number holds several things in its bits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind
from uowgen.claims.names import bare_name

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """What makes one, and what tells the parts, is run on numbers around every limit of the bits."""
    from uowgen.claims.containers.packed_bits import packed_finding

    parts = [(reading.get(f"{p}"), reading.get(f"{p}end"), reading.get(f"{p}bits")) for p in ("first", "second")]
    return packed_finding(case, reading.get("name"), [p for p in parts if p[0]])


_HOLDS = "carries|holds|has|keeps|stores|packs|encodes|contains"
_IN = "in|into|within its?"

KIND = Kind(
    "packs_bits",
    "a number holds several things in its bits",
    (
        f"<name> {_HOLDS} <first:part> {_IN} <firstend:bitend> <firstbits:number> bits ,? and <second:part> {_IN} <secondend:bitend> <secondbits:number> bits",
        f"<name> {_HOLDS} <first:part> {_IN} <firstend:bitend> <firstbits:number> bits",
    ),
    ("`Handle` carries the slot index in its low 16 bits and the generation in its high 16 bits",),
    decide,
    ("name",),
    takes=lambda reading: bare_name(reading.get("name"))[:1].isupper(),
)
