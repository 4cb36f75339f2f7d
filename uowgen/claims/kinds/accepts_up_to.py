"""Claim: a function that checks a range takes one that ends exactly at the limit, and refuses what goes beyond."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_RANGE = "request|requests|range|ranges|region|regions|transfer|access|slice|span|block|extent|one|those|area|window"
_END = "sector|byte|block|page|frame|entry|end|element|slot|unit|device|disk|buffer|memory|limit|bound|capacity|size|of|in|address"

KIND = Kind(
    "accepts_up_to",
    "a check of a range takes what ends at the limit and refuses what goes beyond",
    (
        f"<name> accepts|allows|permits|takes {_RANGE} that|which ends|end exactly|just|right? at|with|on last|very|{_END}* and|but ,? returns|gives|yields <value:variant> with <carried:phrases> otherwise|else ,? if|when|where? <sum:sum>? overflows? ; asked=range",
        f"<name> accepts|allows|permits|takes {_RANGE} that|which ends|end exactly|just|right? at|with|on last|very|{_END}* and|but ,? returns|gives|yields <value:variant> otherwise|else|beyond ,? if|when|where? <sum:sum>? overflows? ; asked=range",
        f"<name> accepts|allows|permits|takes {_RANGE} up to|through last|very|{_END}* and|but ,? returns|gives|yields <value:variant> otherwise|else|beyond|after|that? ,? if|when|where? <sum:sum>? overflows? ; asked=range",
    ),
    (
        "`check()` accepts a request that ends exactly at the last sector and returns `OutOfRange` otherwise, also if `start + count` overflows",
    ),
    decided_in("trials.bounds"),
    ("name", "value"),
)
