"""Claim: a type keeps a field private that is called in words: “`Line` keeps its connection private”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find_type
from uowgen.facts.members import fields_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading

_SHORTEST = 3  # letters of a name that is short for a word: `conn`, `buf`


def decide(reading: Reading, case: Case) -> Finding:
    """Of the one field whose name begins as the word does."""
    subject = find_type(case, reading.get("owner"))
    name, word = bare_name(reading.get("owner")), reading.get("word").lower()
    if len(subject.found) != 1 or subject.found[0].item.kind != "struct":
        return subject.unclear(name)
    fields = fields_of(subject.found[0])
    alike = [
        f
        for f in fields.all
        if any(len(p) >= _SHORTEST and (p.startswith(word) or word.startswith(p)) for p in f.name.lower().split("_"))
    ]
    if word in ("fields", "internals", "contents", "representation"):
        alike = list(fields.all)
    elif len(alike) != 1:
        return undecided("not-understood", f"which field “{word}” speaks of is not clear", subject.found[0])
    if not alike or not fields.complete:
        return undecided("vacuous", f"`{name}` has no fields that are seen", subject.found[0])
    places = tuple(Evidence(f.file, f.line, f.line, f"`{f.name}: {f.type}`") for f in alike)
    seen = [f for f in alike if f.visibility]
    if seen:
        return fails("other-visibility", f"`{seen[0].name}` is `{seen[0].visibility}`", evidence=places)
    return holds(
        f"{', '.join(f'`{f.name}`' for f in alike)} of `{name}` {'is' if len(alike) == 1 else 'are'} private", evidence=places
    )


KIND = Kind(
    "keeps_private",
    "a type keeps a field private that is called in words",
    (
        "<owner:upperfirst> <noun>? keeps|has|leaves|makes its <word:oneword> field? private|hidden",
        "<owner:upperfirst> <noun>? keeps|hides its <word:oneword> field? to itself",
        "<word:oneword> of <owner:upperfirst> is|are|stays|remains private",
    ),
    ("`Line` keeps its connection private",),
    decide,
    ("owner", "word"),
)
