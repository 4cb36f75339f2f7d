"""Decides what is said of the flags and lists that a method leaves: “`new()` creates an empty, uncommitted batch”, “`disarm()` clears the flag”.

Every word must be read. The fields are looked at after each such call, in the spec's own code, which must be so, and in the tree's.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.acts.sameness import parting, state
from uowgen.claims.acts.vocabulary import parts_of_name
from uowgen.claims.acts.windows import Pair, Weighed, is_fair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.claims.acts.vocabulary import Vocabulary
    from uowgen.claims.sentences.sentence import Word

_SETTING = frozenset("sets set raises marks".split())
_CLEARING = frozenset("clears clear resets unsets lowers".split())
_MAKING = frozenset("returns return creates create gives builds makes constructs produces yields starts begins is hands".split())
_FILLERS = frozenset("a an the its it again flag field flags state new fresh with as out up bit boolean and , true".split())


class _Said(NamedTuple):
    """What one method leaves: fields that are true or false, and whether its lists are empty."""

    method: str
    flags: tuple[tuple[str, bool], ...]
    empty: bool


def judged(words: tuple[Word, ...], known: Vocabulary, pairs: Sequence[Pair]) -> Weighed | None:
    """What the lives say of a sentence about flags; None if it is not one."""
    said = _read(words, known)
    if not said:
        return None
    runs = 0
    for one in said:
        row = _weighed(one, pairs)
        if row.outcome != "holds":
            return row
        runs += row.runs
    return Weighed("holds", "", None, runs)


def _read(words: tuple[Word, ...], known: Vocabulary) -> list[_Said]:
    """What each method named is said to leave; empty with a word that is not read."""
    parts: list[list[Word]] = []
    for word in words:
        if word.code and known.method_of(word) and not (parts and parts[-1][-1] is word):
            parts.append([word])
        elif parts:
            parts[-1].append(word)
        else:
            return []
    found: list[_Said] = []
    for part in parts:
        one = _clause(part, known, found[-1].flags[0][0] if found and found[-1].flags else "")
        if one is None:
            return []
        found.append(one)
    return found


def _clause(part: list[Word], known: Vocabulary, before: str) -> _Said | None:
    own = parts_of_name(known.roster.type)
    verbs = [w.text for w in part[1:] if not w.code and w.text in _SETTING | _CLEARING | _MAKING]
    if len(verbs) != 1:
        return None
    wanted = verbs[0] not in _CLEARING
    flags: list[tuple[str, bool]] = []
    empty = False
    for word in part[1:]:
        flag = known.flag_of(word)
        if flag is not None and verbs[0] in _MAKING:
            flags.append(flag)
        elif flag is not None and flag[1]:
            flags.append((flag[0], wanted))
        elif word.code or flag is not None:
            return None
        elif word.text == "empty" and verbs[0] in _MAKING:
            empty = True
        elif word.text == "it" and before and verbs[0] not in _MAKING:
            flags.append((before, wanted))
        elif word.text not in _FILLERS and word.text not in own and word.text != verbs[0]:
            return None
    fields = {field for field, _ in flags}
    return _Said(known.method_of(part[0]), tuple(flags), empty) if len(fields) == len(flags) and (flags or empty) else None


def _weighed(said: _Said, pairs: Sequence[Pair]) -> Weighed:
    runs = 0
    doubt: Weighed | None = None
    for pair in pairs:
        apart = parting(pair)
        for n, step in enumerate(pair.shown.steps):
            held = state(pair.shown, n)
            if step.name != said.method or step.refused or step.panicked or not held:
                continue
            lists = [field for field, value in held.items() if value == ()]
            if any(held.get(field) is not value for field, value in said.flags) or (said.empty and not lists):
                return Weighed("undecided", "the spec's own code is not so")
            ours = state(pair.actual, n)
            if n >= len(pair.actual.steps) or pair.actual.steps[n].name != said.method or ours.keys() != held.keys():
                doubt = doubt or Weighed("undecided", "what it leaves there is not known", pair.actual)
                continue
            wrong = [field for field, value in said.flags if ours[field] is not value]
            wrong += [field for field in lists if said.empty and ours[field] != ()]
            if wrong and (apart is None or apart.step >= n) and is_fair(pair):
                told = str(ours[wrong[0]]).lower() if isinstance(ours[wrong[0]], bool) else "not empty"
                return Weighed("fails", f"`{wrong[0]}` is {told} after `{said.method}`", pair.actual)
            if wrong:
                doubt = doubt or Weighed("undecided", f"`{wrong[0]}` is otherwise after `{said.method}`", pair.actual)
            runs += 1
    if not runs:
        return doubt or Weighed("undecided", "no life shows it")
    return doubt or Weighed("holds", "", None, runs)


__all__ = ["judged"]
