"""Claim: there are so many impls of a trait or of a type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import resolved_path
from uowgen.claims.declarations.written_impls import impls_like
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import bare_name, is_path
from uowgen.claims.subject import find
from uowgen.facts.code import counts, implemented

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration


def decide(reading: Reading, case: Case) -> Finding:
    """Impls are counted as written. Where a derive or a macro may give more, or only some of them may be meant: undecided."""
    wanted = int(reading.get("number"))
    place = reading.get("place")
    if place and not is_path(place):
        return undecided("not-understood", f"`{place}` is not a file")
    if reading.get("impl"):
        found = impls_like(case, reading.get("impl"), place)
        if isinstance(found, Finding):
            return found
        return _told(found, wanted, f"`{reading.get('impl')}`")
    name = bare_name(reading.get("name"))
    declared = find(case, name)
    if not declared.found:
        return declared.none(f"no `{name}`")
    near = resolved_path(case, place) if place else case.code.paths_with(name)
    impls = [d for p in near if (file := case.code.file(p)) is not None for d in file.declarations() if d.item.kind == "impl"]
    if any(d.item.kind == "trait" for d in declared.found):
        mine = [d for d in impls if bare_name(implemented(d)[0]) == name]
        return _guarded(case, near, name, _told(tuple(mine), wanted, f"impls of `{name}`"))
    own = [d for d in impls if implemented(d)[1] == name]
    inherent = [d for d in own if not implemented(d)[0]]
    first, second = _told(tuple(own), wanted, f"impls of `{name}`"), _told(tuple(inherent), wanted, f"impls of `{name}`")
    if first.outcome != second.outcome:
        return undecided("other-count", f"`{name}` has {len(inherent)} impls of its own and {len(own)} in all", *own[:4])
    return _guarded(case, near, name, first)


def _told(found: tuple[Declaration, ...], wanted: int, what: str) -> Finding:
    live = [d for d in found if counts(d)]
    if len(live) != len(found) or any(d.condition == "sometimes" for d in live):
        return undecided("conditional", f"{what}: some are for some builds only", *found[:4])
    if len(live) != wanted:
        return fails("other-count", f"there are {len(live)} of {what}", *live[:8])
    return holds(f"there {'is one' if wanted == 1 else f'are {wanted}'} of {what}", *live[:8])


def _guarded(case: Case, paths: tuple[str, ...], name: str, finding: Finding) -> Finding:
    """`finding`, unless a macro or a derive there may write more of them."""
    for path in paths:
        file = case.code.file(path)
        for d in file.declarations() if file is not None else ():
            derived = any("derive" in "".join(a.split()) and name in a for a in d.item.attributes)
            if derived or (d.item.kind == "macro call" and d.item.name != "macro_rules" and name in d.text):
                return undecided("inside-macro", f"a macro at {d.place} may write more of them", d)
    return finding


KIND = Kind(
    "counts_impls",
    "there are so many impls of something",
    tuple(
        form.format(exactly=exactly)
        for exactly in ("exactly|only|just|precisely",)
        for form in (
            "{exactly} <number:some> impl|impls|implementation|implementations block|blocks? of|for|on <name> <noun>? @be? @made? @in? <place:path>?",
            "there is|are {exactly} <number:some> impl|impls|implementation|implementations block|blocks? of|for|on <name> <noun>? @in? <place:path>?",
            "there is|are {exactly} <number:some> <impl:implcode> block|blocks? @in? <place:path>?",
            "{exactly} <number:some> <impl:implcode> block|blocks? @be? @made? @in? <place:path>?",
            "<name> <noun>? @have {exactly} <number:some> impl|impls|implementation|implementations block|blocks? @in? <place:path>?",
            "<place:path> @have {exactly} <number:some> impl|impls|implementation|implementations block|blocks? of|for|on <name> <noun>?",
        )
    ),
    (
        "Exactly one `impl` of `Flush`",
        "`Ring` has exactly two `impl` blocks",
        "There is exactly one `impl Drop for Guard`",
    ),
    decide,
    ("number",),
)
