"""Claim: a function gives back something that is said in words: “returns the old entry, if any”, “returns an error”, “returns nothing”."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, taken_in

_GIVES = "returns|yields|gives|reports"

KIND = Kind(
    "gives_back",
    "a function gives back something that is said in words",
    (
        f"<name> <noun>? {_GIVES} back? <what:text>",
        "<name> <noun>? hands back <what:text>",
        "<name> <noun>? hands|gives <thing:oneword> back <when:text>? ; what=thing",
        "<name> <noun>? does @not return|yield|give back? <what:text> ; state=none",
        "<name> <noun>? never|no* longer* returns|yields|gives back? <what:text> ; state=none",
    ),
    (
        "`store()` returns the previous entry, if any",
        "`remove()` returns an error if nothing matched",
        "`insert()` does not return an error",
    ),
    decided_in("bodies.results_said"),
    ("name", "what"),
    takes=taken_in("bodies.results_said"),
)
