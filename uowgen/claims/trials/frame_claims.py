"""Decides sentences on allocators of frames, by what comes of many steps in the tree's code and in the spec's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.claims.kind import Finding, shown
from uowgen.claims.runs.own_code import code_of_spec, code_of_tree
from uowgen.claims.runs.verdicts import stuck
from uowgen.claims.subject import find_type
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.trials.frame_pools import Event, Roles, Trace
    from uowgen.facts.code import Declaration

NAME = "hands_out_frames"
_ABOUT = when_used(r"\bfr(?:ee|ames?)|\balloc|\brun\b|\bpages?\b|\bslots?\b|_count|\baddress|misaligned|\btwice\b", re.I)


class Told(NamedTuple):
    """What both programs do."""

    declaration: Declaration
    roles: Roles
    theirs: list[Trace]
    ours: list[Trace]
    errors: frozenset[str]


def decided(text: str, case: Case) -> Finding | None:
    """What the steps say of a criterion; None if it is not understood, or there is no such allocator."""
    if not _ABOUT.search(text):
        return None
    found = case.once("allocators of frames", lambda: _told(case))
    if found is None:
        return None
    from uowgen.claims.trials import frame_sentences

    said = frame_sentences.read(text, found.roles, found.errors)
    if said is None:
        return None
    place = (shown(found.declaration),)
    met = 0
    for test in said.tests:
        own = [test(row, e) for row in found.theirs for e in row.events]
        if False in own or True not in own or any(row.stuck for row in found.theirs):
            return None  # the words may mean something else, or nothing shows it
        here = 0
        for row in found.ours:
            for e in row.events:
                right = test(row, e)
                if right is False:
                    return Finding(
                        "fails", f"not so: {e.story[-1]}", "behaviour", "behaves-differently", place, "proved", _told_of(row, e)
                    )
                here += right is True
        if not here or here < own.count(True) // 2:
            return Finding("undecided", "no step shows it", None, "not-observable", place)
        met += here
    gap = next((row.stuck for row in found.ours if row.stuck), None)
    if gap is not None:
        return stuck(gap, place)
    if any(e.panic for row in found.ours for e in row.events):
        return Finding("undecided", "it panics in a step", None, "panics-elsewhere", place)
    return Finding("holds", f"so in {met} of {met} steps, as in the spec's own code", "behaviour", None, place, "bounded")


def _told_of(row: Trace, e: Event) -> tuple[str, ...]:
    return (f"an allocator of {row.frames} frames", *e.story)


def _told(case: Case) -> Told | None:
    from uowgen.behaviour.machine import Machine

    text = " ".join(f.rust.source.data.decode("utf-8", "replace") for f in block_files(case))
    if not re.search(r"(?i)frame|page", text) or not re.search(r"fn \w*(?:alloc|take|acquire|claim|reserve|get)", text):
        return None
    return Machine.with_room(lambda: _found(case))


def _found(case: Case) -> Told | None:
    from uowgen.claims.trials.frame_pools import roles_of, traces

    found: list[Told] = []
    for file in block_files(case):
        for shown_ in file.declarations():
            if shown_.item.kind != "struct" or shown_.owner:
                continue
            rows = find_type(case, shown_.item.name).found
            if len(rows) != 1:
                continue
            ours, theirs = code_of_tree(case, rows[0]), code_of_spec(case, rows[0])
            if ours is None or theirs is None:
                continue
            roles = roles_of(theirs, shown_.item.name)
            if roles is None or roles_of(ours, shown_.item.name) != roles:
                continue
            own = traces(theirs, roles)
            if not own or not any(row.events for row in own):
                continue
            errors = frozenset(re.findall(r"^\s*([A-Z]\w+)\s*(?:,|\(|\{|$)", " ".join(_enums(case, rows[0])), re.M))
            found.append(Told(rows[0], roles, own, traces(ours, roles), errors))
    return found[0] if len(found) == 1 else None


def _enums(case: Case, declaration: Declaration) -> list[str]:
    return [d.text for f in (declaration.file, *block_files(case)) for d in f.declarations() if d.item.kind == "enum"]


__all__ = ["NAME", "decided"]
