"""Claim: all atomic operations have one memory ordering."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, taken_in

_WHAT = "accesses|operations|ops|loads|stores|updates"

KIND = Kind(
    "uses_ordering",
    "all atomic operations have one ordering",
    (
        f"all|every atomic|atomics {_WHAT}* use|uses|are|have <ordering:code> ordering|only*",
        "all|every memory? orderings|ordering @be* <ordering:code>",
        f"atomic|atomics {_WHAT}* use|are only|all|exclusively? <ordering:code> ordering|throughout|only*",
        "only <ordering:code> ordering|orderings|atomics @be* used",
        "<name> uses only|exclusively <ordering:code> ordering|orderings*",
        f"all atomic|atomics {_WHAT}* in|of <name> use|uses|are|have <ordering:code> ordering|only*",
    ),
    ("All atomic accesses use `Relaxed`", "`next` uses only `Acquire` ordering"),
    decided_in("bodies.orderings"),
    ("ordering",),
    takes=taken_in("bodies.orderings"),
)
