"""Claim: a function, or one arm of it, does something to a place that is named, or no longer does: “the stop arm never writes `owner`”."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, taken_in

# Each verb as it is said of one that does it, and behind “does not”.
_VERBS = (
    ("writes", "write"),
    ("sets", "set"),
    ("clears", "clear"),
    ("resets", "reset"),
    ("increments", "increment"),
    ("bumps", "bump"),
    ("decrements", "decrement"),
    ("updates", "update"),
)
_MOVING = (("removes", "remove"), ("drops", "drop"))
_STILL = "still|now|also|always|again"
_ARM = "arm|branch|case|handler|command"


def _frames() -> tuple[str, ...]:
    found: list[str] = []
    for says, verb in (*_VERBS, *_MOVING):
        found += [
            f"<arm:oneword> {_ARM} of|in|inside <function:name> no longer {says} <object:text> ; verb={verb} state=never",
            f"<arm:oneword> {_ARM} of|in|inside <function:name> never {says} <object:text> ; verb={verb} state=never",
            f"<arm:oneword> {_ARM} no longer {says} <object:text> ; verb={verb} state=never",
            f"<arm:oneword> {_ARM} never {says} <object:text> ; verb={verb} state=never",
            f"<arm:oneword> {_ARM} does @not {verb} <object:text> ; verb={verb} state=never",
            f"<arm:oneword> {_ARM} {_STILL}* {says} <object:text> ; verb={verb}",
            f"<name> <noun>? {_STILL}* {says} <object:text> ; verb={verb}",
            f"<trait:name> for|of <name> {_STILL}* {says} <object:text> ; verb={verb}",
        ]
    for says, verb in _VERBS:
        found += [
            f"<name> <noun>? no longer {says} <object:text> ; verb={verb} state=never",
            f"<name> <noun>? never {says} <object:text> ; verb={verb} state=never",
            f"<name> <noun>? does @not {verb} <object:text> anymore? ; verb={verb} state=never",
        ]
    return tuple(found)


KIND = Kind(
    "does_act",
    "a function does something to a place, or never does",
    _frames(),
    ("`poll` no longer writes `owner`", "The stop arm never sets `owner`", "The `Del` arm removes the page from `ready`"),
    decided_in("bodies.presence"),
    ("name", "verb", "object"),
    takes=taken_in("bodies.presence"),
)
