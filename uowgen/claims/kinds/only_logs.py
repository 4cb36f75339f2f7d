"""Claim: a function does nothing but write a log line."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_LOGS = "logs|prints|traces"

KIND = Kind(
    "only_logs",
    "a function does nothing but log",
    (
        f"<name> <noun>? only|just|merely|simply {_LOGS}",
        f"<name> <noun>? only|just|merely|simply {_LOGS} <what:text>",
        "<name> <noun>? does nothing but|except log|print|trace|logging|printing <what:text>",
        "<name> <noun>? does nothing but|except log|print|trace|logging|printing",
        f"<name> <noun>? {_LOGS} <what:text> and does nothing else",
    ),
    ("`deallocate` only logs the pointer", "`poke` does nothing but log"),
    decided_in("bodies.logging"),
    ("name",),
)
