"""Decides a sentence by all cases of the functions that the spec's blocks bring: the tree's code and the spec's own must both go with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.cases.atoms import Scanner
from uowgen.claims.cases.reading import read
from uowgen.claims.cases.wordings import Wordings
from uowgen.claims.cases.worlds import world_of
from uowgen.claims.cases.wrapping import wrapped
from uowgen.claims.kind import Finding, shown
from uowgen.claims.runs.shown_values import in_words
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from uowgen.claims.cases.atoms import Atom
    from uowgen.claims.cases.claim import Claim
    from uowgen.claims.cases.worlds import Row
    from uowgen.claims.kind import Case

NAME = "so_in_cases"
_MOST = 40
_FAR = 1 << 130  # beyond all numbers
# “fails with the current and the requested state”: what comes along is said in words, and would be passed over.
_TOLD_WITH = when_used(
    r"\b(?:fails?|refuses|refused|rejects|rejected|errors?|err)(?: with| carrying| containing| reporting| naming) "
    r"(?!(?:an? |the )?(?:`|error\b|err\b|errno\b|panic\b|[A-Z]))"
)


_OF_REST = when_used(
    r"(?i)`\w+` (?:keeps|carries|holds|preserves|wraps|contains|retains)\b|\b(?:in|into|inside|within|becomes?|turns? into|ends? up|maps? to|mapped to|goes? into|converts? to|lands? in|as|by|under|to)\b.*`?[A-Z]"
)
_PANICS = when_used(r"(?i)\b(?:panic|abort|assert|crash|overflow|unwrap)")


# “from `Running` on”: there and in all that come behind it, in an order that is not known here.
_ONWARDS = when_used(r"(?i)\bfrom `?[\w:]+`? (?:on|onwards?|upwards?|up)\b(?! (?:to|the|an?|each|every)\b)")


class _Weight(NamedTuple):
    claim: Claim
    own: bool | None  # of the spec's own code: so in all cases, in none, or in some
    mine: bool | None
    asked: int
    wrong: Row | None
    apart: bool  # whether the spec's own code is otherwise in some case
    stops: bool = False  # whether all that is wrong is that it panics, as the spec's own code does there


def decided(text: str, case: Case) -> Finding | None:
    """What the cases say of a sentence; None where it is not read so, or nothing can be said."""
    rest = of_the_rest(text, case)
    if rest is not None:
        return rest
    world = world_of(case)
    if world is None or _TOLD_WITH.search(text) or _ONWARDS.search(text):
        return None
    words = case.once("words of cases", lambda: Wordings(world))
    scanner = Scanner(text, words)
    atoms = scanner.atoms()
    if not atoms or len(atoms) > _MOST:
        return None
    found = _read(atoms, words, scanner)
    if found:
        verdict = _judged(found, words)
        if verdict is not None and verdict.outcome == "fails" and any(w.stops for w in found) and not _PANICS.search(text):
            return None  # what is given there is not such as the code is for
        # That something never comes is not shown by cases in which it did not: a state that they do not reach may bring it. Nor is
        # what is said of many shown by one.
        few = re.search(r"\b(?:every|all|each|any)\b", text, re.I) and max(w.asked for w in found) < 2
        few = few or (
            re.search(r"\b(?:every|all|each|any|whatever) (?:other )?(?:\w+ )?states?\b", text, re.I) and not _all_met(found, words)
        )
        few = few or _always_one_number(found, words, text) or _never_changes(found, words, text)
        return None if verdict is not None and verdict.outcome == "holds" and (few or re.search(r"\bnever\b", text)) else verdict
    for items in _cut(atoms, scanner):
        parts = [_read(part, words, scanner) for part in items]
        if all(parts):
            told = [_judged(part, words) for part in parts]
            failed = next((one for one in told if one is not None and one.outcome == "fails"), None)
            return failed or (None if None in told else told[0])
    return None


def of_the_rest(text: str, case: Case) -> Finding | None:
    """What the cases say of what becomes of all that a conversion does not name; None where a sentence is not read so."""
    if not _OF_REST.search(text) or _TOLD_WITH.search(text):
        return None
    world = world_of(case)
    if world is None:
        return None
    words = case.once("words of cases", lambda: Wordings(world))
    carried = [w for claim in wrapped(text, words) if (w := _weighed(claim, words)) is not None and w.own is True]
    return _judged(carried, words) if carried else None


def _all_met(found: list[_Weight], words: Wordings) -> bool:
    """Whether a value was in each of its states in some case that is spoken of; those that nothing leads to are not."""
    for w in found:
        rows = [r for r in words.world.rows(w.claim.action, own=True).values() if r.before and w.claim.asked(r)]
        for key in {k for r in rows for k in r.before or ()}:
            held = {v[0] for r in rows if isinstance(v := (r.before or {}).get(key), tuple) and v and isinstance(v[0], str)}
            kinds = [
                set(e.variants) for e in words.world.samples.enums.values() if e is not None and held and held <= set(e.variants)
            ]
            if any(not kind <= held for kind in kinds):
                return False
    return True


def _always_one_number(found: list[_Weight], words: Wordings, text: str) -> bool:
    """Whether a result that is told by what it counts was the same number in all cases: it then shows nothing of what it counts."""
    if not re.search(r"(?i)\b(?:returns?|returned|gives?|yields?|reports?|result|value)\b", text):
        return False
    gave = {row.gave for w in found for row in words.world.rows(w.claim.action, own=True).values() if w.claim.asked(row)}
    number = next(iter(gave)) if len(gave) == 1 else None
    return type(number) is int and not re.search(r"\d|\b(?:zero|one|two|none|nothing|same|unchanged|[A-Z][A-Z0-9_]{2,})\b", text)


def _never_changes(found: list[_Weight], words: Wordings, text: str) -> bool:
    """Whether something is said to be cleared where nothing was set in any case: then that it is clear afterwards shows nothing."""
    if not re.search(r"(?i)\b(?:clears?|cleared|zeroes|zeroed|unsets?|wipes?|wiped)\b", text):
        return False
    rows = [row for w in found for row in words.world.rows(w.claim.action, own=True).values() if w.claim.asked(row)]
    return all(row.before == row.after for row in rows if row.before is not None and row.after is not None)


def _read(atoms: list[Atom], words: Wordings, scanner: Scanner) -> list[_Weight]:
    claims = [claim for a in words.actions if (claim := read(list(atoms), words, a, scanner.low)) is not None]
    return [w for claim in claims if (w := _weighed(claim, words)) is not None]


def _cut(atoms: list[Atom], scanner: Scanner) -> Iterator[list[list[Atom]]]:
    """The atoms of a list such as “`a` → 1, `b` → 2 and `c` → 3”, item by item, each with the function that is named for all.

    Each item must have two values, of which one goes in and one comes out: else what is said once may be meant of all.
    """
    for marks in ((";",), (",",), (",", "and", "or")):
        parts: list[list[Atom]] = [[]]
        end = atoms[0].start
        for a in atoms:
            between = {scanner.low(i) for i in range(end, a.start)}
            if between & set(marks) and parts[-1]:
                parts.append([])
            parts[-1].append(a)
            end = a.end
        if len(parts) > 1 and all(sum(a.sort in ("val", "num", "missing", "text") for a in part) >= 2 for part in parts):
            named = [a for a in parts[0] if a.sort == "fn"]
            yield [part if n == 0 or any(a.sort == "fn" for a in part) else [*named, *part] for n, part in enumerate(parts)]


def _judged(found: list[_Weight], words: Wordings) -> Finding | None:
    place = (shown(words.world.declaration),)
    rows = [w for w in found if w.own is True] or found
    if rows[0].own is True and any(w.apart and not w.claim.named for w in found):
        return None  # which of several functions is meant is not told by the words
    if all(w.own is True for w in rows):
        bad = next((w for w in rows if w.wrong is not None), None)
        if bad is None:
            if any(w.mine is not True for w in rows) or not all(_turns_where_said(w.claim, words) for w in rows):
                return None
            count = sum(w.asked for w in rows)
            return Finding(
                "holds", f"so in {count} of {count} cases, as in the spec's own code", "behaviour", None, place, "bounded"
            )
        return _fails(bad, place)
    # What the spec's own code goes against in these words is untrue of both, or was misread: which, nobody knows.
    return None


def _turns_where_said(claim: Claim, words: Wordings) -> bool:
    """Whether numbers just on this side of a limit that is named went in, and those just on the other come to something else.

    Else another limit would be as good. Where none is named there is nothing to turn.
    """
    for own in (True, False):
        rows = words.world.rows(claim.action, own=own).values()

        def newly(wider: int, rows: Iterable[Row] = rows) -> list[Row]:
            return [r for r in rows if claim.asked(r) is not claim.asked(r._replace(wider=wider))]

        if not newly(_FAR) and not newly(-_FAR):
            continue
        if not any(claim.right(r) is True for r in newly(-1)) or not any(claim.right(r) is False for r in newly(1)):
            return False
    return True


def _fails(weight: _Weight, place: tuple[object, ...]) -> Finding:
    story = _story(weight)
    return Finding("fails", f"not so: {story}", "behaviour", "behaves-differently", place, "proved", (story,))  # type: ignore[arg-type]


def _weighed(claim: Claim, words: Wordings) -> _Weight | None:
    theirs, ours = words.world.rows(claim.action, own=True), words.world.rows(claim.action, own=False)
    asked = {at: row for at, row in theirs.items() if claim.asked(row)}
    if not asked or not any(claim.told(row) is not None for row in theirs.values()):
        return None
    own = [claim.right(row) for row in asked.values()]
    firm = claim.firm if set(own) == {True} else None
    # What the spec's own code goes against is not meant.
    right = firm if firm is not None and all(firm(row) is not False for row in asked.values()) else claim.right
    mine = {at: right(ours[at]) if at in ours and _is_met(claim, row, ours[at]) else None for at, row in asked.items()}
    wrong = next((ours[at] for at, so in mine.items() if so is False), None)
    unseen: list[bool | None] = [None] if _asks_of_unmade(claim, words, theirs.values()) else []
    so = _all([*own, *unseen], claim.every), _all([*mine.values(), *unseen], claim.every)
    stops = wrong is not None and all(ours[at].panicked and theirs[at].panicked for at, so in mine.items() if so is False)
    return _Weight(claim, *so, len(asked), wrong, False in own, stops)


def _is_met(claim: Claim, theirs: Row, ours: Row) -> bool:
    """Whether the tree's code comes to a case that is spoken of where the spec's own does: the same calls may lead it elsewhere."""
    if not claim.asked(theirs._replace(given=ours.given, before=ours.before)):
        return False
    # Nor is a call one that failed, or one from another state, because the spec's own code did so in this case.
    return bool(claim.asked(ours))


def _asks_of_unmade(claim: Claim, words: Wordings, rows: Iterable[Row]) -> bool:
    """Whether it is also said of variants of which no value can be made."""
    for n, (_, kind) in enumerate(claim.action.takes):
        for variant in words.world.samples.unmade(kind):
            if any(claim.asked(r._replace(given=(*r.given[:n], (variant, "?"), *r.given[n + 1 :]))) for r in rows):
                return True
    return False


def _all(found: list[bool | None], every: bool) -> bool | None:
    if False in found and (every or True not in found) and not (every and None in found and True not in found):
        return False
    return True if found and None not in found and False not in found else None


def _story(weight: _Weight) -> str:
    row, action = weight.wrong, weight.claim.action
    assert row is not None
    given = ", ".join(in_words(g) for g in row.given)
    state = f" in {', '.join(f'{k} {in_words(v)}'.strip() for k, v in row.before.items())}" if row.before else ""
    after = (
        f", then {', '.join(f'{k} {in_words(v)}'.strip() for k, v in row.after.items())}" if row.after and action.changes else ""
    )
    calls = "".join(f", calling {re.sub('^crate::', '', e.path)}" for e in row.events)
    return f"`{action.name}({given})`{state} {'panics' if row.panicked else 'gives ' + in_words(row.gave)}{after}{calls}"


__all__ = ["NAME", "decided"]
