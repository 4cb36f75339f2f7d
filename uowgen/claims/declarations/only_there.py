"""Decides that something occurs in certain places only: every spot of it lies in one of them.

A spot that lies elsewhere counts against the claim where it is certain what it is of; where it is not, nothing is decided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files, files_of
from uowgen.claims.declarations.occurrences import is_piece, needle_of, sort_of_text
from uowgen.claims.declarations.scope import regions
from uowgen.claims.declarations.spots import spots_of
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name, is_path, is_plain
from uowgen.claims.subject import find
from uowgen.facts.macros import may_bring

if TYPE_CHECKING:
    from uowgen.claims.declarations.scope import Region
    from uowgen.claims.declarations.spots import Spots
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.model import Evidence


_LONG = 4


class Within(NamedTuple):
    """One of the places that are named: the lines of its regions, and the folder of a module whose files belong to it."""

    spans: tuple[tuple[str, int, int], ...]
    folders: tuple[str, ...]

    def has(self, spot: Evidence) -> bool:
        """Whether `spot` lies in it."""
        return any(p == spot.file and first <= spot.line <= last for p, first, last in self.spans) or spot.file.startswith(
            self.folders or ("\0",)
        )


def decide(reading: Reading, case: Case) -> Finding:
    """Fails with every spot that lies elsewhere. `only` asks that it occurs at each of the places as well."""
    for what in reading.list("what"):
        finding = _only_there(reading, case, what)
        if finding.outcome != "holds":
            return finding
    return finding if reading.list("what") else undecided("no-subject", "the criterion names nothing")


def _only_there(reading: Reading, case: Case, what: str) -> Finding:
    sort = sort_of_text(what, reading.get("sort"))
    needle = needle_of(what, sort)
    if sort not in ("call", "use", "code", "literal", "macro") or (not needle and sort != "literal" and not is_piece(what)):
        return undecided("not-understood", f"what `{what}` would look like in the code is not known")
    if not reading.get("whole") and sort in ("code", "literal") and len(needle) < _LONG:
        return undecided("no-place", f"`{what}` may stand anywhere, and the criterion does not say where it is looked for")
    inside = regions(case, reading.get("whole"), needle)
    if isinstance(inside, Finding):
        return inside
    spots = spots_of(case, what, sort, inside)
    listed = ", ".join(f"`{p}`" for p in reading.list("places"))
    allowed: list[Within] = []
    for place in reading.list("places"):
        within = _within(case, place)
        if isinstance(within, Finding):
            to_be = is_path(place) or any(file.named(bare_name(place)) for file in block_files(case))
            if within.outcome == "fails" and to_be and spots.sure and len(reading.list("places")) == 1:
                return _against(case, reading, spots, spots.sure, f"{within.message}, and `{what}` occurs elsewhere")
            return within if within.outcome == "undecided" else undecided("no-subject", within.message, evidence=within.evidence)
        allowed.append(within)
    several = case.several
    own = _within(case, what) if sort in ("call", "use") and is_plain(what) and find(case, what).found else None
    if isinstance(own, Within):  # what a thing says of itself is no use of it by others; whether it is a call or a mention is open
        mine = tuple(e for e in spots.sure if own.has(e) and not any(a.has(e) for a in allowed))
        uses = reading.get("verb") == "use"
        spots = spots._replace(
            sure=tuple(e for e in spots.sure if e not in mine), unsure=spots.unsure if uses else (*spots.unsure, *mine)
        )
    outside = _without(spots.sure, allowed)
    if outside:
        return _against(case, reading, spots, outside, f"`{what}` occurs outside of {listed}, {_times(len(outside))}")
    imported = _without(spots.imports, allowed)
    files = {path for a in allowed for path, _, _ in a.spans}
    if reading.get("verb") == "use":  # where the place is, an import is needed for the use there
        imported = tuple(e for e in imported if e.file not in files)
    for code, rest in (
        ("may-be-aliased", (*_without(spots.unsure, allowed), *imported)),
        ("only-outside-the-build", _without(spots.tests, allowed)),
    ):
        if rest:
            return undecided(code, f"`{what}` may occur outside of {listed}", evidence=rest)
    brought = next((u for r in inside if (u := may_bring(case.code, r.file, r.node, needle)) is not None), None) if needle else None
    if brought is not None:
        return undecided("inside-macro", f"`{brought.text}` at {brought.file}:{brought.line} may bring `{what}` in")
    if several:
        return undecided("subject-ambiguous", f"which {listed} is meant is not clear", *several[:3])
    bare = [p for p, a in zip(reading.list("places"), allowed, strict=True) if not any(a.has(e) for e in _seen(spots))]
    if bare and (reading.get("state") == "only" or not (spots.sure or _declared(case, what))):
        return undecided("vacuous", f"`{what}` is not certain to occur in `{bare[0]}`", evidence=spots.unsure[:4])
    return holds(f"`{what}` occurs nowhere outside of {listed}", evidence=spots.sure[:8])


def _against(case: Case, reading: Reading, spots: Spots, outside: tuple[Evidence, ...], message: str) -> Finding:
    """Fails where the spots lie in what the criterion or the spec speaks of, or are of a name that the tree has once."""
    near = set(files_of(case))
    if reading.get("whole") or spots.alone or any(e.file in near for e in outside):
        return fails("not-everywhere", message, evidence=outside)
    return undecided("no-place", f"{message}, in files that the spec does not name", evidence=outside[:8])


def _seen(spots: Spots) -> tuple[Evidence, ...]:
    """The spots inside of the places that count as being there: of a name that the tree has once those that may be it, too."""
    return (*spots.sure, *spots.unsure) if spots.alone else spots.sure


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _without(found: tuple[Evidence, ...], allowed: list[Within]) -> tuple[Evidence, ...]:
    return tuple(e for e in found if not any(a.has(e) for a in allowed))


def _declared(case: Case, what: str) -> bool:
    return not is_plain(what) or bool(case.code.declared_anywhere(bare_name(what)))


def _within(case: Case, place: str) -> Within | Finding:
    """What `place` means, if it is something that code can stand in; `case.several` tells whether it may mean several things."""
    case.several = ()
    if not is_path(place):
        kinds = {d.item.kind for d in find(case, place).found}
        if kinds & {"variant", "field"} or not is_plain(place):
            return undecided("not-understood", f"`{place}` is not a place in the code")
        case.several = ()
    found = regions(case, place)
    if isinstance(found, Finding):
        return found
    spans = tuple((r.file.path, *_lines(r)) for r in found)
    return Within(spans, () if is_path(place) else tuple(_folder(r) for r in found if r.node == r.file.rust.root))


def _lines(region: Region) -> tuple[int, int]:
    line_of, node = region.file.rust.source.line_of, region.node
    return line_of(node.start_byte), line_of(max(node.start_byte, node.end_byte - 1))


def _folder(region: Region) -> str:
    """The folder of the files that belong to a module with that root file."""
    folder, _, name = region.file.path.rpartition("/")
    own = folder if name in ("mod.rs", "lib.rs", "main.rs") else region.file.path.removesuffix(".rs")
    return f"{own}/"
