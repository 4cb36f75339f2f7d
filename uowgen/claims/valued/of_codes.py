"""Sentences that list codes by their POSIX names: “`code()` returns POSIX errnos: EPERM 1, EBUSY 16”, “`code()` uses EPERM and EBUSY”.

Which value has which of the codes is told by the spec's own code, as the names are those of codes, not of values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.valued.claims import Claim, Trial, told
from uowgen.claims.valued.tokens import ERRNO, number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.valued.phrases import Phrases
    from uowgen.claims.valued.table import Function

_GIVES = "gives|returns|yields|uses|maps to|is|are|has|follows|matches|reports|produces|come from|are taken from|is one of|are one of|hands out|translates to"
_WHOSE = "linux|posix|unix|standard|usual|right|correct|proper|matching|common|negative|positive|linux's|following|respective*"
_CODES = "codes|code|errnos|errno|numbers|values|errno values|errno codes|errno numbers|error codes|error numbers|ones|names?"


def claims(r: Phrases) -> Iterator[Claim]:
    """All readings as a list of codes."""
    if not any(_named(t.raw) for t in r.tokens):
        return

    def listed(i: int) -> Iterator[tuple[tuple[int, ...], int]]:
        for n, j in _one(r, i):
            yield (n,), j
            for _, k in r.one(j, ", and|and|,|;|or|/"):
                for more, end in listed(k):
                    yield (n, *more), end

    for fs, codes in [
        *r.full(r.function, _GIVES, _WHOSE, _CODES, ":|,|as follows :|- |–?", listed),
        *r.full(r.function, ":", _WHOSE, _CODES, ":?", listed),
        *r.full(_WHOSE, r.function, "are|is|:|used are|in use are|given are?", listed),
    ]:
        if len(set(codes)) == len(codes) > 1:
            for f in fs:
                if f.number:
                    yield _claim(r, f, codes)


def _named(raw: str) -> bool:
    return raw.strip().lstrip("-−") in ERRNO


def _one(r: Phrases, i: int) -> Iterator[tuple[int, int]]:
    """“ENOENT 2”, “ENOENT (2)”, “`EIO` = 5”, “-EBUSY”, “EPERM”: name and number must say the same."""
    if i >= r.end or not _named(r.tokens[i].raw):
        return
    raw = r.tokens[i].raw.strip()
    n = ERRNO[raw.lstrip("-−")]
    sign = -1 if raw[0] in "-−" else 1
    j = i + 1
    if r.low(j) in ("(", "=", ":", "is") or (j < r.end and r.tokens[j].sort == "arrow"):
        j += 1
    said = number_of(r.tokens[j].raw.strip()) if j < r.end and r.tokens[j].sort in ("number", "code") else None
    if said is None:
        yield sign * n, i + 1
    elif abs(said) == n:
        yield (-n if said < 0 else sign * n), j + 1 + (r.low(j + 1) == ")")


def _claim(r: Phrases, f: Function, codes: tuple[int, ...]) -> Claim:
    rows = r.table.rows(r.shape.name)
    given = {row: r.table.gave(f, row, own=r.table.has_own).value for row in rows}
    if not r.table.has_own or any(c not in given.values() for c in codes):
        return Claim(())

    def trial(row: tuple[int, int], code: int) -> Trial:
        def right(own: bool) -> bool | None:
            answer = r.table.gave(f, row, own=own)
            return None if not answer.known else not answer.panic and answer.value == code

        return Trial(f"`{f.name}` of `{r.table.called(row)}` {told(r.table.gave(f, row, own=False))}", right)

    return Claim(tuple(trial(row, c) for row, c in given.items() if isinstance(c, int) and c in codes), sure=False)


__all__ = ["claims"]
