"""Sentences that no reader decides as they stand, put in other words and asked again; and facts that are told in words of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import is_known
from uowgen.claims.doubted import verdict_of
from uowgen.claims.sentences.everyday import said_daily, with_names_marked

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.kind import Case, Finding
    from uowgen.model import Criterion, Verdict

_MOST_TURNS = 5


def decided_daily(criterion: Criterion, case: Case, ask: Callable[[Criterion], Verdict], depth: int = 2) -> Verdict | None:
    """The verdict on what `criterion` amounts to, each sentence of it by `ask`; None where that decides nothing."""
    from uowgen.claims.bodies.spoken_participles import said_of_participles
    from uowgen.claims.declarations.said_of_crates import said_of_crates
    from uowgen.claims.declarations.spoken_facts import spoken_fact
    from uowgen.claims.declarations.spoken_of_case import placed, said_of_case
    from uowgen.claims.declarations.written_heads import said_of_heads
    from uowgen.claims.sentences.declared_clauses import said_in_clauses
    from uowgen.claims.sentences.declared_labels import said_of_labels
    from uowgen.claims.sentences.declared_members import said_of_members
    from uowgen.claims.sentences.declared_phrases import said_of_several
    from uowgen.claims.sentences.declared_rewrites import said_more_plainly
    from uowgen.claims.sentences.declared_sayings import said_beside_another, said_of_declarations, said_with_consequence
    from uowgen.claims.sentences.declared_terms import said_of_terms
    from uowgen.claims.sentences.guard_rewrites import said_of_guards

    of_one = _of_one_place(criterion, case, ask)
    if of_one is not None:
        return of_one
    kept = dict(case.kept)
    forms = (said_of_several, said_of_labels, said_more_plainly, said_of_members, said_of_terms, said_in_clauses, said_of_guards)
    text, partial, wider = placed(criterion.text.replace("**", ""), case), False, False
    marked = with_names_marked(text, lambda name: is_known(case, name))
    pending: tuple[str, ...] = (marked,)
    changed = marked != criterion.text.replace("**", "")
    for _ in range(_MOST_TURNS):
        if len(pending) > 1:
            break
        fact = spoken_fact(pending[0], case) or _told_of_code(pending[0], case)
        if fact is not None:
            return (
                verdict_of(criterion, *fact)
                if fact[1].outcome not in ("undecided", *_not_told(partial=partial, wider=wider))
                else None
            )
        said = said_daily(pending[0]) or said_of_declarations(pending[0]) or said_of_case(pending[0], case)
        said = said or said_of_crates(pending[0], case) or said_of_heads(pending[0], case)
        said = said or next((s for form in forms if (s := form(pending[0])) is not None), None)
        said = said or said_with_consequence(pending[0]) or said_beside_another(pending[0]) or said_of_participles(pending[0], case)
        if said is None:
            break
        pending, partial, wider, changed = said.sentences, partial or said.partial, wider or said.wider, True
    if not changed:
        return None
    found = [_asked(criterion._replace(text=sentence), case, ask, depth, alone=len(pending) == 1) for sentence in pending]
    case.kept.update({name: kept[name] for name in ("it", "two") if name in kept})
    case.criterion = criterion
    return of_all(criterion, found, partial=partial, wider=wider)


def _of_one_place(criterion: Criterion, case: Case, ask: Callable[[Criterion], Verdict]) -> Verdict | None:
    """The verdict on “`f` in `common` calls …”, where one `f` of several stands there."""
    from uowgen.claims.declarations.spoken_shapes import placed_function

    placed_there = placed_function(" ".join(criterion.text.split()).rstrip(" ."), case) if case.only is None else None
    if placed_there is None:
        return None
    case.only = placed_there[0]
    try:
        verdict = _asked(criterion._replace(text=placed_there[1]), case, ask, 1, alone=False)
    finally:
        case.only = None
    case.criterion = criterion
    return of_all(criterion, [verdict])


def _not_told(*, partial: bool, wider: bool) -> tuple[str, ...]:
    """The outcomes that say nothing of a sentence, where what was asked is a part of it, or more than it says."""
    return (*(("holds",) if partial else ()), *(("fails",) if wider else ()))


def _told_of_code(text: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that a sentence tells of heads, manifests or bodies in words of its own, and whether it is so."""
    from uowgen.claims.bodies.clears_own import spoken_clearing
    from uowgen.claims.bodies.instructions import spoken_instruction
    from uowgen.claims.bodies.kept_sorted import spoken_sorting
    from uowgen.claims.bodies.last_reference import spoken_last
    from uowgen.claims.bodies.mapped_flags import spoken_rights
    from uowgen.claims.bodies.never_panics import spoken_panic
    from uowgen.claims.bodies.rights_required import spoken_requirement
    from uowgen.claims.bodies.scoped import spoken_scope
    from uowgen.claims.bodies.spoken_codes import spoken_code
    from uowgen.claims.bodies.spoken_means import spoken_means
    from uowgen.claims.bodies.spoken_members import spoken_member
    from uowgen.claims.bodies.spoken_results import spoken_result
    from uowgen.claims.bodies.spoken_uses import spoken_use
    from uowgen.claims.bodies.typestates import spoken_typestate
    from uowgen.claims.bodies.unknown_words import spoken_unknown
    from uowgen.claims.declarations.spoken_heads import spoken_head
    from uowgen.claims.declarations.spoken_left_code import spoken_left
    from uowgen.claims.declarations.spoken_lines import spoken_line
    from uowgen.claims.declarations.spoken_manifests import spoken_manifest
    from uowgen.claims.declarations.spoken_places import spoken_place
    from uowgen.claims.declarations.spoken_shapes import spoken_shape
    from uowgen.claims.declarations.spoken_traces import spoken_trace
    from uowgen.claims.valued.handed_out import spoken_counter
    from uowgen.claims.values.argument_ranges import spoken_ranges

    said = " ".join(text.split()).rstrip(" .")
    readers = (
        spoken_head,
        spoken_line,
        spoken_manifest,
        spoken_member,
        spoken_place,
        spoken_trace,
        spoken_left,
        spoken_shape,
        spoken_use,
        spoken_means,
        spoken_code,
        spoken_instruction,
        spoken_ranges,
        spoken_result,
        spoken_typestate,
        spoken_scope,
        spoken_unknown,
        spoken_rights,
        spoken_requirement,
        spoken_sorting,
        spoken_panic,
        spoken_clearing,
        spoken_last,
        spoken_counter,
    )
    return next((fact for reader in readers if (fact := reader(said, case)) is not None), None)


def _asked(criterion: Criterion, case: Case, ask: Callable[[Criterion], Verdict], depth: int, *, alone: bool) -> Verdict:
    """The verdict on one of several sentences, which may need other words itself."""
    verdict = ask(criterion)
    if verdict.outcome != "undecided" or alone or depth < 1:
        return verdict
    return decided_daily(criterion, case, ask, depth - 1) or verdict


def of_all(criterion: Criterion, found: list[Verdict], *, partial: bool = False, wider: bool = False) -> Verdict | None:
    """The weakest of `found` as that of the sentence; what is only a part of it can only fail, what is more can only hold."""
    worst = min(found, key=lambda verdict: ("fails", "undecided", "holds").index(verdict.outcome))
    if worst.outcome in ("undecided", *_not_told(partial=partial, wider=wider)):
        return None
    return worst._replace(
        criterion=criterion,
        claim=" + ".join(dict.fromkeys(v.claim for v in found)),
        message="; ".join(dict.fromkeys(v.message for v in found if v.outcome == worst.outcome)),
        evidence=tuple(dict.fromkeys(e for v in found for e in v.evidence)),
    )
