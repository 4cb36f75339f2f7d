"""Sentences on what is carried on inside of another error: “every remaining bus error ends up in `Bus`, as it is”, “the rest becomes `Io`, unchanged”.

Which those are is told by the spec's own code, if each one that it treats otherwise is spoken of in another criterion or in the same sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files
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

_REST = (
    "all other|any other|every other|other|remaining|all remaining|all further|rest of|every remaining|unknown|any unknown|all unknown|every unknown|"
    "unmapped|unhandled|unlisted|unnamed|unrecognised|unrecognized|unexpected|uncovered|further|any further|other unknown"
)
_ALL = "all|any|every|each"
_LONE = "everything else|anything else|rest|others|all others|all rest|any others|remaining ones|other ones"
_IS = "is|are|gets|get|be"
_WRAPPED = "wrapped|carried|kept|put|stored|packed|passed on|passed|preserved|folded|reported|enclosed|embedded|boxed|held|returned|mapped|converted|turned|translated"
_INTO = "in|into|inside|inside of|within|as|by|under|to|with"
_BECOMES = "becomes|become|turns into|turn into|ends up in|end up in|ends up as|end up as|maps to|map to|goes into|go into|converts to|convert to|lands in|land in"
_DOES = "wraps|keeps|puts|carries|stores|packs|passes|preserves|boxes|encloses|embeds|retains|folds"
_MAPS = "maps|converts|turns|translates|sends|reports|folds|maps back"
_UNNAMED = "without mapping|with no mapping|without counterpart|with no counterpart|that are not mapped|that are not listed|not mapped|not listed"
_WHOLE = "unchanged|as they are|as it is|as is|whole"
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
    called |= {root(h) for part in _path_of(source, words) for h in part.split("_")}

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

    def conversion(i: int) -> Iterator[tuple[object, int]]:
        raw = m.tokens[i].raw.strip().replace(" ", "") if i < m.end else ""
        if re.fullmatch(rf"(?:impl )?From<(?:\w+::)*{source}>(?:::from)?(?:\(\))?", raw):
            yield SKIP, i + 1

    inner = "original|inner|source|underlying|wrapped|whole|own"
    said = [
        *(v for (v,) in m.full(conversion, _DOES, inner, noun, "in|inside|inside of|within|as", variant)),
        *(v for (v,) in m.full(variant, f"{_DOES}|holds|contains", inner, noun)),
        *(v for (v,) in m.full(inner, noun, _IS, _WRAPPED, "in|inside|within", variant)),
    ]
    for name in said:
        yield from _inside(words, action, name)
    for others, subject in (
        (True, [_REST, noun]),
        (True, [_LONE]),
        (True, [noun, _UNNAMED]),
        (False, [_ALL, noun]),
        (False, [noun]),
    ):
        for name in [v for (v,) in m.full(conversion, _DOES, *subject, _INTO, variant)]:
            yield from _claims(text, words, action, name, whole=True, others=others)
        for name in [v for (v,) in m.full(conversion, _MAPS, *subject, "to|into|as", variant)]:
            yield from _claims(text, words, action, name, whole=False, others=others)
        for verb in (
            ["keep|keeps|retain|retains|carry|carries|preserve|preserves", _WHOSE, _CAUSE, _INTO],
            [_IS, _WRAPPED, _INTO],
            [_IS, _WRAPPED, _WHOLE, _INTO],
            [_BECOMES],
        ):
            for name in [v for (v,) in m.full(*subject, *verb, variant)]:
                # That something is wrapped says that it is in there.
                yield from _claims(
                    text,
                    words,
                    action,
                    name,
                    whole=verb[-1] is _INTO and (len(verb) > 3 or any(t.low == "wrapped" for t in m.tokens)),
                    others=others,
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
    named = _named_in_own(action, words)
    if others and not all(_is_spoken_of(r, text, words) or _name_of(r) in named for r in apart):
        return
    # Of one alone it is not said that it is the rest, unless the code names all others.
    if len(rows) - len(apart) < (1 if others and named and any(_name_of(r) not in named for r in rows if r not in apart) else 2):
        return
    spared = {r.given for r in apart} if others else set()
    yield Claim(action, lambda row: row.given not in spared, right, True, right, True)


def _inside(words: Wordings, action: Action, name: str) -> Iterator[Claim]:
    """Whatever becomes this variant is in it as it was."""

    def becomes(row: Row) -> bool:
        return not row.panicked and contains(row.gave, Pattern(name))

    def right(row: Row) -> bool | None:
        return _holds(row.gave, row.given[0])

    if any(becomes(row) for row in words.world.rows(action, own=True).values()):
        yield Claim(action, becomes, right, True, right, True)


def _holds(gave: object, inner: object) -> bool:
    """Whether the value has the other one in it, as it was."""
    return isinstance(gave, tuple) and any(part == inner or _holds(part, inner) for part in gave[1:])


def _name_of(row: Row) -> str:
    return str(row.given[0][0]) if isinstance(row.given[0], tuple) and row.given[0] else ""


def _named_in_own(action: Action, words: Wordings) -> frozenset[str]:
    """What the spec's own conversion names of what it is given: the rest is all else."""
    source = re.escape(action.takes[0][1])
    text = "\n".join(f.rust.source.data.decode("utf-8", "replace") for f in block_files(words.world.case))
    body = re.search(rf"\bimpl(?:<[^>]*>)? From<(?:\w+::)*{source}> for (.*?)(?=\nimpl\b|\Z)", text, re.S)
    return frozenset(re.findall(rf"\b{source}::([A-Z]\w*)", body[1])) if body else frozenset()


def _path_of(source: str, words: Wordings) -> tuple[str, ...]:
    """The modules that the type comes from: `drivers::nic` of `crate::drivers::nic::NicError`."""
    files = [words.world.declaration.file, *block_files(words.world.case)]
    found = [
        m[1]
        for f in files
        for m in re.finditer(
            rf"\buse ((?:\w+::)+)(?:\{{[^}}]*\b)?{re.escape(source)}\b", f.rust.source.data.decode("utf-8", "replace")
        )
    ]
    return tuple(
        w.removesuffix("s")
        for path in found
        for w in path.split("::")
        if w and w not in ("crate", "super", "self", "core", "alloc", "std")
    )


def _is_spoken_of(row: Row, text: str, words: Wordings) -> bool:
    """Whether another criterion names what went in."""
    case = words.world.case
    name = _name_of(row)
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
