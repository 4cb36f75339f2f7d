"""The readers that are composed of parts, and judge by what code does: in which order they are asked, and when another is asked after them.

Each is loaded when it is asked. What frames and kinds make of a criterion is `decide`'s.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.doubted import (
    doubt,
    unless_done_otherwise,
    unless_formulas_differ,
    unless_in_another_order,
    unless_never,
    unless_of_a_guard_page,
    unless_of_mappings,
    unless_planted_differ,
    unless_values_differ,
    unless_walks_differ,
    verdict_of,
)
from uowgen.claims.kind import Finding
from uowgen.claims.sentences.two_things import of_two_things

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.sentence import Word
    from uowgen.model import Criterion, Verdict

# Where a kind read the sentence and could not decide it, what the type does may.
_OPEN = frozenset(
    {
        "not-understood",
        "needs-history",
        "role-unclear",
        "no-subject",
        "unsupported-code",
        "limit-reached",
        "unbound-call",
        "not-observable",
        "depends-on-the-path",
        "subject-ambiguous",
        "needs-a-person",
        "not-a-function",
        "not-a-type",
    }
)
# Readers that know no type's values, and may take words for something else that is so.
TOLD = frozenset(
    {
        "does_as_told",
        "in_the_line",
        "so_in_cases",
        "does_as_said",
        "in_own_words",
        "keeps_law",
        "in_stories",
        "in_woven_stories",
        "in_each_state",
    }
)
# Kinds that run any type in few states; those that drive a family of types go through theirs.
_OF_ANY_TYPE = frozenset({"changes_state", "returns_after", "returns_when", "gives_for"})
# Words by which all states are meant, also those that no call leads to.
_OF_ALL = re.compile(r"\b(?:any|every|each|all|always|whatever|never|no|regardless|only)\b", re.I)
# What a model of guards looks for at their end alone; methods that tell of a flag or of what is held may tell otherwise.
_SEEN_FROM_OUTSIDE = frozenset({"method_sets_flag", "method_records"})
# Kinds whose model was made for guards.
OF_GUARDS = frozenset(
    {
        "drop_releases",
        "drop_without_effect",
        "method_releases",
        "never_twice",
        "starts_empty",
        "method_records",
        "method_sets_flag",
        "hands_out",
    }
)


def by_what_is_done(criterion: Criterion, words: tuple[Word, ...], case: Case, verdict: Verdict | None) -> Verdict | None:
    """The verdict after all readers have been asked that the one so far leaves open; `verdict` where none decides more.

    Those that know a family of types come before those that know none.
    """
    if is_open(verdict, "vacuous"):
        handed = _of_frames(criterion, case)
        if handed is not None and (verdict is None or handed.outcome != "undecided"):
            return handed
        walked = _walked(criterion, case, None, surely=True)
        if walked is not None and walked.outcome != "undecided":
            return walked
    if is_open(verdict) and (rest := _of_the_rest(criterion, case)) is not None:
        return rest
    if is_open(verdict) and (kept := _of_records(criterion, case)) is not None:
        return kept
    if verdict is None or verdict.outcome == "fails" or (verdict.outcome == "undecided" and verdict.code != "needs-toolchain"):
        verdict = _by_values(criterion, case, verdict)
    if verdict is None or is_open(verdict) or by_model(verdict):
        verdict = _lived(criterion, words, case, verdict)
    if is_open(verdict, "vacuous"):
        verdict = _by_examples(criterion, case) or verdict
    if verdict is not None and verdict.outcome == "holds" and verdict.claim in _SEEN_FROM_OUTSIDE:
        verdict = _unless_told_otherwise(criterion, words, case, verdict)
    if verdict is not None and verdict.outcome == "holds" and verdict.claim == "drop_releases" and of_two_things(words):
        verdict = _unless_more_is_done(criterion, words, case, verdict)
    if verdict is None or (verdict.outcome == "undecided" and verdict.code != "needs-toolchain"):
        verdict = _of_ranges(criterion, case, verdict)
    if is_open(verdict):
        verdict = _in_stories(criterion, words, case) or verdict
    if is_open(verdict, "vacuous", "vague-change"):
        verdict = _by_laws(criterion, words, case) or verdict
    if is_open(verdict, "vacuous"):
        verdict = _walked(criterion, case, verdict)
    if is_open(verdict, "vacuous"):
        verdict = _told(criterion, words, case, verdict)
    if is_open(verdict, "vacuous"):
        verdict = _in_each_state(criterion, case) or verdict
    if is_open(verdict, "vacuous"):
        verdict = _in_cases(criterion, case) or verdict
    if is_open(verdict, "vacuous"):
        verdict = _of_switches(criterion, case) or verdict
    if is_open(verdict, "vacuous", "maybe-implemented"):
        verdict = _of_what_is_borrowed(criterion, case, verdict)
    if is_open(verdict, "vacuous"):
        verdict = _as_told(criterion, words, case) or verdict
    if verdict is not None and verdict.outcome == "fails" and verdict.method == "structure":
        verdict = _unless_walked(criterion, case, verdict)
    if verdict is not None and verdict.outcome == "fails" and verdict.claim == "doc_mentions":
        in_states = _in_each_state(criterion, case)  # what an error names is not what its documentation does
        verdict = in_states if in_states is not None and in_states.outcome == "holds" else verdict
    if verdict is not None and verdict.outcome == "holds" and verdict.claim == "changes_state":
        in_states = _in_each_state(criterion, case)  # which comes to more states
        verdict = in_states if in_states is not None and in_states.outcome == "fails" else verdict
    if verdict is not None and verdict.outcome == "holds" and verdict.claim == "does_as_said":
        verdict = unless_of_mappings(criterion, case, unless_done_otherwise(criterion, words, case, verdict))
    if verdict is not None and verdict.outcome == "holds" and verdict.claim in TOLD:
        verdict = unless_values_differ(criterion, case, unless_of_a_guard_page(criterion, words, verdict))
    if verdict is not None and verdict.outcome == "holds" and verdict.claim in ("does_as_said", "keeps_law"):
        verdict = unless_in_another_order(criterion, words, case, verdict)
    if verdict is not None and verdict.outcome == "holds" and verdict.claim in TOLD | _OF_ANY_TYPE:
        verdict = unless_formulas_differ(criterion, words, case, verdict)
    if verdict is not None and verdict.outcome == "holds" and verdict.claim in TOLD:
        verdict = unless_walks_differ(criterion, case, verdict)
    if verdict is not None and verdict.outcome == "holds" and verdict.claim in TOLD and _OF_ALL.search(criterion.text):
        verdict = unless_planted_differ(criterion, case, verdict)
    if verdict is not None and verdict.outcome == "holds" and verdict.strength == "bounded":
        verdict = unless_never(criterion, words, verdict)
    return verdict


def is_open(verdict: Verdict | None, *more: str) -> bool:
    """Whether another reader may still decide: nothing is said yet, or it is undecided for a reason that lies in how it was read."""
    return verdict is None or (verdict.outcome == "undecided" and (verdict.code in _OPEN or verdict.code in more))


def by_model(verdict: Verdict) -> bool:
    """Whether a model of guards says that something fails, which it may also say of a type that it was not made for."""
    return verdict.outcome == "fails" and verdict.method == "behaviour" and not set(verdict.claim.split(" + ")) - OF_GUARDS


def _by_values(criterion: Criterion, case: Case, verdict: Verdict | None) -> Verdict | None:
    """The verdict by what the functions of the spec's types give of each value; `verdict` where that says nothing.

    What fails in one reading and holds in another was misread in one of them.
    """
    from uowgen.claims.valued.decided import NAME, decided

    found = decided(criterion.text, case)
    if found is None:
        return verdict
    if verdict is not None and verdict.outcome == "fails":
        why = f"{verdict.message}; but {found.message}"
        apart = Finding("undecided", why, None, "not-understood", found.evidence)
        return verdict_of(criterion, verdict.claim, apart) if found.outcome == "holds" else verdict
    return verdict if found.outcome == "undecided" and verdict is not None else verdict_of(criterion, NAME, found)


def _lived(criterion: Criterion, words: tuple[Word, ...], case: Case, verdict: Verdict | None) -> Verdict | None:
    """The verdict by what the type does, next to the spec's own code; `verdict` where that says nothing."""
    from uowgen.claims.acts import judged

    lived = judged.decided(words, case)
    if verdict is not None and verdict.outcome == "fails":
        # The model was made for other types if the words are so here, and the spec's own code does just the same.
        fits = lived is None or lived.outcome != "holds" or not judged.alike(words, case)
        return verdict if lived is None or fits else verdict_of(criterion, judged.NAME, lived)
    if lived is None or (verdict is not None and lived.outcome == "undecided"):
        return verdict
    return verdict_of(criterion, judged.NAME, lived)


