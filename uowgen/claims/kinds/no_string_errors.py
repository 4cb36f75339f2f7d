"""Claim: no error is only a text any more: `Err("…")`, `Result<T, &str>`. Every counterexample is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import files_of
from uowgen.claims.declarations.occurrences import needle_of, occurrences
from uowgen.claims.declarations.scope import Region, regions
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.facts.string_errors import string_errors
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """In the place that is named, else in the files that the spec names. What is to stand there instead must be used there."""
    places = (reading.get("place"),) if reading.get("place") else files_of(case)
    if not places:
        return undecided("no-place", "the criterion does not say where, and the spec names no Rust file of the tree")
    inside: list[Region] = []
    for place in places:
        found = regions(case, place)
        if isinstance(found, Finding):
            return found
        inside += found
    where = ", ".join(f"`{p}`" for p in places)
    left = [e for region in inside for e in string_errors(region.file, region.node)]
    evidence = tuple(Evidence(e.file, e.line, e.line, f"`{e.text}`") for e in left)
    sure = tuple(Evidence(e.file, e.line, e.line, f"`{e.text}`") for e in left if e.sure)
    if sure:
        return fails("still-there", f"{len(sure)} errors are only texts in {where}", evidence=sure)
    if evidence:
        return undecided("inside-macro", "a macro call may make an error of a text", evidence=evidence)
    used: list[Evidence] = []
    for new in reading.list("new"):
        uses = [u for region in inside for u in occurrences(region, needle_of(new, "use"), "use") if u.live]
        if not uses:
            return fails("name-not-used", f"`{new}` is nowhere in {where}")
        used += [Evidence(u.file, u.line, u.line, f"`{new}`") for u in uses[:3]]
    places_seen = tuple(Evidence(r.file.path, 1, len(r.file.rust.source.line_starts()), "looked through") for r in inside)
    return holds(f"no error in {where} is only a text", evidence=tuple(used) or places_seen)


KIND = Kind(
    "no_string_errors",
    "no error is only a text",
    (
        "no|zero more|remaining* string|string-based|stringly|stringly-typed|text errors|error|results @be* @left? @in? <place>?",
        "no|zero more|remaining* error strings @be* @left? @in? <place>?",
        "all|every|each remaining? string|string-based|stringly|stringly-typed errors|error returns|values? @be* @gone|@change "
        "with|by|to? <new:any>? <noun>? @in? <place>?",
        "string|stringly-typed errors @be* @gone|@change with|by|to? <new:any>? <noun>? @in? <place>?",
        "replace|convert|migrate|remove all|every|remaining* string|stringly-typed errors with|by|to? <new:any>? <noun>? @in? <place>?",
        "<place> @have|returns|uses no string|stringly-typed errors",
    ),
    (
        "No string errors remain in `fs/mod.rs`",
        "All string errors replaced with `FsError` in `fs/mod.rs`",
    ),
    decide,
)
