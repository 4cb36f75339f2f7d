"""Claim: a method of a type around one number rounds it, counts on from it in units, or gives what is reckoned from it."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_GIVES = "is|gives|returns|yields|computes|equals"
_VALUE = "start|base|physical|virtual|raw|inner|frame|page|its|own|wrapped|byte* address|value|number"
_HOW = "is|lies? higher|larger|greater|above|beyond|later"

KIND = Kind(
    "reckons_in_units",
    "a method of a type around a number reckons in units",
    (
        "<name> rounds <way:updown> to start|beginning|base of <unit:unit> ; asked=rounds",
        "<name> rounds <way:updown> to next|nearest|containing|enclosing? <unit:unit> boundary|start|size|address? ; asked=rounds",
        "<name> rounds <way:updown> to multiple of <unit:unit> size? ; asked=rounds",
        f"<name> {_GIVES} {_VALUE} divided by <unit:unit> size? ; asked=divided",
        f"<name> {_GIVES} {_VALUE} / <unit:unit> size? ; asked=divided",
        "<name> adds <offset:upper> to? its|start|base|physical|address|value|number* ; asked=adds",
        f"<name> {_GIVES} {_VALUE} plus|+ <offset:upper> ; asked=adds",
        "<name> subtracts <offset:upper> from? its|start|base|physical|virtual|address|value|number* ; asked=subtracts",
        f"<name> {_GIVES} address of? last byte that|which? belongs|is|lies|to|in|of|within* <unit:unit> ; asked=last",
        f"<name> {_GIVES} last address that|which? belongs|is|lies|to|in|of|within* <unit:unit> ; asked=last",
        f"<name> {_GIVES} address of last byte in|of its|own? <unit:unit> ; asked=last",
        "<name> counts in <unit:unit> and returns|gives|yields none|`None`? <none:nothing> on overflow ; asked=counts",
        "<name> counts in <unit:unit> and returns|gives|yields <none:nothing> on|if overflow|overflows or if|when? result|sum|it|address? reaches|hits <limit:upper> ; asked=counts",
        "<name> counts in <unit:unit> and returns|gives|yields <none:nothing> on|if overflow|overflows or if|when? result|sum|it|address? exceeds|passes <limit:upper> ; asked=counts sign=>",
        "<name> counts in <unit:unit> and returns|gives|yields <none:nothing> below|under zero|0 ; asked=counts way=down",
        "<name> counts in <unit:unit> and returns|gives|yields <none:nothing> on underflow ; asked=counts way=down",
        f"<name> {_GIVES} distance|difference|offset in <unit:unit> ,? or|and|but? <none:nothing> if|when|where <low:code> {_HOW} ; asked=distance",
        f"<name> {_GIVES} number of <unit:unit> between both|them|two* ,? or|and|but? <none:nothing> if|when|where <low:code> {_HOW} ; asked=distance",
    ),
    (
        "`containing()` rounds down to the start of the frame",
        "`number()` is the start address divided by the frame size",
        "`checked_add()` counts in frames and returns `None` on overflow or if the result reaches `LIMIT`",
        "`offset_from()` gives the distance in frames, `None` if `base` is higher",
    ),
    decided_in("trials.newtypes"),
    ("name", "asked"),
)