def unless_lived(criterion: Criterion, words: tuple[Word, ...], case: Case, verdict: Verdict) -> Verdict:
    """`verdict`, by a function's body, unless what the type does when it is run goes against the sentence."""
    from uowgen.claims.acts import judged

    lived = judged.decided(words, case)
    return verdict_of(criterion, judged.NAME, lived) if lived is not None and lived.outcome == "fails" else verdict


def _in_stories(criterion: Criterion, words: tuple[Word, ...], case: Case) -> Verdict | None:
    """The verdict by the stories of the spec's types, if they decide it."""
    from uowgen.claims.laws import waiting
    from uowgen.claims.stories import judged

    found = waiting.decided(criterion.text, case)
    if found is not None:
        return verdict_of(criterion, waiting.NAME, found)
    found = judged.decided(words, case)
    if found is not None:
        return verdict_of(criterion, judged.NAME, found)
    from uowgen.claims.stories.woven import decided as woven

    found = woven.decided(criterion.text, case)
    misread = found is not None and found.outcome == "fails" and judged.is_of_a_new_one(words)
    if found is not None and found.outcome == "holds" and re.search(r"(?i)\b(?:first|order|fifo|lifo)\b", criterion.text):
        told = _by_laws(criterion, words, case)  # which fill what has a fixed room, and go round it
        if told is not None and told.outcome == "fails":
            return told
    return None if found is None or misread else verdict_of(criterion, woven.NAME, found)


