"""The kinds of claims with their frames and examples, as `uowgen explain claims` prints them.

A frame's `@word` stands for any of a class of words, `<slot>` for what the claim is about; `?` and `*` mark what may be missing.
"""

from __future__ import annotations

from uowgen.claims import NAMES, kind_called, kinds
from uowgen.claims.sentences.binding import slots_of
from uowgen.claims.sentences.frame import CLASSES


def kinds_in_short() -> str:
    """Every kind with its examples, in the order in which they are tried."""
    rows = []
    for kind in kinds():
        rows += [f"{kind.name}: {kind.says}", *(f"    - {example}" for example in kind.examples), ""]
    return "\n".join([*rows, "`uowgen explain claims KIND` lists the sentence frames of one kind, and how to bind it by hand."])


def kind_in_full(name: str) -> str:
    """The frames of one kind, the classes of words in them, and its slots for a binding; empty when there is no such kind."""
    if name not in NAMES:
        return ""
    kind = kind_called(name)
    used = [c for c in CLASSES if any(f"@{c}" in part.strip("?*").split("|") for frame in kind.frames for part in frame.split())]
    slots = slots_of(kind)
    bound = " ".join([name, *(f"{slot}=…" for slot in kind.needs)])
    return "\n".join(
        [
            f"{kind.name}: {kind.says}",
            "",
            "Frames:",
            *(f"    {frame}" for frame in kind.frames),
            "",
            "Words:",
            *(f"    @{c}: {CLASSES[c]}" for c in used),
            "",
            "Examples:",
            *(f"    - {example}" for example in kind.examples),
            "",
            f"By hand, beside the criterion: <!-- uowgen: {bound} -->",
            *(f"    {slot}: {what.removeprefix('=')}" for slot, what in sorted(slots.items())),
        ]
    )
