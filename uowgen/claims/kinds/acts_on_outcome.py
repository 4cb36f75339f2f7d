"""Claim: a function does something where something else failed, or only then, or only where all went well."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, taken_in

_IF = "if|when|whenever|where|once"
_FAILS = "fails|failed"

KIND = Kind(
    "acts_on_outcome",
    "a function does something where something else failed, or only on success",
    (
        f"<name> function|method? <act:text> only {_IF} <thing:text> {_FAILS} ; when=fails only=yes",
        f"<name> function|method? only <act:text> {_IF} <thing:text> {_FAILS} ; when=fails only=yes",
        f"<name> function|method? <act:text> {_IF} <thing:text> {_FAILS} ; when=fails",
        f"{_IF} <thing:text> {_FAILS} , <name> function|method? <act:text> ; when=fails",
        f"in|inside <name> ,? <act:text> only {_IF} <thing:text> {_FAILS} ; when=fails only=yes",
        f"in|inside <name> ,? <act:text> {_IF} <thing:text> {_FAILS} ; when=fails",
        "<name> function|method? <act:text> only if|when <cond:code> ; when=cond only=yes",
        "<name> function|method? only <act:text> if|when <cond:code> ; when=cond only=yes",
        "failed <thing:text> in|inside|of <name> function|method? reaches <callee:name> ; when=fails",
        "failed <thing:text> reaches <callee:name> in|inside <name> ; when=fails",
        "failed <thing:text> reaches <callee:name> ; when=fails",
        "<name> function|method? reaches <callee:name> if|when|whenever <thing:text> fails ; when=fails",
        "<name> function|method? <act:text> only on success ; when=success only=yes",
        "<name> function|method? only <act:text> on success ; when=success only=yes",
        "<act:text> only on success in|inside|by <name> ; when=success only=yes",
        "in|inside <name> ,? <act:text> only on success ; when=success only=yes",
        "<name> function|method? <act:text> on success ; when=success",
        f"<act:text> {_IF} <thing:text> {_FAILS} ; when=fails",
    ),
    (
        "`open` closes the handle only if the copy fails",
        "`start` arms the timer only on success",
        "A failed write still reaches `end_op`",
    ),
    decided_in("bodies.outcomes"),
    ("name", "act"),
    takes=taken_in("bodies.outcomes"),
)
