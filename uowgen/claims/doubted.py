"""What speaks against a verdict that says that something holds: what another reader knows, that the one who found it could not see."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files
from uowgen.claims.kind import Finding
from uowgen.claims.names import bare_name
from uowgen.model import Verdict

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.sentence import Word
    from uowgen.model import Criterion

_GUARDING = frozenset({"page", "pages", "region", "regions", "area", "areas", "frame", "frames", "gap", "zone", "band"})


def doubt(criterion: Criterion, verdict: Verdict, why: str, code: str = "not-observable") -> Verdict:
    """`verdict` as undecided, with what speaks against it behind what it says."""
    return verdict_of(criterion, verdict.claim, Finding("undecided", f"{verdict.message}; but {why}", None, code, verdict.evidence))


def unless_of_a_guard_page(criterion: Criterion, words: tuple[Word, ...], verdict: Verdict) -> Verdict:
    """`verdict`, unless a page that guards is spoken of: no page like the others, and no value of a type that is called a guard."""
    said = ["" if w.code else w.text for w in words]
    if not any(a == "guard" and b in _GUARDING for a, b in pairwise(said)):
        return verdict
    return doubt(criterion, verdict, "which page guards was not looked at", "not-understood")


def unless_values_differ(criterion: Criterion, case: Case, verdict: Verdict) -> Verdict:
    """`verdict`, unless the sentence is also one on values, and not even the spec's own code keeps to it then."""
    from uowgen.claims.valued.decided import goes_against

    if not goes_against(criterion.text, case):
        return verdict
    return doubt(criterion, verdict, "said of its values it is not so in the spec's own code", "not-understood")


def unless_formulas_differ(criterion: Criterion, words: tuple[Word, ...], case: Case, verdict: Verdict) -> Verdict:
    """`verdict`, unless the sentence is one of formulas as well, and not even the spec's own code keeps to it then."""
    from uowgen.claims.laws.formulated import goes_against

    against = goes_against(words, case)
    if not against:
        return verdict
    return doubt(criterion, verdict, against)


def in_the_plain_sense(criterion: Criterion, words: tuple[Word, ...], case: Case, verdict: Verdict) -> Verdict:
    """`verdict` on a method of the spec's types, unless in the plain sense the spec's own code goes against it: it is so where that fails, and
    the tree does as it does; it is not so where that holds by the shape of a body alone.
    """
    from uowgen.claims.laws.formulated import is_plainly_so

    method = bare_name(words[0].raw.removesuffix("()")) if words and words[0].code else ""
    if not any(d.item.name == method and d.owner and d.item.kind == "fn" for f in block_files(case) for d in f.declarations()):
        return verdict
    if verdict.outcome == "holds" and verdict.method == "structure":
        return unless_formulas_differ(criterion, words, case, verdict)
    if verdict.outcome != "fails" or not is_plainly_so(words, case):
        return verdict
    return doubt(criterion, verdict, "in the plain sense it is so in all calls that were tried")


def unless_in_another_order(criterion: Criterion, words: tuple[Word, ...], case: Case, verdict: Verdict) -> Verdict:
    """`verdict` on one thing that is done and then another, unless the tree does something else: in which order, and to what, may be passed over."""
    from uowgen.claims.acts import judged

    if not any(w.text == "then" and not w.code for w in words) or not judged.does_otherwise(words, case):
        return verdict
    return doubt(criterion, verdict, "the tree does something else than the spec's own code, or in another order")


def unless_walks_differ(criterion: Criterion, case: Case, verdict: Verdict) -> Verdict:
    """`verdict`, by lives in which there are no tables in tables, unless walks through such go against it, or come to other numbers."""
    from uowgen.claims.tables import judged

    walked = judged.decided(criterion.text, case)
    if walked is not None and walked.outcome == "fails":
        return verdict_of(criterion, judged.NAME, walked)
    other = judged.told_apart(criterion.text, case)
    if not other or (walked is not None and walked.outcome == "holds"):
        return verdict
    return doubt(criterion, verdict, other)


def unless_planted_differ(criterion: Criterion, case: Case, verdict: Verdict) -> Verdict:
    """`verdict`, unless the code does otherwise in a state that no call leads to, of which what is said of all states speaks as well."""
    from uowgen.claims.cases.machines import judged

    if verdict.claim == judged.NAME or not judged.apart_where_planted(case):
        return verdict
    in_states = judged.decided(criterion.text, case)
    if in_states is not None:
        return verdict_of(criterion, judged.NAME, in_states)
    return doubt(criterion, verdict, "in a state that no call leads to it does something else than the spec's own code")


def unless_done_otherwise(criterion: Criterion, words: tuple[Word, ...], case: Case, verdict: Verdict) -> Verdict:
    """`verdict`, unless what is said of each thing was seen in few lives only, and with other numbers something else is done."""
    from uowgen.claims.laws.done_alike import does_otherwise

    call = does_otherwise(words, case)
    if not call:
        return verdict
    return doubt(criterion, verdict, f"`{call}` does something else than the spec's own code")


def unless_of_mappings(criterion: Criterion, case: Case, verdict: Verdict) -> Verdict:
    """`verdict`, unless the sentence says of the addresses of a guard what the spec's own code does otherwise: “the guard page is mapped”."""
    from uowgen.claims.containers import mapped_said

    found = mapped_said.decided(criterion.text, case)
    other = found is not None and found.outcome != "holds" and found.code == "not-observable"
    return verdict_of(criterion, mapped_said.NAME, found) if found is not None and other else verdict


def unless_never(criterion: Criterion, words: tuple[Word, ...], verdict: Verdict) -> Verdict:
    """`verdict`, unless it says that a call never does anything at all: that it did nothing in the cases that were tried shows no such thing."""
    from uowgen.claims.stories.judged import never_does

    why = "nothing comes of it in the cases that were tried, which are not all"
    return (
        verdict_of(criterion, verdict.claim, Finding("undecided", why, None, "not-observable", verdict.evidence))
        if never_does(words)
        else verdict
    )


def verdict_of(criterion: Criterion, claim: str, finding: Finding) -> Verdict:
    method = None if finding.outcome == "undecided" else finding.method
    return Verdict(
        criterion,
        claim,
        finding.outcome,
        method,
        finding.message,
        finding.code,
        finding.evidence,
        finding.strength,
        finding.scenario,
    )


__all__ = [
    "doubt",
    "in_the_plain_sense",
    "unless_done_otherwise",
    "unless_formulas_differ",
    "unless_in_another_order",
    "unless_never",
    "unless_of_a_guard_page",
    "unless_of_mappings",
    "unless_planted_differ",
    "unless_values_differ",
    "unless_walks_differ",
    "verdict_of",
]
