"""Claim: a `From` conversion turns each of several variants into another, and maybe the rest into one."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

KIND = Kind(
    "converts_each",
    "a conversion turns each of several variants into another",
    (
        "<inner:fromcode> for? <guard:traits>? impl|implementation|conversion? maps|converts|translates|turns <pairs:mapping> ; asked=each",
        "<inner:fromcode> conversion|impl|implementation? maps|converts|translates|turns|leads|goes it|them|everything|all|every|each|any|error|errors|always* to|into <all:variant> ; asked=each",
    ),
    ("`From<RingError>` maps `Full` to `Busy` and the rest to `Io`",),
    decided_in("trials.enums"),
    ("inner",),
)
