"""Sentences on what is carried on inside of another error: “every remaining bus error ends up in `Bus`, as it is”, “the rest becomes `Io`, unchanged”.

Which those are is told by the spec's own code, if each one that it treats otherwise is spoken of in another criterion or in the same sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.cases.claim import Claim
from uowgen.claims.cases.matching import contains
from uowgen.claims.valued.matcher import SKIP, Matcher
from uowgen.claims.valued.tokens import humps, root, tokens_of
from uowgen.claims.valued.wanted import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.cases.wordings import Wordings
    from uowgen.claims.cases.worlds import Action, Row
    from uowgen.model import Criterion

_REST = "all other|any other|every other|other|remaining|all remaining|all further|rest of|every remaining"
_ALL = "all|any|every|each"
_LONE = "everything else|anything else|rest|others|all others|all rest|any others|remaining ones|other ones"
_IS = "is|are|gets|get|be"
_WRAPPED = "wrapped|carried|kept|put|stored|packed|passed on|passed|preserved|folded|reported|enclosed|embedded|boxed|held|returned|mapped|converted|turned|translated"
_INTO = "in|into|inside|inside of|within|as|by|under|to|with"
_BECOMES = "becomes|become|turns into|turn into|ends up in|end up in|ends up as|end up as|maps to|map to|goes into|go into|converts to|convert to|lands in|land in"
_KEPT = "with|keeping|carrying|preserving|retaining|holding|including|together with|which keeps|and keeps|and carries|and keep|and carry|that keeps|around|along with"
_WHOSE = "its|their|original|inner|whole|own|very*"
_CAUSE = "cause|causes|reason|reasons|source|original|error|errors|inner error|inner errors|kind|original error|inner|value"
_PLAIN = (
    "unchanged|as it is|as they are|untouched|intact|as is|as cause|as its cause|as their cause|as source|as its source|verbatim"
)


def wrapped(text: str, words: Wordings) -> list[Claim]:
    """The claims of a sentence on what is carried on inside."""
    found = []
    for action in words.actions:
        if len(action.takes) == 1 and not action.of and action.takes[0][1] in words.enums:
            found += list(_of_action(text, words, action))
    return found


def _of_action(text: str, words: Wordings, action: Action) -> Iterator[Claim]:
    m = Matcher(tokens_of(text))
    source = action.takes[0][1]
    called = {root(h) for h in humps(source)} | {root("error"), root("failure"), root("fault")}

    def noun(i: int) -> Iterator[tuple[object, int]]:
        j = i
        while j < m.end and (m.tokens[j].raw.strip() == source or (m.tokens[j].sort == "word" and root(m.low(j)) in called)):
            j += 1
            yield SKIP, j

    def variant(i: int) -> Iterator[tuple[str, int]]:
        raw = m.tokens[i].raw.strip().partition("(")[0].rpartition("::")[2] if i < m.end else ""
        if raw in words.owners and m.tokens[i].sort in ("code", "word"):
            yield raw, i + 1

    kept: list[tuple[str, ...]] = [(_KEPT, _WHOSE, _CAUSE), (",?", _PLAIN)]
    for others, subject in ((True, [_REST, noun]), (True, [_LONE]), (False, [_ALL, noun]), (False, [noun])):
        for verb in ([_IS, _WRAPPED, _INTO], [_BECOMES]):
            for name in [v for (v,) in m.full(*subject, *verb, variant)]:
                # That something is wrapped says that it is in there.
                yield from _claims(
                    text, words, action, name, whole=verb[-1] is _INTO and any(t.low == "wrapped" for t in m.tokens), others=others
                )
            for tail in kept:
                for name in [v for (v,) in m.full(*subject, *verb, variant, *tail)]:
                    yield from _claims(text, words, action, name, whole=True, others=others)


def _claims(text: str, words: Wordings, action: Action, name: str, *, whole: bool, others: bool) -> Iterator[Claim]:
    rows = list(words.world.rows(action, own=True).values())

    def right(row: Row) -> bool | None:
        gave = row.gave
        if row.panicked or not contains(gave, Pattern(name)):
            return False
        return not whole or _holds(gave, row.given[0])

    apart = [r for r in rows if not right(r)]
    if others and not all(_is_spoken_of(r, text, words) for r in apart):
        return
    if len(rows) - len(apart) < 2:
        return
    spared = {r.given for r in apart} if others else set()
    yield Claim(action, lambda row: row.given not in spared, right, True, True, right, True)


def _holds(gave: object, inner: object) -> bool:
    """Whether the value has the other one in it, as it was."""
    return isinstance(gave, tuple) and any(part == inner or _holds(part, inner) for part in gave[1:])


def _is_spoken_of(row: Row, text: str, words: Wordings) -> bool:
    """Whether another criterion names what went in."""
    case = words.world.case
    name = str(row.given[0][0]) if isinstance(row.given[0], tuple) and row.given[0] else ""
    others: list[Criterion] = [c for c in case.spec.criteria if c.text != text]
    for c in others:
        tokens = tokens_of(c.text)
        for i, t in enumerate(tokens):
            if t.raw.strip().partition("(")[0].rpartition("::")[2] == name:
                return True
            if any(found == name for found, _ in words.variants(list(tokens), i)):
                return True
    return False


__all__ = ["wrapped"]