def _unless_told_otherwise(criterion: Criterion, words: tuple[Word, ...], case: Case, verdict: Verdict) -> Verdict:
    """`verdict`, by the end of a guard, unless what its methods tell goes against the sentence."""
    from uowgen.claims.at_hand import block_files

    tells = any(
        d.item.kind == "fn" and d.owner and re.search(r"\(\s*&(?:'\w+ )?self\s*\)\s*->", d.text.partition("{")[0])
        for f in block_files(case)
        for d in f.declarations()
    )
    told = _by_laws(criterion, words, case) if tells else None
    return told if told is not None and told.outcome == "fails" else verdict


def _unless_more_is_done(criterion: Criterion, words: tuple[Word, ...], case: Case, verdict: Verdict) -> Verdict:
    """`verdict`, by a model of one thing that is given back, where the tree does all that the spec's own code does; else undecided."""
    from uowgen.claims.acts import judged

    if judged.alike(words, case):
        return verdict
    why = "the model knows of one thing, and the tree does something else than the spec's own code"
    return doubt(criterion, verdict, why, "role-unclear")


def _by_laws(criterion: Criterion, words: tuple[Word, ...], case: Case) -> Verdict | None:
    """The verdict by what the spec's own code keeps to in the terms that the sentence names, if that decides it."""
    from uowgen.claims.laws import judged

    found = judged.decided(words, case)
    return None if found is None else verdict_of(criterion, judged.NAME, found)


def _as_told(criterion: Criterion, words: tuple[Word, ...], case: Case) -> Verdict | None:
    """The verdict by what the spec's own code shows that each word speaks of, if that decides it."""
    from uowgen.claims.laws import evident

    found = evident.decided(words, case)
    return None if found is None else verdict_of(criterion, evident.NAME, found)


def _told(criterion: Criterion, words: tuple[Word, ...], case: Case, verdict: Verdict | None) -> Verdict | None:
    """The verdict by stories told of the type; `verdict` where they decide nothing."""
    from uowgen.claims.enacted import judged

    told = judged.decided(words, case)
    return (
        verdict
        if told is None or (told.outcome == "undecided" and verdict is not None)
        else verdict_of(criterion, judged.NAME, told)
    )


def _walked(criterion: Criterion, case: Case, verdict: Verdict | None, *, surely: bool = False) -> Verdict | None:
    """The verdict by walks through made-up page tables; `verdict` where they decide nothing."""
    from uowgen.claims.tables import judged

    found = judged.decided(criterion.text, case, surely=surely)
    if found is None or (found.outcome == "undecided" and verdict is not None):
        return verdict
    return verdict_of(criterion, judged.NAME, found)


def _unless_walked(criterion: Criterion, case: Case, verdict: Verdict) -> Verdict:
    """`verdict`, by the shape of the code, unless walks through made-up page tables show that what is said is so."""
    walked = _walked(criterion, case, None)
    return walked if walked is not None and walked.outcome == "holds" else verdict


def _of_frames(criterion: Criterion, case: Case) -> Verdict | None:
    """The verdict by what an allocator of frames hands out and takes back, if that decides it."""
    from uowgen.claims.trials import frame_claims

    found = frame_claims.decided(criterion.text, case)
    return None if found is None else verdict_of(criterion, frame_claims.NAME, found)


