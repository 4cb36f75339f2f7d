"""Claim: a function turns the errors of what it calls into another one: “errors of `lookup` are mapped to `ENOENT`”."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_ERRORS = "any|all|every* error|errors|failure|failures"
_TURNED = "mapped|translated|converted|turned|changed to|into|as"
_TURNS = "maps|translates|converts|turns"

KIND = Kind(
    "maps_error",
    "a function turns the errors of what it calls into another one",
    (
        f"{_ERRORS} of|from <callee:name> <noun2:noun>? @be* {_TURNED} <to:code> in|by|inside <caller:name>",
        f"{_ERRORS} of|from <callee:name> <noun2:noun>? @be* {_TURNED} <to:code>",
        f"{_ERRORS} of|from <callee:name> in|inside <caller:name> @be* {_TURNED} <to:code>",
        f"<callee:name> errors|error|failure|failures @be* {_TURNED} <to:code> in|by|inside <caller:name>",
        f"<callee:name> errors|error|failure|failures @be* {_TURNED} <to:code>",
        f"<caller:name> <noun>? : {_ERRORS} of|from <callee:name> @be* {_TURNED} <to:code>",
        f"in|inside <caller:name> ,? {_ERRORS} of|from <callee:name> @be* {_TURNED} <to:code>",
        f"<caller:name> <noun>? {_TURNS} {_ERRORS} of|from <callee:name> to|into|as <to:code>",
        f"<caller:name> <noun>? {_TURNS} <callee:name> errors|error|failures|failure to|into|as <to:code>",
    ),
    ("`open` maps errors of `walk` to `Error::NoPage`", "Errors of `find_slot` are mapped to `ENOENT` in `close`"),
    decided_in("bodies.errors"),
    ("callee", "to"),
)
