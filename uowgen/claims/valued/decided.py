"""Decides sentences about types whose values can all be made, by asking the tree's code and the spec's own of each value.

Where the spec's own code is so in one reading, that is the one that was meant. Where it is so in none, the sentence may have been misread:
it fails only if every word of it was understood, and it is so in no reading.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files
from uowgen.claims.kind import Finding, shown, undecided
from uowgen.claims.valued import (
    of_arguments,
    of_bits,
    of_built,
    of_calls,
    of_codes,
    of_conversions,
    of_events,
    of_fields,
    of_going_round,
    of_ids,
    of_linux,
    of_made,
    of_newtypes,
    of_numbers,
    of_refusals,
    of_relations,
    of_replies,
    of_runs,
    of_sources,
    of_spans,
    of_steps,
    of_text_parts,
    of_texts,
    of_truths,
    of_unknown,
    of_values,
    of_written,
)
from uowgen.claims.valued.built import built_of
from uowgen.claims.valued.phrases import Phrases
from uowgen.claims.valued.table import Table, tables_of
from uowgen.claims.valued.tokens import tokens_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.kind import Case
    from uowgen.claims.valued.built import Built
    from uowgen.claims.valued.claims import Claim

NAME = "gives_as_said"
_MOST_TOKENS = 40
_GOING = when_used(
    r"(?i)\b(?:go|goes|move|moves|jump|jumps|transitions?|enter|enters|reach|reaches|leave|leaves|become|becomes|return|returns) "
)
_ERRNO_NAMED = when_used(r"(?<![\w-])E[A-Z]{2,}[0-9]*\b")
_READERS = tuple(
    m.claims
    for m in (
        of_values,
        of_truths,
        of_conversions,
        of_events,
        of_refusals,
        of_steps,
        of_numbers,
        of_newtypes,
        of_texts,
        of_arguments,
        of_bits,
        of_calls,
        of_codes,
        of_fields,
        of_going_round,
        of_ids,
        of_linux,
        of_made,
        of_relations,
        of_replies,
        of_runs,
        of_sources,
        of_spans,
        of_text_parts,
        of_unknown,
        of_written,
    )
)


def decided(text: str, case: Case) -> Finding | None:
    """What the values of the spec's types say of a criterion; None if it is no sentence about them."""
    return case.once(f"said of values: {text}", lambda: _decided(text, case))


def goes_against(text: str, case: Case) -> bool:
    """Whether the spec's own code is so in no reading of the sentence: whoever finds it to be so reads it otherwise."""
    found = decided(text, case)
    return found is not None and found.outcome == "undecided" and found.code == "not-understood"


def _decided(text: str, case: Case) -> Finding | None:
    tokens = tokens_of(text)
    if not 1 <= len(tokens) <= _MOST_TOKENS:
        return None
    found: list[tuple[Table | Built, Claim]] = []
    for table in tables_of(case):
        reader = Phrases(tokens, table)
        found += [(table, claim) for read in _READERS for claim in read(reader) if claim.trials]
    for worlds in _by_type(built_of(case)):
        made = [[(built, claim) for claim in of_built.claims(tokens, built) if claim.trials] for built in worlds]
        meant = [[row for row in rows if row[1].outcome(own=True)[0] is True] for rows in made]
        # What is meant is so in the spec's own code, whatever the constants of the outside are.
        left = made if len(made) == 1 and not found else []  # what is so in one world only was not meant
        found += [row for rows in (meant if all(meant) else left) for row in rows]
    if not found:
        return None
    going = _GOING.search(text) and "()" not in text
    if going and any(_is_held(table, case) for table, _ in found if isinstance(table, Table)):
        return None  # whoever holds the state makes the moves, and may do otherwise than what only says which are allowed
    each = list(_once(found))
    names = dict.fromkeys(t.shape.name for t, _ in each)
    signed = _ERRNO_NAMED.search(text) is not None and "()" not in text  # a function that is named is the one
    by_type = [_weighed([row for row in each if row[0].shape.name == name], signed=signed) for name in names]
    if len({f.outcome for f in by_type}) > 1:  # the words may be said of each of several types
        return undecided(
            "subject-ambiguous", "; ".join(f.message for f in by_type), evidence=tuple(e for f in by_type for e in f.evidence)
        )
    return by_type[0]


def _by_type(found: tuple[Built, ...]) -> Iterator[list[Built]]:
    """What is built of numbers, type by type, each in all its worlds."""
    for name in dict.fromkeys(one.shape.name for one in found):
        yield [one for one in found if one.shape.name == name]


def _is_held(table: Table, case: Case) -> bool:
    """Whether the type only says which moves are allowed, and another type of the spec has a value of it and methods that change it."""
    if {f.sort for f in table.functions} & {"move", "apply"}:
        return False
    holder = re.compile(rf":\s*(?:Cell<)?{table.shape.name}\b")
    for f in block_files(case):
        holders = {d.item.name for d in f.declarations() if d.item.kind == "struct" and holder.search(d.text)}
        for d in f.declarations():
            changes = d.item.kind == "fn" and "&mut self" in d.text.partition("{")[0]
            if changes and d.owner.rpartition(" for ")[2].partition("<")[0] in holders:
                return True
    return False


def _once(found: list[tuple[Table | Built, Claim]]) -> Iterator[tuple[Table | Built, Claim]]:
    """Each reading once: two ways to read the same words often ask the same."""
    seen: set[tuple[str, ...]] = set()
    for table, claim in found:
        key = (table.shape.name, *(f"{t.says} {t.right(False)} {t.right(True)}" for t in claim.trials))
        if key not in seen:
            seen.add(key)
            yield table, claim


def _weighed(found: list[tuple[Table | Built, Claim]], *, signed: bool = False) -> Finding:
    """The finding on one type. `signed`: a number is named of which the negative one may be meant."""
    place = tuple(dict.fromkeys(shown(t.shape.declaration) for t, _ in found))[:1]
    meant = [(t, c) for t, c in found if t.has_own and c.outcome(own=True)[0] is True]
    rows = meant or found
    ours = [c.outcome(own=False) for _, c in rows]
    count = sum(len(c.trials) for _, c in rows)
    if all(o is True for o, _ in ours):
        if meant or not any(t.has_own for t, _ in found):
            also = ", as in the spec’s own code" if meant else ""
            return Finding("holds", f"so in {count} of {count} cases{also}", "behaviour", None, place, "bounded")
        return undecided("not-understood", "the spec's own code is not so: the words may mean something else", evidence=place)
    wrong = [why for o, why in ours if o is False]
    if len(wrong) == len(ours):
        # What is made up for a type of elsewhere may look otherwise than that type does.
        sure = bool(meant) or all(c.sure and not t.shape.elsewhere for t, c in found)
        closed = meant or (not signed and all(not t.has_own or c.outcome(own=True)[0] is False for t, c in found))
        if sure and closed:
            return Finding("fails", f"not so: {wrong[0]}", "behaviour", "behaves-differently", place, "proved", (wrong[0],))
        return undecided("not-understood", f"{wrong[0]}; the words may mean something else", evidence=place)
    why = wrong[0] if wrong else "what it gives is not known"
    return undecided("subject-ambiguous" if wrong else "not-observable", f"{why}, which may not be what is meant", evidence=place)


__all__ = ["NAME", "decided", "goes_against"]
