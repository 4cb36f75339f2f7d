"""Claim: a conversion of flags refuses some, and sets others only under conditions."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

KIND = Kind(
    "flags_by_rule",
    "a conversion of flags refuses some sets of them, and sets what it makes of them by rules",
    ("<name> <rules:flagrules>",),
    (
        "`from_elf()` rejects bits other than `READ` and `WRITE` with `Unknown` and these bits",
        "`from_elf()` rejects `WRITE` together with `EXEC`",
        "`page_flags()` sets `WRITABLE` only for `WRITE`",
    ),
    decided_in("trials.flag_rules"),
    ("name", "rules"),
)
