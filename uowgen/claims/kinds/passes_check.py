"""Claim: a check that the repository has written itself passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, undecided

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Calls the function with the tree: True or False, or None for undecided, each alone or with a message beside it."""
    name = reading.get("check")
    checks = case.own.checks if case.own is not None else {}
    given = checks.get(name)
    if given is None:
        from difflib import get_close_matches

        near = get_close_matches(name, list(checks), 1)
        return undecided("no-check", f"uowgen.toml names no check `{name}`" + (f"; did you mean `{near[0]}`?" if near else ""))
    if given.use is None:
        return undecided(given.code, f"the check `{given.origin}` {given.why}")
    try:
        said = given.use(case.code.tree)
    except Exception as error:
        return undecided("check-failed", f"`{given.origin}` failed: {type(error).__name__}: {error}")
    answer, message = said if isinstance(said, tuple) and len(said) == 2 else (said, "")
    if answer not in (True, False, None) or not isinstance(message, str):
        return undecided("check-failed", f"`{given.origin}` gave {said!r}, and not True, False or None with a message")
    told = f"`{given.origin}`" + (f": {message}" if message else " says so" if answer else " says no")
    if answer is None:
        return undecided("check-undecided", told)
    return Finding("holds" if answer else "fails", told, "structure", None if answer else "check-says-no")


KIND = Kind(
    "passes_check",
    "a check of the repository, named in uowgen.toml, says so",
    ("own check <check:name> passes|succeeds|holds",),
    ("own check `syscalls_numbered` passes",),
    decide,
    ("check",),
)
