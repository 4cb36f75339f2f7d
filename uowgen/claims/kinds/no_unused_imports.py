"""Claim: no import of a file is unused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import files_of
from uowgen.claims.declarations.scope import regions
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Each import of the file, or of the spec's files, is looked at; one that may be a trait or for other builds leaves it undecided."""
    from uowgen.facts.unused_imports import imports_of

    places = (reading.get("place"),) if reading.get("place") else files_of(case)
    if not places:
        return undecided("no-place", "which files are meant is not said")
    doubts: list[str] = []
    for place in places:
        inside = regions(case, place)
        if isinstance(inside, Finding):
            return inside
        for file, _ in inside:
            found = imports_of(case.code, file)
            if found.unused:
                names = ", ".join(f"`{name}`" for name, _ in found.unused)
                return fails("still-there", f"{names} is imported in `{file.path}` and not used", *(d for _, d in found.unused))
            doubts += [f"`{file.path}`: {found.doubt}"] if found.doubt else []
    if doubts:
        return undecided("not-certain", doubts[0])
    return holds(f"every import of {', '.join(f'`{p}`' for p in places)} is used")


KIND = Kind(
    "no_unused_imports",
    "no import of a file is unused",
    (
        "no unused|needless|superfluous|stale|dead|leftover imports|import|use|uses declarations|statements? @be? @left* @in? <place:path>?",
        "<place:path> file? @have no unused|needless|superfluous|stale|dead|leftover imports|import",
        "all|every imports|import of|in|inside <place:path> @be* used|needed",
        "unused imports @be* @gone @in|from <place:path>",
    ),
    (
        "No unused imports remain in `ring.rs`",
        "`ring.rs` has no unused imports",
    ),
    decide,
)
