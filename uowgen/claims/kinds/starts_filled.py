"""Claim: all entries have one value at the beginning: “`Lowest::new()` starts with all entries at `u32::MAX`”."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_ENTRIES = "entries|slots|elements|cells|words|bytes|items|values|counters"
_AT = "at|set|equal|as|to|being|initialised|initialized|filled|with"

KIND = Kind(
    "starts_filled",
    "all entries have one value at the beginning",
    (
        f"<name> <noun>? starts|begins|start with all|every|each {_ENTRIES} {_AT}* <value:value>",
        f"<name> <noun>? sets|fills|initialises|initializes|puts all|every|each {_ENTRIES} {_AT}* <value:value>",
        f"all|every {_ENTRIES} of|in <owner:upperfirst> start|begin|starts {_AT}* <value:value>",
        f"all|every {_ENTRIES} of|in fresh|new|empty <owner:upperfirst> are|is|start|begin {_AT}* <value:value>",
        f"fresh|new|empty <owner:upperfirst> has|starts with? all|every {_ENTRIES} {_AT}* <value:value>",
    ),
    ("`Lowest::new()` starts with all entries at `u32::MAX`",),
    decided_in("values.starts_filled"),
    ("value",),
)
