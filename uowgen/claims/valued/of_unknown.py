"""Sentences on what becomes of numbers that a function does not know: “unknown codes become `Other` with the code kept”, “0 means success”."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.claims.valued import wanted
from uowgen.claims.valued.claims import Claim, Trial, told
from uowgen.claims.valued.of_numbers import number_trial, numbers_in, written
from uowgen.claims.valued.reader import SKIP
from uowgen.claims.valued.wanted import Want, inside, is_named, name_of, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.valued.phrases import Phrases
    from uowgen.claims.valued.table import Function

_INTO = (
    "become|becomes|turn into|turns into|end up as|ends up as|fall back to|falls back to|collapse into|collapses into|map to|maps to|decode to|decodes to|"
    "wrapped in|wrapped as|folded into|turned into|kept as|kept in|reported as|mapped to|returned as|decoded as|treated as|put into|stored in|carried in|"
    "come out as|comes out as|collected in|lumped into|read as|parsed as|given back as|give|gives|yield|yields|return|returns|produce|produces"
)
_KEPT = "kept|preserved|retained|inside|in it|unchanged|intact|attached"
_NUMBER = "byte|code|number|value|raw value|raw byte|raw code|raw number|original|original value|original byte|original code|status|status byte|errno|input"
_SUCCESS = "success|ok|no error|fine|successful|good"
_FAILURE = "failure|error|failed"


def claims(r: Phrases) -> Iterator[Claim]:
    """All readings as a sentence on numbers that are decoded."""
    for f in r.table.functions:
        if f.sort == "decode":
            yield from _kept(r, f)
            if f.gives.replace(" ", "").startswith("Result<"):
                yield from _outcomes(r, f)


def _tail(i: int, r: Phrases) -> Iterator[tuple[Any, int]]:
    """“with the byte kept”, “carrying the raw value”, “unchanged”."""
    for _, j in [
        *r.seq(i, ",?", "with|and with", "its|original|raw*", _NUMBER, _KEPT),
        *r.seq(
            i,
            ",?",
            "carrying|keeping|holding|preserving|containing|including|which keeps|that keeps|which carries|that carries|and keeps|and keep",
            "its|original|raw*",
            _NUMBER,
        ),
        *r.seq(i, ",?", "unchanged|verbatim|as it is|as they are|untouched"),
        *r.seq(i, ",?", "with", "its|their|raw*", _NUMBER, "as", "its?", "payload|argument|data"),
    ]:
        yield SKIP, j


def _kept(r: Phrases, f: Function) -> Iterator[Claim]:
    some = numbers_in(r, f)

    def tail(i: int) -> Iterator[tuple[Any, int]]:
        yield from _tail(i, r)

    parts = (some, "is|are|gets|get|be*")
    for ns, w in r.full(*parts, _INTO, r.value):
        if w.sort == "variant":
            yield Claim(tuple(number_trial(r, f, n, w) for n in ns))
    for ns, w in [
        *r.full(*parts, _INTO, r.value, tail),
        *r.full(*parts, "wrapped|kept|stored|put|carried|returned|passed on", tail, ",?", "in|into|as", r.value),
    ]:
        if w.sort == "variant":
            yield Claim(tuple(t for n in ns for t in (number_trial(r, f, n, w), _carries(r, f, n, w))))


def _carries(r: Phrases, f: Function, n: int, want: Want) -> Trial:
    """That the number itself is in what the function gives."""

    def right(own: bool) -> bool | None:
        answer = r.table.gave(f, (n,), own=own)
        if not answer.known or answer.panic:
            return None if not answer.known else False
        it = inside(answer.value) if name_of(answer.value) == "Err" else opened(answer.value)
        return is_named(it) and n in it[1].values()  # type: ignore[index]

    return Trial(f"`{f.name}({written(n)})` {told(r.table.gave(f, (n,), own=False))}, not {want.says} of it", right)


def _outcomes(r: Phrases, f: Function) -> Iterator[Claim]:
    some, name = numbers_in(r, f), r.named_codes(f.name)
    good = Want("success", "other", lambda gave: name_of(gave) == "Ok")
    means = "is|are|means|mean|counts as|count as|stands for|is treated as|signals|is reported as|indicates|says"
    gives = "returns|gives|yields|is|reports|succeeds with"
    for phrase, want in ((_SUCCESS, good), (_FAILURE, wanted.error())):
        for ns in [
            *(ns for (ns,) in r.full(some, means, phrase)),
            *(ns for (ns,) in r.full(name, gives, phrase, "for|on|given|if given", some)),
            *(ns for (ns,) in r.full(some, "returns|gives|yields", phrase)),
        ]:
            yield Claim(tuple(number_trial(r, f, n, want) for n in ns))


__all__ = ["claims"]
