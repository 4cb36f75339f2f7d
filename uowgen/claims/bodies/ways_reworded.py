"""Sentences on what a call comes to that are several in one, or say it from the other side: “… if `a + b` overflows or exceeds the area”,
“`f` refuses a second handler with `E`”, what several impls of one method do alike.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.bodies import ways, ways_told
from uowgen.claims.bodies.ways_words import outcomes_of, said_in
from uowgen.claims.kind import Finding, fails
from uowgen.facts.code import counts
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_OF = r"(?P<f>`[\w:]+(?:\(\))?`(?: still| now| also| always)?)"
_REFUSES = when_used(
    rf"^{_OF} (?:refuses|rejects|denies|turns down|turns away|declines) (?P<what>.+?) with (?:the error |error )?(?P<e>`[\w:()]+`)$"
)
_SECOND = when_used(r"^(?:an? |the )?(?:second|further|another) (?P<what>[a-z]+(?: [a-z]+)?)$")
_EITHER = when_used(r"^(?P<head>.+? (?:if|when|whenever|where|for|on) )(?P<one>.+?) or (?P<two>(?:if |when )?.+)$")
_SHARED = when_used(
    r"^(?P<subject>(?:the |an? )?(?:`[^`]+`|[a-z]+(?: [a-z]+)?)) (?P<verb>overflows|wraps|would overflow|is|has|does|exceeds|was|are)\b"
)
# With one of these something is said of a thing: “the read” alone is half of “the read or write fails”.
_SAYS = when_used(r"(?:`|\w) (?:is|are|was|were|has|have|does|do|cannot|fails?|[a-z]{3,}s)\b")
_VERB = when_used(r"^(?:would |is |are |was |has |does |exceeds|overflows|wraps|goes|lies|extends|runs|reaches)")


def decided(text: str, case: Case) -> Finding | None:
    """The finding on a sentence that amounts to others; None where it does not, or they do not decide it."""
    plain = " ".join(text.split()).rstrip(" .")
    for each in _reworded(plain):
        found = [_one(sentence, case) for sentence in each]
        wrong = next((f for f in found if f is not None and f.outcome == "fails"), None)
        if wrong is not None or None not in found:
            return wrong or found[0]
    return _of_all_impls(plain, case) or _never_of_any(plain, case)


def _one(sentence: str, case: Case) -> Finding | None:
    for reader in (ways.decided, ways_told.decided, _of_all_impls, _never_of_any):
        found = reader(sentence, case)
        if found is not None:
            return found
    return None


def _reworded(text: str) -> list[list[str]]:
    """The ways to put it: each as the sentences that must all be so."""
    found: list[list[str]] = []
    refuses = _REFUSES.match(text)
    if refuses is not None:
        of, what = re.sub(r"(`) (?:still|now|also|always)$", r"\1", refuses["f"]), refuses["what"]
        second = _SECOND.match(what)
        if second is not None:
            article = "an" if second["what"][0] in "aeiou" else "a"
            return [[f"{of} returns {refuses['e']} when {article} {second['what']} is already present"]]
        return [[f"{of} returns {refuses['e']} for {what}"]]
    either = _EITHER.match(text)
    if either is not None:
        head, one, two = either["head"], either["one"], re.sub(r"^(?:if|when) ", "", either["two"])
        shared = _SHARED.match(one)
        if shared is not None and _VERB.match(two):
            found.append([head + one, f"{head}{shared['subject']} {two}"])
        elif (shared is None or not _VERB.match(two)) and _SAYS.search(one) and _SAYS.search(two):
            found.append([head + one, head + two])
    return found


def _declared(case: Case, code: str) -> list[Declaration]:
    """The functions of the spec's files, or of their crates, that a bare name means."""
    name = code.split("(")[0]
    if "::" in name:
        return []
    mine = ways.functions_at_hand(case).get(name, [])
    traits = {d.owner.partition("<")[0] for d in mine if d.item.parent.startswith("trait ")}
    if not traits:
        return mine
    every = [d for d in case.code.declared_anywhere(name) if d.item.kind == "fn" and counts(d)]
    return [d for d in every if d.owner.partition(" for ")[0].partition("<")[0] in traits and " for " in d.owner]


def _of_all_impls(text: str, case: Case) -> Finding | None:
    """What each impl of a trait's method does of itself, where the sentence names the method alone."""
    match = re.match(r"^`(?P<f>\w+)(?:\(\))?` (?P<rest>.+)$", text)
    every = _declared(case, match["f"]) if match is not None else []
    owners = [d.owner.rpartition(" for ")[2].partition("<")[0] for d in every if " for " in d.owner]
    if match is None or len(owners) != len(every) or len(set(owners)) != len(owners) or len(owners) < 2:
        return None
    said = [f"`{owner}::{match['f']}` {match['rest']}" for owner in owners]
    found = [ways.decided(s, case) or ways_told.decided(s, case) for s in said]
    told = {f.outcome if f is not None else "undecided" for f in found}
    return found[0] if len(told) == 1 and "undecided" not in told else None


def _never_of_any(text: str, case: Case) -> Finding | None:
    """That none of the functions of that name can give the error at all."""
    said = said_in(text)
    named = re.match(r"^§0\b", said.words)
    every = _declared(case, said.codes[0]) if named is not None and said.codes else []
    if not every or len(every) > _MANY:
        return None
    for outcome, left in outcomes_of(said):
        words = re.sub(r"\s+", " ", left.replace("§0", " ", 1)).strip()
        found = [ways.never_so(ways.Function(d, ()), ways.in_full(outcome, case), words, left, said, case) for d in every]
        if None not in found:
            return fails("other-value", found[0].message, *every) if found[0] is not None else None
    return None


_MANY = 4
