"""What readers of sentences on a function's ways share: the function that is meant, its ways that end well, words and names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.bodies.ways import Function, functions_named, near_files
from uowgen.claims.bodies.ways_ends import is_bad
from uowgen.claims.bodies.words import parts
from uowgen.claims.kind import Finding, fails, holds
from uowgen.facts.code import counts

if TYPE_CHECKING:
    from uowgen.claims.bodies.ways_words import Said
    from uowgen.claims.kind import Case
    from uowgen.facts.path_records import Path

REPORTS = "reports?|returns?|gives?(?: back)?|answers?(?: with)?|yields?|ends with|finishes with"
NTH = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1, "only": 0}


def one_function(case: Case, code: str) -> Function | None:
    """The function that a name means, if it is one, and one that builds do not choose among."""
    found = functions_named(case, code)
    return found[0] if len(found) == 1 else None


def done_ways(function: Function) -> list[Path]:
    """The ways that end well; where values do not tell, those that end with the value at the body's end."""
    ended = [p for p in function.paths if p.end == "value" and is_bad(p) is not True]
    if ended and any(is_bad(p) is None for p in ended):
        return [p for p in ended if p.value == ended[-1].value]
    return ended


def last_name(code: str) -> str:
    """The last segment of a name as sentences write it."""
    return code.split("(")[0].rpartition("::")[2].rpartition(".")[2]


def listed_names(words: str, said: Said) -> list[str]:
    """The names of a list in words, code or not."""
    found = [w for w in re.split(r", and |, | and ", words) if w]
    return [said.code(w) if w.startswith("§") else w for w in found]


def told_of(function: Function, all_so: bool, none_so: bool, yes: str, no: str) -> Finding | None:
    """That it is so on all ways, or on none; None where it depends on the way."""
    if all_so:
        return holds(yes, function.declared)
    return fails("behaves-differently", no, function.declared) if none_so else None


def words_in(text: str) -> set[str]:
    """The words that the names in a piece of code are made of."""
    return {p for w in re.findall(r"[A-Za-z]\w*", text) for p in parts(w)}


def every_function(case: Case) -> list[Function]:
    """Every function of the spec's files that can be followed."""
    found = []
    for path in near_files(case):
        file = case.code.file(path)
        for one in file.declarations() if file is not None else ():
            if one.item.kind == "fn" and counts(one):
                found += [
                    f
                    for f in functions_named(case, f"{one.owner}::{one.item.name}" if one.owner else one.item.name)
                    if f.declared == one
                ]
    return found
