"""Sentences on an expression of the type's own values and functions: “`Tiny.next()` → `Some(Small)`”, “`Low < High`”, “`mask()` is `bytes() - 1`”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from uowgen.claims.runs.programs import parses
from uowgen.claims.valued import wanted
from uowgen.claims.valued.claims import Claim, Trial, fits, told
from uowgen.claims.valued.reader import SKIP
from uowgen.claims.valued.words import IS
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.valued.phrases import Phrases
    from uowgen.claims.valued.table import Function

_NAME = when_used(r"(?<![\w:.\"'])([A-Za-z_]\w*)(?![\w:]|\s*!)")
_FREE = frozenset({"Some", "None", "Ok", "Err", "true", "false", "as", "core", "std"})


def claims(r: Phrases) -> Iterator[Claim]:
    """All readings as a sentence on an expression."""
    for i in range(r.end):
        code = r.tokens[i].raw.strip()
        if r.tokens[i].sort != "code" or not re.search(r"[.(<>]|\bas\b|==", code) or '"' in code:
            continue
        whole = _written_out(r, code)
        if not whole:
            continue
        here = _at(i)
        for w in [w for (w,) in [*r.full(here, f"{IS}|==|=|evaluates to|holds", r.value), *r.full(here, r.arrow, r.value)]]:
            yield Claim((_asked(r, whole, code, w),))
        for _ in [*r.full(here), *r.full(here, "holds")]:
            if re.search(r" (?:[<>]=?|==|!=) ", code):
                yield Claim((_asked(r, whole, code, wanted.truth(True)),))
        for _ in r.full(here, "is rejected|is refused|fails|is error"):
            yield Claim((_asked(r, whole, code, wanted.refusal()),))
    yield from _alike(r)


def _at(n: int) -> Any:
    def read(i: int) -> Iterator[tuple[Any, int]]:
        if i == n:
            yield SKIP, i + 1

    return read


def _written_out(r: Phrases, code: str) -> str:
    """The expression with the types that its names leave out; empty where it has names that are not the type's."""
    shape = r.shape
    functions = {f.name for f in r.table.functions if f.sort in ("decode", "make")}
    strange: list[str] = []
    used: list[str] = []

    def whole(m: re.Match[str]) -> str:
        name = m[1]
        if name in shape.variants or name in functions:
            used.append(name)
            return f"{shape.name}::{name}"
        other = [s.name for s in r.table.others.values() if name in s.variants]
        if len(other) == 1:
            return f"{other[0]}::{name}"
        if (
            name == shape.name
            or name in _FREE
            or name in r.table.others
            or re.fullmatch(r"[iu](8|16|32|64|128|size)|[A-Z0-9_]{2,}", name)
        ):
            return name
        strange.append(name)
        return name

    text = re.sub(r"\bSelf::", f"{shape.name}::", code)
    result = _NAME.sub(whole, text)
    named = bool(used) or f"{shape.name}::" in result
    return result if named and not strange and parses(f"fn uowgen_x() -> bool {{ {result} }}") else ""


def _asked(r: Phrases, whole: str, code: str, w: wanted.Want) -> Trial:
    def right(own: bool) -> bool | None:
        return fits(r.table.expression(whole, own=own), w)

    return Trial(f"`{code}` {told(r.table.expression(whole, own=False))}", right)


def _alike(r: Phrases) -> Iterator[Claim]:
    """“`shift()` is the discriminant”, “`mask()` is `bytes() - 1`”: of each value the two are the same."""

    def trials(f: Function, g: Function) -> Claim:
        def trial(row: tuple[int, int]) -> Trial:
            def right(own: bool) -> bool | None:
                a, b = r.table.gave(f, row, own=own), r.table.gave(g, row, own=own)
                return a.value == b.value if a.known and b.known and not a.panic and not b.panic else None

            return Trial(f"`{f.name}` of `{r.table.called(row)}` {told(r.table.gave(f, row, own=False))}", right)

        return Claim(tuple(trial(row) for row in r.table.rows(r.shape.name)))

    for fs, gs in r.full(r.function, "is|equals|returns|gives|is same as|agrees with|is equal to", r.function):
        yield from (trials(f, g) for f in fs for g in gs if f is not g and (f.number, f.text) == (g.number, g.text))

    def reckoned(i: int) -> Iterator[tuple[str, int]]:
        code = r.tokens[i].raw.strip() if i < r.end and r.tokens[i].sort == "code" else ""
        names = re.findall(r"(\w+)\(\)", code)
        if names and re.fullmatch(r"(?:\w+\(\)|\d+|[A-Z][A-Z0-9_]+|[-+*/<>&|^ ()]+)+", code) and re.search(r" [-+*/<>&|^]", code):
            have = {f.name for f in r.table.functions if f.sort == "query"}
            if set(names) <= have:
                yield re.sub(r"(\w+)\(\)", r"uowgen_it.\1()", code), i + 1

    for fs, code in r.full(r.function, "is|equals|returns|gives|is equal to", reckoned):
        for f in fs:
            yield Claim(tuple(_reckoned(r, f, code, row) for row in r.table.rows(r.shape.name)))


def _reckoned(r: Phrases, f: Function, code: str, row: tuple[int, int]) -> Trial:
    text = f"{{ let uowgen_it = uowgen_of_{r.shape.name}({row[0]}, {row[1]}); {code} }}"

    def right(own: bool) -> bool | None:
        a, b = r.table.gave(f, row, own=own), r.table.expression(text, own=own)
        return a.value == b.value if a.known and b.known and not a.panic and not b.panic else None

    return Trial(f"`{f.name}` of `{r.table.called(row)}` {told(r.table.gave(f, row, own=False))}", right)


__all__ = ["claims"]