def _by_examples(criterion: Criterion, case: Case) -> Verdict | None:
    """The verdict by what becomes of the texts that the sentence writes out, if that decides it."""
    from uowgen.claims.examples import judged

    found = judged.decided(criterion.text, case)
    return None if found is None else verdict_of(criterion, judged.NAME, found)


def _of_ranges(criterion: Criterion, case: Case, verdict: Verdict | None) -> Verdict | None:
    """The verdict by what a list of ranges, or of free ones, does with ranges that meet in all ways; `verdict` where that decides nothing."""
    from uowgen.claims.containers import descriptor_said, free_said, mapped_said, range_said, waiters_said

    for reader in (range_said, free_said, descriptor_said, mapped_said, waiters_said):
        found = reader.decided(criterion.text, case)
        if found is not None and (found.outcome != "undecided" or verdict is None):
            verdict = verdict_of(criterion, reader.NAME, found)
            if found.outcome != "undecided":
                break
    return verdict


def _in_cases(criterion: Criterion, case: Case) -> Verdict | None:
    """The verdict by all cases of the functions that the spec's blocks bring, if they decide it."""
    from uowgen.claims.cases import judged

    found = judged.decided(criterion.text, case)
    return None if found is None else verdict_of(criterion, judged.NAME, found)


def _of_the_rest(criterion: Criterion, case: Case) -> Verdict | None:
    """The verdict on what becomes of all that a conversion does not name, before readers that take “other” for any."""
    if not re.search(r"(?i)\b(?:other|others|else|rest|remaining|un[a-z]+|further)\b", criterion.text):
        return None
    from uowgen.claims.cases import judged

    found = judged.of_the_rest(criterion.text, case)
    return None if found is None else verdict_of(criterion, judged.NAME, found)


def _of_records(criterion: Criterion, case: Case) -> Verdict | None:
    """The verdict by how a ring numbers, cuts and passes on its records, or permits are split and merged, if that decides it."""
    from uowgen.claims.containers import records_said
    from uowgen.claims.trials import shares_said

    for reader in (records_said, shares_said):
        found = reader.decided(criterion.text, case)
        if found is not None and found.outcome != "undecided":
            return verdict_of(criterion, reader.NAME, found)
    return None


def _in_each_state(criterion: Criterion, case: Case) -> Verdict | None:
    """The verdict by all calls of a type that holds a state, in all states, if they decide it."""
    from uowgen.claims.cases.machines import judged

    found = judged.decided(criterion.text, case)
    return None if found is None else verdict_of(criterion, judged.NAME, found)


def _of_switches(criterion: Criterion, case: Case) -> Verdict | None:
    """The verdict by what a guard that turns something off, reserves something, or takes a word, does to it, if that decides it."""
    from uowgen.claims.cases.guards import locking_said, reserve_said, switch_said

    for reader in (switch_said, reserve_said, locking_said):
        found = reader.decided(criterion.text, case)
        if found is not None:
            return verdict_of(criterion, reader.NAME, found)
    return None


def _of_what_is_borrowed(criterion: Criterion, case: Case, verdict: Verdict | None) -> Verdict | None:
    """The verdict by what calls of a guard do to what it borrows; `verdict` where they decide nothing."""
    from uowgen.claims.lent import judged

    found = judged.decided(criterion.text, case)
    if found is None or (found.outcome == "undecided" and verdict is not None):
        return verdict
    return verdict_of(criterion, judged.NAME, found)


def by_ways(criterion: Criterion, case: Case, verdict: Verdict | None = None) -> Verdict | None:
    """The verdict by all ways through the function that is spoken of, if they decide it.

    Where the steps of a body left the order open for a reason, as something may be done unseen, the ways know no better.
    """
    from uowgen.claims.bodies import ways, ways_order, ways_reworded, ways_said, ways_told
    from uowgen.claims.bodies.clauses import judged

    seen = (
        verdict is not None
        and verdict.claim == "acts_in_order"
        and verdict.code not in ("not-understood", "no-subject", "not-a-function", "subject-ambiguous")
    )
    readers = (
        ways.decided,
        ways_said.decided,
        ways_told.decided,
        ways_reworded.decided,
        *(() if seen else (ways_order.decided,)),
        judged.decided,
    )
    text = judged.turned(criterion.text)
    found = next(
        (f for reader in readers if (f := reader(criterion.text if reader is judged.decided else text, case)) is not None), None
    )
    return None if found is None else verdict_of(criterion, ways.NAME, found)
