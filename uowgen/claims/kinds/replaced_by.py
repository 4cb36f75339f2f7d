"""Claim: one thing has been replaced by another. Both halves are looked at: nothing of the old is left, the new is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import files_of
from uowgen.claims.declarations.occurrences import needle_of, occurrences, sort_of_text
from uowgen.claims.declarations.scope import regions
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.kinds.never_remains import absent
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """In the place that is named, else in the one file that the spec names; without either it is undecided."""
    place = reading.get("place")
    if not place:
        near = files_of(case)
        if len(near) > 1:
            return _in_all(reading, case, near)
        if len(near) != 1:
            return undecided("no-place", "the criterion does not say where, and the spec does not name exactly one Rust file")
        place = near[0]
    for old in reading.list("old"):
        finding = absent(case, old, reading.get("sort"), place)
        if finding.outcome != "holds":
            return finding
    evidence: list[Evidence] = []
    for new in reading.list("new"):
        sort = sort_of_text(new, "")
        sort = "use" if sort == "call" else sort
        inside = regions(case, place)
        if isinstance(inside, Finding):
            return inside
        if not sort:
            return undecided("not-understood", f"what `{new}` would look like in the code is not known")
        name = needle_of(new, sort) if sort == "use" else new
        uses = [u for region in inside for u in occurrences(region, name, sort) if u.live]
        if not uses and sort == "code" and any(occurrences(region, needle_of(new, sort), "use") for region in inside):
            return undecided("not-understood", f"`{new}` is not written so in `{place}`, but its name is there")
        if not uses:
            return fails("name-not-used", f"`{new}` is nowhere in `{place}`")
        evidence += [Evidence(u.file, u.line, u.line, f"`{new}`") for u in uses[:3]]
    return holds(
        f"no `{reading.list('old')[0]}` is left in `{place}`, `{reading.list('new')[0]}` is there", evidence=tuple(evidence)
    )


def _in_all(reading: Reading, case: Case, near: tuple[str, ...]) -> Finding:
    """Without a place: replaced in all the files of the spec holds; so in some of them only, and it may be meant so or not."""
    new_there = False
    evidence: list[Evidence] = []
    for path in near:
        one = decide(reading._replace(slots={**reading.slots, "place": path}), case)
        if one.outcome == "undecided" or one.code not in (None, "name-not-used"):
            return undecided("no-place", f"the criterion does not say where; {one.message}", evidence=one.evidence)
        new_there = new_there or one.outcome == "holds"
        evidence += one.evidence
    if new_there:
        return holds("replaced in the files of the spec", evidence=tuple(evidence))
    return fails("name-not-used", f"`{reading.list('new')[0]}` is in none of the files of the spec")


KIND = Kind(
    "replaced_by",
    "one thing has been replaced by another everywhere",
    (
        "@every direct|remaining|hardcoded* <old:any> <sort:sort>? @be* @change with|by|to <new:any> <noun>? @in? <place>?",
        "<old:any> <sort:sort>? @be* replaced|migrated|changed|switched with|by|to <new:any> <noun>? @in? <place>?",
        "<place> uses <new:any> instead of <old:any>",
        "uses? <new:any> @be* used instead of <old:any> @in? <place>?",
        "replace|convert|migrate|change|switch all|every|each* <old:any> <sort:sort>? with|by|to <new:any> <noun>? @in? <place>?",
        "use <new:any> instead of <old:any> @in? <place>?",
    ),
    (
        "All `crossbeam_channel` uses replaced with `tokio_mpsc` in `loader.rs`",
        "`sys_mmap` uses `VmaList` instead of `BTreeMap`",
        "Replace `unwrap()` with `expect()` in `boot.rs`",
    ),
    decide,
    ("old", "new"),
)
